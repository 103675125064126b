//! The lanes of the drawing, and who woke whom, kept as the run, the cursor and the scale want them. What is out of sight is
//! not drawn, and what has not changed is left alone.

use leptos::prelude::*;
use loopscope_executor::Instant;
use loopscope_executor::trace::TaskNo;
use loopscope_markup::{hue, markup};
use loopscope_view::timeline::{
    Fold, FoldMark, LaneMarks, MOST_ARROWS, Part, Row, Rows, Scale, few_arrows, fold_marks, fold_part, ghost_marks,
    lane_marks, row_of, svg, thin, turn_records, wake_arrows,
};
use loopscope_view::{Cursor, Lane, PROGRAM};
use web_sys::Element;

use super::runs::{counterpart, lane_in};
use super::{Picture, ROWS};
use crate::browser::markup::put;
use crate::live::effect;
use crate::model::Model;
use crate::run::Run;
use crate::session::Session;

/// A row's place on the page.
struct Place {
    row: Row,
    group: Element,
    /// What stands in it.
    html: String,
    /// What is drawn of the run that is shown, and of the plan beyond it.
    thin: [Thin; 2],
}

/// Which segments of a row are drawn, for a run and a scale: a move of the cursor changes nothing about them.
#[derive(Default)]
pub(super) struct Thin {
    of: Option<(u64, u32, Scale)>,
    /// Of a lane, its segments' places.
    places: Vec<u32>,
    /// Of lanes that are folded, their marks.
    folded: Vec<FoldMark>,
}

impl Thin {
    /// Whether it is of another run or scale, and has to be found anew.
    fn is_old(&mut self, scale: &Scale, run: &Run) -> bool {
        let of = Some((run.key(0), run.scope.len(), *scale));
        std::mem::replace(&mut self.of, of) != of
    }

    fn places(&mut self, scale: &Scale, run: &Run, lane: &Lane) -> &[u32] {
        if self.is_old(scale, run) {
            self.places = thin(scale, lane);
        }
        &self.places
    }

    fn folded(&mut self, scale: &Scale, run: &Run, fold: &Fold) -> &[FoldMark] {
        if self.is_old(scale, run) {
            let now = (!run.ended()).then(|| scale.x(run.scope.len(), run.now.max(run.scope.end())));
            let lanes = fold.within.iter().filter_map(|task| lane_in(&run.scope, *task));
            self.folded = fold_marks(scale, lanes, now);
        }
        &self.folded
    }
}

/// Keeps the lanes that are in sight.
pub(super) fn keep(session: Session, picture: Picture) {
    let mut places: Vec<Place> = Vec::new();
    effect(move || {
        let (scale, cursor, now) = (picture.scale.get(), session.cursor.get(), session.now.get());
        session.shown.track();
        session.planned.track();
        let (first, last) = picture.in_sight.get();
        let Some(group) = picture.tasks.get() else { return };
        picture.rows.with(|rows| {
            if places.iter().map(|place| &place.row).ne(rows) {
                places = make_places(group.as_ref(), rows);
            }
        });
        session.model.with_untracked(|model| {
            for (nth, place) in (0..).zip(&mut places) {
                if nth < first || nth > last {
                    continue;
                }
                let html = row_html(session, model, &place.row, &mut place.thin, &scale, (cursor, now), ROWS);
                if place.html != html {
                    put(&place.group, &html);
                    place.html = html;
                }
            }
        });
    });
}

fn make_places(group: &Element, rows: &[Row]) -> Vec<Place> {
    let mut html = String::new();
    for (nth, row) in rows.iter().enumerate() {
        html += &place(row, ROWS.top_of(nth), "");
    }
    put(group, &html);
    let groups = group.children();
    let made = |(nth, row): (u32, &Row)| {
        let group = groups.item(nth)?;
        Some(Place { row: row.clone(), group, html: String::new(), thin: Default::default() })
    };
    (0..).zip(rows).filter_map(made).collect()
}

