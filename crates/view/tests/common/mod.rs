//! Traces of programs that really ran.

use std::future::Future;
use std::path::Path;
use std::{env, fs};

use loopscope_asyncio::{Program, Result};
use loopscope_executor::{Intervention, Limits, Trace};

/// The trace of a program run in virtual time, to its end or to its limits.
pub(crate) fn trace_of(limits: Limits, program: impl Future<Output = Result> + 'static) -> Trace {
    trace_with(limits, &[], program)
}

/// As [`trace_of`], while the reader does this.
pub(crate) fn trace_with(
    limits: Limits,
    interventions: &[Intervention],
    program: impl Future<Output = Result> + 'static,
) -> Trace {
    let mut program = Program::new(0.0, Box::pin(program));
    program.set_interventions(interventions.iter().cloned());
    program.run_virtual(limits);
    let mut trace = Trace::default();
    trace.append(program.take_records());
    trace
}

/// Compares with `golden/NAME`, byte for byte. `UPDATE_GOLDEN=1` writes it anew; look at the difference.
#[allow(dead_code, reason = "not every test file has golden files")]
pub(crate) fn compare(name: &str, found: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, found).expect("the golden file can be written");
    }
    let golden = fs::read_to_string(&path).expect("the golden file is there; UPDATE_GOLDEN=1 writes it");
    assert!(found == golden, "the text differs from {}:\n{found}", path.display());
}
