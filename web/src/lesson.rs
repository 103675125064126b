//! The lesson of this page: what `loopscope_lessons::page` hands over, and what the panes ask of it.

use std::collections::BTreeMap;

use loopscope_engine::protocol::Value;
use loopscope_lessons::page::{self, Kind, LessonData, Shown};
use loopscope_view::{Cursor, Lang, Moment};

use crate::panes::{Pane, Panes};
use crate::params::number::Range;
use crate::run::Run;
use crate::session::Tab;

/// A parameter.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Param {
    /// Its name in the program.
    pub(crate) name: String,
    /// What it is, in the page's language.
    pub(crate) label: String,
    /// Its value at first.
    pub(crate) default: Value,
    /// What it may be.
    pub(crate) kind: ParamKind,
}

/// What a parameter may be.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum ParamKind {
    /// A number.
    Number(Range),
    /// Yes or no.
    Bool,
    /// One of these values, with their labels.
    Choice(Vec<(String, String)>),
}

/// The lesson.
pub(crate) struct Lesson {
    /// What its static page hands over.
    pub(crate) data: LessonData,
    /// The page's language.
    pub(crate) lang: Lang,
    /// The program's parameters.
    pub(crate) params: Vec<Param>,
    /// Panes that are open at first.
    pub(crate) open: Panes,
}

impl Lesson {
    /// The lesson with this data; `None` when it names a language or a pane that this build does not know.
    pub(crate) fn new(data: LessonData) -> Option<Lesson> {
        let lang = Lang::from_code(&data.lang)?;
        let mut open = Panes::default();
        for name in &data.open {
            open = open.with(Pane::from_name(name)?, true);
        }
        let params = data.params.iter().map(param).collect();
        Some(Lesson { lang, params, open, data })
    }

    /// The page has no Rust twin of its program: the Python engine runs it.
    pub(crate) fn own(&self) -> bool {
        self.data.own
    }

    /// The program's lines, as highlighted HTML.
    pub(crate) fn code(&self, tab: Tab) -> impl ExactSizeIterator<Item = &str> {
        let code = match tab {
            Tab::Python => &self.data.python,
            Tab::Rust => &self.data.rust,
        };
        code.lines.iter().map(|line| line.html.as_str())
    }

    /// The shown lines of the region with this name, from 0; the second number is the line after the last.
    pub(crate) fn region_lines(&self, tab: Tab, region: &str) -> Option<(usize, usize)> {
        let region = self.data.regions.get(region)?;
        let (first, last) = match tab {
            Tab::Python => region.python,
            Tab::Rust => region.rust,
        };
        Some((place(first)?, place(last)? + 1))
    }

    /// Where a record's line is shown, from 0.
    pub(crate) fn shown(&self, tab: Tab, line: u32) -> Option<usize> {
        place(shown_as(self.data.lines.get(&line)?, tab)?)
    }

    /// Where each line of a record is shown, by pairs, in order; `None` when the page has no such program.
    pub(crate) fn shown_lines(&self, tab: Tab) -> Option<Vec<(u32, u32)>> {
        let lines: &BTreeMap<u32, Shown> = &self.data.lines;
        let shown = |(line, shown): (&u32, &Shown)| Some((*line, shown_as(shown, tab)?));
        (!lines.is_empty()).then(|| lines.iter().filter_map(shown).collect())
    }

    /// The name of the moment that a run stands at, if the lesson has one for it.
    pub(crate) fn named(&self, run: &Run, cursor: Cursor) -> Option<&str> {
        let here = |(_, moment): &(&String, &Moment)| moment.find(run.scope.trace()) == Some(cursor);
        self.data.moments.iter().find(here).map(|(name, _)| name.as_str())
    }
}

fn shown_as(shown: &Shown, tab: Tab) -> Option<u32> {
    match tab {
        Tab::Python => shown.python,
        Tab::Rust => Some(shown.rust),
    }
}

/// A line number, from 1, as a place, from 0.
fn place(line: u32) -> Option<usize> {
    usize::try_from(line.checked_sub(1)?).ok()
}

fn param(param: &page::Param) -> Param {
    let (default, kind) = match &param.kind {
        Kind::Seconds(range) => (Value::Seconds(range.default), ParamKind::Number(Range::seconds(range))),
        Kind::Int(range) => (Value::Int(range.default), ParamKind::Number(Range::whole(range))),
        Kind::Bool { default } => (Value::Bool(*default), ParamKind::Bool),
        Kind::Choice { default, choices } => {
            let choices = choices.iter().map(|choice| (choice.value.clone(), choice.label.clone())).collect();
            (Value::Choice(default.clone()), ParamKind::Choice(choices))
        }
    };
    Param { name: param.name.clone(), label: param.label.clone(), default, kind }
}
