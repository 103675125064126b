//! The Python engine as a page sees it: fetched when it is wanted, run in a worker, stopped when a program does not come to an
//! end. Events go in, effects come out; browser/python.rs carries them out.
//!
//! ```text
//!            Wanted            Compiled              Ready              Asked
//!   absent ─────────► fetching ────────► starting ──────────► idle ◄────────────► running
//!      ▲                 │                  ▲                   ▲       Ended        │ it had LIMIT_MS, or a trap,
//!      └──── Lost ───────┴──────────────────┼───────────────────┼──────────────┐     │ or it is silent
//!                                           │ another worker,   │ Ended        │     ▼
//!                                           │ for what was      └────────── guarded: the same program once more, in another
//!                                           │ asked meanwhile                │       interpreter that watches over it, so that
//!                                           └───────────────────────────────┤       it is known what it did, and where it was
//!                                                                            ▼ it had GUARDED_MS, or a trap
//!                                                                        halting: its end is written by the engine
//! ```
//!
//! A program is the same each time, so that what the second run does is what the first did. Watching costs too much for every run.
//!
//! The limits are the engine's own (web/python/src/pulse.rs): it counts what the program had, and not what the machine did beside
//! it, and ends it from inside. That a worker is ended is the second means, as in WebKit what computes in one goes on for a while.

use loopscope_executor::Instant;
use loopscope_protocol::{Frame, Problem};
use loopscope_protocol::{Malformed, RunNo, Update};
use loopscope_version::Version;

/// How long a program may compute, in milliseconds of its own.
pub(crate) const LIMIT_MS: u32 = 2000;
/// How long the second run may before it ends itself; inside one long call it cannot, and is ended after as long again.
const GUARDED_MS: u32 = 1000;
/// After so many milliseconds the engine is not waited for any more. On a busy machine a program's own milliseconds are longer.
const SILENT_MS: f64 = 20_000.0;
/// How long a program that nobody waits for any more may still take.
const MOMENT_MS: f64 = 300.0;

/// A program to run.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Program {
    /// Number of its run, of the asker's choice.
    pub(crate) run: RunNo,
    /// Its text.
    pub(crate) source: String,
    /// Which Python it is run as.
    pub(crate) python: Version,
    /// The lines that the reader has typed for it so far.
    pub(crate) typed: Vec<String>,
    /// How far it is run.
    pub(crate) until: Until,
}

/// How far a program is run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Until {
    /// To its end.
    End,
    /// Up to this record of its trace, for the sake of its variables then.
    Record(u32),
    /// To its end, with a `KeyboardInterrupt` at a record and an instant.
    Interrupted(u32, Instant),
}

/// What the worker is told to do.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Order {
    /// Run this. `guarded`: it is watched over.
    Run {
        /// What.
        program: Program,
        /// Milliseconds that it may compute.
        most_ms: u32,
        /// Milliseconds after which a run that is watched over ends itself; 0 for one that is not.
        limit_ms: u32,
    },
    /// Write the end of a run that was stopped from outside.
    Halt {
        /// Its number.
        run: RunNo,
        /// The last update that it told; empty if it told none.
        told: Vec<u8>,
        /// Why it was stopped.
        why: Why,
    },
}

/// Why a run was stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Why {
    /// It has computed for too long.
    Time,
    /// Its calls were nested too deeply.
    Stack,
    /// It wanted too much memory.
    Memory,
    /// The engine itself has failed.
    Engine,
}

impl Why {
    /// Its name in the worker's messages.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Why::Time => "time",
            Why::Stack => "stack",
            Why::Memory => "memory",
            Why::Engine => "engine",
        }
    }

    /// That with this name; what is not known is the engine's failure.
    pub(crate) fn from_name(name: &str) -> Why {
        [Why::Time, Why::Stack, Why::Memory].into_iter().find(|why| why.name() == name).unwrap_or(Why::Engine)
    }
}

/// Why the engine does not come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// No answer came.
    Unreached,
    /// The server's answer was this status.
    Refused(u16),
    /// What came is no engine, or did not start, for this reason.
    Broken(String),
    /// There is too little memory.
    Memory,
}

/// What happens to the engine.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Event {
    /// It is wanted.
    Wanted,
    /// A program is to be run. One that is under way is ended when it takes longer than a moment.
    Asked(Program),
    /// What runs is of no interest any more.
    Dropped,
    /// So many bytes of its module have come.
    Came(u64),
    /// The module is there, and the worker has it.
    Compiled,
    /// The download or the worker failed, by no doing of a program's.
    Lost(Failure),
    /// The worker takes programs.
    Ready,
    /// A run that is watched over told this.
    Told(Vec<u8>),
    /// A run has ended.
    Ended {
        /// Its number.
        run: RunNo,
        /// The last of its updates.
        update: Vec<u8>,
        /// What is wrong with it.
        problems: Vec<Problem>,
        /// Its variables, if they were asked for.
        variables: Vec<Frame>,
    },
    /// A run cannot go on; the worker can.
    Trapped(RunNo, Why),
    /// A timer has run down.
    Rang(Timer),
}

