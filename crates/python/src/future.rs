//! `asyncio.Future` (CPython's `Modules/_asynciomodule.c`, 3.11).
//!
//! ```text
//!             set_result, set_exception
//!   pending ─────────────────────────────► finished      [FutureResolved]; then, in the order of registration,
//!      └────── cancel ───────────────────► cancelled     each waiting task is woken and each callback is queued
//! ```
//!
//! Its methods take any object that is a future, as a task is one too.

mod class;

use crate::classes::event_loop::PyLoop;
use loopscope_executor::trace::{Ending, Kind, Waiting};
use rustpython_vm::builtins::{PyBaseException, PyBaseExceptionRef};
use rustpython_vm::function::{FuncArgs, KwArgs, OptionalOption, PySetterValue};
use rustpython_vm::{AsObject, Py, PyObject, PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine};

use crate::classes::future::{PyFuture, State, UNINITIALIZED, Waiter, as_future};
use crate::classes::step::PyTaskWakeup;
use crate::classes::task::PyTask;
use crate::handle;
use crate::library;
use crate::machine::Machine;
use crate::names;
use crate::overrides;
use crate::resume::put_in_context;
use crate::version;

impl PyFuture {
    /// A future of a loop.
    pub(crate) fn of(event_loop: PyObjectRef, vm: &VirtualMachine) -> PyResult<PyRef<PyFuture>> {
        let future = PyFuture::empty();
        future.begin(event_loop, "", vm);
        future.note_place(vm)?;
        Ok(future.into_ref(&vm.ctx))
    }

    /// It is a loop's from now on. `class`: its class, if that is the program's own.
    fn begin(&self, event_loop: PyObjectRef, class: &str, vm: &VirtualMachine) {
        let _ = self.event_loop.replace(Some(event_loop));
        let Some(machine) = Machine::current().filter(|machine| machine.recording) else { return };
        let making = names::making(&machine, vm);
        let name = if class.is_empty() { &*making.name } else { class };
        self.no.set(machine.handle().new_future(name, making.line));
        if !name.is_empty() {
            // It begins once, unless the program calls `__init__` again.
            let _ = self.name.set(name.into());
        }
        let Some(made_of) = names::parts(&making.name, vm) else { return };
        for part in made_of.parts {
            let Some(of) = as_future(&part).filter(|of| !of.is_done() && !of.served.replace(made_of.once)) else {
                continue;
            };
            let (on, name) = (waiting(&part), machine.handle().text(&made_of.callback));
            if !(of.no.get() == 0 && on == Waiting::Unknown) {
                let kind = Kind::CallbackAdded { on, name, serves: self.no.get() };
                machine.handle().record(None, making.line, kind);
            }
        }
    }

    /// Debug mode: where the program makes it.
    pub(crate) fn note_place(&self, vm: &VirtualMachine) -> PyResult<()> {
        let event_loop = self.event_loop.borrow().clone();
        if let Some(event_loop) = event_loop
            && overrides::debug(&event_loop, vm)?
        {
            let stack = library::extract_stack(vm)?;
            self.made_at.replace(Some(stack));
        }
        Ok(())
    }

    pub(crate) fn make_cancelled_error(&self, vm: &VirtualMachine) -> PyBaseExceptionRef {
        if let Some(error) = self.cancelled_error.take() {
            return error;
        }
        let args = self.cancel_message().into_iter().collect();
        vm.new_exception(library::cancelled_error(vm), args)
    }

    /// The outcome for who asks for it: an exception is raised there, in the context of what is handled.
    fn raised(&self, vm: &VirtualMachine) -> PyResult {
        self.outcome(vm).inspect_err(|exception| put_in_context(exception, vm))
    }

