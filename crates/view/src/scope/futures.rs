//! Futures and timers, and the callbacks that wait for the end of a future or a task.

use loopscope_executor::Instant;
use loopscope_executor::trace::{Actor, Ending, FutureNo, TextId, TimerNo, Waiting};

use super::{Scope, small};
use crate::facts::{AddedFacts, FutureFacts, NEVER, TimerFacts};
use crate::wait::{Name, Target};

impl Scope {
    pub(super) fn create_future(&mut self, seq: u32, future: FutureNo, name: TextId, by: Option<Actor>) {
        if future as usize == self.futures.len() + 1 {
            let name = self.name(name);
            self.futures.push(FutureFacts {
                created: seq,
                resolved: NEVER,
                name,
                by,
                timer: None,
                added: Vec::new(),
                served_by: Vec::new(),
                ending: Ending::Ready,
            });
        }
    }

    /// `future`: the one that it resolves; 0 when there is none.
    pub(super) fn set_timer(
        &mut self,
        seq: u32,
        timer: TimerNo,
        deadline: Instant,
        future: FutureNo,
        by: Option<Actor>,
    ) {
        if timer as usize == self.timers.len() + 1 {
            let future = self.future_mut(future).map(|facts| {
                facts.timer = Some(timer);
                future
            });
            self.timers.push(TimerFacts { set: seq, gone: NEVER, deadline, by, future });
        }
    }

    pub(super) fn add_callback(&mut self, seq: u32, on: Waiting, name: TextId, serves: FutureNo) {
        let Some(on) = target(on) else { return };
        let (name, at) = (self.name(name), small(self.added.len()));
        let list = match on {
            Target::Future(no) => self.future_mut(no).map(|facts| &mut facts.added),
            Target::Task(no) => self.task_mut(no).map(|facts| &mut facts.added),
        };
        if let Some(list) = list {
            list.push(at);
        }
        if let Some(facts) = self.future_mut(serves) {
            facts.served_by.push(at);
        }
        self.added.push(AddedFacts { name, on, serves, added: seq, queued: NEVER });
    }

    /// Of the callbacks that were added to what has ended, the one that is queued: the first of its name that was not yet.
    pub(super) fn queue_added(&mut self, seq: u32, on: Waiting, name: &Name) -> Option<u32> {
        let list = match target(on)? {
            Target::Future(no) => &self.future(no)?.added,
            Target::Task(no) => &self.task(no)?.added,
        };
        let is_it = |at: &&u32| {
            let facts = &self.added[**at as usize];
            facts.queued == NEVER && facts.name == *name
        };
        let at = *list.iter().find(is_it)?;
        self.added[at as usize].queued = seq;
        Some(at)
    }
}

/// What a callback was added to, if the trace says it.
fn target(on: Waiting) -> Option<Target> {
    match on {
        Waiting::Future(no) => Some(Target::Future(no)),
        Waiting::Task(no) => Some(Target::Task(no)),
        Waiting::Unknown | Waiting::Turn | Waiting::Timer(_) | Waiting::Primitive(_) => None,
    }
}
