//! Wake-ups from outside: other threads, the host between two turns, other executors.

use std::cell::RefCell;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use loopscope_executor::trace::{Actor, Kind, WakeOutcome};
use loopscope_executor::{Executor, Instant, Next, current, yield_now};

use crate::support::{CountingWaker, Log, at, checked, counted, finish, own_waker};

/// A task that has left its waker behind and waits for ever, and how often it was polled.
fn waiting(executor: &mut Executor) -> (Waker, Rc<crate::support::Counts>) {
    let cell = Rc::new(RefCell::new(None));
    let (counts, future) = counted({
        let cell = cell.clone();
        poll_fn(move |cx| {
            cell.replace(Some(cx.waker().clone()));
            Poll::<()>::Pending
        })
    });
    drop(executor.spawn(future));
    executor.turn(Instant::ZERO).unwrap();
    (cell.take().unwrap(), counts)
}

fn by_whom(executor: &mut Executor) -> Vec<(Actor, WakeOutcome)> {
    let trace = checked(executor);
    let wakes = trace.records.iter().filter_map(|record| match record.kind {
        Kind::WakeRequested { by, outcome } => Some((by, outcome)),
        _ => None,
    });
    wakes.collect()
}

#[test]
fn p07_a_wake_from_another_thread_makes_the_loop_ready_and_notifies_the_host() {
    let mut executor = Executor::recording();
    let (waker, counts) = waiting(&mut executor);
    let (host, notifier) = CountingWaker::new();
    executor.set_notifier(Some(notifier));
    assert_eq!(executor.next(), Next::Idle { alive: 1 });
    std::thread::spawn(move || waker.wake()).join().unwrap();
    assert_eq!((host.count(), executor.next()), (1, Next::Now));
    executor.turn(Instant::ZERO).unwrap();
    assert_eq!(counts.get(), (2, 0));
    assert_eq!(by_whom(&mut executor).last(), Some(&(Actor::Outside, WakeOutcome::Queued)));
}

#[test]
fn a_wake_from_another_thread_during_a_poll_is_not_the_polled_tasks_doing() {
    let mut executor = Executor::recording();
    let (waker, counts) = waiting(&mut executor);
    drop(executor.spawn(async move { std::thread::spawn(move || waker.wake()).join().unwrap() }));
    finish(&mut executor).unwrap_err();
    assert_eq!(counts.get(), (2, 0));
    assert_eq!(by_whom(&mut executor).last(), Some(&(Actor::Outside, WakeOutcome::Queued)));
}

#[test]
fn a_task_that_only_other_threads_wake_runs_to_its_end() {
    let mut executor = Executor::recording();
    let (counts, future) = counted(async {
        for _ in 0..20 {
            let mut asked = false;
            poll_fn(|cx| {
                if std::mem::replace(&mut asked, true) {
                    return Poll::Ready(());
                }
                let waker = cx.waker().clone();
                std::thread::spawn(move || waker.wake()).join().unwrap();
                Poll::Pending
            })
            .await;
        }
    });
    drop(executor.spawn(future));
    finish(&mut executor).unwrap();
    assert_eq!(counts.get(), (21, 1));
    checked(&mut executor);
}

#[test]
fn what_the_host_does_between_turns_keeps_its_order_and_notifies() {
    let (mut executor, log) = (Executor::recording(), Log::default());
    let (waker, counts) = waiting(&mut executor);
    let (host, notifier) = CountingWaker::new();
    executor.set_notifier(Some(notifier));
    let handle = executor.handle();
    waker.wake_by_ref();
    drop(executor.spawn({
        let log = log.clone();
        async move { log.add("spawned") }
    }));
    let _ = handle.call_soon("callback", 1, {
        let log = log.clone();
        move || log.add(format!("callback, the woken task was polled {} times", counts.polls.get()))
    });
    waker.wake_by_ref();
    let _ = handle.call_at(at(5), "later", 1, || ());
    assert_eq!(host.count(), 5);
    assert_eq!(executor.turn(Instant::ZERO), Ok(Next::At(at(5))));
    assert_eq!(log.take(), ["spawned", "callback, the woken task was polled 2 times"]);
    executor.set_notifier(None);
    waker.wake_by_ref();
    assert_eq!(host.count(), 5);
    checked(&mut executor);
}

#[test]
fn p25_an_executor_inside_of_another_is_refused_by_name() {
    let mut outer = Executor::recording();
    let task = outer.spawn(async {
        let mut inner = Executor::new();
        drop(inner.spawn(async {}));
        let refused = inner.turn(Instant::ZERO).unwrap_err();
        let top_level = inner.at_top_level(Instant::ZERO, || ()).is_err();
        (refused.to_string(), top_level)
    });
    finish(&mut outer).unwrap();
    let Some(Ok((message, true))) = task.try_take() else { panic!("both are refused") };
    assert!(message.contains("another one runs on the same thread"), "{message}");
    assert!(current().is_none());
    checked(&mut outer);
}

#[test]
fn a_task_wakes_another_executors_task_through_its_inbox() {
    let (mut one, mut two) = (Executor::recording(), Executor::recording());
    let (waker, counts) = waiting(&mut one);
    drop(two.spawn(async move {
        yield_now().await;
        waker.wake();
    }));
    finish(&mut two).unwrap();
    assert_eq!((one.next(), counts.get()), (Next::Now, (1, 0)));
    one.turn(Instant::ZERO).unwrap();
    assert_eq!(counts.get(), (2, 0));
    assert_eq!(by_whom(&mut one).last(), Some(&(Actor::Outside, WakeOutcome::Queued)));
    checked(&mut two);
}

#[test]
fn a_join_may_be_awaited_on_another_executor() {
    let (mut one, mut two) = (Executor::recording(), Executor::recording());
    let join = one.spawn(async { 4 });
    let sum = two.spawn(async move { join.await.unwrap() + 1 });
    two.turn(Instant::ZERO).unwrap();
    finish(&mut one).unwrap();
    finish(&mut two).unwrap();
    assert_eq!(sum.try_take(), Some(Ok(5)));
}

#[test]
fn a_waker_may_outlive_its_executor_on_any_thread() {
    let mut executor = Executor::recording();
    let task = executor.spawn(own_waker());
    executor.turn(Instant::ZERO).unwrap();
    let Some(Ok(waker)) = task.try_take() else { panic!("it is done") };
    drop(executor);
    waker.wake_by_ref();
    std::thread::spawn(move || waker.wake()).join().unwrap();
}
