//! The program `loopscope` as its users call it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{fs, str};

use loopscope_strings::Lang;

/// How many lessons there are.
const LESSONS: usize = 11;

fn lessons() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../lessons")
}

struct Answer {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

fn loopscope(arguments: &[&str]) -> Answer {
    let Output { status, stdout, stderr } =
        Command::new(env!("CARGO_BIN_EXE_loopscope")).args(arguments).output().expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("it prints text");
    Answer { code: status.code(), stdout: text(stdout), stderr: text(stderr) }
}

/// The one line that a wrong call is answered with.
fn usage(arguments: &[&str]) -> String {
    let answer = loopscope(arguments);
    assert_eq!((answer.code, answer.stdout.as_str()), (Some(2), ""), "{}", answer.stderr);
    assert_eq!(answer.stderr.lines().count(), 1, "{}", answer.stderr);
    answer.stderr.trim_end().to_owned()
}

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
    for (file, old, new) in changes {
        let path = copy.path().join(file);
        let text = fs::read_to_string(&path).expect("the file");
        assert!(text.contains(old), "{file} has no {old:?}");
        fs::write(&path, text.replacen(old, new, 1)).expect("the file can be changed");
    }
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
fn run_prints_what_the_program_prints() {
    let answer = loopscope(&["run", "asyncio-run"]);
    assert_eq!(answer.stdout, "TypeError: An asyncio.Future\nhello\nworld\n");
    assert_eq!((answer.code, answer.stderr.as_str()), (Some(0), ""));
}

#[test]
fn standard_error_is_apart() {
    let answer = loopscope(&["run", "coroutines"]);
    assert!(answer.stderr.contains("RuntimeWarning: coroutine 'greet' was never awaited"), "{}", answer.stderr);
    assert!(answer.stdout.ends_with("main ends\n"), "{}", answer.stdout);
    assert_eq!(answer.code, Some(0));
}

#[test]
fn parameters_change_the_run_and_a_lesson_has_a_number() {
    let answer = loopscope(&["run", "9", "--param", "a=1", "--param", "b=0.2"]);
    assert!(answer.stdout.contains("one by one: 2.2 s A B C\n"), "{}", answer.stdout);
    assert!(answer.stdout.contains("gather: 1.0 s A B C\n"), "{}", answer.stdout);
}

#[test]
fn real_time_gives_the_same_lines() {
    let of = |arguments: &[&str]| loopscope(arguments).stdout;
    let quick = ["run", "asyncio-run", "--param", "delay=0"];
    assert_eq!(of(&[&quick[..], &["--real"]].concat()), of(&quick));
}

#[test]
fn wrong_calls_are_answered_with_one_line() {
    assert_eq!(
        usage(&["rn", "3"]),
        "there is no command \"rn\"; did you mean \"run\"? Commands are run, trace, svg, gif, compare, check, new, site"
    );
    assert_eq!(usage(&[]), "a command is missing. Commands are run, trace, svg, gif, compare, check, new, site");
    assert!(
        usage(&["run", "evnt-loop"])
            .starts_with("there is no lesson \"evnt-loop\"; did you mean \"event-loop\"? Lessons are waiting, ")
    );
    assert_eq!(
        usage(&["run", "event-loop", "--param", "dely=1"]),
        "lesson \"event-loop\" has no parameter \"dely\"; did you mean \"delay\"? Parameters are delay"
    );
    assert_eq!(
        usage(&["trace", "event-loop", "--param", "delay=99"]),
        "delay = 99: it must be a number of seconds from 0 to 5"
    );
    assert_eq!(
        usage(&["run", "event-loop", "--param", "delay"]),
        "--param delay: a parameter is written name=value, as in --param delay=0.5"
    );
    assert_eq!(
        usage(&["run", "event-loop", "--rael"]),
        "unexpected argument '--rael' found; a similar argument exists: '--real'; to pass '--rael' as a value, use '-- --rael' (loopscope --help says more)"
    );
    assert_eq!(
        usage(&["trace", "event-loop", "--format", "xml"]),
        "invalid value 'xml' for '--format <FORMAT>' [possible values: text, json, perfetto] (loopscope --help says more)"
    );
    assert_eq!(
        usage(&["svg", "event-loop", "--theme", "drak"]),
        "invalid value 'drak' for '--theme <THEME>' [possible values: auto, light, dark]; a similar value exists: 'dark' (loopscope --help says more)"
    );
    assert!(
        usage(&["svg", "gahter"]).starts_with("there is no lesson \"gahter\"; did you mean \"gather\"? Lessons are")
    );
    assert_eq!(usage(&["svg", "gather", "--speed", "2"]), "--speed is for a picture that plays: add --animate");
    assert_eq!(
        usage(&["svg", "gather", "--animate", "--speed", "0"]),
        "invalid value '0' for '--speed <N>': it must be a number above 0, such as 2 for twice as fast (loopscope --help says more)"
    );
    assert_eq!(
        usage(&["gif", "gather", "--width", "12"]),
        "invalid value '12' for '--width <PX>': it must be a number of pixels from 320 to 2160 (loopscope --help says more)"
    );
    assert_eq!(
        usage(&["gif", "gather", "--theme", "auto"]),
        "--theme auto: a GIF has one theme wherever it is shown; choose light or dark"
    );
    assert_eq!(
        usage(&["gif", "gather", "--address", "en/gather/"]),
        "the address \"en/gather/\" is no whole one: write it as in https://host.example/loopscope/en/gather/"
    );
    assert_eq!(
        usage(&["svg", "gather", "--param", "A=1"]),
        "lesson \"gather\" has no parameter \"A\"; did you mean \"a\"? Parameters are a, b, c"
    );
}

#[test]
fn a_trace_for_perfetto_parses_and_its_events_are_matched() {
    for lesson in 1..=LESSONS {
        for lang in Lang::ALL.map(Lang::code) {
            let json = loopscope(&["trace", &lesson.to_string(), "--format", "perfetto", "--lang", lang]).stdout;
            let json: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
            let events = json["traceEvents"].as_array().expect("a list");
            let of = |phase: &str| events.iter().filter(|event| event["ph"] == phase).collect::<Vec<_>>();
            let flows = |phase: &str| of(phase).iter().map(|event| event["id"].as_u64()).collect::<Vec<_>>();
            assert!(!flows("s").is_empty());
            assert_eq!(flows("s"), flows("f"), "each arrow that begins ends");
            assert!(of("X").iter().all(|event| event["dur"].as_f64().is_some_and(|length| length >= 0.0)));
            // Slices of a thread follow each other without overlap.
            let mut ends = std::collections::BTreeMap::new();
            for slice in of("X") {
                let (start, length) = (slice["ts"].as_f64().expect("a time"), slice["dur"].as_f64().expect("a length"));
                let end = ends.insert(slice["tid"].as_u64(), start + length);
                assert!(end.is_none_or(|end| end <= start + 0.001), "{slice}");
            }
            let known = ["M", "X", "i", "s", "f"];
            assert!(events.iter().all(|event| known.contains(&event["ph"].as_str().unwrap_or_default())));
        }
    }
}

#[test]
fn a_picture_is_well_formed_stands_alone_and_follows_the_scheme() {
    for lesson in 1..=LESSONS {
        for (lang, axis) in [("zh", "time"), ("en", "step")] {
            let answer = loopscope(&["svg", &lesson.to_string(), "--lang", lang, "--axis", axis]);
            assert_eq!((answer.code, answer.stderr.as_str()), (Some(0), ""));
            let document = roxmltree::Document::parse(&answer.stdout).expect("it is XML");
            let root = document.root_element();
            assert_eq!((root.tag_name().name(), root.attribute("role")), ("svg", Some("img")));
            for id in ["title", "desc"] {
                let named = document.descendants().find(|node| node.attribute("id") == Some(id)).expect("it is told");
                assert!(named.text().is_some_and(|text| !text.is_empty()));
            }
            assert!(answer.stdout.contains("@media(prefers-color-scheme:dark)"));
            let apart = answer.stdout.replacen("http://www.w3.org/2000/svg", "", 1);
            assert!(!apart.contains("://") && !apart.contains("<script") && !apart.contains("<image"));
        }
    }
}

#[test]
fn a_lesson_s_played_picture_is_well_formed_and_little_larger_than_the_still_one() {
    for lesson in 1..=9 {
        let lesson = lesson.to_string();
        let still = loopscope(&["svg", &lesson]).stdout.len();
        let answer = loopscope(&["svg", &lesson, "--animate", "--address", "https://host.example/en/"]);
        assert_eq!((answer.code, answer.stderr.as_str()), (Some(0), ""));
        let document = roxmltree::Document::parse(&answer.stdout).expect("it is XML");
        assert!(document.descendants().any(|node| node.text() == Some("https://host.example/en/")));
        assert!(answer.stdout.contains("@keyframes now{") && !answer.stdout.contains("<script"));
        let played = loopscope(&["svg", &lesson, "--animate"]).stdout.len();
        assert!(played <= 2 * still, "lesson {lesson}: {played} bytes for {still}");
    }
}

#[test]
fn a_gif_goes_into_a_file_and_plays_as_long_as_the_run() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("run.gif");
    let name = file.to_str().expect("a path in Unicode");
    let length = |options: &[&str]| {
        let answer = loopscope(&[&["gif", "event-loop", "--width", "480", "-o", name], options].concat());
        assert_eq!((answer.code, answer.stdout.as_str()), (Some(0), ""), "{}", answer.stderr);
        let file = fs::File::open(&file).expect("the file");
        let mut gif = gif::DecodeOptions::new().read_info(file).expect("it is a GIF");
        assert_eq!((gif.width(), gif.repeat()), (480, gif::Repeat::Infinite));
        let mut hundredths = 0;
        while let Some(frame) = gif.read_next_frame().expect("a frame") {
            hundredths += u32::from(frame.delay);
        }
        hundredths
    };
    // Three seconds of them are the rest at the end, and three are the least.
    assert_eq!(length(&["--param", "delay=5"]), 800);
    assert_eq!(length(&["--param", "delay=5", "--speed", "1.25", "--theme", "dark"]), 700);
    assert_eq!(length(&["--param", "delay=0.1"]), 600);
}

