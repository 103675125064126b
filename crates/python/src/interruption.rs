//! Ctrl-C at a moment of a run that is known: the reader, to whom a program is told as its time passes, stops it, and sees what it does
//! then. A program is the same each time, so that it is run again up to there.
//!
//! ```text
//!   so many records are made, and the clock is there ──at the program's next call into the engine──► interrupted
//!   a wait that would go past that moment ──► is cut there ─────────────────────────────────────────────┘
//! ```

use loopscope_executor::Instant;
use rustpython_vm::{PyResult, VirtualMachine};

use crate::interrupt;
use crate::machine::Machine;
use crate::options::Interruption;

/// The interruption that may come next: as much has happened as is to happen first, and the main thread runs, whose signals are in CPython;
/// what is over is not interrupted. A wait is cut for no other, as nothing would come of it.
fn near(machine: &Machine) -> Option<Interruption> {
    let interruption = machine.interruption.get()?;
    let near = !machine.recording || machine.handle().records_made() > interruption.record;
    let elsewhere = machine.threads.current() != 0 || machine.driver.is_finishing() || machine.driver.is_halted();
    (near && !elsewhere && machine.driver.is_virtual()).then_some(interruption)
}

/// The moment of the interruption, if that comes before this one.
pub(crate) fn before(machine: &Machine, until: Instant) -> Option<Instant> {
    let interruption = near(machine).filter(|it| it.at < until)?;
    Some(interruption.at.max(machine.driver.now()))
}

/// Somewhere in the engine, between two instructions of the program: interrupts it, if it is time.
///
/// # Errors
/// `KeyboardInterrupt`, where no main task could be cancelled instead.
pub(crate) fn point(machine: &Machine, vm: &VirtualMachine) -> PyResult<()> {
    if near(machine).is_none_or(|it| machine.driver.now() < it.at) {
        return Ok(());
    }
    machine.interruption.set(None);
    interrupt::interrupt(machine, vm)
}
