//! What is fetched before it is wanted: on a fast line, who stays and looks closer need not wait for Python, should they want to
//! change the program. A page whose program is Python itself has it with its first schedule, as every parameter wants it.

use std::time::Duration;

use leptos::prelude::*;
use loopscope_protocol::pane::Pane;

use super::{Phase, Session};
use crate::browser::{in_blog, line};
use crate::live::{effect, memo};
use crate::model::own::Event;

/// How long a reader has looked closer by then.
const QUIET: Duration = Duration::from_secs(10);

impl Session {
    /// Fetches Python some time after a pane that looks closer was open, or once there is something to see of a program that it runs;
    /// if the line is fast and nobody saves its data.
    pub(crate) fn fetch_ahead(self) {
        if in_blog() {
            return;
        }
        if self.lesson().twin().is_none() {
            let there = memo(move || self.phase.get() != Phase::Loading);
            effect(move || {
                if there.get() {
                    line::when_idle(move || self.own_event(Event::Ahead));
                }
            });
        }
        let closer = memo(move || {
            let open = self.open.get();
            [Pane::Log, Pane::Inside, Pane::Predict, Pane::Share].into_iter().any(|pane| open.contains(pane))
        });
        let waits = StoredValue::new(false);
        effect(move || {
            if closer.get() && !waits.get_value() {
                waits.set_value(true);
                set_timeout(move || line::when_idle(move || self.own_event(Event::Near)), QUIET);
            }
        });
    }
}
