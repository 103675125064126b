//! Which tasks there are and which one runs, also those that are not asyncio's own: a library may have tasks of its own making
//! and tell of them (`_register_task`, `_enter_task` and their opposites, CPython's `Modules/_asynciomodule.c`).

use rustpython_vm::builtins::PySet;
use rustpython_vm::{AsObject, PyObject, PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine};

use crate::classes::task::PyTask;
use crate::machine::Machine;
use crate::version;

/// The running loop, as a program sees it.
pub(crate) fn running() -> Option<PyObjectRef> {
    Machine::current()?.current.visible_loop()
}

/// The running loop, or what `asyncio.get_event_loop` gives.
pub(crate) fn get_event_loop(vm: &VirtualMachine) -> PyResult {
    match running() {
        Some(event_loop) => Ok(event_loop),
        None => {
            let module = vm.import("asyncio", 0)?;
            vm.call_method(&module, "get_event_loop", ())
        }
    }
}

/// The task that runs in a loop.
pub(crate) fn current(event_loop: &PyObject) -> Option<PyObjectRef> {
    let machine = Machine::current()?;
    match machine.current.task().filter(|own| is_of(own, event_loop)) {
        Some(own) => Some(own.into()),
        None => machine.current.foreign_in(event_loop),
    }
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
        Ok(own) if is_of(&own, &event_loop) && machine.current.task().is_none() => {
            machine.current.replace_task(Some(own));
        }
        Ok(other) => machine.current.enter_foreign(event_loop, other.into()),
        Err(other) => machine.current.enter_foreign(event_loop, other),
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
    if machine.current.task().is_some_and(|own| own.is(task)) {
        drop(machine.current.replace_task(None));
    } else {
        machine.current.leave_foreign(event_loop);
    }
    Ok(())
}

/// Its tasks are known natively; others are kept until they are unregistered.
pub(crate) fn register(task: PyObjectRef) {
    if let Some(machine) = Machine::current().filter(|_| task.downcast_ref::<PyTask>().is_none()) {
        machine.current.add_foreign(task);
    }
}

pub(crate) fn unregister(task: &PyObject) {
    if let Some(machine) = Machine::current() {
        machine.current.remove_foreign(task);
    }
}

/// The tasks of a loop that are not done.
pub(crate) fn all(event_loop: &PyObject, vm: &VirtualMachine) -> PyResult<PyRef<PySet>> {
    let tasks = PySet::default().into_ref(&vm.ctx);
    let Some(machine) = Machine::current() else { return Ok(tasks) };
    for task in machine.current.tasks(Some(event_loop)) {
        tasks.add(task.into(), vm)?;
    }
    for task in machine.current.foreign() {
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
