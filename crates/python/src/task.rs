//! `asyncio.Task`: a future whose result is that of a coroutine which the loop runs (CPython's `Modules/_asynciomodule.c`,
//! 3.11). Each is a task of the executor; a poll is a step.
//!
//! ```text
//!             ┌─► step: the coroutine runs to its next suspension
//!   created ──┤      ├── suspended on a future ──► woken when that is done ──► step
//!             │      ├── gave way (sleep(0)) ─────► step in the next iteration
//!             │      └── returned or raised ──────► done: the task's future resolves
//!             └─► cancelled before its first step: the step raises it, the body never runs
//! ```

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use loopscope_executor::trace::{Ending, Kind, TaskNo, Waiting};
use loopscope_executor::{Spawn, TaskRef};
use rustpython_vm::builtins::{PyBaseExceptionRef, PyCoroutine, PyGenerator, PyStr, PyType};
use rustpython_vm::function::{FuncArgs, OptionalOption};
use rustpython_vm::protocol::PyIterReturn;
use rustpython_vm::types::{Constructor, Destructor, Initializer, Iterable, Representable};
use rustpython_vm::{AsObject, Py, PyObject, PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine, pyclass};

use crate::asyncio;
use crate::context::PyContext;
use crate::event_loop::{self, PyLoop, SetAside};
use crate::future::{self, CancelArgs, PyFuture, PyFutureIter};
use crate::inspect;
use crate::machine::Machine;
use crate::names;
use crate::place::{parked_line, running_line};
use crate::stack::AwaitStack;

/// What its next step does.
#[derive(Debug, Default)]
enum Next {
    #[default]
    Send,
    Raise(PyBaseExceptionRef),
    /// Takes up what this future ended with.
    TakeUp(PyObjectRef),
}

#[pyclass(module = "_asyncio", name = "Task", base = PyFuture)]
#[repr(C)]
pub(crate) struct PyTask {
    pub(crate) base: PyFuture,
    coroutine: RefCell<Option<PyObjectRef>>,
    name: RefCell<Option<PyObjectRef>>,
    context: RefCell<Option<PyRef<PyContext>>>,
    must_cancel: Cell<bool>,
    cancelling: Cell<u32>,
    waits_for: RefCell<Option<PyObjectRef>>,
    next: RefCell<Next>,
    task: RefCell<Option<TaskRef>>,
    log_destroy_pending: Cell<bool>,
    pub(crate) stack: AwaitStack,
}

impl std::fmt::Debug for PyTask {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Task").field("no", &self.no()).finish_non_exhaustive()
    }
}

impl PyTask {
    fn empty() -> Self {
        PyTask {
            base: PyFuture::empty(),
            coroutine: RefCell::new(None),
            name: RefCell::new(None),
            context: RefCell::new(None),
            must_cancel: Cell::new(false),
            cancelling: Cell::new(0),
            waits_for: RefCell::new(None),
            next: RefCell::new(Next::Send),
            task: RefCell::new(None),
            log_destroy_pending: Cell::new(true),
            stack: AwaitStack::default(),
        }
    }

    /// Its name, as text.
    pub(crate) fn shown_name(&self) -> String {
        let name = self.name.borrow();
        name.as_ref().and_then(|name| name.downcast_ref::<PyStr>()).map(ToString::to_string).unwrap_or_default()
    }

    pub(crate) fn coroutine(&self) -> Option<PyObjectRef> {
        self.coroutine.borrow().clone()
    }

    /// Its number in the trace; 0 before it is one of a program's.
    pub(crate) fn no(&self) -> TaskNo {
        self.task.borrow().as_ref().map_or(0, TaskRef::no)
    }

    /// Its next step takes up what `future` ended with.
    pub(crate) fn wake_by(&self, future: PyObjectRef) {
        let before = self.next.replace(Next::TakeUp(future));
        drop(before);
        self.wake();
    }

