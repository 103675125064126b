//! Dropping: every future exactly once, with nothing borrowed, whoever drops it and whatever it does meanwhile.

use std::cell::RefCell;
use std::rc::Rc;
use std::task::Poll;

use loopscope_executor::trace::Kind;
use loopscope_executor::{Cancelled, Executor, Instant, JoinHandle, Next, current, yield_now};

use crate::support::{Log, OnDrop, SECOND, at, checked, counted, finish, only, own_waker, story};

#[test]
fn p02_what_a_dropped_future_does_finds_no_borrow() {
    for cancelled in [false, true] {
        let (mut executor, log) = (Executor::recording(), Log::default());
        let handle = executor.handle();
        let task = executor.spawn({
            let log = log.clone();
            async move {
                let waker = own_waker().await;
                let _guard = OnDrop(move || {
                    waker.wake_by_ref();
                    let _ = handle.call_soon("from drop", 1, || ());
                    let _ = handle.call_at(at(1), "from drop", 1, || ());
                    let log = log.clone();
                    drop(handle.spawn(async move { log.add("spawned by a drop") }));
                });
                yield_now().await;
            }
        });
        executor.turn(Instant::ZERO).unwrap();
        assert_eq!(task.cancel(), cancelled || task.cancel());
        finish(&mut executor).unwrap();
        assert_eq!(log.take(), ["spawned by a drop"]);
        checked(&mut executor);
    }
}

#[test]
fn p02_a_wake_in_the_own_drop_is_stale() {
    let mut executor = Executor::recording();
    let task = executor.spawn(async {
        let waker = own_waker().await;
        let _guard = OnDrop(move || waker.wake_by_ref());
        std::future::pending::<()>().await;
    });
    executor.turn(Instant::ZERO).unwrap();
    assert!(task.cancel());
    finish(&mut executor).unwrap();
    let trace = checked(&mut executor);
    assert_eq!(
        story(&trace, 1)[4..],
        [
            "cancel requested by outside",
            "wake by outside: queued",
            "cancel delivered",
            "wake by task 1: stale",
            "task done: cancelled"
        ]
    );
    assert_eq!(executor.next(), Next::Idle { alive: 0 });
}

#[test]
fn p02_callbacks_and_timers_are_dropped_with_no_borrow_held() {
    let mut executor = Executor::new();
    let handle = executor.handle();
    let guard = || {
        let handle = handle.clone();
        OnDrop(move || drop(handle.call_soon("from drop", 1, || ())))
    };
    let owned = guard();
    let callback = handle.call_soon("cancelled", 1, move || drop(owned));
    let owned = guard();
    let timer = handle.call_at(at(1), "cancelled", 1, move || drop(owned));
    let owned = guard();
    let _ = handle.call_at(at(1), "left behind", 1, move || drop(owned));
    assert!(callback.cancel() && timer.cancel());
    assert!(!callback.cancel() && !timer.cancel());
    drop(executor.spawn(async {}));
    executor.turn(Instant::ZERO).unwrap();
    drop(executor);
}

#[test]
fn p11_a_dropped_sleep_leaves_no_timer() {
    let mut executor = Executor::recording();
    let handle = executor.handle();
    let task = executor.spawn(async move {
        let mut sleep = Box::pin(handle.sleep(SECOND));
        assert!(std::future::poll_fn(|cx| Poll::Ready(sleep.as_mut().poll(cx))).await.is_pending());
    });
    use std::future::Future;
    assert_eq!(executor.turn(Instant::ZERO), Ok(Next::Idle { alive: 0 }));
    assert_eq!(task.try_take(), Some(Ok(())));
    let trace = checked(&mut executor);
    assert_eq!(only(&trace, |kind| matches!(kind, Kind::TimerCancelled(1))).len(), 1);
}

#[test]
fn p11_a_dropped_join_handle_wakes_nobody() {
    let mut executor = Executor::recording();
    let handle = executor.handle();
    let slow = executor.spawn({
        let handle = handle.clone();
        async move { handle.sleep(SECOND).await }
    });
    let (counts, future) = counted(async move {
        let mut slow = Box::pin(slow);
        use std::future::Future;
        assert!(std::future::poll_fn(|cx| Poll::Ready(slow.as_mut().poll(cx))).await.is_pending());
        drop(slow);
        handle.sleep(SECOND * 2).await;
    });
    drop(executor.spawn(future));
    finish(&mut executor).unwrap();
    assert_eq!(counts.get(), (2, 1));
    checked(&mut executor);
}

