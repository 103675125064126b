//! `loopscope check`: proves what can be proved about the lessons.
//!
//! Beside everything that reading them checks: each Rust twin is the one that is compiled in, ends within the limits with
//! every parameter at both ends of its range, prints what CPython prints for the Python program, and takes as long; the
//! Python program leaves the same records in the engine that readers edit it with; moments
//! happen at the defaults; goals are reached by their witnesses and not by the defaults; questions can be
//! asked at the defaults and at the ends of every range; and every line that leaves a
//! record has a counterpart in Python. Programs of the playground end well and print what CPython prints, too, with every
//! parameter at both ends of its range.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

use loopscope_engine::native::run_virtual;
use loopscope_engine::session::LIMITS;
use loopscope_executor::text;
use loopscope_executor::trace::{Kind, Record, Stream, Trace};
use loopscope_lessons::author::{Asks, Authored, Course, Problem};
use loopscope_protocol::{Epoch, Outcome, Program};
use loopscope_strings::Lang;
use loopscope_view::{NotNow, Scope, ask, not_now_words};

mod cases;
mod engine;
pub(crate) mod oracle;
mod playground;
mod story;
mod variants;

use cases::{Case, cases};
use oracle::{Oracle, Request, Run};

use crate::failure::Failure;

/// Checks the lessons in the folders below `dir`, and the playground in that folder, with each of the oracles.
pub(crate) fn check(dir: &Path, playground: Option<&Path>, oracles: &[Oracle]) -> Result<(), Failure> {
    let course = Course::read(dir).map_err(Failure::problems)?;
    let mut problems = Vec::new();
    let mut trials = Vec::new();
    for lesson in &course.lessons {
        match self::trials(lesson) {
            Ok(more) => {
                problems.extend(at_the_defaults(lesson, &more));
                problems.extend(goals(lesson, &more));
                problems.extend(questions(lesson, &more));
                problems.extend(lines(lesson, &more));
                trials.extend(more);
            }
            Err(more) => problems.extend(more),
        }
    }
    let mut releases = Vec::new();
    let once = [None];
    let judges: Vec<Option<&Oracle>> =
        if oracles.is_empty() { once.to_vec() } else { oracles.iter().map(Some).collect() };
    // What readers edit is this very program: it must do the same there, as the Python that the lesson says.
    let own = engine::ask(trials.iter().map(Trial::source).collect(), None)?;
    let mut wrong: Vec<_> = trials.iter().map(|_| None).collect();
    for oracle in &judges {
        if let Some(oracle) = oracle {
            let requests: Vec<_> = trials.iter().map(Trial::request).collect();
            let (release, runs) = oracle.ask(&requests)?;
            releases.push(release.to_string());
            let other =
                release.version().map(|version| engine::ask(trials.iter().map(Trial::source).collect(), Some(version)));
            let other = other.transpose()?;
            for (at, (trial, run)) in trials.iter().zip(&runs).enumerate() {
                // The twin is the lesson's own Python. Of one that does otherwise, the engine as that one is what is compared.
                let ours = other.as_ref().map(|other| &other[at].0);
                let found = match ours.filter(|ours| ours.stdout != own[at].0.stdout) {
                    None => trial.compared(run, "Python"),
                    Some(ours) => trial
                        .failed(run, "Python")
                        .or_else(|| trial.differs("snippet.py", (&ours.stdout, ours.seconds), run, "Python")),
                };
                wrong[at] = wrong[at].take().or(found);
            }
        }
        problems.extend(variants::check(&course, *oracle)?);
    }
    // What is wrong in Python already need not be said again.
    let engines = trials.iter().zip(&own).zip(&wrong).filter(|(_, wrong)| wrong.is_none());
    let compared = |trial: &Trial<'_>, (run, trace): &(Run, Trace)| {
        let compared = trial.compared(run, "the engine");
        compared.or_else(|| story::difference(trial.lesson, &trial.case, &trial.trace, trace))
    };
    let engines: Vec<_> = engines.filter_map(|((trial, told), _)| compared(trial, told)).collect();
    problems.extend(wrong.into_iter().flatten());
    problems.extend(engines);
    let mut beside = String::new();
    if let Some(root) = playground {
        for oracle in judges {
            match playground::check(root, oracle) {
                Ok((programs, runs)) => beside = format!("; {programs} programs of the playground, {runs} runs"),
                Err(more) => problems.extend(more?),
            }
        }
    }
    if !problems.is_empty() {
        problems.dedup();
        return Err(Failure::problems(problems));
    }
    let judge = match releases.as_slice() {
        [] => "not compared with Python".to_owned(),
        [release] => format!("all print what Python {release} prints"),
        releases => format!("all print what Python prints, {}", releases.join(" and ")),
    };
    // Nothing is to be done about a reader that has gone.
    let _ = writeln!(io::stdout(), "{} lessons, {} runs{beside}: {judge}.", course.lessons.len(), trials.len());
    Ok(())
}

