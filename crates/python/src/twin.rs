//! Twins: the same function as a generator, that can be left where it waits and gone on with later. A function runs in a thread as
//! its twin does, in the one thread that there really is (`threads.rs`).
//!
//! ```text
//!   def fetch(url):                          def fetch(url):            # a generator
//!       time.sleep(0.5)            ─►            (yield from __loopscope_call__(time.sleep, 0.5))
//!       with lock:                               with (yield from __loopscope_with__(lock)):
//!           return parse(url)                        return (yield from __loopscope_call__(parse, url))
//! ```
//!
//! Comprehensions become functions of their own, with loops (`comprehension.rs`); a `lambda` has a twin as a function has.
//!
//! Each round of a program's `while` is such a place, too (`spinning.rs`). Made of the program's own source, with each call's own place, so that lines and tracebacks are those of the function. What is
//! nested in it and is no part of its own frame (functions, `lambda`s, generators, classes) stays as it is: what waits in there is left only where it is
//! called itself. Functions that are generators or coroutines already have no twin, nor have those that call nothing.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use ast::visitor::transformer::{Transformer, walk_expr, walk_stmt};
use ast::{Expr, Stmt};
use ruff_source_file::{LineIndex, SourceFileBuilder};
use ruff_text_size::Ranged;
use rustpython_vm::builtins::{PyCode, PyFunction, PyTuple};
use rustpython_vm::bytecode::CodeFlags;
use rustpython_vm::compiler::{Mode, ast, codegen, parser};
use rustpython_vm::{AsObject, Py, PyObject, PyObjectRef, PyRef, PyResult, VirtualMachine};

use crate::place::Program;
use crate::rewrite::{CALL, MADE, ROUND, Rewriter, WITH};
use crate::sources;

const LAMBDA: &str = "<lambda>";

/// The modules of the library whose functions may wait for a thread.
const LIBRARY: &[&str] = &[
    "<_canned>",
    "<_threads>",
    "<asyncio.base_events>",
    "<asyncio.runners>",
    "<asyncio.threads>",
    "<concurrent.futures._base>",
    "<concurrent.futures.thread>",
    "<httpx>",
    "<logging.handlers>",
    "<queue>",
    "<requests>",
    "<sched>",
    "<threading>",
];

/// Which function of which file.
type Place = (String, String, usize);

/// Code by its name and the line on which it begins.
type Codes = BTreeMap<(String, usize), PyRef<PyCode>>;

/// A function's code, and the twin's, if it has one.
type Known = (PyRef<PyCode>, Option<PyRef<PyCode>>);

/// The twins that were made.
#[derive(Default)]
pub(crate) struct Twins {
    /// Those of files whose functions were all given theirs, but for nested ones.
    files: RefCell<BTreeMap<String, Codes>>,
    /// By the function's code, which is kept so that its address remains its own.
    known: RefCell<BTreeMap<usize, Known>>,
}

impl Twins {
    fn of(&self, program: &Program, code: &PyRef<PyCode>, vm: &VirtualMachine) -> Option<PyRef<PyCode>> {
        let id = code.as_object().get_id();
        if let Some((_, twin)) = self.known.borrow().get(&id) {
            return twin.clone();
        }
        let twin = self.make(program, code, vm);
        self.known.borrow_mut().insert(id, (code.clone(), twin.clone()));
        twin
    }

    fn make(&self, program: &Program, code: &Py<PyCode>, vm: &VirtualMachine) -> Option<PyRef<PyCode>> {
        if code.flags.intersects(CodeFlags::GENERATOR | CodeFlags::COROUTINE | CodeFlags::ASYNC_GENERATOR) {
            return None;
        }
        let (path, name, line) = place(code)?;
        if path != program.file && !LIBRARY.contains(&path.as_str()) {
            return None;
        }
        if code.obj_name.as_str() == LAMBDA {
            let mut codes = Vec::new();
            let file = compile(program, &path, &Wanted::Lambdas(line), vm)?;
            collect(&file, &mut codes);
            return codes.into_iter().find(|twin| end(twin) == end(code) && twin.qualname.as_str() == name);
        }
        if name.contains("<locals>") {
            let wanted = Wanted::One(code.obj_name.as_str().to_owned(), line);
            let file = compile(program, &path, &wanted, vm)?;
            return by_place(&file).remove(&(name, line));
        }
        if let Some(file) = self.files.borrow().get(&path) {
            return file.get(&(name, line)).cloned();
        }
        let file = compile(program, &path, &Wanted::NotNested, vm).map(|code| by_place(&code)).unwrap_or_default();
        let twin = file.get(&(name, line)).cloned();
        self.files.borrow_mut().insert(path, file);
        twin
    }
}

fn place(code: &Py<PyCode>) -> Option<Place> {
    Some((code.source_path().as_str().to_owned(), code.qualname.as_str().to_owned(), code.first_line_number?.get()))
}

