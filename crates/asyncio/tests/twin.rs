//! Twins: a scenario in Python (`oracle/SUBJECT.py`) and the same in Rust, beside each other by name.
//!
//! The Python one runs in virtual time, under CPython 3.14 where that is, else under the machine's python3. Every printed line must agree in its text, in its
//! moment, and in the loop iteration, counted from the loop's entry: in Python by `_run_once`, here by the trace's
//! `IterationBegin` records. So must the way the program ended, and what asyncio complained of.

use std::collections::BTreeMap;
use std::env;
use std::fmt::Debug;
use std::future::Future;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::process::Command;
use std::sync::{Mutex, PoisonError};

use loopscope_asyncio::{End, Program, Result};
use loopscope_executor::trace::{Actor, Ending, Kind, Stream, TaskNo, Trace, Waiting, WakeOutcome};
use loopscope_executor::{Instant, Limits, text};

/// When every program starts.
pub(crate) const EPOCH: f64 = 1_700_000_000.25;

type TopLevel = Pin<Box<dyn Future<Output = Result>>>;

/// Runs a program to its end; a runaway one is stopped.
pub(crate) fn run(program: TopLevel) -> (End, Trace) {
    let mut program = Program::new(EPOCH, program);
    let limits = Limits { steps: 10_000, records: 100_000, time: Instant::MAX };
    let end = program.run_virtual(limits);
    let mut trace = Trace::default();
    trace.append(program.take_records());
    (end, trace)
}

/// What a program did, as far as it can be compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Conduct {
    /// Iteration (`-` at top level), nanoseconds and text of each printed line.
    pub(crate) printed: Vec<(String, u64, String)>,
    pub(crate) complaints: Vec<String>,
    pub(crate) end: String,
}

/// Declares a test: this top level, here and in Python.
macro_rules! twin {
    ($name:ident, $body:block) => {
        #[test]
        fn $name() {
            async fn program() -> Result $body
            $crate::twin::compare(file!(), stringify!($name), || Box::pin(program()));
        }
    };
}
pub(crate) use twin;

/// Compares a scenario with its Python twin, checks its trace, and that a second run gives the same one.
pub(crate) fn compare(file: &str, name: &str, program: impl Fn() -> TopLevel) {
    let (end, trace) = run(program());
    check_trace(&trace, &end);
    let again = run(program());
    assert_eq!((&end, &trace), (&again.0, &again.1), "a second run differs");
    let Some(expected) = oracle(file, name) else { return };
    let found = conduct(&trace, &end);
    assert!(
        found == expected,
        "CPython and the Rust twin differ\n{}\n{}",
        differences(&expected, &found),
        text::trace(&trace)
    );
}

fn differences(expected: &Conduct, found: &Conduct) -> String {
    fn listed<T: Debug>(items: &[T]) -> String {
        items.iter().map(|item| format!("\n    {item:?}")).collect()
    }
    let show =
        |conduct: &Conduct| format!("{}{}\n    {}", listed(&conduct.printed), listed(&conduct.complaints), conduct.end);
    format!("  CPython:{}\n  here:{}", show(expected), show(found))
}

fn conduct(trace: &Trace, end: &End) -> Conduct {
    let mut conduct = Conduct::default();
    let mut iteration = None;
    for record in &trace.records {
        match record.kind {
            Kind::LoopEntered => iteration = Some(0),
            Kind::LoopLeft => iteration = None,
            Kind::IterationBegin { .. } => iteration = iteration.map(|iteration| iteration + 1),
            Kind::Output { stream: Stream::Stdout, text } => {
                let iteration = iteration.map_or("-".to_owned(), |iteration: u32| iteration.to_string());
                let line = trace.text(text).strip_suffix('\n').expect("print ends its lines").to_owned();
                conduct.printed.push((iteration, record.time.as_nanos(), line));
            }
            Kind::Output { stream: Stream::Stderr, text } => {
                conduct.complaints.extend(trace.text(text).lines().filter_map(complaint));
            }
            _ => {}
        }
    }
    conduct.end = match end {
        End::Finished => "finished".into(),
        End::Raised(exception) => exception.to_string(),
        End::Deadlocked(_) => "deadlocked".into(),
        End::Limited(limit) => text::limit(limit),
    };
    conduct
}

/// The line as the oracle writes complaints; nothing for tracebacks.
fn complaint(line: &str) -> Option<String> {
    if line.starts_with("Exception in callback ") {
        return Some("Exception in callback".into());
    }
    let heads = ["future: ", "task: ", "RuntimeWarning: coroutine", "Task was", "unhandled"];
    let known = heads.iter().any(|head| line.starts_with(head)) || line.contains(" exception was never");
    known.then(|| line.to_owned())
}

