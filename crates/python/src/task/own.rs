//! A task and the program's own: loops that want to be asked for its steps, steps that the program calls, futures of its own
//! classes. What happens on a plain loop is in `task.rs`.

use rustpython_vm::builtins::PyBaseExceptionRef;
use rustpython_vm::function::{FuncArgs, KwArgs};
use rustpython_vm::{AsObject, Py, PyObject, PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine};

use crate::classes::context::PyContext;
use crate::classes::future::exact;
use crate::classes::handle::PyHandle;
use crate::classes::step::{PyTaskStep, PyTaskWakeup};
use crate::classes::task::{Next, PyTask};
use crate::handle;
use crate::library;
use crate::machine::Machine;
use crate::overrides;
use crate::version;

impl PyTask {
    /// Nothing will ever step it: the executor lets go of it.
    pub(super) fn abandon(zelf: &Py<Self>) {
        zelf.abandoned.set(true);
        zelf.queued.set(Some(zelf.to_owned()));
        let task = zelf.task.take();
        if let (Some(machine), Some(task)) = (Machine::current(), task) {
            machine.handle().poll_now(&task);
        }
    }

    /// Has the loop call the next step soon: natively, unless the program wants to be asked.
    pub(super) fn call_step_soon(
        zelf: &PyRef<Self>,
        exception: Option<PyBaseExceptionRef>,
        vm: &VirtualMachine,
    ) -> PyResult<()> {
        let event_loop = zelf.base.event_loop.borrow().clone();
        match event_loop.filter(|event_loop| overrides::plain(event_loop).is_none()) {
            None => PyTask::queue_step(zelf, exception.map_or(Next::Send, Next::Raise)),
            Some(event_loop) => {
                let context = zelf.context.borrow().clone();
                overrides::call_soon(&event_loop, vec![], PyTaskStep::new(zelf.clone(), exception), context, vm)?;
            }
        }
        Ok(())
    }

    /// A step that the program itself calls.
    pub(crate) fn step_now(zelf: &PyRef<Self>, next: Next, vm: &VirtualMachine) -> PyResult<()> {
        let (Some(machine), Some(task)) = (Machine::current(), zelf.task.borrow().clone()) else { return Ok(()) };
        if zelf.base.is_done() {
            return Err(PyTask::already_done(zelf, &next, vm)?);
        }
        if let Some(current) = machine.current.task().filter(|current| current.is_of_loop_of(zelf)) {
            let (task, current) = (zelf.as_object().repr(vm)?, current.as_object().repr(vm)?);
            let text = format!("Cannot enter into task {task} while another task {current} is being executed.");
            return Err(vm.new_runtime_error(text));
        }
        let handle = zelf.handle.take();
        drop(handle);
        let before = zelf.next.replace(Some(next));
        drop(before);
        zelf.called.replace(Some(Ok(())));
        zelf.queued.set(Some(zelf.clone()));
        machine.handle().poll_now(&task);
        zelf.called.take().unwrap_or(Ok(()))
    }

    /// Its first step, taken where it is made (`task_eager_start` in `Modules/_asynciomodule.c`): within the step of who makes it.
    pub(super) fn start_now(zelf: &PyRef<Self>, vm: &VirtualMachine) -> PyResult<()> {
        let (Some(machine), Some(task)) = (Machine::current(), zelf.task.borrow().clone()) else { return Ok(()) };
        let step = || {
            zelf.called.replace(Some(Ok(())));
            zelf.queued.set(Some(zelf.clone()));
            machine.handle().poll_now(&task);
            zelf.called.take().unwrap_or(Ok(()))
        };
        match zelf.context() {
            Some(context) => PyContext::within(&context, vm, step)?,
            None => step()?,
        }
        if zelf.base.is_done() {
            let coroutine = zelf.coroutine.take();
            drop(coroutine);
        }
        Ok(())
    }

    pub(super) fn already_done(zelf: &PyRef<Self>, next: &Next, vm: &VirtualMachine) -> PyResult<PyBaseExceptionRef> {
        let exception: PyObjectRef = match next {
            Next::Raise(exception) => exception.clone().into(),
            _ => vm.ctx.none(),
        };
        let step = if version::since(12) { "__step" } else { "_step" };
        let text = format!("{step}(): already done: {} {}", zelf.as_object().repr(vm)?, exception.repr(vm)?);
        Ok(library::invalid_state(vm, &text))
    }

    /// What a step raised goes to the loop, as what a callback raises does; or to the program, if that called it.
    pub(super) fn tell(
        zelf: &PyRef<Self>,
        woken_by: Option<PyObjectRef>,
        exception: PyBaseExceptionRef,
        vm: &VirtualMachine,
    ) {
        if zelf.called.borrow().is_some() {
            let before = zelf.called.replace(Some(Err(exception)));
            drop(before);
            return;
        }
        let event_loop = zelf.base.event_loop.borrow().clone();
        let told = match event_loop.filter(|_| !library::ends_run(&exception, vm)) {
            None => Err(exception),
            Some(event_loop) => {
                let (step, args) = match woken_by {
                    Some(future) => (PyTaskWakeup::new(zelf.clone()).into_pyobject(vm), vec![future]),
                    None => (PyTaskStep::new(zelf.clone(), None).into_pyobject(vm), Vec::new()),
                };
                let args = vm.ctx.new_tuple(args);
                let handle = PyHandle::new(event_loop.clone(), step.clone(), args.clone(), None, vm);
                let handle = handle.map(|handle| handle.into_pyobject(vm));
                handle.and_then(|handle| handle::tell(&event_loop, (&step, &args), exception, handle, None, vm))
            }
        };
        if let (Err(exception), Some(machine)) = (told, Machine::current()) {
            machine.driver.fail(exception);
        }
    }

    /// What is awaited is to be of the task's own loop.
    pub(super) fn check_loop_of(zelf: &PyRef<Self>, future: &PyObject, vm: &VirtualMachine) -> PyResult<()> {
        let own = zelf.base.event_loop.borrow().clone();
        let its = match exact(future, vm) {
            Some(native) => native.event_loop.borrow().clone(),
            None => match vm.get_attribute_opt(future, "get_loop")? {
                Some(get_loop) => Some(get_loop.call((), vm)?),
                None => Some(future.get_attr("_loop", vm)?),
            },
        };
        if own.is_some_and(|own| its.is_some_and(|its| its.is(&own))) {
            return Ok(());
        }
        let (task, future) = (zelf.as_object().repr(vm)?, future.repr(vm)?);
        Err(vm.new_runtime_error(format!("Task {task} got Future {future} attached to a different loop")))
    }

    /// Has a future of the program's own class tell the task of its end.
    pub(super) fn be_told_by(zelf: &PyRef<Self>, future: &PyObject, vm: &VirtualMachine) -> PyResult<()> {
        let wakeup = PyTaskWakeup::new(zelf.clone()).into_pyobject(vm);
        let context = zelf.context.borrow().clone().map(|context| ("context".into(), context.into()));
        let args = FuncArgs::new(vec![wakeup], KwArgs::new(context.into_iter().collect()));
        vm.call_method(future, "add_done_callback", args).map(drop)
    }
}
