//! Timers and the clock.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Wake, Waker};
use std::time::Duration;

use loopscope_executor::trace::Kind;
use loopscope_executor::{Executor, Handle, Instant, Next, VirtualClock, run};

use crate::support::{Log, SECOND, at, checked, finish, only};

fn says(handle: &Handle, log: &Log, deadline: Instant, what: &'static str) -> loopscope_executor::TimerHandle {
    let (handle, log) = (handle.clone(), log.clone());
    handle.clone().call_at(deadline, what, 1, move || log.add(format!("{} {what}", handle.now())))
}

#[test]
fn p14_the_clock_stops_at_every_deadline_and_only_when_nothing_is_ready() {
    let (mut executor, log) = (Executor::recording(), Log::default());
    let handle = executor.handle();
    for (deadline, what) in [(5, "five"), (1, "one"), (3, "three")] {
        drop(says(&handle, &log, at(deadline), what));
    }
    let yields = executor.spawn(async {
        for _ in 0..10 {
            loopscope_executor::yield_now().await;
        }
    });
    finish(&mut executor).unwrap();
    drop(yields);
    assert_eq!(log.take(), ["1s one", "3s three", "5s five"]);
    let trace = checked(&mut executor);
    let jumps = only(&trace, |kind| matches!(kind, Kind::ClockAdvanced { .. }));
    assert_eq!(jumps.iter().map(|jump| jump.time).collect::<Vec<_>>(), [at(1), at(3), at(5)]);
    assert!(jumps[0].iteration == 11, "ten yields first");
}

#[test]
fn p14_a_timer_set_by_a_timer_is_not_skipped() {
    let (mut executor, log) = (Executor::recording(), Log::default());
    let handle = executor.handle();
    drop(says(&handle, &log, at(3), "outer"));
    let _ = handle.clone().call_at(at(1), "sets", 1, {
        let log = log.clone();
        move || drop(says(&handle, &log, at(2), "inner"))
    });
    finish(&mut executor).unwrap();
    assert_eq!(log.take(), ["2s inner", "3s outer"]);
    checked(&mut executor);
}

#[test]
fn p15_equal_deadlines_fire_in_the_order_of_creation() {
    let (mut executor, log) = (Executor::recording(), Log::default());
    let handle = executor.handle();
    drop(says(&handle, &log, at(2), "last"));
    // Places of removed timers are used again, so that places say nothing of the order.
    (0..9).map(|_| says(&handle, &log, at(1), "removed")).collect::<Vec<_>>().iter().for_each(|timer| {
        timer.cancel();
    });
    let names = ["a", "b", "c", "d", "e", "f", "g", "h", "i"];
    let timers: Vec<_> = names.iter().map(|name| says(&handle, &log, at(1), name)).collect();
    assert!(timers[4].cancel() && timers[0].cancel());
    finish(&mut executor).unwrap();
    assert_eq!(log.take(), ["1s b", "1s c", "1s d", "1s f", "1s g", "1s h", "1s i", "2s last"]);
    checked(&mut executor);
}

#[test]
fn p15_late_timers_join_behind_what_is_ready_by_deadline_then_creation() {
    let (mut executor, log) = (Executor::recording(), Log::default());
    let handle = executor.handle();
    let _ = handle.clone().call_soon("blocks", 1, {
        let (handle, log) = (handle.clone(), log.clone());
        move || {
            for (deadline, what) in [(4, "four"), (2, "two"), (4, "four again"), (9, "nine")] {
                drop(says(&handle, &log, at(deadline), what));
            }
            handle.block(SECOND * 5, 1);
            drop(says(&handle, &log, at(0), "overdue when set"));
            let log = log.clone();
            let _ = handle.call_soon("ready", 1, move || log.add("ready"));
        }
    });
    finish(&mut executor).unwrap();
    assert_eq!(log.take(), ["ready", "5s overdue when set", "5s two", "5s four", "5s four again", "9s nine"]);
    checked(&mut executor);
}

#[test]
fn p16_the_clock_never_goes_back() {
    let mut executor = Executor::recording();
    let handle = executor.handle();
    let log = Log::default();
    drop(says(&handle, &log, at(4), "four"));
    assert_eq!(executor.turn(at(3)), Ok(Next::At(at(4))));
    drop(says(&handle, &log, at(2), "two"));
    assert_eq!(executor.turn(at(1)), Ok(Next::At(at(4))));
    assert_eq!((log.take(), executor.now()), (vec!["3s two".to_owned()], at(3)));
    executor.advance(at(2));
    executor.at_top_level(at(1), || ()).unwrap();
    assert_eq!(executor.now(), at(3));
    checked(&mut executor);
}

#[test]
fn p17_odd_durations_are_clamped_not_wrapped() {
    let (mut executor, log) = (Executor::recording(), Log::default());
    let handle = executor.handle();
    drop(says(&handle, &log, at(5).offset_secs_f64(f64::INFINITY), "never"));
    drop(says(&handle, &log, at(5).offset_secs_f64(-7.0), "negative"));
    drop(says(&handle, &log, Instant::from_secs_f64(f64::NAN), "not a number"));
    assert_eq!(executor.turn(at(6)), Ok(Next::At(Instant::MAX)));
    assert_eq!(log.take(), ["6s negative", "6s not a number"]);
    let forever = executor.spawn({
        let handle = handle.clone();
        async move { handle.sleep(Duration::MAX).await }
    });
    executor.turn(at(6)).unwrap();
    assert_eq!(forever.try_take(), None);
    executor.turn(Instant::MAX).unwrap();
    executor.turn(Instant::MAX).unwrap();
    assert_eq!((forever.try_take(), log.take().len()), (Some(Ok(())), 1));
    checked(&mut executor);
}

