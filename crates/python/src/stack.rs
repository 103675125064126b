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

use std::cell::RefCell;

use loopscope_executor::trace::{Kind, TextId};
use rustpython_vm::builtins::PyCode;
use rustpython_vm::bytecode::CodeFlags;
use rustpython_vm::frame::FrameObjectRef;
use rustpython_vm::function::FuncArgs;
use rustpython_vm::{AsObject, Py, PyObject, PyRef, PyResult, VirtualMachine};

use crate::machine::Machine;
use crate::place::{frame_of, is_own, is_own_code, line_of, own_below, suspended};
use crate::task::PyTask;
use crate::tools::STACK;

const PY_START: i32 = 1;
const PY_RESUME: i32 = 1 << 1;
const PY_RETURN: i32 = 1 << 2;
const PY_YIELD: i32 = 1 << 3;
/// Told of every code or of none.
const PY_UNWIND: i32 = 1 << 13;

/// A coroutine of the program's that another one awaits.
#[derive(Debug)]
struct Level {
    /// Its frame's identity, for as long as it stands here.
    frame: usize,
    coroutine: TextId,
    /// Where it is awaited.
    line: u32,
}

/// What is recorded of a task's await stack, the outermost first. The task's own coroutine is not in it.
#[derive(Debug, Default)]
pub(crate) struct AwaitStack {
    levels: RefCell<Vec<Level>>,
}

impl AwaitStack {
    fn enter(&self, machine: &Machine, frame: &FrameObjectRef, line: u32) {
        let coroutine = machine.handle.text(frame.iframe().code().obj_name.as_str());
        machine.handle.record(None, line, Kind::CoroutineEntered(coroutine));
        self.levels.borrow_mut().push(Level { frame: frame.as_object().get_id(), coroutine, line });
    }

    /// Takes off what is above so many levels.
    fn leave(&self, machine: &Machine, left: usize) {
        while self.levels.borrow().len() > left {
            let Some(level) = self.levels.borrow_mut().pop() else { return };
            machine.handle.record(None, level.line, Kind::CoroutineLeft(level.coroutine));
        }
    }

    fn level_of(&self, frame: &FrameObjectRef) -> Option<usize> {
        let id = frame.as_object().get_id();
        self.levels.borrow().iter().position(|level| level.frame == id)
    }

    /// Sets it right while the task's coroutine is suspended. The line on which that awaits, in the innermost frame that is the
    /// program's.
    pub(crate) fn suspend(&self, machine: &Machine, coroutine: &PyObject) -> u32 {
        let (mut line, mut depth) = (0, 0);
        for (at, frame) in suspended(coroutine).enumerate() {
            if !is_own(machine, &frame) {
                continue;
            }
            if at > 0 {
                let same =
                    self.levels.borrow().get(depth).is_some_and(|level| level.frame == frame.as_object().get_id());
                if !same {
                    self.leave(machine, depth);
                    self.enter(machine, &frame, line);
                }
                depth += 1;
            }
            line = line_of(&frame);
        }
        self.leave(machine, depth);
        line
    }

    /// The task's coroutine has ended.
    pub(crate) fn end(&self, machine: &Machine) {
        self.leave(machine, 0);
    }
}

/// The task that runs, and its step's machine.
fn running() -> Option<(std::rc::Rc<Machine>, PyRef<PyTask>)> {
    let machine = Machine::current().filter(|machine| machine.recording)?;
    let task = machine.task.borrow().clone()?;
    Some((machine, task))
}

/// A coroutine of the program's runs, for the first time, or after it gave a value.
fn begins(vm: &VirtualMachine) {
    let (Some((machine, task)), Some(frame)) = (running(), vm.current_frame()) else { return };
    let root = task.coroutine().and_then(|coroutine| frame_of(&coroutine));
    let is_root = |frame: &FrameObjectRef| root.as_ref().is_some_and(|root| root.as_object().is(frame.as_object()));
    if is_root(&frame) || !is_own(&machine, &frame) || task.stack.level_of(&frame).is_some() {
        return;
    }
    let above = own_below(&machine, frame.f_back(vm), vm);
    // What stands above who awaits it has ended without a word.
    match above.as_ref().map(|above| (is_root(above), task.stack.level_of(above))) {
        Some((true, _)) => task.stack.leave(&machine, 0),
        Some((_, Some(level))) => task.stack.leave(&machine, level + 1),
        _ => {}
    }
    task.stack.enter(&machine, &frame, above.map_or(0, |above| line_of(&above)));
}

/// The coroutine that runs ends.
fn ends(vm: &VirtualMachine) {
    let (Some((machine, task)), Some(frame)) = (running(), vm.current_frame()) else { return };
    if let Some(level) = task.stack.level_of(&frame) {
        task.stack.leave(&machine, level);
    }
}

/// Has the interpreter tell of the coroutines that are written in the program.
pub(crate) fn install(program: &Py<PyCode>, vm: &VirtualMachine) -> PyResult<()> {
    let mut codes = Vec::new();
    collect(program, &mut codes);
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
    code.flags.intersects(CodeFlags::COROUTINE | CodeFlags::ASYNC_GENERATOR)
        && Machine::current().is_some_and(|machine| is_own_code(&machine, code))
}

/// The coroutines' code among a code's constants, and theirs.
fn collect(code: &Py<PyCode>, found: &mut Vec<PyRef<PyCode>>) {
    for constant in code.constants.iter() {
        let constant: &PyObject = std::borrow::Borrow::borrow(constant);
        if let Some(inner) = constant.downcast_ref::<PyCode>() {
            if inner.flags.intersects(CodeFlags::COROUTINE | CodeFlags::ASYNC_GENERATOR) {
                found.push(inner.to_owned());
            }
            collect(inner, found);
        }
    }
}
