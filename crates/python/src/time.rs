//! Python's `time` on the loop's clock: what the built-in module would ask of the system is asked of the machine.

use num_traits::ToPrimitive;
use rustpython_vm::builtins::PyFloat;
use rustpython_vm::{PyObject, PyResult, VirtualMachine};

use crate::version::since;

/// The seconds from which on CPython refuses to sleep, as nanoseconds do not fit.
const TOO_LONG: f64 = 9_223_372_036.854_775;
/// A sleep for so few seconds is as good as a look at the clock.
const TINY: f64 = 1e-5;

/// The seconds from which on not even they fit.
const TOO_MANY: f64 = (1_u64 << 63) as f64;

/// How long a sleep is to take, in seconds, if it can be had.
pub(crate) fn checked(seconds: &PyObject, vm: &VirtualMachine) -> PyResult<f64> {
    let seconds = duration(seconds, vm)?;
    if seconds < 0.0 {
        return Err(vm.new_value_error("sleep length must be non-negative"));
    }
    Ok(seconds)
}

/// Seconds as CPython's `_PyTime_FromSecondsObject` reads them.
pub(crate) fn duration(seconds: &PyObject, vm: &VirtualMachine) -> PyResult<f64> {
    let too_large = |earlier: &'static str| match since(13) {
        true => vm.new_overflow_error("timestamp out of range for C PyTime_t"),
        false => vm.new_overflow_error(earlier),
    };
    const TOO_LARGE: &str = "timestamp too large to convert to C _PyTime_t";
    let is_float = seconds.downcastable::<PyFloat>();
    if !is_float && (!since(15) || seconds.number().is_index()) {
        let whole = seconds.try_index_opt(vm).unwrap_or_else(|| {
            let or_float = if since(13) { " or float" } else { "" };
            let class = seconds.class().name().to_owned();
            Err(vm.new_type_error(format!("'{class}' object cannot be interpreted as an integer{or_float}")))
        })?;
        let whole = whole.as_bigint().to_f64().unwrap_or(f64::INFINITY);
        return if whole.abs() >= TOO_LONG { Err(too_large(TOO_LARGE)) } else { Ok(whole) };
    }
    let seconds = seconds.try_float(vm)?.to_f64();
    if seconds.is_nan() {
        return Err(vm.new_value_error("Invalid value NaN (not a number)"));
    }
    if seconds.abs() >= TOO_MANY {
        return Err(too_large("timestamp out of range for platform time_t"));
    }
    if seconds.abs() >= TOO_LONG {
        return Err(too_large(TOO_LARGE));
    }
    Ok(seconds)
}

#[rustpython_vm::pymodule(name = "_loopscope_clock")]
pub(crate) mod module {
    use rustpython_vm::{PyObjectRef, PyResult, VirtualMachine};

    use crate::machine::Machine;
    use crate::machine::threads::{For, Wait};
    use crate::reading::read as moment;
    use crate::{checkpoint, threads, waiting};

    /// What one of the machine's clocks shows.
    fn read<T: Default>(of: impl FnOnce(&Machine) -> T) -> T {
        Machine::current().map(|machine| of(&machine)).unwrap_or_default()
    }

    /// Seconds since 1970-01-01 UTC.
    #[pyfunction]
    fn time(vm: &VirtualMachine) -> f64 {
        read(|machine| machine.driver.readings.time(machine.driver.epoch, moment(machine, vm)))
    }

    /// The same in nanoseconds, exactly.
    #[pyfunction]
    fn time_ns(vm: &VirtualMachine) -> u64 {
        read(|machine| {
            let moment = moment(machine, vm);
            let lead = machine.driver.readings.monotonic(moment).0 - moment.now.as_nanos();
            machine.driver.nanos_since_1970(moment.now) + lead
        })
    }

    /// Seconds since 1970-01-01 UTC for what is shown as a date: exact, down to a microsecond.
    #[pyfunction]
    fn date(vm: &VirtualMachine) -> f64 {
        read(|machine| (machine.driver.nanos_since_1970(moment(machine, vm).now) / 1_000) as f64 / 1e6)
    }

    /// Seconds on a clock that only goes forward.
    #[pyfunction]
    fn monotonic(vm: &VirtualMachine) -> f64 {
        read(|machine| machine.driver.readings.monotonic(moment(machine, vm)).1)
    }

    /// The same in nanoseconds.
    #[pyfunction]
    fn monotonic_ns(vm: &VirtualMachine) -> u64 {
        read(|machine| machine.driver.readings.monotonic(moment(machine, vm)).0)
    }

    /// Seconds on a clock on which two readings differ.
    #[pyfunction]
    fn perf_counter(vm: &VirtualMachine) -> f64 {
        perf_counter_ns(vm) as f64 / 1e9
    }

    /// The same in nanoseconds.
    #[pyfunction]
    fn perf_counter_ns(vm: &VirtualMachine) -> u64 {
        read(|machine| machine.driver.readings.perf_counter(moment(machine, vm).now))
    }

    /// Seconds in which the program computed; waiting does not count.
    #[pyfunction]
    fn process_time(vm: &VirtualMachine) -> f64 {
        process_time_ns(vm) as f64 / 1e9
    }

    /// The same in nanoseconds.
    #[pyfunction]
    fn process_time_ns(vm: &VirtualMachine) -> u64 {
        read(|machine| {
            moment(machine, vm);
            machine.driver.readings.process_time()
        })
    }

    /// Blocks the whole loop; threads run meanwhile.
    #[pyfunction]
    fn sleep(seconds: PyObjectRef, vm: &VirtualMachine) -> PyResult<()> {
        let seconds = super::checked(&seconds, vm)?;
        if let Some(machine) = Machine::current() {
            if machine.threads.any() {
                if seconds < super::TINY {
                    moment(&machine, vm);
                }
                let wait = Wait { what: For::Time, until: Some(machine.driver.after(seconds)) };
                return threads::wait_within(&machine, &wait, vm).map(drop);
            }
            if seconds > 0.0 {
                waiting::block(&machine, seconds, machine.line(vm), vm)?;
            }
        }
        checkpoint::pass(vm)
    }
}
