//! `asyncio.Task` as it is: a future, a coroutine, and what its next step does.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use loopscope_executor::TaskRef;
use loopscope_executor::trace::TaskNo;
use rustpython_vm::builtins::{PyBaseException, PyBaseExceptionRef, PyStr};
use rustpython_vm::object::{Traverse, TraverseFn};
use rustpython_vm::{AsObject, Py, PyObject, PyObjectRef, PyRef, PyResult, VirtualMachine, pyclass};

use crate::classes::await_stack::AwaitStack;
use crate::classes::context::PyContext;
use crate::classes::future::PyFuture;
use crate::classes::handle::PyHandle;
use crate::collect::{Holds, held, show};
use crate::text::shown;

/// Who did something, and where.
#[derive(Clone, Debug, Default)]
pub(crate) struct Doer {
    /// 0 for who is no task: a callback, the top level.
    pub(crate) task: TaskNo,
    /// The task's name, a string.
    pub(crate) name: Option<PyObjectRef>,
    pub(crate) line: u32,
}

/// What its next step does.
#[derive(Debug)]
pub(crate) enum Next {
    Send,
    Raise(PyBaseExceptionRef),
    /// Takes up what this future ended with.
    TakeUp(PyObjectRef),
}

#[pyclass(module = "_asyncio", name = "Task", base = PyFuture, traverse = "manual")]
#[repr(C)]
pub(crate) struct PyTask {
    pub(crate) base: PyFuture,
    pub(crate) coroutine: RefCell<Option<PyObjectRef>>,
    pub(crate) name: RefCell<Option<PyObjectRef>>,
    pub(crate) context: RefCell<Option<PyRef<PyContext>>>,
    pub(crate) must_cancel: Cell<bool>,
    pub(crate) cancelling: Cell<u32>,
    pub(crate) waits_for: RefCell<Option<PyObjectRef>>,
    /// Nothing once it has been done.
    pub(crate) next: RefCell<Option<Next>>,
    /// What can still cancel the next step, on a loop of the program's own making.
    pub(crate) handle: RefCell<Option<PyRef<PyHandle>>>,
    /// The step is called by the program, not by the loop; what it raises is left here.
    pub(crate) called: RefCell<Option<PyResult<()>>>,
    pub(crate) task: RefCell<Option<TaskRef>>,
    /// Itself, while it stands in the ready queue: what holds it otherwise is who will wake it.
    pub(crate) queued: Rc<Cell<Option<PyRef<PyTask>>>>,
    pub(crate) log_destroy_pending: Cell<bool>,
    /// Its loop did not take it.
    pub(crate) abandoned: Cell<bool>,
    pub(crate) stack: AwaitStack,
    /// Of a task that runs a coroutine of the library's alone: who made it.
    pub(crate) maker: RefCell<Option<Doer>>,
    /// It is to be cancelled, and has not been told yet.
    pub(crate) asked: Cell<bool>,
    /// The traceback that the last exception had when the task got it from a future: what stands in that is another's doing.
    pub(crate) inherited: Cell<usize>,
}

impl std::fmt::Debug for PyTask {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Task").field("no", &self.no()).finish_non_exhaustive()
    }
}

impl PyTask {
    pub(crate) fn empty() -> Self {
        PyTask {
            base: PyFuture::empty(),
            coroutine: RefCell::new(None),
            name: RefCell::new(None),
            context: RefCell::new(None),
            must_cancel: Cell::new(false),
            cancelling: Cell::new(0),
            waits_for: RefCell::new(None),
            next: RefCell::new(Some(Next::Send)),
            handle: RefCell::new(None),
            called: RefCell::new(None),
            task: RefCell::new(None),
            queued: Rc::default(),
            log_destroy_pending: Cell::new(true),
            abandoned: Cell::new(false),
            stack: AwaitStack::default(),
            maker: RefCell::new(None),
            asked: Cell::new(false),
            inherited: Cell::new(0),
        }
    }

    /// Who made it, if it runs a coroutine of the library's alone.
    pub(crate) fn maker(&self) -> Option<Doer> {
        self.maker.borrow().clone()
    }

    /// Its name, as text.
    pub(crate) fn shown_name(&self) -> String {
        let name = self.name.borrow();
        name.as_ref()
            .and_then(|name| name.downcast_ref::<PyStr>())
            .map(|name| shown(name).into_owned())
            .unwrap_or_default()
    }

    pub(crate) fn name(&self) -> Option<PyObjectRef> {
        self.name.borrow().clone()
    }

    pub(crate) fn coroutine(&self) -> Option<PyObjectRef> {
        self.coroutine.borrow().clone()
    }

