//! `check` of the playground.

use std::fs;

use loopscope_strings::Lang;

use super::common::loopscope;
use super::{lessons, replace};

/// A copy of the playground in which some texts are replaced, and what `check` says about it, without the folder's name.
fn checked_playground(changes: &[(&str, &str, &str)], options: &[&str]) -> (Option<i32>, String) {
    let copy = tempfile::tempdir().expect("a temporary folder");
    let from = lessons().join("../playground");
    for file in fs::read_dir(&from).expect("the playground").map(|entry| entry.expect("an entry").file_name()) {
        fs::copy(from.join(&file), copy.path().join(&file)).expect("a copy");
    }
    replace(copy.path(), changes);
    let dir = copy.path().to_str().expect("a path in Unicode");
    // One lesson beside it is enough, with a text that leads to no other.
    let beside = tempfile::tempdir().expect("a temporary folder");
    let lesson = beside.path().join("03-event-loop");
    fs::create_dir(&lesson).expect("a folder");
    for file in ["lesson.toml", "snippet.py", "snippet.rs", "article.py"] {
        fs::copy(lessons().join("03-event-loop").join(file), lesson.join(file)).expect("a copy");
    }
    for lang in Lang::ALL {
        fs::write(lesson.join(format!("{}.md", lang.code())), "## 1\n\na\n\n## 2\n\nb\n\n## 3\n\nc\n").expect("a file");
    }
    let lessons = beside.path().to_str().expect("a path in Unicode");
    let answer = loopscope(&[&["check", lessons, "--playground", dir], options].concat());
    (answer.code, (answer.stdout + &answer.stderr).replace(&format!("{dir}/"), ""))
}

#[test]
fn the_playground_holds() {
    let (code, said) = checked_playground(&[], &[]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("; 9 programs of the playground, ") && said.contains("all print what Python"), "{said}");
}

#[test]
fn check_finds_programs_of_the_playground_that_do_not_hold() {
    // In Python `sys.version` has another text than in any other interpreter.
    let (code, said) = checked_playground(
        &[
            ("blank.py", "import asyncio", "import asyncio, sys"),
            ("blank.py", "\"hello again\"", "sys.version"),
            ("dining-philosophers.py", "sorted([left, right])", "left, right"),
            ("race.py", "name=server", "nam=server"),
        ],
        &[],
    );
    assert_eq!(code, Some(1), "{said}");
    let has = |words: &str| assert!(said.lines().any(|line| line.contains(words)), "{words} is not in {said}");
    has("blank.py: at the defaults, line 2 of the output is ");
    has("dining-philosophers.py: with seats = 6, the program does not end well in Python: ");
    has("race.py: at the defaults, the program does not end well in Python: TypeError");

    let (code, said) =
        checked_playground(&[("dining-philosophers.py", "sorted([left, right])", "left, right")], &["--no-python"]);
    assert_eq!(code, Some(1), "{said}");
    assert!(
        said.contains("dining-philosophers.py: at the defaults, the program does not end well in the engine: "),
        "{said}"
    );
}

#[test]
fn check_finds_what_reading_the_playground_finds() {
    let (code, said) = checked_playground(
        &[("playground.toml", "[[example]]", "[[example]]\nnane = \"x\""), ("race.py", "tokyo = 0.7", "tokyo = 0.8")],
        &["--no-python"],
    );
    assert_eq!(code, Some(1), "{said}");
    let lines: Vec<_> = said.lines().collect();
    assert!(
        lines[0].starts_with("playground.toml:")
            && lines[0].contains("unknown key \"nane\" in [[example]]; did you mean \"name\"?"),
        "{said}"
    );
    assert_eq!(lines[1], "race.py:3: the literal must be the default of playground.toml: `tokyo = 0.7  # @param`");
}
