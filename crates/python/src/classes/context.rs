//! `contextvars.Context` as it is: the values of context variables, which are shared until one of its copies sets something.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use rustpython_vm::builtins::PyStrRef;
use rustpython_vm::{AsObject, Py, PyObjectRef, PyPayload, PyRef, VirtualMachine, pyclass};

pub(crate) type Values = Rc<Vec<(PyRef<PyContextVar>, PyObjectRef)>>;

/// `contextvars.Context`.
#[pyclass(module = "_contextvars", name = "Context")]
#[derive(Debug, Default, PyPayload)]
pub(crate) struct PyContext {
    values: RefCell<Values>,
    pub(crate) entered: Cell<bool>,
    /// The context that was the current one when this was entered.
    pub(crate) before: RefCell<Option<PyRef<PyContext>>>,
}

/// `contextvars.ContextVar`.
#[pyclass(module = "_contextvars", name = "ContextVar")]
#[derive(Debug, PyPayload)]
pub(crate) struct PyContextVar {
    pub(crate) name: PyStrRef,
    pub(crate) default: Option<PyObjectRef>,
}

impl PyContext {
    pub(crate) fn copy_of(&self, vm: &VirtualMachine) -> PyRef<PyContext> {
        PyContext { values: RefCell::new(self.shared()), ..PyContext::default() }.into_ref(&vm.ctx)
    }

    /// All of them, as they are.
    pub(crate) fn shared(&self) -> Values {
        self.values.borrow().clone()
    }

    pub(crate) fn find(&self, var: &Py<PyContextVar>) -> Option<PyObjectRef> {
        self.values.borrow().iter().find(|(own, _)| own.is(var)).map(|(_, value)| value.clone())
    }

    /// Gives a variable a value, or takes it away.
    pub(crate) fn put(&self, var: &Py<PyContextVar>, value: Option<PyObjectRef>) {
        // What is replaced is dropped when nothing is borrowed.
        let mut values = self.shared();
        let own = Rc::make_mut(&mut values);
        match (own.iter().position(|(own, _)| own.is(var)), value) {
            (Some(at), Some(value)) => own[at].1 = value,
            (Some(at), None) => drop(own.remove(at)),
            (None, Some(value)) => own.push((var.to_owned(), value)),
            (None, None) => {}
        }
        let before = self.values.replace(values);
        drop(before);
    }
}
