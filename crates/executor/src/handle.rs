//! What code that runs on the executor may ask of it.

use std::any::Any;
use std::future::Future;
use std::panic::Location;
use std::rc::Rc;
use std::time::Duration;

use crate::callback::{CallbackHandle, CallbackKey, Job};
use crate::join::{self, Body, JoinHandle};
use crate::pace::ReadPlace;
use crate::recorder::Recorder;
use crate::sleep::Sleep;
use crate::state::{Core, Entry};
use crate::tasks::{Phase, Spawn, TaskKey};
use crate::time::{Deadline, Instant};
use crate::timers::{Action, TimerHandle, TimerKey};
use crate::trace::{
    Actor, Chunk, Ending, EntryNo, FutureNo, Held, Kind, Skip, Stream, TaskNo, TextId, Waiting, WakeOutcome,
};

/// A cheap handle to an executor, for the code that runs on it. When the executor is gone, spawning drops the future
/// and timers never fire.
#[derive(Clone)]
pub struct Handle {
    pub(crate) core: Rc<Core>,
}

/// What stands in the ready queue.
#[derive(Clone, Copy)]
pub enum Queued<'a> {
    /// A task's next poll.
    Task(TaskNo),
    /// A callback, by the object [behind it](Job::owner).
    Callback(&'a dyn Any),
}

/// A spawned task, by its number; it keeps nothing alive.
#[derive(Clone)]
pub struct TaskRef {
    core: Rc<Core>,
    pub(crate) key: TaskKey,
}

impl TaskRef {
    /// Its number in the trace.
    #[must_use]
    pub fn no(&self) -> TaskNo {
        self.key.no
    }

    /// Wakes it; false when it has ended.
    #[expect(clippy::must_use_candidate, reason = "mostly called for its effect")]
    pub fn wake(&self) -> bool {
        self.core.wake(self.key) != WakeOutcome::Stale
    }

    /// Ends it as [`Ending::Collected`]: it is suspended, and nobody is left who could wake it. One that runs or has ended stays as it is.
    pub fn collect(&self) {
        let taken = {
            let mut state = self.core.state();
            state.tasks.get_mut(self.key).and_then(|slot| {
                let taken = slot.take()?;
                slot.phase = Phase::Ending;
                Some(taken)
            })
        };
        if let Some((body, waker)) = taken {
            drop(self.core.leave(self.key, Some(body), Some(waker), (Ending::Collected, 0)));
        }
    }
}

impl Handle {
    /// Spawns a future as a task. It runs for the first time in the next turn. Dropping the [`JoinHandle`] detaches it.
    #[track_caller]
    #[inline]
    pub fn spawn<F>(&self, future: F) -> JoinHandle<F::Output>
    where
        F: Future + 'static,
        F::Output: 'static,
    {
        let (body, mut handle) = join::pair(self.clone(), future);
        let spawn = Spawn { line: Location::caller().line(), ..Spawn::default() };
        handle.task = self.spawn_body(&spawn, body, true);
        handle
    }

    /// Spawns a future that reports its result itself. `None` when the executor is gone: then `body` is dropped.
    #[track_caller]
    pub fn spawn_task(&self, spawn: &Spawn<'_>, body: impl Future<Output = ()> + 'static) -> Option<TaskRef> {
        let (body, _) = join::pair(self.clone(), body);
        let key = self.spawn_body(spawn, body, true)?;
        Some(TaskRef { core: self.core.clone(), key })
    }

    /// As [`Handle::spawn_task`], of a task that is not polled until it is woken or [polled](Handle::poll_now).
    #[track_caller]
    pub fn spawn_asleep(&self, spawn: &Spawn<'_>, body: impl Future<Output = ()> + 'static) -> Option<TaskRef> {
        let (body, _) = join::pair(self.clone(), body);
        let key = self.spawn_body(spawn, body, false)?;
        Some(TaskRef { core: self.core.clone(), key })
    }

