//! Programs that are interrupted at a moment of their run, as CPython's are by Ctrl-C, and programs that ask for input. What is expected was
//! seen in CPython 3.11 and 3.14, which were sent SIGINT at that moment.

use std::cell::RefCell;
use std::rc::Rc;

use loopscope_executor::Instant;
use loopscope_executor::trace::{Actor, Kind, Trace};
use loopscope_python::{End, Interruption, Options, Outcome, Python};

/// Runs a program with these options: what it printed, and how it ended.
fn run(source: &str, options: &Options) -> (String, Outcome) {
    let printed = Rc::new(RefCell::new(String::new()));
    let sink = printed.clone();
    let outcome = Python::new().run(source, options, move |_, text| sink.borrow_mut().push_str(text));
    (printed.take(), outcome)
}

/// Interrupts it at this second.
fn interrupted(source: &str, seconds: f64) -> (String, Outcome) {
    let at = Instant::from_secs_f64(seconds);
    run(source, &Options { interruption: Some(Interruption { record: 0, at }), ..Options::default() })
}

const MAIN: &str = r#"
import asyncio
import time

async def child(n):
    try:
        await asyncio.sleep(n)
        print("child", n)
    finally:
        print("child", n, "ends")

async def main():
    task = asyncio.create_task(child(0.1))
    late = asyncio.create_task(child(3))
    try:
        await asyncio.sleep(2)
    except asyncio.CancelledError:
        print("cancelled", round(time.monotonic() - start, 1))
        raise
    finally:
        await asyncio.sleep(0.2)
        print("cleaned up", round(time.monotonic() - start, 1))

start = time.monotonic()
try:
    asyncio.run(main())
except KeyboardInterrupt as error:
    print(type(error).__name__, round(time.monotonic() - start, 1))
"#;

#[test]
fn asyncio_run_cancels_its_main_task_at_that_moment() {
    let (printed, outcome) = interrupted(MAIN, 0.9);
    let expected = "child 0.1\nchild 0.1 ends\ncancelled 0.9\ncleaned up 1.1\nchild 3 ends\nKeyboardInterrupt 1.1\n";
    assert_eq!((printed.as_str(), outcome.exit_code), (expected, 0));
    let mut trace = Trace::default();
    trace.append(outcome.trace);
    let asked = trace.records.iter().find(|record| matches!(record.kind, Kind::CancelRequested { .. }));
    let asked = asked.expect("somebody cancels it");
    assert!(matches!(asked.kind, Kind::CancelRequested { by: Actor::Reader, .. }), "{asked:?}");
    assert_eq!(asked.time, Instant::from_secs_f64(0.9));
}

#[test]
fn a_program_that_has_ended_by_then_is_not_interrupted() {
    let (printed, _) = interrupted(MAIN, 9.0);
    assert!(!printed.contains("cancelled") && printed.contains("cleaned up 2.2\n"), "{printed}");
}

#[test]
fn a_call_that_blocks_goes_on_to_its_end_while_the_main_task_is_cancelled() {
    let source = "import asyncio\nimport time\n\nasync def main():\n    try:\n        time.sleep(2)\n        print('blocked')\n        \
                  await asyncio.sleep(1)\n    except asyncio.CancelledError:\n        print('cancelled')\n        raise\n\n\
                  start = time.monotonic()\ntry:\n    asyncio.run(main())\nexcept KeyboardInterrupt:\n    \
                  print('interrupted', round(time.monotonic() - start, 1))\n";
    assert_eq!(interrupted(source, 0.9).0, "blocked\ncancelled\ninterrupted 2.0\n");
}

#[test]
fn without_a_loop_it_is_raised_where_the_program_waits() {
    let source = "import time\n\nprint('begins')\ntry:\n    time.sleep(2)\nfinally:\n    print('ends')\n";
    let (printed, outcome) = interrupted(source, 0.9);
    let expected = "begins\nends\nTraceback (most recent call last):\n  File \"main.py\", line 5, in <module>\n    time.sleep(2)\n    \
                    ~~~~~~~~~~^^^\nKeyboardInterrupt\n";
    assert_eq!((printed.as_str(), outcome.exit_code), (expected, 130));
    assert_eq!(outcome.time, Instant::from_secs_f64(0.9));
}

#[test]
fn the_main_thread_is_interrupted_while_others_run_on() {
    let source = "import threading\nimport time\n\ndef work():\n    time.sleep(1)\n    print('thread ends', round(time.monotonic() - start, \
                  1))\n\nstart = time.monotonic()\nthreading.Thread(target=work).start()\ntry:\n    time.sleep(5)\nexcept \
                  KeyboardInterrupt:\n    print('interrupted', round(time.monotonic() - start, 1))\n";
    assert_eq!(interrupted(source, 0.5).0, "interrupted 0.5\nthread ends 1.0\n");
}