    pub(crate) fn wake(&self) {
        let task = self.task.borrow().clone();
        if let Some(task) = task {
            task.wake();
        }
    }

    fn queue_step(&self, next: Next) {
        let before = self.next.replace(next);
        drop(before);
        self.wake();
    }

    fn coroutine_name(&self, vm: &VirtualMachine) -> String {
        let coroutine = self.coroutine.borrow().clone();
        let name = coroutine.and_then(|it| it.get_attr("__name__", vm).ok());
        name.and_then(|name| name.str(vm).ok()).map(|name| name.to_string()).unwrap_or_default()
    }

    fn cancel_with(zelf: &PyObject, message: Option<PyObjectRef>, vm: &VirtualMachine) -> PyResult<bool> {
        let Some(task) = zelf.downcast_ref::<PyTask>() else { return Ok(false) };
        task.base.log_traceback.set(false);
        if task.base.is_done() {
            return Ok(false);
        }
        task.cancelling.set(task.cancelling.get() + 1);
        if let Some(machine) = Machine::current() {
            let kind = Kind::CancelRequested { by: machine.handle.actor() };
            machine.handle.record(Some(task.no()), running_line(&machine, vm), kind);
        }
        let waits_for = task.waits_for.borrow().clone();
        if let Some(waits_for) = waits_for {
            let args = FuncArgs::new(
                vec![],
                rustpython_vm::function::KwArgs::new(
                    [("msg".into(), message.clone().unwrap_or_else(|| vm.ctx.none()))].into_iter().collect(),
                ),
            );
            if vm.call_method(&waits_for, "cancel", args)?.try_to_bool(vm)? {
                return Ok(true);
            }
        }
        task.must_cancel.set(true);
        task.base.set_cancel_message(message);
        Ok(true)
    }

    // ---- A step

    /// Runs the coroutine to its next suspension; false when it is done.
    fn step(zelf: &PyRef<Self>, vm: &VirtualMachine) -> bool {
        // Once it was looked at, the program is over.
        if inspect::point(vm).is_err() {
            return true;
        }
        let next = zelf.next.take();
        let mut exception = match next {
            Next::Send => None,
            Next::Raise(exception) => Some(exception),
            Next::TakeUp(future) => match future::as_future(&future) {
                Some(native) => native.outcome(vm).err(),
                None => vm.call_method(&future, "result", ()).err(),
            },
        };
        if zelf.must_cancel.replace(false)
            && !exception.as_ref().is_some_and(|it| it.fast_isinstance(&asyncio::cancelled_error(vm)))
        {
            exception = Some(zelf.base.make_cancelled_error(vm));
        }
        let waited_for = zelf.waits_for.take();
        drop(waited_for);
        let Some(coroutine) = zelf.coroutine.borrow().clone() else { return false };
        let Some(machine) = Machine::current() else { return false };
        if exception.as_ref().is_some_and(|it| it.fast_isinstance(&asyncio::cancelled_error(vm))) {
            machine.handle.record(Some(zelf.no()), 0, Kind::CancelDelivered);
        }

        let before = machine.task.replace(Some(zelf.clone()));
        let context = zelf.context.borrow().clone();
        let result = match &context {
            Some(context) => PyContext::within(context, vm, || resume(&coroutine, exception, vm)),
            None => resume(&coroutine, exception, vm),
        };
        machine.flush(0);
        let own = machine.task.replace(before);
        drop(own);

        match result {
            Ok(PyIterReturn::Return(yielded)) => {
                let line = if machine.recording { zelf.stack.suspend(&machine, &coroutine) } else { 0 };
                let waiting = PyTask::suspend(zelf, yielded, vm);
                machine.handle.waiting_on(waiting, line);
                // That it is over is noticed at the step's end.
                let _ = inspect::point(vm);
                true
            }
            Ok(PyIterReturn::StopIteration(value)) => {
                zelf.stack.end(&machine);
                let value = value.unwrap_or_else(|| vm.ctx.none());
                let task: &PyObject = zelf.as_object();
                let ended = if zelf.must_cancel.replace(false) {
                    machine.handle.ending(Ending::Cancelled);
                    let message = zelf.base.cancel_message();
                    future::cancel(task, message, vm).map(drop)
                } else {
                    future::finish(task, value, vm)
                };
                zelf.end(ended, &machine);
                false
            }
            Err(exception) => {
                zelf.stack.end(&machine);
                let task: &PyObject = zelf.as_object();
                let ended = if exception.fast_isinstance(&asyncio::cancelled_error(vm)) {
                    machine.handle.ending(Ending::Cancelled);
                    zelf.base.cancelled_error.replace(Some(exception));
                    future::cancel(task, None, vm).map(drop)
                } else {
                    machine.handle.ending(Ending::Failed(machine.handle.text(&asyncio::said(&exception, vm))));
                    if exception.fast_isinstance(vm.ctx.exceptions.system_exit)
                        || exception.fast_isinstance(vm.ctx.exceptions.keyboard_interrupt)
                    {
                        machine.fatal.replace(Some(exception.clone()));
                    }
                    future::fail(task, exception.into(), vm)
                };
                zelf.end(ended, &machine);
                false
            }
        }
    }

