//! What a suspended task waits for, with the names and times that are known of it.

use std::sync::Arc;

use loopscope_executor::Instant;
use loopscope_executor::trace::{FutureNo, TaskNo, TimerNo};

/// A name out of a trace, cheap to clone.
pub type Name = Arc<str>;

/// Something that ends, and that callbacks can be added to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A future.
    Future(FutureNo),
    /// A task.
    Task(TaskNo),
}

/// What somebody waits for. [`crate::wait_words`] says it in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wait {
    /// It did not say.
    Unknown,
    /// Its next turn, as after `sleep(0)`.
    Turn,
    /// The event loop: the program's top level, while the loop runs.
    Loop,
    /// A timer.
    Timer {
        /// Its number.
        timer: TimerNo,
        /// Its deadline.
        until: Option<Instant>,
    },
    /// A future.
    Future {
        /// Its number.
        future: FutureNo,
        /// What it stands for, such as `sleep(2)`; empty when it has no name.
        name: Name,
        /// The deadline of the timer that will resolve it, if there is one.
        until: Option<Instant>,
    },
    /// Another task's end.
    Task {
        /// Its number.
        task: TaskNo,
        /// Its name when the waiting began.
        name: Name,
    },
    /// A primitive, such as `Lock #2`.
    Primitive {
        /// Its name.
        name: Name,
    },
}

impl Wait {
    /// When it is known to end.
    #[must_use]
    pub fn until(&self) -> Option<Instant> {
        match self {
            Wait::Timer { until, .. } | Wait::Future { until, .. } => *until,
            _ => None,
        }
    }
}
