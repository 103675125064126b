//! How a program ended, and what is known of it then.

use loopscope_executor::trace::{Chunk, Limit};
use loopscope_executor::{Instant, text};
use loopscope_protocol::{Frame, Outcome as Told, Problem};

/// A run that is over.
#[derive(Debug)]
pub struct Outcome {
    /// How it ended.
    pub end: End,
    /// As `python3` gives it to its caller: 0 when the program came to its end, 1 when an exception ended it, 130 for a
    /// `KeyboardInterrupt`, what it gave to `sys.exit`; of a run that was ended from outside at least 1.
    pub exit_code: i32,
    /// Loop time at its end.
    pub time: Instant,
    /// What happened.
    pub trace: Chunk,
    /// What is wrong with the program, where it is, in the order of its lines: what ended it or one of its tasks, and of what it was
    /// warned.
    pub problems: Vec<Problem>,
    /// The variables at the record that [`crate::Options::inspect`] names: of the program's top level and then of each task that is not done,
    /// oldest first; `None` when they were not asked for.
    pub variables: Option<Vec<Frame>>,
    /// The modules that it has imported whose answers come from no server.
    pub canned: Vec<String>,
}

/// How a program ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// It came to its end, or left with 0.
    Finished,
    /// It left with another exit code, by `sys.exit`; and what it said then, if that was a text.
    Exited(Option<String>),
    /// An exception ended it: this one, in one line.
    Raised(String),
    /// Its tasks and threads all wait for ever; a sentence for each.
    Deadlocked(Vec<String>),
    /// It reached a limit.
    Limited(Limit),
    /// It wants a line of input that [`crate::Options::input`] has not: what it printed in that line before, its question.
    Asks(String),
    /// It was ended since its variables had been looked at.
    Inspected,
}

impl Outcome {
    /// How it ended, as a page is told.
    #[must_use]
    pub fn told(&self) -> Told {
        match &self.end {
            End::Finished | End::Inspected => Told::Finished,
            End::Raised(error) => Told::Failed(error.clone()),
            End::Exited(Some(said)) => Told::Failed(said.clone()),
            End::Exited(None) => Told::Failed(format!("exit code {}", self.exit_code)),
            End::Deadlocked(waiters) => Told::Deadlocked(waiters.clone()),
            End::Limited(limit) => Told::Limited(text::limit(limit)),
            End::Asks(question) => Told::Asks(question.clone()),
        }
    }
}
