//! The lesson of this page: what `loopscope_lessons::page` hands over, and what the panes ask of it.

use std::collections::BTreeMap;

use loopscope_lessons::page::{LessonData, Shown};
use loopscope_protocol::param::Param;
use loopscope_view::{Cursor, Lang, Moment};

use crate::run::Run;
use crate::session::Tab;

/// The lesson.
pub(crate) struct Lesson {
    /// What its static page hands over.
    pub(crate) data: LessonData,
    /// The page's language.
    pub(crate) lang: Lang,
}

impl Lesson {
    /// The lesson with this data; `None` when it is of a language that this build does not know.
    pub(crate) fn new(data: LessonData) -> Option<Lesson> {
        Some(Lesson { lang: Lang::from_code(&data.lang)?, data })
    }

    /// The program's parameters.
    pub(crate) fn params(&self) -> &[Param] {
        &self.data.params
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
