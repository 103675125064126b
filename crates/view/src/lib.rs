//! Pure functions from a trace and a cursor to what is shown.
//!
//! ```text
//! trace ──append──► Scope (facts: who lived when, waited for what) ──► lanes, arrows            the whole run
//!                     └────────── + Cursor ──────────────────────────► State                    one moment of it
//!                     └────────── + Cursor ──────────────────────────► InterventionPoint                where the reader may act
//!                     └────────── + Record, language ────────────────► sentence                 one step of it
//!                     └────────── + Scale ───────────────────────────► timeline                 what is drawn of it
//! ```
//!
//! Nothing here runs anything or knows of a page: the same trace and cursor always give the same answer. Where to read
//! on: `scope` (the index that everything is looked up in), `lane`, `state`, `sentence`, `moment`; then `internals`,
//! `compare`, `voice`, `glossary`, `question`, `halt`, each with its texts in a table of its own.
#![forbid(unsafe_code)]

#[cfg(feature = "more")]
mod align;
mod arrow;
#[cfg(feature = "more")]
mod awaits;
#[cfg(feature = "more")]
mod compare;
mod cursor;
mod escape;
#[cfg(feature = "more")]
mod export;
mod facts;
#[cfg(feature = "more")]
mod glossary;
#[cfg(feature = "more")]
mod halt;
#[cfg(feature = "more")]
mod internals;
#[cfg(feature = "more")]
mod intervention;
mod kinds;
mod lane;
mod moment;
mod number;
mod phrase;
#[cfg(feature = "more")]
mod question;
mod scope;
#[cfg(feature = "more")]
mod sentence;
mod state;
#[cfg(feature = "more")]
mod stuck;
pub mod timeline;
#[cfg(feature = "more")]
mod voice;
mod wait;
mod words;

#[cfg(feature = "more")]
pub use align::{Alignment, Pair, PrintedLine, align, alignment_words};
pub use arrow::Arrow;
#[cfg(feature = "more")]
pub use awaits::{AwaitItem, AwaitRow};
#[cfg(feature = "more")]
pub use compare::{Comparison, Difference, Ghost, GhostLane, compare, comparison_words, ghost, ghost_words};
pub use cursor::Cursor;
#[cfg(feature = "more")]
pub use export::{
    Before, Foot, LEAST_PLAY, Layers, MOST_PLAY, PICTURE_HEAD, PICTURE_WIDTH, Pace, PictureOptions, REST, Reel,
    ReelFrame, STEP, Theme, log, perfetto, picture, poster, svg,
};
#[cfg(feature = "more")]
pub use glossary::{Definition, Term, definition, glossary};
#[cfg(feature = "more")]
pub use halt::{Halt, HaltRow, Halted, halted};
#[cfg(feature = "more")]
pub use internals::{Entry, Internals, Key, internals, timer_words};
#[cfg(feature = "more")]
pub use intervention::InterventionPoint;
pub use kinds::{Group, Importance, group, importance, terms};
pub use lane::{Lane, LaneState, PROGRAM, Segment};
pub use loopscope_executor::Instant;
pub use loopscope_executor::text::trace as text;
pub use loopscope_strings::Lang;
pub use moment::{Moment, On};
pub use number::seconds;
#[cfg(feature = "more")]
pub use question::{Answer, Asked, Choice, Graded, MOST_LINES, NotNow, Question, ask, not_now_words};
pub use scope::{Printed, Scope};
#[cfg(feature = "more")]
pub use sentence::sentence;
pub use state::{AddedCallback, Frame, FutureState, ReadyEntry, ReadyItem, State, TaskState, TimerState};
pub use timeline::Axis;
#[cfg(feature = "more")]
pub use voice::{Voice, sentence_in};
pub use wait::{Name, Target, Wait};
pub use words::{fold_name, fold_words, lane_name, short_wait, state_words, wait_words};
