//! The output pane: what the program has printed up to the cursor, and when; standard error is marked.

use leptos::prelude::WithUntracked;
use loopscope_executor::trace::Stream;
use loopscope_strings::fill;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::clock::thousandths;
use crate::dom::{El, markup, watch};
use crate::pane::pane;
use crate::run::Run;
use crate::signal::Derived;
use crate::state::{Pane, Session};

/// The newest lines that are shown; of those before them, their number.
const MOST: usize = 200;

const LINE: &str = r#"<li><span class="time">{time}</span><samp>{text}</samp></li>"#;
const ERROR: &str = r#"<li class="stderr"><span class="time">{time}</span><samp><b>{stderr}</b> {text}</samp></li>"#;

/// The pane.
pub(crate) fn output(session: Session) -> El {
    let texts = session.texts;
    let body = markup(
        r#"<ol class="printed" tabindex="0" aria-label="{output}"></ol><p class="hint">{empty}</p>"#,
        &[("empty", texts.output_empty), ("output", texts.output)],
    );
    let section = pane(session, Pane::Output, texts.output, "", &body);
    let count = Derived::new(move || session.at_cursor().printed as u32);
    let list = section.find(".printed").raw().clone();
    watch(move || {
        let count = count.get();
        list.set_inner_html(&session.of_shown(|run| lines(session, run, count)).unwrap_or_default());
        // The newest line is in sight.
        list.set_scroll_top(list.scroll_height());
    });
    // Room for all that will be printed is there from the start, so that nothing below it moves while the run goes on.
    let room = section.find(".printed").raw().clone();
    watch(move || {
        session.planned.get();
        let lines = session.of_shown(|run| run.scope.printed().len()).unwrap_or_default();
        let planned = session.model.with_untracked(|m| m.plan.as_ref().map_or(0, |plan| plan.scope.printed().len()));
        let height = [&lines.max(planned).min(7).to_string(), "lh"].concat();
        let _ = room.unchecked_ref::<HtmlElement>().style().set_property("min-height", &height);
    });
    section.find(".hint").live_flag("hidden", move || count.get() > 0);
    section
}

fn lines(session: Session, run: &Run, count: u32) -> String {
    let texts = session.texts;
    let mut out = String::new();
    let printed = run.scope.printed();
    let printed = &printed[..printed.len().min(count as usize)];
    let earlier = printed.len().saturating_sub(MOST);
    if earlier > 0 {
        let words = fill(texts.earlier_lines, &[("count", &earlier.to_string())]);
        out += &markup(r#"<li class="time">{words}</li>"#, &[("words", &words)]);
    }
    for printed in &printed[earlier..] {
        let time = fill(texts.clock_seconds, &[("time", &thousandths(printed.time))]);
        let text = run.scope.trace().text(printed.text).trim_end();
        let template = if printed.stream == Stream::Stderr { ERROR } else { LINE };
        out += &markup(template, &[("time", &time), ("stderr", texts.stderr), ("text", text)]);
    }
    out
}
