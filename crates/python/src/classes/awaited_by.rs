//! Who has said that it awaits a future.

use std::cell::RefCell;

use rustpython_vm::builtins::PyWeak;
use rustpython_vm::{AsObject, PyObject, PyObjectRef, PyRef, PyResult, VirtualMachine};

/// Those who said so.
#[derive(Debug, Default)]
pub(crate) struct AwaitedBy(RefCell<Vec<PyRef<PyWeak>>>);

impl AwaitedBy {
    pub(crate) fn add(&self, waiter: &PyObject, vm: &VirtualMachine) -> PyResult<()> {
        let weak = waiter.downgrade(None, vm)?;
        let mut told = self.0.borrow_mut();
        if !told.iter().any(|known| is(known, waiter)) {
            told.push(weak);
        }
        Ok(())
    }

    pub(crate) fn discard(&self, waiter: &PyObject) {
        self.0.borrow_mut().retain(|known| !is(known, waiter));
    }

    pub(crate) fn told(&self) -> Vec<PyObjectRef> {
        self.0.borrow().iter().filter_map(|weak| weak.upgrade()).collect()
    }
}

fn is(weak: &PyRef<PyWeak>, object: &PyObject) -> bool {
    weak.upgrade().is_some_and(|known| known.is(object))
}
