//! What is wrong with a program of the reader's own, where it is.

use serde::{Deserialize, Serialize};

/// A place of the program's text, and what is wrong there: where an error was raised, or a warning was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The line of the program's text, from 1.
    pub line: u32,
    /// The first column that is meant, from 1. Columns count characters (Unicode scalar values, a tab is one), neither bytes nor
    /// UTF-16 units.
    pub column: u32,
    /// The column behind the last one that is meant; above `column`, and at most one beyond the line's end.
    pub end_column: u32,
    /// What is wrong, as Python says it: `ZeroDivisionError: division by zero`.
    pub message: String,
    /// How bad it is.
    pub severity: Severity,
}

/// How bad a [`Problem`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The program, or a task of it, ended there.
    Error,
    /// It went on.
    Warning,
}
