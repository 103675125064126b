//! A Python program, run from its source to its end.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use loopscope_executor::trace::{Chunk, Ending, Kind, Limit, Stream};
use loopscope_executor::{Clock, Instant, Limits, RealClock, VirtualClock};
use loopscope_version::Version;
use rustpython_vm::builtins::{PyBaseExceptionRef, PyInt};
use rustpython_vm::compiler::Mode;
use rustpython_vm::scope::Scope;
use rustpython_vm::{AsObject, Interpreter, PyResult, Settings, VirtualMachine};

use crate::finish::{self, Found};
use crate::guard::{self, Guard};
use crate::halted;
use crate::inspect::{self, TaskLocals};
#[cfg(not(target_arch = "wasm32"))]
use crate::interrupt::Interrupter;
use crate::interrupt::{self, Pending};
use crate::interruption::Interruption;
use crate::machine::{Halt, Machine};
use crate::text::shown;
use crate::{
    asyncio, characters, computing, context, encoding, exceptions, format_width, from_bytes, hashes, lock, math, place,
    random, sources, spinning, stack, stdio, structs, syntax_error, time, unraisable, version, weak,
};

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
    /// Whether the text was read in the encoding that it declares. One that was not is in UTF-8, and refused if it declares another one.
    pub decoded: bool,
    /// The record of the trace after which the run is ended, for the sake of the variables that there are then
    /// ([`Outcome::locals`]). A run that has no such record is looked at where it ends.
    pub inspect: Option<u32>,
    /// Whether computing takes time, in virtual time; so it does for a program that has a line `# @computing`, too.
    pub computing: bool,
    /// Which Python it is run as.
    pub version: Version,
    /// The lines that somebody has typed for it; where it wants one more, the run ends and asks ([`Outcome::asks`]). `None` for a program that
    /// reads the process's standard input. Lines that the program itself gives (`# @input`) come before all.
    pub input: Option<Vec<String>>,
    /// When it is interrupted, as by Ctrl-C; in virtual time only.
    pub interruption: Option<Interruption>,
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
            decoded: false,
            inspect: None,
            computing: false,
            version: Version::default(),
            input: None,
            interruption: None,
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
    /// The exception that ended it, in one line, if that is no `SystemExit`.
    pub error: Option<String>,
    /// The limit that ended it.
    pub limit: Option<Limit>,
    /// Loop time at its end.
    pub time: Instant,
    /// What happened.
    pub trace: Chunk,
    /// The variables at the record that [`Options::inspect`] names, of the program's top level and then of each task that is not done,
    /// oldest first; `None` when they were not asked for. The exit code of such a run says nothing.
    pub locals: Option<Vec<TaskLocals>>,
    /// It was ended where it wants a line of input that [`Options::input`] has not: what it printed in that line before, its question.
    pub asks: Option<String>,
    /// The modules that it has imported whose answers come from no server.
    pub canned: Vec<String>,
}

