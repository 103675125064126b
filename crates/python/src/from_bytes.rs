//! `from_bytes` of a subclass of `int` makes an instance by calling the class, as in CPython. RustPython makes one that no
//! constructor has seen: a member of an enumeration without a name.

use std::cell::Cell;

use rustpython_vm::builtins::{PyClassMethod, PyTypeRef};
use rustpython_vm::function::FuncArgs;
use rustpython_vm::{AsObject, PyObjectRef, PyPayload, PyResult, VirtualMachine};

thread_local! {
    /// Whether that is done: interpreters of one thread share their classes.
    static INSTALLED: Cell<bool> = const { Cell::new(false) };
}

pub(crate) fn install(vm: &VirtualMachine) -> PyResult<()> {
    if INSTALLED.replace(true) {
        return Ok(());
    }
    let int = vm.ctx.types.int_type;
    let name = vm.ctx.intern_str("from_bytes");
    let original = int.as_object().get_attr(name, vm)?;
    let from_bytes =
        vm.new_function("from_bytes", move |class: PyTypeRef, args: FuncArgs, vm: &VirtualMachine| -> PyResult {
            let number = original.call(args, vm)?;
            if class.is(vm.ctx.types.int_type) { Ok(number) } else { class.as_object().call((number,), vm) }
        });
    int.set_attr(name, PyClassMethod::from(PyObjectRef::from(from_bytes)).into_ref(&vm.ctx).into());
    Ok(())
}
