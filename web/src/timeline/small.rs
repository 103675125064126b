//! The small timeline of a phone's dock: the same lanes in the same shapes and colours, made smaller until they have room in a few
//! lines of text. It has no words; the button around it has.

use leptos::html;
use leptos::prelude::*;
use loopscope_executor::Instant;
use loopscope_view::timeline::{Axis, Rows, Scale, Unit, Window, svg};

use super::lanes::{Thin, place, row_html};
use super::runs;
use crate::browser::markup::elements;
use crate::browser::size::observe;
use crate::live::{live, memo};
use crate::session::use_session;

/// As many lanes have room.
const MOST: usize = 10;
/// How high it is at most, in pixels.
const TALLEST: f64 = 56.0;
/// The lanes before they are made smaller.
const ROWS: Rows = Rows { top: 0, ..Rows::DENSE };

/// The drawing.
#[component]
pub(crate) fn SmallTimeline() -> impl IntoView {
    let session = use_session();
    let (frame, width) = (NodeRef::<html::Div>::new(), RwSignal::new(0));
    observe(frame, move || {
        if let Some(frame) = frame.get_untracked() {
            width.set(frame.client_width());
        }
    });
    let lanes = memo(move || {
        session.shown.track();
        session.planned.track();
        let mut rows = session.model.with_untracked(|model| runs::rows(model, &[]));
        rows.truncate(MOST);
        rows
    });
    let height = move || f64::from(ROWS.top_of(lanes.with(Vec::len).max(1)));
    // What is made smaller is drawn wider, so that it fills its room.
    let smaller = move || (TALLEST / height()).min(1.0);
    let scale = memo(move || {
        session.shown.track();
        session.planned.track();
        let now = session.now.get();
        session.model.with_untracked(|model| {
            let longest = runs::longest(model);
            Scale {
                axis: if longest == Instant::ZERO { Axis::Step } else { Axis::Time },
                unit: Unit::Pixel,
                width: (f64::from(width.get()) / smaller()) as i32,
                end: longest.max(now),
                steps: runs::runs(model).map(|run| run.scope.len()).max().unwrap_or(0),
                window: Window::WHOLE,
            }
        })
    });
    let mut thin: Vec<[Thin; 2]> = Vec::new();
    let drawn = move || {
        // On a wide page nobody sees it.
        if width.get() == 0 {
            return String::new();
        }
        let (scale, cursor, now, lanes) = (scale.get(), session.cursor.get(), session.now.get(), lanes.get());
        thin.resize_with(lanes.len(), Default::default);
        session.model.with_untracked(|model| {
            let lane = |(nth, (row, thin)): (usize, (&_, &mut _))| {
                place(row, ROWS.top_of(nth), &row_html(session, model, row, thin, &scale, (cursor, now), ROWS))
            };
            lanes.iter().zip(&mut thin).enumerate().map(lane).collect::<String>()
        })
    };
    let now = move || svg::moment(scale.get().x(session.cursor.get().0, session.now.get()), ROWS, height() as i32);
    let view_box = move || ["0 0 ", &scale.get().width.to_string(), " ", &height().to_string()].concat();
    view! {
        <div class="drawing small" aria-hidden="true" node_ref=frame>
            <svg
                width=live(move || width.get().to_string())
                height=live(move || (height() * smaller()).to_string())
                viewBox=live(view_box)
            >
                <g {..elements(live(drawn))}></g>
                <path class="now" d=live(now)></path>
            </svg>
        </div>
    }
}
