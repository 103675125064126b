//! CPython's words, of the version that the program is run as, for what RustPython says otherwise: the text of an error is put right when it is
//! first asked for.
//!
//! Such an error is known by its class and its whole text; where another one has the same, by the instruction that raised it.

use std::cell::Cell;

use rustpython_vm::builtins::{PyBaseException, PyStr, PyTraceback};
use rustpython_vm::bytecode::Instruction;
use rustpython_vm::{AsObject, Py, PyObject, PyObjectRef, PyRef, PyResult, VirtualMachine};

use crate::version::since;

type Stringify = fn(&PyObject, &VirtualMachine) -> PyResult<PyRef<PyStr>>;

thread_local! {
    static REPR: Cell<Option<Stringify>> = const { Cell::new(None) };
}

/// Has the classes ask for it. Once for each thread, whose interpreters share them.
pub(crate) fn install(vm: &VirtualMachine) -> PyResult<()> {
    let errors = &vm.ctx.exceptions;
    let classes = [
        errors.recursion_error,
        errors.unbound_local_error,
        errors.type_error,
        errors.value_error,
        errors.attribute_error,
        errors.overflow_error,
        errors.zero_division_error,
    ];
    for class in classes {
        REPR.set(REPR.get().or(class.slots().repr.load()));
        class.slots().repr.store(Some(repr));
        let original = class.as_object().get_attr("__str__", vm)?;
        let method = vm.new_method("__str__", class, move |error: PyObjectRef, vm: &VirtualMachine| -> PyResult {
            put_right(&error, vm)?;
            original.call((error,), vm)
        });
        class.set_attr(vm.ctx.intern_str("__str__"), method.into());
    }
    Ok(())
}

fn repr(error: &PyObject, vm: &VirtualMachine) -> PyResult<PyRef<PyStr>> {
    put_right(error, vm)?;
    match REPR.get() {
        Some(original) => original(error, vm),
        None => Err(vm.new_type_error("an error has no text")),
    }
}

fn put_right(error: &PyObject, vm: &VirtualMachine) -> PyResult<()> {
    let Some(native) = error.downcast_ref::<PyBaseException>() else { return Ok(()) };
    let args = native.args();
    let [text] = args.as_slice() else { return Ok(()) };
    let Some(text) = text.downcast_ref::<PyStr>().and_then(|text| text.to_str()) else { return Ok(()) };
    if text.contains("' as a set element (") && native.__cause__().is_some() {
        // What it comes from is no more than its own words.
        native.set_cause(None);
        native.set_context(None);
        error.set_attr("__suppress_context__", vm.ctx.new_bool(false), vm)?;
    }
    if text == "math range error" && is_raised_by(native, |op, _| matches!(op, Instruction::BinaryOp { .. })) {
        /// C's number for it.
        const ERANGE: i32 = 34;
        let args = vec![vm.ctx.new_int(ERANGE).into(), vm.ctx.new_str("Numerical result out of range").into()];
        return error.set_attr("args", vm.ctx.new_tuple(args), vm);
    }
    match worded(text, native) {
        Some(text) => error.set_attr("args", vm.ctx.new_tuple(vec![vm.ctx.new_str(text).into()]), vm),
        None => Ok(()),
    }
}

fn worded(text: &str, error: &Py<PyBaseException>) -> Option<String> {
    let between = |before: &str, after: &str| text.strip_prefix(before)?.strip_suffix(after);
    if text == "maximum recursion depth exceeded " {
        return Some(text.trim_end().to_owned());
    }
    if let Some(variable) = between("local variable '", "' referenced before assignment") {
        return Some(format!("cannot access local variable '{variable}' where it is not associated with a value"));
    }
    // Until 3.14 the way in is looked for first, and only the way out is named.
    if let Some(before) =
        between("", " (missed __enter__ method)").or_else(|| between("", " (missed __aenter__ method)"))
        && !since(14)
    {
        return Some(before.to_owned());
    }
    if text == "issubclass() arg 1 must be a class"
        && is_raised_by(error, |op, _| matches!(op, Instruction::CheckExcMatch))
    {
        return Some("catching classes that do not inherit from BaseException is not allowed".to_owned());
    }
    if text.starts_with("exceptions must be classes or instances deriving from BaseException") {
        return Some("exceptions must derive from BaseException".to_owned());
    }
    if let Some(class) = between("unhashable type: '", "'")
        && since(14)
        && is_raised_by(error, |op, _| is_for_a_key(op))
    {
        return Some(format!("cannot use '{class}' as a dict key ({text})"));
    }
    if let Some((name, function)) =
        between("'", "").and_then(|text| text.split_once("' is an invalid keyword argument for "))
        && since(13)
    {
        return Some(format!("{function} got an unexpected keyword argument '{name}'"));
    }
    if let Some(shown) = between("'", "' is not in list") {
        return Some(match (since(14), called(error, &["index", "remove"])) {
            (_, Some("remove")) => "list.remove(x): x not in list".to_owned(),
            (true, _) => "list.index(x): x not in list".to_owned(),
            // Only a number is shown without quotes.
            (false, _) if shown.parse::<f64>().is_ok() => format!("{shown} is not in list"),
            (false, _) => return None,
        });
    }
    if let Some((one, other)) = between("Cannot add ", "").and_then(|text| text.split_once(" and ")) {
        return Some(format!("can only concatenate {one} (not \"{other}\") to {one}"));
    }
    if let Some(name) = between("sorted() got an unexpected keyword argument '", "'") {
        return Some(match since(13) {
            true => format!("sort() got an unexpected keyword argument '{name}'"),
            false => format!("'{name}' is an invalid keyword argument for sort()"),
        });
    }
    if let Some(instance) = between("class ", "").filter(|text| text.contains(" without an implementation for ")) {
        return abstract_class(instance);
    }
    if since(15) {
        let (_, what) = text.split_once(" argument after ").filter(|(_, what)| what.starts_with('*')).unzip();
        let number = text.split_once(" format: a real number is required, not ");
        return what.map(|what| format!("Value after {what}")).or_else(|| {
            number.map(|(kind, class)| format!("format argument: {kind} requires a real number, not {class}"))
        });
    }
    if !since(12) { as_311(text, error) } else { None }
}

