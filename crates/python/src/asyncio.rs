//! The native module `_asyncio`, which the Python part of asyncio stands on, and what its classes have in common.

use rustpython_vm::builtins::{PyBaseException, PyBaseExceptionRef, PyCoroutine, PyGenerator, PyTypeRef};
use rustpython_vm::{AsObject, Py, PyObject, PyResult, VirtualMachine};

/// An attribute of the module, as it was when that was made.
fn own(name: &'static str, vm: &VirtualMachine) -> PyResult {
    vm.import("_asyncio", 0)?.get_attr(name, vm)
}

fn error(name: &'static str, vm: &VirtualMachine) -> PyTypeRef {
    own(name, vm)
        .ok()
        .and_then(|class| class.downcast().ok())
        .unwrap_or_else(|| vm.ctx.exceptions.runtime_error.to_owned())
}

pub(crate) fn cancelled_error(vm: &VirtualMachine) -> PyTypeRef {
    error("CancelledError", vm)
}

pub(crate) fn invalid_state(vm: &VirtualMachine, text: &str) -> PyBaseExceptionRef {
    vm.new_exception(error("InvalidStateError", vm), vec![vm.ctx.new_str(text).into()])
}

/// What is raised in the top level when the loop can never go on: the program is over, whatever it catches.
pub(crate) fn halted(vm: &VirtualMachine) -> PyBaseExceptionRef {
    vm.new_exception(error("_Halted", vm), vec![])
}

/// An exception in one line, as the last line of its traceback has it.
pub(crate) fn said(exception: &Py<PyBaseException>, vm: &VirtualMachine) -> String {
    let name = exception.class().name().to_string();
    match exception.as_object().str(vm) {
        Ok(text) if !text.as_wtf8().is_empty() => format!("{name}: {text}"),
        _ => name,
    }
}

/// As `asyncio.iscoroutine`.
pub(crate) fn is_coroutine(object: &PyObject, vm: &VirtualMachine) -> PyResult<bool> {
    if object.downcast_ref::<PyCoroutine>().is_some() || object.downcast_ref::<PyGenerator>().is_some() {
        return Ok(true);
    }
    for name in ["send", "throw", "close", "__await__"] {
        if vm.get_attribute_opt(object, name)?.is_none() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// What `lib/asyncio/reprs.py` writes of something.
pub(crate) fn written(
    what: &'static str,
    args: impl rustpython_vm::function::IntoFuncArgs,
    vm: &VirtualMachine,
) -> PyResult<String> {
    let module = vm.import("asyncio", 0)?.get_attr("reprs", vm)?;
    Ok(vm.call_method(&module, what, args)?.str(vm)?.to_string())
}

#[rustpython_vm::pymodule(name = "_asyncio")]
pub(crate) mod module {
    use rustpython_vm::builtins::{PyModule, PySet};
    use rustpython_vm::class::PyClassImpl;
    use rustpython_vm::function::OptionalOption;
    use rustpython_vm::{AsObject, Py, PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine};

    use crate::event_loop::{self, PyLoop};
    use crate::future::{PyFuture, PyFutureIter};
    use crate::handle::PyHandle;
    use crate::machine::Machine;
    use crate::task::{self, PyTask};

    #[derive(rustpython_vm::FromArgs)]
    struct LoopArg {
        #[pyarg(any, name = "loop", optional)]
        event_loop: OptionalOption<PyObjectRef>,
    }

    #[pyfunction]
    fn get_running_loop(vm: &VirtualMachine) -> PyResult {
        event_loop::running().ok_or_else(|| vm.new_runtime_error("no running event loop"))
    }

    #[pyfunction]
    fn _get_running_loop(vm: &VirtualMachine) -> PyObjectRef {
        event_loop::running().unwrap_or_else(|| vm.ctx.none())
    }

    #[pyfunction]
    fn _set_running_loop(event_loop: PyObjectRef, vm: &VirtualMachine) {
        if let Some(machine) = Machine::current() {
            let before = machine.visible_loop.replace((!vm.is_none(&event_loop)).then_some(event_loop));
            drop(before);
        }
    }

    #[pyfunction]
    fn current_task(args: LoopArg, vm: &VirtualMachine) -> PyResult {
        let event_loop = match args.event_loop.flatten() {
            Some(event_loop) => event_loop,
            None => get_running_loop(vm)?,
        };
        let task = Machine::current().and_then(|machine| machine.task.borrow().clone());
        let task = task.filter(|task| task.base.event_loop.borrow().as_ref().is_some_and(|own| own.is(&event_loop)));
        Ok(task.map_or_else(|| vm.ctx.none(), Into::into))
    }

    #[pyfunction]
    fn all_tasks(args: LoopArg, vm: &VirtualMachine) -> PyResult<PyRef<PySet>> {
        let event_loop = match args.event_loop.flatten() {
            Some(event_loop) => event_loop,
            None => get_running_loop(vm)?,
        };
        let tasks = PySet::default().into_ref(&vm.ctx);
        for task in task::alive(Some(&event_loop)) {
            tasks.add(task.into(), vm)?;
        }
        Ok(tasks)
    }

    /// The tasks that are not done, oldest first: where CPython goes over a set, in no defined order.
    #[pyfunction]
    fn _pending_tasks(event_loop: PyObjectRef, vm: &VirtualMachine) -> PyObjectRef {
        vm.ctx.new_list(task::alive(Some(&event_loop)).into_iter().map(Into::into).collect()).into()
    }

    pub(crate) fn module_exec(vm: &VirtualMachine, module: &Py<PyModule>) -> PyResult<()> {
        __module_exec(vm, module);
        let exceptions = &vm.ctx.exceptions;
        let new = |module: &str, name: &str, base: &'static Py<rustpython_vm::builtins::PyType>| {
            vm.ctx.new_exception_type(module, name, Some(vec![base.to_owned()]))
        };
        rustpython_vm::extend_module!(vm, module, {
            "CancelledError" => new("asyncio.exceptions", "CancelledError", exceptions.base_exception_type),
            "InvalidStateError" => new("asyncio.exceptions", "InvalidStateError", exceptions.exception_type),
            "_Halted" => new("_asyncio", "_Halted", exceptions.base_exception_type),
            "Future" => PyFuture::make_static_type(),
            "FutureIter" => PyFutureIter::make_static_type(),
            "Task" => PyTask::make_static_type(),
            "Handle" => PyHandle::make_static_type(),
            "TimerHandle" => PyHandle::make_static_type(),
            "Loop" => PyLoop::make_static_type(),
        });
        Ok(())
    }
}
