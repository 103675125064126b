//! The player: run, pause, step, back, stop, speed, the loop's clock, and a sentence on where the run stands.

mod help;
mod icons;
mod keys;
mod markers;
mod status;
mod welcome;

use leptos::prelude::*;
use loopscope_strings::fill;
use loopscope_view::seconds;

use crate::clock;
use crate::dock::{Dock, SheetKey, resting};
use crate::live::{InARow, heard, live, memo, on_value};
use crate::model::{Action, Model, Notice};
use crate::run::By;
use crate::session::{Phase, use_session};
use help::Help;
use markers::{Markers, Ticks};
use welcome::Welcome;

/// Speeds on offer, as they are written.
const SPEEDS: [(&str, f64); 7] =
    [("0.1", 0.1), ("0.25", 0.25), ("0.5", 0.5), ("1", 1.0), ("2", 2.0), ("5", 5.0), ("10", 10.0)];

/// The kinds of steps on offer.
const STRIDES: [By; 3] = [By::Record, By::Task, By::Turn];

/// The player.
#[component]
pub(crate) fn Player() -> impl IntoView {
    let session = use_session();
    let texts = session.texts;
    let markers = Markers::new(session);
    let help = RwSignal::new(false);
    keys::listen(session, markers, help);
    let at_start = memo(move || session.cursor.get().0 == 0);
    let at_end = memo(move || match session.phase.get() {
        Phase::Loading | Phase::Running => true,
        _ => session.of_shown(|run| session.cursor.get() >= run.scope.last()) != Some(false),
    });
    // In the present of a paused run there is always more to come.
    let no_more = memo(move || at_end.get() && session.phase.get() != Phase::Paused);
    let not_live = memo(move || !matches!(session.phase.get(), Phase::Running | Phase::Paused));
    let to_timer = Action::StepBy { by: By::Timer, forward: true };
    view! {
        <section class="player" class:resting=live(move || resting(session)) aria-label=texts.player>
            <Dock/>
            <div class="keys">
                <Play/>
                <Key class="roomy first" words=texts.first icon=icons::FIRST action=Action::First disabled=at_start/>
                <Key class="back" words=texts.step_back icon=icons::BACK action=Action::StepBack disabled=at_start/>
                <Key class="step" words=texts.step icon=icons::STEP action=Action::Step disabled=no_more/>
                <Key class="roomy last" words=texts.last icon=icons::LAST action=Action::Last disabled=at_end/>
                <Key class="stop" words=texts.stop icon=icons::STOP action=Action::Stop disabled=not_live/>
                <Speed/>
                <Clock/>
                <SheetKey/>
            </div>
            <div class="track">
                <ToMarker class="small to-before" words=texts.marker_before sign="[" markers forward=false/>
                <div class="rail">
                    <Scrubber markers/>
                    <Ticks markers/>
                </div>
                <ToMarker class="small to-next" words=texts.marker_next sign="]" markers forward=true/>
            </div>
            <div class="status">
                <span class="words">{live(move || session.model.with(|model| status::status(texts, model)))}</span>
                <button
                    type="button"
                    class="live"
                    hidden=live(move || !session.looking_back.get())
                    on:click=heard(move |_| session.act(Action::ToPresent))
                >
                    {texts.to_present}
                </button>
                <Stride/>
                <Key class="small timer" words=texts.next_timer icon=icons::TIMER action=to_timer disabled=no_more/>
                <button
                    type="button"
                    class="small roomy help-key"
                    aria-label=texts.keys
                    title=texts.keys
                    on:click=heard(move |_| help.set(true))
                >
                    "?"
                </button>
            </div>
            <Help open=help/>
            <Welcome/>
            <Said/>
            {coming()}
        </section>
    }
}

/// In a page that is only written: that the application is on its way, or in a sentence why it does not come; web/boot.js says
/// which.
#[cfg(feature = "ssr")]
fn coming() -> impl IntoView {
    let words = loopscope_strings::site(use_session().lang);
    view! {
        <p
            class="loading"
            role="status"
            data-failed=words.failed
            data-offline=words.offline
            data-no-wasm=words.no_wasm
            data-old-browser=words.old_browser
            data-broken=words.data_broken
        >
            <span class="words">{words.loading}</span>
            <progress aria-label=words.loading></progress>
        </p>
    }
}

#[cfg(not(feature = "ssr"))]
fn coming() {}

/// A button with a sign on it.
#[component]
fn Key(
    class: &'static str,
    words: &'static str,
    icon: &'static str,
    action: Action,
    #[prop(into)] disabled: Signal<bool>,
) -> impl IntoView {
    let session = use_session();
    view! {
        <button
            type="button"
            class=class
            aria-label=words
            title=words
            disabled=live(move || disabled.get())
            on:click=heard(move |_| session.act(action.clone()))
        >
            <svg viewBox="0 0 16 16" aria-hidden="true">
                <path d=icon></path>
            </svg>
        </button>
    }
}

/// Runs, pauses, goes on, runs again.
#[component]
fn Play() -> impl IntoView {
    let session = use_session();
    let texts = session.texts;
    let phase = session.phase;
    let words = move || match phase.get() {
        Phase::Loading | Phase::Planned => texts.run,
        Phase::Running => texts.pause,
        Phase::Paused => texts.resume,
        Phase::Ended => texts.run_again,
    };
    view! {
        <button
            type="button"
            class="play"
            disabled=live(move || phase.get() == Phase::Loading)
            on:click=heard(move |_| session.act(Action::Play))
        >
            <svg viewBox="0 0 16 16" aria-hidden="true">
                <path d=live(move || if phase.get() == Phase::Running { icons::PAUSE } else { icons::PLAY })></path>
            </svg>
            <span>{live(words)}</span>
        </button>
    }
}

