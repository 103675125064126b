//! What a program runs on: the executor, its clock, and which loop, task and context are the current ones.
//!
//! One per program, current on its thread for as long as the program runs. The interpreter is one per thread, too.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;
use std::time::Duration;

use loopscope_executor::trace::{Kind, Limit, Stream};
use loopscope_executor::{Clock, Executor, Handle, Instant, Next};
use loopscope_version::Version;
use rustpython_vm::builtins::PyBaseExceptionRef;
use rustpython_vm::{PyObjectRef, PyRef, PyResult, VirtualMachine};

use crate::clock::{self, Moment, Readings};
use crate::computing::Computed;
use crate::context::PyContext;
use crate::event_loop::PyLoop;
use crate::guard::Guard;
use crate::input::Input;
use crate::inspect::TaskLocals;
use crate::interpreter::Options;
use crate::interrupt;
use crate::interruption::{self, Interruption};
use crate::place::running_line;
use crate::polling::Places;
use crate::registry::Registry;
use crate::spinning::{self, Spinning};
use crate::stuck::{self, Deaths, Stuck};
use crate::task::PyTask;
use crate::threads::{self, Threads};
use crate::twin::Twins;

thread_local! {
    static CURRENT: RefCell<Option<Rc<Machine>>> = const { RefCell::new(None) };
}

/// So many printed lines are told of one by one to whoever watches over the program; after that what was printed is told with the step,
/// as a program that prints without end would do nothing else.
const AT_ONCE: u32 = 200;

/// So long a real clock sleeps before it is looked whether the program is interrupted.
const NAP: Duration = Duration::from_millis(20);

/// Why no turn will come any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Halt {
    Deadlock,
    Limit(Limit),
    /// What was to be looked at has been.
    Inspected,
    /// Somebody is to be asked this for a line.
    Asks(String),
}

/// Takes what a program prints.
pub(crate) type Sink = Box<dyn Fn(Stream, &str)>;

