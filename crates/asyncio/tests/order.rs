//! Who runs when: turns, wake-ups, callbacks and timers. The Python twins are in `oracle/order.py`.

use loopscope_asyncio::prelude::*;

use crate::twin::twin;

#[test]
fn every_scenario_has_a_twin() {
    crate::twin::all_have_twins(file!(), include_str!("order.rs"));
}

twin!(two_tasks_take_turns_at_sleep_zero, {
    async fn say(name: char) -> Result {
        for n in 0..2 {
            print(format!("{name}{n}"));
            sleep(0.0).await?;
        }
        Ok(())
    }
    async fn main() -> Result {
        let a = create_task(coro!(say('a')));
        let b = create_task(coro!(say('b')));
        a.await?;
        b.await
    }
    run(coro!(main())).await
});

twin!(set_result_wakes_three_waiters_before_a_later_call_soon, {
    async fn wait(n: u32, future: Future<&'static str>) -> Result {
        let value = future.await?;
        print(format!("waiter {n}: {value}"));
        Ok(())
    }
    async fn main() -> Result {
        let event_loop = get_running_loop()?;
        let future = event_loop.create_future();
        let tasks: Vec<_> = (0..3).map(|n| create_task(coro!(wait(n, future.clone())))).collect();
        sleep(0.0).await?;
        future.set_result("x")?;
        event_loop.call_soon("print", || print("called"));
        print("set");
        for task in tasks {
            task.await?;
        }
        Ok(())
    }
    run(coro!(main())).await
});

twin!(sleep_zero_takes_one_iteration, {
    async fn main() -> Result {
        print("before");
        sleep(0.0).await?;
        print("after");
        Ok(())
    }
    run(coro!(main())).await
});

twin!(a_task_takes_two_iterations, {
    async fn child() -> Result<i32> {
        print("child");
        Ok(5)
    }
    async fn main() -> Result {
        print("before");
        print(create_task(coro!(child())).await?);
        Ok(())
    }
    run(coro!(main())).await
});

twin!(a_future_set_by_call_soon_takes_two_iterations, {
    async fn main() -> Result {
        let event_loop = get_running_loop()?;
        let future = event_loop.create_future();
        let set = future.clone();
        event_loop.call_soon("set_result", move || set.set_result(5));
        print("before");
        print(future.await?);
        Ok(())
    }
    run(coro!(main())).await
});

twin!(gather_takes_three_iterations, {
    async fn child() -> Result<i32> {
        print("child");
        Ok(5)
    }
    async fn main() -> Result {
        print("before");
        print(gather([coro!(child())]).await?[0]);
        Ok(())
    }
    run(coro!(main())).await
});

twin!(a_coroutine_awaited_inline_does_not_yield, {
    async fn inner() -> Result<i32> {
        print("inner");
        Ok(1)
    }
    async fn outer() -> Result<i32> {
        print("outer");
        Ok(1 + coro!(inner()).await?)
    }
    async fn other() -> Result {
        print("other");
        Ok(())
    }
    async fn main() -> Result {
        let task = create_task(coro!(other()));
        print(coro!(outer()).await?);
        print("main goes on");
        task.await
    }
    run(coro!(main())).await
});

twin!(a_created_task_does_not_run_yet, {
    async fn child() -> Result {
        print("child");
        Ok(())
    }
    async fn main() -> Result {
        let task = create_task(coro!(child()));
        print(format!("created {}", truth(task.done())));
        sleep(0.0).await?;
        print(format!("gave way {}", truth(task.done())));
        Ok(())
    }
    run(coro!(main())).await
});

twin!(awaiting_what_is_done_does_not_yield, {
    async fn child() -> Result<&'static str> {
        Ok("c")
    }
    async fn other() -> Result {
        print("other");
        Ok(())
    }
    async fn main() -> Result {
        let future = get_running_loop()?.create_future();
        future.set_result("f")?;
        let task = create_task(coro!(child()));
        (&task).await?;
        let last = create_task(coro!(other()));
        print(future.await?);
        print((&task).await?);
        print(task.await?);
        last.await
    }
    run(coro!(main())).await
});

twin!(callbacks_run_in_the_order_of_their_calls, {
    async fn main() -> Result {
        let event_loop = get_running_loop()?;
        event_loop.call_soon("first", || print("first"));
        let inner = event_loop.clone();
        event_loop.call_soon("nested", move || {
            print("nested");
            inner.call_soon("next", || print("next iteration"));
        });
        event_loop.call_soon("third", || print("third"));
        sleep(0.0).await?;
        print("main");
        sleep(0.0).await?;
        print("main again");
        Ok(())
    }
    run(coro!(main())).await
});

