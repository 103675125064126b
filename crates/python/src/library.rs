//! What the native half of asyncio asks of the Python half: its exceptions, and texts that are written there.

use rustpython_vm::builtins::{PyBaseException, PyBaseExceptionRef, PyCoroutine, PyGenerator, PyTypeRef};
use rustpython_vm::{AsObject, Py, PyObject, PyResult, VirtualMachine};

use crate::text;

/// An attribute of the module, as it was when that was made.
fn own(name: &'static str, vm: &VirtualMachine) -> PyResult {
    vm.import("_asyncio", 0)?.get_attr(name, vm)
}

fn error(name: &'static str, vm: &VirtualMachine) -> PyTypeRef {
    own(name, vm)
        .ok()
        .and_then(|class| class.downcast().ok())
        .unwrap_or_else(|| vm.ctx.exceptions.runtime_error.to_owned())
}

pub(crate) fn cancelled_error(vm: &VirtualMachine) -> PyTypeRef {
    error("CancelledError", vm)
}

pub(crate) fn invalid_state(vm: &VirtualMachine, text: &str) -> PyBaseExceptionRef {
    vm.new_exception(error("InvalidStateError", vm), vec![vm.ctx.new_str(text).into()])
}

/// What is raised in the top level when the loop can never go on: the program is over, whatever it catches ([`crate::halted`]).
pub(crate) fn halted(vm: &VirtualMachine) -> PyBaseExceptionRef {
    vm.new_exception(error("_Halted", vm), vec![])
}

pub(crate) fn is_halted(exception: &Py<PyBaseException>, vm: &VirtualMachine) -> bool {
    exception.fast_isinstance(&error("_Halted", vm))
}

/// An exception in one line, as the last line of its traceback has it.
pub(crate) fn said(exception: &Py<PyBaseException>, vm: &VirtualMachine) -> String {
    let name = exception.class().name().to_string();
    match exception.as_object().str(vm) {
        Ok(said) if !said.as_wtf8().is_empty() => format!("{name}: {}", text::shown(&said)),
        _ => name,
    }
}

/// As `asyncio.iscoroutine`.
pub(crate) fn is_coroutine(object: &PyObject, vm: &VirtualMachine) -> PyResult<bool> {
    if object.downcast_ref::<PyCoroutine>().is_some() || object.downcast_ref::<PyGenerator>().is_some() {
        return Ok(true);
    }
    for name in ["send", "throw", "close", "__await__"] {
        if vm.get_attribute_opt(object, name)?.is_none() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// What `lib/asyncio/reprs.py` writes of something.
pub(crate) fn written(
    what: &'static str,
    args: impl rustpython_vm::function::IntoFuncArgs,
    vm: &VirtualMachine,
) -> PyResult<String> {
    let module = vm.import("asyncio", 0)?.get_attr("reprs", vm)?;
    let text = vm.call_method(&module, what, args)?.str(vm)?;
    Ok(text::shown(&text).into_owned())
}

/// Whether an exception ends the run of the loop, whatever raised it.
pub(crate) fn ends_run(exception: &Py<PyBaseException>, vm: &VirtualMachine) -> bool {
    exception.fast_isinstance(vm.ctx.exceptions.system_exit)
        || exception.fast_isinstance(vm.ctx.exceptions.keyboard_interrupt)
}

/// Debug mode: where the program is, as a list of the frames.
pub(crate) fn extract_stack(vm: &VirtualMachine) -> PyResult {
    let module = vm.import("asyncio", 0)?.get_attr("format_helpers", vm)?;
    vm.call_method(&module, "extract_stack", ())
}
