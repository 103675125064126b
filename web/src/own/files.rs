//! The tabs above the code: the page's own program, what a link brought, and the reader's files.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use loopscope_strings::{OwnTexts, fill};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::browser::events::target;
use crate::live::{heard, live, live_aria, live_view, memo};
use crate::model::own::{Event, File, OwnProgram};
use crate::session::{Session, use_session};

/// The element that the tabs show.
const PANEL: &str = "own-file";

/// The tabs, where there is a choice or the reader writes.
#[component]
pub(crate) fn Files() -> impl IntoView {
    let session = use_session();
    let texts = session.own_texts;
    let files = memo(move || session.own_program.with(OwnProgram::files));
    let shown = memo(move || session.own_program.with(OwnProgram::file));
    // A blog's page and one that nobody has written in have none, and no element of them.
    let any = memo(move || files.with(|files| !files.is_empty()));
    let tab = move |(file, nth): (File, usize)| {
        let chosen = memo(move || shown.get() == file);
        view! {
            <button
                type="button"
                role="tab"
                aria-controls=PANEL
                aria-selected=live_aria(move || chosen.get())
                tabindex=live(move || if chosen.get() { "0" } else { "-1" })
                title=title_of(texts, file)
                on:click=heard(move |_| choose(session, file))
            >
                {name_of(session, file, nth)}
            </button>
        }
    };
    let tabs = move || {
        any.get().then(|| {
            view! {
                <div class="own-files" role="tablist" aria-label=texts.files on:keydown=heard(move |event| key(&event))>
                    {live_view(move || files.get().into_iter().map(tab).collect_view())}
                </div>
            }
        })
    };
    live_view(tabs)
}

/// What the tabs show: the page's program, or the editor.
#[component]
pub(crate) fn FilePanel(
    /// These.
    children: Children,
) -> impl IntoView {
    let session = use_session();
    let shown = memo(move || {
        session.own_program.with(|own| {
            let file = own.file();
            own.files().into_iter().find(|(other, _)| *other == file)
        })
    });
    let name = move || shown.get().map(|(file, nth)| name_of(session, file, nth));
    view! {
        <div
            id=PANEL
            class="own-file"
            role=live(move || shown.get().map(|_| "tabpanel"))
            aria-label=live(name)
        >
            {children()}
        </div>
    }
}

fn choose(session: Session, file: File) {
    session.own_event(Event::Chosen(file, session.present()));
}

/// What a text is called.
fn name_of(session: Session, file: File, nth: usize) -> String {
    let texts = session.own_texts;
    match file {
        File::Page if session.lesson().has_params_pane() => texts.file_lesson.to_owned(),
        File::Page => texts.file_example.to_owned(),
        File::Link => texts.file_link.to_owned(),
        File::Own(_) if nth == 1 => texts.file_own.to_owned(),
        File::Own(_) => fill(texts.file_own_further, &[("nth", &nth.to_string())]),
    }
}

/// What becomes of it when it is written in.
fn title_of(texts: &OwnTexts, file: File) -> &'static str {
    match file {
        File::Page | File::Link => texts.file_untouched,
        File::Own(_) => texts.file_kept,
    }
}

/// Arrows go from tab to tab, and show what they come to.
fn key(event: &KeyboardEvent) {
    let Some(here) = target(event, "[role=tab]") else { return };
    let beside = |element: Option<Element>| element.and_then(|element| element.dyn_into::<HtmlElement>().ok());
    let list = here.parent_element();
    let first = || list.as_ref().and_then(Element::first_element_child);
    let last = || list.as_ref().and_then(Element::last_element_child);
    let next = match event.key().as_str() {
        "ArrowRight" => here.next_element_sibling().or_else(first),
        "ArrowLeft" => here.previous_element_sibling().or_else(last),
        "Home" => first(),
        "End" => last(),
        _ => return,
    };
    event.prevent_default();
    if let Some(next) = beside(next) {
        // It fails only for an element that is not on the page.
        let _ = next.focus();
        next.click();
    }
}
