//! One run of one program, driven by commands and by the time that somebody else reads.
//!
//! ```text
//!       Load live, Replay         Pause, hidden
//!   (none) ───────────► running ◄───────────────► paused ── Step ──► (one entry) ──► paused
//!      │                   │     Resume, visible     │
//!      │ Load virtual      └────────────┬────────────┘
//!      └──────────────────────────────► ended ◄── its end, a limit, a deadlock, Stop
//! ```
//!
//! A program that blocks the loop (`time.sleep`) moves loop time ahead of the live clock. What it recorded ahead of time is
//! held back until the clock is there, so that the page sees it when it happens. Of a run that was recorded elsewhere (a program of
//! the reader's own, run to its end by the Python engine) everything is held back so: it has no program here.

use std::collections::VecDeque;

use loopscope_asyncio::{Advance, End, Program, Stride};
use loopscope_executor::trace::{Chunk, Kind, Record};
use loopscope_executor::{Instant, Intervention, text};
use loopscope_protocol::{Command, Milestone, Mode, Outcome, Recording, RunNo, Status, Update, Value};

pub use crate::LIMITS;
use crate::live_clock::LiveClock;
pub use crate::source::{Source, lessons};

/// When the session has something to do again.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum When {
    /// At once.
    Now,
    /// In so many milliseconds of wall time; at least 0.
    In(f64),
    /// When a command comes.
    Never,
}

/// A run.
pub struct Session {
    run: RunNo,
    origin: Origin,
    clock: LiveClock,
    /// What the reader asked for; a hidden page stands still besides.
    paused: bool,
    visible: bool,
    /// When the program has something to do, in loop time.
    due: Due,
    outcome: Option<Outcome>,
    /// Recorded, but not told yet.
    chunk: Chunk,
    /// Recorded ahead of the clock.
    held: VecDeque<Record>,
    /// Where the clock stood before a paused run was put forward over a block of the reader's, and where it stands since.
    put_forward: Option<(Instant, Instant)>,
    /// The next update tells the whole trace.
    replace: bool,
    /// The last status that was told.
    told: Option<Status>,
}

/// Where a run's records come from.
#[allow(clippy::large_enum_variant, reason = "a session has one; how large it is depends on the target")]
enum Origin {
    /// From a program that runs here.
    Program { spec: loopscope_protocol::Program, source: Source, program: Program },
    /// From a recording that ends at this loop time.
    Recording { end: Instant },
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Due {
    At(Instant),
    Never,
}

impl Session {
    /// Begins a run. A virtual one has ended when this returns.
    ///
    /// # Errors
    /// The sentence to show when there is no such program.
    pub fn load(
        run: RunNo,
        spec: loopscope_protocol::Program,
        mode: Mode,
        visible: bool,
        source: Source,
        wall_ms: f64,
    ) -> Result<Session, String> {
        let program = start(source, &spec)?;
        let mut session = Session::new(run, Origin::Program { spec, source, program }, mode, visible);
        session.due = Due::At(Instant::ZERO);
        match mode {
            Mode::Virtual => {
                session.run_virtually_to(Instant::MAX);
                session.clock.put_forward(session.end_time());
                session.release(wall_ms);
            }
            Mode::Live { .. } => session.go_or_stand(wall_ms),
        }
        Ok(session)
    }

    /// Begins to tell a recording.
    #[must_use]
    pub fn replay(run: RunNo, recording: Recording, mode: Mode, visible: bool, wall_ms: f64) -> Session {
        let mut session = Session::new(run, Origin::Recording { end: Instant::ZERO }, mode, visible);
        session.take(recording, wall_ms);
        session
    }

    /// Puts another recording in the place of the one that is told: what the program is after a change. It has happened up to the
    /// present instant. A run that was stopped stays so.
    pub fn go_on(&mut self, recording: Recording, wall_ms: f64) {
        if self.outcome != Some(Outcome::Stopped) {
            self.take(recording, wall_ms);
        }
    }

