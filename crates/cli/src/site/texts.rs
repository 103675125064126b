//! The application's texts in one language: a script for the pages in it, as they need no other.

use loopscope_strings::{Lang, loadable};

/// The file's name below the site's root.
pub(crate) fn texts_file(lang: Lang) -> String {
    format!("texts-{}-{}.js", lang.code(), super::digest(texts(lang).as_bytes()))
}

/// The script. The application reads the array in the order in which `loopscope_strings` gave it.
pub(crate) fn texts(lang: Lang) -> String {
    let texts: Vec<_> = loadable(lang).into_iter().map(serde_json::Value::from).collect();
    format!("loopscopeTexts={};\n", serde_json::Value::from(texts))
}
