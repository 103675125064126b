//! `sys.stdout` and `sys.stderr`: what is written goes to the machine, and so into the trace. And what there is to read: the
//! process's standard input, of which a browser has none.

use std::io::{BufRead as _, Write as _};

use loopscope_executor::trace::Stream;
use rustpython_vm::builtins::PyStrRef;
use rustpython_vm::class::PyClassImpl;
use rustpython_vm::function::{ArgBytesLike, ArgIterable, FuncArgs};
use rustpython_vm::{PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine, pyclass};

use crate::machine::Machine;
use crate::machine::driver::Halt;
use crate::machine::input::Next;
use crate::text::shown;
use crate::{checkpoint, inspect, library};

#[pyclass(module = "loopscope", name = "Stream")]
#[derive(Debug, PyPayload)]
struct PyStream {
    stream: Stream,
}

#[pyclass(flags(HAS_DICT))]
impl PyStream {
    fn check_open(&self, vm: &VirtualMachine) -> PyResult<()> {
        if closed(self.stream) { Err(vm.new_value_error("I/O operation on closed file.")) } else { Ok(()) }
    }

    #[pymethod]
    fn write(zelf: PyRef<Self>, text: PyStrRef, vm: &VirtualMachine) -> PyResult<usize> {
        zelf.check_open(vm)?;
        if let Some(machine) = Machine::current() {
            match (text.to_str(), zelf.stream) {
                (Some(text), _) => machine.output.print(zelf.stream, text, machine.line(vm)),
                (None, Stream::Stderr) => machine.output.print(zelf.stream, &shown(&text), machine.line(vm)),
                (None, Stream::Stdout) => {
                    // It raises what says where the text cannot be encoded.
                    vm.state.codec_registry.encode_text(text.clone(), "utf-8", None, vm)?;
                }
            }
        }
        // What is printed after the program was looked at is lost, and does not fail: not everybody who prints can fail.
        let lost = Machine::current().is_some_and(|machine| machine.inspection.has_looked());
        if !lost {
            checkpoint::pass(vm)?;
        }
        Ok(text.char_len())
    }

    #[pymethod]
    fn writelines(zelf: PyRef<Self>, lines: ArgIterable<PyStrRef>, vm: &VirtualMachine) -> PyResult<()> {
        for line in lines.iter(vm)? {
            PyStream::write(zelf.clone(), line?, vm)?;
        }
        Ok(())
    }

    #[pymethod]
    fn flush(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult<()> {
        zelf.check_open(vm)?;
        if let Some(machine) = Machine::current() {
            machine.output.flush(machine.line(vm));
        }
        checkpoint::pass(vm)
    }

    #[pymethod]
    fn close(zelf: PyRef<Self>) {
        if let Some(machine) = Machine::current() {
            machine.output.close_stream(name_of(zelf.stream));
        }
    }

    #[pymethod]
    fn __enter__(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult<PyRef<Self>> {
        zelf.check_open(vm)?;
        Ok(zelf)
    }

    #[pymethod]
    fn __exit__(zelf: PyRef<Self>, _args: FuncArgs) {
        PyStream::close(zelf);
    }

    /// Its encoding is what it is; the rest changes nothing that could be seen.
    #[pymethod]
    fn reconfigure(_zelf: PyRef<Self>, args: FuncArgs, vm: &VirtualMachine) -> PyResult<()> {
        const KNOWN: [&str; 5] = ["encoding", "errors", "newline", "line_buffering", "write_through"];
        let names = args.kwargs.keys().map(|name| name.to_string_lossy().into_owned());
        match names.into_iter().find(|name| !KNOWN.contains(&&**name)) {
            Some(name) => Err(vm.new_type_error(format!("'{name}' is an invalid keyword argument for reconfigure()"))),
            None => Ok(()),
        }
    }

    /// The numbers that these streams have; on a page there is nothing behind them.
    #[pymethod]
    fn fileno(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult<i32> {
        zelf.check_open(vm)?;
        Ok(match zelf.stream {
            Stream::Stdout => 1,
            Stream::Stderr => 2,
        })
    }

    #[pymethod]
    fn isatty(_zelf: PyObjectRef) -> bool {
        false
    }

    #[pymethod]
    fn writable(_zelf: PyObjectRef) -> bool {
        true
    }

    #[pymethod]
    fn readable(_zelf: PyObjectRef) -> bool {
        false
    }

    #[pymethod]
    fn seekable(_zelf: PyObjectRef) -> bool {
        false
    }

    #[pymethod]
    fn read(_zelf: PyObjectRef, _args: FuncArgs, vm: &VirtualMachine) -> PyResult {
        let unsupported = vm.import("io", 0)?.get_attr("UnsupportedOperation", vm)?;
        Err(unsupported.call(("not readable",), vm)?.downcast().map_err(|_| vm.new_os_error("not readable"))?)
    }

    #[pygetset]
    fn closed(zelf: PyRef<Self>) -> bool {
        closed(zelf.stream)
    }

    #[pygetset]
    fn name(zelf: PyRef<Self>) -> String {
        format!("<{}>", name_of(zelf.stream))
    }

    #[pygetset]
    fn mode(_zelf: PyObjectRef) -> &'static str {
        "w"
    }

    #[pygetset]
    fn encoding(_zelf: PyObjectRef) -> &'static str {
        "utf-8"
    }

    #[pygetset]
    fn errors(zelf: PyRef<Self>) -> &'static str {
        match zelf.stream {
            Stream::Stdout => "strict",
            Stream::Stderr => "backslashreplace",
        }
    }

