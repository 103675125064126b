//! Wakers: what a wake-up does, and what it does not.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use loopscope_executor::trace::{Actor, Kind, WakeOutcome};
use loopscope_executor::{Executor, Instant, Next, yield_now};

use crate::support::{CountingWaker, Log, OnDrop, SECOND, at, checked, counted, finish, only, own_waker};

type WakerCell = Rc<RefCell<Option<Waker>>>;

fn wakes(executor: &mut Executor) -> Vec<(u32, Actor, WakeOutcome)> {
    let records = checked(executor).records;
    let wakes = records.iter().filter_map(|record| match record.kind {
        Kind::WakeRequested { by, outcome } => Some((record.task, by, outcome)),
        _ => None,
    });
    wakes.collect()
}

/// A task that leaves its waker and waits for ever.
fn waits_for_ever(executor: &Executor, cell: &WakerCell, log: &Log) {
    let (cell, log) = (cell.clone(), log.clone());
    let task = executor.spawn(poll_fn(move |cx| {
        log.add("polled");
        cell.replace(Some(cx.waker().clone()));
        Poll::<()>::Pending
    }));
    drop(task);
}

#[test]
fn p01_no_borrow_is_held_while_a_task_is_polled() {
    let mut executor = Executor::recording();
    let handle = executor.handle();
    let other = Rc::new(executor.spawn(std::future::pending::<()>()));
    let task = executor.spawn({
        let other = other.clone();
        async move {
            let child = handle.spawn(async { 7 });
            let callback = handle.call_soon("never", 1, || ());
            let timer = handle.call_at(at(9), "never", 1, || ());
            handle.block(SECOND, 1);
            assert!(callback.cancel() && timer.cancel() && other.cancel());
            own_waker().await.wake();
            assert_eq!((handle.now(), handle.actor()), (at(1), Actor::Task(2)));
            child.await
        }
    });
    finish(&mut executor).unwrap();
    assert_eq!(task.try_take(), Some(Ok(Ok(7))));
    checked(&mut executor);
}

#[test]
fn p03_a_wake_polls_and_drops_nothing() {
    let (mut executor, log, cell) = (Executor::recording(), Log::default(), WakerCell::default());
    waits_for_ever(&executor, &cell, &log);
    drop(executor.spawn({
        let (cell, log) = (cell.clone(), log.clone());
        async move {
            log.add("before");
            if let Some(waker) = cell.take() {
                waker.wake();
            }
            log.add("after");
        }
    }));
    executor.turn(Instant::ZERO).unwrap();
    assert_eq!(log.take(), ["polled", "before", "after"]);
    executor.turn(Instant::ZERO).unwrap();
    assert_eq!(log.take(), ["polled"]);
    checked(&mut executor);
}

#[test]
fn p03_a_wake_that_cancels_drops_the_future_in_its_own_step() {
    let (mut executor, log) = (Executor::recording(), Log::default());
    let guard = OnDrop({
        let log = log.clone();
        move || log.add("dropped")
    });
    let victim = executor.spawn(async move {
        let _guard = guard;
        std::future::pending::<()>().await;
    });
    executor.turn(Instant::ZERO).unwrap();
    drop(executor.spawn({
        let log = log.clone();
        async move {
            assert!(victim.cancel());
            log.add("asked");
        }
    }));
    finish(&mut executor).unwrap();
    assert_eq!(log.take(), ["asked", "dropped"]);
    checked(&mut executor);
}

#[test]
fn p04_a_wake_during_the_own_poll_is_not_lost() {
    let mut executor = Executor::recording();
    let (counts, future) = counted(async {
        yield_now().await;
        5
    });
    let task = executor.spawn(future);
    assert_eq!(executor.turn(Instant::ZERO), Ok(Next::Now));
    assert_eq!(executor.turn(Instant::ZERO), Ok(Next::Idle { alive: 0 }));
    assert_eq!((counts.get(), task.try_take()), ((2, 1), Some(Ok(5))));
    assert_eq!(
        wakes(&mut executor),
        [(1, Actor::Outside, WakeOutcome::Queued), (1, Actor::Task(1), WakeOutcome::Queued)]
    );
}

