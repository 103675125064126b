//! What is said of a text that is no Python: the line is the one where the parser stopped, the words are those of the CPython that the
//! program is run as. RustPython's
//! compiler finds its words by looking the whole text over for mistakes that are often made, wherever the parser stopped, and so
//! blames correct lines; here it is shown the statement at fault only. What it does not say as CPython does is said here.
//!
//! As in `Parser/pegen_errors.c` a mistake of the tokenizer's comes first, wherever it is: a text that never ends, a character that is
//! none of Python's, a bracket that closes another one; then a bracket that was never closed, if it stands on an earlier line
//! than what the parser stopped at; then what the parser says.

mod marks;
mod words;

use ruff_python_ast::token::TokenKind;
use ruff_python_parser::{
    InterpolatedStringErrorType, Mode as Parsing, ParseError, ParseErrorType, ParseOptions, parse,
};
use ruff_source_file::{OneIndexed, SourceFileBuilder, SourceLocation};
use ruff_text_size::{TextRange, TextSize};
use rustpython_vm::builtins::{PyBaseExceptionRef, PyStr};
use rustpython_vm::compiler::{self, CompileError, Mode};
use rustpython_vm::function::FuncArgs;
use rustpython_vm::vm::VmCompileError;
use rustpython_vm::{AsObject, PyObjectRef, PyResult, VirtualMachine};

use crate::grammar;
use crate::indentation::Wrong;
use crate::syntax_error::marks::{assigned, conditional, follows_else, lacks_comma, newline};
use crate::syntax_error::words::{COMMA, NO_ASSIGNMENT, clause_of, in_cpythons_words, is_function};
use crate::tokens::{Mistake, Tokens, character, ends_line, ends_text, line, token_end, until_closed};
use crate::version::since;

/// The exception for a program's text that was not compiled.
pub(crate) fn exception(error: VmCompileError, file: &str, text: &str, vm: &VirtualMachine) -> PyBaseExceptionRef {
    let VmCompileError::Compile(CompileError::Parse(_)) = error else {
        return error.into_pyexception(vm, Some(text));
    };
    // What the compiler itself refuses, after the parser.
    let Err(parsed) = parse(text, ParseOptions::from(Parsing::Module)) else {
        return error.into_pyexception(vm, Some(text));
    };
    of_parser(&parsed, &Tokens::of(text, vm), file, text, vm)
}

/// The exception for a text that is not even given to the compiler: for its null bytes, since it is no Python, or since it is too new. The
/// compiler fails over some texts that never end.
pub(crate) fn before(file: &str, text: &str, vm: &VirtualMachine) -> Option<PyBaseExceptionRef> {
    if let Some(error) = null_byte(file, text, vm) {
        return Some(error);
    }
    match parse(text, grammar::options()) {
        Err(parsed) => Some(of_parser(&parsed, &Tokens::of(text, vm), file, text, vm)),
        Ok(parsed) => {
            let newer = grammar::too_new(text, &parsed.try_into_module()?)?;
            Some(vm.new_syntax_error(&said(newer.message, newer.start, newer.end, file, text), Some(text)))
        }
    }
}

/// The exception for a text that was not even read, for the reason that is said.
pub(crate) fn unread(said: String, file: &str, vm: &VirtualMachine) -> PyBaseExceptionRef {
    let class = vm.ctx.exceptions.syntax_error;
    let place: Vec<PyObjectRef> =
        vec![vm.ctx.new_str(file).into(), vm.ctx.new_int(0).into(), vm.ctx.new_int(0).into(), vm.ctx.none()];
    // Earlier ones do not say where.
    let placed =
        since(12).then(|| class.as_object().call((said.clone(), vm.ctx.new_tuple(place)), vm).ok()?.downcast().ok());
    placed.flatten().unwrap_or_else(|| vm.new_exception_msg(class.to_owned(), said.into()))
}

