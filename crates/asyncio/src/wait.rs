//! Waiting for a future (`Future.__await__`, and what `Task.__step` makes of it).
//!
//! ```text
//!   new ──► registered among the future's waiters ──► woken: the result, or what was thrown into the task
//!    │ └──► done already: the result at once, without giving way
//!    └────► refused: the task's own future, or one of another loop; raises at the next step
//! ```

use std::future::{Future as StdFuture, IntoFuture};
use std::marker::PhantomData;
use std::panic::Location;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use loopscope_executor::trace::Waiting;

use crate::any_future::{AnyFuture, AnyValue};
use crate::control::Control;
use crate::exception::{Exception, Result};
use crate::future::{Future, value};

/// Waiting for a future: what `.await` on one makes.
#[must_use = "it waits only when it is awaited"]
pub struct FutureWait<T> {
    wait: Wait,
    result: PhantomData<fn() -> T>,
}

impl<T> FutureWait<T> {
    pub(crate) fn new(any: Rc<AnyFuture>, line: u32) -> Self {
        FutureWait { wait: Wait::new(any, line), result: PhantomData }
    }
}

impl<T: Clone + 'static> StdFuture for FutureWait<T> {
    type Output = Result<T>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<T>> {
        self.wait.poll(cx).map_ok(value)
    }
}

/// Waiting for a future, whatever the type of its result.
pub(crate) struct Wait {
    future: Rc<AnyFuture>,
    line: u32,
    stage: Stage,
}

enum Stage {
    New,
    /// The task stands among the future's waiters under this id.
    Registered(u64),
    /// The task may not wait for this future and learns why at its next step.
    Refused,
}

impl Wait {
    pub(crate) fn new(future: Rc<AnyFuture>, line: u32) -> Self {
        Wait { future, line, stage: Stage::New }
    }

    fn leave(&mut self) {
        if let Stage::Registered(id) = std::mem::replace(&mut self.stage, Stage::New) {
            self.future.deregister(id);
        }
    }

    /// Why this task may not wait for the future, if so (`Task.__step`).
    fn refusal(&self, task: &Control) -> Option<Exception> {
        let own = self.future.task();
        let repr = || own.map_or("<Future pending>".to_owned(), Control::pending_repr);
        if !self.future.event_loop().is(task.event_loop()) {
            let (waiter, future) = (task.pending_repr(), repr());
            return Some(Exception::runtime(format!("Task {waiter} got Future {future} attached to a different loop")));
        }
        own.filter(|own| std::ptr::eq(*own, task))
            .map(|own| Exception::runtime(format!("Task cannot await on itself: {}", own.pending_repr())))
    }

    pub(crate) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Result<AnyValue>> {
        let runtime = self.future.runtime().clone();
        if !matches!(self.stage, Stage::New)
            && let Some(exception) = runtime.take_injected()
        {
            self.leave();
            // `Task.__wakeup` has looked at the future by then.
            self.future.set_retrieved();
            return Poll::Ready(Err(exception.awaited(self.line)));
        }
        if self.future.done() {
            self.stage = Stage::New;
            let line = self.line;
            return Poll::Ready(self.future.result().map_err(|exception| exception.awaited(line)));
        }
        let task = runtime.current_task();
        match self.stage {
            Stage::New => {
                if let Some(task) = &task
                    && let Some(refusal) = self.refusal(task)
                {
                    self.stage = Stage::Refused;
                    task.throw(refusal);
                    runtime.handle.waiting_on(Waiting::Turn, self.line);
                    cx.waker().wake_by_ref();
                    return Poll::Pending;
                }
                self.stage = Stage::Registered(self.future.add_waker(cx.waker()));
            }
            Stage::Registered(id) => self.future.replace_waker(id, cx.waker()),
            Stage::Refused => {}
        }
        runtime.handle.waiting_on(self.future.waiting(), self.line);
        if let Some(task) = task {
            task.wait_for(self.future.clone());
        }
        Poll::Pending
    }
}

impl Drop for Wait {
    fn drop(&mut self) {
        self.leave();
    }
}

impl<T: Clone + 'static> IntoFuture for Future<T> {
    type Output = Result<T>;
    type IntoFuture = FutureWait<T>;

    #[track_caller]
    fn into_future(self) -> FutureWait<T> {
        self.wait(Location::caller().line())
    }
}

impl<T: Clone + 'static> IntoFuture for &Future<T> {
    type Output = Result<T>;
    type IntoFuture = FutureWait<T>;

    #[track_caller]
    fn into_future(self) -> FutureWait<T> {
        self.clone().wait(Location::caller().line())
    }
}