    /// The outcome, as whoever awaits it gets it.
    pub(crate) fn outcome(&self, vm: &VirtualMachine) -> PyResult {
        match self.state.get() {
            State::Pending if self.event_loop.borrow().is_none() => Err(library::invalid_state(vm, UNINITIALIZED)),
            State::Pending => Err(library::invalid_state(vm, "Result is not set.")),
            State::Cancelled => {
                let exception = self.make_cancelled_error(vm);
                put_in_context(&exception, vm);
                inherits(&exception);
                Err(exception)
            }
            State::Finished => {
                self.log_traceback.set(false);
                match self.has_exception() {
                    Some(exception) => {
                        // Each waiter raises it anew, from where it was raised first.
                        let traceback = self.traceback.borrow().clone();
                        exception.set_traceback(traceback);
                        inherits(&exception);
                        Err(exception)
                    }
                    None => Ok(self.result.borrow().clone().unwrap_or_else(|| vm.ctx.none())),
                }
            }
        }
    }

    fn check_pending(&self, vm: &VirtualMachine) -> PyResult<()> {
        self.check_initialized(vm)?;
        if self.is_done() { Err(library::invalid_state(vm, "invalid state")) } else { Ok(()) }
    }
}

/// What is assigned to an attribute that cannot be deleted.
pub(crate) fn assigned<T>(value: PySetterValue<T>, vm: &VirtualMachine) -> PyResult<T> {
    match value {
        PySetterValue::Assign(value) => Ok(value),
        PySetterValue::Delete => Err(vm.new_attribute_error("cannot delete attribute")),
    }
}

fn this<'a>(object: &'a PyObject, vm: &VirtualMachine) -> PyResult<&'a PyFuture> {
    as_future(object).ok_or_else(|| vm.new_type_error(format!("a future was expected, not {}", object.class().name())))
}

/// What a task that awaits it waits for, in the trace's terms.
pub(crate) fn waiting(future: &PyObject) -> Waiting {
    if let Some(task) = future.downcast_ref::<PyTask>() {
        return Waiting::Task(task.no());
    }
    match as_future(future) {
        Some(future) if future.no.get() != 0 => Waiting::Future(future.no.get()),
        _ => Waiting::Unknown,
    }
}

/// Ends a future with a value.
pub(crate) fn finish(future: &PyObject, result: PyObjectRef, vm: &VirtualMachine) -> PyResult<()> {
    let it = this(future, vm)?;
    it.check_pending(vm)?;
    it.result.replace(Some(result));
    it.state.set(State::Finished);
    resolved(future, it, vm)
}

const NO_STOP_ITERATION: &str = "StopIteration interacts badly with generators and cannot be raised into a Future";

/// Whether it would end whoever awaits the future instead of failing there.
fn unraisable_there(exception: &PyObject, vm: &VirtualMachine) -> bool {
    exception.fast_isinstance(vm.ctx.exceptions.stop_iteration)
}

/// Ends a future with an exception.
pub(crate) fn fail(future: &PyObject, exception: PyObjectRef, vm: &VirtualMachine) -> PyResult<()> {
    let it = this(future, vm)?;
    it.check_pending(vm)?;
    let exception =
        if exception.class().fast_issubclass(vm.ctx.types.type_type) { exception.call((), vm)? } else { exception };
    let Ok(exception) = exception.downcast::<PyBaseException>() else {
        return Err(vm.new_type_error("invalid exception object"));
    };
    let exception = match unraisable_there(exception.as_object(), vm) {
        false => exception,
        true if version::since(12) => {
            let error = vm.new_runtime_error(NO_STOP_ITERATION);
            error.set_cause(Some(exception.clone()));
            error.set_context(Some(exception));
            error
        }
        true => return Err(vm.new_type_error(NO_STOP_ITERATION)),
    };
    it.traceback.replace(exception.__traceback__());
    it.exception.replace(Some(exception));
    it.state.set(State::Finished);
    it.log_traceback.set(true);
    resolved(future, it, vm)
}

/// Cancels a future that is not a task's; false when it is done.
pub(crate) fn cancel(future: &PyObject, message: Option<PyObjectRef>, vm: &VirtualMachine) -> PyResult<bool> {
    let it = this(future, vm)?;
    it.check_initialized(vm)?;
    it.log_traceback.set(false);
    if it.is_done() {
        return Ok(false);
    }
    it.set_cancel_message(message);
    it.state.set(State::Cancelled);
    resolved(future, it, vm)?;
    Ok(true)
}

