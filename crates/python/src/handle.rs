//! `asyncio.Handle` and `TimerHandle`: a callback that waits for its iteration (`Lib/asyncio/events.py`).
//!
//! Their methods take any object that is a handle, as a timer's is one too.

use std::any::Any;
use std::cell::{Cell, RefCell};

use loopscope_executor::trace::Waiting;
use loopscope_executor::{CallbackHandle, Deadline, Instant, Job, Queued, TimerHandle};
use rustpython_vm::builtins::{PyBaseExceptionRef, PyTupleRef, PyType};
use rustpython_vm::common::hash::PyHash;
use rustpython_vm::function::{FuncArgs, OptionalOption, PyComparisonValue};
use rustpython_vm::object::{Traverse, TraverseFn};
use rustpython_vm::types::{Comparable, Constructor, Hashable, PyComparisonOp, Representable};
use rustpython_vm::{AsObject, Py, PyObject, PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine, pyclass};

use crate::asyncio;
use crate::clock;
use crate::collect::{Holds, show};
use crate::context::PyContext;
use crate::event_loop::{PyLoop, SetAside};
use crate::inspect;
use crate::machine::Machine;
use crate::names;
use crate::overrides;
use crate::place::running_line;
use crate::step;

#[pyclass(module = "asyncio.events", name = "Handle", traverse = "manual")]
#[derive(PyPayload)]
// A timer's has numbers of eight bytes, and both have to begin at the same place in an object, also where addresses have four.
#[repr(align(8))]
pub(crate) struct PyHandle {
    event_loop: PyObjectRef,
    /// Callback and arguments; a cancelled handle has none.
    call: RefCell<Option<(PyObjectRef, PyTupleRef)>>,
    context: PyRef<PyContext>,
    cancelled: Cell<bool>,
    entry: RefCell<Option<CallbackHandle>>,
    /// Debug mode: where it was made, and how it was written before it lost its callback.
    made_at: RefCell<Option<PyObjectRef>>,
    repr: RefCell<Option<PyObjectRef>>,
}

#[pyclass(module = "asyncio.events", name = "TimerHandle", base = PyHandle, traverse = "manual")]
#[repr(C)]
pub(crate) struct PyTimerHandle {
    base: PyHandle,
    /// On the loop's clock, as the program gave it.
    when: PyObjectRef,
    timer: RefCell<Option<TimerHandle>>,
    scheduled: Cell<bool>,
    /// What the loop's clock shows at least when its time has come.
    reach: f64,
}

impl Holds for PyHandle {
    fn show(&self, each: &mut TraverseFn<'_>) {
        self.event_loop.traverse(each);
        if let Ok(Some((callback, args))) = self.call.try_borrow().as_deref() {
            callback.traverse(each);
            args.traverse(each);
        }
        self.context.traverse(each);
        show(&self.made_at, each);
        show(&self.repr, each);
    }

    fn let_go(&mut self, into: &mut Vec<PyObjectRef>) {
        if let Some((callback, args)) = self.call.take() {
            into.extend([callback, args.into()]);
        }
        into.extend(self.made_at.take());
        into.extend(self.repr.take());
    }
}

impl Holds for PyTimerHandle {
    fn show(&self, each: &mut TraverseFn<'_>) {
        self.base.show(each);
        self.when.traverse(each);
    }

    fn let_go(&mut self, into: &mut Vec<PyObjectRef>) {
        self.base.let_go(into);
    }
}

impl std::fmt::Debug for PyHandle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Handle").field("cancelled", &self.cancelled).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for PyTimerHandle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TimerHandle").field("base", &self.base).finish_non_exhaustive()
    }
}

/// What is a handle natively: it, or the one that a timer's is.
fn as_handle(object: &PyObject) -> Option<&PyHandle> {
    match object.downcast_ref::<PyHandle>() {
        Some(handle) => Some(handle),
        None => object.downcast_ref::<PyTimerHandle>().map(|timer| &timer.base),
    }
}

