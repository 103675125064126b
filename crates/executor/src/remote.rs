//! Wakers, and the inbox for those that are used where the executor does not run.
//!
//! A wake-up from code that runs on the executor goes straight to its state, found through the thread's current
//! executor. From anywhere else (another thread, the host between two turns, another executor's task) it lands in the
//! inbox, which the executor empties before it looks at its state. So what is common costs no atomic operation, and a
//! waker can still be used on any thread.
//!
//! The inbox holds numbers only. A waker therefore holds it strongly and still keeps no task alive.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering, fence};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Wake, Waker};

use crate::current::with_current;
use crate::tasks::TaskKey;
use crate::trace::TaskNo;

/// What reaches an executor from outside.
#[derive(Default)]
pub(crate) struct Remote {
    /// Set when the inbox holds something, so that looking is one plain load.
    pending: AtomicBool,
    inbox: Mutex<Inbox>,
}

#[derive(Default)]
struct Inbox {
    wakes: Vec<TaskKey>,
    /// Told when something becomes ready while nothing runs.
    notifier: Option<Waker>,
    /// The executor is gone: nobody will read what comes.
    closed: bool,
}

impl Remote {
    /// A panic elsewhere cannot leave the inbox half changed: no user code runs under this lock.
    fn lock(&self) -> MutexGuard<'_, Inbox> {
        self.inbox.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wake(&self, key: TaskKey) {
        {
            let mut inbox = self.lock();
            if inbox.closed {
                return;
            }
            inbox.wakes.push(key);
            self.pending.store(true, Ordering::Release);
        }
        self.notify();
    }

    /// Tells the host that something became ready.
    pub(crate) fn notify(&self) {
        let notifier = self.lock().notifier.clone();
        if let Some(notifier) = notifier {
            notifier.wake();
        }
    }

    #[inline]
    pub(crate) fn is_pending(&self) -> bool {
        self.pending.load(Ordering::Acquire)
    }

    /// The wake-ups since the last call, in order.
    pub(crate) fn take(&self) -> Vec<TaskKey> {
        let mut inbox = self.lock();
        self.pending.store(false, Ordering::Release);
        std::mem::take(&mut inbox.wakes)
    }

    pub(crate) fn set_notifier(&self, notifier: Option<Waker>) {
        // Bound to a name: dropping a waker may run anything, so the lock is gone by then.
        let old = std::mem::replace(&mut self.lock().notifier, notifier);
        drop(old);
    }

    pub(crate) fn close(&self) {
        let notifier = {
            let mut inbox = self.lock();
            inbox.closed = true;
            inbox.wakes = Vec::new();
            self.pending.store(false, Ordering::Release);
            inbox.notifier.take()
        };
        drop(notifier);
    }
}

/// A task's waker.
pub(crate) struct TaskWaker {
    remote: Arc<Remote>,
    index: u32,
    /// Changes only when a slot's next tenant takes over a waker of which nobody else has a clone.
    no: AtomicU32,
}

impl TaskWaker {
    pub(crate) fn new(remote: Arc<Remote>, key: TaskKey) -> Self {
        TaskWaker { remote, index: key.index, no: AtomicU32::new(key.no) }
    }

    /// Makes it the waker of the slot's next tenant; false when more than `owned` clones exist: those must stay stale.
    pub(crate) fn hand_over(self: &Arc<Self>, owned: usize, no: TaskNo) -> bool {
        if Arc::strong_count(self) != owned {
            return false;
        }
        // Whatever other threads did with their clones happened before they dropped them.
        fence(Ordering::Acquire);
        self.no.store(no, Ordering::Relaxed);
        true
    }
}

impl Wake for TaskWaker {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    #[inline]
    fn wake_by_ref(self: &Arc<Self>) {
        let key = TaskKey { index: self.index, no: self.no.load(Ordering::Relaxed) };
        let woken = with_current(|core| {
            let here = core.is_reached_by(&self.remote);
            if here {
                core.wake(key);
            }
            here
        });
        if !woken {
            self.remote.wake(key);
        }
    }
}
