//! Stands in for `unicode_names2` 3.1, from which the Python interpreter has Unicode's names: `unicodedata` and `\N{NAME}`.
//!
//! The crate's own tables are made for speed; half of their bytes are hashes and offsets, which do not compress, and they were the
//! largest table of the engine. This one keeps the names as text (`list.rs`), less than a third in a download, and takes half
//! a millisecond for a look-up by name. `[patch.crates-io]` in the workspace's Cargo.toml puts this crate in its place.
//!
//! What it finds is what version 3.1 finds: Unicode 17.0; names in upper or lower case, with spaces, underscores and hyphens within
//! words left to the asker (UAX #44, rule LM2); aliases of one word.

#![no_std]
#![forbid(unsafe_code)]

mod by_code;
mod hangul;
mod list;
mod loose;
mod text;

use core::fmt;
use text::Text;

mod tables {
    //! Written by `build.rs`.
    include!(concat!(env!("OUT_DIR"), "/tables.rs"));
}

/// A character's name, in upper case; to be displayed.
#[derive(Clone)]
pub struct Name(Text);

impl fmt::Display for Name {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0.as_str())
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

/// The name of a character; `None` where Unicode gives none, as to control characters.
pub fn name(character: char) -> Option<Name> {
    let code = u32::from(character);
    hangul::name(code).or_else(|| by_code::name(code)).or_else(|| list::name(code)).map(Name)
}

/// The character with a name or an alias of one word; `None` where Unicode has none of this name.
pub fn character(name: &str) -> Option<char> {
    let mut bytes = [0; tables::LONGEST];
    let wanted = loose::normal(name, &mut bytes)?;
    // The one name in which a hyphen within a word counts: without it, it would be the name of U+116C.
    if wanted == b"HANGULJUNGSEONGO-E" || wanted == b"HANGULJUNGSEONGOE" && loose::last_but_one(name) == Some(b'-') {
        return Some('\u{1180}');
    }
    hangul::character(wanted).or_else(|| by_code::character(wanted)).or_else(|| list::character(wanted)).or_else(|| {
        tables::ALIASES.iter().find(|(alias, _)| alias.as_bytes() == wanted).map(|&(_, character)| character)
    })
}
