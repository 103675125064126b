//! Python's `time` on the loop's clock: what the built-in module would ask of the system is asked of the machine.

#[rustpython_vm::pymodule(name = "_loopscope_clock")]
pub(crate) mod module {
    use rustpython_vm::{PyObjectRef, PyResult, VirtualMachine};

    use crate::inspect;
    use crate::machine::Machine;
    use crate::place::running_line;

    /// Seconds since 1970-01-01 UTC.
    #[pyfunction]
    fn time() -> f64 {
        Machine::current().map_or(0.0, |machine| machine.epoch + machine.seconds())
    }

    /// Seconds on a clock that only goes forward.
    #[pyfunction]
    fn monotonic() -> f64 {
        Machine::current().map_or(0.0, |machine| machine.seconds())
    }

    /// Blocks the whole loop.
    #[pyfunction]
    fn sleep(seconds: PyObjectRef, vm: &VirtualMachine) -> PyResult<()> {
        let seconds = seconds.try_float(vm)?.to_f64();
        if seconds.is_nan() {
            return Err(vm.new_value_error("Invalid value NaN (not a number)"));
        }
        if seconds < 0.0 {
            return Err(vm.new_value_error("sleep length must be non-negative"));
        }
        if let Some(machine) = Machine::current().filter(|_| seconds > 0.0) {
            machine.block(seconds, running_line(&machine, vm));
        }
        inspect::point(vm)
    }
}
