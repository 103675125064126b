//! The laboratory of a static page: the application's own components, written as text (web/src/app.rs).

use loopscope_engine::protocol::Update;
use loopscope_lessons::page::LessonData;
use loopscope_web::write_lab;
use maud::{Markup, PreEscaped, html};

use super::run::DefaultRun;

/// What stands in a page for the application to take over: `#lab`. All its controls are disabled until then.
///
/// # Errors
/// What the lesson's data names and the application does not know.
pub(crate) fn lab(data: &LessonData, run: &DefaultRun) -> Result<Markup, String> {
    let recorded = run.recording.as_deref().and_then(|bytes| Update::from_bytes(bytes).ok());
    let panes = write_lab(data.clone(), recorded)?;
    Ok(html! { fieldset.lab id="lab" tabindex="-1" disabled { (PreEscaped(panes)) } })
}
