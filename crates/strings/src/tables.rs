//! The tables: part of a native program, loaded by a page.

use crate::Lang;

include!(concat!(env!("OUT_DIR"), "/tables.rs"));

#[cfg(not(target_arch = "wasm32"))]
mod built_in {
    use super::*;

    /// The narration's texts.
    #[must_use]
    pub fn view(lang: Lang) -> &'static View {
        match lang {
            Lang::Zh => &VIEW_ZH,
            Lang::En => &VIEW_EN,
        }
    }

    /// The texts of the scope beside the narration.
    #[must_use]
    pub fn scope_texts(lang: Lang) -> &'static ScopeTexts {
        match lang {
            Lang::Zh => &SCOPETEXTS_ZH,
            Lang::En => &SCOPETEXTS_EN,
        }
    }

    /// The texts of the narration in Rust's words.
    #[must_use]
    pub fn poll_texts(lang: Lang) -> &'static PollTexts {
        match lang {
            Lang::Zh => &POLLTEXTS_ZH,
            Lang::En => &POLLTEXTS_EN,
        }
    }

    /// The glossary's texts.
    #[must_use]
    pub fn glossary_texts(lang: Lang) -> &'static GlossaryTexts {
        match lang {
            Lang::Zh => &GLOSSARYTEXTS_ZH,
            Lang::En => &GLOSSARYTEXTS_EN,
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
        texts.extend(scope_texts(lang).texts());
        texts
    }

    /// What a page does before it shows the texts that few readers need. A native program has them.
    #[must_use]
    pub fn load_more(_: impl Iterator<Item = &'static str>) -> bool {
        true
    }

    /// The texts for `load_more` in a page of this language.
    #[must_use]
    pub fn loadable_more(lang: Lang) -> Vec<&'static str> {
        let mut texts = poll_texts(lang).texts();
        texts.extend(glossary_texts(lang).texts());
        texts
    }
}

#[cfg(target_arch = "wasm32")]
mod loaded {
    use std::sync::OnceLock;

    use super::*;

    static LOADED: OnceLock<(View, Page, ScopeTexts)> = OnceLock::new();
    static MORE: OnceLock<(PollTexts, GlossaryTexts)> = OnceLock::new();

    /// Takes the texts that `loadable` gave for the page's language; false if they are not as many as this build has. Once
    /// they are there, more are not looked at.
    #[must_use]
    pub fn load(mut texts: impl Iterator<Item = &'static str>) -> bool {
        let texts = &mut texts;
        let (Some(view), Some(page), Some(scope), None) =
            (View::read(texts), Page::read(texts), ScopeTexts::read(texts), texts.next())
        else {
            return false;
        };
        let _ = LOADED.set((view, page, scope));
        true
    }

    /// As [`load`], for the texts that `loadable_more` gave.
    #[must_use]
    pub fn load_more(mut texts: impl Iterator<Item = &'static str>) -> bool {
        let texts = &mut texts;
        let (Some(poll), Some(glossary), None) = (PollTexts::read(texts), GlossaryTexts::read(texts), texts.next())
        else {
            return false;
        };
        let _ = MORE.set((poll, glossary));
        true
    }

    fn loaded() -> &'static (View, Page, ScopeTexts) {
        LOADED.get().expect("a page loads its texts before it shows any")
    }

    fn more() -> &'static (PollTexts, GlossaryTexts) {
        MORE.get().expect("a page loads these texts before it shows any of them")
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

    /// The texts of the scope beside the narration, in the language of the page.
    ///
    /// # Panics
    /// Before [`load`].
    #[must_use]
    pub fn scope_texts(_: Lang) -> &'static ScopeTexts {
        &loaded().2
    }

    /// The texts of the narration in Rust's words, in the language of the page.
    ///
    /// # Panics
    /// Before [`load_more`].
    #[must_use]
    pub fn poll_texts(_: Lang) -> &'static PollTexts {
        &more().0
    }

    /// The glossary's texts, in the language of the page.
    ///
    /// # Panics
    /// Before [`load_more`].
    #[must_use]
    pub fn glossary_texts(_: Lang) -> &'static GlossaryTexts {
        &more().1
    }
}

#[cfg(not(target_arch = "wasm32"))]
pub use built_in::{
    glossary_texts, load, load_more, loadable, loadable_more, page, poll_texts, scope_texts, site, view,
};
#[cfg(target_arch = "wasm32")]
pub use loaded::{glossary_texts, load, load_more, page, poll_texts, scope_texts, view};
