//! The timeline of a default run as SVG in the page, of the same measures as the application's (web/src/timeline), which takes
//! its place. It is as wide as its column: along the axis all lengths are in percent, so that nothing but the axis is stretched.
//! Colours and strokes come from the style sheet, by the application's classes.

use std::collections::BTreeSet;
use std::fmt::Write;

use loopscope_executor::Instant;
use loopscope_executor::trace::WakeOutcome;
use loopscope_markup::{escape, hue};
use loopscope_strings::{Lang, fill, page};
use loopscope_view::{Lane, LaneState, Scope, Segment, Wait, seconds, state_words, wait_words};

/// Heights of a lane and of the axis.
const LANE: usize = 32;
const AXIS: usize = 24;
const MIDDLE: usize = LANE / 2;
/// How wide the axis is where there is least room: labels are chosen so that they fit there.
const NARROW: f64 = 246.0;
/// Least distance between two labels of the axis.
const LABEL: f64 = 64.0;
/// Width of a label's letter; a Chinese character is twice as wide.
const LETTER: f64 = 6.0;
/// More wake-ups than this hide what they show.
const ARROWS: usize = 60;

/// The drawing; what it shows is told by `label`.
pub(crate) fn drawing(lang: Lang, scope: &Scope, label: &str) -> String {
    let scale = Scale { by_step: scope.end() == Instant::ZERO, end: scope.end(), steps: scope.len() };
    let lanes = scope.lanes();
    let height = AXIS + LANE * lanes.len();
    let mut out = format!("<svg role=\"img\" width=\"100%\" height=\"{height}\" aria-label=\"");
    escape(label, &mut out);
    out.push_str("\"><defs>");
    let mut arrows = String::new();
    let (down, up) = arrow_lines(&mut arrows, &scale, scope);
    if lanes.iter().any(|lane| lane.segments.iter().any(|segment| segment.state == LaneState::Blocking)) {
        out.push_str(
            "<pattern id=\"hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
             <path d=\"M0 0v6\"/></pattern>",
        );
    }
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
    for (at, words) in scale.ticks(|time| fill(page(lang).clock_seconds, &[("time", time)])) {
        let (top, base, x) = (AXIS - 5, AXIS - 9, scale.percent(at));
        let _ = write!(out, "<line x1=\"{x}\" y1=\"{top}\" x2=\"{x}\" y2=\"{height}\"/><text x=\"{x}\" y=\"{base}\">");
        escape(&words, &mut out);
        out.push_str("</text>");
    }
    out.push_str("</g><g class=\"arrows\">");
    out.push_str(&arrows);
    out.push_str("</g><g class=\"plan\">");
    for (nth, lane) in lanes.iter().enumerate() {
        let _ = write!(out, "<g class=\"lane {}\" transform=\"translate(0 {})\">", hue(lane.task), AXIS + nth * LANE);
        self::lane(&mut out, lang, &scale, lane);
        out.push_str("</g>");
    }
    out.push_str("</g></svg>");
    out
}

fn lane(out: &mut String, lang: Lang, scale: &Scale, lane: &Lane) {
    let mut marks = String::new();
    // Of many that fall on the same place, one is drawn.
    let mut drawn = BTreeSet::new();
    for segment in &lane.segments {
        let (from, to) = (scale.at(segment.from, segment.start), scale.at(segment.to, segment.end));
        let (x, width) = (scale.percent(from), scale.percent(scale.part(to - from)));
        if !drawn.insert((segment.state, x.clone(), width.clone())) {
            continue;
        }
        let long = width != "0%";
        let bar = |marks: &mut String, class: &str, height: usize| {
            let (top, width) = (MIDDLE - height / 2, if long { &*width } else { "3" });
            let _ =
                write!(marks, "<rect class=\"{class}\" x=\"{x}\" y=\"{top}\" width=\"{width}\" height=\"{height}\"/>");
        };
        match segment.state {
            LaneState::Running => bar(&mut marks, "running", 16),
            LaneState::Blocking => {
                bar(&mut marks, "blocking", 16);
                bar(&mut marks, "hatch", 16);
            }
            LaneState::Ready if long => bar(&mut marks, "ready", 8),
            LaneState::Waiting if long => {
                let end = scale.percent(to);
                // Behind the bars, as the application draws it.
                let line = format!("<line class=\"waiting\" x1=\"{x}\" y1=\"{MIDDLE}\" x2=\"{end}\" y2=\"{MIDDLE}\"/>");
                marks.insert_str(0, &line);
                label(&mut marks, lang, segment, &x, scale.room(to - from));
            }
            LaneState::Ready | LaneState::Waiting => {}
            LaneState::Done => {
                let _ = write!(marks, "<circle class=\"done\" cx=\"{x}\" cy=\"{MIDDLE}\" r=\"5\"/>");
            }
            LaneState::Failed => sign(&mut marks, &x, "failed", "M-5-5l10 10m0-10l-10 10"),
            LaneState::Cancelled => sign(&mut marks, &x, "cancelled", "M0-6l6 6-6 6-6-6z"),
            LaneState::Collected => sign(&mut marks, &x, "collected", "M-5-5h10v10h-10z"),
        }
    }
    out.push_str(&marks);
}

