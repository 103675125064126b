//! Whether a lesson's two programs tell the same story: its Rust twin, and its Python program in the engine that readers edit it
//! with. Every record of one has to be there in the other, at the same time, in the same turn, about the same task, on the
//! counterpart of the same line, and in the same words.

use loopscope_executor::text;
use loopscope_executor::trace::{Kind, Record, Stream, Trace};
use loopscope_lessons::author::{Authored, Language, Line, Problem, Snippet, Twin};

use super::cases::Case;

/// The first record in which the engine's run (`python`) is another than the twin's (`rust`).
pub(crate) fn difference(lesson: &Authored, twin: &Twin, case: &Case, rust: &Trace, python: &Trace) -> Option<Problem> {
    let folder = &lesson.folder;
    let (ours, theirs) = (told(&twin.rust, rust), told(&folder.python, python));
    let at = (0..ours.len().max(theirs.len())).find(|at| ours.get(*at) != theirs.get(*at))?;
    let shown = |told: &[Told], trace: &Trace| match (told.get(at), trace.records.get(at)) {
        (Some(told), Some(record)) => told.words(record),
        _ => "missing".to_owned(),
    };
    let message = format!(
        "{}, record {at} of the twin is {}, but the engine's is {}",
        case.words(),
        shown(&ours, rust),
        shown(&theirs, python)
    );
    let line =
        python.records.get(at).and_then(|record| line(&folder.python, record.line)).map_or(0, |line| line.file_line);
    Some(Problem::new(&format!("{}/snippet.py", folder.name), line, message))
}

/// What a record tells, whichever language the program is written in.
#[derive(Clone, Debug, PartialEq)]
struct Told {
    what: String,
    seconds: f64,
    turn: u32,
    task: u32,
    /// What its line is called in both programs; `None` when it has none.
    line: Option<String>,
}

impl Told {
    fn words(&self, record: &Record) -> String {
        let task = if self.task == 0 { String::new() } else { format!(" of task {}", self.task) };
        let line = match (&self.line, record.line) {
            (_, 0) => "no line".to_owned(),
            (Some(name), line) => format!("line {line} ({name})"),
            (None, line) => format!("line {line}"),
        };
        format!("\"{}\"{task} at {} s in turn {}, {line}", self.what, self.seconds, self.turn)
    }
}

fn told(snippet: &Snippet, trace: &Trace) -> Vec<Told> {
    let name = |number: u32| {
        let line = line(snippet, number)?;
        // A line without a name has no counterpart: it is like no other.
        Some(line.region.clone().unwrap_or_else(|| format!("{:?} {number}", snippet.language)))
    };
    let record = |record: &Record| {
        let (what, line) = match record.kind {
            // Python says of a warning where its interpreter was, the twin where the coroutine was made that was forgotten.
            Kind::Output { stream: Stream::Stderr, text } => (warning(trace.text(text)).to_owned(), None),
            _ => (text::what(trace, record), name(record.line)),
        };
        Told { what, seconds: record.time.as_secs_f64(), turn: record.iteration, task: record.task, line }
    };
    trace.records.iter().map(record).collect()
}

/// The line of a record: the twin was compiled from its file, the engine has been given the text that readers edit.
fn line(snippet: &Snippet, number: u32) -> Option<&Line> {
    match snippet.language {
        Language::Rust => snippet.lines.iter().find(|line| line.file_line == number as usize),
        Language::Python => snippet.lines.get((number as usize).checked_sub(1)?),
    }
}

/// A warning's first line, from its kind on.
fn warning(text: &str) -> &str {
    let line = text.lines().next().unwrap_or_default();
    line.find("RuntimeWarning: ").map_or(line, |at| &line[at..])
}
