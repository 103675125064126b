//! Python files where a command takes a lesson: `loopscope run FILE.py` is `python3 FILE.py` in virtual time.
#![expect(clippy::disallowed_methods, reason = "whether real time passes is what is tested")]

mod common;

use std::ffi::OsStr;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};
use std::{fs, str};

use common::{Answer, loopscope};

/// A folder with one program in it.
struct Program {
    _folder: tempfile::TempDir,
    path: PathBuf,
}

fn program(source: &str) -> Program {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("program.py");
    fs::write(&path, source).expect("the file can be written");
    Program { _folder: folder, path }
}

impl Program {
    fn call(&self, command: &str, more: &[&str]) -> Answer {
        let arguments = [OsStr::new(command), self.path.as_os_str()];
        loopscope(&arguments.into_iter().chain(more.iter().map(OsStr::new)).collect::<Vec<_>>())
    }
}

const NAPS: &str = "\
import asyncio, sys

async def nap(name, seconds):
    await asyncio.sleep(seconds)
    print(name, asyncio.get_running_loop().time())

async def main():
    await asyncio.gather(nap('slow', 3600), nap('quick', 0.5))
    print(sys.argv[1:])

asyncio.run(main())
";

#[test]
fn input_reads_the_standard_input_and_says_where_it_ends() {
    let asking = "\
import sys
print(repr(input('name? ')), repr(sys.stdin.readline()), list(sys.stdin))
try:
    input()
except EOFError as error:
    print(error)
";
    let program = program(asking);
    let mut call = Command::new(env!("CARGO_BIN_EXE_loopscope"));
    let call = call.arg("run").arg(&program.path).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = call.spawn().expect("the program starts");
    child.stdin.take().expect("a pipe").write_all("Ada\nsecond\nthird\nfourth".as_bytes()).expect("it reads");
    let Output { stdout, stderr, .. } = child.wait_with_output().expect("the program ends");
    let printed = "name? 'Ada' 'second\\n' ['third\\n', 'fourth']\nEOF when reading a line\n";
    assert_eq!((str::from_utf8(&stdout), str::from_utf8(&stderr)), (Ok(printed), Ok("")));
}

#[test]
fn input_reads_what_the_program_is_given_beforehand() {
    let asking = "\
# @input Ann
# @input 42
print('hello', input('name? '), int(input()) + 1)
try:
    input()
except EOFError as error:
    print(error)
";
    let answer = program(asking).call("run", &[]);
    assert_eq!((answer.code, &*answer.stdout), (Some(0), "name? hello Ann 43\nEOF when reading a line\n"));
}

#[test]
fn a_program_runs_in_virtual_time_and_gets_its_arguments() {
    let begun = Instant::now();
    let answer = program(NAPS).call("run", &["--", "one", "--two"]);
    assert_eq!(answer.stdout, "quick 0.5\nslow 3600.0\n['one', '--two']\n", "{}", answer.stderr);
    assert_eq!((answer.code, answer.stderr.as_str()), (Some(0), ""));
    assert!(begun.elapsed() < Duration::from_secs(60));
}

#[test]
fn real_time_passes_when_it_is_asked_for() {
    let source = "import asyncio\nasyncio.run(asyncio.sleep(0.25))\nprint('over')\n";
    let begun = Instant::now();
    let answer = program(source).call("run", &["--real"]);
    assert_eq!((answer.code, answer.stdout.as_str()), (Some(0), "over\n"), "{}", answer.stderr);
    assert!(begun.elapsed() >= Duration::from_millis(250));
}

#[test]
fn an_exit_code_is_the_programs() {
    for (source, code) in [
        ("raise SystemExit", 0),
        ("import sys; sys.exit(3)", 3),
        ("raise SystemExit('sorry')", 1),
        ("1 / 0", 1),
        ("import asyncio\nasync def main():\n    raise SystemExit(7)\nasyncio.run(main())", 7),
        ("def f(:\n", 1),
    ] {
        let answer = program(source).call("run", &[]);
        assert_eq!(answer.code, Some(code), "{source}: {}", answer.stderr);
        assert_eq!(answer.stdout, "", "{source}");
    }
    assert_eq!(program("raise SystemExit('sorry')").call("run", &[]).stderr, "sorry\n");
}

