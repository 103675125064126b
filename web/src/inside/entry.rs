//! An entry of the loop's inside: it leads to when it came where it stands, and what can be done with it stands beside it.

use leptos::prelude::*;
use loopscope_executor::Instant;
use loopscope_view::{Cursor, Entry, InterventionPoint, Key, LaneState};

use super::interventions::{Deal, Deals, deals};
use crate::live::heard;
use crate::model::Action;
use crate::panes::Mark;
use crate::session::use_session;

/// An entry as it is shown.
#[derive(Clone, PartialEq)]
pub(super) struct Item {
    entry: Entry,
    /// The first of those that wait for the next turn.
    begins_turn: bool,
    /// Hundredths of its wait that are left.
    left: Option<u32>,
    deals: Vec<Deal>,
}

/// The entries of a list. `acts`: where the reader may act, and whether the list is the ready queue.
pub(super) fn items(entries: &[Entry], now: Instant, acts: Option<(&InterventionPoint, bool)>) -> Vec<Item> {
    let mut next_turn = false;
    let item = |entry: &Entry| {
        let begins_turn = entry.next_turn && !std::mem::replace(&mut next_turn, entry.next_turn);
        let left = entry.span.map(|(set, due)| {
            let (whole, left) = (due.saturating_since(set).as_secs_f64(), due.saturating_since(now).as_secs_f64());
            // `as` truncates.
            if whole > 0.0 { ((left / whole * 100.0) as u32).min(100) } else { 0 }
        });
        let deals = acts.map(|(point, ready)| deals(point, entry.key, ready)).unwrap_or_default();
        Item { entry: entry.clone(), begins_turn, left, deals }
    };
    entries.iter().map(item).collect()
}

/// The entry's row.
#[component]
pub(super) fn Row(item: Item) -> impl IntoView {
    let session = use_session();
    let Item { entry, begins_turn, left, deals } = item;
    let state = match entry.state {
        LaneState::Waiting => " waits",
        LaneState::Failed => " fails",
        _ => "",
    };
    let class = format!("depth-{} {}{state}", entry.depth.min(5), loopscope_markup::hue(entry.task));
    let since = entry.since;
    let mark = matches!(entry.key, Key::Task(_) | Key::Own(_)).then(|| {
        view! { <Mark task=entry.task waiting=entry.state == LaneState::Waiting/> }
    });
    let left = left.map(|left| {
        view! {
            <svg class="left" viewBox="0 0 100 3" preserveAspectRatio="none" aria-hidden="true">
                <path d=format!("M0 0h{left}v3H0z")></path>
            </svg>
        }
    });
    let turn = begins_turn.then(|| view! { <li class="turn">{session.panes.next_turn}</li> });
    view! {
        {turn}
        <li class=class data-key=entry.key.id() data-from=entry.from.map(Key::id).unwrap_or_default()>
            <button type="button" data-since=since.to_string() on:click=heard(move |_| session.act(Action::Seek(Cursor::after(since))))>
                {mark}
                <span class="title">{entry.title.clone()}</span>
                " "
                <span class="words">{entry.words}</span>
                {left}
            </button>
            <Deals deals key=entry.key name=entry.title/>
        </li>
    }
}
