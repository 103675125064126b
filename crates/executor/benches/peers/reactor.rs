//! Timers under a virtual clock for the executors that have none: the usual ordered map of deadlines and wakers.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

/// A clock that stands still until somebody asks for the next timers.
#[derive(Clone, Default)]
pub(crate) struct Reactor {
    inner: Rc<Inner>,
}

#[derive(Default)]
struct Inner {
    now: Cell<u64>,
    next: Cell<u64>,
    waiting: RefCell<BTreeMap<(u64, u64), Waker>>,
}

impl Reactor {
    pub(crate) fn sleep(&self, duration: Duration) -> Sleep {
        let nanos = u64::try_from(duration.as_nanos()).expect("the programs' sleeps are short");
        Sleep { reactor: self.clone(), deadline: self.inner.now.get() + nanos, key: None }
    }

    /// Jumps to the next deadline and wakes all who wait for it; false when nobody waits.
    pub(crate) fn advance(&self) -> bool {
        let first = self.inner.waiting.borrow_mut().pop_first();
        let Some(((deadline, _), waker)) = first else { return false };
        self.inner.now.set(deadline);
        waker.wake();
        while let Some(waker) = self.pop(deadline) {
            waker.wake();
        }
        true
    }

    fn pop(&self, deadline: u64) -> Option<Waker> {
        let mut waiting = self.inner.waiting.borrow_mut();
        let first = waiting.first_entry()?;
        (first.key().0 == deadline).then(|| first.remove())
    }
}

pub(crate) struct Sleep {
    reactor: Reactor,
    deadline: u64,
    key: Option<(u64, u64)>,
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let inner = &self.reactor.inner;
        if inner.now.get() >= self.deadline {
            return Poll::Ready(());
        }
        let key = self.key.unwrap_or_else(|| (self.deadline, inner.next.replace(inner.next.get() + 1)));
        inner.waiting.borrow_mut().insert(key, cx.waker().clone());
        self.key = Some(key);
        Poll::Pending
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        if let Some(key) = self.key {
            let waker = self.reactor.inner.waiting.borrow_mut().remove(&key);
            drop(waker);
        }
    }
}
