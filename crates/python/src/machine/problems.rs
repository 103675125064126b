//! What is wrong with the program, as it was told: each problem once.

use std::cell::RefCell;

use loopscope_protocol::{Problem, Severity};

/// So many are kept: a program that fails without end has said what is wrong by then.
const MOST: usize = 200;

/// Where a problem is in its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Span {
    /// The whole line, but for the white space around it.
    Line,
    /// From one column to before another one, in characters from 0.
    Columns(usize, usize),
    /// From one column to the line's end: what is meant goes on in the next one.
    From(usize),
}

/// The problems of a run.
#[derive(Debug, Default)]
pub(crate) struct Problems(RefCell<Vec<Problem>>);

impl Problems {
    /// Something is wrong in this line, 1 for the first, whose text is `text`.
    pub(crate) fn add(&self, line: u32, text: &str, span: Span, message: &str, severity: Severity) {
        let message = message.lines().next().unwrap_or_default();
        let mut known = self.0.borrow_mut();
        if known.len() >= MOST || known.iter().any(|it| it.line == line && it.message == message) {
            return;
        }
        let trimmed = text.trim_end().chars().count();
        let (from, to) = match span {
            Span::Line => (text.chars().take_while(|char| char.is_whitespace()).count(), trimmed),
            Span::Columns(from, to) => (from, to),
            Span::From(from) => (from, trimmed),
        };
        // From 1.
        let column = |at: usize| u32::try_from(at).unwrap_or(u32::MAX).saturating_add(1);
        known.push(Problem {
            line,
            column: column(from),
            end_column: column(to.max(from + 1)),
            message: message.to_owned(),
            severity,
        });
    }

    /// All of them, in the order of their places.
    pub(crate) fn take(&self) -> Vec<Problem> {
        let mut problems = self.0.take();
        problems.sort_by_key(|it| (it.line, it.column));
        problems
    }
}