fn this<'a>(object: &'a PyObject, vm: &VirtualMachine) -> PyResult<&'a PyHandle> {
    as_handle(object).ok_or_else(|| vm.new_type_error(format!("a handle was expected, not {}", object.class().name())))
}

/// A handle in the executor's queues.
struct Due(PyObjectRef);

impl Job for Due {
    fn run(self: Box<Self>) {
        due(&self.0);
    }

    fn owner(&self) -> Option<&dyn Any> {
        Some(&self.0)
    }
}

/// The handle that an entry of the executor's is for.
pub(crate) fn of_owner(owner: &dyn Any) -> Option<PyObjectRef> {
    owner.downcast_ref::<PyObjectRef>().cloned()
}

impl PyHandle {
    pub(crate) fn new(
        event_loop: PyObjectRef,
        callback: PyObjectRef,
        args: PyTupleRef,
        context: Option<PyRef<PyContext>>,
        vm: &VirtualMachine,
    ) -> PyResult<Self> {
        let made_at = if overrides::debug(&event_loop, vm)? { Some(asyncio::extract_stack(vm)?) } else { None };
        Ok(PyHandle {
            event_loop,
            call: RefCell::new(Some((callback, args))),
            context: context.unwrap_or_else(|| PyContext::copied(vm)),
            cancelled: Cell::new(false),
            entry: RefCell::new(None),
            made_at: RefCell::new(made_at),
            repr: RefCell::new(None),
        })
    }

    pub(crate) fn is_cancelled(&self) -> bool {
        self.cancelled.get()
    }

    /// What the trace calls it.
    fn shown(&self, vm: &VirtualMachine) -> String {
        let call = self.call.borrow().clone();
        call.map(|(callback, args)| names::callback(&callback, args.as_slice(), vm)).unwrap_or_default()
    }
}

/// Queues a callback for the next iteration. `on`: what it was added to, in the trace's terms. `line`: where the program wanted it.
pub(crate) fn soon(
    event_loop: &PyRef<PyLoop>,
    callback: PyObjectRef,
    args: PyTupleRef,
    context: Option<PyRef<PyContext>>,
    (on, line): (Waiting, u32),
    vm: &VirtualMachine,
) -> PyResult {
    let machine = Machine::current().ok_or_else(|| vm.new_runtime_error("no program runs"))?;
    let step = step::Queued::of(event_loop, &callback, &args, context.as_ref());
    let name = if machine.recording { names::callback(&callback, args.as_slice(), vm) } else { String::new() };
    let handle = PyHandle::new(event_loop.clone().into(), callback, args, context, vm)?.into_ref(&vm.ctx);
    match step {
        Some(step) => step.queue(handle.clone()),
        None => {
            let entry = machine.handle.call_added(on, &name, line, Due(handle.clone().into()));
            handle.entry.replace(Some(entry));
        }
    }
    inspect::point(vm)?;
    Ok(handle.into())
}

/// Queues a callback when the loop's clock has come to `when`, in seconds. On a clock of the program's own that is an estimate,
/// which each turn makes anew.
pub(crate) fn at(
    event_loop: &PyRef<PyLoop>,
    when: PyObjectRef,
    callback: PyObjectRef,
    args: PyTupleRef,
    context: Option<PyRef<PyContext>>,
    vm: &VirtualMachine,
) -> PyResult {
    let seconds = when.try_float(vm)?.to_f64();
    let machine = Machine::current().ok_or_else(|| vm.new_runtime_error("no program runs"))?;
    let deadline = match event_loop.own_now() {
        None if seconds < 0.0 => Deadline::before_start(-seconds),
        None if seconds < machine.seconds() => Instant::from_secs_f64(seconds).min(machine.now()).into(),
        None => clock::due(machine.now(), seconds - machine.seconds(), machine.seconds()).into(),
        Some(now) => machine.now().offset_secs_f64(seconds - now).into(),
    };
    let (name, future) = match machine.recording {
        true => (names::callback(&callback, args.as_slice(), vm), names::resolves(&callback, args.as_slice(), vm)),
        false => (String::new(), 0),
    };
    let line = running_line(&machine, vm);
    let base = PyHandle::new(event_loop.clone().into(), callback, args, context, vm)?;
    let reach = machine.readings.wanted(seconds);
    let handle = PyTimerHandle { base, when, timer: RefCell::new(None), scheduled: Cell::new(true), reach };
    let handle = handle.into_ref(&vm.ctx);
    // A time that never comes needs no timer.
    if seconds != f64::INFINITY {
        let timer = machine.handle.resolve_at(future, deadline, &name, line, Due(handle.clone().into()));
        handle.timer.replace(Some(timer));
    }
    inspect::point(vm)?;
    Ok(handle.into())
}

