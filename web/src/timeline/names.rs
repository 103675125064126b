//! The lanes' names: buttons that lead to the next thing that happens to the task. They say what it does at the cursor, which
//! the drawing shows.

use leptos::prelude::*;
use loopscope_executor::trace::TaskNo;
use loopscope_strings::fill;
use loopscope_view::timeline::Spot;
use loopscope_view::{LaneState, Wait, lane_name, state_words, wait_words};

use super::runs::{lane_of, next_change, tasks};
use crate::live::{heard, live, live_view, memo};
use crate::model::Action;
use crate::panes::Mark;
use crate::session::{Session, use_session};

/// A lane's name.
#[derive(Clone, PartialEq)]
struct Name {
    task: TaskNo,
    depth: u32,
    name: String,
}

/// The names.
#[component]
pub(super) fn Names() -> impl IntoView {
    let session = use_session();
    let names = memo(move || {
        session.planned.track();
        session.shown.track();
        session.model.with_untracked(|model| {
            let name = |task: TaskNo| {
                let lane = lane_of(model, task)?;
                Some(Name { task, depth: lane.depth.min(5), name: lane_name(session.lang, lane) })
            };
            tasks(model).into_iter().filter_map(name).collect::<Vec<_>>()
        })
    });
    view! {
        <ol class="names">
            {live_view(move || names.get().into_iter().map(|name| view! { <NameOf name/> }).collect_view())}
        </ol>
    }
}

#[component]
fn NameOf(name: Name) -> impl IntoView {
    let session = use_session();
    let Name { task, depth, name } = name;
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
pub(super) fn lane_words_at(session: Session, row: usize, spot: Spot) -> Option<String> {
    session.model.with_untracked(|model| {
        let lane = lane_of(model, *tasks(model).get(row)?)?;
        let after = match spot {
            Spot::Time(time) => lane.segments.partition_point(|segment| segment.start <= time),
            Spot::Records(cursor) => lane.segments.partition_point(|segment| segment.from < cursor.0),
        };
        let segment = lane.segments.get(after.checked_sub(1)?)?;
        Some(words(session, &lane_name(session.lang, lane), segment.state, segment.waiting.as_ref()))
    })
}
