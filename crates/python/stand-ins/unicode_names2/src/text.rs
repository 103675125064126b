//! The letters of one name, without an allocator: the parser's and the interpreter's versions of this crate do without one.

use crate::tables::LONGEST;
use core::fmt;

/// A name as it is put together: ASCII.
#[derive(Clone)]
pub(crate) struct Text {
    bytes: [u8; LONGEST],
    len: usize,
}

impl Text {
    pub(crate) const EMPTY: Self = Self { bytes: [0; LONGEST], len: 0 };

    /// Keeps the first `shared` bytes, of those there are, and puts the others behind them.
    pub(crate) fn replace_from(&mut self, shared: usize, rest: &[u8]) {
        self.bytes[shared..][..rest.len()].copy_from_slice(rest);
        self.len = shared + rest.len();
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.len]
    }

    pub(crate) fn as_str(&self) -> &str {
        str::from_utf8(self.as_bytes()).expect("names are ASCII")
    }
}

impl fmt::Write for Text {
    fn write_str(&mut self, part: &str) -> fmt::Result {
        if self.len + part.len() > LONGEST {
            return Err(fmt::Error);
        }
        self.replace_from(self.len, part.as_bytes());
        Ok(())
    }
}
