//! Context variables (PEP 567, CPython's `Python/context.c`): every task has a context of its own, a copy of its maker's.

use std::cell::Cell;
use std::sync::LazyLock;

use rustpython_vm::atomic_func;
use rustpython_vm::builtins::{PyGenericAlias, PyStrRef, PyType, PyTypeRef};
use rustpython_vm::common::hash::PyHash;
use rustpython_vm::function::{FuncArgs, OptionalArg, PyComparisonValue};
use rustpython_vm::protocol::{PyMappingMethods, PySequenceMethods};
use rustpython_vm::types::{
    AsMapping, AsSequence, Comparable, Constructor, Hashable, Iterable, PyComparisonOp, Representable,
};
use rustpython_vm::{AsObject, Py, PyObject, PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine, pyclass};

use crate::classes::context::{PyContext, PyContextVar};
use crate::machine::Machine;
use crate::text::shown;

/// `contextvars.Token`.
#[pyclass(module = "_contextvars", name = "Token")]
#[derive(Debug, PyPayload)]
pub(crate) struct PyToken {
    var: PyRef<PyContextVar>,
    before: Option<PyObjectRef>,
    context: PyRef<PyContext>,
    used: Cell<bool>,
}

impl PyContext {
    /// The current context; made when there is none yet.
    pub(crate) fn current(vm: &VirtualMachine) -> PyRef<PyContext> {
        let Some(machine) = Machine::current() else { return PyContext::default().into_ref(&vm.ctx) };
        machine.current.context(|| PyContext::default().into_ref(&vm.ctx))
    }

    /// A copy of the current context.
    pub(crate) fn copied(vm: &VirtualMachine) -> PyRef<PyContext> {
        PyContext::current(vm).copy_of(vm)
    }

    /// Makes it the current one.
    pub(crate) fn enter(zelf: &PyRef<Self>, vm: &VirtualMachine) -> PyResult<()> {
        if zelf.entered.get() {
            let repr = zelf.as_object().repr(vm)?;
            return Err(vm.new_runtime_error(format!("cannot enter context: {repr} is already entered")));
        }
        let Some(machine) = Machine::current() else { return Ok(()) };
        zelf.entered.set(true);
        let before = machine.current.replace_context(Some(zelf.clone()));
        zelf.before.replace(before);
        Ok(())
    }

    /// Makes the one before the current one again.
    pub(crate) fn leave(zelf: &PyRef<Self>) {
        let Some(machine) = Machine::current().filter(|_| zelf.entered.get()) else { return };
        let before = zelf.before.take();
        machine.current.replace_context(before);
        zelf.entered.set(false);
    }

    /// Runs something in it.
    pub(crate) fn within<R>(
        zelf: &PyRef<Self>,
        vm: &VirtualMachine,
        what: impl FnOnce() -> PyResult<R>,
    ) -> PyResult<R> {
        PyContext::enter(zelf, vm)?;
        let result = what();
        PyContext::leave(zelf);
        result
    }
}

impl Constructor for PyContext {
    type Args = FuncArgs;

    fn py_new(_class: &Py<PyType>, args: FuncArgs, vm: &VirtualMachine) -> PyResult<Self> {
        if !args.is_empty() {
            return Err(vm.new_type_error("Context() does not accept any arguments"));
        }
        Ok(PyContext::default())
    }
}

impl Comparable for PyContext {
    fn cmp(zelf: &Py<Self>, other: &PyObject, op: PyComparisonOp, vm: &VirtualMachine) -> PyResult<PyComparisonValue> {
        op.eq_only(|| {
            let Some(other) = other.downcast_ref::<PyContext>() else { return Ok(PyComparisonValue::NotImplemented) };
            // Comparing may run the program's code: nothing is borrowed meanwhile.
            let (one, others) = (zelf.shared(), other.shared());
            let mut equal = one.len() == others.len();
            for (var, value) in one.iter() {
                let Some((_, its)) = others.iter().find(|(its, _)| equal && its.is(var)) else {
                    equal = false;
                    break;
                };
                equal = vm.identical_or_equal(value, its)?;
            }
            Ok(PyComparisonValue::Implemented(equal))
        })
    }
}

