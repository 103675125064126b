//! `asyncio.gather`. The Python twins are in `oracle/gather.py`.

use std::fmt::Display;

use loopscope_asyncio::Awaitable;
use loopscope_asyncio::prelude::*;

use crate::twin::twin;

#[test]
fn every_scenario_has_a_twin() {
    crate::twin::all_have_twins(file!(), include_str!("gather.rs"));
}

async fn value(name: &'static str, seconds: f64) -> Result<&'static str> {
    sleep(seconds).await?;
    print(name);
    Ok(name)
}

async fn bad(name: &'static str, seconds: f64) -> Result<&'static str> {
    sleep(seconds).await?;
    print(format!("{name} fails"));
    Err(Exception::value(name))
}

/// Sleeps for ten seconds, and tells when that is cancelled.
async fn child(name: char, swallow: bool) -> Result<char> {
    let slept = sleep(10.0).await;
    if slept.is_err() {
        print(format!("{name} {}", if swallow { "swallows" } else { "cancelled" }));
    }
    if swallow { Ok(name) } else { slept.map(|()| name) }
}

fn joined<T: Display>(values: &[T]) -> String {
    values.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

twin!(results_stand_in_the_order_of_the_arguments, {
    async fn main() -> Result {
        let values = gather([coro!(value("slow", 3.0)), coro!(value("fast", 1.0)), coro!(value("middle", 2.0))]);
        print(joined(&values.await?));
        Ok(())
    }
    run(coro!(main())).await
});

twin!(of_nothing, {
    async fn main() -> Result {
        let future = gather(Vec::<Coroutine<()>>::new()).future();
        print(truth(future.done()));
        print(future.await?.len());
        print("main");
        Ok(())
    }
    run(coro!(main())).await
});

twin!(an_exception_comes_at_once_and_the_others_run_on, {
    async fn main() -> Result {
        if let Err(error) = gather([coro!(bad("bad", 1.0)), coro!(value("ok", 2.0))]).await {
            print(format!("caught {}", error.message()));
        }
        sleep(5.0).await?;
        print("main ends");
        Ok(())
    }
    run(coro!(main())).await
});

twin!(only_the_first_exception_is_seen, {
    async fn main() -> Result {
        if let Err(error) = gather([coro!(bad("first", 1.0)), coro!(bad("second", 2.0))]).await {
            print(format!("caught {}", error.message()));
        }
        sleep(5.0).await?;
        print("main ends");
        Ok(())
    }
    run(coro!(main())).await
});

twin!(cancelling_it_cancels_the_children, {
    async fn child(name: char) -> Result {
        let slept = sleep(10.0).await;
        if slept.is_err() {
            print(format!("{name} cancelled {}", current_task().map_or(0, |task| task.cancelling())));
        }
        slept
    }
    async fn main() -> Result {
        let both = gather([coro!(child('a')), coro!(child('b'))]).future();
        sleep(1.0).await?;
        print(format!("{} {}", truth(both.cancel()), truth(both.done())));
        if (&both).await.is_err_and(|error| error.is_cancelled()) {
            let (done, cancelled, again) = (truth(both.done()), truth(both.cancelled()), truth(both.cancel()));
            print(format!("CancelledError {done} {cancelled} {again}"));
        }
        Ok(())
    }
    run(coro!(main())).await
});

twin!(cancelling_who_awaits_it_cancels_the_children, {
    async fn waiter() -> Result {
        gather([coro!(child('a', false)), coro!(child('b', false))]).await?;
        Ok(())
    }
    async fn main() -> Result {
        let task = create_task(coro!(waiter()));
        sleep(1.0).await?;
        task.cancel();
        if (&task).await.is_err_and(|error| error.is_cancelled()) {
            print(format!("CancelledError {} {}", truth(task.cancelled()), task.cancelling()));
        }
        Ok(())
    }
    run(coro!(main())).await
});

twin!(cancelling_one_child_raises_in_the_awaiter_only, {
    async fn main() -> Result {
        let a = create_task(coro!(value("a", 2.0)));
        let b = create_task(coro!(value("b", 3.0)));
        let both = gather([&a, &b]).future();
        sleep(1.0).await?;
        a.cancel();
        if (&both).await.is_err_and(|error| error.is_cancelled()) {
            print(format!("CancelledError {} {}", truth(both.cancelled()), truth(b.done())));
        }
        print(b.await?);
        Ok(())
    }
    run(coro!(main())).await
});

twin!(children_that_swallow_the_cancellation, {
    async fn main() -> Result {
        let both = gather([coro!(child('a', true)), coro!(child('b', true))]).future();
        sleep(1.0).await?;
        both.cancel();
        match (&both).await {
            Ok(values) => print(joined(&values)),
            Err(_) => print(format!("CancelledError all the same {}", truth(both.cancelled()))),
        }
        Ok(())
    }
    run(coro!(main())).await
});

twin!(the_same_task_twice, {
    async fn main() -> Result {
        let once = create_task(coro!(value("once", 1.0)));
        let children = [Child::Future(once.clone().into()), Child::Future(once.into())];
        let other = Child::Coroutine(coro!(value("other", 0.0)));
        print(joined(&gather(children.into_iter().chain([other])).await?));
        Ok(())
    }
    run(coro!(main())).await
});

twin!(futures_and_tasks_alike, {
    async fn main() -> Result {
        let event_loop = get_running_loop()?;
        let future = event_loop.create_future();
        let set = future.clone();
        event_loop.call_later(2.0, "set_result", move || set.set_result("future"));
        let task = create_task(coro!(value("task", 1.0)));
        print(joined(&gather([future, task.into()]).await?));
        Ok(())
    }
    run(coro!(main())).await
});

/// A future, or a coroutine that becomes a task when `gather` comes to it.
enum Child<T> {
    Future(Future<T>),
    Coroutine(Coroutine<T>),
}

impl<T: Clone + 'static> Awaitable<T> for Child<T> {
    fn ensure_future(self, line: u32) -> Future<T> {
        match self {
            Child::Future(future) => future,
            Child::Coroutine(coroutine) => coroutine.ensure_future(line),
        }
    }
}

twin!(a_child_that_failed_before_ends_it_at_once_since_312, {
    async fn child() -> Result {
        print("child");
        get_running_loop()?.call_soon("print", || print("called by child"));
        Ok(())
    }
    async fn main() -> Result {
        let failed = get_running_loop()?.create_future();
        failed.set_exception(Exception::value("failed"))?;
        if let Err(error) = gather([Child::Future(failed), Child::Coroutine(coro!(child()))]).await {
            print(format!("caught {}", error.message()));
        }
        Ok(())
    }
    run(coro!(main())).await
});

twin!(a_gather_of_gathers, {
    async fn main() -> Result {
        let left = gather([coro!(value("a", 1.0)), coro!(value("b", 2.0))]);
        let right = gather([coro!(value("c", 1.0)), coro!(value("d", 3.0))]);
        for results in gather([left, right]).await? {
            print(joined(&results));
        }
        Ok(())
    }
    run(coro!(main())).await
});

twin!(p10_cancelled_after_the_last_child_ended, {
    async fn one() -> Result<i32> {
        Ok(1)
    }
    async fn waiter() -> Result {
        match gather([coro!(one())]).await {
            Ok(values) => print(joined(&values)),
            Err(_) => print("cancelled"),
        }
        Ok(())
    }
    async fn main() -> Result {
        let task = create_task(coro!(waiter()));
        for _ in 0..3 {
            sleep(0.0).await?;
        }
        print(truth(task.cancel()));
        task.await
    }
    run(coro!(main())).await
});

twin!(nobody_awaits_it_and_a_child_fails_in_311, {
    async fn main() -> Result {
        drop(gather([coro!(bad("bad", 1.0)), coro!(value("ok", 2.0))]));
        sleep(5.0).await?;
        print("main ends");
        Ok(())
    }
    run(coro!(main())).await
});

twin!(children_begin_in_order_and_before_main_goes_on, {
    async fn child(name: char) -> Result {
        print(format!("{name} {}", current_task().map(|task| task.get_name()).unwrap_or_default()));
        Ok(())
    }
    async fn main() -> Result {
        let future = gather([coro!(child('a')), coro!(child('b')), coro!(child('c'))]);
        print("made");
        future.await?;
        print("main");
        Ok(())
    }
    run(coro!(main())).await
});

twin!(a_child_cancels_its_sibling, {
    async fn killer(slow: Task<&'static str>) -> Result<&'static str> {
        sleep(1.0).await?;
        print(truth(slow.cancel()));
        Ok("killer")
    }
    async fn main() -> Result {
        let slow = create_task(coro!(value("slow", 10.0)));
        let killer = Child::Coroutine(coro!(killer(slow.clone())));
        if gather([killer, Child::Future(slow.into())]).await.is_err_and(|error| error.is_cancelled()) {
            print(format!("CancelledError {}", current_task().map_or(0, |task| task.cancelling())));
        }
        Ok(())
    }
    run(coro!(main())).await
});
