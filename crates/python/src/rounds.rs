//! What a loop of the program's goes round for, by its text: whether it waits for what somebody else does, or computes.

use loopscope_executor::pace::Round;
use ruff_python_ast::visitor::{Visitor, walk_expr, walk_stmt};
use ruff_python_ast::{Expr, ExprContext, Stmt, StmtWhile};
use ruff_python_parser::parse_module;
use ruff_source_file::LineIndex;
use ruff_text_size::Ranged;

/// The loops of a text.
#[derive(Debug, Default)]
pub(crate) struct Loops(Vec<Loop>);

#[derive(Debug)]
struct Loop {
    first: usize,
    last: usize,
    round: Round,
}

impl Loops {
    /// Those of a program; none when it cannot be read.
    pub(crate) fn of(text: &str) -> Loops {
        let Ok(module) = parse_module(text) else { return Loops::default() };
        let lines = LineIndex::from_source_text(text);
        let mut found = Finder { lines: &lines, loops: Vec::new() };
        found.visit_body(&module.syntax().body);
        Loops(found.loops)
    }

    /// What the innermost loop around a line, 1 for the first, goes round for.
    pub(crate) fn around(&self, line: u32) -> Round {
        let line = line as usize;
        let around = self.0.iter().filter(|it| it.first <= line && line <= it.last);
        around.min_by_key(|it| it.last - it.first).map_or(Round::Computes, |it| it.round)
    }
}

struct Finder<'a> {
    lines: &'a LineIndex,
    loops: Vec<Loop>,
}

impl<'a> Visitor<'a> for Finder<'_> {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        let round = match statement {
            Stmt::While(own) => Some(of_while(own)),
            Stmt::For(_) => Some(Round::Computes),
            _ => None,
        };
        if let Some(round) = round {
            let line = |at| self.lines.line_index(at).get();
            self.loops.push(Loop { first: line(statement.start()), last: line(statement.end()), round });
        }
        walk_stmt(self, statement);
    }

    /// No statement stands in there.
    fn visit_expr(&mut self, _expr: &'a Expr) {}
}

/// What a `while` goes round for. One that does not change, in each round, what its condition looks at waits for somebody else to do so. A method
/// that is called on the very object that is asked (`while not queue.empty(): queue.get()`) changes it.
pub(crate) fn of_while(own: &StmtWhile) -> Round {
    let mut asked = Asked { paths: Vec::new(), calls: Vec::new() };
    match (&*own.test, leaves(&own.body)) {
        (Expr::BooleanLiteral(_) | Expr::NumberLiteral(_), tests) => {
            tests.into_iter().for_each(|test| asked.visit_expr(test))
        }
        (test, _) => asked.visit_expr(test),
    }
    let idle = own.body.iter().all(|statement| match statement {
        Stmt::Pass(_) | Stmt::Continue(_) => true,
        Stmt::Expr(own) => own.value.is_literal_expr(),
        _ => false,
    });
    if idle {
        return Round::Waits;
    }
    let mut changed = Changed { paths: Vec::new(), asked: &asked.calls };
    changed.visit_body(&own.body);
    let changes = |path: &String| asked.paths.iter().any(|asked| is_within(asked, path) || is_within(path, asked));
    if changed.paths.iter().any(changes) { Round::Computes } else { Round::Meanwhile }
}

/// The conditions on which a `while True` is left.
fn leaves(body: &[Stmt]) -> Vec<&Expr> {
    let tests = body.iter().filter_map(|statement| match statement {
        Stmt::If(own) if own.body.iter().any(|inner| matches!(inner, Stmt::Break(_) | Stmt::Return(_))) => {
            Some(&*own.test)
        }
        _ => None,
    });
    tests.collect()
}