#[test]
fn p04_many_wakes_during_one_poll_make_one_poll() {
    let mut executor = Executor::recording();
    let first = Cell::new(true);
    let (counts, future) = counted(poll_fn(move |cx| {
        if first.replace(false) {
            (0..3).for_each(|_| cx.waker().wake_by_ref());
        }
        Poll::<()>::Pending
    }));
    drop(executor.spawn(future));
    executor.turn(Instant::ZERO).unwrap();
    executor.turn(Instant::ZERO).unwrap();
    assert_eq!(executor.next(), Next::Idle { alive: 1 });
    assert_eq!(counts.get(), (2, 0));
    let outcomes: Vec<_> = wakes(&mut executor).into_iter().map(|wake| wake.2).collect();
    let again = WakeOutcome::AlreadyQueued;
    assert_eq!(outcomes, [WakeOutcome::Queued, WakeOutcome::Queued, again, again]);
}

#[test]
fn p05_a_wake_before_the_first_poll_is_the_same_as_the_one_that_spawns() {
    let mut executor = Executor::recording();
    let (counts, future) = counted(std::future::pending::<()>());
    let handle = executor.handle();
    let task = handle.spawn_task(&loopscope_executor::Spawn::default(), future).unwrap();
    task.wake();
    executor.turn(Instant::ZERO).unwrap();
    executor.turn(Instant::ZERO).unwrap();
    assert_eq!(counts.get(), (1, 0));
    let outcomes: Vec<_> = wakes(&mut executor).into_iter().map(|wake| wake.2).collect();
    assert_eq!(outcomes, [WakeOutcome::Queued, WakeOutcome::AlreadyQueued]);
}

#[test]
fn p08_stale_waker_wakes_no_new_tenant_of_the_slot() {
    let (mut executor, log, cell) = (Executor::recording(), Log::default(), WakerCell::default());
    let first = executor.spawn(own_waker());
    executor.turn(Instant::ZERO).unwrap();
    let Some(Ok(stale)) = first.try_take() else { panic!("it is done") };
    waits_for_ever(&executor, &cell, &log);
    executor.turn(Instant::ZERO).unwrap();
    assert_eq!(log.take(), ["polled"]);

    drop(executor.spawn(async move { stale.wake() }));
    executor.turn(Instant::ZERO).unwrap();
    executor.turn(Instant::ZERO).unwrap();
    assert_eq!(log.take(), Vec::<String>::new());
    assert_eq!(wakes(&mut executor).last(), Some(&(1, Actor::Task(3), WakeOutcome::Stale)));
}

#[test]
fn p08_stale_handles_touch_no_new_tenant_of_the_slot() {
    let mut executor = Executor::recording();
    let handle = executor.handle();
    let spawn = loopscope_executor::Spawn { name: "old", ..Default::default() };
    let old = handle.spawn_task(&spawn, async {}).unwrap();
    let done = executor.spawn(async {});
    executor.turn(Instant::ZERO).unwrap();
    let (counts, future) = counted(std::future::pending::<()>());
    let new = handle.spawn_task(&spawn, future).unwrap();
    let newer = handle.spawn_task(&spawn, std::future::pending::<()>()).unwrap();
    executor.turn(Instant::ZERO).unwrap();

    assert!(!done.cancel());
    old.wake();
    handle.rename(&old, "ghost");
    executor.turn(Instant::ZERO).unwrap();
    assert_eq!(counts.get(), (1, 0));
    let names = [&old, &new, &newer].map(|task| handle.name(task));
    assert_eq!(names, ["Task-1", "old", "old"]);
    checked(&mut executor);
}

#[test]
fn p08_a_waker_of_which_no_clone_is_left_serves_the_next_tenant() {
    let mut executor = Executor::recording();
    for value in 0..3 {
        let task = executor.spawn(async move {
            let before = own_waker().await;
            yield_now().await;
            assert!(before.will_wake(&own_waker().await));
            value
        });
        finish(&mut executor).unwrap();
        assert_eq!(task.try_take(), Some(Ok(value)));
    }
    checked(&mut executor);
}

