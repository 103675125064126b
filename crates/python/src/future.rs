//! `asyncio.Future` (CPython's `Modules/_asynciomodule.c`, 3.11).
//!
//! ```text
//!             set_result, set_exception
//!   pending ─────────────────────────────► finished      [FutureResolved]; then, in the order of registration,
//!      └────── cancel ───────────────────► cancelled     each waiting task is woken and each callback is queued
//! ```
//!
//! Its methods take any object that is a future, as a task is one too.

use std::cell::{Cell, OnceCell, RefCell};

use loopscope_executor::trace::{Ending, FutureNo, Kind, Waiting};
use rustpython_vm::builtins::{PyBaseException, PyBaseExceptionRef, PyGenericAlias, PyTraceback, PyType, PyTypeRef};
use rustpython_vm::function::{FuncArgs, KwArgs, OptionalArg, OptionalOption, PySetterValue};
use rustpython_vm::object::{Traverse, TraverseFn};
use rustpython_vm::protocol::PyIterReturn;
use rustpython_vm::types::{Constructor, Destructor, Initializer, IterNext, Iterable, Representable, SelfIter};
use rustpython_vm::{AsObject, Py, PyObject, PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine, pyclass};

use crate::asyncio;
use crate::awaited_by::{self, AwaitedBy};
use crate::collect::{Holds, show};
use crate::context::PyContext;
use crate::event_loop::{self, PyLoop};
use crate::halted;
use crate::handle;
use crate::inspect;
use crate::machine::Machine;
use crate::names;
use crate::overrides;
use crate::place::{raised_line, running_line};
use crate::resume::put_in_context;
use crate::step::{self, PyTaskWakeup};
use crate::task::{self, PyTask};
use crate::version;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Pending,
    Cancelled,
    Finished,
}

/// Who waits for a future's end.
#[derive(Clone, Debug)]
pub(crate) enum Waiter {
    Task(PyRef<PyTask>),
    /// The line is that on which it was added.
    Callback {
        callback: PyObjectRef,
        context: PyRef<PyContext>,
        line: u32,
    },
}

#[pyclass(module = "_asyncio", name = "Future", traverse = "manual")]
#[derive(Debug, PyPayload)]
pub(crate) struct PyFuture {
    pub(crate) event_loop: RefCell<Option<PyObjectRef>>,
    pub(crate) state: Cell<State>,
    result: RefCell<Option<PyObjectRef>>,
    exception: RefCell<Option<PyBaseExceptionRef>>,
    traceback: RefCell<Option<PyRef<PyTraceback>>>,
    pub(crate) log_traceback: Cell<bool>,
    pub(crate) blocking: Cell<bool>,
    cancel_message: RefCell<Option<PyObjectRef>>,
    /// The very exception that a task's coroutine ended with when it was cancelled.
    pub(crate) cancelled_error: RefCell<Option<PyBaseExceptionRef>>,
    pub(crate) waiters: RefCell<Vec<Waiter>>,
    pub(crate) awaited_by: AwaitedBy,
    /// 0 for a task's own: the trace knows that one by the task.
    pub(crate) no: Cell<FutureNo>,
    /// What the trace calls it, if it has a name.
    name: OnceCell<Box<str>>,
    /// Whether the trace knows for which future of a group a callback waits for its end.
    served: Cell<bool>,
    /// Debug mode: where it was made.
    made_at: RefCell<Option<PyObjectRef>>,
}

const UNINITIALIZED: &str = "Future object is not initialized.";

