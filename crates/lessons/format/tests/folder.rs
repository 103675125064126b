//! A lesson's folder as a whole: files that are missing, and files that do not agree.
#![cfg(feature = "read")]

use std::fs;
use std::path::Path;

use loopscope_lesson_format::{Folder, Folders, Problem, find};
use loopscope_strings::Lang;

mod languages;

use languages::in_all;

const MANIFEST: &str = r#"slug = "hello"
order = 1
title = { zh = "你好", en = "Hello" }
summary = { zh = "打招呼。", en = "Says hello." }
open = ["code"]

[[param]]
name = "delay"
kind = "seconds"
default = 2.0
min = 0.0
max = 5.0
step = 0.5
label = { zh = "多久", en = "how long" }

[[moment]]
name = "asleep"
on = "timer-set"
region = "sleep"
"#;
const PYTHON: &str = "delay = 2  # @param\n\nawait sleep(delay)  #: sleep\nprint()  #: done\n";
const RUST: &str = "sleep(delay).await?; //: sleep\nprint(\"\"); //: done\n";

/// A folder of these files.
fn folder(at: &Path, files: &[(&str, &str)]) -> Result<Folder, Vec<Problem>> {
    fs::create_dir_all(at).expect("a folder");
    for (file, text) in files {
        fs::write(at.join(file), in_all(text)).expect("a file");
    }
    for (file, text) in languages::texts() {
        fs::write(at.join(file), text).expect("a file");
    }
    Folder::read(at, "lessons/01-hello")
}

/// The answer to the right folder with one file changed.
fn answer(file: &str, old: &str, new: &str) -> String {
    let root = tempfile::tempdir().expect("a temporary folder");
    let files = [("lesson.toml", MANIFEST), ("snippet.py", PYTHON), ("snippet.rs", RUST), ("zh.md", ""), ("en.md", "")];
    let files = files.map(|(name, text)| (name, if name == file { text.replace(old, new) } else { text.to_owned() }));
    let files: Vec<_> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    match folder(&root.path().join("01-hello"), &files) {
        Ok(_) => String::new(),
        Err(problems) => problems.iter().map(|problem| problem.to_string()).collect::<Vec<_>>().join("\n"),
    }
}

#[test]
fn a_right_one_is_read() {
    assert_eq!(answer("", "", ""), "");
}

#[test]
fn files_that_are_missing() {
    let root = tempfile::tempdir().expect("a temporary folder");
    let problems = folder(
        &root.path().join("01-hello"),
        &[("lesson.toml", MANIFEST), ("snippet.py", PYTHON), ("snippet.rs", RUST), ("en.md", "")],
    );
    assert_eq!(
        problems.expect_err("zh.md is missing")[0].to_string(),
        format!(
            "lessons/01-hello: zh.md is missing; a lesson has lesson.toml, {}, snippet.py and perhaps snippet.rs",
            Lang::ALL.map(|lang| format!("{}.md", lang.code())).join(", ")
        )
    );
}

#[test]
fn a_lesson_without_a_twin() {
    let root = tempfile::tempdir().expect("a temporary folder");
    let at = root.path().join("01-hello");
    let files = [("lesson.toml", MANIFEST), ("snippet.py", PYTHON), ("zh.md", ""), ("en.md", "")];
    let read = folder(&at, &files).expect("it is right");
    assert_eq!(read.twin, None);
    assert!(read.python.regions.contains_key("sleep"));
    // What its manifest names has to be there all the same.
    let wrong = [("lesson.toml", MANIFEST), ("snippet.py", "delay = 2  # @param\n"), ("zh.md", ""), ("en.md", "")];
    let problems = folder(&at, &wrong).expect_err("a region is missing");
    assert!(problems[0].to_string().contains("unknown region \"sleep\" in moment \"asleep\""), "{}", problems[0]);
    // A twin by another name is none, which should not go unnoticed; nor should one that cannot be read.
    folder(&at, &files).expect("it is right again");
    fs::write(at.join("program.rs"), RUST).expect("a file");
    let problems = Folder::read(&at, "lessons/01-hello").expect_err("it is stray");
    let told: Vec<_> = problems.iter().map(|problem| problem.to_string()).collect();
    assert_eq!(
        told,
        ["lessons/01-hello/program.rs: a lesson's only Rust file is its twin; call it snippet.rs, or drop it"]
    );
    fs::remove_file(at.join("program.rs")).expect("it is there");
    fs::create_dir(at.join("snippet.rs")).expect("a folder");
    let problems = Folder::read(&at, "lessons/01-hello").expect_err("it cannot be read");
    assert!(problems[0].to_string().contains("snippet.rs cannot be read: "), "{}", problems[0]);
}

