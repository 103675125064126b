//! Limits that end a run which would not end by itself.
//!
//! They are checked before a turn begins and before each of its entries; what an entry does in one go is not interrupted.
//! At a limit the trace gets one `LimitReached` and, if a turn was under way, its `IterationEnd`: nothing stays open. The
//! end is final; raising the limit afterwards does not revive the run.

use crate::time::Instant;

/// How far a run may go. The default has no limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Entries run (polls and callbacks).
    pub steps: u64,
    /// Records in the trace; counts only while recording. An entry that runs into it goes on unrecorded to its end, and
    /// the few records that close what was begun (`PollEnd`, `TaskDone`, `CallbackEnd`, `LimitReached`, `IterationEnd`) are
    /// still made, so that a trace may exceed the limit by four.
    pub records: u32,
    /// Loop time.
    pub time: Instant,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { steps: u64::MAX, records: u32::MAX, time: Instant::MAX }
    }
}
