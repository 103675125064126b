//! The lock of `_thread`, on which everything stands that waits for a thread, but `time.sleep`.

use loopscope_executor::Instant;
use rustpython_vm::builtins::PyType;
use rustpython_vm::function::FuncArgs;
use rustpython_vm::types::{Constructor, Representable};
use rustpython_vm::{AsObject, Py, PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine, pyclass};

use crate::machine::Machine;
use crate::machine::threads::{For, Lock, Wait};
use crate::threads;
use crate::time;
use crate::version::since;

/// `threading.Lock`.
#[pyclass(module = "_thread", name = "lock")]
#[derive(Debug, Default, PyPayload)]
pub(crate) struct PyLock {
    state: Lock,
}

#[derive(rustpython_vm::FromArgs)]
pub(crate) struct AcquireArgs {
    #[pyarg(any, default = true)]
    blocking: bool,
    #[pyarg(any, optional)]
    timeout: rustpython_vm::function::OptionalArg<PyObjectRef>,
}

impl AcquireArgs {
    /// Until when is waited; `Some(None)` for ever, `None` not at all.
    pub(crate) fn until(self, machine: &Machine, vm: &VirtualMachine) -> PyResult<Option<Option<Instant>>> {
        let timeout = match self.timeout.into_option() {
            Some(timeout) => time::duration(&timeout, vm)?,
            None => -1.0,
        };
        #[expect(clippy::float_cmp, reason = "-1 is the very value that stands for none")]
        let none = timeout == -1.0;
        if !self.blocking && !none {
            return Err(vm.new_value_error("can't specify a timeout for a non-blocking call"));
        }
        if timeout < 0.0 && !none {
            let least = if since(13) { "a non-negative number" } else { "positive" };
            return Err(vm.new_value_error(format!("timeout value must be {least}")));
        }
        Ok(match (self.blocking, none) {
            (false, _) => None,
            (true, true) => Some(None),
            (true, false) => Some(Some(machine.driver.after(timeout))),
        })
    }
}

impl PyLock {
    pub(crate) fn state(&self) -> &Lock {
        &self.state
    }
}

impl Constructor for PyLock {
    type Args = ();

    fn py_new(_class: &Py<PyType>, (): (), _vm: &VirtualMachine) -> PyResult<Self> {
        Ok(PyLock::default())
    }
}

impl Representable for PyLock {
    fn repr_str(zelf: &Py<Self>, _vm: &VirtualMachine) -> PyResult<String> {
        let state = if zelf.state.is_locked() { "locked" } else { "unlocked" };
        Ok(format!("<{state} _thread.lock object at {:#x}>", zelf.get_id()))
    }
}

#[pyclass(flags(HAS_WEAKREF), with(Constructor, Representable))]
impl PyLock {
    #[pymethod]
    fn acquire(zelf: PyRef<Self>, args: AcquireArgs, vm: &VirtualMachine) -> PyResult<bool> {
        let Some(machine) = Machine::current() else { return Ok(zelf.state.take()) };
        let until = args.until(&machine, vm)?;
        if zelf.state.take() {
            return Ok(true);
        }
        match until {
            None => {
                machine.threads.asks();
                Ok(false)
            }
            Some(Some(until)) if until <= machine.driver.now() => {
                machine.threads.asks();
                Ok(false)
            }
            Some(until) => threads::wait_within(&machine, &Wait { what: For::Lock(zelf.state.clone()), until }, vm),
        }
    }

    #[pymethod]
    fn acquire_lock(zelf: PyRef<Self>, args: AcquireArgs, vm: &VirtualMachine) -> PyResult<bool> {
        PyLock::acquire(zelf, args, vm)
    }

    #[pymethod]
    fn __enter__(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult<bool> {
        let args = AcquireArgs { blocking: true, timeout: rustpython_vm::function::OptionalArg::Missing };
        PyLock::acquire(zelf, args, vm)
    }

    #[pymethod]
    fn release(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult<()> {
        if !zelf.state.let_go() {
            return Err(vm.new_runtime_error("release unlocked lock"));
        }
        if let Some(machine) = Machine::current() {
            machine.threads.released(&zelf.state);
        }
        Ok(())
    }

    #[pymethod]
    fn release_lock(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult<()> {
        PyLock::release(zelf, vm)
    }

    #[pymethod]
    fn __exit__(zelf: PyRef<Self>, _args: FuncArgs, vm: &VirtualMachine) -> PyResult<()> {
        PyLock::release(zelf, vm)
    }

    #[pymethod]
    fn locked(zelf: PyRef<Self>) -> bool {
        zelf.state.is_locked()
    }

    #[pymethod]
    fn _at_fork_reinit(zelf: PyRef<Self>) {
        zelf.state.let_go();
    }
}
