//! What the page of a lesson, or of a program of the playground, hands to the application: JSON in `<script type="application/json" id="lesson-data">`.
//!
//! Highlighted code has spans of these classes: `k` keyword, `s` string, `n` number, `c` comment, `f` name of a function that is
//! defined, `b` built-in; and `param` (with `data-param`) around the literal of a parameter.

use std::collections::BTreeMap;

use loopscope_protocol::pane::Panes;
use loopscope_protocol::param::Param;
use loopscope_version::Version;
use loopscope_view::Moment;
use serde::{Deserialize, Serialize};

/// A lesson in one language, without its text, which is on the page already.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LessonData {
    /// Its name in addresses; the program of this name runs.
    pub slug: String,
    /// Its language's code.
    pub lang: String,
    /// Its place among the lessons, from 1.
    #[serde(default, skip_serializing)]
    pub order: u32,
    /// How many lessons there are.
    #[serde(default, skip_serializing)]
    pub total: u32,
    /// Its title.
    pub title: String,
    /// Its parameters, in the order in which they are shown.
    pub params: Vec<Param>,
    /// The panes that are open at first.
    pub open: Panes,
    /// The program in Python.
    pub python: Code,
    /// Its text as a reader edits it, with the marks of its parameters.
    #[serde(default)]
    pub source: String,
    /// Which Python that is run as.
    #[serde(default)]
    pub version: Version,
    /// The Pythons that a program of the reader's own can be run as.
    #[serde(default)]
    pub versions: [Version; 3],
    /// The program in Rust: the one that runs. A program of the playground has none.
    pub rust: Code,
    /// Whether it is a program of the playground: the Python program itself runs, and the records' lines are its own.
    #[serde(default, skip_serializing_if = "is_false")]
    pub own: bool,
    /// Address, from the page, of its default run: a file as `Recording` makes it. The run of
    /// a program of the playground is shown from there until the Python engine has loaded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recorded: Option<String>,
    /// What a blog's reader downloads of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weights: Option<Weights>,
    /// The parts of the program that the text points at, by name.
    pub regions: BTreeMap<String, Region>,
    /// Where the line of a record is shown: a line of snippet.rs, or of the playground's program. Lines that leave no record are
    /// not there.
    pub lines: BTreeMap<u32, Shown>,
    /// The moments of the run that the text points at, by name.
    pub moments: BTreeMap<String, Moment>,
    /// What the reader can reach by changing parameters.
    pub goals: Vec<Goal>,
    /// What the reader is asked to predict.
    #[cfg(feature = "questions")]
    pub questions: Vec<Question>,
    /// The lesson before.
    #[serde(default, skip_serializing)]
    pub prev: Option<Link>,
    /// The lesson after.
    #[serde(default, skip_serializing)]
    pub next: Option<Link>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_false(value: &bool) -> bool {
    !value
}

/// What a blog's reader downloads of a lesson, in bytes as they travel, compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weights {
    /// The element's script.
    pub loader: u32,
    /// The picture that stands there at first.
    pub poster: u32,
    /// All of the page that comes to life.
    pub live: u32,
}

/// A program as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Code {
    /// Its lines.
    pub lines: Vec<CodeLine>,
}

/// A line of a program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CodeLine {
    /// Highlighted, without a line end. It is safe HTML: made at build time, text escaped.
    pub html: String,
}

/// Where a region is shown: first and last line, from 1. As data it is a list: of both in Python, then of both in Rust.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "[u32; 4]", into = "[u32; 4]")]
pub struct Region {
    /// In Python.
    pub python: (u32, u32),
    /// In Rust.
    pub rust: (u32, u32),
}

impl From<[u32; 4]> for Region {
    fn from([first, last, rust_first, rust_last]: [u32; 4]) -> Region {
        Region { python: (first, last), rust: (rust_first, rust_last) }
    }
}

impl From<Region> for [u32; 4] {
    fn from(Region { python, rust }: Region) -> [u32; 4] {
        [python.0, python.1, rust.0, rust.1]
    }
}

/// Where the line of a record is shown, from 1. As data it is a list: in Rust, then in Python, or 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "[u32; 2]", into = "[u32; 2]")]
pub struct Shown {
    /// In Rust; 0 where there is no Rust.
    pub rust: u32,
    /// Its counterpart in Python, if it has one.
    pub python: Option<u32>,
}

impl From<[u32; 2]> for Shown {
    fn from([rust, python]: [u32; 2]) -> Shown {
        Shown { rust, python: (python > 0).then_some(python) }
    }
}

impl From<Shown> for [u32; 2] {
    fn from(Shown { rust, python }: Shown) -> [u32; 2] {
        [rust, python.unwrap_or(0)]
    }
}

/// Something for the reader to reach.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Goal {
    /// What, in words.
    pub text: String,
    /// Reached by a run that takes so many seconds of loop time or less.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration_at_most: Option<f64>,
    /// Reached by a run that takes so many or more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration_at_least: Option<f64>,
    /// Reached by a run that prints this line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prints: Option<String>,
}

/// Durations are compared with this tolerance, in seconds: a sum of tenths is not exactly a tenth.
const TOLERANCE: f64 = 1e-6;

impl Goal {
    /// Whether a run that has ended reaches it: one that took `seconds` of loop time and printed `stdout`.
    #[must_use]
    pub fn reached(&self, seconds: f64, stdout: &str) -> bool {
        self.duration_at_most.is_none_or(|most| seconds <= most + TOLERANCE)
            && self.duration_at_least.is_none_or(|least| seconds >= least - TOLERANCE)
            && self.prints.as_ref().is_none_or(|wanted| stdout.lines().any(|line| line == wanted))
    }
}

/// Something for the reader to predict. There is no answer in it: `loopscope_view::ask` computes that from the run.
#[cfg(feature = "questions")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// What the reader reads.
    pub text: String,
    /// What is asked. In JSON its fields stand beside the text: `kind` is `order` (with `lines`), `seconds` (with `from` and
    /// `to`, moments or null) or `next` (with `at`, a moment).
    #[serde(flatten)]
    pub asks: loopscope_view::Question,
}

/// Another lesson.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Its name in addresses.
    pub slug: String,
    /// Its title.
    pub title: String,
}
