//! Where in the reader's own file something happens: the line that runs, and the ones where a coroutine is suspended.

use std::cell::RefCell;
use std::collections::BTreeSet;

use rustpython_vm::builtins::{PyAsyncGen, PyCode, PyCoroutine, PyGenerator, PyInt, PyTraceback};
use rustpython_vm::frame::FrameObjectRef;
use rustpython_vm::function::FuncArgs;
use rustpython_vm::{AsObject, Py, PyObject, PyObjectRef, PyRef, VirtualMachine};

/// What stands between a frame and the coroutine or the asynchronous generator whose end it waits for, and is neither.
const BETWEEN: &[&str] = &["async_generator_asend", "async_generator_athrow", "anext_awaitable", "coroutine_wrapper"];

/// The program's own code, as far as a place in it can be told.
#[derive(Debug)]
pub(crate) struct Program {
    /// What its file is called.
    pub(crate) file: String,
    /// Whether lines are wanted: nothing is recorded without.
    recorded: bool,
    /// The code that is the program's own, by identity.
    codes: RefCell<BTreeSet<usize>>,
}

impl Program {
    /// The program in this file, before it is compiled.
    pub(crate) fn new(file: &str, recorded: bool) -> Self {
        Program { file: file.to_owned(), recorded, codes: RefCell::default() }
    }

    /// Makes this code, and that of all functions in it, the program's own.
    pub(crate) fn own(&self, code: &Py<PyCode>) {
        self.codes.borrow_mut().extend(codes(code).iter().map(|code| code.as_object().get_id()));
    }

    /// Whether the code is the program's own: of its text, and not just compiled under its file's name.
    pub(crate) fn is_own_code(&self, code: &Py<PyCode>) -> bool {
        code.source_path().as_str() == self.file && self.codes.borrow().contains(&code.as_object().get_id())
    }

    /// Whether the frame runs code of the program's own.
    pub(crate) fn is_own(&self, frame: &FrameObjectRef) -> bool {
        self.is_own_code(frame.iframe().code())
    }

    /// The innermost line of the program's own in a traceback, as far as `until`: what stands below that one is not meant. 0 when
    /// there is none.
    pub(crate) fn raised_line(&self, traceback: Option<PyRef<PyTraceback>>, until: Option<usize>) -> u32 {
        let (mut line, mut here) = (0, traceback);
        while let Some(entry) = here {
            if until == Some(entry.as_object().get_id()) {
                break;
            }
            if self.is_own(&entry.frame) {
                line = u32::try_from(entry.lineno.get()).unwrap_or(0);
            }
            here = entry.next.lock().clone();
        }
        line
    }

    /// The line of the program's file that runs, 1 for its first; 0 when nothing of it runs, or nothing is recorded.
    pub(crate) fn running_line(&self, vm: &VirtualMachine) -> u32 {
        if self.recorded { self.line_below(vm.current_frame(), vm) } else { 0 }
    }

    /// The line that runs in this frame and in those that called it, recorded or not.
    pub(crate) fn line_below(&self, frame: Option<FrameObjectRef>, vm: &VirtualMachine) -> u32 {
        self.own_below(frame, vm).map_or(0, |frame| line_of(&frame))
    }

    /// The innermost of this frame and those that called it that is the program's own, as far as the loop.
    pub(crate) fn own_below(&self, mut frame: Option<FrameObjectRef>, vm: &VirtualMachine) -> Option<FrameObjectRef> {
        while let Some(here) = frame {
            // What called the loop does not run what the loop runs.
            if is_loop(&here) {
                return None;
            }
            if self.is_own(&here) {
                return Some(here);
            }
            frame = here.f_back(vm);
        }
        None
    }

    /// The line of the program's file on which a suspended coroutine awaits, in the innermost frame that is the program's.
    pub(crate) fn parked_line(&self, coroutine: &PyObject) -> u32 {
        suspended(coroutine).filter(|frame| self.is_own(frame)).last().map_or(0, |frame| line_of(&frame))
    }

