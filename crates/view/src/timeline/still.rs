//! The timeline of a whole run as wide as its column, whatever that is: what a page has before its application is there, at the
//! places where that will draw it. Along the axis all lengths are in percent, so that nothing but the axis is stretched.

use std::fmt::Write;

use loopscope_strings::{Lang, fill, page};

use super::arrows::{MOST_ARROWS, few_arrows, wake_arrows};
use super::colours::hue;
use super::fold::{Row, fold, row_of, whole_row};
use super::look::{Look, Shape};
use super::marks::{LaneMarks, Mark, states_of};
use super::rows::Rows;
use super::scale::{LEAST, Scale};
use super::svg::{DRAWN, HATCH, INSET, RAISED};
use crate::escape::escape;
use crate::scope::Scope;

const ROWS: Rows = Rows::PAGE;

/// The drawing; what it shows is told by `label`. The column leaves [`MARGIN`](super::MARGIN) free at both sides.
#[must_use]
pub fn drawing(lang: Lang, scope: &Scope, label: &str) -> String {
    let scale = Scale::still(scope);
    let lanes = scope.lanes();
    let rows = fold(lanes, |_| false);
    let height = ROWS.top_of(rows.len());
    let mut out = String::new();
    let _ = write!(out, "<svg role=\"img\" width=\"100%\" height=\"{height}\" aria-label=\"");
    escape(label, &mut out);
    out.push_str("\"><defs>");
    if states_of(lanes.iter()).into_iter().any(|state| Look::of(state).hatched) {
        out.push_str(HATCH);
    }
    let (arrows, down, up) = arrows(scope, &scale, &rows);
    for (there, id, y, path) in [(down, "down", 5, "M0 0l3 5l3-5"), (up, "up", 0, "M0 5l3-5l3 5")] {
        if there {
            let _ = write!(
                out,
                "<marker id=\"{id}\" refX=\"3\" refY=\"{y}\" markerWidth=\"6\" markerHeight=\"5\" \
                 markerUnits=\"userSpaceOnUse\"><path d=\"{path}\"/></marker>"
            );
        }
    }
    out.push_str("</defs><g class=\"grid\">");
    for tick in scale.ticks(|time| fill(page(lang).clock_seconds, &[("time", time)])) {
        let (top, base, x) = (ROWS.top - 5, ROWS.top - 9, percent(tick.x));
        let _ = write!(out, "<line x1=\"{x}\" y1=\"{top}\" x2=\"{x}\" y2=\"{height}\"/><text x=\"{x}\" y=\"{base}\">");
        escape(&tick.label, &mut out);
        out.push_str("</text>");
    }
    out.push_str("</g><g class=\"arrows\">");
    out.push_str(&arrows);
    out.push_str("</g><g class=\"plan\">");
    for (nth, row) in rows.iter().enumerate() {
        let (task, marks) = whole_row(lang, &scale, scope, row);
        let _ = write!(out, "<g class=\"lane {}\" transform=\"translate(0 {})\">", hue(task), ROWS.top_of(nth));
        lane(&marks, &mut out);
        out.push_str("</g>");
    }
    out.push_str("</g></svg>");
    out
}

fn lane(drawn: &LaneMarks, out: &mut String) {
    for state in DRAWN {
        for mark in drawn.marks.iter().filter(|mark| mark.state == state) {
            self::mark(mark, out);
        }
    }
    for label in &drawn.labels {
        let _ = write!(out, "<text x=\"{}\" dx=\"{INSET}\" y=\"{}\">", percent(label.x), ROWS.middle() - RAISED);
        escape(&label.text, out);
        out.push_str("</text>");
    }
}

/// Neither a path nor a transformation knows percent: what has a length is another element, and a sign has a coordinate system of
/// its own, whose place is.
fn mark(mark: &Mark, out: &mut String) {
    let look = Look::of(mark.state);
    let (x, middle) = (percent(mark.x), ROWS.middle());
    let hatch = look.hatched.then_some("hatch");
    for class in [Some(look.class), hatch].into_iter().flatten() {
        let _ = match look.shape {
            Shape::Bar { height } => {
                let width = if mark.width == 0 { LEAST.to_string() } else { percent(mark.width) };
                let top = middle - height / 2;
                write!(out, "<rect class=\"{class}\" x=\"{x}\" y=\"{top}\" width=\"{width}\" height=\"{height}\"/>")
            }
            Shape::Line => {
                let end = percent(mark.x + mark.width);
                write!(out, "<line class=\"{class}\" x1=\"{x}\" y1=\"{middle}\" x2=\"{end}\" y2=\"{middle}\"/>")
            }
            sign => {
                let mut path = String::new();
                sign.path(0, 0, 0, &mut path);
                write!(
                    out,
                    "<svg x=\"{x}\" y=\"{middle}\" overflow=\"visible\"><path class=\"{class}\" d=\"{path}\"/></svg>"
                )
            }
        };
    }
}

/// Who woke whom; whether there are arrows down, and up.
fn arrows(scope: &Scope, scale: &Scale, rows: &[Row]) -> (String, bool, bool) {
    let (mut out, mut down, mut up) = (String::new(), false, false);
    if few_arrows(scope, MOST_ARROWS) {
        for arrow in wake_arrows(scope, 0..scope.len(), scale, row_of(scope, rows)) {
            let (source, target) = arrow.heights(ROWS);
            let head = if arrow.is_down() { "down" } else { "up" };
            (down, up) = (down | arrow.is_down(), up | !arrow.is_down());
            let _ = write!(
                out,
                "<line x1=\"{}\" y1=\"{source}\" x2=\"{}\" y2=\"{target}\" marker-end=\"url(#{head})\"/>",
                percent(arrow.begin),
                percent(arrow.end)
            );
        }
    }
    (out, down, up)
}

/// Thousandths, in percent.
fn percent(thousandths: i32) -> String {
    let (whole, part) = (thousandths / 10, thousandths % 10);
    if part == 0 { format!("{whole}%") } else { format!("{whole}.{part}%") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_in_percent() {
        assert_eq!([0, 333, 500, 1000].map(percent), ["0%", "33.3%", "50%", "100%"]);
    }
}
