//! What futures and callbacks are called in the trace, when asyncio's own functions make them: by what the program called
//! (`sleep(2)`, `Queue.get`, `gather: a child is done`), as the lessons' Rust programs have it. The functions are Python's,
//! in `lib/asyncio`, and say themselves what they are called (`traced.rs`).

use std::collections::BTreeSet;

use loopscope_executor::trace::FutureNo;
use rustpython_vm::builtins::{PyBoundMethod, PyStr, PyTuple};
use rustpython_vm::{AsObject, PyObject, PyObjectRef, VirtualMachine};

use crate::classes::future::as_future;
use crate::machine::Machine;
use crate::place::{is_loop, line_of, suspended};
use crate::text::shown;
use crate::traced::{called, of_frame, of_function};

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
    let (mut making, mut innermost) = (Making::default(), false);
    let mut frame = vm.current_frame();
    while let Some(here) = frame {
        if is_loop(&here) {
            break;
        }
        if machine.program.is_own(&here) {
            making.line = line_of(&here);
            break;
        }
        // Of functions that call each other the program knows the outermost; but whoever waits on a condition gets its lock back
        // in the end, and waits for just that. What a runner calls to clean up nobody has called.
        if !innermost && let Some(name) = called(&here, vm) {
            let traced = of_frame(&here, vm);
            if making.name.is_empty() || !traced.as_ref().is_some_and(|traced| traced.cleans_up) {
                innermost = traced.is_some_and(|traced| traced.innermost);
                making.name = name;
            }
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
        if machine.program.is_own(&here) || is_loop(&here) {
            break;
        }
        let by_itself = of_frame(&here, vm).and_then(|traced| traced.asks.clone());
        name = by_itself.or_else(|| called(&here, vm)).unwrap_or(name);
        frame = here.f_back(vm);
    }
    name
}

/// Which of asyncio's functions the program awaits in a suspended coroutine, if it does.
pub(crate) fn awaited(machine: &Machine, coroutine: &PyObject, vm: &VirtualMachine) -> Option<String> {
    let mut name = None;
    for frame in suspended(coroutine) {
        if machine.program.is_own(&frame) {
            name = None;
        } else if name.is_none() || of_frame(&frame, vm).is_some_and(|traced| traced.innermost) {
            name = called(&frame, vm).or(name);
        }
    }
    name
}

/// What a future is made of.
pub(crate) struct Parts {
    /// Futures, each once.
    pub(crate) parts: Vec<PyObjectRef>,
    /// What the callback on each of them is called.
    pub(crate) callback: String,
    /// Each is told of once, though futures are made of it again and again.
    pub(crate) once: bool,
}

/// What a future is made of that a function of asyncio makes right now, which the program has called by this name: the children of a
/// `gather`, the tasks of a group.
pub(crate) fn parts(name: &str, vm: &VirtualMachine) -> Option<Parts> {
    let frame = vm.current_frame()?;
    let traced = of_frame(&frame, vm)?;
    let mut parts = traced.parts(name, &frame, vm)?;
    let mut seen = BTreeSet::new();
    parts.retain(|part| seen.insert(part.get_id()));
    Some(Parts { parts, callback: traced.each.clone(), once: traced.once })
}

/// What a callback is called in the trace.
pub(crate) struct Callback {
    pub(crate) name: String,
    /// It is told of when it is known what the future is for which it waits ([`parts`]).
    pub(crate) late: bool,
}

/// What a callback is called that is given these arguments, at a future's end or when its time has come.
pub(crate) fn callback(callback: &PyObject, args: &[PyObjectRef], vm: &VirtualMachine) -> Callback {
    let (function, bound) = unbound(callback, vm);
    if let Some(traced) = of_function(&function, vm) {
        // Who gives a function its future beforehand has a future call it; a timer gives it what it was given.
        let first = bound.as_deref().unwrap_or(args).first();
        let future = || as_future(first?)?.name().map(str::to_owned);
        if let Some(name) = traced.callback(bound.is_none(), future) {
            return Callback { name, late: traced.late };
        }
    }
    // Only what the interpreter made has a name that can be asked for without running the program's code.
    let name = match function.class().heaptype_ext {
        Some(_) => None,
        None => function.get_attr("__name__", vm).ok().and_then(|name| name.downcast::<PyStr>().ok()),
    };
    let name = name.map_or_else(|| function.class().name().to_string(), |name| shown(&name).into_owned());
    Callback { name, late: false }
}

/// The future that a callback of asyncio's works for while it waits for another one's end: the one that `wait`, `wait_for` or
/// `shield`, which are adding it, have made before.
pub(crate) fn serves(callback: &PyObject, vm: &VirtualMachine) -> FutureNo {
    let (function, _) = unbound(callback, vm);
    let served = of_function(&function, vm).and_then(|traced| traced.serves(&vm.current_frame()?, vm));
    served.as_deref().and_then(as_future).map_or(0, |future| future.no.get())
}

/// The future that a callback of asyncio's resolves when its time has come: that of a `sleep`. 0 when it is another callback.
pub(crate) fn resolves(callback: &PyObject, args: &[PyObjectRef], vm: &VirtualMachine) -> FutureNo {
    let (function, bound) = unbound(callback, vm);
    let sets = of_function(&function, vm).is_some_and(|traced| traced.resolves);
    let future = bound.as_deref().unwrap_or(args).first().filter(|_| sets);
    future.and_then(|future| as_future(future)).map_or(0, |future| future.no.get())
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
