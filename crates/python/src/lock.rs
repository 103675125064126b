//! What everything that waits for a thread stands on: the lock of `_thread`, and `time.sleep`. And how a twin calls a function: so
//! that it can be left when that waits.

use std::cell::Cell;

use loopscope_executor::Instant;
use rustpython_vm::builtins::{PyBoundMethod, PyDict, PyFunction, PyStr, PyTuple, PyType};
use rustpython_vm::function::FuncArgs;
use rustpython_vm::protocol::PyIterReturn;
use rustpython_vm::types::{Constructor, IterNext, Iterable, Representable, SelfIter};
use rustpython_vm::{AsObject, Py, PyObject, PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine, pyclass};

use crate::context::PyContext;
use crate::machine::Machine;
use crate::threads::{self, For, Wait};
use crate::time;
use crate::twin;
use crate::version::since;

/// `threading.Lock`.
#[pyclass(module = "_thread", name = "lock")]
#[derive(Debug, Default, PyPayload)]
pub(crate) struct PyLock {
    locked: Cell<bool>,
}

#[derive(rustpython_vm::FromArgs)]
struct AcquireArgs {
    #[pyarg(any, default = true)]
    blocking: bool,
    #[pyarg(any, optional)]
    timeout: rustpython_vm::function::OptionalArg<PyObjectRef>,
}

impl AcquireArgs {
    /// Until when is waited; `Some(None)` for ever, `None` not at all.
    fn until(self, machine: &Machine, vm: &VirtualMachine) -> PyResult<Option<Option<Instant>>> {
        let timeout = match self.timeout.into_option() {
            Some(timeout) => time::duration(&timeout, vm)?,
            None => -1.0,
        };
        #[expect(clippy::float_cmp, reason = "-1 is the very value that stands for none")]
        let none = timeout == -1.0;
        if !self.blocking && !none {
            return Err(vm.new_value_error("can't specify a timeout for a non-blocking call"));
        }
        if timeout < 0.0 && !none {
            let least = if since(13) { "a non-negative number" } else { "positive" };
            return Err(vm.new_value_error(format!("timeout value must be {least}")));
        }
        Ok(match (self.blocking, none) {
            (false, _) => None,
            (true, true) => Some(None),
            (true, false) => Some(Some(machine.after(timeout))),
        })
    }
}

impl PyLock {
    pub(crate) fn is_locked(&self) -> bool {
        self.locked.get()
    }

    /// Takes it, if it is free.
    pub(crate) fn take(&self) -> bool {
        !self.locked.replace(true)
    }
}

impl Constructor for PyLock {
    type Args = ();

    fn py_new(_class: &Py<PyType>, (): (), _vm: &VirtualMachine) -> PyResult<Self> {
        Ok(PyLock::default())
    }
}

impl Representable for PyLock {
    fn repr_str(zelf: &Py<Self>, _vm: &VirtualMachine) -> PyResult<String> {
        let state = if zelf.locked.get() { "locked" } else { "unlocked" };
        Ok(format!("<{state} _thread.lock object at {:#x}>", zelf.get_id()))
    }
}

#[pyclass(flags(HAS_WEAKREF), with(Constructor, Representable))]
impl PyLock {
    #[pymethod]
    fn acquire(zelf: PyRef<Self>, args: AcquireArgs, vm: &VirtualMachine) -> PyResult<bool> {
        let Some(machine) = Machine::current() else { return Ok(zelf.take()) };
        let until = args.until(&machine, vm)?;
        if zelf.take() {
            return Ok(true);
        }
        match until {
            None => {
                machine.threads.asks();
                Ok(false)
            }
            Some(Some(until)) if until <= machine.now() => {
                machine.threads.asks();
                Ok(false)
            }
            Some(until) => threads::wait_within(&machine, &Wait { what: For::Lock(zelf), until }, vm),
        }
    }

    #[pymethod]
    fn acquire_lock(zelf: PyRef<Self>, args: AcquireArgs, vm: &VirtualMachine) -> PyResult<bool> {
        PyLock::acquire(zelf, args, vm)
    }

