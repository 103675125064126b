//! The run in other forms, as files: pictures, trace events for Perfetto, JSON, the log in words.

use js_sys::{Array, Promise, encode_uri_component};
use leptos::prelude::{WithUntracked, document, window};
use loopscope_protocol::json::json;
use loopscope_protocol::{Outcome, Status};
use loopscope_view::{Axis, Importance, Pace, PictureOptions, Reel, Theme, picture};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Blob, BlobPropertyBag, CanvasRenderingContext2d, HtmlAnchorElement, HtmlCanvasElement, HtmlImageElement, Url,
};

use crate::model::{Action, Notice};
use crate::run::Run;
use crate::session::Session;

/// What a run can be saved as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum File {
    /// A picture of the timeline.
    Svg,
    /// The same, playing by itself.
    Animated,
    /// The picture in dots.
    Png,
    /// Trace events.
    Perfetto,
    /// The trace.
    Json,
    /// The log in words.
    Text,
}

/// Dots of a PNG to a pixel of the picture's: so many have the screens on which it will be seen.
const DOTS: u32 = 2;

/// Offers the run that is shown as a file. `by_step`: a picture's axis counts steps; `theme`: its colours.
pub(crate) fn save(session: Session, file: File, by_step: bool, theme: Theme) {
    let title = document().title();
    let program = session.program();
    let lesson = &program.lesson;
    let lang = session.lang;
    let written = session.model.with_untracked(|model| {
        let run = model.shown()?;
        let axis = if by_step { Axis::Step } else { Axis::Time };
        // Dots do not follow anybody's scheme.
        let theme = if file == File::Png { shown_theme(theme) } else { theme };
        let options = PictureOptions { axis, theme, ..PictureOptions::new(lang, &title) };
        Some(match file {
            File::Svg => (picture(&run.scope, &options), "image/svg+xml", "svg"),
            File::Png => (picture(&run.scope, &options), "image/png", "png"),
            File::Animated => {
                let reel = Reel::new(&run.scope, &PictureOptions { printed: true, ..options });
                (reel.animated(Pace::of(&run.scope, axis, 1.0)), "image/svg+xml", "animated.svg")
            }
            File::Perfetto => (loopscope_view::perfetto(lang, &run.scope), "application/json", "perfetto.json"),
            File::Json => (json(lesson, &program.params, run.scope.trace(), &outcome(run)), "application/json", "json"),
            File::Text => {
                (loopscope_view::log(lang, &run.scope, Importance::Detail), "text/plain;charset=utf-8", "txt")
            }
        })
    });
    let Some((text, mime, ending)) = written else { return };
    let name = [lesson, ".", ending].concat();
    if file == File::Png {
        spawn_local(async move {
            let Ok(blob) = dots(&text).await else { return session.act(Action::Notice(Notice::NoPicture)) };
            let _ = offer(&blob, &name);
        });
        return;
    }
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    // A browser that refuses says so itself; there is nothing to mend here.
    if let Ok(blob) = Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &options) {
        let _ = offer(&blob, &name);
    }
}

/// The theme itself, where it is the page's.
fn shown_theme(theme: Theme) -> Theme {
    let scheme = || {
        let style = window().get_computed_style(&document().document_element()?).ok()??;
        style.get_property_value("color-scheme").ok()
    };
    match theme {
        Theme::Auto if scheme().is_some_and(|scheme| scheme == "dark") => Theme::Dark,
        Theme::Auto => Theme::Light,
        chosen => chosen,
    }
}

/// A picture in dots. It fails where the browser has no canvas of that size.
async fn dots(svg: &str) -> Result<Blob, JsValue> {
    let picture = HtmlImageElement::new()?;
    // The page's policy allows pictures in addresses, and none that are made of a blob.
    picture.set_src(&["data:image/svg+xml;charset=utf-8,", &String::from(encode_uri_component(svg))].concat());
    JsFuture::from(picture.decode()).await?;
    let canvas: HtmlCanvasElement = document().create_element("canvas")?.unchecked_into();
    canvas.set_width(DOTS * picture.natural_width());
    canvas.set_height(DOTS * picture.natural_height());
    let context = canvas.get_context("2d")?.ok_or(JsValue::NULL)?.unchecked_into::<CanvasRenderingContext2d>();
    let (width, height) = (f64::from(canvas.width()), f64::from(canvas.height()));
    context.draw_image_with_html_image_element_and_dw_and_dh(&picture, 0.0, 0.0, width, height)?;
    let made = Promise::new(&mut |done, failed| {
        if let Err(error) = canvas.to_blob(&done) {
            let _ = failed.call1(&JsValue::NULL, &error);
        }
    });
    JsFuture::from(made).await?.dyn_into()
}

/// How the run ended; one that goes on is told of as stopped where it is.
fn outcome(run: &Run) -> Outcome {
    match &run.status {
        Status::Ended(outcome) => outcome.clone(),
        Status::Running | Status::Paused => Outcome::Stopped,
    }
}

fn offer(blob: &Blob, name: &str) -> Result<(), JsValue> {
    let address = Url::create_object_url_with_blob(blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download(name);
    link.click();
    Url::revoke_object_url(&address)
}
