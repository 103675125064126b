//! The interface texts, in Chinese and English.
//!
//! They stand in files such as `view.zh.toml` and `view.en.toml` beside Cargo.toml, one a language. The build makes
//! each pair a struct with a field for every key, so that a text which is missing is an error of the build, not an empty
//! spot on the page. Each table is linked only where its function is called. Texts with `{placeholders}` are filled in by [`fill`].
//!
//! ```
//! use loopscope_strings::{Lang, fill, site};
//!
//! assert_eq!(fill(site(Lang::En).place, &[("order", "3"), ("total", "9")]), "Lesson 3 of 9");
//! ```
#![forbid(unsafe_code)]

include!(concat!(env!("OUT_DIR"), "/tables.rs"));

/// A language of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lang {
    /// Chinese, in simplified characters.
    Zh,
    /// English.
    En,
}

impl Lang {
    /// Every language, in the order in which they are offered.
    pub const ALL: [Lang; 2] = [Lang::Zh, Lang::En];

    /// Its name in addresses and file names.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Lang::Zh => "zh",
            Lang::En => "en",
        }
    }

    /// Its name for HTML's `lang` attribute.
    #[must_use]
    pub const fn html(self) -> &'static str {
        match self {
            Lang::Zh => "zh-CN",
            Lang::En => "en",
        }
    }

    /// The language with this [`Lang::code`].
    #[must_use]
    pub fn from_code(code: &str) -> Option<Lang> {
        Lang::ALL.into_iter().find(|lang| lang.code() == code)
    }

    /// The other one.
    #[must_use]
    pub const fn other(self) -> Lang {
        match self {
            Lang::Zh => Lang::En,
            Lang::En => Lang::Zh,
        }
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

/// The static pages' texts.
#[must_use]
pub fn site(lang: Lang) -> &'static Site {
    match lang {
        Lang::Zh => &SITE_ZH,
        Lang::En => &SITE_EN,
    }
}

/// The template with each `{placeholder}` replaced by the value of that name. Values are not looked into; a placeholder
/// without a value stays as it is.
#[must_use]
pub fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some((before, inner)) = rest.split_once('{') {
        out.push_str(before);
        let filled = inner.split_once('}').and_then(|(name, after)| {
            let (_, value) = values.iter().find(|(known, _)| *known == name)?;
            Some((*value, after))
        });
        if let Some((value, after)) = filled {
            out.push_str(value);
            rest = after;
        } else {
            out.push('{');
            rest = inner;
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_found_by_their_code() {
        for lang in Lang::ALL {
            assert_eq!(Lang::from_code(lang.code()), Some(lang));
            assert_ne!(lang.other(), lang);
        }
        assert_eq!(Lang::from_code("de"), None);
        assert_eq!(Lang::Zh.html(), "zh-CN");
    }

    #[test]
    fn each_language_has_its_own_texts() {
        assert_ne!(site(Lang::Zh).all_lessons, site(Lang::En).all_lessons);
    }

    #[test]
    fn fill_replaces_each_placeholder_once() {
        assert_eq!(fill("{a} wakes {b}, {a}", &[("a", "{b}"), ("b", "B")]), "{b} wakes B, {b}");
        assert_eq!(fill("no placeholder", &[("a", "A")]), "no placeholder");
        assert_eq!(fill("{a} and {c}", &[("a", "甲")]), "甲 and {c}");
        assert_eq!(fill("", &[]), "");
    }
}
