//! Computing that takes time, for a run in which that is switched on: by [`crate::Options::computing`], or by the program itself with a
//! line `# @computing`. A step that computes for long then blocks the loop as `time.sleep` does, and timers are late.
//!
//! ```text
//!   a step begins ──► it has computed for less than a millisecond: the clock stands still, but for `perf_counter`
//!                       └──► for longer: the clock has moved by all of it, and goes on moving [Blocked by computing]
//! ```
//!
//! The measure is the same in every run: each beginning of a function of the program's and each jump in one (a loop's next round) takes
//! 50 ns, about what a round of a small loop takes in CPython. `sys.monitoring` tells of them, which slows such code down several times: so it is off
//! unless it is asked for. What a single call into the interpreter computes (`sum(range(10**7))`) is not seen.

use std::cell::Cell;

use rustpython_vm::builtins::PyCode;
use rustpython_vm::function::FuncArgs;
use rustpython_vm::{Py, PyObject, PyRef, PyResult, VirtualMachine};

use crate::machine::Machine;
use crate::place::running_line;
use crate::tools::COMPUTING;

/// A function begins (1), jumps (128).
const EVENTS: [i32; 2] = [1, 128];
/// What each takes.
const EVENT_NANOS: u64 = 50;
/// A step that computes for less takes no time.
const STEP_NANOS: u64 = 1_000_000;
/// One that computes for longer moves the clock by so much at once.
const AT_ONCE: u64 = 10_000;
/// The line with which a program switches it on.
const LINE: &str = "# @computing";

/// What the step that runs has computed.
#[derive(Debug, Default)]
pub(crate) struct Computed {
    step: Cell<u64>,
    /// Nanoseconds by which the clock has not moved.
    pending: Cell<u64>,
    /// It is a long one.
    long: Cell<bool>,
}

impl Computed {
    /// The step with this number did one more thing. What the clock is to move by.
    fn more(&self, step: u64) -> Option<u64> {
        if self.step.replace(step) != step {
            self.pending.set(0);
            self.long.set(false);
        }
        let pending = self.pending.get() + EVENT_NANOS;
        let due = pending >= if self.long.get() { AT_ONCE } else { STEP_NANOS };
        self.pending.set(if due { 0 } else { pending });
        self.long.set(self.long.get() || due);
        due.then_some(pending)
    }
}

/// Whether the program has the line that switches it on.
pub(crate) fn is_wanted(source: &str) -> bool {
    source.lines().any(|line| line.trim_end() == LINE)
}

/// Has what is written in the program take time.
pub(crate) fn install(program: &PyRef<PyCode>, vm: &VirtualMachine) -> PyResult<()> {
    let monitoring = vm.sys_module.get_attr("monitoring", vm)?;
    vm.call_method(&monitoring, "use_tool_id", (COMPUTING, "loopscope computing"))?;
    let callback = vm.new_function("computes", |_event: FuncArgs, vm: &VirtualMachine| {
        let Some(machine) = Machine::current().filter(|machine| machine.is_virtual()) else { return };
        machine.readings.computes(EVENT_NANOS);
        if let Some(nanos) = machine.computed.more(machine.handle.steps()) {
            machine.handle.compute(nanos, running_line(&machine, vm));
            machine.readings.moved(nanos);
        }
    });
    for event in EVENTS {
        vm.call_method(&monitoring, "register_callback", (COMPUTING, event, callback.clone()))?;
    }
    for code in codes(program) {
        vm.call_method(&monitoring, "set_local_events", (COMPUTING, code, EVENTS[0] | EVENTS[1]))?;
    }
    Ok(())
}

/// The next program is another one.
pub(crate) fn uninstall(vm: &VirtualMachine) {
    if let Ok(monitoring) = vm.sys_module.get_attr("monitoring", vm) {
        let _ = vm.call_method(&monitoring, "free_tool_id", (COMPUTING,));
    }
}

/// A program's code, and that of all that is defined in it.
pub(crate) fn codes(program: &PyRef<PyCode>) -> Vec<PyRef<PyCode>> {
    let mut codes = vec![program.clone()];
    collect(program, &mut codes);
    codes
}

/// The code among a code's constants, and theirs.
fn collect(code: &Py<PyCode>, found: &mut Vec<PyRef<PyCode>>) {
    for constant in code.constants.iter() {
        let constant: &PyObject = std::borrow::Borrow::borrow(constant);
        if let Some(inner) = constant.downcast_ref::<PyCode>() {
            found.push(inner.to_owned());
            collect(inner, found);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_step_takes_no_time_and_a_long_one_all_of_its() {
        let computed = Computed::default();
        let events = STEP_NANOS / EVENT_NANOS;
        for step in 1..50 {
            assert!((1..events).all(|_| computed.more(step).is_none()), "{step}");
        }
        let moved: u64 = (0..3 * events).filter_map(|_| computed.more(50)).sum();
        assert_eq!(moved, 3 * STEP_NANOS);
    }

    #[test]
    fn a_line_of_its_own_switches_it_on() {
        assert!(is_wanted("import asyncio\n# @computing  \nx = 1\n"));
        assert!(!is_wanted("x = '# @computing'\n"));
    }
}
