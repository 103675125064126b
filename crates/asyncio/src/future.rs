//! `asyncio.Future`: a box for a result that is not there yet (`Lib/asyncio/futures.py`). This is its typed face; `any_future`
//! holds the state, and draws it.

use std::marker::PhantomData;
use std::panic::Location;
use std::rc::Rc;

use crate::any_future::{AnyFuture, AnyValue, Outcome};
use crate::coroutine::Coroutine;
use crate::event_loop::{EventLoop, get_event_loop};
use crate::exception::{Exception, Result};
use crate::runtime::Runtime;
use crate::wait::FutureWait;

/// A result that will be there later. Clones are the same future.
pub struct Future<T> {
    any: Rc<AnyFuture>,
    /// The type of its value: only a `Future<T>` and a task whose coroutine returns a `T` put one in.
    result: PhantomData<fn() -> T>,
}

impl<T> Clone for Future<T> {
    fn clone(&self) -> Self {
        Future { any: self.any.clone(), result: PhantomData }
    }
}

impl<T: Clone + 'static> Future<T> {
    pub(crate) fn new(runtime: &Rc<Runtime>, event_loop: &EventLoop, name: &str, line: u32) -> Self {
        Future::of(AnyFuture::new(runtime, event_loop, name, line))
    }

    /// The typed face of a future whose value is of this type.
    pub(crate) fn of(any: Rc<AnyFuture>) -> Self {
        Future { any, result: PhantomData }
    }

    pub(crate) fn any(&self) -> &Rc<AnyFuture> {
        &self.any
    }

    /// Puts the result in; whoever waits runs in the next iteration.
    ///
    /// # Errors
    /// `InvalidStateError` when the future is done already, `RuntimeError` when it is a task's, or when somebody waits
    /// whose loop is closed.
    #[track_caller]
    pub fn set_result(&self, value: T) -> Result {
        self.any.set(Outcome::of(Ok(value)), "set_result", Location::caller().line())
    }

    /// Puts an exception in instead of a result.
    ///
    /// # Errors
    /// See [`Future::set_result`].
    #[track_caller]
    pub fn set_exception(&self, exception: Exception) -> Result {
        let line = Location::caller().line();
        // What is made right here has not been raised: whoever awaits the future raises it.
        let exception = if exception.line() == line { exception.at(0) } else { exception };
        self.any.set(Outcome::Failed(exception), "set_exception", line)
    }

    /// The result.
    ///
    /// # Errors
    /// `InvalidStateError` while there is none, the exception if one was set, `CancelledError` after a cancellation.
    pub fn result(&self) -> Result<T> {
        self.any.result().map(value)
    }

    /// The exception that was set, if any.
    ///
    /// # Errors
    /// `InvalidStateError` while the future is not done, `CancelledError` after a cancellation.
    pub fn exception(&self) -> Result<Option<Exception>> {
        self.any.exception()
    }

    /// Whether it has a result, an exception, or was cancelled.
    #[must_use]
    pub fn done(&self) -> bool {
        self.any.done()
    }

    /// Whether it was cancelled.
    #[must_use]
    pub fn cancelled(&self) -> bool {
        self.any.cancelled()
    }

    /// Cancels it (of a task: asks for its cancellation); false when it is done already. Tasks that wait for each other, or
    /// hundreds of which each waits for the next, cannot be cancelled: CPython raises `RecursionError`, here they stay.
    #[track_caller]
    #[expect(clippy::must_use_candidate, reason = "mostly called for its effect")]
    pub fn cancel(&self) -> bool {
        self.any.cancel(Location::caller().line())
    }

    /// Queues `callback` when the future is done; if it is, at once. The name stands in the trace.
    #[track_caller]
    pub fn add_done_callback<R: IntoResult>(&self, name: &str, callback: impl FnOnce(Future<T>) -> R + 'static) {
        let run = Box::new(move |any| callback(Future::of(any)).into_result());
        self.any.add_callback(name, Location::caller().line(), 0, run);
    }

    pub(crate) fn wait(self, line: u32) -> FutureWait<T> {
        FutureWait::new(self.any, line)
    }
}

/// A future's value, as the type that it is of.
pub(crate) fn value<T: Clone + 'static>(value: AnyValue) -> T {
    value.downcast_ref::<T>().expect("only a Future<T> puts a value in").clone()
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
        future.any.set_quiet();
        future
    }
}
