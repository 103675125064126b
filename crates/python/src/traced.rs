//! What asyncio's Python functions say of themselves: by which name the trace knows what is awaited in them, what their callbacks are called,
//! what the futures that they make are made of, and for whom somebody waits who stands in them. They say it where they are defined, by the
//! decorator `_asyncio._traced`:
//!
//! ```text
//!   @_traced('sleep({delay})')
//!   async def sleep(delay, result=None): …
//! ```
//!
//! A function that says nothing is known by its own name, if that is public (`names.rs`). What was said is kept in the function's module, as
//! `__traced__`, by the function's qualified name: it comes and goes with the module.

use rustpython_vm::builtins::{
    PyCode, PyDict, PyDictRef, PyFloat, PyFunction, PyInt, PyList, PyStr, PyStrRef, PyTuple, PyTypeRef,
};
use rustpython_vm::class::PyClassImpl;
use rustpython_vm::frame::FrameObjectRef;
use rustpython_vm::function::OptionalArg;
use rustpython_vm::{AsObject, Py, PyObject, PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine, pyclass};

use crate::text::shown;

/// In which name a module keeps it.
const KEPT: &str = "__traced__";

/// Who is behind it, if somebody stands in a function for ever (`stuck.rs`): that of `self`, unless it says of what else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stands {
    /// Who has the lock.
    Held,
    /// Who took an item and has not said that it is done.
    Unfinished,
    /// Who put in the last item.
    Empty,
    /// Who took out the last item.
    Full,
    /// Those who are still to come.
    Missing,
    /// Nobody in particular.
    Nobody,
    /// The first of several futures that never ends.
    Parts,
    /// A future, which never ends.
    Future,
}

impl Stands {
    fn of(word: &str) -> Option<Stands> {
        Some(match word {
            "held" => Stands::Held,
            "unfinished" => Stands::Unfinished,
            "empty" => Stands::Empty,
            "full" => Stands::Full,
            "missing" => Stands::Missing,
            "nobody" => Stands::Nobody,
            "parts" => Stands::Parts,
            "future" => Stands::Future,
            _ => return None,
        })
    }
}

/// What a function says. `{variable}` in a name stands for the value of a variable of its own, a number or a text, `{0}` in that of a
/// callback for the name of the future which that is given first.
#[pyclass(module = "_asyncio", name = "_Traced")]
#[derive(Debug, PyPayload)]
pub(crate) struct PyTraced {
    /// What the program has called, of what is awaited or made in it. Of a class: of its methods, of which `{}` is the name.
    name: Option<String>,
    /// What it is called as a callback of a future's, and where that is another name as a timer's.
    callback: Option<String>,
    timer: Option<String>,
    /// It is told of when it is known what the future is for which it waits ([`PyTraced::parts`]).
    pub(crate) late: bool,
    /// What it asks for a cancellation through, as a callback.
    pub(crate) asks: Option<String>,
    /// The variable of who adds it to a future with the future that it works for.
    serves: Option<String>,
    /// What the future is made of that is made in it: a variable, or an attribute of one.
    parts: Option<String>,
    /// The callback on each of these.
    pub(crate) each: String,
    /// Each of these is told of once, though futures are made of them again and again.
    pub(crate) once: bool,
    /// For whom somebody waits who stands in it, and the variable, or an attribute of one, which knows.
    pub(crate) stands: Option<Stands>,
    of: String,
    /// The variable of the function around it with the future that it shields.
    shields: Option<String>,
    /// It calls the rest of asyncio for itself, to clean up.
    pub(crate) cleans_up: bool,
    /// Who stands in it waits for just that, and not for what the program has called around it.
    pub(crate) innermost: bool,
    /// It resolves the future that it is given first, as a timer's callback.
    pub(crate) resolves: bool,
}

#[derive(rustpython_vm::FromArgs)]
pub(crate) struct TracedArgs {
    #[pyarg(any, optional)]
    name: OptionalArg<PyStrRef>,
    #[pyarg(named, optional)]
    callback: OptionalArg<PyStrRef>,
    #[pyarg(named, optional)]
    timer: OptionalArg<PyStrRef>,
    #[pyarg(named, default = false)]
    late: bool,
    #[pyarg(named, optional)]
    asks: OptionalArg<PyStrRef>,
    #[pyarg(named, optional)]
    serves: OptionalArg<PyStrRef>,
    #[pyarg(named, optional)]
    parts: OptionalArg<PyStrRef>,
    #[pyarg(named, optional)]
    each: OptionalArg<PyStrRef>,
    #[pyarg(named, default = false)]
    once: bool,
    #[pyarg(named, optional)]
    stands: OptionalArg<PyStrRef>,
    #[pyarg(named, optional)]
    of: OptionalArg<PyStrRef>,
    #[pyarg(named, optional)]
    shields: OptionalArg<PyStrRef>,
    #[pyarg(named, default = false)]
    cleans_up: bool,
    #[pyarg(named, default = false)]
    innermost: bool,
    #[pyarg(named, default = false)]
    resolves: bool,
}

