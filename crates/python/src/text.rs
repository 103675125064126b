//! Python's texts as Rust's. Python's may hold surrogates that stand alone, which Rust's and UTF-8 have no form for: here they are
//! written as Python's `backslashreplace` writes them, `\ud83d`.

use std::borrow::Cow;
use std::fmt::Write as _;

use rustpython_vm::builtins::PyStr;

/// The text, with what is no Unicode in it escaped.
pub(crate) fn shown(text: &PyStr) -> Cow<'_, str> {
    if let Some(text) = text.to_str() {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    for point in text.as_wtf8().code_points() {
        match point.to_char() {
            Some(c) => out.push(c),
            None => {
                let _ = write!(out, "\\u{:04x}", point.to_u32());
            }
        }
    }
    Cow::Owned(out)
}
