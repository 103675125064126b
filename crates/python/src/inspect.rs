//! The variables of the program at one record of its trace: of what runs and of every suspended coroutine. A program in virtual
//! time does the same in every run, so that a run up to that record finds what was there, and ends.
//!
//! ```text
//!   the run comes to the record ──► at its next call into the engine: variables are written down ──► it is ended
//! ```
//!
//! Values are shown by `repr`, which may be the program's own code. What it prints and records counts for nothing, what it raises
//! is passed over, and what takes long is broken off: `sys.monitoring` counts its calls and jumps, as for [`crate::Guard`]. One
//! long call of the interpreter's own it does not see.

mod value;

use std::cell::Cell;
use std::rc::Rc;

use loopscope_executor::trace::TaskNo;
use loopscope_protocol::{Frame, Variable};
use rustpython_vm::builtins::{PyDict, PyStr};
use rustpython_vm::convert::IntoObject;
use rustpython_vm::frame::FrameObjectRef;
use rustpython_vm::function::FuncArgs;
use rustpython_vm::{PyResult, VirtualMachine};

use crate::library;
use crate::machine::Machine;
use crate::machine::driver::Halt;
use crate::place::{is_loop, line_of, suspended};
use crate::tools::VARIABLES;

/// How many variables of a frame are shown.
const MOST_VARIABLES: usize = 30;

const EVENTS: [i32; 3] = [1, 2, 128];
/// How many of these one `repr` may take, and all of them.
const MOST_EVENTS: u32 = 20_000;
const MOST_EVENTS_AT_ALL: u32 = 200_000;

/// How much may still be done to look at them.
#[derive(Debug, Default)]
struct Budget {
    /// Calls and jumps that may still be made, by one `repr` and by all of them.
    left: Cell<u32>,
    left_at_all: Cell<u32>,
}

/// Writes the variables down and lets the program go no further. What is recorded from now on is not the program's doing.
pub(crate) fn look(vm: &VirtualMachine) {
    let Some(machine) = Machine::current() else { return };
    machine.inspection.set_looking(true);
    machine.output.end();
    let budget = Rc::new(Budget { left: Cell::new(MOST_EVENTS), left_at_all: Cell::new(MOST_EVENTS_AT_ALL) });
    // A program that uses the tool itself is inspected without being watched.
    let _ = watch(&budget, vm);
    machine.inspection.keep_variables(variables(&machine, &budget, vm));
    machine.halt(Halt::Inspected);
    silence(vm);
    // From now on each call and each jump ends the program.
    budget.left.set(0);
    machine.inspection.set_looking(false);
}

/// Lets the program go no further, as nothing is known of what it would do. What is recorded from now on is not its doing.
pub(crate) fn end_here(machine: &Machine, halt: Halt, vm: &VirtualMachine) {
    machine.output.end();
    machine.halt(halt);
    silence(vm);
    let _ = watch(&Rc::default(), vm);
}

/// Nothing that fails from now on is the program's doing, and nobody is told of it.
fn silence(vm: &VirtualMachine) {
    let silence = vm.new_function("silence", |_unraisable: FuncArgs, _vm: &VirtualMachine| ());
    let _ = vm.sys_module.set_attr("unraisablehook", silence, vm);
}

fn watch(budget: &Rc<Budget>, vm: &VirtualMachine) -> PyResult<()> {
    let budget = budget.clone();
    let callback = vm.new_function("inspected", move |_event: FuncArgs, vm: &VirtualMachine| -> PyResult<()> {
        let (left, at_all) = (budget.left.get(), budget.left_at_all.get());
        if left == 0 || at_all == 0 {
            return Err(library::halted(vm));
        }
        budget.left.set(left - 1);
        budget.left_at_all.set(at_all - 1);
        Ok(())
    });
    let monitoring = vm.sys_module.get_attr("monitoring", vm)?;
    vm.call_method(&monitoring, "use_tool_id", (VARIABLES, "loopscope variables"))?;
    for event in EVENTS {
        vm.call_method(&monitoring, "register_callback", (VARIABLES, event, callback.clone()))?;
    }
    vm.call_method(&monitoring, "set_events", (VARIABLES, EVENTS.iter().sum::<i32>()))?;
    Ok(())
}

/// The next program may go on.
pub(crate) fn unwatch(vm: &VirtualMachine) {
    if let Ok(hook) = vm.sys_module.get_attr("__unraisablehook__", vm) {
        let _ = vm.sys_module.set_attr("unraisablehook", hook, vm);
    }
    // Nothing was watched if nothing was inspected.
    if let Ok(monitoring) = vm.sys_module.get_attr("monitoring", vm) {
        let _ = vm.call_method(&monitoring, "free_tool_id", (VARIABLES,));
    }
}

/// The program's frames, those of what runs inside of the loop apart from those of its top level; the outermost first.
fn running(machine: &Machine, vm: &VirtualMachine) -> (Vec<FrameObjectRef>, Vec<FrameObjectRef>) {
    let (mut inside, mut top) = (Vec::new(), Vec::new());
    let mut looped = false;
    let mut frame = vm.current_frame();
    while let Some(here) = frame {
        if is_loop(&here) {
            looped = true;
            inside = std::mem::take(&mut top);
        } else if machine.program.is_own(&here) {
            top.push(here.clone());
        }
        frame = here.f_back(vm);
    }
    debug_assert!(looped || inside.is_empty());
    inside.reverse();
    top.reverse();
    (inside, top)
}

/// Of the top level and then of each task, the oldest first; of each the outermost frame first.
fn variables(machine: &Machine, budget: &Budget, vm: &VirtualMachine) -> Vec<Frame> {
    let (inside, top) = running(machine, vm);
    let runs = machine.current.task().map_or(0, |task| task.no());
    let mut found = vec![(0, top)];
    for task in machine.current.tasks(None) {
        let frames = match task.coroutine() {
            _ if task.no() == runs => inside.clone(),
            Some(coroutine) => suspended(&coroutine).filter(|frame| machine.program.is_own(frame)).collect(),
            None => Vec::new(),
        };
        found.push((task.no(), frames));
    }
    let frames = found.iter().flat_map(|(task, frames)| frames.iter().map(|frame| (*task, frame)));
    frames.map(|(task, frame)| variables_of(task, frame, budget, vm)).collect()
}

fn variables_of(task: TaskNo, frame: &FrameObjectRef, budget: &Budget, vm: &VirtualMachine) -> Frame {
    let function = frame.iframe().code().obj_name.as_str().to_owned();
    let mut locals = Frame { task, function, line: line_of(frame), variables: Vec::new(), more: 0 };
    let Ok(mapping) = frame.locals(vm) else { return locals };
    let Ok(dict) = mapping.into_object().downcast::<PyDict>() else { return locals };
    for (name, value) in dict {
        let Some(name) = name.downcast_ref::<PyStr>().map(ToString::to_string) else { continue };
        // Names with a point are the interpreter's.
        if name.starts_with("__") || name.starts_with('.') || value::is_noise(&value) {
            continue;
        }
        if locals.variables.len() == MOST_VARIABLES {
            locals.more += 1;
            continue;
        }
        budget.left.set(MOST_EVENTS);
        locals.variables.push(Variable { name, value: value::shown(&value, vm) });
    }
    locals
}
