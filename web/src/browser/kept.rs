//! What the reader has written, kept in this browser under the page's name: it is there again after a reload, and in the page's
//! other languages. Storage may be forbidden.

use leptos::prelude::window;
use web_sys::Storage;

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

fn key(slug: &str) -> String {
    ["loopscope.own.", slug].concat()
}

/// The text that was kept for a page, if there is one.
pub(crate) fn kept(slug: &str) -> Option<String> {
    storage()?.get_item(&key(slug)).ok().flatten()
}

/// Keeps a text, or with `None` forgets it; false where the browser keeps nothing.
pub(crate) fn keep(slug: &str, text: Option<&str>) -> bool {
    let Some(storage) = storage() else { return false };
    let key = key(slug);
    match text {
        Some(text) => storage.set_item(&key, text).is_ok(),
        None => storage.remove_item(&key).is_ok(),
    }
}
