//! Ends a program that computes without end. RustPython has no counter of instructions that could be read from outside; what it
//! has is `sys.monitoring` (PEP 669), whose callbacks may raise. It costs a call at every jump, so that a run is guarded only
//! when it is known to take long.
//!
//! What it raises the program may catch: it is raised again at the next jump. A single call into the interpreter's own code
//! (`10**10**8`, `sum(iter(int, 1))`) never jumps: in a browser the module itself ends that (web/python/src/pulse.rs), else its thread.

use std::cell::Cell;

use loopscope_executor::trace::{Kind, Limit};
use rustpython_vm::function::FuncArgs;
use rustpython_vm::{PyResult, VirtualMachine};

use crate::library;
use crate::machine::Machine;
use crate::machine::driver::Halt;
use crate::options::Guard;
use crate::tools::GUARD;

/// Events of `sys.monitoring`: a function begins (1), goes on (2), jumps (128).
const EVENTS: i32 = 1 | 2 | 128;
/// The clock is read at one event of so many.
const STRIDE: u32 = 256;

/// Has the interpreter ask from now on whether the program has computed for too long.
pub(crate) fn install(guard: &Guard, vm: &VirtualMachine) -> PyResult<()> {
    let (told_ms, now_ms) = (guard.told_ms, guard.now_ms);
    let deadline = now_ms() + f64::from(guard.limit_ms);
    let events = Cell::new(0_u32);
    let over = Cell::new(false);
    let callback = vm.new_function("guard", move |event: FuncArgs, vm: &VirtualMachine| -> PyResult<()> {
        if !over.get() {
            events.set(events.get().wrapping_add(1));
            if !events.get().is_multiple_of(STRIDE) || now_ms() < deadline {
                return Ok(());
            }
            over.set(true);
            if let Some(machine) = Machine::current().filter(|machine| !machine.driver.is_halted()) {
                let limit = Limit::Computing(told_ms);
                let line = machine.program.jump_line(&event).unwrap_or_else(|| machine.line(vm));
                machine.handle().record(None, line, Kind::LimitReached(limit));
                machine.halt(Halt::Limit(limit));
            }
        }
        Err(library::halted(vm))
    });
    let monitoring = vm.sys_module.get_attr("monitoring", vm)?;
    vm.call_method(&monitoring, "use_tool_id", (GUARD, "loopscope"))?;
    for event in [1, 2, 128] {
        vm.call_method(&monitoring, "register_callback", (GUARD, event, callback.clone()))?;
    }
    vm.call_method(&monitoring, "set_events", (GUARD, EVENTS))?;
    Ok(())
}

/// Watches over nothing any more: the interpreter may run another program.
pub(crate) fn uninstall(vm: &VirtualMachine) -> PyResult<()> {
    let monitoring = vm.sys_module.get_attr("monitoring", vm)?;
    vm.call_method(&monitoring, "set_events", (GUARD, 0))?;
    for event in [1, 2, 128] {
        vm.call_method(&monitoring, "register_callback", (GUARD, event, vm.ctx.none()))?;
    }
    vm.call_method(&monitoring, "free_tool_id", (GUARD,)).map(drop)
}
