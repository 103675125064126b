//! Waiting for a task's value.

use std::cell::Cell;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use crate::handle::Handle;
use crate::state::Wakee;
use crate::tasks::TaskKey;
use crate::trace::{TaskNo, Waiting};

/// The task was cancelled, or it panicked, or its executor was dropped, before it had a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cancelled;

impl fmt::Display for Cancelled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the task was cancelled before it had a value")
    }
}

impl std::error::Error for Cancelled {}

/// What a task and its handle share. Nothing of it is ever borrowed while user code runs: values, futures and wakers are
/// moved in and out.
struct Join<T> {
    handle: Handle,
    result: Cell<Option<Result<T, Cancelled>>>,
    waiter: Cell<Option<Wakee>>,
}

impl<T> Join<T> {
    #[inline]
    fn complete(&self, result: Result<T, Cancelled>) {
        self.result.set(Some(result));
        if let Some(waiter) = self.waiter.take() {
            self.handle.core.wake_waiter(waiter);
        }
    }
}

/// A future together with what it shares with its handle: one allocation beside the future's own.
struct Task<F: Future> {
    /// Out while it is polled. When the task has ended, the future is dropped in its place and the memory goes with the
    /// handle: both allocations are freed together, in the order in which handles are awaited.
    future: Cell<Option<Pin<Box<Option<F>>>>>,
    join: Join<F::Output>,
}

/// A task as its executor sees it.
trait Run {
    fn poll(&self, cx: &mut Context<'_>) -> Poll<()>;
    fn end(&self);
}

impl<F: Future> Run for Task<F> {
    fn poll(&self, cx: &mut Context<'_>) -> Poll<()> {
        let Some(mut place) = self.future.take() else { return Poll::Pending };
        let Some(future) = place.as_mut().as_pin_mut() else { return Poll::Pending };
        let poll = future.poll(cx);
        if let Poll::Ready(value) = poll {
            // As at the end of an `await`: the future goes before its value is handed on.
            place.set(None);
            self.future.set(Some(place));
            self.join.complete(Ok(value));
            return Poll::Ready(());
        }
        self.future.set(Some(place));
        Poll::Pending
    }

    /// Drops the future if it is still there; whoever waits for its value gets [`Cancelled`] even if that panics.
    fn end(&self) {
        struct Complete<'a, T>(&'a Join<T>);
        impl<T> Drop for Complete<'_, T> {
            fn drop(&mut self) {
                self.0.complete(Err(Cancelled));
            }
        }
        let place = self.future.take();
        let has_ended = place.as_ref().is_some_and(|place| place.is_none());
        if !has_ended {
            let complete = Complete(&self.join);
            drop(place);
            drop(complete);
        }
    }
}

/// A task as its handle sees it.
trait AsJoin<T> {
    fn join(&self) -> &Join<T>;
}

impl<F: Future> AsJoin<F::Output> for Task<F> {
    fn join(&self) -> &Join<F::Output> {
        &self.join
    }
}

/// The executor's half of a task: dropping it before the task has ended ends it with [`Cancelled`].
pub(crate) struct Body(Rc<dyn Run>);

impl Body {
    #[inline]
    pub(crate) fn poll(&self, cx: &mut Context<'_>) -> Poll<()> {
        self.0.poll(cx)
    }
}

impl Drop for Body {
    #[inline]
    fn drop(&mut self) {
        self.0.end();
    }
}

/// Gets a task's value: await it, or take it when the task is done. Dropping it lets the task run on.
#[must_use = "dropping it detaches the task; say so with `drop` if that is meant"]
pub struct JoinHandle<T> {
    shared: Rc<dyn AsJoin<T>>,
    /// `None` when the executor was gone already.
    pub(crate) task: Option<TaskKey>,
}

/// Both halves of a new task.
#[inline]
pub(crate) fn pair<F: Future + 'static>(handle: Handle, future: F) -> (Body, JoinHandle<F::Output>) {
    let join = Join { handle, result: Cell::new(None), waiter: Cell::new(None) };
    let task = Rc::new(Task { future: Cell::new(Some(Box::pin(Some(future)))), join });
    (Body(task.clone()), JoinHandle { shared: task, task: None })
}

impl<T> JoinHandle<T> {
    /// The task's number in the trace; 0 when its executor was gone already.
    #[must_use]
    pub fn no(&self) -> TaskNo {
        self.task.map_or(0, |task| task.no)
    }

    /// Asks the executor to drop the task's future when its turn comes; false when the task is done. A task that asks
    /// this of itself runs on to its next `await`, and ends with its value if there is none.
    #[expect(clippy::must_use_candidate, reason = "mostly called for its effect")]
    pub fn cancel(&self) -> bool {
        self.task.is_some_and(|task| self.shared.join().handle.core.cancel(task))
    }

    /// The value, once, when the task is done.
    #[must_use]
    pub fn try_take(&self) -> Option<Result<T, Cancelled>> {
        self.shared.join().result.take()
    }
}

impl<T> Future for JoinHandle<T> {
    type Output = Result<T, Cancelled>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let join = self.shared.join();
        if let Some(result) = join.result.take() {
            return Poll::Ready(result);
        }
        let core = &join.handle.core;
        let waiter = join.waiter.replace(Some(Wakee::new(core, cx.waker())));
        drop(waiter);
        let mut state = core.state();
        state.waiting = Waiting::Task(self.no());
        state.waiting_line = 0;
        Poll::Pending
    }
}

impl<T> Drop for JoinHandle<T> {
    fn drop(&mut self) {
        // A waiter that is gone is not woken.
        let waiter = self.shared.join().waiter.take();
        drop(waiter);
    }
}