    #[pygetset]
    fn line_buffering(zelf: PyRef<Self>) -> bool {
        zelf.stream == Stream::Stderr
    }

    #[pygetset]
    fn newlines(_zelf: PyObjectRef, vm: &VirtualMachine) -> PyObjectRef {
        vm.ctx.none()
    }

    /// The same stream, for bytes.
    #[pygetset]
    fn buffer(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyRef<PyBuffer> {
        PyBuffer { text: zelf }.into_ref(&vm.ctx)
    }
}

fn closed(stream: Stream) -> bool {
    Machine::current().is_some_and(|machine| machine.output.is_closed(name_of(stream)))
}

fn name_of(stream: Stream) -> &'static str {
    match stream {
        Stream::Stdout => "stdout",
        Stream::Stderr => "stderr",
    }
}

/// What takes a stream's bytes.
#[pyclass(module = "loopscope", name = "Bytes")]
#[derive(Debug, PyPayload)]
struct PyBuffer {
    text: PyRef<PyStream>,
}

#[pyclass]
impl PyBuffer {
    #[pymethod]
    fn write(zelf: PyRef<Self>, bytes: ArgBytesLike, vm: &VirtualMachine) -> PyResult<usize> {
        let bytes = bytes.borrow_buf();
        // A page shows texts.
        let text = vm.ctx.new_str(String::from_utf8_lossy(&bytes).into_owned());
        PyStream::write(zelf.text.clone(), text, vm)?;
        Ok(bytes.len())
    }

    #[pymethod]
    fn flush(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult<()> {
        PyStream::flush(zelf.text.clone(), vm)
    }

    #[pymethod]
    fn fileno(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult<i32> {
        PyStream::fileno(zelf.text.clone(), vm)
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
    fn readline(_zelf: PyObjectRef, vm: &VirtualMachine) -> PyResult<PyStrRef> {
        if let Some(machine) = Machine::current()
            && let Some(given) = next_line(&machine, vm)?
        {
            return Ok(vm.ctx.new_str(given));
        }
        // A question that was asked in the same line is to be seen.
        let _ = std::io::stdout().flush();
        let mut line = Vec::new();
        let read = std::io::stdin().lock().read_until(b'\n', &mut line);
        read.map_err(|error| vm.new_os_error(error.to_string()))?;
        vm.state.codec_registry.decode_text(vm.ctx.new_bytes(line).into(), "utf-8", None, vm)
    }
}

/// The next line with its end, and nothing when there is no more; `None` for the process's.
///
/// # Errors
/// When somebody has to be asked: that ends the program.
fn next_line(machine: &Machine, vm: &VirtualMachine) -> PyResult<Option<String>> {
    let next = machine.input.next();
    if next == Next::Process {
        return Ok(None);
    }
    // What the question is stands by itself, as what is typed does on a terminal.
    let question = machine.output.question();
    machine.output.flush(machine.line(vm));
    match next {
        Next::Line(text) => Ok(Some(text)),
        Next::Ask | Next::Process => {
            inspect::end_here(machine, Halt::Asks(question), vm);
            Err(library::halted(vm))
        }
    }
}

/// Puts them in their places.
pub(crate) fn install(vm: &VirtualMachine) -> PyResult<()> {
    let _ = (PyStream::make_static_type(), PyInput::make_static_type(), PyBuffer::make_static_type());
    let (name, print) = (vm.ctx.intern_str("stdout"), vm.builtins.get_attr("print", vm)?);
    // Without a stream nothing is printed, which RustPython's does not know.
    let quiet = vm.new_function("print", move |args: FuncArgs, vm: &VirtualMachine| -> PyResult {
        let names = args.kwargs.keys().map(|name| name.to_string_lossy().into_owned());
        if let Some(name) = names.into_iter().find(|name| !["sep", "end", "file", "flush"].contains(&&**name)) {
            return Err(vm.new_type_error(format!("'{name}' is an invalid keyword argument for print()")));
        }
        let stdout = vm.sys_module.dict().get_item_opt(name, vm)?;
        if stdout.is_some_and(|stdout| vm.is_none(&stdout))
            && args.kwargs.get("file").is_none_or(|file| vm.is_none(file))
        {
            return Ok(vm.ctx.none());
        }
        print.call(args, vm)
    });
    vm.builtins.set_attr("print", quiet, vm)?;
    // The first module of ours makes a file of it.
    vm.sys_module.set_attr("stdin", PyInput {}.into_ref(&vm.ctx), vm)?;
    for stream in [Stream::Stdout, Stream::Stderr] {
        let name = name_of(stream);
        let file = PyStream { stream }.into_ref(&vm.ctx);
        vm.sys_module.set_attr(name, file.clone(), vm)?;
        let kept = if stream == Stream::Stdout { "__stdout__" } else { "__stderr__" };
        vm.sys_module.set_attr(kept, file, vm)?;
    }
    Ok(())
}
