//! Who awaits a future, for the call graph (`asyncio.graph`, since 3.14; `future_add_to_awaited_by` in `Modules/_asynciomodule.c`).
//!
//! A task that is suspended on a future, or on what `gather` has made of several, is known from the task itself. What is kept here is
//! the rest: who waits through `wait`, `shield`, `as_completed` or a group, which say so.

use rustpython_vm::builtins::{PyFrozenSet, PyList};
use rustpython_vm::{AsObject, PyObject, PyObjectRef, PyRef, PyResult, VirtualMachine};

use crate::classes::future::as_future;
use crate::classes::task::PyTask;
use crate::machine::Machine;

/// Notes that `waiter` awaits `future`, if both are futures of asyncio's.
pub(crate) fn add(future: &PyObject, waiter: &PyObject, vm: &VirtualMachine) -> PyResult<()> {
    match as_future(future) {
        Some(native) if as_future(waiter).is_some() => native.awaited_by.add(waiter, vm),
        _ => Ok(()),
    }
}

/// It no longer does.
pub(crate) fn discard(future: &PyObject, waiter: &PyObject) {
    if let Some(native) = as_future(future) {
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
    let Some(native) = as_future(future) else { return Ok(None) };
    let waits = |task: &PyRef<PyTask>| {
        task.waits_for().is_some_and(|on| on.is(future) || gathered(&on, vm).iter().any(|child| child.is(future)))
    };
    let alive = Machine::current().map(|machine| machine.current.tasks(None)).unwrap_or_default();
    let suspended = alive.into_iter().filter(waits).map(PyObjectRef::from);
    let all: Vec<_> = suspended.chain(native.awaited_by.told()).collect();
    if all.is_empty() {
        return Ok(None);
    }
    let set = PyFrozenSet::from_iter(vm, all)?;
    Ok(Some(rustpython_vm::PyPayload::into_ref(set, &vm.ctx).as_object().to_owned()))
}
