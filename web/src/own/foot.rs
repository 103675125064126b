//! What stands under the editor: a sentence, how far a download is, which Python it is run as, and the ways back.

use leptos::prelude::*;
use loopscope_version::Version;

use super::words;
use crate::live::{heard, live, memo, on_value};
use crate::model::own::{Event, OwnProgram};
use crate::session::use_session;

/// The foot of the editor.
#[component]
pub(super) fn Foot() -> impl IntoView {
    let session = use_session();
    let texts = session.own_texts;
    let say = memo(move || session.own_program.with(|own| own.say().clone()));
    let of = |read: fn(&OwnProgram) -> bool| memo(move || session.own_program.with(read));
    let (can_reset, can_close) = (of(OwnProgram::can_reset), of(OwnProgram::can_close));
    let told = move |event: Event| heard(move |_| session.own_event(event.clone()));
    view! {
        <div class="own-foot" class:failed=live(move || say.with(|say| say.is_alarm()))>
            <progress
                max="1"
                aria-label=texts.starting
                hidden=live(move || say.with(|say| say.progress().is_none()))
                prop:value=live(move || say.with(|say| say.progress().unwrap_or_default()))
            ></progress>
            <span class="own-status" role="status">
                {live(move || say.with(|say| words(texts, say)))}
            </span>
            <button
                type="button"
                class="quiet"
                hidden=live(move || say.with(|say| !say.can_be_retried()))
                on:click=told(Event::Retry)
            >
                {texts.retry}
            </button>
            <PythonChoice/>
            <button
                type="button"
                class="quiet own-reset"
                title=texts.reset_title
                disabled=live(move || !can_reset.get())
                on:click=told(Event::Reset)
            >
                {texts.reset}
            </button>
            <button
                type="button"
                class="quiet own-close"
                hidden=live(move || !can_close.get())
                on:click=told(Event::Close)
            >
                {texts.close}
            </button>
        </div>
    }
}

/// Which Python the program is run as. The run as the one before stays to be compared with.
#[component]
fn PythonChoice() -> impl IntoView {
    let session = use_session();
    let texts = session.own_texts;
    let python = memo(move || session.own_program.with(OwnProgram::python));
    let choose = move |name: String| {
        if let Ok(python) = name.parse() {
            session.own_event(Event::Version(python));
        }
    };
    let option = move |version: Version| {
        view! {
            <option value=version.name() selected=live(move || python.get() == version)>
                {version.name()}
            </option>
        }
    };
    view! {
        <label class="own-python" title=texts.python_title>
            <span translate="no">"Python"</span>
            " "
            <select on:change=on_value(choose) prop:value=live(move || python.get().name())>
                {Version::ALL.map(option).into_iter().collect_view()}
            </select>
        </label>
    }
}
