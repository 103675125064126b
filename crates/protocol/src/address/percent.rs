//! Texts in addresses: percent-encoded, as fragments and queries have them.

use crate::interventions::digit;

/// A text, percent-encoded but for letters, digits and the signs that stand for themselves.
pub(crate) fn encode(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(byte.into());
        } else {
            out.extend(['%', digit(byte >> 4), digit(byte & 15)]);
        }
    }
    out
}

/// The text; `None` where it is none, or a percent sign stands alone.
pub(crate) fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let mut half = || char::from(rest.next()?).to_digit(16);
        bytes.push((half()? << 4 | half()?) as u8);
    }
    String::from_utf8(bytes).ok()
}

/// The text of a query, where a plus sign is a space.
pub(crate) fn decode_query(text: &str) -> Option<String> {
    decode(&text.replace('+', " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        for text in ["", "a-b_c.d~", "先来 & 50%=?#", "\u{0}\n+", "🦀"] {
            let encoded = encode(text);
            assert!(encoded.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~%".contains(&byte)), "{encoded}");
            assert_eq!(decode(&encoded).as_deref(), Some(text));
            assert_eq!(decode_query(&encoded).as_deref(), Some(text));
        }
        assert_eq!(encode("é "), "%C3%A9%20");
        assert_eq!((decode("%c3%a9+").as_deref(), decode_query("%c3%a9+").as_deref()), (Some("é+"), Some("é ")));
        for wrong in ["%", "%E", "%E5", "%zz", "%F0%28", "a%-1"] {
            assert_eq!(decode(wrong), None, "{wrong}");
        }
    }
}
