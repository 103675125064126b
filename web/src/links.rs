//! Links into the lesson: of the text to a region of the code, to a moment of the run, to a pane; and the address, which
//! leads to what the reader sees at present.

use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;
use loopscope_protocol::address::embed::Embed;
use loopscope_protocol::address::{Address, Void, changed};
use loopscope_version::Version;
use loopscope_view::Cursor;
use wasm_bindgen::JsValue;
use web_sys::MouseEvent;

use crate::browser::events::target;
use crate::browser::{self, scroll, sheet};
use crate::lesson::Lesson;
use crate::live::{effect, memo};
use crate::model::own::{Brought, Event, File, FileNo, Notes, OwnProgram};
use crate::model::{Action, Missing, Model, Notice};
use crate::moments;
use crate::session::Session;
use loopscope_protocol::pane::Pane;
use loopscope_strings::own_texts;

/// Browsers take no more than a few changes of the address a second.
const REST: Duration = Duration::from_millis(300);

/// Follows the links of the page, and the address.
pub(crate) fn listen(session: Session) {
    let links = window_event_listener(ev::click, move |event| click(session, &event));
    let changes = window_event_listener(ev::hashchange, move |_| {
        if let Some(address) = opening(&session.lesson()) {
            session.act(Action::Address(address.clone()));
            let address = address.unwrap_or_default();
            if let Some(brought) = brought(&session.lesson(), &address) {
                session.own_event(Event::Arrived(brought));
            }
            arrive(session, address);
        }
    });
    on_cleanup(move || {
        links.remove();
        changes.remove();
    });
    if let Some(Ok(address)) = opening(&session.lesson()) {
        arrive(session, address);
    }
    let due = memo(move || session.model.with(|model| model.moment_due().map(str::to_owned)));
    effect(move || {
        if let Some(moment) = due.get() {
            go_to(session, &moment);
        }
    });
    // What a blog shows of a lesson has the blog's address.
    if !browser::in_blog() {
        keep_address(session);
    }
}

/// Takes from an address what the plan has no part in: panes, and a moment by its name, which waits for the plan that is asked for.
pub(crate) fn arrive(session: Session, address: Address) {
    if let Some(panes) = address.panes {
        session.open.set(panes);
    }
    if let Some(moment) = address.moment {
        session.act(Action::Moment(moment));
    }
}

/// What the address says of the lesson; `None` when its fragment is a place in the text. What a blogger wrote is taken as far as
/// it is known.
pub(crate) fn opening(lesson: &Lesson) -> Option<Result<Address, Void>> {
    if browser::in_blog() {
        return Some(Ok(in_address(lesson).address));
    }
    let fragment = window().location().hash().unwrap_or_default();
    let fragment = fragment.strip_prefix('#').unwrap_or(&fragment);
    // A packed one is unpacked by web/boot.js.
    let in_text = ["code:", "moment:", "pane:", "z="].into_iter().any(|kind| fragment.starts_with(kind));
    let place = in_text || document().get_element_by_id(fragment).is_some();
    (!place).then(|| Address::parse(lesson.params(), fragment))
}

/// What the address of a page in somebody's blog says.
pub(crate) fn in_address(lesson: &Lesson) -> Embed {
    let location = window().location();
    let fragment = location.hash().unwrap_or_default();
    let query = location.search().unwrap_or_default();
    let query = query.strip_prefix('?').unwrap_or(&query);
    let fragment = fragment.strip_prefix('#').unwrap_or(&fragment);
    // The moments of a program that the address brings along are its own.
    let source = Address::known(lesson.params(), &|_| true, fragment).0.source;
    let notes = Notes::of(own_texts(lesson.lang), source.as_ref().unwrap_or(&lesson.data.source));
    let names = moments::names(lesson, &notes, source.is_some());
    let moments = |name: &str| names.iter().any(|known| known == name);
    Embed::read(lesson.params(), &moments, lesson.data.open, query, fragment)
}

/// The program that an address brings along. One that does not say which Python it is for is run as the page's.
pub(crate) fn brought(lesson: &Lesson, address: &Address) -> Option<Brought> {
    let source = address.source.clone()?;
    Some(Brought { source, python: address.python.unwrap_or(lesson.data.version), file: file_noted() })
}

