//! What is fetched before it is wanted: on a fast line, who stays and looks closer need not wait for Python, should they want to
//! change the program. A page whose program is Python itself has it with its first schedule, as every parameter wants it.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::Navigator;

use crate::live::{effect, memo};
use crate::model::own::Event;
use crate::session::{Phase, Session};
use loopscope_protocol::pane::Pane;

/// How long a reader has looked closer by then.
const QUIET: Duration = Duration::from_secs(10);
/// A line that is fast enough, in megabits a second.
const FAST: f64 = 5.0;

#[wasm_bindgen]
extern "C" {
    /// A navigator that may know its line; not every browser's does.
    #[wasm_bindgen(extends = Navigator)]
    type Navigating;
    #[wasm_bindgen(method, getter)]
    fn connection(this: &Navigating) -> Option<Connection>;

    type Connection;
    #[wasm_bindgen(method, getter)]
    fn downlink(this: &Connection) -> Option<f64>;
    #[wasm_bindgen(method, getter, js_name = saveData)]
    fn save_data(this: &Connection) -> Option<bool>;
}

/// Fetches Python some time after a pane that looks closer was open, or once there is something to see of a program that it runs; if
/// the line is fast and nobody saves its data.
pub(crate) fn fetch(session: Session) {
    if super::in_blog() {
        return;
    }
    if session.lesson().twin().is_none() {
        let there = memo(move || session.phase.get() != Phase::Loading);
        effect(move || {
            if there.get() {
                when_idle(session, Event::Ahead);
            }
        });
    }
    let closer = memo(move || {
        let open = session.open.get();
        [Pane::Log, Pane::Inside, Pane::Predict, Pane::Share].into_iter().any(|pane| open.contains(pane))
    });
    let waits = StoredValue::new(false);
    effect(move || {
        if closer.get() && !waits.get_value() {
            waits.set_value(true);
            set_timeout(move || when_idle(session, Event::Near), QUIET);
        }
    });
}

/// Has this happen when the page has nothing else to do, on a fast line.
fn when_idle(session: Session, event: Event) {
    let navigator: Navigating = window().navigator().unchecked_into();
    let is_fast = navigator
        .connection()
        .is_some_and(|line| line.downlink().is_some_and(|downlink| downlink >= FAST) && line.save_data() != Some(true));
    if is_fast {
        request_idle_callback(move || session.own_event(event.clone()));
    }
}
