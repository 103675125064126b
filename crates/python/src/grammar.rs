//! What of a text's grammar is newer than the Python that it is run as, and what that one says of it. The compiler takes all of today's.

use ruff_python_ast::PythonVersion;
use ruff_python_ast::statement_visitor::{StatementVisitor, walk_stmt};
use ruff_python_ast::visitor::source_order::{SourceOrderVisitor, TraversalSignal};
use ruff_python_ast::{AnyNodeRef, ExprFString, ModModule, Stmt};
use ruff_python_parser::{Mode, ParseOptions, Parsed, UnsupportedSyntaxErrorKind};
use ruff_text_size::{Ranged, TextRange};

use crate::tokens::{Mistake, string};
use crate::version;

/// How a text is parsed so that what this Python does not know is told of.
pub(crate) fn options() -> ParseOptions {
    let target = PythonVersion { major: 3, minor: version::current().minor() };
    ParseOptions::from(Mode::Module).with_target_version(target)
}

/// The first thing that this Python does not know, in a text that is correct today and was parsed with [`options`].
pub(crate) fn too_new(text: &str, parsed: &Parsed<ModModule>) -> Option<Mistake> {
    let Some(newer) = parsed.unsupported_syntax_errors().iter().min_by_key(|found| found.range.start()) else {
        return unpacks_in_comprehension(parsed).or_else(|| misplaced_lazy_import(text, parsed));
    };
    let range = newer.range;
    let (start, end) = (range.start().to_usize(), range.end().to_usize());
    let here = |message: &str, start: usize, end: usize| Some(Mistake { message: message.to_owned(), start, end });
    match newer.kind {
        UnsupportedSyntaxErrorKind::TypeParameterList => {
            let head = text[..start].rsplit('\n').next().unwrap_or_default().trim_start();
            match head.starts_with("class") {
                true => here("invalid syntax", start, start),
                false => here("expected '('", start, start),
            }
        }
        // The name behind it is one too many.
        UnsupportedSyntaxErrorKind::TypeAliasStatement | UnsupportedSyntaxErrorKind::LazyImportStatement => {
            let first = word(text, start)?;
            let next = first + text[first..].len() - text[first..].trim_start().len();
            here("invalid syntax", next, word(text, next)?)
        }
        UnsupportedSyntaxErrorKind::UnparenthesizedExceptionTypes => {
            here("multiple exception types must be parenthesized", start, end)
        }
        UnsupportedSyntaxErrorKind::TemplateStrings => {
            // Its prefix is a name.
            let quote = start + text[start..].find(['"', '\''])?;
            here("invalid syntax", quote, string(text, quote).map_or(quote, |end| end))
        }
        UnsupportedSyntaxErrorKind::Pep701FString(_) => {
            let mut search = Outermost { within: range, found: None };
            for stmt in &parsed.syntax().body {
                search.visit_stmt(stmt);
            }
            as_before_312(text, search.found?.start().to_usize())
        }
        UnsupportedSyntaxErrorKind::StarTuple(_) | UnsupportedSyntaxErrorKind::StarExpressionInIndex => {
            here("invalid syntax", start, end)
        }
        _ => None,
    }
}

/// What 3.15 allows and the compiler does not: the only grammar of which that is so.
fn unpacks_in_comprehension(parsed: &Parsed<ModModule>) -> Option<Mistake> {
    const NOT_YET: &str =
        "unpacking in a comprehension, new in Python 3.15, is not in this engine yet: write the loops instead";
    struct Search(Option<TextRange>);
    impl<'a> SourceOrderVisitor<'a> for Search {
        fn enter_node(&mut self, node: AnyNodeRef<'a>) -> TraversalSignal {
            let made = match node {
                AnyNodeRef::ExprListComp(it) => Some(&*it.elt),
                AnyNodeRef::ExprSetComp(it) => Some(&*it.elt),
                AnyNodeRef::ExprGenerator(it) => Some(&*it.elt),
                AnyNodeRef::ExprDictComp(it) if it.key.is_none() => {
                    self.0 = self.0.or(Some(it.value.range()));
                    None
                }
                _ => None,
            };
            self.0 = self.0.or(made.filter(|made| made.is_starred_expr()).map(Ranged::range));
            TraversalSignal::Traverse
        }
    }
    if !version::since(15) {
        return None;
    }
    let mut search = Search(None);
    parsed.syntax().body.iter().for_each(|stmt| search.visit_stmt(stmt));
    let range = search.0?;
    Some(Mistake { message: NOT_YET.to_owned(), start: range.start().to_usize(), end: range.end().to_usize() })
}

