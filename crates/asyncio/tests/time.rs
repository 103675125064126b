//! Python's `time` module on the loop's clock. The Python twins are in `oracle/time.py`.

use loopscope_asyncio::prelude::*;
use loopscope_asyncio::{End, Program};
use loopscope_executor::Limits;

use crate::twin::twin;

#[test]
fn every_scenario_has_a_twin() {
    crate::twin::all_have_twins(file!(), include_str!("time.rs"));
}

twin!(time_goes_with_the_loop, {
    async fn main() -> Result {
        let event_loop = get_running_loop()?;
        let tell = || print([time::time(), event_loop.time(), time::monotonic()].map(float).join(" "));
        tell();
        sleep(1.5).await?;
        tell();
        time::sleep(0.25);
        tell();
        Ok(())
    }
    run(coro!(main())).await
});

twin!(local_time_is_cut_to_the_second, {
    async fn main() -> Result {
        for _ in 0..4 {
            print(time::localtime());
            print(time::strftime("%Y-%m-%d %H:%M:%S 100%%"));
            sleep(0.5).await?;
        }
        Ok(())
    }
    run(coro!(main())).await
});

twin!(a_year_later, {
    time::sleep(366.0 * 24.0 * 3600.0);
    print(time::localtime());
    Ok(())
});

twin!(differences_are_floats, {
    let start = time::time();
    for seconds in [2.0, 0.1, 0.000998, 0.0000998, 1e-9] {
        time::sleep(seconds);
        print(float(time::time() - start));
    }
    Ok(())
});

#[test]
fn a_zone_moves_local_time_only() {
    let told = |epoch: f64, offset: i32| {
        let mut program = Program::in_zone(
            epoch,
            offset,
            Box::pin(async {
                print(format!("{} {}", float(time::time()), time::strftime("%Y-%m-%d %H:%M:%S")));
                Ok(())
            }),
        );
        assert_eq!(program.run_virtual(Limits::default()), End::Finished);
        program.take_records().texts.swap_remove(0)
    };
    assert_eq!(told(0.0, 0), "0.0 1970-01-01 00:00:00\n");
    assert_eq!(told(0.0, 8 * 3600), "0.0 1970-01-01 08:00:00\n");
    assert_eq!(told(0.0, -3600), "0.0 1969-12-31 23:00:00\n");
    // The calendar's last second, as local time of a zone that is ahead: out of range.
    assert_eq!(told(253_402_300_799.0, 3600), "253402300799.0 1970-01-01 00:00:00\n");
}
