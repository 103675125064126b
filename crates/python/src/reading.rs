//! The program reads a clock: who does so again and again in one step sees it move (`loopscope_executor::pace`).

use rustpython_vm::VirtualMachine;

use crate::clock::Moment;
use crate::machine::Machine;
use crate::spinning;

/// The moment at which it reads.
pub(crate) fn read(machine: &Machine, vm: &VirtualMachine) -> Moment {
    let handle = machine.handle();
    if machine.driver.is_virtual() && handle.reads_clock() {
        let before = handle.now();
        let place = machine.places.read(|line| machine.spinning.round(line), vm);
        handle.poll_clock(place, machine.line(vm));
        machine.driver.readings.was_busy(handle.now().as_nanos() - before.as_nanos());
        spinning::clock_read(machine, vm);
    }
    machine.driver.moment()
}
