//! `asyncio.Handle` and `TimerHandle`: a callback that waits for its iteration (`Lib/asyncio/events.py`).

use std::cell::{Cell, RefCell};

use loopscope_executor::{CallbackHandle, Instant, TimerHandle};
use rustpython_vm::builtins::PyTupleRef;
use rustpython_vm::function::{FuncArgs, PyComparisonValue};
use rustpython_vm::types::{Comparable, PyComparisonOp, Representable};
use rustpython_vm::{AsObject, Py, PyObject, PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine, pyclass};

use crate::asyncio;
use crate::context::PyContext;
use crate::event_loop::{PyLoop, SetAside};
use crate::inspect;
use crate::machine::Machine;
use crate::names;
use crate::place::running_line;

#[pyclass(module = "asyncio.events", name = "Handle")]
#[derive(PyPayload)]
pub(crate) struct PyHandle {
    event_loop: PyRef<PyLoop>,
    call: RefCell<Option<Call>>,
    cancelled: Cell<bool>,
    entry: RefCell<Option<CallbackHandle>>,
    timer: RefCell<Option<TimerHandle>>,
    /// Seconds on the loop's clock; of a timer.
    when: Option<f64>,
}

impl std::fmt::Debug for PyHandle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Handle").field("when", &self.when).finish_non_exhaustive()
    }
}

#[derive(Clone, Debug)]
struct Call {
    callback: PyObjectRef,
    args: PyTupleRef,
    context: PyRef<PyContext>,
}

fn new(
    event_loop: &PyRef<PyLoop>,
    callback: PyObjectRef,
    args: PyTupleRef,
    context: Option<PyRef<PyContext>>,
    when: Option<f64>,
    vm: &VirtualMachine,
) -> PyRef<PyHandle> {
    let context = context.unwrap_or_else(|| PyContext::copied(vm));
    let handle = PyHandle {
        event_loop: event_loop.clone(),
        call: RefCell::new(Some(Call { callback, args, context })),
        cancelled: Cell::new(false),
        entry: RefCell::new(None),
        timer: RefCell::new(None),
        when,
    };
    handle.into_ref(&vm.ctx)
}

/// Queues a callback for the next iteration. `line`: where the program wanted it.
pub(crate) fn soon(
    event_loop: &PyRef<PyLoop>,
    callback: PyObjectRef,
    args: PyTupleRef,
    context: Option<PyRef<PyContext>>,
    line: u32,
    vm: &VirtualMachine,
) -> PyResult<PyRef<PyHandle>> {
    let machine = Machine::current().ok_or_else(|| vm.new_runtime_error("no program runs"))?;
    let name = if machine.recording { names::callback(&callback, args.as_slice(), vm) } else { String::new() };
    let handle = new(event_loop, callback, args, context, None, vm);
    let own = handle.clone();
    let entry = machine.handle.call_soon(&name, line, move || PyHandle::due(&own));
    handle.entry.replace(Some(entry));
    inspect::point(vm)?;
    Ok(handle)
}

/// Queues a callback when the clock has come to `when`, in seconds.
pub(crate) fn at(
    event_loop: &PyRef<PyLoop>,
    when: f64,
    callback: PyObjectRef,
    args: PyTupleRef,
    context: Option<PyRef<PyContext>>,
    vm: &VirtualMachine,
) -> PyResult<PyRef<PyHandle>> {
    let machine = Machine::current().ok_or_else(|| vm.new_runtime_error("no program runs"))?;
    let name = if machine.recording { names::callback(&callback, args.as_slice(), vm) } else { String::new() };
    let line = running_line(&machine, vm);
    let handle = new(event_loop, callback, args, context, Some(when), vm);
    let own = handle.clone();
    let timer = machine.handle.call_at(Instant::from_secs_f64(when), &name, line, move || PyHandle::due(&own));
    handle.timer.replace(Some(timer));
    inspect::point(vm)?;
    Ok(handle)
}

impl PyHandle {
    /// Its iteration has come.
    pub(crate) fn due(zelf: &PyRef<Self>) {
        if zelf.cancelled.get() || !zelf.event_loop.admits(|| SetAside::Callback(zelf.clone())) {
            return;
        }
        rustpython_vm::vm::thread::with_current_vm(|vm| {
            // Once it was looked at, the program is over.
            if inspect::point(vm).is_ok() {
                PyHandle::call(zelf, vm);
            }
        });
    }

