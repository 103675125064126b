//! The modules that are Python of ours: `lib/` as it stands, in the program. They are compiled when they are imported.
//! The text of the program that runs is here as well, since tracebacks show lines of it.

use std::cell::RefCell;

thread_local! {
    static PROGRAM: RefCell<(String, String)> = const { RefCell::new((String::new(), String::new())) };
}

/// Keeps the program's text under its file's name, for `linecache`.
pub(crate) fn set_program(file: &str, text: &str) {
    PROGRAM.set((file.to_owned(), text.to_owned()));
}

include!(concat!(env!("OUT_DIR"), "/sources.rs"));

/// A module's text, by its name.
fn find(name: &str) -> Option<&'static Source> {
    SOURCES.binary_search_by(|source| source.name.cmp(name)).ok().map(|at| &SOURCES[at])
}

/// A Python file of ours.
struct Source {
    /// As it is imported.
    name: &'static str,
    /// Whether it is a package's `__init__.py`.
    package: bool,
    text: &'static str,
}

#[rustpython_vm::pymodule(name = "_loopscope_sources")]
pub(crate) mod module {
    use rustpython_vm::builtins::{PyDictRef, PyStrRef};
    use rustpython_vm::compiler::Mode;
    use rustpython_vm::scope::Scope;
    use rustpython_vm::{PyObjectRef, PyResult, VirtualMachine};

    use super::find;

    /// Whether the module is a package; `None` when it is not there.
    #[pyfunction]
    fn is_package(name: PyStrRef) -> Option<bool> {
        find(name.as_ref()).map(|source| source.package)
    }

    /// Runs the module's text in its namespace.
    #[pyfunction]
    fn run(name: PyStrRef, namespace: PyDictRef, vm: &VirtualMachine) -> PyResult<()> {
        let name = name.to_string();
        let source =
            find(&name).ok_or_else(|| vm.new_import_error(format!("no module {name}"), vm.ctx.new_str(&*name)))?;
        let path = format!("<{}>", name);
        let code = vm
            .compile(source.text, Mode::Exec, &path)
            .map_err(|error| error.into_pyexception(vm, Some(source.text)))?;
        vm.run_code_obj(code, Scope::with_builtins(None, namespace, vm)).map(drop)
    }

    /// The program's text, if the file is the program's.
    #[pyfunction]
    fn program(file: PyStrRef) -> Option<String> {
        super::PROGRAM.with_borrow(|(name, text)| (*name == file.to_string()).then(|| text.clone()))
    }

    /// Every module there is.
    #[pyfunction]
    fn names(vm: &VirtualMachine) -> PyObjectRef {
        vm.ctx.new_list(super::SOURCES.iter().map(|source| vm.ctx.new_str(source.name).into()).collect()).into()
    }
}
