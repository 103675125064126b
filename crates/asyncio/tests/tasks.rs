//! `asyncio.Task`: names, results, what it is. The Python twins are in `oracle/tasks.py`.

use std::cell::RefCell;
use std::rc::Rc;

use loopscope_asyncio::prelude::*;

use crate::twin::twin;

#[test]
fn every_scenario_has_a_twin() {
    crate::twin::all_have_twins(file!(), include_str!("tasks.rs"));
}

fn show<T>(result: Result<T>) {
    match result {
        Ok(_) => print("None"),
        Err(exception) => print(format!("{}: {}", exception.kind(), exception.message())),
    }
}

fn name() -> String {
    current_task().map(|task| task.get_name()).unwrap_or_default()
}

async fn tell_name() -> Result {
    print(name());
    Ok(())
}

twin!(tasks_are_named_by_number, {
    async fn main() -> Result {
        print(name());
        let tasks = [create_task(coro!(tell_name())), create_task(coro!(tell_name()))];
        for task in &tasks {
            print(format!("made {}", task.get_name()));
        }
        for task in tasks {
            task.await?;
        }
        Ok(())
    }
    run(coro!(main())).await
});

twin!(a_name_from_the_start_uses_up_no_number_since_313, {
    async fn main() -> Result {
        let a = create_task(coro!(tell_name()));
        let b = create_task(coro!(tell_name())).named("tea");
        let c = create_task(coro!(tell_name()));
        c.set_name("renamed");
        let d = create_task(coro!(tell_name()));
        for task in [a, b, c, d] {
            task.await?;
        }
        Ok(())
    }
    run(coro!(main())).await
});

twin!(a_name_given_to_the_loop_s_create_task_uses_up_no_number, {
    async fn main() -> Result {
        let event_loop = get_running_loop()?;
        let a = event_loop.create_task(coro!(tell_name()));
        let b = event_loop.create_task(coro!(tell_name())).named("tea");
        let c = event_loop.create_task(coro!(tell_name()));
        c.set_name("renamed");
        let d = event_loop.create_task(coro!(tell_name()));
        for task in [a, b, c, d] {
            task.await?;
        }
        Ok(())
    }
    run(coro!(main())).await
});

twin!(a_task_is_a_future, {
    async fn child() -> Result<i32> {
        Ok(5)
    }
    async fn main() -> Result {
        let task = create_task(coro!(child()));
        task.add_done_callback("callback", |task| {
            print(format!("callback {}", task.result()?));
            Ok(())
        });
        print(format!("{} {}", truth(task.done()), truth(task.cancelled())));
        show(task.result());
        show(task.exception());
        show(task.set_result(1));
        show(task.set_exception(Exception::value("bad")));
        print((&task).await?);
        let exception = task.exception()?.map_or("None", |exception| exception.kind());
        print(format!("{} {} {exception}", truth(task.done()), task.result()?));
        Ok(())
    }
    run(coro!(main())).await
});

twin!(an_exception_goes_to_whoever_awaits, {
    async fn bad() -> Result {
        print("bad");
        Err(Exception::value("bad"))
    }
    async fn main() -> Result {
        let task = create_task(coro!(bad()));
        if let Err(error) = (&task).await {
            print(format!("caught {}", error.message()));
        }
        print(task.exception()?.map_or("None", |exception| exception.kind()));
        show(task.result());
        Ok(())
    }
    run(coro!(main())).await
});

twin!(three_may_await_one_task, {
    async fn child() -> Result<&'static str> {
        sleep(1.0).await?;
        Ok("value")
    }
    async fn wait(name: char, task: Task<&'static str>) -> Result {
        print(format!("{name} {}", task.await?));
        Ok(())
    }
    async fn main() -> Result {
        let task = create_task(coro!(child()));
        let waiters = ['a', 'b', 'c'].map(|name| create_task(coro!(wait(name, task.clone()))));
        for waiter in waiters {
            waiter.await?;
        }
        print(format!("again {}", task.await?));
        Ok(())
    }
    run(coro!(main())).await
});

twin!(results_pass_through_nested_tasks_two_iterations_a_level, {
    async fn level(n: i32) -> Result<Vec<i32>> {
        print(format!("level {n}"));
        let mut results = vec![n];
        if n > 0 {
            results.extend(create_task(coro!(level(n - 1))).await?);
        }
        Ok(results)
    }
    async fn main() -> Result {
        let results = create_task(coro!(level(3))).await?;
        print(results.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "));
        Ok(())
    }
    run(coro!(main())).await
});

twin!(an_exception_nobody_asked_for_is_reported_when_the_task_goes, {
    async fn bad(name: &'static str) -> Result {
        Err(Exception::value(name))
    }
    async fn main() -> Result {
        drop(create_task(coro!(bad("dropped"))));
        sleep(0.0).await?;
        print("one is gone");
        let kept = create_task(coro!(bad("kept")));
        let asked = create_task(coro!(bad("asked")));
        sleep(0.0).await?;
        asked.exception()?;
        print(format!("main ends {}", truth(kept.done())));
        Ok(())
    }
    run(coro!(main())).await
});

twin!(a_task_that_nobody_holds_runs_on, {
    async fn child() -> Result {
        sleep(1.0).await?;
        print("child");
        Ok(())
    }
    async fn main() -> Result {
        drop(create_task(coro!(child())));
        sleep(2.0).await?;
        print("main");
        Ok(())
    }
    run(coro!(main())).await
});

twin!(a_task_cannot_await_itself, {
    type Own = Rc<RefCell<Option<Task<i32>>>>;
    async fn child(own: Own) -> Result<i32> {
        let task = own.borrow_mut().take();
        if let Some(task) = task
            && let Err(error) = task.await
        {
            print(error.message().split(':').next().unwrap_or_default());
        }
        Ok(1)
    }
    async fn main() -> Result {
        let own = Own::default();
        let task = create_task(coro!(child(own.clone())));
        own.replace(Some(task.clone()));
        print(task.await?);
        Ok(())
    }
    run(coro!(main())).await
});

twin!(a_future_of_another_loop_cannot_be_awaited, {
    async fn main(future: Future<()>) -> Result {
        if let Err(error) = future.await {
            let message = error.message();
            let first = message.split(' ').next().unwrap_or_default();
            print(format!("{first} {}", &message[message.len() - 28..]));
        }
        Ok(())
    }
    let future = new_event_loop().create_future();
    run(coro!(main(future))).await
});

twin!(without_a_running_loop_create_task_raises, {
    async fn child() -> Result {
        print("never");
        Ok(())
    }
    show(create_task(coro!(child())).result());
    Ok(())
});

twin!(coroutines_nest_within_one_task, {
    async fn leaf(n: i32) -> Result<i32> {
        sleep(f64::from(n)).await?;
        if n == 2 {
            return Err(Exception::value("leaf 2"));
        }
        Ok(n)
    }
    async fn middle(n: i32) -> Result<i32> {
        print(format!("middle {n}"));
        Ok(10 * coro!(leaf(n)).await?)
    }
    async fn main() -> Result {
        print(coro!(middle(0)).await?);
        print(coro!(middle(1)).await?);
        if let Err(error) = coro!(middle(2)).await {
            print(error.message());
        }
        let task = create_task(coro!(middle(5)));
        sleep(1.0).await?;
        task.cancel();
        if task.await.is_err() {
            print("cancelled");
        }
        Ok(())
    }
    run(coro!(main())).await
});
