//! What there is to read on `sys.stdin`: the lines that the program is given beforehand, in comments of its own (`# @input 42`), or else
//! the process's standard input, of which a browser has none.

use std::cell::RefCell;
use std::collections::VecDeque;

/// Begins a line that is given; what follows it and a blank is the text.
const MARK: &str = "# @input";

/// The lines that are still to be read.
#[derive(Debug, Default)]
pub(crate) struct Input(RefCell<Option<VecDeque<String>>>);

impl Input {
    /// Takes them from the program's text.
    pub(crate) fn set_program(&self, source: &str) {
        let text = |line: &str| {
            let text = line.strip_prefix(MARK)?;
            // Another word may only begin like it.
            (text.is_empty() || text.starts_with(' ')).then(|| text.strip_prefix(' ').unwrap_or(text).to_owned())
        };
        let given: VecDeque<_> = source.lines().filter_map(text).collect();
        self.0.replace((!given.is_empty()).then_some(given));
    }

    /// The next one with its end, and nothing when all are read; `None` for a program that is given none.
    pub(crate) fn next(&self) -> Option<String> {
        let mut given = self.0.borrow_mut();
        Some(given.as_mut()?.pop_front().map(|line| line + "\n").unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_given_in_their_order_and_then_there_is_nothing() {
        let input = Input::default();
        input.set_program("# @input Ann\nname = input()\n# @input  two blanks\n# @input\n# @inputs\n");
        let read: Vec<_> = (0..5).filter_map(|_| input.next()).collect();
        assert_eq!(read, ["Ann\n", " two blanks\n", "\n", "", ""]);
    }

    #[test]
    fn a_program_without_them_reads_what_the_process_does() {
        let input = Input::default();
        input.set_program("text = '# @input no'\n");
        assert_eq!(input.next(), None);
    }
}
