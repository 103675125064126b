//! A lesson's runs with all parameters that it is tried with, whatever runs them: its Rust twin, or the Python engine.

use loopscope_executor::trace::{Kind, Record, Stream, Trace};
use loopscope_lessons::author::Problem;

use super::cases::Case;
use super::engine;
use super::python::{self, Trial};
use crate::failure::Failure;

/// A run that has ended well.
#[derive(Clone, Debug)]
pub(super) struct LessonRun {
    pub(super) case: Case,
    pub(super) trace: Trace,
    pub(super) stdout: String,
}

/// The runs of a lesson, the one at the defaults first; or what is wrong with how they end.
pub(super) type Runs = Result<Vec<LessonRun>, Vec<Problem>>;

impl LessonRun {
    pub(super) fn new(case: Case, trace: Trace) -> LessonRun {
        let printed = |record: &Record| match record.kind {
            Kind::Output { stream: Stream::Stdout, text } => Some(trace.text(text)),
            _ => None,
        };
        let stdout = trace.records.iter().filter_map(printed).collect();
        LessonRun { case, trace, stdout }
    }

    /// How long it takes, in seconds of loop time.
    pub(super) fn seconds(&self) -> f64 {
        self.trace.records.last().map_or(0.0, |record| record.time.as_secs_f64())
    }
}

/// Runs a program in the Python engine, as the Python that it says.
///
/// # Errors
/// Why it cannot be run.
pub(super) fn of_python(trials: &[Trial]) -> Result<Runs, Failure> {
    let told = engine::ask(trials.iter().map(Trial::source).collect(), None)?;
    let (mut runs, mut problems) = (Vec::new(), Vec::new());
    for (trial, (run, trace)) in trials.iter().zip(told) {
        match python::ends_badly(&run, "the engine") {
            Some(what) => problems.push(trial.problem(&what)),
            None => runs.push(LessonRun::new(trial.case.clone(), trace)),
        }
    }
    Ok(if problems.is_empty() { Ok(runs) } else { Err(problems) })
}
