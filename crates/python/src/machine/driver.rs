//! What runs: the executor and its clock, one entry of the loop's turns after the other, and why no more come.
//!
//! ```text
//!   next ──► an entry runs ──► next …            in virtual time a wait is a jump, on a real clock a sleep
//!              │
//!              └─► fatal: what it raised that ends the loop's run
//!   halted: no entry begins any more, but after a deadlock, when the loop may still clean up
//!   over: the program has ended; what is dropped from then on runs no loop
//! ```

use std::cell::{Cell, RefCell};
use std::time::Duration;

use loopscope_executor::trace::Limit;
use loopscope_executor::{Clock, Executor, Handle, Instant, Limits, Next, RealClock, VirtualClock};
use rustpython_vm::builtins::PyBaseExceptionRef;

use crate::clock::{self, Moment, Readings};
use crate::options::Clocks;
use crate::pending;

/// So long a real clock sleeps before it is looked whether the program is interrupted.
const NAP: Duration = Duration::from_millis(20);

/// Why no turn will come any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Halt {
    /// Everybody waits for ever.
    Deadlock,
    /// A limit is reached.
    Limit(Limit),
    /// What was to be looked at has been.
    Inspected,
    /// Somebody is to be asked this for a line.
    Asks(String),
}

/// The executor, its clock, and how far it may still go.
pub(crate) struct Driver {
    /// The executor for who runs within an entry of it.
    handle: Handle,
    executor: RefCell<Executor>,
    clock: Box<dyn Clock>,
    /// What the program's clocks show.
    pub(crate) readings: Readings,
    /// Seconds between 1970 and the program's start.
    pub(crate) epoch: f64,
    fatal: RefCell<Option<PyBaseExceptionRef>>,
    halt: RefCell<Option<Halt>>,
    /// The top level has ended.
    finishing: Cell<bool>,
    over: Cell<bool>,
    /// A runner cleans up after its main coroutine: what the top level does is its doing.
    cleans_up: Cell<bool>,
}

impl Driver {
    /// At the program's beginning. `recording`: whether a trace is made.
    pub(crate) fn new(clocks: Clocks, recording: bool, limits: Limits, epoch: f64) -> Self {
        let mut executor = if recording { Executor::recording() } else { Executor::new() };
        executor.set_limits(limits);
        executor.set_top_level(true);
        let clock: Box<dyn Clock> = match clocks {
            Clocks::Virtual => Box::new(VirtualClock::new()),
            Clocks::Real => Box::new(RealClock::start()),
        };
        Driver {
            handle: executor.handle(),
            executor: RefCell::new(executor),
            clock,
            readings: Readings::default(),
            epoch,
            fatal: RefCell::new(None),
            halt: RefCell::new(None),
            finishing: Cell::new(false),
            over: Cell::new(false),
            cleans_up: Cell::new(false),
        }
    }

    /// The executor for who runs within an entry of it: tasks, timers and records are made by this.
    pub(crate) fn handle(&self) -> &Handle {
        &self.handle
    }

    // ---- Time

    /// Whether waiting is a jump.
    pub(crate) fn is_virtual(&self) -> bool {
        self.clock.is_virtual()
    }

    /// Time passes by itself only on a real clock.
    pub(crate) fn now(&self) -> Instant {
        let now = self.handle.now();
        if self.clock.is_virtual() { now } else { now.max(self.clock.now()) }
    }

    /// This moment, for who reads a clock.
    pub(crate) fn moment(&self) -> Moment {
        Moment { now: self.now(), step: self.handle.steps() }
    }

    /// Seconds on the loop's clock.
    pub(crate) fn seconds(&self) -> f64 {
        self.readings.seconds(self.now())
    }

    /// Nanoseconds since 1970.
    pub(crate) fn nanos_since_1970(&self, now: Instant) -> u64 {
        Readings::nanos_since_1970(self.epoch, now)
    }

    /// So many seconds from now; the loop's clock will show at least that then.
    pub(crate) fn after(&self, seconds: f64) -> Instant {
        let (now, shown) = (self.now(), self.seconds());
        let until = clock::due(now, seconds, shown);
        self.readings.promise(until, clock::sum_up(shown, seconds));
        until
    }

    /// Everything was blocked by a wait that began when the loop's clock showed `shown`, and was to take so many seconds: the clock has
    /// come to their sum. On a real clock they pass now.
    pub(crate) fn pass(&self, shown: f64, seconds: f64, duration: Duration) {
        if self.clock.is_virtual() {
            self.readings.reach(clock::sum_up(shown, seconds), self.now());
        } else {
            self.sleep_until(self.clock.now().saturating_add(duration), true);
        }
    }