#[test]
fn an_error_is_told_with_its_place() {
    let answer = program("def half(n):\n    return n / 0\n\nhalf(1)\n").call("run", &[]);
    assert!(answer.stderr.starts_with("Traceback (most recent call last):\n  File \""), "{}", answer.stderr);
    assert!(answer.stderr.contains("program.py\", line 2, in half\n"), "{}", answer.stderr);
    assert!(answer.stderr.ends_with("ZeroDivisionError: division by zero\n"), "{}", answer.stderr);
}

#[test]
fn who_waits_for_ever_is_named() {
    let source = "import asyncio\nasync def main():\n    await asyncio.Event().wait()\nasyncio.run(main())\n";
    let answer = program(source).call("run", &[]);
    assert_eq!(answer.code, Some(1));
    assert!(answer.stderr.contains("deadlock") && answer.stderr.contains("Task-1"), "{}", answer.stderr);
    assert!(answer.stderr.contains("line 3"), "{}", answer.stderr);
}

#[test]
fn no_program_catches_its_way_out_of_a_deadlock() {
    let source = "\
import asyncio
async def main():
    await asyncio.Event().wait()
while True:
    try:
        asyncio.run(main())
    except BaseException:
        print('caught')
        break
asyncio.run(main())
";
    let answer = program(source).call("run", &[]);
    assert_eq!(answer.code, Some(1), "{}", answer.stdout);
    assert!(answer.stderr.contains("deadlock"), "{}", answer.stderr);
}

#[test]
fn nor_does_a_task_that_catches_whatever_would_end_it() {
    let source = "\
import asyncio
async def main():
    loop = asyncio.get_running_loop()
    while True:
        try:
            await loop.create_future()
        except BaseException as error:
            print(type(error).__name__)
asyncio.run(main())
";
    let answer = program(source).call("run", &[]);
    assert_eq!(answer.code, Some(1), "{}", answer.stdout);
    assert_eq!(answer.stdout, "CancelledError\nGeneratorExit\n");
    let source = source
        .replace("    loop = asyncio.get_running_loop()\n", "")
        .replace("loop.create", "asyncio.get_running_loop().create");
    let answer = program(&source).call("run", &[]);
    assert_eq!((answer.code, &*answer.stdout), (Some(1), "CancelledError\nGeneratorExit\n"));
}

#[test]
fn a_trace_has_the_lines_of_the_program() {
    let answer = program(NAPS).call("trace", &[]);
    assert_eq!(answer.code, Some(0), "{}", answer.stderr);
    let line = |what: &str| {
        let line =
            answer.stdout.lines().find(|line| line.contains(what)).unwrap_or_else(|| panic!("{what} is missing"));
        line.split_whitespace().nth(4).unwrap_or_default().to_owned()
    };
    assert_eq!(line("runs main"), "11");
    assert_eq!(line("runs nap"), "8");
    assert_eq!(line("stdout \"quick 0.5"), "5");
    assert_eq!(line("poll ends: pending on future"), "8");
    let json = program(NAPS).call("trace", &["--format", "json"]).stdout;
    assert!(json.contains("\"finished\""), "{json}");
}

#[test]
fn variables_at_a_record_of_the_trace() {
    let program = program(NAPS);
    let trace = program.call("trace", &[]).stdout;
    let printed = trace.lines().find(|line| line.contains("stdout \"quick 0.5")).expect("it prints");
    let record = printed.split_whitespace().next().expect("a number");
    let answer = program.call("trace", &["--locals", record]);
    assert_eq!((answer.code, answer.stderr.as_str()), (Some(0), ""));
    let expected = format!(
        "after record {record}: stdout \"quick 0.5\\n\"\nprogram\n  <module>, line 11\ntask 1, Task-1\n  main, line 8\n\
         task 2, Task-2\n  nap, line 4\n    name = 'slow'\n    seconds = 3600\n\
         task 3, Task-3\n  nap, line 5\n    name = 'quick'\n    seconds = 0.5\n"
    );
    assert_eq!(answer.stdout, expected);
    let answer = program.call("trace", &["--locals", "100000"]);
    assert_eq!((answer.code, answer.stderr.lines().count()), (Some(2), 1));
    assert!(answer.stderr.starts_with("--locals 100000: the trace has records 0 to "), "{}", answer.stderr);
}

