//! The application's texts in one language: a script for the pages in it, as they need no other.

use loopscope_strings::{Lang, loadable};
use serde_json::{Map, Value, json};

/// The file's name below the site's root.
pub(crate) fn texts_file(lang: Lang) -> String {
    format!("texts-{}-{}.js", lang.code(), super::digest(texts(lang).as_bytes()))
}

/// The script. The application reads `loopscopeTexts` in the order in which `loopscope_strings` gave it. web/own, which looks texts up
/// by name, finds in `loopscopeNames` where those of its tables begin, and their keys.
pub(crate) fn texts(lang: Lang) -> String {
    let texts: Vec<_> = loadable(lang).into_iter().map(Value::from).collect();
    // In front of them stands the digest.
    let mut first = 1;
    let mut names = Map::new();
    for table in loopscope_strings::tables(lang).into_iter().filter(|table| table.loaded) {
        if matches!(table.name, "own" | "editor") {
            let keys: Vec<_> = table.texts.iter().map(|(key, _)| *key).collect();
            names.insert(table.name.to_owned(), json!([first, keys]));
        }
        first += table.texts.len();
    }
    format!("loopscopeTexts={};\nloopscopeNames={};\n", Value::from(texts), Value::from(names))
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
    fn names_lead_to_the_texts_of_their_tables() {
        let script = texts(Lang::En);
        let parts: Vec<Value> = script
            .lines()
            .map(|line| {
                let (_, json) = line.split_once('=').expect("an assignment");
                serde_json::from_str(json.trim_end_matches(';')).expect("it is JSON")
            })
            .collect();
        let [texts, names] = parts.as_slice() else { panic!("{script}") };
        let [first, keys] = names["own"].as_array().expect("a list").as_slice() else { panic!("{names}") };
        let nth = keys.as_array().expect("keys").iter().position(|key| key == "hint").expect("the key is there");
        let place = first.as_u64().expect("a number") as usize + nth;
        assert_eq!(texts[place], loopscope_strings::own_texts(Lang::En).hint);
    }
}