    fn take(&mut self, recording: Recording, wall_ms: f64) {
        let Recording { chunk: Chunk { records, texts }, end, outcome } = recording;
        self.origin = Origin::Recording { end };
        self.outcome = Some(outcome);
        self.held.clear();
        for record in records {
            // Nobody's clock jumps here: the time between two deadlines passes.
            if !matches!(record.kind, Kind::ClockAdvanced { .. }) {
                self.held.push_back(Record { seq: self.held.len() as u32, ..record });
            }
        }
        self.chunk = Chunk { records: Vec::new(), texts };
        self.replace = true;
        self.told = None;
        self.release(wall_ms);
        self.go_or_stand(wall_ms);
    }

    fn new(run: RunNo, origin: Origin, mode: Mode, visible: bool) -> Session {
        let (speed, paused) = match mode {
            Mode::Live { speed, paused } => (speed, paused),
            Mode::Virtual => (1.0, false),
        };
        Session {
            run,
            origin,
            clock: LiveClock::standing(speed),
            paused,
            visible,
            due: Due::Never,
            outcome: None,
            chunk: Chunk::default(),
            held: VecDeque::new(),
            put_forward: None,
            replace: true,
            told: None,
        }
    }

    /// Loop time of the program, or at a recording's end.
    fn end_time(&self) -> Instant {
        match &self.origin {
            Origin::Program { program, .. } => program.now(),
            Origin::Recording { end } => *end,
        }
    }

    /// The run's number.
    #[must_use]
    pub fn run(&self) -> RunNo {
        self.run
    }

    /// Whether it has ended, and everything has been told.
    #[must_use]
    pub fn is_over(&self) -> bool {
        matches!(self.told, Some(Status::Ended(_)))
    }

    /// Carries out a command for this run; `Load`, `Replay` and `Ping` are not a session's.
    ///
    /// # Errors
    /// The sentence to show; what ran before is as it was.
    pub fn command(&mut self, command: Command, wall_ms: f64) -> Result<(), String> {
        match command {
            Command::Pause => self.set_paused(true, wall_ms),
            Command::Resume => self.set_paused(false, wall_ms),
            Command::Visible(visible) => {
                self.visible = visible;
                self.go_or_stand(wall_ms);
            }
            Command::SetSpeed(speed) => self.clock.set_speed(wall_ms, speed),
            Command::Step => self.step(wall_ms),
            Command::StepTo(milestone) => self.step_to(milestone, wall_ms),
            Command::Stop => {
                if self.outcome.is_none() || !self.held.is_empty() {
                    self.end(Outcome::Stopped);
                    self.held.clear();
                    self.clock.stop(wall_ms);
                }
            }
            Command::SetParam { name, value } => return self.set_param(&name, value, wall_ms),
            Command::SetInterventions(interventions) => return self.set_interventions(interventions, wall_ms),
            Command::Load { .. } | Command::Replay { .. } | Command::Ping => {}
        }
        Ok(())
    }

    fn set_paused(&mut self, paused: bool, wall_ms: f64) {
        self.paused = paused;
        self.go_or_stand(wall_ms);
    }

    fn go_or_stand(&mut self, wall_ms: f64) {
        let over = self.outcome.is_some() && self.held.is_empty();
        match (self.paused || !self.visible || over, self.clock.is_going()) {
            (true, true) => self.clock.stop(wall_ms),
            (false, false) => self.clock.start(wall_ms),
            _ => {}
        }
    }

    /// Runs the next entry of a paused run, putting the clock forward to it.
    fn step(&mut self, wall_ms: f64) {
        if self.outcome.is_some() && self.held.is_empty() {
            return;
        }
        self.paused = true;
        self.go_or_stand(wall_ms);
        // What was held back happens first: the end of a blocking call is a step too.
        if !self.held.is_empty() {
            let mut ran = false;
            while let Some(record) = self.held.pop_front_if(|record| !(ran && begins_entry(&record.kind))) {
                ran |= matches!(record.kind, Kind::PollBegin | Kind::CallbackBegin(_));
                self.clock.put_forward(record.time);
                self.chunk.records.push(record);
            }
            return;
        }
        if let Due::At(deadline) = self.due {
            self.clock.put_forward(deadline);
            self.advance(self.clock.now(wall_ms), Stride::Entry);
            self.release(wall_ms);
        }
    }