#[test]
fn programs_beside_the_lesson_s_own() {
    let variant = |of: &str| answer("lesson.toml", "open = ", &format!("{of}\nopen = "));
    let with = |more: &str| {
        let root = tempfile::tempdir().expect("a temporary folder");
        let manifest = format!("{MANIFEST}\n{more}\n");
        let files =
            [("lesson.toml", &*manifest), ("snippet.py", PYTHON), ("snippet.rs", RUST), ("zh.md", ""), ("en.md", "")];
        match folder(&root.path().join("01-hello"), &[&files[..], &[("article.py", "print(1)\n")]].concat()) {
            Ok(folder) => format!(
                "{:?}",
                folder.variants.iter().map(|(it, text)| (&*it.name, it.python, &**text)).collect::<Vec<_>>()
            ),
            Err(problems) => problems.iter().map(|problem| problem.to_string()).collect::<Vec<_>>().join("\n"),
        }
    };
    assert_eq!(with("[[variant]]\nname = \"article\"\npython = \"3.11\""), "[(\"article\", V3_11, \"print(1)\\n\")]");
    let missing = with("[[variant]]\nname = \"other\"");
    assert!(
        missing.contains("other.py cannot be read: ") && missing.ends_with("; write it, or drop its [[variant]]"),
        "{missing}"
    );
    let version = with("[[variant]]\nname = \"article\"\npython = \"3.12\"");
    assert!(version.ends_with("python = \"3.12\": Python is 3.11, 3.14 or 3.15 here"), "{version}");
    let twice = with("[[variant]]\nname = \"article\"\n[[variant]]\nname = \"article\"");
    assert!(twice.contains("variant \"article\" stands in line"), "{twice}");
    assert!(variant("python = \"2.7\"").ends_with("python = \"2.7\": Python is 3.11, 3.14 or 3.15 here"));
}

#[test]
fn the_name_of_the_folder() {
    assert_eq!(
        answer("lesson.toml", "order = 1", "order = 2"),
        "lessons/01-hello/lesson.toml:1: the folder of slug \"hello\" and order 2 must be called 02-hello"
    );
}

#[test]
fn regions_that_one_program_lacks() {
    assert_eq!(
        answer("snippet.rs", " //: done", ""),
        "lessons/01-hello/snippet.py:4: region \"done\" is not in snippet.rs; mark its counterpart there"
    );
    assert_eq!(
        answer("snippet.py", "  #: done", ""),
        "lessons/01-hello/snippet.rs:2: region \"done\" is not in snippet.py; mark its counterpart there"
    );
}

#[test]
fn parameters_that_do_not_agree() {
    assert_eq!(
        answer("snippet.py", "delay = 2  # @param", "delay = 2"),
        "lessons/01-hello/lesson.toml:8: parameter \"delay\" is not in snippet.py; write `delay = 2  # @param` at its top level"
    );
    assert_eq!(
        answer("snippet.py", "delay = 2  # @param", "delay = 2  # @param\ndely = 1  # @param"),
        "lessons/01-hello/snippet.py:2: parameter \"dely\" is not in lesson.toml; did you mean \"delay\"? Parameters are delay"
    );
    // 2.0 would be printed otherwise than the Rust twin prints it.
    for literal in ["3", "2.0"] {
        assert_eq!(
            answer("snippet.py", "delay = 2", &format!("delay = {literal}")),
            "lessons/01-hello/snippet.py:1: the literal must be the default of lesson.toml: `delay = 2  # @param`"
        );
    }
}

#[test]
fn moments_in_unknown_regions() {
    assert_eq!(
        answer("lesson.toml", "region = \"sleep\"", "region = \"slep\""),
        "lessons/01-hello/lesson.toml:19: unknown region \"slep\" in moment \"asleep\"; did you mean \"sleep\"? Regions are done, sleep"
    );
}

#[test]
fn mistakes_of_all_files_are_told_at_once() {
    let root = tempfile::tempdir().expect("a temporary folder");
    let files =
        [("lesson.toml", "slug ="), ("snippet.py", "#: }"), ("snippet.rs", "//: }"), ("zh.md", ""), ("en.md", "")];
    assert_eq!(folder(&root.path().join("01-hello"), &files).expect_err("all are wrong").len(), 3);
}

#[test]
fn lessons_beside_each_other() {
    let manifest = |order: &str, slug: &str| {
        let source = MANIFEST.replace("order = 1", order).replace("slug = \"hello\"", slug);
        loopscope_lesson_format::Manifest::parse("lesson.toml", &source).expect("it is right")
    };
    let mut beside = Folders::default();
    assert_eq!(beside.add("a/lesson.toml", &manifest("order = 1", "slug = \"a\"")), []);
    let told = |problems: Vec<Problem>| problems.iter().map(|problem| problem.to_string()).collect::<Vec<_>>();
    assert_eq!(
        told(beside.add("b/lesson.toml", &manifest("order = 2", "slug = \"a\""))),
        ["b/lesson.toml:1: slug \"a\" is taken by a/lesson.toml:1; choose another"]
    );
    assert_eq!(
        told(beside.add("c/lesson.toml", &manifest("order = 2", "slug = \"c\""))),
        ["c/lesson.toml:2: order 2 is taken by b/lesson.toml:2; choose another"]
    );
}

#[test]
fn folders_are_found_in_order_and_hidden_ones_are_not() {
    let root = tempfile::tempdir().expect("a temporary folder");
    for name in ["02-b", "01-a", ".git"] {
        fs::create_dir(root.path().join(name)).expect("a folder");
    }
    fs::write(root.path().join("README.md"), "").expect("a file");
    let found = find(root.path()).expect("it can be read");
    let names: Vec<_> = found.iter().filter_map(|path| path.file_name()?.to_str()).collect();
    assert_eq!(names, ["01-a", "02-b"]);
    assert!(find(&root.path().join("none")).is_err());
}
