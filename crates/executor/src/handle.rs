//! What code that runs on the executor may ask of it.

use std::future::Future;
use std::panic::Location;
use std::rc::Rc;
use std::time::Duration;

use crate::callback::{CallbackHandle, CallbackKey};
use crate::join::{self, Body, JoinHandle};
use crate::recorder::Recorder;
use crate::sleep::Sleep;
use crate::state::Core;
use crate::tasks::{Spawn, TaskKey};
use crate::time::Instant;
use crate::timers::{Action, TimerHandle, TimerKey};
use crate::trace::{Actor, Chunk, Ending, EntryNo, FutureNo, Kind, Skip, Stream, TaskNo, TextId, Waiting};

/// A cheap handle to an executor, for the code that runs on it. When the executor is gone, spawning drops the future
/// and timers never fire.
#[derive(Clone)]
pub struct Handle {
    pub(crate) core: Rc<Core>,
}

/// A spawned task, by its number; it keeps nothing alive.
#[derive(Clone)]
pub struct TaskRef {
    core: Rc<Core>,
    key: TaskKey,
}

impl TaskRef {
    /// Its number in the trace.
    #[must_use]
    pub fn no(&self) -> TaskNo {
        self.key.no
    }

    /// Wakes it.
    pub fn wake(&self) {
        self.core.wake(self.key);
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
        handle.task = self.spawn_body(&Spawn::default(), body);
        handle
    }

    /// Spawns a future that reports its result itself. `None` when the executor is gone: then `body` is dropped.
    #[track_caller]
    pub fn spawn_task(&self, spawn: &Spawn<'_>, body: impl Future<Output = ()> + 'static) -> Option<TaskRef> {
        let (body, _) = join::pair(self.clone(), body);
        let key = self.spawn_body(spawn, body)?;
        Some(TaskRef { core: self.core.clone(), key })
    }

    #[track_caller]
    #[inline]
    fn spawn_body(&self, spawn: &Spawn<'_>, body: Body) -> Option<TaskKey> {
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
            let line = if spawn.line == 0 { spawned_at.line() } else { spawn.line };
            let name = state.intern(spawn.name);
            let coroutine = state.intern(spawn.coroutine);
            state.emit(key.no, line, Kind::TaskCreated { parent: by, name, coroutine });
        }
        state.wake(key, by);
        if by == Actor::Outside {
            self.core.notify(state);
        }
        Some(key)
    }

    /// Queues `callback` to run once, in the next turn. The name and the line stand in the trace. When the executor is
    /// gone, `callback` is dropped.
    pub fn call_soon(&self, name: &str, line: u32, callback: impl FnOnce() + 'static) -> CallbackHandle {
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
            state.queue_callback(key, line, name, by);
            self.core.notify(state);
            key
        };
        CallbackHandle { core: self.core.clone(), key }
    }

    /// Queues `callback` when the clock has reached `deadline`; a deadline in the past counts in the next turn. When the
    /// executor is gone, `callback` is dropped.
    pub fn call_at(&self, deadline: Instant, name: &str, line: u32, callback: impl FnOnce() + 'static) -> TimerHandle {
        let name = self.core.state().intern(name);
        let action = Action::Callback { callback: Box::new(callback), name, line };
        let key = self.core.set_timer(deadline, line, action);
        let key = key.unwrap_or_else(|| TimerKey { index: 0, no: self.core.state().timers.next_no() });
        TimerHandle { core: self.core.clone(), deadline, key }
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
        let since = state.now;
        state.now = since.saturating_add(duration);
        let task = state.current_task();
        state.emit(task, line, Kind::Blocked { since });
    }

    /// How many records were made so far: the next one has this number in the trace. 0 while nothing is recorded.
    #[must_use]
    pub fn records_made(&self) -> u32 {
        self.core.state().recorder.as_ref().map_or(0, Recorder::made)
    }

    /// Who runs right now.
    #[must_use]
    pub fn actor(&self) -> Actor {
        self.core.state().current
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

    /// Tells how the task being polled ends, before it returns `Ready`; without it the ending is [`Ending::Ready`].
    pub fn ending(&self, ending: Ending) {
        self.core.state().ending = ending;
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
