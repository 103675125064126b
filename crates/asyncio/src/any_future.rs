//! What a future is, whatever the type of its result: its state, who waits for it, and how it ends
//! (`Lib/asyncio/futures.py`). [`crate::Future`] is the typed face; one copy of this serves every type, which is a quarter
//! of the bytes that the engine would have otherwise.
//!
//! ```text
//!             set_result, set_exception
//!   pending ─────────────────────────────► finished      [FutureResolved]; then, in the order of registration,
//!      └────── cancel ───────────────────► cancelled     each waiting task is woken and each callback is queued
//! ```
//!
//! Resolving runs nothing: who waited runs in the loop's next iteration.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::task::Waker;

use loopscope_executor::trace::{Ending, FutureNo, Kind, Waiting};

use crate::control::Control;
use crate::event_loop::EventLoop;
use crate::exception::{Exception, Result};
use crate::runtime::Runtime;

/// A future's result. Shared, so that it is cloned for its reader with no borrow held.
pub(crate) type AnyValue = Rc<dyn Any>;

pub(crate) struct AnyFuture {
    runtime: Rc<Runtime>,
    event_loop: EventLoop,
    /// 0 for a task's own future: the trace knows that one by the task.
    no: FutureNo,
    /// What `cancel` asks, when the outcome is not the future's own to decide.
    owner: Option<Rc<dyn Owner>>,
    outcome: RefCell<Option<Outcome>>,
    /// Whether somebody has seen its exception.
    retrieved: Cell<bool>,
    waiters: RefCell<Vec<Waiter>>,
    next_waiter: Cell<u64>,
    /// The last gather that it was given to; 0 for none.
    pub(crate) gathered: Cell<u32>,
}

#[derive(Clone)]
pub(crate) enum Outcome {
    Cancelled,
    Failed(Exception),
    Value(AnyValue),
}

impl Outcome {
    pub(crate) fn of<T: 'static>(result: Result<T>) -> Self {
        match result {
            Ok(value) => Outcome::Value(Rc::new(value)),
            Err(exception) => Outcome::Failed(exception),
        }
    }
}

/// Decides over a future's cancellation: a task, a gather.
pub(crate) trait Owner {
    fn cancel(&self, line: u32) -> bool;
    /// What its end depends on: the children of a gather.
    fn parts(&self) -> Vec<Rc<AnyFuture>>;
    fn task(&self) -> Option<&Control>;
    /// What to write when nobody ever asked for the exception.
    fn unretrieved(&self, exception: &Exception) -> String;
}

struct Waiter {
    id: u64,
    kind: WaiterKind,
}

pub(crate) type DoneCallback = Box<dyn FnOnce(Rc<AnyFuture>) -> Result>;

enum WaiterKind {
    Task(Waker),
    Callback { name: String, line: u32, run: DoneCallback },
}

impl AnyFuture {
    pub(crate) fn new(runtime: &Rc<Runtime>, event_loop: &EventLoop, name: &str, line: u32) -> Rc<Self> {
        AnyFuture::with(runtime, event_loop, runtime.handle.new_future(name, line), None)
    }

    pub(crate) fn owned(runtime: &Rc<Runtime>, event_loop: &EventLoop, no: FutureNo, owner: Rc<dyn Owner>) -> Rc<Self> {
        AnyFuture::with(runtime, event_loop, no, Some(owner))
    }

    fn with(runtime: &Rc<Runtime>, event_loop: &EventLoop, no: FutureNo, owner: Option<Rc<dyn Owner>>) -> Rc<Self> {
        Rc::new(AnyFuture {
            runtime: runtime.clone(),
            event_loop: event_loop.clone(),
            no,
            owner,
            outcome: RefCell::new(None),
            retrieved: Cell::new(false),
            waiters: RefCell::new(Vec::new()),
            next_waiter: Cell::new(0),
            gathered: Cell::new(0),
        })
    }

    pub(crate) fn event_loop(&self) -> &EventLoop {
        &self.event_loop
    }

    pub(crate) fn runtime(&self) -> &Rc<Runtime> {
        &self.runtime
    }

    /// Whose future it is, if a task's.
    pub(crate) fn task(&self) -> Option<&Control> {
        self.owner.as_ref().and_then(|owner| owner.task())
    }

