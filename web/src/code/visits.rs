//! When the lines of the code ran: they lead there, by click and by key.

use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::prelude::*;
use loopscope_executor::trace::{Kind, Record};
use loopscope_strings::fill;
use loopscope_view::{Cursor, seconds};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::marks;
use crate::browser::events::target;
use crate::live::memo;
use crate::model::Action;
use crate::session::Session;

/// The lines that ran.
const LEADS: &str = ".line[role]";
/// How many times a line tells at most.
const TIMES: usize = 6;

/// When the lines of the program that is shown ran, for readers who came near.
#[derive(Clone, Copy)]
pub(super) struct Visits {
    session: Session,
    /// By line, from 0: how often, and when in words.
    lines: Memo<Vec<(usize, String)>>,
}

impl Visits {
    /// Nothing is worked out before the reader comes near the code.
    pub(super) fn new(session: Session) -> Visits {
        let lines = memo(move || if session.near_code.get() { times(session) } else { Vec::new() });
        Visits { session, lines }
    }

    /// When a line ran, in words; `None` for one that did not.
    pub(super) fn words(self, line: usize) -> Option<String> {
        let panes = self.session.panes;
        let (count, times) = self.lines.with(|lines| lines.get(line).cloned()).filter(|(count, _)| *count > 0)?;
        let more = if count > TIMES { " …" } else { "" };
        let words = [("count", &*count.to_string()), ("times", &*[&times, more].concat())];
        Some(fill(if count == 1 { panes.ran_once } else { panes.ran_times }, &words))
    }

    /// A click on a line leads to when it ran; with Shift, back.
    pub(super) fn click(self, event: &MouseEvent) {
        if target(event, "[data-param]").is_some() {
            return;
        }
        // Whoever selects a piece of the code does not want to go anywhere.
        let selects = document().get_selection().ok().flatten().is_some_and(|selection| !selection.is_collapsed());
        if let Some(line) = target(event, LEADS).filter(|_| event.shift_key() || !selects) {
            self.go(&line, !event.shift_key());
        }
    }

    /// Shift leads back; it selects nothing here.
    pub(super) fn mousedown(self, event: &MouseEvent) {
        if event.shift_key() && target(event, LEADS).is_some() {
            event.prevent_default();
        }
    }

    /// Arrows lead from line to line, Enter and Space to when it ran.
    pub(super) fn key(self, event: &KeyboardEvent) {
        let line = target(event, LEADS);
        let step = match event.key().as_str() {
            "ArrowDown" => Element::next_element_sibling as fn(&Element) -> Option<Element>,
            "ArrowUp" => Element::previous_element_sibling,
            "Enter" | " " => {
                if let Some(line) = line {
                    event.prevent_default();
                    self.go(&line, !event.shift_key());
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
                // It fails only for an element that is not on the page.
                let _ = line.unchecked_ref::<HtmlElement>().focus();
                return;
            }
            to = step(&line);
        }
    }

    /// Moves the cursor to when a line ran, next or before.
    fn go(self, line: &Element, forward: bool) {
        let mut nth = 0;
        let mut before = line.previous_element_sibling();
        while let Some(line) = before {
            nth += 1;
            before = line.previous_element_sibling();
        }
        let session = self.session;
        let cursor = session.cursor.get_untracked();
        let of = |records: &[Record]| beside(&visits(records, shown(session)), nth, cursor.0, forward);
        let seq = session.model.with_untracked(|model| model.shown().and_then(|run| of(&run.scope.trace().records)));
        if let Some(seq) = seq {
            session.act(Action::Seek(Cursor::after(seq)));
        }
    }
}

/// Where the line of a record is shown, from 0.
fn shown(session: Session) -> impl Fn(u32) -> Option<usize> {
    let tab = session.tab.get_untracked();
    move |line| marks::shown(session, tab, line)
}

/// How often each line ran, and when in words.
fn times(session: Session) -> Vec<(usize, String)> {
    session.tab.track();
    let of = |run: &crate::run::Run| {
        let mut lines: Vec<(usize, String)> = Vec::new();
        for visit in visits(&run.scope.trace().records, shown(session)) {
            if lines.len() <= visit.line {
                lines.resize_with(visit.line + 1, Default::default);
            }
            let (count, times) = &mut lines[visit.line];
            *count += 1;
            if *count > TIMES {
                continue;
            }
            if *count > 1 {
                times.push_str(session.panes.ran_and);
            }
            let time = run.scope.record(visit.seq).map(|record| seconds(record.time)).unwrap_or_default();
            times.push_str(&fill(session.texts.clock_seconds, &[("time", &time)]));
        }
        lines
    };
    session.of_shown(of).unwrap_or_default()
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
