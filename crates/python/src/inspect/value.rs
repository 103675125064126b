//! What is shown of a variable's value.

use rustpython_vm::builtins::{
    PyAsyncGen, PyBytes, PyCoroutine, PyDict, PyGenerator, PyInt, PyList, PyModule, PyStr, PyTuple, PyType,
};
use rustpython_vm::common::wtf8::Wtf8Buf;
use rustpython_vm::{AsObject, PyObject, PyObjectRef, PyResult, VirtualMachine};

use crate::classes::future::as_future;
use crate::classes::task::PyTask;
use crate::text;

/// How many characters of a value are shown, how many items of a container, and how deep.
const MOST_CHARS: usize = 60;
const MOST_ITEMS: usize = 8;
const MOST_LEVELS: u32 = 3;

/// What a program has names of everywhere, and nobody asks for.
pub(super) fn is_noise(value: &PyObject) -> bool {
    value.downcast_ref::<PyModule>().is_some()
        || value.downcast_ref::<PyType>().is_some()
        || matches!(&*value.class().name(), "function" | "builtin_function_or_method")
}

/// What is shown of a value: its `repr`, on one line, and not too long.
pub(super) fn shown(value: &PyObject, vm: &VirtualMachine) -> String {
    cut(&nested(value, MOST_LEVELS, vm))
}

/// On one line, and not too long.
fn cut(text: &str) -> String {
    let mut out = String::new();
    for (at, char) in text.chars().enumerate() {
        if at == MOST_CHARS - 1 && text.chars().count() > MOST_CHARS {
            out.push('…');
            break;
        }
        out.push(if char.is_control() { ' ' } else { char });
    }
    out
}

fn nested(value: &PyObject, levels: u32, vm: &VirtualMachine) -> String {
    short(value, levels, vm).unwrap_or_else(|_| "<repr failed>".to_owned())
}

/// A value's repr, as far as it will be seen. Nothing of the program's runs but the `repr` of its own classes.
fn short(value: &PyObject, levels: u32, vm: &VirtualMachine) -> PyResult<String> {
    if let Some(number) = value.downcast_ref_if_exact::<PyInt>(vm) {
        let bits = number.as_bigint().bits();
        return Ok(if bits <= 1024 { number.as_bigint().to_string() } else { format!("<int of {bits} bits>") });
    }
    if let Some(text) = value.downcast_ref_if_exact::<PyStr>(vm) {
        let start: Wtf8Buf = text.as_wtf8().code_points().take(MOST_CHARS + 1).collect();
        let repr = vm.ctx.new_str(start).as_object().repr(vm)?;
        return Ok(text::shown(&repr).into_owned());
    }
    if let Some(bytes) = value.downcast_ref_if_exact::<PyBytes>(vm) {
        let start = bytes.as_bytes().iter().take(MOST_CHARS).copied().collect();
        return Ok(vm.ctx.new_bytes(start).as_object().repr(vm)?.to_string());
    }
    if let Some(list) = value.downcast_ref_if_exact::<PyList>(vm) {
        let (items, len) = {
            let items = list.borrow_vec();
            (items.iter().take(MOST_ITEMS).cloned().collect::<Vec<_>>(), items.len())
        };
        return series("[", "]", "", &items, len, levels, vm);
    }
    if let Some(tuple) = value.downcast_ref_if_exact::<PyTuple>(vm) {
        let items: Vec<_> = tuple.as_slice().iter().take(MOST_ITEMS).cloned().collect();
        let comma = if tuple.as_slice().len() == 1 { "," } else { "" };
        return series("(", ")", comma, &items, tuple.as_slice().len(), levels, vm);
    }
    if let Some(dict) = value.downcast_ref_if_exact::<PyDict>(vm) {
        let (len, dict) = (dict.__len__(), dict.to_owned());
        return pairs(dict.into_iter().take(MOST_ITEMS).collect(), len, levels, vm);
    }
    if value.class().heaptype_ext.is_none() {
        let around = match &*value.class().name() {
            "set" => Some(("{", "}")),
            "frozenset" => Some(("frozenset({", "})")),
            "collections.deque" | "deque" => Some(("deque([", "])")),
            _ => None,
        };
        if let Some((before, after)) = around.filter(|_| value.length(vm).is_ok_and(|len| len > 0)) {
            let (len, iter) = (value.length(vm)?, value.get_iter(vm)?);
            let items = iter.into_iter::<PyObjectRef>(vm).take(MOST_ITEMS).collect::<PyResult<Vec<_>>>()?;
            return series(before, after, "", &items, len, levels, vm);
        }
    }
    if let Some(known) = known(value) {
        return Ok(known);
    }
    // An object's address says nothing, and is another one in every run.
    Ok(without_address(&value.repr(vm)?.to_string_lossy()))
}

fn series(
    before: &str,
    after: &str,
    last: &str,
    items: &[PyObjectRef],
    len: usize,
    levels: u32,
    vm: &VirtualMachine,
) -> PyResult<String> {
    if levels == 0 && len > 0 {
        return Ok(format!("{before}…{after}"));
    }
    let mut parts: Vec<_> = items.iter().map(|item| nested(item, levels - 1, vm)).collect();
    if len > items.len() {
        parts.push("…".to_owned());
    }
    Ok(format!("{before}{}{last}{after}", parts.join(", ")))
}

fn pairs(items: Vec<(PyObjectRef, PyObjectRef)>, len: usize, levels: u32, vm: &VirtualMachine) -> PyResult<String> {
    if levels == 0 && len > 0 {
        return Ok("{…}".to_owned());
    }
    let pair = |(key, value): &(PyObjectRef, PyObjectRef)| {
        format!("{}: {}", nested(key, levels - 1, vm), nested(value, levels - 1, vm))
    };
    let mut parts: Vec<_> = items.iter().map(pair).collect();
    if len > items.len() {
        parts.push("…".to_owned());
    }
    Ok(format!("{{{}}}", parts.join(", ")))
}

/// What a program awaits: by the names that the trace has for it.
fn known(value: &PyObject) -> Option<String> {
    if let Some(task) = value.downcast_ref::<PyTask>() {
        return Some(format!("<Task {} {}>", task.shown_name(), task.base.state_word()));
    }
    if let Some(future) = as_future(value) {
        let name = future.name().map(|name| format!(" {name}")).unwrap_or_default();
        return Some(format!("<Future{name} {}>", future.state_word()));
    }
    let code = if let Some(coroutine) = value.downcast_ref::<PyCoroutine>() {
        coroutine.as_coro().code()
    } else if let Some(generator) = value.downcast_ref::<PyGenerator>() {
        generator.as_coro().code()
    } else {
        value.downcast_ref::<PyAsyncGen>()?.as_coro().code()
    };
    Some(format!("<{} {}>", &*value.class().name(), code.obj_name.as_str()))
}

fn without_address(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(" at 0x") {
        let (before, address) = rest.split_at(at);
        out.push_str(before);
        let address = &address[" at 0x".len()..];
        rest = address.trim_start_matches(|char: char| char.is_ascii_hexdigit());
    }
    out.push_str(rest);
    out
}
