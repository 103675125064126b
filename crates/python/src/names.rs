//! What futures and callbacks are called in the trace, when asyncio's own functions make them: by what the program called
//! (`sleep(2)`, `Queue.get`, `gather: a child is done`), as the lessons' Rust programs have it. The functions are Python's,
//! in `lib/asyncio`, and are known by their names there.

use std::collections::BTreeSet;

use loopscope_executor::trace::FutureNo;
use rustpython_vm::builtins::{PyBoundMethod, PyCode, PyDict, PyFloat, PyFunction, PyInt, PyList, PyStr, PyTuple};
use rustpython_vm::frame::FrameObjectRef;
use rustpython_vm::{AsObject, PyObject, PyObjectRef, PyRef, VirtualMachine};

use crate::future;
use crate::machine::Machine;
use crate::place::{is_loop, is_own, line_of, suspended};
use crate::text::shown;
use crate::threads::{For, Wait};

/// What the functions of asyncio are called that wait for a future's end or a deadline.
const CALLBACKS: &[(&str, &str)] = &[
    ("_run_until_complete_cb", "run_until_complete: stop"),
    ("_wait.<locals>._on_completion", "wait: one is done"),
    ("_AsCompletedIterator._handle_completion", "as_completed: one is done"),
    ("_AsCompletedIterator._handle_timeout", "as_completed: time is up"),
    ("_as_completed.<locals>._on_completion", "as_completed: one is done"),
    ("_as_completed.<locals>._on_timeout", "as_completed: time is up"),
    ("_chain_future.<locals>._call_check_cancel", "wrap_future: it is done"),
    ("_chain_future.<locals>._call_set_state", "wrap_future: what it wraps is done"),
    ("_chain_future.<locals>._set_state", "wrap_future: a thread's result"),
    ("gather.<locals>._done_callback", GATHER),
    ("shield.<locals>._inner_done_callback", "shield: what it shields is done"),
    ("shield.<locals>._outer_done_callback", "shield: it is done"),
    ("TaskGroup._on_task_done", GROUP),
    ("Timeout._on_timeout", "timeout: time is up"),
];

/// Callbacks of asyncio's that ask for cancellations.
const ASKING: [(&str, &str); 2] = [("TaskGroup._on_task_done", "TaskGroup"), ("Timeout._on_timeout", "timeout")];

const LOCK: &str = "Lock.acquire";

/// What ends the future of a `sleep`.
const SET_RESULT: &str = "_set_result_unless_cancelled";

/// Who calls the rest of asyncio for itself, to clean up.
const RUNNERS: &[&str] = &["run", "Runner.close"];

/// The callbacks on the children of a gather and on the tasks of a group.
pub(crate) const GATHER: &str = "gather: a child is done";
pub(crate) const GROUP: &str = "TaskGroup: a task is done";

/// What runs while a future is made.
#[derive(Debug, Default)]
pub(crate) struct Making {
    /// The line of the program's that runs; 0 when none does.
    pub(crate) line: u32,
    /// What the program called of asyncio there; empty when it makes the future itself.
    pub(crate) name: String,
}

/// The line of the program's that runs, and which of asyncio's functions it has called.
pub(crate) fn making(machine: &Machine, vm: &VirtualMachine) -> Making {
    let mut making = Making::default();
    let mut frame = vm.current_frame();
    while let Some(here) = frame {
        if is_loop(&here) {
            break;
        }
        if is_own(machine, &here) {
            making.line = line_of(&here);
            break;
        }
        // Of functions that call each other the program knows the outermost; but whoever waits on a condition gets its lock back
        // in the end, and waits for just that.
        if making.name != LOCK
            && let Some(name) = called(&here, vm)
            && (making.name.is_empty() || !RUNNERS.contains(&&*name))
        {
            making.name = name;
        }
        frame = here.f_back(vm);
    }
    making
}

/// What of asyncio's asks for a cancellation on the program's behalf: what the program has called, or a group or a deadline in a callback
/// of its own; empty when the program asks itself.
pub(crate) fn asks(machine: &Machine, vm: &VirtualMachine) -> String {
    if !machine.recording {
        return String::new();
    }
    let mut name = String::new();
    let mut frame = vm.current_frame();
    while let Some(here) = frame {
        if is_own(machine, &here) || is_loop(&here) {
            break;
        }
        let code = here.iframe().code();
        let callback = ASKING.iter().find(|(function, _)| *function == code.qualname.as_str());
        if let Some((_, by_itself)) = callback.filter(|_| code.source_path().as_str().starts_with("<asyncio.")) {
            name = (*by_itself).to_owned();
        } else if let Some(called) = called(&here, vm) {
            name = called;
        }
        frame = here.f_back(vm);
    }
    name
}

