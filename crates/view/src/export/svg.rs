//! The timeline as a picture that stands alone: it follows the reader's light or dark scheme or keeps to one, tells its contents to those
//! who do not see it, and needs neither script nor font of its own. What it draws is what the page draws ([`crate::timeline`]); it
//! adds names, what was printed, and words at each mark.

use std::fmt::Write;

use loopscope_executor::trace::Stream;
use loopscope_strings::{Lang, View, view};

use super::style::{Theme, style};
use super::text::{fit, text_width};
use crate::escape::escape;
use crate::lane::{Lane, LaneState, Segment};
use crate::number::seconds;
use crate::phrase::phrase;
use crate::scope::Scope;
use crate::sentence::sentence;
use crate::timeline::svg::{DRAWN, HATCH};
use crate::timeline::{
    Axis, Fold, MARGIN, Row, Rows, Scale, WakeArrow, few_arrows, fold, hue, row_of, states_of, svg as drawn,
    wake_arrows, whole_lane, whole_row,
};
use crate::words::{fold_name, lane_name, state_words, wait_words};

/// The picture's own measures, in pixels.
const WIDTH: i32 = 960;
const EDGE: i32 = 16;
/// Where the drawing begins in a picture, from its top: above it is the title.
pub const PICTURE_HEAD: i32 = 28;
/// How wide names are at least, and at most.
const NAMES: (f64, f64) = (60.0, 220.0);
/// With more lanes than this they stand closer together.
const ROOMY: usize = 24;
/// More wake-ups than this, or between more lanes, hide what they show: a picture is wide, but nobody looks at one turn of it.
const MOST_ARROWS: usize = 300;
const MOST_ARROW_LANES: usize = 40;
/// Of more printed lines than this, a poster has the first ones.
const MOST_LINES: usize = 24;
/// Height of a printed line, and of a row of the legend.
const LINE: i32 = 19;
const LEGEND: i32 = 20;
/// Width of a sign of the legend, and of all that is no word there.
const SIGN: i32 = 20;
const SIGN_AND_GAPS: i32 = SIGN + 22;

/// The run as a picture, titled. A run that takes no time at all is drawn by steps.
#[must_use]
pub fn svg(lang: Lang, scope: &Scope, title: &str, axis: Axis, theme: Theme) -> String {
    Picture::new(lang, scope, axis, 0).draw(title, theme)
}

/// The run as a picture with what it prints below: what stands where the run itself cannot be.
#[must_use]
pub fn poster(lang: Lang, scope: &Scope, title: &str, theme: Theme) -> String {
    Picture::new(lang, scope, Axis::Time, scope.printed().len().min(MOST_LINES)).draw(title, theme)
}

/// What the legend explains.
#[derive(Clone, Copy)]
enum Sign {
    State(LaneState),
    Print,
    Wake,
}

struct Picture<'a> {
    scope: &'a Scope,
    lang: Lang,
    view: &'static View,
    rows: Rows,
    /// What stands in them.
    shown: Vec<Row>,
    scale: Scale,
    /// Where the drawing's left edge is.
    left: i32,
    /// Where the lanes end.
    bottom: i32,
    /// How many of the printed lines stand below.
    lines: usize,
    out: String,
}

impl<'a> Picture<'a> {
    fn new(lang: Lang, scope: &'a Scope, axis: Axis, lines: usize) -> Self {
        let lanes = scope.lanes();
        let shown = fold(lanes, |_| false);
        let rows = if shown.len() <= ROOMY { Rows::PAGE } else { Rows::DENSE };
        let name = |row: &Row| match row {
            Row::Lane(task) => {
                let lane = scope.lane_of(*task).and_then(|lane| lanes.get(lane))?;
                Some((lane.depth, lane_name(lang, lane)))
            }
            Row::Fold(fold) => Some((fold.depth, fold_name(lang, fold))),
        };
        let names = shown.iter().filter_map(name);
        let names = names.map(|(depth, name)| f64::from(indent(depth)) + text_width(&name, 12.0));
        let left = names.fold(NAMES.0, f64::max).min(NAMES.1).ceil() as i32 + EDGE + 12 - MARGIN;
        Picture {
            scope,
            lang,
            view: view(lang),
            rows,
            scale: Scale::of(scope, axis, WIDTH - 2 * EDGE + MARGIN - left),
            left,
            bottom: PICTURE_HEAD + rows.top_of(shown.len().max(1)),
            shown,
            lines,
            out: String::new(),
        }
    }