impl Hashable for PyContext {
    fn hash(_zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult<PyHash> {
        Err(vm.new_type_error("unhashable type: '_contextvars.Context'"))
    }
}

fn var_of(key: &PyObject, vm: &VirtualMachine) -> PyResult<PyRef<PyContextVar>> {
    key.to_owned().downcast::<PyContextVar>().map_err(|key| {
        let repr = key.repr(vm).map(|repr| shown(&repr).into_owned()).unwrap_or_default();
        vm.new_type_error(format!("a ContextVar key was expected, got {repr}"))
    })
}

impl AsMapping for PyContext {
    fn as_mapping() -> &'static PyMappingMethods {
        static METHODS: LazyLock<PyMappingMethods> = LazyLock::new(|| PyMappingMethods {
            length: atomic_func!(|mapping, _vm| Ok(PyContext::mapping_downcast(mapping).shared().len())),
            subscript: atomic_func!(|mapping, key, vm| {
                let var = var_of(key, vm)?;
                let found = PyContext::mapping_downcast(mapping).find(&var);
                found.ok_or_else(|| vm.new_key_error(key.to_owned()))
            }),
            ..PyMappingMethods::NOT_IMPLEMENTED
        });
        &METHODS
    }
}

impl AsSequence for PyContext {
    fn as_sequence() -> &'static PySequenceMethods {
        static METHODS: LazyLock<PySequenceMethods> = LazyLock::new(|| PySequenceMethods {
            contains: atomic_func!(|sequence, key, vm| {
                let var = var_of(key, vm)?;
                Ok(PyContext::sequence_downcast(sequence).find(&var).is_some())
            }),
            ..PySequenceMethods::NOT_IMPLEMENTED
        });
        &METHODS
    }
}

impl Iterable for PyContext {
    fn iter(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult {
        let keys = zelf.shared().iter().map(|(var, _)| var.clone().into()).collect();
        Ok(vm.ctx.new_list(keys).as_object().get_iter(vm)?.into())
    }
}

#[pyclass(with(Constructor, Comparable, Hashable, AsMapping, AsSequence, Iterable))]
impl PyContext {
    #[pymethod]
    fn run(zelf: PyRef<Self>, mut args: FuncArgs, vm: &VirtualMachine) -> PyResult {
        let Some(callable) = args.take_positional() else {
            return Err(vm.new_type_error("run() missing 1 required positional argument"));
        };
        PyContext::within(&zelf, vm, || callable.call(args, vm))
    }