/// Queues a handle for the next iteration: one of the program's own making, or one whose loop did not run when it was due.
pub(crate) fn queue(handle: &PyObject, vm: &VirtualMachine) {
    let (Some(it), Some(machine)) = (as_handle(handle), Machine::current()) else { return };
    let entry = machine.handle.call_soon(&it.shown(vm), 0, Due(handle.to_owned()));
    it.entry.replace(Some(entry));
}

/// Sets the timers of a loop with a clock of its own by what that says now: what is due is so in the order of the deadlines.
pub(crate) fn set_timers(event_loop: &PyRef<PyLoop>, now: f64, machine: &Machine, vm: &VirtualMachine) -> PyResult<()> {
    let mut overdue = Vec::new();
    for timer in timers_of(event_loop, machine) {
        let Some(it) = timer.downcast_ref::<PyTimerHandle>() else { continue };
        let left = it.when.try_float(vm)?.to_f64() - now;
        let set = |deadline: Deadline| {
            if let Some(timer) = &*it.timer.borrow() {
                timer.set_deadline(deadline);
            }
        };
        // As CPython has it: a deadline closer than the clock's resolution has come.
        if left >= RESOLUTION {
            set(machine.now().offset_secs_f64(left).into());
        } else {
            overdue.push((left, timer.clone()));
        }
    }
    overdue.sort_by(|one, other| one.0.total_cmp(&other.0));
    for (left, (_, timer)) in (1_u32..).zip(overdue.into_iter().rev()) {
        let timer = timer.downcast_ref::<PyTimerHandle>().and_then(|it| it.timer.borrow().clone());
        if let Some(timer) = timer {
            timer.set_deadline(Deadline::before_start(f64::from(left) / 1e9));
        }
    }
    Ok(())
}

/// Seconds by which a deadline may lie ahead and has come nevertheless.
pub(crate) const RESOLUTION: f64 = 1e-9;

/// The timers of a loop that have not fired, first to fire first.
pub(crate) fn timers_of(event_loop: &PyRef<PyLoop>, machine: &Machine) -> Vec<PyObjectRef> {
    let mut timers = Vec::new();
    machine.handle.visit_timers(&mut |owner| timers.extend(of_owner(owner)));
    timers.retain(|timer| as_handle(timer).is_some_and(|it| it.event_loop.is(event_loop)));
    timers
}

/// Shows what the executor keeps for a loop: the handles of its callbacks that are ready, and of its timers.
pub(crate) fn show_queued(event_loop: &PyLoop, machine: &Machine, each: &mut TraverseFn<'_>) {
    let mut show = |owner: &dyn Any| {
        if let Some(handle) = owner.downcast_ref::<PyObjectRef>().filter(|handle| is_of(handle, event_loop)) {
            handle.traverse(each);
        }
    };
    machine.handle.visit_timers(&mut show);
    machine.handle.visit_ready(&mut |entry| {
        if let Queued::Callback(owner) = entry {
            show(owner);
        }
    });
}

/// Takes a loop's timers away: none of them will fire any more.
pub(crate) fn cancel_timers(event_loop: &PyLoop, machine: &Machine) -> Vec<PyObjectRef> {
    let mut timers = Vec::new();
    machine.handle.visit_timers(&mut |owner| timers.extend(of_owner(owner)));
    timers.retain(|timer| is_of(timer, event_loop));
    for timer in &timers {
        let timer = timer.downcast_ref::<PyTimerHandle>().and_then(|it| it.timer.take());
        if let Some(timer) = timer {
            timer.cancel();
        }
    }
    timers
}

