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

use std::cell::Cell;
use std::rc::Rc;

use loopscope_executor::trace::TaskNo;
use rustpython_vm::builtins::{
    PyAsyncGen, PyBytes, PyCoroutine, PyDict, PyGenerator, PyInt, PyList, PyModule, PyStr, PyTuple, PyType,
};
use rustpython_vm::common::wtf8::Wtf8Buf;
use rustpython_vm::convert::IntoObject;
use rustpython_vm::frame::FrameObjectRef;
use rustpython_vm::function::FuncArgs;
use rustpython_vm::{AsObject, PyObject, PyObjectRef, PyResult, VirtualMachine};

use crate::asyncio;
use crate::future;
use crate::interruption;
use crate::machine::{Halt, Machine};
use crate::place::{is_loop, is_own, line_of, suspended};
use crate::task::{self, PyTask};
use crate::text;
use crate::tools::VARIABLES;

/// How many characters of a value are shown, how many items of a container, and how deep.
const MOST_CHARS: usize = 60;
const MOST_ITEMS: usize = 8;
const MOST_LEVELS: u32 = 3;
/// How many variables of a frame are shown.
const MOST_VARIABLES: usize = 30;

const EVENTS: [i32; 3] = [1, 2, 128];
/// How many of these one `repr` may take, and all of them.
const MOST_EVENTS: u32 = 20_000;
const MOST_EVENTS_AT_ALL: u32 = 200_000;

/// The variables of a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskLocals {
    /// The task; 0 for the program's top level.
    pub task: TaskNo,
    /// Its frames that are the program's own, the outermost first.
    pub frames: Vec<FrameLocals>,
}

/// The variables of a function that runs or is suspended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrameLocals {
    /// The function's name; `<module>` for the program's top level.
    pub function: String,
    /// The line where it is, from 1.
    pub line: u32,
    /// Its variables, parameters first; without modules, functions and classes, and at most 30.
    pub variables: Vec<Variable>,
    /// How many more there are.
    pub more: u32,
}

/// A variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable {
    /// Its name.
    pub name: String,
    /// Its value, as `repr` shows it, in at most 60 characters.
    pub value: String,
}

/// How far the inspection is.
#[derive(Debug, Default)]
pub(crate) struct Inspection {
    /// Calls and jumps that may still be made, by one `repr` and by all of them.
    left: Cell<u32>,
    left_at_all: Cell<u32>,
}

/// Somewhere in the engine: if the run has come to the record that is asked for, the variables are written down.
///
/// # Errors
/// When that is done: it ends the program.
pub(crate) fn point(vm: &VirtualMachine) -> PyResult<()> {
    let Some(machine) = Machine::current() else { return Ok(()) };
    if machine.inspecting.get() {
        return Ok(());
    }
    if !is_ended(&machine) {
        interruption::point(&machine, vm)?;
        if machine.inspect.is_none_or(|record| machine.handle.records_made() <= record) {
            return Ok(());
        }
        inspect(&machine, vm);
    }
    // What the program's ruins still do may fail, where nobody asks; but the interpreter would complain of it.
    if machine.over.get() { Ok(()) } else { Err(asyncio::halted(vm)) }
}

/// Writes the variables down and lets the program go no further. What is recorded from now on is not the program's doing.
pub(crate) fn inspect(machine: &Rc<Machine>, vm: &VirtualMachine) {
    machine.inspecting.set(true);
    machine.told.set(machine.handle.records_made());
    let inspection = Rc::new(Inspection::default());
    inspection.left.set(MOST_EVENTS);
    inspection.left_at_all.set(MOST_EVENTS_AT_ALL);
    // A program that uses the tool itself is inspected without being watched.
    let _ = watch(&inspection, vm);
    let locals = tasks(machine, &inspection, vm);
    machine.locals.replace(Some(locals));
    machine.halt.replace(Some(Halt::Inspected));
    silence(vm);
    // From now on each call and each jump ends the program.
    inspection.left.set(0);
    machine.inspecting.set(false);
}

/// Lets the program go no further, as nothing is known of what it would do. What is recorded from now on is not its doing.
pub(crate) fn end_here(machine: &Machine, halt: Halt, vm: &VirtualMachine) {
    machine.told.set(machine.handle.records_made());
    machine.halt.replace(Some(halt));
    silence(vm);
    let _ = watch(&Rc::default(), vm);
}

/// Whether the program was ended so.
pub(crate) fn is_ended(machine: &Machine) -> bool {
    machine.told.get() != u32::MAX
}

