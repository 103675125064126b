//! How the program waits: in virtual time the clock jumps, on a real one it is slept; an interruption cuts a wait.

use loopscope_executor::Instant;
use rustpython_vm::{PyResult, VirtualMachine};

use crate::clock;
use crate::interruption;
use crate::machine::Machine;

/// Blocks everything for so many seconds. An interrupt that cancels a task instead of being raised does not shorten that (PEP 475).
///
/// # Errors
/// An interrupt's, which does.
pub(crate) fn block(machine: &Machine, seconds: f64, line: u32, vm: &VirtualMachine) -> PyResult<()> {
    let driver = &machine.driver;
    let (now, shown) = (driver.now(), driver.seconds());
    let until = clock::due(now, seconds, shown);
    if let Some(cut) = interruption::before(machine, until) {
        machine.handle().block(cut.saturating_since(now), line);
        interruption::point(machine, vm)?;
    }
    let duration = until.saturating_since(driver.now());
    machine.handle().block(duration, line);
    driver.pass(shown, seconds, duration);
    Ok(())
}

/// Blocks until the clock has come there.
pub(crate) fn block_until(machine: &Machine, time: Instant, line: u32) {
    let time = interruption::before(machine, time).unwrap_or(time);
    machine.driver.sleep_until(time, true);
    machine.handle().block(time.saturating_since(machine.handle().now()), line);
}

/// Lets time pass between two entries of the loop, until then or until a thread goes on.
pub(crate) fn wait_until(machine: &Machine, deadline: Instant) {
    let deadline = machine.threads.deadline().map_or(deadline, |first| first.min(deadline));
    let deadline = interruption::before(machine, deadline).unwrap_or(deadline);
    machine.driver.wait_until(deadline);
}
