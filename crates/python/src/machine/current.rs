//! What is current: the loop that runs, the task in it, and the context. And which tasks there are.
//!
//! What is replaced here is given back, or dropped when nothing is borrowed: it may run code of the program's as it goes.

use std::cell::{Cell, RefCell};

use rustpython_vm::builtins::PyWeak;
use rustpython_vm::{AsObject, PyObject, PyObjectRef, PyRef};

use crate::classes::context::PyContext;
use crate::classes::event_loop::PyLoop;
use crate::classes::task::PyTask;

/// So many tasks are kept before it is looked which of them are done.
const FEW: usize = 64;

/// The loop that runs, the task in it, and the context.
#[derive(Debug, Default)]
pub(crate) struct Current {
    event_loop: RefCell<Option<PyRef<PyLoop>>>,
    /// What `asyncio.get_running_loop` gives: the loop that runs, but for functions that stand in for a thread's.
    visible_loop: RefCell<Option<PyObjectRef>>,
    task: RefCell<Option<PyRef<PyTask>>>,
    context: RefCell<Option<PyRef<PyContext>>>,
    /// Every task that was made and has not been dropped, oldest first.
    tasks: RefCell<Vec<PyRef<PyWeak>>>,
    /// How many tasks have a number for a name.
    numbered: Cell<u64>,
    /// Tasks that are not asyncio's own.
    foreign: RefCell<Vec<PyObjectRef>>,
    /// Loops and what runs in them, as far as that is no task of asyncio's own.
    entered: RefCell<Vec<(PyObjectRef, PyObjectRef)>>,
}

/// What was current in the thread that was left.
pub(crate) type Left = (Option<PyRef<PyTask>>, Option<PyObjectRef>, Option<PyRef<PyContext>>);

impl Current {
    // ---- The loop

    /// Whether a loop runs.
    pub(crate) fn has_loop(&self) -> bool {
        self.event_loop.borrow().is_some()
    }

    /// A loop runs from now on, or none; which did before.
    pub(crate) fn replace_loop(&self, event_loop: Option<PyRef<PyLoop>>) -> Option<PyRef<PyLoop>> {
        self.event_loop.replace(event_loop)
    }

    /// The running loop, as a program sees it.
    pub(crate) fn visible_loop(&self) -> Option<PyObjectRef> {
        self.visible_loop.borrow().clone()
    }

    /// What the program sees as the running loop from now on; what it saw before.
    pub(crate) fn replace_visible_loop(&self, event_loop: Option<PyObjectRef>) -> Option<PyObjectRef> {
        self.visible_loop.replace(event_loop)
    }

    // ---- The task

    /// The task that runs.
    pub(crate) fn task(&self) -> Option<PyRef<PyTask>> {
        self.task.borrow().clone()
    }

    /// Another one runs from now on, or none; which did before.
    pub(crate) fn replace_task(&self, task: Option<PyRef<PyTask>>) -> Option<PyRef<PyTask>> {
        self.task.replace(task)
    }

    /// A task is made.
    pub(crate) fn add_task(&self, task: PyRef<PyWeak>) {
        let mut tasks = self.tasks.borrow_mut();
        if tasks.len() > FEW && tasks.len().is_power_of_two() {
            tasks.retain(|weak| {
                weak.upgrade().and_then(|task| task.downcast::<PyTask>().ok()).is_some_and(|task| !task.base.is_done())
            });
        }
        tasks.push(task);
    }

    /// The tasks of a loop that are not done, oldest first; of every loop with `None`.
    pub(crate) fn tasks(&self, event_loop: Option<&PyObject>) -> Vec<PyRef<PyTask>> {
        let tasks = self.tasks.borrow();
        let tasks = tasks.iter().filter_map(|weak| weak.upgrade()?.downcast::<PyTask>().ok());
        tasks
            .filter(|task| {
                let own = task.base.event_loop.borrow();
                !task.base.is_done() && event_loop.is_none_or(|it| own.as_ref().is_some_and(|own| own.is(it)))
            })
            .collect()
    }

    /// The number of a task that has no other name, from 1.
    pub(crate) fn next_number(&self) -> u64 {
        self.pass_numbers(1);
        self.numbered.get()
    }

    /// So many numbers are taken, by tasks that nobody will ask the name of.
    pub(crate) fn pass_numbers(&self, count: u64) {
        self.numbered.set(self.numbered.get() + count);
    }

    // ---- Tasks that are not asyncio's own

    /// There is one more.
    pub(crate) fn add_foreign(&self, task: PyObjectRef) {
        self.foreign.borrow_mut().push(task);
    }

    /// There is one less.
    pub(crate) fn remove_foreign(&self, task: &PyObject) {
        let mut foreign = self.foreign.borrow_mut();
        let left = foreign.iter().position(|own| own.is(task)).map(|at| foreign.remove(at));
        drop(foreign);
        drop(left);
    }

    /// All of them.
    pub(crate) fn foreign(&self) -> Vec<PyObjectRef> {
        self.foreign.borrow().clone()
    }

    /// Something runs in a loop that is no task of asyncio's own.
    pub(crate) fn enter_foreign(&self, event_loop: PyObjectRef, task: PyObjectRef) {
        self.entered.borrow_mut().push((event_loop, task));
    }

    /// It does no longer.
    pub(crate) fn leave_foreign(&self, event_loop: &PyObject) {
        let mut entered = self.entered.borrow_mut();
        let left = entered.iter().position(|(own, _)| own.is(event_loop)).map(|at| entered.remove(at));
        drop(entered);
        drop(left);
    }

    /// What runs in a loop that is no task of asyncio's own.
    pub(crate) fn foreign_in(&self, event_loop: &PyObject) -> Option<PyObjectRef> {
        self.entered.borrow().iter().find(|(own, _)| own.is(event_loop)).map(|(_, task)| task.clone())
    }

    // ---- The context

    /// The current context; made when there is none yet.
    pub(crate) fn context(&self, make: impl FnOnce() -> PyRef<PyContext>) -> PyRef<PyContext> {
        self.context.borrow_mut().get_or_insert_with(make).clone()
    }

    /// Another one from now on; which it was before.
    pub(crate) fn replace_context(&self, context: Option<PyRef<PyContext>>) -> Option<PyRef<PyContext>> {
        self.context.replace(context)
    }

    // ---- Threads

    /// A thread goes on, in its context: neither task nor loop are its own. What was current in the one that is left.
    pub(crate) fn enter_thread(&self, context: Option<PyRef<PyContext>>) -> Left {
        (self.task.take(), self.visible_loop.take(), self.context.replace(context))
    }

    /// It is left again; its context.
    pub(crate) fn leave_thread(&self, (task, visible_loop, context): Left) -> Option<PyRef<PyContext>> {
        drop(self.task.replace(task));
        drop(self.visible_loop.replace(visible_loop));
        self.context.replace(context)
    }

    /// Lets go of all of it.
    pub(crate) fn close(&self) {
        drop(self.event_loop.take());
        drop(self.task.take());
        drop(self.context.take());
        drop(self.tasks.take());
        drop((self.foreign.take(), self.entered.take()));
    }

    /// Lets go of the loop that the program sees, which is the last thing that it does.
    pub(crate) fn close_visible_loop(&self) {
        drop(self.visible_loop.take());
    }
}
