//! The table at the end of a run, from criterion's own results.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crate::programs::Row;

/// Nanoseconds for one operation, by row and engine; only what was measured in this run is in it.
pub(crate) struct Table {
    ours: &'static str,
    engines: Vec<&'static str>,
    rows: Vec<&'static str>,
    cells: Vec<(&'static str, &'static str, f64)>,
}

impl Table {
    /// An empty table that compares with the engine `ours`.
    pub(crate) fn new(ours: &'static str) -> Self {
        Table { ours, engines: Vec::new(), rows: Vec::new(), cells: Vec::new() }
    }

    /// Adds what criterion has just measured; nothing when it was told not to measure (`--test`).
    pub(crate) fn add(&mut self, row: &Row, engine: &'static str) {
        let Some(nanos) = fastest(&results(), row.name, engine) else { return };
        self.cells.push((row.name, engine, nanos / f64::from(row.operations)));
        if !self.rows.contains(&row.name) {
            self.rows.push(row.name);
        }
        if !self.engines.contains(&engine) {
            self.engines.push(engine);
        }
    }

    #[expect(clippy::print_stdout, reason = "the table is what this program is run for")]
    pub(crate) fn print(&self) {
        if !self.rows.is_empty() {
            println!(
                "\nTime for one operation, in the fastest sample; in brackets the ratio to {}.\n\n{}",
                self.ours,
                self.text()
            );
        }
    }

    fn get(&self, row: &str, engine: &str) -> Option<f64> {
        self.cells.iter().find(|cell| cell.0 == row && cell.1 == engine).map(|cell| cell.2)
    }

    fn text(&self) -> String {
        let mut out = format!("| {:28} |", "");
        for engine in &self.engines {
            let _ = write!(out, " {engine:>17} |");
        }
        let _ = write!(out, "\n|:{}|", "-".repeat(29));
        for _ in &self.engines {
            let _ = write!(out, "{}:|", "-".repeat(18));
        }
        for row in &self.rows {
            let _ = write!(out, "\n| {row:28} |");
            let ours = self.get(row, self.ours);
            for engine in &self.engines {
                let text = match (self.get(row, engine), ours) {
                    (Some(ns), Some(ours)) => format!("{ns:.1} ns ({:.2})", ns / ours),
                    (Some(ns), None) => format!("{ns:.1} ns"),
                    (None, _) => String::new(),
                };
                let _ = write!(out, " {text:>17} |");
            }
        }
        out
    }
}

/// Where criterion is told to keep its results.
pub(crate) fn results() -> PathBuf {
    let target = std::env::var_os("CRITERION_HOME").map(PathBuf::from).or_else(|| {
        let target = std::env::var_os("CARGO_TARGET_DIR")?;
        Some(Path::new(&target).join("criterion"))
    });
    target.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/criterion"))
}

/// Nanoseconds of the fastest sample's iterations. On a machine that others use too, the median tells how busy it was;
/// the fastest sample tells what the program takes.
fn fastest(root: &Path, row: &str, engine: &str) -> Option<f64> {
    // Criterion changes nothing in these names but what file systems cannot hold, and they hold none of that.
    let text = fs::read_to_string(root.join(row).join(engine).join("new/sample.json")).ok()?;
    let sample: Sample = serde_json::from_str(&text).ok()?;
    sample.times.iter().zip(&sample.iters).map(|(time, iterations)| time / iterations).min_by(f64::total_cmp)
}

/// What criterion writes of a measurement: for each sample the iterations, and the nanoseconds they took in all.
#[derive(serde::Deserialize)]
struct Sample {
    iters: Vec<f64>,
    times: Vec<f64>,
}
