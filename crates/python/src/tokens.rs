//! A text's tokens, as far as it matters for what is said of one that is no Python: where statements begin, which brackets are open, and the
//! first mistake that `Parser/tokenizer.c` would find.

use ruff_python_parser::{ParseError, ParseErrorType};
use rustpython_vm::{AsObject, VirtualMachine};

use crate::indentation::{Indentation, Wrong};
use crate::version::since;

/// A mistake of the tokenizer's.
pub(crate) struct Mistake {
    pub(crate) message: String,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// What of a text's tokens matters here.
pub(crate) struct Tokens {
    /// Where each statement begins, if the text were correct: lines that are within brackets, or go on, begin none.
    pub(crate) statements: Vec<usize>,
    pub(crate) wrong: Option<Mistake>,
    /// The statement that is indented wrongly.
    pub(crate) indentation: Option<(usize, Wrong)>,
    /// The brackets that are open at the end, the innermost last.
    pub(crate) open: Vec<(char, usize)>,
}

impl Tokens {
    /// Goes through the text as `Parser/tokenizer.c` does, up to the first mistake; an f-string is a string like any other.
    pub(crate) fn of(text: &str, vm: &VirtualMachine) -> Self {
        let mut found = Tokens { statements: Vec::new(), wrong: None, indentation: None, open: Vec::new() };
        let mut rest = text.char_indices().peekable();
        let (mut begins, mut line_start) = (true, 0);
        let mut indentation = Indentation::new();
        while let Some((at, char)) = rest.next() {
            if char == '#' {
                while rest.next_if(|(_, char)| *char != '\n').is_some() {}
                continue;
            }
            if char == '\n' {
                begins |= found.open.is_empty();
                line_start = at + 1;
                continue;
            }
            if matches!(char, ' ' | '\t' | '\r' | '\u{c}') {
                continue;
            }
            if std::mem::take(&mut begins) {
                found.statements.push(at);
                if let Some(wrong) = indentation.begin(&text[line_start..at]) {
                    found.indentation = Some((at, wrong));
                    break;
                }
            }
            match char {
                '\\' => {
                    rest.next_if(|(_, char)| *char == '\r');
                    rest.next_if(|(_, char)| *char == '\n');
                }
                '"' | '\'' => match string(text, at) {
                    Ok(end) => while rest.next_if(|(at, _)| *at < end).is_some() {},
                    Err(wrong) => {
                        found.wrong = Some(wrong);
                        break;
                    }
                },
                '(' | '[' | '{' => found.open.push((char, at)),
                ')' | ']' | '}' => {
                    if let Some(message) = closes(text, char, at, found.open.pop()) {
                        found.wrong = Some(Mistake { message, start: at, end: at });
                        break;
                    }
                }
                _ if char.is_ascii_alphanumeric() || char.is_ascii_punctuation() => {}
                _ => {
                    let goes_on = text[..at].ends_with(|last: char| last.is_alphanumeric() || last == '_');
                    if let Some(message) = character(char, !goes_on, vm) {
                        found.wrong = Some(Mistake { message, start: at, end: at });
                        break;
                    }
                }
            }
        }
        found
    }

    /// The statement that is indented wrongly, unless the parser stopped at an earlier one.
    pub(crate) fn indented_wrong(&self, parsed: &ParseError, text: &str) -> Option<(usize, Wrong)> {
        let at = parsed.location.start().to_usize();
        // A block that is missing is so where the next statement begins.
        let missing =
            matches!(&parsed.error, ParseErrorType::OtherError(said) if said.starts_with("Expected an indented block"));
        let between = self.statements.iter().filter(|start| **start > at && text[at..**start].contains('\n')).count();
        self.indentation.filter(|_| between <= usize::from(missing))
    }

    /// The text with nothing but the statement in it that this byte is in, each part of which stays where it is.
    pub(crate) fn alone(&self, text: &str, at: usize) -> String {
        let behind = self.statements.partition_point(|start| *start <= at);
        let line_start = |at: usize| text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let start = self.statements[..behind].last().map_or(0, |start| line_start(*start));
        let end = match self.statements.get(behind) {
            // What is never closed ends with the line: it is not what is wrong.
            None if !self.open.is_empty() => at + text[at..].find('\n').unwrap_or(text.len() - at),
            end => end.map_or(text.len(), |end| line_start(*end)),
        };
        let blank = |part: &str| part.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect::<String>();
        let close = |(open, _): &(char, usize)| match open {
            '(' => ')',
            '[' => ']',
            _ => '}',
        };
        let closes: String = self.open.iter().filter(|(_, at)| (start..end).contains(at)).rev().map(close).collect();
        [&*blank(&text[..start]), &text[start..end], &closes, &*blank(&text[end..])].concat()
    }

    /// Whether a bracket is open at this byte.
    pub(crate) fn open_at(&self, text: &str, at: usize, vm: &VirtualMachine) -> bool {
        !Tokens::of(&text[self.beginning(at)..at], vm).open.is_empty()
    }

    /// Where the statement begins that this byte is in.
    pub(crate) fn beginning(&self, at: usize) -> usize {
        let behind = self.statements.partition_point(|start| *start <= at);
        self.statements[..behind].last().copied().unwrap_or(at)
    }

