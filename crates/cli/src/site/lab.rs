//! The laboratory before the application is there, and where it never comes: the program, and its default run as timeline,
//! output and log. The panes are as large as those that take their place, and look like them.

use loopscope_lessons::page::LessonData;
use loopscope_markup::mark;
use loopscope_protocol::pane::Pane;
use loopscope_protocol::param::{Param, ParamKind};
use loopscope_strings::{Lang, Page, fill, page, site};
use loopscope_view::{Instant, lane_name, seconds};
use maud::{Markup, PreEscaped, html};

use super::drawing::{drawing, legend};
use super::run::{DefaultRun, is_error, thousandths};

/// What stands in `#lab`.
pub(crate) struct StaticLab<'a> {
    pub(crate) lang: Lang,
    pub(crate) data: &'a LessonData,
    pub(crate) run: &'a DefaultRun,
    /// In an embed page only the panes that are open at first are there.
    pub(crate) embedded: bool,
}

impl StaticLab<'_> {
    fn is_open(&self, pane: Pane) -> bool {
        self.data.open.contains(pane)
    }

    fn is_there(&self, pane: Pane) -> bool {
        !self.embedded || self.is_open(pane)
    }

    /// The laboratory.
    pub(crate) fn markup(&self) -> Markup {
        let (words, texts) = (site(self.lang), page(self.lang));
        html! {
            div.lab id="lab" tabindex="-1" {
                @if !self.embedded || self.is_open(Pane::Code) {
                    div.column.program {
                        @if self.is_there(Pane::Code) { (self.code(texts)) }
                        // A program of the playground has its parameters in its text.
                        @if !self.embedded && !self.data.own { (self.params(texts)) (later("predict", texts.predict)) }
                    }
                }
                div.column.scope {
                    // As large as the player, which takes its place.
                    div.player {
                        p.loading role="status" data-failed=(words.failed) data-offline=(words.offline)
                            data-no-wasm=(words.no_wasm) data-old-browser=(words.old_browser) data-broken=(words.data_broken)
                        {
                            span.words { (words.loading) }
                            progress aria-label=(words.loading) {}
                        }
                    }
                    noscript { p.hint { (words.no_script) } }
                    @if self.is_there(Pane::Timeline) { (self.timeline(texts)) }
                    @if !self.embedded { (later("inside", texts.inside)) }
                    @if self.is_there(Pane::Output) { (self.output(texts)) }
                    @if self.is_there(Pane::Log) { (self.log(texts)) }
                    @if !self.embedded { (later("share", texts.share)) }
                }
            }
        }
    }

    fn code(&self, texts: &Page) -> Markup {
        html! {
            section.pane.code.open aria-label=(texts.code) {
                (head(texts.code))
                div.pane-body {
                    div.listing tabindex="0" role="group" aria-label=(texts.code) {
                        pre.code {
                            code {
                                @for line in &self.data.python.lines {
                                    span.line { span.marks {} span.source { (PreEscaped(&line.html)) "\n" } }
                                }
                            }
                        }
                    }
                    @if !self.data.own { p.hint.runs { (texts.python_shown) } }
                }
            }
        }
    }

    fn params(&self, texts: &Page) -> Markup {
        html! {
            section.pane.params aria-label=(texts.params) {
                div.pane-head { h2 { (texts.params) } }
                @for param in &self.data.params { (row(texts, param)) }
                @if !self.data.goals.is_empty() {
                    div.goals { h3 { (texts.goals) } ul { @for goal in &self.data.goals { li { (goal.text) } } } }
                }
            }
        }
    }

    fn timeline(&self, texts: &Page) -> Markup {
        let scope = &self.run.scope;
        let (tasks, time) = (scope.lanes().len().to_string(), seconds(scope.end()));
        let label = fill(texts.timeline_words, &[("tasks", &tasks), ("time", &time)]);
        html! {
            section.pane.timeline.open aria-label=(texts.timeline) {
                (head(texts.timeline))
                div.lanes role="group" tabindex="0" aria-label=(texts.timeline) {
                    ol.names {
                        @for lane in scope.lanes() {
                            li class={ "depth-" (lane.depth.min(5)) } {
                                (PreEscaped(mark(lane.task, false)))
                                span.name { (lane_name(self.lang, lane)) }
                            }
                        }
                    }
                    div.drawing.still { (PreEscaped(drawing(self.lang, scope, &label))) }
                }
                div.below {
                    ul.legend aria-label=(texts.legend) { (PreEscaped(legend(self.lang, scope))) }
                    p.difference {}
                }
            }
        }
    }

    fn output(&self, texts: &Page) -> Markup {
        html! {
            section.pane.output.open aria-label=(texts.output) {
                (head(texts.output))
                div.pane-body {
                    ol.printed tabindex="0" aria-label=(texts.output) {
                        @for line in self.run.printed() {
                            li.stderr[line.error] {
                                span.time { (time(texts, line.time)) }
                                samp { @if line.error { b { (texts.stderr) } " " } (line.text) }
                            }
                        }
                    }
                }
            }
        }
    }

    fn log(&self, texts: &Page) -> Markup {
        let mut last = None;
        let rows = html! {
            ol.printed.rows tabindex="0" aria-label=(texts.log) {
                @for (record, words) in self.run.told(self.lang) {
                    li.stderr[is_error(record)] {
                        // A time that is the row's before need not be said again.
                        span.time { @if last.replace(record.time) != Some(record.time) { (time(texts, record.time)) } }
                        span { (words) }
                    }
                }
            }
        };
        html! {
            @if self.is_open(Pane::Log) {
                section.pane.log.open aria-label=(texts.log) { (head(texts.log)) (rows) }
            } @else {
                details.pane.log { summary.pane-head { h2 { b { (texts.log) } } } (rows) }
            }
        }
    }
}

/// A pane's head. The mark of what can be folded stands there when the application is to come.
fn head(title: &str) -> Markup {
    html! { div.pane-head { h2 { b { (title) } } } }
}

/// Room for a pane that only the application fills: its head, as it will be.
fn later(name: &str, title: &str) -> Markup {
    html! { div class={ "pane later " (name) } aria-hidden="true" { (head(title)) } }
}

/// A parameter and its value, where the application has a slider and a field.
fn row(texts: &Page, param: &Param) -> Markup {
    let value = param.kind.default();
    let (value, unit) = match &param.kind {
        ParamKind::Seconds(_) => (value.to_string(), texts.unit_seconds),
        ParamKind::Int(_) | ParamKind::Bool { .. } => (value.to_string(), ""),
        ParamKind::Choice { default, choices } => {
            let label = choices.iter().find(|choice| choice.value == *default).map(|choice| choice.label.clone());
            (label.unwrap_or_else(|| default.clone()), "")
        }
    };
    let range = param.kind.range().map(|range| format!("{} – {}", range.min, range.max));
    let id = format!("param-{}", param.name);
    html! {
        div.param-row {
            label for=(id) { code { (param.name) } " " (param.label) }
            // Its column is as wide as it will be.
            span.reset aria-hidden="true" { (texts.reset) }
            @if let Some(range) = range { small { (range) } }
            output id=(id) { (value) }
            span.unit { (unit) }
        }
    }
}

fn time(texts: &Page, time: Instant) -> String {
    fill(texts.clock_seconds, &[("time", &thousandths(time))])
}
