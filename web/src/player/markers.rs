//! Markers on the scrubber: the moments of the run that have a name (moments.rs), each with the sentence of its record.

use leptos::prelude::*;
use loopscope_view::{Cursor, sentence};

use crate::live::{InARow, heard, live_view, memo};
use crate::model::Action;
use crate::model::own::Notes;
use crate::moments;
use crate::run::Run;
use crate::session::{Session, use_session};

/// The markers of the run that is shown: cursors right after the moments, in the run's order.
#[derive(Clone, Copy)]
pub(super) struct Markers {
    session: Session,
    cursors: Memo<Vec<Cursor>>,
}

impl Markers {
    /// Finds them, and again in every other run.
    pub(super) fn new(session: Session) -> Markers {
        let cursors = memo(move || {
            let lesson = session.lesson();
            let find = |run: &Run| {
                let own = session.own.get();
                let found = |notes: &Notes| {
                    moments::in_run(&lesson, notes, own, &run.scope).map(|(_, cursor)| cursor).collect::<Vec<_>>()
                };
                let mut found = session.notes.with(found);
                found.sort_unstable();
                found.dedup();
                found
            };
            session.of_shown(find).unwrap_or_default()
        });
        Markers { session, cursors }
    }

    /// The way to the marker after, or before, the place where the reader stands.
    pub(super) fn beside(self, forward: bool) -> Option<Action> {
        let here = self.session.cursor.get_untracked();
        self.cursors.with(|cursors| {
            let place = if forward {
                cursors.partition_point(|cursor| *cursor <= here)
            } else {
                cursors.partition_point(|cursor| *cursor < here).checked_sub(1)?
            };
            cursors.get(place).copied().map(Action::Seek)
        })
    }

    /// What happened at the marker under a cursor, to be said behind the cursor's place; empty where there is none.
    pub(super) fn words_at(self, cursor: Cursor) -> String {
        if !self.cursors.with(|cursors| cursors.contains(&cursor)) {
            return String::new();
        }
        [self.session.texts.marker_words, &self.words(cursor)].concat()
    }

    /// The sentence on what happened right before a cursor.
    fn words(self, cursor: Cursor) -> String {
        let session = self.session;
        let of = |run: &Run| run.scope.record(cursor.last()?).map(|record| sentence(session.lang, &run.scope, record));
        session.of_shown(of).flatten().unwrap_or_default()
    }

    /// Where a marker stands on the scrubber's way, in thousandths.
    fn at(self, cursor: Cursor) -> u64 {
        let filter = self.session.filter.get();
        let place = |run: &Run| u64::from(run.steps_until(filter, cursor)) * 1000 / u64::from(run.steps(filter).max(1));
        self.session.of_shown(place).unwrap_or_default()
    }
}

/// The markers below the scrubber.
#[component]
pub(super) fn Ticks(markers: Markers) -> impl IntoView {
    let session = use_session();
    let tick = move |cursor: Cursor| {
        view! {
            <i
                data-at=cursor.0.to_string()
                title=markers.words(cursor)
                style:--at=crate::browser::styled(markers.at(cursor).to_string())
                on:click=heard(move |_| session.act(Action::Seek(cursor)))
            ></i>
        }
    };
    view! {
        <div class="ticks" aria-hidden="true">
            {live_view(move || markers.cursors.get().into_iter().map(tick).in_a_row())}
        </div>
    }
}
