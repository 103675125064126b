//! The event log: each step in a sentence; a click goes there. It is the whole run in words, for whoever cannot or will
//! not read the timeline.
//!
//! Of a long log only the rows around the cursor are on the page.

use leptos::prelude::*;
use loopscope_executor::trace::{Kind, Record, Stream};
use loopscope_strings::fill;
use loopscope_view::{Cursor, sentence};
use wasm_bindgen::prelude::*;
use web_sys::Element;

use crate::clock::thousandths;
use crate::dom::{El, markup, target, watch};
use crate::hue::mark;
use crate::model::{Action, Notice};
use crate::pane::{choice, pane, wire_choice};
use crate::run::{Filter, Run};
use crate::scroll;
use crate::signal::{Cell, Derived};
use crate::state::{Pane, Session};

/// Most rows on the page.
const ROWS: u32 = 300;
/// The rows on the page change in strides, not with every step.
const STRIDE: u32 = 100;

/// First and last-plus-one step of those that are on the page, given where the cursor stands and how many there are.
fn in_sight(step: u32, steps: u32) -> (u32, u32) {
    if steps <= ROWS {
        return (0, steps);
    }
    let first = (step / STRIDE * STRIDE).saturating_sub(STRIDE).min((steps - ROWS).next_multiple_of(STRIDE));
    (first, (first + ROWS).min(steps))
}

fn class(record: &Record) -> &'static str {
    match record.kind {
        Kind::Output { stream: Stream::Stdout, .. } => "printed",
        Kind::Output { stream: Stream::Stderr, .. } | Kind::Idle { .. } | Kind::LimitReached(_) => "alarm",
        Kind::PollBegin | Kind::CallbackBegin(_) => "begins",
        _ => "",
    }
}

