//! The loop, entered and left by module-level code. The Python twins are in `oracle/event_loop.py`.

use loopscope_asyncio::prelude::*;

use crate::twin::twin;

#[test]
fn every_scenario_has_a_twin() {
    crate::twin::all_have_twins(file!(), include_str!("event_loop.rs"));
}

fn show<T>(result: Result<T>) {
    match result {
        Ok(_) => print("None"),
        Err(exception) => print(format!("{}: {}", exception.kind(), exception.message())),
    }
}

async fn value(name: &'static str, seconds: f64) -> Result<&'static str> {
    sleep(seconds).await?;
    print(name);
    Ok(name)
}

async fn bad() -> Result {
    Err(Exception::value("bad"))
}

twin!(run_until_complete_returns_and_raises_and_may_be_called_again, {
    let event_loop = new_event_loop();
    print(event_loop.run_until_complete(coro!(value("one", 1.0))).await?);
    show(event_loop.run_until_complete(coro!(bad())).await);
    let task = event_loop.create_task(coro!(value("two", 1.0)));
    print(event_loop.run_until_complete(&task).await?);
    print(event_loop.run_until_complete(&task).await?);
    let future = event_loop.create_future();
    future.set_result("three")?;
    print(event_loop.run_until_complete(future).await?);
    event_loop.close()
});

twin!(a_task_that_is_not_waited_for_goes_on_in_the_next_run, {
    async fn ticks() -> Result {
        for n in 0..4 {
            print(format!("tick {n}"));
            sleep(1.0).await?;
        }
        Ok(())
    }
    let event_loop = new_event_loop();
    let task = event_loop.create_task(coro!(ticks()));
    event_loop.run_until_complete(sleep(1.5)).await?;
    print(format!("between {}", truth(task.done())));
    time::sleep(5.0);
    event_loop.run_until_complete(task).await?;
    print("end");
    event_loop.close()
});

twin!(run_forever_until_stop, {
    fn stop_later(event_loop: &EventLoop) {
        let stopped = event_loop.clone();
        event_loop.call_later(2.0, "stop", move || stopped.stop());
    }
    let event_loop = new_event_loop();
    stop_later(&event_loop);
    event_loop.call_later(1.0, "print", || print("one"));
    event_loop.call_later(3.0, "print", || print("three"));
    event_loop.run_forever().await?;
    print("stopped");
    stop_later(&event_loop);
    event_loop.run_forever().await?;
    print("stopped again");
    event_loop.close()
});

twin!(stop_before_run_forever_runs_one_iteration, {
    let event_loop = new_event_loop();
    let inner = event_loop.clone();
    event_loop.call_soon("first", move || {
        print("first");
        inner.call_soon("second", || print("second"));
    });
    for left in ["left", "left again", "nothing was there"] {
        event_loop.stop();
        event_loop.run_forever().await?;
        print(left);
    }
    event_loop.close()
});

twin!(after_stop_the_rest_of_the_iteration_runs, {
    let event_loop = new_event_loop();
    let inner = event_loop.clone();
    event_loop.call_soon("halt", move || {
        inner.stop();
        inner.call_soon("print", || print("next run"));
        print("halt");
    });
    event_loop.call_soon("print", || print("same iteration"));
    event_loop.run_forever().await?;
    print("left");
    let stopped = event_loop.clone();
    event_loop.call_soon("stop", move || stopped.stop());
    event_loop.run_forever().await?;
    event_loop.close()
});

twin!(stop_within_a_task, {
    async fn child() -> Result<&'static str> {
        get_running_loop()?.stop();
        print("stopping");
        sleep(0.0).await?;
        print("in the next run");
        Ok("value")
    }
    let event_loop = new_event_loop();
    let task = event_loop.create_task(coro!(child()));
    event_loop.run_forever().await?;
    print(format!("left {}", truth(task.done())));
    print(event_loop.run_until_complete(task).await?);
    event_loop.close()
});

twin!(stopped_before_the_future_was_done, {
    let event_loop = new_event_loop();
    let task = event_loop.create_task(coro!(value("late", 2.0)));
    let stopped = event_loop.clone();
    event_loop.call_later(1.0, "stop", move || stopped.stop());
    show(event_loop.run_until_complete(&task).await);
    // The first run's callback is gone: the task's end does not stop this one.
    let stopped = event_loop.clone();
    event_loop.call_later(3.0, "stop", move || stopped.stop());
    event_loop.call_later(2.0, "print", || print("still running"));
    event_loop.run_forever().await?;
    print(task.result()?);
    event_loop.close()
});