fn of_parser(parsed: &ParseError, tokens: &Tokens, file: &str, text: &str, vm: &VirtualMachine) -> PyBaseExceptionRef {
    let at = parsed.location.start().to_usize();
    if let Some(shown) = tokens.indented_wrong(parsed, text).and_then(|wrong| indented(wrong, file, text, vm)) {
        return shown;
    }
    if !since(12)
        && tokens.wrong.is_none()
        && let Some(wrong) = grammar::wrong_fstring(text, at)
    {
        return vm.new_syntax_error(&said(wrong.message, wrong.start, wrong.end, file, text), Some(text));
    }
    if tokens.wrong.is_none()
        && let Some(wrong) = by_parser(parsed, tokens, text, vm)
    {
        let shown = vm.new_syntax_error(&said(wrong.message.clone(), wrong.start, wrong.end, file, text), Some(text));
        // An error of the parser's would begin with a small letter.
        reword(&shown, &wrong.message, vm);
        return shown;
    }
    let shown = vm.new_syntax_error(&found(parsed, tokens, file, text), Some(text));
    let Ok(message) = shown.as_object().get_attr("msg", vm).and_then(|said| said.str(vm)) else { return shown };
    let message = message.to_string();
    let place = |message: &str, start: usize, end: usize| {
        vm.new_syntax_error(&said(message.to_owned(), start, end, file, text), Some(text))
    };
    let line_end = at + text[at..].find('\n').unwrap_or(text.len() - at);
    match &*message {
        _ if matches!(&*message, COMMA | "invalid syntax" | NO_ASSIGNMENT)
            && let Some((start, end)) = lacks_comma(text, at, vm) =>
        {
            return place(COMMA, start, end);
        }
        _ if message.starts_with("expected an indented block") && ends_text(text, at) => {
            // There is nothing to be marked.
            let _ = shown.as_object().set_attr("offset", vm.ctx.new_int(0), vm);
        }
        _ if message.starts_with("expected an indented block") && since(12) => {
            return place(&message, at, token_end(text, at));
        }
        NO_ASSIGNMENT | "cannot assign to True" | "cannot assign to False" | "cannot assign to None"
            if message.starts_with('e') || tokens.open_at(text, at, vm) =>
        {
            // The sign is marked, too.
            let end = shown
                .as_object()
                .get_attr("end_offset", vm)
                .and_then(|end| vm._add(&end, vm.ctx.new_int(1).as_object()));
            let _ = end.and_then(|end| shown.as_object().set_attr("end_offset", end, vm));
        }
        "expected 'else' after 'if' expression" => {
            if let Some((start, end)) = conditional(text, at) {
                return place(&message, start, end);
            }
        }
        _ if message.starts_with("Did you mean to use 'from") && !since(14) => {
            let from = at + text[at..line_end].find(" from ").map_or(0, |from| from + 1);
            return place("invalid syntax", from, token_end(text, from));
        }
        _ if message.starts_with("Did you mean to use 'from") => {
            return place(&message, tokens.beginning(at), text[..line_end].trim_end().len());
        }
        "Invalid star expression" if text[at..].starts_with([')', ',']) => return place(&message, at, at),
        "* argument may appear only once" => return place(&message, at, at + 1),
        _ if message.contains("prefixes are incompatible") => return place(&message, at.saturating_sub(2), at),
        "trailing comma not allowed without surrounding parentheses" => return place(&message, at + 1, at + 1),
        _ if message.starts_with("Missing parentheses in call to") => {
            let statement = &text[tokens.beginning(at)..line_end];
            if !statement.contains([';', '#']) {
                let called = ["print", "exec"].iter().filter_map(|name| statement.find(name)).min();
                let start = line_end - statement.len() + called.unwrap_or(0);
                return place(&message, start, text[..line_end].trim_end().len());
            }
        }
        _ if message.starts_with("invalid syntax. Maybe you meant '==' or ':='") => {
            if let Some((start, end)) = assigned(text, at) {
                return place(&message, start, end);
            }
        }
        _ if message.starts_with("positional argument follows") => {
            let end = until_closed(text, at);
            return place(&message, end, end);
        }
        _ => {}
    }
    if since(12) && text[at..].starts_with("elif") && follows_else(text, at) {
        return place("'elif' block follows an 'else' block", at, at + "elif".len());
    }
    if since(12)
        && message == "invalid syntax"
        && let Some(char) = text[at..].chars().next().filter(|char| !char.is_ascii())
        && let Some(wrong) = character(char, true, vm)
    {
        // In an f-string.
        return place(&wrong, at, at);
    }
    if let Some(words) = in_cpythons_words(&message, &text[tokens.beginning(at)..]) {
        reword(&shown, words, vm);
    }
    shown
}

/// Has it say something else.
fn reword(shown: &PyBaseExceptionRef, words: &str, vm: &VirtualMachine) {
    let words = vm.ctx.new_str(words);
    // A SyntaxError has both.
    let _ = shown.as_object().set_attr("msg", words.clone(), vm);
    let _ = shown.as_object().set_attr("args", vm.ctx.new_tuple(vec![words.into()]), vm);
}