type Scenarios = BTreeMap<String, Conduct>;

/// The scenarios of a file under python3; `None` without a python3 that is meant.
pub(crate) fn scenarios(file: &str) -> Option<Scenarios> {
    static KNOWN: Mutex<BTreeMap<String, Option<Scenarios>>> = Mutex::new(BTreeMap::new());
    let subject = Path::new(file).file_stem().and_then(|stem| stem.to_str()).expect("a test's file has a name");
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    known.entry(subject.to_owned()).or_insert_with(|| ask_python(subject)).clone()
}

fn oracle(file: &str, name: &str) -> Option<Conduct> {
    let scenarios = scenarios(file)?;
    if (name.contains("_since_3") || name.ends_with("_in_311")) && !scenarios.contains_key(name) {
        // Another release, where this is otherwise.
        return None;
    }
    Some(scenarios.get(name).unwrap_or_else(|| panic!("no Python twin of {name} beside {file}")).clone())
}

/// Where tools are kept.
fn home() -> Option<PathBuf> {
    let set = |name| env::var_os(name).map(PathBuf::from);
    set("LOOPSCOPE_CACHE").or_else(|| Some(set("HOME")?.join(".cache/loopscope")))
}

#[expect(clippy::print_stderr, reason = "a test that is passed over says so")]
fn ask_python(subject: &str) -> Option<Scenarios> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracle");
    let asked = |python: &Path, options: &[&str]| {
        let mut command = Command::new(python);
        command.args(options).args(["-B", "runner.py", &format!("{subject}.py")]).current_dir(&folder).output().ok()
    };
    // The reference, where `./x setup pythons` has put it; it needs its environment. Else the machine's, of which less can be said.
    let reference = home().map(|home| home.join("tools/pythons/python3.14"));
    let output = reference.and_then(|python| asked(&python, &[])).filter(|output| output.status.success());
    let Some(output) = output.or_else(|| asked(Path::new("python3"), &["-I"])) else {
        eprintln!("No python3 here: {subject} is not compared with CPython.");
        return None;
    };
    let answer = String::from_utf8(output.stdout).expect("the oracle writes UTF-8");
    let errors = String::from_utf8_lossy(&output.stderr);
    let mut lines = answer.lines();
    let version = lines.next().and_then(|line| line.strip_prefix("version\t"));
    let version = version.unwrap_or_else(|| panic!("python3 runner.py {subject}.py failed:\n{errors}"));
    if !["3.11.", "3.12.", "3.13.", "3.14."].iter().any(|known| version.starts_with(known)) {
        eprintln!("python3 is {version}, not 3.11 to 3.14: {subject} is not compared with CPython.");
        return None;
    }
    let mut scenarios = Scenarios::new();
    let mut current = None;
    for line in lines {
        let mut words = line.splitn(4, '\t');
        let mut word = || words.next().unwrap_or_else(|| panic!("the oracle wrote {line:?}"));
        match word() {
            "scenario" => {
                let name = word().to_owned();
                scenarios.insert(name.clone(), Conduct::default());
                current = Some(name);
            }
            kind => {
                let conduct =
                    current.as_ref().and_then(|name| scenarios.get_mut(name)).expect("a scenario comes first");
                match kind {
                    "out" => {
                        let (iteration, nanos) = (word().to_owned(), word().parse().expect("nanoseconds"));
                        conduct.printed.push((iteration, nanos, unescaped(word())));
                    }
                    "err" => conduct.complaints.push(unescaped(word())),
                    "end" => conduct.end = unescaped(word()),
                    other => panic!("the oracle wrote {other:?}"),
                }
            }
        }
    }
    Some(scenarios)
}

fn unescaped(text: &str) -> String {
    text.replace("\\n", "\n").replace("\\\\", "\\")
}

/// Fails unless every scenario of a subject has a twin in the Rust source, and did end.
pub(crate) fn all_have_twins(file: &str, source: &str) {
    for (name, conduct) in scenarios(file).unwrap_or_default() {
        assert!(source.contains(&format!("twin!({name}, ")), "{name} has no Rust twin in {file}");
        assert!(!conduct.end.is_empty(), "{name} did not end under CPython");
    }
}

#[derive(Default)]
struct TaskState {
    queued: bool,
    polled: bool,
    done: bool,
    inside: Vec<String>,
}

