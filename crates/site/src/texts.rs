//! The application's texts in one language: a script for the pages in it, as they need no other.

use loopscope_strings::{Lang, loadable};
use serde_json::{Map, Value};

/// The file's name below the site's root.
pub(crate) fn texts_file(lang: Lang) -> String {
    format!("texts-{}-{}.js", lang.code(), crate::digest(texts(lang).as_bytes()))
}

/// The script. The application reads `loopscopeTexts` in the order in which `loopscope_strings` gave it.
pub(crate) fn texts(lang: Lang) -> String {
    let texts: Vec<_> = loadable(lang).into_iter().map(Value::from).collect();
    format!("loopscopeTexts={};\n", Value::from(texts))
}

/// The file with all tables of the pseudo-language, by which specs know what its pages say.
pub(crate) const TABLES: &str = "tables.json";

/// All tables in a language as JSON, by name and key.
pub(crate) fn tables(lang: Lang) -> String {
    let tables = loopscope_strings::tables(lang).into_iter().map(|table| {
        let texts: Map<_, _> = table.texts.into_iter().map(|(key, text)| (key.to_owned(), text.into())).collect();
        (table.name.to_owned(), Value::from(texts))
    });
    format!("{}\n", Value::from(tables.collect::<Map<_, _>>()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_given_what_the_application_takes() {
        let script = texts(Lang::En);
        let json =
            script.strip_prefix("loopscopeTexts=").and_then(|rest| rest.strip_suffix(";\n")).expect("an assignment");
        let given: Vec<String> = serde_json::from_str(json).expect("it is JSON");
        assert_eq!(given, loadable(Lang::En));
        assert!(given.contains(&loopscope_strings::own_texts(Lang::En).hint.to_owned()));
    }
}