    /// Queues it anew, when its loop runs again.
    pub(crate) fn queue_again(zelf: &PyRef<Self>, machine: &Machine, vm: &VirtualMachine) {
        let call = zelf.call.borrow().clone();
        let name = call.map(|call| names::callback(&call.callback, call.args.as_slice(), vm)).unwrap_or_default();
        let own = zelf.clone();
        let entry = machine.handle.call_soon(&name, 0, move || PyHandle::due(&own));
        zelf.entry.replace(Some(entry));
    }

    fn call(zelf: &PyRef<Self>, vm: &VirtualMachine) {
        let Some(call) = zelf.call.borrow().clone() else { return };
        let args: FuncArgs = call.args.as_slice().to_vec().into();
        let called = PyContext::within(&call.context, vm, || call.callback.call(args, vm));
        let Err(exception) = called else { return };
        let fatal = exception.fast_isinstance(vm.ctx.exceptions.system_exit)
            || exception.fast_isinstance(vm.ctx.exceptions.keyboard_interrupt);
        if let Some(machine) = Machine::current().filter(|_| fatal) {
            machine.fatal.replace(Some(exception));
            return;
        }
        let told = (|| {
            let source = callback_source(&call, vm)?;
            let context = vm.ctx.new_dict();
            context.set_item("message", vm.ctx.new_str(format!("Exception in callback {source}")).into(), vm)?;
            context.set_item("exception", exception.into(), vm)?;
            context.set_item("handle", zelf.clone().into(), vm)?;
            vm.call_method(zelf.event_loop.as_object(), "call_exception_handler", (context,))
        })();
        if let (Err(exception), Some(machine)) = (told, Machine::current()) {
            machine.fatal.replace(Some(exception));
        }
    }
}

/// A callback as messages show it: `name(arguments) at file:line`.
fn callback_source(call: &Call, vm: &VirtualMachine) -> PyResult<String> {
    asyncio::written("callback", (call.callback.clone(), call.args.clone()), vm)
}

impl Representable for PyHandle {
    fn repr_str(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult<String> {
        let mut parts = vec![if zelf.when.is_some() { "TimerHandle" } else { "Handle" }.to_owned()];
        if zelf.cancelled.get() {
            parts.push("cancelled".to_owned());
        }
        if let Some(when) = zelf.when {
            parts.push(format!("when={}", vm.ctx.new_float(when).as_object().repr(vm)?));
        }
        let call = zelf.call.borrow().clone();
        if let Some(call) = call {
            parts.push(callback_source(&call, vm)?);
        }
        Ok(format!("<{}>", parts.join(" ")))
    }
}

impl Comparable for PyHandle {
    fn cmp(zelf: &Py<Self>, other: &PyObject, op: PyComparisonOp, vm: &VirtualMachine) -> PyResult<PyComparisonValue> {
        let other_when = other.downcast_ref::<PyHandle>().and_then(|other| other.when);
        match (zelf.when, other_when) {
            (Some(one), Some(other)) => Ok(one
                .partial_cmp(&other)
                .map_or(PyComparisonValue::NotImplemented, |order| PyComparisonValue::Implemented(op.eval_ord(order)))),
            _ => {
                let _ = vm;
                Ok(PyComparisonValue::NotImplemented)
            }
        }
    }
}

#[pyclass(flags(BASETYPE, HAS_WEAKREF), with(Representable, Comparable))]
impl PyHandle {
    #[pymethod]
    fn cancel(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult<()> {
        if zelf.cancelled.replace(true) {
            return Ok(());
        }
        if let Some(entry) = zelf.entry.take() {
            entry.cancel();
        }
        if let Some(timer) = zelf.timer.take() {
            timer.cancel();
        }
        let call = zelf.call.take();
        drop(call);
        inspect::point(vm)
    }

    #[pymethod]
    fn cancelled(zelf: PyRef<Self>) -> bool {
        zelf.cancelled.get()
    }

    #[pymethod]
    fn when(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult<f64> {
        zelf.when.ok_or_else(|| vm.new_attribute_error("'Handle' object has no attribute 'when'"))
    }

    #[pymethod]
    fn _run(zelf: PyRef<Self>, vm: &VirtualMachine) {
        PyHandle::call(&zelf, vm);
    }
}
