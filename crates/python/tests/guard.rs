//! Programs that compute without end are ended by their guard, and the trace says where.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use loopscope_executor::trace::{Chunk, Kind, Limit, Record};
use loopscope_python::{End, Guard, Options, Python};

thread_local! {
    static READ: Cell<u32> = const { Cell::new(0) };
}

/// A clock that goes on by a millisecond whenever it is read; each test has its own.
fn now_ms() -> f64 {
    READ.set(READ.get() + 1);
    f64::from(READ.get())
}

/// Runs a program that is to be ended; all that it recorded.
fn ended(source: &str) -> Vec<Record> {
    let told = Rc::new(RefCell::new(Vec::new()));
    let taken = told.clone();
    let tell = Rc::new(move |chunk: Chunk| taken.borrow_mut().extend(chunk.records));
    let guard = Guard { limit_ms: 20, told_ms: 20, now_ms, tell };
    let outcome = Python::new().run_guarded(source, &Options::default(), Some(guard), |_, _| {});
    assert_eq!(outcome.end, End::Limited(Limit::Computing(20)), "{source}");
    let mut records = told.take();
    records.extend(outcome.trace.records);
    records
}

fn line_of_limit(records: &[Record]) -> u32 {
    let mut limits = records.iter().filter(|record| matches!(record.kind, Kind::LimitReached(_)));
    let line = limits.next().map(|record| record.line);
    assert!(limits.next().is_none(), "a limit is reached once");
    line.unwrap_or_default()
}

#[test]
fn a_loop_without_end_is_ended_where_it_is() {
    assert_eq!(line_of_limit(&ended("x = 1\nwhile True: pass\n")), 2);
    assert_eq!(line_of_limit(&ended("x = 1\nwhile True:\n    x += 1\n    x -= 1\n")), 4);
}

#[test]
fn what_catches_everything_is_ended_too() {
    let source = "import asyncio\n\nasync def main():\n    await asyncio.sleep(1)\n    while True:\n        try:\n            x = 1\n        \
                  except BaseException:\n            pass\n\nasyncio.run(main())\n";
    let records = ended(source);
    let line = line_of_limit(&records);
    assert!((5..=9).contains(&line), "line {line}");
    assert!(records.iter().any(|record| matches!(record.kind, Kind::TimerFired(_))), "what came before is told");
    let places: Vec<u32> = records.iter().map(|record| record.seq).collect();
    assert!(places.iter().copied().eq(0..places.len() as u32), "told once, in order");
}

#[test]
fn what_is_printed_is_told_before_what_follows() {
    let source = "import asyncio\n\nprint('top')\n\nasync def main():\n    print('task')\n    print('end', end='')\n\nasyncio.run(main())\n";
    let told = Rc::new(Cell::new(0));
    let counted = told.clone();
    let tell = move |chunk: Chunk| {
        let printed = chunk.records.iter().filter(|record| matches!(record.kind, Kind::Output { .. })).count();
        assert!(printed <= 1, "each by itself");
        counted.set(counted.get() + printed);
    };
    let seen = told.clone();
    let guard = Guard { limit_ms: 1_000_000, told_ms: 1_000_000, now_ms, tell: Rc::new(tell) };
    Python::new().run_guarded(source, &Options::default(), Some(guard), move |_, text| match text.trim_end() {
        "task" => assert_eq!(seen.get(), 1, "the first line is known when the second is printed"),
        "end" => assert_eq!(seen.get(), 2),
        _ => {}
    });
    assert_eq!(told.get(), 3);
}

#[test]
fn a_program_that_ends_in_time_is_let_be() {
    let guard = Guard { limit_ms: 1_000_000, told_ms: 1_000_000, now_ms, tell: Rc::new(|_| {}) };
    let outcome =
        Python::new().run_guarded("for _ in range(2000): pass\n", &Options::default(), Some(guard), |_, _| {});
    assert_eq!((outcome.end, outcome.exit_code), (End::Finished, 0));
}
