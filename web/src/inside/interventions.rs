//! Be the loop: while nothing moves, the reader cancels a task, makes it raise, blocks the loop for a second, or chooses who
//! runs next. What they have done is a list, which the engines replay; undoing drops its last.

use leptos::prelude::*;
use loopscope_executor::trace::EntryNo;
use loopscope_executor::{Act, Intervention};
use loopscope_strings::fill;
use loopscope_view::{Cursor, InterventionPoint, Key};

use crate::live::{InARow, heard, live, memo};
use crate::model::Action;
use crate::session::{Phase, Session, use_session};

/// What blocking the loop takes, in nanoseconds.
const SECOND: u64 = 1_000_000_000;

/// What the reader can do with an entry of the loop's inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Deal {
    /// Let it run next.
    Next,
    /// Cancel it.
    Cancel,
    /// Make it raise.
    Raise,
}

/// Where the reader may act now; nowhere while the run goes on, or in a run of the Python engine's.
pub(super) fn point(session: Session) -> Option<InterventionPoint> {
    let cursor = session.cursor.get();
    if session.phase.get() == Phase::Running || session.by_python.get() {
        return None;
    }
    let now = session.now.get();
    let of = |run: &crate::run::Run| {
        let mut point = run.scope.intervention_point(cursor)?;
        // A live run that stands at its newest record: its clock may have gone on since.
        if cursor >= run.scope.last() && !point.at.begun {
            point.at.time = point.at.time.max(now);
        }
        Some(point)
    };
    session.of_shown(of).flatten()
}

/// What can be done with what stands under a key. `ready`: it stands in the ready queue.
pub(super) fn deals(point: &InterventionPoint, key: Key, ready: bool) -> Vec<Deal> {
    if ready {
        let first = point.ready.first().is_none_or(|entry| names(entry.item.into(), key));
        let there = point.ready.iter().any(|entry| names(entry.item.into(), key));
        if !first && there { vec![Deal::Next] } else { Vec::new() }
    } else {
        match key {
            Key::Task(task) if point.tasks.contains(&task) => vec![Deal::Cancel, Deal::Raise],
            _ => Vec::new(),
        }
    }
}

/// Whether an entry of the ready queue is what stands under a key: a callback of a timer or a future has that one's.
fn names(entry: EntryNo, key: Key) -> bool {
    match (entry, key) {
        (EntryNo::Task(no), Key::Task(task)) => no == task,
        (EntryNo::Callback(no), Key::Callback(callback)) => no == callback,
        _ => false,
    }
}

fn done(session: Session) -> Vec<Intervention> {
    session.model.with_untracked(|model| model.interventions.clone())
}

fn act(session: Session, act: Act) {
    let Some(point) = untrack(|| point(session)) else { return };
    let mut all = done(session);
    all.push(Intervention { at: point.at, act });
    // The intervention's own record is the first one behind the point.
    session.act(Action::Interventions(all, Cursor(point.cursor.0 + 1)));
}

fn undo(session: Session) {
    let mut before = done(session);
    before.pop();
    session.act(Action::Interventions(before, session.cursor.get_untracked()));
}

fn deal(session: Session, deal: Deal, key: Key) {
    let what = match (deal, key) {
        (Deal::Cancel, Key::Task(task)) => Act::Cancel(task),
        (Deal::Raise, Key::Task(task)) => Act::Raise(task, session.panes.act_error.to_owned()),
        (Deal::Next, Key::Task(task)) => Act::RunNext(EntryNo::Task(task)),
        (Deal::Next, Key::Callback(callback)) => Act::RunNext(EntryNo::Callback(callback)),
        _ => return,
    };
    act(session, what);
}

/// The buttons of the pane's head.
#[component]
pub(super) fn Tools() -> impl IntoView {
    let session = use_session();
    let panes = session.panes;
    let none = memo(move || point(session).is_none());
    let nothing = memo(move || {
        session.phase.get() == Phase::Running || session.model.with(|model| model.interventions.is_empty())
    });
    let block = move |_| act(session, Act::Block(SECOND));
    view! {
        <button type="button" class="quiet" data-act="block" disabled=live(move || none.get()) on:click=heard(block)>
            {panes.act_block}
        </button>
        <button
            type="button"
            class="quiet"
            data-act="undo"
            disabled=live(move || nothing.get())
            on:click=heard(move |_| undo(session))
        >
            {panes.act_undo}
        </button>
    }
}

/// The buttons beside an entry of the loop's inside.
#[component]
pub(super) fn Deals(
    /// What can be done.
    deals: Vec<Deal>,
    /// What it is done with.
    key: Key,
    /// What that is called.
    name: String,
) -> impl IntoView {
    let session = use_session();
    let panes = session.panes;
    let button = move |what: Deal| {
        let (id, words) = match what {
            Deal::Next => ("next", panes.act_next),
            Deal::Cancel => ("cancel", panes.act_cancel),
            Deal::Raise => ("raise", panes.act_raise),
        };
        // A short form, and what it says at length.
        let (text, long) = words.split_once('|').unwrap_or((words, words));
        let title = fill(long, &[("name", &name)]);
        view! {
            <button
                type="button"
                class="quiet"
                data-act=id
                data-on=key.id()
                aria-label=title.clone()
                title=title
                on:click=heard(move |_| deal(session, what, key))
            >
                {text}
            </button>
        }
    };
    (!deals.is_empty()).then(|| view! { <span class="acts">{deals.into_iter().map(button).in_a_row()}</span> })
}
