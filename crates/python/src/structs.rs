//! Values as bytes and back, for `rare/_struct.py`: RustPython has that for its memory views.

#[rustpython_vm::pymodule(name = "_loopscope_struct")]
pub(crate) mod module {
    use rustpython_vm::VirtualMachine;
    use rustpython_vm::buffer::{FormatSpec, struct_error_type};
    use rustpython_vm::builtins::{PyBytesRef, PyTupleRef, PyTypeRef};
    use rustpython_vm::function::ArgBytesLike;
    use rustpython_vm::{PyResult, convert::ToPyObject};

    /// The class of what these raise.
    #[pyfunction]
    fn error(vm: &VirtualMachine) -> PyTypeRef {
        struct_error_type(vm).to_owned()
    }

    /// How many bytes a format takes.
    #[pyfunction]
    fn size(format: PyBytesRef, vm: &VirtualMachine) -> PyResult<usize> {
        Ok(FormatSpec::parse(format.as_bytes(), vm)?.size)
    }

    #[pyfunction]
    fn pack(format: PyBytesRef, values: PyTupleRef, vm: &VirtualMachine) -> PyResult<Vec<u8>> {
        FormatSpec::parse(format.as_bytes(), vm)?.pack(values.to_vec(), vm)
    }

    #[pyfunction]
    fn unpack(format: PyBytesRef, data: ArgBytesLike, vm: &VirtualMachine) -> PyResult {
        let format = FormatSpec::parse(format.as_bytes(), vm)?;
        data.with_ref(|data| format.unpack(data, vm)).map(|values| values.to_pyobject(vm))
    }
}