    /// The line of the program's own file from which a jump was made, if that is what `sys.monitoring` tells of. The frame has jumped
    /// already, and tells of the line before the one where it lands.
    pub(crate) fn jump_line(&self, event: &FuncArgs) -> Option<u32> {
        let [code, from, _to] = &event.args[..] else { return None };
        let code = code.downcast_ref::<PyCode>().filter(|code| code.source_path().as_str() == self.file)?;
        // In bytes; an instruction has two.
        let from: usize = from.downcast_ref::<PyInt>()?.as_bigint().try_into().ok()?;
        let (start, _) = code.code.locations.get(from / 2)?;
        u32::try_from(start.line.get()).ok()
    }
}

/// A code, and that of all functions and classes in it.
pub(crate) fn codes(outermost: &Py<PyCode>) -> Vec<PyRef<PyCode>> {
    let mut codes = vec![outermost.to_owned()];
    let mut next = 0;
    while let Some(code) = codes.get(next).cloned() {
        next += 1;
        let inner = code.constants.iter().filter_map(|constant| {
            let constant: &PyObject = std::borrow::Borrow::borrow(constant);
            constant.downcast_ref::<PyCode>().map(ToOwned::to_owned)
        });
        codes.extend(inner);
    }
    codes
}

/// Whether the frame is the one that goes round the loop (`lib/asyncio/base_events.py`), or a thread's first one
/// (`rare/_threads.py`): what called it does not run what it runs.
pub(crate) fn is_loop(frame: &FrameObjectRef) -> bool {
    let code = frame.iframe().code();
    match code.source_path().as_str() {
        "<asyncio.base_events>" => code.obj_name.as_str() == "run_forever",
        "<_threads>" => code.obj_name.as_str() == "_run",
        _ => false,
    }
}

/// The line on which the frame runs or is suspended.
pub(crate) fn line_of(frame: &FrameObjectRef) -> u32 {
    u32::try_from(frame.lineno()).unwrap_or(0)
}

/// The instruction at which the frame runs or is suspended, by its number.
pub(crate) fn instruction_of(frame: &FrameObjectRef, vm: &VirtualMachine) -> Option<usize> {
    // A running frame keeps that elsewhere.
    let at = frame.as_object().get_attr("f_lasti", vm).ok()?;
    let at: usize = at.downcast_ref::<PyInt>()?.as_bigint().try_into().ok()?;
    (at / 2 < frame.iframe().code().code.instructions.len()).then_some(at / 2)
}

/// The frame of a coroutine, a generator, or an asynchronous generator; `None` when it has ended, or is none of these.
pub(crate) fn frame_of(object: &PyObject) -> Option<FrameObjectRef> {
    if let Some(coroutine) = object.downcast_ref::<PyCoroutine>() {
        coroutine.as_coro().frame_opt()
    } else if let Some(generator) = object.downcast_ref::<PyGenerator>() {
        generator.as_coro().frame_opt()
    } else if let Some(generator) = object.downcast_ref::<PyAsyncGen>() {
        generator.as_coro().frame_opt()
    } else {
        None
    }
}

/// The frames of a suspended coroutine and of what it awaits, one within the other, the outermost first.
pub(crate) fn suspended(coroutine: &PyObject) -> impl Iterator<Item = FrameObjectRef> {
    let mut here = Some(coroutine.to_owned());
    std::iter::from_fn(move || {
        let frame = frame_of(&through(here.take()?))?;
        here = frame.yield_from_target();
        Some(frame)
    })
}

/// The coroutine behind what `await` and `async for` make of some awaitables. The interpreter does not say which one that is,
/// but to its garbage collector.
fn through(mut object: PyObjectRef) -> PyObjectRef {
    // An `anext` with a default stands before an `asend`; no more come one after the other.
    for _ in 0..3 {
        let between = |object: &PyObject| BETWEEN.contains(&&*object.class().name());
        if !between(&object) {
            break;
        }
        let mut behind = object.gc_get_referents().into_iter();
        match behind.find(|object| between(object) || frame_of(object).is_some()) {
            Some(behind) => object = behind,
            None => break,
        }
    }
    object
}
