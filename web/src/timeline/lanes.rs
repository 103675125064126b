//! The lanes of the drawing, and who woke whom, kept as the run, the cursor and the scale want them. What is out of sight is
//! not drawn, and what has not changed is left alone.

use leptos::prelude::*;
use loopscope_executor::Instant;
use loopscope_executor::trace::TaskNo;
use loopscope_markup::{hue, markup};
use loopscope_view::timeline::{
    MOST_ARROWS, Part, Rows, Scale, few_arrows, ghost_marks, lane_marks, svg, thin, turn_records, wake_arrows,
};
use loopscope_view::{Cursor, Lane};
use web_sys::Element;

use super::runs::{counterpart, lane_in, tasks};
use super::{Picture, ROWS};
use crate::browser::markup::put;
use crate::live::effect;
use crate::model::Model;
use crate::run::Run;
use crate::session::Session;

/// A lane's place on the page.
struct Row {
    task: TaskNo,
    group: Element,
    /// What stands in it.
    html: String,
    /// Which segments of the run that is shown are drawn, and of the plan beyond it.
    thin: [Thin; 2],
}

/// Places of a lane's segments that are drawn, for a run and a scale: a move of the cursor changes nothing about them.
#[derive(Default)]
pub(super) struct Thin {
    of: Option<(u64, u32, Scale)>,
    places: Vec<u32>,
}

impl Thin {
    fn places(&mut self, scale: &Scale, run: &Run, lane: &Lane) -> &[u32] {
        let of = Some((run.key(0), run.scope.len(), *scale));
        if self.of != of {
            self.of = of;
            self.places = thin(scale, lane);
        }
        &self.places
    }
}

/// Keeps the lanes that are in sight.
pub(super) fn keep(session: Session, picture: Picture) {
    let mut rows: Vec<Row> = Vec::new();
    effect(move || {
        let (scale, cursor, now) = (picture.scale.get(), session.cursor.get(), session.now.get());
        session.shown.track();
        session.planned.track();
        let (first, last) = picture.in_sight.get();
        let Some(group) = picture.tasks.get() else { return };
        session.model.with_untracked(|model| {
            let tasks = tasks(model);
            if rows.iter().map(|row| row.task).ne(tasks.iter().copied()) {
                rows = make_rows(group.as_ref(), &tasks);
            }
            for (nth, row) in (0..).zip(&mut rows) {
                if nth < first || nth > last {
                    continue;
                }
                let html = lane_html(session, model, row.task, &mut row.thin, &scale, (cursor, now), ROWS);
                if row.html != html {
                    put(&row.group, &html);
                    row.html = html;
                }
            }
        });
    });
}

fn make_rows(group: &Element, tasks: &[TaskNo]) -> Vec<Row> {
    let mut html = String::new();
    for (nth, task) in (0..).zip(tasks) {
        html += &row(*task, ROWS.top_of(nth), "");
    }
    put(group, &html);
    let groups = group.children();
    let made = |(nth, task): (u32, &TaskNo)| {
        Some(Row { task: *task, group: groups.item(nth)?, html: String::new(), thin: Default::default() })
    };
    (0..).zip(tasks).filter_map(made).collect()
}

/// A lane's place in a drawing, with what stands in it.
pub(super) fn row(task: TaskNo, top: i32, html: &str) -> String {
    let place = [("hue", &*hue(task)), ("top", &*top.to_string())];
    markup(r#"<g class="lane {hue}" transform="translate(0 {top})">"#, &place) + html + "</g>"
}

/// A lane: its ghost, what is planned, what has happened.
pub(super) fn lane_html(
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
    // Until when a run that goes on has come.
    let present = if shown.ended() { shown.scope.end() } else { shown.now.max(shown.scope.end()).max(now) };
    let draw = |run: &Run, thin: &mut Thin, part: Part, present: Instant| {
        lane_in(&run.scope, task).map_or_else(String::new, |lane| {
            svg::lane(&lane_marks(session.lang, scale, lane, thin.places(scale, run, lane), part, present), rows)
        })
    };
    if let Some(ghost) = model.ghost.as_ref().and_then(|ghost| counterpart(&shown.scope, task, &ghost.scope)) {
        html += &ghost_marks(scale, ghost).map_or_else(String::new, |ghost| svg::ghost(&ghost, rows));
    }
    html += "<g class=\"future\">";
    html += &draw(shown, of_shown, Part::Future(cursor, now), present);
    // Beyond the live run's present there is only its plan.
    if let Some(plan) = model.plan.as_ref().filter(|_| !shown.ended()) {
        html += &draw(plan, of_plan, Part::Future(plan.scope.cursor_at(present), present), Instant::ZERO);
    }
    html += "</g>";
    html + &draw(shown, of_shown, Part::Past(cursor, now), now)
}

/// Who woke whom: all wake-ups if they are few, pale, and strong those of the turn that one looks at.
pub(super) fn arrows(session: Session, scale: &Scale, strong: bool) -> String {
    let cursor = session.cursor.get();
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
        // Lanes of the run that is shown, by their row.
        let tasks = tasks(model);
        let row = |lane: usize| {
            let task = scope.lanes().get(lane)?.task;
            tasks.iter().position(|other| *other == task)
        };
        for arrow in wake_arrows(scope, records, scale, row) {
            svg::arrow(&arrow, ROWS, &mut path);
        }
        path
    })
}
