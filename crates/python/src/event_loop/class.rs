//! What Python sees of event loops: their class.

use std::cell::Cell;

use loopscope_executor::Queued;
use loopscope_executor::trace::Kind;
use rustpython_vm::builtins::{PyStr, PyType};
use rustpython_vm::function::{FuncArgs, KwArgs, PosArgs, PySetterValue};
use rustpython_vm::types::{Constructor, SetAttr};
use rustpython_vm::{AsObject, Py, PyObject, PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine, pyclass};

use super::now;
use crate::classes::context::PyContext;
use crate::classes::event_loop::{PyLoop, Replaced};
use crate::classes::future::PyFuture;
use crate::classes::handle::PyHandle;
use crate::classes::step::PyTaskStep;
use crate::machine::Machine;
use crate::{checkpoint, handle, library, reading};

#[derive(rustpython_vm::FromArgs)]
struct ContextArg {
    #[pyarg(named, optional)]
    context: rustpython_vm::function::OptionalOption<PyRef<PyContext>>,
}

impl Constructor for PyLoop {
    type Args = FuncArgs;

    fn py_new(class: &Py<PyType>, _args: FuncArgs, vm: &VirtualMachine) -> PyResult<Self> {
        Ok(PyLoop { replaced: Cell::new(Replaced::by_class(class, vm)), ..PyLoop::default() })
    }
}

impl SetAttr for PyLoop {
    fn setattro(zelf: &Py<Self>, name: &Py<PyStr>, value: PySetterValue, vm: &VirtualMachine) -> PyResult<()> {
        zelf.as_object().generic_setattr(name, value, vm)?;
        if Replaced::concerns(name) {
            zelf.replaced.set(Replaced::by(zelf.as_object(), vm));
        }
        Ok(())
    }
}

#[pyclass(flags(BASETYPE, HAS_DICT, HAS_WEAKREF), with(Constructor, SetAttr))]
impl PyLoop {
    #[pymethod]
    fn call_soon(
        zelf: PyRef<Self>,
        callback: PyObjectRef,
        args: PosArgs,
        options: ContextArg,
        vm: &VirtualMachine,
    ) -> PyResult {
        PyLoop::call_soon_as(zelf, "call_soon", callback, args, options, vm)
    }

    #[pymethod]
    fn call_soon_threadsafe(
        zelf: PyRef<Self>,
        callback: PyObjectRef,
        args: PosArgs,
        options: ContextArg,
        vm: &VirtualMachine,
    ) -> PyResult {
        PyLoop::call_soon_as(zelf, "call_soon_threadsafe", callback, args, options, vm)
    }

    #[pymethod]
    fn call_later(
        zelf: PyRef<Self>,
        delay: PyObjectRef,
        callback: PyObjectRef,
        args: PosArgs,
        options: ContextArg,
        vm: &VirtualMachine,
    ) -> PyResult {
        if vm.is_none(&delay) {
            return Err(vm.new_type_error("delay must not be None"));
        }
        let now = PyLoop::ask_time(&zelf, vm)?;
        let when = vm._add(&now, &delay)?;
        if let (Some(machine), Ok(base), Ok(delay)) = (Machine::current(), now.try_float(vm), delay.try_float(vm)) {
            machine.driver.readings.want(base.to_f64(), delay.to_f64());
        }
        if zelf.replaced.get().call_at {
            let mut call = args.into_vec();
            call.splice(0..0, [when, callback]);
            let context = options.context.flatten().map_or_else(|| vm.ctx.none(), Into::into);
            let context = KwArgs::new([("context".into(), context)].into_iter().collect());
            return vm.call_method(zelf.as_object(), "call_at", FuncArgs::new(call, context));
        }
        PyLoop::call_at(zelf, when, callback, args, options, vm)
    }

    #[pymethod]
    fn call_at(
        zelf: PyRef<Self>,
        when: PyObjectRef,
        callback: PyObjectRef,
        args: PosArgs,
        options: ContextArg,
        vm: &VirtualMachine,
    ) -> PyResult {
        if vm.is_none(&when) {
            return Err(vm.new_type_error("when cannot be None"));
        }
        zelf.check_open(vm)?;
        check_callback(&zelf, &callback, "call_at", vm)?;
        handle::at(&zelf, when, callback, vm.ctx.new_tuple(args.into_vec()), options.context.flatten(), vm)
    }

    /// Queues a handle that somebody has made.
    #[pymethod]
    fn _add_callback(_zelf: PyRef<Self>, handle: PyObjectRef, vm: &VirtualMachine) -> PyResult<()> {
        if !handle.get_attr("_cancelled", vm)?.try_to_bool(vm)? {
            handle::queue(&handle, vm);
        }
        Ok(())
    }

    #[pymethod]
    fn time(_zelf: PyObjectRef, vm: &VirtualMachine) -> f64 {
        if let Some(machine) = Machine::current() {
            reading::read(&machine, vm);
        }
        now()
    }

