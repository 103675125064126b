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
use std::rc::Rc;

use loopscope_executor::trace::{Kind, Waiting};
use loopscope_executor::{Next, Queued};
use rustpython_vm::builtins::{PyStr, PyType};
use rustpython_vm::frame::FrameObjectRef;
use rustpython_vm::function::{FuncArgs, KwArgs, PosArgs, PySetterValue};
use rustpython_vm::object::{Traverse, TraverseFn};
use rustpython_vm::types::{Constructor, SetAttr};
use rustpython_vm::{AsObject, Py, PyObject, PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine, pyclass};

use crate::asyncio;
use crate::collect::Holds;
use crate::context::PyContext;
use crate::future::PyFuture;
use crate::halted;
use crate::handle::{self, PyHandle};
use crate::inspect;
use crate::machine::{Halt, Machine};
use crate::overrides::Replaced;
use crate::place::{line_below, running_line};
use crate::step::PyTaskStep;
use crate::task::{self, PyTask};
use crate::threads::{For, Wait};

/// What came up while its loop did not run.
#[derive(Debug)]
pub(crate) enum SetAside {
    Task(PyRef<PyTask>),
    Callback(PyObjectRef),
}

#[pyclass(module = "_asyncio", name = "Loop", traverse = "manual")]
#[derive(Debug, Default, PyPayload)]
pub(crate) struct PyLoop {
    closed: Cell<bool>,
    running: Cell<bool>,
    stopping: Cell<bool>,
    debug: Cell<bool>,
    set_aside: RefCell<Vec<SetAside>>,
    replaced: Cell<Replaced>,
    /// What a clock of the program's own said last, in seconds.
    own_now: Cell<f64>,
    /// While the program's own `call_soon` is asked to queue a callback: what that was added to, and its identity.
    asked: Cell<Option<(Waiting, usize)>>,
}

impl PyLoop {
    pub(crate) fn check_open(&self, vm: &VirtualMachine) -> PyResult<()> {
        if self.closed.get() { Err(vm.new_runtime_error("Event loop is closed")) } else { Ok(()) }
    }

    pub(crate) fn is_stopping(&self) -> bool {
        self.stopping.get()
    }

    pub(crate) fn is_debug(&self) -> bool {
        self.debug.get()
    }

    /// What of it the program has replaced.
    pub(crate) fn replaced(&self) -> Replaced {
        self.replaced.get()
    }

    /// What a clock of the program's own said last; `None` when the loop's time is the machine's.
    pub(crate) fn own_now(&self) -> Option<f64> {
        self.replaced.get().time.then(|| self.own_now.get())
    }

