//! `run`, and what every command has: help, and one line for who calls it wrongly.

use super::common::loopscope;
use super::usage;

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
        "there is no command \"rn\"; did you mean \"run\"? Commands are run, trace, svg, gif, compare, check, new, site, serve"
    );
    assert_eq!(usage(&[]), "a command is missing. Commands are run, trace, svg, gif, compare, check, new, site, serve");
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
fn help_is_no_failure() {
    let answer = loopscope(&["--help"]);
    assert_eq!((answer.code, answer.stderr.as_str()), (Some(0), ""));
    assert!(answer.stdout.contains("Usage: loopscope <COMMAND>"), "{}", answer.stdout);
}
