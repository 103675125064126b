//! The player: run, pause, step, back, stop, speed, the loop's clock, and a sentence on where the run stands.

mod keys;
mod markers;
mod status;

use leptos::prelude::*;
use loopscope_strings::fill;
use loopscope_view::seconds;

use crate::clock;
use crate::dom::{El, markup};
use crate::model::{Action, Model, Notice};
use crate::run::By;
use crate::signal::{Derived, Small};
use crate::state::{Phase, Session};
use markers::Markers;

/// Speeds on offer, as they are written.
const SPEEDS: [(&str, f64); 7] =
    [("0.1", 0.1), ("0.25", 0.25), ("0.5", 0.5), ("1", 1.0), ("2", 2.0), ("5", 5.0), ("10", 10.0)];

/// The signs on the button that runs and pauses.
const PLAY: &str = "M4 2.5v11l9-5.5z";
const PAUSE: &str = "M4 3h3v10H4zM9 3h3v10H9z";

/// The player.
pub(crate) fn player(session: Session) -> El {
    let texts = session.texts;
    let player = El::build(&markup(
        include_str!("player.html"),
        &[
            ("player", texts.player),
            ("first", texts.first),
            ("step_back", texts.step_back),
            ("step", texts.step),
            ("last", texts.last),
            ("stop", texts.stop),
            ("speed", texts.speed),
            ("clock", texts.clock),
            ("position", texts.position),
            ("to_present", texts.to_present),
            ("marker_before", texts.marker_before),
            ("marker_next", texts.marker_next),
            ("step_by", texts.step_by),
            ("by_record", texts.by_record),
            ("by_task", texts.by_task),
            ("by_turn", texts.by_turn),
            ("next_timer", texts.next_timer),
            ("help_markers", texts.help_markers),
            ("keys", texts.keys),
            ("help", texts.help),
            ("key_space", texts.key_space),
            ("help_play", texts.help_play),
            ("help_step", texts.help_step),
            ("help_iteration", texts.help_iteration),
            ("help_ends", texts.help_ends),
            ("help_escape", texts.help_escape),
            ("help_help", texts.help_help),
            ("close", texts.close),
        ],
    ));
    play(session, &player);
    let at_start = Derived::new(move || session.cursor.get().0 == 0);
    let at_end = Derived::new(move || match session.phase.get() {
        Phase::Loading | Phase::Running => true,
        _ => session.of_shown(|run| session.cursor.get() >= run.scope.last()) != Some(false),
    });
    key(session, &player, ".first", Action::First, move || at_start.get());
    key(session, &player, ".back", Action::StepBack, move || at_start.get());
    // In the present of a paused run there is always more to come.
    let no_more = move || at_end.get() && session.phase.get() != Phase::Paused;
    key(session, &player, ".step", Action::Step, no_more);
    key(session, &player, ".timer", Action::StepBy { by: By::Timer, forward: true }, no_more);
    key(session, &player, ".last", Action::Last, move || at_end.get());
    key(session, &player, ".stop", Action::Stop, move || {
        !matches!(session.phase.get(), Phase::Running | Phase::Paused)
    });
    speed(session, &player.find("select"));
    let (_, unit) = texts.clock_seconds.split_once('}').unwrap_or_default();
    player.find(".clock span").live_text(move || clock::hundredths(session.now.get()));
    player.find(".clock small").raw().set_text_content(Some(unit));
    player
        .find(".by")
        .live_value(move || session.by.get().to_bits().to_string())
        .on_value("change", move |by| session.act(Action::Stride(By::from_bits(by.parse().unwrap_or_default()))));
    let markers = Markers::wire(session, &player);
    scrubber(session, &player.find(".scrub"), markers);
    standing(session, &player);
    keys::wire(session, &player, markers);
    player
}

fn play(session: Session, player: &El) {
    let texts = session.texts;
    let phase = move || session.phase.get();
    let button = player.find(".play");
    button.live_flag("disabled", move || phase() == Phase::Loading).on_click(move || session.act(Action::Play));
    button.find("path").live_attr("d", move || if phase() == Phase::Running { PAUSE } else { PLAY }.to_owned());
    button.find("span").live_text(move || {
        match phase() {
            Phase::Loading | Phase::Planned => texts.run,
            Phase::Running => texts.pause,
            Phase::Paused => texts.resume,
            Phase::Ended => texts.run_again,
        }
        .to_owned()
    });
}

fn key(session: Session, player: &El, selector: &str, action: Action, disabled: impl Fn() -> bool + 'static) {
    player.find(selector).live_flag("disabled", disabled).on_click(move || session.act(action.clone()));
}

fn speed(session: Session, select: &El) {
    let mut options = String::new();
    for (written, _) in SPEEDS {
        let words = fill(session.texts.speed_times, &[("speed", written)]);
        options += &markup(r#"<option value="{speed}">{words}</option>"#, &[("speed", written), ("words", &words)]);
    }
    select.raw().set_inner_html(&options);
    select
        .live_value(move || {
            let speed = session.model.with(|model| model.speed);
            SPEEDS.iter().find(|(_, other)| *other == speed).map_or("", |(written, _)| written).to_owned()
        })
        .on_value("change", move |written| {
            if let Some((_, speed)) = SPEEDS.iter().find(|(other, _)| *other == written) {
                session.act(Action::Speed(*speed));
            }
        });
}

/// The place in the run, in steps.
fn scrubber(session: Session, scrub: &El, markers: Markers) {
    let place = Derived::new(move || {
        let (cursor, filter) = (session.cursor.get(), session.filter.get());
        session.of_shown(|run| (run.steps_until(filter, cursor), run.steps(filter))).unwrap_or_default()
    });
    scrub
        .live_attr("max", move || place.get().1.to_string())
        .live_attr("aria-valuetext", move || {
            let (step, steps) = place.get();
            let time = seconds(session.at_cursor().now);
            let words = [("step", &*step.to_string()), ("steps", &*steps.to_string()), ("time", &*time)];
            fill(session.texts.position_words, &words) + &markers.words_at(session.cursor.get())
        })
        .live_value(move || place.get().0.to_string())
        .on_value("input", move |steps| {
            if let Ok(steps) = steps.parse() {
                session.act(Action::SeekStep(steps));
            }
        });
}

/// Where the run stands, the way back to the present, what is said aloud, and what went wrong.
fn standing(session: Session, player: &El) {
    let texts = session.texts;
    player.find(".words").live_text(move || session.model.with(|model| status::status(texts, model)));
    player
        .find(".live")
        .live_flag("hidden", move || !session.looking_back.get())
        .on_click(move || session.act(Action::ToPresent));
    player.find("[role=status]").live_text(move || session.model.with(|model| status::said(texts, model)));
    // What went wrong is said at once; what is merely so waits until the reader listens.
    let quiet = move |model: &Model| matches!(model.notice, Some(Notice::BadAddress));
    for (selector, is_quiet) in [(".notice", false), (".note", true)] {
        let there = move |model: &Model| model.notice.is_some() && quiet(model) == is_quiet;
        player.find(selector).live_flag("hidden", move || !session.model.with(there)).live_text(move || {
            session.model.with(|model| if there(model) { status::notice(texts, model) } else { String::new() })
        });
    }
}
