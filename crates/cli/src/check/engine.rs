//! What a lesson's Python program does in the engine that readers edit it with.

use std::cell::RefCell;
use std::rc::Rc;

use loopscope_engine::session::LIMITS;
use loopscope_executor::text;
use loopscope_executor::trace::{Stream, Trace};
use loopscope_protocol::Epoch;
use loopscope_python::{End, Options, Python, Version};

use super::oracle::Run;
use crate::failure::Failure;
use crate::python_file::with_python;

/// A program's source, the literals of its parameters, and which Python it says that it is.
pub(crate) type Source = (String, Vec<(String, String)>, Version);

/// Runs them all, in virtual time, as this Python or as the one that each says; what each printed, and its trace.
pub(crate) fn ask(sources: Vec<Source>, version: Option<Version>) -> Result<Vec<(Run, Trace)>, Failure> {
    with_python(move |_| {
        let run = |(source, values, own): &Source| run(&with_values(source, values), version.unwrap_or(*own));
        sources.iter().map(run).collect()
    })
}

fn run(source: &str, version: Version) -> (Run, Trace) {
    let printed = Rc::new(RefCell::new((String::new(), String::new())));
    let sink = printed.clone();
    let options = Options {
        file: "snippet.py".to_owned(),
        epoch: Epoch::default().unix_ms as f64 / 1000.0,
        limits: LIMITS,
        version,
        ..Options::default()
    };
    let outcome = Python::new().run(source, &options, move |stream, text| {
        let mut printed = sink.borrow_mut();
        match stream {
            Stream::Stdout => printed.0.push_str(text),
            Stream::Stderr => printed.1.push_str(text),
        }
    });
    let (stdout, mut stderr) = printed.take();
    // What the program cannot say of itself.
    match &outcome.end {
        End::Deadlocked(waiters) => stderr.push_str(&format!("deadlock: {}\n", waiters.join("; "))),
        End::Limited(limit) => stderr.push_str(&format!("stopped at a limit: {}\n", text::limit(limit))),
        _ => {}
    }
    let ok = outcome.end == End::Finished;
    let mut trace = Trace::default();
    trace.append(outcome.trace);
    (Run { ok, stdout, stderr, seconds: outcome.time.as_secs_f64() }, trace)
}

/// The source with other literals in the lines that are marked `# @param`.
fn with_values(source: &str, values: &[(String, String)]) -> String {
    let line = |line: &str| {
        let marked = line.trim_end().strip_suffix("# @param").map(str::trim_end);
        let found = marked.and_then(|marked| {
            let (name, literal) = marked.split_once(" = ")?;
            let (_, value) = values.iter().find(|(own, _)| own == name)?;
            Some(line.replacen(&format!("{name} = {literal}"), &format!("{name} = {value}"), 1))
        });
        found.unwrap_or_else(|| line.to_owned()) + "\n"
    };
    source.lines().map(line).collect()
}
