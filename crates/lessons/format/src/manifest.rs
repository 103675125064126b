//! lesson.toml.

use loopscope_protocol::pane::{Pane, Panes};
use loopscope_strings::PerLang;
use loopscope_version::Version;
use toml::Spanned;
use toml::de::DeTable;

use crate::conditions::{self, Goal, Moment};
use crate::nearest::did_you_mean;
use crate::param::{self, Declared};
use crate::playground::PLAYGROUND;
use crate::problem::Problem;
use crate::question::{self, Question};
use crate::reader::{Reader, Section};

/// What a moment can be (`on`).
pub const MOMENTS: [&str; 16] = [
    "output",
    "task-created",
    "poll-begin",
    "poll-end",
    "task-done",
    "wake",
    "timer-set",
    "timer-fired",
    "clock-advanced",
    "blocked",
    "future-resolved",
    "cancel-requested",
    "iteration-begin",
    "loop-entered",
    "loop-left",
    "program-end",
];

/// A program beside the lesson's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// Its name: that of its file without `.py`.
    pub name: String,
    /// Line of `name`.
    pub line: usize,
    /// Which Python it is run as.
    pub python: Version,
}

/// A lesson.toml.
#[derive(Clone, Debug, PartialEq)]
pub struct Manifest {
    /// The lesson's name in addresses.
    pub slug: String,
    /// Line of `slug`.
    pub slug_line: usize,
    /// Its place among the lessons, from 1.
    pub order: u32,
    /// Line of `order`.
    pub order_line: usize,
    /// Its title.
    pub title: PerLang<String>,
    /// One sentence about it.
    pub summary: PerLang<String>,
    /// The panes that are open at first.
    pub open: Panes,
    /// Which Python its program is run as.
    pub python: Version,
    /// Its parameters.
    pub params: Vec<Declared>,
    /// Other programs, which the text leads to: each a file `NAME.py` beside snippet.py.
    pub variants: Vec<Variant>,
    /// Named records of its run.
    pub moments: Vec<Moment>,
    /// What the reader can reach.
    pub goals: Vec<Goal>,
    /// What the reader is asked to predict.
    pub questions: Vec<Question>,
}

impl Manifest {
    /// Reads a lesson.toml; `file` is its name in messages.
    ///
    /// # Errors
    /// Every mistake in it.
    pub fn parse(file: &str, source: &str) -> Result<Manifest, Vec<Problem>> {
        let mut reader = Reader::new(file, source);
        let table = DeTable::parse(source).map_err(|error| {
            let line = error.span().map_or(1, |span| reader.line_at(span.start));
            vec![Problem::new(file, line, format!("this is not TOML: {}", error.message()))]
        })?;
        let manifest = read(&mut reader, &table);
        match manifest {
            Some(manifest) if reader.problems.is_empty() => Ok(manifest),
            _ => {
                reader.problems.sort();
                Err(reader.problems)
            }
        }
    }
}

fn read(reader: &mut Reader<'_>, table: &Spanned<DeTable<'_>>) -> Option<Manifest> {
    let root = Section { what: "lesson.toml", line: 1, table: table.get_ref() };
    reader.only(
        root,
        &["slug", "order", "title", "summary", "open", "python", "param", "variant", "moment", "goal", "question"],
    );
    let slug = slug(reader, root);
    let order = order(reader, root);
    let title = reader.texts(root, "title");
    let summary = reader.texts(root, "summary");
    let open = open(reader, root);
    let python = python(reader, root);

    let before = reader.problems.len();
    let params = param::all(reader, root, "[[param]]");
    let params_hold = reader.problems.len() == before;
    let variants = variants(reader, root);
    let mut moments: Vec<Moment> = Vec::new();
    for section in reader.tables(root, "moment", "[[moment]]") {
        let Some(moment) = conditions::moment(reader, section) else { continue };
        if let Some(other) = moments.iter().find(|other| other.name == moment.name) {
            let message = format!("moment \"{}\" stands in line {} already; rename one", moment.name, other.line);
            reader.problem(moment.line, message);
        }
        moments.push(moment);
    }
    // A witness can only be judged by parameters that were understood.
    let known = params_hold.then_some(params.as_slice());
    let goals: Vec<_> = reader
        .tables(root, "goal", "[[goal]]")
        .into_iter()
        .filter_map(|section| conditions::goal(reader, section, known))
        .collect();
    let questions: Vec<_> = reader
        .tables(root, "question", "[[question]]")
        .into_iter()
        .filter_map(|section| question::question(reader, section, &moments))
        .collect();
    let ((slug, slug_line), (order, order_line)) = (slug?, order?);
    Some(Manifest {
        slug,
        slug_line,
        order,
        order_line,
        title: title?,
        summary: summary?,
        open: open?,
        python,
        params,
        variants,
        moments,
        goals,
        questions,
    })
}

