//! Whole traces as aligned text, compared exactly with `tests/golden/NAME.txt`. After a change that is meant, run the
//! tests with `UPDATE_GOLDEN=1` and read the difference.

/// Lines of this file that futures tell by themselves say nothing to a reader and move with every edit; scenes use small
/// numbers where a line matters.
const LAST_LINE_OF_SCENES: u32 = 9;

use std::path::Path;

use loopscope_executor::trace::{Ending, Stream};
use loopscope_executor::{Executor, Limits, Spawn, text, yield_now};

use crate::support::{SECOND, at, checked, finish, own_waker};

fn compare(name: &str, executor: &mut Executor) {
    let mut trace = checked(executor);
    for record in &mut trace.records {
        if record.line > LAST_LINE_OF_SCENES {
            record.line = 0;
        }
    }
    let actual = text::trace(&trace);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name).with_extension("txt");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, &actual).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    let differs = actual.lines().zip(expected.lines()).position(|(actual, expected)| actual != expected);
    assert!(actual == expected, "{} differs from line {differs:?} on; the trace is now\n{actual}", path.display());
}

#[test]
fn sleep() {
    let mut executor = Executor::recording();
    let handle = executor.handle();
    let spawn = Spawn { name: "main", coroutine: "greet", line: 1 };
    let _ = executor.handle().spawn_task(&spawn, async move {
        handle.output(Stream::Stdout, "hello\n", 2);
        handle.sleep(SECOND * 2).await;
        handle.output(Stream::Stdout, "world\n", 4);
    });
    finish(&mut executor).unwrap();
    compare("sleep", &mut executor);
}

#[test]
fn two_tasks_yield_in_turn() {
    let mut executor = Executor::recording();
    for name in ["a", "b"] {
        let _ = executor.handle().spawn_task(&Spawn { name, coroutine: "say", line: 1 }, async {
            yield_now().await;
        });
    }
    finish(&mut executor).unwrap();
    compare("two_tasks_yield_in_turn", &mut executor);
}

#[test]
fn join_and_cancel() {
    let mut executor = Executor::recording();
    let handle = executor.handle();
    drop(executor.spawn(async move {
        let child = handle.spawn({
            let handle = handle.clone();
            async move { handle.sleep(SECOND).await }
        });
        let endless = handle.spawn(std::future::pending::<()>());
        let _ = child.await;
        endless.cancel();
        let _ = endless.await;
        handle.ending(Ending::Failed(handle.text("ValueError: bad")), 0);
    }));
    finish(&mut executor).unwrap();
    compare("join_and_cancel", &mut executor);
}

#[test]
fn callbacks_and_timers() {
    let mut executor = Executor::recording();
    let handle = executor.handle();
    let _ = handle.call_at(at(2), "late", 1, || ());
    let _ = handle.call_at(at(1), "early", 2, || ());
    handle.call_at(at(1), "removed", 3, || ()).cancel();
    handle.call_soon("cancelled", 4, || ()).cancel();
    let blocker = handle.clone();
    let _ = handle.call_soon("blocks the loop", 5, move || blocker.block(SECOND * 3, 6));
    finish(&mut executor).unwrap();
    compare("callbacks_and_timers", &mut executor);
}

#[test]
fn coalesced_and_stale_wakes() {
    let mut executor = Executor::recording();
    let first = executor.spawn(own_waker());
    executor.turn(at(0)).unwrap();
    let Some(Ok(stale)) = first.try_take() else { panic!("it is done") };
    drop(executor.spawn(async move {
        stale.wake();
        let own = own_waker().await;
        own.wake_by_ref();
        own.wake();
        yield_now().await;
    }));
    finish(&mut executor).unwrap();
    compare("coalesced_and_stale_wakes", &mut executor);
}

#[test]
fn deadlock() {
    let mut executor = Executor::recording();
    let other = executor.spawn(std::future::pending::<()>());
    drop(executor.spawn(other));
    finish(&mut executor).unwrap_err();
    executor.close();
    compare("deadlock", &mut executor);
}

#[test]
fn limit() {
    let mut executor = Executor::recording();
    executor.set_limits(Limits { steps: 3, ..Limits::default() });
    for _ in 0..2 {
        drop(executor.spawn(async {
            loop {
                yield_now().await;
            }
        }));
    }
    finish(&mut executor).unwrap_err();
    compare("limit", &mut executor);
}
