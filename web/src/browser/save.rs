//! The run in other forms, as files: a picture, trace events for Perfetto, JSON, the log in words.

use js_sys::Array;
use leptos::prelude::{WithUntracked, document};
use loopscope_protocol::json::json;
use loopscope_protocol::{Outcome, Status};
use loopscope_view::{Axis, Importance, Theme};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use crate::run::Run;
use crate::session::Session;

/// What a run can be saved as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum File {
    /// A picture of the timeline.
    Svg,
    /// Trace events.
    Perfetto,
    /// The trace.
    Json,
    /// The log in words.
    Text,
}

/// Offers the run that is shown as a file. `by_step`: a picture's axis counts steps.
pub(crate) fn save(session: Session, file: File, by_step: bool) {
    let title = document().title();
    let program = session.program();
    let lesson = &program.lesson;
    let lang = session.lang;
    let written = session.model.with_untracked(|model| {
        let run = model.shown()?;
        Some(match file {
            File::Svg => {
                let axis = if by_step { Axis::Step } else { Axis::Time };
                (loopscope_view::svg(lang, &run.scope, &title, axis, Theme::Auto), "image/svg+xml", "svg")
            }
            File::Perfetto => (loopscope_view::perfetto(lang, &run.scope), "application/json", "perfetto.json"),
            File::Json => (json(lesson, &program.params, run.scope.trace(), &outcome(run)), "application/json", "json"),
            File::Text => {
                (loopscope_view::log(lang, &run.scope, Importance::Detail), "text/plain;charset=utf-8", "txt")
            }
        })
    });
    if let Some((text, mime, ending)) = written {
        // A browser that refuses says so itself; there is nothing to mend here.
        let _ = offer(&text, mime, &[lesson, ".", ending].concat());
    }
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
