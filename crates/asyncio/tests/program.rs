//! Whole programs: `asyncio.run`, how they end, and what asyncio complains of. The Python twins are in
//! `oracle/program.py`.

use std::cell::RefCell;
use std::rc::Rc;

use loopscope_asyncio::prelude::*;
use loopscope_asyncio::{Advance, End, Program, Stride};
use loopscope_executor::trace::{Kind, Limit, Stream, Trace};
use loopscope_executor::{Instant, Limits};

use crate::twin::{self, twin};

#[test]
fn every_scenario_has_a_twin() {
    twin::all_have_twins(file!(), include_str!("program.rs"));
}

fn show<T>(result: Result<T>) {
    match result {
        Ok(_) => print("None"),
        Err(exception) => print(format!("{}: {}", exception.kind(), exception.message())),
    }
}

/// A list that lives at the program's top level.
type Tasks = Rc<RefCell<Vec<Task<()>>>>;

twin!(run_returns_main_s_value, {
    async fn main() -> Result<&'static str> {
        sleep(1.0).await?;
        Ok("value")
    }
    print(run(coro!(main())).await?);
    Ok(())
});

twin!(run_raises_what_main_raises, {
    async fn main() -> Result {
        Err(Exception::value("bad"))
    }
    run(coro!(main())).await
});

twin!(run_cancels_what_is_left, {
    async fn child(name: char, seconds: f64) -> Result {
        let slept = sleep(10.0).await;
        if slept.is_err() {
            print(format!("{name} cancelled"));
            sleep(seconds).await?;
            print(format!("{name} cleaned up"));
        }
        slept
    }
    async fn main(tasks: Tasks) -> Result {
        tasks.borrow_mut().push(create_task(coro!(child('a', 2.0))));
        sleep(1.0).await?;
        print("main");
        Ok(())
    }
    let tasks = Tasks::default();
    run(coro!(main(tasks.clone()))).await?;
    print(truth(tasks.borrow()[0].cancelled()));
    Ok(())
});

twin!(run_lets_a_task_begin_that_was_made_in_main_s_last_step, {
    async fn child() -> Result {
        print("child");
        Ok(())
    }
    async fn main(tasks: Tasks) -> Result {
        tasks.borrow_mut().push(create_task(coro!(child())));
        Err(Exception::value("bad"))
    }
    let tasks = Tasks::default();
    show(run(coro!(main(tasks.clone()))).await);
    print(truth(tasks.borrow()[0].cancelled()));
    Ok(())
});

twin!(run_reports_what_a_cancelled_task_raises, {
    async fn child() -> Result {
        let _ = sleep(10.0).await;
        Err(Exception::value("bad"))
    }
    async fn main(tasks: Tasks) -> Result {
        tasks.borrow_mut().push(create_task(coro!(child())));
        sleep(1.0).await
    }
    run(coro!(main(Tasks::default()))).await?;
    print("after");
    Ok(())
});

twin!(run_waits_for_a_task_that_swallows, {
    async fn child() -> Result {
        if sleep(10.0).await.is_err() {
            print("swallowed");
        }
        sleep(5.0).await?;
        print("done all the same");
        Ok(())
    }
    async fn main(tasks: Tasks) -> Result {
        tasks.borrow_mut().push(create_task(coro!(child())));
        sleep(1.0).await?;
        print("main");
        Ok(())
    }
    run(coro!(main(Tasks::default()))).await?;
    print(format!("after {}", float(time::time())));
    Ok(())
});

twin!(run_twice_counts_names_on, {
    async fn main() -> Result {
        print(current_task().map(|task| task.get_name()).unwrap_or_default());
        Ok(())
    }
    for _ in 0..3 {
        run(coro!(main())).await?;
    }
    Ok(())
});

twin!(run_lets_callbacks_that_follow_callbacks_run, {
    fn chain(event_loop: EventLoop, n: u32) {
        print(format!("chain {n}"));
        let next = event_loop.clone();
        event_loop.call_soon("chain", move || chain(next, n + 1));
    }
    async fn main() -> Result {
        let event_loop = get_running_loop()?;
        let first = event_loop.clone();
        event_loop.call_soon("chain", move || chain(first, 0));
        print("main");
        Ok(())
    }
    run(coro!(main())).await?;
    print("after");
    Ok(())
});

twin!(run_within_run, {
    async fn inner() -> Result {
        print("never");
        Ok(())
    }
    async fn main() -> Result {
        show(run(coro!(inner())).await);
        Ok(())
    }
    run(coro!(main())).await
});

twin!(run_of_a_function_since_314, {
    async fn main() -> Result {
        print(current_task().expect("a task runs").get_name());
        Ok(())
    }
    if let Err(error) = run_object() {
        print(format!("{} {}", error.kind(), error.message()));
    }
    run(coro!(main())).await
});

