//! What a program runs on: the executor, its clock, and which loop, task and context are the current ones.
//!
//! One per program, current on its thread for as long as the program runs. The interpreter is one per thread, too.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use loopscope_executor::trace::{Limit, Stream};
use loopscope_executor::{Clock, Executor, Handle, Instant, Next};
use rustpython_vm::builtins::PyBaseExceptionRef;
use rustpython_vm::{PyObjectRef, PyRef};

use crate::context::PyContext;
use crate::event_loop::PyLoop;
use crate::guard::Guard;
use crate::inspect::TaskLocals;
use crate::interpreter::Options;
use crate::task::PyTask;

thread_local! {
    static CURRENT: RefCell<Option<Rc<Machine>>> = const { RefCell::new(None) };
}

/// So many printed lines are told of one by one to whoever watches over the program; after that what was printed is told with the step,
/// as a program that prints without end would do nothing else.
const AT_ONCE: u32 = 200;

/// Why no turn will come any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Halt {
    Deadlock,
    Limit(Limit),
    /// What was to be looked at has been.
    Inspected,
}

/// Takes what a program prints.
pub(crate) type Sink = Box<dyn Fn(Stream, &str)>;

pub(crate) struct Machine {
    pub(crate) handle: Handle,
    executor: RefCell<Executor>,
    clock: Box<dyn Clock>,
    pub(crate) recording: bool,
    /// What the program's own file is called.
    pub(crate) file: String,
    sink: Sink,
    /// How many more lines are told of at once.
    at_once: Cell<u32>,
    /// What was printed and is not recorded yet: a record is a line.
    unrecorded: RefCell<(Stream, String)>,
    /// Seconds between 1970 and the program's start.
    pub(crate) epoch: f64,
    guard: Option<Guard>,
    pub(crate) running: RefCell<Option<PyRef<PyLoop>>>,
    pub(crate) task: RefCell<Option<PyRef<PyTask>>>,
    pub(crate) context: RefCell<Option<PyRef<PyContext>>>,
    /// Every task that was made and has not been dropped, oldest first.
    pub(crate) tasks: RefCell<Vec<PyRef<rustpython_vm::builtins::PyWeak>>>,
    pub(crate) named: Cell<u64>,
    /// What a step raised that ends the loop's run: SystemExit, KeyboardInterrupt.
    pub(crate) fatal: RefCell<Option<PyBaseExceptionRef>>,
    pub(crate) halt: RefCell<Option<Halt>>,
    /// The program is over; what is dropped now may still run code of its own, but no loop.
    pub(crate) over: Cell<bool>,
    /// What `asyncio.get_running_loop` gives: the loop that runs, but for functions that stand in for a thread's.
    pub(crate) visible_loop: RefCell<Option<PyObjectRef>>,
    /// The record at which the program's variables are looked at.
    pub(crate) inspect: Option<u32>,
    /// They are looked at right now.
    pub(crate) inspecting: Cell<bool>,
    /// What they were.
    pub(crate) locals: RefCell<Option<Vec<TaskLocals>>>,
    /// How many records had been made then; those that come later do not count.
    pub(crate) told: Cell<u32>,
}

impl Machine {
    pub(crate) fn new(clock: Box<dyn Clock>, options: &Options, guard: Option<Guard>, sink: Sink) -> Rc<Self> {
        let mut executor = if options.recording { Executor::recording() } else { Executor::new() };
        executor.set_limits(options.limits);
        executor.set_top_level(true);
        Rc::new(Machine {
            handle: executor.handle(),
            executor: RefCell::new(executor),
            clock,
            recording: options.recording,
            file: options.file.clone(),
            sink,
            at_once: Cell::new(AT_ONCE),
            unrecorded: RefCell::new((Stream::Stdout, String::new())),
            epoch: options.epoch,
            guard,
            running: RefCell::new(None),
            task: RefCell::new(None),
            context: RefCell::new(None),
            tasks: RefCell::new(Vec::new()),
            named: Cell::new(0),
            fatal: RefCell::new(None),
            halt: RefCell::new(None),
            over: Cell::new(false),
            visible_loop: RefCell::new(None),
            inspect: options.inspect,
            inspecting: Cell::new(false),
            locals: RefCell::new(None),
            told: Cell::new(u32::MAX),
        })
    }

    /// The running program's. `None` when no program runs, as while an interpreter is made or torn down.
    pub(crate) fn current() -> Option<Rc<Machine>> {
        CURRENT.with(|current| current.borrow().clone())
    }

    /// Makes it the current one until the guard is dropped.
    pub(crate) fn enter(self: &Rc<Self>) -> Entered {
        Entered { before: CURRENT.with(|current| current.replace(Some(self.clone()))) }
    }

    /// Seconds on the loop's clock.
    pub(crate) fn seconds(&self) -> f64 {
        self.now().as_secs_f64()
    }

