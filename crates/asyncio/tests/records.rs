//! What the trace says of futures, tasks and cancellation: who acted, on which line.

use loopscope_asyncio::prelude::*;
use loopscope_executor::text;
use loopscope_executor::trace::{Actor, Kind, Trace};

use crate::twin;

fn trace_of(top_level: impl std::future::Future<Output = Result> + 'static) -> Trace {
    let (end, trace) = twin::run(Box::pin(top_level));
    twin::check_trace(&trace, &end);
    trace
}

/// What the records say, without time and place, from the first that begins so on.
fn told<'a>(trace: &'a Trace, from: &'a str) -> impl Iterator<Item = (u32, String)> + 'a {
    trace
        .records
        .iter()
        .map(|record| (record.task, text::what(trace, record)))
        .skip_while(move |(_, what)| !what.starts_with(from))
}

#[test]
fn a_sleep_reads_as_what_it_is() {
    async fn main() -> Result {
        sleep(2.0).await
    }
    let trace = trace_of(async { run(coro!(main())).await });
    let told: Vec<_> = told(&trace, "future 1 created").take(17).collect();
    let told: Vec<_> = told.iter().map(|(task, what)| (*task, what.as_str())).collect();
    assert_eq!(
        told,
        [
            (1, "future 1 created: sleep(2)"),
            (1, "timer 1 set for 2s, for future 1"),
            (1, "poll ends: pending on future 1"),
            (0, "iteration ends"),
            (0, "clock advanced from 0s"),
            (0, "iteration begins: ready 0, due 1"),
            (0, "timer 1 fired"),
            (0, "callback 1 queued by timer 1: sleep(2)"),
            (0, "callback 1 begins"),
            (0, "future 1 resolved by callback 1: ready"),
            (1, "wake by callback 1: queued"),
            (0, "callback 1 ends"),
            (0, "iteration ends"),
            (0, "iteration begins: ready 1, due 0"),
            (1, "poll begins"),
            (1, "callback 2 queued by task 1, added to task 1: run_until_complete: stop"),
            (1, "poll ends: ready"),
        ]
    );
}

#[test]
fn a_cancelled_sleep_takes_its_timer_away() {
    async fn child() -> Result {
        sleep(2.0).await
    }
    async fn main() -> Result {
        let task = create_task(coro!(child()));
        sleep(0.0).await?;
        task.cancel();
        let _ = task.await;
        Ok(())
    }
    let trace = trace_of(async { run(coro!(main())).await });
    let told: Vec<_> = told(&trace, "cancel requested").collect();
    let of_child: Vec<_> = told.iter().filter(|(task, _)| *task == 2).map(|(_, what)| what.as_str()).collect();
    assert_eq!(
        of_child,
        [
            "cancel requested by task 1",
            "wake by task 1: queued",
            "poll begins",
            "cancel delivered",
            "timer 1 cancelled",
            "poll ends: cancelled",
            "task done: cancelled",
        ]
    );
}

#[test]
fn a_cancellation_is_delivered_once_and_only_where_it_was_asked_for() {
    async fn inner() -> Result<i32> {
        let _ = sleep(9.0).await;
        Ok(1)
    }
    async fn outer(future: Future<i32>) -> Result<i32> {
        create_task(coro!(inner())).await?;
        // Cancelled by somebody else: no request of this task's.
        let _ = future.await;
        Ok(2)
    }
    async fn main() -> Result {
        let future = get_running_loop()?.create_future();
        let task = create_task(coro!(outer(future.clone())));
        sleep(1.0).await?;
        task.cancel();
        sleep(1.0).await?;
        future.cancel();
        task.await?;
        Ok(())
    }
    let trace = trace_of(async { run(coro!(main())).await });
    let delivered: Vec<_> = trace.records.iter().filter(|r| r.kind == Kind::CancelDelivered).map(|r| r.task).collect();
    assert_eq!(delivered, [3], "the inner task alone");
    let requested: Vec<_> = trace
        .records
        .iter()
        .filter(|record| matches!(record.kind, Kind::CancelRequested { by: Actor::Task(1), .. }))
        .map(|record| (record.task, record.line > 0))
        .collect();
    assert_eq!(requested, [(2, true), (3, true)], "passed on, with the line that asked");
}

