//! A Python program, run from its source to its end.

use std::cell::{Cell, RefCell};

use loopscope_executor::trace::{Ending, Kind, Stream};
use rustpython_vm::compiler::Mode;
use rustpython_vm::scope::Scope;
use rustpython_vm::{Interpreter, PyResult, Settings, VirtualMachine};

use crate::finish::{self, Found};
use crate::guard;
use crate::halted;
use crate::inspect;
#[cfg(not(target_arch = "wasm32"))]
use crate::interrupt::Interrupter;
use crate::machine::driver::Halt;
use crate::machine::{Above, Machine};
use crate::options::{Guard, Options};
use crate::outcome::{End, Outcome};
use crate::pending::{self, Pending};
use crate::{
    asyncio, characters, computing, context, encoding, ending, exceptions, format_width, from_bytes, hashes, math,
    problems, random, sources, spinning, stack, stdio, structs, syntax_error, threads, threads_module, time,
    unraisable, version, weak,
};

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
            math::module::module_def(&builder.ctx),
            problems::module::module_def(&builder.ctx),
            random::module::module_def(&builder.ctx),
            sources::module::module_def(&builder.ctx),
            structs::module::module_def(&builder.ctx),
            threads_module::module::module_def(&builder.ctx),
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
        // Before anybody would see what that may print.
        self.interpreter.enter(|vm| self.put_back(vm));
        let listener = guard.as_ref().map(|guard| guard.tell.clone());
        let above = Above { look: inspect::look, jumped: spinning::jumped };
        let machine = Machine::new(options, Box::new(sink), listener, above);
        let entered = machine.enter();
        pending::listen(&self.pending);
        machine.handle().record(None, 0, Kind::ProgramBegin);
        machine.output.tell();
        sources::set_program(&options.file, source);
        machine.input.set_program(source);
        let (end, exit_code, standing) = self.interpreter.enter(|vm| {
            let ended = self
                .prepare(vm)
                .and_then(|()| self.look(vm))
                .and_then(|()| begin(&machine, vm, options, guard.as_ref()))
                .and_then(|scope| run(&machine, source, options, scope, vm));
            let (end, exit_code) = match ended {
                Ok(()) => (End::Finished, 0),
                Err(exception) => ending::end(exception, &machine, vm),
            };
            join_threads(&machine, vm);
            let exit_code = if machine.driver.is_halted() { exit_code.max(1) } else { exit_code };
            let standing = machine.inspection.take_standing().unwrap_or_else(|| threads::standing(&machine));
            machine.driver.finish();
            if let Some(look) = machine.inspection.due_at_end() {
                look(vm);
            }
            finish::finish(&machine, self.found.borrow().as_ref(), vm);
            let ending = match exit_code {
                0 => Ending::Ready,
                _ => Ending::Failed(machine.handle().text("the program failed")),
            };
            machine.output.flush(0);
            machine.handle().record(None, 0, Kind::ProgramEnd(ending));
            if machine.output.is_ended() {
                inspect::unwatch(vm);
            }
            stack::uninstall(vm);
            computing::uninstall(vm);
            spinning::uninstall(vm);
            if guard.is_some() {
                let _ = guard::uninstall(vm);
            }
            halted::unwatch(vm);
            (end, exit_code, standing)
        });
        let end = match machine.driver.take_halt() {
            None => end,
            Some(Halt::Deadlock) => End::Deadlocked(standing),
            Some(Halt::Limit(limit)) => End::Limited(limit),
            Some(Halt::Asks(question)) => End::Asks(question),
            Some(Halt::Inspected) => End::Inspected,
        };
        let (trace, time) = (machine.output.take_records(), machine.driver.now());
        drop(entered);
        Outcome {
            end,
            exit_code,
            time,
            trace,
            problems: machine.problems.take(),
            variables: machine.inspection.take_variables(),
            canned: machine.output.take_canned(),
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

fn run(machine: &Machine, source: &str, options: &Options, scope: Scope, vm: &VirtualMachine) -> PyResult<()> {
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
    machine.program.own(&code);
    machine.spinning.set_program(&code);
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
    if machine.driver.is_halted() {
        return;
    }
    if let Err(exception) = vm.call_method(&threading, "_shutdown", ())
        && !machine.driver.is_halted()
    {
        unraisable::report(exception, None, threading, vm);
    }
}
