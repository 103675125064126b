//! What a program runs on, one per program and current on its thread for as long as that runs. The interpreter is one per thread, too.
//!
//! ```text
//!            ┌─ driver       what runs: the executor, its clock, why no turn comes any more
//!   machine ─┼─ current      the loop that runs, the task in it, the context; which tasks there are
//!            ├─ output       what is told: streams, records, who listens
//!            ├─ inspection   what is looked at: variables, who waits for whom
//!            └─ threads, spinning, computed, input, problems: what these features have to remember
//! ```
//!
//! Each of them keeps its own rules and knows none of the others. What takes several of them stands above: how the program waits
//! (`waiting.rs`), how turns follow each other (`turns.rs`), where it is interrupted or looked at (`checkpoint.rs`).

pub(crate) mod computed;
pub(crate) mod current;
pub(crate) mod driver;
pub(crate) mod input;
pub(crate) mod inspection;
pub(crate) mod output;
pub(crate) mod problems;
pub(crate) mod spinning;
pub(crate) mod threads;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use loopscope_executor::Handle;
use loopscope_version::Version;
use rustpython_vm::VirtualMachine;

use crate::machine::computed::Computed;
use crate::machine::current::Current;
use crate::machine::driver::{Driver, Halt};
use crate::machine::input::Input;
use crate::machine::inspection::{Inspection, Look};
use crate::machine::output::{Listener, Output, Sink};
use crate::machine::problems::Problems;
use crate::machine::spinning::{Jumped, Spinning};
use crate::machine::threads::Threads;
use crate::options::{Interruption, Options};
use crate::place::Program;
use crate::polling::Places;
use crate::twin::Twins;
use crate::version;

thread_local! {
    static CURRENT: RefCell<Option<Rc<Machine>>> = const { RefCell::new(None) };
}

/// A program's machine.
pub(crate) struct Machine {
    pub(crate) driver: Driver,
    pub(crate) current: Current,
    pub(crate) output: Output,
    pub(crate) inspection: Inspection,
    /// Which code is the program's own.
    pub(crate) program: Program,
    /// Whether a trace is made.
    pub(crate) recording: bool,
    /// Which Python the program is run as.
    version: Version,
    /// Where it reads clocks.
    pub(crate) places: Places,
    /// What it computes, in a run in which that takes time.
    pub(crate) computed: Computed,
    /// What it reads.
    pub(crate) input: Input,
    /// What is wrong with it.
    pub(crate) problems: Problems,
    pub(crate) threads: Threads,
    pub(crate) spinning: Spinning,
    pub(crate) twins: Twins,
    /// The interruption that is still to come.
    pub(crate) interruption: Cell<Option<Interruption>>,
    /// What the interpreter tells of, so that the program ends (`halted.rs`); 0 when it does not.
    pub(crate) watched: Cell<i32>,
    /// Which exception was handled, by identity, when what is suspended was entered so that it ends.
    pub(crate) closing_within: Cell<usize>,
    /// Where in memory the objects are that the last collection kept, in the order in which it went over them (`garbage.rs`).
    pub(crate) collected: RefCell<Vec<usize>>,
}

/// What stands above the machine and is called by it.
pub(crate) struct Above {
    /// Writes the variables down.
    pub(crate) look: Look,
    /// Is told of each jump of the main thread's loops, when they are watched.
    pub(crate) jumped: Jumped,
}

impl Machine {
    /// A program's, before it begins. `sink` takes what it prints, `listener` what is recorded while it runs.
    pub(crate) fn new(options: &Options, sink: Sink, listener: Option<Listener>, above: Above) -> Rc<Self> {
        let driver = Driver::new(options.clock, options.recording, options.limits, options.epoch);
        let output = Output::new(driver.handle().clone(), options.recording, sink, listener);
        Rc::new(Machine {
            driver,
            current: Current::default(),
            output,
            inspection: Inspection::new(options.inspect, above.look),
            program: Program::new(&options.file, options.recording),
            recording: options.recording,
            version: options.version,
            places: Places::default(),
            computed: Computed::default(),
            input: Input::new(options.input.as_deref()),
            problems: Problems::default(),
            threads: Threads::default(),
            spinning: Spinning::new(above.jumped),
            twins: Twins::default(),
            interruption: Cell::new(options.interruption),
            watched: Cell::new(0),
            closing_within: Cell::new(0),
            collected: RefCell::new(Vec::new()),
        })
    }

    /// The running program's. `None` when no program runs, as while an interpreter is made or torn down.
    pub(crate) fn current() -> Option<Rc<Machine>> {
        CURRENT.with(|current| current.borrow().clone())
    }

    /// Makes it the current one until the guard is dropped.
    pub(crate) fn enter(self: &Rc<Self>) -> Entered {
        let version = version::replace(Some(self.version));
        Entered { before: CURRENT.with(|current| current.replace(Some(self.clone()))), version }
    }

    /// The executor for who runs within an entry of it: tasks, timers and records are made by this.
    pub(crate) fn handle(&self) -> &Handle {
        self.driver.handle()
    }

    /// The line of the program's file that runs, 1 for its first; 0 when nothing of it runs, or nothing is recorded.
    pub(crate) fn line(&self, vm: &VirtualMachine) -> u32 {
        self.program.running_line(vm)
    }

    /// No turn will come any more.
    pub(crate) fn halt(&self, halt: Halt) {
        self.output.mute(matches!(halt, Halt::Limit(_)));
        self.driver.halt(halt);
    }

    /// The program is over: drops every task, timer and callback that is left, and all that is current.
    pub(crate) fn close(&self) {
        self.driver.end();
        self.threads.close();
        self.driver.close();
        self.current.close();
        drop(self.driver.take_failure());
        self.current.close_visible_loop();
    }
}

/// The machine is the current one for as long as this lives.
pub(crate) struct Entered {
    before: Option<Rc<Machine>>,
    version: Option<Version>,
}

impl Drop for Entered {
    fn drop(&mut self) {
        version::replace(self.version);
        CURRENT.with(|current| current.replace(self.before.take()));
    }
}
