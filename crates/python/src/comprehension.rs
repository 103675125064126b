//! A comprehension as a function with loops, so that a thread's twin (`twin.rs`) can be left in it:
//!
//! ```text
//!   [fetch(url) for url in urls if url]   ─►   def __loopscope_made_0(__loopscope_first__):     # at the twin's beginning
//!                                                  __loopscope_made__ = []
//!                                                  for url in __loopscope_first__:
//!                                                      if url:
//!                                                          __loopscope_made__ += [fetch(url)]
//!                                                  return __loopscope_made__
//! ```

use ast::visitor::{Visitor, walk_expr};
use ast::{AtomicNodeIndex, Comprehension, Expr, ExprContext, Stmt};
use ruff_text_size::{Ranged, TextRange};
use rustpython_vm::compiler::{ast, parser};

use crate::version::since;

/// What is made, in the function.
const MADE: &str = "__loopscope_made__";
/// What its first loop goes over, which its caller evaluates.
const FIRST: &str = "__loopscope_first__";

/// A comprehension taken to pieces.
pub(crate) struct Pieces {
    pub(crate) what: What,
    pub(crate) loops: Vec<Comprehension>,
    pub(crate) range: TextRange,
}

/// What one makes, and of what.
pub(crate) enum What {
    List(Expr),
    Set(Expr),
    Dict(Expr, Expr),
    /// Whether any is true: `any(… for …)`.
    Any(Expr),
    /// Whether all are.
    All(Expr),
}

impl Pieces {
    /// Those of a comprehension that a thread may have to be left in: it calls something, and is a function's own, with nothing in it that
    /// would mean something else in another one.
    pub(crate) fn of(expr: &Expr) -> Option<Pieces> {
        let range = expr.range();
        let (what, loops) = match expr {
            Expr::ListComp(own) => (What::List((*own.elt).clone()), &own.generators),
            Expr::SetComp(own) => (What::Set((*own.elt).clone()), &own.generators),
            // `any` or `all` of a generator.
            Expr::Call(own) => match (&*own.func, &*own.arguments.args) {
                (Expr::Name(name), [Expr::Generator(own)]) if name.id.as_str() == "any" => {
                    (What::Any((*own.elt).clone()), &own.generators)
                }
                (Expr::Name(name), [Expr::Generator(own)]) if name.id.as_str() == "all" => {
                    (What::All((*own.elt).clone()), &own.generators)
                }
                _ => return None,
            },
            Expr::DictComp(own) => (What::Dict((**own.key.as_ref()?).clone(), (*own.value).clone()), &own.generators),
            _ => return None,
        };
        let mut look = Look { calls: false, bound: false };
        match expr {
            Expr::Call(own) => own.arguments.args.iter().for_each(|argument| look.visit_expr(argument)),
            _ => look.visit_expr(expr),
        }
        let plain = !look.bound && loops.iter().all(|it| !it.is_async);
        (look.calls && plain).then(|| Pieces { what, loops: loops.clone(), range })
    }

    /// What its first loop goes over.
    pub(crate) fn first(&mut self) -> Option<&mut Expr> {
        self.loops.first_mut().map(|it| &mut it.iter)
    }

    /// All that is evaluated within it.
    pub(crate) fn inner(&mut self) -> Vec<&mut Expr> {
        let mut inner = Vec::new();
        for (nth, own) in self.loops.iter_mut().enumerate() {
            inner.extend((nth > 0).then_some(&mut own.iter));
            inner.extend(&mut own.ifs);
        }
        match &mut self.what {
            What::List(value) | What::Set(value) | What::Any(value) | What::All(value) => inner.push(value),
            What::Dict(key, value) => inner.extend([key, value]),
        }
        inner
    }

