//! The event loop as a program sees it (`Lib/asyncio/base_events.py`).
//!
//! ```text
//!   new ──► entered: run_until_complete, run_forever [LoopEntered] ──► left: stopped, after the iteration's end [LoopLeft]
//!    ▲  └───────────────────────────────◄──────────────────────────────────┘   │
//!    └─────────────────────────────────────────────────────────────────────────┴──► closed [LoopClosed]
//! ```
//!
//! All loops of a program share the executor's queue and clock. What comes up while another loop runs is set aside until
//! its own loop runs, although a timer that comes due then costs the other loop an iteration; what comes up after its loop
//! was closed is passed over.

use std::cell::{Cell, RefCell};
use std::future::Future as StdFuture;
use std::panic::Location;
use std::pin::Pin;
use std::rc::{Rc, Weak};
use std::task::{Context, Poll, Waker};

use loopscope_executor::trace::{FutureNo, Kind};

use crate::any_future::AnyFuture;
use crate::coroutine::Coroutine;
use crate::exception::{Exception, Result};
use crate::future::{Awaitable, Future, IntoResult};
use crate::runtime::Runtime;
use crate::task::Task;

/// A timer that will queue a callback.
pub use loopscope_executor::TimerHandle;

/// A callback that waits for its iteration.
pub use loopscope_executor::CallbackHandle;

/// A handle to the event loop. Clones are the same loop.
#[derive(Clone)]
pub struct EventLoop {
    state: Rc<State>,
}

/// What a loop is good for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Condition {
    Open,
    Running,
    Closed,
    /// Not a loop: what `get_event_loop` gives when there is none and none is made.
    Missing,
}

pub(crate) struct State {
    condition: Cell<Condition>,
    stopping: Cell<bool>,
    /// Iterations since it was entered, and after how many it is left even if nobody stops it.
    turns: Cell<u32>,
    most_turns: Cell<u32>,
    set_aside: RefCell<Vec<SetAside>>,
    timers: RefCell<TimerList>,
}

/// The timers that a loop has set. Those that have fired or were cancelled have let go of their token, and are swept out
/// now and then.
#[derive(Default)]
struct TimerList {
    list: Vec<(Weak<()>, TimerHandle)>,
    sweep_at: usize,
}

impl TimerList {
    fn push(&mut self, alive: Weak<()>, timer: TimerHandle) {
        if self.list.len() >= self.sweep_at {
            self.list.retain(|(alive, _)| alive.strong_count() > 0);
            self.sweep_at = 64.max(2 * self.list.len());
        }
        self.list.push((alive, timer));
    }
}

/// What came up while another loop ran.
enum SetAside {
    Task(Waker),
    Callback(Box<dyn FnOnce()>),
}

impl State {
    /// Throws away what was set aside, and the timers: they will never run.
    pub(crate) fn forget(&self) {
        let (set_aside, timers) = (self.set_aside.take(), self.timers.take());
        for (alive, timer) in timers.list {
            if alive.strong_count() > 0 {
                timer.cancel();
            }
        }
        drop(set_aside);
    }
}

/// The loop that runs, or else the program's loop, made when there is none yet (as CPython does up to 3.13; since 3.14 it
/// raises `RuntimeError` outside of a running loop). After [`crate::run`] there is none any more, and none is made: then
/// using what this gives raises the `RuntimeError` that CPython raises here.
///
/// # Panics
/// Outside of a running [`crate::Program`].
#[must_use]
pub fn get_event_loop() -> EventLoop {
    let runtime = Runtime::current();
    if let Some(running) = runtime.running_loop() {
        return running;
    }
    let current = runtime.event_loop.borrow().clone();
    current.unwrap_or_else(|| {
        let new = new_event_loop();
        runtime.event_loop.replace(Some(new.clone()));
        new
    })
}

/// Makes this loop the one that [`get_event_loop`] gives at top level.
///
/// # Panics
/// Outside of a running [`crate::Program`].
pub fn set_event_loop(event_loop: &EventLoop) {
    Runtime::current().event_loop.replace(Some(event_loop.clone()));
}

/// A new loop.
///
/// # Panics
/// Outside of a running [`crate::Program`].
#[must_use]
pub fn new_event_loop() -> EventLoop {
    EventLoop::with(&Runtime::current(), Condition::Open)
}

