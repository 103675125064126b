//! What a thread's twin gives to who runs it, and what its calls are `yield`ed `from`.

use std::cell::Cell;

use loopscope_executor::Instant;
use rustpython_vm::protocol::PyIterReturn;
use rustpython_vm::types::{IterNext, Iterable, SelfIter};
use rustpython_vm::{Py, PyObjectRef, PyPayload, PyResult, VirtualMachine, pyclass};

use crate::machine::Machine;
use crate::machine::threads::{For, Lock, Wait};

/// What a thread's twin gives to who runs it: it waits. Gone on with, it tells what came of that.
#[pyclass(module = "_loopscope_threads", name = "Wait")]
#[derive(Debug, PyPayload)]
pub(crate) struct PyWait {
    wait: Wait,
    begun: Cell<bool>,
}

impl PyWait {
    pub(crate) fn wait(&self) -> Wait {
        self.wait.clone()
    }
}

impl SelfIter for PyWait {}

impl IterNext for PyWait {
    fn next(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult<PyIterReturn> {
        let begun = zelf.begun.replace(true);
        let over = |until: Option<Instant>| {
            until.is_some_and(|until| Machine::current().is_none_or(|machine| until <= machine.driver.now()))
        };
        let came = match zelf.wait.lock() {
            None if begun && (zelf.wait.what.is_loop() || over(zelf.wait.until)) => Some(vm.ctx.none()),
            Some(lock) if lock.take() => Some(vm.ctx.true_value.clone().into()),
            Some(_) if over(zelf.wait.until) => Some(vm.ctx.false_value.clone().into()),
            _ => None,
        };
        Ok(match came {
            Some(value) => PyIterReturn::StopIteration(Some(value)),
            None => PyIterReturn::Return(zelf.to_owned().into()),
        })
    }
}

#[pyclass(with(IterNext, Iterable))]
impl PyWait {}

/// What is `yield`ed `from` where nothing waits: it has its value already.
#[pyclass(module = "_loopscope_threads", name = "Done")]
#[derive(Debug, PyPayload)]
pub(crate) struct PyDone {
    value: PyObjectRef,
}

impl SelfIter for PyDone {}

impl IterNext for PyDone {
    fn next(zelf: &Py<Self>, _vm: &VirtualMachine) -> PyResult<PyIterReturn> {
        Ok(PyIterReturn::StopIteration(Some(zelf.value.clone())))
    }
}

#[pyclass(with(IterNext, Iterable))]
impl PyDone {}

/// What has this value already, to be `yield`ed `from`.
pub(crate) fn done(value: PyObjectRef, vm: &VirtualMachine) -> PyObjectRef {
    PyDone { value }.into_ref(&vm.ctx).into()
}

/// What waits for this, to be `yield`ed `from`.
pub(crate) fn waiting(wait: Wait, vm: &VirtualMachine) -> PyObjectRef {
    PyWait { wait, begun: Cell::new(false) }.into_ref(&vm.ctx).into()
}

/// What waits for the lock, to be `yield`ed `from`.
pub(crate) fn acquiring(lock: Lock, until: Option<Instant>, vm: &VirtualMachine) -> PyObjectRef {
    waiting(Wait { what: For::Lock(lock), until }, vm)
}