    /// What its end depends on: the children of a gather, none of anything else.
    pub(crate) fn parts(&self) -> Vec<Rc<AnyFuture>> {
        self.owner.as_ref().map(|owner| owner.parts()).unwrap_or_default()
    }

    /// What a task that waits for it waits for, in the trace's terms.
    pub(crate) fn waiting(&self) -> Waiting {
        self.task().map_or(Waiting::Future(self.no), |task| Waiting::Task(task.no()))
    }

    /// As [`AnyFuture::resolve`], for a program; a task's result is that of its coroutine.
    pub(crate) fn set(self: &Rc<Self>, outcome: Outcome, operation: &str, line: u32) -> Result {
        match self.task() {
            Some(_) => Err(Exception::runtime(format!("Task does not support {operation} operation"))),
            None => self.resolve(outcome, line),
        }
    }

    pub(crate) fn resolve(self: &Rc<Self>, outcome: Outcome, line: u32) -> Result {
        if self.done() {
            return Err(Exception::invalid_state("invalid state"));
        }
        if self.no != 0 {
            let handle = &self.runtime.handle;
            let (ending, line) = match &outcome {
                Outcome::Cancelled => (Ending::Cancelled, line),
                Outcome::Value(_) => (Ending::Ready, line),
                Outcome::Failed(exception) => {
                    let raised = exception.line() != 0 && !exception.is_cancelled();
                    let line = if raised { exception.line() } else { line };
                    (Ending::Failed(handle.text(&exception.to_string())), line)
                }
            };
            handle.record(None, line, Kind::FutureResolved { future: self.no, by: handle.actor(), ending });
        }
        self.retrieved.set(false);
        self.outcome.replace(Some(outcome));
        let waiters = self.waiters.take();
        if !waiters.is_empty() {
            self.event_loop.check_open()?;
        }
        for waiter in waiters {
            self.schedule(waiter.kind);
        }
        Ok(())
    }

    fn schedule(self: &Rc<Self>, waiter: WaiterKind) {
        match waiter {
            WaiterKind::Task(waker) => waker.wake(),
            WaiterKind::Callback { name, line, run } => {
                let future = self.clone();
                let runtime = self.runtime.clone();
                let title = name.clone();
                let callback = self.event_loop.guard(Box::new(move || {
                    if let Err(exception) = run(future) {
                        runtime.complain_of_callback(&title, &exception, line);
                    }
                }));
                self.runtime.handle.call_added(self.waiting(), &name, line, callback);
            }
        }
    }

    /// See [`crate::Future::result`].
    pub(crate) fn result(&self) -> Result<AnyValue> {
        match self.outcome() {
            None => Err(Exception::invalid_state("Result is not set.")),
            Some(Outcome::Cancelled) => Err(Exception::cancelled()),
            Some(Outcome::Failed(exception)) => {
                self.set_retrieved();
                Err(exception)
            }
            Some(Outcome::Value(value)) => {
                self.set_retrieved();
                Ok(value)
            }
        }
    }

    /// See [`crate::Future::exception`].
    pub(crate) fn exception(&self) -> Result<Option<Exception>> {
        match self.outcome() {
            None => Err(Exception::invalid_state("Exception is not set.")),
            Some(Outcome::Cancelled) => Err(Exception::cancelled()),
            Some(Outcome::Failed(exception)) => {
                self.set_retrieved();
                Ok(Some(exception))
            }
            Some(Outcome::Value(_)) => {
                self.set_retrieved();
                Ok(None)
            }
        }
    }

    /// Its exception, if it ended with one; that counts as seen.
    pub(crate) fn failure(&self) -> Option<Exception> {
        self.exception().ok().flatten()
    }

    fn outcome(&self) -> Option<Outcome> {
        self.outcome.borrow().clone()
    }

    pub(crate) fn done(&self) -> bool {
        self.outcome.borrow().is_some()
    }

    pub(crate) fn cancelled(&self) -> bool {
        matches!(&*self.outcome.borrow(), Some(Outcome::Cancelled))
    }

