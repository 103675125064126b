//! How far lines are indented, as `Parser/tokenizer.c` counts it, and what is wrong with that. RustPython's parser takes a tab for eight
//! columns and looks no further.

/// What is wrong with a line's indentation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wrong {
    /// It goes back to where no block stands.
    Unindent,
    /// How deep it is depends on how wide a tab is.
    Tabs,
}

/// The blocks that are open, each by its columns: with tabs up to each eighth one, and with tabs that are one wide.
#[derive(Debug)]
pub(crate) struct Indentation(Vec<(usize, usize)>);

impl Indentation {
    pub(crate) fn new() -> Self {
        Indentation(Vec::new())
    }

    /// A statement begins behind this white space.
    pub(crate) fn begin(&mut self, white: &str) -> Option<Wrong> {
        let (wide, narrow) = white.bytes().fold((0, 0), |(wide, narrow), byte| match byte {
            b'\t' => ((wide / 8 + 1) * 8, narrow + 1),
            b'\x0c' => (0, 0),
            _ => (wide + 1, narrow + 1),
        });
        let Indentation(blocks) = self;
        let mut last = blocks.last().copied().unwrap_or_default();
        if wide > last.0 {
            blocks.push((wide, narrow));
            return (narrow <= last.1).then_some(Wrong::Tabs);
        }
        while wide < last.0 {
            blocks.pop();
            last = blocks.last().copied().unwrap_or_default();
        }
        if wide != last.0 {
            return Some(Wrong::Unindent);
        }
        (narrow != last.1).then_some(Wrong::Tabs)
    }
}

#[cfg(test)]
mod tests {
    use super::{Indentation, Wrong};

    #[test]
    fn blocks_are_told_by_their_columns() {
        let told = |lines: &[&str]| {
            let mut indentation = Indentation::new();
            lines.iter().find_map(|white| indentation.begin(white))
        };
        assert_eq!(told(&["", "    ", "        ", "    ", "", "\t", "\t\t", ""]), None);
        assert_eq!(told(&["", "    ", "  "]), Some(Wrong::Unindent));
        assert_eq!(told(&["", "\t", "        "]), Some(Wrong::Tabs));
        assert_eq!(told(&["", "    ", "\t", "        "]), Some(Wrong::Tabs));
        assert_eq!(told(&["", "       ", "\t "]), Some(Wrong::Tabs));
    }
}