#[test]
fn a_picture_of_any_program() {
    let answer = program(NAPS).call("svg", &[]);
    let svg = roxmltree::Document::parse(&answer.stdout).expect("well-formed XML");
    assert_eq!(svg.root_element().tag_name().name(), "svg");
    assert!(answer.stdout.contains("program.py") && answer.stdout.contains("Task-2"));
}

#[test]
fn a_wrong_call_is_one_line_and_exit_code_2() {
    let program = program("print('never')");
    for more in [&["--param", "delay=1"][..], &["--intervene", "1:block=1"]] {
        let answer = program.call("run", more);
        assert_eq!((answer.code, answer.stdout.as_str(), answer.stderr.lines().count()), (Some(2), "", 1));
    }
    let missing = Program { _folder: tempfile::tempdir().expect("a folder"), path: "no-such.py".into() };
    let answer = missing.call("run", &[]);
    assert_eq!((answer.code, answer.stderr.lines().count()), (Some(2), 1));
    assert!(answer.stderr.starts_with("no-such.py cannot be read"), "{}", answer.stderr);
}

const CURRENT_LOOP: &str = "\
import asyncio, sys
print(sys.version_info[:2])
asyncio.get_event_loop().run_until_complete(asyncio.sleep(1))
print('slept')
";

#[test]
fn a_program_is_run_as_the_python_that_is_asked_for() {
    let program = program(CURRENT_LOOP);
    let old = program.call("run", &["--python", "3.11"]);
    assert_eq!((old.code, &*old.stdout), (Some(0), "(3, 11)\nslept\n"), "{}", old.stderr);
    for (version, shown) in [("3.14", "(3, 14)\n"), ("3.15", "(3, 15)\n")] {
        let new = program.call("run", &["--python", version]);
        assert_eq!((new.code, &*new.stdout), (Some(1), shown));
        assert!(
            new.stderr.contains("RuntimeError: There is no current event loop in thread 'MainThread'."),
            "{}",
            new.stderr
        );
    }
    assert_eq!(program.call("run", &[]).stdout, "(3, 14)\n");
}

#[test]
fn another_python_is_refused_and_the_three_are_named() {
    let program = program("print(1)");
    for version in ["3.12", "3.16", "4", "x"] {
        let answer = program.call("run", &["--python", version]);
        assert_eq!((answer.code, &*answer.stdout), (Some(2), ""));
        assert_eq!(answer.stderr.lines().count(), 1, "{}", answer.stderr);
        assert!(answer.stderr.contains("3.11, 3.14 or 3.15"), "{}", answer.stderr);
    }
}

const WAIT_FOR: &str = "\
import asyncio

async def work():
    await asyncio.sleep(1)
    print(asyncio.current_task().get_name())

async def main():
    await asyncio.wait_for(work(), 5)
    print('end')

asyncio.run(main())
";

#[test]
fn two_pythons_are_compared() {
    let program = program(WAIT_FOR);
    let answer = program.call("compare", &["--python", "3.11,3.14"]);
    assert_eq!(answer.code, Some(0), "{}", answer.stderr);
    let first = answer.stdout.lines().next().unwrap_or_default();
    assert!(first.starts_with("Up to here they do the same. Then, with Python 3.11: "), "{first}");
    assert!(answer.stdout.contains("\n- | Task-2\n+ | Task-1\n  | end\n"), "{}", answer.stdout);
    let json = program.call("compare", &["--python", "3.14,3.15", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json.stdout).expect("it is JSON");
    assert_eq!((&json["same"], &json["first"]), (&true.into(), &serde_json::json!([null, null])));
    let chinese = program.call("compare", &["--python", "3.11,3.14", "--lang", "zh"]);
    assert!(chinese.stdout.starts_with("到这里为止两者一致。"), "{}", chinese.stdout);
}

#[test]
fn two_texts_are_compared() {
    let one = program(WAIT_FOR);
    let other = program(&WAIT_FOR.replace("'end'", "'over'"));
    let other = other.path.to_str().expect("a path in Unicode");
    let answer = one.call("compare", &[other]);
    assert!(answer.stdout.contains("\n- | end\n+ | over\n"), "{}", answer.stdout);
    for wrong in [&["--python", "3.14"][..], &["--python", "3.14,3.14"], &[other, "--python", "3.11,3.14"]] {
        assert_eq!(one.call("compare", wrong).code, Some(2), "{wrong:?}");
    }
}
