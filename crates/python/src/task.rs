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

mod cancel;
mod own;

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use loopscope_executor::trace::{Ending, Kind, TaskNo, Waiting};
use loopscope_executor::{Spawn, TaskRef};
use rustpython_vm::builtins::{PyBaseException, PyBaseExceptionRef, PyGenerator, PyStr, PyType};
use rustpython_vm::function::{FuncArgs, OptionalOption, PySetterValue};
use rustpython_vm::object::{Traverse, TraverseFn};
use rustpython_vm::protocol::PyIterReturn;
use rustpython_vm::types::{Constructor, Destructor, Initializer, Iterable, Representable};
use rustpython_vm::{AsObject, Py, PyObject, PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine, pyclass};

use crate::asyncio;
use crate::collect::{Holds, show};
use crate::context::PyContext;
use crate::event_loop::{self, PyLoop, SetAside};
use crate::future::{self, CancelArgs, PyFuture, PyFutureIter};
use crate::handle::PyHandle;
use crate::inspect;
use crate::ledger::Doer;
use crate::machine::Machine;
use crate::overrides;
use crate::place::{frame_of, is_own, raised_line, running_line};
use crate::resume::resume;
use crate::stack::AwaitStack;
use crate::step::{self, PyTaskStep};
use crate::stuck;
use crate::text::shown;
use crate::version;

/// What its next step does.
#[derive(Debug)]
pub(crate) enum Next {
    Send,
    Raise(PyBaseExceptionRef),
    /// Takes up what this future ended with.
    TakeUp(PyObjectRef),
}

