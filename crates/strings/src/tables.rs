//! The tables: part of a native program, loaded by a page.

use crate::Lang;

include!(concat!(env!("OUT_DIR"), "/tables.rs"));

#[cfg(not(target_arch = "wasm32"))]
mod built_in {
    use super::{Lang, PAGE_EN, PAGE_ZH, Page, SITE_EN, SITE_ZH, Site, VIEW_EN, VIEW_ZH, View};

    /// The narration's texts.
    #[must_use]
    pub fn view(lang: Lang) -> &'static View {
        match lang {
            Lang::Zh => &VIEW_ZH,
            Lang::En => &VIEW_EN,
        }
    }

    /// The application's texts.
    #[must_use]
    pub fn page(lang: Lang) -> &'static Page {
        match lang {
            Lang::Zh => &PAGE_ZH,
            Lang::En => &PAGE_EN,
        }
    }

    /// The static pages' texts.
    #[must_use]
    pub fn site(lang: Lang) -> &'static Site {
        match lang {
            Lang::Zh => &SITE_ZH,
            Lang::En => &SITE_EN,
        }
    }

    /// What a page does before it shows texts. A native program has them.
    #[must_use]
    pub fn load(_: impl Iterator<Item = &'static str>) -> bool {
        true
    }

    /// The texts for `load` in a page of this language.
    #[must_use]
    pub fn loadable(lang: Lang) -> Vec<&'static str> {
        let mut texts = view(lang).texts();
        texts.extend(page(lang).texts());
        texts
    }
}

#[cfg(target_arch = "wasm32")]
mod loaded {
    use std::sync::OnceLock;

    use super::{Lang, Page, View};

    static LOADED: OnceLock<(View, Page)> = OnceLock::new();

    /// Takes the texts that `loadable` gave for the page's language; false if they are not as many as this build has. Once
    /// they are there, more are not looked at.
    #[must_use]
    pub fn load(mut texts: impl Iterator<Item = &'static str>) -> bool {
        let (Some(view), Some(page), None) = (View::read(&mut texts), Page::read(&mut texts), texts.next()) else {
            return false;
        };
        let _ = LOADED.set((view, page));
        true
    }

    fn loaded() -> &'static (View, Page) {
        LOADED.get().expect("a page loads its texts before it shows any")
    }

    /// The narration's texts, in the language of the page.
    ///
    /// # Panics
    /// Before [`load`].
    #[must_use]
    pub fn view(_: Lang) -> &'static View {
        &loaded().0
    }

    /// The application's texts, in the language of the page.
    ///
    /// # Panics
    /// Before [`load`].
    #[must_use]
    pub fn page(_: Lang) -> &'static Page {
        &loaded().1
    }
}

#[cfg(not(target_arch = "wasm32"))]
pub use built_in::{load, loadable, page, site, view};
#[cfg(target_arch = "wasm32")]
pub use loaded::{load, page, view};