/// What is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Timer {
    /// A word of the worker.
    Silence,
    /// The end of what nobody waits for any more.
    Moment,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Effect {
    /// A worker is to be started, and the module fetched and given to it.
    Fetch,
    /// Another worker is to take the place of the one there is; it gets the module.
    Replace,
    /// The worker is of no use any more, nor is what is still being fetched.
    Discard,
    /// The worker is to do this.
    Post(Order),
    /// After so many milliseconds the timer rings, once.
    Arm(Timer, f64),
    /// It does not.
    Disarm(Timer),
    /// Who asked is to know.
    Report(Report),
}

/// What whoever wants programs run is told.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Report {
    /// How far the download is, in bytes before compression.
    Loading {
        /// So many are there.
        bytes: u64,
        /// So many there will be.
        total: u64,
    },
    /// Programs run at once from now on.
    Ready,
    /// It could not be loaded; [`Event::Wanted`] tries again.
    Failed(Failure),
    /// What a run did since.
    Update(RunNo, Result<Update, Malformed>),
    /// The same, and that was all.
    End {
        /// The run's number.
        run: RunNo,
        /// What it did.
        update: Result<Update, Malformed>,
        /// What is wrong with it.
        problems: Vec<Problem>,
        /// Its variables, if they were asked for.
        variables: Vec<Frame>,
    },
    /// The program was stopped; what it did until then follows.
    Stopped(RunNo, Why),
}

/// A program that runs, or is to.
#[derive(Clone, Debug, PartialEq)]
struct Job {
    program: Program,
    /// Why its first run was stopped, of one that is watched over.
    guarded: Option<Why>,
}

/// A program that runs.
#[derive(Clone, Debug, PartialEq)]
struct Running {
    job: Job,
    /// When it was begun, by the page's clock in milliseconds.
    begun_ms: f64,
    /// What it told last.
    told: Vec<u8>,
}

/// A run whose end the engine is to write.
#[derive(Clone, Debug, PartialEq)]
struct Halted {
    running: Running,
    why: Why,
}

impl Halted {
    fn order(&self) -> Order {
        let Running { job, told, .. } = &self.running;
        Order::Halt { run: job.program.run, told: told.clone(), why: self.why }
    }
}

#[derive(Debug)]
enum State {
    /// Nothing of it is there.
    Absent,
    /// Its module is on its way; the worker loads its script meanwhile.
    Fetching,
    /// The worker has the module and gets ready. What it is to write first, if there is such a thing.
    Starting(Option<Halted>),
    /// Programs run at once.
    Idle,
    /// One runs.
    Running(Running),
    /// The end of one is being written.
    Halting(Halted),
}

/// The engine.
#[derive(Debug)]
pub(crate) struct Python {
    state: State,
    /// What is to run next; of several that wait, the last.
    next: Option<Job>,
    /// What its module weighs before compression, in bytes.
    size: u64,
}

impl Python {
    /// An engine of which nothing is there. `size`: what its module weighs before compression, in bytes.
    pub(crate) fn new(size: u64) -> Python {
        Python { state: State::Absent, next: None, size }
    }

    /// What is to be done when this happens, in order. `now_ms`: the page's clock, in milliseconds.
    pub(crate) fn on(&mut self, event: Event, now_ms: f64) -> Vec<Effect> {
        let mut effects = Vec::new();
        match event {
            Event::Wanted => self.want(&mut effects),
            Event::Asked(program) => {
                self.want(&mut effects);
                self.next = Some(Job { program, guarded: None });
                self.go(now_ms, &mut effects);
            }
            Event::Dropped => {
                self.next = None;
                match &mut self.state {
                    State::Running(_) | State::Halting(_) => self.replace(&mut effects),
                    State::Starting(halted) => *halted = None,
                    State::Absent | State::Fetching | State::Idle => {}
                }
            }
            Event::Came(bytes) => effects.push(Effect::Report(Report::Loading { bytes, total: self.size })),
            Event::Compiled => {
                if matches!(self.state, State::Fetching) {
                    self.state = State::Starting(None);
                }
            }
            Event::Lost(failure) => {
                self.state = State::Absent;
                effects.extend([Effect::Disarm(Timer::Silence), Effect::Disarm(Timer::Moment), Effect::Discard]);
                effects.push(Effect::Report(Report::Failed(failure)));
            }
            Event::Ready => self.ready(now_ms, &mut effects),
            Event::Told(update) => {
                if let State::Running(running) = &mut self.state {
                    let report = Report::Update(running.job.program.run, Update::from_bytes(&update));
                    running.told = update;
                    effects.push(Effect::Report(report));
                }
            }
            Event::Ended { run, update, problems, variables } => {
                if self.current().is_some_and(|running| running.job.program.run == run) {
                    self.state = State::Idle;
                    effects.extend([Effect::Disarm(Timer::Silence), Effect::Disarm(Timer::Moment)]);
                    let update = Update::from_bytes(&update);
                    effects.push(Effect::Report(Report::End { run, update, problems, variables }));
                    self.go(now_ms, &mut effects);
                }
            }
            Event::Trapped(run, why) => {
                if self.current().is_some_and(|running| running.job.program.run == run) {
                    self.trapped(why, true, now_ms, &mut effects);
                }
            }
            Event::Rang(Timer::Silence) => self.trapped(Why::Time, false, now_ms, &mut effects),
            Event::Rang(Timer::Moment) => self.go(now_ms, &mut effects),
        }
        effects
    }

