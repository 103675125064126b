//! Errors that can be raised nowhere: in `__del__`, in a generator's `finally` when it is closed, in the callback of a weak reference. As
//! in CPython (`PyErr_FormatUnraisable` in `Python/errors.c`) `sys.unraisablehook` is told of them, and what that raises is written, too.
//! Since 3.14 the message says what happened, and names the object only there.
//!
//! RustPython calls that hook itself, with 3.14's words, and prints on the process's standard output when the hook fails. So it
//! is given a function of ours where it asks for the program's: the attribute `unraisablehook` of modules is a descriptor, that gives the
//! program what the program has set.

use std::cell::RefCell;

use rustpython_vm::builtins::{PyBaseException, PyBaseExceptionRef, PyModule, PyStr, PyTraceback, PyTypeRef};
use rustpython_vm::bytecode::Instruction;
use rustpython_vm::function::PySetterValue;
use rustpython_vm::{AsObject, PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine};

use crate::library;
use crate::place::instruction_of;
use crate::recursion::with_room;
use crate::sources;
use crate::text::shown;
use crate::version::since;

const NAME: &str = "unraisablehook";

thread_local! {
    /// `sys.UnraisableHookArgs`, which RustPython does not name.
    static ARGS: RefCell<Option<PyTypeRef>> = const { RefCell::new(None) };
}

/// Puts all of it in its place. Once for each interpreter.
pub(crate) fn install(vm: &VirtualMachine) -> PyResult<()> {
    let name = vm.ctx.intern_str(NAME);
    let taker = vm.new_function("taker", |args: PyObjectRef| {
        ARGS.replace(Some(args.class().to_owned()));
    });
    vm.sys_module.dict().set_item(name, taker.into(), vm)?;
    vm.run_unraisable(vm.new_runtime_error("none"), None, vm.ctx.none());
    let own = vm.new_function(NAME, |args: PyObjectRef, vm: &VirtualMachine| -> PyResult<()> {
        let told = Told::of(&args, vm)
            .ok_or_else(|| vm.new_type_error("sys.unraisablehook argument type must be UnraisableHookArgs"))?;
        told.write(vm);
        Ok(())
    });
    vm.sys_module.dict().set_item(name, own.clone().into(), vm)?;
    vm.sys_module.dict().set_item(vm.ctx.intern_str("__unraisablehook__"), own.into(), vm)?;
    let modules = vm.ctx.types.module_type;
    modules.set_attr(name, vm.ctx.new_getset(NAME, modules, get, set).into());
    Ok(())
}

fn get(module: PyRef<PyModule>, vm: &VirtualMachine) -> PyResult {
    if module.as_object().is(vm.sys_module.as_object()) && !asks(vm) {
        let called = vm.new_function(NAME, |args: PyObjectRef, vm: &VirtualMachine| {
            if let Some(told) = Told::of(&args, vm) {
                told.worded(vm).report(vm);
            }
        });
        return Ok(called.into());
    }
    let held = module.dict().get_item_opt(vm.ctx.intern_str(NAME), vm)?;
    held.ok_or_else(|| vm.new_attribute_error(format!("module 'sys' has no attribute '{NAME}'")))
}

fn set(module: PyRef<PyModule>, value: PySetterValue, vm: &VirtualMachine) -> PyResult<()> {
    let name = vm.ctx.intern_str(NAME);
    match value {
        PySetterValue::Assign(value) => module.dict().set_item(name, value, vm),
        PySetterValue::Delete => module.dict().del_item(name, vm).map_err(|_| vm.new_attribute_error(NAME.to_owned())),
    }
}

/// Whether it is Python code that asks for the attribute, by its name, and not the interpreter.
fn asks(vm: &VirtualMachine) -> bool {
    let Some(frame) = vm.current_frame() else { return false };
    let code = frame.iframe().code();
    let Some(at) = instruction_of(&frame, vm) else { return false };
    let units = &code.code.instructions;
    if !matches!(units.read_op(at), Instruction::LoadAttr { .. }) {
        return false;
    }
    let arg = |at: usize| usize::from(u8::from(units.read_arg(at)));
    let more = at > 0 && matches!(units.read_op(at - 1), Instruction::ExtendedArg);
    let index = (arg(at) | if more { arg(at - 1) << 8 } else { 0 }) >> 1;
    code.code.names.get(index).is_some_and(|name| name.as_str() == NAME)
}

/// An error that can be raised nowhere.
struct Told {
    error: PyBaseExceptionRef,
    traceback: Option<PyRef<PyTraceback>>,
    message: Option<String>,
    object: PyObjectRef,
}

/// What is said of an error in the callback of a weak reference.
pub(crate) const IN_WEAK_CALLBACK: &str = "Exception ignored while calling weakref callback";
/// And what of one in a function that is called when the program ends.
pub(crate) const AT_EXIT: &str = "Exception ignored in atexit callback";

