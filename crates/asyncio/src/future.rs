//! `asyncio.Future`: a box for a result that is not there yet (`Lib/asyncio/futures.py`).
//!
//! ```text
//!             set_result, set_exception
//!   pending ─────────────────────────────► finished      [FutureResolved]; then, in the order of registration,
//!      └────── cancel ───────────────────► cancelled     each waiting task is woken and each callback is queued
//! ```
//!
//! Resolving runs nothing: who waited runs in the loop's next iteration.

use std::cell::{Cell, RefCell};
use std::panic::Location;
use std::rc::Rc;
use std::task::Waker;

use loopscope_executor::trace::{Ending, FutureNo, Kind, Waiting};

use crate::control::Control;
use crate::coroutine::Coroutine;
use crate::event_loop::{EventLoop, get_event_loop};
use crate::exception::{Exception, Result};
use crate::runtime::Runtime;
use crate::wait::FutureWait;

/// A result that will be there later. Clones are the same future.
pub struct Future<T> {
    pub(crate) inner: Rc<Inner<T>>,
}

pub(crate) struct Inner<T> {
    runtime: Rc<Runtime>,
    event_loop: EventLoop,
    /// 0 for a task's own future: the trace knows that one by the task.
    no: FutureNo,
    /// What `cancel` asks, when the outcome is not the future's own to decide.
    owner: Option<Rc<dyn Owner>>,
    outcome: RefCell<Option<Outcome<T>>>,
    /// Whether somebody has seen its exception.
    retrieved: Cell<bool>,
    waiters: RefCell<Vec<Waiter<T>>>,
    next_waiter: Cell<u64>,
}

pub(crate) enum Outcome<T> {
    Cancelled,
    /// Shared, so that a value is cloned for its reader with no borrow held.
    Finished(Rc<Result<T>>),
}

impl<T> Outcome<T> {
    pub(crate) fn of(result: Result<T>) -> Self {
        Outcome::Finished(Rc::new(result))
    }

    fn exception(&self) -> Option<&Exception> {
        match self {
            Outcome::Cancelled => None,
            Outcome::Finished(result) => (**result).as_ref().err(),
        }
    }
}

impl<T> Clone for Outcome<T> {
    fn clone(&self) -> Self {
        match self {
            Outcome::Cancelled => Outcome::Cancelled,
            Outcome::Finished(result) => Outcome::Finished(result.clone()),
        }
    }
}

/// Decides over a future's cancellation: a task, a gather.
pub(crate) trait Owner {
    fn cancel(&self, line: u32) -> bool;
    fn task(&self) -> Option<&Control>;
    /// What to write when nobody ever asked for the exception.
    fn unretrieved(&self, exception: &Exception) -> String;
}

struct Waiter<T> {
    id: u64,
    kind: WaiterKind<T>,
}

type DoneCallback<T> = Box<dyn FnOnce(Future<T>) -> Result>;

enum WaiterKind<T> {
    Task(Waker),
    Callback { name: String, line: u32, run: DoneCallback<T> },
}

/// A future of whatever type, as a task that waits for it or the loop that ends it sees it.
pub(crate) trait AnyFuture {
    fn cancelled(&self) -> bool;
    fn cancel(&self, line: u32) -> bool;
    /// Its exception, if it ended with one; that counts as seen.
    fn failure(&self) -> Option<Exception>;
    fn on_done(&self, name: &str, line: u32, run: Box<dyn FnOnce()>);
}

impl<T> Clone for Future<T> {
    fn clone(&self) -> Self {
        Future { inner: self.inner.clone() }
    }
}