    /// The function of this name; `nested` are functions that stand at its beginning. And what its first loop goes over.
    pub(crate) fn function(mut self, name: &str, nested: Vec<Stmt>) -> Option<(Stmt, Expr)> {
        let range = self.range;
        // Earlier ones blame the whole comprehension for what cannot be gone through.
        let blamed = if since(12) { self.first()?.range() } else { range };
        let first = std::mem::replace(self.first()?, named(FIRST, ExprContext::Load, blamed));
        let (empty, mut body) = match self.what {
            What::List(value) => (list(Vec::new(), range), add(list(vec![value], range), ast::Operator::Add, range)),
            What::Set(value) => {
                let made = Expr::Set(ast::ExprSet {
                    node_index: AtomicNodeIndex::NONE,
                    range,
                    elts: vec![value],
                    runtime_elts: None,
                });
                let empty = ast::ExprSet {
                    node_index: AtomicNodeIndex::NONE,
                    range,
                    elts: vec![starred(range)],
                    runtime_elts: None,
                };
                (Expr::Set(empty), add(made, ast::Operator::BitOr, range))
            }
            What::Any(value) => (boolean(false, range), leave(value, true, range)),
            What::All(value) => {
                let op = ast::UnaryOp::Not;
                let not = ast::ExprUnaryOp { node_index: AtomicNodeIndex::NONE, range, op, operand: Box::new(value) };
                (boolean(true, range), leave(Expr::UnaryOp(not), false, range))
            }
            What::Dict(key, value) => {
                let empty =
                    ast::ExprDict { node_index: AtomicNodeIndex::NONE, range, items: Vec::new(), runtime_values: None };
                let target = Expr::Subscript(ast::ExprSubscript {
                    node_index: AtomicNodeIndex::NONE,
                    range,
                    value: Box::new(named(MADE, ExprContext::Load, range)),
                    slice: Box::new(key),
                    ctx: ExprContext::Store,
                });
                (Expr::Dict(empty), assign(target, value, range))
            }
        };
        for own in self.loops.into_iter().rev() {
            for test in own.ifs.into_iter().rev() {
                body = when(test, body);
            }
            body = Stmt::For(ast::StmtFor {
                node_index: AtomicNodeIndex::NONE,
                range: own.range,
                is_async: false,
                target: Box::new(own.target),
                iter: Box::new(own.iter),
                body: [body].into_iter().collect(),
                orelse: Default::default(),
                runtime_type_comment: None,
                runtime_type_comment_bytes: None,
                runtime_body: None,
                runtime_orelse: None,
            });
        }
        let begin = assign(named(MADE, ExprContext::Store, range), empty, range);
        let value = Some(Box::new(named(MADE, ExprContext::Load, range)));
        let end = Stmt::Return(ast::StmtReturn { node_index: AtomicNodeIndex::NONE, range, value });
        // A function's other fields are those of any.
        let text = format!("def {name}({FIRST}): pass");
        let module = parser::parse(&text, parser::ParseOptions::from(parser::Mode::Module)).ok()?.into_syntax();
        let ast::Mod::Module(module) = module else { return None };
        let Some(Stmt::FunctionDef(mut function)) = module.body.into_iter().next() else { return None };
        function.range = range;
        function.body = nested.into_iter().chain([begin, body, end]).collect();
        Some((Stmt::FunctionDef(function), first))
    }
}

fn named(name: &str, ctx: ExprContext, range: TextRange) -> Expr {
    Expr::Name(ast::ExprName { node_index: AtomicNodeIndex::NONE, range, id: ast::name::Name::new(name), ctx })
}

fn list(elts: Vec<Expr>, range: TextRange) -> Expr {
    Expr::List(ast::ExprList {
        node_index: AtomicNodeIndex::NONE,
        range,
        elts,
        ctx: ExprContext::Load,
        runtime_elts: None,
    })
}

/// `*[]`: there is no other way to write an empty set.
fn starred(range: TextRange) -> Expr {
    let value = Box::new(list(Vec::new(), range));
    Expr::Starred(ast::ExprStarred { node_index: AtomicNodeIndex::NONE, range, value, ctx: ExprContext::Load })
}

fn assign(target: Expr, value: Expr, range: TextRange) -> Stmt {
    Stmt::Assign(ast::StmtAssign {
        node_index: AtomicNodeIndex::NONE,
        range,
        targets: vec![target],
        value: Box::new(value),
        runtime_targets: None,
        runtime_type_comment: None,
        runtime_type_comment_bytes: None,
    })
}

fn boolean(value: bool, range: TextRange) -> Expr {
    Expr::BooleanLiteral(ast::ExprBooleanLiteral { node_index: AtomicNodeIndex::NONE, range, value })
}

fn when(test: Expr, body: Stmt) -> Stmt {
    let range = test.range();
    Stmt::If(ast::StmtIf {
        node_index: AtomicNodeIndex::NONE,
        range,
        test: Box::new(test),
        body: [body].into_iter().collect(),
        elif_else_clauses: Vec::new(),
        runtime_body: None,
    })
}

/// `if test: return value`.
fn leave(test: Expr, value: bool, range: TextRange) -> Stmt {
    let value = Some(Box::new(boolean(value, range)));
    when(test, Stmt::Return(ast::StmtReturn { node_index: AtomicNodeIndex::NONE, range, value }))
}

fn add(value: Expr, op: ast::Operator, range: TextRange) -> Stmt {
    let target = Box::new(named(MADE, ExprContext::Store, range));
    Stmt::AugAssign(ast::StmtAugAssign { node_index: AtomicNodeIndex::NONE, range, target, op, value: Box::new(value) })
}

struct Look {
    calls: bool,
    /// Something is bound to, or suspends, the function around it.
    bound: bool,
}

impl<'a> Visitor<'a> for Look {
    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Call(_) => self.calls = true,
            Expr::Named(_) | Expr::Await(_) | Expr::Yield(_) | Expr::YieldFrom(_) => self.bound = true,
            Expr::Lambda(_) => return,
            _ => {}
        }
        walk_expr(self, expr);
    }
}
