//! Names that end with their character's code, CJK UNIFIED IDEOGRAPH-4E2D: only where they begin and end is kept.

use crate::loose::parting;
use crate::tables::BY_CODE;
use crate::text::Text;
use core::fmt::Write as _;

pub(crate) fn name(code: u32) -> Option<Text> {
    let (prefix, ..) = BY_CODE.iter().find(|(_, first, last)| (*first..=*last).contains(&code))?;
    let mut text = Text::EMPTY;
    write!(text, "{prefix}-{code:X}").ok()?;
    Some(text)
}

/// The character whose name, in the form of [`normal`](crate::loose::normal), this is.
pub(crate) fn character(wanted: &[u8]) -> Option<char> {
    // Codes have four digits or more; only those of ideographs may have zeros before them, up to five digits.
    let digits = wanted.len() - wanted.iter().rev().take(5).take_while(|byte| byte.is_ascii_hexdigit()).count();
    (digits..=wanted.len().saturating_sub(4)).find_map(|place| {
        let (prefix, digits) = wanted.split_at(place);
        let code = u32::from_str_radix(str::from_utf8(digits).ok()?, 16).ok()?;
        BY_CODE
            .iter()
            .find(|(name, first, last)| (*first..=*last).contains(&code) && parting(name.as_bytes(), prefix).is_none())
            .filter(|(name, ..)| digits[0] != b'0' || *name == "CJK UNIFIED IDEOGRAPH")
            .and_then(|_| char::from_u32(code))
    })
}
