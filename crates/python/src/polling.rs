//! Whether a program that reads a clock again and again waits for a time to come. The bytecode tells: it reads at one and the same
//! place, in a loop that goes on until a condition holds (`while`), not over so many things (`for`), which ends anyway.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use loopscope_executor::pace::{ReadPlace, Round};
use rustpython_vm::builtins::PyCode;
use rustpython_vm::bytecode::Opcode;
use rustpython_vm::{AsObject, Py, PyRef, VirtualMachine};

use crate::place::{is_loop, line_of};

/// So many functions may stand between the loop and the read.
const DEPTH: usize = 8;
/// The loops of so many functions are kept.
const KEPT: usize = 16;

/// A loop in a function's instructions, from the first to the one that jumps back.
#[derive(Clone, Copy, Debug)]
struct Loop {
    first: usize,
    last: usize,
    /// Whether it goes on until a condition holds.
    waits: bool,
}

/// The loops of a code.
type LoopsOf = (PyRef<PyCode>, Rc<[Loop]>);

/// Where clocks are read.
#[derive(Debug, Default)]
pub(crate) struct Places {
    /// In which code and where in it the last read stood, and where its loop begins.
    last: Cell<Option<(usize, usize, usize)>>,
    loops: RefCell<Vec<LoopsOf>>,
}

impl Places {
    /// Where the read stands that is made right now. `round` tells what the loop around a line goes round for.
    pub(crate) fn read(&self, round: impl Fn(u32) -> Round, vm: &VirtualMachine) -> ReadPlace {
        let mut frame = vm.current_frame();
        for _ in 0..DEPTH {
            let Some(here) = frame.take().filter(|here| !is_loop(here)) else { break };
            let code = here.iframe().code().to_owned();
            // The frame's own field is not kept up to date while it runs.
            let Ok(at) = here.as_object().get_attr("f_lasti", vm).and_then(|at| at.try_to_value::<usize>(vm)) else {
                break;
            };
            // An instruction is two bytes.
            let at = at / 2;
            if let Some(around) = self.around(&code, at) {
                let id = code.as_object().get_id();
                return match self.last.replace(Some((id, at, around.first))) {
                    Some((last, there, _)) if (last, there) == (id, at) => {
                        if around.waits {
                            ReadPlace::Waiting
                        } else {
                            ReadPlace::Same
                        }
                    }
                    // Another read in the same loop, which waits for a time, and does not measure so many things.
                    Some((last, _, first)) if (last, first) == (id, around.first) && around.waits => {
                        if round(line_of(&here)) == Round::Computes { ReadPlace::Other } else { ReadPlace::Waiting }
                    }
                    _ => ReadPlace::Other,
                };
            }
            frame = here.f_back(vm);
        }
        self.last.set(None);
        ReadPlace::Other
    }

    /// The innermost loop around an instruction.
    fn around(&self, code: &PyRef<PyCode>, at: usize) -> Option<Loop> {
        let known = self.loops.borrow().iter().find(|(known, _)| known.is(code)).map(|(_, loops)| loops.clone());
        let loops = known.unwrap_or_else(|| {
            let loops: Rc<[Loop]> = loops(code).into();
            let mut kept = self.loops.borrow_mut();
            if kept.len() == KEPT {
                kept.remove(0);
            }
            kept.push((code.clone(), loops.clone()));
            loops
        });
        let around = loops.iter().filter(|it| it.first <= at && at <= it.last);
        around.min_by_key(|it| it.last - it.first).copied()
    }
}

/// The loops of a function: its jumps back.
fn loops(code: &Py<PyCode>) -> Vec<Loop> {
    // An instruction is two bytes, here without what the interpreter has made of it since.
    let bytes = code.code.instructions.original_bytes();
    let (mut loops, mut arg): (Vec<Loop>, usize) = (Vec::new(), 0);
    let opcode = |at: usize| bytes.get(2 * at).copied().unwrap_or(0);
    for at in 0..bytes.len() / 2 {
        arg = arg << 8 | usize::from(bytes[2 * at + 1]);
        if opcode(at) == Opcode::ExtendedArg as u8 {
            continue;
        }
        if opcode(at) == Opcode::JumpBackward as u8
            // Counted from behind the jump and its cache.
            && let Some(first) = (at + 2).checked_sub(arg)
        {
            let ends = [Opcode::ForIter as u8, Opcode::GetAnext as u8].contains(&opcode(first));
            // `continue` jumps back from within.
            match loops.iter_mut().find(|it| it.first == first) {
                Some(known) => known.last = known.last.max(at),
                None => loops.push(Loop { first, last: at, waits: !ends }),
            }
        }
        arg = 0;
    }
    loops
}
