//! Why a command did not do what it was asked for, and the exit code that says so.

use std::process::ExitCode;

use loopscope_lessons::author::Problem;

/// A failure: lines for standard error, and an exit code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Failure {
    pub(crate) lines: Vec<String>,
    code: u8,
}

impl From<loopscope_site::Failure> for Failure {
    fn from(failure: loopscope_site::Failure) -> Self {
        Failure::lines(failure.lines)
    }
}

impl Failure {
    /// The command was called wrongly: exit code 2.
    pub(crate) fn usage(line: impl Into<String>) -> Self {
        Failure { lines: vec![line.into()], code: 2 }
    }

    /// The command failed: exit code 1.
    pub(crate) fn run(line: impl Into<String>) -> Self {
        Failure { lines: vec![line.into()], code: 1 }
    }

    /// The command failed, in several sentences: exit code 1.
    pub(crate) fn lines(lines: Vec<String>) -> Self {
        Failure { lines, code: 1 }
    }

    /// The command failed and what there was to say has been said: exit code 1.
    pub(crate) fn silent() -> Self {
        Failure { lines: Vec::new(), code: 1 }
    }

    /// The command was stopped at a limit that it was given: exit code 124, as `timeout` has it.
    pub(crate) fn limit(line: impl Into<String>) -> Self {
        Failure { lines: vec![line.into()], code: 124 }
    }

    /// A program ended with this exit code and has said why.
    pub(crate) fn exit(code: i32) -> Self {
        // As the system does it with what is out of its range.
        Failure { lines: Vec::new(), code: code.rem_euclid(256) as u8 }
    }

    /// Mistakes in the lessons: exit code 1.
    pub(crate) fn problems(problems: Vec<Problem>) -> Self {
        Failure::lines(problems.iter().map(Problem::to_string).collect())
    }

    /// The exit code.
    pub(crate) fn exit_code(&self) -> ExitCode {
        ExitCode::from(self.code)
    }
}