/// A row's place in a drawing, with what stands in it.
pub(super) fn place(row: &Row, top: i32, html: &str) -> String {
    let task = match row {
        Row::Lane(task) => *task,
        // In nobody's colour.
        Row::Fold(_) => PROGRAM,
    };
    let place = [("hue", &*hue(task)), ("top", &*top.to_string())];
    markup(r#"<g class="lane {hue}" transform="translate(0 {top})">"#, &place) + html + "</g>"
}

/// A row: what is planned, what has happened.
pub(super) fn row_html(
    session: Session,
    model: &Model,
    row: &Row,
    thin: &mut [Thin; 2],
    scale: &Scale,
    at: (Cursor, Instant),
    rows: Rows,
) -> String {
    match row {
        Row::Lane(task) => lane_html(session, model, *task, thin, scale, at, rows),
        Row::Fold(fold) if fold.open => String::new(),
        Row::Fold(fold) => fold_html(model, fold, thin, scale, at, rows),
    }
}

/// Until when a run has come: to its end, or, while it goes on, to now.
fn present(run: &Run, now: Instant) -> Instant {
    if run.ended() { run.scope.end() } else { run.now.max(run.scope.end()).max(now) }
}

/// Lanes that are folded.
fn fold_html(
    model: &Model,
    fold: &Fold,
    [of_shown, of_plan]: &mut [Thin; 2],
    scale: &Scale,
    (cursor, now): (Cursor, Instant),
    rows: Rows,
) -> String {
    let Some(shown) = model.shown() else { return String::new() };
    let present = present(shown, now);
    let draw = |run: &Run, thin: &mut Thin, part: Part| {
        svg::lane(&fold_part(scale, thin.folded(scale, run, fold), part), rows)
    };
    let mut html = "<g class=\"future\">".to_owned() + &draw(shown, of_shown, Part::Future(cursor, now));
    // Beyond the live run's present there is only its plan.
    if let Some(plan) = model.plan.as_ref().filter(|_| !shown.ended()) {
        html += &draw(plan, of_plan, Part::Future(plan.scope.cursor_at(present), present));
    }
    html + "</g>" + &draw(shown, of_shown, Part::Past(cursor, now))
}

/// A lane: its ghost, what is planned, what has happened.
fn lane_html(
    session: Session,
    model: &Model,
    task: TaskNo,
    [of_shown, of_plan]: &mut [Thin; 2],
    scale: &Scale,
    (cursor, now): (Cursor, Instant),
    rows: Rows,
) -> String {
    let mut html = String::new();
    let Some(shown) = model.shown() else { return html };
    let present = present(shown, now);
    let marks = |run: &Run, thin: &mut Thin, part: Part, present: Instant, free: i32| {
        lane_in(&run.scope, task).map_or_else(LaneMarks::default, |lane| {
            lane_marks(session.lang, scale, lane, thin.places(scale, run, lane), part, present, free)
        })
    };
    // Beyond the live run's present there is only its plan.
    let planned = model.plan.as_ref().filter(|_| !shown.ended()).map(|plan| {
        let part = Part::Future(plan.scope.cursor_at(present), present);
        marks(plan, of_plan, part, Instant::ZERO, scale.width)
    });
    let free = planned.as_ref().and_then(|planned| planned.labels.first()).map_or(scale.width, |label| label.x);
    let by_coroutine = model.versions().is_some();
    let ghost = model.ghost.as_ref();
    if let Some(ghost) = ghost.and_then(|ghost| counterpart(&shown.scope, task, &ghost.scope, by_coroutine)) {
        html += &ghost_marks(scale, ghost).map_or_else(String::new, |ghost| svg::ghost(&ghost, rows));
    }
    html += "<g class=\"future\">";
    html += &svg::lane(&marks(shown, of_shown, Part::Future(cursor, now), present, free), rows);
    if let Some(planned) = planned {
        html += &svg::lane(&planned, rows);
    }
    html += "</g>";
    html + &svg::lane(&marks(shown, of_shown, Part::Past(cursor, now), now, free), rows)
}

/// Who woke whom: all wake-ups if they are few, pale, and strong those of the turn that one looks at.
pub(super) fn arrows(session: Session, picture: Picture, strong: bool) -> String {
    let (cursor, scale) = (session.cursor.get(), picture.scale.get());
    session.shown.track();
    session.model.with_untracked(|model| {
        let mut path = String::new();
        let Some(run) = model.shown() else { return path };
        let scope = &run.scope;
        let records = if strong {
            turn_records(scope, cursor)
        } else if few_arrows(scope, MOST_ARROWS) {
            0..scope.len()
        } else {
            return path;
        };
        picture.rows.with(|rows| {
            for arrow in wake_arrows(scope, records, &scale, row_of(scope, rows)) {
                svg::arrow(&arrow, ROWS, &mut path);
            }
        });
        path
    })
}
