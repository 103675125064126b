//! Where in the reader's own file something happens: the line that runs, and the one where a coroutine is suspended.

use rustpython_vm::builtins::{PyCoroutine, PyGenerator};
use rustpython_vm::frame::FrameObjectRef;
use rustpython_vm::{PyObject, VirtualMachine};

use crate::machine::Machine;

fn is_own(machine: &Machine, frame: &FrameObjectRef) -> bool {
    frame.f_code().source_path().as_str() == machine.file
}

/// Whether the frame is the one that goes round the loop (`lib/asyncio/base_events.py`).
fn is_loop(frame: &FrameObjectRef) -> bool {
    let code = frame.f_code();
    code.source_path().as_str() == "<asyncio.base_events>" && code.code.obj_name.as_str() == "run_forever"
}

fn line_of(frame: &FrameObjectRef) -> u32 {
    u32::try_from(frame.lineno()).unwrap_or(0)
}

/// The line of the program's file that runs, 1 for its first; 0 when nothing of it runs, or nothing is recorded.
pub(crate) fn running_line(machine: &Machine, vm: &VirtualMachine) -> u32 {
    if !machine.recording {
        return 0;
    }
    let mut frame = vm.current_frame();
    while let Some(here) = frame {
        // What called the loop does not run what the loop runs.
        if is_loop(&here) {
            return 0;
        }
        if is_own(machine, &here) {
            return line_of(&here);
        }
        frame = here.f_back(vm);
    }
    0
}

/// The line of the program's file on which a suspended coroutine awaits, in the innermost frame that is the program's.
pub(crate) fn parked_line(machine: &Machine, coroutine: &PyObject) -> u32 {
    let mut line = 0;
    let mut here = Some(coroutine.to_owned());
    while let Some(object) = here {
        let frame = if let Some(coroutine) = object.downcast_ref::<PyCoroutine>() {
            coroutine.as_coro().frame_opt()
        } else if let Some(generator) = object.downcast_ref::<PyGenerator>() {
            generator.as_coro().frame_opt()
        } else {
            None
        };
        let Some(frame) = frame else { break };
        if is_own(machine, &frame) {
            line = line_of(&frame);
        }
        here = frame.yield_from_target();
    }
    line
}