impl<T: Clone + 'static> Future<T> {
    pub(crate) fn new(runtime: &Rc<Runtime>, event_loop: &EventLoop, name: &str, line: u32) -> Self {
        Future::with(runtime, event_loop, runtime.handle.new_future(name, line), None)
    }

    pub(crate) fn owned(runtime: &Rc<Runtime>, event_loop: &EventLoop, no: FutureNo, owner: Rc<dyn Owner>) -> Self {
        Future::with(runtime, event_loop, no, Some(owner))
    }

    fn with(runtime: &Rc<Runtime>, event_loop: &EventLoop, no: FutureNo, owner: Option<Rc<dyn Owner>>) -> Self {
        Future {
            inner: Rc::new(Inner {
                runtime: runtime.clone(),
                event_loop: event_loop.clone(),
                no,
                owner,
                outcome: RefCell::new(None),
                retrieved: Cell::new(false),
                waiters: RefCell::new(Vec::new()),
                next_waiter: Cell::new(0),
            }),
        }
    }

    pub(crate) fn event_loop(&self) -> &EventLoop {
        &self.inner.event_loop
    }

    /// Puts the result in; whoever waits runs in the next iteration.
    ///
    /// # Errors
    /// `InvalidStateError` when the future is done already, `RuntimeError` when it is a task's, or when somebody waits
    /// whose loop is closed.
    #[track_caller]
    pub fn set_result(&self, value: T) -> Result {
        self.refuse_for_task("set_result")?;
        self.resolve(Outcome::of(Ok(value)), Location::caller().line())
    }

    /// Puts an exception in instead of a result.
    ///
    /// # Errors
    /// See [`Future::set_result`].
    #[track_caller]
    pub fn set_exception(&self, exception: Exception) -> Result {
        self.refuse_for_task("set_exception")?;
        self.resolve(Outcome::of(Err(exception)), Location::caller().line())
    }

    fn refuse_for_task(&self, operation: &str) -> Result {
        match self.inner.task() {
            Some(_) => Err(Exception::runtime(format!("Task does not support {operation} operation"))),
            None => Ok(()),
        }
    }

    pub(crate) fn resolve(&self, outcome: Outcome<T>, line: u32) -> Result {
        if self.done() {
            return Err(Exception::invalid_state("invalid state"));
        }
        let inner = &self.inner;
        if inner.no != 0 {
            let handle = &inner.runtime.handle;
            let ending = match &outcome {
                Outcome::Cancelled => Ending::Cancelled,
                Outcome::Finished(result) => match &**result {
                    Ok(_) => Ending::Ready,
                    Err(exception) => Ending::Failed(handle.text(&exception.to_string())),
                },
            };
            handle.record(None, line, Kind::FutureResolved { future: inner.no, by: handle.actor(), ending });
        }
        inner.retrieved.set(false);
        inner.outcome.replace(Some(outcome));
        let waiters = inner.waiters.take();
        if !waiters.is_empty() {
            inner.event_loop.check_open()?;
        }
        for waiter in waiters {
            self.schedule(waiter.kind);
        }
        Ok(())
    }

    fn schedule(&self, waiter: WaiterKind<T>) {
        match waiter {
            WaiterKind::Task(waker) => waker.wake(),
            WaiterKind::Callback { name, line, run } => {
                let future = self.clone();
                let runtime = self.inner.runtime.clone();
                let title = name.clone();
                let callback = self.inner.event_loop.guard(move || {
                    if let Err(exception) = run(future) {
                        runtime.complain_of_callback(&title, &exception, line);
                    }
                });
                self.inner.runtime.handle.call_soon(&name, line, callback);
            }
        }
    }

    /// The result.
    ///
    /// # Errors
    /// `InvalidStateError` while there is none, the exception if one was set, `CancelledError` after a cancellation.
    pub fn result(&self) -> Result<T> {
        match self.inner.outcome() {
            None => Err(Exception::invalid_state("Result is not set.")),
            Some(Outcome::Cancelled) => Err(Exception::cancelled()),
            Some(Outcome::Finished(result)) => {
                self.inner.retrieved.set(true);
                (*result).clone()
            }
        }
    }

    /// The exception that was set, if any.
    ///
    /// # Errors
    /// `InvalidStateError` while the future is not done, `CancelledError` after a cancellation.
    pub fn exception(&self) -> Result<Option<Exception>> {
        match self.inner.outcome() {
            None => Err(Exception::invalid_state("Exception is not set.")),
            Some(Outcome::Cancelled) => Err(Exception::cancelled()),
            Some(Outcome::Finished(result)) => {
                self.inner.retrieved.set(true);
                Ok((*result).as_ref().err().cloned())
            }
        }
    }

    /// Whether it has a result, an exception, or was cancelled.
    #[must_use]
    pub fn done(&self) -> bool {
        self.inner.outcome.borrow().is_some()
    }

    /// Whether it was cancelled.
    #[must_use]
    pub fn cancelled(&self) -> bool {
        matches!(&*self.inner.outcome.borrow(), Some(Outcome::Cancelled))
    }

    /// Cancels it (of a task: asks for its cancellation); false when it is done already. Tasks that wait for each other, or
    /// hundreds of which each waits for the next, cannot be cancelled: CPython raises `RecursionError`, here they stay.
    #[track_caller]
    #[expect(clippy::must_use_candidate, reason = "mostly called for its effect")]
    pub fn cancel(&self) -> bool {
        self.cancel_from(Location::caller().line())
    }

    pub(crate) fn cancel_from(&self, line: u32) -> bool {
        // As in CPython, whoever asks for the cancellation has no use for an exception.
        self.inner.retrieved.set(true);
        if self.done() {
            return false;
        }
        match &self.inner.owner {
            Some(owner) => owner.cancel(line),
            None => {
                // Not done: that was asked above. A closed loop's waiters are beyond waking.
                let _ = self.resolve(Outcome::Cancelled, line);
                true
            }
        }
    }

    /// Queues `callback` when the future is done; if it is, at once. The name stands in the trace.
    #[track_caller]
    pub fn add_done_callback<R: IntoResult>(&self, name: &str, callback: impl FnOnce(Future<T>) -> R + 'static) {
        self.add_callback(name, Location::caller().line(), Box::new(move |future| callback(future).into_result()));
    }

    /// The callback's id, while it waits for the future's end.
    pub(crate) fn add_callback(&self, name: &str, line: u32, run: DoneCallback<T>) -> Option<u64> {
        let kind = WaiterKind::Callback { name: name.to_owned(), line, run };
        if self.done() {
            self.schedule(kind);
            return None;
        }
        Some(self.register(kind))
    }

    fn register(&self, kind: WaiterKind<T>) -> u64 {
        let id = self.inner.next_waiter.get();
        self.inner.next_waiter.set(id + 1);
        self.inner.waiters.borrow_mut().push(Waiter { id, kind });
        id
    }

    /// Takes a waiter out, unless its turn has come.
    pub(crate) fn deregister(&self, id: u64) {
        // Bound to a name, so that a callback's values drop with no borrow held.
        let removed = {
            let mut waiters = self.inner.waiters.borrow_mut();
            waiters.iter().position(|waiter| waiter.id == id).map(|at| waiters.remove(at))
        };
        drop(removed);
    }

    /// Wakes this waiter by another waker from now on.
    pub(crate) fn replace_waker(&self, id: u64, new: &Waker) {
        let replaced = {
            let mut waiters = self.inner.waiters.borrow_mut();
            match waiters.iter_mut().find(|waiter| waiter.id == id) {
                Some(Waiter { kind: WaiterKind::Task(waker), .. }) if !waker.will_wake(new) => {
                    Some(std::mem::replace(waker, new.clone()))
                }
                _ => None,
            }
        };
        drop(replaced);
    }

    /// Forgets everybody who waits: the loop that would tell them is gone.
    pub(crate) fn forget_waiters(&self) {
        let waiters = self.inner.waiters.take();
        drop(waiters);
    }

    pub(crate) fn complain(&self, text: &str) {
        self.inner.runtime.complain(text, 0);
    }

    /// What the loop made for itself is not missed when it never ends.
    pub(crate) fn set_quiet(&self) {
        if let Some(task) = self.inner.task() {
            task.set_quiet();
        }
    }

    pub(crate) fn wait(self, line: u32) -> FutureWait<T> {
        FutureWait::new(self, line)
    }

    /// Puts a task behind those that wait already; the id takes it out again.
    pub(crate) fn add_waker(&self, waker: &Waker) -> u64 {
        self.register(WaiterKind::Task(waker.clone()))
    }

    /// What a task that waits for it waits for, in the trace's terms.
    pub(crate) fn waiting(&self) -> Waiting {
        self.inner.task().map_or(Waiting::Future(self.inner.no), |task| Waiting::Task(task.no()))
    }

    /// Whose future it is, if a task's.
    pub(crate) fn task(&self) -> Option<&Control> {
        self.inner.task()
    }

    pub(crate) fn runtime(&self) -> &Rc<Runtime> {
        &self.inner.runtime
    }

    pub(crate) fn set_retrieved(&self) {
        self.inner.retrieved.set(true);
    }
}

