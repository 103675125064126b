//! Who waits for what: the report on tasks that are alive when nothing can wake them any more.

use std::fmt;
use std::panic::Location;

use crate::trace::{TaskNo, Waiting};

/// A task that is alive and not ready.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiter {
    /// Its number.
    pub task: TaskNo,
    /// Its name.
    pub name: String,
    /// What it waits for.
    pub waiting: Waiting,
    /// The line where it waits; 0 when unknown.
    pub line: u32,
    /// Where it was spawned.
    pub spawned_at: &'static Location<'static>,
}

impl fmt::Display for Waiter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} waits for ", self.name)?;
        match self.waiting {
            Waiting::Unknown => f.write_str("something unknown to the loop")?,
            Waiting::Turn => f.write_str("its next turn")?,
            Waiting::Timer(no) => write!(f, "timer {no}")?,
            Waiting::Future(no) => write!(f, "future {no}")?,
            Waiting::Task(no) => write!(f, "task {no}")?,
            Waiting::Primitive(_) => f.write_str("a primitive")?,
        }
        if self.line != 0 {
            write!(f, " on line {}", self.line)?;
        }
        write!(f, "; spawned at {}:{}", self.spawned_at.file(), self.spawned_at.line())
    }
}
