//! Which Python a program is run as. Everything that differs between them asks here: asyncio, messages, grammar, the library.
#![no_std]
#![forbid(unsafe_code)]

use core::fmt;
use core::str::FromStr;

use serde::{Deserialize, Serialize};

/// A version of CPython whose behaviour is recorded and kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Version {
    /// The `python3` of Debian 12, and of the article.
    #[serde(rename = "3.11")]
    V3_11,
    /// What most readers have: the reference.
    #[default]
    #[serde(rename = "3.14")]
    V3_14,
    /// The newest.
    #[serde(rename = "3.15")]
    V3_15,
}

impl Version {
    /// All of them, oldest first.
    pub const ALL: [Version; 3] = [Version::V3_11, Version::V3_14, Version::V3_15];

    /// Its second number: 14 for 3.14.
    #[must_use]
    pub const fn minor(self) -> u8 {
        match self {
            Version::V3_11 => 11,
            Version::V3_14 => 14,
            Version::V3_15 => 15,
        }
    }

    /// The release whose behaviour was recorded: its third number.
    #[must_use]
    pub const fn micro(self) -> u8 {
        match self {
            Version::V3_11 => 7,
            Version::V3_14 => 8,
            Version::V3_15 => 0,
        }
    }

    /// As people write it: `3.14`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Version::V3_11 => "3.11",
            Version::V3_14 => "3.14",
            Version::V3_15 => "3.15",
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Something is not the name of a [`Version`]; its message names those that are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unknown;

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Python is 3.11, 3.14 or 3.15 here")
    }
}

impl core::error::Error for Unknown {}

impl FromStr for Version {
    type Err = Unknown;

    fn from_str(text: &str) -> Result<Self, Unknown> {
        Version::ALL.into_iter().find(|version| version.name() == text).ok_or(Unknown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_found_by_its_name_and_no_other_is() {
        for version in Version::ALL {
            assert_eq!(version.name().parse(), Ok(version));
        }
        for other in ["", "3", "3.1", "3.12", "3.13", "3.16", "3.14.8", "v3.14", "2.7", "311"] {
            assert_eq!(other.parse::<Version>(), Err(Unknown), "{other}");
        }
        for version in Version::ALL {
            let text = std::format!("{Unknown}");
            assert!(text.contains(version.name()), "{text}");
        }
    }

    extern crate std;
}
