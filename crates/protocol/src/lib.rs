//! What page, engines, links and files say to each other.
//!
//! ```text
//!   page ── Command ──► engine's worker      a program of the playground ── Recording ──► run-*.bin ──► page
//!   page ◄── Update ─── engine's worker      what the reader sees ── Address ──► link ──► page
//! ```
//!
//! - `message`, `program`, `run`: [`Command`], [`Update`] and what stands in them, in postcard's form between two parts of one build.
//! - [`param`], [`Value`], [`pane`]: what may be set of a lesson, for its file, its page, the engine and addresses alike.
//! - [`address`], [`interventions`], [`Recording::to_file`], `json`: what is kept longer than a build, each in a form of its own that its
//!   file fixes and golden tests keep.
//! - [`Problem`], [`Frame`]: what the Python engine has to say of a run beside its trace.
#![forbid(unsafe_code)]

pub mod address;
pub mod interventions;
#[cfg(feature = "json")]
pub mod json;
mod message;
pub mod number;
pub mod pane;
pub mod param;
mod problem;
mod program;
mod recorded;
mod run;
mod value;
mod variables;
mod wire;

pub use message::{Command, Malformed, Update};
pub use problem::{Problem, Severity};
pub use program::{Epoch, Milestone, Mode, Program, RunNo};
pub use recorded::NoRecording;
pub use run::{Outcome, Recording, Status};
pub use value::Value;
pub use variables::{Frame, Variable};