/// Reports an error that is raised nowhere. `object` is what it happened in; `None` for a message means "Exception ignored in".
pub(crate) fn report(error: PyBaseExceptionRef, message: Option<&str>, object: PyObjectRef, vm: &VirtualMachine) {
    let traceback = error.__traceback__();
    let mut told = Told { error, traceback, message: message.map(str::to_owned), object };
    if since(14) {
        let named = told.object.repr(vm).ok().map(|text| shown(&text).into_owned());
        if let (Some(message), Some(named)) = (&mut told.message, named) {
            message.push(' ');
            message.push_str(&named);
            told.object = vm.ctx.none();
        }
        return told.report(vm);
    }
    told.message = told.message.filter(|message| message == AT_EXIT);
    told.report(vm);
}

impl Told {
    /// From the hook's argument.
    fn of(args: &PyObjectRef, vm: &VirtualMachine) -> Option<Self> {
        let field = |name: &'static str| args.get_attr(name, vm).ok();
        Some(Told {
            error: field("exc_value")?.downcast::<PyBaseException>().ok()?,
            traceback: field("exc_traceback")?.downcast().ok(),
            message: field("err_msg")?.downcast_ref::<PyStr>().map(|text| shown(text).into_owned()),
            object: field("object")?,
        })
    }

    /// As the program's Python says it.
    fn worded(mut self, vm: &VirtualMachine) -> Self {
        let Some(message) = self.message.take() else { return self };
        if message.starts_with("Exception ignored while closing generator") {
            self.find_generator(&message, vm);
        }
        if since(14) {
            let named = message.starts_with("Exception ignored while");
            self.object = if named { vm.ctx.none() } else { self.object };
            self.message = Some(message);
        } else if message.starts_with("Exception ignored in thread") {
            self.message = Some(message);
        }
        self
    }

    fn find_generator(&mut self, message: &str, vm: &VirtualMachine) {
        // It is about to go, and nobody else knows it any more.
        let objects = (0..=2).flat_map(|generation| vm.state.gc.get_objects(Some(generation)));
        let found = objects.into_iter().find(|object| message.contains(&format!("at {:#x}", object.get_id())));
        self.object = found.unwrap_or_else(|| vm.ctx.none());
        // It was raised by the interpreter, not in the generator.
        let ignored =
            self.error.as_object().str(vm).is_ok_and(|text| text.as_wtf8().ends_with("ignored GeneratorExit"));
        if ignored && self.error.fast_isinstance(vm.ctx.exceptions.runtime_error) {
            self.traceback = None;
            self.error.set_traceback(None);
        }
    }

    fn report(mut self, vm: &VirtualMachine) {
        if library::is_halted(&self.error, vm) {
            return;
        }
        if self.traceback.is_none()
            && let Some(frame) = vm.current_frame()
        {
            let at = instruction_of(&frame, vm).unwrap_or(0);
            let line = frame.iframe().code().code.locations.get(at).map(|(start, _)| start.line);
            if let (Some(line), Ok(at)) = (line, i32::try_from(2 * at)) {
                let made = PyTraceback::new(None, frame, at, line).into_ref(&vm.ctx);
                self.error.set_traceback(Some(made.clone()));
                self.traceback = Some(made);
            }
        }
        let sys = vm.sys_module.dict();
        let named = |name| sys.get_item_opt(vm.ctx.intern_str(name), vm).ok().flatten();
        let (hook, own) = (named(NAME), named("__unraisablehook__"));
        let hook = hook.filter(|hook| !vm.is_none(hook) && own.is_none_or(|own| !own.is(hook)));
        let Some(hook) = hook else { return self.write(vm) };
        let Err(error) = self.args(vm).and_then(|args| hook.call((args,), vm)) else { return };
        if !library::is_halted(&error, vm) {
            let message = Some("Exception ignored in sys.unraisablehook".to_owned());
            Told { traceback: error.__traceback__(), error, message, object: hook }.write(vm);
        }
    }

    fn args(&self, vm: &VirtualMachine) -> PyResult {
        let fields = vm.ctx.new_tuple(vec![
            self.error.class().to_owned().into(),
            self.error.clone().into(),
            self.traceback.clone().map_or_else(|| vm.ctx.none(), Into::into),
            self.message.as_ref().map_or_else(|| vm.ctx.none(), |message| vm.ctx.new_str(&**message).into()),
            self.object.clone(),
        ]);
        match ARGS.with_borrow(Clone::clone) {
            Some(class) => class.as_object().call((fields,), vm),
            None => Ok(fields.into()),
        }
    }

    /// Writes it on `sys.stderr`, if there is one. Fails silently.
    fn write(&self, vm: &VirtualMachine) {
        let text = with_room(vm, || {
            let module = vm.import("traceback", 0)?;
            let lines = !sources::is_over();
            let (traceback, message, object) = (self.traceback.clone(), self.message.clone(), self.object.clone());
            vm.call_method(&module, "_ignored", (self.error.clone(), traceback, message, object, lines))?.str(vm)
        });
        let text = text.map(|text| shown(&text).into_owned()).unwrap_or_else(|_| {
            format!("Exception ignored in: {}\n{}\n", self.object.class().name(), library::said(&self.error, vm))
        });
        if let Ok(file) = vm.sys_module.get_attr("stderr", vm)
            && !vm.is_none(&file)
        {
            let _ = with_room(vm, || {
                vm.call_method(&file, "write", (text,)).and_then(|_| vm.call_method(&file, "flush", ()))
            });
        }
    }
}
