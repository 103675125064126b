//! Who woke whom, from lane to lane.

use std::ops::Range;

use loopscope_executor::trace::WakeOutcome;

use super::look::TALL;
use super::rows::Rows;
use super::scale::Scale;
use crate::cursor::Cursor;
use crate::scope::Scope;

/// With more wake-ups than this, arrows would hide what they show: only those of the turn that one looks at have theirs.
pub const MOST_ARROWS: usize = 60;

/// An arrow between two rows, or, when a timer is the cause, down to one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WakeArrow {
    /// The record of the wake-up.
    pub seq: u32,
    /// Where the cause stands, in the scale's unit.
    pub begin: i32,
    /// The row of who woke; `None` for a timer.
    pub from: Option<usize>,
    /// Where the wake-up stands, in the scale's unit.
    pub end: i32,
    /// The row of who was woken.
    pub to: usize,
}

/// How far an arrow keeps from the bars that it leads from and to, in pixels.
const CLEAR: i32 = 2;

impl WakeArrow {
    /// Whether it leads down.
    #[must_use]
    pub fn is_down(&self) -> bool {
        self.from.is_none_or(|from| from < self.to)
    }

    /// From and to which height of the drawing it leads, in pixels.
    pub(crate) fn heights(&self, rows: Rows) -> (i32, i32) {
        let past = TALL.min(rows.tallest()) / 2 + CLEAR;
        let past = if self.is_down() { past } else { -past };
        let middle = |row| rows.top_of(row) + rows.middle();
        (self.from.map_or(rows.top_of(self.to), |from| middle(from) + past), middle(self.to) - past)
    }
}

/// Whether the run has no more wake-ups than so many.
#[must_use]
pub fn few_arrows(scope: &Scope, most: usize) -> bool {
    scope.arrows(0..scope.len()).take(most + 1).count() <= most
}

/// The records of the turn that one looks at, up to the cursor.
#[must_use]
pub fn turn_records(scope: &Scope, cursor: Cursor) -> Range<u32> {
    let Some(last) = cursor.last().and_then(|seq| scope.record(seq)) else { return 0..0 };
    let begin = scope.trace().records.partition_point(|record| record.iteration < last.iteration) as u32;
    begin..cursor.0
}

/// The arrows of the wake-ups among these records that are in sight. `row`: where a lane stands, by its place in
/// [`Scope::lanes`].
pub fn wake_arrows<'a>(
    scope: &'a Scope,
    records: Range<u32>,
    scale: &'a Scale,
    row: impl Fn(usize) -> Option<usize> + 'a,
) -> impl Iterator<Item = WakeArrow> + 'a {
    scope.arrows(records).filter(|arrow| arrow.outcome == WakeOutcome::Queued).filter_map(move |arrow| {
        let from = arrow.from.filter(|from| *from != arrow.to).and_then(&row);
        let to = row(arrow.to)?;
        // Among folded tasks there is nothing to see.
        if from == Some(to) {
            return None;
        }
        let end = scale.x(arrow.seq, arrow.time);
        let drawn = (from.is_some() || arrow.timer.is_some()) && scale.shows(end, end);
        drawn.then(|| WakeArrow { seq: arrow.seq, begin: scale.x(arrow.from_seq, arrow.from_time), from, end, to })
    })
}