/// 3.11's words for what later ones have others for.
fn as_311(text: &str, error: &Py<PyBaseException>) -> Option<String> {
    /// The arguments of the instructions for `//`, `%` and the same in place.
    const WHOLE: [u8; 2] = [2, 15];
    const REST: [u8; 2] = [6, 19];
    let operates = |which: [u8; 2]| {
        is_raised_by(error, |op, arg| matches!(op, Instruction::BinaryOp { .. }) && which.contains(&arg))
    };
    if let Some((class, _)) = text
        .split_once("' object does not support the ")
        .filter(|(_, rest)| rest.contains(" (missed __exit__ method)") || rest.contains(" (missed __aexit__ method)"))
    {
        let kind = if text.contains("asynchronous") { "asynchronous context" } else { "context" };
        return Some(format!("{class}' object does not support the {kind} manager protocol"));
    }
    if let Some(class) = text.strip_suffix("' object can't be awaited").and_then(|rest| rest.strip_prefix('\'')) {
        return Some(format!("object {class} can't be used in 'await' expression"));
    }
    if let Some((expected, _)) =
        text.strip_prefix("too many values to unpack (").and_then(|rest| rest.split_once(", got "))
    {
        return Some(format!("too many values to unpack ({expected})"));
    }
    if let Some(start) = text.strip_suffix(" is not a container or iterable") {
        return Some(format!("{start} is not iterable"));
    }
    if let Some(start) = text.strip_suffix(" and no __dict__ for setting new attributes") {
        return Some(start.to_owned());
    }
    if let Some(class) = text.strip_prefix("cannot use '").and_then(|rest| rest.split_once("' as a set element")) {
        return Some(format!("unhashable type: '{}'", class.0));
    }
    Some(
        match text {
            "max() iterable argument is empty" => "max() arg is an empty sequence",
            "min() iterable argument is empty" => "min() arg is an empty sequence",
            "zero to a negative power" => "0.0 cannot be raised to a negative power",
            "division by zero" if operates(WHOLE) => "integer division or modulo by zero",
            "division by zero" if operates(REST) => "integer modulo by zero",
            _ => return None,
        }
        .to_owned(),
    )
}

fn abstract_class(instance: &str) -> Option<String> {
    let (class, methods) = instance.split_once(" without an implementation for abstract method")?;
    let methods = methods.strip_prefix('s').unwrap_or(methods).strip_prefix(" '")?.strip_suffix('\'')?;
    let mut methods: Vec<&str> = methods.split("', '").collect();
    methods.sort_unstable();
    let plural = if methods.len() == 1 { "" } else { "s" };
    Some(match since(12) {
        true => format!(
            "Can't instantiate abstract class {class} without an implementation for abstract method{plural} '{}'",
            methods.join("', '")
        ),
        false => {
            format!("Can't instantiate abstract class {class} with abstract method{plural} {}", methods.join(", "))
        }
    })
}

/// Whether the instruction wants a key of a dictionary. Of the operations only subscription hashes.
fn is_for_a_key(op: Instruction) -> bool {
    use Instruction::{BinaryOp, BuildMap, ContainsOp, DeleteSubscr, MapAdd, StoreSubscr};
    matches!(op, BinaryOp { .. } | ContainsOp { .. } | StoreSubscr | DeleteSubscr | BuildMap { .. } | MapAdd { .. })
}

/// The instruction with which the innermost frame of its traceback has raised it: its frame's code, and where it stands in that.
fn raised_at(error: &Py<PyBaseException>) -> Option<(PyRef<PyTraceback>, usize)> {
    let mut innermost = error.__traceback__()?;
    loop {
        let next = innermost.next.lock().clone();
        match next {
            Some(next) => innermost = next,
            None => break,
        }
    }
    let at = usize::try_from(innermost.lasti).unwrap_or(0) / 2;
    (at < innermost.frame.iframe().code().code.instructions.len()).then_some((innermost, at))
}

/// Whether it was raised with an instruction like this, of this argument.
fn is_raised_by(error: &Py<PyBaseException>, is_it: impl Fn(Instruction, u8) -> bool) -> bool {
    raised_at(error).is_some_and(|(entry, at)| {
        let units = &entry.frame.iframe().code().code.instructions;
        is_it(units.read_op(at), u8::from(units.read_arg(at)))
    })
}

/// Which of these methods was called last before it was raised, by its name.
fn called(error: &Py<PyBaseException>, which: &[&'static str]) -> Option<&'static str> {
    let (entry, at) = raised_at(error)?;
    let code = &entry.frame.iframe().code().code;
    let named = |at: usize| {
        let index = usize::from(u8::from(code.instructions.read_arg(at))) >> 1;
        let is_load = matches!(code.instructions.read_op(at), Instruction::LoadAttr { .. });
        let name = code.names.get(index).filter(|_| is_load)?;
        which.iter().find(|known| **known == name.as_str()).copied()
    };
    (0..at).rev().find_map(named)
}
