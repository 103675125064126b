//! What is said of a text that is no Python: the line is the one where the parser stopped, the words are those of the CPython that the
//! program is run as. RustPython's
//! compiler finds its words by looking the whole text over for mistakes that are often made, wherever the parser stopped, and so
//! blames correct lines; here it is shown the statement at fault only. What it does not say as CPython does is said here.
//!
//! As in `Parser/pegen_errors.c` a mistake of the tokenizer's comes first, wherever it is: a text that never ends, a character that is
//! none of Python's, a bracket that closes another one; then a bracket that was never closed, if it stands on an earlier line
//! than what the parser stopped at; then what the parser says.

use ruff_python_ast::AnyNodeRef;
use ruff_python_ast::token::TokenKind;
use ruff_python_ast::visitor::source_order::{SourceOrderVisitor, TraversalSignal};
use ruff_python_parser::{
    InterpolatedStringErrorType, Mode as Parsing, ParseError, ParseErrorType, ParseOptions, parse, parse_unchecked,
};
use ruff_source_file::{OneIndexed, SourceFileBuilder, SourceLocation};
use ruff_text_size::{Ranged, TextRange, TextSize};
use rustpython_vm::builtins::{PyBaseExceptionRef, PyStr};
use rustpython_vm::compiler::{self, CompileError, Mode};
use rustpython_vm::function::FuncArgs;
use rustpython_vm::vm::VmCompileError;
use rustpython_vm::{AsObject, PyObjectRef, PyResult, VirtualMachine};

use crate::grammar;
use crate::indentation::{Indentation, Wrong};
use crate::version::since;

const NO_ASSIGNMENT: &str = "expression cannot contain assignment, perhaps you meant \"==\"?";
const COMMA: &str = "invalid syntax. Perhaps you forgot a comma?";

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

/// Whether nothing but comments comes any more.
fn ends_text(text: &str, at: usize) -> bool {
    text[at.min(text.len())..].lines().all(ends_line)
}

/// Whether nothing more comes on the line.
fn ends_line(rest: &str) -> bool {
    let line = rest.split('\n').next().unwrap_or("").trim();
    line.is_empty() || line.starts_with('#')
}

