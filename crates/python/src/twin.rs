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
use loopscope_executor::pace::Round;
use ruff_source_file::{LineIndex, SourceFileBuilder};
use ruff_text_size::{Ranged, TextRange};
use rustpython_vm::builtins::{PyCode, PyFunction, PyTuple};
use rustpython_vm::bytecode::CodeFlags;
use rustpython_vm::compiler::{Mode, ast, codegen, parser};
use rustpython_vm::{AsObject, Py, PyObject, PyObjectRef, PyRef, PyResult, VirtualMachine};

use crate::comprehension::Pieces;
use crate::machine::Machine;
use crate::{rounds, sources};

/// What twins call functions by, and enter `with` by; `rare/_threads.py` puts them among the built-in names.
const CALL: &str = "__loopscope_call__";
const WITH: &str = "__loopscope_with__";
/// What they do in each round of a `while` of the program's.
const ROUND: &str = "__loopscope_round__";

/// What the functions are called that comprehensions become, and a number.
const MADE: &str = "__loopscope_made_";
const LAMBDA: &str = "<lambda>";

/// What a twin keeps an item in.
const ITEM: &str = "__loopscope_item__";

/// Built-in functions that cannot be left while they run, so that a twin calls them as the function does; `super` and its like ask for
/// the very frame that calls them.
const PLAIN: &[&str] = &[
    "abs",
    "all",
    "any",
    "bool",
    "callable",
    "chr",
    "dict",
    "dir",
    "divmod",
    "enumerate",
    "eval",
    "exec",
    "filter",
    "float",
    "format",
    "getattr",
    "globals",
    "hasattr",
    "hash",
    "id",
    "int",
    "isinstance",
    "issubclass",
    "iter",
    "len",
    "list",
    "locals",
    "map",
    "max",
    "min",
    "next",
    "ord",
    "pow",
    "print",
    "range",
    "repr",
    "reversed",
    "round",
    "set",
    "setattr",
    "sorted",
    "str",
    "sum",
    "super",
    "tuple",
    "type",
    "vars",
    "zip",
];

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
    fn of(&self, machine: &Machine, code: &PyRef<PyCode>, vm: &VirtualMachine) -> Option<PyRef<PyCode>> {
        let id = code.as_object().get_id();
        if let Some((_, twin)) = self.known.borrow().get(&id) {
            return twin.clone();
        }
        let twin = self.make(machine, code, vm);
        self.known.borrow_mut().insert(id, (code.clone(), twin.clone()));
        twin
    }

    fn make(&self, machine: &Machine, code: &Py<PyCode>, vm: &VirtualMachine) -> Option<PyRef<PyCode>> {
        if code.flags.intersects(CodeFlags::GENERATOR | CodeFlags::COROUTINE | CodeFlags::ASYNC_GENERATOR) {
            return None;
        }
        let (path, name, line) = place(code)?;
        if path != machine.file && !LIBRARY.contains(&path.as_str()) {
            return None;
        }
        if code.obj_name.as_str() == LAMBDA {
            let mut codes = Vec::new();
            let file = compile(&path, &Wanted::Lambdas(line), vm)?;
            collect(&file, &mut codes);
            return codes.into_iter().find(|twin| end(twin) == end(code) && twin.qualname.as_str() == name);
        }
        if name.contains("<locals>") {
            let wanted = Wanted::One(code.obj_name.as_str().to_owned(), line);
            let file = compile(&path, &wanted, vm)?;
            return by_place(&file).remove(&(name, line));
        }
        if let Some(file) = self.files.borrow().get(&path) {
            return file.get(&(name, line)).cloned();
        }
        let file = compile(&path, &Wanted::NotNested, vm).map(|code| by_place(&code)).unwrap_or_default();
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
    machine: &Machine,
    function: &Py<PyFunction>,
    vm: &VirtualMachine,
) -> PyResult<Option<PyObjectRef>> {
    let object = function.as_object();
    let Ok(code) = object.get_attr("__code__", vm)?.downcast::<PyCode>() else { return Ok(None) };
    let Some(twin) = machine.twins.of(machine, &code, vm) else { return Ok(None) };
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
fn compile(path: &str, wanted: &Wanted, vm: &VirtualMachine) -> Option<PyRef<PyCode>> {
    let text = sources::text_of(path)?;
    let mut module = parser::parse(&text, parser::ParseOptions::from(parser::Mode::Module)).ok()?.into_syntax();
    let ast::Mod::Module(own) = &mut module else { return None };
    let lines = LineIndex::from_source_text(&text);
    let program = Machine::current().is_some_and(|machine| machine.file == path);
    let finder = Finder { wanted, lines: &lines, text: &text, program };
    for statement in &mut own.body {
        finder.visit_stmt(statement);
    }
    let file = SourceFileBuilder::new(path, &*text).finish();
    let code = codegen::compile::compile_top(module, file, Mode::Exec, vm.compile_opts()).ok()?;
    let code = vm.ctx.new_code(code);
    if let Some(machine) = Machine::current().filter(|machine| machine.file == path) {
        crate::place::own(&machine, &code);
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
    fn rewriter(&self) -> Rewriter<'_> {
        let (text, program) = (self.text, self.program);
        Rewriter { text, program, whole: true, made: RefCell::default(), count: Cell::new(0) }
    }

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
                    let rewriter = self.rewriter();
                    rewriter.visit_body(&mut function.body);
                    let made = rewriter.made.take();
                    function.body.splice(0..0, made);
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
                let rewriter = Rewriter { whole: false, ..self.rewriter() };
                rewriter.visit_expr(&mut own.body);
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

/// Makes a function's calls, and the managers of its `with`s, such that it can be left there.
struct Rewriter<'a> {
    text: &'a str,
    program: bool,
    /// Whether it is a function, at whose beginning others can stand.
    whole: bool,
    /// What its comprehensions became.
    made: RefCell<Vec<Stmt>>,
    /// How many did.
    count: Cell<usize>,
}

impl Rewriter<'_> {
    /// Whether the program has a function of its own by that name.
    fn has_own(&self, name: &str) -> bool {
        self.text.contains(&format!("def {name}("))
    }
}

