//! What a page does with a trace of 100,000 records: load it, seek in it, follow a live run. Run with `cargo bench -p
//! loopscope-view`. Aims: load under 300 ms, any seek under 5 ms.

#[path = "../tests/common/long.rs"]
mod long;

use std::hint::black_box;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use loopscope_executor::trace::{Chunk, Trace};
use loopscope_view::{Cursor, Lang, Scope, internals, sentence};

fn scope(c: &mut Criterion) {
    for (name, trace) in long::traces() {
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
