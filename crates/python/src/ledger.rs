//! Who has what: which task took a lock, a semaphore or an item of a queue, on which line, and has not given it back. asyncio's
//! primitives (`lib/asyncio`) keep it, so that a program in which everybody waits for ever can be told for whom. It decides nothing.

use std::cell::RefCell;
use std::collections::BTreeMap;

use loopscope_executor::trace::{Actor, TaskNo};
use rustpython_vm::builtins::PyType;
use rustpython_vm::function::FuncArgs;
use rustpython_vm::types::Constructor;
use rustpython_vm::{Py, PyPayload, PyRef, PyResult, VirtualMachine, pyclass};

use crate::classes::task::Doer;
use crate::machine::Machine;

impl Doer {
    /// Who runs right now. Of a task in which nothing of the program's runs (`wait_for(lock.acquire(), 1)` makes one) it is who made it.
    pub(crate) fn current(vm: &VirtualMachine) -> Self {
        let Some(machine) = Machine::current() else { return Doer::default() };
        let task = if let Actor::Task(no) = machine.handle().actor() { no } else { 0 };
        let running = machine.current.task().filter(|running| running.no() == task);
        let line = machine.program.line_below(vm.current_frame(), vm);
        match running.as_ref().and_then(|running| running.maker()).filter(|_| line == 0) {
            Some(maker) => maker,
            None => Doer { task, name: running.and_then(|running| running.name()), line },
        }
    }
}

#[pyclass(module = "_asyncio", name = "_Ledger")]
#[derive(Debug, Default, PyPayload)]
pub(crate) struct PyLedger {
    /// Who took something that is not given back: where the last time, and how much.
    taken: RefCell<BTreeMap<TaskNo, (Doer, u32)>>,
    last_put: RefCell<Option<Doer>>,
    last_taken: RefCell<Option<Doer>>,
}

impl PyLedger {
    /// Who has something, in the order of the tasks, and how much all of them have.
    pub(crate) fn holders(&self) -> (Vec<Doer>, u32) {
        let taken = self.taken.borrow();
        let count = taken.values().map(|(_, count)| count).sum();
        (taken.values().map(|(doer, _)| doer.clone()).collect(), count)
    }

    pub(crate) fn last_put(&self) -> Option<Doer> {
        self.last_put.borrow().clone()
    }

    pub(crate) fn last_taken(&self) -> Option<Doer> {
        self.last_taken.borrow().clone()
    }
}

impl Constructor for PyLedger {
    type Args = FuncArgs;

    fn py_new(_class: &Py<PyType>, _args: FuncArgs, _vm: &VirtualMachine) -> PyResult<Self> {
        Ok(PyLedger::default())
    }
}

#[pyclass(with(Constructor))]
impl PyLedger {
    #[pymethod]
    fn take(zelf: PyRef<Self>, vm: &VirtualMachine) {
        let doer = Doer::current(vm);
        let mut taken = zelf.taken.borrow_mut();
        let entry = taken.entry(doer.task).or_default();
        *entry = (doer.clone(), entry.1.saturating_add(1));
        zelf.last_taken.replace(Some(doer));
    }

    /// What is given back is the giver's own, or else the oldest task's: anybody may do it for another.
    #[pymethod]
    fn give(zelf: PyRef<Self>, vm: &VirtualMachine) {
        let mut taken = zelf.taken.borrow_mut();
        let own = match Machine::current().map(|machine| machine.handle().actor()) {
            Some(Actor::Task(no)) if taken.contains_key(&no) => Some(no),
            Some(_) if taken.len() > 1 => Some(Doer::current(vm).task).filter(|task| taken.contains_key(task)),
            _ => None,
        };
        let own = own.or_else(|| taken.keys().next().copied());
        if let Some(task) = own
            && let Some((_, count)) = taken.get_mut(&task)
        {
            *count = count.saturating_sub(1);
            if *count == 0 {
                taken.remove(&task);
            }
        }
    }

    #[pymethod]
    fn put(zelf: PyRef<Self>, vm: &VirtualMachine) {
        zelf.last_put.replace(Some(Doer::current(vm)));
    }
}
