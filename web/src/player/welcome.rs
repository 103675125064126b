//! A sentence for who is here for the first time; it goes once it is closed or the program was run, and this browser remembers.

use leptos::prelude::*;

use crate::browser::{in_blog, known};
use crate::live::{effect, heard};
use crate::session::{Phase, use_session};

#[component]
pub(super) fn Welcome() -> impl IntoView {
    let session = use_session();
    effect(move || {
        // What plays in a blog, or by itself on the home page, is nobody's first visit here.
        if session.phase.get() == Phase::Ended && !in_blog() {
            known::remember();
        }
    });
    view! {
        <p class="welcome">
            <span>{session.texts.welcome}</span>
            <button
                type="button"
                class="quiet"
                aria-label=session.texts.close
                title=session.texts.close
                on:click=heard(move |_| known::remember())
            >
                "×"
            </button>
        </p>
    }
}
