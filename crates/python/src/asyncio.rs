//! The native module `_asyncio`, which the Python part of asyncio stands on.

#[rustpython_vm::pymodule(name = "_asyncio")]
pub(crate) mod module {
    use rustpython_vm::builtins::{PyModule, PySet, PyStrRef};
    use rustpython_vm::class::PyClassImpl;
    use rustpython_vm::function::{FuncArgs, OptionalOption};
    use rustpython_vm::{Py, PyObjectRef, PyRef, PyResult, VirtualMachine};

    use crate::awaited_by;
    use crate::classes::event_loop::PyLoop;
    use crate::classes::future::{PyFuture, PyFutureIter};
    use crate::classes::handle::{PyHandle, PyTimerHandle};
    use crate::classes::step::{PyTaskStep, PyTaskWakeup};
    use crate::classes::task::PyTask;
    use crate::garbage;
    use crate::ledger::PyLedger;
    use crate::machine::Machine;
    use crate::recursion::with_room;
    use crate::registry;
    use crate::traced;
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
        registry::running().ok_or_else(|| vm.new_runtime_error("no running event loop"))
    }

    #[pyfunction]
    fn _get_running_loop(vm: &VirtualMachine) -> PyObjectRef {
        registry::running().unwrap_or_else(|| vm.ctx.none())
    }

    #[pyfunction]
    fn _set_running_loop(event_loop: PyObjectRef, vm: &VirtualMachine) {
        if let Some(machine) = Machine::current() {
            let before = machine.current.replace_visible_loop((!vm.is_none(&event_loop)).then_some(event_loop));
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
            machine.driver.clean_up(cleans_up);
        }
    }

    /// The tasks that are not done, oldest first: where CPython goes over a set, in no defined order.
    #[pyfunction]
    fn _pending_tasks(event_loop: PyObjectRef, vm: &VirtualMachine) -> PyObjectRef {
        let tasks = Machine::current().map(|machine| machine.current.tasks(Some(&event_loop))).unwrap_or_default();
        vm.ctx.new_list(tasks.into_iter().map(Into::into).collect()).into()
    }

    /// The program asks whether something has come, and it has not.
    #[pyfunction]
    fn _asks() {
        if let Some(machine) = Machine::current() {
            machine.handle().asks();
        }
    }

    /// It waits for something with a timeout of zero: that is a question, too.
    #[pyfunction]
    fn _polls() {
        if let Some(machine) = Machine::current() {
            machine.handle().polls();
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
            machine.output.imported_canned(&module.to_string_lossy(), machine.line(vm));
        }
    }

    /// The decorator with which a function says what the trace is to know of it (`traced.rs`).
    #[pyfunction]
    fn _traced(args: traced::TracedArgs, vm: &VirtualMachine) -> PyResult {
        traced::decorator(args, vm)
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
        let _ = (PyTaskStep::make_static_type(), PyTaskWakeup::make_static_type(), traced::class());
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
