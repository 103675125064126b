//! Bytes by hand, for what is kept longer than a build: numbers of any size in groups of seven bits, the lowest first, and texts
//! with their lengths before them. What is written here once must be read for ever; nothing of it follows from a type's shape.

/// Writes bytes.
#[derive(Default)]
pub(crate) struct Writer(pub(crate) Vec<u8>);

impl Writer {
    pub(crate) fn byte(&mut self, byte: u8) {
        self.0.push(byte);
    }

    pub(crate) fn number(&mut self, number: impl Into<u64>) {
        let mut rest = number.into();
        while rest > 0x7f {
            self.0.push(rest as u8 | 0x80);
            rest >>= 7;
        }
        self.0.push(rest as u8);
    }

    pub(crate) fn count(&mut self, count: usize) {
        self.number(count as u64);
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.count(text.len());
        self.0.extend_from_slice(text.as_bytes());
    }
}

/// Reads them. Each reading is `None` when what is left is not what is wanted.
pub(crate) struct Reader<'a>(pub(crate) &'a [u8]);

impl<'a> Reader<'a> {
    pub(crate) fn byte(&mut self) -> Option<u8> {
        let (byte, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*byte)
    }

    pub(crate) fn long(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            let bits = u64::from(byte & 0x7f);
            if shift == 63 && bits > 1 {
                return None;
            }
            number |= bits << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    pub(crate) fn number(&mut self) -> Option<u32> {
        self.long()?.try_into().ok()
    }

    pub(crate) fn flag(&mut self) -> Option<bool> {
        match self.byte()? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }

    pub(crate) fn text(&mut self) -> Option<String> {
        let length = usize::try_from(self.long()?).ok()?;
        let (text, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        String::from_utf8(text.to_vec()).ok()
    }

    /// As many things as the number says that stands before them.
    pub(crate) fn list<T>(&mut self, mut one: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        // No room is made for what only the number promises.
        (0..self.long()?).map(|_| one(self)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_every_size() {
        for number in (0..64).flat_map(|bit| [1_u64 << bit, (1 << bit) - 1]).chain([u64::MAX]) {
            let mut writer = Writer::default();
            writer.number(number);
            assert_eq!(writer.0, postcard::to_allocvec(&number).unwrap());
            let mut reader = Reader(&writer.0);
            assert_eq!((reader.long(), reader.0), (Some(number), &[][..]));
            assert_eq!(Reader(&writer.0).number(), u32::try_from(number).ok());
        }
        for wrong in [&[0x80][..], &[], &[0xff; 9], &[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 2]] {
            assert_eq!(Reader(wrong).long(), None, "{wrong:?}");
        }
    }

    #[test]
    fn texts_and_lists() {
        let mut writer = Writer::default();
        writer.text("瞧");
        assert_eq!(Reader(&writer.0).text().as_deref(), Some("瞧"));
        assert_eq!(Reader(&writer.0[..3]).text(), None);
        assert_eq!(Reader(&[1, 0xff]).text(), None);
        // A number that promises more than there is.
        assert_eq!(Reader(&[0xff, 0xff, 0xff, 0xff, 0x7f, 1]).list(Reader::byte), None);
        assert_eq!(Reader(&[2, 7, 8, 9]).list(Reader::byte), Some(vec![7, 8]));
        assert_eq!((Reader(&[2]).flag(), Reader(&[1]).flag()), (None, Some(true)));
    }
}