#[pyclass(flags(DISALLOW_INSTANTIATION))]
impl PyTraced {}

/// The decorator with which a function, or a class for its methods, says this. It gives back what it decorates, as it is.
pub(crate) fn decorator(args: TracedArgs, vm: &VirtualMachine) -> PyResult {
    let text = |text: OptionalArg<PyStrRef>| text.into_option().map(|text| shown(&text).into_owned());
    let stands = match text(args.stands) {
        Some(word) => {
            Some(Stands::of(&word).ok_or_else(|| vm.new_value_error(format!("there is no way to stand: {word}")))?)
        }
        None => None,
    };
    let traced = PyTraced {
        name: text(args.name),
        callback: text(args.callback),
        timer: text(args.timer),
        late: args.late,
        asks: text(args.asks),
        serves: text(args.serves),
        parts: text(args.parts),
        each: text(args.each).unwrap_or_default(),
        once: args.once,
        stands,
        of: text(args.of).unwrap_or_else(|| "self".to_owned()),
        shields: text(args.shields),
        cleans_up: args.cleans_up,
        innermost: args.innermost,
        resolves: args.resolves,
    };
    let traced: PyObjectRef = traced.into_ref(&vm.ctx).into();
    let decorate = move |decorated: PyObjectRef, vm: &VirtualMachine| -> PyResult {
        let Some(frame) = vm.current_frame() else { return Ok(decorated) };
        let (globals, kept) = (frame.iframe().globals(), vm.ctx.intern_str(KEPT));
        let all: PyDictRef = match globals.get_item_opt(kept, vm)?.and_then(|all| all.downcast().ok()) {
            Some(all) => all,
            None => {
                let all = vm.ctx.new_dict();
                globals.set_item(kept, all.clone().into(), vm)?;
                all
            }
        };
        all.set_item(&*decorated.get_attr("__qualname__", vm)?, traced.clone(), vm)?;
        Ok(decorated)
    };
    Ok(vm.new_function("traced", decorate).into())
}

/// What a code's function says of itself. `globals`: its module's names.
fn find(code: &Py<PyCode>, globals: &Py<PyDict>, vm: &VirtualMachine) -> Option<PyRef<PyTraced>> {
    said(code.qualname.as_str(), globals, vm)
}

fn said(name: &str, globals: &Py<PyDict>, vm: &VirtualMachine) -> Option<PyRef<PyTraced>> {
    let all = globals.get_item_opt(vm.ctx.intern_str(KEPT), vm).ok()??;
    all.downcast_ref::<PyDict>()?.get_item_opt(name, vm).ok()??.downcast().ok()
}

/// Whether the code is asyncio's own, or that of what answers for servers.
fn is_library(code: &Py<PyCode>) -> bool {
    let path = code.source_path().as_str();
    path.starts_with("<asyncio.") || path == "<_canned>"
}

/// What the function says in which a frame is.
pub(crate) fn of_frame(frame: &FrameObjectRef, vm: &VirtualMachine) -> Option<PyRef<PyTraced>> {
    let frame = frame.iframe();
    is_library(frame.code()).then(|| find(frame.code(), frame.globals(), vm)).flatten()
}

/// What a function says.
pub(crate) fn of_function(function: &PyObject, vm: &VirtualMachine) -> Option<PyRef<PyTraced>> {
    let object = function.downcast_ref::<PyFunction>()?.as_object();
    let code = object.get_attr("__code__", vm).ok()?.downcast::<PyCode>().ok()?;
    let globals = object.get_attr("__globals__", vm).ok()?;
    is_library(&code).then(|| find(&code, globals.downcast_ref::<PyDict>()?, vm)).flatten()
}

/// What the program has called, when it stands in this frame; `None` when that is no program's business.
pub(crate) fn called(frame: &FrameObjectRef, vm: &VirtualMachine) -> Option<String> {
    let code = frame.iframe().code();
    if !is_library(code) {
        return None;
    }
    // A function within another one is a part of that.
    let name = code.qualname.as_str().split(".<locals>").next()?;
    let globals = frame.iframe().globals();
    if let Some(template) = said(name, globals, vm).and_then(|traced| traced.name.clone()) {
        return filled(&template, |variable| local(frame, variable, vm).and_then(|found| value(&found, vm)));
    }
    if let Some((class, method)) = name.split_once('.')
        && let Some(template) = said(class, globals, vm).and_then(|traced| traced.name.clone())
        && !method.split('.').any(|part| part.starts_with('_'))
    {
        return Some(template.replace("{}", method));
    }
    let public = code.source_path().as_str() != "<_canned>" && !name.split('.').any(|part| part.starts_with('_'));
    public.then(|| name.to_owned())
}

