//! One poll of a task, and how a task leaves the executor.

use std::cell::RefMut;
use std::task::{Context, Poll, Waker};

use crate::handle::{Handle, TaskRef};
use crate::join::Body;
use crate::state::{Core, Polling, State};
use crate::tasks::{Phase, TaskKey};
use crate::trace::{Actor, Ending, Kind, PollEnding, Waiting};

impl Core {
    /// Polls a task, or drops it if it is to be cancelled. Takes the state and gives it back, so that a turn of plain
    /// polls borrows it no more often than it must.
    #[inline]
    pub(crate) fn step_task<'a>(&'a self, mut state: RefMut<'a, State>, key: TaskKey) -> RefMut<'a, State> {
        // Gone when it ended after it was woken: its entry is passed over.
        let taken = state.tasks.get_mut(key).and_then(|slot| Some((slot.take()?, slot)));
        let Some(((body, waker), slot)) = taken else {
            state.passed_over += 1;
            return state;
        };
        // Before the poll, so that a wake-up during the poll counts.
        slot.phase = Phase::Idle;
        let line = slot.line;
        let cancelled = slot.cancelled;
        state.current = Actor::Task(key.no);
        if cancelled {
            if let Some(slot) = state.tasks.get_mut(key) {
                slot.phase = Phase::Ending;
            }
            state.emit(key.no, 0, Kind::CancelDelivered);
            drop(state);
            state = self.leave(key, Some(body), Some(waker), (Ending::Cancelled, line));
            state.current = Actor::Outside;
            return state;
        }
        state.polling = Some(Polling::new(key, &waker));
        state.waiting = Waiting::Unknown;
        state.waiting_line = 0;
        state.ending = (Ending::Ready, 0);
        state.emit(key.no, line, Kind::PollBegin);
        drop(state);

        let mut polled = Polled { core: self, key, body: Some(body), waker: Some(waker) };
        let poll = match (&polled.body, &polled.waker) {
            (Some(body), Some(waker)) => body.poll(&mut Context::from_waker(waker)),
            _ => Poll::Pending,
        };
        let (body, waker) = (polled.body.take(), polled.waker.take());

        let mut state = self.state();
        match poll {
            Poll::Pending => {
                let (mut waiting, line) = (state.waiting, state.waiting_line);
                let mut polls = waiting == Waiting::Turn;
                if let Some(slot) = state.tasks.get_mut(key) {
                    if slot.phase == Phase::Queued && waiting == Waiting::Unknown {
                        waiting = Waiting::Turn;
                        polls = true;
                    }
                    slot.waiting = waiting;
                    slot.line = line;
                    slot.put_back(body, waker);
                }
                state.pace.polls |= polls;
                state.emit_closing(key.no, line, Kind::PollEnd(PollEnding::Pending(waiting)));
            }
            Poll::Ready(()) => {
                let (ending, line) = state.ending;
                if let Some(slot) = state.tasks.get_mut(key) {
                    slot.phase = Phase::Ending;
                }
                state.emit_closing(key.no, line, Kind::PollEnd(PollEnding::Done(ending)));
                drop(state);
                state = self.leave(key, body, waker, (ending, line));
            }
        }
        state.current = Actor::Outside;
        state
    }

    /// Drops an ended task's future, with no borrow held, then frees its slot. `ending`: how it ended, and on which line.
    pub(crate) fn leave(
        &self,
        key: TaskKey,
        body: Option<Body>,
        waker: Option<Waker>,
        ending: (Ending, u32),
    ) -> RefMut<'_, State> {
        let leaving = Leaving { core: self, key, waker, ending };
        drop(body);
        drop(leaving);
        self.state()
    }
}

/// Holds a task while it is polled; it is still there on drop only when the poll panicked. Then the task has failed.
struct Polled<'a> {
    core: &'a Core,
    key: TaskKey,
    body: Option<Body>,
    waker: Option<Waker>,
}

impl Drop for Polled<'_> {
    #[inline]
    fn drop(&mut self) {
        if let Some(body) = self.body.take() {
            self.core.fail(self.key, body, self.waker.take());
        }
    }
}

impl Core {
    #[cold]
    fn fail(&self, key: TaskKey, body: Body, waker: Option<Waker>) {
        let ending = {
            let mut state = self.state();
            if let Some(slot) = state.tasks.get_mut(key) {
                slot.phase = Phase::Ending;
            }
            let ending = Ending::Failed(state.intern("panicked"));
            state.emit_closing(key.no, 0, Kind::PollEnd(PollEnding::Done(ending)));
            ending
        };
        drop(self.leave(key, Some(body), waker, (ending, 0)));
    }
}

/// Frees the slot of a task whose future is dropped while it lives, even if that panics.
struct Leaving<'a> {
    core: &'a Core,
    key: TaskKey,
    waker: Option<Waker>,
    ending: (Ending, u32),
}

impl Drop for Leaving<'_> {
    #[inline]
    fn drop(&mut self) {
        let mut state = self.core.state();
        state.tasks.free(self.key, self.waker.take());
        let (ending, line) = self.ending;
        let done = Kind::TaskDone(ending);
        // Closing the executor ends any number of tasks, so there the limit of records holds.
        if state.closed {
            state.emit(self.key.no, line, done);
        } else {
            state.emit_closing(self.key.no, line, done);
        }
    }
}

impl Handle {
    /// Polls a task here and now, in the midst of whatever runs: for a loop of somebody else's making, which keeps the
    /// steps of its tasks itself. Nothing happens when the task has ended, or is being polled.
    pub fn poll_now(&self, task: &TaskRef) {
        let mut state = self.core.state();
        let before = (state.current, state.polling.take(), state.waiting, state.waiting_line, state.ending);
        state.steps += 1;
        let mut state = self.core.step_task(state, task.key);
        (state.current, state.polling, state.waiting, state.waiting_line, state.ending) = before;
    }
}
