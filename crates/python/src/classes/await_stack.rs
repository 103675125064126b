//! What is recorded of a task's await stack: which of the program's coroutines await each other in it (`stack.rs`).

use std::cell::RefCell;

use loopscope_executor::Handle;
use loopscope_executor::trace::{Kind, TextId};
use rustpython_vm::frame::FrameObjectRef;
use rustpython_vm::{AsObject, PyObject};

use crate::place::{Program, line_of, suspended};

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
    pub(crate) fn enter(&self, trace: &Handle, frame: &FrameObjectRef, line: u32) {
        let coroutine = trace.text(frame.iframe().code().obj_name.as_str());
        trace.record(None, line, Kind::CoroutineEntered(coroutine));
        self.levels.borrow_mut().push(Level { frame: frame.as_object().get_id(), coroutine, line });
    }

    /// Takes off what is above so many levels.
    pub(crate) fn leave(&self, trace: &Handle, left: usize) {
        while self.levels.borrow().len() > left {
            let Some(level) = self.levels.borrow_mut().pop() else { return };
            trace.record(None, level.line, Kind::CoroutineLeft(level.coroutine));
        }
    }

    pub(crate) fn level_of(&self, frame: &FrameObjectRef) -> Option<usize> {
        let id = frame.as_object().get_id();
        self.levels.borrow().iter().position(|level| level.frame == id)
    }

    /// Sets it right while the task's coroutine is suspended. The line on which that awaits, in the innermost frame that is the
    /// program's.
    pub(crate) fn suspend(&self, trace: &Handle, program: &Program, coroutine: &PyObject) -> u32 {
        let (mut line, mut depth) = (0, 0);
        for (at, frame) in suspended(coroutine).enumerate() {
            if !program.is_own(&frame) {
                continue;
            }
            if at > 0 {
                let same =
                    self.levels.borrow().get(depth).is_some_and(|level| level.frame == frame.as_object().get_id());
                if !same {
                    self.leave(trace, depth);
                    self.enter(trace, &frame, line);
                }
                depth += 1;
            }
            line = line_of(&frame);
        }
        self.leave(trace, depth);
        line
    }

    /// The task's coroutine has ended.
    pub(crate) fn end(&self, trace: &Handle) {
        self.leave(trace, 0);
    }
}
