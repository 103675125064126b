//! The run in other forms, as files: pictures, trace events for Perfetto, JSON, the log in words.

use leptos::prelude::{WithUntracked, document};
use loopscope_protocol::json::json;
use loopscope_protocol::{Outcome, Program, Status};
use loopscope_view::{Axis, Importance, Pace, PictureOptions, Reel, Theme, picture};
use wasm_bindgen_futures::spawn_local;

use crate::browser::save;
use crate::model::{Action, Notice};
use crate::run::Run;
use crate::session::Session;

/// What a run can be saved as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum File {
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

impl File {
    /// The ending of its name.
    fn ending(self) -> &'static str {
        match self {
            File::Svg => "svg",
            File::Animated => "animated.svg",
            File::Png => "png",
            File::Perfetto => "perfetto.json",
            File::Json => "json",
            File::Text => "txt",
        }
    }

    /// What its text is; that of a picture in dots is the picture that is painted.
    fn mime(self) -> &'static str {
        match self {
            File::Svg | File::Animated | File::Png => "image/svg+xml",
            File::Perfetto | File::Json => "application/json",
            File::Text => "text/plain;charset=utf-8",
        }
    }

    /// Its text.
    fn write(self, run: &Run, program: &Program, options: PictureOptions<'_>) -> String {
        let scope = &run.scope;
        match self {
            File::Svg | File::Png => picture(scope, &options),
            File::Animated => {
                let pace = Pace::of(scope, options.axis, 1.0);
                Reel::new(scope, &PictureOptions { printed: true, ..options }).animated(pace)
            }
            File::Perfetto => loopscope_view::perfetto(options.lang, scope),
            File::Json => json(&program.lesson, &program.params, scope.trace(), &outcome(run)),
            File::Text => loopscope_view::log(options.lang, scope, Importance::Detail),
        }
    }
}

/// Offers the run that is shown as a file. `by_step`: a picture's axis counts steps; `theme`: its colours.
pub(super) fn offer(session: Session, file: File, by_step: bool, theme: Theme) {
    let title = document().title();
    let program = session.program();
    let axis = if by_step { Axis::Step } else { Axis::Time };
    // Dots do not follow anybody's scheme.
    let theme = match theme {
        Theme::Auto if file == File::Png => save::shown_theme(),
        chosen => chosen,
    };
    let options = PictureOptions { axis, theme, ..PictureOptions::new(session.lang, &title) };
    let text = session.model.with_untracked(|model| Some(file.write(model.shown()?, &program, options)));
    let Some(text) = text else { return };
    let name = [&program.lesson, ".", file.ending()].concat();
    if file == File::Png {
        spawn_local(async move {
            if !save::offer_dots(&text, &name).await {
                session.act(Action::Notice(Notice::NoPicture));
            }
        });
    } else {
        save::offer_text(&text, file.mime(), &name);
    }
}

/// How the run ended; one that goes on is told of as stopped where it is.
fn outcome(run: &Run) -> Outcome {
    match &run.status {
        Status::Ended(outcome) => outcome.clone(),
        Status::Running | Status::Paused => Outcome::Stopped,
    }
}
