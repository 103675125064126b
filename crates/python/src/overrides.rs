//! What of a loop the program has replaced. Futures, tasks and timers ask a plain loop natively; where a class of the program's
//! own, or a loop's own attribute, stands in a method's place, they call that, as CPython always does.
//!
//! A loop's class is looked at when the loop is made and each time it begins to run; the loop itself whenever an attribute of
//! it is set.

use rustpython_vm::builtins::{PyStr, PyType};
use rustpython_vm::class::StaticType;
use rustpython_vm::function::{FuncArgs, KwArgs};
use rustpython_vm::{AsObject, Py, PyObject, PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine};

use crate::classes::context::PyContext;
use crate::classes::event_loop::{PyLoop, Replaced};
use crate::machine::Machine;

impl Replaced {
    /// What a loop's class has of the program's.
    pub(crate) fn by_class(class: &Py<PyType>, vm: &VirtualMachine) -> Self {
        let native = PyLoop::static_type();
        if class.is(native) {
            return Replaced::default();
        }
        Replaced::of(|name| {
            let name = vm.ctx.intern_str(name);
            match (class.get_attr(name), native.get_direct_attr(name)) {
                (Some(found), Some(own)) => !found.is(&own),
                _ => true,
            }
        })
    }

    /// The same of a loop, which may have attributes of its own beside its class's.
    pub(crate) fn by(event_loop: &PyObject, vm: &VirtualMachine) -> Self {
        let class = Replaced::by_class(event_loop.class(), vm);
        let Some(own) = event_loop.dict() else { return class };
        let own = Replaced::of(|name| own.contains_key(name, vm));
        Replaced {
            call_soon: class.call_soon || own.call_soon,
            call_at: class.call_at || own.call_at,
            time: class.time || own.time,
            run_once: class.run_once || own.run_once,
            get_debug: class.get_debug || own.get_debug,
            timer_cancelled: class.timer_cancelled || own.timer_cancelled,
        }
    }

    fn of(replaced: impl Fn(&'static str) -> bool) -> Self {
        Replaced {
            call_soon: replaced("call_soon"),
            call_at: replaced("call_at"),
            time: replaced("time"),
            run_once: replaced("_run_once"),
            get_debug: replaced("get_debug"),
            timer_cancelled: replaced("_timer_handle_cancelled"),
        }
    }

    /// Whether a loop's attribute of this name could be one of them.
    pub(crate) fn concerns(name: &Py<PyStr>) -> bool {
        let name = name.as_wtf8();
        ["call_soon", "call_at", "time", "_run_once", "get_debug", "_timer_handle_cancelled"]
            .iter()
            .any(|own| name == *own)
    }
}

/// The native loop, if what it queues needs no leave of the program's.
pub(crate) fn plain(event_loop: &PyObject) -> Option<&Py<PyLoop>> {
    event_loop.downcast_ref::<PyLoop>().filter(|native| !native.replaced().call_soon)
}

/// Asks a loop of the program's own making to call something soon, in a task's context.
pub(crate) fn call_soon(
    event_loop: &PyObject,
    mut call: Vec<PyObjectRef>,
    callback: impl PyPayload + std::fmt::Debug,
    context: Option<PyRef<PyContext>>,
    vm: &VirtualMachine,
) -> PyResult<()> {
    call.insert(0, callback.into_pyobject(vm));
    let context = context.map(|context| ("context".into(), context.into()));
    let args = FuncArgs::new(call, KwArgs::new(context.into_iter().collect()));
    vm.call_method(event_loop, "call_soon", args).map(drop)
}

/// Whether a loop is in debug mode.
pub(crate) fn debug(event_loop: &PyObject, vm: &VirtualMachine) -> PyResult<bool> {
    match event_loop.downcast_ref::<PyLoop>().filter(|native| !native.replaced().get_debug) {
        Some(native) => Ok(native.is_debug()),
        None => vm.call_method(event_loop, "get_debug", ())?.try_to_bool(vm),
    }
}

/// Tells a loop that has asked for it of a timer's cancellation.
pub(crate) fn timer_cancelled(event_loop: &PyObject, timer: &PyObject, vm: &VirtualMachine) -> PyResult<()> {
    let asks = event_loop.downcast_ref::<PyLoop>().is_none_or(|native| native.replaced().timer_cancelled);
    if asks {
        vm.call_method(event_loop, "_timer_handle_cancelled", (timer.to_owned(),))?;
    }
    Ok(())
}

/// Runs an entry of a loop's turn; in debug mode the loop hears how long it took. `entry`: its handle, or its task.
pub(crate) fn watched<R>(
    event_loop: &PyObject,
    entry: &PyObject,
    vm: &VirtualMachine,
    run: impl FnOnce() -> PyResult<R>,
) -> PyResult<R> {
    let debug = event_loop.downcast_ref::<PyLoop>().is_some_and(|native| native.is_debug());
    let Some(machine) = Machine::current().filter(|_| debug) else { return run() };
    let handle: PyObjectRef = entry.to_owned();
    event_loop.set_attr("_current_handle", handle.clone(), vm)?;
    let begun = machine.driver.seconds();
    let result = run();
    let taken = machine.driver.seconds() - begun;
    event_loop.set_attr("_current_handle", vm.ctx.none(), vm)?;
    let result = result?;
    vm.call_method(event_loop, "_ran", (handle, taken))?;
    Ok(result)
}
