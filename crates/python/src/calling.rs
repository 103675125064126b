//! How a twin calls a function: so that it can be left when that waits.

use rustpython_vm::builtins::{PyBoundMethod, PyDict, PyFunction, PyStr, PyTuple, PyType};
use rustpython_vm::function::FuncArgs;
use rustpython_vm::{AsObject, PyObject, PyObjectRef, PyResult, VirtualMachine};

use crate::classes::context::PyContext;
use crate::lock::{AcquireArgs, PyLock};
use crate::machine::Machine;
use crate::machine::threads::{For, Wait};
use crate::yielded::{acquiring, done, waiting};
use crate::{time, twin};

/// Whether a call of this object is one of a function of Python's that has a twin.
pub(crate) fn has_twin(function: &PyObject, vm: &VirtualMachine) -> PyResult<bool> {
    let (Some(machine), Some(function)) = (Machine::current(), function.downcast_ref::<PyFunction>()) else {
        return Ok(false);
    };
    Ok(twin::function(&machine.twins, &machine.program, function, vm)?.is_some())
}

/// Calls a function such that it can be left where it waits: what this gives is to be `yield`ed `from`. What cannot wait is called at once.
pub(crate) fn call(machine: &Machine, function: PyObjectRef, mut args: FuncArgs, vm: &VirtualMachine) -> PyResult {
    if let Some(own) = function.downcast_ref::<PyFunction>() {
        return match twin::function(&machine.twins, &machine.program, own, vm)? {
            // The twin's generator.
            Some(twin) => twin.call(args, vm),
            None => Ok(done(function.call(args, vm)?, vm)),
        };
    }
    if function.downcast_ref::<PyBoundMethod>().is_some() {
        args.args.insert(0, function.get_attr("__self__", vm)?);
        return call(machine, function.get_attr("__func__", vm)?, args, vm);
    }
    if let Some(init) = waiting_init(&function, vm)? {
        let make = vm.import("_threads", 0)?.get_attr("make", vm)?;
        args.args.splice(0..0, [function, init]);
        return make.call(args, vm);
    }
    if function.class().heaptype_ext.is_some() {
        // An object that can be called.
        if function.downcast_ref::<PyType>().is_none()
            && let Some(method) = vm.get_attribute_opt(function.class().as_object(), "__call__")?
            && method.downcast_ref::<PyFunction>().is_some()
        {
            args.args.insert(0, function);
            return call(machine, method, args, vm);
        }
        return Ok(done(function.call(args, vm)?, vm));
    }
    match &*function.class().name() {
        "partial" => {
            let bound = function.get_attr("args", vm)?;
            if let Some(bound) = bound.downcast_ref::<PyTuple>() {
                args.args.splice(0..0, bound.as_slice().iter().cloned());
            }
            let keywords = function.get_attr("keywords", vm)?;
            if let Some(keywords) = keywords.downcast_ref::<PyDict>() {
                for (name, value) in keywords {
                    if let Some(name) = name.downcast_ref::<PyStr>() {
                        args.kwargs.entry(name.as_wtf8().to_owned()).or_insert(value);
                    }
                }
            }
            return call(machine, function.get_attr("func", vm)?, args, vm);
        }
        "builtin_function_or_method" | "method_descriptor" | "builtin_method" => {
            if let Some(waits) = native(machine, &function, &args, vm)? {
                return Ok(waits);
            }
        }
        _ => {}
    }
    Ok(done(function.call(args, vm)?, vm))
}

/// The `__init__` of a class that can be left where it waits, if nothing else but that happens when the class is called.
fn waiting_init(class: &PyObject, vm: &VirtualMachine) -> PyResult<Option<PyObjectRef>> {
    let Some(class) = class.downcast_ref::<PyType>().filter(|class| class.class().is(vm.ctx.types.type_type)) else {
        return Ok(None);
    };
    let attribute = |name: &'static str| class.as_object().get_attr(name, vm);
    if !attribute("__new__")?.is(&vm.ctx.types.object_type.as_object().get_attr("__new__", vm)?) {
        return Ok(None);
    }
    let init = attribute("__init__")?;
    Ok(if has_twin(&init, vm)? { Some(init) } else { None })
}

/// What the functions do that wait and are not Python's: `time.sleep`, a lock's `acquire`; and a context's `run`, which calls another.
fn native(
    machine: &Machine,
    function: &PyObject,
    args: &FuncArgs,
    vm: &VirtualMachine,
) -> PyResult<Option<PyObjectRef>> {
    let name = function.get_attr("__name__", vm)?;
    let Some(name) = name.downcast_ref::<PyStr>().map(ToString::to_string) else { return Ok(None) };
    match name.as_str() {
        "sleep" => {
            let clock = vm.import("_loopscope_clock", 0)?.get_attr("sleep", vm)?;
            if !clock.is(function) || args.args.len() != 1 || !args.kwargs.is_empty() {
                return Ok(None);
            }
            let seconds = time::checked(&args.args[0], vm)?;
            Ok(Some(waiting(Wait { what: For::Time, until: Some(machine.driver.after(seconds)) }, vm)))
        }
        "acquire" | "acquire_lock" | "__enter__" => {
            let Ok(Ok(lock)) = function.get_attr("__self__", vm).map(PyObjectRef::downcast::<PyLock>) else {
                return Ok(None);
            };
            let acquire: AcquireArgs = args.clone().bind(vm)?;
            Ok(Some(match acquire.until(machine, vm)? {
                Some(until) => acquiring(lock.state().clone(), until, vm),
                None => {
                    let taken = lock.state().take();
                    if !taken {
                        machine.threads.asks();
                    }
                    done(vm.ctx.new_bool(taken).into(), vm)
                }
            }))
        }
        // A loop in a thread, where it can be left.
        "_run_until_stopped" if machine.threads.current() != 0 => {
            let run = vm.import("_threads", 0)?.get_attr("run_loop", vm)?;
            run.call((function.get_attr("__self__", vm)?,), vm).map(Some)
        }
        "run" => {
            let Ok(Ok(context)) = function.get_attr("__self__", vm).map(PyObjectRef::downcast::<PyContext>) else {
                return Ok(None);
            };
            let mut args = args.clone();
            args.args.insert(0, context.into());
            let run = vm.import("_threads", 0)?.get_attr("run_in_context", vm)?;
            run.call(args, vm).map(Some)
        }
        _ => Ok(None),
    }
}
