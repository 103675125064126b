//! `asyncio.Future`: results, exceptions, callbacks and waiters. The Python twins are in `oracle/futures.py`.

use std::cell::Cell;
use std::future::{IntoFuture, poll_fn};
use std::rc::Rc;
use std::task::Poll;

use loopscope_asyncio::End;
use loopscope_asyncio::prelude::*;
use loopscope_executor::trace::{Actor, Kind};

use crate::twin::{self, twin};

#[test]
fn every_scenario_has_a_twin() {
    twin::all_have_twins(file!(), include_str!("futures.rs"));
}

/// What a call returned or raised, as the oracle's `_show` prints it.
fn show<T>(result: Result<T>, value: impl FnOnce(T) -> String) {
    match result {
        Ok(result) => print(value(result)),
        Err(exception) => print(format!("{}: {}", exception.kind(), exception.message())),
    }
}

fn none<T>(_: T) -> String {
    "None".into()
}

async fn wait(name: char, future: Future<i32>) -> Result {
    let value = future.await?;
    print(format!("{name} {value}"));
    Ok(())
}

twin!(a_second_outcome_is_an_invalid_state, {
    async fn main() -> Result {
        let future = get_running_loop()?.create_future();
        future.set_result(1)?;
        show(future.set_result(2), none);
        show(future.set_exception(Exception::value("bad")), none);
        print(truth(future.cancel()));
        print(format!("{} {} {}", future.result()?, truth(future.done()), truth(future.cancelled())));
        Ok(())
    }
    run(coro!(main())).await
});

twin!(asking_before_the_end_is_an_invalid_state, {
    async fn main() -> Result {
        let future = get_running_loop()?.create_future::<i32>();
        print(format!("{} {}", truth(future.done()), truth(future.cancelled())));
        show(future.result(), none);
        show(future.exception(), none);
        Ok(())
    }
    run(coro!(main())).await
});

twin!(exception_tells_what_was_set, {
    async fn main() -> Result {
        let event_loop = get_running_loop()?;
        let [good, bad, gone] = [(); 3].map(|()| event_loop.create_future::<i32>());
        good.set_result(1)?;
        bad.set_exception(Exception::value("bad"))?;
        print(format!("{} {}", truth(gone.cancel()), truth(gone.cancel())));
        show(good.exception(), none);
        if let Some(exception) = bad.exception()? {
            print(format!("{} {}", exception.kind(), exception.message()));
        }
        show(gone.exception(), none);
        show(good.result(), |value| value.to_string());
        show(bad.result(), none);
        show(gone.result(), none);
        print(format!("{} {} {}", truth(good.cancelled()), truth(bad.cancelled()), truth(gone.cancelled())));
        Ok(())
    }
    run(coro!(main())).await
});

twin!(an_exception_is_raised_in_every_waiter, {
    async fn wait(name: char, future: Future<()>) -> Result {
        if let Err(error) = future.await {
            print(format!("{name} {}", error.message()));
        }
        Ok(())
    }
    async fn main() -> Result {
        let event_loop = get_running_loop()?;
        let future = event_loop.create_future();
        let tasks = ['a', 'b', 'c'].map(|name| create_task(coro!(wait(name, future.clone()))));
        event_loop.call_later(1.0, "set_exception", move || future.set_exception(Exception::value("bad")));
        for task in tasks {
            task.await?;
        }
        Ok(())
    }
    run(coro!(main())).await
});

twin!(several_may_await_the_same_future_and_late_ones_too, {
    async fn late(future: Future<i32>) -> Result {
        print(format!("late {}", future.await?));
        Ok(())
    }
    async fn main() -> Result {
        let event_loop = get_running_loop()?;
        let future = event_loop.create_future();
        let tasks = ['a', 'b'].map(|name| create_task(coro!(wait(name, future.clone()))));
        let set = future.clone();
        event_loop.call_later(1.0, "set_result", move || set.set_result(7));
        for task in tasks {
            task.await?;
        }
        create_task(coro!(late(future))).await
    }
    run(coro!(main())).await
});

