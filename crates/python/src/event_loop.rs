//! The event loop as far as it decides the order (`Lib/asyncio/base_events.py`, 3.11); what else a loop can do is Python of
//! ours, in a subclass (`lib/asyncio/base_events.py`).
//!
//! ```text
//!   new ──► entered: _run_until_stopped [LoopEntered] ──► left: stopped, after the iteration's end [LoopLeft]
//!    ▲  └───────────────────────────────◄───────────────────────────┘   │
//!    └──────────────────────────────────────────────────────────────────┴──► closed [LoopClosed]
//! ```
//!
//! All loops of a program share the executor's queue and clock. What comes up while another loop runs, or none, is set
//! aside until its own loop runs; what comes up after its loop was closed is passed over.

use std::cell::{Cell, RefCell};

use loopscope_executor::trace::Kind;
use rustpython_vm::builtins::PyType;
use rustpython_vm::function::{FuncArgs, PosArgs};
use rustpython_vm::types::Constructor;
use rustpython_vm::{Py, PyObject, PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine, pyclass};

use crate::asyncio;
use crate::context::PyContext;
use crate::future::PyFuture;
use crate::handle::{self, PyHandle};
use crate::inspect;
use crate::machine::Machine;
use crate::place::{line_below, running_line};
use crate::task::PyTask;

/// What came up while its loop did not run.
#[derive(Debug)]
pub(crate) enum SetAside {
    Task(PyRef<PyTask>),
    Callback(PyRef<PyHandle>),
}

#[pyclass(module = "_asyncio", name = "Loop")]
#[derive(Debug, Default, PyPayload)]
pub(crate) struct PyLoop {
    closed: Cell<bool>,
    running: Cell<bool>,
    stopping: Cell<bool>,
    debug: Cell<bool>,
    set_aside: RefCell<Vec<SetAside>>,
}

impl PyLoop {
    pub(crate) fn check_open(&self, vm: &VirtualMachine) -> PyResult<()> {
        if self.closed.get() { Err(vm.new_runtime_error("Event loop is closed")) } else { Ok(()) }
    }

    pub(crate) fn is_stopping(&self) -> bool {
        self.stopping.get()
    }

    /// Whether an entry of this loop may run now; else it is set aside, or forgotten when the loop is closed.
    pub(crate) fn admits(&self, entry: impl FnOnce() -> SetAside) -> bool {
        if self.running.get() {
            return true;
        }
        if !self.closed.get() {
            let entry = entry();
            self.set_aside.borrow_mut().push(entry);
        }
        false
    }
}

