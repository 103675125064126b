//! The timeline as SVG: for each lane the past at full strength, what is planned pale.
//!
//! A state is told by shape as well as by colour: running is a solid bar, blocking a hatched one, ready a hollow one,
//! waiting a thin line; done ends in a disc, failed in a cross, cancelled in a hollow diamond, collected in a hollow square. Colours are the task's own,
//! from the stylesheet, by class.

use std::fmt::Write;

use loopscope_executor::Instant;
use loopscope_executor::trace::TaskNo;
use loopscope_view::{Cursor, Lane, LaneState, Scope, Segment, Wait};

use super::axis::{Scale, Tick};
use loopscope_markup::escape;

/// Height of a lane; the stylesheet's `--lane` is the same.
pub(crate) const LANE: i32 = 32;
const MIDDLE: i32 = LANE / 2;
/// Least width of a bar that lasted no time.
const LEAST: i32 = 3;
/// Width of a label's letter; one of a Chinese character is twice as wide.
const LETTER: i32 = 6;

/// Which part of a run is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// What has happened at this cursor, at this time.
    Past(Cursor, Instant),
    /// What comes after it.
    Future(Cursor, Instant),
}

/// Paths of one lane, one for each way of drawing.
#[derive(Default)]
struct Paths {
    waiting: String,
    ready: String,
    running: String,
    blocking: String,
    done: String,
    failed: String,
    cancelled: String,
    collected: String,
    labels: String,
}

/// Places of the segments that are drawn: those in sight, and of many that fall on the same pixels, one.
pub(crate) fn thin(scale: &Scale, lane: &Lane) -> Vec<u32> {
    let mut places = Vec::new();
    let count = lane.segments.len();
    let first = scale.first_in_sight(count, |nth| (lane.segments[nth].to, lane.segments[nth].end));
    // Up to where each state's marks have come.
    let mut drawn_to = [0; LaneState::ALL.len()];
    for (nth, segment) in (0..).zip(&lane.segments).skip(first.min(count.saturating_sub(1))) {
        let begin = scale.x(segment.from, segment.start);
        if begin > scale.width {
            break;
        }
        let reach = scale.x(segment.to, segment.end).max(begin + 1);
        let drawn_to = &mut drawn_to[segment.state as usize];
        // What goes on ends later than its records say.
        if reach > *drawn_to || nth as usize + 1 == count {
            *drawn_to = reach;
            places.push(nth);
        }
    }
    places
}

/// The marks of one lane. `places`: as [`thin`] gives them. `present`: until when a run that goes on has come, beyond its last
/// record. `words`: what is waited for, long and short.
pub(crate) fn lane(
    scale: &Scale,
    lane: &Lane,
    places: &[u32],
    part: Part,
    present: Instant,
    words: &dyn Fn(&Wait) -> [String; 2],
) -> String {
    let mut paths = Paths::default();
    for place in places {
        let nth = *place as usize;
        let Some(segment) = lane.segments.get(nth) else { continue };
        let goes_on = nth + 1 == lane.segments.len() && !segment.state.is_end();
        let end = if goes_on { segment.end.max(present) } else { segment.end };
        let Some((x, width)) = stretch(scale, segment, end, part) else { continue };
        if !scale.shows(x, x + width) {
            continue;
        }
        if width > 0 || !goes_on || matches!(part, Part::Past(..)) {
            paths.add(segment.state, x, width);
            paths.label(scale, segment, end, part, words);
        }
    }
    let mut out = String::new();
    let ways = [
        ("waiting", paths.waiting),
        ("ready", paths.ready),
        ("running", paths.running),
        ("blocking", paths.blocking),
        ("done", paths.done),
        ("failed", paths.failed),
        ("cancelled", paths.cancelled),
        ("collected", paths.collected),
    ];
    for (class, path) in &ways {
        if !path.is_empty() {
            let _ = write!(out, "<path class=\"{class}\" d=\"{path}\"/>");
            if *class == "blocking" {
                let _ = write!(out, "<path class=\"hatch\" d=\"{path}\"/>");
            }
        }
    }
    out + &paths.labels
}

