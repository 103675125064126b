//! Which Python the program is run as, where the program can ask: `sys`. What else differs asks [`since`] when it is called, and not
//! when it is imported: an interpreter that has been started runs a program of any version.

use std::cell::Cell;

use loopscope_version::Version;
use rustpython_vm::builtins::PyTuple;
use rustpython_vm::{AsObject, PyObjectRef, PyPayload, PyResult, VirtualMachine};

thread_local! {
    static CURRENT: Cell<Option<Version>> = const { Cell::new(None) };
}

/// What runs on this thread is run as this version; where none is given, no program runs. What it was before.
pub(crate) fn replace(version: Option<Version>) -> Option<Version> {
    CURRENT.replace(version)
}

/// Which Python the program is run as; the reference, where none is run.
pub(crate) fn current() -> Version {
    CURRENT.get().unwrap_or_default()
}

/// Whether that is 3.`minor` or a later one.
pub(crate) fn since(minor: u8) -> bool {
    current().minor() >= minor
}

/// Has `sys` say which Python this is, and asyncio, if it is there already, have the names that are public in it.
pub(crate) fn begin(version: Version, vm: &VirtualMachine) -> PyResult<()> {
    tell_sys(version, vm)?;
    let Ok(asyncio) = vm.sys_module.get_attr("modules", vm)?.get_item("asyncio", vm) else { return Ok(()) };
    let names = vm.call_method(&asyncio, "_all", ())?;
    asyncio.set_attr("__all__", names, vm)
}

fn tell_sys(version: Version, vm: &VirtualMachine) -> PyResult<()> {
    const MAJOR: u32 = 3;
    let (minor, micro) = (version.minor(), version.micro());
    let sys = &vm.sys_module;
    let class = sys.get_attr("version_info", vm)?.class().to_owned();
    let int = |number: u32| -> PyObjectRef { vm.ctx.new_int(number).into() };
    let parts = [int(MAJOR), int(minor.into()), int(micro.into()), vm.ctx.new_str("final").into(), int(0)];
    let info = PyTuple::new_unchecked(parts.into()).into_ref_with_type(vm, class)?;
    sys.set_attr("version_info", info, vm)?;
    /// `PY_RELEASE_LEVEL_FINAL` in `Include/patchlevel.h`.
    const FINAL: u32 = 0xF;
    let hex = MAJOR << 24 | u32::from(minor) << 16 | u32::from(micro) << 8 | FINAL << 4;
    sys.set_attr("hexversion", vm.ctx.new_int(hex), vm)?;
    let text = format!("{MAJOR}.{minor}.{micro} (Loopscope, on RustPython)");
    sys.set_attr("version", vm.ctx.new_str(text), vm)
}