/// How fast a live run goes.
#[component]
fn Speed() -> impl IntoView {
    let session = use_session();
    let texts = session.texts;
    let chosen = memo(move || {
        let speed = session.model.with(|model| model.speed);
        SPEEDS.iter().find(|(_, other)| *other == speed).map_or("", |(written, _)| written)
    });
    let choose = move |written: String| {
        if let Some((_, speed)) = SPEEDS.iter().find(|(other, _)| *other == written) {
            session.act(Action::Speed(*speed));
        }
    };
    let options = SPEEDS.map(|(written, speed)| {
        let words = fill(texts.speed_times, &[("speed", written)]);
        view! { <option value=written selected=speed == 1.0>{words}</option> }
    });
    view! {
        <label class="speed" title=texts.speed>
            <span class="unseen">{texts.speed}</span>
            <select prop:value=live(move || chosen.get()) on:change=on_value(choose)>
                {options.into_iter().in_a_row()}
            </select>
        </label>
    }
}

/// What counts as a step.
#[component]
fn Stride() -> impl IntoView {
    let session = use_session();
    let texts = session.texts;
    let place = move |by: By| STRIDES.iter().position(|known| *known == by).unwrap_or_default().to_string();
    let choose = move |place: String| {
        if let Some(by) = place.parse().ok().and_then(|place: usize| STRIDES.get(place)) {
            session.act(Action::Stride(*by));
        }
    };
    view! {
        <label class="speed" title=texts.step_by>
            <span class="unseen">{texts.step_by}</span>
            <select
                class="by"
                prop:value=live(move || place(session.by.get()))
                on:change=on_value(choose)
            >
                <option value="0">{texts.by_record}</option>
                <option value="1">{texts.by_task}</option>
                <option value="2">{texts.by_turn}</option>
            </select>
        </label>
    }
}

/// Loop time.
#[component]
fn Clock() -> impl IntoView {
    let session = use_session();
    let texts = session.texts;
    let (_, unit) = texts.clock_seconds.split_once('}').unwrap_or_default();
    view! {
        <span class="clock" role="timer" aria-live="off" aria-label=texts.clock>
            <span>{live(move || clock::hundredths(session.now.get()))}</span>
            <small>{unit}</small>
        </span>
    }
}

/// The place in the run, in steps.
#[component]
fn Scrubber(markers: Markers) -> impl IntoView {
    let session = use_session();
    let place = memo(move || {
        let (cursor, filter) = (session.cursor.get(), session.filter.get());
        session.of_shown(|run| (run.steps_until(filter, cursor), run.steps(filter))).unwrap_or_default()
    });
    let words = move || {
        let (step, steps) = place.get();
        let time = seconds(session.at_cursor().now);
        let words = [("step", &*step.to_string()), ("steps", &*steps.to_string()), ("time", &*time)];
        fill(session.texts.position_words, &words) + &markers.words_at(session.cursor.get())
    };
    let seek = move |steps: String| {
        if let Ok(steps) = steps.parse() {
            session.act(Action::SeekStep(steps));
        }
    };
    view! {
        <input
            type="range"
            class="scrub"
            min="0"
            max=live(move || place.get().1.to_string())
            value="0"
            aria-label=session.texts.position
            aria-valuetext=live(words)
            prop:value=live(move || place.get().0.to_string())
            on:input=on_value(seek)
        />
    }
}

/// The way to the marker beside the place where the reader stands.
#[component]
fn ToMarker(
    class: &'static str,
    words: &'static str,
    sign: &'static str,
    markers: Markers,
    forward: bool,
) -> impl IntoView {
    let session = use_session();
    let none = move || {
        session.cursor.track();
        session.shown.track();
        markers.beside(forward).is_none()
    };
    let go = move |_| {
        if let Some(action) = markers.beside(forward) {
            session.act(action);
        }
    };
    view! {
        <button type="button" class=class aria-label=words title=words disabled=live(none) on:click=heard(go)>
            {sign}
        </button>
    }
}

/// What is said aloud of the run, and what went wrong: that is said at once; what is merely so waits until the reader listens.
#[component]
fn Said() -> impl IntoView {
    let session = use_session();
    let texts = session.texts;
    let quiet = |model: &Model| matches!(model.notice, Some(Notice::BadAddress));
    let notice = move |is_quiet: bool| {
        memo(move || {
            session.model.with(|model| {
                let there = model.notice.is_some() && quiet(model) == is_quiet;
                if there { status::notice(texts, session.own_texts, model) } else { Default::default() }
            })
        })
    };
    let (note, alarm) = (notice(true), notice(false));
    view! {
        <p class="unseen" role="status">{live(move || session.model.with(|model| status::said(texts, model)))}</p>
        <p class="note" role="status" hidden=live(move || note.with(String::is_empty))>{live(move || note.get())}</p>
        <p class="notice" role="alert" hidden=live(move || alarm.with(String::is_empty))>{live(move || alarm.get())}</p>
    }
}