impl PyFuture {
    pub(crate) fn empty() -> Self {
        PyFuture {
            event_loop: RefCell::new(None),
            state: Cell::new(State::Pending),
            result: RefCell::new(None),
            exception: RefCell::new(None),
            traceback: RefCell::new(None),
            log_traceback: Cell::new(false),
            blocking: Cell::new(false),
            cancel_message: RefCell::new(None),
            cancelled_error: RefCell::new(None),
            waiters: RefCell::new(Vec::new()),
            awaited_by: AwaitedBy::default(),
            no: Cell::new(0),
            name: OnceCell::new(),
            served: Cell::new(false),
            made_at: RefCell::new(None),
        }
    }

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
        self.no.set(machine.handle.new_future(name, making.line));
        if !name.is_empty() {
            // It begins once, unless the program calls `__init__` again.
            let _ = self.name.set(name.into());
        }
        let (parts, name) = names::parts(&making.name, vm);
        for part in parts {
            let Some(of) = as_future(&part).filter(|of| !of.is_done() && !of.served.replace(name == names::GROUP))
            else {
                continue;
            };
            let (on, name) = (waiting(&part), machine.handle.text(name));
            if !(of.no.get() == 0 && on == Waiting::Unknown) {
                let kind = Kind::CallbackAdded { on, name, serves: self.no.get() };
                machine.handle.record(None, making.line, kind);
            }
        }
    }

    /// Debug mode: where the program makes it.
    pub(crate) fn note_place(&self, vm: &VirtualMachine) -> PyResult<()> {
        let event_loop = self.event_loop.borrow().clone();
        if let Some(event_loop) = event_loop
            && overrides::debug(&event_loop, vm)?
        {
            let stack = asyncio::extract_stack(vm)?;
            self.made_at.replace(Some(stack));
        }
        Ok(())
    }

    /// An attribute of one that has not been initialized.
    fn check_initialized(&self, vm: &VirtualMachine) -> PyResult<()> {
        match *self.event_loop.borrow() {
            Some(_) => Ok(()),
            None => Err(vm.new_runtime_error(UNINITIALIZED)),
        }
    }

    /// What the trace calls it.
    pub(crate) fn name(&self) -> Option<&str> {
        self.name.get().map(|name| &**name)
    }

    /// Its state in a word.
    pub(crate) fn state_word(&self) -> &'static str {
        match self.state.get() {
            State::Pending => "pending",
            State::Cancelled => "cancelled",
            State::Finished => "done",
        }
    }

    pub(crate) fn is_done(&self) -> bool {
        self.state.get() != State::Pending
    }

    pub(crate) fn has_exception(&self) -> Option<PyBaseExceptionRef> {
        self.exception.borrow().clone()
    }

    /// The loop, as the native class knows it.
    pub(crate) fn native_loop(&self) -> Option<PyRef<PyLoop>> {
        self.event_loop.borrow().as_ref().and_then(|it| it.clone().downcast::<PyLoop>().ok())
    }

    pub(crate) fn set_cancel_message(&self, message: Option<PyObjectRef>) {
        let before = self.cancel_message.replace(message);
        drop(before);
    }

    pub(crate) fn cancel_message(&self) -> Option<PyObjectRef> {
        self.cancel_message.borrow().clone()
    }

    pub(crate) fn make_cancelled_error(&self, vm: &VirtualMachine) -> PyBaseExceptionRef {
        if let Some(error) = self.cancelled_error.take() {
            return error;
        }
        let args = self.cancel_message().into_iter().collect();
        vm.new_exception(asyncio::cancelled_error(vm), args)
    }

    /// The outcome for who asks for it: an exception is raised there, in the context of what is handled.
    fn raised(&self, vm: &VirtualMachine) -> PyResult {
        self.outcome(vm).inspect_err(|exception| put_in_context(exception, vm))
    }

    /// The outcome, as whoever awaits it gets it.
    pub(crate) fn outcome(&self, vm: &VirtualMachine) -> PyResult {
        match self.state.get() {
            State::Pending if self.event_loop.borrow().is_none() => Err(asyncio::invalid_state(vm, UNINITIALIZED)),
            State::Pending => Err(asyncio::invalid_state(vm, "Result is not set.")),
            State::Cancelled => {
                let exception = self.make_cancelled_error(vm);
                put_in_context(&exception, vm);
                task::inherits(&exception);
                Err(exception)
            }
            State::Finished => {
                self.log_traceback.set(false);
                match self.has_exception() {
                    Some(exception) => {
                        // Each waiter raises it anew, from where it was raised first.
                        let traceback = self.traceback.borrow().clone();
                        exception.set_traceback(traceback);
                        task::inherits(&exception);
                        Err(exception)
                    }
                    None => Ok(self.result.borrow().clone().unwrap_or_else(|| vm.ctx.none())),
                }
            }
        }
    }

    fn check_pending(&self, vm: &VirtualMachine) -> PyResult<()> {
        self.check_initialized(vm)?;
        if self.is_done() { Err(asyncio::invalid_state(vm, "invalid state")) } else { Ok(()) }
    }
}

/// What is a future natively: it, or the one that a task is.
pub(crate) fn as_future(object: &PyObject) -> Option<&PyFuture> {
    match object.downcast_ref::<PyTask>() {
        Some(task) => Some(&task.base),
        None => object.downcast_ref::<PyFuture>().map(|future| &**future),
    }
}

/// The same of what is exactly one, and no instance of a class of the program's.
pub(crate) fn exact<'a>(object: &'a PyObject, vm: &VirtualMachine) -> Option<&'a PyFuture> {
    let class = object.class();
    let own = class.is(PyFuture::class(&vm.ctx)) || class.is(PyTask::class(&vm.ctx));
    if own { as_future(object) } else { None }
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
                    ending = Ending::Failed(machine.handle.text(&asyncio::said(&exception, vm)));
                    // A cancellation comes to each where it waits; an error has one place.
                    if machine.recording && !exception.fast_isinstance(&asyncio::cancelled_error(vm)) {
                        line = raised_line(&machine, exception.__traceback__(), None);
                    }
                }
            }
        }
        if line == 0 {
            line = running_line(&machine, vm);
        }
        let kind = Kind::FutureResolved { future: it.no.get(), by: machine.handle.actor(), ending };
        machine.handle.record(None, line, kind);
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
            step::call_soon(&event_loop, vec![future.to_owned()], PyTaskWakeup::new(task), context, vm)
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

