//! The part of a task that does not depend on its result's type: its name, and the cancellation that was asked of it.
//!
//! ```text
//!   cancel: counted [CancelRequested]
//!     ├── it waits for something that can be cancelled ──► that is cancelled, and wakes it ──┐
//!     └── otherwise ─────────────────────────────────────► must_cancel ──────────────────────┴──► its next step
//!                                                                            raises CancelledError [CancelDelivered]
//! ```

use std::cell::{Cell, OnceCell, RefCell};
use std::panic::Location;
use std::rc::Rc;

use loopscope_executor::TaskRef;
use loopscope_executor::trace::{Kind, TaskNo};

use crate::any_future::{AnyFuture, Owner};
use crate::event_loop::EventLoop;
use crate::exception::Exception;
use crate::runtime::Runtime;

/// How many tasks a request goes down through, each waiting for the next. CPython gives up at its recursion limit, close to
/// a thousand, with a `RecursionError`.
const MAX_CANCEL_DEPTH: u32 = 500;

pub(crate) struct Control {
    runtime: Rc<Runtime>,
    event_loop: EventLoop,
    task: OnceCell<TaskRef>,
    coroutine: &'static str,
    name: RefCell<String>,
    /// Whether the number in its name is free again when it gets another one.
    started: Cell<bool>,
    done: Cell<bool>,
    /// Not to be missed when it is destroyed while it is pending: the loop made it, not the program.
    quiet: Cell<bool>,
    must_cancel: Cell<bool>,
    /// Whether a request was passed on to what it waits for.
    passed_on: Cell<bool>,
    injected: RefCell<Option<Exception>>,
    /// What the reader wants raised at the next step.
    raised: RefCell<Option<Exception>>,
    cancels: Cell<u32>,
    /// Set while a request is passed on: tasks that wait for each other would pass it round for ever.
    passing_on: Cell<bool>,
    /// What the task waits for.
    waits_for: RefCell<Option<Rc<AnyFuture>>>,
    /// The task's own future, until it is done.
    own: RefCell<Option<Rc<AnyFuture>>>,
}

impl Control {
    pub(crate) fn new(
        runtime: &Rc<Runtime>,
        event_loop: &EventLoop,
        coroutine: &'static str,
        name: String,
    ) -> Rc<Self> {
        Rc::new(Control {
            runtime: runtime.clone(),
            event_loop: event_loop.clone(),
            task: OnceCell::new(),
            coroutine,
            name: RefCell::new(name),
            started: Cell::new(false),
            done: Cell::new(false),
            quiet: Cell::new(false),
            must_cancel: Cell::new(false),
            passed_on: Cell::new(false),
            injected: RefCell::new(None),
            raised: RefCell::new(None),
            cancels: Cell::new(0),
            passing_on: Cell::new(false),
            waits_for: RefCell::new(None),
            own: RefCell::new(None),
        })
    }

    pub(crate) fn runtime(&self) -> &Rc<Runtime> {
        &self.runtime
    }

    pub(crate) fn event_loop(&self) -> &EventLoop {
        &self.event_loop
    }

    /// Its number in the trace; 0 when the executor never got it.
    pub(crate) fn no(&self) -> TaskNo {
        self.task.get().map_or(0, TaskRef::no)
    }

    pub(crate) fn set_task(&self, task: TaskRef) {
        // Set once, when the task is spawned.
        let _ = self.task.set(task);
    }