    /// Time passes by itself only on a real clock.
    pub(crate) fn now(&self) -> Instant {
        let now = self.handle.now();
        if self.clock.is_virtual() { now } else { now.max(self.clock.now()) }
    }

    /// Blocks everything for so many seconds.
    pub(crate) fn block(&self, seconds: f64, line: u32) {
        let duration = std::time::Duration::try_from_secs_f64(seconds).unwrap_or(std::time::Duration::MAX);
        self.handle.block(duration, line);
        if !self.clock.is_virtual() {
            self.clock.wait_until(self.clock.now().saturating_add(duration), true);
        }
    }

    /// Tells whoever watches over the program what it did since the last time.
    pub(crate) fn tell(&self) {
        if let Some(guard) = &self.guard {
            let chunk = self.take_records();
            if !chunk.is_empty() {
                (guard.tell)(chunk);
            }
        }
    }

    /// One entry of the loop's turn, or the wait for the next; false when nothing will ever come.
    pub(crate) fn step(&self) -> bool {
        if self.halt.borrow().is_some() {
            return false;
        }
        self.tell();
        let mut executor = self.executor.borrow_mut();
        if self.clock.is_virtual() && executor.now() > self.clock.now() {
            self.clock.wait_until(executor.now(), true);
        }
        let next = match executor.step(self.clock.now()) {
            Ok(next) => next,
            Err(_) => return false,
        };
        executor.set_top_level(false);
        if executor.in_turn() {
            return true;
        }
        match next {
            Next::Now => true,
            // A loop that is to stop does not wait for its timers.
            Next::At(_) if self.running.borrow().as_ref().is_some_and(|it| it.is_stopping()) => true,
            Next::At(deadline) => {
                executor.wait(&*self.clock, deadline);
                true
            }
            Next::Idle { .. } => {
                self.running.borrow().as_ref().is_some_and(|it| it.is_stopping()) || {
                    executor.record_idle();
                    self.halt.replace(Some(Halt::Deadlock));
                    false
                }
            }
            Next::Stopped(limit) => {
                self.halt.replace(Some(Halt::Limit(limit)));
                false
            }
        }
    }

    /// Whether a turn would have something to run at once.
    pub(crate) fn is_ready(&self) -> bool {
        let executor = self.executor.borrow();
        match executor.next() {
            Next::Now => true,
            Next::At(deadline) => deadline <= self.now(),
            Next::Idle { .. } | Next::Stopped(_) => false,
        }
    }

    /// Whether some entries of a turn have still to run.
    pub(crate) fn in_turn(&self) -> bool {
        self.executor.borrow().in_turn()
    }

    /// What is done from now on is the program's top level's doing, or the loop's.
    pub(crate) fn set_top_level(&self, top_level: bool) {
        self.executor.borrow_mut().set_top_level(top_level);
    }

    /// Prints; a line, or what comes until the stream changes, is a record.
    pub(crate) fn print(&self, stream: Stream, text: &str, line: u32) {
        if text.is_empty() || self.told.get() != u32::MAX {
            return;
        }
        (self.sink)(stream, text);
        if !self.recording {
            return;
        }
        if self.unrecorded.borrow().0 != stream {
            self.flush(line);
            self.unrecorded.borrow_mut().0 = stream;
        }
        self.unrecorded.borrow_mut().1.push_str(text);
        if text.ends_with('\n') {
            self.flush(line);
        }
    }

    /// Records what was printed since the last line's end.
    pub(crate) fn flush(&self, line: u32) {
        let (stream, text) = {
            let mut unrecorded = self.unrecorded.borrow_mut();
            (unrecorded.0, std::mem::take(&mut unrecorded.1))
        };
        if !text.is_empty() {
            self.handle.output(stream, &text, line);
            // What follows may be one long call, and the end of all telling.
            if let Some(left) = self.at_once.get().checked_sub(1) {
                self.at_once.set(left);
                self.tell();
            }
        }
    }

    /// What was recorded since the last call.
    pub(crate) fn take_records(&self) -> loopscope_executor::trace::Chunk {
        let mut chunk = self.handle.take_records();
        chunk.records.retain(|record| record.seq < self.told.get());
        chunk
    }

    /// Drops every task, timer and callback that is left.
    pub(crate) fn close(&self) {
        self.over.set(true);
        self.executor.borrow_mut().close();
        self.running.take();
        self.task.take();
        self.context.take();
        self.tasks.take();
        self.fatal.take();
        self.visible_loop.take();
    }
}

/// The machine is the current one for as long as this lives.
pub(crate) struct Entered {
    before: Option<Rc<Machine>>,
}

impl Drop for Entered {
    fn drop(&mut self) {
        CURRENT.with(|current| current.replace(self.before.take()));
    }
}
