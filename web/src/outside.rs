//! What other scripts of the page may do, and what they are told: web/more, the reader's own program (web/own), and the script of
//! pages that stand in blogs (web/embed/frame.js).
//!
//! ```text
//! loopscopeAct(kind, number, bytes) ──► actions          state ──► CustomEvent("loopscope-state", {detail: JSON})
//! ```

use js_sys::{JSON, Reflect, Uint8Array};
use leptos::prelude::*;
use loopscope_markup::number;
use loopscope_protocol::{Command, Outcome, Recording, Status, Update};
use loopscope_strings::fill;
use loopscope_version::Version;
use loopscope_view::Cursor;
use wasm_bindgen::prelude::*;
use web_sys::{CustomEvent, CustomEventInit};

use crate::code::marks;
use crate::dom::watch;
use crate::hue::hue;
use crate::model::{Action, Model, Notice, Own};
use crate::run::Filter;
use crate::state::{Phase, Session, Tab};
use crate::{address, links};

/// Takes what other scripts want from now on, and tells them what there is.
pub(crate) fn wire(session: Session) {
    let act = move |kind: String, number: u32, bytes: Uint8Array| act(session, &kind, number, &bytes.to_vec());
    let act = Closure::<dyn FnMut(String, u32, Uint8Array)>::new(act);
    // Setting a property of the global object does not fail.
    let _ = Reflect::set(&js_sys::global(), &"loopscopeAct".into(), &act.into_js_value());
    watch(move || {
        if session.phase.get() != Phase::Loading
            && let Some(root) = document().document_element()
        {
            let _ = root.class_list().add_1("ready");
        }
    });
    tell(session);
}

/// Carries out what a script wants. What is not understood is let be.
fn act(session: Session, kind: &str, number: u32, bytes: &[u8]) {
    let text = || std::str::from_utf8(bytes).unwrap_or("?");
    let running = session.phase.get_untracked() == Phase::Running;
    let action = match kind {
        "play" if !running => Action::Play,
        "pause" if running => Action::Play,
        "seek" => Action::Seek(Cursor(number)),
        "filter" => Action::Filter(if number == 1 { Filter::All } else { Filter::Essential }),
        "interventions" => match Command::from_bytes(bytes) {
            Ok(Command::SetInterventions(interventions)) => Action::Interventions(interventions, Cursor(number)),
            _ => return,
        },
        "no-copy" => Action::Notice(Notice::NoCopy),
        "editing" => {
            // The editor is one of Python.
            session.tab.set(Tab::Python);
            return session.editing.set(number == 1);
        }
        "no-own" => Action::Notice(Notice::NoPart(match number {
            0 => session.texts.more_failed.to_owned(),
            1 => fill(session.texts.part_broken, &[("error", text())]),
            _ => text().to_owned(),
        })),
        // The second number of the Python that it is run as; with it, whether it is the page's no more.
        "own" => {
            let (edited, minor) = (number & 1 == 1, number >> 1);
            let python = Version::ALL.into_iter().find(|version| u32::from(version.minor()) == minor);
            Action::Own(Some(Own { source: text().to_owned(), edited, python: python.unwrap_or_default() }))
        }
        "lesson" => Action::Own(None),
        // A page of the playground has its first run as a file.
        "told" if let Ok(recording) = Recording::from_file(bytes) => {
            let Recording { chunk, end, outcome } = recording;
            let status = Status::Ended(outcome);
            Action::Told(Update::Progress { run: 0, replace: true, chunk, now: end, status })
        }
        "told" => match Update::from_bytes(bytes) {
            Ok(update) if number == 1 => Action::Interrupted(update),
            Ok(update) => Action::Told(update),
            Err(malformed) => Action::Notice(Notice::Refused(malformed.to_string())),
        },
        "go" => return go(session, text()),
        "panes" => return go(session, &["panes=", text()].concat()),
        "program" => {
            let program = session.model.with_untracked(Model::program);
            session.more.with(session, |more| more.program(program));
            return;
        }
        _ => return,
    };
    session.act(action);
}

