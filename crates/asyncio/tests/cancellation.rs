//! `Task.cancel`: a counted request, delivered at the next step. The Python twins are in `oracle/cancellation.py`.

use std::cell::RefCell;
use std::fmt::Display;
use std::rc::Rc;

use loopscope_asyncio::prelude::*;

use crate::twin::twin;

#[test]
fn every_scenario_has_a_twin() {
    crate::twin::all_have_twins(file!(), include_str!("cancellation.rs"));
}

/// How a task ended, as its awaiter sees it.
async fn ending<T: Clone + Display + 'static>(task: &Task<T>) -> Result {
    match task.await {
        Ok(value) => print(format!("value {value}")),
        Err(error) if error.is_cancelled() => print("CancelledError"),
        Err(error) => print(format!("{} {}", error.kind(), error.message())),
    }
    print(format!("{} {} {}", truth(task.done()), truth(task.cancelled()), task.cancelling()));
    Ok(())
}

fn cancelling() -> u32 {
    current_task().map_or(0, |task| task.cancelling())
}

fn cancel_myself() {
    current_task().expect("called by a task").cancel();
}

async fn never() -> Result<&'static str> {
    print("never");
    Ok("None")
}

/// Sleeps for ten seconds and lets `wake` answer the cancellation.
async fn sleeper(on_cancel: fn()) -> Result<&'static str> {
    let slept = sleep(10.0).await;
    if slept.is_err() {
        on_cancel();
    }
    slept.map(|()| "None")
}

twin!(before_the_first_step_the_body_never_runs, {
    async fn main() -> Result {
        let task = create_task(coro!(never()));
        print(format!("{} {} {}", truth(task.cancel()), task.cancelling(), truth(task.done())));
        ending(&task).await
    }
    run(coro!(main())).await
});

twin!(while_sleeping, {
    async fn main() -> Result {
        let task = create_task(coro!(sleeper(|| print("cancelled"))));
        sleep(1.0).await?;
        print(format!("{} {}", truth(task.cancel()), truth(task.done())));
        ending(&task).await
    }
    run(coro!(main())).await
});

twin!(while_giving_way, {
    async fn child() -> Result<&'static str> {
        for n in 0..9 {
            print(format!("step {n}"));
            sleep(0.0).await?;
        }
        Ok("None")
    }
    async fn main() -> Result {
        let task = create_task(coro!(child()));
        sleep(0.0).await?;
        sleep(0.0).await?;
        task.cancel();
        ending(&task).await
    }
    run(coro!(main())).await
});

twin!(while_waiting_for_a_future, {
    async fn child(future: Future<i32>) -> Result<i32> {
        future.await
    }
    async fn main() -> Result {
        let future = get_running_loop()?.create_future();
        let task = create_task(coro!(child(future.clone())));
        sleep(0.0).await?;
        print(format!("{} {}", truth(task.cancel()), truth(future.cancelled())));
        ending(&task).await
    }
    run(coro!(main())).await
});

twin!(while_waiting_for_a_task_that_waits_for_a_task, {
    async fn level(n: u32) -> Result<&'static str> {
        let waited = if n == 0 { sleep(10.0).await.map(|()| "None") } else { create_task(coro!(level(n - 1))).await };
        if waited.is_err() {
            print(format!("level {n} {}", cancelling()));
        }
        waited
    }
    async fn main() -> Result {
        let task = create_task(coro!(level(2)));
        sleep(1.0).await?;
        task.cancel();
        ending(&task).await
    }
    run(coro!(main())).await
});

twin!(during_its_own_step_before_an_await, {
    async fn child() -> Result<&'static str> {
        cancel_myself();
        print("still running");
        coro!(sleeper(|| print("cancelled at the await"))).await
    }
    async fn main() -> Result {
        ending(&create_task(coro!(child()))).await
    }
    run(coro!(main())).await
});

twin!(during_its_own_step_before_giving_way, {
    async fn child() -> Result<&'static str> {
        cancel_myself();
        let gave_way = sleep(0.0).await;
        if gave_way.is_err() {
            print("cancelled");
        }
        gave_way.map(|()| "None")
    }
    async fn main() -> Result {
        ending(&create_task(coro!(child()))).await
    }
    run(coro!(main())).await
});

twin!(during_its_own_last_step_the_value_is_lost, {
    async fn child() -> Result<i32> {
        cancel_myself();
        Ok(5)
    }
    async fn main() -> Result {
        ending(&create_task(coro!(child()))).await
    }
    run(coro!(main())).await
});

