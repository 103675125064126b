//! Callbacks of weak references. RustPython drops what they raise, and its cycle collector does not see what they hold: so each stands
//! behind an object of ours.

use std::cell::{Cell, RefCell};

use rustpython_vm::builtins::PyTypeRef;
use rustpython_vm::class::PyClassImpl;
use rustpython_vm::function::FuncArgs;
use rustpython_vm::object::TraverseFn;
use rustpython_vm::types::Callable;
use rustpython_vm::{AsObject, Py, PyObject, PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine, pyclass};

use crate::collect::{Holds, held, show};
use crate::unraisable;

type New = fn(PyTypeRef, FuncArgs, &VirtualMachine) -> PyResult;

thread_local! {
    static NEW: Cell<Option<New>> = const { Cell::new(None) };
    /// RustPython's `__callback__`.
    static CALLBACK: RefCell<Option<PyObjectRef>> = const { RefCell::new(None) };
}

/// What a weak reference calls.
#[pyclass(module = false, name = "weakref_callback", traverse = "manual")]
#[derive(Debug, PyPayload)]
pub(crate) struct PyCallback {
    function: RefCell<Option<PyObjectRef>>,
    /// Which weak reference that is, by identity.
    weak: Cell<usize>,
}

impl Holds for PyCallback {
    fn show(&self, each: &mut TraverseFn<'_>) {
        show(&self.function, each);
    }

    fn let_go(&mut self, into: &mut Vec<PyObjectRef>) {
        into.extend(self.function.take());
    }
}

held!(PyCallback);

impl Callable for PyCallback {
    type Args = FuncArgs;

    fn call(zelf: &Py<Self>, args: FuncArgs, vm: &VirtualMachine) -> PyResult {
        let function = zelf.function.borrow().clone();
        if let Some(function) = function
            && let Err(error) = function.call(args, vm)
        {
            unraisable::report(error, Some(unraisable::IN_WEAK_CALLBACK), function, vm);
        }
        Ok(vm.ctx.none())
    }
}

#[pyclass(with(Callable))]
impl PyCallback {}

impl PyCallback {
    /// Instead of a callback that is one of a program's.
    fn instead(callback: &mut PyObjectRef, vm: &VirtualMachine) -> Option<PyRef<PyCallback>> {
        if vm.is_none(callback) {
            return None;
        }
        let own = PyCallback { function: RefCell::new(None), weak: Cell::new(0) }.into_ref(&vm.ctx);
        let function = std::mem::replace(callback, own.clone().into());
        own.function.replace(Some(function));
        Some(own)
    }

    /// Which weak reference it belongs to, by identity.
    pub(crate) fn weak(&self) -> usize {
        self.weak.get()
    }

    /// The weak reference is garbage: it calls nobody any more.
    pub(crate) fn forget(&self) {
        let before = self.function.take();
        drop(before);
    }
}

fn new(class: PyTypeRef, mut args: FuncArgs, vm: &VirtualMachine) -> PyResult {
    let own = args.args.get_mut(1).and_then(|callback| PyCallback::instead(callback, vm));
    let Some(new) = NEW.get() else { return Err(vm.new_type_error("weak references cannot be made")) };
    let weak = new(class, args, vm)?;
    if let Some(own) = own {
        own.weak.set(weak.get_id());
    }
    Ok(weak)
}

fn get_callback(weak: PyObjectRef, vm: &VirtualMachine) -> PyResult {
    let Some(original) = CALLBACK.with_borrow(Clone::clone) else { return Ok(vm.ctx.none()) };
    let callback = vm.call_method(&original, "__get__", (weak,))?;
    let function = callback.downcast_ref::<PyCallback>().map(|own| own.function.borrow().clone());
    Ok(function.map_or(callback, |function| function.unwrap_or_else(|| vm.ctx.none())))
}

/// Has all weak references that are made from now on call so.
pub(crate) fn install(vm: &VirtualMachine) -> PyResult<()> {
    let class = vm.ctx.types.weakref_type;
    if NEW.get().is_some() {
        return Ok(());
    }
    let _ = PyCallback::make_static_type();
    NEW.set(class.slots().new.load());
    class.slots().new.store(Some(new));

    let name = vm.ctx.intern_str("__callback__");
    CALLBACK.replace(Some(class.as_object().get_attr(name, vm)?));
    class.set_attr(name, vm.ctx.new_readonly_getset("__callback__", class, get_callback).into());

    let module = vm.import("_weakref", 0)?;
    let original = module.get_attr("proxy", vm)?;
    let proxy = vm.new_function("proxy", move |mut args: FuncArgs, vm: &VirtualMachine| -> PyResult {
        let own = args.args.get_mut(1).and_then(|callback| PyCallback::instead(callback, vm));
        let weak = original.call(args, vm)?;
        if let Some(own) = own {
            own.weak.set(weak.get_id());
        }
        Ok(weak)
    });
    module.set_attr("proxy", proxy, vm)
}

/// The callback, if the object is one.
pub(crate) fn callback(object: &PyObject) -> Option<&Py<PyCallback>> {
    object.downcast_ref::<PyCallback>()
}