/// Functions that take all that a generator gives before they do anything with it.
const CONSUMERS: &[&str] = &["dict", "frozenset", "join", "list", "max", "min", "set", "sorted", "sum", "tuple"];

impl Rewriter<'_> {
    /// `sum(… for …)` is `sum([… for …])`.
    fn consume(&self, call: &mut ast::ExprCall) {
        let name = match &*call.func {
            Expr::Name(name) if !self.has_own(name.id.as_str()) => name.id.as_str(),
            Expr::Attribute(own) => own.attr.as_str(),
            _ => return,
        };
        if let [first, ..] = &mut *call.arguments.args
            && CONSUMERS.contains(&name)
            && let Expr::Generator(own) = first
        {
            let (elt, generators) = (own.elt.clone(), own.generators.clone());
            *first = Expr::ListComp(ast::ExprListComp {
                node_index: ast::AtomicNodeIndex::NONE,
                range: own.range,
                elt,
                generators,
            });
        }
    }

    /// Makes a comprehension the call of a function, if it may wait.
    fn comprehension(&self, expr: &mut Expr) {
        let Some(mut pieces) = Some(&*expr).filter(|_| self.whole).and_then(Pieces::of) else { return };
        if let Some(first) = pieces.first() {
            self.visit_expr(first);
        }
        // Those within it stand in its own function.
        let outer = self.made.take();
        for inner in pieces.inner() {
            self.visit_expr(inner);
        }
        let nested = self.made.replace(outer);
        let name = format!("{MADE}{}", self.count.replace(self.count.get() + 1));
        let range = pieces.range;
        let Some((function, first)) = pieces.function(&name, nested) else { return };
        self.made.borrow_mut().push(function);
        *expr = called(&name, vec![first], None, range);
    }
}

fn called(name: &str, args: Vec<Expr>, more: Option<ast::Arguments>, range: TextRange) -> Expr {
    let func = Expr::Name(ast::ExprName {
        node_index: ast::AtomicNodeIndex::NONE,
        range,
        id: ast::name::Name::new(name),
        ctx: ast::ExprContext::Load,
    });
    let arguments = match more {
        Some(mut arguments) => {
            arguments.args = args.into_iter().chain(arguments.args).collect();
            arguments
        }
        None => ast::Arguments {
            range,
            node_index: ast::AtomicNodeIndex::NONE,
            args: args.into(),
            keywords: Default::default(),
            runtime_args: None,
            runtime_bases: None,
        },
    };
    let call = Expr::Call(ast::ExprCall {
        node_index: ast::AtomicNodeIndex::NONE,
        range_start: range.start(),
        func: Box::new(func),
        arguments,
    });
    Expr::YieldFrom(ast::ExprYieldFrom { node_index: ast::AtomicNodeIndex::NONE, range, value: Box::new(call) })
}

/// What stands first in each round of a `while`: the thread can be left there, as in CPython anywhere.
fn round(round: Round, range: TextRange) -> Stmt {
    let node_index = ast::AtomicNodeIndex::NONE;
    let value = ast::Number::Int(ast::Int::from(round as u8));
    let number = Expr::NumberLiteral(ast::ExprNumberLiteral { node_index: node_index.clone(), range, value });
    let value = Box::new(called(ROUND, vec![number], None, range));
    Stmt::Expr(ast::StmtExpr { node_index, range, value })
}

/// Whether it is a `for item in iter(function, sentinel)`, where evaluating both anew for each item makes no difference.
fn asks(own: &ast::StmtFor) -> bool {
    let Expr::Call(call) = &*own.iter else { return false };
    let is_name = |expr: &Expr| match expr {
        Expr::Name(_) => true,
        Expr::Attribute(attribute) => matches!(&*attribute.value, Expr::Name(_)),
        expr => expr.is_literal_expr(),
    };
    !own.is_async
        && matches!(&*call.func, Expr::Name(name) if name.id.as_str() == "iter")
        && call.arguments.args.len() == 2
        && call.arguments.keywords.is_empty()
        && call.arguments.args.iter().all(is_name)
}