    #[track_caller]
    #[inline]
    fn spawn_body(&self, spawn: &Spawn<'_>, body: Body, awake: bool) -> Option<TaskKey> {
        let spawned_at = Location::caller();
        let mut state = self.core.state();
        if state.closed {
            // The borrow ends first: dropping the body runs the user's code.
            drop(state);
            drop(body);
            return None;
        }
        let key = state.tasks.insert(&self.core.remote, spawn.name, spawned_at, body);
        let by = state.current;
        if state.recorder.is_some() {
            let name = state.intern(spawn.name);
            let coroutine = state.intern(spawn.coroutine);
            state.emit(key.no, spawn.line, Kind::TaskCreated { parent: by, name, coroutine });
        }
        if awake {
            state.wake(key, by);
            if by == Actor::Outside {
                self.core.notify(state);
            }
        }
        Some(key)
    }

    /// Queues `callback` to run once, in the next turn. The name and the line stand in the trace. When the executor is
    /// gone, `callback` is dropped.
    pub fn call_soon(&self, name: &str, line: u32, callback: impl Job + 'static) -> CallbackHandle {
        self.call_added(Waiting::Unknown, name, line, callback)
    }

    /// As [`Handle::call_soon`], of a callback that was added to something whose end has come; the trace says to what `on`:
    /// [`Waiting::Future`] or [`Waiting::Task`].
    pub fn call_added(&self, on: Waiting, name: &str, line: u32, callback: impl Job + 'static) -> CallbackHandle {
        let callback = Box::new(callback);
        let mut state = self.core.state();
        let key = if state.closed {
            let no = state.callbacks.next_no();
            drop(state);
            drop(callback);
            CallbackKey { index: 0, no }
        } else {
            let key = state.callbacks.insert(callback);
            let name = state.intern(name);
            let by = state.current;
            state.queue_callback(key, line, name, by, on);
            self.core.notify(state);
            key
        };
        CallbackHandle { core: self.core.clone(), key }
    }

    /// Queues `callback` when the clock has reached `deadline`; a deadline in the past counts in the next turn. When the
    /// executor is gone, `callback` is dropped.
    pub fn call_at(
        &self,
        deadline: impl Into<Deadline>,
        name: &str,
        line: u32,
        callback: impl Job + 'static,
    ) -> TimerHandle {
        self.resolve_at(0, deadline, name, line, callback)
    }

    /// As [`Handle::call_at`], of a callback that resolves this future; the trace says so.
    pub fn resolve_at(
        &self,
        future: FutureNo,
        deadline: impl Into<Deadline>,
        name: &str,
        line: u32,
        callback: impl Job + 'static,
    ) -> TimerHandle {
        let deadline = deadline.into();
        let name = self.core.state().intern(name);
        let action = Action::Callback { callback: Box::new(callback), name, line };
        let key = self.core.set_timer(deadline, line, future, action);
        let key = key.unwrap_or_else(|| TimerKey { index: 0, no: self.core.state().timers.next_no() });
        TimerHandle { core: self.core.clone(), deadline: deadline.moment(), key }
    }

    /// A future that is done when the clock has moved by `duration` from now.
    #[track_caller]
    pub fn sleep(&self, duration: Duration) -> Sleep {
        self.sleep_until(self.now().saturating_add(duration))
    }

    /// A future that is done when the clock has reached `deadline`.
    #[track_caller]
    pub fn sleep_until(&self, deadline: Instant) -> Sleep {
        Sleep::new(self.clone(), deadline, Location::caller().line())
    }

    /// Loop time: that of the turn, later only by what was blocked in it.
    #[must_use]
    pub fn now(&self) -> Instant {
        self.core.state().now
    }

