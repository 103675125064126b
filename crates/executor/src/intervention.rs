//! What the reader of a run may do to it, and when: always between two entries of the loop.
//!
//! An intervention stands in the description of a program, beside its parameters, and is done anew in every run of it. So the same
//! program, interventions and virtual clock give the same trace, and undoing one is running without it.

use crate::time::Instant;
use crate::trace::{EntryNo, TaskNo};

/// A place between two entries of a run. Points are ordered as they come in the run.
///
/// ```text
///   entry N ends ─► the turn goes on: entry N + 1 is the next                   (N, begun or not): right here
///              └──► the turn ends [IterationEnd] ─────────────────────────────► (N, not begun, time): here, or while the
///                     the clock moves; the next turn begins, timers fire              loop idles, once `time` has come
///                     entry N + 1 is about to run ────────────────────────────► (N, begun)
/// ```
///
/// What cannot be had exactly, because the program runs otherwise than when the point was chosen, is taken as soon as it
/// can: at the latest before entry N + 1 runs, whatever the time is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Point {
    /// How many entries (polls and callbacks) have run.
    pub entries: u32,
    /// Whether the turn that runs the next entry has begun, and its due timers have joined the ready queue.
    pub begun: bool,
    /// Loop time before which it is not; matters only while nothing is ready.
    pub time: Instant,
}

/// What the reader does.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Act {
    /// Cancels a task, as `Task.cancel` does.
    Cancel(TaskNo),
    /// Raises `RuntimeError` with this message inside of a task, where it waits: it becomes ready, and its next step raises.
    Raise(TaskNo, String),
    /// Blocks the loop for so many nanoseconds, as `time.sleep` does.
    Block(u64),
    /// Puts an entry of the ready queue at its front. While a turn is under way, only what that turn still has to run can
    /// be chosen: what became ready since belongs to the next turn, and a turn runs what stood in the queue at its begin.
    RunNext(EntryNo),
}

/// Something that the reader does at some point of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Intervention {
    /// When.
    pub at: Point,
    /// What.
    pub act: Act,
}