twin!(waiters_and_callbacks_stand_in_one_line, {
    async fn wait(name: char, future: Future<()>) -> Result {
        future.await?;
        print(name);
        Ok(())
    }
    async fn main() -> Result {
        let future = get_running_loop()?.create_future();
        future.add_done_callback("callback 1", |_| print("callback 1"));
        let a = create_task(coro!(wait('a', future.clone())));
        sleep(0.0).await?;
        future.add_done_callback("callback 2", |_| print("callback 2"));
        let b = create_task(coro!(wait('b', future.clone())));
        sleep(0.0).await?;
        future.set_result(())?;
        print("set");
        b.await?;
        a.await
    }
    run(coro!(main())).await
});

twin!(a_callback_on_a_done_future_is_queued_at_once, {
    async fn main() -> Result {
        let future = get_running_loop()?.create_future();
        future.set_result(3)?;
        future.add_done_callback("callback", |future| {
            print(format!("callback {}", future.result()?));
            Ok(())
        });
        print("added");
        sleep(0.0).await?;
        print("main");
        Ok(())
    }
    run(coro!(main())).await
});

twin!(a_callback_may_add_another, {
    async fn main() -> Result {
        let future = get_running_loop()?.create_future();
        future.add_done_callback("first", |future| {
            print("first");
            future.add_done_callback("second", |_| print("second"));
        });
        future.set_result(())?;
        for n in 0..3 {
            sleep(0.0).await?;
            print(format!("main {n}"));
        }
        Ok(())
    }
    run(coro!(main())).await
});

twin!(a_callback_that_raises_is_reported_and_the_next_one_runs, {
    async fn main() -> Result {
        let future = get_running_loop()?.create_future();
        future.add_done_callback("bad", |_| Err(Exception::value("bad")));
        future.add_done_callback("good", |_| print("good"));
        future.set_result(())?;
        sleep(0.0).await?;
        print("main");
        Ok(())
    }
    run(coro!(main())).await
});

/// How many cancellations of the running task were asked for.
fn cancelling() -> u32 {
    current_task().map_or(0, |task| task.cancelling())
}

twin!(cancelling_a_future_cancels_who_waits_but_is_no_request, {
    async fn wait(future: Future<()>) -> Result {
        let waited = future.await;
        if waited.is_err() {
            print(format!("cancelled {}", cancelling()));
        }
        waited
    }
    async fn main() -> Result {
        let event_loop = get_running_loop()?;
        let future = event_loop.create_future();
        let task = create_task(coro!(wait(future.clone())));
        event_loop.call_later(1.0, "cancel", move || {
            future.cancel();
        });
        if (&task).await.is_err() {
            print(format!("main sees it {} {}", truth(task.cancelled()), task.cancelling()));
        }
        Ok(())
    }
    run(coro!(main())).await
});

twin!(a_cancelled_future_takes_no_result, {
    async fn main() -> Result {
        let future = get_running_loop()?.create_future();
        future.cancel();
        show(future.set_result(1), none);
        show(future.set_exception(Exception::value("bad")), none);
        Ok(())
    }
    run(coro!(main())).await
});

twin!(setting_a_cancelled_error_is_not_cancelling, {
    async fn main() -> Result {
        let future = get_running_loop()?.create_future::<()>();
        future.set_exception(Exception::cancelled())?;
        let kind = future.exception()?.map_or("None", |exception| exception.kind());
        print(format!("{} {kind}", truth(future.cancelled())));
        if future.await.is_err() {
            print("raised");
        }
        Ok(())
    }
    run(coro!(main())).await
});

twin!(an_exception_nobody_asked_for_is_reported, {
    async fn main() -> Result {
        let future = get_running_loop()?.create_future::<()>();
        future.set_exception(Exception::value("bad"))?;
        drop(future);
        let seen = get_running_loop()?.create_future::<()>();
        seen.set_exception(Exception::value("seen"))?;
        seen.exception()?;
        print("main");
        Ok(())
    }
    run(coro!(main())).await
});

twin!(p09_a_future_is_awaited_by_one_task_and_then_by_another, {
    async fn wait(name: &'static str, future: Future<i32>) -> Result {
        print(format!("{name} waits"));
        print(format!("{name} {}", future.await?));
        Ok(())
    }
    async fn main() -> Result {
        let event_loop = get_running_loop()?;
        let inner = event_loop.create_future();
        let first = create_task(coro!(wait("first", inner.clone())));
        sleep(1.0).await?;
        let second_future = event_loop.create_future();
        let second = create_task(coro!(wait("second", second_future.clone())));
        sleep(1.0).await?;
        second_future.set_result(2)?;
        inner.set_result(1)?;
        first.await?;
        second.await
    }
    run(coro!(main())).await
});