/// The function's twin as a function, with the same globals, defaults and cells; `None` when it has none.
pub(crate) fn function(
    twins: &Twins,
    program: &Program,
    function: &Py<PyFunction>,
    vm: &VirtualMachine,
) -> PyResult<Option<PyObjectRef>> {
    let object = function.as_object();
    let Ok(code) = object.get_attr("__code__", vm)?.downcast::<PyCode>() else { return Ok(None) };
    let Some(twin) = twins.of(program, &code, vm) else { return Ok(None) };
    let closure = object.get_attr("__closure__", vm)?;
    let cells = closure.downcast_ref::<PyTuple>().map(|cells| cells.as_slice().to_vec()).unwrap_or_default();
    let mut own = Vec::with_capacity(twin.freevars.len());
    for name in &*twin.freevars {
        let at = code.freevars.iter().position(|other| other.as_str() == name.as_str());
        let Some(cell) = at.and_then(|at| cells.get(at)) else { return Ok(None) };
        own.push(cell.clone());
    }
    let closure: PyObjectRef = if own.is_empty() { vm.ctx.none() } else { vm.ctx.new_tuple(own).into() };
    let args = (
        twin,
        object.get_attr("__globals__", vm)?,
        object.get_attr("__name__", vm)?,
        object.get_attr("__defaults__", vm)?,
        closure,
        object.get_attr("__kwdefaults__", vm)?,
    );
    vm.ctx.types.function_type.as_object().call(args, vm).map(Some)
}

/// Which functions of a file are to be generators.
enum Wanted {
    /// All that are not nested in another one.
    NotNested,
    /// The one of this name that begins on this line.
    One(String, usize),
    /// The `lambda`s that begin on this line.
    Lambdas(usize),
}

/// The code of the file in which functions became generators. `None` when the text is not there, or makes no sense any more.
fn compile(program: &Program, path: &str, wanted: &Wanted, vm: &VirtualMachine) -> Option<PyRef<PyCode>> {
    let text = sources::text_of(path)?;
    let mut module = parser::parse(&text, parser::ParseOptions::from(parser::Mode::Module)).ok()?.into_syntax();
    let ast::Mod::Module(own) = &mut module else { return None };
    let lines = LineIndex::from_source_text(&text);
    let own_file = program.file == path;
    let finder = Finder { wanted, lines: &lines, text: &text, program: own_file };
    for statement in &mut own.body {
        finder.visit_stmt(statement);
    }
    let file = SourceFileBuilder::new(path, &*text).finish();
    let code = codegen::compile::compile_top(module, file, Mode::Exec, vm.compile_opts()).ok()?;
    let code = vm.ctx.new_code(code);
    if own_file {
        program.own(&code);
    }
    Some(code)
}

/// The functions in a code that became generators.
fn by_place(code: &Py<PyCode>) -> Codes {
    let mut found = Vec::new();
    collect(code, &mut found);
    found.into_iter().filter_map(|code| place(&code).map(|(_, name, line)| ((name, line), code))).collect()
}

/// Where a code's instructions end: that tells two `lambda`s of one line apart.
fn end(code: &Py<PyCode>) -> Option<(usize, usize)> {
    code.locations.iter().map(|(_, end)| (end.line.get(), end.character_offset.get())).max()
}

fn collect(code: &Py<PyCode>, found: &mut Vec<PyRef<PyCode>>) {
    for constant in code.constants.iter() {
        let constant: &PyObject = std::borrow::Borrow::borrow(constant);
        if let Some(inner) = constant.downcast_ref::<PyCode>() {
            if inner.flags.contains(CodeFlags::GENERATOR)
                && (inner.names.iter().any(|name| matches!(name.as_str(), CALL | WITH | ROUND))
                    || inner.varnames.iter().any(|name| name.as_str().starts_with(MADE)))
            {
                found.push(inner.to_owned());
            }
            collect(inner, found);
        }
    }
}

/// Goes to the functions that are wanted.
struct Finder<'a> {
    wanted: &'a Wanted,
    lines: &'a LineIndex,
    text: &'a str,
    /// Whether it is the program's file, and not the library's.
    program: bool,
}

impl Finder<'_> {
    fn is_wanted(&self, function: &ast::StmtFunctionDef) -> bool {
        match self.wanted {
            Wanted::NotNested => true,
            Wanted::Lambdas(_) => false,
            Wanted::One(name, line) => {
                let start = function.decorator_list.first().map_or(function.start(), Ranged::start);
                function.name.as_str() == name && self.lines.line_index(start).get() == *line
            }
        }
    }
}

impl Transformer for Finder<'_> {
    fn visit_stmt(&self, statement: &mut Stmt) {
        match statement {
            Stmt::FunctionDef(function) if self.is_wanted(function) => {
                let gives = Gives(Cell::new(false));
                gives.visit_body(&mut function.body);
                if !function.is_async && !gives.0.get() {
                    let rewriter = Rewriter::new(self.text, self.program, true);
                    rewriter.visit_body(&mut function.body);
                    function.body.splice(0..0, rewriter.take_made());
                }
            }
            _ => walk_stmt(self, statement),
        }
    }

    fn visit_expr(&self, expr: &mut Expr) {
        if let (Expr::Lambda(own), Wanted::Lambdas(line)) = (&mut *expr, self.wanted)
            && self.lines.line_index(own.start()).get() == *line
        {
            let gives = Gives(Cell::new(false));
            gives.visit_expr(&mut own.body);
            if !gives.0.get() {
                // No function can stand in one, so that comprehensions stay.
                Rewriter::new(self.text, self.program, false).visit_expr(&mut own.body);
            }
        }
        walk_expr(self, expr);
    }
}

/// Whether a function is a generator.
struct Gives(Cell<bool>);

impl Transformer for Gives {
    fn visit_stmt(&self, statement: &mut Stmt) {
        if !matches!(statement, Stmt::FunctionDef(_) | Stmt::ClassDef(_)) {
            walk_stmt(self, statement);
        }
    }

    fn visit_expr(&self, expr: &mut Expr) {
        match expr {
            Expr::Yield(_) | Expr::YieldFrom(_) => self.0.set(true),
            Expr::Lambda(_) => {}
            _ => walk_expr(self, expr),
        }
    }
}
