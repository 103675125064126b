//! A Python file of the user's own, where a command takes a lesson: run as `python3` runs it, or in virtual time.

use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::time::Duration;

use jiff::Zoned;
use loopscope_engine::session::LIMITS;
use loopscope_executor::trace::{Chunk, Limit, Stream, Trace};
use loopscope_executor::{Instant, text};
use loopscope_protocol::Epoch;
use loopscope_python::{Clocks, End, Interruption, Options, Outcome, Python, Version};
use loopscope_view::{Cursor, Scope};

use crate::encoding;
use crate::failure::Failure;
use crate::stop;

/// As what a file's program is run, and how: what the command line says of it.
#[derive(Clone, Copy, Debug, Default, clap::Args)]
pub(crate) struct Manner {
    /// Let computing take time in a Python file's virtual time, as a line `# @computing` in it does.
    #[arg(long)]
    pub(crate) computing: bool,
    /// Which Python a Python file is run as: 3.11, 3.14 or 3.15.
    #[arg(long = "python", value_name = "VERSION")]
    version: Option<Version>,
    /// Press Ctrl-C in a Python file's program at this second of its loop time.
    #[arg(long, value_name = "SECONDS")]
    interrupt: Option<f64>,
}

impl Manner {
    /// As this Python.
    pub(crate) fn of(version: Version) -> Self {
        Manner { version: Some(version), ..Manner::default() }
    }

    /// Which Python the program is run as.
    fn version(self) -> Version {
        self.version.unwrap_or_default()
    }

    /// When it is interrupted.
    fn interruption(self) -> Option<Interruption> {
        self.interrupt.map(|seconds| Interruption { record: 0, at: Instant::from_secs_f64(seconds) })
    }

    /// A lesson says itself which Python it is.
    pub(crate) fn not_for_lessons(self) -> Result<(), Failure> {
        match (self.version, self.interrupt) {
            (Some(_), _) => {
                Err(Failure::usage("--python is for Python files; a lesson's own file says which Python it is"))
            }
            (None, Some(_)) => Err(Failure::usage("--interrupt is for Python files")),
            (None, None) => Ok(()),
        }
    }
}

/// Whether a name is a Python file's and not a lesson's.
pub(crate) fn is_python(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension == "py")
}

fn read(file: &str, version: Version) -> Result<String, Failure> {
    let bytes = fs::read(file).map_err(|error| Failure::usage(format!("{file} cannot be read: {error}")))?;
    let named = std::path::absolute(file).map_or_else(|_| file.to_owned(), |path| path.display().to_string());
    encoding::decode(bytes, &named, version).map_err(|error| {
        let _ = io::stderr().write_all(format!("{error}\n").as_bytes());
        Failure::silent()
    })
}

/// Parameters and interventions are a lesson's.
pub(crate) fn no_lesson_options(params: &[String], interventions: &[String]) -> Result<(), Failure> {
    if params.is_empty() && interventions.is_empty() {
        return Ok(());
    }
    Err(Failure::usage("--param and --intervene are for lessons; a Python file gets its arguments after --"))
}

/// In bytes. What holds what holds the next, a hundred thousand times over, is dropped by as many calls within each other; memory is
/// taken by those that are made only.
const STACK: usize = 512 << 20;

/// Does something with a Python interpreter, on a thread with room for its recursion.
pub(crate) fn with_python<R: Send + 'static>(what: impl FnOnce(&Python) -> R + Send + 'static) -> Result<R, Failure> {
    let thread = std::thread::Builder::new().name("python".to_owned()).stack_size(STACK);
    let running = thread.spawn(move || what(&Python::new()));
    let joined = running.map_err(|error| Failure::run(format!("no thread for the program: {error}")))?.join();
    joined.map_err(|panic| {
        let said = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
        Failure::run(match said {
            Some("capacity overflow") => "the program asked for more memory than there can be",
            _ => "the Python engine has failed; please report the program that did it",
        })
    })
}

/// Runs the file: what it prints is printed at once, its exit code is ours.
pub(crate) fn run(
    file: &str,
    args: &[String],
    real: bool,
    limit_time: Option<f64>,
    limit_steps: Option<u64>,
    manner: Manner,
) -> Result<(), Failure> {
    let limit_time = limit_time.map(stop::limit).transpose()?;
    if real && manner.interrupt.is_some() {
        return Err(Failure::usage("--interrupt is for virtual time; with --real press Ctrl-C"));
    }
    let source = read(file, manner.version())?;
    run_text(file, source, args, real, limit_time, limit_steps, manner)
}

