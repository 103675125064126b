//! The playground's folder: playground.toml, and a Python program for each of its tables.
//!
//! ```text
//! [blank]      blank.py, with which the playground's own page begins
//! [[example]]  NAME.py, in the order in which the examples are listed
//! ```

use std::fs;
use std::io;
use std::path::Path;

use loopscope_strings::PerLang;
use loopscope_version::Version;
use toml::de::DeTable;

use crate::folder::params_differ;
use crate::manifest::{is_name, python};
use crate::param::{self, Declared};
use crate::problem::Problem;
use crate::reader::{Reader, Section};
use crate::snippet::{Language, Snippet};

/// The playground's name in addresses; an example's follows it after a slash.
pub const PLAYGROUND: &str = "playground";

/// The program with which the playground's own page begins.
const BLANK: &str = "blank";

/// What stands beside an example at its address already.
const TAKEN: [&str; 2] = [BLANK, "embed"];

/// The playground's folder.
#[derive(Clone, Debug, PartialEq)]
pub struct Playground {
    /// Its name in messages, such as `playground`.
    pub name: String,
    /// Its programs: first the blank one, then the examples in order.
    pub programs: Vec<Example>,
}

/// A program of the playground.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// Its name: that of its file without `.py`.
    pub name: String,
    /// Its title.
    pub title: PerLang<String>,
    /// A paragraph about it.
    pub summary: PerLang<String>,
    /// What to look at in its run; code between backquotes.
    pub look: PerLang<String>,
    /// What to change first; code between backquotes.
    pub change: PerLang<String>,
    /// Its parameters.
    pub params: Vec<Declared>,
    /// Which Python it is run as.
    pub version: Version,
    /// The program as it is shown.
    pub python: Snippet,
    /// The program as it is in the file.
    pub source: String,
}

impl Example {
    /// Its name in addresses: `playground`, or `playground/NAME`.
    #[must_use]
    pub fn slug(&self) -> String {
        if self.name == BLANK { PLAYGROUND.to_owned() } else { format!("{PLAYGROUND}/{}", self.name) }
    }
}

/// A table of playground.toml.
struct Table {
    name: String,
    line: usize,
    title: PerLang<String>,
    summary: PerLang<String>,
    look: PerLang<String>,
    change: PerLang<String>,
    params: Vec<Declared>,
    version: Version,
}

impl Playground {
    /// Reads the folder at `root`.
    ///
    /// # Errors
    /// Every mistake in its files.
    pub fn read(root: &Path) -> Result<Playground, Vec<Problem>> {
        let name = root.display().to_string();
        let name = name.trim_end_matches('/').to_owned();
        let file = format!("{name}/playground.toml");
        let toml = fs::read_to_string(root.join("playground.toml")).map_err(|error| {
            let message = match error.kind() {
                io::ErrorKind::NotFound => {
                    "playground.toml is missing; it lists the programs of this folder".to_owned()
                }
                _ => format!("playground.toml cannot be read: {error}"),
            };
            vec![Problem::new(&name, 0, message)]
        })?;
        let (tables, mut problems) = tables(&file, &toml);
        // A table that does not hold may be the one that tells of a program.
        if problems.is_empty() {
            problems.extend(unlisted(root, &name, &tables));
        }
        let mut programs = Vec::new();
        for table in tables {
            match program(root, &name, &file, table) {
                Ok(program) => programs.push(program),
                Err(more) => problems.extend(more),
            }
        }
        problems.sort();
        if problems.is_empty() { Ok(Playground { name, programs }) } else { Err(problems) }
    }
}

