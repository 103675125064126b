//! `asyncio.Future` as it is: its outcome, once it has one, and who waits for that.

use std::cell::{Cell, OnceCell, RefCell};

use loopscope_executor::trace::FutureNo;
use rustpython_vm::builtins::{PyBaseExceptionRef, PyTraceback};
use rustpython_vm::object::{Traverse, TraverseFn};
use rustpython_vm::{AsObject, PyObject, PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine, pyclass};

use crate::classes::awaited_by::AwaitedBy;
use crate::classes::context::PyContext;
use crate::classes::task::PyTask;
use crate::collect::{Holds, held, show};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Pending,
    Cancelled,
    Finished,
}

/// Who waits for a future's end.
#[derive(Clone, Debug)]
pub(crate) enum Waiter {
    Task(PyRef<PyTask>),
    /// The line is that on which it was added.
    Callback {
        callback: PyObjectRef,
        context: PyRef<PyContext>,
        line: u32,
    },
}

#[pyclass(module = "_asyncio", name = "Future", traverse = "manual")]
#[derive(Debug, PyPayload)]
pub(crate) struct PyFuture {
    pub(crate) event_loop: RefCell<Option<PyObjectRef>>,
    pub(crate) state: Cell<State>,
    pub(crate) result: RefCell<Option<PyObjectRef>>,
    pub(crate) exception: RefCell<Option<PyBaseExceptionRef>>,
    pub(crate) traceback: RefCell<Option<PyRef<PyTraceback>>>,
    pub(crate) log_traceback: Cell<bool>,
    pub(crate) blocking: Cell<bool>,
    pub(crate) cancel_message: RefCell<Option<PyObjectRef>>,
    /// The very exception that a task's coroutine ended with when it was cancelled.
    pub(crate) cancelled_error: RefCell<Option<PyBaseExceptionRef>>,
    pub(crate) waiters: RefCell<Vec<Waiter>>,
    pub(crate) awaited_by: AwaitedBy,
    /// 0 for a task's own: the trace knows that one by the task.
    pub(crate) no: Cell<FutureNo>,
    /// What the trace calls it, if it has a name.
    pub(crate) name: OnceCell<Box<str>>,
    /// Whether the trace knows for which future of a group a callback waits for its end.
    pub(crate) served: Cell<bool>,
    /// Debug mode: where it was made.
    pub(crate) made_at: RefCell<Option<PyObjectRef>>,
}

pub(crate) const UNINITIALIZED: &str = "Future object is not initialized.";

impl PyFuture {
    pub(crate) fn empty() -> Self {
        PyFuture {
            event_loop: RefCell::new(None),
            state: Cell::new(State::Pending),
            result: RefCell::new(None),
            exception: RefCell::new(None),
            traceback: RefCell::new(None),
            log_traceback: Cell::new(false),
            blocking: Cell::new(false),
            cancel_message: RefCell::new(None),
            cancelled_error: RefCell::new(None),
            waiters: RefCell::new(Vec::new()),
            awaited_by: AwaitedBy::default(),
            no: Cell::new(0),
            name: OnceCell::new(),
            served: Cell::new(false),
            made_at: RefCell::new(None),
        }
    }

    /// An attribute of one that has not been initialized.
    pub(crate) fn check_initialized(&self, vm: &VirtualMachine) -> PyResult<()> {
        match *self.event_loop.borrow() {
            Some(_) => Ok(()),
            None => Err(vm.new_runtime_error(UNINITIALIZED)),
        }
    }

    /// What the trace calls it.
    pub(crate) fn name(&self) -> Option<&str> {
        self.name.get().map(|name| &**name)
    }

    /// Its state in a word.
    pub(crate) fn state_word(&self) -> &'static str {
        match self.state.get() {
            State::Pending => "pending",
            State::Cancelled => "cancelled",
            State::Finished => "done",
        }
    }

    pub(crate) fn is_done(&self) -> bool {
        self.state.get() != State::Pending
    }

    pub(crate) fn has_exception(&self) -> Option<PyBaseExceptionRef> {
        self.exception.borrow().clone()
    }

    pub(crate) fn set_cancel_message(&self, message: Option<PyObjectRef>) {
        let before = self.cancel_message.replace(message);
        drop(before);
    }

    pub(crate) fn cancel_message(&self) -> Option<PyObjectRef> {
        self.cancel_message.borrow().clone()
    }
}

/// What is a future natively: it, or the one that a task is.
pub(crate) fn as_future(object: &PyObject) -> Option<&PyFuture> {
    match object.downcast_ref::<PyTask>() {
        Some(task) => Some(&task.base),
        None => object.downcast_ref::<PyFuture>().map(|future| &**future),
    }
}

/// The same of what is exactly one, and no instance of a class of the program's.
pub(crate) fn exact<'a>(object: &'a PyObject, vm: &VirtualMachine) -> Option<&'a PyFuture> {
    let class = object.class();
    let own = class.is(PyFuture::class(&vm.ctx)) || class.is(PyTask::class(&vm.ctx));
    if own { as_future(object) } else { None }
}

impl Holds for PyFuture {
    fn show(&self, each: &mut TraverseFn<'_>) {
        show(&self.event_loop, each);
        show(&self.result, each);
        show(&self.exception, each);
        show(&self.traceback, each);
        show(&self.cancel_message, each);
        show(&self.cancelled_error, each);
        let Ok(waiters) = self.waiters.try_borrow() else { return };
        for waiter in &*waiters {
            match waiter {
                Waiter::Task(task) => task.traverse(each),
                Waiter::Callback { callback, context, .. } => {
                    callback.traverse(each);
                    context.traverse(each);
                }
            }
        }
    }

    fn let_go(&mut self, into: &mut Vec<PyObjectRef>) {
        into.extend(self.event_loop.take());
        into.extend(self.result.take());
        into.extend(self.exception.take().map(PyObjectRef::from));
        into.extend(self.traceback.take().map(PyObjectRef::from));
        into.extend(self.cancel_message.take());
        into.extend(self.cancelled_error.take().map(PyObjectRef::from));
        for waiter in self.waiters.take() {
            match waiter {
                Waiter::Task(task) => into.push(task.into()),
                Waiter::Callback { callback, context, .. } => into.extend([callback, context.into()]),
            }
        }
    }
}

/// What `await` gets of a future.
#[pyclass(module = "_asyncio", name = "FutureIter", traverse = "manual")]
#[derive(Debug, PyPayload)]
pub(crate) struct PyFutureIter {
    pub(crate) future: RefCell<Option<PyObjectRef>>,
}

impl PyFutureIter {
    pub(crate) fn of(future: PyObjectRef) -> Self {
        PyFutureIter { future: RefCell::new(Some(future)) }
    }
}

impl Holds for PyFutureIter {
    fn show(&self, each: &mut TraverseFn<'_>) {
        show(&self.future, each);
    }

    fn let_go(&mut self, into: &mut Vec<PyObjectRef>) {
        into.extend(self.future.take());
    }
}

held!(PyFuture, PyFutureIter);