#[test]
fn p09_a_join_wakes_whoever_polled_it_last() {
    let mut executor = Executor::new();
    let mut join = pin!(executor.spawn(async { 3 }));
    let (first, second) = (CountingWaker::new(), CountingWaker::new());
    for waker in [&first.1, &second.1] {
        assert!(join.as_mut().poll(&mut Context::from_waker(waker)).is_pending());
    }
    finish(&mut executor).unwrap();
    assert_eq!((first.0.count(), second.0.count()), (0, 1));
    use std::future::Future;
    assert_eq!(join.poll(&mut Context::from_waker(&first.1)), Poll::Ready(Ok(3)));
}

#[test]
fn p09_a_sleep_wakes_whoever_polled_it_last() {
    use std::future::Future;
    let mut executor = Executor::recording();
    let mut sleep = Box::pin(executor.handle().sleep(SECOND));
    let (foreign, waker) = CountingWaker::new();
    assert!(sleep.as_mut().poll(&mut Context::from_waker(&waker)).is_pending());
    // It moves into a task: from now on that one is to be woken.
    let task = executor.spawn(sleep);
    finish(&mut executor).unwrap();
    assert_eq!((foreign.count(), task.try_take()), (0, Some(Ok(()))));
    assert_eq!(only(&checked(&mut executor), |kind| matches!(kind, Kind::TimerSet { .. })).len(), 1);
}

#[test]
fn p09_a_sleep_moved_from_a_task_to_a_foreign_waker_follows_it() {
    use std::future::Future;
    let mut executor = Executor::new();
    let handle = executor.handle();
    let shared = Rc::new(RefCell::new(Box::pin(handle.sleep(SECOND))));
    let (counts, future) = counted({
        let shared = shared.clone();
        poll_fn(move |cx| shared.borrow_mut().as_mut().poll(cx))
    });
    drop(executor.spawn(future));
    executor.turn(Instant::ZERO).unwrap();
    let (foreign, waker) = CountingWaker::new();
    assert!(shared.borrow_mut().as_mut().poll(&mut Context::from_waker(&waker)).is_pending());
    executor.turn(at(1)).unwrap();
    assert_eq!((foreign.count(), counts.get()), (1, (1, 0)));
}

#[test]
fn p22_a_waker_keeps_no_task_alive() {
    let (mut executor, cell) = (Executor::new(), WakerCell::default());
    let (counts, future) = counted({
        let cell = cell.clone();
        poll_fn(move |cx| {
            // Its own waker, held by what it waits for: the usual circle.
            cell.replace(Some(cx.waker().clone()));
            Poll::<()>::Pending
        })
    });
    let join = executor.spawn(future);
    executor.turn(Instant::ZERO).unwrap();
    let handle = executor.handle();
    drop(executor);
    assert_eq!(counts.get(), (1, 1));
    assert_eq!(join.try_take(), Some(Err(loopscope_executor::Cancelled)));
    cell.take().unwrap().wake();
    drop(handle);
}

#[test]
fn p24_wakes_callbacks_spawns_and_timers_share_one_queue() {
    let (mut executor, log, cell) = (Executor::recording(), Log::default(), WakerCell::default());
    waits_for_ever(&executor, &cell, &log);
    executor.turn(Instant::ZERO).unwrap();
    log.take();
    let handle = executor.handle();
    let says = |what: &'static str| {
        let log = log.clone();
        move || log.add(what)
    };
    let _ = handle.call_at(at(0), "timer", 1, says("timer"));
    let _ = handle.call_soon("first", 1, says("first"));
    cell.take().unwrap().wake();
    let spawned = says("spawned");
    drop(executor.spawn(async move { spawned() }));
    let _ = handle.call_soon("last", 1, says("last"));
    executor.turn(Instant::ZERO).unwrap();
    assert_eq!(log.take(), ["first", "polled", "spawned", "last", "timer"]);
    checked(&mut executor);
}
