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

use rustpython_vm::builtins::PyCode;
use rustpython_vm::function::FuncArgs;
use rustpython_vm::{PyRef, PyResult, VirtualMachine};

use crate::machine::Machine;
use crate::machine::computed::EVENT_NANOS;
use crate::place::codes;
use crate::tools::COMPUTING;

/// A function begins (1), jumps (128).
const EVENTS: [i32; 2] = [1, 128];
/// The line with which a program switches it on.
const LINE: &str = "# @computing";

/// Whether the program has the line that switches it on.
pub(crate) fn is_wanted(source: &str) -> bool {
    source.lines().any(|line| line.trim_end() == LINE)
}

/// Has what is written in the program take time.
pub(crate) fn install(program: &PyRef<PyCode>, vm: &VirtualMachine) -> PyResult<()> {
    let monitoring = vm.sys_module.get_attr("monitoring", vm)?;
    vm.call_method(&monitoring, "use_tool_id", (COMPUTING, "loopscope computing"))?;
    let callback = vm.new_function("computes", |_event: FuncArgs, vm: &VirtualMachine| {
        let Some(machine) = Machine::current().filter(|machine| machine.driver.is_virtual()) else { return };
        let readings = &machine.driver.readings;
        readings.computes(EVENT_NANOS);
        if let Some(nanos) = machine.computed.more(machine.handle().steps()) {
            machine.handle().compute(nanos, machine.line(vm));
            readings.moved(nanos);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_its_own_switches_it_on() {
        assert!(is_wanted("import asyncio\n# @computing  \nx = 1\n"));
        assert!(!is_wanted("x = '# @computing'\n"));
    }
}