/// A `lazy import` where 3.15 allows none (PEP 810).
fn misplaced_lazy_import(text: &str, parsed: &Parsed<ModModule>) -> Option<Mistake> {
    /// What the statement stands in.
    #[derive(Clone, Copy)]
    enum Within {
        Module,
        Function,
        Class,
        Try,
    }
    struct Search<'a> {
        text: &'a str,
        within: Within,
        found: Option<Mistake>,
    }
    impl Search<'_> {
        fn look(&mut self, what: &str, range: TextRange, star: bool, future: bool) {
            let (start, end) = (range.start().to_usize(), range.end().to_usize());
            let end_of_word = start + "lazy".len();
            let (message, end) = match self.within {
                _ if future => ("lazy from __future__ import is not allowed".to_owned(), end_of_word),
                Within::Try => (format!("{what} not allowed inside try/except blocks"), end),
                Within::Function => (format!("{what} not allowed inside functions"), end),
                Within::Class => (format!("{what} not allowed inside classes"), end),
                Within::Module if star => ("lazy from ... import * is not allowed".to_owned(), end),
                Within::Module => return,
            };
            debug_assert!(self.text[start..].starts_with("lazy"));
            self.found.get_or_insert(Mistake { message, start, end });
        }
    }
    impl<'a> StatementVisitor<'a> for Search<'_> {
        fn visit_stmt(&mut self, stmt: &'a Stmt) {
            let before = self.within;
            match stmt {
                Stmt::Import(it) if it.is_lazy => self.look("lazy import", it.range, false, false),
                Stmt::ImportFrom(it) if it.is_lazy => {
                    let star = it.names.iter().any(|alias| alias.name.as_str() == "*");
                    let future = it.module.as_ref().is_some_and(|module| module.as_str() == "__future__");
                    self.look("lazy from ... import", it.range, star, future);
                }
                Stmt::FunctionDef(_) => self.within = Within::Function,
                Stmt::ClassDef(_) => self.within = Within::Class,
                Stmt::Try(_) => self.within = Within::Try,
                _ => {}
            }
            walk_stmt(self, stmt);
            self.within = before;
        }
    }
    if !version::since(15) {
        return None;
    }
    let mut search = Search { text, within: Within::Module, found: None };
    search.visit_body(&parsed.syntax().body);
    search.found
}

/// What 3.11 says of the f-string that this byte is in, if that is what is wrong.
pub(crate) fn wrong_fstring(text: &str, at: usize) -> Option<Mistake> {
    let mut here = 0;
    loop {
        here += text[here..].find(['#', '"', '\''])?;
        if text[here..].starts_with('#') {
            here += text[here..].find('\n')?;
            continue;
        }
        let end = string(text, here).ok()?;
        if end > at {
            let prefix = text[..here].chars().rev().take_while(|char| "rRfF".contains(*char)).count();
            let is_one = here <= at && text[here - prefix..here].contains(['f', 'F']);
            return if is_one { as_before_312(text, here - prefix) } else { None };
        }
        here = end;
    }
}

/// Where the word ends that begins here.
fn word(text: &str, from: usize) -> Option<usize> {
    let length = text[from..].find(|char: char| !char.is_alphanumeric() && char != '_').unwrap_or(text.len() - from);
    (length > 0).then_some(from + length)
}

/// The outermost f-string around something.
struct Outermost {
    within: TextRange,
    found: Option<TextRange>,
}

impl<'a> SourceOrderVisitor<'a> for Outermost {
    fn enter_node(&mut self, node: AnyNodeRef<'a>) -> TraversalSignal {
        if self.found.is_some() || !node.range().contains_range(self.within) {
            return TraversalSignal::Skip;
        }
        if let AnyNodeRef::ExprFString(ExprFString { range, .. }) = node {
            self.found = Some(*range);
        }
        TraversalSignal::Traverse
    }
}

/// What 3.11 says of an f-string that begins here: it was a string like any other, with expressions taken out of it afterwards.
fn as_before_312(text: &str, mut at: usize) -> Option<Mistake> {
    let mut wrong = None;
    // Strings that stand beside each other are one.
    while let Some(quote) = begins_string(text, at) {
        let end = match string(text, quote) {
            Ok(end) => end,
            Err(mistake) => return Some(mistake),
        };
        let prefix = text[at..quote].to_ascii_lowercase();
        if prefix.contains('f') && wrong.is_none() {
            let quotes = if text[quote..].starts_with("\"\"\"") || text[quote..].starts_with("'''") { 3 } else { 1 };
            let inner: Vec<char> = text[quote + quotes..end - quotes].chars().collect();
            wrong = Parts { chars: &inner, at: 0, raw: prefix.contains('r') }.literal(0).err();
        }
        at = next_token(text, end);
    }
    // What does not fit may be told by the tokens behind it.
    if text[at..].starts_with('\\') {
        let at = (at + 1).min(text.len());
        let message = "unexpected character after line continuation character".to_owned();
        return Some(Mistake { message, start: at, end: at });
    }
    Some(Mistake { message: wrong?, start: at, end: at })
}

