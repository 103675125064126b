//! What Python sees of futures: their class, and what `await` gets of one.

use loopscope_executor::trace::Kind;
use rustpython_vm::builtins::{PyBaseExceptionRef, PyGenericAlias, PyType, PyTypeRef};
use rustpython_vm::function::{FuncArgs, OptionalArg, OptionalOption, PySetterValue};
use rustpython_vm::protocol::PyIterReturn;
use rustpython_vm::types::{Constructor, Destructor, Initializer, IterNext, Iterable, Representable, SelfIter};
use rustpython_vm::{AsObject, Py, PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine, pyclass};

use super::{CancelArgs, add_task, assigned, cancel, complain_unretrieved, fail, finish, schedule, this, waiting};
use crate::classes::context::PyContext;
use crate::classes::future::{PyFuture, PyFutureIter, State, UNINITIALIZED, Waiter};
use crate::classes::step::PyTaskWakeup;
use crate::machine::Machine;
use crate::{awaited_by, checkpoint, halted, library, names, registry};

#[derive(rustpython_vm::FromArgs)]
pub(crate) struct FutureArgs {
    #[pyarg(named, name = "loop", optional)]
    event_loop: OptionalOption<PyObjectRef>,
}

#[derive(rustpython_vm::FromArgs)]
struct CallbackArgs {
    #[pyarg(positional)]
    callback: PyObjectRef,
    #[pyarg(named, optional)]
    context: OptionalOption<PyRef<PyContext>>,
}

impl Constructor for PyFuture {
    type Args = FuncArgs;

    fn py_new(_class: &Py<PyType>, _args: FuncArgs, _vm: &VirtualMachine) -> PyResult<Self> {
        Ok(PyFuture::empty())
    }
}

impl Initializer for PyFuture {
    type Args = FutureArgs;

    fn init(zelf: &Py<Self>, args: FutureArgs, vm: &VirtualMachine) -> PyResult<()> {
        let event_loop = match args.event_loop.flatten() {
            Some(event_loop) => event_loop,
            None => registry::get_event_loop(vm)?,
        };
        let class = zelf.class().name().to_string();
        let plain = matches!(&*class, "Future" | "_GatheringFuture");
        zelf.begin(event_loop, if plain { "" } else { &class }, vm);
        zelf.note_place(vm)?;
        checkpoint::pass(vm)
    }
}

impl Representable for PyFuture {
    fn repr_str(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult<String> {
        library::written("future_repr", (zelf.to_owned(),), vm)
    }
}

impl Destructor for PyFuture {
    fn del(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult<()> {
        complain_unretrieved(zelf.as_object(), zelf, vm)
    }
}

impl Iterable for PyFuture {
    fn iter(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult {
        zelf.check_initialized(vm)?;
        Ok(PyFutureIter::of(zelf.into()).into_pyobject(vm))
    }
}

#[pyclass(flags(BASETYPE, HAS_DICT, HAS_WEAKREF), with(Constructor, Initializer, Representable, Destructor, Iterable))]
impl PyFuture {
    #[pymethod]
    fn result(zelf: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        this(&zelf, vm)?.raised(vm)
    }

    #[pymethod]
    fn exception(zelf: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        let it = this(&zelf, vm)?;
        match it.state.get() {
            State::Pending if it.event_loop.borrow().is_none() => Err(library::invalid_state(vm, UNINITIALIZED)),
            State::Pending => Err(library::invalid_state(vm, "Exception is not set.")),
            State::Cancelled => it.raised(vm),
            State::Finished => {
                it.log_traceback.set(false);
                Ok(it.has_exception().map_or_else(|| vm.ctx.none(), Into::into))
            }
        }
    }

    #[pymethod]
    fn set_result(zelf: PyObjectRef, result: PyObjectRef, vm: &VirtualMachine) -> PyResult<()> {
        finish(&zelf, result, vm)?;
        checkpoint::pass(vm)
    }

    #[pymethod]
    fn set_exception(zelf: PyObjectRef, exception: PyObjectRef, vm: &VirtualMachine) -> PyResult<()> {
        fail(&zelf, exception, vm)?;
        checkpoint::pass(vm)
    }

    #[pymethod]
    fn cancel(zelf: PyObjectRef, args: CancelArgs, vm: &VirtualMachine) -> PyResult<bool> {
        let cancelled = cancel(&zelf, args.msg.flatten(), vm)?;
        checkpoint::pass(vm)?;
        Ok(cancelled)
    }

    #[pymethod]
    fn cancelled(zelf: PyObjectRef, vm: &VirtualMachine) -> PyResult<bool> {
        Ok(this(&zelf, vm)?.state.get() == State::Cancelled)
    }

