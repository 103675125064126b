//! The modules that are Python: ours and some of the library's, in the program, as `build.rs` shortens them. They are compiled when they
//! are imported.
//!
//! What few programs import would make every reader wait, so that a browser fetches it when the first program does: a file for a package,
//! a module, or a part of a package that few need (`library-NAME.bin`), which the worker asks for in the middle of the import. A synchronous request may be made in a worker and
//! sees exactly what is imported, whereas a look at the text before the run would miss what is imported in a function's call or
//! by another module, and fetch what is never reached. Elsewhere all is in the program.
//!
//! The text of the program that runs is here as well, since tracebacks show lines of it.

use std::cell::RefCell;

/// The text of the program that runs.
#[derive(Default)]
struct Program {
    file: String,
    text: String,
    /// `__main__` is gone, and with it what reads the program's lines.
    over: bool,
}

thread_local! {
    static PROGRAM: RefCell<Program> = RefCell::default();
}

/// Keeps the program's text under its file's name, for `linecache`.
pub(crate) fn set_program(file: &str, text: &str) {
    PROGRAM.set(Program { file: file.to_owned(), text: text.to_owned(), over: false });
}

/// `__main__` is gone: later Pythons read the program's lines no more.
pub(crate) fn end_program() {
    PROGRAM.with_borrow_mut(|program| program.over = true);
}

/// Whether it is.
pub(crate) fn is_over() -> bool {
    PROGRAM.with_borrow(|program| program.over)
}

/// The program's text.
pub(crate) fn program() -> String {
    PROGRAM.with_borrow(|program| program.text.clone())
}

/// What a line of the program's text says, 1 for its first; nothing when there is none.
pub(crate) fn line_of(line: u32) -> Option<String> {
    let nth = usize::try_from(line).ok()?.checked_sub(1)?;
    PROGRAM.with_borrow(|program| program.text.split('\n').nth(nth).map(str::to_owned))
}

/// Whether the program's line, 1 for its first, stands in a `finally` block of its function: by the lines above that are indented less.
pub(crate) fn is_within_finally(line: u32) -> bool {
    PROGRAM.with_borrow(|Program { text, .. }| {
        let lines: Vec<&str> = text.lines().take(line as usize).collect();
        let indent = |line: &str| line.len() - line.trim_start().len();
        let mut least = lines.last().map_or(0, |line| indent(line));
        for line in lines.iter().rev().filter(|line| !line.trim_start().is_empty()) {
            let head = line.trim_start();
            if indent(line) >= least || head.starts_with('#') {
                continue;
            }
            least = indent(line);
            if head.starts_with("finally:") {
                return true;
            }
            if head.starts_with("def ") || head.starts_with("async def ") || head.starts_with("class ") {
                return false;
            }
        }
        false
    })
}

include!(concat!(env!("OUT_DIR"), "/sources.rs"));

/// A module's text, by its name.
fn find(name: &str) -> Option<&'static Source> {
    let within = |set: &'static [Source]| set.binary_search_by(|source| source.name.cmp(name)).ok().map(|at| &set[at]);
    within(SOURCES).or_else(|| rare(name, within))
}

#[cfg(not(target_arch = "wasm32"))]
fn rare(_: &str, within: impl Fn(&'static [Source]) -> Option<&'static Source>) -> Option<&'static Source> {
    within(RARE)
}

#[cfg(target_arch = "wasm32")]
fn rare(name: &str, within: impl Fn(&'static [Source]) -> Option<&'static Source>) -> Option<&'static Source> {
    let of = |name: &str| FILES.binary_search(&name).ok().map(|at| FILES[at]);
    let with = WITH.iter().find(|(wanted, _)| *wanted == name).map(|(_, file)| *file);
    within(fetched::file(with.or_else(|| of(name)).or_else(|| of(name.split('.').next()?))?))
}

#[cfg(target_arch = "wasm32")]
pub use fetched::set_fetch;

/// The modules that are fetched.
#[cfg(target_arch = "wasm32")]
mod fetched {
    use std::cell::RefCell;
    use std::collections::BTreeMap;

    use super::Source;

    /// Gives a file's text, if it comes.
    type Fetch = Box<dyn Fn(&str) -> Option<String>>;

    thread_local! {
        static FETCH: RefCell<Option<Fetch>> = const { RefCell::new(None) };
        static FILES: RefCell<BTreeMap<String, &'static [Source]>> = const { RefCell::new(BTreeMap::new()) };
    }

    /// Says who gives the text of the file `library-NAME.bin`, by that name; `None` where it did not come.
    pub fn set_fetch(fetch: impl Fn(&str) -> Option<String> + 'static) {
        FETCH.set(Some(Box::new(fetch)));
    }

    /// A file's modules, sorted by their names. Of one that did not come there are none, and it is asked for again.
    pub(super) fn file(name: &str) -> &'static [Source] {
        if let Some(known) = FILES.with_borrow(|files| files.get(name).copied()) {
            return known;
        }
        let Some(text) = FETCH.with_borrow(|fetch| fetch.as_ref().and_then(|fetch| fetch(name))) else { return &[] };
        // Modules stay as long as the interpreter, which in a browser runs one program.
        let mut fields = String::leak(text).split_terminator('\0');
        let next = move || Some(Source { name: fields.next()?, package: fields.next()? == "1", text: fields.next()? });
        let modules: &'static [Source] = Vec::leak(std::iter::from_fn(next).collect());
        FILES.with_borrow_mut(|files| files.insert(name.to_owned(), modules));
        modules
    }
}

