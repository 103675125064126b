//! Lanes: the life of each task as a row of segments.
//!
//! A segment begins with the record that brought its state and ends before the record that brings the next one, so that
//! segments of zero length in time still have a place on an axis by steps. Together the segments of a lane cover the
//! task's life, from the record that made it to the one that ended it, without gap or overlap.

use loopscope_executor::Instant;
use loopscope_executor::trace::TaskNo;

use crate::wait::{Name, Wait};

/// Stands where a task's number would: the program's own top level.
pub const PROGRAM: TaskNo = 0;

/// What somebody is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum LaneState {
    /// In the ready queue (or made just now and about to join it).
    Ready,
    /// It runs.
    Running,
    /// It runs and blocks the whole loop (`time.sleep`).
    Blocking,
    /// Suspended.
    Waiting,
    /// Ended with a value.
    Done,
    /// Ended with an error.
    Failed,
    /// Ended by cancellation.
    Cancelled,
    /// Thrown away before its end, because nobody held it.
    Collected,
}

impl LaneState {
    /// Every state, in the order of a legend.
    pub const ALL: [LaneState; 8] = [
        LaneState::Ready,
        LaneState::Running,
        LaneState::Blocking,
        LaneState::Waiting,
        LaneState::Done,
        LaneState::Failed,
        LaneState::Cancelled,
        LaneState::Collected,
    ];

    /// Whether it is the end.
    #[must_use]
    pub const fn is_end(self) -> bool {
        matches!(self, LaneState::Done | LaneState::Failed | LaneState::Cancelled | LaneState::Collected)
    }
}

/// A stretch of a lane in one state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// The record that brought the state.
    pub from: u32,
    /// The record that ended it; for the last segment of a lane that goes on, the trace's length.
    pub to: u32,
    /// When it began.
    pub start: Instant,
    /// When it ended; for the last segment of a lane that goes on, the time of the trace's last record.
    pub end: Instant,
    /// The state.
    pub state: LaneState,
    /// What is waited for, in state [`LaneState::Waiting`].
    pub waiting: Option<Wait>,
    /// Line of the program's source where the lane stands, from 1; 0 when unknown.
    pub line: u32,
}

/// A task's life. The program's top level has one too, with task number [`PROGRAM`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lane {
    /// The task.
    pub task: TaskNo,
    /// Who made it: a task, or [`PROGRAM`]; `None` for the program itself and for tasks made by callbacks or from outside.
    pub parent: Option<TaskNo>,
    /// How many parents stand above it.
    pub depth: u32,
    /// Its last name; empty for the program (see [`crate::lane_name`]).
    pub name: Name,
    /// The coroutine it runs; may be empty.
    pub coroutine: Name,
    /// The line that made it; 0 when unknown.
    pub made_at: u32,
    /// Its states, in order.
    pub segments: Vec<Segment>,
}

impl Lane {
    /// Whether the task has ended.
    #[must_use]
    pub fn ended(&self) -> bool {
        self.segments.last().is_some_and(|last| last.state.is_end())
    }

    /// The segment in which the lane is after the record `seq`, if it has begun by then; an ended lane stays in its last.
    #[must_use]
    pub fn segment_at(&self, seq: u32) -> Option<&Segment> {
        let after = self.segments.partition_point(|segment| segment.from <= seq);
        self.segments.get(after.checked_sub(1)?)
    }

    /// Enters a state with the record `seq`.
    pub(crate) fn enter(&mut self, seq: u32, time: Instant, state: LaneState, waiting: Option<Wait>, line: u32) {
        let mut start = time;
        if let Some(last) = self.segments.last_mut() {
            if last.state.is_end() || (last.state == state && state == LaneState::Ready) {
                return;
            }
            if last.from == seq {
                // Entered and left by the same record: it never was.
                start = last.start;
                self.segments.pop();
            } else {
                last.to = seq;
                last.end = time;
            }
        }
        self.segments.push(Segment { from: seq, to: seq + 1, start, end: time, state, waiting, line });
    }

    /// Draws the last segment out to the trace's end.
    pub(crate) fn stretch(&mut self, len: u32, time: Instant) {
        if let Some(last) = self.segments.last_mut()
            && !last.state.is_end()
        {
            last.to = len;
            last.end = time;
        }
    }
}