/// The same as a `while` that can be left in the call: `while not ((item := function()) == sentinel)`.
fn asking(own: &mut ast::StmtFor) -> Stmt {
    let node_index = ast::AtomicNodeIndex::NONE;
    let range = own.iter.range();
    let name = |ctx| {
        Expr::Name(ast::ExprName { node_index: ast::AtomicNodeIndex::NONE, range, id: ast::name::Name::new(ITEM), ctx })
    };
    let Expr::Call(call) = &mut *own.iter else { return Stmt::Pass(ast::StmtPass { node_index, range }) };
    let sentinel = take(&mut call.arguments.args[1]);
    let value = called(CALL, vec![take(&mut call.arguments.args[0])], None, range);
    let (target, value) = (Box::new(name(ast::ExprContext::Store)), Box::new(value));
    let item = Expr::Named(ast::ExprNamed { node_index: ast::AtomicNodeIndex::NONE, range, target, value });
    let compare = Expr::Compare(ast::ExprCompare {
        node_index: ast::AtomicNodeIndex::NONE,
        range,
        left: Box::new(item),
        ops: Box::new([ast::CmpOp::Eq]),
        comparators: Box::new([sentinel]),
        runtime_comparators: None,
    });
    let test = Expr::UnaryOp(ast::ExprUnaryOp {
        node_index: ast::AtomicNodeIndex::NONE,
        range,
        op: ast::UnaryOp::Not,
        operand: Box::new(compare),
    });
    let assign = Stmt::Assign(ast::StmtAssign {
        node_index: ast::AtomicNodeIndex::NONE,
        range,
        targets: vec![take(&mut own.target)],
        value: Box::new(name(ast::ExprContext::Load)),
        runtime_targets: None,
        runtime_type_comment: None,
        runtime_type_comment_bytes: None,
    });
    let mut body = std::mem::take(&mut own.body);
    body.insert(0, assign);
    Stmt::While(ast::StmtWhile {
        node_index,
        range: own.range,
        test: Box::new(test),
        body,
        orelse: std::mem::take(&mut own.orelse),
        runtime_body: None,
        runtime_orelse: None,
    })
}

/// Takes an expression out of the tree for a moment.
fn take(expr: &mut Expr) -> Expr {
    let range = expr.range();
    let nothing = Expr::NoneLiteral(ast::ExprNoneLiteral { node_index: ast::AtomicNodeIndex::NONE, range });
    std::mem::replace(expr, nothing)
}

impl Transformer for Rewriter<'_> {
    fn visit_stmt(&self, statement: &mut Stmt) {
        match statement {
            Stmt::FunctionDef(_) | Stmt::ClassDef(_) => {}
            Stmt::With(with) if !with.is_async => {
                for item in &mut with.items {
                    self.visit_expr(&mut item.context_expr);
                    let range = item.context_expr.range();
                    let manager = take(&mut item.context_expr);
                    item.context_expr = called(WITH, vec![manager], None, range);
                }
                self.visit_body(&mut with.body);
            }
            Stmt::While(own) if self.program => {
                let round = round(rounds::of_while(own), own.test.range());
                walk_stmt(self, statement);
                if let Stmt::While(own) = statement {
                    own.body.insert(0, round);
                }
            }
            Stmt::For(own) if asks(own) => {
                self.visit_expr(&mut own.target);
                self.visit_body(&mut own.body);
                self.visit_body(&mut own.orelse);
                *statement = asking(own);
            }
            _ => walk_stmt(self, statement),
        }
    }

    fn visit_annotation(&self, _annotation: &mut Expr) {}

    fn visit_expr(&self, expr: &mut Expr) {
        match expr {
            Expr::Lambda(_) | Expr::Generator(_) => {}
            Expr::ListComp(_) | Expr::SetComp(_) | Expr::DictComp(_) => self.comprehension(expr),
            Expr::Call(call) => {
                if matches!(&*call.func, Expr::Name(name) if ["all", "any"].contains(&name.id.as_str()) && !self.has_own(&name.id))
                {
                    self.comprehension(expr);
                } else {
                    self.consume(call);
                }
                if !matches!(expr, Expr::Call(_)) {
                    return;
                }
                walk_expr(self, expr);
                let range = expr.range();
                let Expr::Call(call) = expr else { return };
                if let Expr::Name(name) = &*call.func
                    && PLAIN.contains(&name.id.as_str())
                    && !self.has_own(name.id.as_str())
                {
                    return;
                }
                let func = take(&mut call.func);
                let arguments = call.arguments.clone();
                *expr = called(CALL, vec![func], Some(arguments), range);
            }
            _ => walk_expr(self, expr),
        }
    }
}