/// The running loop, as a program sees it.
pub(crate) fn running() -> Option<PyObjectRef> {
    Machine::current()?.visible_loop.borrow().clone()
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

#[derive(rustpython_vm::FromArgs)]
struct ContextArg {
    #[pyarg(named, optional)]
    context: rustpython_vm::function::OptionalOption<PyRef<PyContext>>,
}

impl Constructor for PyLoop {
    type Args = FuncArgs;

    fn py_new(_class: &Py<PyType>, _args: FuncArgs, _vm: &VirtualMachine) -> PyResult<Self> {
        Ok(PyLoop::default())
    }
}

#[pyclass(flags(BASETYPE, HAS_DICT, HAS_WEAKREF), with(Constructor))]
impl PyLoop {
    #[pymethod]
    fn call_soon(
        zelf: PyRef<Self>,
        callback: PyObjectRef,
        args: PosArgs,
        options: ContextArg,
        vm: &VirtualMachine,
    ) -> PyResult<PyRef<PyHandle>> {
        zelf.check_open(vm)?;
        check_callback(&zelf, &callback, "call_soon", vm)?;
        let line = Machine::current().map_or(0, |machine| running_line(&machine, vm));
        handle::soon(&zelf, callback, vm.ctx.new_tuple(args.into_vec()), options.context.flatten(), line, vm)
    }

    #[pymethod]
    fn call_soon_threadsafe(
        zelf: PyRef<Self>,
        callback: PyObjectRef,
        args: PosArgs,
        options: ContextArg,
        vm: &VirtualMachine,
    ) -> PyResult<PyRef<PyHandle>> {
        PyLoop::call_soon(zelf, callback, args, options, vm)
    }

    #[pymethod]
    fn call_later(
        zelf: PyRef<Self>,
        delay: PyObjectRef,
        callback: PyObjectRef,
        args: PosArgs,
        options: ContextArg,
        vm: &VirtualMachine,
    ) -> PyResult<PyRef<PyHandle>> {
        if vm.is_none(&delay) {
            return Err(vm.new_type_error("delay must not be None"));
        }
        let now: PyObjectRef = vm.ctx.new_float(now()).into();
        let when = vm._add(&now, &delay)?;
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
    ) -> PyResult<PyRef<PyHandle>> {
        if vm.is_none(&when) {
            return Err(vm.new_type_error("when cannot be None"));
        }
        zelf.check_open(vm)?;
        check_callback(&zelf, &callback, "call_at", vm)?;
        let when = when.try_float(vm)?.to_f64();
        handle::at(&zelf, when, callback, vm.ctx.new_tuple(args.into_vec()), options.context.flatten(), vm)
    }

    #[pymethod]
    fn time(_zelf: PyObjectRef) -> f64 {
        now()
    }

    #[pymethod]
    fn create_future(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult<PyRef<PyFuture>> {
        let future = PyFuture::of(zelf.into(), vm);
        inspect::point(vm)?;
        Ok(future)
    }

    #[pymethod]
    fn _run_until_stopped(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult<()> {
        zelf.check_open(vm)?;
        if zelf.running.get() {
            return Err(vm.new_runtime_error("This event loop is already running"));
        }
        let machine = Machine::current().ok_or_else(|| vm.new_runtime_error("no program runs"))?;
        if machine.over.get() {
            return Err(vm.new_runtime_error("the program is over"));
        }
        if machine.running.borrow().is_some() {
            return Err(vm.new_runtime_error("Cannot run the event loop while another loop is running"));
        }
        // What calls this is the function that goes round the loop.
        let caller = vm.current_frame().filter(|_| machine.recording).and_then(|frame| frame.f_back(vm));
        let line = line_below(&machine, caller, vm);
        machine.flush(line);
        machine.handle.record(None, line, Kind::LoopEntered);
        zelf.running.set(true);
        machine.running.replace(Some(zelf.clone()));
        machine.visible_loop.replace(Some(zelf.clone().into()));
        for entry in zelf.set_aside.take() {
            match entry {
                SetAside::Task(task) => task.wake(),
                SetAside::Callback(handle) => PyHandle::queue_again(&handle, &machine, vm),
            }
        }
        machine.set_top_level(false);
        let result = loop {
            if let Err(exception) = inspect::point(vm) {
                break Err(exception);
            }
            if machine.halt.borrow().is_some() || !machine.step() {
                break Err(asyncio::halted(vm));
            }
            if let Some(exception) = machine.fatal.take() {
                break Err(exception);
            }
            if zelf.stopping.get() && !machine.in_turn() {
                break Ok(());
            }
        };
        machine.flush(0);
        zelf.stopping.set(false);
        zelf.running.set(false);
        let own = (machine.running.take(), machine.visible_loop.take());
        drop(own);
        machine.set_top_level(true);
        machine.handle.record(None, line, Kind::LoopLeft);
        result.and_then(|()| inspect::point(vm))
    }

    /// Gives away the numbers of so many tasks that would have nothing to do, and whose turns nobody would have a use for;
    /// false, and nothing given, when somebody has.
    #[pymethod]
    fn _pass_over_tasks(zelf: PyRef<Self>, count: u64) -> bool {
        let idle = |machine: &Machine| !machine.is_ready() && machine.halt.borrow().is_none();
        let Some(machine) = Machine::current().filter(|machine| idle(machine)) else { return false };
        if zelf.closed.get() || zelf.running.get() || !zelf.set_aside.borrow().is_empty() {
            return false;
        }
        machine.named.set(machine.named.get() + count);
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
            machine.handle.record(None, running_line(&machine, vm), Kind::LoopClosed);
        }
        inspect::point(vm)
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

/// Seconds on the loop's clock.
fn now() -> f64 {
    Machine::current().map_or(0.0, |machine| machine.seconds())
}

/// As CPython's debug mode does it.
fn check_callback(event_loop: &PyLoop, callback: &PyObject, method: &str, vm: &VirtualMachine) -> PyResult<()> {
    if !event_loop.debug.get() {
        return Ok(());
    }
    let module = vm.import("asyncio", 0)?;
    let is_function = vm.call_method(&module, "iscoroutinefunction", (callback.to_owned(),))?.try_to_bool(vm)?;
    if is_function || asyncio::is_coroutine(callback, vm)? {
        return Err(vm.new_type_error(format!("coroutines cannot be used with {method}()")));
    }
    if !callback.is_callable() {
        let repr = callback.repr(vm)?;
        return Err(vm.new_type_error(format!("a callable object was expected by {method}(), got {repr}")));
    }
    Ok(())
}
