//! Takes values out of TOML tables, collecting a [`Problem`] with its line for whatever is not as it should be.

use loopscope_strings::{Lang, PerLang, pseudo};
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use crate::nearest::did_you_mean;
use crate::problem::Problem;

/// One file being read.
pub(crate) struct Reader<'a> {
    file: &'a str,
    source: &'a str,
    pub(crate) problems: Vec<Problem>,
}

/// A table of the file; `what` is its name in messages, such as `[[param]]`.
#[derive(Clone, Copy)]
pub(crate) struct Section<'t> {
    pub(crate) what: &'static str,
    pub(crate) line: usize,
    pub(crate) table: &'t DeTable<'t>,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(file: &'a str, source: &'a str) -> Self {
        Reader { file, source, problems: Vec::new() }
    }

    pub(crate) fn line_at(&self, offset: usize) -> usize {
        self.source.as_bytes()[..offset.min(self.source.len())].iter().filter(|byte| **byte == b'\n').count() + 1
    }

    pub(crate) fn line_of<T>(&self, value: &Spanned<T>) -> usize {
        self.line_at(value.span().start)
    }

    pub(crate) fn problem(&mut self, line: usize, message: impl Into<String>) {
        self.problems.push(Problem::new(self.file, line, message));
    }

    /// Reports keys that the section does not know.
    pub(crate) fn only(&mut self, section: Section<'_>, known: &[&str]) {
        for key in section.table.keys() {
            let name = key.get_ref();
            if !known.contains(&name.as_ref()) {
                let line = self.line_of(key);
                let hint = did_you_mean(name, "Keys", known.iter().copied());
                self.problem(line, format!("unknown key \"{name}\" in {}{hint}", section.what));
            }
        }
    }

    fn expected(&mut self, line: usize, section: Section<'_>, key: &str, wanted: &str, found: &DeValue<'_>) {
        let found = match found {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) => "a whole number",
            DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        self.problem(line, format!("{key} in {} must be {wanted}, not {found}", section.what));
    }

    /// Reports that a key is missing.
    pub(crate) fn missing(&mut self, section: Section<'_>, key: &str, example: &str) {
        self.problem(section.line, format!("{} has no {key}; write `{key} = {example}`", section.what));
    }

    /// A text that is not empty, and its line.
    pub(crate) fn text(&mut self, section: Section<'_>, key: &str) -> Option<(String, usize)> {
        let value = section.table.get(key)?;
        let line = self.line_of(value);
        match value.get_ref() {
            DeValue::String(text) if text.trim().is_empty() => {
                self.problem(line, format!("{key} in {} is empty; write a text", section.what));
                None
            }
            DeValue::String(text) => Some((text.to_string(), line)),
            other => {
                self.expected(line, section, key, "a text in quotes", other);
                None
            }
        }
    }

    /// A number, and its line.
    pub(crate) fn number(&mut self, section: Section<'_>, key: &str) -> Option<(f64, usize)> {
        let value = section.table.get(key)?;
        let line = self.line_of(value);
        let number = number_of(value.get_ref());
        if number.is_none() {
            self.expected(line, section, key, "a finite number", value.get_ref());
        }
        number.map(|number| (number, line))
    }

    /// A whole number, and its line.
    pub(crate) fn int(&mut self, section: Section<'_>, key: &str) -> Option<(i64, usize)> {
        let value = section.table.get(key)?;
        let line = self.line_of(value);
        let int = int_of(value.get_ref());
        if int.is_none() {
            self.expected(line, section, key, "a whole number", value.get_ref());
        }
        int.map(|int| (int, line))
    }

    /// A truth value, and its line.
    pub(crate) fn bool(&mut self, section: Section<'_>, key: &str) -> Option<(bool, usize)> {
        let value = section.table.get(key)?;
        let line = self.line_of(value);
        if let DeValue::Boolean(bool) = value.get_ref() {
            return Some((*bool, line));
        }
        self.expected(line, section, key, "true or false", value.get_ref());
        None
    }

    /// A list, and its line.
    pub(crate) fn list<'t>(&mut self, section: Section<'t>, key: &str) -> Option<(&'t DeArray<'t>, usize)> {
        let value = section.table.get(key)?;
        let line = self.line_of(value);
        if let DeValue::Array(list) = value.get_ref() {
            return Some((list, line));
        }
        self.expected(line, section, key, "a list", value.get_ref());
        None
    }

    /// The table under `key`; its name in messages is `what`.
    pub(crate) fn table<'t>(&mut self, section: Section<'t>, key: &str, what: &'static str) -> Option<Section<'t>> {
        let value = section.table.get(key)?;
        let line = self.line_of(value);
        if let DeValue::Table(table) = value.get_ref() {
            return Some(Section { what, line, table });
        }
        self.expected(line, section, key, "a table", value.get_ref());
        None
    }

    /// The tables of a list such as `[[param]]`.
    pub(crate) fn tables<'t>(&mut self, section: Section<'t>, key: &str, what: &'static str) -> Vec<Section<'t>> {
        let Some((list, _)) = self.list(section, key) else { return Vec::new() };
        let mut tables = Vec::new();
        for value in list {
            let line = self.line_of(value);
            match value.get_ref() {
                DeValue::Table(table) => tables.push(Section { what, line, table }),
                other => self.expected(line, section, key, "a list of tables", other),
            }
        }
        tables
    }

    /// A text in every language.
    pub(crate) fn texts(&mut self, section: Section<'_>, key: &'static str) -> Option<PerLang<String>> {
        let all = Lang::ALL.map(|lang| format!("{} = \"…\"", lang.code())).join(", ");
        let Some(inner) = self.table(section, key, key) else {
            if !section.table.contains_key(key) {
                self.missing(section, key, &format!("{{ {all} }}"));
            }
            return None;
        };
        self.only(inner, &Lang::ALL.map(Lang::code));
        let in_language = |lang: Lang| {
            let code = lang.code();
            if !inner.table.contains_key(code) {
                let message = format!("{key} has no {code}; every language is needed: {{ {all} }}");
                self.problem(inner.line, message);
            }
            self.text(inner, code).map(|(text, _)| text)
        };
        PerLang::collect(in_language, |default| Some(pseudo::text(default)))
    }
}

pub(crate) fn int_of(value: &DeValue<'_>) -> Option<i64> {
    value.as_integer().and_then(|int| i64::from_str_radix(int.as_str(), int.radix()).ok())
}

pub(crate) fn number_of(value: &DeValue<'_>) -> Option<f64> {
    if let Some(int) = int_of(value) {
        return Some(int as f64);
    }
    value.as_float().and_then(|float| float.as_str().parse::<f64>().ok()).filter(|number| number.is_finite())
}