#[test]
fn p23_a_dropped_executor_drops_every_future_once_oldest_first() {
    let (mut executor, log) = (Executor::new(), Log::default());
    let all: Vec<_> = (0..5)
        .map(|no| {
            let log = log.clone();
            let handle = executor.handle();
            let (counts, future) = counted(async move {
                let _guard = OnDrop(move || log.add(format!("{no}")));
                match no {
                    0 => std::future::pending().await,
                    1 => handle.sleep(SECOND).await,
                    2 => yield_now().await,
                    _ => {}
                }
            });
            (counts, executor.spawn(future))
        })
        .collect();
    executor.turn(Instant::ZERO).unwrap();
    let (late, future) = counted(async {});
    drop(executor.spawn(future));
    drop(executor);
    assert_eq!(log.take(), ["3", "4", "0", "1", "2"]);
    assert!(all.iter().all(|(counts, _)| counts.get() == (1, 1)));
    assert_eq!(late.get(), (0, 1));
    let results: Vec<_> = all.iter().map(|(_, join)| join.try_take().unwrap()).collect();
    assert_eq!(results, [Err(Cancelled), Err(Cancelled), Err(Cancelled), Ok(()), Ok(())]);
}

#[test]
fn p23_what_is_spawned_woken_and_set_while_the_executor_is_dropped_is_dropped_too() {
    let log = Log::default();
    let executor = Executor::new();
    let handle = executor.handle();
    let (inner, future) = counted(async {});
    let mut future = Some(future);
    let guard = OnDrop({
        let (handle, log) = (handle.clone(), log.clone());
        move || {
            let join = handle.spawn(future.take().unwrap());
            assert_eq!((join.no(), join.try_take(), join.cancel()), (0, Some(Err(Cancelled)), false));
            let owned = OnDrop({
                let log = log.clone();
                move || log.add("callback dropped")
            });
            assert!(!handle.call_soon("late", 1, move || drop(owned)).cancel());
            let owned = OnDrop({
                let log = log.clone();
                move || log.add("timer dropped")
            });
            assert!(!handle.call_at(at(1), "late", 1, move || drop(owned)).cancel());
            drop(handle.sleep(SECOND));
            assert!(current().is_some());
            log.add("end");
        }
    });
    drop(executor.spawn(async move {
        let _guard = guard;
    }));
    drop(executor);
    assert_eq!(
        (inner.get(), log.take()),
        ((0, 1), vec!["callback dropped".into(), "timer dropped".into(), "end".into()])
    );
    assert!(handle.spawn_task(&loopscope_executor::Spawn::default(), async {}).is_none());
}

#[test]
fn p23_an_executor_dropped_inside_of_anothers_poll() {
    let mut outer = Executor::recording();
    let inner = Executor::recording();
    let guard = OnDrop(|| drop(current().unwrap().spawn(async { unreachable!("its executor is gone") })));
    let (counts, future) = counted(async move {
        let _guard = guard;
        std::future::pending::<()>().await;
    });
    drop(inner.spawn(future));
    let task = outer.spawn(async move {
        drop(inner);
        current().unwrap().spawn(async { 1 }).await
    });
    finish(&mut outer).unwrap();
    assert_eq!((counts.get(), task.try_take()), ((0, 1), Some(Ok(Ok(1)))));
    checked(&mut outer);
}

#[test]
fn p23_closing_records_each_end() {
    let mut executor = Executor::recording();
    drop(executor.spawn(std::future::pending::<()>()));
    executor.turn(Instant::ZERO).unwrap();
    drop(executor.spawn(async {}));
    executor.close();
    assert_eq!(executor.alive(), 0);
    assert_eq!(executor.turn(Instant::ZERO), Ok(Next::Idle { alive: 0 }));
    let trace = checked(&mut executor);
    assert_eq!(story(&trace, 1).last().unwrap(), "task done: cancelled");
    assert_eq!(story(&trace, 2), ["task created by outside", "wake by outside: queued", "task done: cancelled"]);
}

#[test]
fn a_value_is_dropped_once_whether_it_is_taken_or_not() {
    let counts = Rc::new(RefCell::new(Vec::new()));
    let value = |no: u32| {
        let counts = counts.clone();
        async move {
            let counts = counts;
            OnDrop(move || counts.borrow_mut().push(no))
        }
    };
    let mut executor = Executor::new();
    drop(executor.spawn(value(1)));
    let kept = executor.spawn(value(2));
    let left = executor.spawn(value(3));
    finish(&mut executor).unwrap();
    assert_eq!(*counts.borrow(), [1]);
    drop(kept.try_take());
    assert_eq!(*counts.borrow(), [1, 2]);
    assert!(kept.try_take().is_none());
    drop(executor);
    drop(left);
    assert_eq!(*counts.borrow(), [1, 2, 3]);
}

#[test]
fn a_future_is_dropped_before_its_value_is_handed_on() {
    let (mut executor, log) = (Executor::new(), Log::default());
    let own: Rc<RefCell<Option<JoinHandle<u32>>>> = Rc::default();
    let guard = OnDrop({
        let (own, log) = (own.clone(), log.clone());
        move || log.add(format!("dropped, handed on: {:?}", own.borrow().as_ref().and_then(JoinHandle::try_take)))
    });
    let future = std::future::poll_fn(move |_| {
        let _ = &guard;
        Poll::Ready(1)
    });
    own.replace(Some(executor.spawn(future)));
    finish(&mut executor).unwrap();
    assert_eq!(log.take(), ["dropped, handed on: None"]);
    let join = own.take().unwrap();
    assert_eq!(join.try_take(), Some(Ok(1)));
}