#[test]
fn removing_any_timer_keeps_the_others_in_order() {
    // Sizes around the edges of a heap of four children a node, and one heap whose last node is earlier than the parents
    // in its first branch, so that it has to rise when it fills a gap there.
    let mut heaps: Vec<Vec<u64>> =
        [1, 2, 5, 6, 21, 22, 64].map(|count| (0..count).map(|no| (no * 37 % count) / 2).collect()).to_vec();
    heaps.push(vec![0, 100, 1, 200, 300, 101, 102, 103, 104, 10, 500, 501, 50]);
    for deadlines in heaps {
        for removed in 0..deadlines.len() {
            let mut executor = Executor::new();
            let handle = executor.handle();
            let fired = Rc::new(RefCell::new(Vec::new()));
            let timer = |(no, &deadline): (usize, &u64)| {
                let fired = fired.clone();
                handle.call_at(at(deadline), "", 1, move || fired.borrow_mut().push(no))
            };
            let timers: Vec<_> = deadlines.iter().enumerate().map(timer).collect();
            assert!(timers[removed].cancel());
            finish(&mut executor).unwrap();
            let mut expected: Vec<_> = (0..deadlines.len()).filter(|&no| no != removed).collect();
            expected.sort_by_key(|&no| (deadlines[no], no));
            assert_eq!(fired.take(), expected, "{removed} removed of {deadlines:?}");
        }
    }
}

#[test]
fn a_sleep_whose_time_passed_while_the_loop_was_blocked_removes_its_timer() {
    let mut executor = Executor::recording();
    let handle = executor.handle();
    let (sleeper, waker) = (handle.clone(), Rc::new(Cell::new(None::<Waker>)));
    let task = executor.spawn({
        let waker = waker.clone();
        async move {
            waker.set(Some(crate::support::own_waker().await));
            sleeper.sleep(SECOND).await;
        }
    });
    drop(executor.spawn(async move {
        // Both run in the next turn, this one first.
        crate::support::own_waker().await.wake();
        waker.take().unwrap().wake();
        loopscope_executor::yield_now().await;
        handle.block(SECOND * 3, 1);
    }));
    executor.turn(Instant::ZERO).unwrap();
    assert_eq!(executor.turn(Instant::ZERO), Ok(Next::Idle { alive: 0 }));
    assert_eq!(task.try_take(), Some(Ok(())));
    assert_eq!(only(&checked(&mut executor), |kind| *kind == Kind::TimerCancelled(1)).len(), 1);
}

#[test]
fn a_sleep_of_nothing_is_done_at_once() {
    let mut executor = Executor::recording();
    let handle = executor.handle();
    let task = executor.spawn(async move { handle.sleep(Duration::ZERO).await });
    assert_eq!(executor.turn(Instant::ZERO), Ok(Next::Idle { alive: 0 }));
    assert_eq!(task.try_take(), Some(Ok(())));
    assert!(only(&checked(&mut executor), |kind| matches!(kind, Kind::TimerSet { .. })).is_empty());
}

/// A waker that sets a timer into the past whenever it is woken.
struct SetsTimer(std::sync::Mutex<u32>);

impl Wake for SetsTimer {
    fn wake(self: Arc<Self>) {
        *self.0.lock().unwrap() += 1;
        let handle = loopscope_executor::current().unwrap();
        let again = Waker::from(self);
        drop(handle.call_at(Instant::ZERO, "again", 1, move || again.wake()));
    }
}

#[test]
fn p06_a_waker_that_sets_timers_into_the_past_does_not_keep_a_turn_from_ending() {
    use std::future::Future;
    let mut executor = Executor::recording();
    let sets = Arc::new(SetsTimer(std::sync::Mutex::new(0)));
    let mut sleep = Box::pin(executor.handle().sleep(SECOND));
    let waker = Waker::from(sets.clone());
    assert!(sleep.as_mut().poll(&mut std::task::Context::from_waker(&waker)).is_pending());
    for woken in 1..5 {
        assert!(matches!(executor.turn(at(1)), Ok(Next::At(_))));
        assert_eq!(*sets.0.lock().unwrap(), woken);
    }
    checked(&mut executor);
}

#[test]
fn a_blocked_loop_takes_the_clock_along() {
    let mut executor = Executor::recording();
    let handle = executor.handle();
    drop(executor.spawn({
        let handle = handle.clone();
        async move {
            handle.block(SECOND * 2, 7);
            handle.sleep(SECOND).await;
        }
    }));
    let clock = VirtualClock::new();
    run(&mut executor, &clock).unwrap();
    assert_eq!((executor.now(), loopscope_executor::Clock::now(&clock)), (at(3), at(3)));
    checked(&mut executor);
}
