//! A picture that plays the run: a line goes along the axis, what has happened is strong, what comes is pale, and what is printed
//! appears. One drawing serves all of its moments. What lasts is drawn once, and the ground lies over it like a veil from the line on; what
//! belongs to an instant (an end, a step that took no time, a printed line) lies above that, and is struck when its instant comes:
//!
//! ```text
//!   under ──► veil and line, at an x ──► struck, each at its instant ──► over       what is waited for, in words
//!   └ title, axis, names, what lasts      └ pale or hidden until then
//!     and what stands below
//! ```
//!
//! [`Reel::animated`] lets a browser's CSS do that, without a script, so that it plays in an `<img>`; who asks for less motion, prints, or
//! has a program that knows no animations, sees the whole run. [`Reel::at`] is one moment, still, and [`Reel::layers`] are the parts, from
//! which a program that makes many moments puts them together.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::time::Duration;

use loopscope_executor::Instant;
use loopscope_executor::trace::TaskNo;

use super::pace::Pace;
use super::svg::{END, PICTURE_HEAD, Picture, PictureOptions};
use crate::cursor::Cursor;
use crate::scope::Scope;
use crate::timeline::{Axis, FUTURE_PERCENT, LaneMarks, Mark, Row, Scale, Spot, svg as drawn, whole_row};

/// How something looks until its instant comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Before {
    /// Pale, as what comes is.
    Pale,
    /// Not there.
    Hidden,
}

impl Before {
    /// How much of it is seen, in percent.
    #[must_use]
    pub const fn percent(self) -> u32 {
        match self {
            Before::Pale => FUTURE_PERCENT,
            Before::Hidden => 0,
        }
    }
}

/// The parts of a played picture, each a whole SVG of the picture's size, from the back to the front.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layers {
    /// The ground, the axis, what lasts, and all that stands around it.
    pub under: String,
    /// What lies over it where all of it is still to come.
    pub veil: String,
    /// What belongs to an instant: how many [`Spot`]s of the axis have to be reached, nanoseconds or records, and how it looks before.
    pub struck: Vec<(u64, Before, String)>,
    /// What is waited for, in words.
    pub over: String,
}

/// A moment that a GIF shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ReelFrame {
    /// What has been reached.
    pub at: Spot,
    /// For how long, in hundredths of a second.
    pub hundredths: u32,
}

/// A GIF's frames begin at multiples of this, in hundredths of a second: programs that show them take a frame of one hundredth for one of
/// ten.
const CLOSEST: u32 = 4;
/// How often the line moves in a GIF, likewise.
const MOVES: u32 = 2 * CLOSEST;

/// A run, drawn to be played.
#[derive(Clone, Debug)]
pub struct Reel {
    head: String,
    under: String,
    /// By nanoseconds or records that have to be reached.
    struck: Vec<((u64, Before), String)>,
    over: String,
    /// The veil and the line, at x = 0.
    now: String,
    scale: Scale,
    height: u32,
    left: i32,
    top: i32,
    bottom: i32,
}

impl Reel {
    /// That of a whole run.
    #[must_use]
    pub fn new(scope: &Scope, options: &PictureOptions<'_>) -> Self {
        let mut picture = Picture::new(scope, options);
        let (rows, scale, left) = (picture.rows, picture.scale, picture.left);
        picture.head(true);
        let head = picture.take();
        let shown = picture.shown.clone();
        let marks: Vec<(TaskNo, LaneMarks)> =
            shown.iter().map(|row| whole_row(options.lang, &scale, scope, row)).collect();
        let rows_drawn = || (0..).zip(shown.iter().zip(&marks));
        picture.title();
        if !scope.is_empty() {
            picture.axis();
            picture.arrows();
        }
        for (at, row) in (0..).zip(&shown) {
            picture.raw("<g>");
            picture.name(at, row);
            picture.raw("</g>\n");
        }
        picture.legend();
        picture.foot();
        let mut under = picture.take();
        let mut struck = Vec::new();
        for (at, (row, (task, drawn))) in rows_drawn() {
            let mut group = |marks: Vec<Mark>| {
                picture.begin_row(at, *task);
                picture.raw(&drawn::lane(&LaneMarks { marks, labels: Vec::new() }, rows));
                picture.raw("</g>\n");
                picture.take()
            };
            // The sign of an end is at one place, however long its step is.
            let (lasting, short): (Vec<Mark>, Vec<Mark>) =
                drawn.marks.iter().partition(|mark| mark.width > scale.least() && !mark.state.is_end());
            if !lasting.is_empty() {
                under += &group(lasting);
            }
            let mut short: Vec<_> = short.into_iter().map(|mark| (instant(&scale, scope, row, &mark), mark)).collect();
            short.sort_by_key(|(instant, _)| *instant);
            for marks in short.chunk_by(|(one, _), (other, _)| one == other) {
                let group = group(marks.iter().map(|(_, mark)| *mark).collect());
                struck.push(((marks[0].0, Before::Pale), group));
            }
        }
        for (printed, wedge) in picture.wedges() {
            let instant = reached(&scale, printed.seq + 1, printed.time);
            struck.push(((instant, Before::Hidden), wedge));
        }
        for (nth, printed) in picture.printed().iter().enumerate() {
            picture.line(nth);
            let instant = reached(&scale, printed.seq + 1, printed.time);
            struck.push(((instant, Before::Hidden), picture.take()));
        }
        for (at, (_, (task, drawn))) in rows_drawn().filter(|(_, (_, (_, drawn)))| !drawn.labels.is_empty()) {
            picture.begin_row(at, *task);
            picture.labels(&drawn.labels);
            picture.raw("</g>\n");
        }
        let over = picture.take();
        struck.sort_by_key(|(when, _)| *when);
        struck.dedup_by(|(when, later), (first, markup)| {
            let same = when == first;
            if same {
                markup.push_str(later);
            }
            same
        });
        let height = picture.height().unsigned_abs();
        let (top, bottom) = (PICTURE_HEAD + rows.top - 5, picture.bottom);
        let (veil, width) = (bottom - top, options.width);
        let line = drawn::moment(0, rows, bottom - PICTURE_HEAD);
        let now = format!(
            "<path class=\"veil\" d=\"M0 {}h{width}v{veil}h-{width}z\"/><path class=\"at\" d=\"{line}\"/>",
            top - PICTURE_HEAD
        );
        Reel { head, under, struck, over, now, scale, height, left, top, bottom }
    }