twin!(during_its_own_last_step_an_exception_wins, {
    async fn child() -> Result<i32> {
        cancel_myself();
        Err(Exception::value("bad"))
    }
    async fn main() -> Result {
        ending(&create_task(coro!(child()))).await
    }
    run(coro!(main())).await
});

twin!(during_its_own_step_an_await_of_what_is_done_does_not_raise, {
    async fn child() -> Result<i32> {
        let future = get_running_loop()?.create_future();
        future.set_result("done")?;
        cancel_myself();
        print(future.await?);
        sleep(1.0).await?;
        print("never");
        Ok(0)
    }
    async fn main() -> Result {
        ending(&create_task(coro!(child()))).await
    }
    run(coro!(main())).await
});

twin!(twice_is_counted_and_delivered_once, {
    async fn child() -> Result<i32> {
        let slept = sleep(10.0).await;
        if slept.is_err() {
            print(format!("cancelled {}", cancelling()));
            sleep(1.0).await?;
            print("cleaned up");
        }
        slept.map(|()| 0)
    }
    async fn main() -> Result {
        let task = create_task(coro!(child()));
        sleep(1.0).await?;
        print(format!("{} {}", truth(task.cancel()), truth(task.cancel())));
        ending(&task).await
    }
    run(coro!(main())).await
});

twin!(twice_before_the_first_step, {
    async fn main() -> Result {
        let task = create_task(coro!(never()));
        print(format!("{} {} {}", truth(task.cancel()), truth(task.cancel()), task.cancelling()));
        ending(&task).await
    }
    run(coro!(main())).await
});

twin!(again_during_the_clean_up, {
    async fn child() -> Result<i32> {
        let slept = sleep(10.0).await;
        print("cleaning up");
        let cleaned = sleep(10.0).await;
        if cleaned.is_err() {
            print(format!("cancelled again {}", cancelling()));
        }
        cleaned.and(slept).map(|()| 0)
    }
    async fn main() -> Result {
        let task = create_task(coro!(child()));
        sleep(1.0).await?;
        task.cancel();
        sleep(1.0).await?;
        task.cancel();
        ending(&task).await
    }
    run(coro!(main())).await
});

twin!(swallowed_and_returned, {
    async fn child() -> Result<&'static str> {
        if sleep(10.0).await.is_err() {
            print("swallowed");
        }
        Ok("finished")
    }
    async fn main() -> Result {
        let task = create_task(coro!(child()));
        sleep(1.0).await?;
        task.cancel();
        ending(&task).await
    }
    run(coro!(main())).await
});

twin!(swallowed_and_then_slept_on, {
    async fn child() -> Result<&'static str> {
        if sleep(10.0).await.is_err() {
            print(format!("swallowed {}", cancelling()));
        }
        sleep(3.0).await?;
        Ok("slept")
    }
    async fn main() -> Result {
        let task = create_task(coro!(child()));
        sleep(1.0).await?;
        task.cancel();
        ending(&task).await
    }
    run(coro!(main())).await
});

twin!(answered_with_another_exception, {
    async fn child() -> Result<i32> {
        sleep(10.0).await.map_err(|_| Exception::value("instead"))?;
        Ok(0)
    }
    async fn main() -> Result {
        let task = create_task(coro!(child()));
        sleep(1.0).await?;
        task.cancel();
        ending(&task).await
    }
    run(coro!(main())).await
});

twin!(swallowed_by_the_inner_task_the_outer_one_goes_on, {
    async fn inner() -> Result<&'static str> {
        let _ = sleep(10.0).await;
        Ok("inner value")
    }
    async fn outer() -> Result<&'static str> {
        print(create_task(coro!(inner())).await?);
        Ok("outer value")
    }
    async fn main() -> Result {
        let task = create_task(coro!(outer()));
        sleep(1.0).await?;
        task.cancel();
        ending(&task).await
    }
    run(coro!(main())).await
});

twin!(uncancel_takes_requests_back, {
    async fn child() -> Result<&'static str> {
        if sleep(10.0).await.is_err() {
            let task = current_task().expect("called by a task");
            print(format!("{} {} {} {}", task.cancelling(), task.uncancel(), task.uncancel(), task.uncancel()));
        }
        Ok("finished")
    }
    async fn main() -> Result {
        let task = create_task(coro!(child()));
        sleep(1.0).await?;
        task.cancel();
        task.cancel();
        ending(&task).await
    }
    run(coro!(main())).await
});

