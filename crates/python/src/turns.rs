//! How turns of the loop follow each other: entries, threads between them, waits, and the end of all of it.
//!
//! ```text
//!   a thread that is ready runs ─► else an entry of the turn ─► turn over ─► the next one, or a wait, or a thread's time
//!                                                                        └─► nobody will ever go on: a deadlock
//! ```

use loopscope_executor::Next;
use rustpython_vm::vm::thread::with_current_vm;

use crate::machine::Machine;
use crate::machine::driver::Halt;
use crate::{stuck, threads, waiting};

/// One entry of the loop's turn, or the wait for the next; false when nothing will ever come. `is_stopping`: whether the loop is to stop.
pub(crate) fn step(machine: &Machine, is_stopping: impl Fn() -> bool) -> bool {
    let Some(next) = entry(machine) else { return false };
    if machine.driver.in_turn() {
        return true;
    }
    match next {
        Next::Now => pass(machine),
        // An entry let a thread go on.
        Next::At(_) | Next::Idle { .. } if machine.threads.any() && machine.threads.any_ready() => {}
        // A loop that is to stop does not wait for its timers.
        Next::At(_) if is_stopping() => pass(machine),
        Next::At(deadline) => waiting::wait_until(machine, deadline),
        Next::Idle { .. } => return is_stopping() || idle(machine),
        Next::Stopped(limit) => {
            machine.halt(Halt::Limit(limit));
            return false;
        }
    }
    true
}

/// A turn is over, and no wait follows.
pub(crate) fn pass(machine: &Machine) {
    machine.driver.pass_turn(machine.threads.deadline());
}

/// One entry of the loop's turn, which begins if need be, and what comes then; `None` when no turn will come any more.
pub(crate) fn entry(machine: &Machine) -> Option<Next> {
    if !machine.driver.may_turn() {
        return None;
    }
    machine.output.tell();
    // A thread that would go on at once has let the loop have its turn.
    let loops_turn = machine.spinning.take_way() && machine.driver.is_ready();
    if machine.threads.any() && !machine.driver.in_turn() && !loops_turn && run_thread(machine) {
        return Some(machine.driver.next());
    }
    machine.driver.run_entry()
}

/// Has a thread run that is ready; false when none is.
fn run_thread(machine: &Machine) -> bool {
    with_current_vm(|vm| threads::run_ready(machine, vm))
}

/// Nothing comes of itself, so a thread's time is waited for; false when nothing will ever come.
pub(crate) fn idle(machine: &Machine) -> bool {
    if machine.threads.any_ready() {
        return true;
    }
    if let Some(deadline) = machine.threads.deadline() {
        waiting::wait_until(machine, deadline);
        return true;
    }
    if machine.threads.current() != 0 {
        // The main thread might go on; but it stands below this loop, and comes to it only when the loop has returned.
        let text = "this loop runs in a thread, and has to wait for what another one does: here a loop in a thread runs to its end \
                    at once; have the main thread run it";
        machine.driver.fail(with_current_vm(|vm| vm.new_runtime_error(text)));
        return true;
    }
    machine.handle().record_idle();
    machine.halt(Halt::Deadlock);
    with_current_vm(|vm| stuck::find(machine, vm));
    false
}