#[test]
fn a_picture_goes_into_a_file_and_has_the_parameters_for_its_title() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("picture.svg");
    let name = file.to_str().expect("a path in Unicode");
    let answer = loopscope(&["svg", "tasks", "--param", "x=0.5", "--theme", "dark", "-o", name]);
    assert_eq!((answer.code, answer.stdout.as_str(), answer.stderr.as_str()), (Some(0), "", ""));
    let picture = fs::read_to_string(&file).expect("the file");
    assert!(picture.contains("<title id=\"title\">tasks: x = 0.5, pause = 2, really_wait = False</title>"));
    assert!(!picture.contains("@media"));
    let answer = loopscope(&["svg", "tasks", "-o", "/nowhere/picture.svg"]);
    assert_eq!(answer.code, Some(1));
    assert_eq!(
        answer.stderr,
        "/nowhere/picture.svg cannot be written: No such file or directory (os error 2); choose another file with -o\n"
    );
}

#[test]
fn help_is_no_failure() {
    let answer = loopscope(&["--help"]);
    assert_eq!((answer.code, answer.stderr.as_str()), (Some(0), ""));
    assert!(answer.stdout.contains("Usage: loopscope <COMMAND>"), "{}", answer.stdout);
}

#[test]
fn a_trace_as_text_and_as_json_has_the_same_records() {
    let text = loopscope(&["trace", "event-loop"]).stdout;
    assert!(text.starts_with(
        "  seq         time  iter  task  line  what\n    0           0s     -     -     -  program begins\n"
    ));
    let json = loopscope(&["trace", "event-loop", "--format", "json"]).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
    assert_eq!(json["lesson"], "event-loop");
    assert_eq!(json["params"]["delay"], 2.0);
    assert_eq!(json["outcome"], "finished");
    let records = json["records"].as_array().expect("a list");
    assert_eq!(records.len(), text.lines().count() - 1);
    let first =
        |kind: &str| records.iter().find(|record| record["kind"] == kind).unwrap_or_else(|| panic!("no {kind}"));
    assert_eq!(first("task-created")["task_name"], "Task-1");
    assert_eq!(first("task-created")["parent"], serde_json::json!({ "type": "program" }));
    assert_eq!(first("timer-set")["deadline_ns"], 2_000_000_000_u64);
    assert_eq!(first("timer-set")["name"], "Task-1");
    assert_eq!(first("wake-requested")["outcome"], "queued");
    assert_eq!(first("callback-added")["on"], serde_json::json!({ "type": "task", "no": 1 }));
    assert_eq!(first("callback-added")["serves"], serde_json::Value::Null);
    assert_eq!(first("output")["stream"], "stdout");
    assert_eq!(first("program-end")["ending"], "ready");
    assert_eq!(first("program-begin")["line"], serde_json::Value::Null);
}

