//! A task's cancellation, from the request to where it is told.
//!
//! ```text
//!   cancel() ──► asked [CancelRequested] ──► passed on to what it waits for, or kept for its next step
//!                  │                            (a task that is awaited is asked in its turn, through the first one's `cancel`)
//!                  └─► the next step begins: with CancelledError, told [CancelDelivered]; else the request was lost on its way
//! ```

use std::cell::RefCell;

use loopscope_executor::trace::Kind;
use rustpython_vm::builtins::PyBaseExceptionRef;
use rustpython_vm::function::{FuncArgs, KwArgs};
use rustpython_vm::{AsObject, PyObject, PyObjectRef, PyResult, VirtualMachine};

use crate::classes::task::PyTask;
use crate::library;
use crate::machine::Machine;
use crate::names;
use crate::recursion::one_deeper;

thread_local! {
    /// What the request goes through that is being passed on; empty when none is.
    static THROUGH: RefCell<String> = const { RefCell::new(String::new()) };
}

impl PyTask {
    pub(super) fn cancel_with(zelf: &PyObject, message: Option<PyObjectRef>, vm: &VirtualMachine) -> PyResult<bool> {
        let Some(task) = zelf.downcast_ref::<PyTask>() else { return Ok(false) };
        task.base.log_traceback.set(false);
        if task.base.is_done() {
            return Ok(false);
        }
        task.cancelling.set(task.cancelling.get() + 1);
        task.asked.set(true);
        let through = Machine::current().map(|machine| task.ask(&machine, vm)).unwrap_or_default();
        let waits_for = task.waits_for.borrow().clone();
        if let Some(waits_for) = waits_for
            && one_deeper(vm, || pass_on(through, &waits_for, message.clone(), vm))?.try_to_bool(vm)?
        {
            return Ok(true);
        }
        task.must_cancel.set(true);
        task.base.set_cancel_message(message);
        Ok(true)
    }

    /// Records the request. What it goes through that is passed on: what the program called first.
    fn ask(&self, machine: &Machine, vm: &VirtualMachine) -> String {
        if !machine.recording {
            return String::new();
        }
        let mut through = names::asks(machine, vm);
        if through.is_empty() {
            through = THROUGH.with_borrow(Clone::clone);
        }
        let kind = Kind::CancelRequested { by: machine.handle().actor(), through: machine.handle().text(&through) };
        machine.handle().record(Some(self.no()), machine.line(vm), kind);
        if through.is_empty() { format!("{}.cancel", self.shown_name()) } else { through }
    }

    /// A request that came during a step goes to what the task waits for now; whether that takes it.
    pub(super) fn pass_on_late(&self, waits_for: &PyObject, vm: &VirtualMachine) -> PyResult<bool> {
        pass_on(format!("{}.cancel", self.shown_name()), waits_for, self.base.cancel_message(), vm)?.try_to_bool(vm)
    }

    /// A step begins, with this exception: whether that is the cancellation that was asked for, and not another task's that it awaited.
    pub(super) fn is_told(&self, exception: Option<&PyBaseExceptionRef>, vm: &VirtualMachine) -> bool {
        let asked = self.asked.take();
        asked && exception.is_some_and(|it| it.fast_isinstance(&library::cancelled_error(vm)))
    }
}

fn pass_on(through: String, waits_for: &PyObject, message: Option<PyObjectRef>, vm: &VirtualMachine) -> PyResult {
    let message = message.unwrap_or_else(|| vm.ctx.none());
    let args = FuncArgs::new(vec![], KwArgs::new([("msg".into(), message)].into_iter().collect()));
    let before = THROUGH.replace(through);
    let taken = vm.call_method(waits_for, "cancel", args);
    THROUGH.set(before);
    taken
}
