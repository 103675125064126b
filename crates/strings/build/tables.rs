//! Checks a text table, which is a file in each language, and writes the Rust struct that holds it.
//!
//! A table is flat TOML: `key = "text with {placeholder}"`. A key is a Rust identifier in snake case. All languages have the same
//! keys, no text is empty, and the texts of a key have the same placeholders.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use toml::de::DeValue;

use crate::pseudo;
use crate::toml_file::entries;

/// What a table is called, and for.
pub(crate) struct Spec {
    /// Its file, without `.toml`.
    pub(crate) stem: &'static str,
    /// Its struct.
    pub(crate) name: &'static str,
    /// What gives it in a language.
    pub(crate) function: &'static str,
    /// What it holds, and who shows it.
    pub(crate) purpose: Purpose,
}

/// What a table holds, and who shows it.
#[derive(Clone, Copy)]
pub(crate) enum Purpose {
    /// The application, which loads it with the page.
    Page(&'static str),
    /// The native program `loopscope`, alone.
    Native(&'static str),
}

impl Spec {
    fn is_loaded(&self) -> bool {
        matches!(self.purpose, Purpose::Page(_))
    }
}

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

impl Table {
    /// Reads one language's table; `file` stands at the beginning of every message.
    pub(crate) fn parse(file: &str, source: &str) -> Result<Table, Vec<String>> {
        let mut errors = Vec::new();
        let mut found = BTreeMap::new();
        for crate::toml_file::Entry { line, key, value } in entries(file, source)? {
            let mut wrong = |what: String| errors.push(format!("{file}:{line}: {key}: {what}"));
            if !is_key(&key) {
                wrong("a key is a Rust identifier in snake case, and no keyword; rename it".to_owned());
                continue;
            }
            let DeValue::String(text) = value else {
                wrong("the value must be a text in quotes; tables are flat".to_owned());
                continue;
            };
            if text.trim().is_empty() {
                wrong("the text is empty; write one".to_owned());
                continue;
            }
            match placeholders(&text) {
                Ok(placeholders) => {
                    found.insert(key, Entry { line, text: text.into_owned(), placeholders });
                }
                Err(what) => wrong(what),
            }
        }
        if errors.is_empty() { Ok(Table { file: file.to_owned(), entries: found }) } else { Err(errors) }
    }

    /// The same in the pseudo-language.
    pub(crate) fn pseudo(&self) -> Table {
        let entry = |entry: &Entry| Entry {
            line: entry.line,
            text: pseudo::text(&entry.text),
            placeholders: entry.placeholders.clone(),
        };
        let entries = self.entries.iter().map(|(key, text)| (key.clone(), entry(text))).collect();
        Table { file: format!("{} (pseudo)", self.file), entries }
    }
}

/// What a table's languages do not agree on; `default` is the place of the one that the others are compared with.
pub(crate) fn differences(tables: &[Table], default: usize) -> Vec<String> {
    let mut errors = Vec::new();
    let keys: BTreeSet<_> = tables.iter().flat_map(|table| table.entries.keys()).collect();
    for key in keys {
        // Said where it stands, first of all in the default language.
        let order = std::iter::once(&tables[default]).chain(tables);
        let Some((here, entry)) = order.filter_map(|table| Some((table, table.entries.get(key)?))).next() else {
            continue;
        };
        let Table { file, .. } = here;
        for there in tables {
            match there.entries.get(key) {
                None => {
                    errors.push(format!(
                        "{file}:{}: {key}: it is missing in {}; write it there too",
                        entry.line, there.file
                    ));
                }
                Some(other) if other.placeholders != entry.placeholders => errors.push(format!(
                    "{}:{}: {key}: its placeholders are {}, but {file}:{} has {}; every language needs the same",
                    there.file,
                    other.line,
                    listed(&other.placeholders),
                    entry.line,
                    listed(&entry.placeholders)
                )),
                Some(_) => {}
            }
        }
    }
    errors
}

impl Spec {
    /// The Rust of the table: its struct, and the function that gives it. `tables` are those of `variants`, one each. `loaded`: for a program
    /// that does not have the texts with it.
    pub(crate) fn code(&self, tables: &[Table], default: usize, variants: &[String], loaded: bool) -> String {
        let Spec { name, function, .. } = self;
        let (Purpose::Page(purpose) | Purpose::Native(purpose)) = self.purpose;
        if loaded && !self.is_loaded() {
            return String::new();
        }
        let entries = &tables[default].entries;
        let keys: Vec<&str> = entries.keys().map(String::as_str).collect();
        let (count, fields) = (keys.len(), keys.join(", "));
        let mut code = format!("/// {purpose}\n#[derive(Debug)]\npub struct {name} {{\n");
        for (key, entry) in entries {
            let _ = writeln!(code, "    /// `{}`\n    pub {key}: &'static str,", entry.text.replace('\n', " "));
        }
        code.push_str("}\n");
        if loaded {
            let _ = write!(
                code,
                "impl {name} {{\n    fn read(texts: &mut dyn Iterator<Item = &'static str>) -> Option<Self> {{\n        \
                 let [{fields}] = take::<{count}>(texts)?;\n        Some({name} {{ {fields} }})\n    }}\n}}\n\
                 /// {purpose} They are in the language of the page.\n///\n/// # Panics\n/// Before [`load`].\n#[must_use]\n\
                 pub fn {function}(_: Lang) -> &'static {name} {{\n    &loaded().{function}\n}}\n"
            );
            return code;
        }
        let texts = keys.iter().map(|key| format!("({key:?}, self.{key})")).collect::<Vec<_>>().join(", ");
        let _ = write!(
            code,
            "impl {name} {{\n    fn texts(&self) -> Vec<(&'static str, &'static str)> {{\n        vec![{texts}]\n    }}\n}}\n\
             /// {purpose}\n#[must_use]\npub fn {function}(lang: Lang) -> &'static {name} {{\n"
        );
        let mut arms = String::new();
        for (variant, table) in variants.iter().zip(tables) {
            let of = variant.to_uppercase();
            let _ = writeln!(code, "    static {of}: {name} = {name} {{");
            for (key, entry) in &table.entries {
                let _ = writeln!(code, "        {key}: {:?},", entry.text);
            }
            code.push_str("    };\n");
            let _ = writeln!(arms, "        Lang::{variant} => &{of},");
        }
        let _ = write!(code, "    match lang {{\n{arms}    }}\n}}\n");
        code
    }
}

/// The Rust of what all tables are together, and of a digest by which a page of another build is told.
pub(crate) fn register(specs: &[(&Spec, &Table)], loaded: bool) -> String {
    let of_page = || specs.iter().filter(|(spec, _)| spec.is_loaded());
    let mut keys = Digest::default();
    for (spec, table) in of_page() {
        keys.add(spec.stem);
        for (key, entry) in &table.entries {
            keys.add(key);
            entry.placeholders.iter().for_each(|name| keys.add(name));
        }
    }
    let mut code = format!(
        "/// Digest of the keys and placeholders of all tables that a page loads.\nconst KEYS: &str = \"{:016x}\";\n",
        keys.0
    );
    if loaded {
        let (mut fields, mut reads) = (String::new(), String::new());
        for (Spec { name, function, .. }, _) in of_page() {
            let _ = writeln!(fields, "    {function}: {name},");
            let _ = writeln!(reads, "            {function}: {name}::read(texts)?,");
        }
        let _ = write!(
            code,
            "struct Loaded {{\n{fields}}}\nimpl Loaded {{\n    \
             fn read(texts: &mut dyn Iterator<Item = &'static str>) -> Option<Self> {{\n        \
             Some(Loaded {{\n{reads}        }})\n    }}\n}}\n"
        );
        return code;
    }
    let _ = write!(
        code,
        "/// Every table in a language, those first that a page loads.\n#[must_use]\n\
         pub fn tables(lang: Lang) -> Vec<Table> {{\n    vec![\n"
    );
    for (spec, _) in specs {
        let Spec { stem, function, .. } = spec;
        let loaded = spec.is_loaded();
        let _ =
            writeln!(code, "        Table {{ name: {stem:?}, loaded: {loaded}, texts: {function}(lang).texts() }},");
    }
    code.push_str("    ]\n}\n");
    code
}

/// FNV-1a: what differs by mistake, differs in it.
struct Digest(u64);

impl Default for Digest {
    fn default() -> Self {
        Digest(0xcbf2_9ce4_8422_2325)
    }
}

impl Digest {
    fn add(&mut self, text: &str) {
        for byte in text.bytes().chain([b'\n']) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
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