/// What the parser knows better than who looks the text over.
fn by_parser(parsed: &ParseError, tokens: &Tokens, text: &str, vm: &VirtualMachine) -> Option<Mistake> {
    let at = parsed.location.start().to_usize();
    let here = |message: &str, start: usize, end: usize| Some(Mistake { message: message.to_owned(), start, end });
    let rest = &text[at.min(text.len())..];
    match &parsed.error {
        ParseErrorType::EmptyImportNames if since(14) => here("Expected one or more names after 'import'", at, at),
        ParseErrorType::ExpectedToken { expected: TokenKind::In, .. } if since(12) && tokens.open_at(text, at, vm) => {
            here("'in' expected after for-loop variables", at, at)
        }
        ParseErrorType::ExpectedToken { expected: TokenKind::Colon, found: TokenKind::Lbrace }
            if is_function(&text[tokens.beginning(at)..]) =>
        {
            here("expected ':'", at, at)
        }
        ParseErrorType::OtherError(said) if said.starts_with("Multiple exception types must be parenthesized") => {
            let line_end = rest.find('\n').unwrap_or(rest.len());
            let end = at + rest[..line_end].find(':').unwrap_or(line_end);
            let when = if since(14) { " when using 'as'" } else { "" };
            here(&format!("multiple exception types must be parenthesized{when}"), at, end)
        }
        ParseErrorType::OtherError(said) if said.contains("'except' and 'except*'") => {
            let star = rest.find('*').filter(|star| rest[..*star].trim_end() == "except").map_or(0, |star| star + 1);
            here("cannot have both 'except' and 'except*' on the same 'try'", at, at + star.max("except".len()))
        }
        ParseErrorType::FStringError(InterpolatedStringErrorType::UnclosedLbrace) if since(12) => {
            let at = at + rest.find(['"', '\''])?;
            here("f-string: expecting '}'", at, at)
        }
        ParseErrorType::ExpectedExpression if rest.starts_with([',', ')']) => {
            let before = text[..at].trim_end().strip_suffix('=')?;
            let name = before.trim_end_matches(|char: char| char.is_alphanumeric() || char == '_').len();
            if name == before.len() || !tokens.open_at(text, at, vm) {
                return None;
            }
            if is_function(&text[tokens.beginning(at)..]) {
                return here("expected default value expression", before.len(), before.len());
            }
            since(12).then(|| here("expected argument value expression", name, before.len() + 1)).flatten()
        }
        _ => None,
    }
}

/// Has `eval`, `exec` and `compile` look at a text as a program's is looked at before it is compiled.
pub(crate) fn watch(vm: &VirtualMachine) -> PyResult<()> {
    for name in ["compile", "eval", "exec"] {
        let own = vm.builtins.get_attr(name, vm)?;
        let looks = vm.new_function(name, move |args: FuncArgs, vm: &VirtualMachine| -> PyResult {
            let file =
                args.args.get(1).filter(|_| name == "compile").and_then(|file| file.downcast_ref::<PyStr>()?.to_str());
            let text = args.args.first().and_then(|text| text.downcast_ref::<PyStr>()?.to_str());
            if text.is_some_and(|text| text.contains('\0')) {
                let said = "source code string cannot contain null bytes";
                return Err(vm.new_exception_msg(vm.ctx.exceptions.syntax_error.to_owned(), said.into()));
            }
            let mode =
                args.args.get(2).filter(|_| name == "compile").and_then(|mode| mode.downcast_ref::<PyStr>()?.to_str());
            let is_program = name == "exec" || mode == Some("exec");
            // What is one expression only is the compiler's to judge, unless it fails over it.
            let judged = text.filter(|text| is_program || Tokens::of(text, vm).wrong.is_some());
            match judged.and_then(|text| before(file.unwrap_or("<string>"), text, vm)) {
                Some(error) => Err(error),
                None => own.call(args, vm),
            }
        });
        vm.builtins.set_attr(name, looks, vm)?;
    }
    Ok(())
}

/// The exception for a text that compiles, but is indented by tabs and spaces as CPython does not allow it.
pub(crate) fn tabs(file: &str, text: &str, vm: &VirtualMachine) -> Option<PyBaseExceptionRef> {
    if !text.contains('\t') {
        return None;
    }
    let wrong = Tokens::of(text, vm).indentation?;
    indented(wrong, file, text, vm)
}

