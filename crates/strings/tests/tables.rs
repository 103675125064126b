//! What the build makes of tables and of the list of languages, and what it says about wrong ones.

#[path = "../build/languages.rs"]
mod languages;
#[allow(dead_code, unreachable_pub, reason = "the crate has it, too")]
#[path = "../src/pseudo.rs"]
mod pseudo;
#[path = "../build/tables.rs"]
mod tables;
#[path = "../build/toml_file.rs"]
mod toml_file;

use languages::{LANGUAGE, Language, List, code, list};
use tables::{Purpose, Spec, Table, differences, register};

const SPEC: Spec =
    Spec { stem: "view", name: "View", function: "view", purpose: Purpose::Page("Texts of the narration.") };

/// The table in Chinese and in English, which is the default.
fn pair(zh: &str, en: &str) -> Result<Vec<Table>, Vec<String>> {
    let tables = vec![Table::parse("zh/view.toml", zh)?, Table::parse("en/view.toml", en)?];
    let errors = differences(&tables, 1);
    if errors.is_empty() { Ok(tables) } else { Err(errors) }
}

fn message(zh: &str, en: &str) -> String {
    pair(zh, en).expect_err("the pair is wrong").join("\n")
}

fn written(loaded: bool) -> String {
    let mut tables = pair("wait = \"等到 {time}\"\n", "wait = \"waits until {time}\"\n").expect("the pair is right");
    tables.push(tables[1].pseudo());
    let listed = list("languages.toml", "languages = [\"zh\", \"en\"]\ndefault = \"en\"\n").expect("it is right");
    SPEC.code(&tables, listed.default, &listed.variants(), loaded) + &register(&[(&SPEC, &tables[1])], loaded)
}

#[test]
fn a_table_becomes_a_struct_and_a_static_for_each_language() {
    assert_eq!(
        written(false),
        "/// Texts of the narration.\n#[derive(Debug)]\npub struct View {\n    /// `waits until {time}`\n    pub wait: &'static str,\n}\n\
         impl View {\n    fn texts(&self) -> Vec<(&'static str, &'static str)> {\n        vec![(\"wait\", self.wait)]\n    }\n}\n\
         /// Texts of the narration.\n#[must_use]\npub fn view(lang: Lang) -> &'static View {\n    \
         static ZH: View = View {\n        wait: \"等到 {time}\",\n    };\n    \
         static EN: View = View {\n        wait: \"waits until {time}\",\n    };\n    \
         static PSEUDO: View = View {\n        wait: \"⟦wáíítš úúñtííľ {time}~⟧\",\n    };\n    \
         match lang {\n        Lang::Zh => &ZH,\n        Lang::En => &EN,\n        Lang::Pseudo => &PSEUDO,\n    }\n}\n\
         /// Digest of the keys and placeholders of all tables that a page loads.\nconst KEYS: &str = \"740918bd666bf8f0\";\n\
         /// Every table in a language, those first that a page loads.\n#[must_use]\npub fn tables(lang: Lang) -> Vec<Table> {\n    \
         vec![\n        Table { name: \"view\", loaded: true, texts: view(lang).texts() },\n    ]\n}\n"
    );
}

#[test]
fn a_page_s_table_is_read_in_the_order_of_its_keys() {
    let code = written(true);
    assert!(code.contains("let [wait] = take::<1>(texts)?;\n        Some(View { wait })"), "{code}");
    assert!(code.contains("Some(Loaded {\n            view: View::read(texts)?,\n        })"), "{code}");
    assert!(!code.contains("等"), "a page has its language alone: {code}");
}

#[test]
fn a_table_of_the_static_pages_is_not_loaded() {
    let site = Spec { stem: "site", name: "Site", function: "site", purpose: Purpose::Native("Texts around it.") };
    let tables = pair("wait = \"等\"\n", "wait = \"waits\"\n").expect("the pair is right");
    let variants = ["Zh".to_owned(), "En".to_owned()];
    assert_eq!(site.code(&tables, 1, &variants, true), "");
    assert!(site.code(&tables, 1, &variants, false).contains("pub fn site(lang: Lang) -> &'static Site {"));
    let all = register(&[(&SPEC, &tables[1]), (&site, &tables[1])], false);
    assert!(all.contains("Table { name: \"site\", loaded: false, texts: site(lang).texts() },"), "{all}");
    let of_page = register(&[(&SPEC, &tables[1])], false);
    assert_eq!(all.lines().nth(1), of_page.lines().nth(1), "the digest is of what a page loads");
}

