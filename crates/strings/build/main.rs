//! Turns the text tables beside Cargo.toml into Rust, or stops the build with what is wrong in them.
#![allow(clippy::print_stdout, reason = "a build script speaks to cargo on stdout")]

use std::{env, fs, path::Path, process::ExitCode};

mod tables;

/// The tables: file stem, name of the struct, what it holds.
const TABLES: [(&str, &str, &str); 11] = [
    ("state", "StateTexts", "Texts of lanes and panes in a few words: states, what is waited for."),
    ("view", "View", "Texts of the narration: records, states, what a task waits for."),
    (
        "scope",
        "ScopeTexts",
        "Texts of the scope beside the narration: what the loop holds, how runs compare, why one was stopped.",
    ),
    ("poll", "PollTexts", "Texts of the narration in Rust's words: poll, Pending, waker, Ready."),
    ("glossary", "GlossaryTexts", "The glossary: each term, and under its key with `_means`, what it means."),
    ("question", "QuestionTexts", "Texts of the predictions: choices, and what is said of an answer."),
    ("panes", "PaneTexts", "Texts of the panes that are loaded when they are opened."),
    ("page", "Page", "Texts of the lesson page's application."),
    ("own", "OwnTexts", "Texts around the reader's own program: editor, engine, variables, input."),
    ("editor", "EditorTexts", "Texts of the editor itself, which web/editor is given."),
    ("site", "Site", "Texts of the static pages around it."),
];

fn main() -> ExitCode {
    let mut code = String::new();
    let mut errors = Vec::new();
    for (stem, name, purpose) in TABLES {
        let read = |lang: &str| {
            let file = format!("{stem}.{lang}.toml");
            println!("cargo::rerun-if-changed={file}");
            match fs::read_to_string(&file) {
                Ok(text) => tables::parse(&format!("crates/strings/{file}"), &text),
                Err(error) => {
                    Err(vec![format!("crates/strings/{file}: cannot be read ({error}); every table needs it")])
                }
            }
        };
        match (read("zh"), read("en")) {
            (Ok(zh), Ok(en)) => match tables::generate(name, purpose, &zh, &en) {
                Ok(table) => code.push_str(&table),
                Err(more) => errors.extend(more),
            },
            (zh, en) => errors.extend(zh.err().into_iter().chain(en.err()).flatten()),
        }
    }
    println!("cargo::rerun-if-changed=build");
    if errors.is_empty() {
        let out = env::var_os("OUT_DIR").expect("cargo sets OUT_DIR");
        fs::write(Path::new(&out).join("tables.rs"), code).expect("OUT_DIR can be written");
        return ExitCode::SUCCESS;
    }
    for error in errors {
        println!("cargo::error={error}");
    }
    ExitCode::FAILURE
}
