//! What CPython marks in a text that is no Python: from which byte to which one a mistake goes.

use ruff_python_ast::AnyNodeRef;
use ruff_python_ast::visitor::source_order::{SourceOrderVisitor, TraversalSignal};
use ruff_python_parser::{Mode, ParseOptions, parse_unchecked};
use ruff_text_size::{Ranged, TextRange, TextSize};
use rustpython_vm::VirtualMachine;

use crate::syntax_error::words::is_function;
use crate::tokens::{Tokens, string, until_closed};

/// From where to where the newline goes that ends the statement at this byte: a comment is a part of it.
pub(super) fn newline(text: &str, statement: usize, at: usize) -> (usize, usize) {
    let mut here = statement;
    while here < at {
        here = match text.as_bytes()[here] {
            b'#' => return (here, at),
            b'"' | b'\'' => string(text, here).unwrap_or(at),
            _ => here + 1,
        };
    }
    (at, at)
}

/// Where one expression begins that another one follows here, and where that ends, within brackets that are no function's head.
pub(super) fn lacks_comma(text: &str, at: usize, vm: &VirtualMachine) -> Option<(usize, usize)> {
    let word = |char: char| char.is_alphanumeric() || char == '_';
    let quotes = ['"', '\''];
    let before = text[..at].trim_end();
    let last = before.rsplit(|char| !word(char)).next().unwrap_or("");
    let next = text[at..].split(|char| !word(char)).next().unwrap_or("");
    let quoted = text[at + next.len()..].starts_with(quotes);
    let ends = before.ends_with(quotes) || before.ends_with([')', ']', '}']) || !(last.is_empty() || is_keyword(last));
    let begins = quoted || !(next.is_empty() || is_keyword(next));
    // A name before a string is taken for a wrong prefix.
    let is_prefix = quoted && last.starts_with(|char: char| word(char) && !char.is_ascii_digit());
    if !ends || !begins || is_prefix {
        return None;
    }
    let tokens = Tokens::of(&text[..at], vm);
    // In an f-string it is its own expression.
    let inside = tokens.wrong.is_some().then(|| text[..at].rfind('{')).flatten();
    let open = inside.or_else(|| tokens.open.last().map(|(_, open)| *open))?;
    if is_function(&text[tokens.beginning(at)..]) {
        return None;
    }
    let (mut start, mut here) = (open + 1, open + 1);
    while here < at {
        here = match text.as_bytes()[here] {
            b'"' | b'\'' => string(text, here).ok()?,
            b'(' | b'[' | b'{' => until_closed(text, here + 1) + 1,
            b',' | b'=' | b':' => {
                start = here + 1;
                start
            }
            b'#' => here + text[here..].find('\n')?,
            _ => here + 1,
        };
    }
    start += text[start..].len() - text[start..].trim_start().len();
    let end = at + next.len();
    Some((start, if quoted { string(text, end).ok()? } else { end }))
}

/// Of the `=` that stands here where a comparison should, the two sides from the begin of one to the end of the other, if they are plain.
pub(super) fn assigned(text: &str, at: usize) -> Option<(usize, usize)> {
    let word = |char: char| char.is_alphanumeric() || char == '_';
    let right = text[at..].strip_prefix('=')?;
    let value = right.trim_start_matches(' ');
    let end = value.find(|char| !word(char) && char != '.')?;
    // Where an expression goes on, it is not known how far.
    if end == 0 || !value[end..].trim_start_matches(' ').starts_with([':', ')', ',']) {
        return None;
    }
    let left = text[..at].trim_end_matches(' ');
    let start = left.trim_end_matches(|char| word(char) || char == '.').len();
    (start < left.len()).then_some((start, at + 1 + right.len() - value.len() + end))
}

/// From where to where a conditional expression goes that has no `else` here.
pub(super) fn conditional(text: &str, at: usize) -> Option<(usize, usize)> {
    struct Search {
        at: TextSize,
        found: Option<TextRange>,
    }
    impl<'a> SourceOrderVisitor<'a> for Search {
        fn enter_node(&mut self, node: AnyNodeRef<'a>) -> TraversalSignal {
            if let AnyNodeRef::ExprIf(it) = node
                && it.test.end() <= self.at
                && self.at <= it.end().max(it.test.end()) + TextSize::new(1)
            {
                self.found = Some(TextRange::new(it.start(), it.test.end()));
            }
            TraversalSignal::Traverse
        }
    }
    let parsed = parse_unchecked(text, ParseOptions::from(Mode::Module)).try_into_module()?;
    let mut search = Search { at: TextSize::try_from(at).ok()?, found: None };
    parsed.syntax().body.iter().for_each(|stmt| search.visit_stmt(stmt));
    search.found.map(|range| (range.start().to_usize(), range.end().to_usize()))
}

/// Whether the block before the clause at this byte is an `else`'s.
pub(super) fn follows_else(text: &str, at: usize) -> bool {
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let indent = &text[start..at];
    let before = text[..start].lines().rev().find_map(|line| {
        let rest = line.strip_prefix(indent)?;
        rest.starts_with(|char: char| !char.is_whitespace() && char != '#').then_some(rest)
    });
    before.is_some_and(|line| line.starts_with("else"))
}

/// Whether the word is one that is no value.
fn is_keyword(word: &str) -> bool {
    const KEYWORDS: [&str; 32] = [
        "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif", "else", "except",
        "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass",
        "raise", "return", "try", "while", "with", "yield",
    ];
    KEYWORDS.contains(&word)
}