#[test]
fn a_loop_of_the_program_s_own_leaves_its_task_as_it_is() {
    let source = "import asyncio\n\nasync def main():\n    print('begins')\n    await asyncio.sleep(3)\n\nloop = asyncio.new_event_loop()\n\
                  try:\n    loop.run_until_complete(main())\nexcept KeyboardInterrupt:\n    \
                  print('interrupted', len(asyncio.all_tasks(loop)))\nfor task in asyncio.all_tasks(loop):\n    task.cancel()\n";
    assert!(interrupted(source, 0.9).0.starts_with("begins\ninterrupted 1\n"));
}

#[test]
fn not_before_the_record_at_which_the_reader_saw_it() {
    // All of it happens at one instant.
    let source = "import asyncio\n\nasync def main():\n    for n in range(5):\n        print(n)\n        await asyncio.sleep(0)\n\n\
                  try:\n    asyncio.run(main())\nexcept KeyboardInterrupt:\n    print('interrupted')\n";
    let (_, outcome) = run(source, &Options::default());
    let mut trace = Trace::default();
    trace.append(outcome.trace);
    let third = trace.records.iter().filter(|record| matches!(record.kind, Kind::Output { .. })).nth(2);
    let record = third.expect("it prints five lines").seq;
    let interruption = Some(Interruption { record, at: Instant::ZERO });
    let (printed, _) = run(source, &Options { interruption, ..Options::default() });
    assert_eq!(printed, "0\n1\n2\ninterrupted\n");
}

#[test]
fn what_waits_where_nothing_is_interrupted_waits_to_its_end() {
    // At the program's end, and in a thread that cannot be left (a `sorted` key).
    let at_exit = "import asyncio\nimport atexit\nimport time\n\n@atexit.register\ndef late():\n    asyncio.run(asyncio.sleep(5))\n    \
                   time.sleep(1)\n    print('late', time.monotonic())\n\nstart = time.monotonic()\ntime.sleep(1)\n";
    assert!(interrupted(at_exit, 3.0).0.starts_with("late 7"), "{}", interrupted(at_exit, 3.0).0);
    let in_thread = "import threading\nimport time\n\ndef work():\n    sorted([1], key=lambda n: time.sleep(2))\n    print('thread', \
                     round(time.monotonic() - start))\n\nstart = time.monotonic()\nthread = threading.Thread(target=work)\ntry:\n    \
                     thread.start()\n    time.sleep(5)\nexcept KeyboardInterrupt:\n    print('interrupted', round(time.monotonic() - start))\n";
    assert_eq!(interrupted(in_thread, 1.0).0, "thread 2\ninterrupted 2\n");
}

const ASKS: &str = "name = input('Your name? ')\nprint('Hello', name)\nage = int(input())\nprint(age + 1)\n";

fn asked(typed: &[&str]) -> (String, Option<String>) {
    let typed = typed.iter().map(|line| (*line).to_owned()).collect();
    let (printed, outcome) = run(ASKS, &Options { input: Some(typed), ..Options::default() });
    let asks = if let End::Asks(question) = outcome.end { Some(question) } else { None };
    (printed, asks)
}

#[test]
fn a_program_asks_for_one_line_after_the_other() {
    assert_eq!(asked(&[]), ("Your name? ".to_owned(), Some("Your name? ".to_owned())));
    assert_eq!(asked(&["Ann"]), ("Your name? Hello Ann\n".to_owned(), Some(String::new())));
    assert_eq!(asked(&["Ann", "41", "more"]), ("Your name? Hello Ann\n42\n".to_owned(), None));
}

#[test]
fn what_follows_a_question_is_no_part_of_the_run() {
    let source = "import asyncio\n\nasync def main():\n    try:\n        input('? ')\n    except BaseException:\n        print('caught')\n    \
                  finally:\n        print('finally')\n\nasyncio.run(main())\nprint('after')\n";
    let (printed, outcome) = run(source, &Options { input: Some(Vec::new()), ..Options::default() });
    assert_eq!((printed.as_str(), outcome.end), ("? ", End::Asks("? ".to_owned())));
    let mut trace = Trace::default();
    trace.append(outcome.trace);
    assert!(
        matches!(trace.records.last().map(|record| record.kind), Some(Kind::Output { .. })),
        "the question is the last record"
    );
}

#[test]
fn lines_of_the_program_s_own_come_first_and_then_there_is_nothing() {
    let source = "# @input 1\nprint(input())\nprint(input())\n";
    let (printed, outcome) = run(source, &Options { input: Some(vec!["2".to_owned()]), ..Options::default() });
    assert!(printed.starts_with("1\n") && printed.ends_with("EOFError: EOF when reading a line\n"), "{printed}");
    assert_eq!(outcome.end, End::Raised("EOFError: EOF when reading a line".to_owned()));
}