    #[pymethod]
    fn copy(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyRef<PyContext> {
        zelf.copy_of(vm)
    }

    #[pymethod]
    fn get(zelf: PyRef<Self>, var: PyObjectRef, default: OptionalArg, vm: &VirtualMachine) -> PyResult {
        let var = var_of(&var, vm)?;
        Ok(zelf.find(&var).or(default.into_option()).unwrap_or_else(|| vm.ctx.none()))
    }

    #[pymethod]
    fn keys(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyObjectRef {
        vm.ctx.new_list(zelf.shared().iter().map(|(var, _)| var.clone().into()).collect()).into()
    }

    #[pymethod]
    fn values(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyObjectRef {
        vm.ctx.new_list(zelf.shared().iter().map(|(_, value)| value.clone()).collect()).into()
    }

    #[pymethod]
    fn items(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyObjectRef {
        let pairs = zelf.shared();
        let pairs = pairs.iter().map(|(var, value)| vm.ctx.new_tuple(vec![var.clone().into(), value.clone()]).into());
        vm.ctx.new_list(pairs.collect()).into()
    }
}

#[derive(rustpython_vm::FromArgs)]
pub(crate) struct VarArgs {
    #[pyarg(positional)]
    name: PyObjectRef,
    #[pyarg(named, optional)]
    default: OptionalArg<PyObjectRef>,
}

impl Constructor for PyContextVar {
    type Args = FuncArgs;

    fn py_new(_class: &Py<PyType>, args: FuncArgs, vm: &VirtualMachine) -> PyResult<Self> {
        let given = args.args.len();
        if given != 1 {
            return Err(vm.new_type_error(format!("ContextVar() takes exactly 1 positional argument ({given} given)")));
        }
        let args: VarArgs = args.bind(vm)?;
        let name = args.name.downcast().map_err(|_| vm.new_type_error("context variable name must be a str"))?;
        Ok(PyContextVar { name, default: args.default.into_option() })
    }
}

impl Representable for PyContextVar {
    fn repr_str(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult<String> {
        let name = zelf.name.as_object().repr(vm)?;
        let default = match &zelf.default {
            Some(default) => format!(" default={}", default.repr(vm)?),
            None => String::new(),
        };
        Ok(format!("<ContextVar name={name}{default} at {:#x}>", zelf.get_id()))
    }
}

#[pyclass(with(Constructor, Representable))]
impl PyContextVar {
    #[pygetset]
    fn name(zelf: PyRef<Self>) -> PyStrRef {
        zelf.name.clone()
    }

    #[pymethod]
    fn get(zelf: PyRef<Self>, default: OptionalArg, vm: &VirtualMachine) -> PyResult {
        let found = PyContext::current(vm).find(&zelf).or(default.into_option()).or_else(|| zelf.default.clone());
        found.ok_or_else(|| vm.new_exception(vm.ctx.exceptions.lookup_error.to_owned(), vec![zelf.into()]))
    }

    #[pymethod]
    fn set(zelf: PyRef<Self>, value: PyObjectRef, vm: &VirtualMachine) -> PyRef<PyToken> {
        let context = PyContext::current(vm);
        let before = context.find(&zelf);
        context.put(&zelf, Some(value));
        PyToken { var: zelf, before, context, used: Cell::new(false) }.into_ref(&vm.ctx)
    }

    #[pymethod]
    fn reset(zelf: PyRef<Self>, token: PyObjectRef, vm: &VirtualMachine) -> PyResult<()> {
        let token = token.downcast::<PyToken>().map_err(|other| {
            let repr = other.repr(vm).map(|repr| repr.to_string()).unwrap_or_default();
            vm.new_type_error(format!("expected an instance of Token, got {repr}"))
        })?;
        let repr = || token.as_object().repr(vm);
        if token.used.get() {
            return Err(vm.new_runtime_error(format!("{} has already been used once", repr()?)));
        }
        if !token.var.is(&zelf) {
            return Err(vm.new_value_error(format!("{} was created by a different ContextVar", repr()?)));
        }
        let context = PyContext::current(vm);
        if !token.context.is(&context) {
            return Err(vm.new_value_error(format!("{} was created in a different Context", repr()?)));
        }
        token.used.set(true);
        context.put(&zelf, token.before.clone());
        Ok(())
    }

    #[pyclassmethod]
    fn __class_getitem__(class: PyTypeRef, item: PyObjectRef, vm: &VirtualMachine) -> PyResult<PyGenericAlias> {
        PyGenericAlias::from_args(class, item, vm)
    }
}

/// What a token has for a variable that had no value.
#[pyclass(module = "_contextvars", name = "MISSING")]
#[derive(Debug, PyPayload)]
struct PyMissing;

impl Representable for PyMissing {
    fn repr_str(_zelf: &Py<Self>, _vm: &VirtualMachine) -> PyResult<String> {
        Ok("<Token.MISSING>".to_owned())
    }
}

#[pyclass(with(Representable))]
impl PyMissing {}

impl Representable for PyToken {
    fn repr_str(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult<String> {
        let used = if zelf.used.get() { " used" } else { "" };
        Ok(format!("<Token{used} var={} at {:#x}>", zelf.var.as_object().repr(vm)?, zelf.get_id()))
    }
}

impl Constructor for PyToken {
    type Args = FuncArgs;

    fn py_new(_class: &Py<PyType>, _args: FuncArgs, vm: &VirtualMachine) -> PyResult<Self> {
        Err(vm.new_runtime_error("Tokens can only be created by ContextVars"))
    }
}

#[pyclass(with(Constructor, Representable))]
impl PyToken {
    #[pyclassmethod]
    fn __class_getitem__(class: PyTypeRef, item: PyObjectRef, vm: &VirtualMachine) -> PyResult<PyGenericAlias> {
        PyGenericAlias::from_args(class, item, vm)
    }

    #[pygetset]
    fn var(zelf: PyRef<Self>) -> PyRef<PyContextVar> {
        zelf.var.clone()
    }

    #[pygetset]
    fn old_value(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult {
        match &zelf.before {
            Some(value) => Ok(value.clone()),
            None => zelf.class().as_object().get_attr("MISSING", vm),
        }
    }
}

#[rustpython_vm::pymodule(name = "_contextvars")]
pub(crate) mod module {
    use rustpython_vm::builtins::PyModule;
    use rustpython_vm::class::PyClassImpl;
    use rustpython_vm::{Py, PyPayload, PyRef, PyResult, VirtualMachine};

    use super::{PyContext, PyContextVar, PyMissing, PyToken};

    #[pyfunction]
    fn copy_context(vm: &VirtualMachine) -> PyRef<PyContext> {
        PyContext::copied(vm)
    }

    pub(crate) fn module_exec(vm: &VirtualMachine, module: &Py<PyModule>) -> PyResult<()> {
        __module_exec(vm, module);
        let token = PyToken::make_static_type();
        let _ = PyMissing::make_static_type();
        token.set_str_attr("MISSING", PyMissing.into_ref(&vm.ctx), &vm.ctx);
        rustpython_vm::extend_module!(vm, module, {
            "Context" => PyContext::make_static_type(),
            "ContextVar" => PyContextVar::make_static_type(),
            "Token" => token,
        });
        Ok(())
    }
}
