//! The end of a program, in CPython's order (`Py_FinalizeEx` in `Python/pylifecycle.c`, 3.11), and what the next program finds: an
//! interpreter as this one found it.
//!
//! ```text
//!   the top level and its threads have ended ─► atexit, the last registered first ─► what is unreachable goes
//!     ─► the exception that ended it, streams ─► `__main__`, and with it what its names hold ─► what other modules hold of that
//!     ─► if somebody holds that module: its names are cleared, those with an underscore first ─► what `sys` holds, silently
//! ```

use std::rc::Rc;

use rustpython_vm::builtins::{PyDict, PyDictRef, PyModule, PyStr, PyWeak};
use rustpython_vm::common::rc::PyRc;
use rustpython_vm::function::FuncArgs;
use rustpython_vm::{AsObject, Py, PyObject, PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine};

use crate::garbage;
use crate::machine::Machine;
use crate::{event_loop, sources, unraisable};

/// What modules there were before the program began, and what was in them.
pub(crate) struct Found {
    modules: Vec<(PyObjectRef, PyObjectRef, Option<PyDictRef>)>,
}

impl Found {
    /// Looks at them, and takes everything that is there from what the collector goes over: it is none of the program's.
    pub(crate) fn look(vm: &VirtualMachine) -> PyResult<Self> {
        let mut modules = Vec::new();
        for (name, module) in imported(vm)? {
            let names = dict_of(&module).map(|names| names.copy().into_ref(&vm.ctx));
            modules.push((name, module, names));
        }
        vm.state.gc.freeze();
        Ok(Found { modules })
    }

    /// Takes away what the program imported, and puts back what it changed in what was there.
    pub(crate) fn put_back(&self, vm: &VirtualMachine) -> PyResult<()> {
        self.put_back_but(None, vm)
    }

    /// The same without what was changed in this module.
    fn put_back_but(&self, left: Option<&PyObject>, vm: &VirtualMachine) -> PyResult<()> {
        vm.state.atexit_funcs.lock().clear();
        vm.state.gc.enable();
        let imported = imported(vm)?;
        let modules = vm.sys_module.get_attr("modules", vm)?;
        for (name, _) in imported.iter() {
            if !self.modules.iter().any(|(own, ..)| own.is(name) || same(own, name)) {
                modules.del_item(&**name, vm)?;
            }
        }
        for (name, module, names) in &self.modules {
            modules.set_item(&**name, module.clone(), vm)?;
            if left.is_some_and(|left| left.is(module)) {
                continue;
            }
            if let (Some(now), Some(before)) = (dict_of(module), names) {
                put_back(&now, before, vm)?;
            }
        }
        Ok(())
    }
}

fn imported(vm: &VirtualMachine) -> PyResult<Vec<(PyObjectRef, PyObjectRef)>> {
    let modules = vm.sys_module.get_attr("modules", vm)?;
    Ok(modules.downcast_ref::<PyDict>().map(|modules| modules.into_iter().collect()).unwrap_or_default())
}

fn dict_of(module: &PyObjectRef) -> Option<PyDictRef> {
    module.downcast_ref::<PyModule>().map(|module| module.dict())
}

fn same(one: &PyObjectRef, other: &PyObjectRef) -> bool {
    match (one.downcast_ref::<PyStr>(), other.downcast_ref::<PyStr>()) {
        (Some(one), Some(other)) => one.as_wtf8() == other.as_wtf8(),
        _ => false,
    }
}

fn put_back(now: &Py<PyDict>, before: &Py<PyDict>, vm: &VirtualMachine) -> PyResult<()> {
    for (name, value) in now.into_iter().collect::<Vec<_>>() {
        match before.get_item_opt(&*name, vm)? {
            None => now.del_item(&*name, vm)?,
            Some(was) if was.is(&value) => {}
            Some(was) => now.set_item(&*name, was, vm)?,
        }
    }
    for (name, was) in before.into_iter().collect::<Vec<_>>() {
        if !now.contains_key(&*name, vm) {
            now.set_item(&*name, was, vm)?;
        }
    }
    Ok(())
}

/// `atexit.register` refuses what cannot be called.
pub(crate) fn install(vm: &VirtualMachine) -> PyResult<()> {
    let module = vm.import("atexit", 0)?;
    let original = module.get_attr("register", vm)?;
    let register = vm.new_function("register", move |args: FuncArgs, vm: &VirtualMachine| -> PyResult {
        match args.args.first() {
            None => Err(vm.new_type_error("register() takes at least 1 argument (0 given)")),
            Some(function) if !function.is_callable() => Err(vm.new_type_error("the first argument must be callable")),
            Some(_) => original.call(args, vm),
        }
    });
    module.set_attr("register", register, vm)
}

