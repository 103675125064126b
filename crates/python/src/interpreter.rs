//! A Python program, run from its source to its end.

use std::cell::Cell;
use std::rc::Rc;

use loopscope_executor::trace::{Chunk, Ending, Kind, Limit, Stream};
use loopscope_executor::{Clock, Instant, Limits, RealClock, VirtualClock};
use rustpython_vm::builtins::PyBaseExceptionRef;
use rustpython_vm::compiler::Mode;
use rustpython_vm::scope::Scope;
use rustpython_vm::{AsObject, Interpreter, PyResult, Settings, VirtualMachine};

use crate::guard::{self, Guard};
use crate::inspect::{self, TaskLocals};
use crate::machine::{Halt, Machine};
use crate::{asyncio, context, math, random, sources, stack, stdio, task, time};

/// Which clock a program runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clocks {
    /// Waiting is a jump.
    Virtual,
    /// Waiting takes its time.
    Real,
}

/// How a program is run.
#[derive(Clone, Debug)]
pub struct Options {
    /// What the program's file is called, in tracebacks and in `sys.argv`.
    pub file: String,
    /// What follows the program's name in `sys.argv`.
    pub args: Vec<String>,
    /// Its clock.
    pub clock: Clocks,
    /// Whether a trace is made.
    pub recording: bool,
    /// How far it may go.
    pub limits: Limits,
    /// Seconds between 1970 and the program's start.
    pub epoch: f64,
    /// The record of the trace after which the run is ended, for the sake of the variables that there are then
    /// ([`Outcome::locals`]). A run that has no such record is looked at where it ends.
    pub inspect: Option<u32>,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            file: "main.py".to_owned(),
            args: Vec::new(),
            clock: Clocks::Virtual,
            recording: true,
            limits: Limits::default(),
            epoch: 0.0,
            inspect: None,
        }
    }
}

/// How a program ended.
#[derive(Debug)]
pub struct Outcome {
    /// As `python3` gives it to its caller: 0 when the program came to its end, 1 when an exception ended it, 130 for a
    /// `KeyboardInterrupt`.
    pub exit_code: i32,
    /// A sentence for each task, when they all wait for ever.
    pub deadlock: Option<Vec<String>>,
    /// The limit that ended it.
    pub limit: Option<Limit>,
    /// Loop time at its end.
    pub time: Instant,
    /// What happened.
    pub trace: Chunk,
    /// The variables at the record that [`Options::inspect`] names, of the program's top level and then of each task that is not done,
    /// oldest first; `None` when they were not asked for. The exit code of such a run says nothing.
    pub locals: Option<Vec<TaskLocals>>,
}

/// A Python interpreter. Only one thread may have it.
pub struct Python {
    interpreter: Interpreter,
    /// Whether what stands before every program is done.
    prepared: Cell<bool>,
}

impl std::fmt::Debug for Python {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Python").finish_non_exhaustive()
    }
}

impl Default for Python {
    fn default() -> Self {
        Python::new()
    }
}

impl Python {
    /// A fresh interpreter.
    #[must_use]
    pub fn new() -> Self {
        let mut settings = Settings::default();
        settings.install_signal_handlers = false;
        settings.allow_external_library = false;
        settings.import_site = false;
        settings.write_bytecode = false;
        // The order of sets does not change from run to run.
        settings.hash_seed = Some(0);
        let builder = Interpreter::builder(settings);
        let modules = [
            asyncio::module::module_def(&builder.ctx),
            context::module::module_def(&builder.ctx),
            math::module::module_def(&builder.ctx),
            random::module::module_def(&builder.ctx),
            sources::module::module_def(&builder.ctx),
            time::module::module_def(&builder.ctx),
        ];
        Python { interpreter: builder.add_native_modules(&modules).build(), prepared: Cell::new(false) }
    }

    /// Does now what every program needs first, so that the next run begins at once. What it cannot do it leaves to the run, which
    /// says what is wrong.
    pub fn warm(&self) {
        self.interpreter.enter(|vm| {
            if self.prepare(vm).is_ok() {
                import(vm, &["asyncio"]);
            }
        });
    }