pub(crate) struct Machine {
    pub(crate) handle: Handle,
    executor: RefCell<Executor>,
    clock: Box<dyn Clock>,
    /// What the program's clocks show.
    pub(crate) readings: Readings,
    /// Where it reads them.
    places: Places,
    pub(crate) spinning: Spinning,
    /// What it computes, in a run in which that takes time.
    pub(crate) computed: Computed,
    pub(crate) recording: bool,
    /// Which Python the program is run as.
    pub(crate) version: Version,
    /// What it reads.
    pub(crate) input: Input,
    /// What the program's own file is called.
    pub(crate) file: String,
    /// The code that is the program's own, by identity.
    pub(crate) codes: RefCell<BTreeSet<usize>>,
    sink: Sink,
    /// How many more lines are told of at once.
    at_once: Cell<u32>,
    /// What was printed and is not recorded yet: a record is a line.
    unrecorded: RefCell<(Stream, String)>,
    /// What was printed on standard output since the last line's end.
    open_line: RefCell<String>,
    /// Seconds between 1970 and the program's start.
    pub(crate) epoch: f64,
    guard: Option<Guard>,
    pub(crate) running: RefCell<Option<PyRef<PyLoop>>>,
    pub(crate) task: RefCell<Option<PyRef<PyTask>>>,
    pub(crate) context: RefCell<Option<PyRef<PyContext>>>,
    /// Every task that was made and has not been dropped, oldest first.
    pub(crate) tasks: RefCell<Vec<PyRef<rustpython_vm::builtins::PyWeak>>>,
    /// Tasks that are not asyncio's own.
    pub(crate) registry: RefCell<Registry>,
    pub(crate) named: Cell<u64>,
    /// Where in memory the objects are that the last collection kept, in the order in which it went over them.
    pub(crate) collected: RefCell<Vec<usize>>,
    /// What a step raised that ends the loop's run: SystemExit, KeyboardInterrupt.
    pub(crate) fatal: RefCell<Option<PyBaseExceptionRef>>,
    pub(crate) halt: RefCell<Option<Halt>>,
    /// A sentence for each task that waited for ever, at the moment of the deadlock.
    pub(crate) waiting: RefCell<Option<Vec<String>>>,
    /// The top level has ended.
    pub(crate) finishing: Cell<bool>,
    /// Which of the standard streams the program has closed, by name.
    pub(crate) closed: RefCell<BTreeSet<&'static str>>,
    /// `__main__` is gone, and with it what reads the program's lines.
    pub(crate) finished: Cell<bool>,
    /// What the interpreter tells of, so that the program ends ([`crate::halted`]); 0 when it does not.
    pub(crate) watched: Cell<i32>,
    /// Which exception was handled, by identity, when what is suspended was entered so that it ends.
    pub(crate) closing_within: Cell<usize>,
    /// The tasks that were ended by an error or a cancellation, the latest last.
    pub(crate) deaths: RefCell<Deaths>,
    /// Who waited for ever when that was found out.
    pub(crate) stuck: RefCell<Vec<Stuck>>,
    /// A runner cleans up after its main coroutine: what the top level does is its doing.
    pub(crate) cleans_up: Cell<bool>,
    /// The program is over; what is dropped now may still run code of its own, but no loop.
    pub(crate) over: Cell<bool>,
    /// What `asyncio.get_running_loop` gives: the loop that runs, but for functions that stand in for a thread's.
    pub(crate) visible_loop: RefCell<Option<PyObjectRef>>,
    /// The interruption that is still to come.
    pub(crate) interruption: Cell<Option<Interruption>>,
    /// The record at which the program's variables are looked at.
    pub(crate) inspect: Option<u32>,
    /// They are looked at right now.
    pub(crate) inspecting: Cell<bool>,
    /// What they were.
    pub(crate) locals: RefCell<Option<Vec<TaskLocals>>>,
    /// It was ended from outside: what it prints while it is torn down says nothing of it.
    pub(crate) silent: Cell<bool>,
    /// How many records had been made then; those that come later do not count.
    pub(crate) told: Cell<u32>,
    pub(crate) threads: Threads,
    pub(crate) twins: Twins,
    /// The modules that the program has imported whose answers are canned.
    pub(crate) canned: RefCell<Vec<String>>,
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
            readings: Readings::default(),
            places: Places::default(),
            spinning: Spinning::default(),
            computed: Computed::default(),
            recording: options.recording,
            input: Input::new(options.input.as_deref()),
            version: options.version,
            file: options.file.clone(),
            codes: RefCell::default(),
            sink,
            at_once: Cell::new(AT_ONCE),
            unrecorded: RefCell::new((Stream::Stdout, String::new())),
            open_line: RefCell::default(),
            epoch: options.epoch,
            guard,
            running: RefCell::new(None),
            task: RefCell::new(None),
            context: RefCell::new(None),
            tasks: RefCell::new(Vec::new()),
            registry: RefCell::default(),
            named: Cell::new(0),
            collected: RefCell::new(Vec::new()),
            fatal: RefCell::new(None),
            halt: RefCell::new(None),
            waiting: RefCell::new(None),
            finishing: Cell::new(false),
            closed: RefCell::default(),
            finished: Cell::new(false),
            watched: Cell::new(0),
            closing_within: Cell::new(0),
            deaths: RefCell::default(),
            stuck: RefCell::default(),
            cleans_up: Cell::new(false),
            over: Cell::new(false),
            visible_loop: RefCell::new(None),
            interruption: Cell::new(options.interruption),
            inspect: options.inspect,
            inspecting: Cell::new(false),
            locals: RefCell::new(None),
            silent: Cell::new(false),
            told: Cell::new(u32::MAX),
            threads: Threads::default(),
            twins: Twins::default(),
            canned: RefCell::default(),
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
        self.readings.seconds(self.now())
    }

    /// The program reads a clock. Who does so again and again in one step sees it move (`loopscope_executor::pace`).
    pub(crate) fn read(&self, vm: &VirtualMachine) -> Moment {
        if self.clock.is_virtual() && self.handle.reads_clock() {
            let before = self.handle.now();
            let place = self.places.read(|line| self.spinning.round(line), vm);
            self.handle.poll_clock(place, running_line(self, vm));
            self.readings.was_busy(self.handle.now().as_nanos() - before.as_nanos());
            spinning::clock_read(self, vm);
        }
        Moment { now: self.now(), step: self.handle.steps() }
    }

    /// Whether waiting is a jump.
    pub(crate) fn is_virtual(&self) -> bool {
        self.clock.is_virtual()
    }

    /// Nanoseconds since 1970.
    pub(crate) fn nanos_since_1970(&self, now: Instant) -> u64 {
        Readings::nanos_since_1970(self.epoch, now)
    }

    /// Time passes by itself only on a real clock.
    pub(crate) fn now(&self) -> Instant {
        let now = self.handle.now();
        if self.clock.is_virtual() { now } else { now.max(self.clock.now()) }
    }

    /// Blocks everything for so many seconds. An interrupt that cancels a task instead of being raised does not shorten that (PEP 475).
    ///
    /// # Errors
    /// An interrupt's, which does.
    pub(crate) fn block(&self, seconds: f64, line: u32, vm: &VirtualMachine) -> PyResult<()> {
        let (now, shown) = (self.now(), self.seconds());
        let until = clock::due(now, seconds, shown);
        if let Some(cut) = interruption::before(self, until) {
            self.handle.block(cut.saturating_since(now), line);
            interruption::point(self, vm)?;
        }
        let duration = until.saturating_since(self.now());
        self.handle.block(duration, line);
        if self.clock.is_virtual() {
            self.readings.reach(clock::sum_up(shown, seconds), self.now());
        } else {
            self.sleep_until(self.clock.now().saturating_add(duration), true);
        }
        Ok(())
    }

    /// Sleeps on a real clock, until then or until the program is interrupted.
    fn sleep_until(&self, deadline: Instant, blocked: bool) {
        while self.clock.now() < deadline && !interrupt::is_pending() {
            self.clock.wait_until(deadline.min(self.clock.now().saturating_add(NAP)), blocked);
        }
    }

    /// So many seconds from now.
    pub(crate) fn after(&self, seconds: f64) -> Instant {
        let (now, shown) = (self.now(), self.seconds());
        let until = clock::due(now, seconds, shown);
        self.readings.promise(until, clock::sum_up(shown, seconds));
        until
    }

    /// Blocks until the clock has come there.
    pub(crate) fn block_until(&self, time: Instant, line: u32) {
        let time = interruption::before(self, time).unwrap_or(time);
        if !self.clock.is_virtual() {
            self.sleep_until(time, true);
        }
        self.handle.block(time.saturating_since(self.handle.now()), line);
    }

    /// Records that everybody waits for ever.
    pub(crate) fn record_idle(&self) {
        self.handle.record_idle();
    }

    /// Tells whoever watches over the program what it did since the last time.
    pub(crate) fn tell(&self) {
        // That it was stopped is told with its end. Who has to end it by other means before that says so, and once is enough.
        if matches!(*self.halt.borrow(), Some(Halt::Limit(_))) {
            return;
        }
        if let Some(guard) = &self.guard {
            let chunk = self.take_records();
            if !chunk.is_empty() {
                (guard.tell)(chunk);
            }
        }
    }

    /// One entry of the loop's turn, or the wait for the next; false when nothing will ever come.
    pub(crate) fn step(&self) -> bool {
        let Some(next) = self.entry() else { return false };
        if self.in_turn() {
            return true;
        }
        match next {
            Next::Now => self.pass_turn(),
            // An entry let a thread go on.
            Next::At(_) | Next::Idle { .. } if self.threads.any() && self.threads.any_ready() => true,
            // A loop that is to stop does not wait for its timers.
            Next::At(_) if self.running.borrow().as_ref().is_some_and(|it| it.is_stopping()) => self.pass_turn(),
            Next::At(deadline) => self.wait_until(deadline),
            Next::Idle { .. } => self.running.borrow().as_ref().is_some_and(|it| it.is_stopping()) || self.idle(),
            Next::Stopped(limit) => {
                self.halt.replace(Some(Halt::Limit(limit)));
                false
            }
        }
    }

    /// A turn is over, and no wait follows: it took what turns take by now (`loopscope_executor::pace`). True, as there is more to come.
    pub(crate) fn pass_turn(&self) -> bool {
        if self.clock.is_virtual() {
            self.executor.borrow_mut().pass_turn(self.threads.deadline());
        }
        true
    }

    /// One entry of the loop's turn, which begins if need be, and what comes then; `None` when no turn will come any more.
    pub(crate) fn entry(&self) -> Option<Next> {
        if self.is_over() {
            return None;
        }
        self.tell();
        // A thread that would go on at once has let the loop have its turn.
        let loops_turn = self.spinning.gave_way.take() && self.is_ready();
        if self.threads.any() && !self.in_turn() && !loops_turn && self.run_thread() {
            return Some(self.next());
        }
        let mut executor = self.executor.borrow_mut();
        if self.clock.is_virtual() && executor.now() > self.clock.now() {
            self.clock.wait_until(executor.now(), true);
        }
        let next = executor.step(self.clock.now()).ok()?;
        executor.set_top_level(false);
        // What was raised in this entry to end the program may have been kept by what it called.
        (!self.is_over()).then_some(next)
    }

    /// Whether no turn may come any more. After a deadlock the loop may still clean up.
    fn is_over(&self) -> bool {
        self.halt.borrow().as_ref().is_some_and(|halt| *halt != Halt::Deadlock)
    }

    /// What comes next, between two entries.
    pub(crate) fn next(&self) -> Next {
        self.executor.borrow().next()
    }

    /// Waits for a moment on the machine's clock, or for a thread's before it; true, as there is more to come.
    pub(crate) fn wait_until(&self, deadline: Instant) -> bool {
        let deadline = self.threads.deadline().map_or(deadline, |first| first.min(deadline));
        let deadline = interruption::before(self, deadline).unwrap_or(deadline);
        if self.clock.is_virtual() {
            self.executor.borrow_mut().wait(&*self.clock, deadline);
        } else {
            self.sleep_until(deadline, false);
        }
        true
    }

    /// Nothing comes of itself, so a thread's time is waited for; false when nothing will ever come.
    pub(crate) fn idle(&self) -> bool {
        if self.threads.any_ready() {
            return true;
        }
        if let Some(deadline) = self.threads.deadline() {
            return self.wait_until(deadline);
        }
        if self.threads.current() != 0 {
            // The main thread might go on; but it stands below this loop, and comes to it only when the loop has returned.
            let text = "this loop runs in a thread, and has to wait for what another one does: here a loop in a thread runs to its end \
                        at once; have the main thread run it";
            let error = rustpython_vm::vm::thread::with_current_vm(|vm| vm.new_runtime_error(text));
            self.fatal.replace(Some(error));
            return true;
        }
        self.executor.borrow_mut().record_idle();
        self.halt.replace(Some(Halt::Deadlock));
        rustpython_vm::vm::thread::with_current_vm(|vm| stuck::find(self, vm));
        false
    }

    /// Has a thread run that is ready; false when none is.
    fn run_thread(&self) -> bool {
        rustpython_vm::vm::thread::with_current_vm(|vm| threads::run_ready(self, vm))
    }

    /// Whether a turn would have something to run at once. Not while one runs.
    pub(crate) fn is_ready(&self) -> bool {
        let Ok(executor) = self.executor.try_borrow() else { return false };
        match executor.next() {
            Next::Now => true,
            Next::At(deadline) => deadline <= self.now(),
            Next::Idle { .. } | Next::Stopped(_) => false,
        }
    }

    /// When the main thread goes on that was left where it is: at once, but for a loop that waits.
    pub(crate) fn goes_on(&self) -> Option<Instant> {
        // Within a step the executor is in use.
        let Ok(executor) = self.executor.try_borrow() else { return Some(self.now()) };
        if self.running.borrow().is_none() || executor.in_turn() {
            return Some(self.now());
        }
        match executor.next() {
            Next::Now => Some(self.now()),
            Next::At(deadline) => Some(deadline),
            Next::Idle { .. } | Next::Stopped(_) => None,
        }
    }

    /// Whether some entries of a turn have still to run.
    pub(crate) fn in_turn(&self) -> bool {
        self.executor.borrow().in_turn()
    }

    /// What is done from now on is the program's top level's doing, or the loop's.
    pub(crate) fn set_top_level(&self, top_level: bool) {
        self.executor.borrow_mut().set_top_level(top_level);
        self.handle.clean_up(self.cleans_up.get());
    }

    /// What the top level does from now on is a runner's clean-up, or the program's own again.
    pub(crate) fn clean_up(&self, cleans_up: bool) {
        self.cleans_up.set(cleans_up);
        self.handle.clean_up(cleans_up);
    }

    /// Prints; a line, or what comes until the stream changes, is a record.
    pub(crate) fn print(&self, stream: Stream, text: &str, line: u32) {
        if text.is_empty() || self.told.get() != u32::MAX || self.silent.get() {
            return;
        }
        (self.sink)(stream, text);
        if !self.recording {
            return;
        }
        if stream == Stream::Stdout {
            let mut open = self.open_line.borrow_mut();
            if let Some((_, rest)) = text.rsplit_once('\n') {
                rest.clone_into(&mut open);
            } else {
                open.push_str(text);
            }
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

    /// The program has imported a module whose answers come from no server.
    pub(crate) fn imported_canned(&self, module: &str, line: u32) {
        self.flush(line);
        self.handle.record(None, line, Kind::Canned(self.handle.text(module)));
        self.canned.borrow_mut().push(module.to_owned());
    }

    /// What was printed on standard output since the last line's end, which may be a question. Of a run with a trace.
    pub(crate) fn question(&self) -> String {
        self.open_line.borrow().clone()
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
        self.threads.close();
        self.executor.borrow_mut().close();
        self.running.take();
        self.task.take();
        self.context.take();
        self.tasks.take();
        self.registry.take();
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
