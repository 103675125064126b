//! Turns languages.toml and the texts of each language into Rust, or stops the build with what is wrong in them.
#![allow(clippy::print_stdout, reason = "a build script speaks to cargo on stdout")]

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

mod languages;
#[allow(unreachable_pub, reason = "the crate has it, too")]
#[path = "../src/pseudo.rs"]
mod pseudo;
mod tables;
mod toml_file;

use languages::{LANGUAGE, Language};
use tables::{Purpose, Spec, Table};

/// The tables, in the order in which a page loads them.
const TABLES: [Spec; 13] = [
    Spec {
        stem: "state",
        name: "StateTexts",
        function: "state_texts",
        purpose: Purpose::Page("Texts of lanes and panes in a few words: states, what is waited for."),
    },
    Spec {
        stem: "view",
        name: "View",
        function: "view",
        purpose: Purpose::Page("Texts of the narration: records, states, what a task waits for."),
    },
    Spec {
        stem: "scope",
        name: "ScopeTexts",
        function: "scope_texts",
        purpose: Purpose::Page(
            "Texts of the scope beside the narration: what the loop holds, how runs compare, why one was stopped.",
        ),
    },
    Spec {
        stem: "poll",
        name: "PollTexts",
        function: "poll_texts",
        purpose: Purpose::Page("Texts of the narration in Rust's words: poll, Pending, waker, Ready."),
    },
    Spec {
        stem: "glossary",
        name: "GlossaryTexts",
        function: "glossary_texts",
        purpose: Purpose::Page("The glossary: each term, and under its key with `_means`, what it means."),
    },
    Spec {
        stem: "question",
        name: "QuestionTexts",
        function: "question_texts",
        purpose: Purpose::Page("Texts of the predictions: choices, and what is said of an answer."),
    },
    Spec {
        stem: "panes",
        name: "PaneTexts",
        function: "pane_texts",
        purpose: Purpose::Page("Texts of the panes that are folded at first."),
    },
    Spec {
        stem: "page",
        name: "Page",
        function: "page",
        purpose: Purpose::Page("Texts of the lesson page's application."),
    },
    Spec {
        stem: "own",
        name: "OwnTexts",
        function: "own_texts",
        purpose: Purpose::Page("Texts around the reader's own program: editor, engine, variables, input."),
    },
    Spec {
        stem: "editor",
        name: "EditorTexts",
        function: "editor_texts",
        purpose: Purpose::Page("Texts of the editor itself, which web/editor is given."),
    },
    Spec {
        stem: "site",
        name: "Site",
        function: "site",
        purpose: Purpose::Native("Texts of the static pages around the laboratory."),
    },
    Spec {
        stem: "embed",
        name: "EmbedTexts",
        function: "embed_texts",
        purpose: Purpose::Native("Texts of the element in a blog, before a lesson is there."),
    },
    Spec {
        stem: "new_lesson",
        name: "NewLessonTexts",
        function: "new_lesson_texts",
        purpose: Purpose::Native("What a new lesson says before its author has written anything."),
    },
];

fn main() -> ExitCode {
    for input in ["build", "languages.toml", "src/pseudo.rs", "texts"] {
        println!("cargo::rerun-if-changed={input}");
    }
    println!("cargo::rustc-check-cfg=cfg(loaded)");
    let of_cargo = |name: &str| env::var_os(name).unwrap_or_default();
    // A program that has its texts with it has those of every language.
    let loaded = of_cargo("CARGO_CFG_TARGET_ARCH") == "wasm32" && of_cargo("CARGO_FEATURE_BUILT_IN").is_empty();
    if loaded {
        println!("cargo::rustc-cfg=loaded");
    }
    match generate(loaded) {
        Ok((languages, tables)) => {
            let out = PathBuf::from(of_cargo("OUT_DIR"));
            fs::write(out.join("languages.rs"), languages).expect("OUT_DIR can be written");
            fs::write(out.join("tables.rs"), tables).expect("OUT_DIR can be written");
            ExitCode::SUCCESS
        }
        Err(errors) => {
            for error in errors {
                println!("cargo::error={error}");
            }
            ExitCode::FAILURE
        }
    }
}

/// The Rust of the languages, and that of the tables.
fn generate(loaded: bool) -> Result<(String, String), Vec<String>> {
    let listed =
        languages::list("crates/strings/languages.toml", &read("languages.toml").map_err(|error| vec![error])?)?;
    let mut errors = folders(&listed.codes);
    let mut known = Vec::new();
    for code in &listed.codes {
        match parsed(code, LANGUAGE, |file, source| Language::parse(file, code, source)) {
            Ok(language) => known.push(language),
            Err(more) => errors.extend(more),
        }
    }
    let (mut tables, mut defaults) = (String::new(), Vec::new());
    for spec in &TABLES {
        let read: Vec<_> = listed.codes.iter().map(|code| parsed(code, spec.stem, Table::parse)).collect();
        let mut all = Vec::new();
        for table in read {
            match table {
                Ok(table) => all.push(table),
                Err(more) => errors.extend(more),
            }
        }
        if all.len() == listed.codes.len() {
            errors.extend(tables::differences(&all, listed.default));
            all.push(all[listed.default].pseudo());
            tables.push_str(&spec.code(&all, listed.default, &listed.variants(), loaded));
            defaults.push((spec, all.swap_remove(listed.default)));
        }
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let defaults: Vec<_> = defaults.iter().map(|(spec, table)| (*spec, table)).collect();
    tables.push_str(&tables::register(&defaults, loaded));
    known.push(known[listed.default].pseudo());
    Ok((languages::code(&known, listed.default), tables))
}

fn read(file: &str) -> Result<String, String> {
    fs::read_to_string(file).map_err(|error| format!("crates/strings/{file}: cannot be read ({error})"))
}

/// A file of a language's folder.
fn parsed<T>(
    code: &str,
    stem: &str,
    parse: impl FnOnce(&str, &str) -> Result<T, Vec<String>>,
) -> Result<T, Vec<String>> {
    let file = format!("texts/{code}/{stem}.toml");
    let source = read(&file).map_err(|error| vec![format!("{error}; every language needs it")])?;
    parse(&format!("crates/strings/{file}"), &source)
}

/// Folders and files below texts/ that nobody reads.
fn folders(codes: &[String]) -> Vec<String> {
    let mut errors = Vec::new();
    let entries = |folder: &Path| fs::read_dir(folder).into_iter().flatten().flatten();
    for folder in entries(Path::new("texts")) {
        let code = folder.file_name().to_string_lossy().into_owned();
        if !codes.contains(&code) {
            errors.push(format!(
                "crates/strings/texts/{code}: this language is not in languages.toml; add \"{code}\" to its list"
            ));
            continue;
        }
        for file in entries(&folder.path()) {
            let name = file.file_name().to_string_lossy().into_owned();
            let known = name
                .strip_suffix(".toml")
                .is_some_and(|stem| stem == LANGUAGE || TABLES.iter().any(|spec| spec.stem == stem));
            if !known {
                errors.push(format!(
                    "crates/strings/texts/{code}/{name}: there is no such table; crates/strings/build/main.rs lists them"
                ));
            }
        }
    }
    errors.sort();
    errors
}