    /// Blocks the loop: nothing else runs until the clock has moved by `duration`. In virtual time the clock just jumps.
    pub fn block(&self, duration: Duration, line: u32) {
        let mut state = self.core.state();
        if state.pace.untold.is_some() {
            state.tell_held();
        }
        let since = state.now;
        state.now = since.saturating_add(duration);
        let (nanos, steps) = (state.now.as_nanos() - since.as_nanos(), state.steps);
        state.pace.moved(nanos, steps);
        let task = state.current_task();
        state.emit(task, line, Kind::Blocked { since, by: Held::Sleeping });
    }

    /// The running code reads a clock of virtual time. True when it has done so many times in this step: then that costs time, and
    /// [`Handle::poll_clock`] is to be called before the clock is read.
    #[must_use]
    #[inline]
    pub fn reads_clock(&self) -> bool {
        self.core.state().pace.reads()
    }

    /// How many entries were begun so far, those that were passed over too.
    #[must_use]
    pub fn steps(&self) -> u64 {
        self.core.state().steps
    }

    /// Moves the clock by what a read at this place costs ([`crate::pace`]).
    pub fn poll_clock(&self, place: ReadPlace, line: u32) {
        let mut state = self.core.state();
        let cost = state.pace.read_cost(place);
        state.hold(cost, Held::Polling, line);
    }

    /// Moves the clock by so many nanoseconds of computing, in one record with those right before it.
    pub fn compute(&self, nanos: u64, line: u32) {
        self.core.state().hold(nanos, Held::Computing, line);
    }

    /// The running code asks whether something has come, and it has not.
    #[inline]
    pub fn asks(&self) {
        self.core.state().pace.asks = true;
    }

    /// The same where the question is put so that it takes a turn, and no longer: a wait with a timeout of zero.
    pub fn polls(&self) {
        let mut state = self.core.state();
        state.pace.asks = true;
        state.pace.polls = true;
    }

    /// Records that everybody waits for ever, as [`crate::Executor::record_idle`] does, also in the middle of a turn.
    pub fn record_idle(&self) {
        let mut state = self.core.state();
        let alive = state.tasks.alive();
        state.emit(0, 0, Kind::Idle { alive });
    }

    /// How many records were made so far: the next one has this number in the trace. 0 while nothing is recorded.
    #[must_use]
    pub fn records_made(&self) -> u32 {
        self.core.state().recorder.as_ref().map_or(0, Recorder::made)
    }

    /// Says of the program's top level, while it acts, that what it does is the clean-up after its main coroutine, or, with `false`,
    /// that it is that no more. To be said again whenever it gets control back.
    pub fn clean_up(&self, cleans_up: bool) {
        let current = &mut self.core.state().current;
        *current = match (*current, cleans_up) {
            (Actor::Program, true) => Actor::Cleanup,
            (Actor::Cleanup, false) => Actor::Program,
            (other, _) => other,
        };
    }

    /// Who runs right now.
    #[must_use]
    pub fn actor(&self) -> Actor {
        self.core.state().current
    }

    /// From now on `actor` is the one who runs: for a layer above that has others run between, or inside of, the loop's entries.
    /// The one before, who is to be put back.
    pub fn set_actor(&self, actor: Actor) -> Actor {
        std::mem::replace(&mut self.core.state().current, actor)
    }

    /// Puts an entry at the front of the ready queue, so that it runs next.
    ///
    /// # Errors
    /// [`Skip::NotReady`] when it does not stand there; [`Skip::NextTurn`] when the turn under way is not to run it.
    pub fn run_next(&self, entry: EntryNo) -> Result<(), Skip> {
        self.core.state().run_next(entry)
    }

    /// How many tasks were made so far, ended ones too; the last one has this number.
    #[must_use]
    pub fn tasks_made(&self) -> TaskNo {
        self.core.state().tasks.made()
    }

    /// The iteration that runs, or ran last; 0 before the first.
    #[must_use]
    pub fn iteration(&self) -> u32 {
        self.core.state().iteration
    }

