//! What the tests share: counted futures, and runs that end with a checked trace.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use loopscope_executor::{Executor, Instant, Record, RunError, Trace, VirtualClock, run, text, trace::Kind};

use crate::checker::check;

pub(crate) const SECOND: Duration = Duration::from_secs(1);

pub(crate) fn at(seconds: u64) -> Instant {
    Instant::from_nanos(seconds * 1_000_000_000)
}

/// How often a future was polled and dropped.
#[derive(Default)]
pub(crate) struct Counts {
    pub(crate) polls: Cell<u32>,
    pub(crate) drops: Cell<u32>,
}

impl Counts {
    pub(crate) fn get(&self) -> (u32, u32) {
        (self.polls.get(), self.drops.get())
    }
}

/// A future that counts its polls and drops.
pub(crate) struct Counted<F> {
    counts: Rc<Counts>,
    future: Pin<Box<F>>,
}

pub(crate) fn counted<F: Future>(future: F) -> (Rc<Counts>, Counted<F>) {
    let counts = Rc::new(Counts::default());
    (counts.clone(), Counted { counts, future: Box::pin(future) })
}

impl<F: Future> Future for Counted<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        self.counts.polls.set(self.counts.polls.get() + 1);
        self.future.as_mut().poll(cx)
    }
}

impl<F> Drop for Counted<F> {
    fn drop(&mut self) {
        self.counts.drops.set(self.counts.drops.get() + 1);
    }
}

/// Runs a closure when it is dropped.
pub(crate) struct OnDrop<F: FnMut()>(pub(crate) F);

impl<F: FnMut()> Drop for OnDrop<F> {
    fn drop(&mut self) {
        (self.0)();
    }
}

/// What happened, in order.
#[derive(Clone, Default)]
pub(crate) struct Log(Rc<RefCell<Vec<String>>>);

impl Log {
    pub(crate) fn add(&self, what: impl Into<String>) {
        self.0.borrow_mut().push(what.into());
    }

    pub(crate) fn take(&self) -> Vec<String> {
        self.0.take()
    }
}

/// A waker of the test's own that counts.
#[derive(Default)]
pub(crate) struct CountingWaker(AtomicU32);

impl CountingWaker {
    pub(crate) fn new() -> (Arc<Self>, Waker) {
        let counting = Arc::new(CountingWaker::default());
        (counting.clone(), Waker::from(counting))
    }

    pub(crate) fn count(&self) -> u32 {
        self.0.load(Ordering::SeqCst)
    }
}

impl Wake for CountingWaker {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

/// Gives the running task's waker.
pub(crate) fn own_waker() -> impl Future<Output = Waker> {
    std::future::poll_fn(|cx| Poll::Ready(cx.waker().clone()))
}

/// Runs to the end in virtual time.
pub(crate) fn finish(executor: &mut Executor) -> Result<(), RunError> {
    run(executor, &VirtualClock::new())
}

/// What was recorded, once it has been checked.
pub(crate) fn checked(executor: &mut Executor) -> Trace {
    let mut trace = Trace::default();
    trace.append(executor.take_records());
    if let Err(error) = check(&trace) {
        panic!("{error}\n{}", text::trace(&trace));
    }
    trace
}

/// The records of some kinds.
pub(crate) fn only(trace: &Trace, wanted: impl Fn(&Kind) -> bool) -> Vec<Record> {
    trace.records.iter().filter(|record| wanted(&record.kind)).copied().collect()
}

/// What the records about one task say, without numbers and times.
pub(crate) fn story(trace: &Trace, task: u32) -> Vec<String> {
    trace.records.iter().filter(|record| record.task == task).map(|record| text::what(trace, record)).collect()
}
