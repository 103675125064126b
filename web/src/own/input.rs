//! A line for `input()`: the program's run ends where it wants one, the reader types it, and the program, which does the same each
//! time, is run again with all that was typed.

use leptos::html;
use leptos::prelude::*;

use crate::live::{effect, heard, live, memo};
use crate::model::own::{Event, OwnProgram};
use crate::session::use_session;

/// The line, and the way to forget all that was typed.
#[component]
pub(super) fn Input() -> impl IntoView {
    let session = use_session();
    let texts = session.own_texts;
    let asks = memo(move || session.own_program.with(|own| own.asks().map(|words| words.trim().to_owned())));
    let has_typed = memo(move || session.own_program.with(OwnProgram::has_typed));
    let asking = memo(move || asks.with(Option::is_some));
    let line = NodeRef::<html::Input>::new();
    effect(move || {
        // Who has answered goes on typing; a page that opens does not take the keyboard.
        if asking.get()
            && has_typed.get_untracked()
            && let Some(line) = line.get_untracked()
        {
            // It is seen once the form is.
            request_animation_frame(move || {
                // It fails only for an element that is not on the page.
                let _ = line.focus();
            });
        }
    });
    let question = move || match asks.get() {
        Some(words) if !words.is_empty() => words,
        _ => texts.input.to_owned(),
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if let Some(line) = line.get_untracked() {
            let typed = line.value();
            line.set_value("");
            session.own_event(Event::Line(typed));
        }
    };
    view! {
        <form
            class="own-input"
            class:asks=live(move || asking.get())
            hidden=live(move || !asking.get() && !has_typed.get())
            on:submit=heard(submit)
        >
            <label>
                <span>{live(question)}</span>
                <input type="text" autocomplete="off" autocapitalize="off" spellcheck="false" node_ref=line/>
            </label>
            <button type="submit" class="quiet">
                {texts.enter}
            </button>
            <button
                type="button"
                class="quiet"
                title=texts.forget_title
                hidden=live(move || !has_typed.get())
                on:click=heard(move |_| session.own_event(Event::Forget))
            >
                {texts.forget}
            </button>
        </form>
    }
}
