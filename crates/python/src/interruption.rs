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

/// When a program is interrupted, in virtual time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interruption {
    /// After this record of its trace, the first that it has being 0; a run without a trace is at every record.
    pub record: u32,
    /// Not before this moment of its loop time.
    pub at: Instant,
}

/// Whether as much has happened as is to happen first.
fn is_near(machine: &Machine, interruption: Interruption) -> bool {
    !machine.recording || machine.handle.records_made() > interruption.record
}

/// The moment of the interruption, if that comes before this one.
pub(crate) fn before(machine: &Machine, until: Instant) -> Option<Instant> {
    let interruption = machine.interruption.get().filter(|it| it.at < until && is_near(machine, *it))?;
    if !machine.is_virtual() {
        return None;
    }
    Some(interruption.at.max(machine.now()))
}

/// Somewhere in the engine, between two instructions of the program: interrupts it, if it is time.
///
/// # Errors
/// `KeyboardInterrupt`, where no main task could be cancelled instead.
pub(crate) fn point(machine: &Machine, vm: &VirtualMachine) -> PyResult<()> {
    let Some(interruption) = machine.interruption.get() else { return Ok(()) };
    // As in CPython, where signals are the main thread's; and what is over is not interrupted.
    let elsewhere = machine.threads.current() != 0 || machine.finishing.get() || machine.halt.borrow().is_some();
    if elsewhere || machine.now() < interruption.at || !is_near(machine, interruption) {
        return Ok(());
    }
    machine.interruption.set(None);
    interrupt::interrupt(machine, vm)
}
