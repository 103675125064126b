//! A page, read as its readers' browsers do.

use std::collections::BTreeMap;

use html5gum::Tokenizer;
use html5gum::emitters::default::{DefaultEmitter, StartTag, Token};
use loopscope_lessons::page::LessonData;

/// An element's beginning.
pub(super) struct Element {
    pub(super) name: String,
    pub(super) attributes: BTreeMap<String, String>,
}

pub(super) fn elements(html: &str) -> Vec<Element> {
    let mut emitter: DefaultEmitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let element = |tag: StartTag<()>| Element {
        name: String::from_utf8_lossy(&tag.name).into_owned(),
        attributes: tag
            .attributes
            .iter()
            .map(|(name, value)| {
                (String::from_utf8_lossy(name).into_owned(), String::from_utf8_lossy(value).into_owned())
            })
            .collect(),
    };
    Tokenizer::new_with_emitter(html, emitter)
        .filter_map(|token| match token {
            Ok(Token::StartTag(tag)) => Some(element(tag)),
            _ => None,
        })
        .collect()
}

/// Where a relative address leads from a page, as a path below the site's root.
pub(super) fn resolved(page: &str, address: &str) -> String {
    let address = address.split(['#', '?']).next().unwrap_or_default();
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in address.split('/') {
        match part {
            ".." => assert!(parts.pop().is_some(), "{page}: {address} leads out of the site"),
            "" | "." => {}
            part => parts.push(part),
        }
    }
    let path = parts.join("/");
    if address.is_empty() {
        page.to_owned()
    } else if path.is_empty() {
        "index.html".to_owned()
    } else if address.ends_with('/') {
        format!("{path}/index.html")
    } else {
        path
    }
}

/// The text of a highlighted line.
pub(super) fn text_of(html: &str) -> String {
    let pieces = html.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text));
    let text: String = pieces.collect();
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// The application's data on a page.
pub(super) fn data(html: &str) -> LessonData {
    let (_, rest) = html.split_once("id=\"lesson-data\">").expect("the page has data");
    let (json, _) = rest.split_once("</script>").expect("the script ends");
    LessonData::from_json(json).expect("it is the data's JSON")
}
