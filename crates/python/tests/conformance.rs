//! Every program of tests/conformance prints here, byte for byte, what it prints under CPython 3.11; a test each. How the
//! recordings are made stands in tests/conformance/README.md.

use std::cell::RefCell;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::rc::Rc;

use libtest_mimic::{Arguments, Failed, Trial};
use loopscope_executor::Limits;
use loopscope_executor::trace::Stream;
use loopscope_python::{Options, Python};

/// As much as the command line gives a program.
const STACK: usize = 64 << 20;

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/conformance/programs");
    let mut programs = Vec::new();
    collect(&root, &mut programs);
    programs.sort();
    assert!(programs.len() >= 150, "{} programs below {}", programs.len(), root.display());
    let trials = programs.into_iter().map(|path| {
        let name = path.strip_prefix(&root).unwrap_or(&path).with_extension("").to_string_lossy().replace('/', "::");
        Trial::test(name, move || run(&path))
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

fn run(path: &Path) -> Result<(), Failed> {
    let source = fs::read_to_string(path)?;
    let expected = fs::read_to_string(path.with_extension("out"))?;
    // The name under which CPython ran it.
    let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(move || {
        let printed = Rc::new(RefCell::new((String::new(), String::new())));
        let options = Options {
            file,
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
        (printed.take(), outcome.deadlock, outcome.limit)
    })?;
    let ((out, err), deadlock, limit) = thread.join().map_err(|_| "the engine panicked")?;
    if out == expected {
        return Ok(());
    }
    let first = out.lines().zip(expected.lines()).position(|(is, should)| is != should);
    let line = first.unwrap_or_else(|| out.lines().count().min(expected.lines().count()));
    Err(format!(
        "line {} is {:?} and should be {:?}\nstderr: {err}\ndeadlock: {deadlock:?}, limit: {limit:?}",
        line + 1,
        out.lines().nth(line),
        expected.lines().nth(line),
    )
    .into())
}
