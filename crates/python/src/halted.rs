//! A program that can go no further is ended, whatever it catches.
//!
//! ```text
//!   everybody waits for ever, or a limit is reached ─► `_Halted` is raised where the top level entered the loop
//!     ─► its `finally` and `except` blocks run, and in them the loop, unless it was a limit: `asyncio.run` cancels what is left
//!     ─► one of them kept the exception for itself ─► it is raised again, at the next call or jump that no `finally` block makes
//! ```
//!
//! No exception is beyond `except BaseException`, so that what comes after is watched: `sys.monitoring` (PEP 669) tells of each call,
//! each jump and each function that begins, and what runs there outside of the loop has to be on the exception's way out. That way is
//! not endless either: after so many of them each one ends the program. What is still suspended is closed, and has the same way out: from
//! the exception that closes it, through `except` and `finally` blocks.

use std::cell::Cell;

use rustpython_vm::builtins::PyBaseException;
use rustpython_vm::bytecode::CodeFlags;
use rustpython_vm::frame::FrameObjectRef;
use rustpython_vm::function::FuncArgs;
use rustpython_vm::{AsObject, PyRef, PyResult, VirtualMachine};

use crate::library;
use crate::machine::Machine;
use crate::place::line_of;
use crate::sources;
use crate::tools::HALTED;

/// A function begins, goes on, calls, jumps.
const EVENTS: [i32; 4] = [1, 2, 16, 128];
/// A line begins.
const LINE: i32 = 32;
/// How many of these there may be on the way out.
const MOST: u32 = 50_000;

/// Has the interpreter watch from now on that the program ends.
pub(crate) fn watch(machine: &Machine, vm: &VirtualMachine) -> PyResult<()> {
    if machine.inspection.is_wanted() || machine.output.is_ended() {
        return Ok(());
    }
    let left = Cell::new(MOST);
    let callback = vm.new_function("halted", move |_event: FuncArgs, vm: &VirtualMachine| -> PyResult<()> {
        let Some(machine) = Machine::current() else { return Ok(()) };
        match left.get().checked_sub(1) {
            None => return Err(library::halted(vm)),
            // What it raises inside of a `try` may be caught there; at a line there is one before each `try`.
            Some(0) => {
                left.set(0);
                listen(&machine, EVENTS.iter().sum::<i32>() | LINE, vm)?;
                // Nor is anybody told of what it ends where nobody asks.
                let silence = vm.new_function("silence", |_unraisable: FuncArgs, _vm: &VirtualMachine| ());
                vm.sys_module.set_attr("unraisablehook", silence, vm)?;
            }
            Some(fewer) => left.set(fewer),
        }
        let allowed = machine.current.has_loop()
            || !is_programs(&machine, vm)
            || match closed(&machine, vm) {
                Some(coroutine) => is_closing(&machine, &coroutine, vm),
                None => machine.driver.is_finishing() || is_on_its_way(vm) || is_in_finally(&machine, vm),
            };
        if allowed { Ok(()) } else { Err(library::halted(vm)) }
    });
    let monitoring = vm.sys_module.get_attr("monitoring", vm)?;
    vm.call_method(&monitoring, "use_tool_id", (HALTED, "loopscope halted"))?;
    for event in EVENTS {
        vm.call_method(&monitoring, "register_callback", (HALTED, event, callback.clone()))?;
    }
    listen(machine, EVENTS.iter().sum(), vm)
}

/// Has the interpreter tell of these events, in all code that is entered from now on, and in what runs.
fn listen(machine: &Machine, events: i32, vm: &VirtualMachine) -> PyResult<()> {
    machine.watched.set(events);
    let monitoring = vm.sys_module.get_attr("monitoring", vm)?;
    vm.call_method(&monitoring, "set_events", (HALTED, events)).map(drop)
}

/// The next program may do what it likes.
pub(crate) fn unwatch(vm: &VirtualMachine) {
    // Nothing was watched if nothing was halted.
    if let Ok(monitoring) = vm.sys_module.get_attr("monitoring", vm) {
        let _ = vm.call_method(&monitoring, "free_tool_id", (HALTED,));
    }
    if let Ok(hook) = vm.sys_module.get_attr("__unraisablehook__", vm) {
        let _ = vm.sys_module.set_attr("unraisablehook", hook, vm);
    }
}

/// A suspended coroutine is entered by an exception: what began to run before it was watched is watched from here on.
pub(crate) fn entered(vm: &VirtualMachine) {
    let Some(machine) = Machine::current().filter(|machine| machine.watched.get() != 0) else { return };
    machine.closing_within.set(handled(vm).map_or(0, |outer| outer.as_object().get_id()));
    // It is watched as it was.
    let _ = listen(&machine, machine.watched.get(), vm);
}

fn handled(vm: &VirtualMachine) -> Option<PyRef<PyBaseException>> {
    let handled = vm.call_method(vm.sys_module.as_object(), "exception", ());
    handled.ok().and_then(|handled| handled.downcast::<PyBaseException>().ok())
}

/// The coroutine of the program's that runs. As no loop does, it is being closed, or goes on after it should have ended.
fn closed(machine: &Machine, vm: &VirtualMachine) -> Option<FrameObjectRef> {
    const FLAGS: CodeFlags = CodeFlags::COROUTINE.union(CodeFlags::ASYNC_GENERATOR);
    let mut frame = machine.program.own_below(vm.current_frame(), vm);
    while let Some(here) = frame {
        if here.iframe().code().flags.intersects(FLAGS) {
            return Some(here);
        }
        frame = machine.program.own_below(here.f_back(vm), vm);
    }
    None
}

/// Whether that is in a `finally` block, or in an `except` block that what closes it has come to.
fn is_closing(machine: &Machine, coroutine: &FrameObjectRef, vm: &VirtualMachine) -> bool {
    if handled(vm).is_some_and(|handled| handled.as_object().get_id() != machine.closing_within.get()) {
        return true;
    }
    let mut frame = machine.program.own_below(vm.current_frame(), vm);
    while let Some(here) = frame {
        if sources::is_within_finally(line_of(&here)) {
            return true;
        }
        if here.is(coroutine) {
            break;
        }
        frame = machine.program.own_below(here.f_back(vm), vm);
    }
    false
}

/// Whether what runs is a `finally` or an `except` block that the exception has come to, or handles another one there.
fn is_on_its_way(vm: &VirtualMachine) -> bool {
    let mut handled = handled(vm);
    while let Some(exception) = handled {
        if library::is_halted(&exception, vm) {
            return true;
        }
        handled = exception.__context__();
    }
    false
}

/// Whether it is the program that runs, and not the library on its behalf.
fn is_programs(machine: &Machine, vm: &VirtualMachine) -> bool {
    vm.current_frame().is_some_and(|frame| machine.program.is_own(&frame))
}

/// Whether the program is in a `finally` block, in one of its own frames.
fn is_in_finally(machine: &Machine, vm: &VirtualMachine) -> bool {
    let mut frame = machine.program.own_below(vm.current_frame(), vm);
    while let Some(here) = frame {
        if sources::is_within_finally(line_of(&here)) {
            return true;
        }
        frame = machine.program.own_below(here.f_back(vm), vm);
    }
    false
}
