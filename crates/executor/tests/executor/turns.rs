//! Turns: what runs in one, in which order, and what the caller is told.

use std::cell::Cell;
use std::rc::Rc;

use loopscope_executor::trace::{Actor, Kind, Limit, Waiting};
use loopscope_executor::{Executor, Handle, Instant, Limits, Next, RunError, Spawn, text, yield_now};

use crate::support::{Log, SECOND, at, checked, finish, only};

#[test]
fn p06_a_task_that_wakes_itself_starves_neither_tasks_nor_timers() {
    let (mut executor, log) = (Executor::recording(), Log::default());
    let handle = executor.handle();
    drop(executor.spawn(async {
        loop {
            yield_now().await;
        }
    }));
    drop(executor.spawn({
        let log = log.clone();
        async move {
            log.add("task");
            handle.sleep(SECOND).await;
            log.add("timer");
        }
    }));
    assert_eq!(executor.turn(at(0)), Ok(Next::Now));
    assert_eq!(log.take(), ["task"]);
    assert_eq!(executor.turn(at(0)), Ok(Next::Now));
    assert_eq!(executor.turn(at(1)), Ok(Next::Now));
    assert_eq!(log.take(), ["timer"]);
    checked(&mut executor);
}

#[test]
fn p06_what_a_turn_queues_waits_for_the_next() {
    let (mut executor, log) = (Executor::recording(), Log::default());
    let handle = executor.handle();
    let _ = handle.clone().call_soon("outer", 1, {
        let log = log.clone();
        move || {
            log.add("outer");
            let _ = handle.call_soon("inner", 1, move || log.add("inner"));
        }
    });
    assert_eq!(executor.turn(at(0)), Ok(Next::Now));
    assert_eq!(log.take(), ["outer"]);
    assert_eq!(executor.turn(at(0)), Ok(Next::Idle { alive: 0 }));
    assert_eq!(log.take(), ["inner"]);
    checked(&mut executor);
}

#[test]
fn p07_the_answer_says_what_is_left_to_do() {
    let mut executor = Executor::recording();
    let handle = executor.handle();
    assert_eq!(executor.turn(at(0)), Ok(Next::Idle { alive: 0 }));
    let sleeping = executor.spawn({
        let handle = handle.clone();
        async move { handle.sleep(SECOND).await }
    });
    assert_eq!(executor.next(), Next::Now);
    assert_eq!(executor.turn(at(0)), Ok(Next::At(at(1))));
    assert_eq!(executor.turn(at(0)), Ok(Next::At(at(1))));
    let stuck = executor.spawn(std::future::pending::<()>());
    assert_eq!(executor.turn(at(1)), Ok(Next::Idle { alive: 1 }));
    assert!(sleeping.try_take().is_some() && stuck.cancel());
    assert_eq!(executor.next(), Next::Now);
    assert_eq!(executor.turn(at(1)), Ok(Next::Idle { alive: 0 }));
    checked(&mut executor);
}

#[test]
fn p07_a_deadlock_names_who_waits_for_what_and_where_it_was_spawned() {
    let mut executor = Executor::recording();
    let handle = executor.handle();
    let named = Spawn { name: "stuck", ..Spawn::default() };
    let line = line!() + 1;
    let _ = handle.spawn_task(&named, std::future::pending::<()>());
    let (waiter, other) = (handle.clone(), executor.spawn(std::future::pending::<()>()));
    drop(executor.spawn(other));
    drop(executor.spawn(async move {
        waiter.waiting_on(Waiting::Future(4), 12);
        std::future::pending::<()>().await;
    }));
    let Err(RunError::Deadlock(waiters)) = finish(&mut executor) else { panic!("it is a deadlock") };
    let lines: Vec<_> = waiters.iter().map(ToString::to_string).collect();
    assert_eq!(lines[0], format!("stuck waits for something unknown to the loop; spawned at {}:{line}", file!()));
    assert!(lines[2].starts_with("Task-3 waits for task 2; spawned at"), "{}", lines[2]);
    assert!(lines[3].starts_with("Task-4 waits for future 4 on line 12; spawned at"), "{}", lines[3]);
    let trace = checked(&mut executor);
    assert_eq!(trace.records.last().unwrap().kind, Kind::Idle { alive: 4 });
}

#[test]
fn p20_a_turn_can_be_run_one_entry_at_a_time() {
    let mut executor = Executor::recording();
    let ran = Rc::new(Cell::new(0));
    for _ in 0..3 {
        let ran = ran.clone();
        drop(executor.spawn(async move { ran.set(ran.get() + 1) }));
    }
    for expected in 1..=3 {
        executor.step(at(0)).unwrap();
        assert_eq!((ran.get(), executor.in_turn()), (expected, expected < 3));
    }
    assert_eq!(executor.next(), Next::Idle { alive: 0 });
    assert_eq!(only(&checked(&mut executor), |kind| matches!(kind, Kind::IterationBegin { .. })).len(), 1);
}

