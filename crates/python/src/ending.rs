//! The exception that ended a program, told as `python3` tells it.

use loopscope_executor::trace::Stream;
use rustpython_vm::builtins::{PyBaseExceptionRef, PyInt};
use rustpython_vm::{AsObject, PyResult, VirtualMachine};

use crate::exceptions;
use crate::library;
use crate::machine::Machine;
use crate::outcome::End;
use crate::text::shown;

/// What `python3` does with the exception that ended a program: how that has ended, and its exit code.
pub(crate) fn end(exception: PyBaseExceptionRef, machine: &Machine, vm: &VirtualMachine) -> (End, i32) {
    if exception.fast_isinstance(vm.ctx.exceptions.system_exit) {
        if machine.driver.is_halted() {
            return (End::Exited(None), 1);
        }
        exceptions::cut(&exception);
        let (code, said) = exit(&exception, machine, vm);
        return (if code == 0 { End::Finished } else { End::Exited(said) }, code);
    }
    let raised = End::Raised(library::said(&exception, vm));
    if machine.driver.is_halted() {
        return (raised, 1);
    }
    (raised, told(&exception, machine, vm))
}

/// Has `sys.excepthook` tell of the exception that ended a program; the program's exit code.
fn told(exception: &PyBaseExceptionRef, machine: &Machine, vm: &VirtualMachine) -> i32 {
    let code = if exception.fast_isinstance(vm.ctx.exceptions.keyboard_interrupt) { 130 } else { 1 };
    match show(exception, machine, vm) {
        Ok(()) => code,
        Err(hook) if hook.fast_isinstance(vm.ctx.exceptions.system_exit) => exit(&hook, machine, vm).0,
        Err(hook) => {
            write_error("Error in sys.excepthook:\n", machine, vm);
            write_error(&traceback(&hook, vm), machine, vm);
            write_error("\nOriginal exception was:\n", machine, vm);
            write_error(&traceback(exception, vm), machine, vm);
            code
        }
    }
}

/// As `_Py_HandleSystemExit` in `Python/pythonrun.c`: a whole number is the code, as C cuts it to an `int`, `None` is 0, and everything
/// else is printed. The code, and what was printed.
fn exit(exception: &PyBaseExceptionRef, machine: &Machine, vm: &VirtualMachine) -> (i32, Option<String>) {
    let code = exception.as_object().get_attr("code", vm).unwrap_or_else(|_| vm.ctx.none());
    if vm.is_none(&code) {
        return (0, None);
    }
    if let Some(code) = code.downcast_ref::<PyInt>() {
        // What is no `long` is -1.
        let code: i64 = code.as_bigint().try_into().unwrap_or(-1);
        return (code as i32, None);
    }
    let text = code.str(vm).map(|text| shown(&text).into_owned()).unwrap_or_default();
    write_error(&text, machine, vm);
    write_error("\n", machine, vm);
    (1, Some(text))
}

/// Writes to `sys.stderr`, the program's or ours.
fn write_error(text: &str, machine: &Machine, vm: &VirtualMachine) {
    let stderr = vm.sys_module.get_attr("stderr", vm);
    let written = stderr.and_then(|stderr| vm.call_method(&stderr, "write", (text.to_owned(),)));
    if written.is_err() {
        machine.output.print(Stream::Stderr, text, 0);
    }
}

/// An exception as `python3` shows it.
fn traceback(exception: &PyBaseExceptionRef, vm: &VirtualMachine) -> String {
    let report = || {
        let module = vm.import("traceback", 0)?;
        vm.call_method(&module, "_report", (exception.clone(),))?.str(vm)
    };
    report().map(|text| shown(&text).into_owned()).unwrap_or_else(|_| {
        let mut text = String::new();
        if vm.write_exception(&mut text, exception).is_err() {
            text.push_str("the exception that ended the program could not be written\n");
        }
        text
    })
}

/// Has `sys.excepthook` show it: the program's own, or the one that prints as CPython does. `sys` holds it from then on.
fn show(exception: &PyBaseExceptionRef, machine: &Machine, vm: &VirtualMachine) -> PyResult<()> {
    let traceback = exception.as_object().get_attr("__traceback__", vm)?;
    let sys = vm.sys_module.dict();
    sys.set_item("last_type", exception.class().to_owned().into(), vm)?;
    sys.set_item("last_value", exception.clone().into(), vm)?;
    sys.set_item("last_traceback", traceback.clone(), vm)?;
    let Some(hook) = sys.get_item_opt("excepthook", vm)? else {
        write_error("sys.excepthook is missing\n", machine, vm);
        write_error(&self::traceback(exception, vm), machine, vm);
        return Ok(());
    };
    if sys.get_item_opt("__excepthook__", vm)?.is_none_or(|own| !own.is(&hook)) {
        // What the program prints of it says nothing of where that is.
        let module = vm.import("traceback", 0)?;
        vm.call_method(&module, "_note", (exception.clone(),))?;
    }
    hook.call((exception.class().to_owned(), exception.clone(), traceback), vm).map(drop)
}