    /// Steps on until the milestone is among what was recorded, or nothing more is.
    fn step_to(&mut self, milestone: Milestone, wall_ms: f64) {
        loop {
            let from = self.chunk.records.len();
            self.step(wall_ms);
            let new = &self.chunk.records[from..];
            if new.is_empty() || new.iter().any(|record| reaches(milestone, &record.kind)) {
                return;
            }
        }
    }

    /// Replays the program with the new value up to the present instant, in virtual time; it goes on live from there.
    fn set_param(&mut self, name: &str, value: Value, wall_ms: f64) -> Result<(), String> {
        let Origin::Program { spec, .. } = &self.origin else { return Ok(()) };
        let mut spec = spec.clone();
        match spec.params.iter_mut().find(|(n, _)| n == name) {
            Some((_, old)) => *old = value,
            None => spec.params.push((name.to_owned(), value)),
        }
        if self.begin_again(spec)? {
            self.run_virtually_to(self.clock.now(wall_ms));
            self.release(wall_ms);
            self.go_or_stand(wall_ms);
        }
        Ok(())
    }

    /// Replays the program with these interventions: up to the present instant or, if it is paused, to where it stood.
    fn set_interventions(&mut self, interventions: Vec<Intervention>, wall_ms: f64) -> Result<(), String> {
        let Origin::Program { spec, program, .. } = &self.origin else { return Ok(()) };
        let stood = (self.paused && self.outcome.is_none()).then(|| program.progress());
        let mut spec = spec.clone();
        spec.interventions = interventions;
        if !self.begin_again(spec)? {
            return Ok(());
        }
        if let Some((from, to)) = self.put_forward.take()
            && self.clock.now(wall_ms) == to
        {
            self.clock.put_back(from);
        }
        let now = self.clock.now(wall_ms);
        match stood {
            None => self.run_virtually_to(now),
            Some(stood) => self.run_virtually_through(stood, now),
        }
        self.release(wall_ms);
        // The reader who blocks a paused loop has waited for the end of it.
        if let Some(Record { kind: Kind::Blocked { .. }, task: 0, .. }) = self.held.front()
            && stood.is_some()
        {
            self.clock.put_forward(self.end_time());
            self.put_forward = Some((now, self.clock.now(wall_ms)));
            self.release(wall_ms);
        }
        self.go_or_stand(wall_ms);
        Ok(())
    }

    /// Puts a program of this description at its beginning in the place of the one that ran; false when the run was stopped:
    /// then it only keeps the description.
    fn begin_again(&mut self, spec: loopscope_protocol::Program) -> Result<bool, String> {
        let Origin::Program { spec: kept, source, program } = &mut self.origin else { return Ok(false) };
        let again = start(*source, &spec)?;
        *kept = spec;
        if self.outcome == Some(Outcome::Stopped) {
            return Ok(false);
        }
        *program = again;
        self.due = Due::At(Instant::ZERO);
        self.outcome = None;
        self.chunk = Chunk::default();
        self.held.clear();
        self.replace = true;
        self.told = None;
        Ok(true)
    }

    /// Runs, in virtual time, up to `until` at the most, until it has come so far; then what the reader does right there.
    fn run_virtually_through(&mut self, (entries, resumed): (u32, u32), until: Instant) {
        let mut last = None;
        while let Due::At(deadline) = self.due
            && deadline <= until
        {
            let Origin::Program { program, .. } = &mut self.origin else { return };
            let progress = program.progress();
            let there = progress.0 >= entries && progress.1 >= resumed;
            let now = Some((program.interventions_left(), deadline));
            if there && (program.interventions_left() == 0 || now == last) {
                return;
            }
            last = if there { now } else { None };
            program.jump(deadline);
            self.advance(deadline, if there { Stride::Interventions } else { Stride::Entry });
        }
    }

    /// Runs, in virtual time, everything that happens up to `until`.
    fn run_virtually_to(&mut self, until: Instant) {
        while let Due::At(deadline) = self.due {
            let Origin::Program { program, .. } = &mut self.origin else { return };
            if deadline > until {
                return;
            }
            program.jump(deadline);
            self.advance(deadline, Stride::Turn);
        }
    }

