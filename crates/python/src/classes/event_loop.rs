//! An event loop as it is: whether it runs, and what came up while it did not.
//!
//! ```text
//!   new ──► runs ──► left, when it was stopped ──► closed
//!            ▲             │
//!            └─────────────┘
//! ```

use std::cell::{Cell, RefCell};

use loopscope_executor::trace::Waiting;
use rustpython_vm::{AsObject, PyObject, PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine, pyclass};

use crate::classes::future::PyFuture;
use crate::classes::task::PyTask;

/// Which methods of a loop are the program's (`overrides.rs`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Replaced {
    pub(crate) call_soon: bool,
    pub(crate) call_at: bool,
    pub(crate) time: bool,
    pub(crate) run_once: bool,
    pub(crate) get_debug: bool,
    pub(crate) timer_cancelled: bool,
}

/// What came up while its loop did not run.
#[derive(Debug)]
pub(crate) enum SetAside {
    Task(PyRef<PyTask>),
    Callback(PyObjectRef),
}

#[pyclass(module = "_asyncio", name = "Loop", traverse = "manual")]
#[derive(Debug, Default, PyPayload)]
pub(crate) struct PyLoop {
    pub(crate) closed: Cell<bool>,
    pub(crate) running: Cell<bool>,
    pub(crate) stopping: Cell<bool>,
    pub(crate) debug: Cell<bool>,
    pub(crate) set_aside: RefCell<Vec<SetAside>>,
    pub(crate) replaced: Cell<Replaced>,
    /// What a clock of the program's own said last, in seconds.
    pub(crate) own_now: Cell<f64>,
    /// While the program's own `call_soon` is asked to queue a callback: what that was added to, and its identity.
    pub(crate) asked: Cell<Option<(Waiting, usize)>>,
}

impl PyLoop {
    /// The loop of a future, as the native class knows it.
    pub(crate) fn of(future: &PyFuture) -> Option<PyRef<PyLoop>> {
        future.event_loop.borrow().as_ref().and_then(|it| it.clone().downcast::<PyLoop>().ok())
    }

    /// Calls the program's own `call_soon`, which may pass on to the loop's what it is asked to queue: a callback, and what that was
    /// added to.
    pub(crate) fn while_asked<R>(
        event_loop: &PyObject,
        (on, callback): (Waiting, &PyObject),
        call_soon: impl FnOnce() -> R,
    ) -> R {
        let Some(native) = event_loop.downcast_ref::<PyLoop>() else { return call_soon() };
        let before = native.asked.replace(Some((on, callback.get_id())));
        let asked = call_soon();
        native.asked.set(before);
        asked
    }

    /// What a callback that is to be queued was added to, if it is the one that the program was asked for.
    pub(crate) fn added_to(&self, callback: &PyObject) -> Waiting {
        match self.asked.get() {
            Some((on, asked)) if asked == callback.get_id() => on,
            _ => Waiting::Unknown,
        }
    }

    pub(crate) fn check_open(&self, vm: &VirtualMachine) -> PyResult<()> {
        if self.closed.get() { Err(vm.new_runtime_error("Event loop is closed")) } else { Ok(()) }
    }

    pub(crate) fn is_stopping(&self) -> bool {
        self.stopping.get()
    }

    pub(crate) fn is_debug(&self) -> bool {
        self.debug.get()
    }

    /// What of it the program has replaced.
    pub(crate) fn replaced(&self) -> Replaced {
        self.replaced.get()
    }

    /// What a clock of the program's own said last; `None` when the loop's time is the machine's.
    pub(crate) fn own_now(&self) -> Option<f64> {
        self.replaced.get().time.then(|| self.own_now.get())
    }

    pub(crate) fn set_aside(&self, entry: SetAside) {
        self.set_aside.borrow_mut().push(entry);
    }

    /// Whether an entry of this loop may run now; else it is set aside, or forgotten when the loop is closed.
    pub(crate) fn admits(&self, entry: impl FnOnce() -> SetAside) -> bool {
        if self.running.get() {
            return true;
        }
        if !self.closed.get() {
            let entry = entry();
            self.set_aside.borrow_mut().push(entry);
        }
        false
    }
}
