//! Checks a pair of text tables (Chinese and English) and writes the Rust struct that holds them.
//!
//! A table is flat TOML: `key = "text with {placeholder}"`. A key is a Rust identifier in snake case. Both languages have
//! the same keys, no text is empty, and both texts of a key have the same placeholders.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// One language's table.
#[derive(Debug)]
pub(crate) struct Table {
    file: String,
    entries: BTreeMap<String, Entry>,
}

#[derive(Debug)]
struct Entry {
    line: usize,
    text: String,
    placeholders: BTreeSet<String>,
}

/// Reads one language's table; `file` stands at the beginning of every message.
pub(crate) fn parse(file: &str, source: &str) -> Result<Table, Vec<String>> {
    let line_at =
        |offset: usize| source.as_bytes()[..offset.min(source.len())].iter().filter(|b| **b == b'\n').count() + 1;
    let table = toml::de::DeTable::parse(source).map_err(|error| {
        let line = error.span().map_or(1, |span| line_at(span.start));
        vec![format!("{file}:{line}: this is not TOML: {}", error.message())]
    })?;
    let mut errors = Vec::new();
    let mut entries = BTreeMap::new();
    for (key, value) in table.into_inner() {
        let line = line_at(key.span().start);
        let key = key.into_inner().into_owned();
        let mut wrong = |what: String| errors.push(format!("{file}:{line}: {key}: {what}"));
        if !is_key(&key) {
            wrong("a key is a Rust identifier in snake case, and no keyword; rename it".to_owned());
            continue;
        }
        let toml::de::DeValue::String(text) = value.into_inner() else {
            wrong("the value must be a text in quotes; tables are flat".to_owned());
            continue;
        };
        if text.trim().is_empty() {
            wrong("the text is empty; write one".to_owned());
            continue;
        }
        match placeholders(&text) {
            Ok(placeholders) => {
                entries.insert(key, Entry { line, text: text.into_owned(), placeholders });
            }
            Err(what) => wrong(what),
        }
    }
    if errors.is_empty() { Ok(Table { file: file.to_owned(), entries }) } else { Err(errors) }
}

/// The Rust code of a table in both languages.
pub(crate) fn generate(name: &str, purpose: &str, zh: &Table, en: &Table) -> Result<String, Vec<String>> {
    let mut errors = Vec::new();
    for (here, there) in [(zh, en), (en, zh)] {
        for (key, entry) in here.entries.iter().filter(|(key, _)| !there.entries.contains_key(*key)) {
            let Table { file, .. } = here;
            errors.push(format!("{file}:{}: {key}: it is missing in {}; write it there too", entry.line, there.file));
        }
    }
    for (key, entry) in &en.entries {
        if let Some(other) = zh.entries.get(key)
            && other.placeholders != entry.placeholders
        {
            errors.push(format!(
                "{}:{}: {key}: its placeholders are {}, but {}:{} has {}; both languages need the same",
                zh.file,
                other.line,
                listed(&other.placeholders),
                en.file,
                entry.line,
                listed(&entry.placeholders)
            ));
        }
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let mut code = format!("/// {purpose}\n#[derive(Debug)]\npub struct {name} {{\n");
    for (key, entry) in &en.entries {
        let _ = writeln!(code, "    /// `{}`\n    pub {key}: &'static str,", entry.text.replace('\n', " "));
    }
    code.push_str("}\n");
    let each = |form: &dyn Fn(&str) -> String| en.entries.keys().map(|key| form(key)).collect::<Vec<_>>().join(", ");
    let _ = writeln!(
        code,
        "#[allow(dead_code, reason = \"not every table is loaded\")]\nimpl {name} {{\n    fn texts(&self) -> Vec<&'static str> {{\n        vec![{}]\n    }}\n    \
         fn read(texts: &mut dyn Iterator<Item = &'static str>) -> Option<Self> {{\n        Some({name} {{ {} }})\n    }}\n}}",
        each(&|key| format!("self.{key}")),
        each(&|key| format!("{key}: texts.next()?")),
    );
    for (lang, table) in [("ZH", zh), ("EN", en)] {
        let _ = writeln!(
            code,
            "#[cfg(any(not(target_arch = \"wasm32\"), feature = \"built-in\"))]\nstatic {}_{lang}: {name} = {name} {{",
            name.to_uppercase()
        );
        for (key, entry) in &table.entries {
            let _ = writeln!(code, "    {key}: {:?},", entry.text);
        }
        code.push_str("};\n");
    }
    Ok(code)
}

fn listed(placeholders: &BTreeSet<String>) -> String {
    if placeholders.is_empty() {
        return "none".to_owned();
    }
    placeholders.iter().map(|name| format!("{{{name}}}")).collect::<Vec<_>>().join(" ")
}

/// The names in braces.
fn placeholders(text: &str) -> Result<BTreeSet<String>, String> {
    let mut found = BTreeSet::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let inner = &rest[at..];
        let name = inner.strip_prefix('{').and_then(|inner| inner.split_once('}')).map(|(name, _)| name);
        match name.filter(|name| is_snake_case(name)) {
            Some(name) => {
                found.insert(name.to_owned());
                rest = &inner[name.len() + 2..];
            }
            None => return Err(format!("a brace belongs to a placeholder such as {{name}}; near {:?}", shown(inner))),
        }
    }
    Ok(found)
}

/// The beginning of a text, for a message.
fn shown(text: &str) -> String {
    text.chars().take(12).collect()
}

fn is_snake_case(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

fn is_key(name: &str) -> bool {
    const KEYWORDS: [&str; 51] = [
        "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn",
        "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
        "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static", "struct", "super",
        "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
    ];
    is_snake_case(name) && !KEYWORDS.contains(&name)
}
