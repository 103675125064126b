//! What futures, tasks, handles and loops hold, shown to RustPython's cycle collector, so that it finds those that nobody else
//! holds: a suspended task and the future it waits for hold each other.
//!
//! It sees that only while the program has asked for a collection (`gc.collect()`) or has ended: when the interpreter collects by
//! itself depends on how much was allocated since it started, and a task must not vanish in one run and live on in the next.

use std::cell::{Cell, RefCell};

use rustpython_vm::PyObjectRef;
use rustpython_vm::object::{Traverse, TraverseFn};

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

/// Whether the collector sees them.
pub(crate) fn is_looking() -> bool {
    LOOKING.get()
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

/// Shows the collector what a class holds, as [`Holds`] says it.
macro_rules! held {
    ($($class:ty),*) => { $(
        #[expect(unsafe_code, reason = "RustPython's trait for it is unsafe: what is owned must be shown once, which `Holds` is for")]
        // SAFETY: `show` shows what is owned, each reference once, and clones none.
        unsafe impl rustpython_vm::object::Traverse for $class {
            fn traverse(&self, each: &mut rustpython_vm::object::TraverseFn<'_>) {
                if $crate::collect::is_looking() {
                    $crate::collect::Holds::show(self, each);
                }
            }

            fn clear(&mut self, into: &mut Vec<rustpython_vm::PyObjectRef>) {
                $crate::collect::Holds::let_go(self, into);
            }
        }
    )* };
}
pub(crate) use held;
