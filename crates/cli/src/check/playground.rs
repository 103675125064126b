//! The playground's programs: each ends well and prints the same in our engine and in Python.

use std::collections::BTreeSet;
use std::path::Path;

use loopscope_lessons::author::{Example, Playground, Problem};

use super::cases::{Case, cases};
use super::oracle::{Oracle, Request, Run};
use super::{difference, engine};
use crate::failure::Failure;

/// How many programs there are, and how many runs.
type Counts = (usize, usize);

/// A run of a program of the playground.
pub(super) struct Trial {
    folder: String,
    program: Example,
    case: Case,
    source: String,
}

impl Trial {
    pub(super) fn request(&self) -> Request<'_> {
        Request { source: &self.source, values: self.case.literals() }
    }
}

/// Every program in the folder, with its parameters at their defaults and at the ends of their ranges.
pub(super) fn sources(root: &Path) -> Result<Vec<Trial>, Vec<Problem>> {
    let playground = Playground::read(root)?;
    let mut trials = Vec::new();
    for program in &playground.programs {
        for case in cases(&program.params, std::iter::empty()) {
            let source = program.python.editable();
            trials.push(Trial { folder: playground.name.clone(), program: program.clone(), case, source });
        }
    }
    Ok(trials)
}

/// Runs them all and compares with the oracle, if one is given. What is wrong with the programs, or why they cannot be run.
pub(super) fn check(root: &Path, oracle: Option<&Oracle>) -> Result<Counts, Result<Vec<Problem>, Failure>> {
    let trials = sources(root).map_err(Ok)?;
    let requests: Vec<_> = trials.iter().map(Trial::request).collect();
    let told = oracle.map(|oracle| oracle.ask(&requests)).transpose().map_err(Err)?;
    let version = told.as_ref().and_then(|(release, _)| release.version());
    let theirs: Vec<Option<Run>> = match told {
        Some((_, runs)) => runs.into_iter().map(Some).collect(),
        None => trials.iter().map(|_| None).collect(),
    };
    let sources = trials.iter().map(|trial| (trial.source.clone(), trial.case.sources(), trial.program.version));
    let ours = engine::ask(sources.collect(), version).map_err(Err)?;
    let problems: Vec<_> = trials
        .iter()
        .zip(ours.iter().zip(&theirs))
        .filter_map(|(trial, (ours, theirs))| {
            let what = wrong(&ours.0, theirs.as_ref())?;
            let file = format!("{}/{}.py", trial.folder, trial.program.name);
            Some(Problem::new(&file, 0, format!("{}, {what}", trial.case.words())))
        })
        .collect();
    let programs: BTreeSet<_> = trials.iter().map(|trial| &trial.program.name).collect();
    if problems.is_empty() { Ok((programs.len(), trials.len())) } else { Err(Ok(problems)) }
}

/// What is wrong with a run in our engine, by itself or beside Python's.
fn wrong(ours: &Run, theirs: Option<&Run>) -> Option<String> {
    let runs = theirs.map(|run| ("Python", run)).into_iter().chain([("the engine", ours)]);
    for (whose, run) in runs {
        if !run.ok {
            let last = run.stderr.lines().last().unwrap_or("it says nothing");
            return Some(format!("the program does not end well in {whose}: {last}; mend it, or narrow the range"));
        }
    }
    let theirs = theirs?;
    let differs = difference("output", &ours.stdout, &theirs.stdout, "Python's")
        .or_else(|| difference("standard error", &ours.stderr, &theirs.stderr, "Python's"));
    differs.or_else(|| {
        let differ = (ours.seconds - theirs.seconds).abs() > 1e-6;
        differ.then(|| format!("the program takes {} s, but Python's takes {} s", ours.seconds, theirs.seconds))
    })
}