/// `python`: which Python a program is run as; the reference where it is missing.
pub(crate) fn python(reader: &mut Reader<'_>, section: Section<'_>) -> Version {
    let Some((text, line)) = reader.text(section, "python") else { return Version::default() };
    text.parse().unwrap_or_else(|unknown| {
        reader.problem(line, format!("python = \"{text}\": {unknown}"));
        Version::default()
    })
}

/// `[[variant]]`: `name` and `python`.
fn variants(reader: &mut Reader<'_>, root: Section<'_>) -> Vec<Variant> {
    let mut variants: Vec<Variant> = Vec::new();
    for section in reader.tables(root, "variant", "[[variant]]") {
        reader.only(section, &["name", "python"]);
        let python = python(reader, section);
        let Some((name, line)) = reader.text(section, "name") else {
            if !section.table.contains_key("name") {
                reader.missing(section, "name", "\"article\"");
            }
            continue;
        };
        if !is_name(&name) || name == "snippet" {
            reader.problem(
                line,
                format!("variant \"{name}\" may have a-z, 0-9 and - only, begins with a letter, and is not snippet"),
            );
        } else if let Some(other) = variants.iter().find(|other| other.name == name) {
            reader.problem(line, format!("variant \"{name}\" stands in line {} already; rename one", other.line));
        } else {
            variants.push(Variant { name, line, python });
        }
    }
    variants
}

fn slug(reader: &mut Reader<'_>, root: Section<'_>) -> Option<(String, usize)> {
    let Some((slug, line)) = reader.text(root, "slug") else {
        if !root.table.contains_key("slug") {
            reader.missing(root, "slug", "\"event-loop\"");
        }
        return None;
    };
    if !is_name(&slug) {
        reader.problem(line, format!("slug \"{slug}\" may have a-z, 0-9 and - only, and begins with a letter"));
        return None;
    }
    if slug == PLAYGROUND {
        reader.problem(line, format!("slug \"{PLAYGROUND}\" is the playground's address; choose another"));
        return None;
    }
    Some((slug, line))
}

fn order(reader: &mut Reader<'_>, root: Section<'_>) -> Option<(u32, usize)> {
    let Some((order, line)) = reader.int(root, "order") else {
        if !root.table.contains_key("order") {
            reader.missing(root, "order", "3");
        }
        return None;
    };
    match u32::try_from(order) {
        Ok(order @ 1..=99) => Some((order, line)),
        _ => {
            reader.problem(line, format!("order = {order} must be 1 to 99"));
            None
        }
    }
}

fn open(reader: &mut Reader<'_>, root: Section<'_>) -> Option<Panes> {
    let Some((list, _)) = reader.list(root, "open") else {
        if !root.table.contains_key("open") {
            reader.missing(root, "open", "[\"code\", \"timeline\"]");
        }
        return None;
    };
    let mut open = Panes::NONE;
    for value in list {
        let line = reader.line_of(value);
        let Some(name) = value.get_ref().as_str() else {
            reader.problem(line, "open must be a list of panes in quotes");
            continue;
        };
        match Pane::from_name(name) {
            Some(pane) => open = open.with(pane, true),
            None => {
                let hint = did_you_mean(name, "Panes", Pane::ALL.map(Pane::name));
                reader.problem(line, format!("unknown pane \"{name}\" in open{hint}"));
            }
        }
    }
    Some(open)
}

/// Whether it can name a lesson, a region or a moment.
pub(crate) fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}