#[test]
fn a_key_missing_in_one_language() {
    assert_eq!(
        message("a = \"甲\"\nb = \"乙\"\n", "a = \"A\"\n"),
        "zh/view.toml:2: b: it is missing in en/view.toml; write it there too"
    );
    assert_eq!(
        message("a = \"甲\"\n", "# texts\n\nb = \"B\"\na = \"A\"\n"),
        "en/view.toml:3: b: it is missing in zh/view.toml; write it there too"
    );
}

#[test]
fn a_key_missing_in_the_third_language() {
    let parse = |file: &str, source: &str| Table::parse(file, source).expect("it is right");
    let tables = [
        parse("zh/view.toml", "a = \"甲\"\nb = \"乙 {x}\"\n"),
        parse("en/view.toml", "b = \"B {x}\"\na = \"A\"\n"),
        parse("de/view.toml", "b = \"B {y}\"\n"),
    ];
    assert_eq!(
        differences(&tables, 1).join("\n"),
        "en/view.toml:2: a: it is missing in de/view.toml; write it there too\n\
         de/view.toml:1: b: its placeholders are {y}, but en/view.toml:1 has {x}; every language needs the same"
    );
}

#[test]
fn an_empty_text() {
    assert_eq!(message("a = \"甲\"\n", "a = \"  \"\n"), "en/view.toml:1: a: the text is empty; write one");
}

#[test]
fn placeholders_that_differ() {
    assert_eq!(
        message("a = \"{task} 等\"\n", "a = \"{task} waits for {what}\"\n"),
        "zh/view.toml:1: a: its placeholders are {task}, but en/view.toml:1 has {task} {what}; every language needs the same"
    );
    assert_eq!(
        message("a = \"等\"\n", "a = \"{task}\"\n"),
        "zh/view.toml:1: a: its placeholders are none, but en/view.toml:1 has {task}; every language needs the same"
    );
}

#[test]
fn a_brace_without_a_placeholder() {
    assert_eq!(
        message("a = \"甲\"\n", "a = \"a {Big} one\"\n"),
        "en/view.toml:1: a: a brace belongs to a placeholder such as {name}; near \"{Big} one\""
    );
    assert_eq!(
        message("a = \"甲\"\n", "a = \"half { open\"\n"),
        "en/view.toml:1: a: a brace belongs to a placeholder such as {name}; near \"{ open\""
    );
    assert_eq!(
        message("a = \"甲\"\n", "a = \"closed }\"\n"),
        "en/view.toml:1: a: a brace belongs to a placeholder such as {name}; near \"}\""
    );
}

#[test]
fn keys_and_values_of_the_wrong_form() {
    assert_eq!(
        message("a = \"甲\"\n", "type = \"A\"\n"),
        "en/view.toml:1: type: a key is a Rust identifier in snake case, and no keyword; rename it"
    );
    assert_eq!(
        message("a = \"甲\"\n", "\"two-words\" = \"A\"\n"),
        "en/view.toml:1: two-words: a key is a Rust identifier in snake case, and no keyword; rename it"
    );
    assert_eq!(
        message("a = \"甲\"\n", "[group]\na = \"A\"\n"),
        "en/view.toml:1: group: the value must be a text in quotes; tables are flat"
    );
}

#[test]
fn not_toml_at_all() {
    let errors = message("a = \"甲\"\n", "a = \"A\"\nb = oops\n");
    assert!(errors.starts_with("en/view.toml:2: this is not TOML: "), "{errors}");
    let errors = message("a = \"甲\"\na = \"乙\"\n", "a = \"A\"\n");
    assert_eq!(errors, "zh/view.toml:2: this is not TOML: duplicate key");
}

#[test]
fn every_mistake_is_told_at_once() {
    assert_eq!(message("a = \"\"\nb = \"{\"\n", "a = \"A\"\n").lines().count(), 2);
}