    /// Does what is due, one iteration of the loop at the most, and says when to come back.
    pub fn pump(&mut self, wall_ms: f64) -> When {
        self.release(wall_ms);
        if self.clock.is_going()
            && self.held.is_empty()
            && let Due::At(deadline) = self.due
        {
            let now = self.clock.now(wall_ms);
            if deadline <= now {
                self.advance(now, Stride::Turn);
                self.release(wall_ms);
            }
        }
        self.when(wall_ms)
    }

    fn when(&mut self, wall_ms: f64) -> When {
        self.go_or_stand(wall_ms);
        let next = match (self.held.front(), self.due) {
            (Some(held), _) => held.time,
            (None, Due::At(deadline)) => deadline,
            (None, Due::Never) => return When::Never,
        };
        match self.clock.wall_ms_until(next, wall_ms) {
            None => When::Never,
            Some(ms) if ms <= 0.0 => When::Now,
            Some(ms) => When::In(ms),
        }
    }

    fn advance(&mut self, now: Instant, stride: Stride) {
        let Origin::Program { program, .. } = &mut self.origin else { return };
        let next = program.advance(now, stride);
        let Chunk { records, texts } = program.take_records();
        let now = program.now();
        self.held.extend(records);
        self.chunk.texts.extend(texts);
        match next {
            // Blocking moved loop time ahead; nothing runs before the clock is there.
            Advance::Now => self.due = Due::At(now),
            Advance::At(deadline) => self.due = Due::At(deadline),
            Advance::Ended(end) => self.end(outcome(end)),
        }
    }

    fn end(&mut self, outcome: Outcome) {
        self.due = Due::Never;
        self.outcome = Some(outcome);
    }

    /// Lets go what the clock has reached; what lies ahead of it stays back.
    fn release(&mut self, wall_ms: f64) {
        let now = self.clock.now(wall_ms);
        while let Some(record) = self.held.pop_front_if(|record| record.time <= now) {
            self.chunk.records.push(record);
        }
    }

    /// What there is to tell, if anything.
    pub fn update(&mut self, wall_ms: f64) -> Option<Update> {
        let status = match &self.outcome {
            Some(outcome) if self.held.is_empty() => Status::Ended(outcome.clone()),
            _ if self.clock.is_going() => Status::Running,
            _ => Status::Paused,
        };
        if self.chunk.is_empty() && !self.replace && self.told.as_ref() == Some(&status) {
            return None;
        }
        self.told = Some(status.clone());
        Some(Update::Progress {
            run: self.run,
            replace: std::mem::take(&mut self.replace),
            chunk: std::mem::take(&mut self.chunk),
            now: match &status {
                // A run that came to its end ended when its last record says so.
                Status::Ended(outcome) if *outcome != Outcome::Stopped => self.end_time(),
                _ => self.clock.now(wall_ms),
            },
            status,
        })
    }
}

/// Whether what stands before an entry, or an entry, begins with a record of this kind.
fn begins_entry(kind: &Kind) -> bool {
    matches!(kind, Kind::PollBegin | Kind::CallbackBegin(_) | Kind::IterationBegin { .. })
}

/// Whether a record of this kind is what a paused run steps on to.
fn reaches(milestone: Milestone, kind: &Kind) -> bool {
    matches!(
        (milestone, kind),
        (Milestone::TaskStep, Kind::PollBegin)
            | (Milestone::TurnEnd, Kind::IterationEnd)
            | (Milestone::Timer, Kind::TimerFired(_))
    )
}

/// The program of this description, at its beginning.
fn start(source: Source, spec: &loopscope_protocol::Program) -> Result<Program, String> {
    let mut program = source(spec)?;
    program.set_limits(LIMITS);
    program.set_interventions(spec.interventions.iter().cloned());
    Ok(program)
}

/// How a program ended, in the protocol's words.
pub(crate) fn outcome(end: End) -> Outcome {
    match end {
        End::Finished => Outcome::Finished,
        End::Raised(exception) => Outcome::Failed(exception.to_string()),
        End::Deadlocked(waiters) => Outcome::Deadlocked(waiters.iter().map(ToString::to_string).collect()),
        End::Limited(limit) => Outcome::Limited(text::limit(&limit)),
    }
}
