//! What stands below the drawing: the states that occur, how long the run takes, where two versions of Python part, and why it goes no
//! further.

use leptos::prelude::*;
use loopscope_executor::Instant;
use loopscope_protocol::{Outcome, Status};
use loopscope_strings::fill;
use loopscope_view::timeline::{states_of, svg};
use loopscope_view::{Comparison, Cursor, HaltRow, LaneState, comparison_words, seconds, state_words};

use super::runs::runs;
use crate::browser::markup::elements;
use crate::live::{InARow, heard, live, live_view, memo};
use crate::model::{Action, Model};
use crate::panes::Mark;
use crate::session::{Phase, Session, use_session};

/// The states that occur, with their signs.
#[component]
pub(super) fn Legend() -> impl IntoView {
    let session = use_session();
    let there = memo(move || {
        session.planned.track();
        session.shown.track();
        session.model.with_untracked(|model| states_of(runs(model).flat_map(|run| run.scope.lanes())))
    });
    let sign = move |state: LaneState| {
        view! {
            <li>
                <svg class="lane" width="20" height="18" aria-hidden="true" {..elements(svg::sample(state))}></svg>
                {state_words(session.lang, state)}
            </li>
        }
    };
    let signs = move || there.get().into_iter().map(sign).in_a_row();
    view! {
        <ul class="legend" aria-label=session.texts.legend>
            {live_view(signs)}
        </ul>
    }
}

/// How long the run takes, against the one before the change; or how a live run keeps to its plan.
#[component]
pub(super) fn Difference() -> impl IntoView {
    let session = use_session();
    // Number of the live run and of the plan, and how they compare so far.
    let known = StoredValue::new((0, 0, Comparison::default()));
    let words = memo(move || {
        session.planned.track();
        session.shown.track();
        let live = session.phase.get() != Phase::Planned;
        session
            .model
            .with(|model| if live { against_plan(session, model, known) } else { against_ghost(session, model) })
    });
    view! {
        <p class="difference" role="status">
            {live(move || words.get())}
        </p>
    }
}

/// Where the same program as two versions of Python parts, and the way there.
#[component]
pub(super) fn Parted() -> impl IntoView {
    let session = use_session();
    // Where the two part changes with the plan, and is over with a live run.
    let parting = memo(move || {
        session.planned.track();
        session.phase.track();
        session.model.with_untracked(|model| Some(model.versions()?.parting(session.lang)))
    });
    let there = memo(move || parting.with(|parting| parting.as_ref()?.at));
    view! {
        <p class="parted" role="status" hidden=live(move || parting.with(Option::is_none))>
            {live(move || parting.with(|parting| parting.as_ref().map(|parting| parting.words.clone()).unwrap_or_default()))}
            " "
            <button
                type="button"
                class="quiet"
                hidden=live(move || there.get().is_none())
                on:click=heard(move |_| {
                    if let Some(cursor) = there.get_untracked() {
                        session.act(Action::Seek(cursor));
                    }
                })
            >
                {session.own_texts.go_there}
            </button>
        </p>
    }
}

/// The live run against its plan.
fn against_plan(session: Session, model: &Model, known: StoredValue<(u64, u32, Comparison)>) -> String {
    let (Some(live), Some(plan)) = (model.live.as_ref().map(|live| &live.run), &model.plan) else {
        return String::new();
    };
    let words = known.try_update_value(|(of, with, comparison)| {
        if (*of, *with) != (live.key(0), plan.no) {
            (*of, *with, *comparison) = (live.key(0), plan.no, Comparison::default());
        }
        comparison.update(&plan.scope, &live.scope);
        comparison_words(session.lang, &plan.scope, &live.scope, comparison)
    });
    words.unwrap_or_default()
}

/// The plan against the one before the change.
fn against_ghost(session: Session, model: &Model) -> String {
    let texts = session.texts;
    let Some((plan, ghost)) = model.plan.as_ref().zip(model.ghost.as_ref()) else { return String::new() };
    let (before, after) = (ghost.scope.end(), plan.scope.end());
    let (words, by) = if after < before {
        (texts.shorter, before.saturating_since(after))
    } else if after > before {
        (texts.longer, after.saturating_since(before))
    } else {
        (texts.as_long, std::time::Duration::ZERO)
    };
    let by = Instant::ZERO.offset_secs_f64(by.as_secs_f64());
    fill(words, &[("before", &seconds(before)), ("after", &seconds(after)), ("by", &seconds(by))])
}

/// Rows that are shown: whoever waits after so many waits for one of them.
const MOST: usize = 40;

/// Why a run goes no further, how far it came, and who waits for whom: each row leads to when that began.
#[component]
pub(super) fn Halted() -> impl IntoView {
    let session = use_session();
    let halted = move || {
        let halted = session.of_shown(|run| {
            let halted = matches!(&run.status, Status::Ended(Outcome::Deadlocked(_) | Outcome::Limited(_)));
            halted.then(|| loopscope_view::halted(session.lang, &run.scope)).flatten()
        });
        let halted = halted.flatten()?;
        Some(view! {
            <p role="status">
                <b>{halted.reason}</b>
                " "
                {halted.progress}
                " "
                {halted.hint}
            </p>
            <ul>{halted.rows.into_iter().take(MOST).map(|row| view! { <Stands row/> }).in_a_row()}</ul>
        })
    };
    view! { <div class="halted">{live_view(halted)}</div> }
}

/// Who stands, and for what.
#[component]
fn Stands(row: HaltRow) -> impl IntoView {
    let session = use_session();
    let since = row.since;
    view! {
        <li class=loopscope_markup::hue(row.task)>
            <button
                type="button"
                class="quiet"
                data-since=since.to_string()
                on:click=heard(move |_| session.act(Action::Seek(Cursor::after(since))))
            >
                <Mark task=row.task waiting=true/>
                " "
                <b>{row.name}</b>
                " "
                {row.words}
            </button>
        </li>
    }
}