/// What holds in every trace, whatever the program.
pub(crate) fn check_trace(trace: &Trace, end: &End) {
    let mut tasks: BTreeMap<TaskNo, TaskState> = BTreeMap::new();
    let mut callbacks = BTreeMap::new();
    let mut timers = BTreeMap::new();
    let mut futures = BTreeMap::new();
    let mut newborn = None;
    let mut before = Instant::ZERO;
    for (at, record) in trace.records.iter().enumerate() {
        let line = format!("{at}: {}", text::what(trace, record));
        assert_eq!(record.seq as usize, at, "{line}");
        assert!(record.time >= before, "time goes back: {line}");
        before = record.time;
        // P5: a new task stands in the queue before anything else happens.
        if let Some(task) = newborn.take() {
            let queued = matches!(record.kind, Kind::WakeRequested { outcome: WakeOutcome::Queued, .. });
            assert!(queued && record.task == task, "a task was made and not queued: {line}");
        }
        let task = tasks.entry(record.task).or_default();
        let late = matches!(record.kind, Kind::WakeRequested { outcome: WakeOutcome::Stale, .. });
        assert!(record.task == 0 || !task.done || late, "a record of a task that is done: {line}");
        match record.kind {
            Kind::TaskCreated { .. } => newborn = Some(record.task),
            Kind::WakeRequested { outcome, .. } => {
                assert_eq!(task.queued, outcome == WakeOutcome::AlreadyQueued, "{line}");
                task.queued |= outcome == WakeOutcome::Queued;
            }
            Kind::PollBegin => {
                assert!(task.queued && !task.polled, "a poll of a task that was not woken: {line}");
                task.queued = false;
                task.polled = true;
            }
            Kind::PollEnd(_) => assert!(std::mem::take(&mut task.polled), "{line}"),
            Kind::TaskDone(_) => {
                assert!(task.inside.is_empty(), "coroutines were not left: {:?}; {line}", task.inside);
                task.done = true;
            }
            Kind::CoroutineEntered(name) => task.inside.push(trace.text(name).to_owned()),
            Kind::CoroutineLeft(name) => {
                assert_eq!(task.inside.pop().as_deref(), Some(trace.text(name)), "{line}");
            }
            Kind::TimerSet { timer, future, .. } => {
                assert_eq!(timers.insert(timer, true), None, "{line}");
                assert!(future == 0 || futures.get(&future) == Some(&true), "it resolves what has ended: {line}");
            }
            Kind::TimerFired(timer) | Kind::TimerCancelled(timer) => {
                assert_eq!(timers.insert(timer, false), Some(true), "{line}");
            }
            Kind::FutureCreated { future, .. } => assert_eq!(futures.insert(future, true), None, "{line}"),
            Kind::FutureResolved { future, .. } => assert_eq!(futures.insert(future, false), Some(true), "{line}"),
            Kind::CallbackAdded { on, serves, .. } => {
                match on {
                    Waiting::Future(future) => assert_eq!(futures.get(&future), Some(&true), "{line}"),
                    Waiting::Task(no) => assert!(tasks.get(&no).is_some_and(|task| !task.done), "{line}"),
                    _ => panic!("a callback waits for futures and tasks alone: {line}"),
                }
                assert!(serves == 0 || futures.contains_key(&serves), "{line}");
            }
            Kind::CallbackQueued { callback, by, on, .. } => {
                match on {
                    Waiting::Unknown => {}
                    Waiting::Future(future) => assert_eq!(futures.get(&future), Some(&false), "{line}"),
                    Waiting::Task(no) => assert!(tasks.contains_key(&no), "{line}"),
                    _ => panic!("a callback is added to futures and tasks alone: {line}"),
                }
                // A timer's callback runs in the iteration that finds it due, any other one in the next.
                let earliest = record.iteration + u32::from(!matches!(by, Actor::Timer(_)));
                assert_eq!(callbacks.insert(callback, earliest), None, "{line}");
            }
            Kind::CallbackBegin(callback) => {
                let earliest = callbacks.remove(&callback);
                assert!(earliest.is_some_and(|earliest| record.iteration >= earliest), "{line}");
            }
            Kind::CallbackCancelled(callback) => assert!(callbacks.remove(&callback).is_some(), "{line}"),
            _ => {}
        }
    }
    let ended = trace.records.iter().any(|record| matches!(record.kind, Kind::ProgramEnd(_)));
    assert_eq!(ended, matches!(end, End::Finished | End::Raised(_)), "the program's end and its record differ");
    if let End::Raised(exception) = end {
        let failed = trace.records.iter().any(|record| match record.kind {
            Kind::ProgramEnd(Ending::Failed(text)) => trace.text(text) == exception.to_string(),
            _ => false,
        });
        assert!(failed, "the record of the program's end does not name {exception}");
    }
}
