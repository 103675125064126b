//! The program `loopscope`, called as its users call it.

use std::ffi::OsStr;
use std::process::{Command, Output};

/// What it answers.
pub(crate) struct Answer {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

pub(crate) fn loopscope(arguments: &[impl AsRef<OsStr>]) -> Answer {
    let Output { status, stdout, stderr } =
        Command::new(env!("CARGO_BIN_EXE_loopscope")).args(arguments).output().expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("it prints text");
    Answer { code: status.code(), stdout: text(stdout), stderr: text(stderr) }
}
