//! The timeline as a picture that stands alone: it follows the reader's light or dark scheme or keeps to one, tells its contents to those
//! who do not see it, and needs neither script nor font of its own.
//!
//! States differ by shape as well as by colour: waiting is a thin line, ready a hollow bar, running a full bar, blocking
//! a hatched one; a lane ends with a dot (done), a cross (failed), a hollow diamond (cancelled) or a hollow square (collected).

use loopscope_executor::trace::Stream;
use loopscope_strings::{Lang, View, view};

use crate::arrow::Arrow;
use crate::lane::{Lane, LaneState, Segment};
use crate::number::seconds;
use crate::phrase::phrase;
use crate::scope::Scope;
use crate::sentence::sentence;
use crate::words::{lane_name, state_words, wait_words};

/// What lies along the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// Loop time. A run that takes no time at all is drawn by steps.
    Time,
    /// Records, one step each: what happens at one instant lies side by side.
    Step,
}

const WIDTH: f64 = 960.0;
const MARGIN: f64 = 16.0;
const HEAD: f64 = 52.0;
/// More wake-ups than this hide what they show.
const MOST_ARROWS: usize = 300;
const MOST_ARROW_LANES: usize = 40;
/// Of more printed lines than this, a poster has the first ones.
const MOST_LINES: usize = 24;
/// Height of a printed line.
const LINE: f64 = 19.0;

const STYLE: &str = "\
text{font:12px system-ui,-apple-system,'Segoe UI','PingFang SC','Noto Sans CJK SC','Microsoft YaHei',sans-serif;fill:#1f2328}\
.h{font-size:14px;font-weight:600}.t{font-size:11px;fill:#59636e}.w{font-size:10px;fill:#59636e}\
.bg{fill:#fff}.g{stroke:#d1d9e0;stroke-width:1;fill:none}.a{stroke:#8250df;stroke-width:1;fill:none}.ah{fill:#8250df}\
.running{fill:#0969da}.blocking{fill:url(#hatch);stroke:#bc4c00}.hl{stroke:#bc4c00;stroke-width:2}\
.ready{fill:none;stroke:#9a6700;stroke-width:1.5}.waiting{stroke:#818b98;stroke-width:2;fill:none}\
.done{fill:#1a7f37}.failed{stroke:#d1242f;stroke-width:2.5;fill:none}.cancelled,.collected{stroke:#59636e;stroke-width:2;fill:#fff}\
.out{fill:#1f2328}.o{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono','Noto Sans Mono CJK SC',monospace}\
.e{fill:#b3371c}";

/// What is other in the dark.
const DARK: &str = "\
text{fill:#e6edf3}.t,.w{fill:#9198a1}.bg{fill:#0d1117}.g{stroke:#30363d}\
.a{stroke:#ab7df8}.ah{fill:#ab7df8}.running{fill:#4493f8}.blocking{stroke:#f0883e}.hl{stroke:#f0883e}\
.ready{stroke:#d29922}.waiting{stroke:#7d8590}.done{fill:#3fb950}.failed{stroke:#f85149}\
.cancelled,.collected{stroke:#9198a1;fill:#0d1117}.out{fill:#e6edf3}.e{fill:#ff9376}";

/// The picture's colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Those of the reader's scheme (`prefers-color-scheme`).
    #[default]
    Auto,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// The run as a picture, titled.
#[must_use]
pub fn svg(lang: Lang, scope: &Scope, title: &str, axis: Axis, theme: Theme) -> String {
    picture(lang, scope, title, axis, theme, 0)
}

/// The run as a picture with what it prints below: what stands where the run itself cannot be.
#[must_use]
pub fn poster(lang: Lang, scope: &Scope, title: &str, theme: Theme) -> String {
    picture(lang, scope, title, Axis::Time, theme, scope.printed().len().min(MOST_LINES))
}

fn picture(lang: Lang, scope: &Scope, title: &str, axis: Axis, theme: Theme, lines: usize) -> String {
    let axis = if scope.end().as_nanos() == 0 { Axis::Step } else { axis };
    let lanes = scope.lanes().len();
    // Many lanes stand closer together, down to what still can be read.
    let row = if lanes <= 24 { 28.0 } else { 16.0 };
    let names = scope.lanes().iter().map(|lane| indent(lane) + text_width(&lane_name(lang, lane), 12.0));
    let gutter = names.fold(60.0, f64::max).min(220.0) + MARGIN;
    let picture = Picture {
        scope,
        lang,
        view: view(lang),
        axis,
        theme,
        row,
        left: gutter + 12.0,
        span: WIDTH - gutter - 12.0 - 2.0 * MARGIN,
        bottom: HEAD + row * lanes.max(1) as f64,
        lines,
        out: String::new(),
    };
    picture.draw(title)
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
    axis: Axis,
    theme: Theme,
    /// Height of a lane.
    row: f64,
    /// Where the axis begins, and how long it is.
    left: f64,
    span: f64,
    /// Where the lanes end.
    bottom: f64,
    /// How many of the printed lines stand below.
    lines: usize,
    out: String,
}

