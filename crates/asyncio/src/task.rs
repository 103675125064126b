//! `asyncio.Task`: a future whose result is that of a coroutine which the loop runs (`Lib/asyncio/tasks.py`).
//!
//! ```text
//!             ┌─► step: the coroutine runs to its next suspension
//!   created ──┤      ├── suspended on a future ──► woken when that is done ──► step
//!             │      ├── gave way (sleep(0)) ─────► step in the next iteration
//!             │      └── returned or raised ──────► done: the task's future resolves
//!             └─► cancelled before its first step: done, its body never runs
//! ```
//!
//! What cancellation does is drawn in `control`.

use std::future::{Future as StdFuture, IntoFuture};
use std::ops::Deref;
use std::panic::Location;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use loopscope_executor::Spawn;
use loopscope_executor::trace::{Ending, Waiting};

use crate::any_future::{AnyFuture, Outcome};
use crate::control::Control;
use crate::coroutine::{Coroutine, discard};
use crate::event_loop::{EventLoop, get_event_loop};
use crate::exception::{Exception, Result};
use crate::future::{Awaitable, Future};
use crate::runtime::Runtime;
use crate::wait::FutureWait;

/// A coroutine that the loop runs. A task is a future: it derefs to one. Clones are the same task.
pub struct Task<T> {
    future: Future<T>,
    control: Rc<Control>,
}

impl<T> Clone for Task<T> {
    fn clone(&self) -> Self {
        Task { future: self.future.clone(), control: self.control.clone() }
    }
}

impl<T> Deref for Task<T> {
    type Target = Future<T>;

    fn deref(&self) -> &Future<T> {
        &self.future
    }
}

impl<T> From<Task<T>> for Future<T> {
    fn from(task: Task<T>) -> Self {
        task.future
    }
}

impl<T: Clone + 'static> Task<T> {
    /// Makes a task of a coroutine; it runs for the first time in the loop's next iteration.
    pub(crate) fn spawn(runtime: &Rc<Runtime>, event_loop: &EventLoop, coroutine: Coroutine<T>, line: u32) -> Self {
        let frame = Frame::new(runtime, event_loop, coroutine.name());
        let Frame { control, future } = frame.clone();
        let name = control.name();
        let spawn = Spawn { name: &name, coroutine: coroutine.name(), line };
        let body = Body { frame, coroutine: Some(coroutine), running: None };
        if let Some(task) = runtime.handle.spawn_task(&spawn, body) {
            control.set_task(task);
        }
        Task { future: Future::of(future), control }
    }

    /// A task that could not be made: awaiting it raises `exception`.
    pub(crate) fn failed(runtime: &Rc<Runtime>, event_loop: &EventLoop, exception: Exception) -> Self {
        let control = Control::new(runtime, event_loop, "", String::new());
        control.set_done();
        let future = AnyFuture::owned(runtime, event_loop, 0, control.clone());
        // A new future takes its first outcome.
        let _ = future.resolve(Outcome::Failed(exception), 0);
        Task { future: Future::of(future), control }
    }

    /// The same task under another name: Python's `create_task(c, name="tea")`.
    #[must_use]
    pub fn named(self, name: &str) -> Self {
        self.control.name_from_start(name);
        self
    }

    /// Its name.
    #[must_use]
    pub fn get_name(&self) -> String {
        self.control.name()
    }

    /// Gives it another name.
    pub fn set_name(&self, name: &str) {
        self.control.set_name(name);
    }

    /// How many cancellations were asked for and not taken back.
    #[must_use]
    pub fn cancelling(&self) -> u32 {
        self.control.cancelling()
    }

    /// Takes one request back; how many are left.
    #[expect(clippy::must_use_candidate, reason = "mostly called for its effect")]
    pub fn uncancel(&self) -> u32 {
        self.control.uncancel()
    }
}

impl<T: Clone + 'static> IntoFuture for Task<T> {
    type Output = Result<T>;
    type IntoFuture = FutureWait<T>;

    #[track_caller]
    fn into_future(self) -> FutureWait<T> {
        self.future.wait(Location::caller().line())
    }
}

impl<T: Clone + 'static> IntoFuture for &Task<T> {
    type Output = Result<T>;
    type IntoFuture = FutureWait<T>;

    #[track_caller]
    fn into_future(self) -> FutureWait<T> {
        self.future.clone().wait(Location::caller().line())
    }
}

impl<T: Clone + 'static> Awaitable<T> for Task<T> {
    fn ensure_future(self, _line: u32) -> Future<T> {
        self.future
    }
}

impl<T: Clone + 'static> Awaitable<T> for &Task<T> {
    fn ensure_future(self, _line: u32) -> Future<T> {
        self.future.clone()
    }
}

