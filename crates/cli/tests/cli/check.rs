//! `check` of the lessons: what it finds, each in a copy in which something is wrong.

use std::fs;

use super::common::loopscope;
use super::{count, lessons, replace};

/// A copy of the lessons in which some texts are replaced: (file, old, new).
fn changed(changes: &[(&str, &str, &str)]) -> tempfile::TempDir {
    let copy = tempfile::tempdir().expect("a temporary folder");
    for folder in fs::read_dir(lessons()).expect("the lessons").map(|entry| entry.expect("an entry")) {
        fs::create_dir(copy.path().join(folder.file_name())).expect("a folder");
        for file in fs::read_dir(folder.path()).expect("a lesson").map(|entry| entry.expect("an entry")) {
            let to = copy.path().join(folder.file_name()).join(file.file_name());
            fs::copy(file.path(), to).expect("a copy");
        }
    }
    replace(copy.path(), changes);
    copy
}

/// The line, from 1, of the first place where a lesson's file has this text.
fn line_of(file: &str, text: &str) -> usize {
    let source = fs::read_to_string(lessons().join(file)).expect("the file");
    source[..source.find(text).expect("it has the text")].matches('\n').count() + 1
}

/// What `check` says about the lessons so changed, without the folder's name.
fn checked(changes: &[(&str, &str, &str)], options: &[&str]) -> String {
    let copy = changed(changes);
    let dir = copy.path().to_str().expect("a path in Unicode");
    let answer = loopscope(&[&["check", dir], options].concat());
    assert_eq!((answer.code, answer.stdout.as_str()), (Some(1), ""), "{}", answer.stderr);
    answer.stderr.trim_end().replace(&format!("{dir}/"), "")
}

#[test]
fn the_lessons_hold() {
    let answer = loopscope(&["check", lessons().to_str().expect("a path in Unicode")]);
    assert_eq!((answer.code, answer.stderr.as_str()), (Some(0), ""), "{}", answer.stdout);
    assert!(answer.stdout.starts_with(&format!("{} lessons, ", count())), "{}", answer.stdout);
    assert!(answer.stdout.contains("all print what Python 3.1"), "{}", answer.stdout);
}

#[test]
fn check_compares_with_python() {
    let said = checked(
        &[
            ("01-waiting/snippet.py", "asyncio.sleep(seconds)", "asyncio.Event().wait()"),
            ("02-coroutines/snippet.py", "print(\"main ends\")", "pass"),
            ("03-event-loop/snippet.py", "asyncio.sleep(delay)", "asyncio.sleep(delay / 2)"),
            ("08-asyncio-run/snippet.py", "print(\"world\")", "print(\"word\")"),
            ("09-gather/snippet.py", "return name.upper()", "return nam.upper()"),
        ],
        &[],
    );
    let last = loopscope(&["run", "coroutines"]).stdout.lines().count();
    let at_the_defaults: Vec<_> = said.lines().filter(|line| line.contains(": at the defaults, ")).collect();
    assert_eq!(
        at_the_defaults,
        [
            "01-waiting/snippet.py: at the defaults, the program ends with an error: RuntimeError: the program waits for ever",
            &format!(
                "02-coroutines/snippet.rs: at the defaults, line {last} of the output is \"main ends\", but Python's is nothing"
            ),
            "03-event-loop/snippet.rs: at the defaults, line 3 of the output is \"time.struct_time(tm_year=2023, tm_mon=4, tm_mday=30, tm_hour=21, tm_min=58, tm_sec=17, tm_wday=6, tm_yday=120, tm_isdst=0)\", but Python's is \"time.struct_time(tm_year=2023, tm_mon=4, tm_mday=30, tm_hour=21, tm_min=58, tm_sec=16, tm_wday=6, tm_yday=120, tm_isdst=0)\"",
            "09-gather/snippet.py: at the defaults, the program ends with an error: NameError: name 'nam' is not defined",
            // What this Python is told of the wrong call is not what the lesson's own is: the engine is compared in its place.
            "08-asyncio-run/snippet.rs: at the defaults, line 3 of the output is \"world\", but the engine's is \"word\"",
        ]
    );
    // The other parameters are tried too, with the values named.
    assert!(said.contains("08-asyncio-run/snippet.rs: with delay = 5, line 3"), "{said}");
    assert!(said.contains("08-asyncio-run/snippet.rs: with delay = 5, runs = 3, wrong_first = True, line 3"), "{said}");
}

#[test]
fn check_compares_the_records_of_both_engines() {
    // What is printed is the same.
    let file = "01-waiting/snippet.py";
    let names = ["async def appliance", "appliance(\"tea\"", "appliance(\"toast\""];
    let others = names.map(|name| name.replace("appliance", "machine"));
    let changes: Vec<_> = names.iter().zip(&others).map(|(name, other)| (file, *name, other.as_str())).collect();
    let said = checked(&changes, &[]);
    let first = said.lines().next().unwrap_or_default();
    assert!(first.starts_with("01-waiting/snippet.py:23: at the defaults, record 7 of the twin is "), "{first}");
    for engine in ["runs appliance\" of task 2 at 0 s in turn 1, line 19 (tea)", "runs machine\" of task 2"] {
        assert!(first.contains(engine), "{first}");
    }
}

