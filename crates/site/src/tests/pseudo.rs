//! The pages in the pseudo-language: a text that is not marked stands in Rust, and not in crates/strings.

use std::collections::BTreeSet;

use html5gum::Tokenizer;
use html5gum::emitters::default::{DefaultEmitter, Token};
use loopscope_strings::Lang;

use super::html::elements;
use super::{COURSE, PLAYGROUND, pages, site, template};

/// The texts of a page in the pseudo-language that are not marked; those of code, of what programs print and name, and of what is in
/// another language are none of the interface's.
fn unmarked(html: &str) -> Vec<String> {
    const VOID: [&str; 6] = ["br", "img", "input", "link", "meta", "path"];
    // In a drawing they are names of what is waited for.
    const NAMES: [&str; 7] = ["code", "kbd", "pre", "samp", "script", "output", "text"];
    let [open, close] = loopscope_strings::pseudo::MARKS;
    let mut emitter: DefaultEmitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let (mut path, mut depth, mut found) = (Vec::<(String, bool)>::new(), 0_usize, Vec::new());
    let mut look = |text: &str, depth: &mut usize| {
        let mut bare = String::new();
        for c in text.chars() {
            if c == open {
                *depth += 1;
            } else if c == close {
                // Of a unit behind a field only the end is marked.
                *depth = depth.saturating_sub(1);
            } else if *depth == 0 {
                bare.push(c);
            }
        }
        // A letter by itself is a mark or an axis.
        if bare.split(|c: char| !c.is_alphabetic()).any(|word| word.chars().count() > 1) {
            found.push(text.to_owned());
        }
    };
    for token in Tokenizer::new_with_emitter(html, emitter) {
        match token {
            Ok(Token::StartTag(tag)) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                let of = |wanted: &str| {
                    let value = tag.attributes.iter().find(|(name, _)| name.as_slice() == wanted.as_bytes());
                    value.map(|(_, value)| String::from_utf8_lossy(value).into_owned())
                };
                let in_name = path.iter().any(|(_, is_name)| *is_name);
                for attribute in ["aria-label", "title", "alt"] {
                    if let Some(text) = of(attribute).filter(|_| !in_name) {
                        look(&text, &mut 0);
                    }
                }
                let class = of("class").unwrap_or_default();
                let is_name = NAMES.contains(&&*name)
                    || of("translate").as_deref() == Some("no")
                    || class.split(' ').any(|class| matches!(class, "name" | "mark" | "wait" | "waits" | "ticks"))
                    // Answers, which name tasks.
                    || of("data-do").as_deref() == Some("choose")
                    || (name == "a" && of("hreflang").is_some());
                if !tag.self_closing && !VOID.contains(&&*name) {
                    path.push((name, is_name));
                }
            }
            Ok(Token::EndTag(tag)) => {
                let name = String::from_utf8_lossy(&tag.name);
                if let Some(at) = path.iter().rposition(|(open, _)| *open == name) {
                    path.truncate(at);
                }
            }
            Ok(Token::String(text)) if path.iter().all(|(_, is_name)| !is_name) => {
                let text = String::from_utf8_lossy(&text);
                // What is in it is text to a reader of pages with scripts, as this one is.
                if path.last().is_some_and(|(name, _)| name == "noscript") {
                    for piece in text.split('<') {
                        look(piece.split_once('>').map_or(piece, |(_, words)| words), &mut depth);
                    }
                } else {
                    look(&text, &mut depth);
                }
            }
            _ => {}
        }
    }
    found
}

#[test]
fn in_the_pseudo_language_every_text_of_a_page_is_marked() {
    let files = site(template(), "/a/b/").files_in(Lang::Pseudo).expect("every page can be made");
    let made: Vec<_> = files.iter().filter(|(path, _)| path.ends_with(".html")).collect();
    assert_eq!(made.len(), 1 + 2 * (COURSE.lessons.len() + PLAYGROUND.programs.len()));
    for (path, html) in made {
        assert!(path.starts_with("xx/") && html.contains("<html lang=\"en-XA\""), "{path}");
        assert_eq!(unmarked(html), Vec::<String>::new(), "{path}");
        // It leads to every other language.
        let codes: BTreeSet<_> = elements(html)
            .into_iter()
            .filter(|element| element.name == "a" && element.attributes.contains_key("hreflang"))
            .map(|link| link.attributes["hreflang"].clone())
            .collect();
        let wanted: BTreeSet<_> = Lang::ALL.map(|lang| lang.html().to_owned()).into();
        assert!(codes == wanted || path.contains("embed/"), "{path}: {codes:?}");
    }
    for (path, html) in pages() {
        assert!(!html.contains("en-XA") && !html.contains("xx/"), "{path} leads to it");
    }
}