    fn end(&self, ended: PyResult<()>, machine: &Machine) {
        // A closed loop cannot be told: whoever ran into that is told instead.
        if let Err(exception) = ended {
            machine.fatal.replace(Some(exception));
        }
    }

    /// Sees to it that what was awaited wakes the task. What it waits for, in the trace's terms.
    fn suspend(zelf: &PyRef<Self>, yielded: PyObjectRef, vm: &VirtualMachine) -> Waiting {
        match PyTask::wait_for(zelf, &yielded, vm) {
            Ok(waiting) => waiting,
            Err(exception) => {
                zelf.queue_step(Next::Raise(exception));
                Waiting::Turn
            }
        }
    }

    fn wait_for(zelf: &PyRef<Self>, yielded: &PyObjectRef, vm: &VirtualMachine) -> PyResult<Waiting> {
        if vm.is_none(yielded) {
            zelf.queue_step(Next::Send);
            return Ok(Waiting::Turn);
        }
        let own: &PyObject = zelf.as_object();
        let error = |text: String| vm.new_runtime_error(text);
        if let Some(native) = future::as_future(yielded) {
            let same = match (&*native.event_loop.borrow(), &*zelf.base.event_loop.borrow()) {
                (Some(one), Some(other)) => one.is(other),
                _ => false,
            };
            if !same {
                let (task, future) = (own.repr(vm)?, yielded.repr(vm)?);
                return Err(error(format!("Task {task} got Future {future} attached to a different loop")));
            }
            if !native.blocking.replace(false) {
                let (task, future) = (own.repr(vm)?, yielded.repr(vm)?);
                return Err(error(format!("yield was used instead of yield from in task {task} with {future}")));
            }
            if yielded.is(own) {
                return Err(error(format!("Task cannot await on itself: {}", own.repr(vm)?)));
            }
            future::add_task(yielded, native, zelf.clone(), vm)?;
        } else if let Some(blocking) = vm.get_attribute_opt(yielded, "_asyncio_future_blocking")? {
            // A future of the program's own making.
            if !blocking.try_to_bool(vm)? {
                let (task, future) = (own.repr(vm)?, yielded.repr(vm)?);
                return Err(error(format!("yield was used instead of yield from in task {task} with {future}")));
            }
            yielded.set_attr("_asyncio_future_blocking", vm.ctx.new_bool(false), vm)?;
            let wake = own.get_attr("task_wakeup", vm)?;
            vm.call_method(yielded, "add_done_callback", (wake,))?;
        } else if yielded.downcast_ref::<PyGenerator>().is_some() {
            let (task, what) = (own.repr(vm)?, yielded.repr(vm)?);
            return Err(error(format!(
                "yield was used instead of yield from for generator in task {task} with {what}"
            )));
        } else {
            return Err(error(format!("Task got bad yield: {}", yielded.repr(vm)?)));
        }
        zelf.waits_for.replace(Some(yielded.clone()));
        if zelf.must_cancel.get() {
            let message = zelf.base.cancel_message().unwrap_or_else(|| vm.ctx.none());
            let args = FuncArgs::new(
                vec![],
                rustpython_vm::function::KwArgs::new([("msg".into(), message)].into_iter().collect()),
            );
            if vm.call_method(yielded, "cancel", args)?.try_to_bool(vm)? {
                zelf.must_cancel.set(false);
            }
        }
        Ok(future::waiting(yielded))
    }
}

