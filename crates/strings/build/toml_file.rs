//! A TOML file with the lines of what stands in it.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// An entry at a file's top level.
pub(crate) struct Entry<'s> {
    pub(crate) line: usize,
    pub(crate) key: String,
    pub(crate) value: DeValue<'s>,
}

/// The entries of a file, in its order; `file` stands at the beginning of every message.
pub(crate) fn entries<'s>(file: &str, source: &'s str) -> Result<Vec<Entry<'s>>, Vec<String>> {
    let line_at =
        |offset: usize| source.as_bytes()[..offset.min(source.len())].iter().filter(|b| **b == b'\n').count() + 1;
    let table = DeTable::parse(source).map_err(|error| {
        let line = error.span().map_or(1, |span| line_at(span.start));
        vec![format!("{file}:{line}: this is not TOML: {}", error.message())]
    })?;
    let entry = |(key, value): (Spanned<_>, Spanned<DeValue<'s>>)| {
        let line = line_at(key.span().start);
        let key: std::borrow::Cow<'s, str> = key.into_inner();
        Entry { line, key: key.into_owned(), value: value.into_inner() }
    };
    let mut entries: Vec<_> = table.into_inner().into_iter().map(entry).collect();
    entries.sort_by_key(|entry| entry.line);
    Ok(entries)
}

/// The texts of a list, if it has nothing else.
pub(crate) fn texts(value: &DeValue<'_>) -> Option<Vec<String>> {
    let DeValue::Array(list) = value else { return None };
    list.iter().map(|value| value.get_ref().as_str().map(str::to_owned)).collect()
}