/// Writes down what the oracle says of all these programs.
pub(crate) fn record(dir: &Path, playground: Option<&Path>, oracle: &Oracle, file: &Path) -> Result<(), Failure> {
    let course = Course::read(dir).map_err(Failure::problems)?;
    let mut trials = Vec::new();
    for lesson in &course.lessons {
        trials.extend(self::trials(lesson).map_err(Failure::problems)?);
    }
    let examples = playground.map(playground::sources).transpose().map_err(Failure::problems)?.unwrap_or_default();
    let lessons = trials.iter().map(Trial::request);
    let requests: Vec<_> =
        lessons.chain(variants::requests(&course)).chain(examples.iter().map(playground::Trial::request)).collect();
    oracle::record(oracle, &requests, file)
}

/// A run of a lesson's Rust twin.
struct Trial<'a> {
    lesson: &'a Authored,
    case: Case,
    trace: Trace,
    stdout: String,
}

/// Runs the lesson's twin with all parameters that it is to be tried with.
fn trials(lesson: &Authored) -> Result<Vec<Trial<'_>>, Vec<Problem>> {
    let manifest = &lesson.folder.manifest;
    let file = format!("{}/snippet.rs", lesson.folder.name);
    let compiled = loopscope_lessons::lesson(&manifest.slug).map(loopscope_lessons::Lesson::source);
    if compiled.ok() != Some(lesson.folder.rust_source.as_str()) {
        let message = "this is not the program that is compiled into loopscope; build loopscope again, with the lesson in its lessons folder";
        return Err(vec![Problem::new(&file, 0, message)]);
    }
    let (mut trials, mut problems) = (Vec::new(), Vec::new());
    for case in cases(&manifest.params, manifest.goals.iter().map(|goal| &goal.witness)) {
        let program = Program {
            lesson: manifest.slug.clone(),
            params: case.values.clone(),
            epoch: Epoch::default(),
            interventions: Vec::new(),
        };
        match run_virtual(&program, LIMITS) {
            Ok(finished) if finished.outcome == Outcome::Finished => {
                let stdout = stdout(&finished.trace);
                trials.push(Trial { lesson, case, trace: finished.trace, stdout });
            }
            Ok(finished) => {
                let what = match finished.outcome {
                    Outcome::Failed(message) | Outcome::Limited(message) => message,
                    Outcome::Deadlocked(sentences) => sentences.join(" "),
                    Outcome::Finished | Outcome::Stopped => "it was stopped".to_owned(),
                    Outcome::Asks(question) => format!("it wants input: {question}"),
                };
                problems.push(Problem::new(
                    &file,
                    0,
                    format!("{}, the program does not end well: {what}", case.words()),
                ));
            }
            Err(message) => problems.push(Problem::new(&file, 0, format!("{}: {message}", case.words()))),
        }
    }
    if problems.is_empty() { Ok(trials) } else { Err(problems) }
}

fn stdout(trace: &Trace) -> String {
    let printed = |record: &Record| match record.kind {
        Kind::Output { stream: Stream::Stdout, text } => Some(trace.text(text)),
        _ => None,
    };
    trace.records.iter().filter_map(printed).collect()
}

impl<'a> Trial<'a> {
    fn seconds(&self) -> f64 {
        self.trace.records.last().map_or(0.0, |record| record.time.as_secs_f64())
    }

