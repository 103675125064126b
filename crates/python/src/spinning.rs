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

use std::cell::{Cell, OnceCell, RefCell};

use loopscope_executor::Instant;
use loopscope_executor::pace::Round;
use rustpython_vm::builtins::PyCode;
use rustpython_vm::function::FuncArgs;
use rustpython_vm::{PyRef, PyResult, VirtualMachine};

use crate::computing;
use crate::guard::jump_line;
use crate::machine::Machine;
use crate::place::running_line;
use crate::rounds::Loops;
use crate::sources;
use crate::threads::{self, For, Stretch, Wait};
use crate::tools::SPINNING;

/// A jump.
const JUMP: i32 = 128;
/// A thread that others wait for is left after so long, in nanoseconds: `sys.getswitchinterval()`.
const SWITCH_NANOS: u64 = 5_000_000;
/// Who else could go on is looked for in one of so many rounds.
const LOOK: u32 = 64;
/// So many looks at which nobody could, and the main thread is no longer watched.
const IN_VAIN: u32 = 16;

/// Whether the main thread is watched.
#[derive(Debug, Default)]
pub(crate) struct Spinning {
    program: RefCell<Option<PyRef<PyCode>>>,
    loops: OnceCell<Loops>,
    installed: Cell<bool>,
    watched: Cell<bool>,
    in_vain: Cell<u32>,
    step: Cell<u64>,
    /// A thread just stopped spinning for others, who are ready.
    pub(crate) gave_way: Cell<bool>,
}

impl Spinning {
    /// What the loop around a line of the program goes round for.
    pub(crate) fn round(&self, line: u32) -> Round {
        self.loops.get_or_init(|| Loops::of(&sources::program())).around(line)
    }

    /// The program whose loops may wait.
    pub(crate) fn set_program(&self, program: &PyRef<PyCode>) {
        self.program.replace(Some(program.clone()));
    }
}

/// A thread waits by now; from here on the main one may spin until that is over.
pub(crate) fn watch(machine: &Machine, vm: &VirtualMachine) {
    let spinning = &machine.spinning;
    spinning.in_vain.set(0);
    if spinning.watched.get() || machine.threads.deadline().is_none() && !machine.threads.any_ready() {
        return;
    }
    // What cannot be watched for is let be.
    spinning.watched.set(listen(machine, true, vm).is_ok());
}

fn listen(machine: &Machine, on: bool, vm: &VirtualMachine) -> PyResult<()> {
    let Some(program) = machine.spinning.program.borrow().clone() else { return Ok(()) };
    let monitoring = vm.sys_module.get_attr("monitoring", vm)?;
    if !machine.spinning.installed.replace(true) {
        vm.call_method(&monitoring, "use_tool_id", (SPINNING, "loopscope spinning"))?;
        let callback = vm.new_function("jumps", |event: FuncArgs, vm: &VirtualMachine| jumped(&event, vm));
        vm.call_method(&monitoring, "register_callback", (SPINNING, JUMP, callback))?;
    }
    for code in computing::codes(&program) {
        vm.call_method(&monitoring, "set_local_events", (SPINNING, code, if on { JUMP } else { 0 }))?;
    }
    Ok(())
}

/// The next program is another one.
pub(crate) fn uninstall(vm: &VirtualMachine) {
    if let Ok(monitoring) = vm.sys_module.get_attr("monitoring", vm) {
        let _ = vm.call_method(&monitoring, "free_tool_id", (SPINNING,));
    }
}

/// A round of a loop in the main thread.
fn jumped(event: &FuncArgs, vm: &VirtualMachine) -> PyResult<()> {
    let Some(machine) = Machine::current().filter(|machine| machine.threads.current() == 0) else { return Ok(()) };
    let (threads, spinning) = (&machine.threads, &machine.spinning);
    if spinning.step.replace(machine.handle.steps()) != machine.handle.steps() {
        threads.begin_stretch(machine.now());
    }
    let line = jump_line(event, &machine).unwrap_or(0);
    let stretch = threads.pass_round(spinning.round(line));
    if !stretch.rounds.count().is_multiple_of(LOOK) {
        return Ok(());
    }
    let Some(at) = threads.others(&machine) else {
        spinning.in_vain.set(spinning.in_vain.get() + 1);
        if spinning.in_vain.get() >= IN_VAIN {
            spinning.watched.set(false);
            listen(&machine, false, vm)?;
        }
        return Ok(());
    };
    if machine.is_virtual() {
        let Some(costs) = due(&machine, &stretch, at) else { return Ok(()) };
        if costs > 0 {
            machine.handle.compute(costs, line);
        }
    }
    threads::run_ready(&machine, vm);
    threads.begin_stretch(machine.now());
    Ok(())
}

/// By how much the clock has to move, in nanoseconds, for somebody else to go on who can at this moment; `None` when what runs may run on.
fn due(machine: &Machine, stretch: &Stretch, at: Instant) -> Option<u64> {
    let nanos = |from: Instant, to: Instant| u64::try_from(to.saturating_since(from).as_nanos()).unwrap_or(u64::MAX);
    let (now, taken) = (machine.now(), stretch.rounds.taken());
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
        && machine.threads.deadline().is_some_and(|at| at <= machine.now())
    {
        threads::run_ready(machine, vm);
    }
}

/// A round of a `while` in another thread: what it is to wait for now.
pub(crate) fn in_thread(machine: &Machine, round: Round, vm: &VirtualMachine) -> Option<Wait> {
    let threads = &machine.threads;
    let stretch = threads.pass_round(round);
    let moved = stretch.since < machine.now();
    if threads.current() == 0 || !moved && !stretch.rounds.count().is_multiple_of(LOOK) {
        return None;
    }
    let at = threads.others(machine)?;
    if machine.is_virtual() {
        let costs = due(machine, &stretch, at)?;
        if at <= machine.now() {
            if costs > 0 {
                machine.handle.compute(costs, running_line(machine, vm));
            }
            machine.spinning.gave_way.set(true);
        }
    } else if at > machine.now() {
        return None;
    }
    Some(Wait { what: For::Turn, until: Some(at.max(machine.now())) })
}
