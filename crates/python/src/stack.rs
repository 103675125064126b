//! A task's await stack: which of the program's coroutines await each other in it, recorded where it changes.
//!
//! ```text
//!   one begins, awaited by another [CoroutineEntered] ──► it ends, by returning or raising [CoroutineLeft]
//!                                            ▲       └──► an asynchronous generator gives a value [CoroutineLeft]
//!                                            └───────────────────────── and is asked for the next ────┘
//!   the task is suspended: what is recorded is set right by what is really awaited
//! ```
//!
//! The interpreter tells when one begins and ends: `sys.monitoring` (PEP 669) calls back for the code of the program's own
//! coroutines, and for no other, so that what runs often pays nothing. What it does not tell of (generators with which the
//! program makes awaitables, coroutines that are driven by hand) is found at the next suspension.

use rustpython_vm::builtins::PyCode;
use rustpython_vm::bytecode::CodeFlags;
use rustpython_vm::frame::FrameObjectRef;
use rustpython_vm::function::FuncArgs;
use rustpython_vm::{AsObject, Py, PyRef, PyResult, VirtualMachine};

use crate::classes::task::PyTask;
use crate::machine::Machine;
use crate::place::{codes, frame_of, line_of};
use crate::tools::STACK;

const PY_START: i32 = 1;
const PY_RESUME: i32 = 1 << 1;
const PY_RETURN: i32 = 1 << 2;
const PY_YIELD: i32 = 1 << 3;
/// Told of every code or of none.
const PY_UNWIND: i32 = 1 << 13;

const COROUTINES: CodeFlags = CodeFlags::COROUTINE.union(CodeFlags::ASYNC_GENERATOR);

/// The task that runs, and its step's machine.
fn running() -> Option<(std::rc::Rc<Machine>, PyRef<PyTask>)> {
    let machine = Machine::current().filter(|machine| machine.recording)?;
    let task = machine.current.task()?;
    Some((machine, task))
}

/// A coroutine of the program's runs, for the first time, or after it gave a value.
fn begins(vm: &VirtualMachine) {
    let (Some((machine, task)), Some(frame)) = (running(), vm.current_frame()) else { return };
    let root = task.coroutine().and_then(|coroutine| frame_of(&coroutine));
    let is_root = |frame: &FrameObjectRef| root.as_ref().is_some_and(|root| root.as_object().is(frame.as_object()));
    if is_root(&frame) || !machine.program.is_own(&frame) || task.stack.level_of(&frame).is_some() {
        return;
    }
    let above = machine.program.own_below(frame.f_back(vm), vm);
    // What stands above who awaits it has ended without a word.
    match above.as_ref().map(|above| (is_root(above), task.stack.level_of(above))) {
        Some((true, _)) => task.stack.leave(machine.handle(), 0),
        Some((_, Some(level))) => task.stack.leave(machine.handle(), level + 1),
        _ => {}
    }
    task.stack.enter(machine.handle(), &frame, above.map_or(0, |above| line_of(&above)));
}

/// The coroutine that runs ends.
fn ends(vm: &VirtualMachine) {
    let (Some((machine, task)), Some(frame)) = (running(), vm.current_frame()) else { return };
    if let Some(level) = task.stack.level_of(&frame) {
        task.stack.leave(machine.handle(), level);
    }
}

/// Has the interpreter tell of the coroutines that are written in the program.
pub(crate) fn install(program: &Py<PyCode>, vm: &VirtualMachine) -> PyResult<()> {
    // A coroutine awaits others; the module itself awaits nothing.
    let is_one = |code: &PyRef<PyCode>| code.flags.intersects(COROUTINES) && !code.is(program);
    let codes: Vec<_> = codes(program).into_iter().filter(is_one).collect();
    if codes.is_empty() {
        return Ok(());
    }
    let monitoring = vm.sys_module.get_attr("monitoring", vm)?;
    vm.call_method(&monitoring, "use_tool_id", (STACK, "loopscope await stacks"))?;
    let begun = vm.new_function("begun", |_event: FuncArgs, vm: &VirtualMachine| begins(vm));
    let ended = vm.new_function("ended", |_event: FuncArgs, vm: &VirtualMachine| ends(vm));
    let unwound = vm.new_function("unwound", |event: FuncArgs, vm: &VirtualMachine| {
        if event.args.first().and_then(|code| code.downcast_ref::<PyCode>()).is_some_and(is_coroutine) {
            ends(vm);
        }
    });
    let gave = vm.new_function("gave", |event: FuncArgs, vm: &VirtualMachine| {
        // What an asynchronous generator gives to who iterates over it, not what it awaits.
        if event.args.last().is_some_and(|value| &*value.class().name() == "async_generator_wrapped_value") {
            ends(vm);
        }
    });
    for (event, callback) in
        [(PY_START, &begun), (PY_RESUME, &begun), (PY_RETURN, &ended), (PY_YIELD, &gave), (PY_UNWIND, &unwound)]
    {
        vm.call_method(&monitoring, "register_callback", (STACK, event, callback.clone()))?;
    }
    for code in codes {
        let generator = code.flags.contains(CodeFlags::ASYNC_GENERATOR);
        let events = PY_START | PY_RETURN | if generator { PY_RESUME | PY_YIELD } else { 0 };
        vm.call_method(&monitoring, "set_local_events", (STACK, code, events))?;
    }
    vm.call_method(&monitoring, "set_events", (STACK, PY_UNWIND))?;
    Ok(())
}

/// The next program is another one.
pub(crate) fn uninstall(vm: &VirtualMachine) {
    // Without a program that awaits nothing was installed, and nothing is to be done.
    if let Ok(monitoring) = vm.sys_module.get_attr("monitoring", vm) {
        let _ = vm.call_method(&monitoring, "free_tool_id", (STACK,));
    }
}

fn is_coroutine(code: &Py<PyCode>) -> bool {
    code.flags.intersects(COROUTINES) && Machine::current().is_some_and(|machine| machine.program.is_own_code(code))
}