/// Where the part of a segment that is to be drawn begins, and how wide it is.
fn stretch(scale: &Scale, segment: &Segment, end: Instant, part: Part) -> Option<(i32, i32)> {
    let begin = scale.x(segment.from, segment.start);
    let end = scale.x(segment.to, end);
    let (begin, end) = match part {
        Part::Past(cursor, _) if segment.from >= cursor.0 => return None,
        // It goes on at the cursor.
        Part::Past(cursor, now) if segment.to >= cursor.0 && !segment.state.is_end() => {
            // At the end of a trace that still grows, its last segment lasts until now.
            (begin, scale.x(cursor.0, now).max(begin))
        }
        Part::Past(..) => (begin, end),
        Part::Future(cursor, now) if segment.to <= cursor.0 && end <= scale.x(cursor.0, now) => return None,
        Part::Future(cursor, _) if segment.state.is_end() && segment.from < cursor.0 => return None,
        Part::Future(cursor, now) => {
            let from = begin.max(scale.x(cursor.0, now));
            (from, end.max(from))
        }
    };
    Some((begin, end - begin))
}

impl Paths {
    fn add(&mut self, state: LaneState, x: i32, width: i32) {
        let bar = |path: &mut String, height: i32| {
            let (top, width) = (MIDDLE - height / 2, width.max(LEAST));
            let _ = write!(path, "M{x} {top}h{width}v{height}h-{width}z");
        };
        let _ = match state {
            LaneState::Running => {
                bar(&mut self.running, 16);
                Ok(())
            }
            LaneState::Blocking => {
                bar(&mut self.blocking, 16);
                Ok(())
            }
            LaneState::Ready => {
                if width >= LEAST {
                    bar(&mut self.ready, 8);
                }
                Ok(())
            }
            LaneState::Waiting => write!(self.waiting, "M{x} {MIDDLE}h{width}"),
            LaneState::Done => write!(self.done, "M{} {MIDDLE}a5 5 0 1 0 10 0a5 5 0 1 0-10 0", x - 5),
            LaneState::Failed => {
                write!(self.failed, "M{} {}l10 10m0-10l-10 10", x - 5, MIDDLE - 5)
            }
            LaneState::Cancelled => write!(self.cancelled, "M{x} {}l6 6-6 6-6-6z", MIDDLE - 6),
            LaneState::Collected => write!(self.collected, "M{} {}h10v10h-10z", x - 5, MIDDLE - 5),
        };
    }

    /// The longest words that fit. They stand where the segment begins and keep still while it grows: only the part in which
    /// it begins has them, and a wait that is known to end later is as wide as it will be.
    fn label(
        &mut self,
        scale: &Scale,
        segment: &Segment,
        end: Instant,
        part: Part,
        words: &dyn Fn(&Wait) -> [String; 2],
    ) {
        let Some(wait) = &segment.waiting else { return };
        if matches!(part, Part::Future(cursor, _) if segment.from < cursor.0) {
            return;
        }
        // Of a wait that began out of sight, the words stand at the edge.
        let x = scale.x(segment.from, segment.start).max(0);
        let end = end.max(wait.until().unwrap_or(end));
        let width = scale.x(segment.to, end).min(scale.width) - x;
        // Not even one letter would fit: of a long run, that is most of it.
        if width < 16 + LETTER {
            return;
        }
        let fits = |text: &String| {
            let letters: i32 = text.chars().map(|c| if c < '\u{1100}' { 1 } else { 2 }).sum();
            letters * LETTER + 16 <= width
        };
        if let Some(text) = words(wait).iter().find(|text| fits(text)) {
            let _ = write!(self.labels, "<text x=\"{}\" y=\"{}\">", x + 8, MIDDLE - 5);
            escape(text, &mut self.labels);
            self.labels.push_str("</text>");
        }
    }
}

