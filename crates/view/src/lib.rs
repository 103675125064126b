//! Pure functions from a trace and a cursor to what is shown.
//!
//! ```text
//! trace ──append──► Scope (facts: who lived when, waited for what) ──► lanes, arrows            the whole run
//!                     └────────── + Cursor ──────────────────────────► State                    one moment of it
//!                     └────────── + Cursor ──────────────────────────► DeedPoint                where the reader may act
//!                     └────────── + Record, language ────────────────► sentence                 one step of it
//! ```
//!
//! Nothing here runs anything or knows of a page: the same trace and cursor always give the same answer. Where to read
//! on: `scope` (the index that everything is looked up in), `lane`, `state`, `sentence`, `moment`.
#![forbid(unsafe_code)]

mod arrow;
mod awaits;
mod cursor;
mod deed;
mod export;
mod facts;
mod kinds;
mod lane;
mod moment;
mod number;
mod phrase;
mod scope;
mod sentence;
mod state;
mod wait;

pub use arrow::Arrow;
pub use awaits::{AwaitItem, AwaitRow};
pub use cursor::Cursor;
pub use deed::DeedPoint;
pub use export::{Axis, log, perfetto, svg};
pub use kinds::{Group, Importance, group, importance};
pub use lane::{Lane, LaneState, PROGRAM, Segment};
pub use loopscope_executor::text::trace as text;
pub use loopscope_strings::Lang;
pub use moment::{Moment, On};
pub use number::seconds;
pub use scope::{Printed, Scope};
pub use sentence::{lane_name, sentence, state_words, wait_words};
pub use state::{AddedCallback, Frame, FutureState, ReadyEntry, ReadyItem, State, TaskState, TimerState};
pub use wait::{Name, Target, Wait};
