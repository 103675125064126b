//! Names of Hangul syllables: HANGUL SYLLABLE and the letters of its two or three sounds, in the order of the code points.

use crate::text::Text;
use core::fmt::Write as _;

const FIRST: u32 = 0xac00;
const LEADING: [&str; 19] =
    ["G", "GG", "N", "D", "DD", "R", "M", "B", "BB", "S", "SS", "", "J", "JJ", "C", "K", "T", "P", "H"];
const VOWELS: [&str; 21] = [
    "A", "AE", "YA", "YAE", "EO", "E", "YEO", "YE", "O", "WA", "WAE", "OE", "YO", "U", "WEO", "WE", "WI", "YU", "EU",
    "YI", "I",
];
const TRAILING: [&str; 28] = [
    "", "G", "GG", "GS", "N", "NJ", "NH", "D", "L", "LG", "LM", "LB", "LS", "LT", "LP", "LH", "M", "B", "BS", "S",
    "SS", "NG", "J", "C", "K", "T", "P", "H",
];

pub(crate) fn name(code: u32) -> Option<Text> {
    let number = code.checked_sub(FIRST)? as usize;
    let leading = LEADING.get(number / TRAILING.len() / VOWELS.len())?;
    let vowel = VOWELS[number / TRAILING.len() % VOWELS.len()];
    let trailing = TRAILING[number % TRAILING.len()];
    let mut text = Text::EMPTY;
    write!(text, "HANGUL SYLLABLE {leading}{vowel}{trailing}").ok()?;
    Some(text)
}

/// The syllable whose name, in the form of [`normal`](crate::loose::normal), this is.
pub(crate) fn character(wanted: &[u8]) -> Option<char> {
    let rest = wanted.strip_prefix(b"HANGULSYLLABLE")?;
    let (leading, rest) = sound(&LEADING, rest)?;
    let (vowel, rest) = sound(&VOWELS, rest)?;
    let (trailing, rest) = sound(&TRAILING, rest)?;
    let number = (leading * VOWELS.len() + vowel) * TRAILING.len() + trailing;
    rest.is_empty().then(|| char::from_u32(FIRST + number as u32)).flatten()
}

/// The longest of some sounds with which a name begins, and what comes after it.
fn sound<'name>(sounds: &[&str], name: &'name [u8]) -> Option<(usize, &'name [u8])> {
    let begins = sounds.iter().enumerate().filter(|(_, letters)| name.starts_with(letters.as_bytes()));
    let (number, letters) = begins.max_by_key(|(_, letters)| letters.len())?;
    Some((number, &name[letters.len()..]))
}