/// A sign of a fixed size at a place that is not: in a coordinate system of its own.
fn sign(marks: &mut String, x: &str, class: &str, path: &str) {
    let _ = write!(
        marks,
        "<svg x=\"{x}\" y=\"{MIDDLE}\" overflow=\"visible\"><path class=\"{class}\" d=\"{path}\"/></svg>"
    );
}

/// The longest words on a wait that fit wherever the page is read.
fn label(marks: &mut String, lang: Lang, segment: &Segment, x: &str, room: f64) {
    let Some(wait) = &segment.waiting else { return };
    let short = match wait {
        Wait::Future { name, .. } if !name.is_empty() => name.to_string(),
        _ => wait_words(lang, wait),
    };
    let fits = |text: &String| {
        let letters: f64 = text.chars().map(|c| if c < '\u{1100}' { LETTER } else { 2.0 * LETTER }).sum();
        letters + 16.0 <= room
    };
    if let Some(text) = [wait_words(lang, wait), short].iter().find(|text| fits(text)) {
        let _ = write!(marks, "<text x=\"{x}\" dx=\"8\" y=\"{}\">", MIDDLE - 5);
        escape(text, marks);
        marks.push_str("</text>");
    }
}

/// Who woke whom; whether there are arrows down, and up.
fn arrow_lines(out: &mut String, scale: &Scale, scope: &Scope) -> (bool, bool) {
    let arrows: Vec<_> = scope.arrows(0..scope.len()).take(ARROWS + 1).collect();
    if arrows.len() > ARROWS {
        return (false, false);
    }
    let top = |lane: usize| AXIS + lane * LANE;
    let mut there = (false, false);
    for arrow in arrows.into_iter().filter(|arrow| arrow.outcome == WakeOutcome::Queued) {
        let from = arrow.from.filter(|from| *from != arrow.to);
        if from.is_none() && arrow.timer.is_none() {
            continue;
        }
        let down = from.is_none_or(|from| from < arrow.to);
        there = (there.0 | down, there.1 | !down);
        let (side, marker) = if down { (-10, "down") } else { (10, "up") };
        let middle = |lane: usize| (top(lane) + MIDDLE) as i32;
        let source = from.map_or(top(arrow.to) as i32, |from| middle(from) - side);
        let _ = write!(
            out,
            "<line x1=\"{}\" y1=\"{source}\" x2=\"{}\" y2=\"{}\" marker-end=\"url(#{marker})\"/>",
            scale.percent(scale.at(arrow.from_seq, arrow.from_time)),
            scale.percent(scale.at(arrow.seq, arrow.time)),
            middle(arrow.to) + side
        );
    }
    there
}

/// The signs of the states that occur, and their names.
pub(crate) fn legend(lang: Lang, scope: &Scope) -> String {
    let occurs = |state: &LaneState| {
        scope.lanes().iter().any(|lane| lane.segments.iter().any(|segment| segment.state == *state))
    };
    let mut out = String::new();
    for state in LaneState::ALL.into_iter().filter(occurs) {
        out.push_str("<li><svg class=\"lane\" width=\"20\" height=\"18\" aria-hidden=\"true\">");
        out.push_str(match state {
            LaneState::Running => "<path class=\"running\" d=\"M2 4h16v10H2z\"/>",
            LaneState::Blocking => {
                "<path class=\"blocking\" d=\"M2 4h16v10H2z\"/><path class=\"hatch\" d=\"M2 4h16v10H2z\"/>"
            }
            LaneState::Ready => "<path class=\"ready\" d=\"M2 5h16v8H2z\"/>",
            LaneState::Waiting => "<path class=\"waiting\" d=\"M1 9h18\"/>",
            LaneState::Done => "<circle class=\"done\" cx=\"10\" cy=\"9\" r=\"5\"/>",
            LaneState::Failed => "<path class=\"failed\" d=\"M5 4l10 10m0-10l-10 10\"/>",
            LaneState::Cancelled => "<path class=\"cancelled\" d=\"M10 3l6 6-6 6-6-6z\"/>",
            LaneState::Collected => "<path class=\"collected\" d=\"M5 4h10v10h-10z\"/>",
        });
        out.push_str("</svg>");
        escape(state_words(lang, state), &mut out);
        out.push_str("</li>");
    }
    out
}