/// The same task's life in the run before, below the lane: a line from its begin to its end, a tick at each end of a wait.
pub(crate) fn ghost(scale: &Scale, lane: &Lane) -> String {
    let Some((first, last)) = lane.segments.first().zip(lane.segments.last()) else { return String::new() };
    let base = LANE - 6;
    let (begin, end) = (scale.x(first.from, first.start), scale.x(last.to, last.end));
    let mut path = ["M", &begin.to_string(), " ", &base.to_string(), "H", &end.to_string()].concat();
    let mut drawn_to = i32::MIN;
    for segment in &lane.segments {
        let x = scale.x(segment.to, segment.end);
        if segment.state == LaneState::Waiting && x > drawn_to && scale.shows(x, x) {
            drawn_to = x;
            let _ = write!(path, "M{x} {}v6", base - 3);
        }
    }
    ["<path class=\"ghost\" d=\"", &path, "\"/>"].concat()
}

/// An arrow between two lanes, or from the axis down to a lane when a timer is the cause. `from`, `to`: tops of the lanes.
pub(crate) fn arrow(begin: i32, from: Option<i32>, end: i32, to: i32) -> String {
    let down = from.is_none_or(|from| from < to);
    let (side, tip) = if down { (-10, -5) } else { (10, 5) };
    let target = to + MIDDLE + side;
    let source = from.map_or(to, |from| from + MIDDLE - side);
    let mut path = ["M", &begin.to_string(), " ", &source.to_string()].concat();
    let _ = write!(path, "L{end} {target}M{} {}L{end} {target}L{} {}", end - 3, target + tip, end + 3, target + tip);
    path
}

/// The axis: a line and a label for each tick.
pub(crate) fn grid(ticks: &[Tick], top: i32, bottom: i32) -> String {
    let mut out = String::new();
    for Tick { x, label } in ticks {
        let (from, base) = (top - 5, top - 9);
        let _ = write!(out, "<path d=\"M{x} {from}V{bottom}\"/><text x=\"{x}\" y=\"{base}\">");
        escape(label, &mut out);
        out.push_str("</text>");
    }
    out
}

/// The sign of a state, for the key: 20 pixels wide, 18 high.
pub(crate) fn sample(state: LaneState) -> &'static str {
    match state {
        LaneState::Running => "<path class=\"running\" d=\"M2 4h16v10H2z\"/>",
        LaneState::Blocking => {
            "<path class=\"blocking\" d=\"M2 4h16v10H2z\"/><path class=\"hatch\" d=\"M2 4h16v10H2z\"/>"
        }
        LaneState::Ready => "<path class=\"ready\" d=\"M2 5h16v8H2z\"/>",
        LaneState::Waiting => "<path class=\"waiting\" d=\"M1 9h18\"/>",
        LaneState::Done => "<path class=\"done\" d=\"M5 9a5 5 0 1 0 10 0a5 5 0 1 0-10 0\"/>",
        LaneState::Failed => "<path class=\"failed\" d=\"M5 4l10 10m0-10l-10 10\"/>",
        LaneState::Cancelled => "<path class=\"cancelled\" d=\"M10 3l6 6-6 6-6-6z\"/>",
        LaneState::Collected => "<path class=\"collected\" d=\"M5 4h10v10h-10z\"/>",
    }
}

