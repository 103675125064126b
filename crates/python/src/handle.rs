//! `asyncio.Handle` and `TimerHandle`: a callback that waits for its iteration (`Lib/asyncio/events.py`).
//!
//! Their methods (`class.rs`) take any object that is a handle, as a timer's is one too.

mod class;

use std::any::Any;
use std::cell::{Cell, RefCell};

use loopscope_executor::trace::Waiting;
use loopscope_executor::{Deadline, Instant, Job, Queued};
use rustpython_vm::builtins::{PyBaseExceptionRef, PyTupleRef};
use rustpython_vm::function::FuncArgs;
use rustpython_vm::object::{Traverse, TraverseFn};
use rustpython_vm::{AsObject, PyObject, PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine};

use crate::checkpoint;
use crate::classes::context::PyContext;
use crate::classes::event_loop::{PyLoop, SetAside};
use crate::classes::handle::{PyHandle, PyTimerHandle, as_handle};
use crate::classes::step;
use crate::clock;
use crate::library;
use crate::machine::Machine;
use crate::names;
use crate::overrides;

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
        let made_at = if overrides::debug(&event_loop, vm)? { Some(library::extract_stack(vm)?) } else { None };
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

    /// What the trace calls it.
    fn shown(&self, vm: &VirtualMachine) -> String {
        let call = self.call.borrow().clone();
        call.map(|(callback, args)| names::callback(&callback, args.as_slice(), vm).name).unwrap_or_default()
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
    let name = if machine.recording { names::callback(&callback, args.as_slice(), vm).name } else { String::new() };
    let handle = PyHandle::new(event_loop.clone().into(), callback, args, context, vm)?.into_ref(&vm.ctx);
    match step {
        Some(step) => step.queue(handle.clone()),
        None => {
            let entry = machine.handle().call_added(on, &name, line, Due(handle.clone().into()));
            handle.entry.replace(Some(entry));
        }
    }
    checkpoint::pass(vm)?;
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
        None if seconds < machine.driver.seconds() => Instant::from_secs_f64(seconds).min(machine.driver.now()).into(),
        None => clock::due(machine.driver.now(), seconds - machine.driver.seconds(), machine.driver.seconds()).into(),
        Some(now) => machine.driver.now().offset_secs_f64(seconds - now).into(),
    };
    let (name, future) = match machine.recording {
        true => (names::callback(&callback, args.as_slice(), vm).name, names::resolves(&callback, args.as_slice(), vm)),
        false => (String::new(), 0),
    };
    let line = machine.line(vm);
    let base = PyHandle::new(event_loop.clone().into(), callback, args, context, vm)?;
    let reach = machine.driver.readings.wanted(seconds);
    let handle = PyTimerHandle { base, when, timer: RefCell::new(None), scheduled: Cell::new(true), reach };
    let handle = handle.into_ref(&vm.ctx);
    // A time that never comes needs no timer.
    if seconds != f64::INFINITY {
        let timer = machine.handle().resolve_at(future, deadline, &name, line, Due(handle.clone().into()));
        handle.timer.replace(Some(timer));
    }
    checkpoint::pass(vm)?;
    Ok(handle.into())
}

/// Queues a handle for the next iteration: one of the program's own making, or one whose loop did not run when it was due.
pub(crate) fn queue(handle: &PyObject, vm: &VirtualMachine) {
    let (Some(it), Some(machine)) = (as_handle(handle), Machine::current()) else { return };
    let entry = machine.handle().call_soon(&it.shown(vm), 0, Due(handle.to_owned()));
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
            set(machine.driver.now().offset_secs_f64(left).into());
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
    machine.handle().visit_timers(&mut |owner| timers.extend(of_owner(owner)));
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
    machine.handle().visit_timers(&mut show);
    machine.handle().visit_ready(&mut |entry| {
        if let Queued::Callback(owner) = entry {
            show(owner);
        }
    });
}

/// Takes a loop's timers away: none of them will fire any more.
pub(crate) fn cancel_timers(event_loop: &PyLoop, machine: &Machine) -> Vec<PyObjectRef> {
    let mut timers = Vec::new();
    machine.handle().visit_timers(&mut |owner| timers.extend(of_owner(owner)));
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
            machine.driver.readings.reach(timer.reach, machine.driver.now());
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
        if checkpoint::pass(vm).is_err() {
            return;
        }
        let own = handle.class().is(PyHandle::class(&vm.ctx)) || handle.class().is(PyTimerHandle::class(&vm.ctx));
        let ran = overrides::watched(&it.event_loop, handle, vm, || match own {
            true => run(handle, it, vm),
            false => vm.call_method(handle, "_run", ()).map(drop),
        });
        if let (Err(exception), Some(machine)) = (ran, Machine::current()) {
            machine.driver.fail(exception);
        }
    });
}

/// Calls the callback. What that raises is told to the loop, but for what ends its run.
fn run(handle: &PyObject, it: &PyHandle, vm: &VirtualMachine) -> PyResult<()> {
    let Some((callback, args)) = it.call.borrow().clone() else { return Ok(()) };
    let arguments: FuncArgs = args.as_slice().to_vec().into();
    match PyContext::within(&it.context, vm, || callback.call(arguments, vm)) {
        Ok(_) => Ok(()),
        Err(exception) if library::ends_run(&exception, vm) => Err(exception),
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
    let source = library::written(
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
