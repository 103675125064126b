//! About how wide texts are: a picture knows nothing of the fonts that it will be set in.

/// About how wide a text is, in pixels, in a font of this size.
pub(super) fn text_width(text: &str, size: f64) -> f64 {
    text.chars().map(|char| if is_wide(char) { size } else { 0.6 * size }).sum()
}

/// Whether a character takes two columns: Han, kana, Hangul, full-width forms, most emoji.
pub(super) fn is_wide(char: char) -> bool {
    matches!(u32::from(char), 0x1100..=0x115f | 0x2e80..=0xa4cf | 0xac00..=0xd7a3 | 0xf900..=0xfaff
        | 0xfe30..=0xfe6f | 0xff00..=0xff60 | 0xffe0..=0xffe6 | 0x1f300..=0x1faff | 0x20000..=0x3fffd)
}

/// The text, cut with an ellipsis where it would be wider than that.
pub(super) fn fit(text: &str, width: f64, size: f64) -> String {
    if text_width(text, size) <= width {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut left = width - size;
    for char in text.chars() {
        left -= if is_wide(char) { size } else { 0.6 * size };
        if left < 0.0 {
            break;
        }
        out.push(char);
    }
    out.push('…');
    out
}
