//! Clocks, and running an executor to its end under one.

use std::cell::Cell;
use std::fmt;

use crate::current::Nested;
use crate::executor::{Executor, Next};
use crate::report::Waiter;
use crate::time::Instant;
use crate::trace::Limit;

/// Says what time it is, and waits.
pub trait Clock {
    /// Time since the program's start.
    fn now(&self) -> Instant;
    /// Returns when `deadline` has come. `blocked` tells that the program itself blocked the loop until then.
    fn wait_until(&self, deadline: Instant, blocked: bool);
    /// Whether waiting is a jump, which the trace then shows.
    fn is_virtual(&self) -> bool;
}

/// A clock that stands still while anything is ready and jumps to the next deadline, one at a time.
#[derive(Debug, Default)]
pub struct VirtualClock {
    now: Cell<Instant>,
}

impl VirtualClock {
    /// A clock at the program's start.
    #[must_use]
    pub fn new() -> Self {
        VirtualClock::default()
    }
}

impl Clock for VirtualClock {
    fn now(&self) -> Instant {
        self.now.get()
    }

    fn wait_until(&self, deadline: Instant, _blocked: bool) {
        self.now.set(self.now.get().max(deadline));
    }

    fn is_virtual(&self) -> bool {
        true
    }
}

/// The wall clock, for native programs: waiting puts the thread to sleep.
#[derive(Debug)]
pub struct RealClock {
    start: std::time::Instant,
}

impl RealClock {
    /// A clock that starts now.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "the one place in this crate that reads the wall clock")]
    pub fn start() -> Self {
        RealClock { start: std::time::Instant::now() }
    }
}

impl Clock for RealClock {
    fn now(&self) -> Instant {
        Instant::ZERO.saturating_add(self.start.elapsed())
    }

    fn wait_until(&self, deadline: Instant, _blocked: bool) {
        loop {
            let left = deadline.saturating_since(self.now());
            if left.is_zero() {
                return;
            }
            std::thread::sleep(left);
        }
    }

    fn is_virtual(&self) -> bool {
        false
    }
}

/// Why a run ended before every task did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RunError {
    /// Called from inside of a running executor.
    Nested(Nested),
    /// Tasks are alive, nothing is ready and no timer is set: they wait for ever.
    Deadlock(Vec<Waiter>),
    /// A limit was reached.
    Limit(Limit),
}

impl fmt::Display for RunError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RunError::Nested(nested) => nested.fmt(f),
            RunError::Deadlock(waiters) => {
                write!(f, "deadlock: nothing is ready and no timer is set, but {} task(s) still wait", waiters.len())?;
                waiters.iter().try_for_each(|waiter| write!(f, "\n  {waiter}"))
            }
            RunError::Limit(limit) => write!(f, "stopped at a limit: {}", crate::text::limit(limit)),
        }
    }
}

impl std::error::Error for RunError {}

/// Runs an executor until every task has ended.
///
/// # Errors
/// [`RunError`] says why the run ended before that; what has run stays in the trace.
pub fn run(executor: &mut Executor, clock: &impl Clock) -> Result<(), RunError> {
    loop {
        let next = executor.turn(clock.now()).map_err(RunError::Nested)?;
        if executor.now() > clock.now() {
            // The program blocked the loop: the clock catches up.
            clock.wait_until(executor.now(), true);
        }
        match next {
            Next::Now if clock.is_virtual() => executor.pass_turn(None),
            Next::Now => {}
            Next::At(deadline) => executor.wait(clock, deadline),
            Next::Idle { alive: 0 } => return Ok(()),
            Next::Idle { .. } => {
                executor.record_idle();
                return Err(RunError::Deadlock(executor.waiters()));
            }
            Next::Stopped(limit) => return Err(RunError::Limit(limit)),
        }
    }
}
