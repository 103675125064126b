//! Markers on the scrubber: the moments of the run that the lesson's text names, each with the sentence of its record.

use std::cell::RefCell;

use leptos::prelude::*;
use loopscope_view::Cursor;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::dom::{El, markup, target, watch};
use crate::model::Action;
use crate::state::Session;

const TICK: &str = r#"<i data-at="{cursor}" title="{words}"></i>"#;

/// The markers of the run that is shown.
#[derive(Clone, Copy)]
pub(crate) struct Markers {
    session: Session,
    /// They live as long as the page.
    found: &'static RefCell<Found>,
}

/// Where the moments are, in the order of the run.
#[derive(Default)]
struct Found {
    /// The run, its version included, in which they were looked for.
    shown: (u32, u32),
    cursors: Vec<Cursor>,
}

impl Markers {
    /// Draws the markers below the scrubber, and wires them and the buttons beside it.
    pub(crate) fn wire(session: Session, player: &El) -> Markers {
        let markers = Markers { session, found: Box::leak(Box::default()) };
        for (selector, forward) in [(".to-before", false), (".to-next", true)] {
            player
                .find(selector)
                .live_flag("disabled", move || {
                    session.cursor.get();
                    session.shown.get();
                    markers.beside(forward).is_none()
                })
                .on_click(move || markers.beside(forward).into_iter().for_each(|action| session.act(action)));
        }
        let ticks = player.find(".ticks");
        let drawn = ticks.raw().clone();
        watch(move || {
            session.shown.get();
            let (html, places) = markers.html();
            drawn.set_inner_html(&html);
            let ticks = drawn.children();
            // The pages' policy allows no styles in HTML.
            for (nth, at) in (0..).zip(places) {
                if let Some(tick) = ticks.item(nth) {
                    let _ = tick.unchecked_ref::<HtmlElement>().style().set_property("--at", &at.to_string());
                }
            }
        });
        // What they say comes with what is loaded on demand.
        for (element, event) in [(&ticks, "pointerenter"), (&player.find(".scrub"), "focus")] {
            element.on(event, move |_| session.more.want());
        }
        ticks.on("click", move |event| {
            let at = target(&event, "[data-at]").and_then(|tick| tick.get_attribute("data-at"));
            if let Some(Ok(at)) = at.map(|at| at.parse()) {
                session.act(Action::Seek(Cursor(at)));
            }
        });
        markers
    }

    /// Does something with the cursors right after the moments.
    fn with<T>(self, read: impl FnOnce(&[Cursor]) -> T) -> T {
        let shown = self.session.shown.get_untracked();
        let mut found = self.found.borrow_mut();
        if found.shown != shown {
            found.shown = shown;
            found.cursors.clear();
            self.session.model.with_untracked(|model| {
                let Some(run) = model.shown() else { return };
                for moment in self.session.lesson.moments() {
                    let Some(cursor) = moment.find(run.scope.trace()) else { continue };
                    let place = found.cursors.partition_point(|before| *before < cursor);
                    if found.cursors.get(place) != Some(&cursor) {
                        found.cursors.insert(place, cursor);
                    }
                }
            });
        }
        read(&found.cursors)
    }

    /// The way to the marker after, or before, the place where the reader stands.
    pub(crate) fn beside(self, forward: bool) -> Option<Action> {
        let here = self.session.cursor.get_untracked();
        self.with(|cursors| {
            let place = if forward {
                cursors.partition_point(|cursor| *cursor <= here)
            } else {
                cursors.partition_point(|cursor| *cursor < here).checked_sub(1)?
            };
            cursors.get(place).copied().map(Action::Seek)
        })
    }

    /// What happened at the marker under a cursor, to be said behind the cursor's place; empty where there is none.
    pub(crate) fn words_at(self, cursor: Cursor) -> String {
        if !self.with(|cursors| cursors.contains(&cursor)) {
            return String::new();
        }
        [self.session.texts.marker_words, &self.words(cursor)].concat()
    }

    /// The sentence on what happened right before a cursor; empty until what makes it is loaded.
    fn words(self, cursor: Cursor) -> String {
        let sentence = |seq| self.session.more.if_there(self.session, |more| more.sentence(seq));
        cursor.last().and_then(sentence).unwrap_or_default()
    }

    /// The ticks, and where each stands on the scrubber's way, in thousandths.
    fn html(self) -> (String, Vec<u64>) {
        let filter = self.session.filter.get();
        let cursors = self.with(<[Cursor]>::to_vec);
        let (mut html, mut places) = (String::new(), Vec::new());
        for cursor in cursors {
            let place = |run: &crate::run::Run| {
                u64::from(run.steps_until(filter, cursor)) * 1000 / u64::from(run.steps(filter).max(1))
            };
            let at = self.session.of_shown(place).unwrap_or_default();
            places.push(at);
            html += &markup(TICK, &[("cursor", &cursor.0.to_string()), ("words", &self.words(cursor))]);
        }
        (html, places)
    }
}