    #[pymethod]
    fn create_future(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult<PyRef<PyFuture>> {
        let future = PyFuture::of(zelf.into(), vm)?;
        checkpoint::pass(vm)?;
        Ok(future)
    }

    #[pymethod]
    fn _run_until_stopped(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult<()> {
        PyLoop::run_until_stopped(&zelf, vm)
    }

    /// One iteration; also of a loop that does not run.
    #[pymethod]
    fn _run_once(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult<()> {
        PyLoop::run_once(&zelf, vm)
    }

    /// What is ready, to be looked at: a copy.
    #[pygetset]
    fn _ready(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult {
        let mut found = Vec::new();
        let Some(machine) = Machine::current() else { return Ok(vm.ctx.new_list(Vec::new()).into()) };
        let mut tasks = Vec::new();
        machine.handle().visit_ready(&mut |entry| match entry {
            Queued::Task(no) => {
                tasks.push((found.len(), no));
                found.push(None);
            }
            Queued::Callback(owner) => found.push(handle::of_owner(owner)),
        });
        let alive = machine.current.tasks(Some(zelf.as_object()));
        for (at, no) in tasks {
            if let Some(task) = alive.iter().find(|task| task.no() == no) {
                let step = PyTaskStep::new(task.clone(), None).into_pyobject(vm);
                let handle = PyHandle::new(zelf.clone().into(), step, vm.ctx.empty_tuple.clone(), None, vm)?;
                found[at] = Some(handle.into_pyobject(vm));
            }
        }
        found.retain(|handle| {
            let event_loop = handle.as_ref().and_then(|handle| handle.get_attr("_loop", vm).ok());
            event_loop.is_some_and(|own| own.is(&zelf))
        });
        let list = vm.ctx.new_list(found.into_iter().flatten().collect());
        vm.import("_collections", 0)?.get_attr("deque", vm)?.call((list,), vm)
    }

    /// The timers that wait, to be looked at: a copy.
    #[pygetset]
    fn _scheduled(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyObjectRef {
        let timers = Machine::current().map(|machine| handle::timers_of(&zelf, &machine)).unwrap_or_default();
        vm.ctx.new_list(timers).into()
    }

    #[pygetset]
    fn _stopping(zelf: PyRef<Self>) -> bool {
        zelf.stopping.get()
    }

    #[pygetset(setter)]
    fn set__stopping(zelf: PyRef<Self>, stopping: bool) {
        zelf.stopping.set(stopping);
    }

    #[pygetset]
    fn _closed(zelf: PyRef<Self>) -> bool {
        zelf.closed.get()
    }

    #[pygetset]
    fn _debug(zelf: PyRef<Self>) -> bool {
        zelf.debug.get()
    }

    #[pymethod]
    fn _timer_handle_cancelled(_zelf: PyRef<Self>, _timer: PyObjectRef) {}

    /// Gives away the numbers of so many tasks that would have nothing to do, and whose turns nobody would have a use for;
    /// false, and nothing given, when somebody has.
    #[pymethod]
    fn _pass_over_tasks(zelf: PyRef<Self>, count: u64) -> bool {
        let idle = |machine: &Machine| !machine.driver.is_ready() && !machine.driver.is_halted();
        let Some(machine) = Machine::current().filter(|machine| idle(machine)) else { return false };
        if zelf.closed.get() || zelf.running.get() || !zelf.set_aside.borrow().is_empty() {
            return false;
        }
        machine.current.pass_numbers(count);
        true
    }

    #[pymethod]
    fn stop(zelf: PyRef<Self>) {
        zelf.stopping.set(true);
    }

    #[pymethod]
    fn is_running(zelf: PyRef<Self>) -> bool {
        zelf.running.get()
    }

    #[pymethod]
    fn is_closed(zelf: PyRef<Self>) -> bool {
        zelf.closed.get()
    }

    #[pymethod]
    fn close(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult<()> {
        if zelf.running.get() {
            return Err(vm.new_runtime_error("Cannot close a running event loop"));
        }
        if zelf.closed.replace(true) {
            return Ok(());
        }
        let set_aside = zelf.set_aside.take();
        drop(set_aside);
        if let Some(machine) = Machine::current() {
            drop(handle::cancel_timers(&zelf, &machine));
        }
        if let Some(machine) = Machine::current() {
            machine.handle().record(None, machine.line(vm), Kind::LoopClosed);
        }
        checkpoint::pass(vm)
    }

    #[pymethod]
    fn get_debug(zelf: PyRef<Self>) -> bool {
        zelf.debug.get()
    }

    #[pymethod]
    fn set_debug(zelf: PyRef<Self>, enabled: bool) {
        zelf.debug.set(enabled);
    }
}

impl PyLoop {
    fn call_soon_as(
        zelf: PyRef<Self>,
        method: &str,
        callback: PyObjectRef,
        args: PosArgs,
        options: ContextArg,
        vm: &VirtualMachine,
    ) -> PyResult {
        zelf.check_open(vm)?;
        check_callback(&zelf, &callback, method, vm)?;
        let line = Machine::current().map_or(0, |machine| machine.line(vm));
        let on = zelf.added_to(&callback);
        handle::soon(&zelf, callback, vm.ctx.new_tuple(args.into_vec()), options.context.flatten(), (on, line), vm)
    }
}

/// As CPython's debug mode does it.
fn check_callback(event_loop: &PyLoop, callback: &PyObject, method: &str, vm: &VirtualMachine) -> PyResult<()> {
    if !event_loop.debug.get() {
        return Ok(());
    }
    let module = vm.import("asyncio", 0)?.get_attr("coroutines", vm)?;
    let is_function = vm.call_method(&module, "iscoroutinefunction", (callback.to_owned(),))?.try_to_bool(vm)?;
    if is_function || library::is_coroutine(callback, vm)? {
        return Err(vm.new_type_error(format!("coroutines cannot be used with {method}()")));
    }
    if !callback.is_callable() {
        let repr = callback.repr(vm)?;
        return Err(vm.new_type_error(format!("a callable object was expected by {method}(), got {repr}")));
    }
    Ok(())
}