/// Which of asyncio's functions the program awaits in a suspended coroutine, if it does.
pub(crate) fn awaited(machine: &Machine, coroutine: &PyObject, vm: &VirtualMachine) -> Option<String> {
    let mut name = None;
    for frame in suspended(coroutine) {
        if is_own(machine, &frame) {
            name = None;
        } else if let Some(called) = called(&frame, vm).filter(|called| name.is_none() || called == LOCK) {
            name = Some(called);
        }
    }
    name
}

/// The name of the function of asyncio that the frame runs; `None` when it is no program's business.
fn called(frame: &FrameObjectRef, vm: &VirtualMachine) -> Option<String> {
    let code = frame.iframe().code();
    if code.source_path().as_str() == "<_canned>" && code.qualname.as_str() == "wait" {
        let what = frame.f_locals(vm).ok()?.get_item("what", vm).ok()?.downcast::<PyStr>().ok()?;
        return Some(shown(&what).into_owned());
    }
    if !code.source_path().as_str().starts_with("<asyncio.") {
        return None;
    }
    let name = code.qualname.as_str().split(".<locals>").next()?;
    match name {
        "sleep" => Some(
            seconds(frame, vm).map_or_else(|| name.to_owned(), |seconds| format!("sleep({seconds})").to_lowercase()),
        ),
        "TaskGroup.__aexit__" => Some("TaskGroup".to_owned()),
        "_as_completed" | "_AsCompletedIterator._wait_for_one" => Some("as_completed".to_owned()),
        "_GatheringFuture.cancel" => Some("gather".to_owned()),
        _ => {
            let name = name.strip_prefix("BaseEventLoop.").unwrap_or(name);
            (!name.split('.').any(|part| part.starts_with('_'))).then(|| name.to_owned())
        }
    }
}

/// What a suspended thread waits for, by the function of the library that the program called.
pub(crate) fn thread_waits(machine: &Machine, generator: &PyObject, wait: &Wait) -> String {
    if wait.lock().is_none() {
        return plainly(machine, wait);
    }
    let mut name = None;
    for frame in suspended(generator) {
        if is_own(machine, &frame) {
            name = None;
        } else if name.is_none() {
            name = waited(&frame);
        }
    }
    name.unwrap_or_else(|| plainly(machine, wait))
}

/// The same for what runs.
pub(crate) fn waits_now(machine: &Machine, wait: &Wait, vm: &VirtualMachine) -> String {
    let (mut name, mut frame) = (None, vm.current_frame());
    while let Some(here) = frame {
        if is_loop(&here) || is_own(machine, &here) {
            break;
        }
        name = waited(&here).or(name);
        frame = here.f_back(vm);
    }
    name.unwrap_or_else(|| plainly(machine, wait))
}

/// What a frame of the library waits for, as a program knows it.
fn waited(frame: &FrameObjectRef) -> Option<String> {
    let code = frame.iframe().code();
    let name = code.qualname.as_str();
    match (code.source_path().as_str(), name) {
        ("<concurrent.futures.thread>", "_worker") => Some("ThreadPoolExecutor: something to do".to_owned()),
        ("<threading>" | "<queue>" | "<concurrent.futures._base>" | "<concurrent.futures.thread>", _) => {
            let name =
                name.strip_suffix(".__enter__").map_or_else(|| name.to_owned(), |class| format!("{class}.acquire"));
            let public = !name.starts_with("Thread.run") && !name.split('.').any(|part| part.starts_with('_'));
            public.then_some(name)
        }
        _ => None,
    }
}

fn plainly(machine: &Machine, wait: &Wait) -> String {
    match (&wait.what, wait.until) {
        (For::Loop, _) => "the loop".to_owned(),
        (For::Turn, _) => "its next turn".to_owned(),
        (For::Time, Some(until)) => format!("sleep({})", until.saturating_since(machine.now()).as_secs_f64()),
        (For::Time | For::Lock(_), _) => LOCK.to_owned(),
    }
}

/// How long a `sleep` is to take, as the lessons' Rust programs write it. A number of the program's own making is not asked.
fn seconds(frame: &FrameObjectRef, vm: &VirtualMachine) -> Option<f64> {
    let delay = frame.f_locals(vm).ok()?.get_item("delay", vm).ok()?;
    match (delay.downcast_ref_if_exact::<PyFloat>(vm), delay.downcast_ref::<PyInt>()) {
        (Some(seconds), _) => Some(seconds.to_f64()),
        (_, Some(seconds)) => seconds.as_bigint().try_into().ok().map(|seconds: i32| f64::from(seconds)),
        _ => None,
    }
}