    /// Modules in RustPython's packed form that are of no use after [`Python::warm`]: they were imported, and stay.
    #[must_use]
    pub fn spent(&self) -> Vec<&'static [u8]> {
        self.interpreter.enter(|vm| {
            let Ok(imported) = vm.sys_module.get_attr("modules", vm) else { return Vec::new() };
            let frozen = vm.state.frozen.iter();
            frozen
                .filter(|(name, _)| imported.get_item(**name, vm).is_ok())
                .map(|(_, module)| module.code.bytes)
                .collect()
        })
    }

    /// Imports, after [`Python::warm`], what programs often want beside `asyncio`.
    pub fn stock(&self) {
        const OFTEN: [&str; 9] = [
            "collections",
            "contextlib",
            "contextvars",
            "functools",
            "heapq",
            "itertools",
            "linecache",
            "random",
            "traceback",
        ];
        self.interpreter.enter(|vm| import(vm, &OFTEN));
    }

    /// What stands before every program: its streams, and modules of ours.
    fn prepare(&self, vm: &VirtualMachine) -> PyResult<()> {
        if self.prepared.replace(true) {
            return Ok(());
        }
        stdio::install(vm)?;
        let first = include_str!("../lib/_loopscope.py");
        let code =
            vm.compile(first, Mode::Exec, "<loopscope>").map_err(|error| error.into_pyexception(vm, Some(first)))?;
        vm.run_code_obj(code, Scope::with_builtins(None, vm.ctx.new_dict(), vm)).map(drop)
    }

    /// Runs a program to its end. What it prints goes to `sink` at once, and into the trace.
    pub fn run(&self, source: &str, options: &Options, sink: impl Fn(Stream, &str) + 'static) -> Outcome {
        self.run_guarded(source, options, None, sink)
    }

    /// The same with something that watches over it.
    pub fn run_guarded(
        &self,
        source: &str,
        options: &Options,
        guard: Option<Guard>,
        sink: impl Fn(Stream, &str) + 'static,
    ) -> Outcome {
        let clock: Box<dyn Clock> = match options.clock {
            Clocks::Virtual => Box::new(VirtualClock::new()),
            Clocks::Real => Box::new(RealClock::start()),
        };
        let machine = Machine::new(clock, options, guard.clone(), Box::new(sink));
        let entered = machine.enter();
        machine.handle.record(None, 0, Kind::ProgramBegin);
        machine.tell();
        sources::set_program(&options.file, source);
        let (exit_code, waiting) = self.interpreter.enter(|vm| {
            let ended = self
                .prepare(vm)
                .and_then(|()| begin(vm, options, guard.as_ref()))
                .and_then(|scope| run(source, options, scope, vm));
            let exit_code = match ended {
                Ok(()) => 0,
                Err(exception) => end(&exception, &machine, vm),
            };
            if machine.halt.borrow().is_none() {
                task::complain_of_pending(vm);
            }
            let ending = match exit_code {
                0 => Ending::Ready,
                _ => Ending::Failed(machine.handle.text("the program failed")),
            };
            machine.flush(0);
            machine.handle.record(None, 0, Kind::ProgramEnd(ending));
            let waiting = task::waiting(&machine, vm);
            if machine.inspect.is_some() && machine.locals.borrow().is_none() {
                inspect::inspect(&machine, vm);
            }
            machine.close();
            if machine.inspect.is_some() {
                inspect::unwatch(vm);
            }
            stack::uninstall(vm);
            (exit_code, waiting)
        });
        let halt = machine.halt.take();
        let (trace, time) = (machine.take_records(), machine.now());
        drop(entered);
        let (deadlock, limit) = match halt {
            Some(Halt::Deadlock) => (Some(waiting), None),
            Some(Halt::Limit(limit)) => (None, Some(limit)),
            Some(Halt::Inspected) | None => (None, None),
        };
        Outcome { exit_code, deadlock, limit, time, trace, locals: machine.locals.take() }
    }
}

/// Imports modules, where that works; where not, the program that wants one is told why.
fn import(vm: &VirtualMachine, names: &[&'static str]) {
    for name in names {
        let _ = vm.import(*name, 0);
    }
}

/// What stands before this program: its arguments, what watches over it, and an empty `__main__`.
fn begin(vm: &VirtualMachine, options: &Options, guard: Option<&Guard>) -> PyResult<Scope> {
    let argv = std::iter::once(&options.file).chain(&options.args);
    let argv = vm.ctx.new_list(argv.map(|arg| vm.ctx.new_str(&**arg).into()).collect());
    vm.sys_module.set_attr("argv", argv, vm)?;
    let scope = vm.new_scope_with_main()?;
    scope.globals.set_item("__file__", vm.ctx.new_str(&*options.file).into(), vm)?;
    if let Some(guard) = guard {
        guard::install(guard, vm)?;
    }
    Ok(scope)
}

fn run(source: &str, options: &Options, scope: Scope, vm: &VirtualMachine) -> PyResult<()> {
    let code =
        vm.compile(source, Mode::Exec, &options.file).map_err(|error| error.into_pyexception(vm, Some(source)))?;
    if options.recording {
        stack::install(&code, vm)?;
    }
    vm.run_code_obj(code, scope).map(drop)
}

/// What `python3` does with the exception that ended a program; its exit code.
fn end(exception: &PyBaseExceptionRef, machine: &Rc<Machine>, vm: &VirtualMachine) -> i32 {
    if machine.halt.borrow().is_some() {
        return 1;
    }
    if exception.fast_isinstance(vm.ctx.exceptions.system_exit) {
        let code = exception.as_object().get_attr("code", vm).unwrap_or_else(|_| vm.ctx.none());
        if vm.is_none(&code) {
            return 0;
        }
        if let Ok(code) = code.try_int(vm).and_then(|code| code.try_to_primitive::<i32>(vm)) {
            return code;
        }
        let text = code.str(vm).map(|text| format!("{text}\n")).unwrap_or_default();
        machine.print(Stream::Stderr, &text, 0);
        return 1;
    }
    let exit_code = if exception.fast_isinstance(vm.ctx.exceptions.keyboard_interrupt) { 130 } else { 1 };
    if show(exception, vm).is_ok() {
        return exit_code;
    }
    let mut text = String::new();
    if vm.write_exception(&mut text, exception).is_err() {
        text.push_str("the exception that ended the program could not be written\n");
    }
    machine.print(Stream::Stderr, &text, 0);
    exit_code
}

/// Has `sys.excepthook` show it: the program's own, or the one that prints as CPython does.
fn show(exception: &PyBaseExceptionRef, vm: &VirtualMachine) -> PyResult<()> {
    let hook = vm.sys_module.get_attr("excepthook", vm)?;
    let traceback = exception.as_object().get_attr("__traceback__", vm)?;
    hook.call((exception.class().to_owned(), exception.clone(), traceback), vm).map(drop)
}