twin!(a_closed_loop_does_not_run, {
    let event_loop = new_event_loop();
    print(truth(event_loop.is_closed()));
    event_loop.close()?;
    event_loop.close()?;
    print(truth(event_loop.is_closed()));
    show(event_loop.run_until_complete(coro!(bad())).await);
    show(event_loop.run_forever().await);
    show(event_loop.create_task(coro!(bad())).result());
    Ok(())
});

twin!(a_running_loop_does_not_close_and_does_not_run_again, {
    async fn main() -> Result {
        let event_loop = get_running_loop()?;
        show(event_loop.close());
        show(event_loop.run_until_complete(coro!(bad())).await);
        show(event_loop.run_forever().await);
        show(new_event_loop().run_forever().await);
        show(run(coro!(bad())).await);
        print(truth(event_loop.is_closed()));
        Ok(())
    }
    let event_loop = new_event_loop();
    event_loop.run_until_complete(coro!(main())).await?;
    event_loop.close()
});

twin!(no_loop_runs_at_top_level, {
    show(get_running_loop());
    Ok(())
});

twin!(what_was_queued_before_the_run, {
    let event_loop = new_event_loop();
    event_loop.call_soon("print", || print("callback"));
    event_loop.call_later(0.0, "print", || print("timer"));
    let task = event_loop.create_task(coro!(value("task", 0.0)));
    event_loop.run_until_complete(task).await?;
    event_loop.close()
});

twin!(tasks_made_at_top_level_wait_for_the_run, {
    async fn work(x: u32) -> Result<&'static str> {
        print(format!("waiting: {x}"));
        Ok("finished")
    }
    let event_loop = new_event_loop();
    set_event_loop(&event_loop);
    let event_loop = get_event_loop();
    let task = event_loop.create_task(coro!(work(2)));
    let other = ensure_future(coro!(work(3)));
    print(format!("{} {} {}", truth(task.done()), truth(other.done()), other.get_name()));
    let start = time::time();
    event_loop.run_until_complete(&task).await?;
    let elapsed = float(time::time() - start);
    print(format!("Time: {elapsed} {} {}", truth(task.done()), truth(other.done())));
    print(task.result()?);
    event_loop.close()
});

twin!(two_loops_keep_apart, {
    let (one, two) = (new_event_loop(), new_event_loop());
    let task = one.create_task(coro!(value("task of one", 1.0)));
    one.call_soon("print", || print("callback of one"));
    one.call_later(3.5, "print", || print("timer of one"));
    two.run_until_complete(coro!(value("task of two", 3.0))).await?;
    print("two left");
    one.run_until_complete(task).await?;
    print("one left");
    one.close()?;
    two.close()
});

twin!(what_a_closed_loop_had_queued_never_runs, {
    async fn first() -> Result {
        get_running_loop()?.call_later(1.0, "print", || print("never: timer"));
        print("first");
        Ok(())
    }
    async fn second() -> Result {
        sleep(5.0).await?;
        print("second");
        Ok(())
    }
    run(coro!(first())).await?;
    run(coro!(second())).await
});

twin!(a_timer_is_overdue_in_a_later_run, {
    let event_loop = new_event_loop();
    event_loop.call_later(1.0, "print", || print("timer"));
    event_loop.run_until_complete(coro!(value("first", 0.5))).await?;
    time::sleep(2.0);
    print("top level");
    event_loop.run_until_complete(coro!(value("second", 0.0))).await?;
    event_loop.close()
});

twin!(a_cancelled_timer_or_callback_does_not_run, {
    async fn main() -> Result {
        let event_loop = get_running_loop()?;
        let timer = event_loop.call_later(1.0, "print", || print("never"));
        let handle = event_loop.call_soon("print", || print("never"));
        event_loop.call_later(2.0, "print", || print("two"));
        timer.cancel();
        handle.cancel();
        sleep(3.0).await?;
        print("main");
        Ok(())
    }
    run(coro!(main())).await
});

twin!(the_article_s_first_program, {
    async fn example() -> Result {
        print(time::localtime());
        sleep(2.0).await?;
        print("===========");
        print(time::localtime());
        Ok(())
    }
    let coroutine = coro!(example());
    let event_loop = get_event_loop();
    event_loop.run_until_complete(coroutine).await?;
    event_loop.close()
});

twin!(an_exception_in_a_callback_is_reported, {
    async fn main() -> Result {
        let event_loop = get_running_loop()?;
        event_loop.call_soon("bad", || -> Result { Err(Exception::value("bad")) });
        event_loop.call_soon("print", || print("good"));
        event_loop.call_later(1.0, "bad", || -> Result { Err(Exception::value("bad")) });
        sleep(2.0).await?;
        print("main");
        Ok(())
    }
    run(coro!(main())).await
});
