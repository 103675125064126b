//! The output pane: what the program has printed up to the cursor, and when; standard error is marked.

use std::cell::RefCell;

use leptos::prelude::{WithUntracked, untrack};
use loopscope_executor::trace::Stream;
use loopscope_strings::fill;
use loopscope_view::Printed;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::clock::thousandths;
use crate::dom::{El, markup, watch};
use crate::pane::pane;
use crate::run::Run;
use crate::signal::Derived;
use crate::state::{Pane, Session};

/// So many of the newest lines are put on the page; those before them when they are scrolled to.
const SOME: usize = 40;

/// How near to the beginning one has to scroll for more, in pixels.
const NEAR: i32 = 40;

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
    // It lives as long as the page.
    let laid: &'static RefCell<Laid> = Box::leak(Box::default());
    let scrolled = list.clone();
    section.find(".printed").on("scroll", move |_| {
        let laid = &mut *laid.borrow_mut();
        if laid.from > 0 && scrolled.scroll_top() < NEAR {
            let length = scrolled.scroll_height();
            let from = laid.from.saturating_sub(5 * SOME);
            untrack(|| session.of_shown(|run| laid.put(session, &scrolled, run, from, laid.to)));
            // What was seen stays where it was.
            scrolled.set_scroll_top(scrolled.scroll_top() + scrolled.scroll_height() - length);
        }
    });
    watch(move || {
        let count = count.get() as usize;
        session.of_shown(|run| laid.borrow_mut().lay(session, &list, run, count));
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

/// The lines that are on the page.
#[derive(Default)]
struct Laid {
    /// The run that printed them; see [`Run::key`].
    key: u64,
    /// The first, from 0.
    from: usize,
    /// The one after the last.
    to: usize,
}

impl Laid {
    /// Puts the newest of the first `count` lines on the page. What is there already stays.
    fn lay(&mut self, session: Session, list: &Element, run: &Run, count: usize) {
        let printed = run.scope.printed();
        let count = count.min(printed.len());
        let Laid { key, from, to } = *self;
        let too_few = from > 0 && count < from + SOME / 2;
        if key != run.key(0) || too_few || count > to + SOME {
            self.put(session, list, run, count.saturating_sub(SOME), count);
        } else if count > to {
            let _ = list.insert_adjacent_html("beforeend", &lines(session, run, &printed[to..count]));
        } else {
            for last in (count..to).filter_map(|_| list.last_element_child()) {
                last.remove();
            }
        }
        self.to = count;
    }

    /// Puts these lines on the page, in the place of those that are there.
    fn put(&mut self, session: Session, list: &Element, run: &Run, from: usize, to: usize) {
        let Some(printed) = run.scope.printed().get(from..to) else { return };
        *self = Laid { key: run.key(0), from, to };
        list.set_inner_html(&(earlier(session, from) + &lines(session, run, printed)));
    }
}

/// How many lines are not on the page.
fn earlier(session: Session, count: usize) -> String {
    if count == 0 {
        return String::new();
    }
    let words = fill(session.texts.earlier_lines, &[("count", &count.to_string())]);
    markup(r#"<li class="time">{words}</li>"#, &[("words", &words)])
}

fn lines(session: Session, run: &Run, printed: &[Printed]) -> String {
    let texts = session.texts;
    let mut out = String::new();
    for printed in printed {
        let time = fill(texts.clock_seconds, &[("time", &thousandths(printed.time))]);
        let text = run.scope.trace().text(printed.text).trim_end();
        let template = if printed.stream == Stream::Stderr { ERROR } else { LINE };
        out += &markup(template, &[("time", &time), ("stderr", texts.stderr), ("text", text)]);
    }
    out
}
