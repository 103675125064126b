//! A run as a small picture without words, for lists: the lanes alone, in the page's own colours.

use std::fmt::Write;

use loopscope_strings::Lang;

use super::colours::hue;
use super::marks::whole_lane;
use super::rows::Rows;
use super::scale::{Axis, Scale};
use super::svg;
use crate::scope::Scope;

/// As many lanes are drawn.
const MOST: usize = 8;
/// How wide and high it is, in the unit in which a lane's marks are; what it is shown as, its style decides.
const WIDTH: i32 = 300;
const HEIGHT: i32 = 8 * ROWS.height;
const ROWS: Rows = Rows { top: 0, ..Rows::DENSE };

/// The picture, as an `<svg>` of the class `thumbnail` that stands in a page. What it shows is told beside it.
#[must_use]
pub fn thumbnail(scope: &Scope) -> String {
    let lanes = scope.lanes();
    let shown = &lanes[..lanes.len().min(MOST)];
    let scale = Scale::of(scope, Axis::Time, WIDTH);
    // Few lanes stand in the middle.
    let top = (HEIGHT - ROWS.top_of(shown.len())) / 2;
    let mut out = String::new();
    let _ = write!(out, "<svg class=\"thumbnail\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" aria-hidden=\"true\">");
    for (nth, lane) in shown.iter().enumerate() {
        let mut drawn = whole_lane(Lang::DEFAULT, &scale, lane);
        drawn.labels.clear();
        let y = top + ROWS.top_of(nth);
        let _ = write!(out, "<g class=\"lane {}\" transform=\"translate(0 {y})\">", hue(lane.task));
        out.push_str(&svg::lane(&drawn, ROWS));
        out.push_str("</g>");
    }
    out + "</svg>"
}

#[cfg(test)]
mod tests {
    use loopscope_executor::Instant;
    use loopscope_executor::trace::{Actor, Kind, Record, TextId, Trace};

    use super::*;

    fn made(tasks: u32) -> Scope {
        let mut trace = Trace::default();
        for task in 1..=tasks {
            let kind = Kind::TaskCreated { parent: Actor::Outside, name: TextId::EMPTY, coroutine: TextId::EMPTY };
            trace.records.push(Record { time: Instant::ZERO, seq: task - 1, iteration: 1, task, line: 0, kind });
        }
        Scope::new(trace)
    }

    #[test]
    fn it_has_some_lanes_and_no_words() {
        for (tasks, lanes) in [(0, 0), (3, 3), (30, MOST)] {
            let scope = made(tasks);
            let drawn = scope.lanes().len().min(MOST);
            let picture = thumbnail(&scope);
            assert_eq!(picture.matches("<g class=\"lane ").count(), drawn, "{tasks}");
            assert!(drawn >= lanes && !picture.contains("<text"), "{picture}");
        }
    }
}
