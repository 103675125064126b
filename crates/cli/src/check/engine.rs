//! What a lesson's Python program does in the engine that readers edit it with.

use std::cell::RefCell;
use std::rc::Rc;

use loopscope_engine::session::LIMITS;
use loopscope_executor::text;
use loopscope_executor::trace::{Stream, Trace};
use loopscope_lessons::with_values;
use loopscope_protocol::{Epoch, Value};
use loopscope_python::{End, Options, Python, Version};

use super::oracle::Run;
use crate::failure::Failure;
use crate::python_file::with_python;

/// A program to run.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    /// Its text as its readers edit it.
    pub(crate) text: String,
    /// Values of its parameters; those that are not named have their defaults.
    pub(crate) values: Vec<(String, Value)>,
    /// Which Python it says that it is.
    pub(crate) version: Version,
}

/// Runs them all, in virtual time, as this Python or as the one that each says; what each printed, and its trace.
pub(crate) fn ask(sources: Vec<Source>, version: Option<Version>) -> Result<Vec<(Run, Trace)>, Failure> {
    with_python(move |_| {
        let run =
            |Source { text, values, version: own }: &Source| run(&with_values(text, values), version.unwrap_or(*own));
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