    /// Sleeps on a real clock, until then or until the program is interrupted. `blocked`: the loop cannot turn meanwhile.
    pub(crate) fn sleep_until(&self, deadline: Instant, blocked: bool) {
        if self.clock.is_virtual() {
            return;
        }
        while self.clock.now() < deadline && !pending::is_pending() {
            self.clock.wait_until(deadline.min(self.clock.now().saturating_add(NAP)), blocked);
        }
    }

    /// Lets the time until then pass between two entries.
    pub(crate) fn wait_until(&self, deadline: Instant) {
        if self.clock.is_virtual() {
            self.executor.borrow_mut().wait(&*self.clock, deadline);
        } else {
            self.sleep_until(deadline, false);
        }
    }

    // ---- Turns

    /// Runs one entry of the loop's turn, which begins if need be; what comes then. `None` when none will come any more.
    pub(crate) fn run_entry(&self) -> Option<Next> {
        let mut executor = self.executor.borrow_mut();
        if self.clock.is_virtual() && executor.now() > self.clock.now() {
            self.clock.wait_until(executor.now(), true);
        }
        let next = executor.step(self.clock.now()).ok()?;
        executor.set_top_level(false);
        // What was raised in this entry to end the program may have been kept by what it called.
        self.may_turn().then_some(next)
    }

    /// What comes next, between two entries.
    pub(crate) fn next(&self) -> Next {
        self.executor.borrow().next()
    }

    /// Whether some entries of a turn have still to run.
    pub(crate) fn in_turn(&self) -> bool {
        self.executor.borrow().in_turn()
    }

    /// A turn is over, and no wait follows: it took what turns take by now (`loopscope_executor::pace`). `first`: when the first thread
    /// goes on.
    pub(crate) fn pass_turn(&self, first: Option<Instant>) {
        if self.clock.is_virtual() {
            self.executor.borrow_mut().pass_turn(first);
        }
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

    /// When the main thread goes on that was left where it is: at once, but for a loop that waits. `looping`: a loop runs.
    pub(crate) fn goes_on(&self, looping: bool) -> Option<Instant> {
        // Within a step the executor is in use.
        let Ok(executor) = self.executor.try_borrow() else { return Some(self.now()) };
        if !looping || executor.in_turn() {
            return Some(self.now());
        }
        match executor.next() {
            Next::Now => Some(self.now()),
            Next::At(deadline) => Some(deadline),
            Next::Idle { .. } | Next::Stopped(_) => None,
        }
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

    // ---- Ends

    /// An entry has raised what ends the loop's run: `SystemExit`, `KeyboardInterrupt`.
    pub(crate) fn fail(&self, exception: PyBaseExceptionRef) {
        let before = self.fatal.replace(Some(exception));
        drop(before);
    }

    /// What an entry has raised that ends the loop's run; once.
    pub(crate) fn take_failure(&self) -> Option<PyBaseExceptionRef> {
        self.fatal.take()
    }

    /// No turn will come any more, for this reason, which takes the place of an earlier one.
    pub(crate) fn halt(&self, halt: Halt) {
        self.halt.replace(Some(halt));
    }

    /// Whether no turn will come any more.
    pub(crate) fn is_halted(&self) -> bool {
        self.halt.borrow().is_some()
    }

    /// Whether everybody waits for ever.
    pub(crate) fn is_deadlocked(&self) -> bool {
        *self.halt.borrow() == Some(Halt::Deadlock)
    }

    /// Whether a turn may come. After a deadlock the loop may still clean up.
    pub(crate) fn may_turn(&self) -> bool {
        self.halt.borrow().as_ref().is_none_or(|halt| *halt == Halt::Deadlock)
    }

    /// Why no turn came any more, when all is over.
    pub(crate) fn take_halt(&self) -> Option<Halt> {
        self.halt.take()
    }

    /// The top level has ended.
    pub(crate) fn finish(&self) {
        self.finishing.set(true);
    }

    /// Whether it has.
    pub(crate) fn is_finishing(&self) -> bool {
        self.finishing.get()
    }

    /// Whether the program is over; what is dropped now may still run code of its own, but no loop.
    pub(crate) fn is_over(&self) -> bool {
        self.over.get()
    }

    /// The program is over.
    pub(crate) fn end(&self) {
        self.over.set(true);
    }

    /// Drops every task, timer and callback that is left.
    pub(crate) fn close(&self) {
        self.executor.borrow_mut().close();
    }
}
