//! What the script of pages that stand in blogs (web/embed/frame.js) may do here, and what it is told.
//!
//! ```text
//! loopscopeAct(kind, number, text) ──► actions          state ──► CustomEvent("loopscope-state", {detail: JSON})
//! ```

use js_sys::Reflect;
use leptos::prelude::*;
use loopscope_json::{Json, json};
use loopscope_protocol::address::Address;
use loopscope_protocol::address::embed::View;
use loopscope_protocol::{Outcome, Status};
use loopscope_view::{Cursor, seconds};
use wasm_bindgen::prelude::*;
use web_sys::{CustomEvent, CustomEventInit};

use crate::browser;
use crate::links;
use crate::live::effect;
use crate::model::{Action, Model};
use crate::session::{Phase, Session};

/// So many signs of what is not known are told.
const SHOWN: usize = 80;

/// What a blog wants of its lesson.
enum Order {
    /// Run, or go on.
    Play,
    /// Stand still.
    Pause,
    /// Go to the moment when so many records have happened.
    Seek(u32),
    /// Go where a fragment of an address leads; what it does not name stays as it is.
    Go(String),
    /// Open exactly these panes, by their names with commas between.
    Panes(String),
}

/// Takes what the script wants from now on, and tells it what there is.
pub(crate) fn listen(session: Session) {
    let act = move |kind: String, number: u32, text: String| {
        if let Some(order) = Order::read(&kind, number, text) {
            obey(session, order);
        }
    };
    let act = Closure::<dyn FnMut(String, u32, String)>::new(act);
    // Setting a property of the global object does not fail.
    let _ = Reflect::set(&js_sys::global(), &"loopscopeAct".into(), &act.into_js_value());
    effect(move || {
        if session.phase.get() != Phase::Loading
            && let Some(root) = document().document_element()
        {
            // It fails only for a name that is no class's.
            let _ = root.class_list().add_1("ready");
        }
    });
    tell(session);
}

impl Order {
    /// What is not understood is let be.
    fn read(kind: &str, number: u32, text: String) -> Option<Order> {
        Some(match kind {
            "play" => Order::Play,
            "pause" => Order::Pause,
            "seek" => Order::Seek(number),
            "go" => Order::Go(text),
            "panes" => Order::Panes(text),
            _ => return None,
        })
    }
}

fn obey(session: Session, order: Order) {
    match order {
        Order::Play => session.play(),
        Order::Pause => {
            if session.phase.get_untracked() == Phase::Running {
                session.act(Action::Play);
            }
        }
        Order::Seek(records) => session.act(Action::Seek(Cursor(records))),
        Order::Go(fragment) => go(session, &fragment),
        Order::Panes(names) => {
            let lesson = session.lesson();
            let (view, unknown) = View::read(lesson.params(), &names, lesson.data.open);
            warn(&unknown);
            session.open.set(view.panes);
            session.only.set(view.only);
        }
    }
}

/// Tells the blogger of what is not known here.
pub(crate) fn warn(unknown: &[String]) {
    if unknown.is_empty() {
        return;
    }
    let parts: Vec<String> = unknown.iter().map(|part| part.chars().take(SHOWN).collect()).collect();
    web_sys::console::warn_1(&["Loopscope: not known here, and ignored: ", &parts.join(", ")].concat().into());
}

/// Goes where a fragment leads; what it does not name stays as it is.
fn go(session: Session, fragment: &str) {
    let lesson = session.lesson();
    let moments = |name: &str| lesson.data.moments.contains_key(name);
    let (address, unknown) = Address::known(lesson.params(), &moments, fragment);
    warn(&unknown);
    for (nth, param) in lesson.params().iter().enumerate() {
        if let Some(value) = address.value(&param.name) {
            session.act(Action::Param(nth, value.clone()));
        }
    }
    if let Some(at) = address.at {
        session.act(Action::Seek(Cursor(at)));
    }
    links::arrive(session, address);
}

/// Tells of every change of what is shown, from the first plan on.
fn tell(session: Session) {
    effect(move || {
        session.shown.track();
        session.cursor.track();
        if session.phase.get() == Phase::Loading {
            return;
        }
        let detail = CustomEventInit::new();
        detail.set_detail(&session.model.with(|model| state(session, model)).into());
        if let Ok(event) = CustomEvent::new_with_event_init_dict("loopscope-state", &detail) {
            let _ = window().dispatch_event(&event);
        }
    });
}

/// What there is, as a blog is told: docs/EMBEDDING.md has it.
fn state(session: Session, model: &Model) -> String {
    let lesson = session.lesson();
    let phase = match session.phase.get_untracked() {
        Phase::Loading | Phase::Planned => "planned",
        Phase::Running => "running",
        Phase::Paused => "paused",
        Phase::Ended => "ended",
    };
    let phase = json!({ "phase": phase });
    let Some(run) = model.shown() else { return phase.to_string() };
    // A program of the reader's own has its parameters in its text.
    let params = if model.own.is_some() { &[][..] } else { lesson.params() };
    let params = params.iter().zip(&model.values).map(|(param, value)| (param.name.clone(), value.word().into()));
    let cursor = model.cursor();
    let (outcome, error) = ended(&run.status);
    let place = json!({
        "at": cursor.0,
        "records": run.scope.len(),
        // Seconds are written in decimal digits, which are a number in JSON, too.
        "time": Json::Number(seconds(run.time_at(cursor))),
        // Only a blog asks for it, and it takes a look through the run.
        "moment": if browser::in_blog() { lesson.named(run, cursor) } else { None },
        "params": Json::Object(params.collect()),
        "outcome": outcome,
        "error": error,
    });
    phase.and(place).to_string()
}

/// How a run ended, in a word, and what more there is to say of that.
fn ended(status: &Status) -> (Option<&'static str>, Option<&str>) {
    match status {
        Status::Ended(Outcome::Finished) => (Some("finished"), None),
        Status::Ended(Outcome::Failed(error)) => (Some("failed"), Some(error)),
        Status::Ended(Outcome::Deadlocked(_)) => (Some("deadlocked"), None),
        Status::Ended(Outcome::Limited(limit)) => (Some("limited"), Some(limit)),
        Status::Ended(Outcome::Stopped) => (Some("stopped"), None),
        Status::Ended(Outcome::Asks(question)) => (Some("asks"), Some(question)),
        Status::Running | Status::Paused => (None, None),
    }
}
