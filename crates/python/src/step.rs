//! What a loop of the program's own making gets to see of a task: its steps and wake-ups, as callbacks (`TaskStepMethWrapper` and
//! `task_wakeup` of CPython's `Modules/_asynciomodule.c`). A plain loop never sees them: there a task is woken natively.
//!
//! ```text
//!   the task ──► loop.call_soon(step) of the program's ──► the native call_soon: the task's next poll, as on a plain loop
//!                                                     └──► kept, wrapped, called by the program: polled here and now
//! ```

use rustpython_vm::builtins::{PyBaseExceptionRef, PyTupleRef};
use rustpython_vm::common::hash::PyHash;
use rustpython_vm::function::{FuncArgs, KwArgs, PyComparisonValue};
use rustpython_vm::object::{Traverse, TraverseFn};
use rustpython_vm::types::{Callable, Comparable, Hashable, PyComparisonOp, Representable};
use rustpython_vm::{AsObject, Py, PyObject, PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine, pyclass};

use crate::collect::Holds;
use crate::context::PyContext;
use crate::event_loop::PyLoop;
use crate::handle::PyHandle;
use crate::task::{Next, PyTask};

/// A task's next step: it goes on, or an exception is raised in it.
#[pyclass(module = false, name = "TaskStepMethWrapper", traverse = "manual")]
#[derive(Debug, PyPayload)]
pub(crate) struct PyTaskStep {
    task: PyRef<PyTask>,
    exception: Option<PyBaseExceptionRef>,
}

/// A task's wake-up by a future. It is a built-in method of the task's, and says so.
#[pyclass(module = false, name = "builtin_function_or_method", traverse = "manual")]
#[derive(Debug, PyPayload)]
pub(crate) struct PyTaskWakeup {
    task: PyRef<PyTask>,
}

impl Holds for PyTaskStep {
    fn show(&self, each: &mut TraverseFn<'_>) {
        self.task.traverse(each);
        self.exception.traverse(each);
    }

    fn let_go(&mut self, into: &mut Vec<PyObjectRef>) {
        into.extend(self.exception.take().map(PyObjectRef::from));
    }
}

impl Holds for PyTaskWakeup {
    fn show(&self, each: &mut TraverseFn<'_>) {
        self.task.traverse(each);
    }

    // Whoever holds it lets go of it.
    fn let_go(&mut self, _into: &mut Vec<PyObjectRef>) {}
}

impl PyTaskStep {
    pub(crate) fn new(task: PyRef<PyTask>, exception: Option<PyBaseExceptionRef>) -> Self {
        PyTaskStep { task, exception }
    }

    fn next(&self) -> Next {
        self.exception.clone().map_or(Next::Send, Next::Raise)
    }
}

impl PyTaskWakeup {
    pub(crate) fn new(task: PyRef<PyTask>) -> Self {
        PyTaskWakeup { task }
    }

    pub(crate) fn task(&self) -> &PyRef<PyTask> {
        &self.task
    }
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

/// A step or a wake-up that has come to the native loop: the task's next poll.
pub(crate) struct Queued {
    task: PyRef<PyTask>,
    next: Next,
}

impl Queued {
    /// `None` when the callback is anything else, or what it is cannot be a poll of the task's.
    pub(crate) fn of(
        event_loop: &PyRef<PyLoop>,
        callback: &PyObject,
        args: &PyTupleRef,
        context: Option<&PyRef<PyContext>>,
    ) -> Option<Self> {
        let (task, next) = match (callback.downcast_ref::<PyTaskStep>(), callback.downcast_ref::<PyTaskWakeup>()) {
            (Some(step), _) if args.is_empty() => (step.task.clone(), step.next()),
            (_, Some(wakeup)) if args.len() == 1 => (wakeup.task.clone(), Next::TakeUp(args[0].clone())),
            _ => return None,
        };
        (task.is_of(event_loop.as_object(), context) && !task.is_queued()).then_some(Queued { task, next })
    }

    /// The handle can still cancel it.
    pub(crate) fn queue(self, handle: PyRef<PyHandle>) {
        PyTask::queue_step_of(&self.task, self.next, handle);
    }
}

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
