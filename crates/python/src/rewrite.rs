//! A function made over for its twin (`twin.rs`): its calls, and the managers of its `with`s, such that it can be left there.

use std::cell::{Cell, RefCell};

use ast::visitor::transformer::{Transformer, walk_expr, walk_stmt};
use ast::{Expr, Stmt};
use loopscope_executor::pace::Round;
use ruff_text_size::{Ranged, TextRange};
use rustpython_vm::compiler::ast;

use crate::comprehension::Pieces;
use crate::rounds;

/// What twins call functions by, and enter `with` by; `rare/_threads.py` puts them among the built-in names.
pub(crate) const CALL: &str = "__loopscope_call__";
pub(crate) const WITH: &str = "__loopscope_with__";
/// What they do in each round of a `while` of the program's.
pub(crate) const ROUND: &str = "__loopscope_round__";

/// What the functions are called that comprehensions become, and a number.
pub(crate) const MADE: &str = "__loopscope_made_";

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

/// Makes a function's calls, and the managers of its `with`s, such that it can be left there.
pub(crate) struct Rewriter<'a> {
    text: &'a str,
    program: bool,
    /// Whether it is a function, at whose beginning others can stand.
    whole: bool,
    /// What its comprehensions became.
    made: RefCell<Vec<Stmt>>,
    /// How many did.
    count: Cell<usize>,
}

impl<'a> Rewriter<'a> {
    /// In this text; `program`: it is the program's, and not the library's; `whole`: a function is made over, and not just an expression, in
    /// which no functions can stand.
    pub(crate) fn new(text: &'a str, program: bool, whole: bool) -> Self {
        Rewriter { text, program, whole, made: RefCell::default(), count: Cell::new(0) }
    }

    /// The functions that the comprehensions became.
    pub(crate) fn take_made(&self) -> Vec<Stmt> {
        self.made.take()
    }

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
