//! The languages: languages.toml lists them, texts/CODE/language.toml says what else is to be known of each; both become `Lang`.

use std::fmt::Write;

use toml::de::DeValue;

use crate::pseudo;
use crate::toml_file::{entries, texts};

/// The file of a language's folder that is no table, without `.toml`.
pub(crate) const LANGUAGE: &str = "language";

/// The pseudo-language's code; no other language has it.
const PSEUDO: &str = "xx";

/// languages.toml.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct List {
    /// The codes, in the order in which languages are offered.
    pub(crate) codes: Vec<String>,
    /// Place of the default among them.
    pub(crate) default: usize,
}

/// What is to be known of a language.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Language {
    code: String,
    name: String,
    html: String,
    locale: String,
    direction: String,
    spaced: bool,
    fonts: Vec<String>,
}

/// Reads languages.toml; `file` stands at the beginning of every message.
pub(crate) fn list(file: &str, source: &str) -> Result<List, Vec<String>> {
    let mut errors = Vec::new();
    let (mut codes, mut default) = (Vec::new(), None);
    for entry in entries(file, source)? {
        let mut wrong = |what: String| errors.push(format!("{file}:{}: {}: {what}", entry.line, entry.key));
        match (entry.key.as_str(), &entry.value) {
            ("languages", value) => match texts(value) {
                Some(listed) if !listed.is_empty() => codes = listed,
                _ => wrong("it must be a list of codes in quotes, such as [\"en\"]".to_owned()),
            },
            ("default", DeValue::String(code)) => default = Some((entry.line, code.to_string())),
            ("default", _) => wrong("it must be a code in quotes, such as \"en\"".to_owned()),
            _ => wrong("the file has languages and default only; drop it".to_owned()),
        }
        for (nth, code) in codes.iter().enumerate().filter(|_| entry.key == "languages") {
            if !is_code(code) {
                wrong(format!("\"{code}\" is no code; it has a-z, and perhaps more parts behind -, as \"pt-br\" has"));
            } else if code == PSEUDO {
                wrong(format!("\"{PSEUDO}\" is the pseudo-language's code; drop it"));
            } else if codes[..nth].contains(code) {
                wrong(format!("\"{code}\" stands twice; drop one"));
            }
        }
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let place = default.as_ref().and_then(|(_, default)| codes.iter().position(|code| code == default));
    match (default, place) {
        (_, Some(default)) => Ok(List { codes, default }),
        (Some((line, _)), None) => Err(vec![format!("{file}:{line}: default: it is none of the languages; list it")]),
        (None, None) => Err(vec![format!("{file}:1: default is missing; write `default = \"en\"`")]),
    }
}

impl List {
    /// The names of `Lang`'s variants: one for each language, and the pseudo-language's behind them.
    pub(crate) fn variants(&self) -> Vec<String> {
        self.codes.iter().map(|code| variant(code)).chain([variant(PSEUDO)]).collect()
    }
}

impl Language {
    /// Reads a language.toml; `file` stands at the beginning of every message.
    pub(crate) fn parse(file: &str, code: &str, source: &str) -> Result<Language, Vec<String>> {
        const TEXTS: [&str; 4] = ["name", "html", "locale", "direction"];
        let mut errors = Vec::new();
        let mut given = [const { None }; TEXTS.len()];
        let (mut spaced, mut fonts) = (None, None);
        for entry in entries(file, source)? {
            let mut wrong = |what: &str| errors.push(format!("{file}:{}: {}: {what}", entry.line, entry.key));
            let nth = TEXTS.iter().position(|key| *key == entry.key);
            match (nth, entry.key.as_str(), &entry.value) {
                (Some(3), _, DeValue::String(text)) if !matches!(&**text, "ltr" | "rtl") => {
                    wrong("it must be \"ltr\", from left to right, or \"rtl\"");
                }
                (Some(nth), _, DeValue::String(text)) if !text.trim().is_empty() => given[nth] = Some(text.to_string()),
                (Some(_), ..) => wrong("it must be a text in quotes"),
                (None, "spaced", DeValue::Boolean(value)) => spaced = Some(*value),
                (None, "spaced", _) => wrong("it must be true or false"),
                (None, "fonts", value) => match texts(value) {
                    Some(names) if !names.is_empty() => fonts = Some(names),
                    _ => wrong("it must be a list of names in quotes"),
                },
                _ => wrong("it is not known of languages; drop it"),
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        let missing =
            |key: &str| vec![format!("{file}:1: {key} is missing; texts/en/language.toml says what it means")];
        let [name, html, locale, direction] = given;
        Ok(Language {
            code: code.to_owned(),
            name: name.ok_or_else(|| missing("name"))?,
            html: html.ok_or_else(|| missing("html"))?,
            locale: locale.ok_or_else(|| missing("locale"))?,
            direction: direction.ok_or_else(|| missing("direction"))?,
            spaced: spaced.ok_or_else(|| missing("spaced"))?,
            fonts: fonts.ok_or_else(|| missing("fonts"))?,
        })
    }

    /// The pseudo-language that is made from it. `XA` is the country of pseudo-languages with accents (CLDR).
    pub(crate) fn pseudo(&self) -> Language {
        let tag = self.html.split('-').next().unwrap_or_default();
        Language {
            code: PSEUDO.to_owned(),
            name: pseudo::text(&self.name),
            html: format!("{tag}-XA"),
            locale: format!("{tag}_XA"),
            direction: self.direction.clone(),
            spaced: self.spaced,
            fonts: self.fonts.clone(),
        }
    }
}

/// The Rust of `Lang`: of these languages, the last of which is the pseudo-language.
pub(crate) fn code(languages: &[Language], default: usize) -> String {
    let mut code = String::from(
        "/// A language of the interface and of the lessons.\n\
         #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]\npub enum Lang {\n",
    );
    for language in languages {
        let _ = writeln!(code, "    /// {} (`{}`).\n    {},", language.name, language.code, variant(&language.code));
    }
    let listed = &languages[..languages.len() - 1];
    let variants: Vec<_> = listed.iter().map(|language| format!("Lang::{}", variant(&language.code))).collect();
    let _ = write!(
        code,
        "}}\nimpl Lang {{\n    \
         /// Every language of the list, in the order in which they are offered.\n    \
         pub const ALL: [Lang; {}] = [{}];\n    \
         /// The one for readers of whom nothing else is known.\n    \
         pub const DEFAULT: Lang = {};\n    ",
        listed.len(),
        variants.join(", "),
        variants[default],
    );
    let mut fact = |purpose: &str, name: &str, kind: &str, of: &dyn Fn(&Language) -> String| {
        let arms: String = languages
            .iter()
            .map(|language| format!("            Lang::{} => {},\n", variant(&language.code), of(language)))
            .collect();
        let _ = write!(
            code,
            "/// {purpose}\n    #[must_use]\n    \
             pub const fn {name}(self) -> {kind} {{\n        match self {{\n{arms}        }}\n    }}\n    ",
        );
    };
    let text = "&'static str";
    fact("Its name in addresses and file names.", "code", text, &|of| format!("{:?}", of.code));
    fact("Its name in itself.", "name", text, &|of| format!("{:?}", of.name));
    fact("Its tag for HTML's `lang`.", "html", text, &|of| format!("{:?}", of.html));
    fact("Its tag for Open Graph, with a country.", "locale", text, &|of| format!("{:?}", of.locale));
    fact("Where it runs to, for HTML's `dir`: `ltr` or `rtl`.", "direction", text, &|of| format!("{:?}", of.direction));
    fact("Whether blanks stand between its words.", "spaced", "bool", &|of| of.spaced.to_string());
    let fonts = "Fonts for pictures with texts in it, the better ones first.";
    fact(fonts, "fonts", "&'static [&'static str]", &|of| format!("&{:?}", of.fonts));
    code.push_str("\n}\n");
    code
}

/// The name of a language's variant: `Zh`, `PtBr`.
fn variant(code: &str) -> String {
    if code == PSEUDO {
        return "Pseudo".to_owned();
    }
    let part = |part: &str| part[..1].to_uppercase() + &part[1..];
    code.split('-').map(part).collect()
}

/// Whether it can name a language in addresses: `zh`, `pt-br`.
fn is_code(code: &str) -> bool {
    let mut parts = code.split('-');
    let letters = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase());
    let more =
        |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    parts.next().is_some_and(letters) && parts.all(more)
}
