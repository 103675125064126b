//! Stands in for `unicode_names2` 1.3, which Python's parser asks for the characters of `\N{NAME}`. The interpreter brings version
//! 3.1 along, and the names are the largest table of the engine: a reader shall not download it twice. `[patch.crates-io]` in the
//! workspace's Cargo.toml puts this crate in its place.

#![forbid(unsafe_code)]

/// The character with a name, in upper or lower case; `None` where Unicode has no such name.
pub fn character(name: &str) -> Option<char> {
    newer::character(name)
}

#[cfg(test)]
mod tests {
    use super::character;

    #[test]
    fn names_are_found_in_either_case_and_others_are_not() {
        assert_eq!(character("SNOWMAN"), Some('☃'));
        assert_eq!(character("greek small letter alpha"), Some('α'));
        assert_eq!(character("HANGUL SYLLABLE GA"), Some('가'));
        assert_eq!(character("CJK UNIFIED IDEOGRAPH-4E2D"), Some('中'));
        assert_eq!(character("NO SUCH CHARACTER"), None);
    }
}
