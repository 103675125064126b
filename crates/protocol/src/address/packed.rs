//! Long fragments, made shorter: `z=` and the fragment, deflated (RFC 1951), in base64url (RFC 4648) without padding. What one
//! unpacks to is read as any other fragment is, its version included.
//!
//! A browser deflates and inflates by its streams; a page of its own would carry 15 kB for it.
//!
//! ```text
//!   fragment ── CompressionStream("deflate-raw") ──► pack ──► z=…
//!   z=… ──► deflated ── DecompressionStream("deflate-raw"), at most MOST bytes ──► inflated ──► fragment
//! ```

use std::fmt;

/// What a packed fragment begins with.
const MARK: &str = "z=";

/// The longest fragment that is unpacked, in bytes: whatever is longer was not made here, and is not to be inflated further.
pub const MOST: usize = 200_000;

/// A fragment that is no longer than this, in bytes, tells more as it is.
pub const LONG: usize = 200;

/// A packed fragment is none, or unpacks to more than [`MOST`] bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotPacked;

impl fmt::Display for NotPacked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the address is cut off, or is none that was made here")
    }
}

impl std::error::Error for NotPacked {}

/// Whether a fragment, without `#`, is a packed one.
#[must_use]
pub fn is_packed(fragment: &str) -> bool {
    fragment.starts_with(MARK)
}

/// A fragment without `#`, as short as it can be; `deflated` is what it deflates to.
#[must_use]
pub fn pack(fragment: &str, deflated: &[u8]) -> String {
    let packed = [MARK, &to_base64(deflated)].concat();
    if packed.len() < fragment.len() { packed } else { fragment.to_owned() }
}

/// What is to be inflated of a packed fragment.
///
/// # Errors
/// [`NotPacked`] for one that is not packed, and for what is no base64.
pub fn deflated(fragment: &str) -> Result<Vec<u8>, NotPacked> {
    fragment.strip_prefix(MARK).and_then(from_base64).ok_or(NotPacked)
}

/// The fragment that a packed one inflates to.
///
/// # Errors
/// [`NotPacked`] when that is no text, or longer than [`MOST`] bytes.
pub fn inflated(bytes: Vec<u8>) -> Result<String, NotPacked> {
    if bytes.len() > MOST {
        return Err(NotPacked);
    }
    String::from_utf8(bytes).map_err(|_| NotPacked)
}

const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

fn to_base64(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let at = |nth: usize| u32::from(three.get(nth).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        // Three bytes are four signs, two are three, one is two.
        for nth in 0..=three.len() {
            out.push(char::from(SIGNS[(bits >> (18 - 6 * nth)) as usize & 63]));
        }
    }
    out
}

fn from_base64(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    for four in text.trim_end_matches('=').as_bytes().chunks(4) {
        // One sign alone is less than a byte.
        if four.len() == 1 {
            return None;
        }
        let mut bits = 0_u32;
        for nth in 0..4 {
            let sign = match four.get(nth) {
                // As other writers have them.
                Some(b'+') => 62,
                Some(b'/') => 63,
                Some(sign) => u32::try_from(SIGNS.iter().position(|known| known == sign)?).ok()?,
                None => 0,
            };
            bits = bits << 6 | sign;
        }
        let [_, three @ ..] = bits.to_be_bytes();
        bytes.extend(&three[..four.len() - 1]);
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_as_everywhere() {
        for (bytes, text) in [
            (&b""[..], ""),
            (b"f", "Zg"),
            (b"fo", "Zm8"),
            (b"foo", "Zm9v"),
            (b"foob", "Zm9vYg"),
            (&[0xfb, 0xff], "-_8"),
        ] {
            assert_eq!(to_base64(bytes), text);
            assert_eq!(from_base64(text).as_deref(), Some(bytes));
        }
        assert_eq!(from_base64("Zg==").as_deref(), Some(&b"f"[..]));
        assert_eq!(from_base64("+/8").as_deref(), Some(&[0xfb, 0xff][..]));
        for wrong in ["Z", "Zm9vY", "!!!", "é", "Zm9 v"] {
            assert_eq!(from_base64(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn it_is_packed_where_that_is_shorter() {
        let fragment = "at=12&p.delay=0.5";
        assert_eq!(pack(fragment, &[1, 2, 3]), "z=AQID");
        assert_eq!(pack(fragment, &[0; 40]), fragment);
        assert!(is_packed("z=AQID") && !is_packed(fragment));
        assert_eq!(deflated("z=AQID"), Ok(vec![1, 2, 3]));
        for wrong in [fragment, "z=!!!", "z=A", ""] {
            assert_eq!(deflated(wrong), Err(NotPacked), "{wrong}");
        }
        assert_eq!(inflated(vec![b'0'; MOST]).map(|text| text.len()), Ok(MOST));
        assert_eq!(inflated(vec![b'0'; MOST + 1]), Err(NotPacked));
        assert_eq!(inflated(vec![0xff]), Err(NotPacked));
    }
}