/// A Python interpreter. Only one thread may have it.
pub struct Python {
    interpreter: Interpreter,
    /// Whether what stands before every program is done.
    prepared: Cell<bool>,
    /// What the last program found.
    found: RefCell<Option<Found>>,
    /// Whether an interrupt is on its way.
    pending: Pending,
    #[cfg(not(target_arch = "wasm32"))]
    sender: rustpython_vm::signal::UserSignalSender,
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
            characters::module::module_def(&builder.ctx),
            context::module::module_def(&builder.ctx),
            hashes::module::module_def(&builder.ctx),
            lock::module::module_def(&builder.ctx),
            math::module::module_def(&builder.ctx),
            random::module::module_def(&builder.ctx),
            sources::module::module_def(&builder.ctx),
            structs::module::module_def(&builder.ctx),
            time::module::module_def(&builder.ctx),
        ];
        let builder = builder.add_native_modules(&modules);
        #[cfg(not(target_arch = "wasm32"))]
        let (sender, receiver) = rustpython_vm::signal::user_signal_channel();
        #[cfg(not(target_arch = "wasm32"))]
        let builder = builder.init_hook(move |vm: &mut VirtualMachine| vm.set_user_signal_channel(receiver));
        Python {
            interpreter: builder.build(),
            prepared: Cell::new(false),
            found: RefCell::new(None),
            pending: Pending::default(),
            #[cfg(not(target_arch = "wasm32"))]
            sender,
        }
    }

    /// What stops the programs that this interpreter runs, from another thread.
    #[cfg(not(target_arch = "wasm32"))]
    #[must_use]
    pub fn interrupter(&self) -> Interrupter {
        Interrupter { sender: self.sender.clone(), pending: self.pending.clone() }
    }

    /// Does now what every program needs first, so that the next run begins at once. What it cannot do it leaves to the run, which
    /// says what is wrong.
    pub fn warm(&self) {
        self.interpreter.enter(|vm| {
            if self.prepare(vm).is_ok() {
                import(vm, &["asyncio"]);
                // What is there before every program is not looked through at each one's end.
                vm.state.gc.freeze();
            }
        });
    }

    /// What is of no use after [`Python::warm`]: modules in RustPython's packed form, which were imported and stay, or are not to be had
    /// (`lib/_loopscope.py`), and the text of what an interpreter runs first.
    #[must_use]
    pub fn spent(&self) -> Vec<&'static [u8]> {
        self.interpreter.enter(|vm| {
            let Ok(imported) = vm.sys_module.get_attr("modules", vm) else { return Vec::new() };
            let frozen = vm.state.frozen.iter();
            frozen
                .filter(|(name, _)| **name != "copyreg" || imported.get_item(**name, vm).is_ok())
                .map(|(_, module)| module.code.bytes)
                .chain([sources::first().as_bytes()])
                .collect()
        })
    }

    /// Imports, after [`Python::warm`], what programs often want beside `asyncio`.
    pub fn stock(&self) {
        const OFTEN: [&str; 8] =
            ["collections", "contextlib", "contextvars", "functools", "itertools", "linecache", "random", "traceback"];
        self.interpreter.enter(|vm| {
            import(vm, &OFTEN);
            vm.state.gc.freeze();
        });
    }

    /// What stands before every program: its streams, and modules of ours.
    fn prepare(&self, vm: &VirtualMachine) -> PyResult<()> {
        if self.prepared.replace(true) {
            return Ok(());
        }
        stdio::install(vm)?;
        exceptions::install(vm)?;
        unraisable::install(vm)?;
        weak::install(vm)?;
        finish::install(vm)?;
        format_width::install(vm);
        from_bytes::install(vm)?;
        syntax_error::watch(vm)?;
        let first = sources::first();
        let code =
            vm.compile(first, Mode::Exec, "<loopscope>").map_err(|error| error.into_pyexception(vm, Some(first)))?;
        vm.run_code_obj(code, Scope::with_builtins(None, vm.ctx.new_dict(), vm)).map(drop)
    }

    /// Leaves to the next program what the last one found.
    fn put_back(&self, vm: &VirtualMachine) {
        if let Some(found) = self.found.take() {
            // A module that refuses to be changed back stays as it is.
            let _ = found.put_back(vm);
        }
    }

    fn look(&self, vm: &VirtualMachine) -> PyResult<()> {
        self.found.replace(Some(Found::look(vm)?));
        Ok(())
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
        // A file's mark of its encoding is no part of its text.
        let source = source.strip_prefix('\u{feff}').unwrap_or(source);
        // As a file is read in CPython, all ends of lines are the same.
        let unified = source.contains('\r').then(|| source.replace("\r\n", "\n").replace('\r', "\n"));
        let source = unified.as_deref().unwrap_or(source);
        let clock: Box<dyn Clock> = match options.clock {
            Clocks::Virtual => Box::new(VirtualClock::new()),
            Clocks::Real => Box::new(RealClock::start()),
        };
        // Before anybody would see what that may print.
        self.interpreter.enter(|vm| self.put_back(vm));
        let machine = Machine::new(clock, options, guard.clone(), Box::new(sink));
        let entered = machine.enter();
        interrupt::listen(&self.pending);
        machine.handle.record(None, 0, Kind::ProgramBegin);
        machine.tell();
        sources::set_program(&options.file, source);
        machine.input.set_program(source);
        let (exit_code, error, waiting) = self.interpreter.enter(|vm| {
            let mut error = None;
            let ended = self
                .prepare(vm)
                .and_then(|()| self.look(vm))
                .and_then(|()| begin(&machine, vm, options, guard.as_ref()))
                .and_then(|scope| run(source, options, scope, vm));
            let exit_code = match ended {
                Ok(()) => i32::from(machine.halt.borrow().is_some()),
                Err(exception) => {
                    error = (!exception.fast_isinstance(vm.ctx.exceptions.system_exit))
                        .then(|| asyncio::said(&exception, vm));
                    end(exception, &machine, vm)
                }
            };
            join_threads(&machine, vm);
            let exit_code = if machine.halt.borrow().is_some() { exit_code.max(1) } else { exit_code };
            let waiting = machine.waiting.take().unwrap_or_else(|| halted::waiting(&machine));
            machine.finishing.set(true);
            if machine.inspect.is_some() && machine.locals.borrow().is_none() {
                inspect::inspect(&machine, vm);
            }
            finish::finish(&machine, self.found.borrow().as_ref(), vm);
            let ending = match exit_code {
                0 => Ending::Ready,
                _ => Ending::Failed(machine.handle.text("the program failed")),
            };
            machine.flush(0);
            machine.handle.record(None, 0, Kind::ProgramEnd(ending));
            if inspect::is_ended(&machine) {
                inspect::unwatch(vm);
            }
            stack::uninstall(vm);
            computing::uninstall(vm);
            spinning::uninstall(vm);
            if guard.is_some() {
                let _ = guard::uninstall(vm);
            }
            halted::unwatch(vm);
            (exit_code, error, waiting)
        });
        let halt = machine.halt.take();
        let (trace, time) = (machine.take_records(), machine.now());
        drop(entered);
        let (mut deadlock, mut limit, mut asks) = (None, None, None);
        match halt {
            Some(Halt::Deadlock) => deadlock = Some(waiting),
            Some(Halt::Limit(reached)) => limit = Some(reached),
            Some(Halt::Asks(question)) => asks = Some(question),
            Some(Halt::Inspected) | None => {}
        }
        Outcome {
            exit_code,
            deadlock,
            error,
            limit,
            time,
            trace,
            locals: machine.locals.take(),
            asks,
            canned: machine.canned.take(),
        }
    }
}

