//! The page's keys.

use leptos::ev;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::markers::Markers;
use crate::browser::events::target;
use crate::live::effect;
use crate::model::Action;
use crate::run::By;
use crate::session::Session;

/// Listens to the keys of the page. `help`: asks for the list of them.
pub(super) fn listen(session: Session, markers: Markers, help: RwSignal<bool>) {
    effect(move || {
        let listener = window_event_listener(ev::keydown, move |event| key(session, &event, markers, help));
        on_cleanup(move || listener.remove());
    });
}

/// Whether the element under the keys uses this one itself.
fn taken(event: &KeyboardEvent, key: &str) -> bool {
    let users = match key {
        " " => "button, a, summary, input, select, textarea, dialog, [contenteditable]",
        _ => "input, select, textarea, dialog, [contenteditable]",
    };
    target(event, users).is_some()
}

fn key(session: Session, event: &KeyboardEvent, markers: Markers, help: RwSignal<bool>) {
    let key = event.key();
    // Where a bracket is typed with AltGr, that is no other key.
    let other = (event.ctrl_key() || event.alt_key()) && !event.get_modifier_state("AltGraph") || event.meta_key();
    if event.default_prevented() || other || taken(event, &key) {
        return;
    }
    let action = match (key.as_str(), event.shift_key()) {
        (" ", false) => Some(Action::Play),
        ("ArrowLeft", false) => Some(Action::StepBack),
        ("ArrowRight", false) => Some(Action::Step),
        ("ArrowLeft", true) => Some(Action::StepBy { by: By::Turn, forward: false }),
        ("ArrowRight", true) => Some(Action::StepBy { by: By::Turn, forward: true }),
        ("n" | "N", _) => Some(Action::StepBy { by: By::Timer, forward: true }),
        ("[", _) => markers.beside(false),
        ("]", _) => markers.beside(true),
        ("Home", false) => Some(Action::First),
        ("End", false) => Some(Action::Last),
        ("Escape", false) if session.sheet.get_untracked() => {
            session.sheet.set(false);
            return;
        }
        ("Escape", false) => {
            session.pointed.set(None);
            session.pointed_pane.set(None);
            return;
        }
        ("?", _) => {
            help.set(true);
            None
        }
        _ => return,
    };
    event.prevent_default();
    if let Some(action) = action {
        session.act(action);
    }
}
