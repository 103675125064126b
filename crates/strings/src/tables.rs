//! The tables: part of a native program, loaded by a page.

use crate::Lang;

include!(concat!(env!("OUT_DIR"), "/tables.rs"));

#[cfg(any(not(target_arch = "wasm32"), feature = "built-in"))]
mod built_in {
    use super::*;

    /// The texts of lanes and panes in a few words.
    #[must_use]
    pub fn state_texts(lang: Lang) -> &'static StateTexts {
        match lang {
            Lang::Zh => &STATETEXTS_ZH,
            Lang::En => &STATETEXTS_EN,
        }
    }

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

    /// The predictions' texts.
    #[must_use]
    pub fn question_texts(lang: Lang) -> &'static QuestionTexts {
        match lang {
            Lang::Zh => &QUESTIONTEXTS_ZH,
            Lang::En => &QUESTIONTEXTS_EN,
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

    /// The texts of the panes that are loaded when they are opened.
    #[must_use]
    pub fn pane_texts(lang: Lang) -> &'static PaneTexts {
        match lang {
            Lang::Zh => &PANETEXTS_ZH,
            Lang::En => &PANETEXTS_EN,
        }
    }

    /// The texts around the reader's own program.
    #[must_use]
    pub fn own_texts(lang: Lang) -> &'static OwnTexts {
        match lang {
            Lang::Zh => &OWNTEXTS_ZH,
            Lang::En => &OWNTEXTS_EN,
        }
    }

    /// The editor's texts.
    #[must_use]
    pub fn editor_texts(lang: Lang) -> &'static EditorTexts {
        match lang {
            Lang::Zh => &EDITORTEXTS_ZH,
            Lang::En => &EDITORTEXTS_EN,
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
        let mut texts = state_texts(lang).texts();
        texts.extend(page(lang).texts());
        texts
    }
}

#[cfg(not(any(not(target_arch = "wasm32"), feature = "built-in")))]
mod loaded {
    use std::sync::OnceLock;

    use super::*;

    static LOADED: OnceLock<(StateTexts, Page)> = OnceLock::new();

    /// Takes the texts that `loadable` gave for the page's language; false if they are not as many as this build has. Once
    /// they are there, more are not looked at.
    #[must_use]
    pub fn load(mut texts: impl Iterator<Item = &'static str>) -> bool {
        let (Some(states), Some(page), None) = (StateTexts::read(&mut texts), Page::read(&mut texts), texts.next())
        else {
            return false;
        };
        let _ = LOADED.set((states, page));
        true
    }

    fn loaded() -> &'static (StateTexts, Page) {
        LOADED.get().expect("a page loads its texts before it shows any")
    }

    /// The texts of lanes and panes in a few words, in the language of the page.
    ///
    /// # Panics
    /// Before [`load`].
    #[must_use]
    pub fn state_texts(_: Lang) -> &'static StateTexts {
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

#[cfg(any(not(target_arch = "wasm32"), feature = "built-in"))]
pub use built_in::{
    editor_texts, glossary_texts, load, loadable, own_texts, page, pane_texts, poll_texts, question_texts, scope_texts,
    site, state_texts, view,
};
#[cfg(not(any(not(target_arch = "wasm32"), feature = "built-in")))]
pub use loaded::{load, page, state_texts};
