//! The timeline as a picture that stands alone: it follows the reader's light or dark scheme or keeps to one, tells its contents to those
//! who do not see it, and needs neither script nor font of its own. What it draws is what the page draws ([`crate::timeline`]); it
//! adds names, what was printed, and words at each mark.

use std::fmt::Write;

use loopscope_executor::trace::{Stream, TaskNo};
use loopscope_strings::{Lang, View, view};

use super::foot::Foot;
use super::style::{Theme, style};
use super::text::{fit, text_width};
use crate::escape::escape;
use crate::lane::{Lane, LaneState, Segment};
use crate::number::seconds;
use crate::phrase::phrase;
use crate::scope::{Printed, Scope};
use crate::sentence::sentence;
use crate::timeline::svg::{DRAWN, HATCH};
use crate::timeline::{
    Axis, Label, MARGIN, Row, Rows, Scale, WakeArrow, few_arrows, fold, hue, row_of, states_of, svg as drawn,
    wake_arrows, whole_lane, whole_row,
};
use crate::words::{fold_name, lane_name, state_words, wait_words};

/// How wide a picture is where nothing else is said, in pixels: about an article's column, with names and words that can be read there.
pub const PICTURE_WIDTH: i32 = 960;
/// What stays free at its edges, in pixels.
pub(super) const EDGE: i32 = 16;
/// Where the drawing begins in a picture, from its top: above it is the title.
pub const PICTURE_HEAD: i32 = 28;
/// How wide names are at least, and at most: so much, and no more than such a part of the picture.
const NAMES: (f64, f64) = (60.0, 220.0);
const NAMES_PART: f64 = 0.3;
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

/// How a picture is drawn.
#[derive(Clone, Copy, Debug)]
pub struct PictureOptions<'a> {
    /// The language of its words.
    pub lang: Lang,
    /// What stands above it.
    pub title: &'a str,
    /// What lies along it. A run that takes no time at all is drawn by steps.
    pub axis: Axis,
    /// Its colours.
    pub theme: Theme,
    /// How wide it is, in pixels; [`PICTURE_WIDTH`] where nothing speaks for another.
    pub width: i32,
    /// Whether what the run prints stands below the lanes.
    pub printed: bool,
    /// What stands at its foot: where the run itself is.
    pub foot: Option<&'a Foot>,
}

impl PictureOptions<'_> {
    /// The timeline with its title and nothing else, by time, in the reader's colours.
    #[must_use]
    pub fn new(lang: Lang, title: &str) -> PictureOptions<'_> {
        let (axis, theme) = (Axis::Time, Theme::Auto);
        PictureOptions { lang, title, axis, theme, width: PICTURE_WIDTH, printed: false, foot: None }
    }
}

/// The run as a picture.
#[must_use]
pub fn picture(scope: &Scope, options: &PictureOptions<'_>) -> String {
    Picture::new(scope, options).draw()
}

/// The run as a picture, titled. A run that takes no time at all is drawn by steps.
#[must_use]
pub fn svg(lang: Lang, scope: &Scope, title: &str, axis: Axis, theme: Theme) -> String {
    picture(scope, &PictureOptions { axis, theme, ..PictureOptions::new(lang, title) })
}

/// The run as a picture with what it prints below: what stands where the run itself cannot be.
#[must_use]
pub fn poster(lang: Lang, scope: &Scope, title: &str, theme: Theme) -> String {
    picture(scope, &PictureOptions { theme, printed: true, ..PictureOptions::new(lang, title) })
}

/// How a picture ends.
pub(super) const END: &str = "</svg>\n";

/// What the legend explains.
#[derive(Clone, Copy)]
enum Sign {
    State(LaneState),
    Print,
    Wake,
}

/// A picture that is being written.
pub(super) struct Picture<'a> {
    pub(super) scope: &'a Scope,
    options: PictureOptions<'a>,
    lang: Lang,
    view: &'static View,
    pub(super) rows: Rows,
    /// What stands in them.
    pub(super) shown: Vec<Row>,
    pub(super) scale: Scale,
    /// Where the drawing's left edge is.
    pub(super) left: i32,
    /// Where the lanes end.
    pub(super) bottom: i32,
    /// How many of the printed lines stand below.
    lines: usize,
    arrows: Vec<WakeArrow>,
    legend: Vec<Vec<Sign>>,
    out: String,
}

