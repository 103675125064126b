//! `asyncio.Handle` and `TimerHandle` as they are: a callback that waits for its iteration.

use std::cell::{Cell, RefCell};

use loopscope_executor::{CallbackHandle, TimerHandle};
use rustpython_vm::builtins::PyTupleRef;
use rustpython_vm::object::{Traverse, TraverseFn};
use rustpython_vm::{PyObject, PyObjectRef, PyPayload, PyRef, pyclass};

use crate::classes::context::PyContext;
use crate::collect::{Holds, held, show};

#[pyclass(module = "asyncio.events", name = "Handle", traverse = "manual")]
#[derive(PyPayload)]
// A timer's has numbers of eight bytes, and both have to begin at the same place in an object, also where addresses have four.
#[repr(align(8))]
pub(crate) struct PyHandle {
    pub(crate) event_loop: PyObjectRef,
    /// Callback and arguments; a cancelled handle has none.
    pub(crate) call: RefCell<Option<(PyObjectRef, PyTupleRef)>>,
    pub(crate) context: PyRef<PyContext>,
    pub(crate) cancelled: Cell<bool>,
    pub(crate) entry: RefCell<Option<CallbackHandle>>,
    /// Debug mode: where it was made, and how it was written before it lost its callback.
    pub(crate) made_at: RefCell<Option<PyObjectRef>>,
    pub(crate) repr: RefCell<Option<PyObjectRef>>,
}

#[pyclass(module = "asyncio.events", name = "TimerHandle", base = PyHandle, traverse = "manual")]
#[repr(C)]
pub(crate) struct PyTimerHandle {
    pub(crate) base: PyHandle,
    /// On the loop's clock, as the program gave it.
    pub(crate) when: PyObjectRef,
    pub(crate) timer: RefCell<Option<TimerHandle>>,
    pub(crate) scheduled: Cell<bool>,
    /// What the loop's clock shows at least when its time has come.
    pub(crate) reach: f64,
}

impl Holds for PyHandle {
    fn show(&self, each: &mut TraverseFn<'_>) {
        self.event_loop.traverse(each);
        if let Ok(Some((callback, args))) = self.call.try_borrow().as_deref() {
            callback.traverse(each);
            args.traverse(each);
        }
        self.context.traverse(each);
        show(&self.made_at, each);
        show(&self.repr, each);
    }

    fn let_go(&mut self, into: &mut Vec<PyObjectRef>) {
        if let Some((callback, args)) = self.call.take() {
            into.extend([callback, args.into()]);
        }
        into.extend(self.made_at.take());
        into.extend(self.repr.take());
    }
}

impl Holds for PyTimerHandle {
    fn show(&self, each: &mut TraverseFn<'_>) {
        self.base.show(each);
        self.when.traverse(each);
    }

    fn let_go(&mut self, into: &mut Vec<PyObjectRef>) {
        self.base.let_go(into);
    }
}

impl std::fmt::Debug for PyHandle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Handle").field("cancelled", &self.cancelled).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for PyTimerHandle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TimerHandle").field("base", &self.base).finish_non_exhaustive()
    }
}

/// What is a handle natively: it, or the one that a timer's is.
pub(crate) fn as_handle(object: &PyObject) -> Option<&PyHandle> {
    match object.downcast_ref::<PyHandle>() {
        Some(handle) => Some(handle),
        None => object.downcast_ref::<PyTimerHandle>().map(|timer| &timer.base),
    }
}

impl PyHandle {
    pub(crate) fn is_cancelled(&self) -> bool {
        self.cancelled.get()
    }
}

held!(PyHandle, PyTimerHandle);