/// The tasks whose lanes are shown, in order: those of the plan first, since a live run has not made all of them yet.
pub(crate) fn lanes(plan: Option<&Scope>, live: Option<&Scope>) -> Vec<TaskNo> {
    let mut tasks: Vec<TaskNo> = Vec::new();
    for (scope, other) in [(plan, None), (live, plan)] {
        for lane in scope.map_or(&[][..], Scope::lanes) {
            if other.is_none_or(|other| other.lane_of(lane.task).is_none()) {
                tasks.push(lane.task);
            }
        }
    }
    tasks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timeline::axis::Axis;
    use crate::timeline::window::Window;

    fn segment(from: u32, to: u32, start: f64, end: f64, state: LaneState) -> Segment {
        let (start, end) = (Instant::from_secs_f64(start), Instant::from_secs_f64(end));
        let waiting = (state == LaneState::Waiting).then(|| Wait::Future {
            future: 1,
            name: "sleep(2)".into(),
            until: Some(end),
        });
        Segment { from, to, start, end, state, waiting, line: 1 }
    }

    /// Runs at once, waits two seconds, ends.
    fn sleeper() -> Lane {
        Lane {
            task: 1,
            parent: Some(0),
            depth: 1,
            name: "Task-1".into(),
            coroutine: "main".into(),
            made_at: 1,
            segments: vec![
                segment(1, 3, 0.0, 0.0, LaneState::Ready),
                segment(3, 6, 0.0, 0.0, LaneState::Running),
                segment(6, 9, 0.0, 2.0, LaneState::Waiting),
                segment(9, 12, 2.0, 2.0, LaneState::Running),
                segment(12, 13, 2.0, 2.0, LaneState::Done),
            ],
        }
    }

    fn drawn(part: Part) -> String {
        let scale =
            Scale { axis: Axis::Time, width: 216, end: Instant::from_secs_f64(2.0), steps: 13, window: Window::WHOLE };
        let words = |_: &Wait| ["sleep(2), until t < 2 s".into(), "sleep(2)".into()];
        lane(&scale, &sleeper(), &thin(&scale, &sleeper()), part, Instant::ZERO, &words)
    }

    #[test]
    fn the_whole_past() {
        assert_eq!(
            drawn(Part::Past(Cursor(13), Instant::from_secs_f64(2.0))),
            "<path class=\"waiting\" d=\"M8 16h200\"/>\
             <path class=\"running\" d=\"M8 8h3v16h-3zM208 8h3v16h-3z\"/>\
             <path class=\"done\" d=\"M203 16a5 5 0 1 0 10 0a5 5 0 1 0-10 0\"/>\
             <text x=\"16\" y=\"11\">sleep(2), until t &lt; 2 s</text>"
        );
    }

    #[test]
    fn past_and_future_meet_at_the_cursor() {
        let now = Instant::from_secs_f64(0.5);
        assert_eq!(
            drawn(Part::Past(Cursor(7), now)),
            "<path class=\"waiting\" d=\"M8 16h50\"/><path class=\"running\" d=\"M8 8h3v16h-3z\"/>\
             <text x=\"16\" y=\"11\">sleep(2), until t &lt; 2 s</text>"
        );
        assert_eq!(
            drawn(Part::Future(Cursor(7), now)),
            "<path class=\"waiting\" d=\"M58 16h150\"/><path class=\"running\" d=\"M208 8h3v16h-3z\"/>\
             <path class=\"done\" d=\"M203 16a5 5 0 1 0 10 0a5 5 0 1 0-10 0\"/>"
        );
    }

    #[test]
    fn of_many_marks_on_one_pixel_one_is_drawn() {
        let mut busy = sleeper();
        busy.segments = (0..5000)
            .map(|nth| {
                let state = if nth % 2 == 0 { LaneState::Running } else { LaneState::Ready };
                segment(nth, nth + 1, f64::from(nth) / 5000.0, f64::from(nth + 1) / 5000.0, state)
            })
            .collect();
        let scale = Scale {
            axis: Axis::Step,
            width: 216,
            end: Instant::from_secs_f64(1.0),
            steps: 5000,
            window: Window::WHOLE,
        };
        let part = Part::Past(Cursor(5000), Instant::from_secs_f64(1.0));
        let all = lane(&scale, &busy, &thin(&scale, &busy), part, Instant::ZERO, &|_| ["".into(), "".into()]);
        assert!(all.matches('M').count() <= 400, "{}", all.len());
        // Zoomed in, each stands for itself, and only those in sight are drawn.
        let near = Scale { window: Window { from: 0.5, span: 0.004 }, ..scale };
        let some = lane(&near, &busy, &thin(&near, &busy), part, Instant::ZERO, &|_| ["".into(), "".into()]);
        assert!((18..=26).contains(&some.matches('M').count()), "{some}");
    }

    #[test]
    fn a_ghost_keeps_the_ends_of_its_waits() {
        let scale =
            Scale { axis: Axis::Time, width: 416, end: Instant::from_secs_f64(4.0), steps: 13, window: Window::WHOLE };
        assert_eq!(ghost(&scale, &sleeper()), "<path class=\"ghost\" d=\"M8 26H208M208 23v6\"/>");
    }

    #[test]
    fn nothing_before_the_beginning_and_after_the_end() {
        assert_eq!(drawn(Part::Past(Cursor::START, Instant::ZERO)), "");
        assert_eq!(drawn(Part::Future(Cursor(13), Instant::from_secs_f64(2.0))), "");
    }
}