impl<'a> Picture<'a> {
    pub(super) fn new(scope: &'a Scope, options: &PictureOptions<'a>) -> Self {
        let PictureOptions { lang, axis, width, .. } = *options;
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
        let most = NAMES.1.min(NAMES_PART * f64::from(width)).max(NAMES.0);
        let left = names.fold(NAMES.0, f64::max).min(most).ceil() as i32 + EDGE + 12 - MARGIN;
        let mut picture = Picture {
            scope,
            options: *options,
            lang,
            view: view(lang),
            rows,
            scale: Scale::of(scope, axis, width - 2 * EDGE + MARGIN - left),
            left,
            bottom: PICTURE_HEAD + rows.top_of(shown.len().max(1)),
            shown,
            lines: if options.printed { scope.printed().len().min(MOST_LINES) } else { 0 },
            arrows: Vec::new(),
            legend: Vec::new(),
            out: String::new(),
        };
        picture.arrows = picture.arrows_shown();
        picture.legend = picture.legend_rows();
        picture
    }

    /// Where the legend ends, and below it what was printed.
    fn lines_top(&self) -> i32 {
        self.bottom + 24 + LEGEND * self.legend.len() as i32
    }

    /// Where that ends, and below it the foot.
    fn foot_top(&self) -> i32 {
        self.lines_top() + if self.lines == 0 { 0 } else { LINE * self.lines as i32 + 8 }
    }

    /// How high the picture is.
    pub(super) fn height(&self) -> i32 {
        self.foot_top() + self.options.foot.map_or(0, Foot::height) + EDGE
    }

    fn draw(mut self) -> String {
        self.head(false);
        self.title();
        if !self.scope.is_empty() {
            self.axis();
            self.arrows();
            let scope = self.scope;
            for (at, row) in self.shown.clone().iter().enumerate() {
                self.raw("<g>");
                self.name(at, row);
                match row {
                    Row::Lane(task) => {
                        if let Some(lane) = scope.lane_of(*task).and_then(|lane| scope.lanes().get(lane)) {
                            self.lane(at, lane);
                        }
                    }
                    Row::Fold(_) => {
                        let (task, marks) = whole_row(self.lang, &self.scale, scope, row);
                        self.begin_row(at, task);
                        self.raw(&drawn::lane(&marks, self.rows));
                    }
                }
                self.raw("</g></g>\n");
            }
            self.prints();
        }
        self.legend();
        for nth in 0..self.printed().len() {
            self.line(nth);
        }
        self.foot();
        self.take() + END
    }

    /// What has been written since.
    pub(super) fn take(&mut self) -> String {
        std::mem::take(&mut self.out)
    }