#[derive(rustpython_vm::FromArgs)]
pub(crate) struct CancelArgs {
    #[pyarg(any, optional)]
    pub(crate) msg: OptionalOption<PyObjectRef>,
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
            None => event_loop::get_event_loop(vm)?,
        };
        let class = zelf.class().name().to_string();
        let plain = matches!(&*class, "Future" | "_GatheringFuture");
        zelf.begin(event_loop, if plain { "" } else { &class }, vm);
        zelf.note_place(vm)?;
        inspect::point(vm)
    }
}

impl Representable for PyFuture {
    fn repr_str(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult<String> {
        asyncio::written("future_repr", (zelf.to_owned(),), vm)
    }
}

impl Destructor for PyFuture {
    fn del(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult<()> {
        complain_unretrieved(zelf.as_object(), zelf, vm)
    }
}

impl Holds for PyFuture {
    fn show(&self, each: &mut TraverseFn<'_>) {
        show(&self.event_loop, each);
        show(&self.result, each);
        show(&self.exception, each);
        show(&self.traceback, each);
        show(&self.cancel_message, each);
        show(&self.cancelled_error, each);
        let Ok(waiters) = self.waiters.try_borrow() else { return };
        for waiter in &*waiters {
            match waiter {
                Waiter::Task(task) => task.traverse(each),
                Waiter::Callback { callback, context, .. } => {
                    callback.traverse(each);
                    context.traverse(each);
                }
            }
        }
    }

    fn let_go(&mut self, into: &mut Vec<PyObjectRef>) {
        into.extend(self.event_loop.take());
        into.extend(self.result.take());
        into.extend(self.exception.take().map(PyObjectRef::from));
        into.extend(self.traceback.take().map(PyObjectRef::from));
        into.extend(self.cancel_message.take());
        into.extend(self.cancelled_error.take().map(PyObjectRef::from));
        for waiter in self.waiters.take() {
            match waiter {
                Waiter::Task(task) => into.push(task.into()),
                Waiter::Callback { callback, context, .. } => into.extend([callback, context.into()]),
            }
        }
    }
}

impl Holds for PyFutureIter {
    fn show(&self, each: &mut TraverseFn<'_>) {
        show(&self.future, each);
    }

    fn let_go(&mut self, into: &mut Vec<PyObjectRef>) {
        into.extend(self.future.take());
    }
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
            State::Pending if it.event_loop.borrow().is_none() => Err(asyncio::invalid_state(vm, UNINITIALIZED)),
            State::Pending => Err(asyncio::invalid_state(vm, "Exception is not set.")),
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
        inspect::point(vm)
    }

    #[pymethod]
    fn set_exception(zelf: PyObjectRef, exception: PyObjectRef, vm: &VirtualMachine) -> PyResult<()> {
        fail(&zelf, exception, vm)?;
        inspect::point(vm)
    }

    #[pymethod]
    fn cancel(zelf: PyObjectRef, args: CancelArgs, vm: &VirtualMachine) -> PyResult<bool> {
        let cancelled = cancel(&zelf, args.msg.flatten(), vm)?;
        inspect::point(vm)?;
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
            machine.handle.asks();
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
        let line = Machine::current().map_or(0, |machine| running_line(&machine, vm));
        let waiter = Waiter::Callback { callback: args.callback, context, line };
        if it.is_done() {
            return schedule(&zelf, it, waiter, vm);
        }
        if let Waiter::Callback { callback, .. } = &waiter
            && let Some(machine) = Machine::current().filter(|machine| machine.recording)
        {
            let name = names::callback(callback, &[], vm);
            // Those are recorded when it is known what for.
            if name != names::GATHER && name != names::GROUP {
                let (name, serves) = (machine.handle.text(&name), names::serves(callback, vm));
                let kind = Kind::CallbackAdded { on: waiting(&zelf), name, serves };
                machine.handle.record(None, line, kind);
            }
        }
        it.waiters.borrow_mut().push(waiter);
        inspect::point(vm)
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

/// What `await` gets of a future.
#[pyclass(module = "_asyncio", name = "FutureIter", traverse = "manual")]
#[derive(Debug, PyPayload)]
pub(crate) struct PyFutureIter {
    future: RefCell<Option<PyObjectRef>>,
}

impl PyFutureIter {
    pub(crate) fn of(future: PyObjectRef) -> Self {
        PyFutureIter { future: RefCell::new(Some(future)) }
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
