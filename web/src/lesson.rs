//! The lesson of this page, as its static page hands it over in `#lesson-data`.

use loopscope_lessons::page::{Goal, Region, Shown};
use loopscope_protocol::Value;
use loopscope_view::{Cursor, Lang, Moment, On};

use crate::json::Json;
use crate::params::number::{self, Range};
use crate::run::Run;
use crate::state::{Pane, Panes, Tab};

/// A parameter.
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
pub(crate) enum ParamKind {
    /// A number.
    Number(Range),
    /// Yes or no.
    Bool,
    /// One of these values, with their labels.
    Choice(Vec<(String, String)>),
}

/// The lesson: `loopscope_lessons::page::LessonData` without what only its static page needs.
pub(crate) struct Lesson {
    /// Its name in addresses.
    pub(crate) slug: String,
    /// The page's language.
    pub(crate) lang: Lang,
    /// The page has no Rust twin of its program: the Python engine runs it (web/own).
    pub(crate) own: bool,
    /// The program's parameters.
    pub(crate) params: Vec<Param>,
    /// Panes that are open at first.
    pub(crate) open: Panes,
    /// What the reader can reach by changing parameters.
    pub(crate) goals: Vec<Goal>,
    /// Names of the regions, in the order in which they are numbered.
    regions: Vec<(String, Region)>,
    /// By line of the file that runs, from 1.
    lines: Vec<(u32, Shown)>,
    moments: Vec<(String, Moment)>,
    python: Vec<String>,
    rust: Vec<String>,
}

impl Lesson {
    /// The lesson in a page's data; `None` when the data is not of this application's form.
    pub(crate) fn read(json: &str) -> Option<Lesson> {
        let data = Json::parse(json)?;
        let mut lesson = Lesson {
            slug: data.text("slug")?,
            lang: Lang::from_code(&data.text("lang")?)?,
            own: data.flag("own").unwrap_or_default(),
            params: Vec::new(),
            open: Panes::default(),
            goals: Vec::new(),
            regions: Vec::new(),
            lines: Vec::new(),
            moments: Vec::new(),
            python: code(&data, "python")?,
            rust: code(&data, "rust").unwrap_or_default(),
        };
        for param in data.list("params")? {
            lesson.params.push(self::param(&param)?);
        }
        for name in data.list("open")? {
            lesson.open = lesson.open.with(Pane::from_name(&name.as_text()?)?, true);
        }
        for goal in data.list("goals")? {
            lesson.goals.push(Goal {
                text: goal.text("text")?,
                duration_at_most: goal.number("duration_at_most"),
                duration_at_least: goal.number("duration_at_least"),
                prints: goal.text("prints"),
            });
        }
        for (name, region) in data.entries("regions")? {
            let region = [nth(&region, "0")?, nth(&region, "1")?, nth(&region, "2")?, nth(&region, "3")?];
            lesson.regions.push((name, region.into()));
        }
        for (line, shown) in data.entries("lines")? {
            lesson.lines.push((line.parse().ok()?, [nth(&shown, "0")?, nth(&shown, "1")?].into()));
        }
        for (name, moment) in data.entries("moments")? {
            let moment = Moment {
                on: On::from_name(&moment.text("on")?)?,
                text: moment.text("text"),
                task: moment.text("task"),
                lines: moment.numbers("lines").unwrap_or_default(),
                nth: moment.field("nth")?.as_u32()?,
            };
            lesson.moments.push((name, moment));
        }
        Some(lesson)
    }

    /// The program's lines, as highlighted HTML.
    pub(crate) fn code(&self, tab: Tab) -> &[String] {
        match tab {
            Tab::Python => &self.python,
            Tab::Rust => &self.rust,
        }
    }

    /// The number of the region with this name.
    pub(crate) fn region(&self, name: &str) -> Option<u32> {
        self.regions.iter().position(|(known, _)| known == name).map(|nth| nth as u32)
    }

    /// The shown lines of the region with this number, from 0; the second number is the line after the last.
    pub(crate) fn region_lines(&self, tab: Tab, region: u32) -> Option<(usize, usize)> {
        let (_, region) = self.regions.get(region as usize)?;
        let (first, last) = match tab {
            Tab::Python => region.python,
            Tab::Rust => region.rust,
        };
        Some((place(first)?, place(last)? + 1))
    }

    /// Where a record's line is shown, from 0.
    pub(crate) fn shown(&self, tab: Tab, line: u32) -> Option<usize> {
        let (_, shown) = self.lines.iter().find(|(known, _)| *known == line)?;
        match tab {
            Tab::Python => shown.python.and_then(place),
            Tab::Rust => place(shown.rust),
        }
    }

    /// The moments that the text names.
    pub(crate) fn moments(&self) -> impl Iterator<Item = &Moment> {
        self.moments.iter().map(|(_, moment)| moment)
    }

    /// The name of the moment that a run stands at, if the lesson has one for it.
    pub(crate) fn named(&self, run: &Run, cursor: Cursor) -> Option<&str> {
        let here = |(_, moment): &&(String, Moment)| moment.find(run.scope.trace()) == Some(cursor);
        self.moments.iter().find(here).map(|(name, _)| name.as_str())
    }

    /// The moment with this name.
    pub(crate) fn moment(&self, name: &str) -> Option<&Moment> {
        self.moments.iter().find(|(known, _)| known == name).map(|(_, moment)| moment)
    }
}

/// A line number, from 1, as a place, from 0.
fn place(line: u32) -> Option<usize> {
    usize::try_from(line.checked_sub(1)?).ok()
}

/// A number of a list.
fn nth(list: &Json, place: &str) -> Option<u32> {
    list.field(place)?.as_u32()
}

fn code(data: &Json, name: &str) -> Option<Vec<String>> {
    let mut lines = Vec::new();
    for line in data.field(name)?.list("lines")? {
        lines.push(line.as_text()?);
    }
    Some(lines)
}

fn param(data: &Json) -> Option<Param> {
    let range = |whole| {
        let milli = |name| data.number(name).map(number::from_f64);
        Some(ParamKind::Number(Range { min: milli("min")?, max: milli("max")?, step: milli("step")?, whole }))
    };
    let (default, kind) = match data.text("kind")?.as_str() {
        "seconds" => (Value::Seconds(data.number("default")?), range(false)?),
        // `as` saturates.
        "int" => (Value::Int(data.number("default")? as i64), range(true)?),
        "bool" => (Value::Bool(data.flag("default")?), ParamKind::Bool),
        "choice" => {
            let mut choices = Vec::new();
            for choice in data.list("choices")? {
                choices.push((choice.text("value")?, choice.text("label")?));
            }
            (Value::Choice(data.text("default")?), ParamKind::Choice(choices))
        }
        _ => return None,
    };
    Some(Param { name: data.text("name")?, label: data.text("label")?, default, kind })
}
