//! The page's clock while a live run goes on: it moves with every frame.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;

use super::clock::page_ms;
use crate::live::effect;
use crate::model::Model;
use crate::session::{Phase, Session};

/// Moves the page's clock with every frame while a live run goes on.
pub(crate) fn keep_time(session: Session) {
    let asked = Rc::new(Cell::new(false));
    effect(move || {
        if session.phase.get() == Phase::Running {
            next(session, asked.clone());
        }
    });
}

fn next(session: Session, asked: Rc<Cell<bool>>) {
    if asked.replace(true) {
        return;
    }
    request_animation_frame(move || {
        asked.set(false);
        session.frame_ms.set(page_ms());
        if session.model.with_untracked(Model::is_running) {
            next(session, asked);
        }
    });
}
