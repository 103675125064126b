//! What stops a program from another thread: Ctrl-C, and a limit of time. The interpreter looks for it before each of its
//! instructions, and the loop before each entry and while it sleeps; one long call of the interpreter's own (`10**10**8`) goes on.
//!
//! As in CPython's `asyncio.Runner` (3.11), the first interrupt cancels the main task of a running loop, so that it can clean up;
//! the next one raises `KeyboardInterrupt` where the program is.

#[cfg(not(target_arch = "wasm32"))]
use std::sync::atomic::Ordering;

use loopscope_executor::trace::Actor;
#[cfg(not(target_arch = "wasm32"))]
use loopscope_executor::trace::Limit;
#[cfg(not(target_arch = "wasm32"))]
use rustpython_vm::signal::UserSignalSender;
use rustpython_vm::{PyResult, VirtualMachine};

#[cfg(not(target_arch = "wasm32"))]
use crate::library;
use crate::machine::Machine;
#[cfg(not(target_arch = "wasm32"))]
use crate::machine::driver::Halt;
#[cfg(not(target_arch = "wasm32"))]
use crate::pending::Pending;

/// Stops the programs of an interpreter, from any thread.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Clone, Debug)]
pub struct Interrupter {
    pub(crate) sender: UserSignalSender,
    pub(crate) pending: Pending,
}

#[cfg(not(target_arch = "wasm32"))]
impl Interrupter {
    /// Does what Ctrl-C does in CPython. False when the program has not yet noticed what was sent before: it is in a long call of the
    /// interpreter's own, or over.
    #[must_use]
    pub fn interrupt(&self) -> bool {
        self.send(|vm| match Machine::current() {
            Some(machine) => interrupt(&machine, vm),
            None => Ok(()),
        })
    }

    /// Ends the program at [`Limit::Computing`], with this number of milliseconds. False as above.
    #[must_use]
    pub fn limit(&self, ms: u32) -> bool {
        self.send(move |vm| {
            let Some(machine) = Machine::current() else { return Ok(()) };
            if !machine.driver.is_halted() {
                machine.halt(Halt::Limit(Limit::Computing(ms)));
            }
            machine.output.silence();
            Err(library::halted(vm))
        })
    }

    fn send(&self, what: impl FnOnce(&VirtualMachine) -> PyResult<()> + Send + 'static) -> bool {
        if self.pending.swap(true, Ordering::SeqCst) {
            return false;
        }
        let pending = self.pending.clone();
        let signal = move |vm: &VirtualMachine| {
            pending.store(false, Ordering::SeqCst);
            what(vm)
        };
        self.sender.send(Box::new(signal)).is_ok()
    }
}

/// What an interrupt does to the program: it cancels the main task of a running loop, or is raised where the program is.
///
/// # Errors
/// `KeyboardInterrupt` in the latter case.
pub(crate) fn interrupt(machine: &Machine, vm: &VirtualMachine) -> PyResult<()> {
    let actor = machine.handle().set_actor(Actor::Reader);
    let cancels = cancels_main_task(vm);
    machine.handle().set_actor(actor);
    if cancels? { Ok(()) } else { Err(vm.new_exception_empty(vm.ctx.exceptions.keyboard_interrupt.to_owned())) }
}

/// Whether there is a main task that could be cancelled instead.
fn cancels_main_task(vm: &VirtualMachine) -> PyResult<bool> {
    let modules = vm.sys_module.get_attr("modules", vm)?;
    let Ok(runners) = modules.get_item("asyncio.runners", vm) else { return Ok(false) };
    vm.call_method(&runners, "_interrupted", ())?.try_to_bool(vm)
}