/// What the axis means: loop time, or steps for a run that takes none.
struct Scale {
    by_step: bool,
    end: Instant,
    steps: u32,
}

impl Scale {
    fn whole(&self) -> u64 {
        if self.by_step { u64::from(self.steps) } else { self.end.as_nanos() }.max(1)
    }

    /// The place of a record, in the axis' own unit.
    fn at(&self, records: u32, time: Instant) -> u64 {
        if self.by_step { u64::from(records) } else { time.as_nanos() }.min(self.whole())
    }

    /// A length is a place that far from the beginning.
    fn part(&self, length: u64) -> u64 {
        length.min(self.whole())
    }

    /// A place from edge to edge, to a tenth of a percent.
    fn percent(&self, at: u64) -> String {
        let tenths = (u128::from(at) * 1000 + u128::from(self.whole() / 2)) / u128::from(self.whole());
        match (tenths / 10, tenths % 10) {
            (whole, 0) => format!("{whole}%"),
            (whole, part) => format!("{whole}.{part}%"),
        }
    }

    /// How many pixels a length has where there is least room.
    fn room(&self, length: u64) -> f64 {
        NARROW * length as f64 / self.whole() as f64
    }

    /// Places of the labels, at round numbers, and their words.
    fn ticks(&self, time: impl Fn(&str) -> String) -> Vec<(u64, String)> {
        let most = (NARROW / LABEL) as u64;
        let least = self.whole().div_ceil(most);
        let mut unit = 1;
        let stride = loop {
            if let Some(factor) = [1, 2, 5].into_iter().find(|factor| unit * factor >= least) {
                break unit * factor;
            }
            unit *= 10;
        };
        let words = |at: u64| if self.by_step { at.to_string() } else { time(&seconds(Instant::from_nanos(at))) };
        (0..=self.whole() / stride).map(|nth| (nth * stride, words(nth * stride))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::run::DefaultRun;

    #[test]
    fn the_event_loop_s_run_is_drawn() {
        let run = DefaultRun::of("event-loop").expect("it runs");
        let html = drawing(Lang::En, &run.scope, "a \"label\" & more");
        let tree = roxmltree::Document::parse(&html).expect("it is well-formed");
        assert_eq!(tree.root_element().attribute("aria-label"), Some("a \"label\" & more"));
        let lanes: Vec<_> = tree
            .descendants()
            .filter(|node| node.attribute("class").is_some_and(|class| class.starts_with("lane ")))
            .collect();
        assert_eq!(lanes.len(), run.scope.lanes().len());
        // main sleeps for all of the two seconds.
        let wait = tree.descendants().find(|node| node.attribute("class") == Some("waiting")).expect("a wait");
        assert_eq!((wait.attribute("x1"), wait.attribute("x2")), (Some("0%"), Some("100%")));
        let texts: Vec<_> =
            tree.descendants().filter(|node| node.has_tag_name("text")).filter_map(|node| node.text()).collect();
        assert_eq!(texts[..3], ["0 s", "1 s", "2 s"]);
    }

    #[test]
    fn places_are_in_percent() {
        let scale = Scale { by_step: false, end: Instant::from_secs_f64(3.0), steps: 7 };
        assert_eq!(scale.percent(scale.at(0, Instant::from_secs_f64(1.0))), "33.3%");
        assert_eq!(scale.percent(scale.at(0, Instant::from_secs_f64(1.5))), "50%");
        assert_eq!(scale.percent(scale.at(0, Instant::MAX)), "100%");
        let steps = Scale { by_step: true, end: Instant::ZERO, steps: 8 };
        assert_eq!(steps.percent(steps.at(2, Instant::ZERO)), "25%");
        assert_eq!(steps.ticks(str::to_owned).last(), Some(&(5, "5".to_owned())));
    }
}