    #[pymethod]
    fn done(zelf: PyObjectRef, vm: &VirtualMachine) -> PyResult<bool> {
        let done = this(&zelf, vm)?.is_done();
        if !done && let Some(machine) = Machine::current() {
            machine.handle().asks();
        }
        Ok(done)
    }

    #[pymethod]
    fn get_loop(zelf: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        let event_loop = this(&zelf, vm)?.event_loop.borrow().clone();
        event_loop.ok_or_else(|| vm.new_runtime_error(UNINITIALIZED))
    }

    #[pymethod]
    fn add_done_callback(zelf: PyObjectRef, args: CallbackArgs, vm: &VirtualMachine) -> PyResult<()> {
        let it = this(&zelf, vm)?;
        if it.event_loop.borrow().is_none() {
            return Err(vm.new_runtime_error("uninitialized Future object"));
        }
        // A task waits as on a future that is no instance of the program's.
        if let Some(wakeup) = args.callback.downcast_ref::<PyTaskWakeup>() {
            return add_task(&zelf, it, wakeup.task().clone(), vm);
        }
        let context = args.context.flatten().unwrap_or_else(|| PyContext::copied(vm));
        let line = Machine::current().map_or(0, |machine| machine.line(vm));
        let waiter = Waiter::Callback { callback: args.callback, context, line };
        if it.is_done() {
            return schedule(&zelf, it, waiter, vm);
        }
        if let Waiter::Callback { callback, .. } = &waiter
            && let Some(machine) = Machine::current().filter(|machine| machine.recording)
        {
            let names::Callback { name, late } = names::callback(callback, &[], vm);
            if !late {
                let (name, serves) = (machine.handle().text(&name), names::serves(callback, vm));
                let kind = Kind::CallbackAdded { on: waiting(&zelf), name, serves };
                machine.handle().record(None, line, kind);
            }
        }
        it.waiters.borrow_mut().push(waiter);
        checkpoint::pass(vm)
    }

    #[pymethod]
    fn remove_done_callback(zelf: PyObjectRef, callback: PyObjectRef, vm: &VirtualMachine) -> PyResult<usize> {
        let it = this(&zelf, vm)?;
        it.check_initialized(vm)?;
        // Comparing may run the program's code: nothing is borrowed meanwhile.
        let waiters = it.waiters.borrow().clone();
        let mut kept = Vec::new();
        let mut removed = 0;
        for waiter in waiters {
            let own = match &waiter {
                Waiter::Callback { callback, .. } => callback.clone(),
                Waiter::Task(task) => PyTaskWakeup::new(task.clone()).into_pyobject(vm),
            };
            if vm.identical_or_equal(&own, &callback)? {
                removed += 1;
            } else {
                kept.push(waiter);
            }
        }
        let before = it.waiters.replace(kept);
        drop(before);
        Ok(removed)
    }

    #[pymethod]
    fn __await__(zelf: PyObjectRef, vm: &VirtualMachine) -> PyResult<PyFutureIter> {
        this(&zelf, vm)?.check_initialized(vm)?;
        Ok(PyFutureIter::of(zelf))
    }

    #[pygetset]
    fn _source_traceback(zelf: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        Ok(this(&zelf, vm)?.made_at.borrow().clone().unwrap_or_else(|| vm.ctx.none()))
    }

    #[pymethod]
    fn _make_cancelled_error(zelf: PyObjectRef, vm: &VirtualMachine) -> PyResult<PyBaseExceptionRef> {
        Ok(this(&zelf, vm)?.make_cancelled_error(vm))
    }

    #[pyclassmethod]
    fn __class_getitem__(class: PyTypeRef, args: PyObjectRef, vm: &VirtualMachine) -> PyResult<PyGenericAlias> {
        PyGenericAlias::from_args(class, args, vm)
    }

    #[pygetset]
    fn _state(zelf: PyObjectRef, vm: &VirtualMachine) -> PyResult<&'static str> {
        let it = this(&zelf, vm)?;
        it.check_initialized(vm)?;
        Ok(match it.state.get() {
            State::Pending => "PENDING",
            State::Cancelled => "CANCELLED",
            State::Finished => "FINISHED",
        })
    }

    #[pygetset]
    fn _loop(zelf: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        Ok(this(&zelf, vm)?.event_loop.borrow().clone().unwrap_or_else(|| vm.ctx.none()))
    }

    #[pygetset]
    fn _result(zelf: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        let it = this(&zelf, vm)?;
        it.check_initialized(vm)?;
        Ok(it.result.borrow().clone().unwrap_or_else(|| vm.ctx.none()))
    }

    #[pygetset]
    fn _exception(zelf: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        let it = this(&zelf, vm)?;
        it.check_initialized(vm)?;
        Ok(it.has_exception().map_or_else(|| vm.ctx.none(), Into::into))
    }

