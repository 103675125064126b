//! Somebody who waits for ever, in a sentence.

use std::fmt::Write;

use loopscope_executor::trace::{TaskNo, Why};
use rustpython_vm::PyObjectRef;

use crate::classes::task::Doer;

/// Somebody who waits for ever.
#[derive(Debug)]
pub(super) struct Stuck {
    /// 0 for the program's top level.
    pub(super) task: TaskNo,
    /// Its name and what it runs; empty for the top level.
    pub(super) name: String,
    pub(super) coroutine: String,
    pub(super) line: u32,
    /// What it waits for, in words; empty when that has no name.
    pub(super) what: String,
    pub(super) cause: Cause,
    /// The name of who is behind it, and how that one ended.
    pub(super) who: String,
    pub(super) fate: Fate,
}

/// What stands in the record, and the name of who is behind it, where that may be forgotten.
#[derive(Clone, Debug)]
pub(super) struct Cause {
    pub(super) why: Why,
    pub(super) who: TaskNo,
    pub(super) at: u32,
    pub(super) name: Option<PyObjectRef>,
}

impl Cause {
    pub(super) fn new(why: Why, who: TaskNo, at: u32) -> Self {
        Cause { why, who, at, name: None }
    }

    pub(super) fn by(why: Why, doer: Doer) -> Self {
        Cause { why, who: doer.task, at: doer.line, name: doer.name }
    }
}

#[derive(Debug)]
pub(super) enum Fate {
    /// It waits for ever itself; `true` when that is for this one, over others.
    Waits(bool),
    Ended,
    Failed(String),
    Cancelled,
}

impl Stuck {
    /// What it runs, where it waits for what, and why that never comes.
    pub(super) fn sentence(&self) -> String {
        let mut out =
            if self.task == 0 { "the program".to_owned() } else { format!("{} ({})", self.name, self.coroutine) };
        out.push_str(" waits");
        if self.line != 0 {
            let _ = write!(out, " on line {}", self.line);
        }
        let _ = match (&*self.what, self.cause.why) {
            ("", Why::Task) => write!(out, " for {} to end", self.who),
            ("", _) => write!(out, " for a future"),
            (what, _) => write!(out, " for {what}"),
        };
        out.push_str(": ");
        out.push_str(&self.because());
        out
    }

    fn because(&self) -> String {
        let Cause { why, who, at, .. } = self.cause;
        let name = &self.who;
        let told = |word: &str| if at == 0 { String::new() } else { format!(" {word} line {at}") };
        let (on, since) = (told("on"), told("since"));
        // How somebody ended who is behind it.
        let ended = |before: &str| match &self.fate {
            Fate::Failed(error) => format!("{name} failed{on}{before} ({error})"),
            Fate::Cancelled => format!("{name} was cancelled{on}{before}"),
            Fate::Ended => format!("{name} has ended{before}"),
            Fate::Waits(_) => format!("{name} waits for ever"),
        };
        let with = |text: String| match self.fate {
            _ if who == 0 => text,
            _ => format!("{text}; {}", ended("")),
        };
        if matches!(self.fate, Fate::Waits(true)) && who != self.task {
            let ring = match why {
                Why::Held(_) => format!("{name} has held it{since}, and in the end waits for {}", self.name),
                _ => format!("{name} in the end waits for {}", self.name),
            };
            return format!("that is a ring: {ring}");
        }
        match why {
            Why::Nobody => with("nobody is left who could do it".to_owned()),
            Why::Task => format!("{name} waits for ever itself"),
            Why::Parts(1) if who != 0 => format!("{name} never ends"),
            Why::Parts(count) if who != 0 => format!("{count} of its parts never end, the first of them {name}"),
            Why::Parts(count) => format!("{count} of its parts never end"),
            Why::Held(_) if who == self.task => match at {
                0 => "it holds that itself".to_owned(),
                _ => format!("it holds that itself,{since}"),
            },
            Why::Held(_) if who == 0 => format!("it was taken{on}, outside of every task, and never released"),
            Why::Held(_) => match &self.fate {
                Fate::Waits(_) => format!("{name} has held it{since} and waits for ever itself"),
                Fate::Failed(error) => format!("{name} took it{on} and failed ({error}) without releasing it"),
                Fate::Cancelled => format!("{name} took it{on} and was cancelled without releasing it"),
                Fate::Ended => format!("{name} took it{on} and ended without releasing it"),
            },
            Why::Unfinished(count) => {
                let left = format!("items not dealt with: {count}");
                match &self.fate {
                    _ if who == 0 => format!("{left}; nobody is left who would call task_done()"),
                    Fate::Waits(_) => format!("{left}; {name} took one{on} and has not called task_done()"),
                    Fate::Ended => {
                        format!("{left}; {name} took one{on} and ended without calling task_done()")
                    }
                    _ => format!("{left}; {}", ended(", before it called task_done()")),
                }
            }
            Why::Empty => match self.fate {
                Fate::Ended if who != 0 => {
                    format!("it is empty, and {name}, which put the last item in{on}, has ended")
                }
                Fate::Waits(_) => {
                    format!("it is empty, and {name}, which put the last item in{on}, waits for ever itself")
                }
                _ => with("it is empty, and nobody is left who would put something in".to_owned()),
            },
            Why::Full => match self.fate {
                Fate::Ended if who != 0 => {
                    format!("it is full, and {name}, which took the last item out{on}, has ended")
                }
                Fate::Waits(_) => {
                    format!("it is full, and {name}, which took the last item out{on}, waits for ever itself")
                }
                _ => with("it is full, and nobody is left who would take something out".to_owned()),
            },
            Why::Missing(count) => with(format!("still to come: {count}; nobody is left who could")),
            Why::Stop => "everything is done, and nobody calls stop()".to_owned(),
        }
    }
}