/// Where the quotes are of the string that begins here.
fn begins_string(text: &str, at: usize) -> Option<usize> {
    let prefix = text[at..].find(['"', '\''])?;
    (prefix <= 2 && text[at..at + prefix].chars().all(|char| "rRbBuUfF".contains(char))).then_some(at + prefix)
}

fn next_token(text: &str, from: usize) -> usize {
    let mut at = from;
    loop {
        let rest = &text[at..];
        at += match rest.chars().next() {
            Some(' ' | '\t' | '\u{c}' | '\n') => 1,
            Some('#') => rest.find('\n').unwrap_or(rest.len()),
            Some('\\') if rest[1..].starts_with('\n') => 2,
            _ => return at,
        };
    }
}

/// An f-string's inner text, as `Parser/string_parser.c` took it to pieces up to 3.11.
struct Parts<'c> {
    chars: &'c [char],
    at: usize,
    raw: bool,
}

impl Parts<'_> {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).copied()
    }

    /// Text with expressions in it: all of it, or an expression's format.
    fn literal(&mut self, depth: u32) -> Result<(), String> {
        while let Some(char) = self.peek(0) {
            match char {
                '\\' if !self.raw => self.at += 2,
                '{' | '}' if depth == 0 && self.peek(1) == Some(char) => self.at += 2,
                '{' => self.expression(depth)?,
                '}' if depth > 0 => return Ok(()),
                '}' => return Err("f-string: single '}' is not allowed".to_owned()),
                _ => self.at += 1,
            }
        }
        Ok(())
    }

    fn expression(&mut self, depth: u32) -> Result<(), String> {
        let wrong = |said: &str| Err(format!("f-string{said}"));
        if depth >= 2 {
            return wrong(": expressions nested too deeply");
        }
        self.at += 1;
        let begin = self.at;
        let mut quoted: Option<(char, usize)> = None;
        let mut open = Vec::new();
        while let Some(char) = self.peek(0) {
            let triple = self.peek(1) == Some(char) && self.peek(2) == Some(char);
            match (char, quoted) {
                ('\\', _) => return wrong(" expression part cannot include a backslash"),
                ('"' | '\'', Some((quote, count))) if quote == char && (count == 1 || triple) => {
                    quoted = None;
                    self.at += count;
                    continue;
                }
                (_, Some(_)) => {}
                ('"' | '\'', None) => {
                    let count = if triple { 3 } else { 1 };
                    quoted = Some((char, count));
                    self.at += count;
                    continue;
                }
                ('{' | '[' | '(', None) => open.push(char),
                ('#', None) => return wrong(" expression part cannot include '#'"),
                ('!' | ':' | '}' | '=' | '<' | '>', None) if open.is_empty() => {
                    if char != ':' && char != '}' && self.peek(1) == Some('=') {
                        self.at += 2;
                        continue;
                    }
                    if !matches!(char, '<' | '>') {
                        break;
                    }
                }
                (']' | '}' | ')', None) => match (open.pop(), char) {
                    (Some('('), ')') | (Some('['), ']') | (Some('{'), '}') => {}
                    (None, _) => return wrong(&format!(": unmatched '{char}'")),
                    (Some(opening), _) => {
                        return wrong(&format!(
                            ": closing parenthesis '{char}' does not match opening parenthesis '{opening}'"
                        ));
                    }
                },
                _ => {}
            }
            self.at += 1;
        }
        if quoted.is_some() {
            return wrong(": unterminated string");
        }
        if let Some(opening) = open.last() {
            return wrong(&format!(": unmatched '{opening}'"));
        }
        if let Some(end) = self.peek(0)
            && self.chars[begin..self.at].iter().all(|char| char.is_whitespace())
        {
            return match end {
                '!' | ':' | '=' => wrong(&format!(": expression required before '{end}'")),
                _ => wrong(": empty expression not allowed"),
            };
        }
        if self.peek(0) == Some('=') {
            self.at += 1;
            while self.peek(0).is_some_and(char::is_whitespace) {
                self.at += 1;
            }
        }
        if self.peek(0) == Some('!') {
            if !matches!(self.peek(1), Some('s' | 'r' | 'a')) {
                return wrong(": invalid conversion character: expected 's', 'r', or 'a'");
            }
            self.at += 2;
        }
        if self.peek(0) == Some(':') {
            self.at += 1;
            self.literal(depth + 1)?;
        }
        match self.peek(0) {
            Some('}') => {
                self.at += 1;
                Ok(())
            }
            _ => wrong(": expecting '}'"),
        }
    }
}
