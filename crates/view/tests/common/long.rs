//! Programs whose runs are long: for what measures.

use loopscope_asyncio::Program;
use loopscope_asyncio::prelude::*;
use loopscope_executor::Limits;
use loopscope_executor::trace::Trace;

pub(crate) const RECORDS: u32 = 100_000;

async fn nap_often() -> Result {
    loop {
        sleep(0.1).await?;
    }
}

/// A few tasks that wake again and again.
async fn busy() -> Result {
    gather((0..200).map(|_| coro!(nap_often()))).await?;
    Ok(())
}

async fn nap_once(tenths: u32) -> Result {
    sleep(f64::from(tenths) / 10.0).await
}

/// Thousands of tasks that live at once.
async fn crowd() -> Result {
    gather((0..6_000).map(|tenths| coro!(nap_once(tenths)))).await?;
    Ok(())
}

fn trace(program: Coroutine<()>) -> Trace {
    let mut program = Program::new(0.0, Box::pin(async move { run(program).await }));
    program.run_virtual(Limits { records: RECORDS, ..Limits::default() });
    let mut trace = Trace::default();
    trace.append(program.take_records());
    trace
}

/// Names and traces.
pub(crate) fn traces() -> [(&'static str, Trace); 2] {
    [("200 tasks", trace(coro!(busy()))), ("6000 tasks", trace(coro!(crowd())))]
}
