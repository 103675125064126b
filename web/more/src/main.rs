//! What a page loads when a reader asks for it, and not before: the panes that may be folded at first (the event log, the
//! loop's inside, predictions, sharing), when lines of the code ran, comparisons of runs. It keeps its own copy of the runs that the page shows.
//!
//! ```text
//! page ── take(run, Update), stand(cursor, …) ──► session ──► log, inside, …   page ◄── act(what, number) ── panes
//!                                                    └──► compare, halted: asked by the page
//! ```
//!
//! It is called through one object of functions, `loopscopeMore`; web/src/more.rs is the other end.
#![forbid(unsafe_code)]

mod copy;
mod deeds;
mod flip;
mod halted;
mod inside;
mod log;
mod predict;
mod runs;
mod save;
mod session;
mod share;
mod visits;

use js_sys::{Array, Function, Object, Reflect, Uint8Array};
use leptos::prelude::{document, mount_to};
use loopscope_strings::Lang;
use loopscope_ui::dom::El;
pub(crate) use loopscope_ui::{choice, clock, dom, hue, run, scroll, signal};
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

use crate::session::{Place, Session};

fn main() {
    let lang = document().document_element().and_then(|root| root.get_attribute("data-lang"));
    let lang = lang.and_then(|lang| Lang::from_code(&lang)).unwrap_or(Lang::DEFAULT);
    if !load_texts() {
        // The page's application has said so already.
        return;
    }
    let act =
        Reflect::get(&js_sys::global(), &"loopscopeAct".into()).ok().and_then(|act| act.dyn_into::<Function>().ok());
    let session = Session::new(lang, act);

    let object = Object::new();
    let set = |name: &str, function: JsValue| {
        // Setting a property of a plain object does not fail.
        let _ = Reflect::set(&object, &name.into(), &function);
    };
    let take = move |run: u32, bytes: Uint8Array| session.take(run as usize, &bytes.to_vec());
    set("take", Closure::<dyn FnMut(u32, Uint8Array) -> bool>::new(take).into_js_value());
    let stand = move |cursor, now, all, running, open, deeds: Uint8Array, address| {
        session.stand(Place { cursor, now, all, running, open, deeds: deeds.to_vec(), address });
    };
    set("stand", Closure::<dyn FnMut(u32, f64, bool, bool, u32, Uint8Array, String)>::new(stand).into_js_value());
    let sentence = move |seq: u32| {
        session.run(|run| run.scope.record(seq).map(|record| loopscope_view::sentence(lang, &run.scope, record)))
    };
    set("sentence", Closure::<dyn FnMut(u32) -> Option<String>>::new(sentence).into_js_value());
    let compare = move || session.runs(|runs| runs.compare(lang));
    set("compare", Closure::<dyn FnMut() -> String>::new(compare).into_js_value());
    let halted = move || session.run(|run| halted::html(lang, &run.scope));
    set("halted", Closure::<dyn FnMut() -> String>::new(halted).into_js_value());
    let program = move |program: Uint8Array| session.take_program(&program.to_vec());
    set("program", Closure::<dyn FnMut(Uint8Array)>::new(program).into_js_value());
    let _ = Reflect::set(&js_sys::global(), &"loopscopeMore".into(), &object);

    for (name, fill) in [
        ("log", log::log as fn(Session, &El)),
        ("inside", inside::inside),
        ("predict", predict::predict),
        ("share", share::share),
        ("code", visits::lines),
    ] {
        let section = document().query_selector(&["#lab .pane.", name].concat()).ok().flatten();
        if let Some(section) = section.and_then(|section| section.dyn_into::<HtmlElement>().ok()) {
            let pane = El::of(section.clone().into());
            mount_to(section, move || fill(session, &pane)).forget();
        }
    }
}

/// Takes the interface texts, which the page's language decides; false if they are of another build.
fn load_texts() -> bool {
    let texts = Reflect::get(&js_sys::global(), &"loopscopeTexts".into()).unwrap_or_default();
    let texts = texts.dyn_into::<Array>().unwrap_or_default();
    loopscope_strings::load(texts.iter().map(|text| &*text.as_string().unwrap_or_default().leak()))
}
