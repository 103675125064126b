//! What is to run, and how its time passes.

use loopscope_executor::Intervention;
use serde::{Deserialize, Serialize};

use crate::Value;

/// Number of a run, chosen by the page; each new run has a higher one.
pub type RunNo = u32;

/// What to run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Program {
    /// The lesson's slug.
    pub lesson: String,
    /// Parameters by name; one that is missing has the lesson's default.
    pub params: Vec<(String, Value)>,
    /// What the program's `time.time()` is when it starts.
    pub epoch: Epoch,
    /// What the reader does while it runs, in the order in which the reader thought of it: undoing is leaving out the last.
    /// What cannot be done any more, as after a change of parameters, is skipped, and the trace says so.
    pub interventions: Vec<Intervention>,
}

/// Wall-clock time at a program's start.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Epoch {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub unix_ms: i64,
    /// Minutes that local time is ahead of UTC.
    pub offset_minutes: i32,
}

impl Default for Epoch {
    /// 2023-04-30 21:58:15 UTC, the moment at which programs in virtual time start.
    fn default() -> Self {
        Epoch { unix_ms: 1_682_891_895_000, offset_minutes: 0 }
    }
}

/// How a run passes its time.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Mode {
    /// At once, to its end: the clock jumps from deadline to deadline.
    Virtual,
    /// As real time passes, times `speed`.
    Live {
        /// Loop seconds per wall-clock second; 0.1 to 10.
        speed: f64,
        /// Begin paused, before the first step.
        paused: bool,
    },
}

/// What a paused run steps on to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Milestone {
    /// A task's next step.
    TaskStep,
    /// The end of a turn of the loop.
    TurnEnd,
    /// A timer's deadline.
    Timer,
}