twin!(callbacks_and_steps_share_one_queue, {
    async fn child(name: &'static str) -> Result {
        print(name);
        Ok(())
    }
    async fn main() -> Result {
        let a = create_task(coro!(child("task a")));
        get_running_loop()?.call_soon("print", || print("callback"));
        let b = create_task(coro!(child("task b")));
        b.await?;
        a.await
    }
    run(coro!(main())).await
});

twin!(children_of_children_run_a_generation_at_a_time, {
    async fn tree(name: String, depth: u32) -> Result {
        print(&name);
        if depth > 0 {
            gather([coro!(tree(format!("{name}l"), depth - 1)), coro!(tree(format!("{name}r"), depth - 1))]).await?;
            print(format!("{name} done"));
        }
        Ok(())
    }
    run(coro!(tree("t".to_owned(), 2))).await
});

twin!(a_callback_may_create_a_task, {
    async fn child() -> Result {
        print(format!("child {}", current_task().map(|task| task.get_name()).unwrap_or_default()));
        Ok(())
    }
    async fn main() -> Result {
        get_running_loop()?.call_soon("create", || drop(create_task(coro!(child()))));
        for n in 0..3 {
            print(format!("main {n}"));
            sleep(0.0).await?;
        }
        Ok(())
    }
    run(coro!(main())).await
});

twin!(p05_a_future_that_is_set_before_the_first_step, {
    async fn wait(future: Future<&'static str>) -> Result {
        print(future.await?);
        Ok(())
    }
    async fn main() -> Result {
        let future = get_running_loop()?.create_future();
        let task = create_task(coro!(wait(future.clone())));
        future.set_result("early")?;
        task.await
    }
    run(coro!(main())).await
});

twin!(p06_a_task_that_always_gives_way_starves_nobody, {
    async fn spin() -> Result {
        for _ in 0..6 {
            sleep(0.0).await?;
        }
        print("spun");
        Ok(())
    }
    async fn other() -> Result {
        print("other");
        sleep(0.0).await?;
        print("other again");
        Ok(())
    }
    async fn main() -> Result {
        get_running_loop()?.call_later(0.0, "print", || print("timer"));
        for task in [create_task(coro!(spin())), create_task(coro!(other()))] {
            task.await?;
        }
        Ok(())
    }
    run(coro!(main())).await
});

twin!(call_later_in_the_past_runs_after_what_is_ready, {
    async fn main() -> Result {
        let event_loop = get_running_loop()?;
        event_loop.call_later(-1.0, "late", || print("call_later(-1)"));
        event_loop.call_soon("soon", || print("call_soon"));
        sleep(0.5).await?;
        print("main");
        Ok(())
    }
    run(coro!(main())).await
});

twin!(overdue_timers_run_after_what_is_ready_in_order_of_their_deadlines, {
    async fn main() -> Result {
        let event_loop = get_running_loop()?;
        for seconds in [0.3, 0.1, 0.2, 9.0] {
            event_loop.call_later(seconds, "print", move || print(num(seconds)));
        }
        event_loop.call_soon("print", || print("soon"));
        time::sleep(1.0);
        event_loop.call_soon("print", || print("soon after the block"));
        sleep(0.0).await?;
        print("main");
        sleep(0.0).await?;
        print("main again");
        Ok(())
    }
    run(coro!(main())).await
});

twin!(equal_deadlines_fire_in_the_order_of_their_making, {
    async fn nap(name: &'static str) -> Result {
        sleep(1.0).await?;
        print(name);
        Ok(())
    }
    async fn main() -> Result {
        get_running_loop()?.call_later(1.0, "print", || print("call_later"));
        create_task(coro!(nap("sleep"))).await
    }
    run(coro!(main())).await
});

twin!(a_sleep_wakes_one_iteration_after_a_callback_of_the_same_deadline, {
    async fn nap() -> Result {
        sleep(1.0).await?;
        print("sleep");
        Ok(())
    }
    async fn main() -> Result {
        let task = create_task(coro!(nap()));
        sleep(0.0).await?;
        get_running_loop()?.call_later(1.0, "print", || print("call_later"));
        task.await?;
        print("main");
        Ok(())
    }
    run(coro!(main())).await
});

twin!(p14_every_deadline_gets_an_iteration_of_its_own, {
    async fn nap(seconds: f64) -> Result {
        sleep(seconds).await?;
        print(float(seconds));
        Ok(())
    }
    async fn main() -> Result {
        gather([coro!(nap(0.3)), coro!(nap(0.1)), coro!(nap(0.2))]).await?;
        Ok(())
    }
    run(coro!(main())).await
});

twin!(p06_timers_are_looked_at_in_every_iteration, {
    async fn main() -> Result {
        get_running_loop()?.call_later(0.25, "print", || print("timer"));
        for n in 0..4 {
            print(n);
            time::sleep(0.1);
            sleep(0.0).await?;
        }
        Ok(())
    }
    run(coro!(main())).await
});