/// A name with what stands in it for a variable, which this gives. Without that, it is what stands before it, and no name if nothing does.
fn filled(template: &str, variable: impl FnOnce(&str) -> Option<String>) -> Option<String> {
    let Some((before, rest)) = template.split_once('{') else { return Some(template.to_owned()) };
    let (name, after) = rest.split_once('}')?;
    match variable(name) {
        Some(value) => Some(format!("{before}{value}{after}")),
        None => Some(before.trim_end_matches('(').to_owned()).filter(|before| !before.is_empty()),
    }
}

/// A variable of a frame, or an attribute of one: `self._tasks`.
pub(crate) fn local(frame: &FrameObjectRef, path: &str, vm: &VirtualMachine) -> Option<PyObjectRef> {
    let mut names = path.split('.');
    let mut found = frame.f_locals(vm).ok()?.get_item(names.next()?, vm).ok()?;
    for name in names {
        // Of asyncio's own objects only: asking runs no code of the program's.
        found = found.dict()?.get_item_opt(name, vm).ok()??;
    }
    Some(found)
}

/// A value in a name: a text, or a number as the lessons' Rust programs write it. One of the program's own making is not asked.
fn value(value: &PyObject, vm: &VirtualMachine) -> Option<String> {
    if let Some(text) = value.downcast_ref::<PyStr>() {
        return Some(shown(text).into_owned());
    }
    let number = match (value.downcast_ref_if_exact::<PyFloat>(vm), value.downcast_ref::<PyInt>()) {
        (Some(number), _) => number.to_f64(),
        (_, Some(number)) => f64::from(i32::try_from(number.as_bigint()).ok()?),
        _ => return None,
    };
    Some(number.to_string().to_lowercase())
}

impl PyTraced {
    /// What it is called as a callback. `by_timer`: when its time has come, and not at a future's end; `future`: the name of the future that it
    /// is given first.
    pub(crate) fn callback(&self, by_timer: bool, future: impl FnOnce() -> Option<String>) -> Option<String> {
        let template = self.timer.as_ref().filter(|_| by_timer).or(self.callback.as_ref())?;
        if template.contains("{0}") { Some(template.replace("{0}", &future()?)) } else { Some(template.clone()) }
    }

    /// The future that it works for, by the frame that adds it to another one.
    pub(crate) fn serves(&self, adder: &FrameObjectRef, vm: &VirtualMachine) -> Option<PyObjectRef> {
        local(adder, self.serves.as_ref()?, vm)
    }

    /// What the future is made of that is made in this frame of it, if the program has called `name`.
    pub(crate) fn parts(&self, name: &str, frame: &FrameObjectRef, vm: &VirtualMachine) -> Option<Vec<PyObjectRef>> {
        let path = self.parts.as_ref().filter(|_| self.name.as_deref() == Some(name))?;
        items(&*local(frame, path, vm)?)
    }

    /// For whom somebody waits who stands in this frame of it.
    pub(crate) fn stands(&self, frame: &FrameObjectRef, vm: &VirtualMachine) -> Option<(Stands, PyObjectRef)> {
        Some((self.stands?, local(frame, &self.of, vm)?))
    }

    /// The future that a function of it shields.
    pub(crate) fn shields(&self, function: &Py<PyFunction>, vm: &VirtualMachine) -> Option<PyObjectRef> {
        let name = self.shields.as_ref()?;
        let object = function.as_object();
        let code = object.get_attr("__code__", vm).ok()?.downcast::<PyCode>().ok()?;
        let at = code.freevars.iter().position(|own| own.as_str() == name)?;
        let cells = object.get_attr("__closure__", vm).ok()?;
        let cell = cells.downcast_ref::<PyTuple>()?.as_slice().get(at)?.clone();
        cell.get_attr("cell_contents", vm).ok()
    }
}

/// What a list holds, or the keys of a dict: where CPython has a set, which is gone over in no order, asyncio's Python has a dict.
pub(crate) fn items(object: &PyObject) -> Option<Vec<PyObjectRef>> {
    let list = object.downcast_ref::<PyList>().map(|list| list.borrow_vec().to_vec());
    list.or_else(|| object.downcast_ref::<PyDict>().map(|dict| dict.keys_vec()))
}

/// Its class, for the interpreter that begins.
pub(crate) fn class() -> PyTypeRef {
    PyTraced::make_static_type()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_filled_in() {
        let two = |name: &str| (name == "delay").then(|| "2".to_owned());
        assert_eq!(filled("sleep({delay})", two).as_deref(), Some("sleep(2)"));
        assert_eq!(filled("sleep({other})", two).as_deref(), Some("sleep"));
        assert_eq!(filled("{other}", two), None);
        assert_eq!(filled("{delay}", two).as_deref(), Some("2"));
        assert_eq!(filled("gather", two).as_deref(), Some("gather"));
    }
}
