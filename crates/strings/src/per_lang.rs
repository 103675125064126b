//! A value for each language.

use std::ops::Index;

use crate::Lang;

/// How many languages there are, the pseudo-language among them.
const COUNT: usize = Lang::ALL.len() + 1;

/// A value for each language, found by `value[lang]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PerLang<T>([T; COUNT]);

impl<T> PerLang<T> {
    /// What each language of the list has by `listed`, and the pseudo-language by `pseudo`, made from what the default has. Every language
    /// is asked, also where one before it has nothing; the whole is there if each has something.
    pub fn collect(listed: impl FnMut(Lang) -> Option<T>, pseudo: impl FnOnce(&T) -> Option<T>) -> Option<PerLang<T>> {
        let mut values = Vec::with_capacity(COUNT);
        for value in Lang::ALL.map(listed) {
            values.push(value?);
        }
        values.push(pseudo(&values[Lang::DEFAULT as usize])?);
        values.try_into().ok().map(PerLang)
    }

    /// Those of the languages of the list, in its order.
    pub fn listed(&self) -> impl Iterator<Item = (Lang, &T)> {
        Lang::ALL.into_iter().zip(&self.0)
    }
}

impl<T> Index<Lang> for PerLang<T> {
    type Output = T;

    fn index(&self, lang: Lang) -> &T {
        &self.0[lang as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_has_its_own() {
        let codes = PerLang::collect(|lang| Some(lang.code().to_owned()), |default| Some(format!("like {default}")));
        let codes = codes.expect("each has one");
        for (lang, code) in codes.listed() {
            assert_eq!((code.as_str(), codes[lang].as_str()), (lang.code(), lang.code()));
        }
        assert_eq!(codes[Lang::Pseudo], format!("like {}", Lang::DEFAULT.code()));
    }

    #[test]
    fn one_that_has_none_does_not_keep_the_others_from_being_asked() {
        let mut asked = Vec::new();
        let none = PerLang::collect(
            |lang| {
                asked.push(lang);
                (lang != Lang::ALL[0]).then_some(())
            },
            |()| Some(()),
        );
        assert_eq!((none, asked), (None, Lang::ALL.to_vec()));
    }
}