/// The loop that runs.
///
/// # Errors
/// `RuntimeError` at top level, where none runs.
///
/// # Panics
/// Outside of a running [`crate::Program`].
pub fn get_running_loop() -> Result<EventLoop> {
    Runtime::current().running_loop().ok_or_else(|| Exception::runtime("no running event loop"))
}

/// Its methods panic outside of a running [`crate::Program`].
impl EventLoop {
    fn with(runtime: &Runtime, condition: Condition) -> Self {
        let state = Rc::new(State {
            condition: Cell::new(condition),
            stopping: Cell::new(false),
            turns: Cell::new(0),
            most_turns: Cell::new(u32::MAX),
            set_aside: RefCell::default(),
            timers: RefCell::default(),
        });
        runtime.add_loop(Rc::downgrade(&state));
        EventLoop { state }
    }

    /// What stands for the loop when there is none.
    pub(crate) fn missing(runtime: &Runtime) -> Self {
        EventLoop::with(runtime, Condition::Missing)
    }

    /// Whether both are the same loop.
    pub(crate) fn is(&self, other: &EventLoop) -> bool {
        Rc::ptr_eq(&self.state, &other.state)
    }

    /// Makes a task; it runs for the first time in the next iteration. On a closed loop the task fails at once with
    /// CPython's `RuntimeError`.
    #[track_caller]
    pub fn create_task<T: Clone + 'static>(&self, coroutine: Coroutine<T>) -> Task<T> {
        self.create_task_on(Location::caller().line(), coroutine)
    }

    pub(crate) fn create_task_on<T: Clone + 'static>(&self, line: u32, coroutine: Coroutine<T>) -> Task<T> {
        let runtime = Runtime::current();
        match self.check_open() {
            Ok(()) => Task::spawn(&runtime, self, coroutine, line),
            Err(exception) => Task::failed(&runtime, self, exception),
        }
    }

    /// A future of nobody's yet.
    #[track_caller]
    #[must_use]
    pub fn create_future<T: Clone + 'static>(&self) -> Future<T> {
        Future::new(&Runtime::current(), self, "", Location::caller().line())
    }

    /// Queues a callback for the next iteration. The name stands in the trace. On a closed loop CPython raises
    /// `RuntimeError`; here that goes to standard error, and the callback never runs.
    #[track_caller]
    pub fn call_soon<R: IntoResult>(&self, name: &str, callback: impl FnOnce() -> R + 'static) -> CallbackHandle {
        let (runtime, line) = (Runtime::current(), Location::caller().line());
        self.complain_unless_open(&runtime, line);
        runtime.handle.call_soon(name, line, self.guard(reporting(name, line, callback)))
    }

    /// Queues a callback when `seconds` of loop time have passed; at once when that is not more than zero, behind what is
    /// ready. Deadlines before the program's start count as its start. The name stands in the trace. On a closed loop as
    /// [`EventLoop::call_soon`].
    #[track_caller]
    pub fn call_later<R: IntoResult>(
        &self,
        seconds: f64,
        name: &str,
        callback: impl FnOnce() -> R + 'static,
    ) -> TimerHandle {
        let (runtime, line) = (Runtime::current(), Location::caller().line());
        self.complain_unless_open(&runtime, line);
        self.resolve_in(&runtime, 0, seconds, name, line, reporting(name, line, callback))
    }

    /// Sets a timer of this loop's, `seconds` from now, whose callback resolves this future (0: none).
    pub(crate) fn resolve_in(
        &self,
        runtime: &Runtime,
        future: FutureNo,
        seconds: f64,
        name: &str,
        line: u32,
        callback: Box<dyn FnOnce()>,
    ) -> TimerHandle {
        let alive = Rc::new(());
        let entry = Rc::downgrade(&alive);
        let callback = self.guard(callback);
        let deadline = runtime.now().offset_secs_f64(seconds);
        let timer = runtime.handle.resolve_at(future, deadline, name, line, move || {
            drop(alive);
            callback();
        });
        self.state.timers.borrow_mut().push(entry, timer.clone());
        timer
    }

    /// Loop time, in seconds.
    #[must_use]
    pub fn time(&self) -> f64 {
        Runtime::current().now().as_secs_f64()
    }

    /// Runs the loop until the future is done. For module-level code: awaiting it hands control to the loop.
    ///
    /// Awaiting it raises what the future raises, and `RuntimeError` when the loop is closed, when a loop runs already, or
    /// when the loop was stopped before the future was done.
    #[track_caller]
    pub fn run_until_complete<'a, T, A>(&self, awaitable: A) -> LoopRun<'a, T>
    where
        T: Clone + 'static,
        A: Awaitable<T> + 'a,
    {
        self.run_until_complete_on(Location::caller().line(), awaitable)
    }

    pub(crate) fn run_until_complete_on<'a, T, A>(&self, line: u32, awaitable: A) -> LoopRun<'a, T>
    where
        T: Clone + 'static,
        A: Awaitable<T> + 'a,
    {
        let this = self.clone();
        let enter = move || {
            // `ensure_future` with this loop: a coroutine becomes a task of it.
            let future = awaitable.ensure_future(line);
            let stop = this.stop_when_done(future.any(), line);
            (future, stop)
        };
        let finish = |(future, stop): &(Future<T>, Option<u64>)| {
            if future.done() {
                return future.result();
            }
            if let Some(stop) = stop {
                future.any().deregister(*stop);
            }
            Err(Exception::runtime("Event loop stopped before Future completed."))
        };
        LoopRun::new(self.clone(), line, u32::MAX, enter, finish)
    }

    fn stop_when_done(&self, future: &Rc<AnyFuture>, line: u32) -> Option<u64> {
        let this = self.clone();
        let stop = move |_| {
            this.stop();
            Ok(())
        };
        future.add_callback("run_until_complete: stop", line, 0, Box::new(stop))
    }

    /// Runs the loop until `stop` is called. For module-level code: awaiting it hands control to the loop. Raises like
    /// [`EventLoop::run_until_complete`].
    #[track_caller]
    pub fn run_forever(&self) -> LoopRun<'static, ()> {
        LoopRun::new(self.clone(), Location::caller().line(), u32::MAX, || (), |()| Ok(()))
    }

    /// Runs `iterations` of the loop.
    pub(crate) fn run_for(&self, iterations: u32, line: u32) -> LoopRun<'static, ()> {
        LoopRun::new(self.clone(), line, iterations, || (), |()| Ok(()))
    }

    /// Ends `run_forever` at the end of the iteration.
    pub fn stop(&self) {
        self.state.stopping.set(true);
    }

    /// Whether it was closed.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.state.condition.get() == Condition::Closed
    }

    /// Closes the loop for good. What it had queued never runs. Closing it twice changes nothing.
    ///
    /// # Errors
    /// `RuntimeError` while it runs.
    #[track_caller]
    pub fn close(&self) -> Result {
        self.close_on(Location::caller().line())
    }

    pub(crate) fn close_on(&self, line: u32) -> Result {
        match self.state.condition.get() {
            Condition::Running => Err(Exception::runtime("Cannot close a running event loop")),
            Condition::Missing => self.check_open(),
            Condition::Closed => Ok(()),
            Condition::Open => {
                self.state.condition.set(Condition::Closed);
                Runtime::current().handle.record(None, line, Kind::LoopClosed);
                self.state.forget();
                Ok(())
            }
        }
    }

    pub(crate) fn check_open(&self) -> Result {
        match self.state.condition.get() {
            Condition::Open | Condition::Running => Ok(()),
            Condition::Closed => Err(Exception::runtime("Event loop is closed")),
            Condition::Missing => Err(Exception::runtime("There is no current event loop in thread 'MainThread'.")),
        }
    }

    fn complain_unless_open(&self, runtime: &Runtime, line: u32) {
        if let Err(exception) = self.check_open() {
            runtime.complain(&exception.qualified(), line);
        }
    }

    /// Whether an entry of this loop may run now; if not, `wake` runs it when the loop runs.
    pub(crate) fn admits(&self, wake: &Waker) -> bool {
        match self.state.condition.get() {
            Condition::Running => true,
            Condition::Open => {
                self.state.set_aside.borrow_mut().push(SetAside::Task(wake.clone()));
                false
            }
            Condition::Closed | Condition::Missing => false,
        }
    }

    /// Lets the callback run only while this loop runs.
    pub(crate) fn guard(&self, callback: Box<dyn FnOnce()>) -> impl FnOnce() + 'static {
        let this = self.clone();
        move || match this.state.condition.get() {
            Condition::Running => callback(),
            Condition::Open => this.state.set_aside.borrow_mut().push(SetAside::Callback(callback)),
            Condition::Closed | Condition::Missing => {}
        }
    }

    pub(crate) fn turn_ended(&self) {
        self.state.turns.set(self.state.turns.get().saturating_add(1));
    }

    /// Whether control goes back to the top level now, between two iterations.
    pub(crate) fn is_leaving(&self) -> bool {
        let turns = self.state.turns.get();
        turns > 0 && (self.state.stopping.get() || turns >= self.state.most_turns.get())
    }

    /// Whether it goes back to the top level after this iteration or a few, even if it has nothing to do.
    pub(crate) fn is_about_to_leave(&self) -> bool {
        self.state.stopping.get() || self.state.most_turns.get() != u32::MAX
    }

    fn enter(&self, runtime: &Runtime, most_turns: u32) {
        self.state.condition.set(Condition::Running);
        self.state.turns.set(0);
        self.state.most_turns.set(most_turns);
        runtime.running.replace(Some(self.clone()));
        for entry in self.state.set_aside.take() {
            match entry {
                SetAside::Task(waker) => waker.wake(),
                SetAside::Callback(callback) => {
                    runtime.handle.call_soon("queued while another loop ran", 0, self.guard(callback));
                }
            }
        }
    }

    fn leave(&self, runtime: &Runtime) {
        self.state.stopping.set(false);
        self.state.condition.set(Condition::Open);
        runtime.running.replace(None);
    }
}

