//! A panic in the user's code leaves the executor whole: everything else goes on.

use std::panic::{AssertUnwindSafe, catch_unwind};

use loopscope_executor::trace::Actor;
use loopscope_executor::{Cancelled, Executor, Instant, Next, current, yield_now};

use crate::support::{Log, OnDrop, SECOND, at, checked, counted, finish, story};

/// One turn, and whether it panicked.
fn turn(executor: &mut Executor, now: Instant) -> bool {
    catch_unwind(AssertUnwindSafe(|| executor.turn(now).unwrap())).is_err()
}

#[test]
fn p21_a_panic_in_a_poll_ends_its_task_alone() {
    let mut executor = Executor::recording();
    let before = executor.spawn(async { yield_now().await });
    let (counts, future) = counted(async {
        if Instant::ZERO == Instant::ZERO {
            panic!("on purpose");
        }
    });
    let bad = executor.spawn(future);
    let (bad_no, waits) = (bad.no(), executor.spawn(bad));
    let after = executor.spawn(async { 2 });

    assert!(turn(&mut executor, at(0)));
    assert!(current().is_none());
    assert_eq!(executor.handle().actor(), Actor::Outside);
    assert_eq!(counts.get(), (1, 1));
    assert_eq!(after.try_take(), None, "its turn is still to come");
    finish(&mut executor).unwrap();
    assert_eq!((before.try_take(), after.try_take()), (Some(Ok(())), Some(Ok(2))));
    assert_eq!(waits.try_take(), Some(Ok(Err(Cancelled))));
    let trace = checked(&mut executor);
    assert_eq!(
        story(&trace, bad_no)[2..],
        ["poll begins", "poll ends: failed: panicked", "task done: failed: panicked"]
    );
}

#[test]
fn p21_a_panic_in_the_last_entry_ends_the_iteration() {
    let mut executor = Executor::recording();
    let _ = executor.handle().call_soon("bad", 1, || panic!("on purpose"));
    assert!(turn(&mut executor, at(0)));
    assert!(!executor.in_turn());
    let trace = checked(&mut executor);
    let kinds: Vec<_> = trace.records.iter().map(|record| loopscope_executor::text::what(&trace, record)).collect();
    assert_eq!(
        kinds,
        [
            "callback 1 queued by outside: bad",
            "iteration begins: ready 1, due 0",
            "callback 1 begins",
            "callback 1 ends",
            "iteration ends"
        ]
    );
    assert_eq!(executor.turn(at(0)), Ok(Next::Idle { alive: 0 }));
}

#[test]
fn p21_a_panic_while_a_future_is_dropped() {
    let mut executor = Executor::recording();
    let bad = executor.spawn(async {
        let _guard = OnDrop(|| panic!("on purpose"));
        std::future::pending::<()>().await;
    });
    executor.turn(at(0)).unwrap();
    assert!(bad.cancel());
    let good = executor.spawn(async { 1 });
    assert!(turn(&mut executor, at(0)));
    assert_eq!((executor.alive(), bad.try_take()), (1, Some(Err(Cancelled))));
    finish(&mut executor).unwrap();
    assert_eq!(good.try_take(), Some(Ok(1)));
    checked(&mut executor);
}

#[test]
fn p21_a_panic_at_the_top_level() {
    let (mut executor, log) = (Executor::recording(), Log::default());
    let panicked = catch_unwind(AssertUnwindSafe(|| executor.at_top_level(at(1), || panic!("on purpose"))));
    assert!(panicked.is_err());
    assert_eq!((executor.handle().actor(), current().is_none()), (Actor::Outside, true));
    drop(executor.spawn({
        let log = log.clone();
        async move { log.add("runs") }
    }));
    finish(&mut executor).unwrap();
    assert_eq!(log.take(), ["runs"]);
    checked(&mut executor);
}

#[test]
fn p21_panics_again_and_again() {
    let mut executor = Executor::recording();
    let handle = executor.handle();
    let mut panics = 0;
    for _ in 0..10 {
        let handle = handle.clone();
        drop(executor.spawn(async move {
            handle.sleep(SECOND).await;
            panic!("on purpose");
        }));
    }
    let sleeps = executor.spawn(async move { handle.sleep(SECOND).await });
    let mut now = at(0);
    loop {
        if turn(&mut executor, now) {
            panics += 1;
        }
        match executor.next() {
            Next::Now => {}
            Next::At(deadline) => {
                executor.advance(deadline);
                now = deadline;
            }
            Next::Idle { alive } => break assert_eq!(alive, 0),
            Next::Stopped(limit) => panic!("{limit:?}"),
        }
    }
    assert_eq!((panics, sleeps.try_take()), (10, Some(Ok(()))));
    checked(&mut executor);
}
