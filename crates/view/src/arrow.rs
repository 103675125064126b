//! Who woke whom: arrows between lanes.

use std::ops::Range;

use loopscope_executor::Instant;
use loopscope_executor::trace::{Actor, Kind, TimerNo, WakeOutcome};

use crate::facts::lane_task;
use crate::scope::Scope;

/// One wake-up, from its cause to the task that it woke.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrow {
    /// The record of the wake-up.
    pub seq: u32,
    /// When the task was woken.
    pub time: Instant,
    /// Place among the lanes of the one that caused it; `None` when a timer or something outside of the loop did.
    pub from: Option<usize>,
    /// The record where the cause stands: that of the wake-up, or, when a callback woke the task, the one that queued it.
    pub from_seq: u32,
    /// When the cause happened.
    pub from_time: Instant,
    /// Place among the lanes of the task that was woken.
    pub to: usize,
    /// Who woke it, as the trace says.
    pub by: Actor,
    /// The timer at the beginning, if there is one.
    pub timer: Option<TimerNo>,
    /// Whether it is the task's first wake-up, by which it joins the ready queue after its creation.
    pub first: bool,
    /// What became of it.
    pub outcome: WakeOutcome,
}

impl Scope {
    /// The wake-ups among these records, in order.
    pub fn arrows(&self, records: Range<u32>) -> impl Iterator<Item = Arrow> + '_ {
        let end = records.end.min(self.len());
        (records.start.min(end)..end).filter_map(|seq| self.arrow(seq))
    }

    /// The wake-up that a record tells of, if it does.
    #[must_use]
    pub fn arrow(&self, seq: u32) -> Option<Arrow> {
        let record = self.record(seq)?;
        let Kind::WakeRequested { by, outcome } = record.kind else { return None };
        let facts = self.task(record.task)?;
        // A callback wakes on behalf of whoever queued it.
        let (cause, from_seq) = match by {
            Actor::Callback(no) => self.callback(no).map_or((by, seq), |callback| {
                (callback.by, self.entries.get(callback.entry).map_or(seq, |entry| entry.queued))
            }),
            _ => (by, seq),
        };
        Some(Arrow {
            seq,
            time: record.time,
            from: lane_task(Some(cause)).and_then(|task| self.lane_of(task)),
            from_seq,
            from_time: self.record(from_seq).map_or(record.time, |record| record.time),
            to: facts.lane,
            by,
            timer: if let Actor::Timer(timer) = cause { Some(timer) } else { None },
            first: facts.first_wake == seq,
            outcome,
        })
    }
}
