//! The lanes' names: buttons that lead to the next thing that happens to the task. They say what it does at the cursor, which
//! the drawing shows.

use leptos::prelude::*;
use loopscope_executor::trace::TaskNo;
use loopscope_strings::fill;
use loopscope_view::timeline::{Fold, Row, Spot};
use loopscope_view::{LaneState, Wait, fold_name, fold_words, lane_name, state_words, wait_words};

use super::Picture;
use super::runs::{lane_of, next_change};
use crate::live::{InARow, heard, live, live_view, memo};
use crate::model::Action;
use crate::panes::Mark;
use crate::session::{Session, use_session};

/// Names stand no further in than this.
const DEEPEST: u32 = 5;

/// What a row is called.
#[derive(Clone, PartialEq)]
enum Name {
    /// A lane.
    Lane { task: TaskNo, depth: u32, name: String },
    /// Lanes that are folded, or are and stand below.
    Fold(Fold),
}

/// The names.
#[component]
pub(super) fn Names(picture: Picture) -> impl IntoView {
    let session = use_session();
    let names = memo(move || {
        session.planned.track();
        session.shown.track();
        session.model.with_untracked(|model| {
            let name = |row: &Row| match row {
                Row::Fold(fold) => Some(Name::Fold(fold.clone())),
                Row::Lane(task) => {
                    let lane = lane_of(model, *task)?;
                    let name = lane_name(session.lang, lane);
                    Some(Name::Lane { task: *task, depth: lane.depth.min(DEEPEST), name })
                }
            };
            picture.rows.with(|rows| rows.iter().filter_map(name).collect::<Vec<_>>())
        })
    });
    let name = move |name: Name| match name {
        Name::Lane { task, depth, name } => view! { <NameOf task depth name/> }.into_any(),
        Name::Fold(fold) => view! { <NameOfFold fold picture/> }.into_any(),
    };
    view! {
        <ol class="names">
            {live_view(move || names.get().into_iter().map(name).in_a_row())}
        </ol>
    }
}

/// The name of lanes that are folded, which opens and closes them.
#[component]
fn NameOfFold(fold: Fold, picture: Picture) -> impl IntoView {
    let session = use_session();
    let (first, open) = (fold.first, fold.open);
    let class = ["fold depth-", &fold.depth.min(DEEPEST).to_string()].concat();
    let name = fold_name(session.lang, &fold);
    let says = memo(move || fold_words(session.lang, &fold, &session.at_cursor()));
    let turn = move |_| {
        picture.unfolded.update(|unfolded| match unfolded.iter().position(|other| *other == first) {
            Some(place) => _ = unfolded.remove(place),
            None => unfolded.push(first),
        });
    };
    view! {
        <li class=class>
            <button
                type="button"
                aria-expanded=if open { "true" } else { "false" }
                aria-label=live(move || says.get())
                title=live(move || says.get())
                on:click=heard(turn)
            >
                <span class="name">{name}</span>
            </button>
        </li>
    }
}

#[component]
fn NameOf(task: TaskNo, depth: u32, name: String) -> impl IntoView {
    let session = use_session();
    let called = name.clone();
    let says = memo(move || {
        let state = session.at_cursor();
        match state.tasks.iter().find(|other| other.task == task) {
            Some(at) => words(session, &called, at.state, at.waiting.as_ref()),
            None => fill(session.texts.lane_unborn, &[("name", &called)]),
        }
    });
    let go = move |_| {
        if let Some(cursor) = session.model.with_untracked(|model| next_change(model, task)) {
            session.act(Action::Seek(cursor));
        }
    };
    view! {
        <li class=["depth-", &depth.to_string()].concat()>
            <button
                type="button"
                data-task=task.to_string()
                aria-label=live(move || says.get())
                title=live(move || says.get())
                on:click=heard(go)
            >
                <Mark task/>
                <span class="name">{name}</span>
            </button>
        </li>
    }
}

/// What somebody does, in words.
fn words(session: Session, name: &str, state: LaneState, waiting: Option<&Wait>) -> String {
    let texts = session.texts;
    let says = state_words(session.lang, state);
    match waiting {
        Some(wait) if state == LaneState::Waiting => {
            let wait = wait_words(session.lang, wait);
            fill(texts.lane_waits, &[("name", name), ("state", says), ("wait", &wait)])
        }
        _ => fill(texts.lane_words, &[("name", name), ("state", says)]),
    }
}

/// What the lane in a row says of a place on the axis.
pub(super) fn lane_words_at(session: Session, picture: Picture, row: usize, spot: Spot) -> Option<String> {
    let row = picture.rows.with_untracked(|rows| rows.get(row).cloned())?;
    session.model.with_untracked(|model| {
        let task = match &row {
            Row::Lane(task) => *task,
            Row::Fold(fold) => {
                let scope = &model.shown()?.scope;
                let cursor = match spot {
                    Spot::Time(time) => scope.cursor_at(time),
                    Spot::Records(cursor) => cursor,
                };
                return Some(fold_words(session.lang, fold, &scope.state_at(cursor)));
            }
        };
        let lane = lane_of(model, task)?;
        let after = match spot {
            Spot::Time(time) => lane.segments.partition_point(|segment| segment.start <= time),
            Spot::Records(cursor) => lane.segments.partition_point(|segment| segment.from < cursor.0),
        };
        let segment = lane.segments.get(after.checked_sub(1)?)?;
        Some(words(session, &lane_name(session.lang, lane), segment.state, segment.waiting.as_ref()))
    })
}
