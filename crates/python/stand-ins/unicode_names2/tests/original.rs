//! The names are those of the crate that this one stands in for, without exception. Version 4.0, with which they are compared, is 3.1
//! with more aliases.

use std::collections::BTreeSet;

/// All characters with a name, and what the original calls them.
fn all() -> impl Iterator<Item = (char, String)> {
    ('\0'..=char::MAX).filter_map(|character| Some((character, original::name(character)?.to_string())))
}

/// What counts when names are compared.
fn normal(name: &str) -> String {
    let bytes = name.as_bytes();
    let is_letter = |place: usize| bytes.get(place).is_some_and(u8::is_ascii_alphanumeric);
    let counts = |(place, byte): (usize, &u8)| {
        let is_within = place > 0 && is_letter(place - 1) && is_letter(place + 1);
        (*byte != b' ' && (*byte != b'-' || !is_within)).then_some(char::from(*byte))
    };
    bytes.iter().enumerate().filter_map(counts).collect()
}

#[test]
fn every_character_has_the_original_name() {
    for character in '\0'..=char::MAX {
        let name = unicode_names2::name(character).map(|name| name.to_string());
        assert_eq!(name, original::name(character).map(|name| name.to_string()), "U+{:04X}", u32::from(character));
    }
}

#[test]
fn every_name_is_found_in_either_case() {
    for (character, name) in all() {
        assert_eq!(unicode_names2::character(&name), Some(character), "{name}");
        assert_eq!(unicode_names2::character(&name.to_ascii_lowercase()), Some(character), "{name}");
    }
}

#[test]
fn what_does_not_count_in_a_name_may_differ() {
    // A look-up takes a while: one name in four, and all with a hyphen that counts.
    for (place, (character, name)) in all().enumerate() {
        let short = normal(&name);
        if character == '\u{1180}' || place % 4 > 0 && !short.contains('-') {
            continue;
        }
        // A hyphen that counts does so next to a space; alone between letters it would not.
        let loose = if short.contains('-') { name.replace(' ', "_ ") } else { short };
        assert_eq!(unicode_names2::character(&loose), Some(character), "{loose}");
    }
    for name in [
        " L_O_W l_i_n_e",
        "space \t\n\x0c\r",
        "FULL S-T-O-P",
        "tibetan letter- a",
        "tibetan letter  -   a",
        "tibetan letter_-_a",
        "tibetan letter-a",
        "tibetan letter a",
        "HANGUL JUNGSEONG OE",
        "HANGUL JUNGSEONG O_E",
        "HANGUL JUNGSEONG O-E",
        "hangul jungseong o-e\n",
        "HANGUL JUNGSEONG O-E__",
        "HANGUL JUNGSEONG O- E",
        "HANGUL JUNGSEONG O -E",
        "HANGUL JUNGSEONG O_-_E",
        "HANGUL JUNGSEONG -OE",
        "HANGUL JUNGSEONG OE-",
        "HANGUL-SYLLABLE GA",
        "HANGUL SYLLABLE AE-SS",
        "HANGUL SYLLABLE G",
        "HANGUL SYLLABLE GAGA",
        "CJK UNIFIED IDEOGRAPH 4e2d",
        "CJK UNIFIED IDEOGRAPH-04E2D",
        "CJK UNIFIED IDEOGRAPH-004E2D",
        "CJK UNIFIED IDEOGRAPH -4E2D",
        "CJK UNIFIED IDEOGRAPH- 4E2D",
        "CJK UNIFIED IDEOGRAPH-",
        "CJK UNIFIED IDEOGRAPH-+4E2D",
        "CJK UNIFIED IDEOGRAPH-1234",
        "CJK COMPATIBILITY IDEOGRAPH-0F900",
        "CJK COMPATIBILITY IDEOGRAPH-4E2D",
        "NUSHU CHARACTER-1b170",
        "NUSHU CHARACTER -1B170",
    ] {
        assert_eq!(unicode_names2::character(name), original::character(name), "{name:?}");
    }
}

#[test]
fn no_other_name_is_found() {
    let names: BTreeSet<String> = all().map(|(_, name)| normal(&name)).collect();
    let long = "X".repeat(1000);
    for name in ["", " ", "-", "_", "x", "öäå", "SPAACE", "SNOWMAN☃", "NO SUCH CHARACTER", "1234", "ABCD", &long] {
        assert_eq!(unicode_names2::character(name), None, "{name:?}");
    }
    for character in ['\0'..='\u{1f}', '\u{7f}'..='\u{9f}', '\u{e000}'..='\u{e010}', '\u{10fff0}'..='\u{10ffff}']
        .into_iter()
        .flatten()
    {
        assert!(unicode_names2::name(character).is_none(), "U+{:04X}", u32::from(character));
    }
    // One name in sixteen: a look-up takes longest when nothing is found.
    for (_, name) in all().step_by(16) {
        for other in [format!("{name}Q"), format!("Q{name}"), name[..name.len() - 1].into()] {
            let is_found = unicode_names2::character(&other).is_some();
            assert_eq!(is_found, names.contains(&normal(&other)) || is_alias(&other), "{other}");
        }
    }
}

/// Whether a name that was cut is an alias: `SPACE` is none, `SP` is.
fn is_alias(name: &str) -> bool {
    !name.contains(' ') && original::character(name).is_some()
}

#[test]
fn aliases_of_one_word_are_found() {
    let numbered = (1..=256).map(|number| format!("VS{number}"));
    for alias in
        ["NULL", "BEL", "esc", "LF", "Backspace", "NBSP", "ZWJ", "BOM"].map(String::from).into_iter().chain(numbered)
    {
        let character = unicode_names2::character(&alias);
        assert!(character.is_some(), "{alias}");
        assert_eq!(character, original::character(&alias), "{alias}");
    }
    for none in ["VS0", "VS257", "VS01", "VS 1X", "LINE FEED", "BYTE ORDER MARK"] {
        assert_eq!(unicode_names2::character(none), None, "{none}");
    }
}
