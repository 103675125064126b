//! The page's keys, and the list of them in the browser's own dialog.

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlDialogElement, KeyboardEvent};

use super::markers::Markers;
use crate::dom::{El, on_window, target};
use crate::model::Action;
use crate::run::By;
use crate::state::Session;

/// Wires the keys of the page, and the player's button for the list of them.
pub(crate) fn wire(session: Session, player: &El, markers: Markers) {
    let dialog: HtmlDialogElement = player.find("dialog").raw().clone().unchecked_into();
    let show = move || {
        if !dialog.open() {
            let _ = dialog.show_modal();
        }
    };
    player.find(".help-key").on_click(show.clone());
    on_window("keydown", move |event| key(session, event.unchecked_ref(), markers, &show));
}

/// Whether the element under the keys uses this one itself.
fn taken(event: &Event, key: &str) -> bool {
    let users = match key {
        " " => "button, a, summary, input, select, textarea, dialog, [contenteditable]",
        _ => "input, select, textarea, dialog, [contenteditable]",
    };
    target(event, users).is_some()
}

fn key(session: Session, event: &KeyboardEvent, markers: Markers, show_help: &dyn Fn()) {
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
        ("Escape", false) => {
            session.pointed.set(None);
            session.pointed_pane.set(None);
            return;
        }
        ("?", _) => {
            show_help();
            None
        }
        _ => return,
    };
    event.prevent_default();
    if let Some(action) = action {
        session.act(action);
    }
}