/// Imports modules, where that works; where not, the program that wants one is told why.
fn import(vm: &VirtualMachine, names: &[&'static str]) {
    for name in names {
        let _ = vm.import(*name, 0);
    }
}

/// What stands before this program: its arguments, what watches over it, and an empty `__main__`.
fn begin(machine: &Machine, vm: &VirtualMachine, options: &Options, guard: Option<&Guard>) -> PyResult<Scope> {
    let argv = std::iter::once(&options.file).chain(&options.args);
    let argv = vm.ctx.new_list(argv.map(|arg| vm.ctx.new_str(&**arg).into()).collect());
    vm.sys_module.set_attr("argv", argv, vm)?;
    version::begin(options.version, vm)?;
    let scope = vm.new_scope_with_main()?;
    finish::begin(machine, vm);
    scope.globals.set_item("__file__", vm.ctx.new_str(&*options.file).into(), vm)?;
    if let Some(guard) = guard {
        guard::install(guard, vm)?;
    }
    Ok(scope)
}

fn run(source: &str, options: &Options, scope: Scope, vm: &VirtualMachine) -> PyResult<()> {
    if !options.decoded
        && let Some(name) = encoding::is_another(source)
    {
        return Err(syntax_error::unread(encoding::unknown(&name, options.version), &options.file, vm));
    }
    if let Some(error) = syntax_error::before(&options.file, source, vm) {
        return Err(error);
    }
    let code = vm
        .compile(source, Mode::Exec, &options.file)
        .map_err(|error| syntax_error::exception(error, &options.file, source, vm))?;
    if let Some(error) = syntax_error::tabs(&options.file, source, vm) {
        return Err(error);
    }
    if let Some(machine) = Machine::current() {
        place::own(&machine, &code);
        machine.spinning.set_program(&code);
    }
    if options.recording {
        stack::install(&code, vm)?;
    }
    if options.computing || computing::is_wanted(source) {
        computing::install(&code, vm)?;
    }
    vm.run_code_obj(code, scope).map(drop)
}

/// Waits for the threads that are left, as the end of a program does; daemons are not waited for.
fn join_threads(machine: &Machine, vm: &VirtualMachine) {
    let modules = vm.sys_module.get_attr("modules", vm);
    let Ok(threading) = modules.and_then(|modules| modules.get_item("threading", vm)) else { return };
    if machine.halt.borrow().is_some() {
        return;
    }
    if let Err(exception) = vm.call_method(&threading, "_shutdown", ())
        && machine.halt.borrow().is_none()
    {
        unraisable::report(exception, None, threading, vm);
    }
}

/// What `python3` does with the exception that ended a program; its exit code.
fn end(exception: PyBaseExceptionRef, machine: &Rc<Machine>, vm: &VirtualMachine) -> i32 {
    if machine.halt.borrow().is_some() {
        return 1;
    }
    if exception.fast_isinstance(vm.ctx.exceptions.system_exit) {
        exceptions::cut(&exception);
        return exit_code(&exception, machine, vm);
    }
    let code = if exception.fast_isinstance(vm.ctx.exceptions.keyboard_interrupt) { 130 } else { 1 };
    match show(&exception, vm) {
        Ok(()) => code,
        Err(hook) if hook.fast_isinstance(vm.ctx.exceptions.system_exit) => exit_code(&hook, machine, vm),
        Err(hook) => {
            write_error("Error in sys.excepthook:\n", machine, vm);
            write_error(&traceback(&hook, vm), machine, vm);
            write_error("\nOriginal exception was:\n", machine, vm);
            write_error(&traceback(&exception, vm), machine, vm);
            code
        }
    }
}

/// As `_Py_HandleSystemExit` in `Python/pythonrun.c`: a whole number is the code, as C cuts it to an `int`, `None` is 0, and everything
/// else is printed.
fn exit_code(exception: &PyBaseExceptionRef, machine: &Rc<Machine>, vm: &VirtualMachine) -> i32 {
    let code = exception.as_object().get_attr("code", vm).unwrap_or_else(|_| vm.ctx.none());
    if vm.is_none(&code) {
        return 0;
    }
    if let Some(code) = code.downcast_ref::<PyInt>() {
        // What is no `long` is -1.
        let code: i64 = code.as_bigint().try_into().unwrap_or(-1);
        return code as i32;
    }
    let text = code.str(vm).map(|text| shown(&text).into_owned()).unwrap_or_default();
    write_error(&text, machine, vm);
    write_error("\n", machine, vm);
    1
}

/// Writes to `sys.stderr`, the program's or ours.
fn write_error(text: &str, machine: &Rc<Machine>, vm: &VirtualMachine) {
    let stderr = vm.sys_module.get_attr("stderr", vm);
    let written = stderr.and_then(|stderr| vm.call_method(&stderr, "write", (text.to_owned(),)));
    if written.is_err() {
        machine.print(Stream::Stderr, text, 0);
    }
}

/// An exception as `python3` shows it.
fn traceback(exception: &PyBaseExceptionRef, vm: &VirtualMachine) -> String {
    let report = || {
        let module = vm.import("traceback", 0)?;
        vm.call_method(&module, "_report", (exception.clone(),))?.str(vm)
    };
    report().map(|text| shown(&text).into_owned()).unwrap_or_else(|_| {
        let mut text = String::new();
        if vm.write_exception(&mut text, exception).is_err() {
            text.push_str("the exception that ended the program could not be written\n");
        }
        text
    })
}

/// Has `sys.excepthook` show it: the program's own, or the one that prints as CPython does. `sys` holds it from then on.
fn show(exception: &PyBaseExceptionRef, vm: &VirtualMachine) -> PyResult<()> {
    let traceback = exception.as_object().get_attr("__traceback__", vm)?;
    let sys = vm.sys_module.dict();
    sys.set_item("last_type", exception.class().to_owned().into(), vm)?;
    sys.set_item("last_value", exception.clone().into(), vm)?;
    sys.set_item("last_traceback", traceback.clone(), vm)?;
    let Some(hook) = sys.get_item_opt("excepthook", vm)? else {
        let machine = Machine::current();
        if let Some(machine) = machine {
            write_error("sys.excepthook is missing\n", &machine, vm);
            write_error(&self::traceback(exception, vm), &machine, vm);
        }
        return Ok(());
    };
    hook.call((exception.class().to_owned(), exception.clone(), traceback), vm).map(drop)
}