/// Sends `None` into a coroutine, or raises an exception in it.
fn resume(
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
        (None, Some(exception)) => PyIterReturn::from_pyresult(vm.call_method(coroutine, "throw", (exception,)), vm),
    }
}

/// The executor's side of a task.
struct Body(PyRef<PyTask>);

impl Future for Body {
    type Output = ();

    fn poll(self: Pin<&mut Self>, _cx: &mut Context<'_>) -> Poll<()> {
        let task = &self.0;
        if let Some(event_loop) = task.base.native_loop()
            && !event_loop.admits(|| SetAside::Task(task.clone()))
        {
            if let Some(machine) = Machine::current() {
                machine.handle.waiting_on(Waiting::Turn, 0);
            }
            return Poll::Pending;
        }
        match rustpython_vm::vm::thread::with_current_vm(|vm| PyTask::step(task, vm)) {
            true => Poll::Pending,
            false => Poll::Ready(()),
        }
    }
}

/// A function of `lib/asyncio/stacks.py`, of this task.
fn of_stacks(what: &'static str, task: PyRef<PyTask>, mut args: FuncArgs, vm: &VirtualMachine) -> PyResult {
    args.prepend_arg(task.into());
    let module = vm.import("asyncio", 0)?.get_attr("stacks", vm)?;
    vm.call_method(&module, what, args)
}

/// The tasks of a loop that are not done, oldest first; of every loop with `None`.
pub(crate) fn alive(event_loop: Option<&PyObject>) -> Vec<PyRef<PyTask>> {
    let Some(machine) = Machine::current() else { return Vec::new() };
    let tasks = machine.tasks.borrow();
    let tasks = tasks.iter().filter_map(|weak| weak.upgrade()?.downcast::<PyTask>().ok());
    tasks
        .filter(|task| {
            let own = task.base.event_loop.borrow();
            !task.base.is_done() && event_loop.is_none_or(|it| own.as_ref().is_some_and(|own| own.is(it)))
        })
        .collect()
}

/// A sentence on each task that is not done: what it runs, and where it waits for what.
pub(crate) fn waiting(machine: &Machine, vm: &VirtualMachine) -> Vec<String> {
    let name_of = |task: &PyTask| {
        let name = task.name.borrow().clone();
        name.and_then(|name| name.str(vm).ok()).map(|name| name.to_string()).unwrap_or_default()
    };
    let sentence = |task: PyRef<PyTask>| {
        let coroutine = task.coroutine.borrow().clone();
        let line = coroutine.as_ref().map_or(0, |coroutine| parked_line(machine, coroutine));
        let awaited = task.waits_for.borrow().clone();
        let what = match awaited.as_ref().and_then(|awaited| awaited.downcast_ref::<PyTask>()) {
            Some(other) => format!("for {} to end", name_of(other)),
            None => match coroutine.and_then(|coroutine| names::awaited(machine, &coroutine, vm)) {
                Some(name) => format!("for {name}, which nobody is left to end"),
                None => "for something that nobody is left to do".to_owned(),
            },
        };
        format!("{} ({}) waits on line {line}, {what}", name_of(&task), task.coroutine_name(vm))
    };
    alive(None).into_iter().map(sentence).collect()
}

