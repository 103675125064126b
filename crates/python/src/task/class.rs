//! What Python sees of tasks: their class.

use loopscope_executor::Spawn;
use rustpython_vm::builtins::PyType;
use rustpython_vm::function::{FuncArgs, OptionalOption, PySetterValue};
use rustpython_vm::types::{Constructor, Destructor, Initializer, Iterable, Representable};
use rustpython_vm::{AsObject, Py, PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine, pyclass};

use super::Body;
use crate::checkpoint;
use crate::classes::context::PyContext;
use crate::classes::event_loop::PyLoop;
use crate::classes::future::PyFutureIter;
use crate::classes::step::PyTaskStep;
use crate::classes::task::{Doer, PyTask};
use crate::future::{self, CancelArgs};
use crate::library;
use crate::machine::Machine;
use crate::overrides;
use crate::place::frame_of;
use crate::registry;
use crate::text::shown;
use crate::version;

/// A function of `lib/asyncio/stacks.py`, of this task.
fn of_stacks(what: &'static str, task: PyRef<PyTask>, mut args: FuncArgs, vm: &VirtualMachine) -> PyResult {
    args.prepend_arg(task.into());
    let module = vm.import("asyncio", 0)?.get_attr("stacks", vm)?;
    vm.call_method(&module, what, args)
}

#[derive(rustpython_vm::FromArgs)]
pub(crate) struct TaskArgs {
    #[pyarg(any)]
    coro: PyObjectRef,
    #[pyarg(named, name = "loop", optional)]
    event_loop: OptionalOption<PyObjectRef>,
    #[pyarg(named, optional)]
    name: OptionalOption<PyObjectRef>,
    #[pyarg(named, optional)]
    context: OptionalOption<PyRef<PyContext>>,
    /// Since 3.12.
    #[pyarg(named, optional)]
    eager_start: OptionalOption<PyObjectRef>,
}

impl Constructor for PyTask {
    type Args = FuncArgs;

    fn py_new(_class: &Py<PyType>, _args: FuncArgs, _vm: &VirtualMachine) -> PyResult<Self> {
        Ok(PyTask::empty())
    }
}

impl Initializer for PyTask {
    type Args = TaskArgs;

    fn init(zelf: &Py<Self>, args: TaskArgs, vm: &VirtualMachine) -> PyResult<()> {
        if !library::is_coroutine(&args.coro, vm)? {
            zelf.log_destroy_pending.set(false);
            return Err(vm.new_type_error(format!("a coroutine was expected, got {}", args.coro.repr(vm)?)));
        }
        let event_loop = match args.event_loop.flatten() {
            Some(event_loop) => event_loop,
            None => registry::get_event_loop(vm)?,
        };
        let machine = Machine::current().ok_or_else(|| vm.new_runtime_error("no program runs"))?;
        if let Some(native) = event_loop.downcast_ref::<PyLoop>() {
            native.check_open(vm)?;
        }
        zelf.base.event_loop.replace(Some(event_loop));
        // What fails here takes no number.
        zelf.base.note_place(vm)?;
        zelf.coroutine.replace(Some(args.coro));
        zelf.context.replace(Some(args.context.flatten().unwrap_or_else(|| PyContext::copied(vm))));
        let name: PyObjectRef = match args.name.flatten() {
            Some(name) => name.str(vm)?.into(),
            None => vm.ctx.new_str(format!("Task-{}", machine.current.next_number())).into(),
        };
        let text = name.str(vm)?;
        zelf.name.replace(Some(name));
        let coroutine = if machine.recording { zelf.coroutine_name(vm) } else { String::new() };
        let line = machine.line(vm);
        let own = |coroutine: &PyObjectRef| frame_of(coroutine).is_some_and(|frame| machine.program.is_own(&frame));
        if !zelf.coroutine.borrow().as_ref().is_some_and(own) {
            zelf.maker.replace(Some(Doer::current(vm)));
        }
        let eager = args.eager_start.flatten().is_some_and(|it| it.try_to_bool(vm).unwrap_or(false))
            && PyLoop::of(&zelf.base)
                .is_some_and(|event_loop| registry::running().is_some_and(|it| it.is(event_loop.as_object())));
        zelf.queued.set(Some(zelf.to_owned()));
        let spawn = Spawn { name: &shown(&text), coroutine: &coroutine, line };
        let event_loop = zelf.base.event_loop.borrow().clone();
        match event_loop.filter(|event_loop| overrides::plain(event_loop).is_none()) {
            _ if eager => {
                drop(zelf.queued.take());
                zelf.task.replace(machine.handle().spawn_asleep(&spawn, Body(zelf.queued.clone())));
            }
            None => {
                zelf.task.replace(machine.handle().spawn_task(&spawn, Body(zelf.queued.clone())));
            }
            Some(event_loop) => {
                let before = (zelf.next.take(), zelf.queued.take());
                drop(before);
                zelf.task.replace(machine.handle().spawn_asleep(&spawn, Body(zelf.queued.clone())));
                let (step, context) = (PyTaskStep::new(zelf.to_owned(), None), zelf.context());
                if let Err(exception) = overrides::call_soon(&event_loop, vec![], step, context, vm) {
                    PyTask::abandon(zelf);
                    return Err(exception);
                }
            }
        }
        machine.current.add_task(zelf.as_object().downgrade(None, vm)?);
        if eager {
            PyTask::start_now(&zelf.to_owned(), vm)?;
        }
        checkpoint::pass(vm)
    }
}