fn wrong_list(source: &str) -> String {
    list("languages.toml", source).expect_err("the list is wrong").join("\n")
}

#[test]
fn languages_become_variants_in_the_order_of_the_list() {
    let listed = list("languages.toml", "languages = [\"zh\", \"pt-br\"]\ndefault = \"pt-br\"\n");
    assert_eq!(listed, Ok(List { codes: vec!["zh".to_owned(), "pt-br".to_owned()], default: 1 }));
    assert_eq!(listed.expect("it is right").variants(), ["Zh", "PtBr", "Pseudo"]);
}

#[test]
fn lists_that_are_wrong() {
    assert_eq!(wrong_list("languages = [\"en\"]\n"), "languages.toml:1: default is missing; write `default = \"en\"`");
    assert_eq!(
        wrong_list("languages = [\"en\"]\ndefault = \"zh\"\n"),
        "languages.toml:2: default: it is none of the languages; list it"
    );
    assert_eq!(
        wrong_list("default = \"en\"\nlanguages = [\"en\", \"De\", \"xx\", \"en\"]\nfallback = 1\n"),
        "languages.toml:2: languages: \"De\" is no code; it has a-z, and perhaps more parts behind -, as \"pt-br\" has\n\
         languages.toml:2: languages: \"xx\" is the pseudo-language's code; drop it\n\
         languages.toml:2: languages: \"en\" stands twice; drop one\n\
         languages.toml:3: fallback: the file has languages and default only; drop it"
    );
    assert_eq!(
        wrong_list("languages = []\ndefault = \"en\"\n"),
        "languages.toml:1: languages: it must be a list of codes in quotes, such as [\"en\"]"
    );
}

const ENGLISH: &str =
    "name = \"English\"\nhtml = \"en\"\nlocale = \"en_US\"\ndirection = \"ltr\"\nspaced = true\nfonts = [\"Inter\"]\n";

fn wrong_language(replace: &str, by: &str) -> String {
    assert!(ENGLISH.contains(replace), "{replace}");
    let source = ENGLISH.replace(replace, by);
    Language::parse("en/language.toml", "en", &source).expect_err("the language is wrong").join("\n")
}

#[test]
fn a_language_and_the_pseudo_language_made_from_it() {
    assert_eq!(LANGUAGE, "language");
    let english = Language::parse("en/language.toml", "en", ENGLISH).expect("it is right");
    let pseudo = english.pseudo();
    let code = code(&[english, pseudo], 0);
    for part in [
        "    /// English (`en`).\n    En,\n    /// ⟦Éñgľííšh~⟧ (`xx`).\n    Pseudo,\n}",
        "pub const ALL: [Lang; 1] = [Lang::En];",
        "pub const DEFAULT: Lang = Lang::En;",
        "Lang::En => \"en\",\n            Lang::Pseudo => \"xx\",",
        "Lang::En => \"en_US\",\n            Lang::Pseudo => \"en_XA\",",
        "pub const fn spaced(self) -> bool {\n        match self {\n            Lang::En => true,",
        "Lang::En => &[\"Inter\"],",
    ] {
        assert!(code.contains(part), "{part}\n is not in\n{code}");
    }
}

#[test]
fn languages_that_are_wrong() {
    assert_eq!(
        wrong_language("\"ltr\"", "\"down\""),
        "en/language.toml:4: direction: it must be \"ltr\", from left to right, or \"rtl\""
    );
    assert_eq!(wrong_language("\"English\"", "\"\""), "en/language.toml:1: name: it must be a text in quotes");
    assert_eq!(wrong_language("true", "\"yes\""), "en/language.toml:5: spaced: it must be true or false");
    assert_eq!(wrong_language("[\"Inter\"]", "[]"), "en/language.toml:6: fonts: it must be a list of names in quotes");
    assert_eq!(
        wrong_language("locale", "country"),
        "en/language.toml:3: country: it is not known of languages; drop it"
    );
    assert_eq!(
        wrong_language("locale = \"en_US\"\n", ""),
        "en/language.toml:1: locale is missing; texts/en/language.toml says what it means"
    );
}
