//! What a page does with a trace of 100,000 records: load it, seek in it, follow a live run. Run with `cargo bench -p
//! loopscope-view`. Aims: load under 300 ms, any seek under 5 ms.

use std::hint::black_box;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use loopscope_asyncio::Program;
use loopscope_asyncio::prelude::*;
use loopscope_executor::Limits;
use loopscope_executor::trace::{Chunk, Trace};
use loopscope_view::{Cursor, Lang, Scope, internals, sentence};

const RECORDS: u32 = 100_000;

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

fn scope(c: &mut Criterion) {
    for (name, trace) in [("200 tasks", trace(coro!(busy()))), ("6000 tasks", trace(coro!(crowd())))] {
        let mut group = c.benchmark_group(format!("{name}, {} records", trace.records.len()));
        group.bench_function("load", |b| b.iter_batched(|| trace.clone(), Scope::new, BatchSize::LargeInput));
        let scope = Scope::new(trace.clone());
        let mut at = 0_u32;
        group.bench_function("seek", |b| {
            b.iter(|| {
                at = at.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                black_box(scope.state_at(Cursor(at % scope.len())))
            });
        });
        group.bench_function("internals", |b| {
            b.iter(|| {
                at = at.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let state = scope.state_at(Cursor(at % scope.len()));
                black_box(internals(Lang::Zh, &scope, &state))
            });
        });
        let mut seq = 0;
        group.bench_function("sentence", |b| {
            b.iter(|| {
                seq = (seq + 1) % scope.len();
                scope.record(seq).map(|record| black_box(sentence(Lang::Zh, &scope, record)))
            });
        });
        let (most, last) = trace.records.split_at(trace.records.len() - 20);
        group.bench_function("append 20 records", |b| {
            b.iter_batched(
                || Scope::new(Trace { records: most.to_vec(), texts: trace.texts.clone() }),
                |mut scope| {
                    scope.append(Chunk { records: last.to_vec(), texts: Vec::new() });
                    scope
                },
                BatchSize::PerIteration,
            );
        });
    }
}

criterion_group!(benches, scope);
criterion_main!(benches);