twin!(p10_a_waiter_cancelled_after_the_result_came_leaves_the_others_theirs, {
    async fn wait(name: char, future: Future<i32>) -> Result {
        match future.await {
            Ok(value) => print(format!("{name} {value}")),
            Err(_) => print(format!("{name} cancelled")),
        }
        Ok(())
    }
    async fn main() -> Result {
        let future = get_running_loop()?.create_future();
        let tasks = ['a', 'b', 'c'].map(|name| create_task(coro!(wait(name, future.clone()))));
        sleep(0.0).await?;
        future.set_result(1)?;
        print(truth(tasks[1].cancel()));
        for task in tasks {
            task.await?;
        }
        Ok(())
    }
    run(coro!(main())).await
});

twin!(p11_cancelling_one_waiter_of_a_future_cancels_the_future_of_all, {
    async fn wait(name: char, future: Future<i32>) -> Result {
        if future.await.is_err() {
            print(format!("{name} cancelled {}", cancelling()));
        }
        Ok(())
    }
    async fn main() -> Result {
        let future = get_running_loop()?.create_future();
        let tasks = ['a', 'b', 'c'].map(|name| create_task(coro!(wait(name, future.clone()))));
        sleep(0.0).await?;
        print(truth(tasks[1].cancel()));
        print(truth(future.cancelled()));
        for task in tasks {
            task.await?;
        }
        Ok(())
    }
    run(coro!(main())).await
});

/// A value that asks its future about itself whenever it is cloned.
struct Nosy {
    future: Future<Nosy>,
    asked: Rc<Cell<u32>>,
}

impl Clone for Nosy {
    fn clone(&self) -> Self {
        self.asked.set(self.asked.get() + 1);
        self.future.add_done_callback("nosy", |_| print("nosy"));
        assert!(
            self.future.done() && !self.future.cancel() && self.future.set_exception(Exception::value("")).is_err()
        );
        Nosy { future: self.future.clone(), asked: self.asked.clone() }
    }
}

#[test]
fn p01_a_value_may_use_its_future_while_it_is_cloned() {
    async fn main(asked: Rc<Cell<u32>>) -> Result {
        let future = get_running_loop()?.create_future();
        future.set_result(Nosy { future: future.clone(), asked })?;
        drop(future.result()?);
        future.await.map(drop)
    }
    let asked = Rc::new(Cell::new(0));
    let count = asked.clone();
    let (end, _) = twin::run(Box::pin(async move { run(coro!(main(count))).await }));
    assert_eq!((end, asked.get()), (End::Finished, 2));
}

#[test]
fn p09_a_wait_that_moves_to_another_task_wakes_that_one() {
    async fn main() -> Result {
        let event_loop = get_running_loop()?;
        let future = event_loop.create_future();
        let mut wait = Box::pin(future.clone().into_future());
        let pending = poll_fn(|cx| Poll::Ready(wait.as_mut().poll(cx).is_pending())).await;
        assert!(pending, "nobody has set a result");
        let task = create_task(Coroutine::new("other", wait));
        event_loop.call_later(1.0, "set_result", move || future.set_result(5));
        print(task.await?);
        Ok(())
    }
    let (end, trace) = twin::run(Box::pin(async { run(coro!(main())).await }));
    assert_eq!(end, End::Finished);
    assert!(trace.texts.iter().any(|text| text == "5\n"));
}

#[test]
fn p11_a_wait_that_was_dropped_wakes_nobody() {
    async fn main() -> Result {
        let future = get_running_loop()?.create_future();
        let mut wait = Box::pin((&future).into_future());
        let pending = poll_fn(|cx| Poll::Ready(wait.as_mut().poll(cx).is_pending())).await;
        assert!(pending, "nobody has set a result");
        drop(wait);
        future.set_result(5)
    }
    let (end, trace) = twin::run(Box::pin(async { run(coro!(main())).await }));
    assert_eq!(end, End::Finished);
    let woken = trace.records.iter().filter(|r| matches!(r.kind, Kind::WakeRequested { by: Actor::Task(_), .. }));
    assert_eq!(woken.count(), 0);
}