    /// Whether there is nothing to play.
    fn is_empty(&self) -> bool {
        self.scale.steps == 0
    }

    /// As long as the whole axis, in nanoseconds or records.
    fn whole(&self) -> u64 {
        match self.scale.axis {
            Axis::Time => self.scale.end.as_nanos(),
            Axis::Step => u64::from(self.scale.steps),
        }
    }

    /// Where the run has come to, if so much of the axis has been reached.
    #[must_use]
    pub fn spot(&self, reached: u64) -> Spot {
        match self.scale.axis {
            Axis::Time => Spot::Time(Instant::from_nanos(reached.min(self.whole()))),
            Axis::Step => Spot::Records(Cursor(u32::try_from(reached.min(self.whole())).unwrap_or(u32::MAX))),
        }
    }

    /// How much of the axis has been reached there, in nanoseconds or records: what [`Layers::struck`] says is struck up to so much.
    #[must_use]
    pub fn reached(&self, at: Spot) -> u64 {
        match at {
            Spot::Time(time) => time.as_nanos(),
            Spot::Records(cursor) => u64::from(cursor.0),
        }
    }

    /// How high the picture is, in pixels.
    #[must_use]
    pub fn height(&self) -> u32 {
        self.height
    }

    /// Where the line stands then, in pixels from the picture's left edge.
    #[must_use]
    pub fn x(&self, at: Spot) -> i32 {
        self.left
            + match at {
                Spot::Time(time) => self.scale.x(0, time),
                Spot::Records(cursor) => self.scale.x(cursor.0, Instant::ZERO),
            }
    }

    /// From where to where the line reaches, in pixels from the picture's top.
    #[must_use]
    pub fn line(&self) -> (i32, i32) {
        (self.top, self.bottom)
    }

    /// A group that veil and line are in.
    fn begin_now(&self, attributes: &str) -> String {
        format!("<g transform=\"translate({} {PICTURE_HEAD})\"><g{attributes}>{}</g></g>\n", self.left, self.now)
    }

    /// One moment of the run, still.
    #[must_use]
    pub fn at(&self, at: Spot) -> String {
        let mut out = [self.head.as_str(), &self.under].concat();
        if !self.is_empty() {
            out.push_str(&self.begin_now(&format!(" transform=\"translate({} 0)\"", self.x(at) - self.left)));
        }
        let has = self.reached(at);
        for ((instant, before), markup) in &self.struck {
            match (*instant <= has, before) {
                (true, _) => out.push_str(markup),
                (false, Before::Pale) => {
                    let _ = write!(out, "<g opacity=\".{:02}\">{markup}</g>", before.percent());
                }
                (false, Before::Hidden) => {}
            }
        }
        out + &self.over + END
    }

    /// The run, playing by itself again and again.
    #[must_use]
    pub fn animated(&self, pace: Pace) -> String {
        let rules = self.rules(pace);
        let mut out = self.head.replacen("</style>", &[&rules, "</style>"].concat(), 1);
        out.push_str(&self.under);
        if !self.is_empty() {
            let end = self.x(self.spot(u64::MAX)) - self.left;
            out.push_str(&self.begin_now(&format!(" class=\"now\" transform=\"translate({end} 0)\"")));
        }
        let instants = self.instants();
        for ((instant, before), markup) in &self.struck {
            match instants.binary_search(instant) {
                Ok(nth) => {
                    let hidden = if *before == Before::Hidden { " hid" } else { "" };
                    let _ = writeln!(out, "<g class=\"k{nth}{hidden}\">{markup}</g>");
                }
                Err(_) => out.push_str(markup),
            }
        }
        out + &self.over + END
    }