/// What the browser's history says of an address that this page has written itself: the reader's file that its program stood in.
const FILE: &str = "file ";

/// The file of the reader's that is noted beside the present address.
fn file_noted() -> Option<FileNo> {
    let state = window().history().ok()?.state().ok()?.as_string()?;
    state.strip_prefix(FILE)?.parse().ok()
}

/// The address's fragment for what the reader sees; `None` while that does not stand.
pub(crate) fn fragment(session: Session, model: &Model) -> Option<String> {
    let cursor = model.cursor_in_plan()?;
    let lesson = session.lesson();
    let at = (cursor != Cursor::START).then_some(cursor.0);
    let interventions = model.interventions.clone();
    let address = match &model.own {
        None => Address { values: changed(lesson.params(), &model.values), interventions, at, ..Address::default() },
        Some(own) => {
            let said = own.python != Version::default() || own.python != lesson.data.version;
            let python = (own.edited && said).then_some(own.python);
            let source = own.edited.then(|| own.source.clone());
            Address { at, source, python, interventions, ..Address::default() }
        }
    };
    Some(address.write())
}

/// Keeps the address as what the reader sees, whenever that stands for a moment. An address that says nothing is left alone
/// until there is something to say.
fn keep_address(session: Session) {
    let now = move || session.model.with_untracked(|model| fragment(session, model));
    let written = StoredValue::new(String::new());
    let asked = StoredValue::new(false);
    let write = move || {
        asked.set_value(false);
        if let Some(fragment) = now().filter(|fragment| written.with_value(|written| written != fragment)) {
            show_address(&fragment, session.own_program.with_untracked(OwnProgram::file));
            written.set_value(fragment);
        }
    };
    effect(move || {
        session.cursor.track();
        session.phase.track();
        let fragment = session.model.with(|model| fragment(session, model));
        let another = fragment.is_some_and(|fragment| written.with_value(|written| *written != fragment));
        if another && !asked.get_value() {
            asked.set_value(true);
            set_timeout(write, REST);
        }
    });
}

/// Another fragment for the page's address. `file`: what it leads to.
fn show_address(fragment: &str, file: File) {
    let location = window().location();
    let mut address = location.pathname().unwrap_or_default() + &location.search().unwrap_or_default();
    if !fragment.is_empty() {
        address.push('#');
        address += fragment;
    }
    if let Ok(history) = window().history() {
        let state = match file {
            File::Own(no) => JsValue::from_str(&[FILE, &no.to_string()].concat()),
            File::Page | File::Link => JsValue::NULL,
        };
        // Where a browser forbids it, the address stays as it is.
        let _ = history.replace_state_with_url(&state, "", Some(&address));
    }
}

fn click(session: Session, event: &MouseEvent) {
    // With a key or another button, a link is the browser's.
    if event.default_prevented() || event.button() != 0 || event.ctrl_key() || event.meta_key() || event.shift_key() {
        return;
    }
    let Some(link) = target(event, ".text a:is(.to-code, .to-moment, .to-pane)") else { return };
    event.prevent_default();
    // A phone's dock shows lines and moments where they are read of.
    let docked = sheet::is_narrow();
    if let Some(region) = link.get_attribute("data-code") {
        if !docked {
            open(session, Pane::Code);
        }
        session.pointed.set(Some(region));
    } else if let Some(moment) = link.get_attribute("data-moment") {
        go_to(session, &moment);
        if !docked {
            open(session, Pane::Timeline);
        }
    } else if let Some(pane) = link.get_attribute("data-pane").and_then(|name| Pane::from_name(&name)) {
        session.pointed_pane.set(Some(pane));
        if docked {
            session.sheet.set(true);
        }
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
    let lesson = session.lesson();
    let found = session.model.with_untracked(|model| {
        let own = model.own.is_some();
        session.notes.with_untracked(|notes| match model.shown() {
            Some(run) => moments::find(&lesson, notes, own, &run.scope, name),
            None => Err(Missing::Unreached),
        })
    });
    session.act(match found {
        Ok(cursor) => Action::Seek(cursor),
        Err(missing) => Action::Notice(Notice::NoMoment(missing, name.to_owned())),
    });
}
