//! What tracebacks ask of a program's syntax: the nodes around a position, and where the operator of an operation stands.
//! `compile` gives Python trees, too, but takes time for each node that grows with the text.

use std::cell::RefCell;

use ruff_python_ast::visitor::source_order::{SourceOrderVisitor, TraversalSignal};
use ruff_python_ast::{AnyNodeRef, Comprehension, Expr, ModModule, Stmt};
use ruff_python_parser::{Parsed, parse_expression, parse_module};
use ruff_source_file::{LineIndex, OneIndexed};
use ruff_text_size::{Ranged, TextRange, TextSize};

/// First line, last line, first column, column behind the last; lines from 1, columns in bytes from 0. The order is that of
/// `co_positions`.
pub(crate) type Position = (usize, usize, u32, u32);

/// Deeper nodes are not looked for: nobody reads them, and each takes stack.
const DEEPEST: u32 = 200;

/// A node of the tree, as far as tracebacks care.
pub(crate) struct Node {
    /// What Python's `ast` calls it; empty if it does not matter.
    pub(crate) kind: &'static str,
    pub(crate) place: Position,
    /// What the loops of a comprehension go through.
    pub(crate) iterates: Vec<Position>,
}

struct Text {
    text: String,
    lines: LineIndex,
    tree: Option<Parsed<ModModule>>,
}

thread_local! {
    /// The text that was asked for last: a traceback asks for the same one frame by frame.
    static LAST: RefCell<Option<Text>> = const { RefCell::new(None) };
}

/// The nodes that a position is in, within the function it is in, outermost first.
pub(crate) fn around(text: &str, position: Position) -> Vec<Node> {
    LAST.with_borrow_mut(|last| {
        let last = match last {
            Some(last) if last.text == text => last,
            other => other.insert(Text {
                text: text.to_owned(),
                lines: LineIndex::from_source_text(text),
                tree: parse_module(text).ok(),
            }),
        };
        let (Some(tree), Some(range)) = (&last.tree, last.range(position)) else { return Vec::new() };
        let mut search = Search { text: last, range, depth: 0, chain: Vec::new(), clears: false };
        for stmt in &tree.syntax().body {
            search.visit_stmt(stmt);
        }
        search.chain
    })
}

impl Text {
    fn range(&self, (first, last, start, end): Position) -> Option<TextRange> {
        let at = |line: usize, column: u32| {
            let start = self.lines.line_start(OneIndexed::new(line)?, &self.text);
            start.checked_add(TextSize::new(column)).filter(|at| at.to_usize() <= self.text.len())
        };
        let (start, end) = (at(first, start)?, at(last, end)?);
        (start <= end).then(|| TextRange::new(start, end))
    }

    fn position(&self, range: TextRange) -> Position {
        let (first, last) = (self.lines.line_index(range.start()), self.lines.line_index(range.end()));
        let column = |line: OneIndexed, at: TextSize| (at - self.lines.line_start(line, &self.text)).to_u32();
        (first.get(), last.get(), column(first, range.start()), column(last, range.end()))
    }
}

struct Search<'t> {
    text: &'t Text,
    range: TextRange,
    depth: u32,
    chain: Vec<Node>,
    /// What the last node has within begins anew: it is a function's.
    clears: bool,
}

impl<'a> SourceOrderVisitor<'a> for Search<'_> {
    fn enter_node(&mut self, node: AnyNodeRef<'a>) -> TraversalSignal {
        self.depth += 1;
        if self.depth > DEEPEST || !node.range().contains_range(self.range) {
            return TraversalSignal::Skip;
        }
        let none: &[Comprehension] = &[];
        let (kind, loops) = match node {
            AnyNodeRef::ExprListComp(node) => ("ListComp", &node.generators[..]),
            AnyNodeRef::ExprSetComp(node) => ("SetComp", &node.generators[..]),
            AnyNodeRef::ExprDictComp(node) => ("DictComp", &node.generators[..]),
            AnyNodeRef::ExprGenerator(node) => ("GeneratorExp", &node.generators[..]),
            AnyNodeRef::StmtFunctionDef(_) => ("FunctionDef", none),
            AnyNodeRef::StmtClassDef(_) => ("ClassDef", none),
            AnyNodeRef::ExprLambda(_) => ("Lambda", none),
            AnyNodeRef::ExprFString(_) => ("JoinedStr", none),
            AnyNodeRef::ExprIf(_) => ("IfExp", none),
            AnyNodeRef::StmtIf(_) | AnyNodeRef::ElifElseClause(_) => ("If", none),
            AnyNodeRef::StmtWhile(_) => ("While", none),
            AnyNodeRef::StmtAssert(_) => ("Assert", none),
            AnyNodeRef::StmtMatch(_) => ("Match", none),
            _ => ("", none),
        };
        let place = self.text.position(node.range());
        // Python's tree has no node of its own for some parts of others.
        if !node.is_expression() && !node.is_statement() && kind.is_empty() {
            return TraversalSignal::Traverse;
        }
        let first = self.chain.last().and_then(|last| last.iterates.first());
        if self.clears && first != Some(&place) {
            self.chain.clear();
        }
        self.clears = matches!(kind, "FunctionDef" | "ClassDef" | "Lambda" | "GeneratorExp");
        let iterates = loops.iter().map(|part| self.text.position(part.iter.range())).collect();
        self.chain.push(Node { kind, place, iterates });
        TraversalSignal::Traverse
    }

    fn leave_node(&mut self, _node: AnyNodeRef<'a>) {
        self.depth -= 1;
    }
}

