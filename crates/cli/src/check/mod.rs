//! `loopscope check`: proves what can be proved about the lessons.
//!
//! Beside everything that reading them checks, of what runs on a lesson's page (run.rs, claims.rs): it ends within the limits with
//! every parameter at both ends of its range; moments happen at the defaults; goals are reached by their witnesses and not by the
//! defaults; questions can be asked at the defaults and at the ends of every range, and have one right answer.
//!
//! Of a Rust twin (twin.rs): it is the one that is compiled in, prints what CPython prints for the Python program, and takes as long;
//! the Python program leaves the same records in the engine that readers edit it with; and every line that leaves a record has a
//! counterpart in Python. Of a program that the Python engine runs (python.rs), a lesson's without a twin or one of the playground: it
//! ends well and prints what CPython prints, on both streams, in the same time.

use std::io::{self, Write};
use std::path::Path;

use loopscope_lessons::author::{Course, Playground, Problem};

mod cases;
mod claims;
mod engine;
pub(crate) mod oracle;
mod python;
mod run;
mod story;
mod twin;
mod variants;

use oracle::{Oracle, Request};
use twin::TwinRun;

use crate::failure::Failure;

/// All that is run.
#[derive(Default)]
struct Trials<'a> {
    /// Runs of the lessons' twins.
    twins: Vec<TwinRun<'a>>,
    /// Runs of the programs of lessons without one.
    python: Vec<python::Trial>,
    /// Those of the playground's programs.
    playground: Vec<python::Trial>,
}

impl<'a> Trials<'a> {
    /// Runs the lessons; what is wrong with them by themselves.
    fn of(course: &'a Course, playground: Option<&'a Playground>) -> Result<(Trials<'a>, Vec<Problem>), Failure> {
        let (mut trials, mut problems) = (Trials::default(), Vec::new());
        for lesson in &course.lessons {
            let witnesses = lesson.folder.manifest.goals.iter().map(|goal| &goal.witness);
            let runs = match (&lesson.folder.twin, lesson.python_program()) {
                (Some(twin), _) => twin::runs(lesson, twin),
                (None, program) => {
                    let of_lesson: Vec<_> =
                        program.into_iter().flat_map(|it| python::trials(it, witnesses.clone())).collect();
                    let runs = run::of_python(&of_lesson)?;
                    trials.python.extend(of_lesson);
                    runs
                }
            };
            let runs = match runs {
                Ok(runs) => runs,
                Err(more) => {
                    problems.extend(more);
                    continue;
                }
            };
            problems.extend(claims::wrong(lesson, &runs));
            if let Some(twin) = &lesson.folder.twin {
                problems.extend(twin::lines(lesson, twin, &runs));
                trials.twins.extend(runs.into_iter().map(|run| TwinRun { lesson, twin, run }));
            }
        }
        let programs = playground.into_iter().flat_map(Playground::python_programs);
        trials.playground = programs.flat_map(|program| python::trials(program, std::iter::empty())).collect();
        Ok((trials, problems))
    }

    /// All that an oracle is asked.
    fn requests(&self, course: &'a Course) -> Vec<Request<'_>> {
        let twins = self.twins.iter().map(TwinRun::request).chain(variants::requests(course));
        twins.chain(self.python.iter().chain(&self.playground).map(python::Trial::request)).collect()
    }
}

/// Checks the lessons in the folders below `dir`, and the playground in that folder, with each of the oracles.
pub(crate) fn check(dir: &Path, playground: Option<&Path>, oracles: &[Oracle]) -> Result<(), Failure> {
    let course = Course::read(dir).map_err(Failure::problems)?;
    let (playground, unread) = match playground.map(Playground::read).transpose() {
        Ok(playground) => (playground, Vec::new()),
        Err(problems) => (None, problems),
    };
    let (trials, mut problems) = Trials::of(&course, playground.as_ref())?;
    let mut releases = Vec::new();
    let once = [None];
    let judges: Vec<Option<&Oracle>> =
        if oracles.is_empty() { once.to_vec() } else { oracles.iter().map(Some).collect() };
    problems.extend(twin::compare(&trials.twins, oracles, &mut releases)?);
    for oracle in judges {
        problems.extend(variants::check(&course, oracle)?);
        // Without an oracle the lessons' own have been run already.
        if oracle.is_some() {
            problems.extend(python::check(&trials.python, oracle)?);
        }
        problems.extend(python::check(&trials.playground, oracle)?);
    }
    problems.extend(unread);
    if !problems.is_empty() {
        problems.dedup();
        return Err(Failure::problems(problems));
    }
    let judge = match releases.as_slice() {
        [] => "not compared with Python".to_owned(),
        [release] => format!("all print what Python {release} prints"),
        releases => format!("all print what Python prints, {}", releases.join(" and ")),
    };
    let beside = playground.as_ref().map_or_else(String::new, |playground| {
        format!("; {} programs of the playground, {} runs", playground.programs.len(), trials.playground.len())
    });
    let runs = trials.twins.len() + trials.python.len();
    // Nothing is to be done about a reader that has gone.
    let _ = writeln!(io::stdout(), "{} lessons, {runs} runs{beside}: {judge}.", course.lessons.len());
    Ok(())
}

/// Writes down what the oracle says of all these programs.
pub(crate) fn record(dir: &Path, playground: Option<&Path>, oracle: &Oracle, file: &Path) -> Result<(), Failure> {
    let course = Course::read(dir).map_err(Failure::problems)?;
    let playground = playground.map(Playground::read).transpose().map_err(Failure::problems)?;
    // Whether all that is claimed of the runs holds is not asked here.
    let (trials, _) = Trials::of(&course, playground.as_ref())?;
    oracle::record(oracle, &trials.requests(&course), file)
}

/// Where two outputs differ: in which line of `what`, which has something else there than `whose`.
fn difference(what: &str, ours: &str, theirs: &str, whose: &str) -> Option<String> {
    if ours == theirs {
        return None;
    }
    let shown = |line: Option<&str>| line.map_or("nothing".to_owned(), |line| format!("{line:?}"));
    let (mut ours, mut theirs) = (ours.lines(), theirs.lines());
    (1..).find_map(|number| {
        let (our, their) = (ours.next(), theirs.next());
        let differ = our != their || our.is_none();
        differ.then(|| format!("line {number} of the {what} is {}, but {whose} is {}", shown(our), shown(their)))
    })
}
