//! When the lines of the code ran: they lead there, by click and by key.

use std::collections::BTreeMap;

use leptos::prelude::document;
use loopscope_executor::trace::{Kind, Record};
use loopscope_lessons::page::Shown;
use loopscope_strings::fill;
use loopscope_ui::run::Run;
use loopscope_view::{Cursor, seconds};
use serde::Deserialize;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent, MouseEvent};

use crate::dom::{El, target, watch};
use crate::session::{Action, Session};

/// The lines that ran.
const LEADS: &str = ".line[role]";
/// How many times a line tells at most.
const TIMES: usize = 6;

/// What is read of the page's data: where each line of the Rust program is shown.
#[derive(Default, Deserialize)]
struct Data {
    lines: BTreeMap<u32, Shown>,
}

impl Data {
    /// Where a record's line is shown, from 0.
    fn shown(&self, rust: bool, line: u32) -> Option<usize> {
        let shown = self.lines.get(&line)?;
        let line = if rust { Some(shown.rust) } else { shown.python };
        usize::try_from(line?.checked_sub(1)?).ok()
    }

    /// When the shown lines ran.
    fn visits(&self, rust: bool, run: &Run) -> Vec<Visit> {
        visits(&run.scope.trace().records, |line| self.shown(rust, line))
    }
}

/// Where each line of the Rust program is shown, by pairs in order; `None` when the page has no such program.
pub(crate) fn shown_lines(rust: bool) -> Option<Vec<(u32, u32)>> {
    let data = document().get_element_by_id("lesson-data").and_then(|data| data.text_content())?;
    let data: Data = serde_json::from_str(&data).unwrap_or_default();
    let shown = |(line, shown): (&u32, &Shown)| Some((*line, if rust { Some(shown.rust) } else { shown.python }?));
    (!data.lines.is_empty()).then(|| data.lines.iter().filter_map(shown).collect())
}

/// Wires the code pane.
pub(crate) fn lines(session: Session, section: &El) {
    let data = document().get_element_by_id("lesson-data").and_then(|data| data.text_content()).unwrap_or_default();
    // It lives as long as the page.
    let data: &'static Data = Box::leak(Box::new(serde_json::from_str(&data).unwrap_or_default()));
    show_runs(session, data, section.find("code").raw().clone());
    section
        .find(".listing")
        .on("click", move |event| click(session, data, event.unchecked_ref()))
        .on("mousedown", move |event| {
            // Shift leads back; it selects nothing here.
            if event.unchecked_ref::<MouseEvent>().shift_key() && target(&event, LEADS).is_some() {
                event.prevent_default();
            }
        })
        .on("keydown", move |event| key(session, data, event.unchecked_ref()));
}

/// Lets the lines that ran be found by whoever wants to go there, and say when that was.
fn show_runs(session: Session, data: &'static Data, code: Element) {
    let (texts, panes) = (session.texts, session.panes);
    watch(move || {
        let rust = session.rust.get();
        if !session.near_code.get() {
            return;
        }
        let lines = code.children();
        let words = session.of_shown(|run| {
            let mut words = vec![(0_usize, String::new()); lines.length() as usize];
            for visit in data.visits(rust, run) {
                let Some((count, times)) = words.get_mut(visit.line) else { continue };
                *count += 1;
                if *count > TIMES {
                    continue;
                }
                if *count > 1 {
                    times.push_str(panes.ran_and);
                }
                let time = run.scope.record(visit.seq).map(|record| seconds(record.time)).unwrap_or_default();
                times.push_str(&fill(texts.clock_seconds, &[("time", &time)]));
            }
            words
        });
        for (nth, (count, times)) in (0..).zip(words) {
            let Some(line) = lines.item(nth) else { continue };
            if count == 0 {
                for name in ["role", "tabindex", "title"] {
                    let _ = line.remove_attribute(name);
                }
                continue;
            }
            let more = if count > TIMES { " …" } else { "" };
            let words = [("count", &*count.to_string()), ("times", &*[&times, more].concat())];
            let title = fill(if count == 1 { panes.ran_once } else { panes.ran_times }, &words);
            for (name, value) in [("role", "button"), ("tabindex", "-1"), ("title", &title)] {
                let _ = line.set_attribute(name, value);
            }
        }
    });
}

fn click(session: Session, data: &'static Data, event: &MouseEvent) {
    if target(event, "[data-param]").is_some() {
        return;
    }
    // Whoever selects a piece of the code does not want to go anywhere.
    let selects = document().get_selection().ok().flatten().is_some_and(|selection| !selection.is_collapsed());
    if let Some(line) = target(event, LEADS).filter(|_| event.shift_key() || !selects) {
        go(session, data, &line, !event.shift_key());
    }
}

