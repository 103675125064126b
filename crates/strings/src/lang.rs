//! A language, as the build makes it of languages.toml.

include!(concat!(env!("OUT_DIR"), "/languages.rs"));

impl Lang {
    /// The language with this [`Lang::code`]; of the pseudo-language, too.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Lang> {
        Lang::ALL.into_iter().chain([Lang::Pseudo]).find(|lang| lang.code() == code)
    }

    /// The others of the list, in its order: what a page in this language leads to.
    pub fn others(self) -> impl Iterator<Item = Lang> {
        Lang::ALL.into_iter().filter(move |lang| *lang != self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_found_by_their_code() {
        for lang in Lang::ALL.into_iter().chain([Lang::Pseudo]) {
            assert_eq!(Lang::from_code(lang.code()), Some(lang));
        }
        assert_eq!(Lang::from_code("nowhere"), None);
        assert_eq!((Lang::Zh.html(), Lang::Zh.locale(), Lang::Zh.spaced()), ("zh-CN", "zh_CN", false));
        assert_eq!((Lang::Pseudo.code(), Lang::Pseudo.html()), ("xx", "en-XA"));
    }

    #[test]
    fn pages_lead_to_every_other_language_of_the_list() {
        for lang in Lang::ALL {
            let others: Vec<_> = lang.others().collect();
            assert_eq!(others.len(), Lang::ALL.len() - 1);
            assert!(!others.contains(&lang) && !others.contains(&Lang::Pseudo));
        }
        assert!(Lang::Pseudo.others().eq(Lang::ALL));
    }
}
