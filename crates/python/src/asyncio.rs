//! The native module `_asyncio`, which the Python part of asyncio stands on, and what its classes have in common.

use rustpython_vm::builtins::{PyBaseException, PyBaseExceptionRef, PyCoroutine, PyGenerator, PyTypeRef};
use rustpython_vm::{AsObject, Py, PyObject, PyResult, VirtualMachine};

use crate::text;

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

/// What is raised in the top level when the loop can never go on: the program is over, whatever it catches ([`crate::halted`]).
pub(crate) fn halted(vm: &VirtualMachine) -> PyBaseExceptionRef {
    vm.new_exception(error("_Halted", vm), vec![])
}

pub(crate) fn is_halted(exception: &Py<PyBaseException>, vm: &VirtualMachine) -> bool {
    exception.fast_isinstance(&error("_Halted", vm))
}

/// An exception in one line, as the last line of its traceback has it.
pub(crate) fn said(exception: &Py<PyBaseException>, vm: &VirtualMachine) -> String {
    let name = exception.class().name().to_string();
    match exception.as_object().str(vm) {
        Ok(said) if !said.as_wtf8().is_empty() => format!("{name}: {}", text::shown(&said)),
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
    let text = vm.call_method(&module, what, args)?.str(vm)?;
    Ok(text::shown(&text).into_owned())
}

/// Whether an exception ends the run of the loop, whatever raised it.
pub(crate) fn ends_run(exception: &Py<PyBaseException>, vm: &VirtualMachine) -> bool {
    exception.fast_isinstance(vm.ctx.exceptions.system_exit)
        || exception.fast_isinstance(vm.ctx.exceptions.keyboard_interrupt)
}

/// Debug mode: where the program is, as a list of the frames.
pub(crate) fn extract_stack(vm: &VirtualMachine) -> PyResult {
    let module = vm.import("asyncio", 0)?.get_attr("format_helpers", vm)?;
    vm.call_method(&module, "extract_stack", ())
}

#[rustpython_vm::pymodule(name = "_asyncio")]
pub(crate) mod module {
    use rustpython_vm::builtins::{PyModule, PySet, PyStrRef};
    use rustpython_vm::class::PyClassImpl;
    use rustpython_vm::function::{FuncArgs, OptionalOption};
    use rustpython_vm::{Py, PyObjectRef, PyRef, PyResult, VirtualMachine};

    use crate::awaited_by;
    use crate::event_loop::{self, PyLoop};
    use crate::future::{PyFuture, PyFutureIter};
    use crate::garbage;
    use crate::handle::{PyHandle, PyTimerHandle};
    use crate::ledger::PyLedger;
    use crate::machine::Machine;
    use crate::place::running_line;
    use crate::recursion::with_room;
    use crate::registry;
    use crate::step::{PyTaskStep, PyTaskWakeup};
    use crate::task::{self, PyTask};
    use crate::version;

    #[derive(rustpython_vm::FromArgs)]
    struct LoopArg {
        #[pyarg(any, name = "loop", optional)]
        event_loop: OptionalOption<PyObjectRef>,
    }

    /// `future_add_to_awaited_by`.
    #[pyfunction]
    fn _add_awaited_by(future: PyObjectRef, waiter: PyObjectRef, vm: &VirtualMachine) -> PyResult<()> {
        awaited_by::add(&future, &waiter, vm)
    }

    /// `future_discard_from_awaited_by`.
    #[pyfunction]
    fn _discard_awaited_by(future: PyObjectRef, waiter: PyObjectRef) {
        awaited_by::discard(&future, &waiter);
    }

    /// Whether the program is run as Python 3.`minor` or a later one.
    #[pyfunction]
    fn _since(minor: u8) -> bool {
        version::since(minor)
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
        Ok(registry::current(&event_loop).unwrap_or_else(|| vm.ctx.none()))
    }

    #[pyfunction]
    fn all_tasks(args: LoopArg, vm: &VirtualMachine) -> PyResult<PyRef<PySet>> {
        let event_loop = match args.event_loop.flatten() {
            Some(event_loop) => event_loop,
            None => get_running_loop(vm)?,
        };
        registry::all(&event_loop, vm)
    }

    #[derive(rustpython_vm::FromArgs)]
    struct LoopAndTask {
        #[pyarg(any, name = "loop")]
        event_loop: PyObjectRef,
        #[pyarg(any)]
        task: PyObjectRef,
    }

    #[derive(rustpython_vm::FromArgs)]
    struct TaskArg {
        #[pyarg(any)]
        task: PyObjectRef,
    }

    #[pyfunction]
    fn _enter_task(args: LoopAndTask, vm: &VirtualMachine) -> PyResult<()> {
        registry::enter(args.event_loop, args.task, vm)
    }

    #[pyfunction]
    fn _leave_task(args: LoopAndTask, vm: &VirtualMachine) -> PyResult<()> {
        registry::leave(&args.event_loop, &args.task, vm)
    }

    #[pyfunction]
    fn _register_task(args: TaskArg) {
        registry::register(args.task);
    }

    #[pyfunction]
    fn _unregister_task(args: TaskArg) {
        registry::unregister(&args.task);
    }

    /// What the top level does from now on is a runner's clean-up after its main coroutine, or the program's own again.
    #[pyfunction]
    fn _clean_up(cleans_up: bool) {
        if let Some(machine) = Machine::current() {
            machine.clean_up(cleans_up);
        }
    }

    /// The tasks that are not done, oldest first: where CPython goes over a set, in no defined order.
    #[pyfunction]
    fn _pending_tasks(event_loop: PyObjectRef, vm: &VirtualMachine) -> PyObjectRef {
        vm.ctx.new_list(task::alive(Some(&event_loop)).into_iter().map(Into::into).collect()).into()
    }

    /// The program asks whether something has come, and it has not.
    #[pyfunction]
    fn _asks() {
        if let Some(machine) = Machine::current() {
            machine.handle.asks();
        }
    }

    /// It waits for something with a timeout of zero: that is a question, too.
    #[pyfunction]
    fn _polls() {
        if let Some(machine) = Machine::current() {
            machine.handle.polls();
        }
    }

    /// The function, which may go deeper than the program.
    #[pyfunction]
    fn _with_room(function: PyObjectRef, vm: &VirtualMachine) -> PyObjectRef {
        let call = move |args: FuncArgs, vm: &VirtualMachine| with_room(vm, || function.call(args, vm));
        vm.new_function("with_room", call).into()
    }

    /// A module has been imported whose answers are canned.
    #[pyfunction]
    fn _canned(module: PyStrRef, vm: &VirtualMachine) {
        if let Some(machine) = Machine::current() {
            machine.imported_canned(&module.to_string_lossy(), running_line(&machine, vm));
        }
    }

    /// `gc.collect`.
    #[pyfunction]
    fn _collect(generation: rustpython_vm::function::OptionalArg<i32>, vm: &VirtualMachine) -> PyResult<usize> {
        if !(0..=2).contains(&generation.unwrap_or(2)) {
            return Err(vm.new_value_error("invalid generation"));
        }
        Ok(garbage::collect(Machine::current().as_deref(), vm))
    }

    pub(crate) fn module_exec(vm: &VirtualMachine, module: &Py<PyModule>) -> PyResult<()> {
        __module_exec(vm, module);
        let _ = (PyTaskStep::make_static_type(), PyTaskWakeup::make_static_type());
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
            "TimerHandle" => PyTimerHandle::make_static_type(),
            "Loop" => PyLoop::make_static_type(),
            "_Ledger" => PyLedger::make_static_type(),
        });
        Ok(())
    }
}