#[test]
fn the_lessons_hold() {
    let answer = loopscope(&["check", lessons().to_str().expect("a path in Unicode")]);
    assert_eq!((answer.code, answer.stderr.as_str()), (Some(0), ""), "{}", answer.stdout);
    assert!(answer.stdout.starts_with(&format!("{LESSONS} lessons, ")), "{}", answer.stdout);
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
        ],
        &["--no-python"],
    );
    let (third, eighth) = ("03-event-loop/lesson.toml", "08-asyncio-run/lesson.toml");
    let moment = line_of(third, "name = \"line\"");
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

const REMEDY: &str = "the lessons are compared with Python 3.11 to 3.15: install it, name it with --python, or leave the comparison out with --no-python";

/// A copy of the playground in which some texts are replaced, and what `check` says about it, without the folder's name.
fn checked_playground(changes: &[(&str, &str, &str)], options: &[&str]) -> (Option<i32>, String) {
    let copy = tempfile::tempdir().expect("a temporary folder");
    let from = lessons().join("../playground");
    for file in fs::read_dir(&from).expect("the playground").map(|entry| entry.expect("an entry").file_name()) {
        fs::copy(from.join(&file), copy.path().join(&file)).expect("a copy");
    }
    for (file, old, new) in changes {
        let path = copy.path().join(file);
        let text = fs::read_to_string(&path).expect("the file");
        assert!(text.contains(old), "{file} has no {old:?}");
        fs::write(&path, text.replacen(old, new, 1)).expect("the file can be changed");
    }
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

#[test]
fn check_says_when_python_is_missing_or_of_another_version() {
    let lessons = lessons();
    let lessons = lessons.to_str().expect("a path in Unicode");
    let answer = loopscope(&["check", lessons, "--python", "no-such-python"]);
    assert_eq!((answer.code, answer.stdout.as_str()), (Some(1), ""));
    assert_eq!(answer.stderr, format!("no-such-python was not found; {REMEDY}\n"));

    let answer = loopscope(&["check", lessons, "--no-python"]);
    assert_eq!((answer.code, answer.stderr.as_str()), (Some(0), ""));
    assert!(answer.stdout.ends_with(" runs: not compared with Python.\n"), "{}", answer.stdout);
}

#[cfg(unix)]
#[test]
fn another_python_is_refused() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().expect("a temporary folder");
    let python = folder.path().join("python3");
    let says = |line: &str| {
        fs::write(&python, format!("#!/bin/sh\ncat >/dev/null\n{line}\n")).expect("a script");
        fs::set_permissions(&python, fs::Permissions::from_mode(0o755)).expect("it can be run");
        let lessons = lessons();
        let answer = loopscope(&[
            "check",
            lessons.to_str().expect("a path in Unicode"),
            "--python",
            python.to_str().expect("a path in Unicode"),
        ]);
        assert_eq!(answer.code, Some(1));
        answer.stderr.replace(python.to_str().expect("a path in Unicode"), "python3")
    };
    assert_eq!(says(r#"echo '{"version": [3, 9, 2], "runs": []}'"#), format!("python3 is Python 3.9.2; {REMEDY}\n"));
    assert_eq!(says("echo 'it is broken' >&2"), format!("python3 did not answer: it is broken; {REMEDY}\n"));
}

#[test]
fn interventions_change_what_the_program_prints() {
    let lines = |arguments: &[&str]| {
        let answer = loopscope(&[&["run", "waiting"], arguments].concat());
        assert_eq!(answer.code, Some(0), "{}", answer.stderr);
        answer.stdout.lines().map(str::to_owned).collect::<Vec<_>>()
    };
    let first_four = |arguments: &[&str]| lines(arguments)[..4].to_vec();
    assert_eq!(first_four(&[]), ["tea: switched on", "toast: switched on", "apple: chopped", "pear: chopped"]);
    // Record 16 ends the first turn: all four are ready.
    assert_eq!(
        first_four(&["--intervene", "16:next=toast"]),
        ["toast: switched on", "tea: switched on", "apple: chopped", "pear: chopped"]
    );
    assert_eq!(
        first_four(&["--intervene", "16:next=toast", "--intervene", "16:next=pear"]),
        ["pear: chopped", "toast: switched on", "tea: switched on", "apple: chopped"]
    );
    // The option's former name.
    let blocked = lines(&["--deed", "16:block=4"]);
    assert_eq!(blocked.last().map(String::as_str), Some("breakfast after 7.0 s"));
}

#[test]
fn an_intervention_that_ends_the_program_is_in_its_trace() {
    let answer = loopscope(&["run", "event-loop", "--intervene", "9:raise=Task-1:no network"]);
    assert_eq!(answer.code, Some(1));
    assert!(answer.stderr.ends_with("RuntimeError: no network\n"), "{}", answer.stderr);
    let answer = loopscope(&["trace", "event-loop", "--intervene", "9:raise=Task-1"]);
    assert!(
        answer.stdout.contains("raise requested by the reader: RuntimeError: raised by the reader"),
        "{}",
        answer.stdout
    );
    let json = loopscope(&["trace", "event-loop", "--format", "json", "--intervene", "9:cancel=Task-1"]).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
    let requested =
        json["records"].as_array().and_then(|records| records.iter().find(|it| it["kind"] == "cancel-requested"));
    assert_eq!(requested.expect("it was asked for")["by"], serde_json::json!({ "type": "reader" }));
}

#[test]
fn wrong_interventions_are_one_line_and_exit_code_2() {
    let said = |intervention: &str| usage(&["run", "waiting", "--intervene", intervention]);
    let form = "an intervention is written record:what, as in --intervene 12:cancel=Task-2 or --intervene 12:block=1";
    for wrong in ["12", "12:cancel", "x:cancel=Task-1", "-1:cancel=Task-1", ""] {
        assert_eq!(usage(&["run", "waiting", &format!("--intervene={wrong}")]), format!("--intervene {wrong}: {form}"));
    }
    assert_eq!(
        said("16:cancle=tea"),
        "--intervene 16:cancle=tea: there is no intervention \"cancle\"; did you mean \"cancel\"? Interventions are cancel, raise, block, next"
    );
    assert_eq!(
        said("999:cancel=tea"),
        "--intervene 999:cancel=tea: there is no record 999; the trace has records 0 to 83"
    );
    assert_eq!(
        said("16:cancel=taost"),
        "--intervene 16:cancel=taost: \"taost\" is not there; did you mean \"toast\"? Tasks alive there are Task-1, tea, toast, apple, pear"
    );
    assert_eq!(
        said("16:next=Task-1"),
        "--intervene 16:next=Task-1: \"Task-1\" is not there. Entries ready there are tea, toast, apple, pear"
    );
    for wrong in ["-1", "1e9", "NaN", "long"] {
        assert_eq!(
            said(&format!("16:block={wrong}")),
            format!("--intervene 16:block={wrong}: \"{wrong}\" must be a number of seconds from 0 to 3600")
        );
    }
}
