//! What a wrong lesson.toml is answered with.
#![cfg(feature = "read")]

use loopscope_lesson_format::{Asks, Manifest};
use loopscope_protocol::Value;
use loopscope_protocol::number::Milli;
use loopscope_protocol::param::ParamKind;
use loopscope_strings::Lang;

mod languages;

use languages::{in_all, written};

const RIGHT: &str = r#"slug = "hello"
order = 1
title = { zh = "你好", en = "Hello" }
summary = { zh = "打招呼。", en = "Says hello." }
open = ["code", "log"]

[[param]]
name = "delay"
kind = "seconds"
default = 2.0
min = 0.5
max = 5.0
step = 0.1
label = { zh = "多久", en = "how long" }

[[param]]
name = "n"
kind = "int"
default = 2
min = 1
max = 9
step = 1
label = { zh = "几个", en = "how many" }

[[param]]
name = "loud"
kind = "bool"
default = false
label = { zh = "大声", en = "loud" }

[[param]]
name = "how"
kind = "choice"
default = "sleep"
choices = [
    { value = "sleep", label = { zh = "睡", en = "sleep" } },
    { value = "wait", label = { zh = "等", en = "wait" } },
]
label = { zh = "怎样", en = "how" }

[[moment]]
name = "hello"
on = "output"
text = "hello"

[[moment]]
name = "again"
on = "poll-begin"
task = "Task-1"
region = "sleep"
nth = 2

[[goal]]
text = { zh = "快一点。", en = "Be quick." }
duration_at_most = 1.0
witness = { delay = 0.5, n = 3, loud = true, how = "wait" }
"#;

