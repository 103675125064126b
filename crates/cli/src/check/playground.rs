//! The playground's programs: each ends well and prints the same in our engine and in Python.

use std::path::Path;

use loopscope_lessons::author::{Example, Playground, Problem};

use super::cases::{Case, cases};
use super::oracle::{self, Request, Run};
use super::{difference, engine};
use crate::failure::Failure;

/// How many programs there are, and how many runs.
type Counts = (usize, usize);

/// Runs every program in the folder with its parameters at their defaults and at the ends of their ranges, and compares with
/// `python`, if it is given. What is wrong with the programs, or why they cannot be run.
pub(super) fn check(root: &Path, python: Option<&str>) -> Result<Counts, Result<Vec<Problem>, Failure>> {
    let playground = Playground::read(root).map_err(Ok)?;
    let trials: Vec<(&Example, Case)> = playground
        .programs
        .iter()
        .flat_map(|program| cases(&program.params, std::iter::empty()).into_iter().map(move |case| (program, case)))
        .collect();
    let sources = trials.iter().map(|(program, case)| (program.python.editable(), case.sources())).collect();
    let ours = engine::ask(sources).map_err(Err)?;
    let theirs: Vec<Option<Run>> = match python {
        Some(python) => {
            let request = |(program, case): &(&Example, Case)| (program.python.editable(), case.literals());
            let sources: Vec<_> = trials.iter().map(request).collect();
            let requests: Vec<_> =
                sources.iter().map(|(source, values)| Request { source, values: values.clone() }).collect();
            oracle::ask(python, &requests).map_err(Err)?.1.into_iter().map(Some).collect()
        }
        None => trials.iter().map(|_| None).collect(),
    };
    let problems: Vec<_> = trials
        .iter()
        .zip(ours.iter().zip(&theirs))
        .filter_map(|((program, case), (ours, theirs))| {
            let what = wrong(&ours.0, theirs.as_ref())?;
            let file = format!("{}/{}.py", playground.name, program.name);
            Some(Problem::new(&file, 0, format!("{}, {what}", case.words())))
        })
        .collect();
    if problems.is_empty() { Ok((playground.programs.len(), trials.len())) } else { Err(Ok(problems)) }
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
