//! Who awaits a future, for the call graph (`asyncio.graph`, since 3.14; `future_add_to_awaited_by` in `Modules/_asynciomodule.c`).
//!
//! A task that is suspended on a future, or on what `gather` has made of several, is known from the task itself. What is kept here is
//! the rest: who waits through `wait`, `shield`, `as_completed` or a group, which say so.

use std::cell::RefCell;

use rustpython_vm::builtins::{PyFrozenSet, PyList, PyWeak};
use rustpython_vm::{AsObject, PyObject, PyObjectRef, PyRef, PyResult, VirtualMachine};

use crate::future;
use crate::task::{self, PyTask};

/// Those who said so.
#[derive(Debug, Default)]
pub(crate) struct AwaitedBy(RefCell<Vec<PyRef<PyWeak>>>);

impl AwaitedBy {
    fn add(&self, waiter: &PyObject, vm: &VirtualMachine) -> PyResult<()> {
        let weak = waiter.downgrade(None, vm)?;
        let mut told = self.0.borrow_mut();
        if !told.iter().any(|known| is(known, waiter)) {
            told.push(weak);
        }
        Ok(())
    }

    fn discard(&self, waiter: &PyObject) {
        self.0.borrow_mut().retain(|known| !is(known, waiter));
    }

    fn told(&self) -> Vec<PyObjectRef> {
        self.0.borrow().iter().filter_map(|weak| weak.upgrade()).collect()
    }
}

fn is(weak: &PyRef<PyWeak>, object: &PyObject) -> bool {
    weak.upgrade().is_some_and(|known| known.is(object))
}

/// Notes that `waiter` awaits `future`, if both are futures of asyncio's.
pub(crate) fn add(future: &PyObject, waiter: &PyObject, vm: &VirtualMachine) -> PyResult<()> {
    match future::as_future(future) {
        Some(native) if future::as_future(waiter).is_some() => native.awaited_by.add(waiter, vm),
        _ => Ok(()),
    }
}

/// It no longer does.
pub(crate) fn discard(future: &PyObject, waiter: &PyObject) {
    if let Some(native) = future::as_future(future) {
        native.awaited_by.discard(waiter);
    }
}

/// What a future of `gather` is made of.
fn gathered(outer: &PyObject, vm: &VirtualMachine) -> Vec<PyObjectRef> {
    let children = vm.get_attribute_opt(outer, "_children").ok().flatten();
    children
        .and_then(|children| children.downcast::<PyList>().ok())
        .map(|list| list.borrow_vec().to_vec())
        .unwrap_or_default()
}

/// Everybody who awaits it, as a frozen set; `None` when nobody does.
pub(crate) fn all(future: &PyObject, vm: &VirtualMachine) -> PyResult<Option<PyObjectRef>> {
    let Some(native) = future::as_future(future) else { return Ok(None) };
    let waits = |task: &PyRef<PyTask>| {
        task.waits_for().is_some_and(|on| on.is(future) || gathered(&on, vm).iter().any(|child| child.is(future)))
    };
    let suspended = task::alive(None).into_iter().filter(waits).map(PyObjectRef::from);
    let all: Vec<_> = suspended.chain(native.awaited_by.told()).collect();
    if all.is_empty() {
        return Ok(None);
    }
    let set = PyFrozenSet::from_iter(vm, all)?;
    Ok(Some(rustpython_vm::PyPayload::into_ref(set, &vm.ctx).as_object().to_owned()))
}