/// The same of a program's text; `file` is its name in tracebacks.
pub(crate) fn run_text(
    file: &str,
    source: String,
    args: &[String],
    real: bool,
    limit_time: Option<Duration>,
    limit_steps: Option<u64>,
    manner: Manner,
) -> Result<(), Failure> {
    let mut options = Options {
        file: file.to_owned(),
        args: args.to_vec(),
        recording: false,
        computing: manner.computing,
        version: manner.version(),
        interruption: manner.interruption(),
        decoded: true,
        ..Options::default()
    };
    if real {
        let now = Zoned::now();
        options.clock = Clocks::Real;
        options.epoch = now.timestamp().as_duration().as_secs_f64();
    } else {
        options.epoch = Epoch::default().unix_ms as f64 / 1000.0;
    }
    options.limits.steps = limit_steps.unwrap_or(options.limits.steps);
    let outcome = with_python(move |python| {
        stop::watch(python.interrupter(), limit_time);
        python.run(&source, &options, |stream, text| {
            let written = match stream {
                Stream::Stdout => io::stdout().lock().write_all(text.as_bytes()),
                Stream::Stderr => io::stderr().lock().write_all(text.as_bytes()),
            };
            if let (Err(error), Stream::Stdout) = (written, stream) {
                stop::unread(&error);
            }
        })
    })?;
    if let Err(error) = io::stdout().lock().flush() {
        stop::unread(&error);
    }
    for module in &outcome.canned {
        // On standard error, as it is no output of the program's; who has gone reads no note either.
        let note = format!("loopscope: {module} is canned: no server was asked (docs/PYTHON.md, \"Canned answers\")\n");
        let _ = io::stderr().lock().write_all(note.as_bytes());
    }
    match (&outcome.end, limit_time) {
        (End::Limited(Limit::Computing(_)), Some(limit)) => Err(stop::out_of_time(limit)),
        (End::Limited(limit), _) => Err(Failure::limit(format!("stopped at a limit: {}", text::limit(limit)))),
        (End::Deadlocked(waiters), _) => {
            let mut lines = vec!["deadlock: nothing is ready and no timer is set, but these wait for ever:".to_owned()];
            lines.extend(waiters.iter().map(|waiter| format!("  {waiter}")));
            Err(Failure::lines(lines))
        }
        (End::Finished | End::Exited(_) | End::Raised(_) | End::Asks(_) | End::Inspected, _) => match outcome.exit_code
        {
            0 => Ok(()),
            // The program has said it already, on its standard error.
            code => Err(Failure::exit(code)),
        },
    }
}

/// Runs a program in virtual time; `file` is its name in tracebacks. What it prints is in the trace, and goes nowhere else.
fn virtual_run(python: &Python, file: &str, source: &str, manner: Manner, inspect: Option<u32>) -> Outcome {
    let options = Options {
        file: file.to_owned(),
        limits: LIMITS,
        epoch: Epoch::default().unix_ms as f64 / 1000.0,
        inspect,
        computing: manner.computing,
        version: manner.version(),
        interruption: manner.interruption(),
        decoded: true,
        ..Options::default()
    };
    python.run(source, &options, |_, _| {})
}

/// A whole run in virtual time.
pub(crate) struct Recorded {
    /// What happened.
    pub(crate) chunk: Chunk,
    /// Loop time at its end.
    pub(crate) now: Instant,
    /// How it ended.
    pub(crate) outcome: loopscope_protocol::Outcome,
}

/// Runs a program in virtual time; `file` is its name in tracebacks.
pub(crate) fn recorded(python: &Python, file: &str, source: &str, manner: Manner) -> Recorded {
    let run = virtual_run(python, file, source, manner, None);
    let outcome = run.told();
    Recorded { chunk: run.trace, now: run.time, outcome }
}

/// The file's run in virtual time, as a trace.
pub(crate) fn traced(file: &str, manner: Manner) -> Result<(Trace, loopscope_protocol::Outcome), Failure> {
    traced_text(file, read(file, manner.version())?, manner)
}

/// The same of a program's text; `file` is its name in tracebacks.
pub(crate) fn traced_text(
    file: &str,
    source: String,
    manner: Manner,
) -> Result<(Trace, loopscope_protocol::Outcome), Failure> {
    let name = file.to_owned();
    let run = with_python(move |python| recorded(python, &name, &source, manner))?;
    let mut trace = Trace::default();
    trace.append(run.chunk);
    Ok((trace, run.outcome))
}

/// The program's variables right after this record of its trace, as text.
pub(crate) fn locals(file: &str, record: u32, manner: Manner) -> Result<String, Failure> {
    let (source, name) = (read(file, manner.version())?, file.to_owned());
    let outcome = with_python(move |python| virtual_run(python, &name, &source, manner, Some(record)))?;
    let mut trace = Trace::default();
    trace.append(outcome.trace);
    let Some(found) = trace.records.get(record as usize) else {
        let last = trace.records.len().saturating_sub(1);
        return Err(Failure::usage(format!("--locals {record}: the trace has records 0 to {last}")));
    };
    let mut out = format!("after record {record}: {}\n", text::what(&trace, found));
    let scope = Scope::new(trace);
    let mut line = |indent: usize, text: String| {
        let _ = writeln!(out, "{:indent$}{text}", "");
    };
    let mut last = None;
    for frame in outcome.variables.unwrap_or_default() {
        if last.replace(frame.task) != Some(frame.task) {
            let name = scope.name_at(frame.task, Cursor(record + 1));
            line(0, if frame.task == 0 { "program".to_owned() } else { format!("task {}, {name}", frame.task) });
        }
        line(2, format!("{}, line {}", frame.function, frame.line));
        for variable in frame.variables {
            line(4, format!("{} = {}", variable.name, variable.value));
        }
        if frame.more > 0 {
            line(4, format!("and {} more", frame.more));
        }
    }
    Ok(out)
}