/// Arrows lead from line to line, Enter and Space to when it ran.
fn key(session: Session, data: &'static Data, event: &KeyboardEvent) {
    let line = target(event, LEADS);
    let step = match event.key().as_str() {
        "ArrowDown" => Element::next_element_sibling as fn(&Element) -> Option<Element>,
        "ArrowUp" => Element::previous_element_sibling,
        "Enter" | " " => {
            if let Some(line) = line {
                event.prevent_default();
                go(session, data, &line, !event.shift_key());
            }
            return;
        }
        _ => return,
    };
    event.prevent_default();
    let mut to = match &line {
        Some(line) => step(line),
        // From outside of the lines, to the one that runs, or the first.
        None => target(event, ".listing").and_then(|listing| {
            let running = listing.query_selector(".running").ok().flatten();
            running.or_else(|| listing.query_selector(LEADS).ok().flatten())
        }),
    };
    while let Some(line) = to {
        if line.has_attribute("role") {
            let _ = line.unchecked_ref::<HtmlElement>().focus();
            return;
        }
        to = step(&line);
    }
}

/// Moves the cursor to when a line ran, next or before.
fn go(session: Session, data: &'static Data, line: &Element, forward: bool) {
    let mut nth = 0;
    let mut before = line.previous_element_sibling();
    while let Some(line) = before {
        nth += 1;
        before = line.previous_element_sibling();
    }
    let (cursor, rust) = (session.cursor.get_untracked(), session.rust.get_untracked());
    let seq = session.run(|run| beside(&data.visits(rust, run), nth, cursor.0, forward));
    if let Some(seq) = seq {
        session.act(Action::Seek(Cursor::after(seq)));
    }
}

/// A time that a line ran: the line as it is shown, from 0, and the first record of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Visit {
    line: usize,
    seq: u32,
}

/// All of them, in order. Records of a line one after the other are one visit; a task that goes on where it stood visits
/// its line once more. `shown`: where a record's line is shown.
fn visits(records: &[Record], shown: impl Fn(u32) -> Option<usize>) -> Vec<Visit> {
    let mut visits = Vec::new();
    let mut last = 0;
    for record in records {
        match record.kind {
            // Its line is the one where the callback comes from, which does not run.
            Kind::CallbackQueued { .. } => continue,
            Kind::PollBegin | Kind::CallbackBegin(_) => last = 0,
            _ => {}
        }
        if record.line == 0 || record.line == last {
            continue;
        }
        last = record.line;
        if let Some(line) = shown(record.line) {
            visits.push(Visit { line, seq: record.seq });
        }
    }
    visits
}

/// The record of the time that a line ran after, or before, so many records; around the end if need be.
fn beside(visits: &[Visit], line: usize, happened: u32, forward: bool) -> Option<u32> {
    let of_line = || visits.iter().filter(|visit| visit.line == line).map(|visit| visit.seq);
    if forward {
        of_line().find(|seq| *seq >= happened).or_else(|| of_line().next())
    } else {
        of_line().take_while(|seq| seq + 1 < happened).last().or_else(|| of_line().next_back())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use loopscope_executor::Instant;
    use loopscope_executor::trace::{Actor, TextId, Waiting};

    fn records(lines: &[(Kind, u32)]) -> Vec<Record> {
        let record = |(seq, (kind, line)): (u32, &(Kind, u32))| Record {
            time: Instant::ZERO,
            seq,
            iteration: 1,
            task: 1,
            line: *line,
            kind: *kind,
        };
        (0..).zip(lines).map(record).collect()
    }

    #[test]
    fn a_line_that_is_resumed_has_run_again() {
        let at = |line| (Kind::CancelDelivered, line);
        let queued =
            Kind::CallbackQueued { callback: 1, name: TextId::EMPTY, by: Actor::Program, on: Waiting::Unknown };
        let records = records(&[
            (Kind::PollBegin, 0),
            at(4),
            at(4),
            at(5),
            at(0),
            at(5),
            (queued, 4),
            (Kind::PollBegin, 5),
            at(5),
            at(9),
            at(5),
        ]);
        let visits = visits(&records, |line| (line < 9).then_some(line as usize - 1));
        let pairs: Vec<_> = visits.iter().map(|visit| (visit.line, visit.seq)).collect();
        assert_eq!(pairs, [(3, 1), (4, 3), (4, 7), (4, 10)]);
        let next = [0, 3, 4, 8, 11].map(|happened| beside(&visits, 4, happened, true));
        assert_eq!(next, [3, 3, 7, 10, 3].map(Some));
        let before = [0, 4, 5, 8, 11].map(|happened| beside(&visits, 4, happened, false));
        assert_eq!(before, [10, 10, 3, 3, 7].map(Some));
        assert_eq!(beside(&visits, 0, 0, true), None);
    }
}
