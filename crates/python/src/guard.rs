//! Ends a program that computes without end. RustPython has no counter of instructions that could be read from outside; what it
//! has is `sys.monitoring` (PEP 669), whose callbacks may raise. It costs a call at every jump, so that a run is guarded only
//! when it is known to take long.
//!
//! What it raises the program may catch: it is raised again at the next jump. A single call into the interpreter's own code
//! (`10**10**8`, `sum(iter(int, 1))`) never jumps: in a browser the module itself ends that (web/python/src/pulse.rs), else its thread.

use std::cell::Cell;
use std::fmt;
use std::rc::Rc;

use loopscope_executor::trace::{Chunk, Kind, Limit};
use rustpython_vm::builtins::{PyCode, PyInt};
use rustpython_vm::function::FuncArgs;
use rustpython_vm::{PyResult, VirtualMachine};

use crate::asyncio;
use crate::machine::{Halt, Machine};
use crate::place::running_line;
use crate::tools::GUARD;

/// Events of `sys.monitoring`: a function begins (1), goes on (2), jumps (128).
const EVENTS: i32 = 1 | 2 | 128;
/// The clock is read at one event of so many.
const STRIDE: u32 = 256;

/// What watches over a run that may never give control back.
#[derive(Clone)]
pub struct Guard {
    /// How long the program may compute, in milliseconds.
    pub limit_ms: u32,
    /// What the trace says of that, in milliseconds: the limit of the run before, where a program that was ended is run again.
    pub told_ms: u32,
    /// A clock in milliseconds that goes on while the program computes.
    pub now_ms: fn() -> f64,
    /// Takes what was recorded so far, before each step; so that it is known even of a run that is ended from outside. The run's
    /// trace at its end is only what came since.
    pub tell: Rc<dyn Fn(Chunk)>,
}

impl fmt::Debug for Guard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Guard").field("limit_ms", &self.limit_ms).finish_non_exhaustive()
    }
}

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
            if let Some(machine) = Machine::current().filter(|machine| machine.halt.borrow().is_none()) {
                let limit = Limit::Computing(told_ms);
                let line = jump_line(&event, &machine).unwrap_or_else(|| running_line(&machine, vm));
                machine.handle.record(None, line, Kind::LimitReached(limit));
                machine.halt.replace(Some(Halt::Limit(limit)));
            }
        }
        Err(asyncio::halted(vm))
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

/// The line of the program's own file from which a jump was made, if that is what happened. The frame has jumped already, and tells of
/// the line before the one where it lands.
pub(crate) fn jump_line(event: &FuncArgs, machine: &Machine) -> Option<u32> {
    let [code, from, _to] = &event.args[..] else { return None };
    let code = code.downcast_ref::<PyCode>().filter(|code| code.source_path().as_str() == machine.file)?;
    // In bytes; an instruction has two.
    let from: usize = from.downcast_ref::<PyInt>()?.as_bigint().try_into().ok()?;
    let (start, _) = code.code.locations.get(from / 2)?;
    u32::try_from(start.line.get()).ok()
}
