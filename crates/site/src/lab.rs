//! The laboratory of a static page: the application's own components, written as text (web/src/app.rs).

use loopscope_lessons::page::LessonData;
use loopscope_protocol::{Recording, Status, Update};
use loopscope_web::write_lab;
use maud::{Markup, PreEscaped, html};

use crate::run::DefaultRun;

/// What stands in a page for the application to take over: `#lab`. All its controls are disabled until then.
///
/// # Errors
/// What the lesson's data names and the application does not know.
pub(crate) fn lab(data: &LessonData, run: &DefaultRun) -> Result<Markup, String> {
    let recorded = run.recording.as_deref().and_then(|file| Recording::from_file(file).ok());
    let recorded = recorded.map(|Recording { chunk, end, outcome }| Update::Progress {
        run: 0,
        replace: true,
        chunk,
        now: end,
        status: Status::Ended(outcome),
    });
    let panes = write_lab(data.clone(), recorded)?;
    Ok(html! { div.lab.still id="lab" tabindex="-1" { (PreEscaped(panes)) } })
}