#[test]
fn a_task_that_awaits_a_task_says_so() {
    async fn child() -> Result {
        sleep(1.0).await
    }
    async fn main() -> Result {
        create_task(coro!(child())).await
    }
    let trace = trace_of(async { run(coro!(main())).await });
    assert!(told(&trace, "").any(|record| record == (1, "poll ends: pending on task 2".into())));
    assert!(told(&trace, "").any(|record| record == (1, "wake by task 2: queued".into())));
}

#[test]
fn coroutines_awaited_inline_stand_on_the_stack_of_their_task() {
    async fn leaf() -> Result {
        sleep(1.0).await
    }
    async fn middle() -> Result {
        coro!(leaf()).await
    }
    async fn main() -> Result {
        coro!(middle()).await
    }
    let trace = trace_of(async { run(coro!(main())).await });
    let stack: Vec<_> = told(&trace, "").filter(|(_, what)| what.starts_with("coroutine")).collect();
    let stack: Vec<_> = stack.iter().map(|(task, what)| (*task, what.as_str())).collect();
    assert_eq!(
        stack,
        [
            (1, "coroutine entered: middle"),
            (1, "coroutine entered: leaf"),
            (1, "coroutine left: leaf"),
            (1, "coroutine left: middle"),
        ]
    );
}

#[test]
fn a_name_given_from_the_start_is_no_renaming() {
    async fn child() -> Result {
        Ok(())
    }
    async fn main() -> Result {
        create_task(coro!(child())).named("tea").await
    }
    let trace = trace_of(async { run(coro!(main())).await });
    let told: Vec<_> = told(&trace, "").collect();
    assert!(
        told.iter().any(|(task, what)| *task == 2 && what.starts_with("task created") && what.contains("name tea")),
        "{told:?}"
    );
    assert!(!told.iter().any(|(_, what)| what.contains("renamed")), "{told:?}");
}

#[test]
fn a_run_after_which_nothing_is_left_enters_the_loop_once() {
    async fn main() -> Result {
        sleep(1.0).await
    }
    let trace = trace_of(async { run(coro!(main())).await });
    assert_eq!(trace.records.iter().filter(|record| record.kind == Kind::LoopEntered).count(), 1);
}

const FIRST: u32 = line!();

async fn everything_that_knows_its_line() -> Result {
    let event_loop = get_running_loop()?;
    let child = || coro!(leaf_of_all());
    let future = event_loop.create_future();
    future.add_done_callback("callback", |_| print("callback"));
    future.set_result(1)?;
    let task = create_task(child()).named("named");
    let made = [event_loop.create_task(child()), ensure_future(child())];
    event_loop.call_soon("soon", || print("soon"));
    event_loop.call_later(0.5, "later", || -> Result { Err(Exception::value("reported")) });
    let gathered = gather([child(), child()]);
    let slept = gather([sleep(1.0)]);
    child().await?;
    gathered.await?;
    slept.await?;
    task.await?;
    future.await?;
    sleep(0.0).await?;
    drop(child());
    let [first, second] = made;
    first.cancel();
    second.await
}

async fn leaf_of_all() -> Result {
    time::sleep(0.1);
    sleep(0.2).await
}

async fn every_entry() -> Result {
    run(coro!(everything_that_knows_its_line())).await?;
    let event_loop = new_event_loop();
    event_loop.run_until_complete(coro!(leaf_of_all())).await?;
    event_loop.call_soon("stop", {
        let event_loop = event_loop.clone();
        move || event_loop.stop()
    });
    event_loop.run_forever().await?;
    event_loop.close()
}

const LAST: u32 = line!();

/// Lines are the program's, never this crate's own.
#[test]
fn every_line_is_the_program_s() {
    let trace = trace_of(every_entry());
    for record in &trace.records {
        let known = record.line == 0 || (FIRST..LAST).contains(&record.line);
        assert!(known, "line {} in: {}", record.line, text::what(&trace, record));
        let must = matches!(
            record.kind,
            Kind::TaskCreated { .. }
                | Kind::FutureCreated { .. }
                | Kind::TimerSet { .. }
                | Kind::CallbackAdded { .. }
                | Kind::CallbackQueued { .. }
                | Kind::CancelRequested { .. }
                | Kind::CoroutineEntered(_)
                | Kind::LoopEntered
                | Kind::LoopLeft
                | Kind::LoopClosed
                | Kind::Blocked { .. }
                | Kind::Output { .. }
        );
        assert!(record.line > 0 || !must, "no line in: {}", text::what(&trace, record));
    }
}
