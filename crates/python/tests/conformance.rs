//! Every program of tests/conformance prints here, byte for byte, what it prints under CPython 3.14, 3.11 and 3.15, and each record of
//! its trace has a line of its own or none; a test for each program and version. How the recordings are made stands in
//! tests/conformance/README.md.

use std::cell::RefCell;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::rc::Rc;

use libtest_mimic::{Arguments, Failed, Trial};
use loopscope_executor::Limits;
use loopscope_executor::trace::{Stream, Trace};
use loopscope_python::{Options, Python, Version};

mod lines;

/// As much as the command line gives a program.
const STACK: usize = 64 << 20;

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/conformance/programs");
    let mut programs = Vec::new();
    collect(&root, &mut programs);
    programs.sort();
    assert!(programs.len() >= 150, "{} programs below {}", programs.len(), root.display());
    let trials = programs.into_iter().flat_map(|path| {
        let name = path.strip_prefix(&root).unwrap_or(&path).with_extension("").to_string_lossy().replace('/', "::");
        let trial = |version| {
            let path = path.clone();
            Trial::test(format!("{name}::{version}"), move || run(&path, version))
        };
        versions_of(&path).into_iter().map(trial).collect::<Vec<_>>()
    });
    libtest_mimic::run(&Arguments::from_args(), trials.collect()).exit_code()
}

fn collect(folder: &Path, programs: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            collect(&path, programs);
        } else if path.extension().is_some_and(|extension| extension == "py") {
            programs.push(path);
        }
    }
}

/// The versions that a program is for: all, unless a line of it names some.
fn versions_of(path: &Path) -> Vec<Version> {
    let source = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let only = source.lines().find_map(|line| line.strip_prefix("# only "));
    let named =
        |names: &str| names.split(' ').map(|name| name.parse().unwrap_or_else(|error| panic!("{error}"))).collect();
    only.map_or_else(|| Version::ALL.to_vec(), named)
}

/// What was recorded of a program: under this version, or under the reference, where that does the same.
fn recorded(path: &Path, version: Version, what: &str) -> std::io::Result<Option<String>> {
    let own = path.with_extension(format!("{version}.{what}"));
    let shared = path.with_extension(what);
    let file = if version != Version::default() && own.exists() { own } else { shared };
    file.exists().then(|| fs::read_to_string(file)).transpose()
}

fn run(path: &Path, version: Version) -> Result<(), Failed> {
    let source = fs::read_to_string(path)?;
    let expected = recorded(path, version, "out")?.ok_or("it is not recorded")?;
    let end = recorded(path, version, "end")?;
    // The name under which CPython ran it.
    let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let text = source.clone();
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(move || {
        let printed = Rc::new(RefCell::new((String::new(), String::new())));
        let options = Options {
            file,
            version,
            epoch: 1_700_000_000.25,
            limits: Limits { steps: 1_000_000, ..Limits::default() },
            ..Options::default()
        };
        let sink = printed.clone();
        let outcome = Python::new().run(&source, &options, move |stream, text| {
            let mut printed = sink.borrow_mut();
            match stream {
                Stream::Stdout => printed.0.push_str(text),
                Stream::Stderr => printed.1.push_str(text),
            }
        });
        (printed.take(), outcome.exit_code, outcome.trace, outcome.end)
    })?;
    let ((out, err), code, chunk, end_of_run) = thread.join().map_err(|_| "the engine panicked")?;
    if out == expected {
        let ended = format!("{}exit code {}\n", without_addresses(&err), code.rem_euclid(256));
        if let Some(end) = end.filter(|end| *end != ended) {
            return Err(format!("it ends so:\n{ended}\nand should end so:\n{end}").into());
        }
        let mut trace = Trace::default();
        trace.append(chunk);
        return lines::wrong(&text, &trace).map_or(Ok(()), |wrong| Err(wrong.into()));
    }
    let first = out.lines().zip(expected.lines()).position(|(is, should)| is != should);
    let line = first.unwrap_or_else(|| out.lines().count().min(expected.lines().count()));
    Err(format!(
        "line {} is {:?} and should be {:?}\nstderr: {err}\nend: {end_of_run:?}",
        line + 1,
        out.lines().nth(line),
        expected.lines().nth(line),
    )
    .into())
}

/// An object's address is another one in every run.
fn without_addresses(text: &str) -> String {
    let mut parts = text.split("0x");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str("0x0");
        out.push_str(part.trim_start_matches(|char: char| char.is_ascii_hexdigit()));
    }
    out
}
