//! Traces of programs that really ran.

use std::future::Future;

use loopscope_asyncio::{Program, Result};
use loopscope_executor::{Limits, Trace};

/// The trace of a program run in virtual time, to its end or to its limits.
pub(crate) fn trace_of(limits: Limits, program: impl Future<Output = Result> + 'static) -> Trace {
    let mut program = Program::new(0.0, Box::pin(program));
    program.run_virtual(limits);
    let mut trace = Trace::default();
    trace.append(program.take_records());
    trace
}