fn is_of(handle: &PyObject, event_loop: &PyLoop) -> bool {
    let own = as_handle(handle).and_then(|it| it.event_loop.downcast_ref::<PyLoop>());
    own.is_some_and(|own| std::ptr::eq(&raw const **own, event_loop))
}

/// Its iteration has come.
fn due(handle: &PyObject) {
    let Some(it) = as_handle(handle) else { return };
    if let Some(timer) = handle.downcast_ref::<PyTimerHandle>() {
        timer.scheduled.set(false);
        if let Some(machine) = Machine::current() {
            machine.readings.reach(timer.reach, machine.now());
        }
    }
    if it.cancelled.get() {
        return;
    }
    let native = it.event_loop.downcast_ref::<PyLoop>();
    if native.is_some_and(|native| !native.admits(|| SetAside::Callback(handle.to_owned()))) {
        return;
    }
    rustpython_vm::vm::thread::with_current_vm(|vm| {
        // Once it was looked at, the program is over.
        if inspect::point(vm).is_err() {
            return;
        }
        let own = handle.class().is(PyHandle::class(&vm.ctx)) || handle.class().is(PyTimerHandle::class(&vm.ctx));
        let ran = overrides::watched(&it.event_loop, handle, vm, || match own {
            true => run(handle, it, vm),
            false => vm.call_method(handle, "_run", ()).map(drop),
        });
        if let (Err(exception), Some(machine)) = (ran, Machine::current()) {
            machine.fatal.replace(Some(exception));
        }
    });
}

/// Calls the callback. What that raises is told to the loop, but for what ends its run.
fn run(handle: &PyObject, it: &PyHandle, vm: &VirtualMachine) -> PyResult<()> {
    let Some((callback, args)) = it.call.borrow().clone() else { return Ok(()) };
    let arguments: FuncArgs = args.as_slice().to_vec().into();
    match PyContext::within(&it.context, vm, || callback.call(arguments, vm)) {
        Ok(_) => Ok(()),
        Err(exception) if asyncio::ends_run(&exception, vm) => Err(exception),
        Err(exception) => {
            let made_at = it.made_at.borrow().clone();
            tell(&it.event_loop, (&callback, &args), exception, handle.to_owned(), made_at, vm)
        }
    }
}

/// Tells a loop what a callback raised.
pub(crate) fn tell(
    event_loop: &PyObject,
    (callback, args): (&PyObject, &PyTupleRef),
    exception: PyBaseExceptionRef,
    handle: PyObjectRef,
    made_at: Option<PyObjectRef>,
    vm: &VirtualMachine,
) -> PyResult<()> {
    let source = asyncio::written(
        "callback",
        (callback.to_owned(), args.clone(), vm.ctx.none(), overrides::debug(event_loop, vm)?),
        vm,
    )?;
    let context = vm.ctx.new_dict();
    context.set_item("message", vm.ctx.new_str(format!("Exception in callback {source}")).into(), vm)?;
    context.set_item("exception", exception.into(), vm)?;
    context.set_item("handle", handle, vm)?;
    if let Some(made_at) = made_at {
        context.set_item("source_traceback", made_at, vm)?;
    }
    vm.call_method(event_loop, "call_exception_handler", (context,)).map(drop)
}

/// As its representation has it, part by part.
fn parts(handle: &PyObject, vm: &VirtualMachine) -> PyResult<Vec<String>> {
    let it = this(handle, vm)?;
    let mut parts = vec![handle.class().name().to_string()];
    if it.cancelled.get() {
        parts.push("cancelled".to_owned());
    }
    if let Some(timer) = handle.downcast_ref::<PyTimerHandle>() {
        parts.push(format!("when={}", timer.when.str(vm)?));
    }
    let call = it.call.borrow().clone();
    if let Some((callback, args)) = call {
        parts.push(asyncio::written(
            "callback",
            (callback, args, vm.ctx.none(), overrides::debug(&it.event_loop, vm)?),
            vm,
        )?);
    }
    let made_at = it.made_at.borrow().clone();
    if let Some(made_at) = made_at {
        parts.push(asyncio::written("made_at", (made_at,), vm)?);
    }
    Ok(parts)
}

