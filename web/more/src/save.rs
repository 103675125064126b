//! The run in other forms, as files: a picture, trace events for Perfetto, JSON, the log in words.

use js_sys::Array;
use leptos::prelude::document;
use loopscope_protocol::json::json;
use loopscope_protocol::{Outcome, Status};
use loopscope_ui::run::Run;
use loopscope_view::{Axis, Importance, Theme};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use crate::session::{Action, Session};

/// Offers the run that is shown as a file. `kind`: `svg`, `perfetto`, `json`, anything else for the log in words.
pub(crate) fn save(session: Session, kind: &str, title: &str, by_step: bool) {
    // The page answers at once.
    session.act(Action::Program);
    let Some(program) = session.program() else { return };
    let lesson = &program.lesson;
    let lang = session.lang;
    let (text, mime, ending) = session.run(|run| match kind {
        "svg" => {
            let axis = if by_step { Axis::Step } else { Axis::Time };
            (loopscope_view::svg(lang, &run.scope, title, axis, Theme::Auto), "image/svg+xml", "svg")
        }
        "perfetto" => (loopscope_view::perfetto(lang, &run.scope), "application/json", "perfetto.json"),
        "json" => (json(lesson, &program.params, run.scope.trace(), &outcome(run)), "application/json", "json"),
        _ => (loopscope_view::log(lang, &run.scope, Importance::Detail), "text/plain;charset=utf-8", "txt"),
    });
    // A browser that refuses says so itself; there is nothing to mend here.
    let _ = offer(&text, mime, &[lesson, ".", ending].concat());
}

/// How the run ended; one that goes on is told of as stopped where it is.
fn outcome(run: &Run) -> Outcome {
    match &run.status {
        Status::Ended(outcome) => outcome.clone(),
        Status::Running | Status::Paused => Outcome::Stopped,
    }
}

fn offer(text: &str, mime: &str, name: &str) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &options)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download(name);
    link.click();
    Url::revoke_object_url(&address)
}