    /// Tells what the task being polled waits for, and on which line, before it returns `Pending`.
    #[inline]
    pub fn waiting_on(&self, waiting: Waiting, line: u32) {
        let mut state = self.core.state();
        state.waiting = waiting;
        state.waiting_line = line;
    }

    /// Tells how the task being polled ends, and on which line that was decided (0 when unknown), before it returns `Ready`;
    /// without it the ending is [`Ending::Ready`].
    pub fn ending(&self, ending: Ending, line: u32) {
        self.core.state().ending = (ending, line);
    }

    /// A number for a new future, recorded with what it stands for.
    pub fn new_future(&self, name: &str, line: u32) -> FutureNo {
        let mut state = self.core.state();
        let future = state.next_future;
        state.next_future += 1;
        if state.recorder.is_some() {
            let name = state.intern(name);
            let task = state.current_task();
            state.emit(task, line, Kind::FutureCreated { future, name });
        }
        future
    }

    /// Records something that a layer above knows of: about `task`, or about the running task when that is `None`.
    pub fn record(&self, task: Option<TaskNo>, line: u32, kind: Kind) {
        let mut state = self.core.state();
        let task = task.unwrap_or_else(|| state.current_task());
        state.emit(task, line, kind);
    }

    /// The id of a text in the trace; [`TextId::EMPTY`] while nothing is recorded.
    #[must_use]
    pub fn text(&self, text: &str) -> TextId {
        self.core.state().intern(text)
    }

    /// Records printed text.
    pub fn output(&self, stream: Stream, text: &str, line: u32) {
        let mut state = self.core.state();
        if state.recorder.is_some() {
            let text = state.intern(text);
            let task = state.current_task();
            state.emit(task, line, Kind::Output { stream, text });
        }
    }

    /// As [`Executor::take_records`](crate::Executor::take_records), also in the middle of a turn.
    #[must_use]
    pub fn take_records(&self) -> Chunk {
        self.core.state().recorder.as_mut().map_or_else(Chunk::default, Recorder::take)
    }

    /// What waits in the ready queue, first to run first. `visit` only looks: it must not call into the executor, nor drop what may.
    pub fn visit_ready(&self, visit: &mut dyn FnMut(Queued<'_>)) {
        let mut state = self.core.state();
        let state = &mut *state;
        for entry in &state.ready {
            match *entry {
                Entry::Task(key) => {
                    if state.tasks.get_mut(key).is_some_and(|slot| slot.phase == Phase::Queued) {
                        visit(Queued::Task(key.no));
                    }
                }
                Entry::Callback(key) => {
                    if let Some(owner) = state.callbacks.owner(key) {
                        visit(Queued::Callback(owner));
                    }
                }
            }
        }
    }

    /// The objects behind the callbacks that wait for their timers, first to fire first. `visit` only looks, as above.
    pub fn visit_timers(&self, visit: &mut dyn FnMut(&dyn Any)) {
        self.core.state().timers.visit(visit);
    }

    /// Gives a task that was made just now its name: as if it had been made with it, if nobody has taken that record yet.
    pub fn name_from_start(&self, task: &TaskRef, name: &str) {
        let mut state = self.core.state();
        if state.tasks.set_name(task.key, name) {
            let id = state.intern(name);
            let made = state.recorder.as_mut().is_some_and(|recorder| recorder.name_made(task.key.no, id));
            if !made {
                state.emit(task.key.no, 0, Kind::TaskRenamed(id));
            }
        }
    }

    /// Gives a task another name; one that has ended keeps the old one.
    pub fn rename(&self, task: &TaskRef, name: &str) {
        let mut state = self.core.state();
        if state.tasks.set_name(task.key, name) {
            let id = state.intern(name);
            state.emit(task.key.no, 0, Kind::TaskRenamed(id));
        }
    }

    /// The name of a task: the one it was given, or `Task-N`; always the latter once it has ended.
    #[must_use]
    pub fn name(&self, task: &TaskRef) -> String {
        self.core.state().tasks.name(task.key)
    }
}
