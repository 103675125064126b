//! Which marks a lane has, and where.

use loopscope_executor::Instant;
use loopscope_strings::Lang;

use super::scale::Scale;
use crate::cursor::Cursor;
use crate::lane::{Lane, LaneState, Segment};
use crate::wait::Wait;
use crate::words::{short_wait, wait_words};

/// Width of a label's letter, in pixels; one of a Chinese character is twice as wide.
const LETTER: i32 = 6;
/// What is free of a label's room, in pixels.
const FREE: i32 = 16;

/// Which part of a run is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What has happened at this cursor, at this time.
    Past(Cursor, Instant),
    /// What comes after it.
    Future(Cursor, Instant),
}

/// A segment of a lane, where it is drawn; [`Look::of`](super::Look::of) its state says how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Place of the segment in its lane; of lanes that are folded, the record that brought the state.
    pub place: u32,
    /// Its state.
    pub state: LaneState,
    /// Where it begins, in the scale's unit; the signs of an end stand there.
    pub x: i32,
    /// How long it is, in the scale's unit.
    pub width: i32,
}

/// Words at a wait.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where the wait begins, in the scale's unit.
    pub x: i32,
    /// What is waited for.
    pub text: String,
}

/// What is drawn of a lane.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LaneMarks {
    /// Its marks, in the order of its life.
    pub marks: Vec<Mark>,
    /// Its words.
    pub labels: Vec<Label>,
}

/// Places of the segments that are drawn: those in sight, and of many that fall on the same pixels, one.
#[must_use]
pub fn thin(scale: &Scale, lane: &Lane) -> Vec<u32> {
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

/// What is drawn of a part of a lane. `places`: as [`thin`] gives them. `present`: until when a run that goes on has come, beyond its
/// last record. `free`: up to where its words have room, as beyond the run's present its plan may have others.
#[must_use]
pub fn lane_marks(
    lang: Lang,
    scale: &Scale,
    lane: &Lane,
    places: &[u32],
    part: Part,
    present: Instant,
    free: i32,
) -> LaneMarks {
    let mut drawn = LaneMarks::default();
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
            // What was only about to run for no time is left out.
            if segment.state != LaneState::Ready || width >= scale.least() {
                drawn.marks.push(Mark { place: *place, state: segment.state, x, width });
            }
            // What is known to end later may be ended sooner; then the next wait begins where its words would stand.
            let next = lane.segments[nth + 1..].iter().find(|later| later.waiting.is_some());
            let free = next.map_or(free, |next| scale.x(next.from, next.start).min(free));
            drawn.labels.extend(label(lang, scale, segment, end, part, free));
        }
    }
    drawn
}

/// What is drawn of a whole run's lane.
pub(crate) fn whole_lane(lang: Lang, scale: &Scale, lane: &Lane) -> LaneMarks {
    let all = Part::Past(Cursor(u32::MAX), scale.end);
    lane_marks(lang, scale, lane, &thin(scale, lane), all, Instant::ZERO, scale.width)
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

/// The longest words that fit. They stand where the segment begins and keep still while it grows: only the part in which
/// it begins has them, and a wait that is known to end later is as wide as it will be, up to where other words begin.
fn label(lang: Lang, scale: &Scale, segment: &Segment, end: Instant, part: Part, free: i32) -> Option<Label> {
    let wait = segment.waiting.as_ref()?;
    if matches!(part, Part::Future(cursor, _) if segment.from < cursor.0) {
        return None;
    }
    // Of a wait that began out of sight, the words stand at the edge.
    let x = scale.x(segment.from, segment.start).max(0);
    let end = end.max(wait.until().unwrap_or(end));
    let room = scale.pixels(scale.x(segment.to, end).min(free).min(scale.width) - x) - FREE;
    // Not even one letter would fit: of a long run, that is most of it.
    if room < LETTER {
        return None;
    }
    let fits = |text: &String| {
        let letters: i32 = text.chars().map(|c| if c < '\u{1100}' { 1 } else { 2 }).sum();
        letters * LETTER <= room
    };
    let words: [fn(Lang, &Wait) -> String; 2] = [wait_words, short_wait];
    let text = words.into_iter().map(|words| words(lang, wait)).find(fits)?;
    Some(Label { x, text })
}

/// The same task's life in the run before, below its lane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GhostMarks {
    /// Where it begins.
    pub begin: i32,
    /// Where it ends.
    pub end: i32,
    /// Where waits end.
    pub waits: Vec<i32>,
}

/// A life in the run before; `None` for one without a state.
#[must_use]
pub fn ghost_marks(scale: &Scale, lane: &Lane) -> Option<GhostMarks> {
    let (first, last) = lane.segments.first().zip(lane.segments.last())?;
    let (begin, end) = (scale.x(first.from, first.start), scale.x(last.to, last.end));
    let mut waits = Vec::new();
    for segment in lane.segments.iter().filter(|segment| segment.state == LaneState::Waiting) {
        let x = scale.x(segment.to, segment.end);
        if waits.last().is_none_or(|last| x > *last) && scale.shows(x, x) {
            waits.push(x);
        }
    }
    Some(GhostMarks { begin, end, waits })
}

/// The states that these lanes have, in the order of a legend.
#[must_use]
pub fn states_of<'a>(lanes: impl Iterator<Item = &'a Lane>) -> Vec<LaneState> {
    let segments = lanes.flat_map(|lane| &lane.segments);
    let there = segments.fold(0_u32, |bits, segment| bits | 1 << segment.state as u32);
    LaneState::ALL.into_iter().filter(|state| there >> *state as u32 & 1 == 1).collect()
}