/// Says of tasks that the program's end finds waiting what CPython says when it destroys them.
pub(crate) fn complain_of_pending(vm: &VirtualMachine) {
    for task in alive(None) {
        if !task.log_destroy_pending.get() {
            continue;
        }
        let Some(event_loop) = task.base.event_loop.borrow().clone() else { continue };
        let context = vm.ctx.new_dict();
        let message = vm.ctx.new_str("Task was destroyed but it is pending!");
        let told = context
            .set_item("task", task.clone().into(), vm)
            .and_then(|()| context.set_item("message", message.into(), vm))
            .and_then(|()| vm.call_method(&event_loop, "call_exception_handler", (context,)));
        drop(told);
    }
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
        if !asyncio::is_coroutine(&args.coro, vm)? {
            zelf.log_destroy_pending.set(false);
            return Err(vm.new_type_error(format!("a coroutine was expected, got {}", args.coro.repr(vm)?)));
        }
        let event_loop = match args.event_loop.flatten() {
            Some(event_loop) => event_loop,
            None => event_loop::get_event_loop(vm)?,
        };
        let machine = Machine::current().ok_or_else(|| vm.new_runtime_error("no program runs"))?;
        if let Some(native) = event_loop.downcast_ref::<PyLoop>() {
            native.check_open(vm)?;
        }
        zelf.base.event_loop.replace(Some(event_loop));
        zelf.coroutine.replace(Some(args.coro));
        zelf.context.replace(Some(args.context.flatten().unwrap_or_else(|| PyContext::copied(vm))));
        let name: PyObjectRef = match args.name.flatten() {
            Some(name) => name.str(vm)?.into(),
            None => {
                machine.named.set(machine.named.get() + 1);
                vm.ctx.new_str(format!("Task-{}", machine.named.get())).into()
            }
        };
        let shown = name.str(vm)?.to_string();
        zelf.name.replace(Some(name));
        let coroutine = if machine.recording { zelf.coroutine_name(vm) } else { String::new() };
        let line = running_line(&machine, vm);
        let spawn = Spawn { name: &shown, coroutine: &coroutine, line };
        let task = machine.handle.spawn_task(&spawn, Body(zelf.to_owned()));
        zelf.task.replace(task);
        let weak = zelf.as_object().downgrade(None, vm)?;
        let mut tasks = machine.tasks.borrow_mut();
        if tasks.len() > 64 && tasks.len().is_power_of_two() {
            tasks.retain(|weak| {
                weak.upgrade().and_then(|task| task.downcast::<PyTask>().ok()).is_some_and(|task| !task.base.is_done())
            });
        }
        tasks.push(weak);
        drop(tasks);
        inspect::point(vm)
    }
}

impl Representable for PyTask {
    fn repr_str(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult<String> {
        asyncio::written("task_repr", (zelf.to_owned(),), vm)
    }
}

impl Destructor for PyTask {
    fn del(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult<()> {
        future::complain_unretrieved(zelf.as_object(), &zelf.base, vm)
    }
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
        inspect::point(vm)?;
        Ok(cancelled)
    }

    #[pymethod]
    fn uncancel(zelf: PyRef<Self>) -> u32 {
        zelf.cancelling.set(zelf.cancelling.get().saturating_sub(1));
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
            machine.handle.rename(task, name.as_ref());
        }
        let before = zelf.name.replace(Some(name.into()));
        drop(before);
        inspect::point(vm)
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

    /// What `add_done_callback` of a future of the program's own making calls.
    #[pymethod]
    fn task_wakeup(zelf: PyRef<Self>, future: PyObjectRef) {
        zelf.wake_by(future);
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
    fn set__log_destroy_pending(zelf: PyRef<Self>, value: bool) {
        zelf.log_destroy_pending.set(value);
    }
}