    /// Size, words about it, style and ground. `plays`: whether the picture shows a moment of the run.
    pub(super) fn head(&mut self, plays: bool) {
        let PictureOptions { title, theme, width, .. } = self.options;
        let height = self.height();
        self.raw(&format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
             role=\"img\" aria-labelledby=\"title desc\" lang=\"{}\">\n",
            self.lang.html()
        ));
        self.element("title", " id=\"title\"", title);
        let description = self.description();
        self.element("desc", " id=\"desc\"", &description);
        let style = style(self.scope, theme, plays);
        self.raw(&["<style>", &style, "</style>\n<defs>", HATCH, "</defs>\n"].concat());
        self.raw("<rect class=\"bg\" width=\"100%\" height=\"100%\"/>\n");
    }

    /// The title; and that there is nothing else, where there is not.
    pub(super) fn title(&mut self) {
        let shown = fit(self.options.title, f64::from(self.options.width - 2 * EDGE), 14.0);
        self.text_at(EDGE, 22, "h", "", &shown);
        if self.scope.is_empty() {
            self.text_at(EDGE, PICTURE_HEAD + self.rows.top + 16, "t", "", self.view.svg_empty);
        }
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

    pub(super) fn axis(&mut self) {
        let unit = match self.scale.axis {
            Axis::Time => self.view.svg_seconds,
            Axis::Step => self.view.svg_steps,
        };
        self.text_at(self.options.width - EDGE, 22, "t", " text-anchor=\"end\"", unit);
        let grid = drawn::grid(&self.scale.ticks(str::to_owned), self.rows, self.bottom - PICTURE_HEAD);
        self.raw(&format!("<g class=\"grid\" transform=\"translate({} {PICTURE_HEAD})\">{grid}</g>\n", self.left));
    }

    /// A lane, each mark of which says what it is.
    fn lane(&mut self, at: usize, lane: &Lane) {
        self.begin_row(at, lane.task);
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
        self.labels(&marks.labels);
    }

    /// A row's name, and what it stands for.
    pub(super) fn name(&mut self, at: usize, row: &Row) {
        let (full, told, depth) = match row {
            Row::Fold(fold) => (fold_name(self.lang, fold), fold_name(self.lang, fold), fold.depth),
            Row::Lane(task) => {
                let scope = self.scope;
                let Some(lane) = scope.lane_of(*task).and_then(|lane| scope.lanes().get(lane)) else { return };
                let full = lane_name(self.lang, lane);
                let told = if lane.coroutine.is_empty() {
                    full.clone()
                } else {
                    phrase(self.view.svg_task, &[("task", &full), ("coroutine", &lane.coroutine)])
                };
                (full, told, lane.depth)
            }
        };
        let shift = EDGE + indent(depth);
        let name = fit(&full, f64::from(self.left - 12 + MARGIN - shift), 12.0);
        self.element("title", "", &told);
        self.text_at(shift, PICTURE_HEAD + self.rows.top_of(at) + self.rows.middle() + 4, "n", "", &name);
    }

    /// A row's coordinate system, in this task's colour; what stands in it ends with `</g>`.
    pub(super) fn begin_row(&mut self, at: usize, task: TaskNo) {
        let top = PICTURE_HEAD + self.rows.top_of(at);
        self.raw(&format!("<g class=\"lane {}\" transform=\"translate({} {top})\">", hue(task), self.left));
    }

    /// A lane's words. Between dense lanes there is no room for them.
    pub(super) fn labels(&mut self, labels: &[Label]) {
        if self.rows == Rows::PAGE {
            drawn::labels(labels, self.rows, &mut self.out);
        }
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
    fn prints(&mut self) {
        for (printed, wedge) in self.wedges() {
            let Some(record) = self.scope.record(printed.seq) else { continue };
            self.raw("<g>");
            let words = sentence(self.lang, self.scope, record);
            self.element("title", "", &words);
            self.raw(&[&wedge, "</g>\n"].concat());
        }
    }

    /// The wedges: at one place of a lane there is one.
    pub(super) fn wedges(&self) -> Vec<(Printed, String)> {
        let (scope, mut wedges, mut last) = (self.scope, Vec::new(), None);
        let row = row_of(scope, &self.shown);
        for printed in scope.printed() {
            let Some(lane) = scope.lane_of(printed.task).and_then(&row) else { continue };
            let x = self.left + self.scale.x(printed.seq, printed.time);
            if last.replace((lane, x)) == Some((lane, x)) {
                continue;
            }
            let y = PICTURE_HEAD + self.rows.top_of(lane + 1) - 5;
            wedges.push((*printed, format!("<path class=\"out\" d=\"M{x} {y}l4 5h-8z\"/>")));
        }
        wedges
    }

    /// What is printed, of which so many lines stand below.
    pub(super) fn printed(&self) -> &'a [Printed] {
        &self.scope.printed()[..self.lines]
    }

    /// A printed line, and when.
    pub(super) fn line(&mut self, nth: usize) {
        let scope = self.scope;
        let Some(printed) = scope.printed().get(nth) else { return };
        let left = self.left + MARGIN;
        let y = self.lines_top() + 8 + LINE * nth as i32 + 4;
        let time = phrase(self.view.svg_at, &[("time", &seconds(printed.time))]);
        self.text_at(left - 16, y, "t", " text-anchor=\"end\"", &time);
        let text = scope.trace().text(printed.text).trim_end();
        let shown = fit(text, f64::from(self.options.width - left - EDGE), 12.0);
        let class = if printed.stream == Stream::Stderr { "o e" } else { "o" };
        self.text_at(left, y, class, " xml:space=\"preserve\"", &shown);
    }

    /// Where the run itself is: its address, to read and to scan.
    pub(super) fn foot(&mut self) {
        let Some(foot) = self.options.foot else { return };
        let (top, right) = (self.foot_top(), self.options.width - EDGE);
        self.raw(&foot.code_at(EDGE, top));
        let left = EDGE + foot.code_side() + 12;
        self.text_at(left, top + 24, "f", "", self.view.svg_foot);
        for (nth, line) in (0..).zip(foot.lines(f64::from(right - left))) {
            self.text_at(left, top + 24 + LINE * (nth + 1), "o", "", &line);
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

    pub(super) fn arrows(&mut self) {
        let arrows = std::mem::take(&mut self.arrows);
        if arrows.is_empty() {
            return;
        }
        self.raw(&format!("<g class=\"arrows\" transform=\"translate({} {PICTURE_HEAD})\">", self.left));
        for arrow in &arrows {
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
    fn legend_rows(&self) -> Vec<Vec<Sign>> {
        let states = states_of(self.scope.lanes().iter()).into_iter().map(Sign::State);
        let prints = (!self.scope.printed().is_empty()).then_some(Sign::Print);
        let wakes = (!self.arrows.is_empty()).then_some(Sign::Wake);
        let mut rows: Vec<Vec<Sign>> = Vec::new();
        let mut left = 0;
        for sign in states.chain(prints).chain(wakes) {
            let width = self.sign_width(sign);
            match rows.last_mut() {
                Some(row) if width <= left => row.push(sign),
                _ => {
                    rows.push(vec![sign]);
                    left = self.options.width - 2 * EDGE;
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

    pub(super) fn legend(&mut self) {
        let rows = std::mem::take(&mut self.legend);
        for (at, row) in (0..).zip(&rows) {
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
        self.legend = rows;
    }

    pub(super) fn raw(&mut self, markup: &str) {
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
