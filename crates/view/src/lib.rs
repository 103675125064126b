//! Pure functions from a trace and a cursor to what is shown.
//!
//! ```text
//! trace ──append──► Scope (facts: who lived when, waited for what) ──► lanes, arrows            the whole run
//!                     └────────── + Cursor ──────────────────────────► State                    one moment of it
//!                     └────────── + Record, language ────────────────► sentence                 one step of it
//! ```
//!
//! Nothing here runs anything or knows of a page: the same trace and cursor always give the same answer. Where to read
//! on: `scope` (the index that everything is looked up in), `lane`, `state`, `sentence`, `moment`; then `internals`,
//! `compare`, `voice`, `glossary`, `question`, `halt`, each with its texts in a table of its own.
#![forbid(unsafe_code)]

mod arrow;
mod awaits;
mod compare;
mod cursor;
mod export;
mod facts;
mod glossary;
mod halt;
mod internals;
mod kinds;
mod lane;
mod moment;
mod number;
mod phrase;
mod question;
mod scope;
mod sentence;
mod state;
mod voice;
mod wait;

pub use arrow::Arrow;
pub use awaits::{AwaitItem, AwaitRow};
pub use compare::{Comparison, Difference, Ghost, GhostLane, compare, comparison_words, ghost, ghost_words};
pub use cursor::Cursor;
pub use export::{Axis, Theme, log, perfetto, svg};
pub use glossary::{Definition, Term, definition, glossary, terms};
pub use halt::{Halt, HaltRow, Halted, halted};
pub use internals::{Entry, Internals, Key, internals, timer_words};
pub use kinds::{Group, Importance, group, importance};
pub use lane::{Lane, LaneState, PROGRAM, Segment};
pub use loopscope_executor::Instant;
pub use loopscope_executor::text::trace as text;
pub use loopscope_strings::Lang;
pub use moment::{Moment, On};
pub use number::seconds;
pub use question::{Answer, Asked, Choice, Graded, MOST_LINES, NotNow, Question, ask, not_now_words};
pub use scope::{Printed, Scope};
pub use sentence::{lane_name, sentence, state_words, wait_words};
pub use state::{AddedCallback, Frame, FutureState, ReadyEntry, ReadyItem, State, TaskState, TimerState};
pub use voice::{Voice, sentence_in};
pub use wait::{Name, Target, Wait};