    /// When something is struck after the beginning.
    fn instants(&self) -> Vec<u64> {
        let mut instants: Vec<u64> =
            self.struck.iter().map(|((instant, _), _)| *instant).filter(|it| *it > 0).collect();
        instants.dedup();
        instants
    }

    /// When what moves moves.
    fn rules(&self, pace: Pace) -> String {
        if self.is_empty() {
            return String::new();
        }
        let (play, whole) = (pace.play.as_secs_f64(), pace.whole().as_secs_f64());
        let percent = |part: f64| (part * play / whole * 1e5).round() / 1e3;
        let x = |reached| self.x(self.spot(reached)) - self.left;
        // By steps it stands still in between, as the run does.
        let steps = match self.scale.axis {
            Axis::Time => String::new(),
            Axis::Step => format!(";animation-timing-function:steps({})", self.scale.steps),
        };
        let mut out = format!(
            ".now{{animation:now {whole}s linear infinite}}\
             @keyframes now{{0%{{transform:translateX({}px){steps}}}{}%,to{{transform:translateX({}px)}}}}\
             [class^=k]{{--b:.{:02};animation:{whole}s step-end infinite}}.hid{{--b:0}}",
            x(0),
            percent(1.0),
            x(u64::MAX),
            Before::Pale.percent(),
        );
        for (nth, instant) in self.instants().into_iter().enumerate() {
            let part = instant as f64 / self.whole().max(1) as f64;
            let _ = write!(
                out,
                "@keyframes k{nth}{{0%{{opacity:var(--b)}}{}%{{opacity:1}}}}.k{nth}{{animation-name:k{nth}}}",
                percent(part)
            );
        }
        // The same order of rules for all of them: the last one counts.
        out + "@media print,(prefers-reduced-motion:reduce){.now,[class^=k]{animation:none}}"
    }

    /// The parts.
    #[must_use]
    pub fn layers(&self) -> Layers {
        let part = |content: &[&str]| {
            // Without the ground, which is the last of the head.
            let head = self.head.rsplit_once("<rect class=\"bg\"").map_or(&*self.head, |(head, _)| head);
            [&[head], content, &[END]].concat().concat()
        };
        let veil = self.begin_now(" transform=\"translate(0 0)\"");
        let veil = veil.replacen("<path class=\"at\"", "<path class=\"at\" visibility=\"hidden\"", 1);
        let struck = self.struck.iter().map(|((instant, before), markup)| (*instant, *before, part(&[markup])));
        Layers {
            under: [&*self.head, &self.under, END].concat(),
            veil: part(&[&veil]),
            struck: struck.collect(),
            over: part(&[&self.over]),
        }
    }

    /// The moments of a GIF: the line moves with the axis, and whatever happens has a frame of its own, but for what is too close to the
    /// next. Together they last as long as the pace says.
    #[must_use]
    pub fn frames(&self, pace: Pace) -> Vec<ReelFrame> {
        let hundredths = |time: Duration| u32::try_from(time.as_millis() / 10).unwrap_or(u32::MAX);
        let (play, rest, whole) = (hundredths(pace.play), hundredths(pace.rest), u128::from(self.whole()));
        if self.is_empty() || play == 0 {
            return vec![ReelFrame { at: self.spot(u64::MAX), hundredths: play + rest }];
        }
        // What happens is shown right when it has happened.
        let when = |reached: u64| {
            let exact = (u128::from(reached) * u128::from(play)).div_ceil(whole.max(1));
            u32::try_from(exact).unwrap_or(play).next_multiple_of(CLOSEST).min(play)
        };
        let mut times: BTreeSet<u32> = match self.scale.axis {
            Axis::Time => (0..play).step_by(MOVES as usize).collect(),
            Axis::Step => (0..=self.whole()).map(when).collect(),
        };
        times.extend(self.struck.iter().map(|((instant, _), _)| when(*instant)));
        times.extend([0, play]);
        let ends = times.iter().skip(1).copied().chain([play + rest]);
        let frame = |(time, end): (&u32, u32)| {
            let reached = u128::from(*time) * whole / u128::from(play);
            ReelFrame { at: self.spot(u64::try_from(reached).unwrap_or(u64::MAX)), hundredths: end - time }
        };
        times.iter().zip(ends).map(frame).collect()
    }
}

/// How much of the axis has to be reached for so many records to have happened, the last of them at this time.
fn reached(scale: &Scale, records: u32, time: Instant) -> u64 {
    match scale.axis {
        Axis::Time => time.as_nanos(),
        Axis::Step => u64::from(records),
    }
}

/// The same for a mark to be there.
fn instant(scale: &Scale, scope: &Scope, row: &Row, mark: &Mark) -> u64 {
    match row {
        Row::Lane(task) => {
            let lane = scope.lane_of(*task).and_then(|lane| scope.lanes().get(lane));
            let segment = lane.and_then(|lane| lane.segments.get(mark.place as usize));
            segment.map_or(0, |segment| reached(scale, segment.from + 1, segment.start))
        }
        Row::Fold(_) => scope.record(mark.place).map_or(0, |record| reached(scale, mark.place + 1, record.time)),
    }
}
