//! What a loop of the program's own making gets to see of a task: its steps and wake-ups, as callbacks (`TaskStepMethWrapper` and
//! `task_wakeup` of CPython's `Modules/_asynciomodule.c`). A plain loop never sees them: there a task is woken natively.
//!
//! ```text
//!   the task ──► loop.call_soon(step) of the program's ──► the native call_soon: the task's next poll, as on a plain loop
//!                                                     └──► kept, wrapped, called by the program: polled here and now
//! ```

use rustpython_vm::common::hash::PyHash;
use rustpython_vm::function::{FuncArgs, PyComparisonValue};
use rustpython_vm::types::{Callable, Comparable, Hashable, PyComparisonOp, Representable};
use rustpython_vm::{AsObject, Py, PyObject, PyObjectRef, PyRef, PyResult, VirtualMachine, pyclass};

use crate::classes::step::{PyTaskStep, PyTaskWakeup};
use crate::classes::task::{Next, PyTask};

impl Callable for PyTaskStep {
    type Args = FuncArgs;

    fn call(zelf: &Py<Self>, args: FuncArgs, vm: &VirtualMachine) -> PyResult {
        if !args.kwargs.is_empty() {
            return Err(vm.new_type_error("function takes no keyword arguments"));
        }
        if !args.args.is_empty() {
            return Err(vm.new_type_error("function takes no positional arguments"));
        }
        PyTask::step_now(&zelf.task, zelf.next(), vm)?;
        Ok(vm.ctx.none())
    }
}

impl Representable for PyTaskStep {
    fn repr_str(zelf: &Py<Self>, _vm: &VirtualMachine) -> PyResult<String> {
        Ok(format!("<TaskStepMethWrapper object at {:#x}>", zelf.get_id()))
    }
}

#[pyclass(with(Callable, Representable), flags(DISALLOW_INSTANTIATION))]
impl PyTaskStep {
    #[pygetset]
    fn __self__(zelf: PyRef<Self>) -> PyRef<PyTask> {
        zelf.task.clone()
    }
}

impl Callable for PyTaskWakeup {
    type Args = (PyObjectRef,);

    fn call(zelf: &Py<Self>, (future,): (PyObjectRef,), vm: &VirtualMachine) -> PyResult {
        PyTask::step_now(&zelf.task, Next::TakeUp(future), vm)?;
        Ok(vm.ctx.none())
    }
}

impl Representable for PyTaskWakeup {
    fn repr_str(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult<String> {
        let class = zelf.task.class();
        let module = class.as_object().get_attr("__module__", vm)?.str(vm)?;
        let (name, id) = (class.name().to_string(), zelf.task.get_id());
        Ok(format!("<built-in method task_wakeup of {module}.{name} object at {id:#x}>"))
    }
}

impl Comparable for PyTaskWakeup {
    fn cmp(zelf: &Py<Self>, other: &PyObject, op: PyComparisonOp, _vm: &VirtualMachine) -> PyResult<PyComparisonValue> {
        op.eq_only(|| {
            let same = other.downcast_ref::<PyTaskWakeup>().map(|other| other.task.is(&zelf.task));
            Ok(same.map_or(PyComparisonValue::NotImplemented, PyComparisonValue::Implemented))
        })
    }
}

impl Hashable for PyTaskWakeup {
    fn hash(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult<PyHash> {
        zelf.task.as_object().hash(vm)
    }
}

#[pyclass(with(Callable, Representable, Comparable, Hashable), flags(DISALLOW_INSTANTIATION))]
impl PyTaskWakeup {
    #[pygetset]
    fn __self__(zelf: PyRef<Self>) -> PyRef<PyTask> {
        zelf.task.clone()
    }

    #[pygetset]
    fn __name__(_zelf: PyRef<Self>) -> &'static str {
        "task_wakeup"
    }

    #[pygetset]
    fn __qualname__(_zelf: PyRef<Self>) -> &'static str {
        "Task.task_wakeup"
    }
}
