//! What the trace tells of what goes wrong: the line of an error and of a cancellation (`raised/`), who asks for a cancellation and who is
//! told of one (`cancelled/`), and for whom everybody waits when they do for ever (`stuck/`). Each program says at its end, behind `#:`,
//! what is to be told of it. With `UPDATE_EXPECTED=1` in the environment these lines are written anew.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

use loopscope_executor::text;
use loopscope_executor::trace::{Ending, Kind, PollEnding, Record, Trace};
use loopscope_python::{End, Options, Outcome, Python};

const MARK: &str = "#: ";

fn programs(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder);
    let files = fs::read_dir(folder).expect("the programs").map(|entry| entry.expect("a file").path());
    let mut files: Vec<_> = files.filter(|path| path.extension().is_some_and(|it| it == "py")).collect();
    files.sort();
    files
}

fn run(source: &str, recording: bool) -> (Trace, Outcome) {
    let options = Options { recording, ..Options::default() };
    let mut outcome = Python::new().run(source, &options, |_, _| {});
    let mut trace = Trace::default();
    trace.append(std::mem::take(&mut outcome.trace));
    (trace, outcome)
}

/// Compares with what stands at each program's end.
fn compare(folder: &str, least: usize, told: impl Fn(&str) -> Vec<String>) {
    let mut wrong = String::new();
    let programs = programs(folder);
    assert!(programs.len() >= least, "programs of {folder}");
    for path in programs {
        let text = fs::read_to_string(&path).expect("a program");
        let source: String =
            text.lines().filter(|line| !line.starts_with(MARK)).map(|line| format!("{line}\n")).collect();
        let expected: Vec<_> = text.lines().filter_map(|line| line.strip_prefix(MARK)).collect();
        let told = told(&source);
        if told != expected {
            let _ = writeln!(wrong, "{}:\n  {}", path.display(), told.join("\n  "));
            if env::var_os("UPDATE_EXPECTED").is_some() {
                let lines: String = told.iter().map(|line| format!("{MARK}{line}\n")).collect();
                fs::write(&path, source + &lines).expect("it can be written");
            }
        }
    }
    assert!(wrong.is_empty(), "told otherwise:\n{wrong}");
}

#[test]
fn errors_and_cancellations_have_their_lines() {
    compare("raised", 20, |source| {
        let (trace, _) = run(source, true);
        let wanted = |record: &&Record| match record.kind {
            Kind::PollEnd(PollEnding::Done(ending)) | Kind::TaskDone(ending) => ending != Ending::Ready,
            Kind::FutureResolved { ending, .. } => matches!(ending, Ending::Failed(_)),
            _ => false,
        };
        let records = trace.records.iter().filter(wanted);
        records.map(|record| format!("{} {} @{}", record.task, text::what(&trace, record), record.line)).collect()
    });
}

#[test]
fn who_is_behind_it_that_everybody_waits_for_ever() {
    compare("stuck", 20, |source| {
        let (trace, outcome) = run(source, true);
        let (_, bare) = run(source, false);
        assert_eq!(outcome.end, bare.end, "the same is told whether a trace is made or not");
        let stuck = trace.records.iter().filter(|record| matches!(record.kind, Kind::Stuck { .. }));
        let stuck = stuck.map(|record| format!("{} {} @{}", record.task, text::what(&trace, record), record.line));
        let End::Deadlocked(waiters) = outcome.end else { return Vec::new() };
        waiters.into_iter().chain(stuck).collect()
    });
}

#[test]
fn who_asks_for_a_cancellation_and_who_is_told() {
    compare("cancelled", 12, |source| {
        let (trace, _) = run(source, true);
        let wanted = |record: &&Record| matches!(record.kind, Kind::CancelRequested { .. } | Kind::CancelDelivered);
        let records = trace.records.iter().filter(wanted);
        records.map(|record| format!("{} {} @{}", record.task, text::what(&trace, record), record.line)).collect()
    });
}
