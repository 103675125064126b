//! What the build says about a wrong table.

#[path = "../build/tables.rs"]
mod tables;

use tables::{generate, parse};

fn pair(zh: &str, en: &str) -> Result<String, Vec<String>> {
    generate("View", "Purpose.", &parse("view.zh.toml", zh)?, &parse("view.en.toml", en)?)
}

fn message(zh: &str, en: &str) -> String {
    pair(zh, en).expect_err("the pair is wrong").join("\n")
}

#[test]
fn a_right_pair_becomes_a_struct_and_two_statics() {
    let code = pair("wait = \"等到 {time}\"\n", "wait = \"waits until {time}\"\n").expect("the pair is right");
    assert_eq!(
        code,
        "/// Purpose.\n#[derive(Debug)]\npub struct View {\n    /// `waits until {time}`\n    pub wait: &'static str,\n}\n\
         #[allow(dead_code, reason = \"not every table is loaded\")]\nimpl View {\n    fn texts(&self) -> Vec<&'static str> {\n        vec![self.wait]\n    }\n    \
         fn read(texts: &mut dyn Iterator<Item = &'static str>) -> Option<Self> {\n        \
         Some(View { wait: texts.next()? })\n    }\n}\n\
         #[cfg(any(not(target_arch = \"wasm32\"), feature = \"built-in\"))]\nstatic VIEW_ZH: View = View {\n    wait: \"等到 {time}\",\n};\n\
         #[cfg(any(not(target_arch = \"wasm32\"), feature = \"built-in\"))]\nstatic VIEW_EN: View = View {\n    wait: \"waits until {time}\",\n};\n"
    );
}

#[test]
fn a_key_missing_in_one_language() {
    assert_eq!(
        message("a = \"甲\"\nb = \"乙\"\n", "a = \"A\"\n"),
        "view.zh.toml:2: b: it is missing in view.en.toml; write it there too"
    );
    assert_eq!(
        message("a = \"甲\"\n", "# texts\n\nb = \"B\"\na = \"A\"\n"),
        "view.en.toml:3: b: it is missing in view.zh.toml; write it there too"
    );
}

#[test]
fn an_empty_text() {
    assert_eq!(message("a = \"甲\"\n", "a = \"  \"\n"), "view.en.toml:1: a: the text is empty; write one");
}

#[test]
fn placeholders_that_differ() {
    assert_eq!(
        message("a = \"{task} 等\"\n", "a = \"{task} waits for {what}\"\n"),
        "view.zh.toml:1: a: its placeholders are {task}, but view.en.toml:1 has {task} {what}; both languages need the same"
    );
    assert_eq!(
        message("a = \"等\"\n", "a = \"{task}\"\n"),
        "view.zh.toml:1: a: its placeholders are none, but view.en.toml:1 has {task}; both languages need the same"
    );
}

#[test]
fn a_brace_without_a_placeholder() {
    assert_eq!(
        message("a = \"甲\"\n", "a = \"a {Big} one\"\n"),
        "view.en.toml:1: a: a brace belongs to a placeholder such as {name}; near \"{Big} one\""
    );
    assert_eq!(
        message("a = \"甲\"\n", "a = \"half { open\"\n"),
        "view.en.toml:1: a: a brace belongs to a placeholder such as {name}; near \"{ open\""
    );
    assert_eq!(
        message("a = \"甲\"\n", "a = \"closed }\"\n"),
        "view.en.toml:1: a: a brace belongs to a placeholder such as {name}; near \"}\""
    );
}

#[test]
fn keys_and_values_of_the_wrong_form() {
    assert_eq!(
        message("a = \"甲\"\n", "type = \"A\"\n"),
        "view.en.toml:1: type: a key is a Rust identifier in snake case, and no keyword; rename it"
    );
    assert_eq!(
        message("a = \"甲\"\n", "\"two-words\" = \"A\"\n"),
        "view.en.toml:1: two-words: a key is a Rust identifier in snake case, and no keyword; rename it"
    );
    assert_eq!(
        message("a = \"甲\"\n", "[group]\na = \"A\"\n"),
        "view.en.toml:1: group: the value must be a text in quotes; tables are flat"
    );
}

#[test]
fn not_toml_at_all() {
    let errors = message("a = \"甲\"\n", "a = \"A\"\nb = oops\n");
    assert!(errors.starts_with("view.en.toml:2: this is not TOML: "), "{errors}");
    let errors = message("a = \"甲\"\na = \"乙\"\n", "a = \"A\"\n");
    assert_eq!(errors, "view.zh.toml:2: this is not TOML: duplicate key");
}

#[test]
fn every_mistake_is_told_at_once() {
    assert_eq!(message("a = \"\"\nb = \"{\"\n", "a = \"A\"\n").lines().count(), 2);
}