/// A program with a bit of everything.
fn everything(executor: &Executor) {
    let handle = executor.handle();
    let child = |handle: Handle, no: u64| async move {
        handle.sleep(SECOND * (no as u32 % 3)).await;
        yield_now().await;
        let callback = handle.call_soon("callback", 3, || ());
        if no == 2 || no == 4 {
            callback.cancel();
        }
        no
    };
    drop(executor.spawn(async move {
        let children: Vec<_> = (0..5).map(|no| handle.spawn(child(handle.clone(), no))).collect();
        yield_now().await;
        children[2].cancel();
        for child in children {
            let _ = child.await;
        }
        handle.block(SECOND, 9);
        let timer = handle.call_at(at(90), "timer", 4, || ());
        handle.sleep(SECOND).await;
        timer.cancel();
    }));
}

#[test]
fn p20_steps_and_turns_leave_the_same_trace() {
    let traces = [false, true].map(|stepwise| {
        let mut executor = Executor::recording();
        everything(&executor);
        let mut now = Instant::ZERO;
        loop {
            let next = if stepwise { executor.step(now) } else { executor.turn(now) };
            match next.unwrap() {
                Next::Now => {}
                Next::At(deadline) => {
                    executor.advance(deadline);
                    now = deadline;
                }
                Next::Idle { alive: 0 } => break text::trace(&checked(&mut executor)),
                other => panic!("{other:?}"),
            }
        }
    });
    assert_eq!(traces[0], traces[1]);
}

#[test]
fn p27_every_run_leaves_the_same_bytes() {
    let run = || {
        let mut executor = Executor::recording();
        everything(&executor);
        finish(&mut executor).unwrap();
        text::trace(&checked(&mut executor))
    };
    let first = run();
    assert!(first.lines().count() > 80, "{first}");
    for _ in 0..5 {
        assert_eq!(run(), first);
    }
    // Nor does it matter on which thread, or that other executors were there before.
    assert_eq!(std::thread::spawn(run).join().unwrap(), first);
}

#[test]
fn p27_recording_changes_nothing_but_the_records() {
    let times = [Executor::new(), Executor::recording()].map(|mut executor| {
        everything(&executor);
        finish(&mut executor).unwrap();
        (executor.now(), executor.handle().iteration())
    });
    assert_eq!(times[0], times[1]);
    let mut silent = Executor::new();
    everything(&silent);
    finish(&mut silent).unwrap();
    assert!(silent.take_records().is_empty());
}

#[test]
fn a_callback_cancelled_while_queued_is_passed_over() {
    let (mut executor, log) = (Executor::recording(), Log::default());
    let handle = executor.handle();
    let says = |what: &'static str| {
        let log = log.clone();
        move || log.add(what)
    };
    let first = handle.call_soon("first", 1, says("first"));
    let second = handle.call_soon("second", 1, says("second"));
    drop(handle.call_soon("third", 1, says("third")));
    assert!(second.cancel());
    assert!(!second.cancel());
    assert_eq!(executor.turn(at(0)), Ok(Next::Idle { alive: 0 }));
    assert_eq!((log.take(), first.cancel()), (vec!["first".to_owned(), "third".to_owned()], false));
    checked(&mut executor);
}

#[test]
fn a_callback_handle_touches_no_later_callback_in_its_place() {
    let (mut executor, log) = (Executor::recording(), Log::default());
    let handle = executor.handle();
    let old = handle.call_soon("old", 1, || ());
    executor.turn(at(0)).unwrap();
    let _ = handle.call_soon("new", 1, {
        let log = log.clone();
        move || log.add("new")
    });
    assert!(!old.cancel());
    executor.turn(at(0)).unwrap();
    assert_eq!(log.take(), ["new"]);
    checked(&mut executor);
}

#[test]
fn who_runs_is_known_everywhere() {
    let mut executor = Executor::recording();
    let handle = executor.handle();
    let seen = Log::default();
    let note = {
        let (handle, seen) = (handle.clone(), seen.clone());
        move || seen.add(format!("{:?}", handle.actor()))
    };
    note();
    executor.at_top_level(at(0), &note).unwrap();
    let _ = handle.call_soon("", 1, note.clone());
    let noted = note.clone();
    drop(executor.spawn(async move {
        let _guard = crate::support::OnDrop(noted.clone());
        noted();
    }));
    executor.turn(at(0)).unwrap();
    note();
    let expected = [Actor::Outside, Actor::Program, Actor::Callback(1), Actor::Task(1), Actor::Task(1), Actor::Outside];
    assert_eq!(seen.take(), expected.map(|actor| format!("{actor:?}")));
}

#[test]
fn p28_a_spinning_task_is_stopped() {
    let mut executor = Executor::recording();
    executor.set_limits(Limits { steps: 1000, ..Limits::default() });
    drop(executor.spawn(async {
        loop {
            yield_now().await;
        }
    }));
    assert_eq!(finish(&mut executor), Err(RunError::Limit(Limit::Steps(1000))));
    let trace = checked(&mut executor);
    assert_eq!(only(&trace, |kind| *kind == Kind::PollBegin).len(), 1000);
}