twin!(uncancel_before_the_first_step_takes_the_request_back_since_313, {
    async fn main() -> Result {
        let task = create_task(coro!(never()));
        task.cancel();
        print(task.uncancel());
        ending(&task).await
    }
    run(coro!(main())).await
});

twin!(a_done_task_cannot_be_cancelled, {
    async fn child() -> Result<i32> {
        Ok(5)
    }
    async fn main() -> Result {
        let task = create_task(coro!(child()));
        (&task).await?;
        print(format!("{} {}", truth(task.cancel()), task.cancelling()));
        ending(&task).await
    }
    run(coro!(main())).await
});

twin!(p10_after_the_result_came_the_value_is_lost_for_this_waiter, {
    async fn child(future: Future<i32>) -> Result<i32> {
        let waited = (&future).await;
        if waited.is_err() {
            print(format!("cancelled {}", future.result()?));
        }
        waited
    }
    async fn main() -> Result {
        let future = get_running_loop()?.create_future();
        let task = create_task(coro!(child(future.clone())));
        sleep(0.0).await?;
        future.set_result(5)?;
        print(format!("{} {}", truth(task.cancel()), truth(future.cancelled())));
        ending(&task).await
    }
    run(coro!(main())).await
});

twin!(p10_after_an_exception_came_cancellation_is_what_is_raised, {
    async fn child(future: Future<i32>) -> Result<i32> {
        let waited = future.await;
        if let Err(error) = &waited {
            print(error.kind());
        }
        waited
    }
    async fn main() -> Result {
        let future = get_running_loop()?.create_future();
        let task = create_task(coro!(child(future.clone())));
        sleep(0.0).await?;
        future.set_exception(Exception::value("bad"))?;
        task.cancel();
        ending(&task).await
    }
    run(coro!(main())).await
});

async fn one_second() -> Result<&'static str> {
    print(if sleep(1.0).await.is_ok() { "slept" } else { "cancelled" });
    Ok("None")
}

twin!(at_the_very_moment_of_its_deadline, {
    async fn main() -> Result {
        let task = create_task(coro!(one_second()));
        sleep(0.0).await?;
        let cancelled = task.clone();
        get_running_loop()?.call_later(1.0, "cancel", move || print(truth(cancelled.cancel())));
        ending(&task).await
    }
    run(coro!(main())).await
});

twin!(just_before_its_deadline_in_the_same_iteration, {
    async fn main() -> Result {
        let slot = Rc::new(RefCell::new(None::<Task<&'static str>>));
        let filled = slot.clone();
        get_running_loop()?.call_later(1.0, "cancel", move || {
            let task = filled.borrow_mut().take();
            print(truth(task.is_some_and(|task| task.cancel())));
        });
        let task = create_task(coro!(one_second()));
        slot.replace(Some(task.clone()));
        ending(&task).await
    }
    run(coro!(main())).await
});

twin!(through_coroutines_awaited_inline, {
    async fn leaf() -> Result<i32> {
        let slept = sleep(10.0).await;
        print("leaf");
        slept.map(|()| 0)
    }
    async fn middle() -> Result<i32> {
        let left = coro!(leaf()).await;
        print("middle");
        left
    }
    async fn child() -> Result<i32> {
        let left = coro!(middle()).await;
        print("child");
        left
    }
    async fn main() -> Result {
        let task = create_task(coro!(child()));
        sleep(1.0).await?;
        task.cancel();
        ending(&task).await
    }
    run(coro!(main())).await
});

twin!(main_cancels_itself, {
    async fn main() -> Result {
        cancel_myself();
        print("main");
        sleep(1.0).await?;
        print("never");
        Ok(())
    }
    run(coro!(main())).await
});

twin!(an_awaiter_is_not_cancelled_by_its_task_s_cancellation, {
    async fn waiter(task: Task<&'static str>) -> Result<&'static str> {
        if task.await.is_err() {
            print(format!("seen {}", cancelling()));
        }
        sleep(1.0).await?;
        Ok("goes on")
    }
    async fn main() -> Result {
        let task = create_task(coro!(sleeper(|| {})));
        let other = create_task(coro!(waiter(task.clone())));
        sleep(1.0).await?;
        task.cancel();
        ending(&other).await
    }
    run(coro!(main())).await
});

twin!(a_sleep_that_was_cancelled_does_not_hold_the_clock, {
    async fn main() -> Result {
        let task = create_task(coro!(sleeper(|| {})));
        sleep(1.0).await?;
        task.cancel();
        ending(&task).await?;
        sleep(20.0).await?;
        print("main");
        Ok(())
    }
    run(coro!(main())).await
});