fn reporting<R: IntoResult>(name: &str, line: u32, callback: impl FnOnce() -> R + 'static) -> Box<dyn FnOnce()> {
    let name = name.to_owned();
    Box::new(move || {
        if let Err(exception) = callback().into_result() {
            Runtime::current().complain_of_callback(&name, &exception, line);
        }
    })
}

/// The loop runs while this is awaited.
#[must_use = "the loop runs when this is awaited"]
pub struct LoopRun<'a, T> {
    event_loop: EventLoop,
    line: u32,
    most_turns: u32,
    stage: Stage<'a, T>,
}

type Finish<T> = Box<dyn FnOnce() -> Result<T>>;

enum Stage<'a, T> {
    New(Box<dyn FnOnce() -> Finish<T> + 'a>),
    Entered(Finish<T>),
    Done,
}

impl<'a, T> LoopRun<'a, T> {
    fn new<S: 'static>(
        event_loop: EventLoop,
        line: u32,
        most_turns: u32,
        enter: impl FnOnce() -> S + 'a,
        finish: impl FnOnce(&S) -> Result<T> + 'static,
    ) -> Self {
        let begin = move || -> Finish<T> {
            let state = enter();
            Box::new(move || finish(&state))
        };
        LoopRun { event_loop, line, most_turns, stage: Stage::New(Box::new(begin)) }
    }

    fn check(&self, runtime: &Runtime) -> Result {
        self.event_loop.check_open()?;
        match runtime.running_loop() {
            None => Ok(()),
            Some(running) if running.is(&self.event_loop) => {
                Err(Exception::runtime("This event loop is already running"))
            }
            Some(_) => Err(Exception::runtime("Cannot run the event loop while another loop is running")),
        }
    }
}

impl<T> StdFuture for LoopRun<'_, T> {
    type Output = Result<T>;

    fn poll(mut self: Pin<&mut Self>, _cx: &mut Context<'_>) -> Poll<Result<T>> {
        let runtime = Runtime::current();
        match std::mem::replace(&mut self.stage, Stage::Done) {
            Stage::New(begin) => {
                if let Err(exception) = self.check(&runtime) {
                    return Poll::Ready(Err(exception));
                }
                let previous = runtime.event_loop.replace(Some(self.event_loop.clone()));
                self.stage = Stage::Entered(begin());
                runtime.event_loop.replace(previous);
                self.event_loop.enter(&runtime, self.most_turns);
                runtime.handle.record(None, self.line, Kind::LoopEntered);
                Poll::Pending
            }
            Stage::Entered(finish) => {
                if !self.event_loop.is_leaving() {
                    self.stage = Stage::Entered(finish);
                    return Poll::Pending;
                }
                self.event_loop.leave(&runtime);
                runtime.handle.record(None, self.line, Kind::LoopLeft);
                Poll::Ready(finish())
            }
            Stage::Done => Poll::Pending,
        }
    }
}
