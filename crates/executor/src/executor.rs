//! The executor: one turn is one iteration of CPython's `BaseEventLoop._run_once` (`Lib/asyncio/base_events.py`).
//!
//! 1. Every timer whose deadline has come joins the ready queue, in (deadline, creation) order, behind what is there.
//! 2. As many entries as the queue now has are run, first in first out; what they queue waits for the next turn.

use std::cell::RefMut;
use std::future::Future;
use std::rc::Rc;
use std::task::Waker;

use crate::callback::CallbackKey;
use crate::clock::Clock;
use crate::current::{Nested, enter, enter_to_drop};
use crate::handle::Handle;
use crate::join::JoinHandle;
use crate::limits::Limits;
use crate::report::Waiter;
use crate::state::{Acting, Core, Entry, State, Turn, Wakee};
use crate::tasks::Phase;
use crate::time::Instant;
use crate::timers::Action;
use crate::trace::{Actor, Chunk, Ending, Kind, Limit, Moved, Record, Waiting};

/// When to come back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// At once: something is ready.
    Now,
    /// At this moment: nothing is ready before the next timer.
    At(Instant),
    /// When somebody wakes a task from outside: nothing is ready and no timer is set.
    Idle {
        /// Tasks that have not ended.
        alive: u32,
    },
    /// Never: a limit was reached.
    Stopped(Limit),
}

/// Owns tasks, timers and callbacks, and runs them. Dropping it drops every future exactly once, oldest task first.
pub struct Executor {
    core: Rc<Core>,
}

impl Default for Executor {
    fn default() -> Self {
        Executor::new()
    }
}

impl Executor {
    /// An executor with nothing to do, at time zero, that records nothing.
    #[must_use]
    pub fn new() -> Self {
        Executor { core: Rc::new(Core::new()) }
    }

    /// An executor that records from its first step on.
    #[must_use]
    pub fn recording() -> Self {
        let executor = Executor::new();
        executor.core.state().start_recording();
        executor
    }

    /// Sets the limits; one that has been passed already ends the run at its next entry.
    pub fn set_limits(&mut self, limits: Limits) {
        self.core.state().set_limits(limits);
    }

    /// Who to wake when something becomes ready while nothing runs, as when a future of the host completes.
    pub fn set_notifier(&mut self, notifier: Option<Waker>) {
        self.core.remote.set_notifier(notifier);
    }

    /// A handle for the code that runs on it.
    #[must_use]
    pub fn handle(&self) -> Handle {
        Handle { core: self.core.clone() }
    }

    /// Spawns a future as a task; see [`Handle::spawn`].
    #[track_caller]
    pub fn spawn<F>(&self, future: F) -> JoinHandle<F::Output>
    where
        F: Future + 'static,
        F::Output: 'static,
    {
        Handle { core: self.core.clone() }.spawn(future)
    }

    /// Loop time of the last turn.
    #[must_use]
    pub fn now(&self) -> Instant {
        self.core.state().now
    }

    /// Tasks that have not ended.
    #[must_use]
    pub fn alive(&self) -> u32 {
        self.core.state().tasks.alive()
    }

    /// What was recorded since the last call; empty when nothing is recorded.
    #[must_use]
    pub fn take_records(&mut self) -> Chunk {
        self.handle().take_records()
    }

    /// Like [`Executor::take_records`] for the records alone, in a buffer that is used again.
    pub fn swap_records(&mut self, into: &mut Vec<Record>) {
        if let Some(recorder) = &mut self.core.state().recorder {
            recorder.swap_records(into);
        }
    }

    /// Runs one turn at time `now`; a time before the last turn's counts as the last turn's.
    ///
    /// # Errors
    /// [`Nested`] when an executor runs already further down the stack.
    pub fn turn(&mut self, now: Instant) -> Result<Next, Nested> {
        self.run_entries(now, usize::MAX)
    }

    /// Runs one entry of the turn, beginning the turn if need be.
    ///
    /// # Errors
    /// [`Nested`] when an executor runs already further down the stack.
    pub fn step(&mut self, now: Instant) -> Result<Next, Nested> {
        self.run_entries(now, 1)
    }

    /// Begins the turn, unless it has begun already, and runs none of its entries. A turn that has none ends at once.
    ///
    /// # Errors
    /// [`Nested`] when an executor runs already further down the stack.
    pub fn begin(&mut self, now: Instant) -> Result<Next, Nested> {
        self.run_entries(now, 0)
    }

    /// Runs `top_level` as the program's top level, outside of every task: what it spawns or prints is its own doing.
    ///
    /// # Errors
    /// [`Nested`] when an executor runs already further down the stack.
    pub fn at_top_level<R>(&mut self, now: Instant, top_level: impl FnOnce() -> R) -> Result<R, Nested> {
        self.acting(Actor::Program, now, top_level)
    }

