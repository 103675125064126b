//! Callbacks: plain functions that the loop runs once, in the same queue as task steps.

use std::any::Any;
use std::rc::Rc;

use crate::free::Free;
use crate::state::Core;
use crate::tasks::sorted;
use crate::trace::{CallbackNo, Kind};

/// What a callback does when its turn has come. Any closure is one.
pub trait Job {
    /// Does it.
    fn run(self: Box<Self>);

    /// The object behind it, for who looks through the queue; none by default.
    fn owner(&self) -> Option<&dyn Any> {
        None
    }
}

impl<F: FnOnce()> Job for F {
    fn run(self: Box<Self>) {
        self();
    }
}

pub(crate) type Callback = Box<dyn Job>;

/// Names a callback for good, even when it has run and its slot holds another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CallbackKey {
    pub(crate) index: u32,
    pub(crate) no: CallbackNo,
}

struct Slot {
    no: CallbackNo,
    callback: Option<Callback>,
}

/// Callbacks that wait in the ready queue.
pub(crate) struct Callbacks {
    slots: Vec<Slot>,
    free: Free,
    next: CallbackNo,
}

impl Callbacks {
    pub(crate) fn new() -> Self {
        Callbacks { slots: Vec::new(), free: Free::default(), next: 1 }
    }

    pub(crate) fn insert(&mut self, callback: Callback) -> CallbackKey {
        let no = self.next_no();
        let slot = Slot { no, callback: Some(callback) };
        let index = match self.free.take(self.slots.len()) {
            Some(index) => {
                self.slots[index as usize] = slot;
                index
            }
            None => {
                self.slots.push(slot);
                u32::try_from(self.slots.len() - 1).expect("fewer than 2^32 callbacks at once")
            }
        };
        CallbackKey { index, no }
    }

    /// A number for a callback that will never run.
    pub(crate) fn next_no(&mut self) -> CallbackNo {
        let no = self.next;
        self.next = no.checked_add(1).expect("fewer than 2^32 callbacks in a run");
        no
    }

    /// Takes a callback out; `None` when it has run or was cancelled.
    pub(crate) fn take(&mut self, key: CallbackKey) -> Option<Callback> {
        let slot = self.slots.get_mut(key.index as usize).filter(|slot| slot.no == key.no)?;
        let callback = slot.callback.take()?;
        self.free.put(key.index);
        Some(callback)
    }

    /// The object behind a callback that is still to run.
    pub(crate) fn owner(&self, key: CallbackKey) -> Option<&dyn Any> {
        let slot = self.slots.get(key.index as usize).filter(|slot| slot.no == key.no)?;
        slot.callback.as_ref()?.owner()
    }

    /// Whether it is still to run.
    pub(crate) fn has(&self, key: CallbackKey) -> bool {
        self.slots.get(key.index as usize).is_some_and(|slot| slot.no == key.no && slot.callback.is_some())
    }

    /// Takes all out, in the order of their creation.
    pub(crate) fn close(&mut self) -> Vec<Callback> {
        let mut slots = std::mem::take(&mut self.slots);
        self.free.reset();
        let order = sorted((0_u32..).zip(&slots).map(|(index, slot)| (slot.no, index)));
        order.into_iter().filter_map(|(_, index)| slots[index as usize].callback.take()).collect()
    }
}

/// A callback in the ready queue; dropping the handle changes nothing.
#[derive(Clone)]
pub struct CallbackHandle {
    pub(crate) core: Rc<Core>,
    pub(crate) key: CallbackKey,
}

impl CallbackHandle {
    /// Its number in the trace.
    #[must_use]
    pub fn no(&self) -> CallbackNo {
        self.key.no
    }

    /// Takes it out; false when it has run already, or was cancelled before. Its place in the ready queue stays and is
    /// passed over, as a cancelled handle's is in CPython.
    #[expect(clippy::must_use_candidate, reason = "mostly called for its effect")]
    pub fn cancel(&self) -> bool {
        // Bound to a name that outlives the borrow: it owns values of the user's.
        let callback = {
            let mut state = self.core.state();
            let callback = state.callbacks.take(self.key);
            if callback.is_some() {
                let task = state.current_task();
                state.emit(task, 0, Kind::CallbackCancelled(self.key.no));
            }
            callback
        };
        callback.is_some()
    }
}
