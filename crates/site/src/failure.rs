//! Why a site was not made.

use std::fmt;

use loopscope_lessons::author::Problem;

/// What went wrong, in sentences that say what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// One or more.
    pub lines: Vec<String>,
}

impl Failure {
    /// Of one sentence.
    pub(crate) fn run(line: impl Into<String>) -> Self {
        Failure { lines: vec![line.into()] }
    }

    /// Mistakes in what authors wrote.
    pub(crate) fn problems(problems: Vec<Problem>) -> Self {
        Failure { lines: problems.iter().map(Problem::to_string).collect() }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.lines.join("\n"))
    }
}

impl std::error::Error for Failure {}