fn repr_of(handle: &PyObject, vm: &VirtualMachine) -> PyResult<String> {
    let before = this(handle, vm)?.repr.borrow().clone();
    match before {
        Some(before) => Ok(before.str(vm)?.to_string()),
        None => Ok(format!("<{}>", parts(handle, vm)?.join(" "))),
    }
}

#[derive(rustpython_vm::FromArgs)]
pub(crate) struct HandleArgs {
    #[pyarg(any)]
    callback: PyObjectRef,
    #[pyarg(any)]
    args: PyObjectRef,
    #[pyarg(any, name = "loop")]
    event_loop: PyObjectRef,
    #[pyarg(any, optional)]
    context: OptionalOption<PyRef<PyContext>>,
}

#[derive(rustpython_vm::FromArgs)]
pub(crate) struct TimerArgs {
    #[pyarg(any)]
    when: PyObjectRef,
    #[pyarg(any)]
    callback: PyObjectRef,
    #[pyarg(any)]
    args: PyObjectRef,
    #[pyarg(any, name = "loop")]
    event_loop: PyObjectRef,
    #[pyarg(any, optional)]
    context: OptionalOption<PyRef<PyContext>>,
}

/// The arguments as a tuple: the very one that was given, if one was.
fn tuple(args: PyObjectRef, vm: &VirtualMachine) -> PyResult<PyTupleRef> {
    match args.downcast() {
        Ok(tuple) => Ok(tuple),
        Err(args) => {
            let items: Vec<PyObjectRef> = args.try_to_value(vm)?;
            Ok(vm.ctx.new_tuple(items))
        }
    }
}

impl Constructor for PyHandle {
    type Args = HandleArgs;

    fn py_new(_class: &Py<PyType>, it: HandleArgs, vm: &VirtualMachine) -> PyResult<Self> {
        PyHandle::new(it.event_loop, it.callback, tuple(it.args, vm)?, it.context.flatten(), vm)
    }
}

impl Representable for PyHandle {
    // Replaced by that of any object that is a handle.
    fn repr_str(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult<String> {
        repr_of(zelf.as_object(), vm)
    }
}

#[pyclass(flags(BASETYPE, HAS_WEAKREF), with(Constructor, Representable))]
impl PyHandle {
    #[pymethod]
    fn cancel(zelf: PyObjectRef, vm: &VirtualMachine) -> PyResult<()> {
        let it = this(&zelf, vm)?;
        if it.cancelled.replace(true) {
            return Ok(());
        }
        if overrides::debug(&it.event_loop, vm)? {
            let repr = repr_of(&zelf, vm)?;
            it.repr.replace(Some(vm.ctx.new_str(repr).into()));
        }
        if let Some(entry) = it.entry.take() {
            entry.cancel();
        }
        if let Some(timer) = zelf.downcast_ref::<PyTimerHandle>() {
            if let Some(timer) = timer.timer.take() {
                timer.cancel();
            }
            overrides::timer_cancelled(&it.event_loop, &zelf, vm)?;
        }
        let call = it.call.take();
        drop(call);
        inspect::point(vm)
    }

    #[pymethod]
    fn cancelled(zelf: PyObjectRef, vm: &VirtualMachine) -> PyResult<bool> {
        Ok(this(&zelf, vm)?.cancelled.get())
    }

    #[pymethod]
    fn _run(zelf: PyObjectRef, vm: &VirtualMachine) -> PyResult<()> {
        run(&zelf, this(&zelf, vm)?, vm)
    }

    #[pymethod]
    fn _repr_info(zelf: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        let parts = parts(&zelf, vm)?.into_iter().map(|part| vm.ctx.new_str(part).into());
        Ok(vm.ctx.new_list(parts.collect()).into())
    }