/// Of an operation, the end of its left and the start of its right side; of a subscription, the end of what is subscripted and of
/// what stands in the brackets. In bytes; `None` for everything else.
pub(crate) fn operator(text: &str) -> Option<(&'static str, u32, u32)> {
    let tree = parse_module(text).ok()?;
    let [stmt] = &tree.syntax().body[..] else { return None };
    let value = match stmt {
        Stmt::Expr(stmt) => &*stmt.value,
        Stmt::Assign(stmt) => &*stmt.value,
        Stmt::AugAssign(stmt) => &*stmt.value,
        Stmt::Return(stmt) => stmt.value.as_deref()?,
        _ => return None,
    };
    match value {
        Expr::BinOp(it) => Some(("BinOp", it.left.end().to_u32(), it.right.start().to_u32())),
        Expr::Subscript(it) => Some(("Subscript", it.value.end().to_u32(), it.slice.end().to_u32())),
        _ => None,
    }
}

/// Of an expression, the first line and column of what a traceback marks in it, and those behind that; lines from 0, columns in
/// characters: an operation's operator, the brackets of a subscription or a call. As
/// `_extract_caret_anchors_from_line_segment` in `Lib/traceback.py` since 3.13.
pub(crate) fn anchors(segment: &str) -> Option<[usize; 4]> {
    /// What makes lines of it an expression.
    const BEFORE: &str = "(\n";
    let tree = parse_expression(&format!("{BEFORE}{segment}\n)")).ok()?;
    let at = |place: TextSize| place.to_usize().checked_sub(BEFORE.len()).filter(|at| *at <= segment.len());
    let expr = tree.expr();
    let (start, end) = match expr {
        Expr::BinOp(it) => {
            let start = first(segment, at(it.left.end())?, |char| !char.is_whitespace() && char != ')')?;
            let right = at(it.right.start())?;
            let mut next = segment[start..].char_indices().skip(1);
            let (second, char) = next.next().map_or((segment.len(), '\n'), |(next, char)| (start + next, char));
            let two = second < right && !char.is_whitespace() && !matches!(char, '\\' | '#');
            (start, if two { second + char.len_utf8() } else { second })
        }
        Expr::Subscript(it) => (first(segment, at(it.value.end())?, |char| char == '[')?, at(expr.end())?),
        Expr::Call(it) => (first(segment, at(it.func.end())?, |char| char == '(')?, at(expr.end())?),
        _ => return None,
    };
    let place = |at: usize| {
        let line_start = segment[..at].rfind('\n').map_or(0, |newline| newline + 1);
        [segment[..at].matches('\n').count(), segment[line_start..at].chars().count()]
    };
    let ([line, column], [last, behind]) = (place(start), place(end));
    Some([line, column, last, behind])
}

/// Where the first character stands from here on that is looked for, outside of comments.
fn first(segment: &str, from: usize, is_it: impl Fn(char) -> bool) -> Option<usize> {
    let mut at = from;
    loop {
        let char = segment.get(at..)?.chars().next()?;
        match char {
            '\\' | '#' => at += segment[at..].find('\n')? + 1,
            _ if char != '\n' && is_it(char) => return Some(at),
            _ => at += char.len_utf8(),
        }
    }
}

/// Whether all that the lines do is to return, or to keep under a name, what a call gives that goes from the one column, in the first line, to
/// the other, in the last: later Pythons than 3.12 do not mark it.
pub(crate) fn is_only_a_call(lines: &str, start: usize, end: usize) -> bool {
    let Ok(tree) = parse_module(lines) else { return false };
    let value = match tree.syntax().body.first() {
        Some(Stmt::Return(stmt)) => stmt.value.as_deref().filter(|value| match value {
            Expr::Call(call) => call.func.is_name_expr(),
            _ => false,
        }),
        Some(Stmt::Assign(stmt)) => Some(&*stmt.value)
            .filter(|value| value.is_call_expr() && stmt.targets.len() == 1 && stmt.targets[0].is_name_expr()),
        _ => None,
    };
    let last_line = lines.rfind('\n').map_or(0, |newline| newline + 1);
    value.is_some_and(|call| call.start().to_usize() == start && call.end().to_usize() == last_line + end)
}
