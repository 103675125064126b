//! A task's steps and wake-ups as objects, which loops of the program's own making get to see (`step.rs`).

use rustpython_vm::builtins::{PyBaseExceptionRef, PyTupleRef};
use rustpython_vm::object::{Traverse, TraverseFn};
use rustpython_vm::{AsObject, PyObject, PyObjectRef, PyPayload, PyRef, pyclass};

use crate::classes::context::PyContext;
use crate::classes::event_loop::PyLoop;
use crate::classes::handle::PyHandle;
use crate::classes::task::{Next, PyTask};
use crate::collect::{Holds, held};

/// A task's next step: it goes on, or an exception is raised in it.
#[pyclass(module = false, name = "TaskStepMethWrapper", traverse = "manual")]
#[derive(Debug, PyPayload)]
pub(crate) struct PyTaskStep {
    pub(crate) task: PyRef<PyTask>,
    pub(crate) exception: Option<PyBaseExceptionRef>,
}

/// A task's wake-up by a future. It is a built-in method of the task's, and says so.
#[pyclass(module = false, name = "builtin_function_or_method", traverse = "manual")]
#[derive(Debug, PyPayload)]
pub(crate) struct PyTaskWakeup {
    pub(crate) task: PyRef<PyTask>,
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

    pub(crate) fn next(&self) -> Next {
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

held!(PyTaskStep, PyTaskWakeup);
