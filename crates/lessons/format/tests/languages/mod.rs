//! Files of these tests are written in Chinese and English; of every further language of the list they say this.
#![allow(dead_code, reason = "not every test needs all of it")]

use loopscope_strings::Lang;

fn further() -> impl Iterator<Item = Lang> {
    Lang::ALL.into_iter().filter(|lang| !matches!(lang, Lang::Zh | Lang::En))
}

/// A file with its texts in every language of the list.
pub(crate) fn in_all(source: &str) -> String {
    let more: String = further().map(|lang| format!("{} = \"…\", ", lang.code())).collect();
    let with = |source: String, first: &str| source.replace(&format!("{{ {first} = "), &format!("{{ {more}{first} = "));
    with(with(source.to_owned(), "zh"), "en")
}

/// How a text in every language is written: `{ zh = "…", en = "…" }`.
pub(crate) fn written() -> String {
    format!("{{ {} }}", Lang::ALL.map(|lang| format!("{} = \"…\"", lang.code())).join(", "))
}

/// The files of a lesson with its text in the further languages.
pub(crate) fn texts() -> Vec<(String, &'static str)> {
    further().map(|lang| (format!("{}.md", lang.code()), "")).collect()
}