twin!(run_stopped_by_main, {
    async fn main() -> Result {
        get_running_loop()?.stop();
        sleep(1.0).await?;
        print("never");
        Ok(())
    }
    show(run(coro!(main())).await);
    print("after");
    Ok(())
});

twin!(after_run_there_is_no_current_loop, {
    async fn main() -> Result {
        Ok(())
    }
    run(coro!(main())).await?;
    show(get_event_loop().run_forever().await);
    Ok(())
});

twin!(a_coroutine_that_was_never_awaited, {
    async fn hello() -> Result {
        print("never");
        Ok(())
    }
    async fn main() -> Result {
        drop(coro!(hello()));
        print("main");
        Ok(())
    }
    run(coro!(main())).await
});

twin!(a_task_that_never_ran_is_destroyed, {
    async fn child() -> Result {
        print("never");
        Ok(())
    }
    let event_loop = new_event_loop();
    let task = event_loop.create_task(coro!(child()));
    print(truth(task.done()));
    Ok(())
});

twin!(a_task_that_is_pending_at_the_end_is_destroyed, {
    async fn child() -> Result {
        if sleep(10.0).await.is_ok() {
            print("never");
        } else {
            print("never either");
        }
        Ok(())
    }
    let event_loop = new_event_loop();
    let task = event_loop.create_task(coro!(child()));
    event_loop.run_until_complete(sleep(1.0)).await?;
    event_loop.close()?;
    print(truth(task.done()));
    Ok(())
});

twin!(an_exception_that_nobody_catches_ends_the_program, {
    print("before");
    Err(Exception::value("bad"))
});

twin!(everybody_waits_for_ever, {
    async fn child(future: Future<()>) -> Result {
        future.await
    }
    async fn main() -> Result {
        let future = get_running_loop()?.create_future();
        print("before");
        let waited = create_task(coro!(child(future.clone()))).await;
        print("never");
        waited
    }
    run(coro!(main())).await
});

async fn wait_for_nth(tasks: Tasks, n: usize) -> Result {
    sleep(0.0).await?;
    let other = tasks.borrow()[n].clone();
    other.await
}

twin!(run_cannot_cancel_tasks_that_wait_for_each_other_in_311, {
    async fn main() -> Result {
        let tasks = Tasks::default();
        for other in [1, 0] {
            let task = create_task(Coroutine::new("child", wait_for_nth(tasks.clone(), other)));
            tasks.borrow_mut().push(task);
        }
        sleep(1.0).await?;
        print("main");
        Ok(())
    }
    run(coro!(main())).await
});

#[test]
fn a_request_goes_down_through_hundreds_of_tasks_and_no_further() {
    async fn level(n: u32) -> Result {
        if n == 0 { sleep(9.0).await } else { create_task(coro!(level(n - 1))).await }
    }
    async fn main(levels: u32) -> Result {
        let task = create_task(coro!(level(levels)));
        sleep(1.0).await?;
        task.cancel();
        let ended = task.await;
        print(format!("{:?}", ended.map_err(|error| error.kind())));
        Ok(())
    }
    for (levels, printed) in [(400, "Err(\"CancelledError\")\n"), (2000, "Ok(())\n")] {
        let (end, trace) = twin::run(Box::pin(async move { run(coro!(main(levels))).await }));
        assert_eq!(end, End::Finished);
        assert!(trace.texts.iter().any(|text| text == printed), "{levels} levels");
    }
}

twin!(two_tasks_wait_for_each_other, {
    async fn main() -> Result {
        let tasks = Tasks::default();
        for other in [1, 0] {
            let task = create_task(Coroutine::new("child", wait_for_nth(tasks.clone(), other)));
            tasks.borrow_mut().push(task);
        }
        sleep(1.0).await?;
        print("main");
        let first = tasks.borrow()[0].clone();
        first.await
    }
    run(coro!(main())).await
});

fn program(top_level: impl std::future::Future<Output = Result> + 'static) -> Program {
    Program::new(twin::EPOCH, Box::pin(top_level))
}

async fn spin() -> Result {
    loop {
        sleep(0.0).await?;
    }
}

#[test]
fn p28_a_task_that_spins_is_stopped_by_every_limit() {
    let unlimited = Limits::default();
    let cases = [
        (Limits { steps: 100, ..unlimited }, Limit::Steps(100)),
        (Limits { records: 1000, ..unlimited }, Limit::Records(1000)),
    ];
    for (limits, limit) in cases {
        let mut program = program(async { run(coro!(spin())).await });
        assert_eq!(program.run_virtual(limits), End::Limited(limit));
        // It stays stopped.
        assert_eq!(program.advance(Instant::MAX, Stride::Turn), Advance::Ended(End::Limited(limit)));
        let records = program.take_records().records;
        let told = records.iter().position(|record| record.kind == Kind::LimitReached(limit)).expect("it is recorded");
        assert!(records[told + 1..].iter().all(|record| record.kind == Kind::IterationEnd), "nothing ran after it");
    }
}

