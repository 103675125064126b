//! Where a run stands, how it ended, and a whole one that is over.

use loopscope_executor::Instant;
use loopscope_executor::trace::Chunk;
use serde::{Deserialize, Serialize};

/// Where a run stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Status {
    /// It goes on by itself.
    Running,
    /// Its clock stands still.
    Paused,
    /// It has ended.
    Ended(Outcome),
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Outcome {
    /// The program came to its end.
    Finished,
    /// It ended with an error, which also stands on its standard error.
    Failed(String),
    /// Tasks wait for each other for ever; one sentence for each.
    Deadlocked(Vec<String>),
    /// It was stopped by a limit, in words.
    Limited(String),
    /// The reader stopped it.
    Stopped,
    /// It wants a line of input, and asks for it in these words, which may be none; with that line it is to be run again.
    Asks(String),
}

impl Outcome {
    /// Its name in JSON and for other scripts, in kebab case.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Outcome::Finished => "finished",
            Outcome::Failed(_) => "failed",
            Outcome::Deadlocked(_) => "deadlocked",
            Outcome::Limited(_) => "limited",
            Outcome::Stopped => "stopped",
            Outcome::Asks(_) => "asks",
        }
    }

    /// What there is to say of it beside its name.
    #[must_use]
    pub fn messages(&self) -> &[String] {
        match self {
            Outcome::Finished | Outcome::Stopped => &[],
            Outcome::Failed(message) | Outcome::Limited(message) | Outcome::Asks(message) => {
                std::slice::from_ref(message)
            }
            Outcome::Deadlocked(messages) => messages,
        }
    }
}

/// A run that is over. [`Recording::to_file`] has its form in files.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recording {
    /// Its whole trace.
    pub chunk: Chunk,
    /// Loop time at its end.
    pub end: Instant,
    /// How it ended.
    pub outcome: Outcome,
}