/// Goes where a fragment leads; what it does not name stays as it is.
fn go(session: Session, fragment: &str) {
    let values = session.model.with_untracked(|model| model.values.clone());
    let address = address::parse(&session.lesson.params, values.clone(), fragment);
    if address.broken {
        return;
    }
    for (nth, (value, before)) in address.values.iter().zip(values).enumerate() {
        if *value != before {
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
    watch(move || {
        session.shown.get();
        session.cursor.get();
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

/// What there is, as JSON.
fn state(session: Session, model: &Model) -> String {
    let lesson = session.lesson;
    let mut out = String::from("{\"looks\":");
    out += &looks(session);
    out += if model.own.is_some() { ",\"own\":true,\"phase\":" } else { ",\"own\":false,\"phase\":" };
    out += match session.phase.get_untracked() {
        Phase::Loading | Phase::Planned => "\"planned\"",
        Phase::Running => "\"running\"",
        Phase::Paused => "\"paused\"",
        Phase::Ended => "\"ended\"",
    };
    let Some(run) = model.shown() else { return out + "}" };
    let cursor = model.cursor();
    out += ",\"at\":";
    out += &cursor.0.to_string();
    // How many records of the plan have happened by then.
    if let Some(planned) = model.cursor_in_plan().filter(|_| model.own.is_some()) {
        out += ",\"planned\":";
        out += &planned.0.to_string();
    }
    if let Some((record, at)) = model.stopped() {
        out += &format!(",\"stopped\":[{record},{}]", loopscope_view::seconds(at));
    }
    if model.wants_again() {
        out += ",\"again\":true";
    }
    out += ",\"records\":";
    out += &run.scope.len().to_string();
    out += ",\"time\":";
    out += &loopscope_view::seconds(run.time_at(cursor));
    out += ",\"moment\":";
    // Only a blog asks for it, and it takes a look through the run.
    out += &quoted(if links::in_blog() { lesson.named(run, cursor) } else { None });
    out += ",\"params\":{";
    // A program of the reader's own has them in its text.
    let params = if model.own.is_some() { &[][..] } else { &lesson.params[..] };
    for (nth, (param, value)) in params.iter().zip(&model.values).enumerate() {
        out += if nth == 0 { "" } else { "," };
        out += &quoted(Some(&param.name));
        out.push(':');
        out += &quoted(Some(&address::write_value(value)));
    }
    let (outcome, error) = match &run.status {
        Status::Ended(Outcome::Finished) => (Some("finished"), None),
        Status::Ended(Outcome::Failed(error)) => (Some("failed"), Some(error.as_str())),
        Status::Ended(Outcome::Deadlocked(_)) => (Some("deadlocked"), None),
        Status::Ended(Outcome::Limited(limit)) => (Some("limited"), Some(limit.as_str())),
        Status::Ended(Outcome::Stopped) => (Some("stopped"), None),
        Status::Ended(Outcome::Asks(question)) => (Some("asks"), Some(question.as_str())),
        Status::Running | Status::Paused => (None, None),
    };
    out += "},\"outcome\":";
    out += &quoted(outcome);
    out += ",\"error\":";
    out += &quoted(error);
    out + "}"
}

/// What an editor is to show in its lines, in the form of web/editor; null while there is none.
fn looks(session: Session) -> String {
    if !session.editing.get() {
        return "null".to_owned();
    }
    let state = session.at_cursor();
    let mut out = String::from("[");
    if let Some(line) = marks::running(session, &state, Tab::Python) {
        out += "{\"kind\":\"running\",\"line\":";
        out += &(line + 1).to_string();
        out.push('}');
    }
    for standing in marks::standing(session, &state, Tab::Python) {
        out += if out.len() == 1 { "{\"line\":" } else { ",{\"line\":" };
        out += &(standing.line + 1).to_string();
        out += match (standing.suspended, standing.outer) {
            (_, true) => ",\"kind\":\"outer\",\"hue\":",
            (true, _) => ",\"kind\":\"waiting\",\"hue\":",
            (false, _) => ",\"kind\":\"active\",\"hue\":",
        };
        out += hue(standing.task).trim_start_matches("hue-");
        out += ",\"mark\":\"";
        out += &number(standing.task);
        out += "\",\"words\":";
        out += &quoted(standing.waits.as_deref());
        out.push('}');
    }
    out + "]"
}

/// A text in JSON, or null.
fn quoted(text: Option<&str>) -> String {
    let text = text.map_or(JsValue::NULL, JsValue::from_str);
    JSON::stringify(&text).ok().map(String::from).unwrap_or_default()
}