/// What a future is made of that a function of asyncio makes right now: the children of a `gather`, the tasks of a group; and
/// what the callbacks on them are called.
pub(crate) fn parts(name: &str, vm: &VirtualMachine) -> (Vec<PyObjectRef>, &'static str) {
    let local = |name: &str| vm.current_frame()?.f_locals(vm).ok()?.get_item(name, vm).ok();
    let list = |object: PyObjectRef| object.downcast_ref::<PyList>().map(|list| list.borrow_vec().to_vec());
    match name {
        "gather" => {
            let mut children = local("children").and_then(list).unwrap_or_default();
            let mut seen = BTreeSet::new();
            children.retain(|child| seen.insert(child.get_id()));
            (children, GATHER)
        }
        "TaskGroup" => {
            let tasks = local("self").and_then(|group| group.get_attr("_tasks", vm).ok());
            let tasks = tasks.and_then(|tasks| Some(tasks.downcast_ref::<PyDict>()?.keys_vec()));
            (tasks.unwrap_or_default(), GROUP)
        }
        _ => (Vec::new(), ""),
    }
}

/// What a callback is called in the trace.
pub(crate) fn callback(callback: &PyObject, args: &[PyObjectRef], vm: &VirtualMachine) -> String {
    let (function, bound) = unbound(callback, vm);
    let partial = bound.is_some();
    if let Some(name) = of_library(&function, bound.as_deref().unwrap_or(args), partial, vm) {
        return name;
    }
    // Only what the interpreter made has a name that can be asked for without running the program's code.
    if function.class().heaptype_ext.is_some() {
        return function.class().name().to_string();
    }
    let name = function.get_attr("__name__", vm).ok().and_then(|name| name.downcast::<PyStr>().ok());
    name.map_or_else(|| function.class().name().to_string(), |name| shown(&name).into_owned())
}

/// The future that a callback of asyncio's works for while it waits for another one's end: the one that `wait`, `wait_for` or
/// `shield`, which are adding it, have made before.
pub(crate) fn serves(callback: &PyObject, vm: &VirtualMachine) -> FutureNo {
    let (function, bound) = unbound(callback, vm);
    let Some(code) = library_code(&function, vm) else { return 0 };
    let local = |name: &str| vm.current_frame()?.f_locals(vm).ok()?.get_item(name, vm).ok();
    let future = match code.qualname.as_str() {
        "_release_waiter" => bound.and_then(|bound| bound.first().cloned()),
        "_wait.<locals>._on_completion" => local("waiter"),
        "shield.<locals>._inner_done_callback" => local("outer"),
        _ => None,
    };
    future.as_deref().and_then(future::as_future).map_or(0, |future| future.no.get())
}

/// The future that a callback of asyncio's resolves when its time has come: that of a `sleep`. 0 when it is another callback.
pub(crate) fn resolves(callback: &PyObject, args: &[PyObjectRef], vm: &VirtualMachine) -> FutureNo {
    let (function, bound) = unbound(callback, vm);
    let sets = library_code(&function, vm).is_some_and(|code| code.qualname.as_str() == SET_RESULT);
    let future = bound.as_deref().unwrap_or(args).first().filter(|_| sets);
    future.and_then(|future| future::as_future(future)).map_or(0, |future| future.no.get())
}

/// The function behind bound methods and `partial`s, and what the innermost `partial` gives it.
fn unbound(callback: &PyObject, vm: &VirtualMachine) -> (PyObjectRef, Option<Vec<PyObjectRef>>) {
    let (mut function, mut bound) = (callback.to_owned(), None);
    // A `partial` can be made to hold itself.
    for _ in 0..100 {
        let inner = if function.downcast_ref::<PyBoundMethod>().is_some() {
            function.get_attr("__func__", vm)
        } else if function.class().heaptype_ext.is_none() && &*function.class().name() == "partial" {
            let args = function.get_attr("args", vm).ok();
            let args = args.and_then(|args| args.downcast_ref::<PyTuple>().map(|args| args.as_slice().to_vec()));
            bound = Some(args.unwrap_or_default());
            function.get_attr("func", vm)
        } else {
            return (function, bound);
        };
        match inner {
            Ok(inner) => function = inner,
            Err(_) => return (function, bound),
        }
    }
    (function, bound)
}

/// The code of a function, if it is one of asyncio's own.
pub(crate) fn library_code(function: &PyObject, vm: &VirtualMachine) -> Option<PyRef<PyCode>> {
    let function = function.downcast_ref::<PyFunction>()?;
    let code = function.as_object().get_attr("__code__", vm).ok()?.downcast::<PyCode>().ok()?;
    code.source_path().as_str().starts_with("<asyncio.").then_some(code)
}

fn of_library(function: &PyObject, args: &[PyObjectRef], partial: bool, vm: &VirtualMachine) -> Option<String> {
    let code = library_code(function, vm)?;
    let future = || future::as_future(args.first()?)?.name();
    match code.qualname.as_str() {
        SET_RESULT => Some(future()?.into()),
        "_release_waiter" => Some(format!("{}: {}", future()?, if partial { "it is done" } else { "time is up" })),
        function => CALLBACKS.iter().find(|(own, _)| *own == function).map(|(_, name)| (*name).to_owned()),
    }
}