/// A row: where it leads, when it was, and what it says.
fn row(session: Session, run: &Run, record: &Record, same_time: bool) -> String {
    let time = time(session, record);
    let words = sentence(session.lang, &run.scope, record);
    let same = if same_time { " same" } else { "" };
    let html = markup(
        r#"<li class="{class}"><button type="button" data-seq="{seq}"><span class="time{same}">{time}</span>"#,
        &[("class", class(record)), ("seq", &record.seq.to_string()), ("same", same), ("time", &time)],
    );
    html + &mark(record.task, false)
        + &markup(r#"<span class="words">{words}</span></button></li>"#, &[("words", &words)])
}

fn time(session: Session, record: &Record) -> String {
    fill(session.texts.clock_seconds, &[("time", &thousandths(record.time))])
}

/// The pane.
pub(crate) fn log(session: Session) -> El {
    let texts = session.texts;
    let tools = choice(texts.shown_steps, [texts.essential, texts.all])
        + r#"<button type="button" class="quiet copy"></button>"#;
    let body = markup(
        r#"<button type="button" class="quiet earlier"></button><ol class="rows"></ol><button type="button" class="quiet later"></button><p class="hint">{empty}</p>"#,
        &[("empty", texts.log_empty)],
    );
    let section = pane(session, Pane::Log, texts.log, &tools, &body);
    wire_choice(
        &section,
        move || session.filter.get() == Filter::All,
        move |all| session.act(Action::Filter(if all { Filter::All } else { Filter::Essential })),
    );
    wire_copy(session, &section.find(".copy"));

    let steps = move || session.of_shown(|run| run.steps(session.filter.get())).unwrap_or_default();
    // The steps whose rows are on the page.
    let place = Derived::new(move || {
        let (cursor, filter) = (session.cursor.get(), session.filter.get());
        session.of_shown(|run| in_sight(run.steps_until(filter, cursor), run.steps(filter))).unwrap_or_default()
    });
    more(session, &section.find(".earlier"), texts.earlier, move || place.get().0, move || place.get_untracked().0);
    more(
        session,
        &section.find(".later"),
        texts.later,
        move || steps() - place.get().1,
        move || place.get_untracked().1 + 1,
    );
    section.find(".hint").live_flag("hidden", move || steps() > 0);

    let rows = section.find(".rows");
    show_rows(session, rows.raw().clone(), place);
    show_cursor(session, rows.raw().clone(), place);
    rows.on("click", move |event| {
        let seq = target(&event, "[data-seq]").and_then(|row| row.get_attribute("data-seq"));
        if let Some(Ok(seq)) = seq.map(|seq| seq.parse()) {
            session.act(Action::Seek(Cursor::after(seq)));
        }
    });
    section
}

/// Keeps the rows. A log that grows is added to, so that whoever stands in it keeps the focus.
fn show_rows(session: Session, list: Element, place: Derived<(u32, u32)>) {
    // What is there: the run with its replacements, the filter, and which steps.
    let mut there = (0, Filter::Essential, (0, 0));
    watch(move || {
        let (filter, (from, to)) = (session.filter.get(), place.get());
        let html = session.of_shown(|run| {
            let key = run.key(0);
            let (known, known_filter, (known_from, known_to)) = there;
            let grows = (known, known_filter, known_from) == (key, filter, from) && known_to <= to;
            there = (key, filter, (from, to));
            let first = if grows { known_to } else { from };
            let record = |nth: u32| run.scope.record(run.step(filter, nth)?);
            let mut before = first.checked_sub(1).filter(|_| grows).and_then(record).map(|record| record.time);
            let mut html = String::new();
            for record in (first..to).filter_map(record) {
                html += &row(session, run, record, before.replace(record.time) == Some(record.time));
            }
            (grows, html)
        });
        match html {
            Some((true, html)) => {
                if !html.is_empty() {
                    let _ = list.insert_adjacent_html("beforeend", &html);
                }
            }
            Some((false, html)) => list.set_inner_html(&html),
            None => list.set_inner_html(""),
        }
    });
}

/// Marks the last step that has happened, and pales those that have not.
fn show_cursor(session: Session, list: Element, place: Derived<(u32, u32)>) {
    watch(move || {
        // A list that was folded away has to be scrolled when it is seen.
        session.open.get();
        let (cursor, filter) = (session.cursor.get(), session.filter.get());
        let (from, _) = place.get();
        let happened = session.of_shown(|run| run.steps_until(filter, cursor)).unwrap_or_default().saturating_sub(from);
        let rows = list.children();
        for nth in 0..rows.length() {
            let Some(row) = rows.item(nth) else { continue };
            let here = nth + 1 == happened;
            let classes = row.class_list();
            let _ = classes.toggle_with_force("future", nth >= happened);
            let _ = classes.toggle_with_force("here", here);
            if let Some(button) = row.first_element_child() {
                let _ = if here {
                    button.set_attribute("aria-current", "step")
                } else {
                    button.remove_attribute("aria-current")
                };
            }
            if here {
                scroll::within(".rows", &row);
            }
        }
        if happened == 0 {
            list.set_scroll_top(0);
        }
    });
}

/// A way to the steps that are not on the page, if there are any.
fn more(
    session: Session,
    button: &El,
    words: &'static str,
    count: impl Fn() -> u32 + Copy + 'static,
    step: impl Fn() -> u32 + 'static,
) {
    button
        .live_flag("hidden", move || count() == 0)
        .live_text(move || fill(words, &[("count", &count().to_string())]))
        .on_click(move || session.act(Action::SeekStep(step())));
}

fn wire_copy(session: Session, button: &El) {
    let texts = session.texts;
    let copied = Cell::new(false);
    // Another run or filter is another text.
    watch(move || {
        session.shown.get();
        session.filter.get();
        copied.set(false);
    });
    button.live_text(move || if copied.get() { texts.copied } else { texts.copy }.to_owned());
    let done = Closure::<dyn FnMut(JsValue)>::new(move |_| copied.set(true));
    let failed = Closure::<dyn FnMut(JsValue)>::new(move |_| session.act(Action::Notice(Notice::NoCopy)));
    button.on_click(move || {
        let clipboard = window().navigator().clipboard();
        // Absent where the page was not delivered securely.
        if clipboard.is_undefined() {
            session.act(Action::Notice(Notice::NoCopy));
            return;
        }
        let text = session.model.with_untracked(|model| model.shown().map(|run| as_text(session, run, model.filter)));
        let _ = clipboard.write_text(&text.unwrap_or_default()).then2(&done, &failed);
    });
}

/// The whole log as text, a line for each step.
fn as_text(session: Session, run: &Run, filter: Filter) -> String {
    let mut text = String::new();
    for record in (0..run.steps(filter)).filter_map(|nth| run.scope.record(run.step(filter, nth)?)) {
        text += &time(session, record);
        text.push('\t');
        text += &sentence(session.lang, &run.scope, record);
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_log_is_all_there() {
        assert_eq!(in_sight(0, 0), (0, 0));
        assert_eq!(in_sight(300, 300), (0, 300));
    }

    #[test]
    fn the_cursor_is_always_among_the_rows() {
        for steps in [301, 350, 1000, 100_000] {
            for step in (0..=steps).step_by(7).chain([steps]) {
                let (from, to) = in_sight(step, steps);
                assert!(from <= step && step <= to && to <= steps && to - from <= ROWS, "{step} of {steps}");
            }
            assert_eq!(in_sight(steps, steps).1, steps);
        }
    }
}
