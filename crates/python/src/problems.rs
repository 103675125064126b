//! The native module `_loopscope_problems`: what is wrong with the program is told here where a traceback, a SyntaxError or a warning is
//! made (`lib/traceback.py`, `lib/warnings.py`), before it becomes text.

use loopscope_protocol::Severity;

use crate::machine::Machine;
use crate::machine::problems::Span;
use crate::sources;

/// Something is wrong in this line of a file, 1 for the first; `span` finds the place in its text. Whether the file is the program's: of
/// others nothing is kept.
fn tell(file: &str, line: u32, span: impl FnOnce(&str) -> Span, message: &str, severity: Severity) -> bool {
    let Some(machine) = Machine::current().filter(|machine| machine.program.file == file) else { return false };
    // What is printed while the program is torn down says nothing of it.
    if machine.output.is_heard()
        && let Some(text) = sources::line_of(line)
    {
        machine.problems.add(line, &text, span(&text), message, severity);
    }
    true
}

/// How many characters stand before this byte.
fn characters(text: &str, byte: usize) -> usize {
    text.char_indices().take_while(|(at, _)| *at < byte).count()
}

/// From one byte of a line to before another one, which may be in a later line.
fn between_bytes(text: &str, start: usize, end: Option<usize>) -> Span {
    let from = characters(text, start);
    match end.map(|end| characters(text, end)) {
        None => Span::From(from),
        Some(to) if to <= from => Span::Line,
        Some(to) => Span::Columns(from, to),
    }
}

#[rustpython_vm::pymodule(name = "_loopscope_problems")]
pub(crate) mod module {
    use loopscope_protocol::Severity;
    use rustpython_vm::builtins::PyStrRef;

    use super::{Span, between_bytes, tell};
    use crate::text::shown;

    /// An error was raised here, as `co_positions` has it: columns in bytes from 0, or `None` where they are not known.
    #[pyfunction]
    fn raised(
        file: PyStrRef,
        line: u32,
        last_line: Option<u32>,
        start: Option<usize>,
        end: Option<usize>,
        message: PyStrRef,
    ) -> bool {
        let span = |text: &str| match (start, end) {
            (Some(start), Some(end)) => between_bytes(text, start, (last_line == Some(line)).then_some(end)),
            _ => Span::Line,
        };
        tell(&shown(&file), line, span, &shown(&message), Severity::Error)
    }

    /// A text is no Python here: from one column to before another one, in characters from 1; 0 where none is meant.
    #[pyfunction]
    fn refused(file: PyStrRef, line: u32, start: i64, end: i64, message: PyStrRef) -> bool {
        let column = |at: i64| usize::try_from(at - 1).ok();
        let span = |_: &str| match (column(start), column(end)) {
            (Some(from), Some(to)) if to > from => Span::Columns(from, to),
            (Some(from), _) => Span::Columns(from, from + 1),
            (None, _) => Span::Line,
        };
        tell(&shown(&file), line, span, &shown(&message), Severity::Error)
    }

    /// The program is warned of something in this line.
    #[pyfunction]
    fn warned(file: PyStrRef, line: u32, message: PyStrRef) -> bool {
        tell(&shown(&file), line, |_| Span::Line, &shown(&message), Severity::Warning)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_bytes_are_columns_of_characters() {
        let text = "é = größe(\"日本\") / 0";
        let byte = |part: &str| text.find(part).unwrap();
        assert_eq!(between_bytes(text, byte("größe"), Some(text.len())), Span::Columns(4, 19));
        assert_eq!(between_bytes(text, byte("\"日"), Some(byte(")"))), Span::Columns(10, 14));
        assert_eq!(between_bytes(text, byte("/"), None), Span::From(16));
        assert_eq!(between_bytes(text, 5, Some(5)), Span::Line);
        assert_eq!(characters(text, 1_000), text.chars().count());
    }
}
