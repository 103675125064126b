//! The native module `_loopscope_threads`, which `rare/_threads.py` stands on.

#[rustpython_vm::pymodule(name = "_loopscope_threads")]
pub(crate) mod module {
    use loopscope_executor::pace::Round;
    use loopscope_executor::trace::ThreadNo;
    use rustpython_vm::builtins::{PyBaseExceptionRef, PyModule, PyStrRef};
    use rustpython_vm::class::PyClassImpl;
    use rustpython_vm::function::FuncArgs;
    use rustpython_vm::{Py, PyObjectRef, PyRef, PyResult, VirtualMachine};

    use crate::classes::context::PyContext;
    use crate::classes::event_loop::PyLoop;
    use crate::lock::PyLock;
    use crate::machine::Machine;
    use crate::text::shown;
    use crate::yielded::{self, PyDone, PyWait};
    use crate::{calling, library, spinning, threads};

    fn machine(vm: &VirtualMachine) -> PyResult<std::rc::Rc<Machine>> {
        Machine::current().ok_or_else(|| vm.new_runtime_error("no program runs"))
    }

    #[pyfunction]
    fn call(mut args: FuncArgs, vm: &VirtualMachine) -> PyResult {
        if args.args.is_empty() {
            return Err(vm.new_type_error("what is to be called?"));
        }
        let function = args.args.remove(0);
        calling::call(&*machine(vm)?, function, args, vm)
    }

    #[pyfunction]
    fn done(value: PyObjectRef, vm: &VirtualMachine) -> PyObjectRef {
        yielded::done(value, vm)
    }

    #[pyfunction]
    fn acquiring(lock: PyRef<PyLock>, vm: &VirtualMachine) -> PyObjectRef {
        yielded::acquiring(lock.state().clone(), None, vm)
    }

    #[pyfunction]
    fn has_twin(function: PyObjectRef, vm: &VirtualMachine) -> PyResult<bool> {
        calling::has_twin(&function, vm)
    }

    #[pyfunction]
    fn start(name: PyStrRef, label: PyStrRef, mut args: FuncArgs, vm: &VirtualMachine) -> PyResult<ThreadNo> {
        let function = args.args.remove(0);
        let start = move |vm: &VirtualMachine| calling::call(&*machine(vm)?, function, args, vm);
        Ok(threads::begin(&*machine(vm)?, Box::new(start), &shown(&name), &shown(&label), vm))
    }

    /// A round of a `while` begins; what this gives is to be `yield`ed `from`.
    #[pyfunction]
    fn round(round: u8, vm: &VirtualMachine) -> PyResult {
        let rounds = [Round::Waits, Round::Meanwhile, Round::Computes];
        let round = rounds.into_iter().find(|it| *it as u8 == round).unwrap_or(Round::Computes);
        Ok(match spinning::in_thread(&*machine(vm)?, round, vm) {
            Some(wait) => yielded::waiting(wait, vm),
            None => yielded::done(vm.ctx.none(), vm),
        })
    }

    /// The number of the thread that runs; 0 for the main one.
    #[pyfunction]
    fn current() -> ThreadNo {
        Machine::current().map_or(0, |machine| machine.threads.current())
    }

    #[pyfunction]
    fn failed(error: PyBaseExceptionRef, vm: &VirtualMachine) {
        if let Some(machine) = Machine::current() {
            machine.threads.fail(library::said(&error, vm));
        }
    }

    #[pyfunction]
    fn begin_loop(event_loop: PyRef<PyLoop>, vm: &VirtualMachine) -> PyResult<u32> {
        PyLoop::begin_in_thread(&event_loop, vm)
    }

    /// What the loop waits for, to be `yield`ed `from`; `None` when it stops.
    #[pyfunction]
    fn turn_loop(event_loop: PyRef<PyLoop>, vm: &VirtualMachine) -> PyResult<Option<PyObjectRef>> {
        Ok(PyLoop::turn_in_thread(&event_loop, vm)?.map(|wait| yielded::waiting(wait, vm)))
    }

    #[pyfunction]
    fn end_loop(event_loop: PyRef<PyLoop>, line: u32) {
        event_loop.end_in_thread(line);
    }

    #[pyfunction]
    fn enter_context(context: PyRef<PyContext>, vm: &VirtualMachine) -> PyResult<()> {
        PyContext::enter(&context, vm)
    }

    #[pyfunction]
    fn leave_context(context: PyRef<PyContext>) {
        PyContext::leave(&context);
    }

    pub(crate) fn module_exec(vm: &VirtualMachine, module: &Py<PyModule>) -> PyResult<()> {
        __module_exec(vm, module);
        rustpython_vm::extend_module!(vm, module, {
            "lock" => PyLock::make_static_type(),
            "Wait" => PyWait::make_static_type(),
            "Done" => PyDone::make_static_type(),
        });
        Ok(())
    }
}
