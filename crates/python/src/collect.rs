//! What futures, tasks, handles and loops hold, shown to RustPython's cycle collector, so that it finds those that nobody else
//! holds: a suspended task and the future it waits for hold each other.
//!
//! It sees that only while the program has asked for a collection (`gc.collect()`) or has ended: when the interpreter collects by
//! itself depends on how much was allocated since it started, and a task must not vanish in one run and live on in the next.
#![expect(
    unsafe_code,
    reason = "RustPython's trait for it is unsafe: what is owned must be shown once, which `Holds` is for"
)]

use std::cell::{Cell, RefCell};

use rustpython_vm::PyObjectRef;
use rustpython_vm::object::{Traverse, TraverseFn};

use crate::event_loop::PyLoop;
use crate::future::{PyFuture, PyFutureIter};
use crate::handle::{PyHandle, PyTimerHandle};
use crate::step::{PyTaskStep, PyTaskWakeup};
use crate::task::PyTask;
use crate::weak::PyCallback;

thread_local! {
    static LOOKING: Cell<bool> = const { Cell::new(false) };
}

/// While it lives the collector sees them.
pub(crate) struct Looking(bool);

impl Looking {
    pub(crate) fn begin() -> Self {
        Looking(LOOKING.replace(true))
    }
}

impl Drop for Looking {
    fn drop(&mut self) {
        LOOKING.set(self.0);
    }
}

/// An object that holds others.
pub(crate) trait Holds {
    /// Shows every reference that it owns, each once.
    fn show(&self, each: &mut TraverseFn<'_>);
    /// Gives them away, for it is about to go.
    fn let_go(&mut self, into: &mut Vec<PyObjectRef>);
}

/// Shows what stands in a cell; nothing while somebody writes there, which keeps it alive for this time.
pub(crate) fn show<T: Traverse>(cell: &RefCell<T>, each: &mut TraverseFn<'_>) {
    if let Ok(held) = cell.try_borrow() {
        held.traverse(each);
    }
}

macro_rules! held {
    ($($class:ty),*) => { $(
        // SAFETY: `show` shows what is owned, each reference once, and clones none.
        unsafe impl Traverse for $class {
            fn traverse(&self, each: &mut TraverseFn<'_>) {
                if LOOKING.get() {
                    self.show(each);
                }
            }

            fn clear(&mut self, into: &mut Vec<PyObjectRef>) {
                self.let_go(into);
            }
        }
    )* };
}

held!(PyFuture, PyFutureIter, PyTask, PyTaskStep, PyTaskWakeup, PyHandle, PyTimerHandle, PyLoop, PyCallback);