#[test]
fn check_compares_how_long_python_takes() {
    let said = checked(&[("08-asyncio-run/snippet.py", "asyncio.sleep(delay)", "asyncio.sleep(delay / 2)")], &[]);
    let first = said.lines().next();
    assert_eq!(
        first,
        // At the defaults this Python prints other words than the twin's.
        Some("08-asyncio-run/snippet.rs: with wrong_first = False, the program takes 2 s, but Python's takes 1 s")
    );
}

#[test]
fn check_finds_moments_and_goals_that_do_not_hold() {
    let said = checked(
        &[
            ("03-event-loop/lesson.toml", "text = \"===========\"", "text = \"+++++\""),
            ("03-event-loop/lesson.toml", "duration_at_most = 0.5", "duration_at_most = 2.0"),
            ("08-asyncio-run/lesson.toml", "witness = { delay = 0.5 }", "witness = { delay = 0.6 }"),
            ("11-cancellation/lesson.toml", "text = \"main: CancelledError\"", "text = \"main: nobody\""),
        ],
        &["--no-python"],
    );
    let (third, eighth) = ("03-event-loop/lesson.toml", "08-asyncio-run/lesson.toml");
    let moment = line_of(third, "name = \"line\"");
    let last = "11-cancellation";
    let told = line_of(&format!("{last}/lesson.toml"), "name = \"told\"");
    let goal = line_of(third, "duration_at_most") - 2;
    let witness = line_of(eighth, "witness = { delay = 0.5 }") - 3;
    assert_eq!(
        said.lines().collect::<Vec<_>>(),
        [
            format!(
                "{third}:{moment}: moment \"line\" does not happen at the defaults; `loopscope trace event-loop` shows what does"
            ),
            format!("{third}:{goal}: the goal is reached at the defaults already; make it harder"),
            format!(
                "{eighth}:{witness}: the goal is not reached by its witness, whose run takes 0.6 s; mend one of them"
            ),
            format!(
                "{last}/lesson.toml:{told}: moment \"told\" does not happen at the defaults; `loopscope trace {last}/snippet.py` \
                 shows what does"
            ),
        ]
    );
}

#[test]
fn check_finds_questions_that_cannot_be_asked() {
    let ninth = "09-gather/lesson.toml";
    let said = checked(
        &[
            (ninth, "kind = \"seconds\"\ntext = { zh = \"三个", "kind = \"order\"\ntext = { zh = \"三个"),
            (ninth, "from = \"one-by-one\"\nto = \"gather-total\"\n", ""),
            ("03-event-loop/lesson.toml", "at = \"suspended\"", "at = \"left\""),
            ("07-sleep/lesson.toml", "to = \"late-beat\"", "from = \"last-beat\"\nto = \"late-beat\""),
        ],
        &["--no-python"],
    );
    let told: Vec<_> = said.lines().filter(|line| line.contains(": at the defaults, ")).collect();
    let line = |file: &str| line_of(file, "[[question]]");
    assert_eq!(
        told,
        [
            format!(
                "03-event-loop/lesson.toml:{}: at the defaults, the question cannot be asked: With these values there is nobody to choose from at this moment.",
                line("03-event-loop/lesson.toml")
            ),
            format!(
                "07-sleep/lesson.toml:{}: at the defaults, the question cannot be asked: This moment does not come with these values.",
                line("07-sleep/lesson.toml")
            ),
            format!(
                "{ninth}:{}: at the defaults, the question cannot be asked: With these values there are too many lines to put in order.",
                line(ninth)
            ),
        ]
    );
    let gone =
        ("09-gather/lesson.toml", "[[question]]\nkind = \"seconds\"", "[[moment]]\nname = \"x\"\non = \"output\"");
    let said = checked(
        &[
            gone,
            (
                gone.0,
                "text = { zh = \"三个一起 gather，从开始到全部回来要几秒？\", en = \"All three are gathered. How many seconds from their start until all have answered?\" }\nfrom = \"one-by-one\"\nto = \"gather-total\"\n",
                "",
            ),
        ],
        &["--no-python"],
    );
    assert_eq!(
        said,
        "09-gather/lesson.toml: the lesson has no [[question]]; write one about what its readers get wrong"
    );
}

#[test]
fn check_finds_a_program_that_is_not_compiled_in() {
    assert_eq!(
        checked(&[("03-event-loop/snippet.rs", "Ok(())", "Ok::<(), Exception>(())")], &["--no-python"]),
        "03-event-loop/snippet.rs: this is not the program that is compiled into loopscope; build loopscope again, with the lesson in its lessons folder"
    );
}

#[test]
fn check_finds_what_reading_finds() {
    let file = "03-event-loop/zh.md";
    assert_eq!(
        checked(&[("03-event-loop/zh.md", "(code:sleep)", "(code:slep)")], &["--no-python"]).split(';').next(),
        Some(format!("{file}:{}: unknown region \"slep\" in code: link", line_of(file, "(code:sleep)")).as_str())
    );
    let answer = loopscope(&["check", "/nowhere"]);
    assert_eq!(answer.code, Some(1));
    assert_eq!(answer.stderr, "/nowhere: the folder cannot be read: No such file or directory (os error 2)\n");
}