impl Picture<'_> {
    fn draw(mut self, title: &str) -> String {
        let arrows = self.arrows_shown();
        let legend = self.legend_rows(&arrows);
        let legend_end = self.bottom + 24.0 + 20.0 * legend.len() as f64;
        let printed = if self.lines == 0 { 0.0 } else { LINE * self.lines as f64 + 8.0 };
        let height = legend_end + printed + MARGIN;
        let size = [px(WIDTH), px(height)];
        self.raw(&format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" height=\"{1}\" role=\"img\" \
             aria-labelledby=\"title desc\" lang=\"{2}\">\n",
            size[0],
            size[1],
            self.lang.html()
        ));
        self.element("title", " id=\"title\"", title);
        let description = self.description();
        self.element("desc", " id=\"desc\"", &description);
        self.raw("<style>");
        self.raw(STYLE);
        match self.theme {
            Theme::Auto => self.raw(&["@media(prefers-color-scheme:dark){", DARK, "}"].concat()),
            Theme::Light => {}
            Theme::Dark => self.raw(DARK),
        }
        self.raw(
            "</style>\n<defs><pattern id=\"hatch\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" \
             patternTransform=\"rotate(45)\"><path class=\"hl\" d=\"M0 0V5\"/></pattern>\
             <marker id=\"head\" viewBox=\"0 0 6 6\" refX=\"5\" refY=\"3\" markerWidth=\"6\" markerHeight=\"6\" \
             orient=\"auto\"><path class=\"ah\" d=\"M0 0L6 3L0 6z\"/></marker></defs>\n",
        );
        self.raw("<rect class=\"bg\" width=\"100%\" height=\"100%\"/>\n");
        let shown = fit(title, WIDTH - 2.0 * MARGIN, 14.0);
        self.text_at(MARGIN, 22.0, "h", "", &shown);
        if self.scope.is_empty() {
            let empty = self.view.svg_empty;
            self.text_at(MARGIN, HEAD + 16.0, "t", "", empty);
        } else {
            self.ruler();
            let scope = self.scope;
            for (at, lane) in scope.lanes().iter().enumerate() {
                self.lane(at, lane);
            }
            self.prints();
            self.arrows(&arrows);
        }
        self.legend(&legend);
        self.lines(legend_end + 8.0);
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
            let state = match &last.waiting {
                Some(wait) => phrase(self.view.svg_waits, &[("wait", &wait_words(self.lang, wait))]),
                None => state_words(self.lang, last.state).to_owned(),
            };
            let values = [("task", &*lane_name(self.lang, lane)), ("state", &*state), ("time", &seconds(last.start))];
            out.push('\n');
            out.push_str(&phrase(self.view.svg_lane, &values));
        }
        out
    }

    fn x_time(&self, nanos: u64) -> f64 {
        self.left + self.span * (nanos as f64 / self.scope.end().as_nanos().max(1) as f64)
    }

    fn x_step(&self, seq: u32) -> f64 {
        self.left + self.span * (f64::from(seq) / f64::from(self.scope.len().max(1)))
    }

    fn ends(&self, segment: &Segment) -> (f64, f64) {
        match self.axis {
            Axis::Time => (self.x_time(segment.start.as_nanos()), self.x_time(segment.end.as_nanos())),
            Axis::Step => (self.x_step(segment.from), self.x_step(segment.to)),
        }
    }

    fn x_of(&self, seq: u32) -> f64 {
        match self.axis {
            Axis::Time => self.x_time(self.scope.record(seq).map_or(0, |record| record.time.as_nanos())),
            // In the middle of its step.
            Axis::Step => (self.x_step(seq) + self.x_step(seq + 1)) / 2.0,
        }
    }

    fn middle(&self, at: usize) -> f64 {
        HEAD + self.row * (at as f64 + 0.5)
    }

    fn ruler(&mut self) {
        let end = match self.axis {
            Axis::Time => self.scope.end().as_secs_f64(),
            Axis::Step => f64::from(self.scope.len()),
        };
        let step = tick(end, self.axis);
        let unit = match self.axis {
            Axis::Time => self.view.svg_seconds,
            Axis::Step => self.view.svg_steps,
        };
        self.text_at(WIDTH - MARGIN, 22.0, "t", " text-anchor=\"end\"", unit);
        let mut at = 0.0;
        // A little more than the end, for what floats lose.
        while at <= end * 1.000_001 {
            let x = self.left + self.span * (at / end);
            self.raw(&format!("<path class=\"g\" d=\"M{0} {1}V{2}\"/>\n", px(x), px(HEAD - 6.0), px(self.bottom)));
            let label = seconds(loopscope_executor::Instant::from_secs_f64(at));
            self.text_at(x, HEAD - 10.0, "t", " text-anchor=\"middle\"", &label);
            at += step;
        }
    }

    fn lane(&mut self, at: usize, lane: &Lane) {
        let middle = self.middle(at);
        let full = lane_name(self.lang, lane);
        let shift = indent(lane);
        let name = fit(&full, self.left - 12.0 - MARGIN - shift, 12.0);
        self.raw("<g>");
        let told = if lane.coroutine.is_empty() {
            full
        } else {
            phrase(self.view.svg_task, &[("task", &full), ("coroutine", &lane.coroutine)])
        };
        self.element("title", "", &told);
        self.text_at(MARGIN + shift, middle + 4.0, "n", "", &name);
        // Full bars that would lie on the one before are left out: a lane may have thousands at one place.
        let mut covered = f64::NEG_INFINITY;
        for segment in &lane.segments {
            let (start, end) = self.ends(segment);
            match segment.state {
                LaneState::Running | LaneState::Blocking => {
                    let end = end.max(start + 3.0);
                    if end - covered >= 0.5 {
                        self.bar(segment, start, end, middle);
                        covered = end;
                    }
                }
                LaneState::Ready | LaneState::Waiting if end - start < 0.5 => {}
                LaneState::Ready | LaneState::Waiting => self.bar(segment, start, end, middle),
                LaneState::Done | LaneState::Failed | LaneState::Cancelled | LaneState::Collected => {
                    let x = match self.axis {
                        Axis::Time => start.max(covered) + 4.0,
                        Axis::Step => (start + end) / 2.0,
                    };
                    self.mark(segment.state, x, middle);
                }
            }
        }
        self.raw("</g>\n");
    }

    fn bar(&mut self, segment: &Segment, start: f64, end: f64, middle: f64) {
        let half = self.row / 2.0 - 3.0;
        let (width, class) = (px(end - start), class(segment.state));
        let words = self.segment_words(segment);
        self.raw("<g>");
        self.element("title", "", &words);
        match segment.state {
            LaneState::Waiting => {
                self.raw(&format!("<path class=\"{class}\" d=\"M{} {}h{width}\"/>", px(start), px(middle)));
                let wait = segment.waiting.as_ref().map(|wait| wait_words(self.lang, wait)).unwrap_or_default();
                let label = phrase(self.view.svg_waits, &[("wait", &wait)]);
                if self.row > 20.0 && text_width(&label, 10.0) + 8.0 < end - start {
                    self.text_at(start + 4.0, middle - 4.0, "w", "", &label);
                }
            }
            state => {
                let half = if state == LaneState::Ready { half / 2.0 } else { half };
                self.raw(&format!(
                    "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"{width}\" height=\"{}\"/>",
                    px(start),
                    px(middle - half),
                    px(2.0 * half)
                ));
            }
        }
        self.raw("</g>");
    }

    fn segment_words(&self, segment: &Segment) -> String {
        let state = match &segment.waiting {
            Some(wait) => phrase(self.view.svg_waits, &[("wait", &wait_words(self.lang, wait))]),
            None => state_words(self.lang, segment.state).to_owned(),
        };
        let values = [("state", &*state), ("from", &seconds(segment.start)), ("to", &seconds(segment.end))];
        phrase(self.view.svg_segment, &values)
    }

    fn mark(&mut self, state: LaneState, x: f64, y: f64) {
        let class = class(state);
        let (x, y) = (px(x), px(y));
        match state {
            LaneState::Done => self.raw(&format!("<circle class=\"{class}\" cx=\"{x}\" cy=\"{y}\" r=\"4\"/>")),
            LaneState::Failed => {
                self.raw(&format!("<path class=\"{class}\" d=\"M{x} {y}m-4 -4l8 8m0 -8l-8 8\"/>"));
            }
            LaneState::Collected => self.raw(&format!("<path class=\"{class}\" d=\"M{x} {y}m-4 -4h8v8h-8z\"/>")),
            _ => self.raw(&format!("<path class=\"{class}\" d=\"M{x} {y}m-5 0l5 -5l5 5l-5 5z\"/>")),
        }
    }

    /// A small wedge where something was printed.
    fn prints(&mut self) {
        let mut last = (usize::MAX, f64::NEG_INFINITY);
        for printed in self.scope.printed() {
            let Some(lane) = self.scope.lane_of(printed.task) else { continue };
            let Some(record) = self.scope.record(printed.seq) else { continue };
            let x = self.x_of(printed.seq);
            if last.0 == lane && x - last.1 < 1.0 {
                continue;
            }
            last = (lane, x);
            let y = self.middle(lane) + self.row / 2.0 - 5.0;
            self.raw("<g>");
            let words = sentence(self.lang, self.scope, record);
            self.element("title", "", &words);
            self.raw(&format!("<path class=\"out\" d=\"M{} {}l4 5h-8z\"/></g>\n", px(x), px(y)));
        }
    }

    /// What was printed, and when, from here downwards.
    fn lines(&mut self, top: f64) {
        let scope = self.scope;
        for (nth, printed) in scope.printed().iter().take(self.lines).enumerate() {
            let y = top + LINE * nth as f64 + 4.0;
            let time = phrase(self.view.svg_at, &[("time", &seconds(printed.time))]);
            self.text_at(self.left - 16.0, y, "t", " text-anchor=\"end\"", &time);
            let text = scope.trace().text(printed.text).trim_end();
            let shown = fit(text, WIDTH - self.left - MARGIN, 12.0);
            let class = if printed.stream == Stream::Stderr { "o e" } else { "o" };
            self.text_at(self.left, y, class, " xml:space=\"preserve\"", &shown);
        }
    }

    /// The wake-ups of one lane by another; none where they would hide what they show.
    fn arrows_shown(&self) -> Vec<Arrow> {
        let scope = self.scope;
        if scope.lanes().len() > MOST_ARROW_LANES {
            return Vec::new();
        }
        let between = |arrow: &Arrow| arrow.from.is_some_and(|from| from != arrow.to);
        let arrows: Vec<_> = scope.arrows(0..scope.len()).filter(between).take(MOST_ARROWS + 1).collect();
        if arrows.len() > MOST_ARROWS { Vec::new() } else { arrows }
    }

    fn arrows(&mut self, arrows: &[Arrow]) {
        for arrow in arrows {
            let (Some(from), Some(record)) = (arrow.from, self.scope.record(arrow.seq)) else { continue };
            let (start, end) = (self.x_of(arrow.from_seq), self.x_of(arrow.seq));
            let inset = if from < arrow.to { 6.0 } else { -6.0 };
            let (top, bottom) = (self.middle(from) + inset, self.middle(arrow.to) - inset);
            self.raw("<g>");
            let words = sentence(self.lang, self.scope, record);
            self.element("title", "", &words);
            self.raw(&format!(
                "<path class=\"a\" marker-end=\"url(#head)\" d=\"M{} {}L{} {}\"/></g>\n",
                px(start),
                px(top),
                px(end),
                px(bottom)
            ));
        }
    }

    /// The signs that occur, broken into rows that fit.
    fn legend_rows(&self, arrows: &[Arrow]) -> Vec<Vec<Sign>> {
        let occurs = |state: &LaneState| {
            self.scope.lanes().iter().any(|lane| lane.segments.iter().any(|segment| segment.state == *state))
        };
        let states = LaneState::ALL.into_iter().filter(occurs).map(Sign::State);
        let prints = (!self.scope.printed().is_empty()).then_some(Sign::Print);
        let wakes = (!arrows.is_empty()).then_some(Sign::Wake);
        let mut rows: Vec<Vec<Sign>> = Vec::new();
        let mut left = 0.0;
        for sign in states.chain(prints).chain(wakes) {
            let width = 36.0 + text_width(self.sign_words(sign), 11.0);
            match rows.last_mut() {
                Some(row) if width <= left => row.push(sign),
                _ => {
                    rows.push(vec![sign]);
                    left = WIDTH - 2.0 * MARGIN;
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

    fn legend(&mut self, rows: &[Vec<Sign>]) {
        for (at, row) in rows.iter().enumerate() {
            let y = self.bottom + 24.0 + 20.0 * at as f64;
            let mut x = MARGIN;
            for sign in row {
                self.sign(*sign, x, y);
                let words = self.sign_words(*sign);
                self.text_at(x + 20.0, y + 4.0, "t", "", words);
                x += 36.0 + text_width(words, 11.0);
            }
        }
    }

    /// A sign of the legend, 14 pixels wide.
    fn sign(&mut self, sign: Sign, x: f64, y: f64) {
        let (left, middle) = (px(x), px(y));
        match sign {
            Sign::Print => self.raw(&format!("<path class=\"out\" d=\"M{} {}l4 5h-8z\"/>", px(x + 7.0), px(y - 2.0))),
            Sign::Wake => {
                self.raw(&format!("<path class=\"a\" marker-end=\"url(#head)\" d=\"M{left} {middle}h14\"/>"));
            }
            Sign::State(LaneState::Waiting) => {
                self.raw(&format!("<path class=\"waiting\" d=\"M{left} {middle}h14\"/>"));
            }
            Sign::State(state @ (LaneState::Ready | LaneState::Running | LaneState::Blocking)) => {
                let half = if state == LaneState::Ready { 3.0 } else { 6.0 };
                self.raw(&format!(
                    "<rect class=\"{}\" x=\"{left}\" y=\"{}\" width=\"14\" height=\"{}\"/>",
                    class(state),
                    px(y - half),
                    px(2.0 * half)
                ));
            }
            Sign::State(state) => self.mark(state, x + 7.0, y),
        }
    }

    fn raw(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    fn element(&mut self, name: &str, attributes: &str, text: &str) {
        self.raw(&["<", name, attributes, ">"].concat());
        escape(&mut self.out, text);
        self.raw(&["</", name, ">"].concat());
    }

    fn text_at(&mut self, x: f64, y: f64, class: &str, attributes: &str, text: &str) {
        let attributes = format!(" class=\"{class}\" x=\"{}\" y=\"{}\"{attributes}", px(x), px(y));
        self.element("text", &attributes, text);
        self.raw("\n");
    }
}

fn class(state: LaneState) -> &'static str {
    match state {
        LaneState::Ready => "ready",
        LaneState::Running => "running",
        LaneState::Blocking => "blocking",
        LaneState::Waiting => "waiting",
        LaneState::Done => "done",
        LaneState::Failed => "failed",
        LaneState::Cancelled => "cancelled",
        LaneState::Collected => "collected",
    }
}

fn indent(lane: &Lane) -> f64 {
    12.0 * f64::from(lane.depth.min(8))
}

/// A length in pixels, to a tenth.
fn px(length: f64) -> String {
    let tenths = (length * 10.0).round() / 10.0;
    // No negative zero.
    (tenths + 0.0).to_string()
}

/// The distance between two labels of an axis of this length: 1, 2 or 5 of some power of ten, at most ten of them.
fn tick(length: f64, axis: Axis) -> f64 {
    let mut step = if axis == Axis::Step { 1.0 } else { 1e-6 };
    loop {
        for factor in [1.0, 2.0, 5.0] {
            if length <= 10.0 * step * factor {
                return step * factor;
            }
        }
        step *= 10.0;
    }
}

/// About how wide a text is.
fn text_width(text: &str, size: f64) -> f64 {
    text.chars().map(|char| if is_wide(char) { size } else { 0.6 * size }).sum()
}

/// Whether a character takes two columns: Han, kana, Hangul, full-width forms, most emoji.
pub(super) fn is_wide(char: char) -> bool {
    matches!(u32::from(char), 0x1100..=0x115f | 0x2e80..=0xa4cf | 0xac00..=0xd7a3 | 0xf900..=0xfaff
        | 0xfe30..=0xfe6f | 0xff00..=0xff60 | 0xffe0..=0xffe6 | 0x1f300..=0x1faff | 0x20000..=0x3fffd)
}

/// The text, cut with an ellipsis where it would be wider than that.
fn fit(text: &str, width: f64, size: f64) -> String {
    if text_width(text, size) <= width {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut left = width - size;
    for char in text.chars() {
        left -= if is_wide(char) { size } else { 0.6 * size };
        if left < 0.0 {
            break;
        }
        out.push(char);
    }
    out.push('…');
    out
}

/// Text as XML's character data; what XML cannot hold becomes U+FFFD.
fn escape(out: &mut String, text: &str) {
    for char in text.chars() {
        match char {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\t' | '\n' => out.push(char),
            char if char < ' ' || matches!(char, '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}') => out.push('\u{fffd}'),
            char => out.push(char),
        }
    }
}
