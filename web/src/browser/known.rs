//! Whether somebody was here before: web/theme.js reads it before the first paint, and web/styles/player.css hides what is for others.

use leptos::prelude::{document, window};

/// Remembers that somebody was here. Where storage is forbidden it holds for this page.
pub(crate) fn remember() {
    if let Ok(Some(storage)) = window().local_storage() {
        // Where nothing can be kept, the sentence comes again.
        let _ = storage.set_item("loopscope-known", "1");
    }
    if let Some(root) = document().document_element() {
        // It fails only for a name that is none.
        let _ = root.set_attribute("data-known", "");
    }
}
