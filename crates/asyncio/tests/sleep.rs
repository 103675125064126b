//! `asyncio.sleep`, and the sleep that blocks. The Python twins are in `oracle/sleep.py`.

use loopscope_asyncio::End;
use loopscope_asyncio::prelude::*;
use loopscope_executor::trace::Kind;

use crate::twin::{self, twin};

#[test]
fn every_scenario_has_a_twin() {
    twin::all_have_twins(file!(), include_str!("sleep.rs"));
}

twin!(sleepers_wake_by_deadline_not_by_creation, {
    async fn nap(seconds: f64) -> Result {
        sleep(seconds).await?;
        print(num(seconds));
        Ok(())
    }
    async fn main() -> Result {
        for task in [3.0, 1.0, 2.0].map(|seconds| create_task(coro!(nap(seconds)))) {
            task.await?;
        }
        Ok(())
    }
    run(coro!(main())).await
});

twin!(hello_world, {
    async fn main() -> Result {
        print("hello");
        sleep(2.0).await?;
        print("world");
        Ok(())
    }
    run(coro!(main())).await
});

twin!(less_than_nothing_gives_way, {
    async fn child() -> Result {
        print("child");
        Ok(())
    }
    async fn main() -> Result {
        let task = create_task(coro!(child()));
        sleep(-5.0).await?;
        print("main");
        task.await
    }
    run(coro!(main())).await
});

twin!(a_tiny_sleep_is_a_timer_not_a_turn, {
    async fn main() -> Result {
        print("before");
        sleep(1e-6).await?;
        print("after");
        Ok(())
    }
    run(coro!(main())).await
});

twin!(a_sleep_begins_when_it_is_awaited, {
    async fn main() -> Result {
        let nap = sleep(1.0);
        sleep(2.0).await?;
        nap.await?;
        print("awake");
        Ok(())
    }
    run(coro!(main())).await
});

twin!(a_sleep_may_be_a_task, {
    async fn main() -> Result {
        create_task(coro!(sleep(1.0))).await?;
        print("one");
        gather([sleep(1.0), sleep(2.0)]).await?;
        print("three");
        Ok(())
    }
    run(coro!(main())).await
});

twin!(a_sleep_that_is_not_awaited, {
    async fn main() -> Result {
        drop(sleep(1.0));
        print("main");
        Ok(())
    }
    run(coro!(main())).await
});

twin!(a_blocking_sleep_delays_every_timer, {
    async fn beat() -> Result {
        for n in 0..3 {
            sleep(1.0).await?;
            print(format!("beat {n}"));
        }
        Ok(())
    }
    async fn block() -> Result {
        sleep(0.5).await?;
        print("block");
        time::sleep(2.0);
        print("blocked");
        Ok(())
    }
    async fn main() -> Result {
        gather([coro!(beat()), coro!(block())]).await?;
        Ok(())
    }
    run(coro!(main())).await
});

twin!(a_blocking_sleep_at_top_level_delays_the_first_step, {
    async fn main() -> Result {
        print("main");
        Ok(())
    }
    time::sleep(3.0);
    run(coro!(main())).await
});

twin!(p17_a_month_is_not_nothing, {
    async fn main() -> Result {
        sleep(30.0 * 24.0 * 3600.0).await?;
        print("a month later");
        Ok(())
    }
    run(coro!(main())).await
});

twin!(sleeps_in_sequence_add_up, {
    async fn main() -> Result {
        for n in 0..4 {
            sleep(0.1).await?;
            print(n);
        }
        Ok(())
    }
    run(coro!(main())).await
});

/// CPython 3.13's answer, which the oracle's 3.11 does not give yet.
#[test]
fn p17_not_a_number_is_a_value_error_and_sets_no_timer() {
    async fn main() -> Result {
        sleep(f64::NAN).await
    }
    let (end, trace) = twin::run(Box::pin(async { run(coro!(main())).await }));
    assert_eq!(end, End::Raised(Exception::value("Invalid delay: NaN (not a number)")));
    assert!(!trace.records.iter().any(|record| matches!(record.kind, Kind::TimerSet { .. })));
}

/// CPython raises here: `time.sleep` takes no such number.
#[test]
fn p17_blocking_for_less_than_nothing_blocks_nothing() {
    async fn program() -> Result {
        for seconds in [0.0, -1.0, f64::NAN, f64::NEG_INFINITY] {
            time::sleep(seconds);
        }
        print(float(time::monotonic()));
        time::sleep(f64::INFINITY);
        time::sleep(f64::INFINITY);
        print("the clock's end");
        Ok(())
    }
    let (end, trace) = twin::run(Box::pin(program()));
    assert_eq!(end, End::Finished);
    assert!(trace.texts.iter().any(|text| text == "0.0\n"));
}

#[test]
fn p17_a_sleep_without_end_ends_with_the_clock() {
    async fn main() -> Result {
        sleep(f64::INFINITY).await?;
        print("the clock's end");
        Ok(())
    }
    let (end, trace) = twin::run(Box::pin(async { run(coro!(main())).await }));
    assert_eq!(end, End::Finished);
    assert_eq!(trace.records.last().map(|record| record.time), Some(loopscope_executor::Instant::MAX));
}