    /// See [`crate::Future::cancel`].
    pub(crate) fn cancel(self: &Rc<Self>, line: u32) -> bool {
        // As in CPython, whoever asks for the cancellation has no use for an exception.
        self.set_retrieved();
        if self.done() {
            return false;
        }
        match &self.owner {
            Some(owner) => owner.cancel(line),
            None => {
                // Not done: that was asked above. A closed loop's waiters are beyond waking.
                let _ = self.resolve(Outcome::Cancelled, line);
                true
            }
        }
    }

    /// Its number in the trace; 0 for a task's own.
    pub(crate) fn no(&self) -> FutureNo {
        self.no
    }

    /// Queues `run` at the future's end, on behalf of the future `serves` (0: of none). The callback's id, while it waits.
    pub(crate) fn add_callback(
        self: &Rc<Self>,
        name: &str,
        line: u32,
        serves: FutureNo,
        run: DoneCallback,
    ) -> Option<u64> {
        let id = self.put_callback(name, line, run)?;
        self.record_callback(name, line, serves);
        Some(id)
    }

    /// Records that a callback waits for the future's end, unless that has come.
    pub(crate) fn record_callback(&self, name: &str, line: u32, serves: FutureNo) {
        if !self.done() {
            let handle = &self.runtime.handle;
            let name = handle.text(name);
            handle.record(None, line, Kind::CallbackAdded { on: self.waiting(), name, serves });
        }
    }

    /// As [`AnyFuture::add_callback`], for somebody who records it later, when it is known whom it serves.
    pub(crate) fn put_callback(self: &Rc<Self>, name: &str, line: u32, run: DoneCallback) -> Option<u64> {
        let kind = WaiterKind::Callback { name: name.to_owned(), line, run };
        if self.done() {
            self.schedule(kind);
            return None;
        }
        Some(self.register(kind))
    }

    fn register(&self, kind: WaiterKind) -> u64 {
        let id = self.next_waiter.get();
        self.next_waiter.set(id + 1);
        self.waiters.borrow_mut().push(Waiter { id, kind });
        id
    }

    /// Puts a task behind those that wait already; the id takes it out again.
    pub(crate) fn add_waker(&self, waker: &Waker) -> u64 {
        self.register(WaiterKind::Task(waker.clone()))
    }

    /// Takes a waiter out, unless its turn has come.
    pub(crate) fn deregister(&self, id: u64) {
        // Bound to a name, so that a callback's values drop with no borrow held.
        let removed = {
            let mut waiters = self.waiters.borrow_mut();
            waiters.iter().position(|waiter| waiter.id == id).map(|at| waiters.remove(at))
        };
        drop(removed);
    }

    /// Wakes this waiter by another waker from now on.
    pub(crate) fn replace_waker(&self, id: u64, new: &Waker) {
        let replaced = {
            let mut waiters = self.waiters.borrow_mut();
            match waiters.iter_mut().find(|waiter| waiter.id == id) {
                Some(Waiter { kind: WaiterKind::Task(waker), .. }) if !waker.will_wake(new) => {
                    Some(std::mem::replace(waker, new.clone()))
                }
                _ => None,
            }
        };
        drop(replaced);
    }

    /// Forgets everybody who waits: the loop that would tell them is gone.
    pub(crate) fn forget_waiters(&self) {
        let waiters = self.waiters.take();
        drop(waiters);
    }

    pub(crate) fn complain(&self, text: &str) {
        self.runtime.complain(text, 0);
    }

    /// What the loop made for itself is not missed when it never ends.
    pub(crate) fn set_quiet(&self) {
        if let Some(task) = self.task() {
            task.set_quiet();
        }
    }

    pub(crate) fn set_retrieved(&self) {
        self.retrieved.set(true);
    }
}

impl Drop for AnyFuture {
    fn drop(&mut self) {
        if self.retrieved.get() {
            return;
        }
        if let Some(Outcome::Failed(exception)) = self.outcome.get_mut() {
            let complaint = match &self.owner {
                Some(owner) => owner.unretrieved(exception),
                None => {
                    let repr = exception.repr();
                    format!("Future exception was never retrieved\nfuture: <Future finished exception={repr}>")
                }
            };
            self.runtime.complain(&complaint, 0);
        }
    }
}