/// The tables that hold, and what is wrong with those that do not.
fn tables(file: &str, toml: &str) -> (Vec<Table>, Vec<Problem>) {
    let mut reader = Reader::new(file, toml);
    let parsed = match DeTable::parse(toml) {
        Ok(parsed) => parsed,
        Err(error) => {
            let line = error.span().map_or(1, |span| reader.line_at(span.start));
            return (Vec::new(), vec![Problem::new(file, line, format!("this is not TOML: {}", error.message()))]);
        }
    };
    let root = Section { what: "playground.toml", line: 1, table: parsed.get_ref() };
    reader.only(root, &[BLANK, "example"]);
    let mut tables: Vec<Table> = Vec::new();
    if let Some(section) = reader.table(root, BLANK, "[blank]") {
        tables.extend(table(&mut reader, section, Some(BLANK)));
    } else if !root.table.contains_key(BLANK) {
        reader.problem(1, "playground.toml has no [blank]; it tells of blank.py, with which the playground begins");
    }
    for section in reader.tables(root, "example", "[[example]]") {
        let Some(table) = table(&mut reader, section, None) else { continue };
        if let Some(other) = tables.iter().find(|other| other.name == table.name) {
            let message = format!("example \"{}\" stands in line {} already; rename one", table.name, other.line);
            reader.problem(table.line, message);
            continue;
        }
        tables.push(table);
    }
    (tables, reader.problems)
}

fn table(reader: &mut Reader<'_>, section: Section<'_>, fixed: Option<&str>) -> Option<Table> {
    let keys = ["title", "summary", "look", "change", "python", "param"];
    let named: &[&str] = if fixed.is_some() { &[] } else { &["name"] };
    reader.only(section, &[named, &keys].concat());
    let (name, line) = match fixed {
        Some(name) => (Some(name.to_owned()), section.line),
        None => name(reader, section),
    };
    let [title, summary, look, change] = ["title", "summary", "look", "change"].map(|key| reader.texts(section, key));
    for (key, text) in [("look", &look), ("change", &change)] {
        let odd = |text: &String| text.matches('`').count() % 2 == 1;
        if text.as_ref().is_some_and(|texts| texts.listed().any(|(_, text)| odd(text))) {
            let line = section.table.get(key).map_or(section.line, |value| reader.line_of(value));
            reader.problem(line, format!("{key} has a backquote without its counterpart; code stands between two"));
        }
    }
    let what = if fixed.is_some() { "[[blank.param]]" } else { "[[example.param]]" };
    let params = param::all(reader, section, what);
    let version = python(reader, section);
    Some(Table { name: name?, line, title: title?, summary: summary?, look: look?, change: change?, params, version })
}

fn name(reader: &mut Reader<'_>, section: Section<'_>) -> (Option<String>, usize) {
    let Some((name, line)) = reader.text(section, "name") else {
        if !section.table.contains_key("name") {
            reader.missing(section, "name", "\"crawler\"");
        }
        return (None, section.line);
    };
    if !is_name(&name) {
        reader.problem(line, format!("name \"{name}\" may have a-z, 0-9 and - only, and begins with a letter"));
        return (None, line);
    }
    if TAKEN.contains(&name.as_str()) {
        reader.problem(line, format!("name \"{name}\" is taken in the playground's addresses; choose another"));
        return (None, line);
    }
    (Some(name), line)
}

fn program(root: &Path, folder: &str, toml: &str, table: Table) -> Result<Example, Vec<Problem>> {
    let file = format!("{folder}/{}.py", table.name);
    let source = fs::read_to_string(root.join(format!("{}.py", table.name))).map_err(|error| {
        let message = match error.kind() {
            io::ErrorKind::NotFound => format!("{}.py is missing; write the program, or drop its table", table.name),
            _ => format!("{}.py cannot be read: {error}", table.name),
        };
        vec![Problem::new(toml, table.line, message)]
    })?;
    let python = Snippet::parse(&file, &source, Language::Python)?;
    let mut problems = params_differ(toml, &file, &table.params, &python);
    for region in python.regions.values() {
        let message = "a program of the playground has no regions, as nothing points at them; drop the mark";
        problems.push(Problem::new(&file, region.file_line, message));
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let Table { name, title, summary, look, change, params, version, .. } = table;
    Ok(Example { name, title, summary, look, change, params, version, python, source })
}

/// Programs that no table tells of.
fn unlisted(root: &Path, folder: &str, tables: &[Table]) -> Vec<Problem> {
    let entries = fs::read_dir(root).into_iter().flatten().flatten();
    let files = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let unlisted = files.filter_map(|file| {
        let name = file.strip_suffix(".py")?;
        let message = format!("playground.toml does not tell of it; write an [[example]] with name = \"{name}\"");
        let known = tables.iter().any(|table| table.name == name);
        (!known).then(|| Problem::new(&format!("{folder}/{file}"), 0, message))
    });
    unlisted.collect()
}
