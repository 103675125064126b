//! How a coroutine goes on: what is sent into it, and what is raised in it.

use rustpython_vm::builtins::{PyAsyncGen, PyBaseException, PyBaseExceptionRef, PyCoroutine, PyGenerator};
use rustpython_vm::protocol::PyIterReturn;
use rustpython_vm::{AsObject, Py, PyObject, PyObjectRef, PyRef, PyResult, VirtualMachine};

use crate::version;

/// Sends `None` into a coroutine, or raises an exception in it.
pub(crate) fn resume(
    coroutine: &PyObjectRef,
    exception: Option<PyBaseExceptionRef>,
    vm: &VirtualMachine,
) -> PyResult<PyIterReturn> {
    let native = match (coroutine.downcast_ref::<PyCoroutine>(), coroutine.downcast_ref::<PyGenerator>()) {
        (Some(coroutine), _) => Some(coroutine.as_coro()),
        (_, Some(generator)) => Some(generator.as_coro()),
        _ => None,
    };
    let none = || vm.ctx.none();
    match (native, exception) {
        (Some(native), None) => native.send(coroutine, none(), vm),
        (Some(native), Some(exception)) => native.throw(coroutine, exception.into(), none(), none(), vm),
        (None, None) => PyIterReturn::from_pyresult(vm.call_method(coroutine, "send", (none(),)), vm),
        (None, Some(exception)) => match unbegun(coroutine, vm) {
            Some(generator) if !version::since(12) => throw_past(&generator, exception, vm),
            _ => PyIterReturn::from_pyresult(vm.call_method(coroutine, "throw", (exception,)), vm),
        },
    }
}

/// The generator that `coroutine` is about to close, if it is an `aclose()` that has not begun.
fn unbegun(coroutine: &PyObject, vm: &VirtualMachine) -> Option<PyRef<PyAsyncGen>> {
    if &*coroutine.class().name() != "async_generator_athrow" {
        return None;
    }
    let mut held = coroutine.gc_get_referents().into_iter();
    let generator = held.find_map(|object| object.downcast::<PyAsyncGen>().ok())?;
    let runs = generator.as_object().get_attr("ag_running", vm).and_then(|runs| runs.try_to_bool(vm));
    (runs.is_ok_and(|runs| !runs) && !generator.as_coro().closed()).then_some(generator)
}

/// As `async_gen_athrow_throw` in `Objects/genobject.c` (3.11): what is raised in an `aclose()` before that has begun goes to the
/// generator at once, and does not count as its beginning. So a generator that then waits, in its `finally`, is closed a second
/// time when it is to go on.
fn throw_past(
    generator: &Py<PyAsyncGen>,
    exception: PyBaseExceptionRef,
    vm: &VirtualMachine,
) -> PyResult<PyIterReturn> {
    let none = || vm.ctx.none();
    match generator.as_coro().throw(generator.as_object(), exception.into(), none(), none(), vm) {
        Ok(PyIterReturn::Return(value)) if &*value.class().name() == "async_generator_wrapped_value" => {
            Err(vm.new_runtime_error("async generator ignored GeneratorExit"))
        }
        Ok(PyIterReturn::StopIteration(_)) => Ok(PyIterReturn::StopIteration(None)),
        Err(error)
            if error.fast_isinstance(vm.ctx.exceptions.stop_async_iteration)
                || error.fast_isinstance(vm.ctx.exceptions.generator_exit) =>
        {
            Ok(PyIterReturn::StopIteration(None))
        }
        other => other,
    }
}

/// As `PyErr_SetObject` in `Python/errors.c`: what is handled while an exception is raised becomes its context. Here that is what is
/// handled by whoever runs the loop.
pub(crate) fn put_in_context(exception: &Py<PyBaseException>, vm: &VirtualMachine) {
    let handled = vm.call_method(vm.sys_module.as_object(), "exception", ());
    let Some(handled) = handled.ok().and_then(|handled| handled.downcast::<PyBaseException>().ok()) else { return };
    if handled.is(exception) {
        return;
    }
    // Whose context it is already loses it: there are no rings. A chain that is one already is left alone.
    let mut here = handled.clone();
    for _ in 0..10_000 {
        match here.__context__() {
            Some(context) if context.is(exception) => {
                here.set_context(None);
                break;
            }
            Some(context) => here = context,
            None => break,
        }
    }
    exception.set_context(Some(handled));
}
