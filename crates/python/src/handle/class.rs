//! What Python sees of handles: their classes.

use std::cell::{Cell, RefCell};

use rustpython_vm::builtins::{PyTupleRef, PyType};
use rustpython_vm::common::hash::PyHash;
use rustpython_vm::function::{OptionalOption, PyComparisonValue};
use rustpython_vm::types::{Comparable, Constructor, Hashable, PyComparisonOp, Representable};
use rustpython_vm::{AsObject, Py, PyObject, PyObjectRef, PyRef, PyResult, VirtualMachine, pyclass};

use super::run;
use crate::checkpoint;
use crate::classes::context::PyContext;
use crate::classes::handle::{PyHandle, PyTimerHandle, as_handle};
use crate::library;
use crate::overrides;

fn this<'a>(object: &'a PyObject, vm: &VirtualMachine) -> PyResult<&'a PyHandle> {
    as_handle(object).ok_or_else(|| vm.new_type_error(format!("a handle was expected, not {}", object.class().name())))
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
        parts.push(library::written(
            "callback",
            (callback, args, vm.ctx.none(), overrides::debug(&it.event_loop, vm)?),
            vm,
        )?);
    }
    let made_at = it.made_at.borrow().clone();
    if let Some(made_at) = made_at {
        parts.push(library::written("made_at", (made_at,), vm)?);
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
        checkpoint::pass(vm)
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