/// From where to where the newline goes that ends the statement at this byte: a comment is a part of it.
fn newline(text: &str, statement: usize, at: usize) -> (usize, usize) {
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

/// 1 for the text's first line.
fn line(text: &str, at: usize) -> usize {
    text[..at.min(text.len())].matches('\n').count() + 1
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

/// The parser's name for the head of a block, as CPython calls it.
fn clause_of(clause: &str, head: &str) -> String {
    if clause == "`except` clause" && head.trim_start_matches("except").trim_start().starts_with('*') {
        return "'except*' statement".to_owned();
    }
    let quoted = clause.replace('`', "'");
    match quoted.strip_prefix("'class'") {
        Some(rest) => format!("class{rest}"),
        None => quoted.replace(" clause", " statement").replace("'case' block", "'case' statement"),
    }
}

/// What CPython says, where the compiler has other words: those of its parser, or a later Python's.
fn in_cpythons_words(said: &str, statement: &str) -> Option<&'static str> {
    const EXPECTED: [&str; 5] = ["':'", "'('", "'else' after", "'except' or", "an indented block after"];
    let expected = said.strip_prefix("expected ").or_else(|| said.strip_prefix("Expected "));
    let head = statement.trim_start();
    let binds = ["for ", "async ", "with ", "del "].iter().any(|word| head.starts_with(word));
    Some(match said {
        "cannot assign to await expression" if !binds => {
            "cannot assign to await expression here. Maybe you meant '==' instead of '='?"
        }
        "cannot assign to list comprehension" if !binds => {
            "cannot assign to list comprehension here. Maybe you meant '==' instead of '='?"
        }
        "cannot assign to conditional expression" if !binds => {
            "cannot assign to conditional expression here. Maybe you meant '==' instead of '='?"
        }
        _ if head.starts_with("else if ") => "expected ':'",
        "unexpected indentation" => "unexpected indent",
        "parameter without a default follows parameter with a default" if !since(12) => {
            "non-default argument follows default argument"
        }
        "f-string: valid expression required before '}'" if !since(12) => "f-string: empty expression not allowed",
        "cannot assign to function call" if !binds => {
            "cannot assign to function call here. Maybe you meant '==' instead of '='?"
        }
        COMMA if is_function(statement) => "invalid syntax",
        _ if said.contains('`') || said.contains("must have at least one") => "invalid syntax",
        _ if expected.is_some_and(|what| !EXPECTED.iter().any(|known| what.starts_with(known))) => "invalid syntax",
        _ => return None,
    })
}

/// Where one expression begins that another one follows here, and where that ends, within brackets that are no function's head.
fn lacks_comma(text: &str, at: usize, vm: &VirtualMachine) -> Option<(usize, usize)> {
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

/// Where the bracket stands that closes what is open here, or the end of the text.
fn until_closed(text: &str, from: usize) -> usize {
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

/// Of the `=` that stands here where a comparison should, the two sides from the begin of one to the end of the other, if they are plain.
fn assigned(text: &str, at: usize) -> Option<(usize, usize)> {
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

/// Where the token ends that begins here.
fn token_end(text: &str, at: usize) -> usize {
    let word = text[at..].find(|char: char| !char.is_alphanumeric() && char != '_').unwrap_or(text.len() - at);
    match text.as_bytes().get(at + word) {
        Some(b'"' | b'\'') if word <= 2 => string(text, at + word).unwrap_or(at + word),
        _ if word == 0 => text[at..].chars().next().map_or(at, |char| at + char.len_utf8()),
        _ => at + word,
    }
}

/// From where to where a conditional expression goes that has no `else` here.
fn conditional(text: &str, at: usize) -> Option<(usize, usize)> {
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
    let parsed = parse_unchecked(text, ParseOptions::from(Parsing::Module)).try_into_module()?;
    let mut search = Search { at: TextSize::try_from(at).ok()?, found: None };
    parsed.syntax().body.iter().for_each(|stmt| search.visit_stmt(stmt));
    search.found.map(|range| (range.start().to_usize(), range.end().to_usize()))
}

/// Whether the block before the clause at this byte is an `else`'s.
fn follows_else(text: &str, at: usize) -> bool {
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

/// Whether the statement is the head of a function: what stands in its brackets is no expression.
fn is_function(statement: &str) -> bool {
    statement.trim_start().trim_start_matches("async ").trim_start().starts_with("def ")
}

/// A mistake of the tokenizer's.
pub(crate) struct Mistake {
    pub(crate) message: String,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// What of a text's tokens matters here.
struct Tokens {
    /// Where each statement begins, if the text were correct: lines that are within brackets, or go on, begin none.
    statements: Vec<usize>,
    wrong: Option<Mistake>,
    /// The statement that is indented wrongly.
    indentation: Option<(usize, Wrong)>,
    /// The brackets that are open at the end, the innermost last.
    open: Vec<(char, usize)>,
}

impl Tokens {
    /// Goes through the text as `Parser/tokenizer.c` does, up to the first mistake; an f-string is a string like any other.
    fn of(text: &str, vm: &VirtualMachine) -> Self {
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
    fn indented_wrong(&self, parsed: &ParseError, text: &str) -> Option<(usize, Wrong)> {
        let at = parsed.location.start().to_usize();
        // A block that is missing is so where the next statement begins.
        let missing =
            matches!(&parsed.error, ParseErrorType::OtherError(said) if said.starts_with("Expected an indented block"));
        let between = self.statements.iter().filter(|start| **start > at && text[at..**start].contains('\n')).count();
        self.indentation.filter(|_| between <= usize::from(missing))
    }

    /// The text with nothing but the statement in it that this byte is in, each part of which stays where it is.
    fn alone(&self, text: &str, at: usize) -> String {
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
    fn open_at(&self, text: &str, at: usize, vm: &VirtualMachine) -> bool {
        !Tokens::of(&text[self.beginning(at)..at], vm).open.is_empty()
    }

    /// Where the statement begins that this byte is in.
    fn beginning(&self, at: usize) -> usize {
        let behind = self.statements.partition_point(|start| *start <= at);
        self.statements[..behind].last().copied().unwrap_or(at)
    }

    /// Where the last statement begins that stands on an earlier line than this byte, or ends before it.
    fn statement_before(&self, text: &str, at: usize) -> usize {
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
fn closes(text: &str, close: char, at: usize, open: Option<(char, usize)>) -> Option<String> {
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
fn character(char: char, begins: bool, vm: &VirtualMachine) -> Option<String> {
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
