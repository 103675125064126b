//! The names that follow no rule, as text. They stand in the order of their code points, in which each resembles the one before it:
//!
//! ```text
//! RUNS    code points without a gap: how many are left out before, how many there are
//! SHARED  for each name, how many of its bytes are those of the name before: one byte
//! RESTS   for each name, its other bytes and a line's end
//! BLOCKS  where in RESTS every 256th name begins, which shares nothing
//! ```
//!
//! Of the forms that were measured, words by number among them, this is the smallest once it is compressed with brotli: 84 kB for
//! 34,600 names. Line ends take ten kilobytes less than lengths would.

use crate::loose::parting;
use crate::tables::{BLOCK, BLOCKS};
use crate::text::Text;

static RUNS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/runs"));
static SHARED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/shared"));
static RESTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/rests"));

pub(crate) fn name(code: u32) -> Option<Text> {
    let index = index(code)?;
    let block = index / BLOCK;
    let rests = RESTS[BLOCKS[block] as usize..].split(|byte| *byte == b'\n');
    let mut text = Text::EMPTY;
    for (shared, rest) in SHARED[block * BLOCK..=index].iter().zip(rests) {
        text.replace_from(usize::from(*shared), rest);
    }
    Some(text)
}

/// The character whose name, in the form of [`normal`](crate::loose::normal), this is.
pub(crate) fn character(wanted: &[u8]) -> Option<char> {
    let mut text = Text::EMPTY;
    // Where the last name that was compared parts from the wanted one.
    let mut parted = 0;
    for (index, (shared, rest)) in SHARED.iter().zip(RESTS.split(|byte| *byte == b'\n')).enumerate() {
        let shared = usize::from(*shared);
        // It parts there as well if it is the same up to that byte and the next, which says whether a hyphen counts. Nor do those
        // after it need more of its text: the first that shares less is compared.
        if shared > parted + 1 {
            continue;
        }
        text.replace_from(shared, rest);
        match parting(text.as_bytes(), wanted) {
            None => return code_point(index),
            Some(place) => parted = place,
        }
    }
    None
}

/// The first code points of the runs, and how many follow it with it.
fn runs() -> impl Iterator<Item = (u32, u32)> {
    let (mut bytes, mut end) = (RUNS.iter(), 0);
    let mut number = move || {
        let (mut number, mut shift) = (0, 0);
        loop {
            let byte = *bytes.next()?;
            number |= u32::from(byte & 127) << shift;
            if byte < 128 {
                return Some(number);
            }
            shift += 7;
        }
    };
    core::iter::from_fn(move || {
        let first = end + number()?;
        let count = number()?;
        end = first + count;
        Some((first, count))
    })
}

/// The place of a code point's name in the list.
fn index(code: u32) -> Option<usize> {
    let mut before = 0;
    for (first, count) in runs() {
        if code < first {
            return None;
        }
        if code < first + count {
            return Some((before + code - first) as usize);
        }
        before += count;
    }
    None
}

/// The code point whose name has a place in the list.
fn code_point(index: usize) -> Option<char> {
    let mut index = index as u32;
    for (first, count) in runs() {
        if index < count {
            return char::from_u32(first + index);
        }
        index -= count;
    }
    None
}