    /// Runs `act` as the reader's doing, between two entries.
    ///
    /// # Errors
    /// [`Nested`] when an executor runs already further down the stack.
    pub fn as_reader<R>(&mut self, now: Instant, act: impl FnOnce() -> R) -> Result<R, Nested> {
        self.acting(Actor::Reader, now, act)
    }

    /// From now on what is done between turns is the program's own doing, or, with `false`, nobody's: for a program whose top
    /// level calls into the loop and gets control back, so that it cannot be a closure. To be said again after every turn.
    pub fn set_top_level(&mut self, top_level: bool) {
        self.core.state().current = if top_level { Actor::Program } else { Actor::Outside };
    }

    fn acting<R>(&mut self, actor: Actor, now: Instant, what: impl FnOnce() -> R) -> Result<R, Nested> {
        let _entered = enter(&self.core)?;
        {
            let mut state = self.core.state();
            state.now = state.now.max(now);
        }
        let _actor = Acting::new(&self.core, actor);
        Ok(what())
    }

    /// How many entries have run: polls, tasks dropped unpolled, callbacks. Those that were passed over do not count.
    #[must_use]
    pub fn entries_run(&self) -> u32 {
        let state = self.core.state();
        u32::try_from(state.steps - state.passed_over).unwrap_or(u32::MAX)
    }

    /// Waits for `deadline` as the clock does, and records it when that is a jump.
    pub fn wait(&mut self, clock: &(impl Clock + ?Sized), deadline: Instant) {
        if clock.is_virtual() && self.core.state().pass_tiny_wait(deadline) {
            clock.wait_until(self.now(), false);
            return;
        }
        clock.wait_until(deadline, false);
        if clock.is_virtual() {
            self.advance(deadline);
        }
    }

    /// In virtual time, to be called after a turn that left something ready: moves the clock by what turns cost by now, as far as the
    /// next deadline or as `other`, for which somebody waits beside it, and records it ([`crate::pace`]). While nobody waits for a time or
    /// looks at one, time stands still.
    pub fn pass_turn(&mut self, other: Option<Instant>) {
        self.core.state().pass_turn(other);
    }

    /// Moves loop time to `deadline` and records the jump; a deadline in the past changes nothing.
    pub fn advance(&mut self, deadline: Instant) {
        let mut state = self.core.state();
        let from = state.now;
        if deadline > from {
            state.now = deadline;
            let (nanos, steps) = (deadline.as_nanos() - from.as_nanos(), state.steps);
            state.pace.moved(nanos, steps);
            state.emit(0, 0, Kind::ClockAdvanced { from, by: Moved::Waiting });
        }
    }

    /// Whether a turn has begun and entries of it have still to run.
    #[must_use]
    pub fn in_turn(&self) -> bool {
        self.core.state().turn != Turn::Between
    }

    /// When to come back, as the last turn left it.
    #[must_use]
    pub fn next(&self) -> Next {
        next(&self.core.state())
    }

    /// Records that the tasks that are alive wait for ever.
    pub fn record_idle(&mut self) {
        let mut state = self.core.state();
        let alive = state.tasks.alive();
        state.emit(0, 0, Kind::Idle { alive });
    }

    /// The tasks that are alive and not ready, oldest first.
    #[must_use]
    pub fn waiters(&self) -> Vec<Waiter> {
        let state = self.core.state();
        let waiting = state.tasks.waiting();
        let waiters = waiting.into_iter().map(|(key, waiting, line, spawned_at)| Waiter {
            task: key.no,
            name: state.tasks.name(key),
            waiting,
            line,
            spawned_at,
        });
        waiters.collect()
    }

    /// Drops every future exactly once, oldest task first, then timers and callbacks; from then on the executor takes
    /// nothing in. Dropping the executor does the same; this way the records of it can still be taken.
    pub fn close(&mut self) {
        let entered = enter_to_drop(&self.core);
        let keys = {
            let mut state = self.core.state();
            state.closed = true;
            state.end_turn();
            state.tasks.keys()
        };
        for key in keys {
            let mut line = 0;
            let (body, waker) = {
                let mut state = self.core.state();
                state.tasks.get_mut(key).and_then(|slot| {
                    slot.phase = Phase::Ending;
                    line = slot.line;
                    slot.take()
                })
            }
            .unzip();
            let acting = Acting::new(&self.core, Actor::Task(key.no));
            drop(self.core.leave(key, body, waker, (Ending::Cancelled, line)));
            drop(acting);
        }
        // Values of the user's, moved out so that they are dropped with no borrow held.
        let (timers, callbacks) = {
            let mut state = self.core.state();
            state.ready.clear();
            (state.timers.close(), state.callbacks.close())
        };
        drop(timers);
        drop(callbacks);
        self.core.remote.close();
        drop(entered);
    }