    fn source(&self) -> engine::Source {
        let folder = &self.lesson.folder;
        (folder.python.editable(), self.case.sources(), folder.manifest.python)
    }

    fn request(&self) -> Request<'a> {
        Request { source: &self.lesson.folder.python_source, values: self.case.literals() }
    }

    fn problem(&self, file: &str, what: &str) -> Problem {
        Problem::new(&format!("{}/{file}", self.lesson.folder.name), 0, format!("{}, {what}", self.case.words()))
    }

    /// How the twin's run differs from this one.
    fn compared(&self, run: &Run, whose: &str) -> Option<Problem> {
        let differs = || self.differs("snippet.rs", (&self.stdout, self.seconds()), run, whose);
        self.failed(run, whose).or_else(differs)
    }

    /// Whether the program fails there.
    fn failed(&self, run: &Run, whose: &str) -> Option<Problem> {
        if run.ok {
            return None;
        }
        let last = run.stderr.lines().last().unwrap_or("it says nothing");
        let place = if whose == "Python" { String::new() } else { format!(" in {whose}") };
        Some(self.problem("snippet.py", &format!("the program ends with an error{place}: {last}")))
    }

    /// How what a run has printed, and how long it has taken, differs from another run.
    fn differs(&self, file: &str, (stdout, seconds): (&str, f64), run: &Run, whose: &str) -> Option<Problem> {
        if let Some(what) = difference("output", stdout, &run.stdout, &format!("{whose}'s")) {
            return Some(self.problem(file, &what));
        }
        let differ = (seconds - run.seconds).abs() > 1e-6;
        let what = || format!("the program takes {seconds} s, but {whose}'s takes {} s", run.seconds);
        differ.then(|| self.problem(file, &what()))
    }
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

/// The run at the defaults, which is the first.
fn at_the_defaults<'t>(lesson: &Authored, trials: &'t [Trial<'t>]) -> Vec<Problem> {
    let file = format!("{}/lesson.toml", lesson.folder.name);
    let Some(first) = trials.first() else { return Vec::new() };
    let moments = lesson.moments();
    lesson
        .folder
        .manifest
        .moments
        .iter()
        .filter(|moment| moments.get(&moment.name).is_none_or(|moment| moment.find(&first.trace).is_none()))
        .map(|moment| {
            let message = format!(
                "moment \"{}\" does not happen at the defaults; `loopscope trace {}` shows what does",
                moment.name, lesson.folder.manifest.slug
            );
            Problem::new(&file, moment.line, message)
        })
        .collect()
}