/// Whether `inner` is `outer`, or an attribute of it.
fn is_within(inner: &str, outer: &str) -> bool {
    inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// A name and its attributes, as they are written: `self.queue`; of what is indexed, its container.
fn path(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Name(name) => Some(name.id.to_string()),
        Expr::Attribute(own) => path(&own.value).map(|value| format!("{value}.{}", own.attr)),
        Expr::Subscript(own) => path(&own.value),
        _ => None,
    }
}

/// What a condition looks at.
struct Asked {
    paths: Vec<String>,
    /// What it calls for that.
    calls: Vec<String>,
}

impl<'a> Visitor<'a> for Asked {
    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            // The object is asked; its method is no part of it.
            Expr::Call(call) => {
                if let Expr::Attribute(own) = &*call.func {
                    self.visit_expr(&own.value);
                    self.calls.extend(path(&call.func));
                }
                call.arguments.args.iter().for_each(|argument| self.visit_expr(argument));
            }
            _ => match path(expr) {
                Some(path) => self.paths.push(path),
                None => walk_expr(self, expr),
            },
        }
    }
}

/// What a loop's body changes.
struct Changed<'a> {
    paths: Vec<String>,
    /// Asking once more changes nothing.
    asked: &'a [String],
}

impl<'a> Visitor<'a> for Changed<'_> {
    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Name(own) if own.ctx != ExprContext::Load => self.paths.extend(path(expr)),
            Expr::Attribute(own) if own.ctx != ExprContext::Load => self.paths.extend(path(expr)),
            Expr::Subscript(own) if own.ctx != ExprContext::Load => self.paths.extend(path(expr)),
            Expr::Call(call) => {
                // A method of an object that has what is asked as one of its attributes may be for anything.
                if let Expr::Attribute(own) = &*call.func
                    && path(&call.func).is_none_or(|call| !self.asked.contains(&call))
                {
                    self.paths.extend(path(&own.value).map(|object| format!("{object}.")));
                }
            }
            _ => {}
        }
        walk_expr(self, expr);
    }

    /// What may be passed over is not done in each round.
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        match statement {
            Stmt::If(own) => self.visit_expr(&own.test),
            Stmt::Try(own) => self.visit_body(&own.finalbody),
            Stmt::Match(own) => self.visit_expr(&own.subject),
            _ => walk_stmt(self, statement),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round(text: &str) -> Round {
        Loops::of(text).around(1)
    }

    #[test]
    fn what_does_nothing_but_ask_waits() {
        for text in ["while not done: pass", "while thread.is_alive():\n    ...", "while len(found) < 3: continue"] {
            assert_eq!(round(text), Round::Waits, "{text}");
        }
    }

    #[test]
    fn what_changes_other_things_waits_meanwhile() {
        let texts = [
            "while running: n += 1",
            "while not stop.is_set():\n    n += 1",
            "while self.running:\n    self.n += 1",
            "while self.running:\n    self.step()",
            "while True:\n    if stop: break\n    n += 1",
            "while True:\n    try: item = queue.get_nowait()\n    except Empty: continue\n    break",
            "while n < 3:\n    with lock:\n        if queue: n += 1",
            "while time.monotonic() < end: spins += 1",
            "while time.monotonic() - start < 5:\n    now = time.monotonic()\n    if now > last: last = now",
        ];
        for text in texts {
            assert_eq!(round(text), Round::Meanwhile, "{text}");
        }
    }

    #[test]
    fn what_changes_its_condition_computes() {
        let texts = [
            "while n < 10: n += 1",
            "while queue: queue.pop()",
            "while not queue.empty():\n    item = queue.get()",
            "while True:\n    n += 1\n    if n > 9: break",
            "while self.n < 5: self.n += 1",
            "while items[0] > 3: items[0] -= 1",
            "for i in x: pass",
            "i = 1",
        ];
        for text in texts {
            assert_eq!(round(text), Round::Computes, "{text}");
        }
        let nested = Loops::of("while not done:\n    for i in x:\n        pass\n    y = 1\n");
        assert_eq!((nested.around(3), nested.around(4)), (Round::Computes, Round::Meanwhile));
    }
}
