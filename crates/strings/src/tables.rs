//! The tables: part of a native program, loaded by a page. The build writes a struct and a function for each.

use crate::Lang;

include!(concat!(env!("OUT_DIR"), "/tables.rs"));

#[cfg(not(loaded))]
mod built_in {
    use super::{KEYS, Lang, tables};

    /// A table in a language.
    #[derive(Debug)]
    pub struct Table {
        /// Its file's name without `.toml`.
        pub name: &'static str,
        /// Whether a page loads it for its application.
        pub loaded: bool,
        /// Its keys and texts, by key.
        pub texts: Vec<(&'static str, &'static str)>,
    }

    /// What a page does before it shows texts. A native program has them.
    #[must_use]
    pub fn load(_: impl Iterator<Item = &'static str>) -> bool {
        true
    }

    /// What `load` takes in a page of this language: the digest of the keys, then the texts of all tables that a page loads.
    #[must_use]
    pub fn loadable(lang: Lang) -> Vec<&'static str> {
        let tables = tables(lang).into_iter().filter(|table| table.loaded);
        let texts = tables.flat_map(|table| table.texts).map(|(_, text)| text);
        std::iter::once(KEYS).chain(texts).collect()
    }
}

#[cfg(not(loaded))]
pub use built_in::{Table, load, loadable};

#[cfg(loaded)]
mod loaded {
    use std::sync::OnceLock;

    use super::{KEYS, Loaded};

    static LOADED: OnceLock<Loaded> = OnceLock::new();

    /// Takes what `loadable` gave for the page's language; false if that is of another build. Once texts are there, more are not looked
    /// at.
    #[must_use]
    pub fn load(mut texts: impl Iterator<Item = &'static str>) -> bool {
        if texts.next() != Some(KEYS) {
            return false;
        }
        let (Some(loaded), None) = (Loaded::read(&mut texts), texts.next()) else { return false };
        let _ = LOADED.set(loaded);
        true
    }

    pub(super) fn loaded() -> &'static Loaded {
        LOADED.get().expect("a page loads its texts before it shows any")
    }

    /// The next texts, if there are so many.
    pub(super) fn take<const COUNT: usize>(
        texts: &mut dyn Iterator<Item = &'static str>,
    ) -> Option<[&'static str; COUNT]> {
        let mut taken = [""; COUNT];
        for text in &mut taken {
            *text = texts.next()?;
        }
        Some(taken)
    }
}

#[cfg(loaded)]
pub use loaded::load;
#[cfg(loaded)]
use loaded::{loaded, take};