    fn draw(mut self, title: &str, theme: Theme) -> String {
        let arrows = self.arrows_shown();
        let legend = self.legend_rows(&arrows);
        let legend_end = self.bottom + 24 + LEGEND * legend.len() as i32;
        let printed = if self.lines == 0 { 0 } else { LINE * self.lines as i32 + 8 };
        let height = legend_end + printed + EDGE;
        self.raw(&format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\" \
             role=\"img\" aria-labelledby=\"title desc\" lang=\"{}\">\n",
            self.lang.html()
        ));
        self.element("title", " id=\"title\"", title);
        let description = self.description();
        self.element("desc", " id=\"desc\"", &description);
        let style = style(self.scope, theme);
        self.raw(&["<style>", &style, "</style>\n<defs>", HATCH, "</defs>\n"].concat());
        self.raw("<rect class=\"bg\" width=\"100%\" height=\"100%\"/>\n");
        let shown = fit(title, f64::from(WIDTH - 2 * EDGE), 14.0);
        self.text_at(EDGE, 22, "h", "", &shown);
        if self.scope.is_empty() {
            self.text_at(EDGE, PICTURE_HEAD + self.rows.top + 16, "t", "", self.view.svg_empty);
        } else {
            self.axis();
            self.arrows(&arrows);
            let scope = self.scope;
            let shown = std::mem::take(&mut self.shown);
            for (at, row) in shown.iter().enumerate() {
                match row {
                    Row::Lane(task) => {
                        if let Some(lane) = scope.lane_of(*task).and_then(|lane| scope.lanes().get(lane)) {
                            self.lane(at, lane);
                        }
                    }
                    Row::Fold(fold) => self.fold(at, row, fold),
                }
            }
            self.prints(&shown);
        }
        self.legend(&legend);
        self.lines(legend_end + 8);
        self.raw("</svg>\n");
        self.out
    }

    /// What the picture shows, in words: how long, and how each task ended.
    fn description(&self) -> String {
        let lanes = self.scope.lanes();
        let time = seconds(self.scope.end());
        let mut out = phrase(self.view.svg_description, &[("count", &lanes.len().to_string()), ("time", &time)]);
        for lane in lanes.iter().take(30) {
            let Some(last) = lane.segments.last() else { continue };
            let state = self.state_words(last);
            let values = [("task", &*lane_name(self.lang, lane)), ("state", &*state), ("time", &seconds(last.start))];
            out.push('\n');
            out.push_str(&phrase(self.view.svg_lane, &values));
        }
        out
    }

    fn axis(&mut self) {
        let unit = match self.scale.axis {
            Axis::Time => self.view.svg_seconds,
            Axis::Step => self.view.svg_steps,
        };
        self.text_at(WIDTH - EDGE, 22, "t", " text-anchor=\"end\"", unit);
        let grid = drawn::grid(&self.scale.ticks(str::to_owned), self.rows, self.bottom - PICTURE_HEAD);
        self.raw(&format!("<g class=\"grid\" transform=\"translate({} {PICTURE_HEAD})\">{grid}</g>\n", self.left));
    }

    fn lane(&mut self, at: usize, lane: &Lane) {
        let top = PICTURE_HEAD + self.rows.top_of(at);
        let full = lane_name(self.lang, lane);
        let shift = EDGE + indent(lane.depth);
        let name = fit(&full, f64::from(self.left - 12 + MARGIN - shift), 12.0);
        self.raw("<g>");
        let told = if lane.coroutine.is_empty() {
            full
        } else {
            phrase(self.view.svg_task, &[("task", &full), ("coroutine", &lane.coroutine)])
        };
        self.element("title", "", &told);
        self.text_at(shift, top + self.rows.middle() + 4, "n", "", &name);
        self.raw(&format!("<g class=\"lane {}\" transform=\"translate({} {top})\">", hue(lane.task), self.left));
        let marks = whole_lane(self.lang, &self.scale, lane);
        for state in DRAWN {
            for mark in marks.marks.iter().filter(|mark| mark.state == state) {
                self.raw("<g>");
                if let Some(segment) = lane.segments.get(mark.place as usize) {
                    let words = self.segment_words(segment);
                    self.element("title", "", &words);
                }
                drawn::mark(mark, self.rows, &mut self.out);
                self.raw("</g>");
            }
        }
        // Between dense lanes there is no room for words.
        if self.rows == Rows::PAGE {
            drawn::labels(&marks.labels, self.rows, &mut self.out);
        }
        self.raw("</g></g>\n");
    }

    /// Lanes that are folded: the stretches in which somebody is in a state.
    fn fold(&mut self, at: usize, row: &Row, fold: &Fold) {
        let top = PICTURE_HEAD + self.rows.top_of(at);
        let full = fold_name(self.lang, fold);
        let shift = EDGE + indent(fold.depth);
        let name = fit(&full, f64::from(self.left - 12 + MARGIN - shift), 12.0);
        self.raw("<g>");
        self.element("title", "", &full);
        self.text_at(shift, top + self.rows.middle() + 4, "n", "", &name);
        let (task, marks) = whole_row(self.lang, &self.scale, self.scope, row);
        let drawn = drawn::lane(&marks, self.rows);
        self.raw(&format!(
            "<g class=\"lane {}\" transform=\"translate({} {top})\">{drawn}</g></g>\n",
            hue(task),
            self.left
        ));
    }

    fn state_words(&self, segment: &Segment) -> String {
        match &segment.waiting {
            Some(wait) => phrase(self.view.svg_waits, &[("wait", &wait_words(self.lang, wait))]),
            None => state_words(self.lang, segment.state).to_owned(),
        }
    }

    fn segment_words(&self, segment: &Segment) -> String {
        let state = self.state_words(segment);
        let values = [("state", &*state), ("from", &seconds(segment.start)), ("to", &seconds(segment.end))];
        phrase(self.view.svg_segment, &values)
    }

    /// A small wedge where something was printed.
    fn prints(&mut self, shown: &[Row]) {
        let mut last = None;
        let row = row_of(self.scope, shown);
        for printed in self.scope.printed() {
            let Some(lane) = self.scope.lane_of(printed.task).and_then(&row) else { continue };
            let Some(record) = self.scope.record(printed.seq) else { continue };
            let x = self.left + self.scale.x(printed.seq, printed.time);
            if last.replace((lane, x)) == Some((lane, x)) {
                continue;
            }
            let y = PICTURE_HEAD + self.rows.top_of(lane + 1) - 5;
            self.raw("<g>");
            let words = sentence(self.lang, self.scope, record);
            self.element("title", "", &words);
            self.raw(&format!("<path class=\"out\" d=\"M{x} {y}l4 5h-8z\"/></g>\n"));
        }
    }

    /// What was printed, and when, from here downwards.
    fn lines(&mut self, top: i32) {
        let scope = self.scope;
        let left = self.left + MARGIN;
        for (nth, printed) in (0..).zip(scope.printed().iter().take(self.lines)) {
            let y = top + LINE * nth + 4;
            let time = phrase(self.view.svg_at, &[("time", &seconds(printed.time))]);
            self.text_at(left - 16, y, "t", " text-anchor=\"end\"", &time);
            let text = scope.trace().text(printed.text).trim_end();
            let shown = fit(text, f64::from(WIDTH - left - EDGE), 12.0);
            let class = if printed.stream == Stream::Stderr { "o e" } else { "o" };
            self.text_at(left, y, class, " xml:space=\"preserve\"", &shown);
        }
    }

    /// The wake-ups; none where they would hide what they show.
    fn arrows_shown(&self) -> Vec<WakeArrow> {
        let scope = self.scope;
        if self.shown.len() > MOST_ARROW_LANES || !few_arrows(scope, MOST_ARROWS) {
            return Vec::new();
        }
        wake_arrows(scope, 0..scope.len(), &self.scale, row_of(scope, &self.shown)).collect()
    }

    fn arrows(&mut self, arrows: &[WakeArrow]) {
        if arrows.is_empty() {
            return;
        }
        self.raw(&format!("<g class=\"arrows\" transform=\"translate({} {PICTURE_HEAD})\">", self.left));
        for arrow in arrows {
            self.raw("<g>");
            if let Some(record) = self.scope.record(arrow.seq) {
                let words = sentence(self.lang, self.scope, record);
                self.element("title", "", &words);
            }
            self.raw("<path d=\"");
            drawn::arrow(arrow, self.rows, &mut self.out);
            self.raw("\"/></g>");
        }
        self.raw("</g>\n");
    }

    /// The signs that occur, broken into rows that fit.
    fn legend_rows(&self, arrows: &[WakeArrow]) -> Vec<Vec<Sign>> {
        let states = states_of(self.scope.lanes().iter()).into_iter().map(Sign::State);
        let prints = (!self.scope.printed().is_empty()).then_some(Sign::Print);
        let wakes = (!arrows.is_empty()).then_some(Sign::Wake);
        let mut rows: Vec<Vec<Sign>> = Vec::new();
        let mut left = 0;
        for sign in states.chain(prints).chain(wakes) {
            let width = self.sign_width(sign);
            match rows.last_mut() {
                Some(row) if width <= left => row.push(sign),
                _ => {
                    rows.push(vec![sign]);
                    left = WIDTH - 2 * EDGE;
                }
            }
            left -= width;
        }
        rows
    }

    fn sign_words(&self, sign: Sign) -> &'static str {
        match sign {
            Sign::State(state) => state_words(self.lang, state),
            Sign::Print => self.view.svg_prints,
            Sign::Wake => self.view.svg_wakes,
        }
    }

    fn sign_width(&self, sign: Sign) -> i32 {
        SIGN_AND_GAPS + text_width(self.sign_words(sign), 11.0).ceil() as i32
    }

    fn legend(&mut self, rows: &[Vec<Sign>]) {
        for (at, row) in (0..).zip(rows) {
            let y = self.bottom + 24 + LEGEND * at;
            let mut x = EDGE;
            for sign in row {
                let place = format!("transform=\"translate({x} {})\"", y - 9);
                self.raw(&match *sign {
                    Sign::State(state) => format!("<g class=\"lane hue-0\" {place}>{}</g>", drawn::sample(state)),
                    Sign::Print => format!("<path class=\"out\" {place} d=\"M10 7l4 5h-8z\"/>"),
                    Sign::Wake => format!("<path class=\"arrows\" {place} d=\"M1 9h18M14 6l5 3l-5 3\"/>"),
                });
                self.text_at(x + SIGN + 6, y + 4, "t", "", self.sign_words(*sign));
                x += self.sign_width(*sign);
            }
        }
    }

    fn raw(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    fn element(&mut self, name: &str, attributes: &str, text: &str) {
        self.raw(&["<", name, attributes, ">"].concat());
        escape(text, &mut self.out);
        self.raw(&["</", name, ">"].concat());
    }

    fn text_at(&mut self, x: i32, y: i32, class: &str, attributes: &str, text: &str) {
        let mut place = String::new();
        let _ = write!(place, " class=\"{class}\" x=\"{x}\" y=\"{y}\"{attributes}");
        self.element("text", &place, text);
        self.raw("\n");
    }
}

fn indent(depth: u32) -> i32 {
    12 * depth.min(8) as i32
}
