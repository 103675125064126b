//! The playground's folder: what is read, and what a wrong one is answered with.
#![cfg(feature = "read")]

use std::fs;

use loopscope_lesson_format::{Manifest, Playground, Problem};
use loopscope_protocol::number::Milli;
use loopscope_protocol::param::ParamKind;
use loopscope_strings::Lang;

mod languages;

use languages::{in_all, written};

const TOML: &str = r#"[blank]
title = { zh = "练习场", en = "Playground" }
summary = { zh = "写程序。", en = "Write programs." }
look = { zh = "看 `main`。", en = "Watch `main`." }
change = { zh = "加一行。", en = "Add a line." }

[[example]]
name = "race"
title = { zh = "赛跑", en = "A race" }
summary = { zh = "谁快。", en = "Who is faster." }
look = { zh = "看。", en = "Look." }
change = { zh = "改。", en = "Change." }

[[example.param]]
name = "delay"
kind = "seconds"
default = 2.0
min = 0.5
max = 5.0
step = 0.5
label = { zh = "多久", en = "how long" }
"#;
const RACE: &str = "delay = 2  # @param\n\nprint(delay)\n\n";

/// The playground of these files, in which one text of one file is replaced.
fn read(file: &str, old: &str, new: &str) -> Result<Playground, Vec<Problem>> {
    let root = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in [("playground.toml", TOML), ("blank.py", "print(1)\n"), ("race.py", RACE)] {
        let text = if name == file { text.replacen(old, new, 1) } else { text.to_owned() };
        fs::write(root.path().join(name), in_all(&text)).expect("a file");
    }
    if !file.is_empty() && !root.path().join(file).exists() {
        fs::write(root.path().join(file), new).expect("a file");
    }
    Playground::read(root.path())
}

/// What is wrong with it, a line each, without the folder's path.
fn answer(file: &str, old: &str, new: &str) -> String {
    let problems = read(file, old, new).expect_err("it is wrong");
    let line = |problem: &Problem| {
        let whole = problem.to_string();
        let at =
            whole.find(".toml").or_else(|| whole.find(".py")).map_or(0, |dot| whole[..dot].rfind('/').unwrap_or(0));
        whole[at..].trim_start_matches('/').to_owned()
    };
    problems.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_right_one_is_read() {
    let playground = read("", "", "").expect("it is right");
    let slugs: Vec<_> = playground.programs.iter().map(|program| program.slug()).collect();
    assert_eq!(slugs, ["playground", "playground/race"]);
    let race = &playground.programs[1];
    assert_eq!(
        (race.title[Lang::Zh].as_str(), race.look[Lang::En].as_str(), race.source.as_str()),
        ("赛跑", "Look.", RACE)
    );
    assert!(matches!(race.params[0].param.kind, ParamKind::Seconds(range) if range.max == Milli::whole(5)));
    assert_eq!(playground.programs[0].params, []);
}

#[test]
fn what_a_reader_edits_has_the_lines_that_are_shown() {
    let race = &read("race.py", "", "").expect("it is right").programs[1];
    assert_eq!(race.python.editable(), "delay = 2  # @param\n\nprint(delay)\n");
    assert_eq!(race.python.editable().lines().count(), race.python.lines.len());
}

#[test]
fn texts_that_are_missing() {
    assert_eq!(
        answer("playground.toml", "look = { zh = \"看。\", en = \"Look.\" }\n", ""),
        format!("playground.toml:7: [[example]] has no look; write `look = {}`", written())
    );
    assert_eq!(
        answer("playground.toml", ", en = \"A race\"", ""),
        format!("playground.toml:9: title has no en; every language is needed: {}", written())
    );
    assert_eq!(
        answer("playground.toml", "[blank]", "[blanc]"),
        "playground.toml:1: playground.toml has no [blank]; it tells of blank.py, with which the playground begins\n\
         playground.toml:1: unknown key \"blanc\" in playground.toml; did you mean \"blank\"? Keys are blank, example"
    );
}

#[test]
fn names() {
    assert_eq!(
        answer("playground.toml", "name = \"race\"\n", ""),
        "playground.toml:7: [[example]] has no name; write `name = \"crawler\"`"
    );
    assert_eq!(
        answer("playground.toml", "\"race\"", "\"Race\""),
        "playground.toml:8: name \"Race\" may have a-z, 0-9 and - only, and begins with a letter"
    );
    assert_eq!(
        answer("playground.toml", "\"race\"", "\"embed\""),
        "playground.toml:8: name \"embed\" is taken in the playground's addresses; choose another"
    );
    let twice = TOML.split_once("[[example]]").map(|(_, example)| format!("[[example]]{example}[[example]]")).unwrap();
    assert_eq!(
        answer("playground.toml", "[[example]]", &twice),
        "playground.toml:23: example \"race\" stands in line 8 already; rename one"
    );
}

#[test]
fn a_backquote_that_is_left_open() {
    assert_eq!(
        answer("playground.toml", "看 `main`。", "看 `main。"),
        "playground.toml:4: look has a backquote without its counterpart; code stands between two"
    );
}

#[test]
fn programs_and_tables_that_do_not_agree() {
    assert_eq!(
        answer("playground.toml", "\"race\"", "\"walk\""),
        "playground.toml:8: walk.py is missing; write the program, or drop its table\n\
         race.py: playground.toml does not tell of it; write an [[example]] with name = \"race\""
    );
    assert_eq!(
        answer("race.py", "delay = 2 ", "delay = 3 "),
        "race.py:1: the literal must be the default of playground.toml: `delay = 2  # @param`"
    );
    assert_eq!(
        answer("race.py", "delay = 2  # @param", "delay = 2"),
        "playground.toml:15: parameter \"delay\" is not in race.py; write `delay = 2  # @param` at its top level"
    );
    assert_eq!(
        answer("blank.py", "print(1)", "n = 1  # @param"),
        "blank.py:1: parameter \"n\" is not in playground.toml. There are no parameters"
    );
    assert_eq!(
        answer("race.py", "print(delay)", "print(delay)  #: end"),
        "race.py:3: a program of the playground has no regions, as nothing points at them; drop the mark"
    );
}

#[test]
fn no_lesson_takes_the_playground_s_address() {
    let lesson = "slug = \"playground\"\norder = 1\ntitle = { zh = \"一\", en = \"a\" }\nsummary = { zh = \"一\", en = \"a\" }\n\
                  open = [\"code\"]\n";
    let problems = Manifest::parse("lesson.toml", lesson).expect_err("it is refused");
    assert_eq!(
        problems.iter().map(Problem::to_string).collect::<Vec<_>>(),
        ["lesson.toml:1: slug \"playground\" is the playground's address; choose another"]
    );
}
