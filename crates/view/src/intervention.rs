//! Where and on what the reader may act: from a cursor to the nearest point between two entries.
//!
//! ```text
//!   PollBegin … PollEnd  IterationEnd  ClockAdvanced  IterationBegin  TimerFired …  PollBegin
//!   └─ entry N ───────┘             ▲──────────────▲                               ▲ └─ entry N + 1
//!    a cursor in here is taken for ─┘ the turn has ended: these cursors themselves │
//!    (or, if the turn goes on, for the end of the entry)     the others are taken for the turn's begin
//! ```

use loopscope_executor::Point;
use loopscope_executor::trace::{EntryNo, Kind, TaskNo, thread_of};

use crate::cursor::Cursor;
use crate::lane::PROGRAM;
use crate::scope::{Scope, small};
use crate::state::{ReadyEntry, ReadyItem};

/// A point at which the reader may act, and what is there to act on. The loop can be blocked at every one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InterventionPoint {
    /// The point as the engine understands it. In a live run that stands at its newest record, loop time may have gone on
    /// since: then `time` is to be put forward to it.
    pub at: Point,
    /// The same point in this trace: right behind everything that has happened by then. What the reader does stands here.
    pub cursor: Cursor,
    /// What can be chosen to run next, in the order in which it would run.
    pub ready: Vec<ReadyEntry>,
    /// The tasks that can be cancelled or made to raise, in the order of the lanes.
    pub tasks: Vec<TaskNo>,
}

impl From<ReadyItem> for EntryNo {
    fn from(item: ReadyItem) -> EntryNo {
        match item {
            ReadyItem::Task(no) => EntryNo::Task(no),
            ReadyItem::Callback(no) => EntryNo::Callback(no),
        }
    }
}

impl Scope {
    /// The point between two entries that is nearest to a cursor, so that what the reader saw happen stays: at the cursor, or
    /// behind it when an entry runs there, or before it when none follows. `None` when the trace enters no loop.
    #[must_use]
    pub fn intervention_point(&self, cursor: Cursor) -> Option<InterventionPoint> {
        let (at, cursor) = self.point_near(cursor.min(self.last()))?;
        let state = self.state_at(cursor);
        Some(InterventionPoint {
            at,
            cursor,
            ready: state.ready.into_iter().filter(|entry| entry.this_turn).collect(),
            tasks: state
                .tasks
                .into_iter()
                .filter(|task| task.task != PROGRAM && thread_of(task.task).is_none() && !task.state.is_end())
                .map(|task| task.task)
                .collect(),
        })
    }

    fn point_near(&self, cursor: Cursor) -> Option<(Point, Cursor)> {
        let entries = self.ran.partition_point(|(begin, _)| *begin < cursor.0);
        let next = self.ran.get(entries).map(|(begin, _)| *begin);
        // Behind the last entry, and behind the turn if that was its last one.
        let mut from = match entries.checked_sub(1) {
            Some(last) => self.ran[last].1.min(self.len()),
            None => self.find(0, |kind| matches!(kind, Kind::LoopEntered))? + 1,
        };
        if self.record(from).is_some_and(|record| matches!(record.kind, Kind::IterationEnd)) {
            from += 1;
        }
        let leaves = |kind: &Kind| {
            matches!(
                kind,
                Kind::IterationBegin { .. }
                    | Kind::LoopLeft
                    | Kind::ProgramEnd(_)
                    | Kind::Idle { .. }
                    | Kind::LimitReached(_)
            )
        };
        let end = self.len();
        let to = self.find(from, leaves).unwrap_or(end).min(next.unwrap_or(end));
        if cursor.0 > to {
            let begun = match next {
                Some(next) => Some(next),
                // The newest turn has begun, and none of its entries has run yet.
                None => self.turn_is_open(to).then_some(end),
            };
            if let Some(begun) = begun {
                return Some((self.point(entries, true, Cursor(begun)), Cursor(begun)));
            }
        }
        let cursor = Cursor(cursor.0.clamp(from, to));
        Some((self.point(entries, false, cursor), cursor))
    }

    fn point(&self, entries: usize, begun: bool, cursor: Cursor) -> Point {
        let time = cursor.last().and_then(|last| self.record(last)).map(|record| record.time);
        Point { entries: small(entries), begun, time: time.unwrap_or_default() }
    }

    /// The first record from `from` on that is of such a kind.
    fn find(&self, from: u32, wanted: impl Fn(&Kind) -> bool) -> Option<u32> {
        let records = self.trace().records.get(from as usize..)?;
        records.iter().position(|record| wanted(&record.kind)).map(|at| from + small(at))
    }

    /// Whether the last turn that begins from this record on has not ended.
    fn turn_is_open(&self, from: u32) -> bool {
        let records = self.trace().records.get(from as usize..).unwrap_or_default();
        let edge = records.iter().rev().find(|it| matches!(it.kind, Kind::IterationBegin { .. } | Kind::IterationEnd));
        edge.is_some_and(|edge| matches!(edge.kind, Kind::IterationBegin { .. }))
    }
}
