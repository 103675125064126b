//! The clipboard.

use leptos::prelude::window;
use wasm_bindgen_futures::JsFuture;

/// Begins to copy a text at once, as browsers want it of who was clicked; what it gives says whether that was done.
pub(crate) fn copy(text: &str) -> impl Future<Output = bool> + use<> {
    let clipboard = window().navigator().clipboard();
    // Absent where the page was not delivered securely.
    let promise = (!clipboard.is_undefined()).then(|| clipboard.write_text(text));
    async move {
        match promise {
            Some(promise) => JsFuture::from(promise).await.is_ok(),
            None => false,
        }
    }
}