/// `__main__` is there: in CPython the collector comes to it before it comes to what the program makes.
pub(crate) fn begin(machine: &Machine, vm: &VirtualMachine) {
    let main = vm.sys_module.get_attr("modules", vm).and_then(|modules| modules.get_item("__main__", vm));
    if let Ok(main) = main {
        let names = dict_of(&main).map(|names| names.as_object().get_id());
        machine.collected.replace(std::iter::once(main.get_id()).chain(names).collect());
    }
}

/// Ends a program whose top level has ended and whose exception has been told of. The machine is closed then.
pub(crate) fn finish(machine: &Rc<Machine>, found: Option<&Found>, vm: &VirtualMachine) {
    run_exit_functions(vm);
    machine.output.flush(0);
    event_loop::hand_over_queued(machine);
    garbage::collect(Some(machine), vm);
    let Ok(Some(main)) = forget_main(vm) else { return machine.close() };
    sources::end_program();
    garbage::collect(Some(machine), vm);
    // Modules of the library may still hold what is the program's: they go, too, as all of them do in CPython, and `sys` last.
    let is_held = || machine.collected.borrow().contains(&main.names);
    if let Some(found) = found.filter(|_| is_held()) {
        // A module that refuses to be changed back stays as it is.
        let _ = found.put_back_but(Some(vm.sys_module.as_object()), vm);
        garbage::collect(Some(machine), vm);
    }
    if let Some(names) = main.module.upgrade().as_ref().and_then(dict_of) {
        clear(&names, vm);
        drop(names);
        garbage::collect(Some(machine), vm);
    }
    machine.output.flush(0);
    machine.close();
    if let Some(found) = found.filter(|_| is_held()) {
        let _ = found.put_back(vm);
        // Without `sys` there is nowhere to print.
        machine.output.silence();
        garbage::collect(Some(machine), vm);
    }
    machine.output.flush(0);
}

/// `__main__`, when it is no longer to be found.
struct Main {
    module: PyRef<PyWeak>,
    /// Where its names are in memory.
    names: usize,
}

/// What they register meanwhile is forgotten, and nothing that they raise ends the rest.
fn run_exit_functions(vm: &VirtualMachine) {
    let functions: Vec<_> = std::mem::take(&mut *vm.state.atexit_funcs.lock());
    for entry in functions {
        let (function, args) = PyRc::try_unwrap(entry).unwrap_or_else(|entry| (*entry).clone());
        if let Err(exception) = function.call(args, vm) {
            unraisable::report(exception, Some(unraisable::AT_EXIT), function, vm);
        }
    }
    vm.state.atexit_funcs.lock().clear();
}

/// Lets go of the exception that ended the program and of `__main__`. The module, if somebody else holds it.
fn forget_main(vm: &VirtualMachine) -> PyResult<Option<Main>> {
    let modules = vm.sys_module.get_attr("modules", vm)?;
    let main = modules.get_item("__main__", vm).ok();
    if main.is_some() {
        modules.del_item("__main__", vm)?;
    }
    let sys = vm.sys_module.dict();
    for name in ["last_type", "last_value", "last_traceback"] {
        if sys.contains_key(name, vm) {
            sys.set_item(name, vm.ctx.none(), vm)?;
        }
    }
    for (name, own) in [("stdout", "__stdout__"), ("stderr", "__stderr__"), ("stdin", "__stdin__")] {
        sys.set_item(name, sys.get_item(own, vm)?, vm)?;
    }
    if let Ok(events) = modules.get_item("asyncio.events", vm) {
        events.set_attr("_event_loop_policy", vm.ctx.none(), vm)?;
    }
    let Some(main) = main else { return Ok(None) };
    let names = dict_of(&main).map_or(0, |names| names.as_object().get_id());
    let module = main.downgrade(None, vm)?;
    drop(main);
    Ok(Some(Main { module, names }))
}

/// As `_PyModule_ClearDict` in `Objects/moduleobject.c`.
fn clear(names: &Py<PyDict>, vm: &VirtualMachine) {
    for underscored in [true, false] {
        for (name, value) in names.into_iter().collect::<Vec<_>>() {
            let Some(text) = name.downcast_ref::<PyStr>() else { continue };
            let text = text.as_wtf8().to_string_lossy().into_owned();
            let own = text.starts_with('_');
            if vm.is_none(&value) || text == "__builtins__" || own != underscored {
                continue;
            }
            drop(value);
            // It is there.
            let _ = names.set_item(&*name, vm.ctx.none(), vm);
        }
    }
}
