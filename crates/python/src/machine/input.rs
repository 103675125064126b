//! What there is to read on `sys.stdin`.
//!
//! ```text
//!   lines of the program's own (`# @input 42`)? ──yes──► they are read in their order, and then there is nothing
//!        │no
//!   somebody types (Options::input)? ──yes──► the lines typed so far; then the run ends and asks for one more (`Halt::Asks`):
//!        │no                                  the program is the same each time, and is run again with that
//!   the process's standard input
//! ```

use std::cell::RefCell;
use std::collections::VecDeque;

/// Begins a line that is given; what follows it and a blank is the text.
const MARK: &str = "# @input";

/// The lines that are still to be read.
#[derive(Debug, Default)]
pub(crate) struct Input {
    given: RefCell<Option<VecDeque<String>>>,
    typed: RefCell<Option<VecDeque<String>>>,
}

/// What reading a line gives.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// This, with its end; nothing when all are read.
    Line(String),
    /// Who types is to be asked.
    Ask,
    /// What the process has.
    Process,
}

impl Input {
    /// With what somebody has typed.
    pub(crate) fn new(typed: Option<&[String]>) -> Self {
        Input { given: RefCell::default(), typed: RefCell::new(typed.map(|lines| lines.iter().cloned().collect())) }
    }

    /// Takes the lines that the program's text gives.
    pub(crate) fn set_program(&self, source: &str) {
        let text = |line: &str| {
            let text = line.strip_prefix(MARK)?;
            // Another word may only begin like it.
            (text.is_empty() || text.starts_with(' ')).then(|| text.strip_prefix(' ').unwrap_or(text).to_owned())
        };
        let given: VecDeque<_> = source.lines().filter_map(text).collect();
        self.given.replace((!given.is_empty()).then_some(given));
    }

    /// What is to be read next.
    pub(crate) fn next(&self) -> Next {
        let line = |line: String| Next::Line(line + "\n");
        if let Some(given) = &mut *self.given.borrow_mut() {
            return given.pop_front().map_or_else(|| Next::Line(String::new()), line);
        }
        match &mut *self.typed.borrow_mut() {
            Some(typed) => typed.pop_front().map_or(Next::Ask, line),
            None => Next::Process,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Next {
        Next::Line(text.to_owned())
    }

    #[test]
    fn lines_are_given_in_their_order_and_then_there_is_nothing() {
        let input = Input::new(Some(&["typed".to_owned()]));
        input.set_program("# @input Ann\nname = input()\n# @input  two blanks\n# @input\n# @inputs\n");
        let read: Vec<_> = (0..5).map(|_| input.next()).collect();
        assert_eq!(read, ["Ann\n", " two blanks\n", "\n", "", ""].map(line));
    }

    #[test]
    fn what_was_typed_is_read_and_then_somebody_is_asked() {
        let input = Input::new(Some(&["Ann".to_owned(), String::new()]));
        input.set_program("name = input()\n");
        assert_eq!([(); 4].map(|()| input.next()), [line("Ann\n"), line("\n"), Next::Ask, Next::Ask]);
    }

    #[test]
    fn a_program_without_them_reads_what_the_process_does() {
        let input = Input::default();
        input.set_program("text = '# @input no'\n");
        assert_eq!(input.next(), Next::Process);
    }
}