    pub(crate) fn waits_for(&self) -> Option<PyObjectRef> {
        self.waits_for.borrow().clone()
    }

    /// Its number in the trace; 0 before it is one of a program's.
    pub(crate) fn no(&self) -> TaskNo {
        self.task.borrow().as_ref().map_or(0, TaskRef::no)
    }

    /// Its next step takes up what `future` ended with.
    pub(crate) fn wake_by(zelf: &Py<Self>, future: PyObjectRef) {
        PyTask::queue_step(zelf, Next::TakeUp(future));
    }

    pub(crate) fn wake(zelf: &Py<Self>) {
        let task = zelf.task.borrow().clone();
        if task.is_some_and(|task| task.wake()) {
            let before = zelf.queued.replace(Some(zelf.to_owned()));
            drop(before);
        }
    }

    pub(crate) fn queue_step(zelf: &Py<Self>, next: Next) {
        let before = zelf.next.replace(Some(next));
        drop(before);
        PyTask::wake(zelf);
    }

    /// How many objects CPython makes beside it: its context, unless others have it, and what wakes it.
    pub(crate) fn parts(&self) -> usize {
        let own_context = self.context.borrow().as_ref().is_some_and(|context| context.as_object().strong_count() == 1);
        usize::from(own_context) + usize::from(self.waits_for.borrow().is_some())
    }

    pub(crate) fn coroutine_name(&self, vm: &VirtualMachine) -> String {
        let coroutine = self.coroutine.borrow().clone();
        let name = coroutine.and_then(|it| it.get_attr("__name__", vm).ok());
        name.and_then(|name| name.str(vm).ok()).map(|name| shown(&name).into_owned()).unwrap_or_default()
    }

    /// An exception has come from a future.
    pub(crate) fn inherit(&self, exception: &Py<PyBaseException>) {
        self.inherited.set(exception.__traceback__().map_or(0, |traceback| traceback.as_object().get_id()));
    }

    /// Queues a step that a handle of the program's can cancel.
    pub(crate) fn queue_step_of(zelf: &Py<Self>, next: Next, handle: PyRef<PyHandle>) {
        let before = zelf.handle.replace(Some(handle));
        drop(before);
        PyTask::queue_step(zelf, next);
    }

    /// Whether it is a task of this loop that would run in this context.
    pub(crate) fn is_of(&self, event_loop: &PyObject, context: Option<&PyRef<PyContext>>) -> bool {
        let own = self.context.borrow();
        self.task.borrow().is_some()
            && self.base.event_loop.borrow().as_ref().is_some_and(|it| it.is(event_loop))
            && context.is_none_or(|context| own.as_ref().is_some_and(|own| own.is(context)))
    }

    /// Whether a step of it waits for its turn already.
    pub(crate) fn is_queued(&self) -> bool {
        self.handle.borrow().is_some()
    }

    pub(crate) fn is_of_loop_of(&self, other: &PyTask) -> bool {
        match (&*self.base.event_loop.borrow(), &*other.base.event_loop.borrow()) {
            (Some(one), Some(other)) => one.is(other),
            _ => false,
        }
    }

    pub(crate) fn context(&self) -> Option<PyRef<PyContext>> {
        self.context.borrow().clone()
    }
}

impl Holds for PyTask {
    fn show(&self, each: &mut TraverseFn<'_>) {
        self.base.show(each);
        show(&self.coroutine, each);
        show(&self.name, each);
        show(&self.context, each);
        show(&self.waits_for, each);
        show(&self.handle, each);
        match self.next.try_borrow().as_deref() {
            Ok(Some(Next::Raise(exception))) => exception.traverse(each),
            Ok(Some(Next::TakeUp(future))) => future.traverse(each),
            Ok(_) | Err(_) => {}
        }
    }

    fn let_go(&mut self, into: &mut Vec<PyObjectRef>) {
        self.base.let_go(into);
        into.extend(self.coroutine.take());
        into.extend(self.name.take());
        into.extend(self.context.take().map(PyObjectRef::from));
        into.extend(self.waits_for.take());
        match self.next.take() {
            Some(Next::Raise(exception)) => into.push(exception.into()),
            Some(Next::TakeUp(future)) => into.push(future),
            Some(Next::Send) | None => {}
        }
        into.extend(self.handle.take().map(PyObjectRef::from));
    }
}

impl Drop for PyTask {
    fn drop(&mut self) {
        if let Some(task) = self.task.take().filter(|_| !self.base.is_done()) {
            task.collect();
        }
    }
}

held!(PyTask);