/// Makes a task on the running loop. Without one, CPython raises `RuntimeError`; here the task is done at once with it:
/// awaiting the task, or asking for its result, raises.
///
/// # Panics
/// Outside of a running [`crate::Program`].
#[track_caller]
pub fn create_task<T: Clone + 'static>(coroutine: Coroutine<T>) -> Task<T> {
    let runtime = Runtime::current();
    match runtime.running_loop() {
        Some(event_loop) => Task::spawn(&runtime, &event_loop, coroutine, Location::caller().line()),
        None => {
            let missing = EventLoop::missing(&runtime);
            Task::failed(&runtime, &missing, Exception::runtime("no running event loop"))
        }
    }
}

/// Makes a task on the loop that [`get_event_loop`] gives.
///
/// # Panics
/// Outside of a running [`crate::Program`].
#[track_caller]
pub fn ensure_future<T: Clone + 'static>(coroutine: Coroutine<T>) -> Task<T> {
    get_event_loop().create_task(coroutine)
}

/// The executor's side of a task: one poll is one step.
struct Body<T: Clone + 'static> {
    frame: Frame,
    /// Until its first step.
    coroutine: Option<Coroutine<T>>,
    /// From its first step on.
    running: Option<Pin<Box<dyn StdFuture<Output = Result<T>>>>>,
}

/// What of a step does not depend on the result's type.
#[derive(Clone)]
struct Frame {
    control: Rc<Control>,
    future: Rc<AnyFuture>,
}

impl Frame {
    fn new(runtime: &Rc<Runtime>, event_loop: &EventLoop, coroutine: &'static str) -> Self {
        let number = runtime.named.get() + 1;
        runtime.named.set(number);
        let control = Control::new(runtime, event_loop, coroutine, format!("Task-{number}"));
        let future = AnyFuture::owned(runtime, event_loop, 0, control.clone());
        control.set_own(future.clone());
        runtime.add_task(&control);
        Frame { control, future }
    }

    /// A step's begin (`Task.__step`); false when the task's loop does not run now.
    fn begin(&self, cx: &Context<'_>) -> bool {
        let control = &self.control;
        let handle = &control.runtime().handle;
        if !control.event_loop().admits(cx.waker()) {
            handle.waiting_on(Waiting::Turn, 0);
            return false;
        }
        if let Some(exception) = control.begin_step() {
            control.throw(exception);
        }
        true
    }

    /// The coroutine has returned or raised: the task's own future resolves here and nowhere else.
    fn finish(&self, outcome: Outcome) {
        let control = &self.control;
        let handle = &control.runtime().handle;
        let line = if let Outcome::Failed(exception) = &outcome { exception.line() } else { 0 };
        let outcome = match outcome {
            // A request that came with the last step wins over a value (`super().cancel()` in `Task.__step`).
            Outcome::Value(_) if control.take_must_cancel() => Outcome::Cancelled,
            Outcome::Failed(exception) if exception.is_cancelled() => Outcome::Cancelled,
            outcome => outcome,
        };
        match &outcome {
            Outcome::Cancelled => handle.ending(Ending::Cancelled, line),
            Outcome::Failed(exception) => handle.ending(Ending::Failed(handle.text(&exception.to_string())), line),
            Outcome::Value(_) => {}
        }
        control.set_done();
        // Its loop is open, for it runs.
        let _ = self.future.resolve(outcome, 0);
    }
}

impl<T: Clone + 'static> Body<T> {
    /// Runs the coroutine to its next suspension. `None` while it is suspended.
    fn step(&mut self, cx: &mut Context<'_>) -> Option<Result<T>> {
        let control = &self.frame.control;
        let runtime = control.runtime();
        if let Some(coroutine) = self.coroutine.take() {
            control.set_started();
            let body = coroutine.start();
            if let Some(exception) = control.take_injected() {
                discard(runtime, body);
                return Some(Err(exception));
            }
            self.running = Some(body);
        }
        let running = self.running.as_mut()?;
        let before = runtime.task.replace(Some(control.clone()));
        let poll = running.as_mut().poll(cx);
        runtime.task.replace(before);
        match poll {
            Poll::Ready(result) => Some(result),
            Poll::Pending => {
                control.suspend();
                None
            }
        }
    }
}

impl<T: Clone + 'static> StdFuture for Body<T> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if !self.frame.begin(cx) {
            return Poll::Pending;
        }
        let Some(result) = self.step(cx) else { return Poll::Pending };
        self.frame.finish(Outcome::of(result));
        Poll::Ready(())
    }
}

impl<T: Clone + 'static> Drop for Body<T> {
    fn drop(&mut self) {
        if let Some(coroutine) = self.coroutine.take() {
            // The program has complained already, if it ended as programs do.
            discard(self.frame.control.runtime(), coroutine.start());
        }
        self.frame.control.let_go();
        self.frame.future.forget_waiters();
    }
}
