//! What the index knows of each task, timer, future and callback: when it came, when it went, and what it is called.
//!
//! A moment is always "after so many records"; something is there at cursor `n` when it came before `n` and has not gone.
#![cfg_attr(not(feature = "more"), allow(dead_code, reason = "only what is loaded later looks at some of it"))]

use loopscope_executor::Instant;
use loopscope_executor::trace::{Actor, Ending, FutureNo, TaskNo, TimerNo, Why, thread_task};

use crate::wait::{Name, Target};

/// Not yet.
pub(crate) const NEVER: u32 = u32::MAX;

pub(crate) struct TaskFacts {
    pub(crate) created: u32,
    pub(crate) done: u32,
    pub(crate) ending: Ending,
    pub(crate) coroutine: Name,
    /// Its first name.
    pub(crate) name: Name,
    /// Its later names, each with the record that gave it.
    pub(crate) renames: Vec<(u32, Name)>,
    /// Its await stack, each change with the record that made it: an index into the index's frames.
    pub(crate) stack: Vec<(u32, Option<u32>)>,
    /// Its place among the lanes.
    pub(crate) lane: usize,
    /// Its entry in the ready queue, while it stands there.
    pub(crate) queued: Option<usize>,
    /// Its first wake-up.
    pub(crate) first_wake: u32,
    /// When it ran for the first time.
    pub(crate) begun: u32,
    /// The callbacks that were added to it: indices into the index's added callbacks.
    pub(crate) added: Vec<u32>,
}

pub(crate) struct ThreadFacts {
    pub(crate) name: Name,
    /// When it ran for the first time.
    pub(crate) begun: u32,
    pub(crate) ending: Ending,
    /// Its place among the lanes.
    pub(crate) lane: usize,
}

/// One coroutine awaited inline.
pub(crate) struct FrameFacts {
    pub(crate) coroutine: Name,
    /// The line that awaits it, in the frame above.
    pub(crate) line: u32,
    pub(crate) above: Option<u32>,
}

pub(crate) struct TimerFacts {
    pub(crate) set: u32,
    pub(crate) gone: u32,
    pub(crate) deadline: Instant,
    /// Who set it.
    pub(crate) by: Option<Actor>,
    /// The future that it will resolve, when that is known.
    pub(crate) future: Option<FutureNo>,
}

pub(crate) struct FutureFacts {
    pub(crate) created: u32,
    pub(crate) resolved: u32,
    pub(crate) name: Name,
    pub(crate) by: Option<Actor>,
    /// The timer that will resolve it, when that is known.
    pub(crate) timer: Option<TimerNo>,
    /// The callbacks that were added to it, and those that work for it: indices into the index's added callbacks.
    pub(crate) added: Vec<u32>,
    pub(crate) served_by: Vec<u32>,
    pub(crate) ending: Ending,
}

/// A callback that waits for the end of a future or a task.
pub(crate) struct AddedFacts {
    pub(crate) name: Name,
    pub(crate) on: Target,
    /// The future that it works for; 0 when there is none.
    pub(crate) serves: FutureNo,
    pub(crate) added: u32,
    /// When the end of what it waited for queued it.
    pub(crate) queued: u32,
}

pub(crate) struct CallbackFacts {
    pub(crate) name: Name,
    pub(crate) by: Actor,
    /// Its entry in the ready queue.
    pub(crate) entry: usize,
    /// What it was before, if it waited for something's end: an index into the index's added callbacks.
    pub(crate) added: Option<u32>,
}

/// A stay in the ready queue.
pub(crate) struct EntryFacts {
    pub(crate) who: Actor,
    pub(crate) by: Actor,
    pub(crate) queued: u32,
    pub(crate) left: u32,
}

/// Somebody who waits for ever.
#[derive(Clone, Copy)]
pub(crate) struct StuckFacts {
    pub(crate) seq: u32,
    /// [`crate::lane::PROGRAM`] for the top level.
    pub(crate) task: TaskNo,
    pub(crate) why: Why,
    pub(crate) who: TaskNo,
    pub(crate) at: u32,
}

/// A clean-up after the program's main coroutine.
pub(crate) struct CleanupFacts {
    /// The record that began it, and the one that closed the loop.
    pub(crate) from: u32,
    pub(crate) to: u32,
    /// What of asyncio's does it; empty when the trace does not say.
    pub(crate) through: Name,
}

/// Which task a record with this actor is drawn at, if any.
pub(crate) fn lane_task(actor: Option<Actor>) -> Option<TaskNo> {
    match actor {
        Some(Actor::Task(no)) => Some(no),
        Some(Actor::Program | Actor::Cleanup) => Some(crate::lane::PROGRAM),
        Some(Actor::Thread(no)) => Some(thread_task(no)),
        _ => None,
    }
}
