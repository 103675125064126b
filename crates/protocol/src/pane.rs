//! The parts of a page that open and fold.

use std::fmt;

use serde::de::{Error, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Makes [`Pane`] of one line a pane: what it shows, its name, and what it is called here.
macro_rules! panes {
    ($( $(#[$doc:meta])* $name:literal $pane:ident; )*) => {
        /// A pane that can be folded. In data it is its name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Pane {
            $( $(#[$doc])* $pane ),*
        }

        impl Pane {
            /// All of them, in the order in which they stand on a page.
            pub const ALL: [Pane; [$( $name ),*].len()] = [$( Pane::$pane ),*];

            /// Its name in lessons, addresses and the stylesheet.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $( Pane::$pane => $name ),*
                }
            }
        }
    };
}

panes! {
    /// The program.
    "code" Code;
    /// Predictions.
    "predict" Predict;
    /// The lanes.
    "timeline" Timeline;
    /// The loop's inside: queue, timers, await tree, futures.
    "inside" Inside;
    /// The event log.
    "log" Log;
    /// What was printed.
    "output" Output;
    /// Links, files, and what goes into a blog.
    "share" Share;
}

// A set of them is the bits of a byte.
const _: () = assert!(Pane::ALL.len() <= 8, "Panes has room for eight");

impl Pane {
    /// The pane with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Pane> {
        Pane::ALL.into_iter().find(|pane| pane.name() == name)
    }

    const fn bit(self) -> u8 {
        1 << self as u8
    }
}

impl Serialize for Pane {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Pane {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Pane::from_name(&name).ok_or_else(|| D::Error::custom(format_args!("there is no pane {name}")))
    }
}

/// Some of the panes. In data it is a list of their names.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Panes(u8);

impl Panes {
    /// None of them.
    pub const NONE: Panes = Panes(0);

    /// Whether a pane is among them.
    #[must_use]
    pub const fn contains(self, pane: Pane) -> bool {
        self.0 & pane.bit() != 0
    }

    /// Whether none is.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The same, with or without a pane.
    #[must_use]
    pub const fn with(self, pane: Pane, there: bool) -> Panes {
        if there { Panes(self.0 | pane.bit()) } else { Panes(self.0 & !pane.bit()) }
    }

    /// Those that are among them, in the order of [`Pane::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Pane> {
        Pane::ALL.into_iter().filter(move |pane| self.contains(*pane))
    }

    /// Their names, with commas between them: `code,log`.
    #[must_use]
    pub fn names(self) -> String {
        self.iter().map(Pane::name).collect::<Vec<_>>().join(",")
    }
}

impl FromIterator<Pane> for Panes {
    fn from_iter<I: IntoIterator<Item = Pane>>(panes: I) -> Self {
        panes.into_iter().fold(Panes::NONE, |all, pane| all.with(pane, true))
    }
}

impl fmt::Debug for Panes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

impl Serialize for Panes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().collect::<Vec<_>>())
    }
}

impl<'de> Deserialize<'de> for Panes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Names;
        impl<'de> Visitor<'de> for Names {
            type Value = Panes;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of panes")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut names: A) -> Result<Panes, A::Error> {
                let mut panes = Panes::NONE;
                while let Some(pane) = names.next_element()? {
                    panes = panes.with(pane, true);
                }
                Ok(panes)
            }
        }
        deserializer.deserialize_seq(Names)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_found_by_its_name_and_no_other_is() {
        for pane in Pane::ALL {
            assert_eq!(Pane::from_name(pane.name()), Some(pane));
        }
        for other in ["", "Code", "kitchen", "params", "code,log"] {
            assert_eq!(Pane::from_name(other), None, "{other}");
        }
    }

    #[test]
    fn a_set_of_them() {
        let panes = Panes::NONE.with(Pane::Log, true).with(Pane::Code, true).with(Pane::Log, true);
        assert!(panes.contains(Pane::Code) && panes.contains(Pane::Log) && !panes.contains(Pane::Share));
        assert_eq!(panes.names(), "code,log");
        assert_eq!(panes.iter().collect::<Panes>(), panes);
        assert_eq!(panes.with(Pane::Code, false).names(), "log");
        assert!(Panes::NONE.is_empty() && !panes.is_empty());
        assert_eq!(Pane::ALL.into_iter().collect::<Panes>().iter().count(), Pane::ALL.len());
    }

    #[test]
    fn in_data_they_are_names() {
        let panes: Panes = [Pane::Timeline, Pane::Share].into_iter().collect();
        let json = serde_json::to_string(&panes).unwrap();
        assert_eq!(json, r#"["timeline","share"]"#);
        assert_eq!(serde_json::from_str::<Panes>(&json).unwrap(), panes);
        let wrong = serde_json::from_str::<Panes>(r#"["kitchen"]"#).unwrap_err().to_string();
        assert!(wrong.contains("there is no pane kitchen"), "{wrong}");
    }
}