impl Representable for PyTask {
    fn repr_str(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult<String> {
        library::written("task_repr", (zelf.to_owned(),), vm)
    }
}

impl Destructor for PyTask {
    fn del(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult<()> {
        let pending = zelf.coroutine.borrow().is_some() && !zelf.base.is_done();
        if pending && zelf.log_destroy_pending.get() && Machine::current().is_some() {
            complain_pending(zelf, vm)?;
        }
        future::complain_unretrieved(zelf.as_object(), &zelf.base, vm)
    }
}

/// Says that a task goes that has not ended.
fn complain_pending(task: &Py<PyTask>, vm: &VirtualMachine) -> PyResult<()> {
    let Some(event_loop) = task.base.event_loop.borrow().clone() else { return Ok(()) };
    let context = vm.ctx.new_dict();
    context.set_item("task", task.to_owned().into(), vm)?;
    context.set_item("message", vm.ctx.new_str("Task was destroyed but it is pending!").into(), vm)?;
    vm.call_method(&event_loop, "call_exception_handler", (context,)).map(drop)
}

impl Iterable for PyTask {
    fn iter(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult {
        Ok(PyFutureIter::of(zelf.into()).into_pyobject(vm))
    }
}

#[pyclass(flags(BASETYPE, HAS_DICT, HAS_WEAKREF), with(Constructor, Initializer, Representable, Destructor, Iterable))]
impl PyTask {
    #[pymethod]
    fn cancel(zelf: PyObjectRef, args: CancelArgs, vm: &VirtualMachine) -> PyResult<bool> {
        let cancelled = PyTask::cancel_with(&zelf, args.msg.flatten(), vm)?;
        checkpoint::pass(vm)?;
        Ok(cancelled)
    }

    #[pymethod]
    fn uncancel(zelf: PyRef<Self>) -> u32 {
        let before = zelf.cancelling.get();
        zelf.cancelling.set(before.saturating_sub(1));
        if before == 1 && version::since(13) {
            // What has not been told yet is taken back.
            zelf.must_cancel.set(false);
        }
        zelf.cancelling.get()
    }

    #[pymethod]
    fn cancelling(zelf: PyRef<Self>) -> u32 {
        zelf.cancelling.get()
    }

    #[pymethod]
    fn set_result(_zelf: PyObjectRef, _result: PyObjectRef, vm: &VirtualMachine) -> PyResult<()> {
        Err(vm.new_runtime_error("Task does not support set_result operation"))
    }

    #[pymethod]
    fn set_exception(_zelf: PyObjectRef, _exception: PyObjectRef, vm: &VirtualMachine) -> PyResult<()> {
        Err(vm.new_runtime_error("Task does not support set_exception operation"))
    }

    #[pymethod]
    fn get_name(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyObjectRef {
        zelf.name.borrow().clone().unwrap_or_else(|| vm.ctx.none())
    }

    #[pymethod]
    fn set_name(zelf: PyRef<Self>, name: PyObjectRef, vm: &VirtualMachine) -> PyResult<()> {
        let name = name.str(vm)?;
        if let (Some(machine), Some(task)) = (Machine::current(), &*zelf.task.borrow()) {
            machine.handle().rename(task, &shown(&name));
        }
        let before = zelf.name.replace(Some(name.into()));
        drop(before);
        checkpoint::pass(vm)
    }

    #[pymethod]
    fn get_coro(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyObjectRef {
        zelf.coroutine.borrow().clone().unwrap_or_else(|| vm.ctx.none())
    }

    #[pymethod]
    fn get_context(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyObjectRef {
        zelf.context.borrow().clone().map_or_else(|| vm.ctx.none(), Into::into)
    }

    #[pymethod]
    fn get_stack(zelf: PyRef<Self>, args: FuncArgs, vm: &VirtualMachine) -> PyResult {
        of_stacks("get_stack", zelf, args, vm)
    }

    #[pymethod]
    fn print_stack(zelf: PyRef<Self>, args: FuncArgs, vm: &VirtualMachine) -> PyResult {
        of_stacks("print_stack", zelf, args, vm)
    }

    #[pygetset]
    fn _coro(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyObjectRef {
        PyTask::get_coro(zelf, vm)
    }

    #[pygetset]
    fn _fut_waiter(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyObjectRef {
        zelf.waits_for.borrow().clone().unwrap_or_else(|| vm.ctx.none())
    }

    #[pygetset]
    fn _must_cancel(zelf: PyRef<Self>) -> bool {
        zelf.must_cancel.get()
    }

    #[pygetset]
    fn _log_destroy_pending(zelf: PyRef<Self>) -> bool {
        zelf.log_destroy_pending.get()
    }

    #[pygetset(setter)]
    fn set__log_destroy_pending(zelf: PyRef<Self>, value: PySetterValue<bool>, vm: &VirtualMachine) -> PyResult<()> {
        zelf.log_destroy_pending.set(future::assigned(value, vm)?);
        Ok(())
    }
}