#[test]
fn p28_a_limit_in_the_middle_of_an_iteration_ends_the_run() {
    async fn main() -> Result {
        for _ in 0..10 {
            drop(create_task(coro!(spin())));
        }
        spin().await
    }
    let mut program = program(async { run(coro!(main())).await });
    let end = program.run_virtual(Limits { steps: 5, ..Limits::default() });
    assert_eq!(end, End::Limited(Limit::Steps(5)));
}

#[test]
fn p28_a_program_that_sleeps_for_ever_is_stopped_by_the_clock() {
    async fn main() -> Result {
        loop {
            sleep(3600.0).await?;
        }
    }
    let day = Instant::from_secs_f64(86_400.0);
    let mut program = program(async { run(coro!(main())).await });
    assert_eq!(program.run_virtual(Limits { time: day, ..Limits::default() }), End::Limited(Limit::Time(day)));
}

/// Turn by turn or entry by entry, whoever drives: the same trace.
#[test]
fn p14_every_stride_gives_the_same_trace() {
    async fn work(n: f64) -> Result {
        for _ in 0..3 {
            sleep(n / 10.0).await?;
            sleep(0.0).await?;
        }
        Ok(())
    }
    async fn main() -> Result {
        gather([1.0, 2.0, 3.0].map(|n| coro!(work(n)))).await?;
        Ok(())
    }
    let traced = |stride| {
        let mut program = program(async {
            run(coro!(main())).await?;
            run(coro!(main())).await
        });
        let mut trace = Trace::default();
        let mut now = Instant::ZERO;
        loop {
            match program.advance(now, stride) {
                Advance::Now => {}
                Advance::At(deadline) => {
                    program.jump(deadline);
                    now = deadline;
                }
                Advance::Ended(end) => {
                    assert_eq!(end, End::Finished);
                    trace.append(program.take_records());
                    return trace;
                }
            }
            trace.append(program.take_records());
        }
    };
    assert_eq!(traced(Stride::Turn), traced(Stride::Entry));
}

#[test]
fn awaiting_at_top_level_is_a_syntax_error() {
    let (end, _) = twin::run(Box::pin(async { sleep(1.0).await }));
    assert_eq!(end, End::Raised(Exception::new("SyntaxError", "'await' outside function")));
}

#[test]
fn p25_a_program_within_a_program_is_refused_and_both_stay_whole() {
    async fn main() -> Result {
        print("before");
        let mut inner = program(async {
            print("inner");
            Ok(())
        });
        let end = inner.run_virtual(Limits::default());
        let message = "cannot run an executor while another one runs on the same thread; \
                       spawn a task on the running one instead";
        assert_eq!(end, End::Raised(Exception::runtime(message)));
        drop(inner);
        print("after");
        Ok(())
    }
    let (end, trace) = twin::run(Box::pin(async { run(coro!(main())).await }));
    assert_eq!(end, End::Finished);
    assert!(trace.texts.iter().any(|text| text == "after\n"));
}

#[test]
fn a_deadlock_names_who_waits_for_what() {
    async fn child(future: Future<()>) -> Result {
        future.await
    }
    async fn main() -> Result {
        let future = get_running_loop()?.create_future();
        create_task(coro!(child(future))).named("stuck").await
    }
    let (end, _) = twin::run(Box::pin(async { run(coro!(main())).await }));
    let End::Deadlocked(waiters) = end else { panic!("it ended: {end:?}") };
    let told: Vec<_> = waiters.iter().map(|waiter| (waiter.name.as_str(), waiter.waiting)).collect();
    use loopscope_executor::trace::Waiting;
    assert_eq!(told, [("Task-1", Waiting::Task(2)), ("stuck", Waiting::Future(1))]);
}

#[test]
fn an_uncaught_exception_is_written_with_its_module() {
    async fn main() -> Result {
        get_running_loop()?.create_future::<()>().result()
    }
    let (_, trace) = twin::run(Box::pin(async { run(coro!(main())).await }));
    let written: Vec<_> = trace
        .records
        .iter()
        .filter_map(|record| match record.kind {
            Kind::Output { stream: Stream::Stderr, text } => Some(trace.text(text)),
            _ => None,
        })
        .collect();
    assert_eq!(
        written,
        ["Traceback (most recent call last):\nasyncio.exceptions.InvalidStateError: Result is not set.\n"]
    );
}
