//! Marks as SVG whose lengths are in pixels: the page's timeline, by class, and that of a picture, which has its own style.

use std::fmt::Write;

use loopscope_strings::Lang;

use super::arrows::WakeArrow;
use super::look::{Look, Shape};
use super::marks::{GhostMarks, Label, LaneMarks, Mark};
use super::rows::Rows;
use super::scale::Tick;
use crate::escape::escape;
use crate::lane::LaneState;
use crate::words::state_words;

/// What a blocked loop is hatched with; it stands among a drawing's `<defs>`.
pub const HATCH: &str = "<pattern id=\"hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" \
                         patternTransform=\"rotate(45)\"><path d=\"M0 0v6\"/></pattern>";

/// The states from the back to the front.
pub(crate) const DRAWN: [LaneState; 8] = [
    LaneState::Waiting,
    LaneState::Ready,
    LaneState::Running,
    LaneState::Blocking,
    LaneState::Done,
    LaneState::Failed,
    LaneState::Cancelled,
    LaneState::Collected,
];

/// How far a label stands from where its wait begins, and above the lane's middle, in pixels.
pub(crate) const INSET: i32 = 8;
pub(crate) const RAISED: i32 = 5;

/// A lane in a coordinate system of its own, whose top is 0: of each state one path, however many marks it has.
#[must_use]
pub fn lane(drawn: &LaneMarks, rows: Rows) -> String {
    let mut out = String::new();
    for state in DRAWN {
        let mut path = String::new();
        for mark in drawn.marks.iter().filter(|mark| mark.state == state) {
            add(mark, rows, &mut path);
        }
        paint(&Look::of(state), &path, &mut out);
    }
    labels(&drawn.labels, rows, &mut out);
    out
}

/// A mark by itself.
#[cfg(feature = "more")]
pub(crate) fn mark(mark: &Mark, rows: Rows, out: &mut String) {
    let mut path = String::new();
    add(mark, rows, &mut path);
    paint(&Look::of(mark.state), &path, out);
}

fn add(mark: &Mark, rows: Rows, path: &mut String) {
    let shape = Look::of(mark.state).shape.at_most(rows.tallest());
    shape.path(mark.x, rows.middle(), mark.width, path);
}

fn paint(look: &Look, path: &str, out: &mut String) {
    if path.is_empty() {
        return;
    }
    let hatch = look.hatched.then_some("hatch");
    for class in [Some(look.class), hatch].into_iter().flatten() {
        let _ = write!(out, "<path class=\"{class}\" d=\"{path}\"/>");
    }
}

/// The words of a lane.
pub(crate) fn labels(labels: &[Label], rows: Rows, out: &mut String) {
    for Label { x, text } in labels {
        let _ = write!(out, "<text x=\"{}\" y=\"{}\">", x + INSET, rows.middle() - RAISED);
        escape(text, out);
        out.push_str("</text>");
    }
}

/// The same task's life in the run before, at the lane's foot: a line from its begin to its end, a tick at each end of a wait.
#[must_use]
pub fn ghost(marks: &GhostMarks, rows: Rows) -> String {
    let base = rows.height - 6;
    let mut out = String::from("<path class=\"ghost\" d=\"");
    let _ = write!(out, "M{} {base}H{}", marks.begin, marks.end);
    for x in &marks.waits {
        let _ = write!(out, "M{x} {}v6", base - 3);
    }
    out + "\"/>"
}

/// Appends an arrow to a path.
pub fn arrow(arrow: &WakeArrow, rows: Rows, path: &mut String) {
    let (source, target) = arrow.heights(rows);
    let tip = if arrow.is_down() { target - 5 } else { target + 5 };
    let (begin, end) = (arrow.begin, arrow.end);
    let _ = write!(path, "M{begin} {source}L{end} {target}M{} {tip}L{end} {target}L{} {tip}", end - 3, end + 3);
}

/// The axis: a line down to `bottom` and a label for each tick.
#[must_use]
pub fn grid(ticks: &[Tick], rows: Rows, bottom: i32) -> String {
    let mut out = String::new();
    for Tick { x, label } in ticks {
        let (from, base) = (rows.top - 5, rows.top - 9);
        let _ = write!(out, "<path d=\"M{x} {from}V{bottom}\"/><text x=\"{x}\" y=\"{base}\">");
        escape(label, &mut out);
        out.push_str("</text>");
    }
    out
}

/// The line at the moment that one looks at, as a path.
#[must_use]
pub fn moment(x: i32, rows: Rows, bottom: i32) -> String {
    let mut path = String::new();
    let _ = write!(path, "M{x} {}V{bottom}", rows.top - 5);
    path
}

/// The sign of a state, for a legend: 20 pixels wide, 18 high.
#[must_use]
pub fn sample(state: LaneState) -> String {
    let look = Look::of(state);
    let (x, width) = match look.shape {
        Shape::Bar { .. } => (2, 16),
        Shape::Line => (1, 18),
        Shape::Disc | Shape::Cross | Shape::Diamond | Shape::Square => (10, 0),
    };
    let (mut path, mut out) = (String::new(), String::new());
    look.shape.at_most(10).path(x, 9, width, &mut path);
    paint(&look, &path, &mut out);
    out
}

/// The items of a legend: signs and what they say.
#[must_use]
pub fn legend(lang: Lang, states: &[LaneState]) -> String {
    let mut out = String::new();
    for state in states {
        out.push_str("<li><svg class=\"lane\" width=\"20\" height=\"18\" aria-hidden=\"true\">");
        out.push_str(&sample(*state));
        out.push_str("</svg>");
        escape(state_words(lang, *state), &mut out);
        out.push_str("</li>");
    }
    out
}