impl<T> Inner<T> {
    fn task(&self) -> Option<&Control> {
        self.owner.as_ref().and_then(|owner| owner.task())
    }

    fn outcome(&self) -> Option<Outcome<T>> {
        self.outcome.borrow().clone()
    }
}

impl<T> Drop for Inner<T> {
    fn drop(&mut self) {
        if self.retrieved.get() {
            return;
        }
        if let Some(exception) = self.outcome.get_mut().as_ref().and_then(Outcome::exception) {
            let complaint = match &self.owner {
                Some(owner) => owner.unretrieved(exception),
                None => {
                    let repr = exception.repr();
                    format!("Future exception was never retrieved\nfuture: <Future finished exception={repr}>")
                }
            };
            self.runtime.complain(&complaint, 0);
        }
    }
}

impl<T: Clone + 'static> AnyFuture for Future<T> {
    fn cancelled(&self) -> bool {
        Future::cancelled(self)
    }

    fn cancel(&self, line: u32) -> bool {
        self.cancel_from(line)
    }

    fn failure(&self) -> Option<Exception> {
        self.exception().ok().flatten()
    }

    fn on_done(&self, name: &str, line: u32, run: Box<dyn FnOnce()>) {
        self.add_callback(
            name,
            line,
            Box::new(move |_| {
                run();
                Ok(())
            }),
        );
    }
}

