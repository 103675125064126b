//! Where the program passes on its way: at its calls into the engine it is interrupted, or looked at, if it is time.

use rustpython_vm::{PyResult, VirtualMachine};

use crate::interruption;
use crate::library;
use crate::machine::Machine;

/// Somewhere in the engine: if the run has come to the record that is asked for, the variables are written down.
///
/// # Errors
/// When that is done: it ends the program. `KeyboardInterrupt`, when it is interrupted here.
pub(crate) fn pass(vm: &VirtualMachine) -> PyResult<()> {
    let Some(machine) = Machine::current() else { return Ok(()) };
    if machine.inspection.is_looking() {
        return Ok(());
    }
    if !machine.output.is_ended() {
        interruption::point(&machine, vm)?;
        let Some(look) = machine.inspection.due(machine.handle().records_made()) else { return Ok(()) };
        look(vm);
    }
    // What the program's ruins still do may fail, where nobody asks; but the interpreter would complain of it.
    if machine.driver.is_over() { Ok(()) } else { Err(library::halted(vm)) }
}
