//! A run as the page knows it: its trace, indexed, and the steps that a reader goes through it by.

use loopscope_executor::Instant;
use loopscope_executor::trace::{Chunk, Kind, Record, Trace};
use loopscope_protocol::{RunNo, Status, Update};
use loopscope_version::Version;
use loopscope_view::{Cursor, Importance, Scope, importance};

/// Which records count as steps: in the log, and for going back and forth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Filter {
    /// Those that tell the story.
    #[default]
    Essential,
    /// Every record.
    All,
}

/// What one goes back and forth by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum By {
    /// Records, as many as the [`Filter`] lets through.
    #[default]
    Record,
    /// Steps of tasks: from the beginning of one to the beginning of the next.
    Task,
    /// Turns of the loop.
    Turn,
    /// Timers whose deadline comes.
    Timer,
}

impl By {
    fn stops_at(self, record: &Record) -> bool {
        matches!((self, record.kind), (By::Task, Kind::PollBegin) | (By::Timer, Kind::TimerFired(_)))
    }
}

/// A program that the Python engine runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Text {
    /// Its text.
    pub(crate) source: String,
    /// Which Python it is run as.
    pub(crate) python: Version,
}

/// A run.
pub(crate) struct Run {
    /// Its number.
    pub(crate) no: RunNo,
    /// What happened so far.
    pub(crate) scope: Scope,
    /// Goes up with everything the engine says.
    pub(crate) version: u32,
    /// Goes up when the engine tells the whole trace anew.
    replaced: u32,
    /// Numbers of the essential records.
    essential: Vec<u32>,
    /// Loop time when the engine last said something.
    pub(crate) now: Instant,
    /// Where it stands.
    pub(crate) status: Status,
    /// What it is a run of, where the Python engine has made it.
    pub(crate) of: Option<Text>,
}

impl Run {
    /// A run that has been asked for.
    pub(crate) fn asked(no: RunNo) -> Self {
        Run {
            no,
            scope: Scope::default(),
            version: 0,
            replaced: 0,
            essential: Vec::new(),
            now: Instant::ZERO,
            status: Status::Running,
            of: None,
        }
    }

    /// Takes what the engine said.
    pub(crate) fn take(&mut self, replace: bool, chunk: Chunk, now: Instant, status: Status) {
        let from = if replace { 0 } else { self.scope.len() };
        if replace {
            self.essential.clear();
            self.replaced += 1;
            let mut trace = Trace::default();
            trace.append(chunk);
            self.scope.replace(trace);
        } else {
            self.scope.append(chunk);
        }
        let new = self.scope.trace().records.iter().skip(from as usize);
        self.essential.extend(new.filter(|r| importance(&r.kind) == Importance::Essential).map(|r| r.seq));
        self.version += 1;
        self.now = now;
        self.status = status;
    }

    /// What has come since so many records and texts, as an engine would tell it.
    pub(crate) fn since(&self, replace: bool, records: u32, texts: u32) -> Update {
        let trace = self.scope.trace();
        let chunk = Chunk {
            records: trace.records.get(records as usize..).unwrap_or_default().to_vec(),
            texts: trace.texts.get(texts as usize..).unwrap_or_default().to_vec(),
        };
        Update::Progress { run: self.no, replace, chunk, now: self.now, status: self.status.clone() }
    }

    /// Lets its sentences name lines as they are shown; see [`Scope::show_lines`].
    pub(crate) fn show_lines(&mut self, lines: Option<Vec<(u32, u32)>>) {
        self.scope.show_lines(lines);
        self.version += 1;
    }

    /// A key for what a record shows; another one once the trace was replaced.
    pub(crate) fn key(&self, seq: u32) -> u64 {
        u64::from(seq) | u64::from(self.no & 0xffff) << 32 | u64::from(self.replaced & 0xffff) << 48
    }

    /// Whether it goes on no more.
    pub(crate) fn ended(&self) -> bool {
        matches!(self.status, Status::Ended(_))
    }

    /// How many steps it has.
    pub(crate) fn steps(&self, filter: Filter) -> u32 {
        match filter {
            Filter::Essential => self.essential.len() as u32,
            Filter::All => self.scope.len(),
        }
    }

