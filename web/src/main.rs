//! The page's application: mounts into `#lab` of a lesson's static page, beside the text, which stays as it is.
//!
//! ```text
//! engine_client (workers) ──► model (what is known, pure) ──► state (signals) ──► code, params, player, timeline, log, output
//!           ▲                      │ commands      ▲                                               │
//!           └──────────────────────┘               └──────────────── actions ──────────────────────┘
//! ```
#![forbid(unsafe_code)]

mod address;
mod code;
mod engine_client;
mod goals;
mod json;
mod lesson;
mod links;
mod model;
mod more;
mod output;
mod outside;
mod pane;
mod params;
mod player;
mod state;
mod timeline;

use leptos::prelude::*;
pub(crate) use loopscope_ui::{choice, clock, dom, hue, run, scroll, signal};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlMetaElement};

use crate::dom::{El, on_window};
use crate::json::Json;
use crate::lesson::Lesson;
use crate::model::Action;
use crate::state::{Pane, Phase, Session};

fn main() {
    // Page and engine are one module, which the page hands to its worker: one download, one compilation.
    #[cfg(target_arch = "wasm32")]
    if loopscope_engine::browser::is_worker() {
        loopscope_engine::browser::serve();
        return;
    }
    open_page();
}

fn open_page() {
    let document = document();
    let Some(lab) = document.get_element_by_id("lab").and_then(|lab| lab.dyn_into::<HtmlElement>().ok()) else {
        return;
    };
    let data = document.get_element_by_id("lesson-data").and_then(|data| data.text_content()).unwrap_or_default();
    let meta = document.query_selector("meta[name=loopscope-engine]").ok().flatten();
    let engine = meta.and_then(|meta| meta.dyn_into::<HtmlMetaElement>().ok()).map(|meta| meta.content());
    let (true, Some(lesson), Some(engine)) = (load_texts(), Lesson::read(&data), engine) else {
        say_broken(&lab);
        return;
    };
    // The lesson lives as long as its page.
    let lesson: &'static Lesson = Box::leak(Box::new(lesson));
    // What stood there until now shows the same code, and goes as the panes come.
    lab.set_inner_html("");
    let panes = El::of(lab.clone().into());
    mount_to(lab, move || app(&panes, lesson, engine)).forget();
}

/// Takes the interface texts, which the page's language decides; false if they are of another build.
fn load_texts() -> bool {
    let texts = Json::global().list("loopscopeTexts").unwrap_or_default();
    loopscope_strings::load(texts.iter().map(|text| &*text.as_text().unwrap_or_default().leak()))
}

/// Page and application do not fit each other: says so where the loading was told of.
fn say_broken(lab: &HtmlElement) {
    if let Ok(Some(loading)) = lab.query_selector(".loading") {
        let _ = loading.class_list().add_1("failed");
        loading.set_text_content(loading.get_attribute("data-broken").as_deref());
    }
}

fn app(lab: &El, lesson: &'static Lesson, engine: String) {
    let session = Session::open(lesson, engine);
    links::wire(session);
    on_window("visibilitychange", move |_| session.act(Action::Visible(!document().hidden())));
    let program = El::build(r#"<div class="column program"></div>"#);
    program.append(&code::code(session));
    // A program of the playground has its parameters in its text, and nobody has thought of questions about it.
    if !lesson.own {
        program.append(&params::params(session));
        program.append(&loaded(session, Pane::Predict, session.texts.predict));
    }
    let scope = El::build(r#"<div class="column scope"></div>"#);
    // What there is to see is known with the first plan; until then nothing is shown that would move.
    scope.live_class("coming", move || session.phase.get() == Phase::Loading);
    for pane in [player::player, timeline::timeline, inside, output::output, log] {
        scope.append(&pane(session));
    }
    scope.append(&loaded(session, Pane::Share, session.texts.share));
    session.more.wire(session);
    outside::wire(session);
    lab.append(&program);
    lab.append(&scope);
}

/// The pane of the loop's inside; what is in it comes when it is opened.
fn inside(session: Session) -> El {
    loaded(session, Pane::Inside, session.texts.inside)
}

/// The event log; what is in it comes when it is opened.
fn log(session: Session) -> El {
    loaded(session, Pane::Log, session.texts.log)
}

fn loaded(session: Session, name: Pane, title: &str) -> El {
    let section = pane::pane(session, name, title, "", r#"<p class="hint" role="status"></p>"#);
    session.more.tells(&section.find(".hint"), session, move || session.open.get().contains(name));
    section
}