#[pyclass(module = "_asyncio", name = "Task", base = PyFuture, traverse = "manual")]
#[repr(C)]
pub(crate) struct PyTask {
    pub(crate) base: PyFuture,
    coroutine: RefCell<Option<PyObjectRef>>,
    name: RefCell<Option<PyObjectRef>>,
    context: RefCell<Option<PyRef<PyContext>>>,
    must_cancel: Cell<bool>,
    cancelling: Cell<u32>,
    waits_for: RefCell<Option<PyObjectRef>>,
    /// Nothing once it has been done.
    next: RefCell<Option<Next>>,
    /// What can still cancel the next step, on a loop of the program's own making.
    handle: RefCell<Option<PyRef<PyHandle>>>,
    /// The step is called by the program, not by the loop; what it raises is left here.
    called: RefCell<Option<PyResult<()>>>,
    task: RefCell<Option<TaskRef>>,
    /// Itself, while it stands in the ready queue: what holds it otherwise is who will wake it.
    queued: Rc<Cell<Option<PyRef<PyTask>>>>,
    log_destroy_pending: Cell<bool>,
    /// Its loop did not take it.
    abandoned: Cell<bool>,
    pub(crate) stack: AwaitStack,
    /// Of a task that runs a coroutine of the library's alone: who made it.
    maker: RefCell<Option<Doer>>,
    /// It is to be cancelled, and has not been told yet.
    asked: Cell<bool>,
    /// The traceback that the last exception had when the task got it from a future: what stands in that is another's doing.
    inherited: Cell<usize>,
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
            next: RefCell::new(Some(Next::Send)),
            handle: RefCell::new(None),
            called: RefCell::new(None),
            task: RefCell::new(None),
            queued: Rc::default(),
            log_destroy_pending: Cell::new(true),
            abandoned: Cell::new(false),
            stack: AwaitStack::default(),
            maker: RefCell::new(None),
            asked: Cell::new(false),
            inherited: Cell::new(0),
        }
    }

    /// Who made it, if it runs a coroutine of the library's alone.
    pub(crate) fn maker(&self) -> Option<Doer> {
        self.maker.borrow().clone()
    }

    /// Its name, as text.
    pub(crate) fn shown_name(&self) -> String {
        let name = self.name.borrow();
        name.as_ref()
            .and_then(|name| name.downcast_ref::<PyStr>())
            .map(|name| shown(name).into_owned())
            .unwrap_or_default()
    }

    pub(crate) fn name(&self) -> Option<PyObjectRef> {
        self.name.borrow().clone()
    }

    pub(crate) fn coroutine(&self) -> Option<PyObjectRef> {
        self.coroutine.borrow().clone()
    }

    pub(crate) fn waits_for(&self) -> Option<PyObjectRef> {
        self.waits_for.borrow().clone()
    }

    /// Its number in the trace; 0 before it is one of a program's.
    pub(crate) fn no(&self) -> TaskNo {
        self.task.borrow().as_ref().map_or(0, TaskRef::no)
    }

    /// Its next step takes up what `future` ended with.
    pub(crate) fn wake_by(zelf: &Py<Self>, future: PyObjectRef) {
        PyTask::queue_step(zelf, Next::TakeUp(future));
    }

    pub(crate) fn wake(zelf: &Py<Self>) {
        let task = zelf.task.borrow().clone();
        if task.is_some_and(|task| task.wake()) {
            let before = zelf.queued.replace(Some(zelf.to_owned()));
            drop(before);
        }
    }

    fn queue_step(zelf: &Py<Self>, next: Next) {
        let before = zelf.next.replace(Some(next));
        drop(before);
        PyTask::wake(zelf);
    }

    /// How many objects CPython makes beside it: its context, unless others have it, and what wakes it.
    pub(crate) fn parts(&self) -> usize {
        let own_context = self.context.borrow().as_ref().is_some_and(|context| context.as_object().strong_count() == 1);
        usize::from(own_context) + usize::from(self.waits_for.borrow().is_some())
    }

    pub(crate) fn coroutine_name(&self, vm: &VirtualMachine) -> String {
        let coroutine = self.coroutine.borrow().clone();
        let name = coroutine.and_then(|it| it.get_attr("__name__", vm).ok());
        name.and_then(|name| name.str(vm).ok()).map(|name| shown(&name).into_owned()).unwrap_or_default()
    }

    // ---- A step

    /// Runs the coroutine to its next suspension; false when it is done. An error is none of the coroutine's, but of what became
    /// of the step.
    fn step(zelf: &PyRef<Self>, vm: &VirtualMachine) -> PyResult<bool> {
        // Once it was looked at, the program is over.
        if inspect::point(vm).is_err() {
            return Ok(true);
        }
        // Called by the program before its turn came.
        let Some(next) = zelf.next.take() else { return Ok(!zelf.base.is_done()) };
        let handle = zelf.handle.take();
        if handle.is_some_and(|handle| handle.is_cancelled()) {
            return Ok(true);
        }
        if zelf.base.is_done() {
            return Err(PyTask::already_done(zelf, &next, vm)?);
        }
        let mut exception = match next {
            Next::Send => None,
            Next::Raise(exception) => Some(exception),
            Next::TakeUp(future) => match future::exact(&future, vm) {
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
        if let Some(exception) = &exception {
            zelf.inherit(exception);
        }
        let Some(coroutine) = zelf.coroutine.borrow().clone() else { return Ok(false) };
        let Some(machine) = Machine::current() else { return Ok(false) };
        if zelf.is_told(exception.as_ref(), vm) {
            machine.handle.record(Some(zelf.no()), 0, Kind::CancelDelivered);
        }

        let before = machine.task.replace(Some(zelf.clone()));
        let context = zelf.context.borrow().clone();
        let result = match &context {
            // Who calls a step has entered its context.
            Some(context) if zelf.called.borrow().is_none() => {
                PyContext::within(context, vm, || resume(&coroutine, exception, vm))
            }
            _ => resume(&coroutine, exception, vm),
        };
        machine.flush(0);
        let own = machine.task.replace(before);
        drop(own);

        match result {
            Ok(PyIterReturn::Return(yielded)) => {
                let line = if machine.recording { zelf.stack.suspend(&machine, &coroutine) } else { 0 };
                let waiting = PyTask::suspend(zelf, yielded, vm)?;
                machine.handle.waiting_on(waiting, line);
                // That it is over is noticed at the step's end.
                let _ = inspect::point(vm);
                Ok(true)
            }
            Ok(PyIterReturn::StopIteration(value)) => {
                zelf.stack.end(&machine);
                let value = value.unwrap_or_else(|| vm.ctx.none());
                let task: &PyObject = zelf.as_object();
                if zelf.must_cancel.replace(false) {
                    machine.handle.ending(Ending::Cancelled, 0);
                    let message = zelf.base.cancel_message();
                    future::cancel(task, message, vm)?;
                } else {
                    future::finish(task, value, vm)?;
                }
                Ok(false)
            }
            Err(exception) => {
                zelf.stack.end(&machine);
                let task: &PyObject = zelf.as_object();
                let cancelled = exception.fast_isinstance(&asyncio::cancelled_error(vm));
                let traceback = exception.__traceback__();
                let line = raised_line(&machine, traceback.clone(), cancelled.then(|| zelf.inherited.get()));
                stuck::died(&machine, zelf, (!cancelled).then_some(&exception), line, traceback, vm);
                if cancelled {
                    machine.handle.ending(Ending::Cancelled, line);
                    zelf.base.cancelled_error.replace(Some(exception));
                    future::cancel(task, None, vm)?;
                } else {
                    machine.handle.ending(Ending::Failed(machine.handle.text(&asyncio::said(&exception, vm))), line);
                    let fatal = asyncio::ends_run(&exception, vm).then(|| exception.clone());
                    future::fail(task, exception.into(), vm)?;
                    if let Some(fatal) = fatal {
                        return Err(fatal);
                    }
                }
                Ok(false)
            }
        }
    }

    /// An exception has come from a future.
    fn inherit(&self, exception: &Py<PyBaseException>) {
        self.inherited.set(exception.__traceback__().map_or(0, |traceback| traceback.as_object().get_id()));
    }

    /// Sees to it that what was awaited wakes the task. What it waits for, in the trace's terms.
    fn suspend(zelf: &PyRef<Self>, yielded: PyObjectRef, vm: &VirtualMachine) -> PyResult<Waiting> {
        match PyTask::wait_for(zelf, &yielded, vm) {
            Ok(waiting) => Ok(waiting),
            Err(exception) => {
                PyTask::call_step_soon(zelf, Some(exception), vm)?;
                Ok(Waiting::Turn)
            }
        }
    }

    fn wait_for(zelf: &PyRef<Self>, yielded: &PyObjectRef, vm: &VirtualMachine) -> PyResult<Waiting> {
        if vm.is_none(yielded) {
            PyTask::call_step_soon(zelf, None, vm)?;
            return Ok(Waiting::Turn);
        }
        let own: &PyObject = zelf.as_object();
        let error = |text: String| vm.new_runtime_error(text);
        if let Some(native) = future::as_future(yielded) {
            PyTask::check_loop_of(zelf, yielded, vm)?;
            if !native.blocking.replace(false) {
                let (task, future) = (own.repr(vm)?, yielded.repr(vm)?);
                return Err(error(format!("yield was used instead of yield from in task {task} with {future}")));
            }
            if yielded.is(own) {
                return Err(error(format!("Task cannot await on itself: {}", own.repr(vm)?)));
            }
            match future::exact(yielded, vm) {
                Some(native) => future::add_task(yielded, native, zelf.clone(), vm)?,
                None => PyTask::be_told_by(zelf, yielded, vm)?,
            }
        } else if let Some(blocking) = vm.get_attribute_opt(yielded, "_asyncio_future_blocking")? {
            // A future of the program's own making.
            if !blocking.try_to_bool(vm)? {
                let (task, future) = (own.repr(vm)?, yielded.repr(vm)?);
                return Err(error(format!("yield was used instead of yield from in task {task} with {future}")));
            }
            PyTask::check_loop_of(zelf, yielded, vm)?;
            yielded.set_attr("_asyncio_future_blocking", vm.ctx.new_bool(false), vm)?;
            PyTask::be_told_by(zelf, yielded, vm)?;
        } else if yielded.downcast_ref::<PyGenerator>().is_some() {
            let (task, what) = (own.repr(vm)?, yielded.repr(vm)?);
            return Err(error(format!(
                "yield was used instead of yield from for generator in task {task} with {what}"
            )));
        } else {
            return Err(error(format!("Task got bad yield: {}", yielded.repr(vm)?)));
        }
        zelf.waits_for.replace(Some(yielded.clone()));
        if zelf.must_cancel.get() && zelf.pass_on_late(yielded, vm)? {
            zelf.must_cancel.set(false);
        }
        Ok(match future::waiting(yielded) {
            // What only the program knows has its class's name.
            Waiting::Unknown => Machine::current()
                .map_or(Waiting::Unknown, |machine| Waiting::Primitive(machine.handle.text(&yielded.class().name()))),
            known => known,
        })
    }
}

/// The task that runs has got an exception from a future.
pub(crate) fn inherits(exception: &Py<PyBaseException>) {
    if let Some(machine) = Machine::current()
        && let Some(task) = &*machine.task.borrow()
    {
        task.inherit(exception);
    }
}

/// The executor's side of a task: the task for as long as it is queued. Suspended it belongs to who will wake it, as in CPython, where
/// the loop knows callbacks and no tasks.
struct Body(Rc<Cell<Option<PyRef<PyTask>>>>);

impl Future for Body {
    type Output = ();

    fn poll(self: Pin<&mut Self>, _cx: &mut Context<'_>) -> Poll<()> {
        // Only a queued task is polled, unless the program polled it before its turn came.
        let Some(task) = self.0.take() else { return Poll::Pending };
        if task.abandoned.get() {
            return Poll::Ready(());
        }
        if let Some(event_loop) = task.base.native_loop()
            && task.called.borrow().is_none()
            && !event_loop.admits(|| SetAside::Task(task.clone()))
        {
            if let Some(machine) = Machine::current() {
                machine.handle.waiting_on(Waiting::Turn, 0);
            }
            return Poll::Pending;
        }
        // What the step was to take up is told of with what it raises.
        let woken_by = match &*task.next.borrow() {
            Some(Next::TakeUp(future)) => Some(future.clone()),
            _ => None,
        };
        let goes_on = rustpython_vm::vm::thread::with_current_vm(|vm| {
            let event_loop = task.base.event_loop.borrow().clone();
            let stepped = match event_loop {
                Some(event_loop) => overrides::watched(&event_loop, task.as_object(), vm, || PyTask::step(&task, vm)),
                None => PyTask::step(&task, vm),
            };
            stepped.unwrap_or_else(|exception| {
                PyTask::tell(&task, woken_by, exception, vm);
                !task.base.is_done()
            })
        });
        if goes_on { Poll::Pending } else { Poll::Ready(()) }
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

/// No loop will run any more: what is queued is its loop's alone, so that it goes when the loop does.
pub(crate) fn hand_over_queued() {
    for task in alive(None) {
        if let (Some(own), Some(event_loop)) = (task.queued.take(), task.base.native_loop()) {
            event_loop.set_aside(SetAside::Task(own));
        }
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
        // What fails here takes no number.
        zelf.base.note_place(vm)?;
        zelf.coroutine.replace(Some(args.coro));
        zelf.context.replace(Some(args.context.flatten().unwrap_or_else(|| PyContext::copied(vm))));
        let name: PyObjectRef = match args.name.flatten() {
            Some(name) => name.str(vm)?.into(),
            None => {
                machine.named.set(machine.named.get() + 1);
                vm.ctx.new_str(format!("Task-{}", machine.named.get())).into()
            }
        };
        let text = name.str(vm)?;
        zelf.name.replace(Some(name));
        let coroutine = if machine.recording { zelf.coroutine_name(vm) } else { String::new() };
        let line = running_line(&machine, vm);
        let own = |coroutine: &PyObjectRef| frame_of(coroutine).is_some_and(|frame| is_own(&machine, &frame));
        if !zelf.coroutine.borrow().as_ref().is_some_and(own) {
            zelf.maker.replace(Some(Doer::current(vm)));
        }
        let eager = args.eager_start.flatten().is_some_and(|it| it.try_to_bool(vm).unwrap_or(false))
            && zelf
                .base
                .native_loop()
                .is_some_and(|event_loop| event_loop::running().is_some_and(|it| it.is(event_loop.as_object())));
        zelf.queued.set(Some(zelf.to_owned()));
        let spawn = Spawn { name: &shown(&text), coroutine: &coroutine, line };
        let event_loop = zelf.base.event_loop.borrow().clone();
        match event_loop.filter(|event_loop| overrides::plain(event_loop).is_none()) {
            _ if eager => {
                drop(zelf.queued.take());
                zelf.task.replace(machine.handle.spawn_asleep(&spawn, Body(zelf.queued.clone())));
            }
            None => {
                zelf.task.replace(machine.handle.spawn_task(&spawn, Body(zelf.queued.clone())));
            }
            Some(event_loop) => {
                let before = (zelf.next.take(), zelf.queued.take());
                drop(before);
                zelf.task.replace(machine.handle.spawn_asleep(&spawn, Body(zelf.queued.clone())));
                let (step, context) = (PyTaskStep::new(zelf.to_owned(), None), zelf.context());
                if let Err(exception) = step::call_soon(&event_loop, vec![], step, context, vm) {
                    PyTask::abandon(zelf);
                    return Err(exception);
                }
            }
        }
        let weak = zelf.as_object().downgrade(None, vm)?;
        let mut tasks = machine.tasks.borrow_mut();
        if tasks.len() > 64 && tasks.len().is_power_of_two() {
            tasks.retain(|weak| {
                weak.upgrade().and_then(|task| task.downcast::<PyTask>().ok()).is_some_and(|task| !task.base.is_done())
            });
        }
        tasks.push(weak);
        drop(tasks);
        if eager {
            PyTask::start_now(&zelf.to_owned(), vm)?;
        }
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

impl Holds for PyTask {
    fn show(&self, each: &mut TraverseFn<'_>) {
        self.base.show(each);
        show(&self.coroutine, each);
        show(&self.name, each);
        show(&self.context, each);
        show(&self.waits_for, each);
        show(&self.handle, each);
        match self.next.try_borrow().as_deref() {
            Ok(Some(Next::Raise(exception))) => exception.traverse(each),
            Ok(Some(Next::TakeUp(future))) => future.traverse(each),
            Ok(_) | Err(_) => {}
        }
    }

    fn let_go(&mut self, into: &mut Vec<PyObjectRef>) {
        self.base.let_go(into);
        into.extend(self.coroutine.take());
        into.extend(self.name.take());
        into.extend(self.context.take().map(PyObjectRef::from));
        into.extend(self.waits_for.take());
        match self.next.take() {
            Some(Next::Raise(exception)) => into.push(exception.into()),
            Some(Next::TakeUp(future)) => into.push(future),
            Some(Next::Send) | None => {}
        }
        into.extend(self.handle.take().map(PyObjectRef::from));
    }
}

impl Drop for PyTask {
    fn drop(&mut self) {
        if let Some(task) = self.task.take().filter(|_| !self.base.is_done()) {
            task.collect();
        }
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
            machine.handle.rename(task, &shown(&name));
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
