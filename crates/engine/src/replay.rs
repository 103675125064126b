//! A run that was recorded elsewhere, told as its time passes: a reader's own program has been run to its end by the Python
//! engine, and is watched at the pace of real time. It takes the commands that a [`crate::session::Session`] takes.
//!
//! ```text
//!            load                 Pause, hidden
//!   (none) ───────────► running ◄───────────────► paused ── Step ──► (one entry) ──► paused
//!                          │     Resume, visible     │
//!                          └───────────┬─────────────┘
//!                                      ▼
//!                                    ended ◄── its end, Stop          go_on: another recording in its place, the clock kept
//! ```

use std::collections::VecDeque;

use loopscope_executor::Instant;
use loopscope_executor::trace::{Chunk, Kind, Record};

use crate::live_clock::LiveClock;
use crate::protocol::{Command, Milestone, Mode, Outcome, Recording, RunNo, Status, Update};
use crate::session::{When, reaches};

/// A recorded run.
pub struct Replay {
    run: RunNo,
    clock: LiveClock,
    paused: bool,
    visible: bool,
    /// What is still to come.
    left: VecDeque<Record>,
    /// When the run ended, and how.
    end: Instant,
    outcome: Outcome,
    /// To be told next.
    chunk: Chunk,
    replace: bool,
    told: Option<Status>,
}

impl Replay {
    /// Begins to tell a recording.
    #[must_use]
    pub fn load(run: RunNo, recording: Recording, mode: Mode, visible: bool, wall_ms: f64) -> Replay {
        let (speed, paused) = match mode {
            Mode::Live { speed, paused } => (speed, paused),
            Mode::Virtual => (1.0, false),
        };
        let clock = LiveClock::standing(speed);
        let (left, chunk) = Default::default();
        let (end, outcome) = (Instant::ZERO, Outcome::Stopped);
        let mut replay = Replay { run, clock, paused, visible, left, end, outcome, chunk, replace: true, told: None };
        if mode == Mode::Virtual {
            replay.clock.put_forward(recording.end);
        }
        replay.take(recording, wall_ms);
        replay
    }

    /// Puts another recording in the place of this one: what the program is after a change. It has happened up to the present
    /// instant. A run that was stopped stays so.
    pub fn go_on(&mut self, recording: Recording, wall_ms: f64) {
        if self.outcome != Outcome::Stopped {
            self.take(recording, wall_ms);
        }
    }

    fn take(&mut self, recording: Recording, wall_ms: f64) {
        let Recording { chunk: Chunk { records, texts }, end, outcome } = recording;
        // Here nobody's clock jumps: the time between two deadlines passes.
        let told = records.into_iter().filter(|record| !matches!(record.kind, Kind::ClockAdvanced { .. }));
        self.left = (0..).zip(told).map(|(seq, record)| Record { seq, ..record }).collect();
        self.chunk = Chunk { records: Vec::new(), texts };
        (self.end, self.outcome) = (end, outcome);
        self.replace = true;
        self.told = None;
        self.release(wall_ms);
        self.go_or_stand(wall_ms);
    }

    /// The run's number.
    #[must_use]
    pub fn run(&self) -> RunNo {
        self.run
    }

    fn is_over(&self, wall_ms: f64) -> bool {
        self.left.is_empty() && (self.outcome == Outcome::Stopped || self.clock.now(wall_ms) >= self.end)
    }

    /// Carries out a command for this run; those that change or load a program are not for it.
    pub fn command(&mut self, command: &Command, wall_ms: f64) {
        match *command {
            Command::Pause => self.paused = true,
            Command::Resume => self.paused = false,
            Command::Visible(visible) => self.visible = visible,
            Command::SetSpeed(speed) => self.clock.set_speed(wall_ms, speed),
            Command::Step => self.step(wall_ms),
            Command::StepTo(milestone) => self.step_to(milestone, wall_ms),
            Command::Stop if !self.is_over(wall_ms) => {
                self.outcome = Outcome::Stopped;
                self.left.clear();
            }
            _ => {}
        }
        self.go_or_stand(wall_ms);
    }

    fn go_or_stand(&mut self, wall_ms: f64) {
        match (self.paused || !self.visible || self.is_over(wall_ms), self.clock.is_going()) {
            (true, true) => self.clock.stop(wall_ms),
            (false, false) => self.clock.start(wall_ms),
            _ => {}
        }
    }

    /// Tells the next entry that ran, and what stands before it; puts the clock forward to it.
    fn step(&mut self, wall_ms: f64) {
        self.paused = true;
        self.go_or_stand(wall_ms);
        let mut ran = false;
        while let Some(record) = self.left.pop_front_if(|record| {
            let begins = matches!(record.kind, Kind::PollBegin | Kind::CallbackBegin(_) | Kind::IterationBegin { .. });
            !(ran && begins)
        }) {
            ran |= matches!(record.kind, Kind::PollBegin | Kind::CallbackBegin(_));
            self.clock.put_forward(record.time);
            self.chunk.records.push(record);
        }
        if self.left.is_empty() {
            self.clock.put_forward(self.end);
        }
    }

    /// Steps on until the milestone is among what was told, or nothing more is.
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

    /// Lets go what the clock has reached.
    fn release(&mut self, wall_ms: f64) {
        let now = self.clock.now(wall_ms);
        while let Some(record) = self.left.pop_front_if(|record| record.time <= now) {
            self.chunk.records.push(record);
        }
    }

    /// Tells what is due, and when to come back.
    pub fn pump(&mut self, wall_ms: f64) -> When {
        self.release(wall_ms);
        self.go_or_stand(wall_ms);
        let next = self.left.front().map_or(self.end, |record| record.time);
        match self.clock.wall_ms_until(next, wall_ms) {
            None => When::Never,
            Some(ms) if ms <= 0.0 => When::Now,
            Some(ms) => When::In(ms),
        }
    }

    /// What there is to tell, if anything.
    pub fn update(&mut self, wall_ms: f64) -> Option<Update> {
        let over = self.is_over(wall_ms);
        let status = if over {
            Status::Ended(self.outcome.clone())
        } else if self.clock.is_going() {
            Status::Running
        } else {
            Status::Paused
        };
        if self.chunk.is_empty() && !self.replace && self.told.as_ref() == Some(&status) {
            return None;
        }
        self.told = Some(status.clone());
        let now = self.clock.now(wall_ms);
        Some(Update::Progress {
            run: self.run,
            replace: std::mem::take(&mut self.replace),
            chunk: std::mem::take(&mut self.chunk),
            now: if over && self.outcome != Outcome::Stopped { self.end } else { now },
            status,
        })
    }
}
