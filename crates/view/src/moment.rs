//! Moments that a lesson names: the first record of a run that matches.

use loopscope_executor::trace::{Kind, TaskNo, TimerNo, Trace};

use crate::cursor::Cursor;
use crate::lane::PROGRAM;

/// What has to happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum On {
    /// Something is printed.
    Output,
    /// A task is made.
    TaskCreated,
    /// A task begins a step.
    PollBegin,
    /// A task ends a step.
    PollEnd,
    /// A task has ended.
    TaskDone,
    /// A task is woken, its first joining of the ready queue included.
    Wake,
    /// A timer is set.
    TimerSet,
    /// A timer's deadline comes.
    TimerFired,
    /// The virtual clock jumps.
    ClockAdvanced,
    /// The loop was blocked.
    Blocked,
    /// A future gets its outcome.
    FutureResolved,
    /// A task is asked to cancel.
    CancelRequested,
    /// A turn begins.
    IterationBegin,
    /// The program hands control to the loop.
    LoopEntered,
    /// The loop hands it back.
    LoopLeft,
    /// The program ends.
    ProgramEnd,
}

impl On {
    /// All of them with their names in lesson files.
    pub const ALL: [(&'static str, On); 16] = [
        ("output", On::Output),
        ("task-created", On::TaskCreated),
        ("poll-begin", On::PollBegin),
        ("poll-end", On::PollEnd),
        ("task-done", On::TaskDone),
        ("wake", On::Wake),
        ("timer-set", On::TimerSet),
        ("timer-fired", On::TimerFired),
        ("clock-advanced", On::ClockAdvanced),
        ("blocked", On::Blocked),
        ("future-resolved", On::FutureResolved),
        ("cancel-requested", On::CancelRequested),
        ("iteration-begin", On::IterationBegin),
        ("loop-entered", On::LoopEntered),
        ("loop-left", On::LoopLeft),
        ("program-end", On::ProgramEnd),
    ];

    /// The one with this name in lesson files.
    #[must_use]
    pub fn from_name(name: &str) -> Option<On> {
        On::ALL.into_iter().find(|(known, _)| *known == name).map(|(_, on)| on)
    }

    /// Its name in lesson files.
    #[must_use]
    pub fn name(self) -> &'static str {
        On::ALL.into_iter().find(|(_, on)| *on == self).map_or("", |(name, _)| name)
    }

    fn matches(self, kind: &Kind) -> bool {
        matches!(
            (self, kind),
            (On::Output, Kind::Output { .. })
                | (On::TaskCreated, Kind::TaskCreated { .. })
                | (On::PollBegin, Kind::PollBegin)
                | (On::PollEnd, Kind::PollEnd(_))
                | (On::TaskDone, Kind::TaskDone(_))
                | (On::Wake, Kind::WakeRequested { .. })
                | (On::TimerSet, Kind::TimerSet { .. })
                | (On::TimerFired, Kind::TimerFired(_))
                | (On::ClockAdvanced, Kind::ClockAdvanced { .. })
                | (On::Blocked, Kind::Blocked { .. })
                | (On::FutureResolved, Kind::FutureResolved { .. })
                | (On::CancelRequested, Kind::CancelRequested { .. })
                | (On::IterationBegin, Kind::IterationBegin { .. })
                | (On::LoopEntered, Kind::LoopEntered)
                | (On::LoopLeft, Kind::LoopLeft)
                | (On::ProgramEnd, Kind::ProgramEnd(_))
        )
    }
}

/// A moment of a run, by what happens then.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Moment {
    /// What has to happen.
    pub on: On,
    /// The printed text contains this; only [`On::Output`] has a text.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub text: Option<String>,
    /// The record is about the task that has this name, then or at last. A timer's records are about the task that set it.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub task: Option<String>,
    /// The record's line is one of these lines of the program's source; empty means any line.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub lines: Vec<u32>,
    /// Which of the matching records, from 1; 0 counts as 1.
    pub nth: u32,
}

impl Moment {
    /// The first record of this kind.
    #[must_use]
    pub fn first(on: On) -> Self {
        Moment { on, text: None, task: None, lines: Vec::new(), nth: 1 }
    }

    /// The cursor right after the moment; `None` when the run has no such moment (yet).
    #[must_use]
    pub fn find(&self, trace: &Trace) -> Option<Cursor> {
        let mut left = self.nth.max(1);
        let mut names = Names::default();
        let mut last_names = Names::default();
        trace.records.iter().for_each(|record| last_names.learn(trace, record.task, &record.kind));
        for (seq, record) in (0..).zip(&trace.records) {
            names.learn(trace, record.task, &record.kind);
            let matches = self.on.matches(&record.kind)
                && (self.lines.is_empty() || self.lines.contains(&record.line))
                && self.text.as_deref().is_none_or(
                    |wanted| matches!(record.kind, Kind::Output { text, .. } if trace.text(text).contains(wanted)),
                )
                && self.task.as_deref().is_none_or(|wanted| {
                    let subject = names.subject(record.task, &record.kind);
                    names.name(subject) == Some(wanted) || last_names.name(subject) == Some(wanted)
                });
            if matches {
                left -= 1;
                if left == 0 {
                    return Some(Cursor::after(seq));
                }
            }
        }
        None
    }
}

/// What the tasks are called so far, and who set which timer.
#[derive(Default)]
struct Names {
    tasks: Vec<String>,
    timers: Vec<TaskNo>,
}

impl Names {
    fn learn(&mut self, trace: &Trace, task: TaskNo, kind: &Kind) {
        match *kind {
            Kind::TaskCreated { name, .. } if task as usize == self.tasks.len() + 1 => {
                let name = trace.text(name);
                self.tasks.push(if name.is_empty() { ["Task-", &task.to_string()].concat() } else { name.to_owned() });
            }
            Kind::TaskRenamed(name) => {
                if let Some(known) = task.checked_sub(1).and_then(|at| self.tasks.get_mut(at as usize)) {
                    trace.text(name).clone_into(known);
                }
            }
            Kind::TimerSet { timer, .. } if timer as usize == self.timers.len() + 1 => self.timers.push(task),
            _ => {}
        }
    }

    fn set_by(&self, timer: TimerNo) -> TaskNo {
        timer.checked_sub(1).and_then(|at| self.timers.get(at as usize)).copied().unwrap_or(PROGRAM)
    }

    /// The task that a record is about.
    fn subject(&self, task: TaskNo, kind: &Kind) -> TaskNo {
        match *kind {
            Kind::TimerFired(timer) | Kind::TimerCancelled(timer) => self.set_by(timer),
            _ => task,
        }
    }

    fn name(&self, task: TaskNo) -> Option<&str> {
        self.tasks.get(task.checked_sub(1)? as usize).map(String::as_str)
    }
}