/// Nothing that fails from now on is the program's doing, and nobody is told of it.
pub(crate) fn silence(vm: &VirtualMachine) {
    let silence = vm.new_function("silence", |_unraisable: FuncArgs, _vm: &VirtualMachine| ());
    let _ = vm.sys_module.set_attr("unraisablehook", silence, vm);
}

fn watch(inspection: &Rc<Inspection>, vm: &VirtualMachine) -> PyResult<()> {
    let inspection = inspection.clone();
    let callback = vm.new_function("inspected", move |_event: FuncArgs, vm: &VirtualMachine| -> PyResult<()> {
        let (left, at_all) = (inspection.left.get(), inspection.left_at_all.get());
        if left == 0 || at_all == 0 {
            return Err(asyncio::halted(vm));
        }
        inspection.left.set(left - 1);
        inspection.left_at_all.set(at_all - 1);
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
        } else if is_own(machine, &here) {
            top.push(here.clone());
        }
        frame = here.f_back(vm);
    }
    debug_assert!(looped || inside.is_empty());
    inside.reverse();
    top.reverse();
    (inside, top)
}

fn tasks(machine: &Rc<Machine>, inspection: &Inspection, vm: &VirtualMachine) -> Vec<TaskLocals> {
    let (inside, top) = running(machine, vm);
    let runs = machine.task.borrow().as_ref().map_or(0, |task| task.no());
    let mut found = vec![(0, top)];
    for task in task::alive(None) {
        let frames = match task.coroutine() {
            _ if task.no() == runs => inside.clone(),
            Some(coroutine) => suspended(&coroutine).filter(|frame| is_own(machine, frame)).collect(),
            None => Vec::new(),
        };
        found.push((task.no(), frames));
    }
    let frame = |frame: &FrameObjectRef| frame_locals(frame, inspection, vm);
    found.retain(|(_, frames)| !frames.is_empty());
    found.iter().map(|(task, frames)| TaskLocals { task: *task, frames: frames.iter().map(frame).collect() }).collect()
}

fn frame_locals(frame: &FrameObjectRef, inspection: &Inspection, vm: &VirtualMachine) -> FrameLocals {
    let function = frame.iframe().code().obj_name.as_str().to_owned();
    let mut locals = FrameLocals { function, line: line_of(frame), variables: Vec::new(), more: 0 };
    let Ok(mapping) = frame.locals(vm) else { return locals };
    let Ok(dict) = mapping.into_object().downcast::<PyDict>() else { return locals };
    for (name, value) in dict {
        let Some(name) = name.downcast_ref::<PyStr>().map(ToString::to_string) else { continue };
        // Names with a point are the interpreter's.
        if name.starts_with("__") || name.starts_with('.') || is_noise(&value) {
            continue;
        }
        if locals.variables.len() == MOST_VARIABLES {
            locals.more += 1;
            continue;
        }
        inspection.left.set(MOST_EVENTS);
        locals.variables.push(Variable { name, value: cut(&shown(&value, MOST_LEVELS, vm)) });
    }
    locals
}

/// What a program has names of everywhere, and nobody asks for.
fn is_noise(value: &PyObject) -> bool {
    value.downcast_ref::<PyModule>().is_some()
        || value.downcast_ref::<PyType>().is_some()
        || matches!(&*value.class().name(), "function" | "builtin_function_or_method")
}

/// On one line, and not too long.
fn cut(text: &str) -> String {
    let mut out = String::new();
    for (at, char) in text.chars().enumerate() {
        if at == MOST_CHARS - 1 && text.chars().count() > MOST_CHARS {
            out.push('…');
            break;
        }
        out.push(if char.is_control() { ' ' } else { char });
    }
    out
}

fn shown(value: &PyObject, levels: u32, vm: &VirtualMachine) -> String {
    short(value, levels, vm).unwrap_or_else(|_| "<repr failed>".to_owned())
}