fn resolved(future: &PyObject, it: &PyFuture, vm: &VirtualMachine) -> PyResult<()> {
    if it.no.get() != 0
        && let Some(machine) = Machine::current()
    {
        let (mut ending, mut line) = (Ending::Ready, 0);
        match it.state.get() {
            State::Cancelled => ending = Ending::Cancelled,
            _ => {
                if let Some(exception) = it.has_exception() {
                    ending = Ending::Failed(machine.handle().text(&library::said(&exception, vm)));
                    // A cancellation comes to each where it waits; an error has one place.
                    if machine.recording && !exception.fast_isinstance(&library::cancelled_error(vm)) {
                        line = machine.program.raised_line(exception.__traceback__(), None);
                    }
                }
            }
        }
        if line == 0 {
            line = machine.line(vm);
        }
        let kind = Kind::FutureResolved { future: it.no.get(), by: machine.handle().actor(), ending };
        machine.handle().record(None, line, kind);
    }
    for waiter in it.waiters.take() {
        schedule(future, it, waiter, vm)?;
    }
    Ok(())
}

fn schedule(future: &PyObject, it: &PyFuture, waiter: Waiter, vm: &VirtualMachine) -> PyResult<()> {
    let Some(event_loop) = it.event_loop.borrow().clone() else { return Ok(()) };
    let plain = overrides::plain(&event_loop);
    match (waiter, plain) {
        (Waiter::Task(task), Some(plain)) => {
            plain.check_open(vm)?;
            PyTask::wake_by(&task, future.to_owned());
            Ok(())
        }
        (Waiter::Task(task), None) => {
            let context = task.context();
            overrides::call_soon(&event_loop, vec![future.to_owned()], PyTaskWakeup::new(task), context, vm)
        }
        (Waiter::Callback { callback, context, line }, Some(plain)) => {
            plain.check_open(vm)?;
            let args = vm.ctx.new_tuple(vec![future.to_owned()]);
            handle::soon(&plain.to_owned(), callback, args, Some(context), (waiting(future), line), vm).map(drop)
        }
        (Waiter::Callback { callback, context, .. }, None) => {
            let context = KwArgs::new([("context".into(), context.into())].into_iter().collect());
            let args = FuncArgs::new(vec![callback.clone(), future.to_owned()], context);
            PyLoop::while_asked(&event_loop, (waiting(future), &callback), || {
                vm.call_method(&event_loop, "call_soon", args).map(drop)
            })
        }
    }
}

/// Wakes a task at a future's end; at once when it is done.
pub(crate) fn add_task(future: &PyObject, it: &PyFuture, task: PyRef<PyTask>, vm: &VirtualMachine) -> PyResult<()> {
    if it.is_done() {
        return schedule(future, it, Waiter::Task(task), vm);
    }
    it.waiters.borrow_mut().push(Waiter::Task(task));
    Ok(())
}

/// Says what nobody asked for: an exception.
pub(crate) fn complain_unretrieved(future: &PyObject, it: &PyFuture, vm: &VirtualMachine) -> PyResult<()> {
    if !it.log_traceback.replace(false) || Machine::current().is_none() {
        return Ok(());
    }
    let Some(exception) = it.has_exception() else { return Ok(()) };
    let Some(event_loop) = it.event_loop.borrow().clone() else { return Ok(()) };
    let context = vm.ctx.new_dict();
    let message = format!("{} exception was never retrieved", future.class().name());
    context.set_item("message", vm.ctx.new_str(message).into(), vm)?;
    context.set_item("exception", exception.into(), vm)?;
    context.set_item("future", future.to_owned(), vm)?;
    let made_at = it.made_at.borrow().clone();
    if let Some(made_at) = made_at {
        context.set_item("source_traceback", made_at, vm)?;
    }
    vm.call_method(&event_loop, "call_exception_handler", (context,)).map(drop)
}

/// The task that runs has got an exception from a future.
fn inherits(exception: &Py<PyBaseException>) {
    if let Some(machine) = Machine::current()
        && let Some(task) = machine.current.task()
    {
        task.inherit(exception);
    }
}

#[derive(rustpython_vm::FromArgs)]
pub(crate) struct CancelArgs {
    #[pyarg(any, optional)]
    pub(crate) msg: OptionalOption<PyObjectRef>,
}
