//! Limits: an end with a record that says so, and nothing left open.

use loopscope_executor::trace::{Kind, Limit, Stream};
use loopscope_executor::{Executor, Instant, Limits, Next, RunError, yield_now};

use crate::support::{SECOND, at, checked, counted, finish, only};

fn spins(executor: &Executor) {
    let handle = executor.handle();
    drop(executor.spawn(async move {
        loop {
            handle.sleep(SECOND).await;
            yield_now().await;
        }
    }));
}

#[test]
fn p28_each_limit_ends_the_run_with_a_record() {
    let none = Limits::default();
    for (limits, limit) in [
        (Limits { steps: 7, ..none }, Limit::Steps(7)),
        (Limits { records: 30, ..none }, Limit::Records(30)),
        (Limits { time: at(3), ..none }, Limit::Time(at(3))),
    ] {
        let mut executor = Executor::recording();
        executor.set_limits(limits);
        spins(&executor);
        assert_eq!(finish(&mut executor), Err(RunError::Limit(limit)));
        assert_eq!(executor.next(), Next::Stopped(limit));
        assert_eq!(executor.turn(at(100)), Ok(Next::Stopped(limit)));
        let trace = checked(&mut executor);
        assert_eq!(only(&trace, |kind| *kind == Kind::LimitReached(limit)).len(), 1);
        let begun = only(&trace, |kind| matches!(kind, Kind::IterationBegin { .. })).len();
        assert_eq!(only(&trace, |kind| *kind == Kind::IterationEnd).len(), begun, "{limit:?}");
    }
}

#[test]
fn p28_every_limit_of_records_leaves_a_whole_trace() {
    for records in 0..60 {
        let mut executor = Executor::recording();
        executor.set_limits(Limits { records, ..Limits::default() });
        spins(&executor);
        let handle = executor.handle();
        drop(executor.spawn({
            let handle = handle.clone();
            async move {
                yield_now().await;
                handle.output(Stream::Stdout, "hello\n", 1);
                handle.call_soon("callback", 1, || ()).cancel();
                let _ = handle.call_soon("callback", 1, || ());
            }
        }));
        assert_eq!(finish(&mut executor), Err(RunError::Limit(Limit::Records(records))));
        let trace = checked(&mut executor);
        let whole = trace.records.len() as u32;
        assert!(whole > records && whole <= records + 4, "{whole} records with a limit of {records}");
        let count = |kind: &dyn Fn(&Kind) -> bool| only(&trace, kind).len();
        assert_eq!(count(&|kind| *kind == Kind::PollBegin), count(&|kind| matches!(kind, Kind::PollEnd(_))));
        assert_eq!(
            count(&|kind| matches!(kind, Kind::IterationBegin { .. })),
            count(&|kind| *kind == Kind::IterationEnd)
        );
    }
}

#[test]
fn p28_a_single_poll_cannot_grow_the_trace_without_end() {
    let mut executor = Executor::recording();
    executor.set_limits(Limits { records: 100, ..Limits::default() });
    let handle = executor.handle();
    drop(executor.spawn(async move { (0..10_000).for_each(|_| handle.output(Stream::Stdout, "again\n", 1)) }));
    // The program has ended by itself, but its trace is not all there: that is a stop at a limit.
    assert_eq!(executor.turn(at(0)), Ok(Next::Stopped(Limit::Records(100))));
    let trace = checked(&mut executor);
    assert!(trace.records.len() <= 104);
    assert_eq!(trace.records.last().unwrap().kind, Kind::LimitReached(Limit::Records(100)));
}

#[test]
fn p28_a_run_that_fits_its_limits_exactly_ends_by_itself() {
    let run = |limits| {
        let mut executor = Executor::recording();
        executor.set_limits(limits);
        drop(executor.spawn(yield_now()));
        finish(&mut executor).unwrap();
        checked(&mut executor)
    };
    let whole = run(Limits::default());
    let records = u32::try_from(whole.records.len()).unwrap();
    assert_eq!(run(Limits { records, steps: 2, time: Instant::ZERO }), whole);
}

#[test]
fn nothing_is_polled_after_a_limit_and_all_is_dropped_at_the_end() {
    let mut executor = Executor::recording();
    executor.set_limits(Limits { steps: 1, ..Limits::default() });
    drop(executor.spawn(async {}));
    let (counts, future) = counted(async {});
    drop(executor.spawn(future));
    finish(&mut executor).unwrap_err();
    assert_eq!(counts.get(), (0, 0));
    drop(executor);
    assert_eq!(counts.get(), (0, 1));
}
