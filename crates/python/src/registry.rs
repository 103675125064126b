//! Which tasks there are and which one runs, also those that are not asyncio's own: a library may have tasks of its own making
//! and tell of them (`_register_task`, `_enter_task` and their opposites, CPython's `Modules/_asynciomodule.c`).

use rustpython_vm::builtins::PySet;
use rustpython_vm::{AsObject, PyObject, PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine};

use crate::machine::Machine;
use crate::task::{self, PyTask};
use crate::version;

/// What programs have told of.
#[derive(Debug, Default)]
pub(crate) struct Registry {
    /// Tasks that are not asyncio's own.
    registered: Vec<PyObjectRef>,
    /// Loops and what runs in them, as far as that is no task of asyncio's own.
    entered: Vec<(PyObjectRef, PyObjectRef)>,
}

/// The task that runs in a loop.
pub(crate) fn current(event_loop: &PyObject) -> Option<PyObjectRef> {
    let machine = Machine::current()?;
    let own = machine.task.borrow().clone();
    if let Some(own) = own.filter(|own| is_of(own, event_loop)) {
        return Some(own.into());
    }
    let registry = machine.registry.borrow();
    registry.entered.iter().find(|(own, _)| own.is(event_loop)).map(|(_, task)| task.clone())
}

fn is_of(task: &PyTask, event_loop: &PyObject) -> bool {
    task.base.event_loop.borrow().as_ref().is_some_and(|own| own.is(event_loop))
}

pub(crate) fn enter(event_loop: PyObjectRef, task: PyObjectRef, vm: &VirtualMachine) -> PyResult<()> {
    if let Some(other) = current(&event_loop) {
        let (task, other) = (task.repr(vm)?, other.repr(vm)?);
        let text = format!("Cannot enter into task {task} while another task {other} is being executed.");
        return Err(vm.new_runtime_error(text));
    }
    let Some(machine) = Machine::current() else { return Ok(()) };
    match task.downcast::<PyTask>() {
        Ok(own) if is_of(&own, &event_loop) && machine.task.borrow().is_none() => {
            machine.task.replace(Some(own));
        }
        Ok(other) => machine.registry.borrow_mut().entered.push((event_loop, other.into())),
        Err(other) => machine.registry.borrow_mut().entered.push((event_loop, other)),
    }
    Ok(())
}

pub(crate) fn leave(event_loop: &PyObject, task: &PyObject, vm: &VirtualMachine) -> PyResult<()> {
    let found = current(event_loop);
    if !found.as_ref().is_some_and(|found| found.is(task)) {
        let found = found.unwrap_or_else(|| vm.ctx.none()).repr(vm)?;
        let task = task.repr(vm)?;
        let text = match version::since(14) {
            true => format!("Invalid attempt to leave task {task} while task {found} is entered."),
            false => format!("Leaving task {task} does not match the current task {found}."),
        };
        return Err(vm.new_runtime_error(text));
    }
    let Some(machine) = Machine::current() else { return Ok(()) };
    let runs = machine.task.borrow().as_ref().is_some_and(|own| own.is(task));
    if runs {
        let own = machine.task.take();
        drop(own);
        return Ok(());
    }
    let mut registry = machine.registry.borrow_mut();
    let left = registry.entered.iter().position(|(own, _)| own.is(event_loop)).map(|at| registry.entered.remove(at));
    drop(registry);
    drop(left);
    Ok(())
}

/// Its tasks are known natively; others are kept until they are unregistered.
pub(crate) fn register(task: PyObjectRef) {
    if let Some(machine) = Machine::current().filter(|_| task.downcast_ref::<PyTask>().is_none()) {
        machine.registry.borrow_mut().registered.push(task);
    }
}

pub(crate) fn unregister(task: &PyObject) {
    let Some(machine) = Machine::current() else { return };
    let mut registry = machine.registry.borrow_mut();
    let left = registry.registered.iter().position(|own| own.is(task)).map(|at| registry.registered.remove(at));
    drop(registry);
    drop(left);
}

/// The tasks of a loop that are not done.
pub(crate) fn all(event_loop: &PyObject, vm: &VirtualMachine) -> PyResult<PyRef<PySet>> {
    let tasks = PySet::default().into_ref(&vm.ctx);
    for task in task::alive(Some(event_loop)) {
        tasks.add(task.into(), vm)?;
    }
    let others = Machine::current().map(|machine| machine.registry.borrow().registered.clone()).unwrap_or_default();
    for task in others {
        let own = match vm.get_attribute_opt(&task, "get_loop")? {
            Some(get_loop) => get_loop.call((), vm)?,
            None => task.get_attr("_loop", vm)?,
        };
        if own.is(event_loop) && !vm.call_method(&task, "done", ())?.try_to_bool(vm)? {
            tasks.add(task, vm)?;
        }
    }
    Ok(tasks)
}