/// What every interpreter runs first, `lib/_loopscope.py`.
pub(crate) fn first() -> &'static str {
    find("_loopscope").map_or("", |source| source.text)
}

/// The text behind a code's path: the program's, or a module's.
pub(crate) fn text_of(path: &str) -> Option<std::borrow::Cow<'static, str>> {
    let own = PROGRAM.with_borrow(|program| (program.file == path).then(|| program.text.clone()));
    let module = || find(path.strip_prefix('<')?.strip_suffix('>')?).map(|source| source.text.into());
    own.map(Into::into).or_else(module)
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

    use unicode_width::UnicodeWidthChar as _;

    use super::find;
    use crate::{nearest, syntax, version};

    /// Whether the module is a package; `None` when it is not there.
    #[pyfunction]
    fn is_package(name: PyStrRef, vm: &VirtualMachine) -> PyResult<Option<bool>> {
        let Some(known) = name.to_str() else { return Ok(None) };
        let found = find(known).map(|source| source.package);
        if found.is_none() && super::FILES.binary_search(&known).is_ok() {
            let words =
                format!("the module {known} could not be fetched: connect to the network and run the program again");
            return Err(vm.new_import_error(words, name));
        }
        Ok(found)
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

    /// The program's text, if the file is the program's. When the program is over later Pythons cannot read it any more.
    #[pyfunction]
    fn program(file: PyStrRef) -> Option<String> {
        if version::since(13) && super::is_over() {
            return None;
        }
        super::PROGRAM
            .with_borrow(|program| file.to_str().is_some_and(|file| program.file == file).then(|| program.text.clone()))
    }

    /// The nodes around a position of a text: what each is, where it is, and where that is what its loops go through.
    #[pyfunction]
    fn nodes(text: PyStrRef, first: usize, last: usize, start: u32, end: u32, vm: &VirtualMachine) -> PyObjectRef {
        let place = |(first, last, start, end): syntax::Position| -> PyObjectRef {
            let (first, last) = (vm.ctx.new_int(first).into(), vm.ctx.new_int(last).into());
            vm.ctx.new_tuple(vec![first, last, vm.ctx.new_int(start).into(), vm.ctx.new_int(end).into()]).into()
        };
        let nodes = text.to_str().map(|text| syntax::around(text, (first, last, start, end))).unwrap_or_default();
        let nodes = nodes.into_iter().map(|node| {
            let iterates = vm.ctx.new_list(node.iterates.into_iter().map(place).collect());
            vm.ctx.new_tuple(vec![vm.ctx.new_str(node.kind).into(), place(node.place), iterates.into()]).into()
        });
        vm.ctx.new_list(nodes.collect()).into()
    }

    /// What kind of operation the text is, and the two places between which its operator stands; `None` if it is none.
    #[pyfunction]
    fn operator(text: PyStrRef, vm: &VirtualMachine) -> Option<PyObjectRef> {
        let (kind, from, to) = syntax::operator(text.to_str()?)?;
        let places = vec![vm.ctx.new_str(kind).into(), vm.ctx.new_int(from).into(), vm.ctx.new_int(to).into()];
        Some(vm.ctx.new_tuple(places).into())
    }

    /// Where what is marked in an expression begins and ends: line and column of both, later than 3.12.
    #[pyfunction]
    fn anchors(segment: PyStrRef, vm: &VirtualMachine) -> Option<PyObjectRef> {
        let places = syntax::anchors(segment.to_str()?)?;
        Some(vm.ctx.new_tuple(places.iter().map(|place| vm.ctx.new_int(*place).into()).collect()).into())
    }

    /// Whether these lines are no more than a call whose value is returned or kept, between these columns.
    #[pyfunction]
    fn is_only_a_call(lines: PyStrRef, start: usize, end: usize) -> bool {
        lines.to_str().is_some_and(|lines| syntax::is_only_a_call(lines, start, end))
    }

    /// The name that the wrong one may be meant for.
    #[pyfunction]
    fn nearest(wrong: PyStrRef, names: Vec<PyStrRef>) -> Option<String> {
        let names: Vec<&str> = names.iter().filter_map(|name| name.to_str()).collect();
        nearest::nearest(wrong.to_str()?, names.into_iter()).map(str::to_owned)
    }

    /// What is to be said of a keyword that is spelled wrongly in this line: the right one, the line, and the columns of the wrong one.
    #[pyfunction]
    fn typo(text: PyStrRef, line: usize, vm: &VirtualMachine) -> Option<PyObjectRef> {
        let found = nearest::typo(text.to_str()?, line)?;
        let (keyword, line) = (vm.ctx.new_str(found.keyword).into(), vm.ctx.new_str(found.line).into());
        let columns = [found.start, found.end].map(|column| vm.ctx.new_int(column).into());
        Some(vm.ctx.new_tuple([keyword, line].into_iter().chain(columns).collect()).into())
    }

    /// How many columns of a terminal the text takes. What has none of its own counts for one, unless 3.15 shows it.
    #[pyfunction]
    fn width(text: PyStrRef) -> usize {
        let least = usize::from(!version::since(15));
        text.to_string_lossy().chars().map(|char| char.width().unwrap_or(1).max(least)).sum()
    }

    /// Every module there is; of what is fetched, the packages and those that are in none.
    #[pyfunction]
    fn names(vm: &VirtualMachine) -> PyObjectRef {
        let names = super::SOURCES.iter().map(|source| source.name).chain(super::FILES.iter().copied());
        vm.ctx.new_list(names.map(|name| vm.ctx.new_str(name).into()).collect()).into()
    }
}
