//! `sys.stdout` and `sys.stderr`: what is written goes to the machine, and so into the trace. And what there is to read: the
//! process's standard input, of which a browser has none.

use loopscope_executor::trace::Stream;
use rustpython_vm::builtins::PyStrRef;
use rustpython_vm::class::PyClassImpl;
use rustpython_vm::{PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine, pyclass};

use crate::inspect;
use crate::machine::Machine;
use crate::place::running_line;

#[pyclass(module = "loopscope", name = "Stream")]
#[derive(Debug, PyPayload)]
struct PyStream {
    stream: Stream,
}

#[pyclass(flags(HAS_DICT))]
impl PyStream {
    #[pymethod]
    fn write(zelf: PyRef<Self>, text: PyStrRef, vm: &VirtualMachine) -> PyResult<usize> {
        if let Some(machine) = Machine::current() {
            machine.print(zelf.stream, text.as_ref(), running_line(&machine, vm));
        }
        // What is printed after the program was looked at is lost, and does not fail: not everybody who prints can fail.
        let lost = Machine::current().is_some_and(|machine| machine.locals.borrow().is_some());
        if !lost {
            inspect::point(vm)?;
        }
        Ok(text.char_len())
    }

    #[pymethod]
    fn flush(_zelf: PyObjectRef, vm: &VirtualMachine) -> PyResult<()> {
        if let Some(machine) = Machine::current() {
            machine.flush(running_line(&machine, vm));
        }
        inspect::point(vm)
    }

    #[pymethod]
    fn isatty(_zelf: PyObjectRef) -> bool {
        false
    }

    #[pymethod]
    fn writable(_zelf: PyObjectRef) -> bool {
        true
    }

    #[pygetset]
    fn encoding(_zelf: PyObjectRef) -> &'static str {
        "utf-8"
    }

    #[pygetset]
    fn errors(_zelf: PyObjectRef) -> &'static str {
        "strict"
    }
}

/// What `sys.stdin` reads from.
#[pyclass(module = "loopscope", name = "Input")]
#[derive(Debug, PyPayload)]
struct PyInput {}

#[pyclass]
impl PyInput {
    /// The next line with its end; empty when there is nothing more.
    #[pymethod]
    fn readline(_zelf: PyObjectRef, vm: &VirtualMachine) -> PyResult<String> {
        let mut line = String::new();
        std::io::stdin().read_line(&mut line).map_err(|error| vm.new_os_error(error.to_string()))?;
        Ok(line)
    }
}

/// Puts them in their places.
pub(crate) fn install(vm: &VirtualMachine) -> PyResult<()> {
    let _ = (PyStream::make_static_type(), PyInput::make_static_type());
    // The first module of ours makes a file of it.
    vm.sys_module.set_attr("stdin", PyInput {}.into_ref(&vm.ctx), vm)?;
    for (name, stream) in [("stdout", Stream::Stdout), ("stderr", Stream::Stderr)] {
        let file = PyStream { stream }.into_ref(&vm.ctx);
        vm.sys_module.set_attr(name, file.clone(), vm)?;
        let kept = if stream == Stream::Stdout { "__stdout__" } else { "__stderr__" };
        vm.sys_module.set_attr(kept, file, vm)?;
    }
    Ok(())
}
