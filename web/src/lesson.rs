//! The lesson of this page: what `loopscope_lessons::page` hands over, and what the panes ask of it.

use loopscope_lessons::page::{CodeLine, LessonData, ParamsIn, Recorded, Runs, Shown, Twin};
use loopscope_protocol::param::Param;
use loopscope_view::Lang;

use crate::model;

/// The program's language that the code pane shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tab {
    /// Python, which is read.
    Python,
    /// Its Rust twin, which runs.
    Rust,
}

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

    /// The Rust twin of its program; without one the Python engine runs the program itself.
    pub(crate) fn twin(&self) -> Option<&Twin> {
        match &self.data.runs {
            Runs::Twin(twin) => Some(twin),
            Runs::Python(_) => None,
        }
    }

    /// The recorded run of a program that the Python engine runs.
    pub(crate) fn recorded(&self) -> Option<&Recorded> {
        match &self.data.runs {
            Runs::Twin(_) => None,
            Runs::Python(recorded) => Some(recorded),
        }
    }

    /// What runs its program.
    pub(crate) fn runs(&self) -> model::Runs {
        if self.twin().is_some() { model::Runs::Rust } else { model::Runs::Python }
    }

    /// Its parameters are changed in a pane and on the code, and there are predictions; else they are changed in its text.
    pub(crate) fn has_params_pane(&self) -> bool {
        self.recorded().is_none_or(|recorded| recorded.params == ParamsIn::Pane)
    }

    fn lines(&self, tab: Tab) -> &[CodeLine] {
        match (tab, self.twin()) {
            (Tab::Python, _) => &self.data.python.lines,
            (Tab::Rust, Some(twin)) => &twin.rust.lines,
            (Tab::Rust, None) => &[],
        }
    }

    /// The program's lines, as highlighted HTML.
    pub(crate) fn code(&self, tab: Tab) -> impl ExactSizeIterator<Item = &str> {
        self.lines(tab).iter().map(|line| line.html.as_str())
    }

    /// The shown lines of the region with this name, from 0; the second number is the line after the last.
    pub(crate) fn region_lines(&self, tab: Tab, region: &str) -> Option<(usize, usize)> {
        let regions = match tab {
            Tab::Python => &self.data.regions,
            Tab::Rust => &self.twin()?.regions,
        };
        let (first, last) = *regions.get(region)?;
        Some((place(first)?, place(last)? + 1))
    }

    /// Where a record's line is shown, from 0. The Python engine has run the lines that are shown.
    pub(crate) fn shown(&self, tab: Tab, line: u32) -> Option<usize> {
        match self.twin() {
            Some(twin) => place(shown_as(twin.lines.get(&line)?, tab)?),
            None => place(line),
        }
    }

    /// Where each line of a record is shown, by pairs, in order; `None` when it is where the record says.
    pub(crate) fn shown_lines(&self, tab: Tab) -> Option<Vec<(u32, u32)>> {
        let shown = |(line, shown): (&u32, &Shown)| Some((*line, shown_as(shown, tab)?));
        self.twin().map(|twin| twin.lines.iter().filter_map(shown).collect())
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