    #[pygetset]
    fn _callback(zelf: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        let call = this(&zelf, vm)?.call.borrow().clone();
        Ok(call.map_or_else(|| vm.ctx.none(), |(callback, _)| callback))
    }

    #[pygetset]
    fn _args(zelf: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        let call = this(&zelf, vm)?.call.borrow().clone();
        Ok(call.map_or_else(|| vm.ctx.none(), |(_, args)| args.into()))
    }

    #[pygetset]
    fn _context(zelf: PyObjectRef, vm: &VirtualMachine) -> PyResult<PyRef<PyContext>> {
        Ok(this(&zelf, vm)?.context.clone())
    }

    #[pygetset]
    fn _loop(zelf: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        Ok(this(&zelf, vm)?.event_loop.clone())
    }

    #[pygetset]
    fn _cancelled(zelf: PyObjectRef, vm: &VirtualMachine) -> PyResult<bool> {
        Ok(this(&zelf, vm)?.cancelled.get())
    }

    #[pygetset]
    fn _source_traceback(zelf: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        Ok(this(&zelf, vm)?.made_at.borrow().clone().unwrap_or_else(|| vm.ctx.none()))
    }
}

impl Constructor for PyTimerHandle {
    type Args = TimerArgs;

    fn py_new(_class: &Py<PyType>, it: TimerArgs, vm: &VirtualMachine) -> PyResult<Self> {
        let base = PyHandle::new(it.event_loop, it.callback, tuple(it.args, vm)?, it.context.flatten(), vm)?;
        Ok(PyTimerHandle { base, when: it.when, timer: RefCell::new(None), scheduled: Cell::new(false), reach: 0.0 })
    }
}

impl Representable for PyTimerHandle {
    fn repr_str(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult<String> {
        repr_of(zelf.as_object(), vm)
    }
}

impl Hashable for PyTimerHandle {
    fn hash(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult<PyHash> {
        zelf.when.hash(vm)
    }
}

impl PyTimerHandle {
    fn equals(&self, other: &PyTimerHandle, vm: &VirtualMachine) -> PyResult<bool> {
        if self.base.cancelled.get() != other.base.cancelled.get() || !vm.bool_eq(&self.when, &other.when)? {
            return Ok(false);
        }
        let calls = (self.base.call.borrow().clone(), other.base.call.borrow().clone());
        match calls {
            (Some((one, its)), Some((other, others))) => {
                Ok(vm.bool_eq(&one, &other)? && vm.bool_eq(its.as_object(), others.as_object())?)
            }
            (None, None) => Ok(true),
            _ => Ok(false),
        }
    }
}

impl Comparable for PyTimerHandle {
    fn cmp(zelf: &Py<Self>, other: &PyObject, op: PyComparisonOp, vm: &VirtualMachine) -> PyResult<PyComparisonValue> {
        let Some(other) = other.downcast_ref::<PyTimerHandle>() else { return Ok(PyComparisonValue::NotImplemented) };
        let ordered = |op| zelf.when.rich_compare_bool(&other.when, op, vm);
        let holds = match op {
            PyComparisonOp::Eq => zelf.equals(other, vm)?,
            PyComparisonOp::Ne => !zelf.equals(other, vm)?,
            PyComparisonOp::Lt | PyComparisonOp::Gt => ordered(op)?,
            PyComparisonOp::Le => ordered(PyComparisonOp::Lt)? || zelf.equals(other, vm)?,
            _ => ordered(PyComparisonOp::Gt)? || zelf.equals(other, vm)?,
        };
        Ok(PyComparisonValue::Implemented(holds))
    }
}

#[pyclass(flags(BASETYPE, HAS_WEAKREF), with(Constructor, Representable, Hashable, Comparable))]
impl PyTimerHandle {
    #[pymethod]
    fn when(zelf: PyRef<Self>) -> PyObjectRef {
        zelf.when.clone()
    }

    #[pygetset]
    fn _when(zelf: PyRef<Self>) -> PyObjectRef {
        zelf.when.clone()
    }

    #[pygetset]
    fn _scheduled(zelf: PyRef<Self>) -> bool {
        zelf.scheduled.get()
    }
}