    fn run_entries(&mut self, now: Instant, most: usize) -> Result<Next, Nested> {
        let _entered = enter(&self.core)?;
        let unwinding = Unwinding { core: &self.core };
        let mut state = self.begin_turn(now);
        let mut left = most;
        while let Turn::Running(entries) = state.turn {
            // Also when timers fired that made nothing ready.
            if entries == 0 {
                state.end_turn();
                break;
            }
            // What will run nothing is passed over at once, so that between two entries the next one is known.
            if left == 0 {
                if !state.first_is_gone() || state.is_over() {
                    break;
                }
                left = 1;
            } else if state.is_over() {
                break;
            }
            left -= 1;
            state.steps += 1;
            state.pace.step_begins();
            state.turn = Turn::Running(entries - 1);
            match state.ready.pop_front() {
                Some(Entry::Task(key)) => state = self.core.step_task(state, key),
                Some(Entry::Callback(key)) => state = self.run_callback(state, key),
                // Only this loop takes entries out, so the turn's entries are there.
                None => {}
            }
        }
        state.check_lost_records();
        std::mem::forget(unwinding);
        Ok(next(&state))
    }

    /// Unless the last turn is unfinished: moves due timers to the ready queue and counts what this turn will run.
    #[inline]
    fn begin_turn(&self, now: Instant) -> RefMut<'_, State> {
        let mut state = self.core.state();
        state.now = state.now.max(now);
        if state.turn == Turn::Between {
            let any_due = state.timers.next_deadline().is_some_and(|deadline| deadline <= state.now);
            if (!any_due && state.ready.is_empty()) || state.is_over() {
                return state;
            }
            let due = if any_due { state.timers.count_due(state.now) } else { 0 };
            state.iteration += 1;
            state.pace.turn_begins();
            let kind = Kind::IterationBegin { ready: small(state.ready.len()), due: small(due) };
            state.emit(0, 0, kind);
            state.turn = Turn::Firing(due);
        }
        // Counted beforehand: a foreign waker that sets a timer into the past must not keep the turn from beginning.
        while let Turn::Firing(due) = state.turn {
            if due == 0 {
                state.turn = Turn::Running(state.ready.len());
                break;
            }
            state.turn = Turn::Firing(due - 1);
            state = self.fire_timer(state);
        }
        state
    }

    fn fire_timer<'a>(&'a self, mut state: RefMut<'a, State>) -> RefMut<'a, State> {
        let Some((no, action)) = state.timers.pop() else { return state };
        let by = Actor::Timer(no);
        state.emit(0, 0, Kind::TimerFired(no));
        match action {
            Action::Wake(Wakee::Own(key)) => {
                state.wake(key, by);
                state
            }
            Action::Wake(Wakee::Foreign(waker)) => {
                drop(state);
                let acting = Acting::new(&self.core, by);
                waker.wake();
                drop(acting);
                self.core.state()
            }
            Action::Callback { callback, name, line } => {
                let key = state.callbacks.insert(callback);
                state.queue_callback(key, line, name, by, Waiting::Unknown);
                state
            }
        }
    }

    fn run_callback<'a>(&'a self, mut state: RefMut<'a, State>, key: CallbackKey) -> RefMut<'a, State> {
        // Gone when it was cancelled: its entry is passed over, as a cancelled handle is in CPython.
        let Some(callback) = state.callbacks.take(key) else {
            state.passed_over += 1;
            return state;
        };
        state.emit(0, 0, Kind::CallbackBegin(key.no));
        state.current = Actor::Callback(key.no);
        drop(state);
        let called = Called { core: &self.core, key };
        callback.run();
        drop(called);
        self.core.state()
    }
}

impl Drop for Executor {
    fn drop(&mut self) {
        self.close();
    }
}

fn next(state: &State) -> Next {
    if let Some(limit) = state.limit {
        return Next::Stopped(limit);
    }
    if !state.ready.is_empty() {
        return Next::Now;
    }
    match state.timers.next_deadline() {
        Some(deadline) => Next::At(deadline),
        None => Next::Idle { alive: state.tasks.alive() },
    }
}

fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

// What leaves the executor whole when user code panics: each of these tidies up one level of the stack.

/// Dropped, not forgotten, only when something panics in a turn. The entries left run in the next call.
struct Unwinding<'a> {
    core: &'a Core,
}

impl Drop for Unwinding<'_> {
    fn drop(&mut self) {
        let mut state = self.core.state();
        state.current = Actor::Outside;
        if state.turn == Turn::Running(0) {
            state.end_turn();
        }
    }
}

/// Ends a callback that is run while it lives, even if that panics.
struct Called<'a> {
    core: &'a Core,
    key: CallbackKey,
}

impl Drop for Called<'_> {
    fn drop(&mut self) {
        let mut state = self.core.state();
        state.emit_closing(0, 0, Kind::CallbackEnd(self.key.no));
        state.current = Actor::Outside;
    }
}