/// The answer to the right manifest with one change.
fn answer(old: &str, new: &str) -> String {
    assert_eq!(RIGHT.matches(old).count(), 1, "{old:?} stands once");
    let problems = Manifest::parse("lesson.toml", &in_all(&RIGHT.replace(old, new))).expect_err("it is wrong");
    problems.iter().map(|problem| problem.to_string()).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_right_one_is_read() {
    let manifest = Manifest::parse("lesson.toml", &in_all(RIGHT)).expect("it is right");
    assert_eq!((manifest.slug.as_str(), manifest.order), ("hello", 1));
    assert_eq!(manifest.title[Lang::Zh], "你好");
    assert_eq!(manifest.title[Lang::Pseudo], "⟦Héľľóó~⟧");
    assert_eq!(manifest.open.names(), "code,log");
    let defaults: Vec<_> = manifest.params.iter().map(|it| it.param.kind.default().to_string()).collect();
    assert_eq!(defaults, ["2", "2", "False", "\"sleep\""]);
    let ends: Vec<_> = manifest.params.iter().map(|it| it.param.kind.ends()).collect();
    assert_eq!(ends[0], [Value::Seconds(0.5), Value::Seconds(5.0)]);
    assert_eq!(ends[2], [Value::Bool(false), Value::Bool(true)]);
    assert_eq!(ends[3].len(), 2);
    assert!(matches!(&manifest.params[1].param.kind, ParamKind::Int(range) if range.max == Milli::whole(9)));
    assert_eq!((manifest.moments[1].line, manifest.moments[1].nth), (47, 2));
    assert_eq!(manifest.goals[0].witness.len(), 4);
}

#[test]
fn broken_toml() {
    assert_eq!(
        answer("order = 1", "order ="),
        "lesson.toml:2: this is not TOML: string values must be quoted, expected literal string"
    );
    assert_eq!(answer("order = 1", "order = 1\norder = 2"), "lesson.toml:3: this is not TOML: duplicate key");
}

#[test]
fn keys_that_are_missing_or_unknown() {
    assert_eq!(answer("slug = \"hello\"", ""), "lesson.toml:1: lesson.toml has no slug; write `slug = \"event-loop\"`");
    assert_eq!(answer("order = 1", ""), "lesson.toml:1: lesson.toml has no order; write `order = 3`");
    assert_eq!(
        answer("open = [\"code\", \"log\"]", ""),
        "lesson.toml:1: lesson.toml has no open; write `open = [\"code\", \"timeline\"]`"
    );
    assert_eq!(
        answer("summary = { zh = \"打招呼。\", en = \"Says hello.\" }", ""),
        format!("lesson.toml:1: lesson.toml has no summary; write `summary = {}`", written())
    );
    assert_eq!(
        answer("order = 1", "order = 1\nordre = 2"),
        "lesson.toml:3: unknown key \"ordre\" in lesson.toml; did you mean \"order\"? Keys are slug, order, title, summary, open, python, param, variant, moment, goal, question"
    );
    assert_eq!(
        answer("max = 5.0", "maxx = 5.0"),
        "lesson.toml:7: [[param]] has no max; write `max = …`\nlesson.toml:12: unknown key \"maxx\" in [[param]]; did you mean \"max\"? Keys are name, kind, default, label, min, max, step"
    );
    assert_eq!(
        answer("default = false", "default = false\nmin = 0"),
        "lesson.toml:29: unknown key \"min\" in [[param]]. Keys are name, kind, default, label"
    );
    assert_eq!(answer("name = \"delay\"\n", ""), "lesson.toml:7: [[param]] has no name; write `name = \"delay\"`");
    assert_eq!(answer("kind = \"int\"\n", ""), "lesson.toml:16: [[param]] has no kind; write `kind = \"seconds\"`");
    assert_eq!(answer("default = false\n", ""), "lesson.toml:25: [[param]] has no default; write `default = false`");
}

#[test]
fn values_of_the_wrong_kind() {
    assert_eq!(
        answer("order = 1", "order = \"1\""),
        "lesson.toml:2: order in lesson.toml must be a whole number, not a text"
    );
    assert_eq!(
        answer("slug = \"hello\"", "slug = 3"),
        "lesson.toml:1: slug in lesson.toml must be a text in quotes, not a whole number"
    );
    assert_eq!(
        answer("min = 0.5", "min = nan"),
        "lesson.toml:11: min in [[param]] must be a finite number, not a number"
    );
    assert_eq!(
        answer("default = false", "default = 0"),
        "lesson.toml:28: default in [[param]] must be true or false, not a whole number"
    );
    assert_eq!(
        answer("open = [\"code\", \"log\"]", "open = \"code\""),
        "lesson.toml:5: open in lesson.toml must be a list, not a text"
    );
    assert_eq!(
        answer("default = 2\n", "default = 2.5\n"),
        "lesson.toml:19: default in [[param]] must be a whole number, not a number"
    );
}

#[test]
fn a_language_that_is_missing() {
    assert_eq!(
        answer("title = { zh = \"你好\", en = \"Hello\" }", "title = { en = \"Hello\" }"),
        format!("lesson.toml:3: title has no zh; every language is needed: {}", written())
    );
    assert_eq!(answer("zh = \"大声\"", "zh = \"\""), "lesson.toml:29: zh in label is empty; write a text");
    assert_eq!(
        answer("{ zh = \"大声\", en = \"loud\" }", "\"loud\""),
        "lesson.toml:29: label in [[param]] must be a table, not a text"
    );
}

#[test]
fn names_and_numbers_of_the_wrong_form() {
    assert_eq!(
        answer("slug = \"hello\"", "slug = \"Hello you\""),
        "lesson.toml:1: slug \"Hello you\" may have a-z, 0-9 and - only, and begins with a letter"
    );
    assert_eq!(answer("order = 1", "order = 0"), "lesson.toml:2: order = 0 must be 1 to 99");
    assert_eq!(
        answer("name = \"delay\"", "name = \"my-delay\""),
        "lesson.toml:8: name \"my-delay\" in [[param]] must be a Python name in lower case, such as delay"
    );
    assert_eq!(
        answer("name = \"again\"", "name = \"Again\""),
        "lesson.toml:47: name \"Again\" in [[moment]] may have a-z, 0-9 and - only, and begins with a letter"
    );
    assert_eq!(answer("nth = 2", "nth = 0"), "lesson.toml:51: nth = 0 must be 1 or more");
}

#[test]
fn unknown_kinds_panes_and_moments() {
    assert_eq!(
        answer("kind = \"seconds\"", "kind = \"second\""),
        "lesson.toml:9: unknown kind \"second\" in [[param]]; did you mean \"seconds\"? Kinds are seconds, int, bool, choice"
    );
    assert_eq!(
        answer("\"log\"]", "\"lgo\"]"),
        "lesson.toml:5: unknown pane \"lgo\" in open; did you mean \"log\"? Panes are code, predict, timeline, inside, log, output, share"
    );
    assert_eq!(
        answer("on = \"output\"", "on = \"outptu\""),
        "lesson.toml:43: unknown on = \"outptu\" in [[moment]]; did you mean \"output\"? Moments are output, task-created, poll-begin, poll-end, task-done, wake, timer-set, timer-fired, clock-advanced, blocked, future-resolved, cancel-requested, iteration-begin, loop-entered, loop-left, program-end"
    );
    assert_eq!(
        answer("task = \"Task-1\"", "text = \"x\""),
        "lesson.toml:49: text in [[moment]] goes with on = \"output\" only, not with \"poll-begin\""
    );
}

#[test]
fn ranges_that_make_no_sense() {
    assert_eq!(answer("min = 0.5", "min = -1"), "lesson.toml:11: min = -1 is below 0; write 0 or more");
    assert_eq!(answer("max = 5.0", "max = 0.5"), "lesson.toml:12: max = 0.5 must be above min = 0.5");
    assert_eq!(answer("step = 0.1", "step = 0"), "lesson.toml:13: step = 0 must be above 0");
    assert_eq!(answer("default = 2.0", "default = 7"), "lesson.toml:10: default = 7 is outside of the range 0.5 to 5");
    assert_eq!(
        answer("default = 2.0", "default = 2.05"),
        "lesson.toml:10: default = 2.05 cannot be reached from min = 0.5 in steps of 0.1"
    );
    assert_eq!(
        answer("max = 5.0", "max = 5.05"),
        "lesson.toml:12: max = 5.05 cannot be reached from min = 0.5 in steps of 0.1"
    );
    assert_eq!(
        answer("default = 2\n", "default = 10\n"),
        "lesson.toml:19: default = 10 is outside of the range 1 to 9"
    );
    assert_eq!(
        answer("max = 9\nstep = 1", "max = 9\nstep = 3"),
        "lesson.toml:19: default = 2 cannot be reached from min = 1 in steps of 3"
    );
}

#[test]
fn choices_that_make_no_sense() {
    assert_eq!(
        answer("default = \"sleep\"", "default = \"slep\""),
        "lesson.toml:34: default = \"slep\" is none of the choices; did you mean \"sleep\"? Choices are sleep, wait"
    );
    assert_eq!(
        answer("value = \"wait\"", "value = \"sleep\""),
        "lesson.toml:37: the choice \"sleep\" stands twice; drop one"
    );
    assert_eq!(
        answer("    { value = \"wait\", label = { zh = \"等\", en = \"wait\" } },\n", ""),
        "lesson.toml:31: a choice needs at least two choices"
    );
    assert_eq!(
        answer("value = \"wait\"", "value = 'a \"b\"'"),
        "lesson.toml:37: the choice \"a \\\"b\\\"\" must have no quotes, backslashes or line ends"
    );
}

#[test]
fn names_that_stand_twice() {
    assert_eq!(
        answer("name = \"n\"", "name = \"delay\"").lines().next(),
        Some("lesson.toml:17: parameter \"delay\" stands in line 8 already; rename one")
    );
    assert_eq!(
        answer("name = \"again\"", "name = \"hello\""),
        "lesson.toml:47: moment \"hello\" stands in line 42 already; rename one"
    );
}

#[test]
fn goals_without_conditions_and_wrong_witnesses() {
    assert_eq!(
        answer("duration_at_most = 1.0\n", ""),
        "lesson.toml:53: [[goal]] has no condition; write duration_at_most, duration_at_least or prints"
    );
    assert_eq!(
        answer("witness = { delay = 0.5, n = 3, loud = true, how = \"wait\" }", ""),
        "lesson.toml:53: [[goal]] has no witness; write `witness = { delay = 0.5 }`"
    );
    assert_eq!(
        answer("delay = 0.5, n", "dely = 0.5, n"),
        "lesson.toml:56: unknown parameter \"dely\" in witness; did you mean \"delay\"? Parameters are delay, n, loud, how"
    );
    assert_eq!(
        answer("delay = 0.5, n", "delay = 0.4, n"),
        "lesson.toml:56: delay in witness must be a number of seconds from 0.5 to 5"
    );
    assert_eq!(answer("n = 3", "n = 2.5"), "lesson.toml:56: n in witness must be a whole number from 1 to 9");
    assert_eq!(answer("loud = true", "loud = 1"), "lesson.toml:56: loud in witness must be true or false");
    assert_eq!(
        answer("how = \"wait\" }", "how = \"weit\" }"),
        "lesson.toml:56: how in witness must be one of: sleep, wait"
    );
}

/// The answer to a question (from line 57) put behind the right manifest.
fn question(lines: &str) -> Result<Vec<Asks>, String> {
    let source = format!("{RIGHT}[[question]]\ntext = {{ zh = \"几秒？\", en = \"How long?\" }}\n{lines}");
    match Manifest::parse("lesson.toml", &in_all(&source)) {
        Ok(manifest) => Ok(manifest.questions.into_iter().map(|question| question.asks).collect()),
        Err(problems) => Err(problems.iter().map(|problem| problem.to_string()).collect::<Vec<_>>().join("\n")),
    }
}

#[test]
fn questions_of_each_kind_are_read() {
    assert_eq!(question("kind = \"order\""), Ok(vec![Asks::Order { lines: Vec::new() }]));
    let lines = vec!["a".to_owned(), "b".to_owned()];
    assert_eq!(question("kind = \"order\"\nlines = [\"a\", \"b\"]"), Ok(vec![Asks::Order { lines }]));
    assert_eq!(question("kind = \"seconds\""), Ok(vec![Asks::Seconds { from: None, to: None }]));
    assert_eq!(
        question("kind = \"seconds\"\nto = \"again\""),
        Ok(vec![Asks::Seconds { from: None, to: Some("again".to_owned()) }])
    );
    assert_eq!(question("kind = \"next\"\nat = \"hello\""), Ok(vec![Asks::Next { at: "hello".to_owned() }]));
}

#[test]
fn wrong_questions_are_answered_exactly() {
    let wrong = |lines| question(lines).expect_err("it is wrong");
    assert_eq!(wrong(""), "lesson.toml:57: [[question]] has no kind; write `kind = \"order\"`");
    assert_eq!(
        wrong("kind = \"ordre\""),
        "lesson.toml:59: unknown kind \"ordre\" in [[question]]; did you mean \"order\"? Kinds are order, seconds, next"
    );
    assert_eq!(wrong("kind = \"next\""), "lesson.toml:57: [[question]] has no at; write `at = \"hello\"`");
    assert_eq!(
        wrong("kind = \"next\"\nat = \"helo\""),
        "lesson.toml:60: unknown moment \"helo\" as at in [[question]]; did you mean \"hello\"? Moments are hello, again"
    );
    assert_eq!(
        wrong("kind = \"seconds\"\nat = \"hello\"").split(';').next(),
        Some("lesson.toml:60: unknown key \"at\" in [[question]]. Keys are kind, text, from, to")
    );
    assert_eq!(
        wrong("kind = \"order\"\nlines = [\"a\"]"),
        "lesson.toml:60: lines in [[question]] has 1; name two or more, or leave it out to ask for all"
    );
    assert_eq!(
        wrong("kind = \"order\"\nlines = [\"a\", 2]"),
        "lesson.toml:60: lines in [[question]] must be texts in quotes, each the beginning of a line"
    );
    let silent = format!("{RIGHT}[[question]]\nkind = \"order\"\n");
    assert_eq!(
        Manifest::parse("lesson.toml", &in_all(&silent)).expect_err("it has no text")[0].to_string(),
        format!("lesson.toml:57: [[question]] has no text; write `text = {}`", written())
    );
}

#[test]
fn every_mistake_is_told_at_once() {
    assert_eq!(answer("order = 1\ntitle = { zh = \"你好\", en = \"Hello\" }", "order = 0").lines().count(), 2);
}
