//! What the page of a lesson, or of a program of the playground, hands to the application: JSON in `<script type="application/json" id="lesson-data">`.
//!
//! Highlighted code has spans of these classes: `k` keyword, `s` string, `n` number, `c` comment, `f` name of a function that is
//! defined, `b` built-in; and `param` (with `data-param`) around the literal of a parameter.

use std::collections::BTreeMap;

use loopscope_protocol::pane::Panes;
use loopscope_protocol::param::Param;
use loopscope_version::Version;
use loopscope_view::Moment;
use serde::Serialize;

mod reading;

/// A lesson in one language, without its text, which is on the page already.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LessonData {
    /// Its name in addresses; the program of this name runs.
    pub slug: String,
    /// Its language's code.
    pub lang: String,
    /// Its place among the lessons, from 1.
    #[serde(skip)]
    pub order: u32,
    /// How many lessons there are.
    #[serde(skip)]
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
    pub source: String,
    /// Which Python that is run as.
    pub version: Version,
    /// The Pythons that a program of the reader's own can be run as.
    pub versions: [Version; 3],
    /// What of it runs.
    pub runs: Runs,
    /// What a blog's reader downloads of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weights: Option<Weights>,
    /// The parts of the Python program that the text points at, by name.
    pub regions: BTreeMap<String, Region>,
    /// The moments of the run that the text points at, by name.
    pub moments: BTreeMap<String, Moment>,
    /// What the reader can reach by changing parameters.
    pub goals: Vec<Goal>,
    /// What the reader is asked to predict.
    #[cfg(feature = "questions")]
    pub questions: Vec<Question>,
    /// The lesson before.
    #[serde(skip)]
    pub prev: Option<Link>,
    /// The lesson after.
    #[serde(skip)]
    pub next: Option<Link>,
}

/// What runs on a page, and what is known of it beside the Python program that is shown. A page without a twin has nothing to say
/// of one.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Runs {
    /// The Python program's Rust twin, which is compiled into the application. Lines of records are lines of snippet.rs.
    Twin(Twin),
    /// The Python program itself, by the Python engine. Lines of records are lines of what is shown.
    Python(Recorded),
}

/// The Rust twin of a lesson's program.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Twin {
    /// The program.
    pub rust: Code,
    /// Its counterparts of the Python program's regions, by name.
    pub regions: BTreeMap<String, Region>,
    /// Where the line of a record is shown. Lines that leave no record are not there.
    pub lines: BTreeMap<u32, Shown>,
}

/// A Python program whose default run was recorded.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Recorded {
    /// Address, from the page, of that run: a file as `Recording` makes it. It is shown and played from there until the Python engine
    /// is wanted.
    pub run: String,
    /// Where its parameters are changed.
    pub params: ParamsIn,
}

/// Where a reader changes a program's parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ParamsIn {
    /// In a pane of their own and on the code, beside which there are predictions: a lesson's.
    Pane,
    /// In the program's text: the playground's.
    Text,
}

/// What a blog's reader downloads of a lesson, in bytes as they travel, compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Weights {
    /// The element's script.
    pub loader: u32,
    /// The picture that stands there at first.
    pub poster: u32,
    /// All of the page that comes to life.
    pub live: u32,
}

/// A program as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Code {
    /// Its lines.
    pub lines: Vec<CodeLine>,
}

/// A line of a program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct CodeLine {
    /// Highlighted, without a line end. It is safe HTML: made at build time, text escaped.
    pub html: String,
}

/// Where a region is shown: its first and its last line, from 1.
pub type Region = (u32, u32);

/// Where the line of a record is shown, from 1. As data it is a list: in Rust, then in Python, or 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(into = "[u32; 2]")]
pub struct Shown {
    /// In Rust.
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
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Goal {
    /// What, in words.
    pub text: String,
    /// Reached by a run that takes so many seconds of loop time or less.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration_at_most: Option<f64>,
    /// Reached by a run that takes so many or more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration_at_least: Option<f64>,
    /// Reached by a run that prints this line.
    #[serde(skip_serializing_if = "Option::is_none")]
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
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Question {
    /// What the reader reads.
    pub text: String,
    /// What is asked. In JSON its fields stand beside the text: `kind` is `order` (with `lines`), `seconds` (with `from` and
    /// `to`, moments or null) or `next` (with `at`, a moment).
    #[serde(flatten)]
    pub asks: loopscope_view::Question,
}

/// Another lesson.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Link {
    /// Its name in addresses.
    pub slug: String,
    /// Its title.
    pub title: String,
}
