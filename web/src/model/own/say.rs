//! What the reader is told of their own program, under its editor; or, while there is none, in the player.

use crate::model::python::{Failure, Why};

/// What there is to say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Say {
    /// Nothing in particular: what can be done here.
    #[default]
    Hint,
    /// Python is on its way: so many bytes of so many.
    Loading(u64, u64),
    /// It runs, and takes longer than one waits without a word.
    Working,
    /// Reset has brought back the text that was there at first.
    Undone,
    /// The browser keeps nothing.
    Unkept,
    /// The site was built without Python.
    Absent,
    /// Python does not come.
    Failed(Failure),
    /// The run was stopped.
    Stopped(Why),
    /// The editor does not come.
    NoEditor(Trouble),
}

/// Why the editor does not come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// Nothing answered.
    Unreached,
    /// What came does not work, for this reason.
    Broken(String),
}

impl Say {
    /// Whether something did not work.
    pub(crate) fn is_alarm(&self) -> bool {
        matches!(self, Say::Absent | Say::Failed(_) | Say::Stopped(_) | Say::NoEditor(_))
    }

    /// How far a download is, from 0 to 1.
    pub(crate) fn progress(&self) -> Option<f64> {
        match self {
            // Of so few bytes nothing is lost.
            Say::Loading(bytes, total) => Some((*bytes as f64 / (*total).max(1) as f64).min(1.0)),
            _ => None,
        }
    }

    /// Whether it may help to try once more.
    pub(crate) fn can_be_retried(&self) -> bool {
        matches!(self, Say::Failed(_))
    }
}
