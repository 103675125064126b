//! A button that copies a text, and says that it has.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::browser::clipboard;
use crate::live::{heard, live};
use crate::model::{Action, Notice};
use crate::session::use_session;

/// A button that copies what `text` gives. `copied`: whether that was done; who changes the text takes it back.
#[component]
pub(crate) fn CopyButton(
    /// Whether the text was copied.
    copied: RwSignal<bool>,
    /// Further classes.
    #[prop(optional)]
    class: &'static str,
    /// Gives the text.
    text: impl Fn() -> String + 'static,
) -> impl IntoView {
    let session = use_session();
    let copy = move |_| {
        let done = clipboard::copy(&text());
        spawn_local(
            async move { if done.await { copied.set(true) } else { session.act(Action::Notice(Notice::NoCopy)) } },
        );
    };
    view! {
        <button type="button" class=["quiet ", class].concat() on:click=heard(copy)>
            {live(move || if copied.get() { session.panes.copied } else { session.panes.copy })}
        </button>
    }
}