/// What a callback may return: nothing, or a result whose error is reported as asyncio reports it.
pub trait IntoResult {
    /// The result.
    ///
    /// # Errors
    /// The callback's own.
    fn into_result(self) -> Result;
}

impl IntoResult for () {
    fn into_result(self) -> Result {
        Ok(())
    }
}

impl IntoResult for Result {
    fn into_result(self) -> Result {
        self
    }
}

/// What `gather` and `run_until_complete` take: a coroutine, which becomes a task, or a future, which stays one.
pub trait Awaitable<T> {
    /// `asyncio.ensure_future`, asked for on this line of the program.
    ///
    /// # Panics
    /// For a coroutine, outside of a running [`crate::Program`].
    fn ensure_future(self, line: u32) -> Future<T>;
}

impl<T: Clone + 'static> Awaitable<T> for Future<T> {
    fn ensure_future(self, _line: u32) -> Future<T> {
        self
    }
}

impl<T: Clone + 'static> Awaitable<T> for &Future<T> {
    fn ensure_future(self, _line: u32) -> Future<T> {
        self.clone()
    }
}

impl<T: Clone + 'static> Awaitable<T> for Coroutine<T> {
    fn ensure_future(self, line: u32) -> Future<T> {
        let future: Future<T> = get_event_loop().create_task_on(line, self).into();
        future.set_quiet();
        future
    }
}
