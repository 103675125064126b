//! Programs that the Python engine runs on their pages, lessons without a twin and the playground's: each ends well, and prints the
//! same in our engine and in Python.

use loopscope_lessons::author::{Problem, PythonProgram};
use loopscope_protocol::Value;

use super::cases::{Case, cases};
use super::oracle::{Oracle, Request, Run};
use super::{difference, engine};
use crate::failure::Failure;

/// A run of such a program.
pub(super) struct Trial {
    /// The program's file, for messages.
    file: String,
    pub(super) case: Case,
    source: engine::Source,
}

impl Trial {
    pub(super) fn request(&self) -> Request<'_> {
        Request { source: &self.source.text, values: self.case.literals() }
    }

    pub(super) fn source(&self) -> engine::Source {
        self.source.clone()
    }

    pub(super) fn problem(&self, what: &str) -> Problem {
        Problem::new(&self.file, 0, format!("{}, {what}", self.case.words()))
    }
}

/// The program with its parameters at their defaults (first) and at the ends of their ranges, and with these values.
pub(super) fn trials<'v>(
    program: PythonProgram<'_>,
    witnesses: impl Iterator<Item = &'v Vec<(String, Value)>>,
) -> Vec<Trial> {
    let trial = |case: Case| Trial {
        file: program.file(),
        source: engine::Source {
            text: program.shown.editable(),
            values: case.values.clone(),
            version: program.version,
        },
        case,
    };
    cases(program.params, witnesses).into_iter().map(trial).collect()
}

/// What is wrong with these programs: how they end, or what they do otherwise than the oracle, if one is given.
///
/// # Errors
/// Why they cannot be run.
pub(super) fn check(trials: &[Trial], oracle: Option<&Oracle>) -> Result<Vec<Problem>, Failure> {
    let requests: Vec<_> = trials.iter().map(Trial::request).collect();
    let told = oracle.map(|oracle| oracle.ask(&requests)).transpose()?;
    let version = told.as_ref().and_then(|(release, _)| release.version());
    let theirs: Vec<Option<Run>> = match told {
        Some((_, runs)) => runs.into_iter().map(Some).collect(),
        None => trials.iter().map(|_| None).collect(),
    };
    let ours = engine::ask(trials.iter().map(Trial::source).collect(), version)?;
    let runs = trials.iter().zip(ours.iter().zip(&theirs));
    Ok(runs.filter_map(|(trial, (ours, theirs))| Some(trial.problem(&wrong(&ours.0, theirs.as_ref())?))).collect())
}

/// Why a run in our engine is not as it should be, if so.
pub(super) fn ends_badly(run: &Run, whose: &str) -> Option<String> {
    let last = run.stderr.lines().last().unwrap_or("it says nothing");
    (!run.ok).then(|| format!("the program does not end well in {whose}: {last}; mend it, or narrow the range"))
}

/// What is wrong with a run in our engine, by itself or beside Python's.
fn wrong(ours: &Run, theirs: Option<&Run>) -> Option<String> {
    if let Some(what) = theirs.and_then(|run| ends_badly(run, "Python")).or_else(|| ends_badly(ours, "the engine")) {
        return Some(what);
    }
    let theirs = theirs?;
    let differs = difference("output", &ours.stdout, &theirs.stdout, "Python's")
        .or_else(|| difference("standard error", &ours.stderr, &theirs.stderr, "Python's"));
    differs.or_else(|| {
        let differ = (ours.seconds - theirs.seconds).abs() > 1e-6;
        differ.then(|| format!("the program takes {} s, but Python's takes {} s", ours.seconds, theirs.seconds))
    })
}