    /// Where the last statement begins that stands on an earlier line than this byte, or ends before it.
    pub(crate) fn statement_before(&self, text: &str, at: usize) -> usize {
        let from = if ends_text(text, at) { text.len() } else { text[..at].rfind('\n').unwrap_or(0) };
        self.statements.iter().rev().find(|start| **start < from).copied().unwrap_or(0)
    }
}

/// Where the string ends whose quotes begin here.
pub(crate) fn string(text: &str, at: usize) -> Result<usize, Mistake> {
    let bytes = text.as_bytes();
    let quote = bytes[at];
    let triple = bytes[at..].starts_with(&[quote; 3]);
    let mut here = if triple { at + 3 } else { at + 1 };
    while here < bytes.len() {
        match bytes[here] {
            b'\\' if bytes[here + 1..].starts_with(b"\r\n") => here += 3,
            b'\\' => here += 2,
            b'\n' if !triple => break,
            byte if byte == quote && !triple => return Ok(here + 1),
            _ if triple && bytes[here..].starts_with(&[quote; 3]) => return Ok(here + 3),
            _ => here += 1,
        }
    }
    // A string begins with its prefix.
    let prefix = text[..at].chars().rev().take_while(|char| char.is_alphanumeric() || *char == '_');
    let prefix: usize = prefix.map(char::len_utf8).sum();
    let prefix = Some(&text[at - prefix..at]).filter(|prefix| prefix.len() <= 2).unwrap_or_default();
    let prefix = if prefix.chars().all(|char| "rRbBuUfFtT".contains(char)) { prefix } else { "" };
    let has = |letter: char| prefix.to_ascii_lowercase().contains(letter);
    let kind = match (has('f') && since(12), has('t') && since(14)) {
        (true, _) => "f-string",
        (_, true) => "t-string",
        _ => "string",
    };
    let kind = if triple { format!("triple-quoted {kind}") } else { kind.to_owned() };
    let ends = text.strip_suffix('\n').unwrap_or(text).len();
    let message = format!("unterminated {kind} literal (detected at line {})", line(text, here.min(ends)));
    // Before there were any, the prefix of a t-string was a name.
    let start = if has('t') && !since(14) { at } else { at - prefix.len() };
    Err(Mistake { message, start, end: start })
}

/// What is wrong with a bracket that closes another one.
pub(crate) fn closes(text: &str, close: char, at: usize, open: Option<(char, usize)>) -> Option<String> {
    let Some((open, opened)) = open else { return Some(format!("unmatched '{close}'")) };
    if matches!((open, close), ('(', ')') | ('[', ']') | ('{', '}')) {
        return None;
    }
    let mut message = format!("closing parenthesis '{close}' does not match opening parenthesis '{open}'");
    if line(text, opened) != line(text, at) {
        message.push_str(&format!(" on line {}", line(text, opened)));
    }
    Some(message)
}

/// What is wrong with a character outside of strings and comments, which is not of ASCII's usual ones.
pub(crate) fn character(char: char, begins: bool, vm: &VirtualMachine) -> Option<String> {
    let is = |what: &'static str, text: String| {
        let answer = vm.call_method(vm.ctx.new_str(text).as_object(), what, ());
        answer.and_then(|answer| answer.try_to_bool(vm)).unwrap_or(true)
    };
    if is("isidentifier", if begins { char.to_string() } else { format!("a{char}") }) {
        return None;
    }
    let code = u32::from(char);
    Some(match is("isprintable", char.to_string()) {
        true => format!("invalid character '{char}' (U+{code:04X})"),
        false => format!("invalid non-printable character U+{code:04X}"),
    })
}

/// 1 for the text's first line.
pub(crate) fn line(text: &str, at: usize) -> usize {
    text[..at.min(text.len())].matches('\n').count() + 1
}

/// Whether nothing but comments comes any more.
pub(crate) fn ends_text(text: &str, at: usize) -> bool {
    text[at.min(text.len())..].lines().all(ends_line)
}

/// Whether nothing more comes on the line.
pub(crate) fn ends_line(rest: &str) -> bool {
    let line = rest.split('\n').next().unwrap_or("").trim();
    line.is_empty() || line.starts_with('#')
}

/// Where the bracket stands that closes what is open here, or the end of the text.
pub(crate) fn until_closed(text: &str, from: usize) -> usize {
    let (mut here, mut depth) = (from, 0_u32);
    while let Some(byte) = text.as_bytes().get(here) {
        match byte {
            b'"' | b'\'' => {
                here = string(text, here).unwrap_or(text.len());
                continue;
            }
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' if depth == 0 => return here,
            b')' | b']' | b'}' => depth -= 1,
            _ => {}
        }
        here += 1;
    }
    text.len()
}

/// Where the token ends that begins here.
pub(crate) fn token_end(text: &str, at: usize) -> usize {
    let word = text[at..].find(|char: char| !char.is_alphanumeric() && char != '_').unwrap_or(text.len() - at);
    match text.as_bytes().get(at + word) {
        Some(b'"' | b'\'') if word <= 2 => string(text, at + word).unwrap_or(at + word),
        _ if word == 0 => text[at..].chars().next().map_or(at, |char| at + char.len_utf8()),
        _ => at + word,
    }
}
