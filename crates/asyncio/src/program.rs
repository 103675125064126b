//! A whole program: module-level code, and the loop that it enters and leaves.
//!
//! Module-level code is not a task: it runs outside of the loop, and while it waits in `run_until_complete` the loop runs.
//!
//! ```text
//!   top level runs [ProgramBegin] ── enters the loop [LoopEntered] ──► the loop's iterations
//!         ▲  │                                                              │
//!         │  └──► ended [ProgramEnd]            stopped [LoopLeft]          │
//!         └─────────────────────────────────────────────────────────────────┘
//! ```

use std::collections::VecDeque;
use std::future::Future as StdFuture;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Waker};

use loopscope_executor::trace::{Chunk, Ending, Kind, Limit};
use loopscope_executor::{Clock, Executor, Instant, Intervention, Limits, Nested, Next, VirtualClock, Waiter};

use crate::coroutine::never_awaited;
use crate::event_loop::EventLoop;
use crate::exception::{Exception, Result};
use crate::runtime::Runtime;
use crate::stuck;

type TopLevel = Pin<Box<dyn StdFuture<Output = Result>>>;

/// A program, and everything that it has made.
pub struct Program {
    pub(crate) runtime: Rc<Runtime>,
    top_level: Option<TopLevel>,
    end: Option<End>,
    /// How often the top level was entered or resumed.
    resumed: u32,
    /// What the reader is still to do, in the order of their points; see `reader`.
    pub(crate) interventions: VecDeque<Intervention>,
    pub(crate) executor: Executor,
}

/// How far to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stride {
    /// To the end of the iteration.
    Turn,
    /// Over one entry: a poll or a callback.
    Entry,
    /// Over no entry: only what the reader does before the next one.
    Interventions,
}

/// When to come back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Advance {
    /// At once.
    Now,
    /// At this moment.
    At(Instant),
    /// Never.
    Ended(End),
}

/// How a program ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// Its last line ran.
    Finished,
    /// An exception nobody caught.
    Raised(Exception),
    /// Its tasks wait for ever.
    Deadlocked(Vec<Waiter>),
    /// A limit stopped it.
    Limited(Limit),
}

impl Program {
    /// A program whose clock starts at `epoch` seconds since 1970, in UTC. Everything that it does is recorded.
    #[must_use]
    pub fn new(epoch: f64, top_level: TopLevel) -> Self {
        Program::in_zone(epoch, 0, top_level)
    }

    /// Like [`Program::new`], with local time `utc_offset` seconds ahead of UTC.
    #[must_use]
    pub fn in_zone(epoch: f64, utc_offset: i32, top_level: TopLevel) -> Self {
        let executor = Executor::recording();
        let runtime = Runtime::new(executor.handle(), epoch, utc_offset);
        Program { runtime, top_level: Some(top_level), end: None, resumed: 0, interventions: VecDeque::new(), executor }
    }

    /// Sets limits on the run.
    pub fn set_limits(&mut self, limits: Limits) {
        self.executor.set_limits(limits);
    }

    /// How far it has come, whatever the clock says: how many entries of the loop (polls and callbacks) have run, and how
    /// often the top level has.
    #[must_use]
    pub fn progress(&self) -> (u32, u32) {
        (self.executor.entries_run(), self.resumed)
    }

    /// Loop time.
    #[must_use]
    pub fn now(&self) -> Instant {
        self.executor.now()
    }

    /// What was recorded since the last call.
    #[must_use]
    pub fn take_records(&mut self) -> Chunk {
        self.executor.take_records()
    }

    /// Moves the clock to `deadline` in one jump, and records it.
    pub fn jump(&mut self, deadline: Instant) {
        self.executor.advance(deadline);
    }

    /// How the program ended, if it has.
    #[must_use]
    pub fn end(&self) -> Option<&End> {
        self.end.as_ref()
    }

    /// Runs on for one stride at time `now`.
    pub fn advance(&mut self, now: Instant, stride: Stride) -> Advance {
        if let Some(end) = &self.end {
            return Advance::Ended(end.clone());
        }
        let entered = self.runtime.enter();
        let running = self.runtime.running.borrow().clone();
        let advance = match running {
            Some(event_loop) if self.executor.in_turn() || !event_loop.is_leaving() => {
                match self.run_loop(&event_loop, now, stride) {
                    Ok(advance) => advance,
                    Err(nested) => Advance::Ended(End::Raised(Exception::runtime(nested.to_string()))),
                }
            }
            // The reader acts only while the loop runs.
            _ if stride == Stride::Interventions => Advance::Now,
            _ => self.run_top_level(now),
        };
        drop(entered);
        if let Advance::Ended(end) = &advance {
            self.end = Some(end.clone());
        }
        advance
    }