/// A value's repr, as far as it will be seen. Nothing of the program's runs but the `repr` of its own classes.
fn short(value: &PyObject, levels: u32, vm: &VirtualMachine) -> PyResult<String> {
    if let Some(number) = value.downcast_ref_if_exact::<PyInt>(vm) {
        let bits = number.as_bigint().bits();
        return Ok(if bits <= 1024 { number.as_bigint().to_string() } else { format!("<int of {bits} bits>") });
    }
    if let Some(text) = value.downcast_ref_if_exact::<PyStr>(vm) {
        let start: Wtf8Buf = text.as_wtf8().code_points().take(MOST_CHARS + 1).collect();
        let repr = vm.ctx.new_str(start).as_object().repr(vm)?;
        return Ok(text::shown(&repr).into_owned());
    }
    if let Some(bytes) = value.downcast_ref_if_exact::<PyBytes>(vm) {
        let start = bytes.as_bytes().iter().take(MOST_CHARS).copied().collect();
        return Ok(vm.ctx.new_bytes(start).as_object().repr(vm)?.to_string());
    }
    if let Some(list) = value.downcast_ref_if_exact::<PyList>(vm) {
        let (items, len) = {
            let items = list.borrow_vec();
            (items.iter().take(MOST_ITEMS).cloned().collect::<Vec<_>>(), items.len())
        };
        return series("[", "]", "", &items, len, levels, vm);
    }
    if let Some(tuple) = value.downcast_ref_if_exact::<PyTuple>(vm) {
        let items: Vec<_> = tuple.as_slice().iter().take(MOST_ITEMS).cloned().collect();
        let comma = if tuple.as_slice().len() == 1 { "," } else { "" };
        return series("(", ")", comma, &items, tuple.as_slice().len(), levels, vm);
    }
    if let Some(dict) = value.downcast_ref_if_exact::<PyDict>(vm) {
        let (len, dict) = (dict.__len__(), dict.to_owned());
        return pairs(dict.into_iter().take(MOST_ITEMS).collect(), len, levels, vm);
    }
    if value.class().heaptype_ext.is_none() {
        let around = match &*value.class().name() {
            "set" => Some(("{", "}")),
            "frozenset" => Some(("frozenset({", "})")),
            "collections.deque" | "deque" => Some(("deque([", "])")),
            _ => None,
        };
        if let Some((before, after)) = around.filter(|_| value.length(vm).is_ok_and(|len| len > 0)) {
            let (len, iter) = (value.length(vm)?, value.get_iter(vm)?);
            let items = iter.into_iter::<PyObjectRef>(vm).take(MOST_ITEMS).collect::<PyResult<Vec<_>>>()?;
            return series(before, after, "", &items, len, levels, vm);
        }
    }
    if let Some(known) = known(value) {
        return Ok(known);
    }
    // An object's address says nothing, and is another one in every run.
    Ok(without_address(&value.repr(vm)?.to_string_lossy()))
}

fn series(
    before: &str,
    after: &str,
    last: &str,
    items: &[PyObjectRef],
    len: usize,
    levels: u32,
    vm: &VirtualMachine,
) -> PyResult<String> {
    if levels == 0 && len > 0 {
        return Ok(format!("{before}…{after}"));
    }
    let mut parts: Vec<_> = items.iter().map(|item| shown(item, levels - 1, vm)).collect();
    if len > items.len() {
        parts.push("…".to_owned());
    }
    Ok(format!("{before}{}{last}{after}", parts.join(", ")))
}

fn pairs(items: Vec<(PyObjectRef, PyObjectRef)>, len: usize, levels: u32, vm: &VirtualMachine) -> PyResult<String> {
    if levels == 0 && len > 0 {
        return Ok("{…}".to_owned());
    }
    let pair = |(key, value): &(PyObjectRef, PyObjectRef)| {
        format!("{}: {}", shown(key, levels - 1, vm), shown(value, levels - 1, vm))
    };
    let mut parts: Vec<_> = items.iter().map(pair).collect();
    if len > items.len() {
        parts.push("…".to_owned());
    }
    Ok(format!("{{{}}}", parts.join(", ")))
}

/// What a program awaits: by the names that the trace has for it.
fn known(value: &PyObject) -> Option<String> {
    if let Some(task) = value.downcast_ref::<PyTask>() {
        return Some(format!("<Task {} {}>", task.shown_name(), task.base.state_word()));
    }
    if let Some(future) = future::as_future(value) {
        let name = future.name().map(|name| format!(" {name}")).unwrap_or_default();
        return Some(format!("<Future{name} {}>", future.state_word()));
    }
    let code = if let Some(coroutine) = value.downcast_ref::<PyCoroutine>() {
        coroutine.as_coro().code()
    } else if let Some(generator) = value.downcast_ref::<PyGenerator>() {
        generator.as_coro().code()
    } else {
        value.downcast_ref::<PyAsyncGen>()?.as_coro().code()
    };
    Some(format!("<{} {}>", &*value.class().name(), code.obj_name.as_str()))
}

fn without_address(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(" at 0x") {
        let (before, address) = rest.split_at(at);
        out.push_str(before);
        let address = &address[" at 0x".len()..];
        rest = address.trim_start_matches(|char: char| char.is_ascii_hexdigit());
    }
    out.push_str(rest);
    out
}
