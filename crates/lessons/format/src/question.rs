//! Predictions: `[[question]]` of lesson.toml. There is no answer in it: that is computed from the run.

use loopscope_strings::PerLang;

use crate::conditions::Moment;
use crate::nearest::did_you_mean;
use crate::reader::{Reader, Section};

/// What can be asked (`kind`).
pub const QUESTIONS: [&str; 3] = ["order", "seconds", "next"];

/// Something for the reader to predict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Its line in lesson.toml.
    pub line: usize,
    /// What the reader reads.
    pub text: PerLang<String>,
    /// What is asked.
    pub asks: Asks,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asks {
    /// In which order lines are printed.
    Order {
        /// The lines that begin with one of these texts; empty means all.
        lines: Vec<String>,
    },
    /// How many seconds pass.
    Seconds {
        /// Name of the moment from which on; `None` is the start.
        from: Option<String>,
        /// Name of the moment up to which; `None` is the end.
        to: Option<String>,
    },
    /// Whose step is the next.
    Next {
        /// Name of the moment.
        at: String,
    },
}

/// Reads one `[[question]]`.
pub(crate) fn question(reader: &mut Reader<'_>, section: Section<'_>, moments: &[Moment]) -> Option<Question> {
    let text = reader.texts(section, "text");
    let Some((kind, line)) = reader.text(section, "kind") else {
        if !section.table.contains_key("kind") {
            reader.missing(section, "kind", "\"order\"");
        }
        return None;
    };
    let asks = match kind.as_str() {
        "order" => {
            reader.only(section, &["kind", "text", "lines"]);
            Asks::Order { lines: lines(reader, section)? }
        }
        "seconds" => {
            reader.only(section, &["kind", "text", "from", "to"]);
            let from = named(reader, section, "from", moments);
            let to = named(reader, section, "to", moments);
            Asks::Seconds { from: from?, to: to? }
        }
        "next" => {
            reader.only(section, &["kind", "text", "at"]);
            if !section.table.contains_key("at") {
                reader.missing(section, "at", "\"hello\"");
            }
            Asks::Next { at: named(reader, section, "at", moments)?? }
        }
        _ => {
            let hint = did_you_mean(&kind, "Kinds", QUESTIONS);
            reader.problem(line, format!("unknown kind \"{kind}\" in [[question]]{hint}"));
            return None;
        }
    };
    Some(Question { line: section.line, text: text?, asks })
}

/// The moment that a key names, if it names one; `None` when there is no such moment.
fn named(
    reader: &mut Reader<'_>,
    section: Section<'_>,
    key: &'static str,
    moments: &[Moment],
) -> Option<Option<String>> {
    let Some((name, line)) = reader.text(section, key) else {
        return (!section.table.contains_key(key)).then_some(None);
    };
    if moments.iter().any(|moment| moment.name == name) {
        return Some(Some(name));
    }
    let hint = did_you_mean(&name, "Moments", moments.iter().map(|moment| moment.name.as_str()));
    reader.problem(line, format!("unknown moment \"{name}\" as {key} in [[question]]{hint}"));
    None
}

fn lines(reader: &mut Reader<'_>, section: Section<'_>) -> Option<Vec<String>> {
    let Some((list, line)) = reader.list(section, "lines") else {
        return (!section.table.contains_key("lines")).then(Vec::new);
    };
    let mut lines = Vec::new();
    for value in list {
        let line = reader.line_of(value);
        match value.get_ref().as_str() {
            Some(text) if !text.trim().is_empty() => lines.push(text.to_owned()),
            _ => reader.problem(line, "lines in [[question]] must be texts in quotes, each the beginning of a line"),
        }
    }
    if list.len() < 2 {
        reader.problem(
            line,
            format!("lines in [[question]] has {}; name two or more, or leave it out to ask for all", list.len()),
        );
    }
    (lines.len() >= 2).then_some(lines)
}
