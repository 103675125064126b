//! What threads wait for, as a program knows it: by the function of the library that it called.

use rustpython_vm::frame::FrameObjectRef;
use rustpython_vm::{PyObject, VirtualMachine};

use crate::machine::Machine;
use crate::machine::threads::{For, Wait};
use crate::place::{is_loop, suspended};

/// What a suspended thread waits for, by the function of the library that the program called.
pub(crate) fn of(machine: &Machine, generator: &PyObject, wait: &Wait) -> String {
    if wait.lock().is_none() {
        return plainly(machine, wait);
    }
    let mut name = None;
    for frame in suspended(generator) {
        if machine.program.is_own(&frame) {
            name = None;
        } else if name.is_none() {
            name = waited(&frame);
        }
    }
    name.unwrap_or_else(|| plainly(machine, wait))
}

/// The same for what runs.
pub(crate) fn now(machine: &Machine, wait: &Wait, vm: &VirtualMachine) -> String {
    let (mut name, mut frame) = (None, vm.current_frame());
    while let Some(here) = frame {
        if is_loop(&here) || machine.program.is_own(&here) {
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
        (For::Time, Some(until)) => format!("sleep({})", until.saturating_since(machine.driver.now()).as_secs_f64()),
        (For::Time | For::Lock(_), _) => "Lock.acquire".to_owned(),
    }
}