    #[pygetset]
    fn _asyncio_awaited_by(zelf: PyObjectRef, vm: &VirtualMachine) -> PyResult<PyObjectRef> {
        Ok(awaited_by::all(&zelf, vm)?.unwrap_or_else(|| vm.ctx.none()))
    }

    #[pygetset]
    fn _callbacks(zelf: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        let it = this(&zelf, vm)?;
        it.check_initialized(vm)?;
        let waiters = it.waiters.borrow().clone();
        let pairs = waiters.into_iter().map(|waiter| match waiter {
            Waiter::Task(task) => {
                let context = task.context().map_or_else(|| vm.ctx.none(), Into::into);
                vm.ctx.new_tuple(vec![PyTaskWakeup::new(task).into_pyobject(vm), context]).into()
            }
            Waiter::Callback { callback, context, .. } => vm.ctx.new_tuple(vec![callback, context.into()]).into(),
        });
        let pairs: Vec<PyObjectRef> = pairs.collect();
        Ok(if pairs.is_empty() { vm.ctx.none() } else { vm.ctx.new_list(pairs).into() })
    }

    #[pygetset]
    fn _asyncio_future_blocking(zelf: PyObjectRef, vm: &VirtualMachine) -> PyResult<bool> {
        Ok(this(&zelf, vm)?.blocking.get())
    }

    #[pygetset(setter)]
    fn set__asyncio_future_blocking(
        zelf: PyObjectRef,
        value: PySetterValue<bool>,
        vm: &VirtualMachine,
    ) -> PyResult<()> {
        this(&zelf, vm)?.blocking.set(assigned(value, vm)?);
        Ok(())
    }

    #[pygetset]
    fn _log_traceback(zelf: PyObjectRef, vm: &VirtualMachine) -> PyResult<bool> {
        let it = this(&zelf, vm)?;
        it.check_initialized(vm)?;
        Ok(it.log_traceback.get())
    }

    #[pygetset(setter)]
    fn set__log_traceback(zelf: PyObjectRef, value: PySetterValue<bool>, vm: &VirtualMachine) -> PyResult<()> {
        if assigned(value, vm)? {
            return Err(vm.new_value_error("_log_traceback can only be set to False"));
        }
        this(&zelf, vm)?.log_traceback.set(false);
        Ok(())
    }

    #[pygetset]
    fn _cancel_message(zelf: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        Ok(this(&zelf, vm)?.cancel_message().unwrap_or_else(|| vm.ctx.none()))
    }

    #[pygetset(setter)]
    fn set__cancel_message(zelf: PyObjectRef, value: PySetterValue, vm: &VirtualMachine) -> PyResult<()> {
        let message = match value {
            PySetterValue::Assign(value) => Some(value),
            PySetterValue::Delete => None,
        };
        this(&zelf, vm)?.set_cancel_message(message);
        Ok(())
    }
}

impl SelfIter for PyFutureIter {}

impl IterNext for PyFutureIter {
    fn next(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult<PyIterReturn> {
        let Some(future) = zelf.future.borrow().clone() else { return Ok(PyIterReturn::StopIteration(None)) };
        let it = this(&future, vm)?;
        if it.is_done() {
            let before = zelf.future.take();
            drop(before);
            return it.raised(vm).map(|value| PyIterReturn::StopIteration(Some(value)));
        }
        if it.blocking.get() {
            return Err(vm.new_runtime_error("await wasn't used with future"));
        }
        it.blocking.set(true);
        Ok(PyIterReturn::Return(future))
    }
}

#[pyclass(with(IterNext, Iterable))]
impl PyFutureIter {
    #[pymethod]
    fn send(zelf: PyRef<Self>, _value: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        match PyFutureIter::next(&zelf, vm)? {
            PyIterReturn::Return(value) => Ok(value),
            PyIterReturn::StopIteration(value) => Err(vm.new_stop_iteration(value)),
        }
    }

    #[pymethod]
    fn throw(
        zelf: PyRef<Self>,
        kind: PyObjectRef,
        value: OptionalArg,
        traceback: OptionalArg,
        vm: &VirtualMachine,
    ) -> PyResult {
        let before = zelf.future.take();
        drop(before);
        halted::entered(vm);
        let none = || vm.ctx.none();
        let value = value.unwrap_or_else(none);
        let traceback = traceback.unwrap_or_else(none);
        Err(vm.normalize_exception(kind, value, traceback)?)
    }

    #[pymethod]
    fn close(zelf: PyRef<Self>, vm: &VirtualMachine) {
        let before = zelf.future.take();
        drop(before);
        halted::entered(vm);
    }
}
