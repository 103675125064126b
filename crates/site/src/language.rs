//! What scripts are told of the languages: the one that takes readers to theirs, and the element in a blog.

use std::fs;
use std::path::Path;

use loopscope_strings::{Lang, embed_texts};
use serde_json::{Value, json};

use crate::digest;
use crate::failure::Failure;

const SCRIPT: &str = include_str!("language.js");

/// What stands in a script where its list of the languages is to be.
const PLACE: &str = "[\"{languages}\"]";

/// The element in a blog, by its name at the site's root.
const ELEMENT: &str = "embed.js";

/// A script at the site's root.
pub(crate) struct Script {
    pub(crate) file: String,
    pub(crate) content: String,
}

/// The script that handles the reader's language.
pub(crate) fn script() -> Result<Script, String> {
    let content = told(SCRIPT, "language.js", |lang| json!([lang.code(), lang.html()]))?;
    Ok(Script { file: format!("language-{}.js", digest(content.as_bytes())), content })
}

/// Gives the element in a blog, if it is there, its texts.
pub(crate) fn translate(out: &Path) -> Result<(), Failure> {
    let file = out.join(ELEMENT);
    let Ok(script) = fs::read_to_string(&file) else { return Ok(()) };
    let content = told(&script, ELEMENT, |lang| {
        let texts = embed_texts(lang);
        json!([lang.code(), lang.html(), {
            "run": texts.run,
            "starting": texts.starting,
            "failed": texts.failed,
            "open": texts.open_here,
            "frame": texts.frame,
            "poster": texts.poster,
        }])
    });
    crate::write(out, ELEMENT, content.map_err(Failure::run)?.as_bytes())
}

/// The script with what `of` says of each language, the default one first.
fn told(script: &str, name: &str, of: impl Fn(Lang) -> Value) -> Result<String, String> {
    if !script.contains(PLACE) {
        return Err(format!("{name} has no {PLACE}, where its list of the languages is to be; write it there"));
    }
    let list: Vec<_> = [Lang::DEFAULT].into_iter().chain(Lang::DEFAULT.others()).map(of).collect();
    Ok(script.replace(PLACE, &Value::from(list).to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_know_every_language_the_default_first() {
        let Script { file, content } = script().expect("it has a place for them");
        assert!(content.contains(r#"[["en","en"],["zh","zh-CN"]]"#), "{content}");
        assert_eq!(file, format!("language-{}.js", digest(content.as_bytes())));
        assert_eq!(
            told("const x = 1", "x.js", |_| Value::Null).expect_err("it has none"),
            "x.js has no [\"{languages}\"], where its list of the languages is to be; write it there"
        );
    }

    #[test]
    fn the_element_in_a_blog_gets_its_texts() {
        let out = tempfile::tempdir().expect("a temporary folder");
        translate(out.path()).expect("without the element nothing is to be done");
        let source = concat!(env!("CARGO_MANIFEST_DIR"), "/../../web/embed/embed.js");
        fs::copy(source, out.path().join(ELEMENT)).expect("the element is there");
        translate(out.path()).expect("it has a place for them");
        let script = fs::read_to_string(out.path().join(ELEMENT)).expect("it is still there");
        for lang in Lang::ALL {
            assert!(script.contains(&format!("[{:?},{:?},{{", lang.code(), lang.html())), "{script}");
            assert!(script.contains(embed_texts(lang).poster), "{}", lang.code());
        }
    }
}