fn goals(lesson: &Authored, trials: &[Trial<'_>]) -> Vec<Problem> {
    let file = format!("{}/lesson.toml", lesson.folder.name);
    let manifest = &lesson.folder.manifest;
    let mut problems = Vec::new();
    for (read, goal) in manifest.goals.iter().zip(lesson.goals(Lang::DEFAULT)) {
        let reached = |trial: &Trial<'_>| goal.reached(trial.seconds(), &trial.stdout);
        if trials.first().is_some_and(reached) {
            problems.push(Problem::new(
                &file,
                read.line,
                "the goal is reached at the defaults already; make it harder",
            ));
        }
        let program = Program {
            lesson: manifest.slug.clone(),
            params: read.witness.clone(),
            epoch: Epoch::default(),
            interventions: Vec::new(),
        };
        let witness = run_virtual(&program, LIMITS).ok().map(|finished| {
            let stdout = stdout(&finished.trace);
            Trial { lesson, case: Case { values: read.witness.clone() }, trace: finished.trace, stdout }
        });
        if !witness.as_ref().is_some_and(reached) {
            let seconds = witness.map_or(0.0, |trial| trial.seconds());
            let message =
                format!("the goal is not reached by its witness, whose run takes {seconds} s; mend one of them");
            problems.push(Problem::new(&file, read.line, message));
        }
    }
    problems
}

/// Questions that cannot be asked. One about a moment may say so with some values, but not at the defaults.
fn questions(lesson: &Authored, trials: &[Trial<'_>]) -> Vec<Problem> {
    let file = format!("{}/lesson.toml", lesson.folder.name);
    let manifest = &lesson.folder.manifest;
    if manifest.questions.is_empty() {
        let message = "the lesson has no [[question]]; write one about what its readers get wrong";
        return vec![Problem::new(&file, 0, message)];
    }
    let mut problems = Vec::new();
    let scopes: Vec<_> = trials.iter().map(|trial| Scope::new(trial.trace.clone())).collect();
    for (read, question) in manifest.questions.iter().zip(lesson.questions(Lang::DEFAULT)) {
        for (trial, scope) in trials.iter().zip(&scopes) {
            let defaults = trial.case.values.is_empty();
            let why = match ask(Lang::DEFAULT, scope, &question.asks) {
                Err(NotNow::NoMoment | NotNow::NobodyElse) if !defaults && matches!(read.asks, Asks::Next { .. }) => {
                    continue;
                }
                Err(why) => not_now_words(Lang::DEFAULT, why),
                Ok(asked) if asked.choices.len() < 2 => "There is just one choice.",
                Ok(_) => continue,
            };
            let message = format!("{}, the question cannot be asked: {why}", trial.case.words());
            problems.push(Problem::new(&file, read.line, message));
        }
    }
    problems
}

/// Lines that leave records, but have no counterpart in Python.
fn lines(lesson: &Authored, trials: &[Trial<'_>]) -> Vec<Problem> {
    let shown = lesson.lines();
    let mut unmapped: BTreeMap<u32, String> = BTreeMap::new();
    for trial in trials {
        for record in trial.trace.records.iter().filter(|record| record.line != 0) {
            if shown.get(&record.line).is_none_or(|shown| shown.python.is_none()) {
                unmapped.entry(record.line).or_insert_with(|| text::what(&trial.trace, record));
            }
        }
    }
    let file = format!("{}/snippet.rs", lesson.folder.name);
    let problem = |(line, what): (u32, String)| {
        let message = format!(
            "this line leaves a record ({what}), but has no counterpart in snippet.py; mark both with one region"
        );
        Problem::new(&file, line as usize, message)
    };
    unmapped.into_iter().map(problem).collect()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::PathBuf;

    use super::*;

    /// The lesson on the event loop, with a text of its two programs replaced.
    fn event_loop(replace: Option<(&str, &str)>) -> Course {
        let from = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../lessons/03-event-loop");
        let root = tempfile::tempdir().expect("a temporary folder");
        let to = root.path().join("03-event-loop");
        fs::create_dir(&to).expect("a folder");
        for file in ["lesson.toml", "snippet.py", "snippet.rs", "article.py"] {
            let text = fs::read_to_string(from.join(file)).expect("the file");
            let (old, new) = replace.filter(|_| file != "lesson.toml").unwrap_or_default();
            fs::write(to.join(file), if old.is_empty() { text } else { text.replace(old, new) }).expect("a file");
        }
        for lang in Lang::ALL {
            fs::write(to.join(format!("{}.md", lang.code())), "## 1\n\na\n\n## 2\n\nb\n\n## 3\n\nc\n").expect("a file");
        }
        Course::read(root.path()).map_err(Failure::problems).expect("the lesson is right")
    }

    #[test]
    fn lines_that_leave_records_without_a_counterpart() {
        let right = event_loop(None);
        let trials = trials(&right.lessons[0]).expect("the program ends well");
        assert_eq!(lines(&right.lessons[0], &trials), []);

        // Without its mark, the line of the sleep is just in Rust.
        let wrong = event_loop(Some((": sleep\n", " sleep\n")));
        let problems = lines(&wrong.lessons[0], &trials);
        let line = wrong.lessons[0].folder.rust_source.lines().position(|line| line.contains("sleep(delay)"));
        let line = line.expect("the program sleeps") + 1;
        assert_eq!(problems.len(), 1);
        assert!(problems[0].to_string().ends_with(&format!(
            "03-event-loop/snippet.rs:{line}: this line leaves a record (future 1 created: sleep(2)), \
             but has no counterpart in snippet.py; mark both with one region"
        )));
    }
}
