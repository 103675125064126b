//! Links of the text into the lesson: to a region of the code, to a moment of the run, to a pane.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::MouseEvent;

use crate::dom::{on_window, target};
use crate::model::{Action, Notice};
use crate::scroll;
use crate::state::{Pane, Session};

/// Wires the links of the page.
pub(crate) fn wire(session: Session) {
    on_window("click", move |event| click(session, event.unchecked_ref()));
}

fn click(session: Session, event: &MouseEvent) {
    // With a key or another button, a link is the browser's.
    if event.default_prevented() || event.button() != 0 || event.ctrl_key() || event.meta_key() || event.shift_key() {
        return;
    }
    let Some(link) = target(event, ".text a:is(.to-code, .to-moment, .to-pane)") else { return };
    event.prevent_default();
    if let Some(region) = link.get_attribute("data-code") {
        open(session, Pane::Code);
        session.pointed.set(session.lesson.region(&region));
    } else if let Some(moment) = link.get_attribute("data-moment") {
        go_to(session, &moment);
        open(session, Pane::Timeline);
    } else if let Some(pane) = link.get_attribute("data-pane").and_then(|name| Pane::from_name(&name)) {
        session.pointed_pane.set(Some(pane));
        open(session, pane);
    }
}

/// Opens a pane and brings it into sight.
fn open(session: Session, pane: Pane) {
    session.open.set(session.open.get_untracked().with(pane, true));
    let element = document().query_selector(&["#lab .pane.", pane.name()].concat());
    if let Ok(Some(element)) = element {
        scroll::to(&element);
    }
}

/// Moves the cursor to a moment of the run that is shown.
fn go_to(session: Session, name: &str) {
    let cursor = session.lesson.moment(name).and_then(|moment| {
        session.model.with_untracked(|model| model.shown().and_then(|run| moment.find(run.scope.trace())))
    });
    session.act(match cursor {
        Some(cursor) => Action::Seek(cursor),
        None => Action::Notice(Notice::NoSuchMoment),
    });
}
