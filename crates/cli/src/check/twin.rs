//! Rust twins: each is the program that is compiled in, and does what the Python program does in CPython and in the Python engine.

use std::collections::BTreeMap;

use loopscope_engine::native::run_virtual;
use loopscope_engine::session::LIMITS;
use loopscope_executor::text;
use loopscope_executor::trace::Trace;
use loopscope_lessons::author::{Authored, Problem, Twin};
use loopscope_protocol::{Epoch, Outcome, Program};

use super::cases::cases;
use super::oracle::{Oracle, Request, Run};
use super::run::{LessonRun, Runs};
use super::{difference, engine, story};
use crate::failure::Failure;

/// A run of a lesson's twin.
pub(super) struct TwinRun<'a> {
    pub(super) lesson: &'a Authored,
    pub(super) twin: &'a Twin,
    pub(super) run: LessonRun,
}

/// Runs the lesson's twin with all parameters that it is to be tried with.
pub(super) fn runs(lesson: &Authored, twin: &Twin) -> Runs {
    let manifest = &lesson.folder.manifest;
    let file = format!("{}/snippet.rs", lesson.folder.name);
    let compiled = loopscope_lessons::lesson(&manifest.slug).map(loopscope_lessons::Lesson::source);
    if compiled.ok() != Some(twin.source.as_str()) {
        let message = "this is not the program that is compiled into loopscope; build loopscope again, with the lesson in its lessons folder";
        return Err(vec![Problem::new(&file, 0, message)]);
    }
    let (mut runs, mut problems) = (Vec::new(), Vec::new());
    for case in cases(&manifest.params, manifest.goals.iter().map(|goal| &goal.witness)) {
        let program = Program {
            lesson: manifest.slug.clone(),
            params: case.values.clone(),
            epoch: Epoch::default(),
            interventions: Vec::new(),
        };
        match run_virtual(&program, LIMITS) {
            Ok(finished) if finished.outcome == Outcome::Finished => runs.push(LessonRun::new(case, finished.trace)),
            Ok(finished) => {
                let what = match finished.outcome {
                    Outcome::Failed(message) | Outcome::Limited(message) => message,
                    Outcome::Deadlocked(sentences) => sentences.join(" "),
                    Outcome::Finished | Outcome::Stopped => "it was stopped".to_owned(),
                    Outcome::Asks(question) => format!("it wants input: {question}"),
                };
                let message = format!("{}, the program does not end well: {what}", case.words());
                problems.push(Problem::new(&file, 0, message));
            }
            Err(message) => problems.push(Problem::new(&file, 0, format!("{}: {message}", case.words()))),
        }
    }
    if problems.is_empty() { Ok(runs) } else { Err(problems) }
}

/// How the twins' runs differ from those of their Python programs: in CPython first, as what is wrong there need not be said again of
/// the engine. The oracles' releases are added to `releases`.
///
/// # Errors
/// Why they cannot be compared.
pub(super) fn compare(
    trials: &[TwinRun<'_>],
    oracles: &[Oracle],
    releases: &mut Vec<String>,
) -> Result<Vec<Problem>, Failure> {
    let sources = || trials.iter().map(TwinRun::source).collect();
    // What readers edit is this very program: it must do the same there, as the Python that the lesson says.
    let own = engine::ask(sources(), None)?;
    let mut wrong: Vec<_> = trials.iter().map(|_| None).collect();
    for oracle in oracles {
        let requests: Vec<_> = trials.iter().map(TwinRun::request).collect();
        let (release, runs) = oracle.ask(&requests)?;
        releases.push(release.to_string());
        let other = release.version().map(|version| engine::ask(sources(), Some(version))).transpose()?;
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
    let engines = trials.iter().zip(&own).zip(&wrong).filter(|(_, wrong)| wrong.is_none());
    let compared = |trial: &TwinRun<'_>, (run, trace): &(Run, Trace)| {
        let TwinRun { lesson, twin, run: ours } = trial;
        let compared = trial.compared(run, "the engine");
        compared.or_else(|| story::difference(lesson, twin, &ours.case, &ours.trace, trace))
    };
    let engines: Vec<_> = engines.filter_map(|((trial, told), _)| compared(trial, told)).collect();
    Ok(wrong.into_iter().flatten().chain(engines).collect())
}

impl<'a> TwinRun<'a> {
    fn source(&self) -> engine::Source {
        let folder = &self.lesson.folder;
        engine::Source {
            text: folder.python.editable(),
            values: self.run.case.values.clone(),
            version: folder.manifest.python,
        }
    }

    pub(super) fn request(&self) -> Request<'a> {
        Request { source: &self.lesson.folder.python_source, values: self.run.case.literals() }
    }

    fn problem(&self, file: &str, what: &str) -> Problem {
        Problem::new(&format!("{}/{file}", self.lesson.folder.name), 0, format!("{}, {what}", self.run.case.words()))
    }

    /// How the twin's run differs from this one.
    fn compared(&self, run: &Run, whose: &str) -> Option<Problem> {
        let differs = || self.differs("snippet.rs", (&self.run.stdout, self.run.seconds()), run, whose);
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

/// Lines that leave records, but have no counterpart in Python.
pub(super) fn lines(lesson: &Authored, twin: &Twin, runs: &[LessonRun]) -> Vec<Problem> {
    let shown = lesson.lines(twin);
    let mut unmapped: BTreeMap<u32, String> = BTreeMap::new();
    for run in runs {
        for record in run.trace.records.iter().filter(|record| record.line != 0) {
            if shown.get(&record.line).is_none_or(|shown| shown.python.is_none()) {
                unmapped.entry(record.line).or_insert_with(|| text::what(&run.trace, record));
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

    use loopscope_lessons::author::Course;
    use loopscope_strings::Lang;

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
        let twin = right.lessons[0].folder.twin.as_ref().expect("it has one");
        let runs = runs(&right.lessons[0], twin).expect("the program ends well");
        assert_eq!(lines(&right.lessons[0], twin, &runs), []);

        // Without its mark, the line of the sleep is just in Rust.
        let wrong = event_loop(Some((": sleep\n", " sleep\n")));
        let twin = wrong.lessons[0].folder.twin.as_ref().expect("it has one");
        let problems = lines(&wrong.lessons[0], twin, &runs);
        let line = twin.source.lines().position(|line| line.contains("sleep(delay)"));
        let line = line.expect("the program sleeps") + 1;
        assert_eq!(problems.len(), 1);
        assert!(problems[0].to_string().ends_with(&format!(
            "03-event-loop/snippet.rs:{line}: this line leaves a record (future 1 created: sleep(2)), \
             but has no counterpart in snippet.py; mark both with one region"
        )));
    }
}