/// The exception for the statement that begins at this byte.
fn indented((at, wrong): (usize, Wrong), file: &str, text: &str, vm: &VirtualMachine) -> Option<PyBaseExceptionRef> {
    let shown = text.split('\n').nth(line(text, at) - 1).unwrap_or_default();
    let (class, message, offset) = match wrong {
        Wrong::Tabs => {
            (vm.ctx.exceptions.tab_error, "inconsistent use of tabs and spaces in indentation", usize::from(since(12)))
        }
        Wrong::Unindent => (
            vm.ctx.exceptions.indentation_error,
            "unindent does not match any outer indentation level",
            shown.chars().count() + 1,
        ),
    };
    let shown = if since(12) { shown } else { shown.trim_start_matches('\t') };
    let (file, shown): (PyObjectRef, PyObjectRef) =
        (vm.ctx.new_str(file).into(), vm.ctx.new_str(format!("{shown}\n")).into());
    let at: [PyObjectRef; 2] = [vm.ctx.new_int(line(text, at)).into(), vm.ctx.new_int(offset).into()];
    // Later ones say where it ends, too.
    let ends = if since(12) { &at[..] } else { &[] };
    let place = [file].iter().chain(&at).chain([&shown]).chain(ends).cloned().collect();
    let error = class.as_object().call((message, vm.ctx.new_tuple(place)), vm).ok()?;
    error.downcast().ok()
}

/// The exception for a text with a null byte, which is none of a program's.
fn null_byte(file: &str, text: &str, vm: &VirtualMachine) -> Option<PyBaseExceptionRef> {
    let at = text.find('\0')?;
    let error = said("source code cannot contain null bytes".to_owned(), at, at, file, text);
    let shown = vm.new_syntax_error(&error, Some(&text[..at]));
    // No place in the line is marked.
    let _ = shown.as_object().set_attr("offset", vm.ctx.new_int(0), vm);
    Some(shown)
}

fn found(parsed: &ParseError, tokens: &Tokens, file: &str, text: &str) -> CompileError {
    let at = parsed.location.start().to_usize();
    // What is indented for no reason is looked no further at.
    let ends = parsed.error == ParseErrorType::UnexpectedIndentation;
    if let Some(wrong) = tokens.wrong.as_ref().filter(|wrong| !ends || wrong.start < at) {
        return said(wrong.message.clone(), wrong.start, wrong.end, file, text);
    }
    if let Some((bracket, open)) = tokens.open.last().copied()
        && open < at
        && (line(text, open) < line(text, at) || ends_line(&text[at..]))
    {
        return said(format!("'{bracket}' was never closed"), open, open, file, text);
    }
    if let ParseErrorType::ExpectedToken { expected: TokenKind::Colon, found: TokenKind::Newline } = parsed.error {
        let (start, end) = newline(text, tokens.beginning(at), at);
        return said("expected ':'".to_owned(), start, end, file, text);
    }
    if let ParseErrorType::OtherError(message) = &parsed.error
        && let Some(clause) = message.strip_prefix("Expected an indented block after ")
    {
        let head = tokens.statement_before(text, at);
        let clause = clause_of(clause, &text[head..]);
        let message = format!("expected an indented block after {clause} on line {}", line(text, head));
        // At the end of the text it is the last line that is shown.
        let ends = text.strip_suffix('\n').unwrap_or(text).len();
        let at = if ends_text(text, at) { ends } else { at };
        return said(message, at, at, file, text);
    }
    let alone = SourceFileBuilder::new(file, tokens.alone(text, at)).finish();
    CompileError::from_ruff_parse_error(parsed.clone(), &alone, Mode::Exec)
}

/// An error of ours, from one byte of the text to another.
fn said(message: String, start: usize, end: usize, file: &str, text: &str) -> CompileError {
    let location = |at: usize| {
        let begin = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        SourceLocation {
            line: OneIndexed::new(line(text, at)).unwrap_or(OneIndexed::MIN),
            character_offset: OneIndexed::from_zero_indexed(text[begin..at].chars().count()),
        }
    };
    let offset = |at: usize| TextSize::try_from(at).unwrap_or_default();
    CompileError::Parse(compiler::ParseError {
        error: ParseErrorType::OtherError(message),
        raw_location: TextRange::new(offset(start), offset(end.max(start))),
        location: location(start),
        end_location: location(end.max(start)),
        source_path: file.to_owned(),
        is_unclosed_bracket: false,
        is_unclosed_string: false,
    })
}