    fn run_loop(
        &mut self,
        event_loop: &EventLoop,
        now: Instant,
        stride: Stride,
    ) -> std::result::Result<Advance, Nested> {
        if let Some(advance) = self.let_reader_act(event_loop, now)? {
            return Ok(advance);
        }
        let mut next = match stride {
            Stride::Interventions => self.executor.next(),
            Stride::Turn if self.interventions.is_empty() => self.executor.turn(now)?,
            _ => self.executor.step(now)?,
        };
        while stride == Stride::Turn && self.executor.in_turn() {
            self.let_reader_act(event_loop, now)?;
            next = if self.interventions.is_empty() { self.executor.turn(now)? } else { self.executor.step(now)? };
        }
        if stride != Stride::Interventions && !self.executor.in_turn() {
            event_loop.turn_ended();
        }
        if !self.interventions.is_empty() && !matches!(next, Next::Stopped(_)) {
            self.let_reader_act_at_turn_end(event_loop)?;
            next = self.executor.next();
        }
        Ok(match next {
            Next::Stopped(limit) => Advance::Ended(End::Limited(limit)),
            _ if self.executor.in_turn() || event_loop.is_leaving() => Advance::Now,
            Next::Now => Advance::Now,
            // It turns so often even with nothing to do.
            Next::Idle { .. } if event_loop.is_about_to_leave() => Advance::Now,
            Next::At(deadline) => Advance::At(self.reader_acts_at().map_or(deadline, |time| time.min(deadline))),
            Next::Idle { .. } => match self.reader_acts_at() {
                Some(time) => Advance::At(time),
                None => {
                    self.skip_interventions();
                    self.executor.record_idle();
                    let waiters = self.executor.waiters();
                    stuck::record(&self.runtime, &waiters);
                    Advance::Ended(End::Deadlocked(waiters))
                }
            },
        })
    }

    fn run_top_level(&mut self, now: Instant) -> Advance {
        self.resumed += 1;
        let first = self.resumed == 1;
        let Some(mut top_level) = self.top_level.take() else {
            return Advance::Ended(End::Finished);
        };
        let runtime = self.runtime.clone();
        let now = self.executor.now().max(now);
        runtime.ready.set(match self.executor.next() {
            Next::Now => true,
            Next::At(deadline) => deadline <= now,
            Next::Idle { .. } | Next::Stopped(_) => false,
        });
        let polled = self.executor.at_top_level(now, || {
            if first {
                runtime.handle.record(None, 0, Kind::ProgramBegin);
            }
            runtime.handle.clean_up(runtime.cleans_up.get());
            let poll = top_level.as_mut().poll(&mut Context::from_waker(Waker::noop()));
            if poll.is_ready() {
                // What the module's names held goes before the program is over.
                drop(top_level);
                (poll, None)
            } else {
                (poll, Some(top_level))
            }
        });
        let (poll, top_level) = match polled {
            Ok(polled) => polled,
            Err(nested) => return Advance::Ended(End::Raised(Exception::runtime(nested.to_string()))),
        };
        self.top_level = top_level;
        let result = match poll {
            std::task::Poll::Ready(result) => result,
            std::task::Poll::Pending if self.runtime.running.borrow().is_some() => return Advance::Now,
            std::task::Poll::Pending => Err(Exception::new("SyntaxError", "'await' outside function")),
        };
        self.finish(result)
    }

    fn finish(&mut self, result: Result) -> Advance {
        self.skip_interventions();
        let runtime = self.runtime.clone();
        let end = match result {
            Ok(()) => End::Finished,
            Err(exception) => End::Raised(exception),
        };
        // The executor is not running: it was asked for just now.
        let _ = self.executor.at_top_level(Instant::ZERO, || {
            if let End::Raised(exception) = &end {
                runtime.complain(&format!("Traceback (most recent call last):\n{}", exception.qualified()), 0);
            }
            for task in runtime.pending_tasks() {
                if !task.quiet() {
                    let complaint = format!("Task was destroyed but it is pending!\ntask: {}", task.pending_repr());
                    runtime.complain(&complaint, 0);
                }
                if !task.started() {
                    runtime.complain(&never_awaited(task.coroutine()), 0);
                }
            }
            let ending = match &end {
                End::Raised(exception) => Ending::Failed(runtime.handle.text(&exception.to_string())),
                _ => Ending::Ready,
            };
            runtime.handle.record(None, 0, Kind::ProgramEnd(ending));
        });
        Advance::Ended(end)
    }

    /// Runs to the end in virtual time.
    pub fn run_virtual(&mut self, limits: Limits) -> End {
        self.set_limits(limits);
        self.run(&VirtualClock::new())
    }

    /// Runs to the end under a clock.
    pub fn run(&mut self, clock: &impl Clock) -> End {
        loop {
            match self.advance(clock.now(), Stride::Turn) {
                Advance::Now => {
                    if clock.is_virtual() && self.runtime.running.borrow().is_some() {
                        self.executor.pass_turn(None);
                    }
                    // Blocking moved loop time ahead of the clock: nothing may run before the clock is there.
                    if self.executor.now() > clock.now() {
                        clock.wait_until(self.executor.now(), true);
                    }
                }
                Advance::At(deadline) => self.executor.wait(clock, deadline),
                Advance::Ended(end) => return end,
            }
        }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // What a coroutine holds may print when it is dropped: the program is the current one until all is gone.
        let entered = self.runtime.enter();
        drop(self.top_level.take());
        drop(std::mem::take(&mut self.executor));
        for event_loop in self.runtime.loops() {
            event_loop.forget();
        }
        let running = self.runtime.running.take();
        let event_loop = self.runtime.event_loop.take();
        drop((running, event_loop));
        drop(entered);
    }
}
