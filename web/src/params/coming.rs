//! What becomes of a changed parameter of a program that the Python engine runs: that the engine is on its way, or does not come.

use leptos::prelude::*;

use crate::live::{heard, live, memo};
use crate::model::own::{Event, Say};
use crate::own::words;
use crate::session::use_session;

/// A sentence, how far a download is, and a button to try once more; nothing while the schedule follows the parameters.
#[component]
pub(super) fn Coming() -> impl IntoView {
    let session = use_session();
    let texts = session.own_texts;
    let say = memo(move || session.own_program.with(|own| own.says_of_page().cloned()));
    let progress = move || say.with(|say| say.as_ref().and_then(Say::progress));
    let is = move |what: fn(&Say) -> bool| say.with(|say| say.as_ref().is_some_and(what));
    view! {
        <div class="coming-python" class:failed=live(move || is(Say::is_alarm)) hidden=live(move || say.with(Option::is_none))>
            <progress
                max="1"
                aria-label=texts.starting
                hidden=live(move || progress().is_none())
                prop:value=live(move || progress().unwrap_or_default())
            ></progress>
            <span class="words" role="status">
                {live(move || say.with(|say| say.as_ref().map(|say| words(texts, say)).unwrap_or_default()))}
            </span>
            <button
                type="button"
                class="quiet"
                hidden=live(move || !is(Say::can_be_retried))
                on:click=heard(move |_| session.own_event(Event::Retry))
            >
                {texts.retry}
            </button>
        </div>
    }
}
