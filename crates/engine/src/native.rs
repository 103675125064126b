//! Runs lessons to their end outside of a browser.

use loopscope_executor::trace::{Record, Trace};
use loopscope_executor::{Clock, Limits, RealClock};
use loopscope_protocol::{Outcome, Program};

use crate::session::outcome;
use crate::source::lessons;

/// A run that has ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Finished {
    /// What happened.
    pub trace: Trace,
    /// How it ended.
    pub outcome: Outcome,
}

/// Runs a lesson's program in virtual time.
///
/// # Errors
/// The sentence to show: an unknown lesson or parameter, or a value that is not allowed.
pub fn run_virtual(program: &Program, limits: Limits) -> Result<Finished, String> {
    let mut running = lessons(program)?;
    running.set_interventions(program.interventions.iter().cloned());
    let end = running.run_virtual(limits);
    let mut trace = Trace::default();
    trace.append(running.take_records());
    Ok(Finished { trace, outcome: outcome(end) })
}

/// Runs a lesson's program as real time passes; each record goes to `sink`, with the trace so far, when it happens.
///
/// # Errors
/// See [`run_virtual`].
pub fn run_real(program: &Program, mut sink: impl FnMut(&Trace, &Record)) -> Result<Finished, String> {
    use loopscope_asyncio::{Advance, Stride};

    let mut running = lessons(program)?;
    running.set_interventions(program.interventions.iter().cloned());
    let clock = RealClock::start();
    let mut trace = Trace::default();
    loop {
        let advance = running.advance(clock.now(), Stride::Turn);
        let told = trace.records.len();
        trace.append(running.take_records());
        for record in &trace.records[told..] {
            // What was recorded while the program blocked the loop lies ahead of the clock.
            clock.wait_until(record.time, true);
            sink(&trace, record);
        }
        match advance {
            Advance::Now => clock.wait_until(running.now(), true),
            Advance::At(deadline) => clock.wait_until(deadline, false),
            Advance::Ended(end) => return Ok(Finished { trace, outcome: outcome(end) }),
        }
    }
}
