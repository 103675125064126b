//! Programs that do not end by themselves are stopped: by Ctrl-C, by a limit, by a reader that goes.
#![cfg(unix)]
#![expect(clippy::disallowed_methods, reason = "real time is what a limit is of")]

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{fs, thread};

struct Program {
    _folder: tempfile::TempDir,
    child: Child,
    out: BufReader<std::process::ChildStdout>,
}

fn start(source: &str, more: &[&str]) -> Program {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("program.py");
    fs::write(&path, source).expect("the file can be written");
    let mut call = Command::new(env!("CARGO_BIN_EXE_loopscope"));
    let call = call.arg("run").arg(path).args(more).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = call.spawn().expect("the program starts");
    let out = BufReader::new(child.stdout.take().expect("a pipe"));
    Program { _folder: folder, child, out }
}

impl Program {
    fn line(&mut self) -> String {
        let mut line = String::new();
        self.out.read_line(&mut line).expect("it prints text");
        line
    }

    fn press_ctrl_c(&self) {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-INT", &pid]).status().expect("there is kill").success());
    }

    /// Its exit code, what it printed since, and what it said on standard error. It has to end soon.
    fn end(mut self) -> (Option<i32>, String, String) {
        let begun = Instant::now();
        while self.child.try_wait().expect("it can be asked").is_none() {
            if begun.elapsed() > Duration::from_secs(60) {
                self.child.kill().expect("it can be ended");
                panic!("it does not end");
            }
            thread::sleep(Duration::from_millis(10));
        }
        let (mut out, mut err) = (String::new(), String::new());
        self.out.read_to_string(&mut out).expect("text");
        self.child.stderr.take().expect("a pipe").read_to_string(&mut err).expect("text");
        (self.child.wait().expect("it has ended").code(), out, err)
    }
}

#[test]
fn ctrl_c_is_a_keyboard_interrupt_where_the_program_is() {
    let mut program = start("print('begun')\nprint('half', end='')\nwhile True:\n    pass\n", &[]);
    assert_eq!(program.line(), "begun\n");
    thread::sleep(Duration::from_millis(200));
    program.press_ctrl_c();
    let (code, out, err) = program.end();
    assert_eq!((code, &*out), (Some(130), "half"), "{err}");
    assert!(err.contains("in <module>") && err.ends_with("KeyboardInterrupt\n"), "{err}");
}

#[test]
fn ctrl_c_cancels_the_main_task_which_cleans_up() {
    let source = "import asyncio\nasync def main():\n    print('begun')\n    try:\n        while True:\n            await asyncio.sleep(60)\n    \
                  finally:\n        print('clean')\nasyncio.run(main())\n";
    for more in [&[][..], &["--real"]] {
        let mut program = start(source, more);
        assert_eq!(program.line(), "begun\n");
        program.press_ctrl_c();
        let (code, out, err) = program.end();
        assert_eq!((code, &*out), (Some(130), "clean\n"), "{err}");
        assert!(err.ends_with("KeyboardInterrupt\n"), "{err}");
    }
}

#[test]
fn the_second_ctrl_c_ends_a_call_that_cannot_be_interrupted() {
    let mut program = start("from itertools import chain, repeat\nany(chain(map(print, ['begun']), repeat(0)))\n", &[]);
    assert_eq!(program.line(), "begun\n");
    program.press_ctrl_c();
    thread::sleep(Duration::from_millis(300));
    program.press_ctrl_c();
    let (code, _, err) = program.end();
    assert_eq!((code, &*err), (Some(130), "interrupted\n"));
}

#[test]
fn a_limit_of_time_ends_everything() {
    let catches = "while True:\n    try:\n        while True: pass\n    except BaseException: pass\n";
    let waits = "import asyncio\nasync def main():\n    while True: await asyncio.sleep(1)\nasyncio.run(main())\n";
    for source in ["while True: pass\n", catches, waits, "10**10**8\n"] {
        let (code, _, err) = start(source, &["--limit-time", "0.3"]).end();
        assert_eq!((code, &*err), (Some(124), "stopped at a limit: 0.3 s (--limit-time)\n"), "{source}");
    }
    let (code, out, _) = start("print('done')\n", &["--limit-time", "30"]).end();
    assert_eq!((code, &*out), (Some(0), "done\n"));
    assert_eq!(start("", &["--limit-time", "0"]).end().0, Some(2));
}

#[test]
fn a_limit_of_steps_does_too() {
    let waits = "import asyncio\nasync def main():\n    while True: await asyncio.sleep(1)\nasyncio.run(main())\n";
    let (code, _, err) = start(waits, &["--limit-steps", "100"]).end();
    assert_eq!((code, err.lines().last()), (Some(124), Some("stopped at a limit: 100 steps")), "{err}");
}

#[test]
fn a_program_ends_quietly_when_nobody_reads_it() {
    let mut program = start("while True: print('x' * 100)\n", &[]);
    assert_eq!(program.line().len(), 101);
    let Program { _folder, mut child, out } = program;
    drop(out);
    let code = child.wait().expect("it ends").code();
    let mut err = String::new();
    child.stderr.take().expect("a pipe").read_to_string(&mut err).expect("text");
    assert_eq!((code, &*err), (Some(141), ""));
}
