//! Loops that wait for another thread and do not say so: `while not done: pass`. In CPython a thread is left anywhere after five
//! milliseconds, when others want to go on, and while it computes time goes by. Here it does after many rounds of its loops, by the rules of
//! `loopscope_executor::pace`.
//!
//! ```text
//!   the main thread: `sys.monitoring` tells of each jump ──► time for another one ──► that one runs within the jump
//!   any other: its twin asks in each round of a `while`  ──► time for another one ──► it waits, and is gone on with later
//! ```
//!
//! The main thread is watched only while there is a thread that time would bring to go on: that slows its loops down.

use loopscope_executor::Instant;
use loopscope_executor::pace::Round;
use rustpython_vm::function::FuncArgs;
use rustpython_vm::{PyResult, VirtualMachine};

use crate::machine::Machine;
use crate::machine::threads::{For, Stretch, Wait};
use crate::threads;
use crate::tools::SPINNING;

/// A thread that others wait for is left after so long, in nanoseconds: `sys.getswitchinterval()`.
const SWITCH_NANOS: u64 = 5_000_000;
/// Who else could go on is looked for in one of so many rounds.
const LOOK: u32 = 64;

/// The next program is another one.
pub(crate) fn uninstall(vm: &VirtualMachine) {
    if let Ok(monitoring) = vm.sys_module.get_attr("monitoring", vm) {
        let _ = vm.call_method(&monitoring, "free_tool_id", (SPINNING,));
    }
}

/// A round of a loop in the main thread.
pub(crate) fn jumped(event: &FuncArgs, vm: &VirtualMachine) -> PyResult<()> {
    let Some(machine) = Machine::current().filter(|machine| machine.threads.current() == 0) else { return Ok(()) };
    let (threads, spinning) = (&machine.threads, &machine.spinning);
    if spinning.begins_step(machine.handle().steps()) {
        threads.begin_stretch(machine.driver.now());
    }
    let line = machine.program.jump_line(event).unwrap_or(0);
    let stretch = threads.pass_round(spinning.round(line));
    if !stretch.rounds.count().is_multiple_of(LOOK) {
        return Ok(());
    }
    let Some(at) = threads::others(&machine) else { return spinning.look_in_vain(vm) };
    if machine.driver.is_virtual() {
        let Some(costs) = due(&machine, &stretch, at) else { return Ok(()) };
        if costs > 0 {
            machine.handle().compute(costs, line);
        }
    }
    threads::run_ready(&machine, vm);
    threads.begin_stretch(machine.driver.now());
    Ok(())
}

/// By how much the clock has to move, in nanoseconds, for somebody else to go on who can at this moment; `None` when what runs may run on.
fn due(machine: &Machine, stretch: &Stretch, at: Instant) -> Option<u64> {
    let nanos = |from: Instant, to: Instant| u64::try_from(to.saturating_since(from).as_nanos()).unwrap_or(u64::MAX);
    let (now, taken) = (machine.driver.now(), stretch.rounds.taken());
    if at > now {
        let ahead = nanos(now, at);
        return (taken >= ahead).then_some(ahead);
    }
    let spent = nanos(stretch.since, now);
    (taken.saturating_add(spent) >= SWITCH_NANOS).then(|| SWITCH_NANOS.saturating_sub(spent))
}

/// The main thread has read a clock, and by that moved it: those whose time has come go on.
pub(crate) fn clock_read(machine: &Machine, vm: &VirtualMachine) {
    if machine.threads.any()
        && machine.threads.current() == 0
        && machine.threads.deadline().is_some_and(|at| at <= machine.driver.now())
    {
        threads::run_ready(machine, vm);
    }
}

/// A round of a `while` in another thread: what it is to wait for now.
pub(crate) fn in_thread(machine: &Machine, round: Round, vm: &VirtualMachine) -> Option<Wait> {
    let threads = &machine.threads;
    let stretch = threads.pass_round(round);
    let moved = stretch.since < machine.driver.now();
    if threads.current() == 0 || !moved && !stretch.rounds.count().is_multiple_of(LOOK) {
        return None;
    }
    let at = threads::others(machine)?;
    if machine.driver.is_virtual() {
        let costs = due(machine, &stretch, at)?;
        if at <= machine.driver.now() {
            if costs > 0 {
                machine.handle().compute(costs, machine.line(vm));
            }
            machine.spinning.give_way();
        }
    } else if at > machine.driver.now() {
        return None;
    }
    Some(Wait { what: For::Turn, until: Some(at.max(machine.driver.now())) })
}
