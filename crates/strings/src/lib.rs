//! The interface texts, in every language of languages.toml.
//!
//! They stand in `texts/CODE/`, a table a file, such as `texts/en/view.toml`. The build makes each table a struct with a field for
//! every key, so that a text which is missing in any language is an error of the build, not an empty spot on the page. Texts with
//! `{placeholders}` are filled in by [`fill`].
//!
//! A further language is its folder here, its texts in the lessons' and the playground's folders, and its code in languages.toml.
//! Beside the languages of the list there is [`Lang::Pseudo`], made from the default one by the build ([`pseudo`]): every page
//! can be made and shown in it, and nothing leads there.
//!
//! A native program has all tables of all languages, each linked only where its function is called. A page has one language and does not
//! download the others' texts: in a browser the tables are empty until a page has loaded them.
//!
//! ```text
//! native  loadable(lang) ── `loopscope site`: texts-CODE-DIGEST.js ──► load(texts)  in a browser
//! ```
//!
//! ```
//! use loopscope_strings::{Lang, fill, site};
//!
//! assert_eq!(fill(site(Lang::En).place, &[("order", "3"), ("total", "9")]), "Lesson 3 of 9");
//! ```
#![forbid(unsafe_code)]

mod lang;
mod per_lang;
pub mod pseudo;
mod tables;

pub use lang::Lang;
pub use per_lang::PerLang;
pub use tables::*;

/// The template with each `{placeholder}` replaced by the value of that name. Values are not looked into; a placeholder
/// without a value stays as it is.
#[must_use]
pub fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some((before, inner)) = rest.split_once('{') {
        out.push_str(before);
        let filled = inner.split_once('}').and_then(|(name, after)| {
            let (_, value) = values.iter().find(|(known, _)| *known == name)?;
            Some((*value, after))
        });
        if let Some((value, after)) = filled {
            out.push_str(value);
            rest = after;
        } else {
            out.push('{');
            rest = inner;
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fill_replaces_each_placeholder_once() {
        assert_eq!(fill("{a} wakes {b}, {a}", &[("a", "{b}"), ("b", "B")]), "{b} wakes B, {b}");
        assert_eq!(fill("no placeholder", &[("a", "A")]), "no placeholder");
        assert_eq!(fill("{a} and {c}", &[("a", "甲")]), "甲 and {c}");
        assert_eq!(fill("", &[]), "");
    }
}
