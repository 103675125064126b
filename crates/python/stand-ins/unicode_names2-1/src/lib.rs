//! Stands in for `unicode_names2` 1.3, which Python's parser asks for the characters of `\N{NAME}`. The interpreter brings version
//! 3.1 along (itself replaced, by the neighbouring crate): a reader shall not download Unicode's names twice. `[patch.crates-io]` in
//! the workspace's Cargo.toml puts this crate in its place.

#![no_std]
#![forbid(unsafe_code)]

/// The character with a name, in upper or lower case; `None` where Unicode has no such name.
pub fn character(name: &str) -> Option<char> {
    newer::character(name)
}