    #[pymethod]
    fn __enter__(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult<bool> {
        let args = AcquireArgs { blocking: true, timeout: rustpython_vm::function::OptionalArg::Missing };
        PyLock::acquire(zelf, args, vm)
    }

    #[pymethod]
    fn release(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult<()> {
        if !zelf.locked.replace(false) {
            return Err(vm.new_runtime_error("release unlocked lock"));
        }
        if let Some(machine) = Machine::current() {
            machine.threads.released(&zelf);
        }
        Ok(())
    }

    #[pymethod]
    fn release_lock(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult<()> {
        PyLock::release(zelf, vm)
    }

    #[pymethod]
    fn __exit__(zelf: PyRef<Self>, _args: FuncArgs, vm: &VirtualMachine) -> PyResult<()> {
        PyLock::release(zelf, vm)
    }

    #[pymethod]
    fn locked(zelf: PyRef<Self>) -> bool {
        zelf.locked.get()
    }

    #[pymethod]
    fn _at_fork_reinit(zelf: PyRef<Self>) {
        zelf.locked.set(false);
    }
}

/// What a thread's twin gives to who runs it: it waits. Gone on with, it tells what came of that.
#[pyclass(module = "_loopscope_threads", name = "Wait")]
#[derive(Debug, PyPayload)]
pub(crate) struct PyWait {
    wait: Wait,
    begun: Cell<bool>,
}

impl PyWait {
    pub(crate) fn wait(&self) -> Wait {
        self.wait.clone()
    }
}

impl SelfIter for PyWait {}

impl IterNext for PyWait {
    fn next(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult<PyIterReturn> {
        let begun = zelf.begun.replace(true);
        let over = |until: Option<Instant>| {
            until.is_some_and(|until| Machine::current().is_none_or(|machine| until <= machine.now()))
        };
        let came = match zelf.wait.lock() {
            None if begun && (zelf.wait.what.is_loop() || over(zelf.wait.until)) => Some(vm.ctx.none()),
            Some(lock) if lock.take() => Some(vm.ctx.true_value.clone().into()),
            Some(_) if over(zelf.wait.until) => Some(vm.ctx.false_value.clone().into()),
            _ => None,
        };
        Ok(match came {
            Some(value) => PyIterReturn::StopIteration(Some(value)),
            None => PyIterReturn::Return(zelf.to_owned().into()),
        })
    }
}

#[pyclass(with(IterNext, Iterable))]
impl PyWait {}

/// What is `yield`ed `from` where nothing waits: it has its value already.
#[pyclass(module = "_loopscope_threads", name = "Done")]
#[derive(Debug, PyPayload)]
pub(crate) struct PyDone {
    value: PyObjectRef,
}

impl SelfIter for PyDone {}

impl IterNext for PyDone {
    fn next(zelf: &Py<Self>, _vm: &VirtualMachine) -> PyResult<PyIterReturn> {
        Ok(PyIterReturn::StopIteration(Some(zelf.value.clone())))
    }
}

#[pyclass(with(IterNext, Iterable))]
impl PyDone {}

pub(crate) fn done(value: PyObjectRef, vm: &VirtualMachine) -> PyObjectRef {
    PyDone { value }.into_ref(&vm.ctx).into()
}

fn waiting(wait: Wait, vm: &VirtualMachine) -> PyObjectRef {
    PyWait { wait, begun: Cell::new(false) }.into_ref(&vm.ctx).into()
}

/// What waits for the lock, to be `yield`ed `from`.
pub(crate) fn acquiring(lock: PyRef<PyLock>, until: Option<Instant>, vm: &VirtualMachine) -> PyObjectRef {
    waiting(Wait { what: For::Lock(lock), until }, vm)
}

/// Whether a call of this object is one of a function of Python's that has a twin.
pub(crate) fn has_twin(function: &PyObject, vm: &VirtualMachine) -> PyResult<bool> {
    let (Some(machine), Some(function)) = (Machine::current(), function.downcast_ref::<PyFunction>()) else {
        return Ok(false);
    };
    Ok(twin::function(&machine, function, vm)?.is_some())
}

/// Calls a function such that it can be left where it waits: what this gives is to be `yield`ed `from`. What cannot wait is called at once.
pub(crate) fn call(machine: &Machine, function: PyObjectRef, mut args: FuncArgs, vm: &VirtualMachine) -> PyResult {
    if let Some(own) = function.downcast_ref::<PyFunction>() {
        return match twin::function(machine, own, vm)? {
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
            Ok(Some(waiting(Wait { what: For::Time, until: Some(machine.after(seconds)) }, vm)))
        }
        "acquire" | "acquire_lock" | "__enter__" => {
            let Ok(Ok(lock)) = function.get_attr("__self__", vm).map(PyObjectRef::downcast::<PyLock>) else {
                return Ok(None);
            };
            let acquire: AcquireArgs = args.clone().bind(vm)?;
            Ok(Some(match acquire.until(machine, vm)? {
                Some(until) => acquiring(lock, until, vm),
                None => {
                    let taken = lock.take();
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

#[rustpython_vm::pymodule(name = "_loopscope_threads")]
pub(crate) mod module {
    use loopscope_executor::pace::Round;
    use loopscope_executor::trace::ThreadNo;
    use rustpython_vm::builtins::{PyBaseExceptionRef, PyModule, PyStrRef};
    use rustpython_vm::class::PyClassImpl;
    use rustpython_vm::function::FuncArgs;
    use rustpython_vm::{Py, PyObjectRef, PyRef, PyResult, VirtualMachine};

    use super::{PyDone, PyLock, PyWait};
    use crate::asyncio;
    use crate::context::PyContext;
    use crate::event_loop::PyLoop;
    use crate::machine::Machine;
    use crate::text::shown;
    use crate::{spinning, threads};

    fn machine(vm: &VirtualMachine) -> PyResult<std::rc::Rc<Machine>> {
        Machine::current().ok_or_else(|| vm.new_runtime_error("no program runs"))
    }

    #[pyfunction]
    fn call(mut args: FuncArgs, vm: &VirtualMachine) -> PyResult {
        if args.args.is_empty() {
            return Err(vm.new_type_error("what is to be called?"));
        }
        let function = args.args.remove(0);
        super::call(&*machine(vm)?, function, args, vm)
    }

    #[pyfunction]
    fn done(value: PyObjectRef, vm: &VirtualMachine) -> PyObjectRef {
        super::done(value, vm)
    }

    #[pyfunction]
    fn acquiring(lock: PyRef<PyLock>, vm: &VirtualMachine) -> PyObjectRef {
        super::acquiring(lock, None, vm)
    }

    #[pyfunction]
    fn has_twin(function: PyObjectRef, vm: &VirtualMachine) -> PyResult<bool> {
        super::has_twin(&function, vm)
    }

    #[pyfunction]
    fn start(name: PyStrRef, label: PyStrRef, mut args: FuncArgs, vm: &VirtualMachine) -> PyResult<ThreadNo> {
        let function = args.args.remove(0);
        Ok(threads::start(&*machine(vm)?, function, args, &shown(&name), &shown(&label), vm))
    }

    /// A round of a `while` begins; what this gives is to be `yield`ed `from`.
    #[pyfunction]
    fn round(round: u8, vm: &VirtualMachine) -> PyResult {
        let rounds = [Round::Waits, Round::Meanwhile, Round::Computes];
        let round = rounds.into_iter().find(|it| *it as u8 == round).unwrap_or(Round::Computes);
        Ok(match spinning::in_thread(&*machine(vm)?, round, vm) {
            Some(wait) => super::waiting(wait, vm),
            None => super::done(vm.ctx.none(), vm),
        })
    }

    /// The number of the thread that runs; 0 for the main one.
    #[pyfunction]
    fn current() -> ThreadNo {
        Machine::current().map_or(0, |machine| machine.threads.current())
    }

    #[pyfunction]
    fn failed(error: PyBaseExceptionRef, vm: &VirtualMachine) {
        if let Some(machine) = Machine::current() {
            machine.threads.fail(asyncio::said(&error, vm));
        }
    }

    #[pyfunction]
    fn begin_loop(event_loop: PyRef<PyLoop>, vm: &VirtualMachine) -> PyResult<u32> {
        PyLoop::begin_in_thread(&event_loop, vm)
    }

    /// What the loop waits for, to be `yield`ed `from`; `None` when it stops.
    #[pyfunction]
    fn turn_loop(event_loop: PyRef<PyLoop>, vm: &VirtualMachine) -> PyResult<Option<PyObjectRef>> {
        Ok(PyLoop::turn_in_thread(&event_loop, vm)?.map(|wait| super::waiting(wait, vm)))
    }

    #[pyfunction]
    fn end_loop(event_loop: PyRef<PyLoop>, line: u32) {
        event_loop.end_in_thread(line);
    }

    #[pyfunction]
    fn enter_context(context: PyRef<PyContext>, vm: &VirtualMachine) -> PyResult<()> {
        PyContext::enter(&context, vm)
    }

    #[pyfunction]
    fn leave_context(context: PyRef<PyContext>) {
        PyContext::leave(&context);
    }

    pub(crate) fn module_exec(vm: &VirtualMachine, module: &Py<PyModule>) -> PyResult<()> {
        __module_exec(vm, module);
        rustpython_vm::extend_module!(vm, module, {
            "lock" => PyLock::make_static_type(),
            "Wait" => PyWait::make_static_type(),
            "Done" => PyDone::make_static_type(),
        });
        Ok(())
    }
}