    /// Seconds on the loop's clock, which may be the program's own.
    fn ask_time(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult {
        if !zelf.replaced.get().time {
            return Ok(vm.ctx.new_float(now()).into());
        }
        let now = vm.call_method(zelf.as_object(), "time", ())?;
        zelf.own_now.set(now.try_float(vm)?.to_f64());
        Ok(now)
    }

    /// A whole iteration as CPython's `_run_once` has it, for a loop with a clock or a `_run_once` of its own: the wait for what is
    /// to come, the timers that are due, and all that is ready then.
    fn turn(zelf: &PyRef<Self>, machine: &Machine, vm: &VirtualMachine) -> PyResult<()> {
        let own_time = zelf.replaced.get().time;
        let next = machine.next();
        let ready = machine.in_turn() || next == Next::Now || zelf.stopping.get();
        if ready && !machine.in_turn() {
            machine.pass_turn();
        } else if !ready {
            let first = if own_time { handle::timers_of(zelf, machine).into_iter().next() } else { None };
            let waited = match (first, next) {
                (Some(timer), _) => {
                    let now = PyLoop::ask_time(zelf, vm)?.try_float(vm)?.to_f64();
                    let when = timer.get_attr("_when", vm)?.try_float(vm)?.to_f64();
                    machine.wait_until(machine.now().offset_secs_f64((when - now).max(0.0)))
                }
                (None, Next::At(deadline)) => machine.wait_until(deadline),
                (None, _) => machine.idle(),
            };
            if !waited {
                return Err(asyncio::halted(vm));
            }
        }
        if own_time {
            let now = PyLoop::ask_time(zelf, vm)?.try_float(vm)?.to_f64();
            handle::set_timers(zelf, now, machine, vm)?;
        }
        loop {
            inspect::point(vm)?;
            match machine.entry() {
                None => return Err(asyncio::halted(vm)),
                Some(Next::Stopped(limit)) if !machine.in_turn() => {
                    machine.halt.replace(Some(Halt::Limit(limit)));
                    return Err(asyncio::halted(vm));
                }
                Some(_) => {}
            }
            if let Some(exception) = machine.fatal.take() {
                return Err(exception);
            }
            if !machine.in_turn() {
                return Ok(());
            }
        }
    }

    /// Calls the program's own `call_soon`, which may pass on to the loop's what it is asked to queue: a callback, and what that was
    /// added to.
    pub(crate) fn while_asked<R>(
        event_loop: &PyObject,
        (on, callback): (Waiting, &PyObject),
        call_soon: impl FnOnce() -> R,
    ) -> R {
        let Some(native) = event_loop.downcast_ref::<PyLoop>() else { return call_soon() };
        let before = native.asked.replace(Some((on, callback.get_id())));
        let asked = call_soon();
        native.asked.set(before);
        asked
    }

    /// What a callback that is to be queued was added to, if it is the one that the program was asked for.
    fn added_to(&self, callback: &PyObject) -> Waiting {
        match self.asked.get() {
            Some((on, asked)) if asked == callback.get_id() => on,
            _ => Waiting::Unknown,
        }
    }

    pub(crate) fn set_aside(&self, entry: SetAside) {
        self.set_aside.borrow_mut().push(entry);
    }

    /// Queues again what came up while the loop did not run.
    fn take_up_set_aside(zelf: &PyRef<Self>, vm: &VirtualMachine) {
        for entry in zelf.set_aside.take() {
            match entry {
                SetAside::Task(task) => PyTask::wake(&task),
                SetAside::Callback(handle) => handle::queue(&handle, vm),
            }
        }
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

impl Holds for PyLoop {
    fn show(&self, each: &mut TraverseFn<'_>) {
        if let Ok(set_aside) = self.set_aside.try_borrow() {
            for entry in &*set_aside {
                match entry {
                    SetAside::Task(task) => task.traverse(each),
                    SetAside::Callback(handle) => handle.traverse(each),
                }
            }
        }
        // It is the loop that holds its timers and callbacks, as in CPython; the executor keeps them for it.
        if let Some(machine) = Machine::current() {
            handle::show_queued(self, &machine, each);
        }
    }

    fn let_go(&mut self, into: &mut Vec<PyObjectRef>) {
        for entry in self.set_aside.take() {
            into.push(match entry {
                SetAside::Task(task) => task.into(),
                SetAside::Callback(handle) => handle,
            });
        }
        if let Some(machine) = Machine::current() {
            into.extend(handle::cancel_timers(self, &machine));
        }
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
            machine.readings.want(base.to_f64(), delay.to_f64());
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
            machine.read(vm);
        }
        now()
    }

    #[pymethod]
    fn create_future(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult<PyRef<PyFuture>> {
        let future = PyFuture::of(zelf.into(), vm)?;
        inspect::point(vm)?;
        Ok(future)
    }

    /// The loop's run begins; the line that wanted it.
    fn begin_run(
        zelf: &PyRef<Self>,
        caller: Option<FrameObjectRef>,
        vm: &VirtualMachine,
    ) -> PyResult<(Rc<Machine>, u32)> {
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
        let caller = caller.filter(|_| machine.recording);
        let line = line_below(&machine, caller, vm);
        machine.flush(line);
        machine.handle.record(None, line, Kind::LoopEntered);
        zelf.replaced.set(Replaced::by(zelf.as_object(), vm));
        zelf.running.set(true);
        machine.running.replace(Some(zelf.clone()));
        machine.visible_loop.replace(Some(zelf.clone().into()));
        PyLoop::take_up_set_aside(zelf, vm);
        machine.set_top_level(false);
        Ok((machine, line))
    }

    /// The loop's run ends.
    fn end_run(&self, machine: &Machine, line: u32) {
        machine.flush(0);
        self.stopping.set(false);
        self.running.set(false);
        let own = (machine.running.take(), machine.visible_loop.take());
        drop(own);
        machine.set_top_level(true);
        machine.handle.record(None, line, Kind::LoopLeft);
    }

    /// The run of a loop in a thread begins.
    pub(crate) fn begin_in_thread(zelf: &PyRef<Self>, vm: &VirtualMachine) -> PyResult<u32> {
        Ok(PyLoop::begin_run(zelf, vm.current_frame(), vm)?.1)
    }

    /// A loop in a thread turns until it would wait: for what, and until when. `None` when it is to stop.
    pub(crate) fn turn_in_thread(zelf: &PyRef<Self>, vm: &VirtualMachine) -> PyResult<Option<Wait>> {
        let machine = Machine::current().ok_or_else(|| vm.new_runtime_error("no program runs"))?;
        let actor = machine.handle.actor();
        machine.visible_loop.replace(Some(zelf.clone().into()));
        machine.set_top_level(false);
        let outcome = loop {
            if let Err(exception) = inspect::point(vm).and_then(|()| vm.check_signals()) {
                break Err(exception);
            }
            if zelf.stopping.get() && !machine.in_turn() {
                break Ok(None);
            }
            let until = match machine.next() {
                Next::Now => Some(machine.now()),
                _ if machine.in_turn() => Some(machine.now()),
                Next::At(deadline) => Some(deadline),
                Next::Idle { .. } | Next::Stopped(_) => None,
            };
            if until.is_none_or(|until| until > machine.now()) {
                break Ok(Some(Wait { what: For::Loop, until }));
            }
            if machine.entry().is_none() {
                break Err(asyncio::halted(vm));
            }
            if let Some(exception) = machine.fatal.take() {
                break Err(exception);
            }
        };
        machine.handle.set_actor(actor);
        outcome
    }

    /// The run of a loop in a thread ends.
    pub(crate) fn end_in_thread(&self, line: u32) {
        let Some(machine) = Machine::current() else { return };
        let actor = machine.handle.actor();
        self.end_run(&machine, line);
        machine.handle.set_actor(actor);
    }

    #[pymethod]
    fn _run_until_stopped(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult<()> {
        // What calls this is the function that goes round the loop.
        let caller = vm.current_frame().and_then(|frame| frame.f_back(vm));
        let (machine, line) = PyLoop::begin_run(&zelf, caller, vm)?;
        let result = loop {
            // An interrupt that came while the loop slept.
            if let Err(exception) = inspect::point(vm).and_then(|()| vm.check_signals()) {
                break Err(exception);
            }
            let replaced = zelf.replaced.get();
            if replaced.run_once || replaced.time {
                let turned = match replaced.run_once {
                    true => vm.call_method(zelf.as_object(), "_run_once", ()).map(drop),
                    false => PyLoop::turn(&zelf, &machine, vm),
                };
                if let Err(exception) = turned {
                    halted::told(&machine, vm)?;
                    break Err(exception);
                }
            } else if !machine.step() {
                halted::told(&machine, vm)?;
                break Err(asyncio::halted(vm));
            }
            if let Some(exception) = machine.fatal.take() {
                break Err(exception);
            }
            if zelf.stopping.get() && !machine.in_turn() {
                break Ok(());
            }
        };
        zelf.end_run(&machine, line);
        result.and_then(|()| inspect::point(vm))
    }

    /// One iteration; also of a loop that does not run.
    #[pymethod]
    fn _run_once(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult<()> {
        let machine = Machine::current().ok_or_else(|| vm.new_runtime_error("no program runs"))?;
        if machine.over.get() {
            return Err(vm.new_runtime_error("the program is over"));
        }
        if zelf.running.get() {
            return PyLoop::turn(&zelf, &machine, vm);
        }
        zelf.running.set(true);
        let before = machine.running.replace(Some(zelf.clone()));
        PyLoop::take_up_set_aside(&zelf, vm);
        let turned = PyLoop::turn(&zelf, &machine, vm);
        zelf.running.set(false);
        machine.set_top_level(before.is_none());
        let own = machine.running.replace(before);
        drop(own);
        turned
    }

    /// What is ready, to be looked at: a copy.
    #[pygetset]
    fn _ready(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult {
        let mut found = Vec::new();
        let Some(machine) = Machine::current() else { return Ok(vm.ctx.new_list(Vec::new()).into()) };
        let mut tasks = Vec::new();
        machine.handle.visit_ready(&mut |entry| match entry {
            Queued::Task(no) => {
                tasks.push((found.len(), no));
                found.push(None);
            }
            Queued::Callback(owner) => found.push(handle::of_owner(owner)),
        });
        let alive = task::alive(Some(zelf.as_object()));
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
            drop(handle::cancel_timers(&zelf, &machine));
        }
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
        let line = Machine::current().map_or(0, |machine| running_line(&machine, vm));
        let on = zelf.added_to(&callback);
        handle::soon(&zelf, callback, vm.ctx.new_tuple(args.into_vec()), options.context.flatten(), (on, line), vm)
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
    let module = vm.import("asyncio", 0)?.get_attr("coroutines", vm)?;
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
