//! Whether the main thread's loops are watched, since they may wait for another thread (`spinning.rs`).

use std::cell::{Cell, OnceCell, RefCell};

use loopscope_executor::pace::Round;
use rustpython_vm::builtins::PyCode;
use rustpython_vm::function::FuncArgs;
use rustpython_vm::{PyRef, PyResult, VirtualMachine};

use crate::place::codes;
use crate::rounds::Loops;
use crate::sources;
use crate::tools::SPINNING;

/// A jump.
const JUMP: i32 = 128;
/// So many looks at which nobody could go on, and the main thread is no longer watched.
const IN_VAIN: u32 = 16;

/// What is done at each jump of the main thread. Who can do that stands above the machine, and is handed in.
pub(crate) type Jumped = fn(&FuncArgs, &VirtualMachine) -> PyResult<()>;

/// The program's loops, and whether they are watched.
pub(crate) struct Spinning {
    jumped: Jumped,
    program: RefCell<Option<PyRef<PyCode>>>,
    loops: OnceCell<Loops>,
    installed: Cell<bool>,
    watched: Cell<bool>,
    in_vain: Cell<u32>,
    step: Cell<u64>,
    /// A thread just stopped spinning for others, who are ready.
    gave_way: Cell<bool>,
}

impl Spinning {
    /// Nothing is watched yet.
    pub(crate) fn new(jumped: Jumped) -> Self {
        Spinning {
            jumped,
            program: RefCell::default(),
            loops: OnceCell::new(),
            installed: Cell::new(false),
            watched: Cell::new(false),
            in_vain: Cell::new(0),
            step: Cell::new(0),
            gave_way: Cell::new(false),
        }
    }

    /// What the loop around a line of the program goes round for.
    pub(crate) fn round(&self, line: u32) -> Round {
        self.loops.get_or_init(|| Loops::of(&sources::program())).around(line)
    }

    /// The program whose loops may wait.
    pub(crate) fn set_program(&self, program: &PyRef<PyCode>) {
        self.program.replace(Some(program.clone()));
    }

    /// A thread waits by now; from here on the main one may spin until that is over, if `any` other can go on then.
    pub(crate) fn watch(&self, any: impl FnOnce() -> bool, vm: &VirtualMachine) {
        self.in_vain.set(0);
        if self.watched.get() || !any() {
            return;
        }
        // What cannot be watched for is let be.
        self.watched.set(self.listen(true, vm).is_ok());
    }

    /// Nobody else can go on. When that was so again and again, nothing is watched any more.
    pub(crate) fn look_in_vain(&self, vm: &VirtualMachine) -> PyResult<()> {
        self.in_vain.set(self.in_vain.get() + 1);
        if self.in_vain.get() >= IN_VAIN {
            self.watched.set(false);
            self.listen(false, vm)?;
        }
        Ok(())
    }

    fn listen(&self, on: bool, vm: &VirtualMachine) -> PyResult<()> {
        let Some(program) = self.program.borrow().clone() else { return Ok(()) };
        let monitoring = vm.sys_module.get_attr("monitoring", vm)?;
        if !self.installed.replace(true) {
            vm.call_method(&monitoring, "use_tool_id", (SPINNING, "loopscope spinning"))?;
            let jumped = self.jumped;
            let callback = vm.new_function("jumps", move |event: FuncArgs, vm: &VirtualMachine| jumped(&event, vm));
            vm.call_method(&monitoring, "register_callback", (SPINNING, JUMP, callback))?;
        }
        for code in codes(&program) {
            vm.call_method(&monitoring, "set_local_events", (SPINNING, code, if on { JUMP } else { 0 }))?;
        }
        Ok(())
    }

    /// Whether this is another step than the one in which the main thread jumped last.
    pub(crate) fn begins_step(&self, step: u64) -> bool {
        self.step.replace(step) != step
    }

    /// A thread stops spinning for others, who are ready.
    pub(crate) fn give_way(&self) {
        self.gave_way.set(true);
    }

    /// Whether one just did so.
    pub(crate) fn take_way(&self) -> bool {
        self.gave_way.take()
    }
}
