//! How fast the executor is next to its peers: the same programs on all of them, in one run.
//!
//! Every program is written once, over the [`Engine`] trait, so that only the executors differ. The run ends with a
//! table of medians and of ratios to ours (recording off).

mod engine;
mod local_executor;
mod local_pool;
mod ours;
mod programs;
mod reactor;
mod table;
mod tokio_local;

use std::time::Duration;

use criterion::Criterion;

use engine::Engine;
use local_executor::AsyncExecutor;
use local_pool::FuturesLocalPool;
use ours::{Ours, OursRecording};
use programs::{ROWS, Row};
use table::Table;
use tokio_local::TokioLocalSet;

fn main() {
    let mut criterion = Criterion::default()
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_millis(2500))
        .sample_size(30)
        .without_plots()
        .output_directory(&table::results())
        .configure_from_args();
    let mut table = Table::new(Ours::NAME);
    for row in ROWS {
        measure::<Ours>(&mut criterion, &mut table, row);
        measure::<OursRecording>(&mut criterion, &mut table, row);
        measure::<FuturesLocalPool>(&mut criterion, &mut table, row);
        measure::<AsyncExecutor>(&mut criterion, &mut table, row);
        measure::<TokioLocalSet>(&mut criterion, &mut table, row);
    }
    criterion.final_summary();
    table.print();
}

/// One cell of the table. The engine is made once and used for all samples: making one is not what is measured.
fn measure<E: Engine>(criterion: &mut Criterion, table: &mut Table, row: &Row) {
    let mut ran = false;
    criterion.benchmark_group(row.name).bench_function(E::NAME, |bencher| {
        ran = true;
        let mut engine = E::new();
        bencher.iter(|| row.program.run(&mut engine));
    });
    if ran {
        table.add(row, E::NAME);
    }
}
