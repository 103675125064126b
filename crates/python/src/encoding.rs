//! Which encoding a program's text says that it is in: by a comment in its first two lines (PEP 263).

use loopscope_version::Version;

/// What marks a text as UTF-8.
pub const MARK: &[u8] = b"\xef\xbb\xbf";

/// What is declared, as it stands there. The first of the two lines may be no more than a comment itself.
#[must_use]
pub fn declared(text: &[u8]) -> Option<String> {
    let text = text.strip_prefix(MARK).unwrap_or(text);
    for line in text.split(|byte| *byte == b'\n').take(2) {
        let line = line.trim_ascii();
        if let Some(comment) = line.strip_prefix(b"#") {
            if let Some(name) = named(&String::from_utf8_lossy(comment)) {
                return Some(name);
            }
        } else if !line.is_empty() {
            return None;
        }
    }
    None
}

/// The name behind `coding:` or `coding=`.
fn named(comment: &str) -> Option<String> {
    comment.match_indices("coding").find_map(|(at, word)| {
        let rest = comment[at + word.len()..].strip_prefix([':', '='])?.trim_start_matches([' ', '\t']);
        let name: String =
            rest.chars().take_while(|char| char.is_ascii_alphanumeric() || "-_.".contains(*char)).collect();
        (!name.is_empty()).then_some(name)
    })
}

/// One name for those that are the same, as `get_normal_name` in `Parser/tokenizer` makes it.
#[must_use]
pub fn normal(name: &str) -> String {
    let lower: String = name.chars().take(12).collect::<String>().to_ascii_lowercase().replace('_', "-");
    if lower == "utf-8" || lower == "utf8" || lower.starts_with("utf-8-") {
        return "utf-8".to_owned();
    }
    let latin = ["latin-1", "iso-8859-1", "iso-latin-1"];
    if latin.iter().any(|known| lower.strip_prefix(known).is_some_and(|rest| rest.is_empty() || rest.starts_with('-')))
        || matches!(&*lower, "latin1" | "l1" | "iso8859-1" | "8859")
    {
        return "iso-8859-1".to_owned();
    }
    lower
}

/// What is said of a declared encoding that is not known, after `SyntaxError: `.
#[must_use]
pub fn unknown(name: &str, version: Version) -> String {
    let said = if version.minor() < 12 { "encoding problem" } else { "unknown encoding" };
    format!("{said}: {name}")
}

/// The declared encoding, if a text that is in UTF-8 cannot be in it. What all have in common can be in many.
pub(crate) fn is_another(text: &str) -> Option<String> {
    /// How the names begin of those that have ASCII in them.
    const FAMILIES: [&str; 14] = [
        "ascii", "us-ascii", "iso", "latin", "windows-", "cp", "gb", "big5", "euc", "shift", "koi8", "mac", "hz",
        "johab",
    ];
    let name = declared(text.as_bytes())?;
    let normal = normal(&name);
    let known = normal == "utf-8" || text.is_ascii() && FAMILIES.iter().any(|family| normal.starts_with(family));
    (!known).then_some(name)
}
