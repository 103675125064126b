//! The tasks that were ended by an error or a cancellation, and what they had to do with: one of them may be behind it that others wait for
//! ever.

use std::collections::BTreeSet;

use rustpython_vm::builtins::{PyBaseExceptionRef, PyDict, PyList, PyModule, PyTraceback, PyType};
use rustpython_vm::{AsObject, PyObject, PyObjectRef, PyRef, TryFromObject, VirtualMachine};

use crate::classes::task::PyTask;
use crate::library;
use crate::machine::Machine;
use crate::machine::inspection::Death;

/// Remembers that a task was ended by `error`, or cancelled.
pub(crate) fn died(
    machine: &Machine,
    task: &PyTask,
    error: Option<&PyBaseExceptionRef>,
    line: u32,
    traceback: Option<PyRef<PyTraceback>>,
    vm: &VirtualMachine,
) {
    if !machine.inspection.has_room_for(error.is_some()) {
        return;
    }
    let error = error.map(|error| library::said(error, vm));
    let touched = touched(machine, traceback, vm);
    machine.inspection.remember(Death { task: task.no(), name: task.shown_name(), error, line, touched });
}

/// What the variables of the program's frames held, and what the objects in them did.
fn touched(machine: &Machine, traceback: Option<PyRef<PyTraceback>>, vm: &VirtualMachine) -> BTreeSet<usize> {
    let mut touched = BTreeSet::new();
    let mut here = traceback;
    while let Some(entry) = here {
        if machine.program.is_own(&entry.frame) {
            let globals = entry
                .frame
                .iframe()
                .code()
                .names
                .iter()
                .filter_map(|name| entry.frame.iframe().globals().get_item_opt(*name, vm).ok().flatten());
            let locals = entry.frame.f_locals(vm).and_then(|locals| vm.call_method(&locals, "values", ()));
            let locals = locals.and_then(|values| Vec::<PyObjectRef>::try_from_object(vm, values)).ok();
            for value in globals.chain(locals.unwrap_or_default()) {
                touched.insert(value.get_id());
                let plain = value.downcast_ref::<PyType>().is_none() && value.downcast_ref::<PyModule>().is_none();
                let held = value.dict().filter(|_| plain).and_then(|held| values(held.as_object()));
                let held = held.or_else(|| Some(value.downcast_ref::<PyList>()?.borrow_vec().to_vec()));
                touched.extend(held.unwrap_or_default().iter().map(|held| held.get_id()));
            }
        }
        here = entry.next.lock().clone();
    }
    touched
}

fn values(dict: &PyObject) -> Option<Vec<PyObjectRef>> {
    let dict = dict.downcast_ref::<PyDict>()?;
    Some(dict.into_iter().map(|(_, value)| value).collect())
}
