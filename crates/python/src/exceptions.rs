//! What of RustPython's own exceptions is otherwise than in CPython.

use std::cell::Cell;

use rustpython_vm::builtins::{PyBaseException, PyTuple};
use rustpython_vm::bytecode::{Instruction, find_exception_handler};
use rustpython_vm::function::FuncArgs;
use rustpython_vm::{AsObject, Py, PyObject, PyObjectRef, PyResult, VirtualMachine};

use crate::place::instruction_of;
use crate::version::since;
use crate::wording;

thread_local! {
    static INSTALLED: Cell<bool> = const { Cell::new(false) };
}

/// Puts it in its place. The classes are shared by all interpreters of a thread.
pub(crate) fn install(vm: &VirtualMachine) -> PyResult<()> {
    if INSTALLED.replace(true) {
        return Ok(());
    }
    wording::install(vm)?;
    let groups = vm.ctx.exceptions.base_exception_group;
    for name in ["split", "subgroup"] {
        let original = groups.as_object().get_attr(name, vm)?;
        let method = vm.new_method(
            name,
            groups,
            move |group: PyObjectRef, mut args: FuncArgs, vm: &VirtualMachine| -> PyResult {
                args.prepend_arg(group.clone());
                let parts = original.call(args, vm)?;
                match parts.downcast_ref::<PyTuple>() {
                    Some(parts) => parts.as_slice().iter().try_for_each(|part| suppress(part, &group, vm))?,
                    None => suppress(&parts, &group, vm)?,
                }
                Ok(parts)
            },
        );
        groups.set_attr(vm.ctx.intern_str(name), method.into());
    }
    let original = groups.as_object().get_attr("derive", vm)?;
    let method = vm.new_method(
        "derive",
        groups,
        move |group: PyObjectRef, mut args: FuncArgs, vm: &VirtualMachine| -> PyResult {
            args.prepend_arg(group.clone());
            let part = original.call(args, vm)?;
            if is_reraised(vm) {
                suppress(&part, &group, vm)?;
            }
            Ok(part)
        },
    );
    groups.set_attr(vm.ctx.intern_str("derive"), method.into());
    Ok(())
}

/// As `exceptiongroup_subset` in `Objects/exceptions.c`: giving a part its group's cause, also none, suppresses its context.
fn suppress(part: &PyObject, group: &PyObject, vm: &VirtualMachine) -> PyResult<()> {
    if vm.is_none(part) || part.is(group) {
        return Ok(());
    }
    part.set_attr("__suppress_context__", vm.ctx.new_bool(true), vm)
}

/// Whether it is the end of `except*` that asks for what it raises again.
fn is_reraised(vm: &VirtualMachine) -> bool {
    let Some(frame) = vm.current_frame() else { return false };
    let units = &frame.iframe().code().code.instructions;
    instruction_of(&frame, vm).is_some_and(|at| matches!(units.read_op(at), Instruction::CallIntrinsic2 { .. }))
}

/// In CPython 3.11 a traceback got its frames when the exception came to a handler: those that it left on its way out of the program, and
/// had none for it, are not there.
pub(crate) fn cut(exception: &Py<PyBaseException>) {
    if since(12) {
        return;
    }
    let mut entry = exception.__traceback__();
    while let Some(here) = entry {
        let code = here.frame.iframe().code();
        let at = u32::try_from(here.lasti).unwrap_or(0) / 2;
        if find_exception_handler(&code.code.exceptiontable, at).is_some() {
            exception.set_traceback(Some(here));
            return;
        }
        entry = here.next.lock().clone();
    }
    exception.set_traceback(None);
}