    fn current(&self) -> Option<&Running> {
        match &self.state {
            State::Running(running) | State::Halting(Halted { running, .. }) => Some(running),
            _ => None,
        }
    }

    fn want(&mut self, effects: &mut Vec<Effect>) {
        if matches!(self.state, State::Absent) {
            self.state = State::Fetching;
            effects.push(Effect::Fetch);
        }
    }

    fn ready(&mut self, now_ms: f64, effects: &mut Vec<Effect>) {
        let State::Starting(halted) = &mut self.state else { return };
        let halted = halted.take();
        effects.push(Effect::Report(Report::Ready));
        match halted {
            Some(halted) => {
                effects.push(Effect::Post(halted.order()));
                self.state = State::Halting(halted);
            }
            None => {
                self.state = State::Idle;
                self.go(now_ms, effects);
            }
        }
    }

    /// Begins what is to run next, if that can be; what runs has a moment to come to its end, as to end a worker costs more than
    /// most programs take.
    fn go(&mut self, now_ms: f64, effects: &mut Vec<Effect>) {
        if let Some(running) = self.current() {
            let left = running.begun_ms + MOMENT_MS - now_ms;
            match (&self.next, left > 0.0) {
                (None, _) => {}
                (Some(_), true) => effects.push(Effect::Arm(Timer::Moment, left)),
                (Some(_), false) => self.replace(effects),
            }
            return;
        }
        if !matches!(self.state, State::Idle) {
            return;
        }
        let Some(job) = self.next.take() else { return };
        let limit_ms = if job.guarded.is_some() { GUARDED_MS } else { 0 };
        let most_ms = if job.guarded.is_some() { 2 * GUARDED_MS } else { LIMIT_MS };
        effects.push(Effect::Post(Order::Run { program: job.program.clone(), most_ms, limit_ms }));
        effects.push(Effect::Arm(Timer::Silence, SILENT_MS));
        self.state = State::Running(Running { job, begun_ms: now_ms, told: Vec::new() });
    }

    /// Another worker in the place of one that is busy with what nobody wants.
    fn replace(&mut self, effects: &mut Vec<Effect>) {
        self.state = State::Starting(None);
        effects.extend([Effect::Disarm(Timer::Silence), Effect::Disarm(Timer::Moment), Effect::Replace]);
    }

    /// The program cannot go on. `alive`: the worker can.
    fn trapped(&mut self, why: Why, alive: bool, now_ms: f64, effects: &mut Vec<Effect>) {
        let running = match std::mem::replace(&mut self.state, State::Idle) {
            State::Running(running) => running,
            // Not even its end can be written: nothing is to be known of it.
            State::Halting(_) => return self.replace(effects),
            other => {
                self.state = other;
                return;
            }
        };
        effects.push(Effect::Disarm(Timer::Silence));
        if !alive {
            effects.push(Effect::Replace);
        }
        match running.job.guarded {
            None => {
                let Job { program, .. } = running.job;
                effects.push(Effect::Report(Report::Stopped(program.run, why)));
                // When something else is wanted by now, nobody asks what this one did.
                self.next.get_or_insert(Job { program, guarded: Some(why) });
                if alive {
                    self.go(now_ms, effects);
                } else {
                    self.state = State::Starting(None);
                }
            }
            // Not even watched did it come back: what it told is all there is to know.
            Some(why) => {
                let halted = Halted { running, why };
                if alive {
                    effects.push(Effect::Post(halted.order()));
                    self.state = State::Halting(halted);
                } else {
                    self.state = State::Starting(Some(halted));
                }
            }
        }
    }
}
