//! What the reader has written, kept in this browser under the page's name: it is there again after a reload, and in the page's
//! other languages. Storage may be forbidden.
//!
//! ```text
//! loopscope.own.SLUG           the text of the reader's first file
//! loopscope.own.SLUG#1         what else there is to know of that, if anything
//! loopscope.own.SLUG#NUMBER    a further file
//! loopscope.own.SLUG#shown     what was shown last: "page", or a file's number
//! ```

use std::collections::BTreeMap;

use leptos::prelude::window;
use loopscope_json::{Json, json};
use loopscope_version::Version;
use web_sys::Storage;

use crate::model::own::{FIRST, File, FileNo, Kept, Shelf};

/// The files of a page, and how this window knows them.
#[derive(Debug, Default)]
pub(crate) struct Keeper {
    slug: String,
    /// Which Python a file is run as that does not say it.
    python: Version,
    /// What this window has read or written last.
    known: BTreeMap<FileNo, String>,
}

/// Why a file was not kept.
pub(crate) enum Unkept {
    /// The browser keeps nothing, or no more.
    Refused,
    /// Another window has written this in it.
    Elsewhere(Kept),
}

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

impl Keeper {
    /// That of a page.
    pub(crate) fn new(slug: &str, python: Version) -> Keeper {
        Keeper { slug: slug.to_owned(), python, known: BTreeMap::new() }
    }

    fn key(&self, beside: &str) -> String {
        let key = ["loopscope.own.", &self.slug].concat();
        if beside.is_empty() { key } else { [&key, "#", beside].concat() }
    }

    fn get(&self, beside: &str) -> Option<String> {
        storage()?.get_item(&self.key(beside)).ok().flatten()
    }

    fn set(&self, beside: &str, text: Option<&str>) -> bool {
        let Some(storage) = storage() else { return false };
        let key = self.key(beside);
        match text {
            Some(text) => storage.set_item(&key, text).is_ok(),
            None => storage.remove_item(&key).is_ok(),
        }
    }

    /// A file as it is kept at present.
    fn read(&self, no: FileNo) -> Option<Kept> {
        let record = self.get(&no.to_string()).and_then(|record| Json::read(&record));
        // The first one's text stands under a key of its own.
        let text = if no == FIRST { self.get("")? } else { record.as_ref()?.field("text").text()?.to_owned() };
        let Some(record) = record else {
            return Some(Kept { text, python: self.python, origin: None, edited: 0 });
        };
        let version = |name: &Json| name.text().and_then(|name| name.parse().ok()).unwrap_or(self.python);
        let origin = match record.field("origin").list() {
            Some([text, python]) => text.text().map(|text| (text.to_owned(), version(python))),
            _ => None,
        };
        let edited = record.field("edited").number().and_then(|edited| edited.parse().ok()).unwrap_or(0);
        Some(Kept { text, python: version(record.field("python")), origin, edited })
    }

    /// All that is kept. `now`: the time, in milliseconds.
    pub(crate) fn shelf(&mut self, now: f64) -> Shelf {
        let mut numbers = vec![FIRST];
        if let Some(storage) = storage() {
            let prefix = self.key("") + "#";
            let keys = (0..storage.length().unwrap_or(0)).filter_map(|nth| storage.key(nth).ok().flatten());
            numbers.extend(keys.filter_map(|key| key.strip_prefix(&prefix)?.parse::<FileNo>().ok()));
        }
        let files: BTreeMap<_, _> = numbers.into_iter().filter_map(|no| Some((no, self.read(no)?))).collect();
        self.known = files.iter().map(|(no, kept)| (*no, kept.text.clone())).collect();
        let shown = self.get("shown").and_then(|shown| match shown.as_str() {
            "page" => Some(File::Page),
            no => no.parse().ok().map(File::Own),
        });
        let most = files.iter().map(|(no, kept)| kept.edited.max(*no)).max().unwrap_or(0);
        Shelf { files, shown, next: most.max(now as u64) }
    }

    /// Keeps a file, or with `None` forgets it; not over what another window has written in it.
    pub(crate) fn keep(&mut self, no: FileNo, kept: Option<&Kept>) -> Result<(), Unkept> {
        if let Some(there) = self.read(no)
            && self.known.get(&no) != Some(&there.text)
        {
            self.known.insert(no, there.text.clone());
            return Err(Unkept::Elsewhere(there));
        }
        let name = no.to_string();
        let written = match kept {
            None => self.set(&name, None) && (no != FIRST || self.set("", None)),
            Some(kept) if no == FIRST => {
                let plain = kept.python == self.python && kept.origin.is_none();
                // Of the first, nobody asks when it was written in.
                let record = (!plain).then(|| record(kept, false));
                let beside = self.get(&name) == record || self.set(&name, record.as_deref());
                self.set("", Some(&kept.text)) && beside
            }
            Some(kept) => self.set(&name, Some(&record(kept, true))),
        };
        if !written {
            return Err(Unkept::Refused);
        }
        match kept {
            Some(kept) => self.known.insert(no, kept.text.clone()),
            None => self.known.remove(&no),
        };
        Ok(())
    }

    /// Notes what is to be shown the next time.
    pub(crate) fn remember(&self, file: File) {
        let shown = match file {
            File::Own(no) => no.to_string(),
            File::Page | File::Link => "page".to_owned(),
        };
        // Where nothing is kept, that is said of the text.
        let _ = self.set("shown", Some(&shown));
    }
}

/// What stands beside a file's key; of a further file with its text.
fn record(kept: &Kept, further: bool) -> String {
    let origin =
        kept.origin.as_ref().map(|(text, python)| [text.as_str(), python.name()].into_iter().collect::<Json>());
    let record = json!({
        "text": further.then_some(kept.text.as_str()),
        "python": kept.python.name(),
        "origin": origin,
        "edited": if further { kept.edited } else { 0 },
    });
    record.to_string()
}