    /// The record of the step with this number, from 0.
    pub(crate) fn step(&self, filter: Filter, nth: u32) -> Option<u32> {
        match filter {
            Filter::Essential => self.essential.get(nth as usize).copied(),
            Filter::All => (nth < self.scope.len()).then_some(nth),
        }
    }

    /// How many steps have happened at a cursor.
    pub(crate) fn steps_until(&self, filter: Filter, cursor: Cursor) -> u32 {
        match filter {
            Filter::Essential => self.essential.partition_point(|&seq| seq < cursor.0) as u32,
            Filter::All => cursor.0.min(self.scope.len()),
        }
    }

    /// The cursor when so many steps have happened.
    pub(crate) fn after_steps(&self, filter: Filter, steps: u32) -> Cursor {
        steps.checked_sub(1).and_then(|nth| self.step(filter, nth)).map_or(Cursor::START, Cursor::after)
    }

    /// Loop time at a cursor.
    pub(crate) fn time_at(&self, cursor: Cursor) -> Instant {
        cursor.last().and_then(|seq| self.scope.record(seq)).map_or(Instant::ZERO, |record| record.time)
    }

    /// The last cursor at a time.
    pub(crate) fn cursor_at(&self, time: Instant) -> Cursor {
        Cursor(self.scope.trace().records.partition_point(|record| record.time <= time) as u32)
    }

    /// The cursor after the next step; `None` behind the last.
    pub(crate) fn next(&self, by: By, filter: Filter, cursor: Cursor) -> Option<Cursor> {
        match by {
            By::Record => {
                let steps = self.steps_until(filter, cursor);
                (steps < self.steps(filter)).then(|| self.after_steps(filter, steps + 1))
            }
            By::Turn => Some(self.iteration_beside(cursor, true)),
            By::Task | By::Timer => {
                let rest = self.scope.trace().records.get(cursor.0 as usize..)?;
                rest.iter().find(|record| by.stops_at(record)).map(|record| Cursor::after(record.seq))
            }
        }
    }

    /// The cursor after the step before. `present`: the cursor stands there for the last step, wherever that is.
    pub(crate) fn before(&self, by: By, filter: Filter, cursor: Cursor, present: bool) -> Cursor {
        match by {
            By::Record => {
                let steps = self.steps_until(filter, cursor);
                // From between two steps, back to the one before; the present belongs to the last step.
                let between = self.after_steps(filter, steps) < cursor && !present;
                self.after_steps(filter, if between { steps } else { steps.saturating_sub(1) })
            }
            By::Turn => self.iteration_beside(cursor, false),
            By::Task | By::Timer => {
                let until = cursor.0.saturating_sub(1) as usize;
                let records = self.scope.trace().records.get(..until).unwrap_or_default();
                let step = records.iter().rev().find(|record| by.stops_at(record));
                step.map_or(Cursor::START, |record| Cursor::after(record.seq))
            }
        }
    }

    /// The cursor at which as much has happened as of another run of the same program. Only jumps of the virtual clock do
    /// not happen in every run.
    pub(crate) fn counterpart(&self, other: &Run, cursor: Cursor) -> Cursor {
        let jump = |record: &&Record| matches!(record.kind, Kind::ClockAdvanced { .. });
        let theirs = other.scope.trace().records.get(..cursor.0 as usize).unwrap_or_default();
        let mut left = theirs.len() - theirs.iter().filter(jump).count();
        for record in &self.scope.trace().records {
            if left == 0 {
                return Cursor(record.seq);
            }
            left -= usize::from(!jump(&record));
        }
        self.scope.last()
    }

    /// The first cursor of the loop iteration after, or before, the one that a cursor stands in.
    fn iteration_beside(&self, cursor: Cursor, forward: bool) -> Cursor {
        let records = &self.scope.trace().records;
        let here = cursor.last().and_then(|seq| self.scope.record(seq)).map_or(0, |record| record.iteration);
        let begin = |iteration: u32| records.partition_point(|record| record.iteration < iteration);
        let seq = if forward {
            begin(here + 1)
        } else {
            // To the beginning of this one first, then to those before it.
            let this = begin(here);
            if this + 1 < cursor.0 as usize { this } else { begin(here.saturating_sub(1)) }
        };
        if here == 0 && !forward {
            return Cursor::START;
        }
        Cursor((seq as u32 + 1).min(self.scope.len()))
    }
}