    pub(crate) fn coroutine(&self) -> &'static str {
        self.coroutine
    }

    pub(crate) fn started(&self) -> bool {
        self.started.get()
    }

    pub(crate) fn set_started(&self) {
        self.started.set(true);
    }

    pub(crate) fn done(&self) -> bool {
        self.done.get()
    }

    pub(crate) fn set_done(&self) {
        self.done.set(true);
        self.let_go();
    }

    pub(crate) fn quiet(&self) -> bool {
        self.quiet.get()
    }

    pub(crate) fn set_quiet(&self) {
        self.quiet.set(true);
    }

    pub(crate) fn own(&self) -> Option<Rc<AnyFuture>> {
        self.own.borrow().clone()
    }

    pub(crate) fn set_own(&self, future: Rc<AnyFuture>) {
        self.own.replace(Some(future));
    }

    pub(crate) fn waits_for(&self) -> Option<Rc<AnyFuture>> {
        self.waits_for.borrow().clone()
    }

    pub(crate) fn wait_for(&self, future: Rc<AnyFuture>) {
        self.waits_for.replace(Some(future));
    }

    /// Forgets every future, its own too: the cycles that keep them alive end here.
    pub(crate) fn let_go(&self) {
        let own = self.own.take();
        let waited_for = self.waits_for.take();
        drop((own, waited_for));
    }

    /// Makes the next step raise `exception` where the task waits.
    pub(crate) fn throw(&self, exception: Exception) {
        self.injected.replace(Some(exception));
    }

    pub(crate) fn take_injected(&self) -> Option<Exception> {
        self.injected.take()
    }

    /// Makes the task ready, and its next step raise `exception` where the task waits (`coroutine.throw`). What it waits for
    /// is left. False when another exception is on its way already.
    pub(crate) fn raise(&self, exception: Exception) -> bool {
        if self.raised.borrow().is_some() {
            return false;
        }
        let handle = &self.runtime.handle;
        let error = handle.text(&exception.to_string());
        self.raised.replace(Some(exception));
        handle.record(Some(self.no()), 0, Kind::RaiseRequested { by: handle.actor(), error });
        if let Some(task) = self.task.get() {
            task.wake();
        }
        true
    }

    /// At a step's begin: the exception to be raised in it, if any. A cancellation that would have been delivered in this
    /// step comes after it, as one does that is asked for during a step.
    pub(crate) fn begin_step(&self) -> Option<Exception> {
        let throw = self.must_cancel.take();
        let cancelled = self.resume() || throw;
        let handle = &self.runtime.handle;
        if let Some(exception) = self.raised.take() {
            self.must_cancel.set(cancelled);
            handle.record(None, 0, Kind::RaiseDelivered(handle.text(&exception.to_string())));
            return Some(exception);
        }
        if cancelled {
            handle.record(None, 0, Kind::CancelDelivered);
        }
        throw.then(Exception::cancelled)
    }

    /// Whether `CancelledError` is to be thrown in; asking takes the request.
    pub(crate) fn take_must_cancel(&self) -> bool {
        self.must_cancel.take()
    }

    /// At a step's begin: what the task waited for is over. Whether its cancellation comes from there.
    fn resume(&self) -> bool {
        let waited_for = self.waits_for.take();
        self.passed_on.take() && waited_for.is_some_and(|future| future.cancelled())
    }

    /// At a step's end: a request that came during the step goes to what the task waits for now.
    pub(crate) fn suspend(&self) {
        if self.must_cancel.get() && self.pass_on(0) {
            self.must_cancel.set(false);
            self.passed_on.set(true);
        }
    }

    pub(crate) fn name(&self) -> String {
        self.name.borrow().clone()
    }

    pub(crate) fn set_name(&self, name: &str) {
        self.name.replace(name.to_owned());
        if let Some(task) = self.task.get() {
            self.runtime.handle.rename(task, name);
        }
    }

    /// Gives it a name from the start: then it uses up no number (since 3.13).
    pub(crate) fn name_from_start(&self, name: &str) {
        let named = &self.runtime.named;
        if *self.name.borrow() == format!("Task-{}", named.get()) {
            named.set(named.get() - 1);
        }
        self.name.replace(name.to_owned());
        if let Some(task) = self.task.get() {
            self.runtime.handle.name_from_start(task, name);
        }
    }

    pub(crate) fn cancelling(&self) -> u32 {
        self.cancels.get()
    }

    pub(crate) fn uncancel(&self) -> u32 {
        let before = self.cancels.get();
        self.cancels.set(before.saturating_sub(1));
        if before == 1 {
            // What has not been told yet is taken back (since 3.13).
            self.must_cancel.set(false);
        }
        self.cancels.get()
    }

    /// `Task.__repr__` while it is pending, as far as it does not name files.
    pub(crate) fn pending_repr(&self) -> String {
        let state = if self.cancels.get() > 0 { "cancelling" } else { "pending" };
        format!("<Task {state} name='{}' coro=<{}()>>", self.name.borrow(), self.coroutine)
    }

    /// Passes a request on to what the task waits for; false when that cannot be cancelled. One that goes too deep or round
    /// in a circle is lost, as in CPython, whose `RecursionError` comes in between.
    fn pass_on(&self, line: u32) -> bool {
        let Some(future) = self.waits_for() else { return false };
        let depth = self.runtime.cancel_depth.get();
        if depth >= MAX_CANCEL_DEPTH || self.passing_on.replace(true) {
            self.runtime.recursed.set(true);
            return true;
        }
        self.runtime.cancel_depth.set(depth + 1);
        let through = self.runtime.ask_through(format!("{}.cancel", self.name.borrow()));
        let cancelled = future.cancel(line);
        drop(through);
        self.runtime.cancel_depth.set(depth);
        self.passing_on.set(false);
        cancelled
    }

    /// `Task.__repr__` when it ended with an exception.
    pub(crate) fn failed_repr(&self, exception: &Exception) -> String {
        let (name, coroutine) = (self.name.borrow(), self.coroutine);
        format!("<Task finished name='{name}' coro=<{coroutine}() done> exception={}>", exception.repr())
    }
}

impl Owner for Control {
    fn cancel(&self, line: u32) -> bool {
        if self.done.get() {
            return false;
        }
        self.cancels.set(self.cancels.get() + 1);
        let handle = &self.runtime.handle;
        let through = handle.text(&self.runtime.through.borrow());
        handle.record(Some(self.no()), line, Kind::CancelRequested { by: handle.actor(), through });
        if self.pass_on(line) {
            self.passed_on.set(true);
        } else {
            self.must_cancel.set(true);
        }
        true
    }

    fn parts(&self) -> Vec<Rc<AnyFuture>> {
        Vec::new()
    }

    fn task(&self) -> Option<&Control> {
        Some(self)
    }

    fn unretrieved(&self, exception: &Exception) -> String {
        if self.task.get().is_none() {
            // It could not be made: CPython raises right there.
            return format!("Traceback (most recent call last):\n{}", exception.qualified());
        }
        format!("Task exception was never retrieved\nfuture: {}", self.failed_repr(exception))
    }
}

/// The task that runs, whatever its result's type.
#[derive(Clone)]
pub struct CurrentTask {
    control: Rc<Control>,
}

/// The task that runs right now; `None` in a callback and at top level.
///
/// # Panics
/// Outside of a running [`crate::Program`].
#[must_use]
pub fn current_task() -> Option<CurrentTask> {
    Runtime::current().current_task().map(|control| CurrentTask { control })
}

impl CurrentTask {
    /// Its name.
    #[must_use]
    pub fn get_name(&self) -> String {
        self.control.name()
    }

    /// Gives it another name.
    pub fn set_name(&self, name: &str) {
        self.control.set_name(name);
    }

    /// Asks for its cancellation: its next suspension raises `CancelledError`.
    #[track_caller]
    #[expect(clippy::must_use_candidate, reason = "mostly called for its effect")]
    pub fn cancel(&self) -> bool {
        self.control.cancel(Location::caller().line())
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
