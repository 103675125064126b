//! What the log has on the page: which rows, which of them have happened, where it is scrolled to, and what a search has found.

use loopscope_executor::trace::TaskNo;
use loopscope_view::{Cursor, PROGRAM, Voice, sentence_in};
use web_sys::Element;

use super::row;
use super::rows::{Rows, Search};
use super::window::{List, WHOLE, Window};
use crate::browser::clock::page_ms;
use crate::browser::{markup, scroll};
use crate::run::{Filter, Run};
use crate::session::Session;

/// How long a slice of a search may take, in milliseconds.
const SLICE_MS: f64 = 8.0;

/// What is on the page.
#[derive(Default)]
pub(super) struct Sheet {
    /// All rows of the run, filter and task.
    pub(super) rows: Rows,
    /// Those on the page.
    pub(super) window: Window,
    /// What is searched for.
    pub(super) search: Search,
    /// In whose words the rows speak.
    voice: Voice,
    /// The row at the cursor is to be seen, followed or not.
    pub(super) reveal: bool,
}

/// What is to be shown.
#[derive(Clone, Copy)]
pub(super) struct Wanted {
    pub(super) cursor: Cursor,
    pub(super) filter: Filter,
    /// [`PROGRAM`] for all.
    pub(super) task: TaskNo,
    pub(super) voice: Voice,
    /// The list goes with the cursor.
    pub(super) follow: bool,
}

impl Sheet {
    /// The rows of a run as they are before anything has happened, for a page that is only written.
    pub(super) fn written(session: Session, run: &Run) -> String {
        let mut sheet = Sheet::default();
        sheet.rows.update(run, Filter::Essential, PROGRAM);
        row::rows(session, Voice::default(), run, &sheet, (0, sheet.rows.len().min(WHOLE)))
    }

    /// Puts on the page what should be there: rows, which of them have happened, and the cursor's one in sight.
    pub(super) fn lay(&mut self, session: Session, list: &List, run: &Run, wanted: Wanted) {
        // Other words are other rows.
        if std::mem::replace(&mut self.voice, wanted.voice) != wanted.voice {
            self.rows = Rows::default();
        }
        let others = self.rows.update(run, wanted.filter, wanted.task);
        let (count, happened) = (self.rows.len(), self.rows.until(wanted.cursor));
        let here = happened.saturating_sub(1);
        let reveal = std::mem::take(&mut self.reveal);
        let see = reveal || wanted.follow || others;
        let (from, to, marked) = (self.window.from, self.window.to, self.window.marked);
        self.window.marked = happened;
        if count <= WHOLE && !others && from == 0 {
            // A log that grows is added to, so that whoever stands in it keeps the focus.
            let html = row::rows(session, self.voice, run, self, (to, count));
            if !html.is_empty() {
                markup::add(&list.rows, &html);
            }
            self.window.to = count;
        } else if others || !self.window.is_laid(count) || see && !(from..to).contains(&here) {
            let on_page = self.window.around(list, if see { here } else { from }, count);
            self.draw(session, list, run, on_page);
        } else {
            self.window.space(list, self.window.above, count);
        }
        let from = self.window.from;
        let row = mark_happened(&list.rows, marked.saturating_sub(from), happened.saturating_sub(from));
        if see {
            match row {
                Some(row) => {
                    scroll::within(".rows", &row);
                    // Who asks for a row is shown it, wherever the list stands on the page.
                    if reveal {
                        scroll::to(&row);
                    }
                }
                None if happened == 0 => list.scroller.set_scroll_top(0),
                None => {}
            }
        }
        self.window.look(list);
    }

    fn draw(&mut self, session: Session, list: &List, run: &Run, on_page: (u32, u32)) {
        let html = row::rows(session, self.voice, run, self, on_page);
        let count = self.rows.len();
        self.window.draw(list, on_page, count, &html);
    }

    /// The list was scrolled; what is seen of a long log has to be on the page. Tells whether it was scrolled up by hand.
    pub(super) fn scrolled(&mut self, session: Session, list: &List, run: &Run) -> bool {
        if list.scroller.client_height() == 0 {
            return false;
        }
        let up = self.window.look(list);
        let count = self.rows.len();
        if let Some((seen, stays)) = self.window.wanted(list, count) {
            let place = stays.then(|| self.window.begins(list, seen));
            let on_page = self.window.around(list, seen, count);
            self.draw(session, list, run, on_page);
            if let Some(place) = place {
                self.window.hold(list, seen, place, count);
            }
        }
        up
    }

    /// Brings what is around a row on the page; gives the row as it stands there then. A key can be quicker than scrolling.
    pub(super) fn bring_around(&mut self, session: Session, list: &List, run: &Run, row: &Element) -> Option<Element> {
        let seq = row.first_element_child()?.get_attribute("data-seq")?;
        let nth = self.rows.until(Cursor::after(seq.parse().ok()?)).checked_sub(1)?;
        let on_page = self.window.around(list, nth, self.rows.len());
        self.draw(session, list, run, on_page);
        list.rows.children().item(nth.checked_sub(self.window.from)?)
    }

    /// Searches for a slice of time. Tells whether there is more to be looked at.
    pub(super) fn search(&mut self, session: Session, list: &List, run: &Run) -> bool {
        let until = page_ms() + SLICE_MS;
        let voice = self.voice;
        let words = |seq| run.scope.record(seq).map(|record| sentence_in(session.lang, &run.scope, record, voice));
        let mut more = true;
        'slice: while more && page_ms() <= until {
            for _ in 0..64 {
                if !self.search.step(&self.rows, |seq| words(seq).unwrap_or_default()) {
                    more = false;
                    break 'slice;
                }
            }
        }
        let rows = list.rows.children();
        for nth in 0..rows.length() {
            if let Some(row) = rows.item(nth) {
                // It fails only for a name that is no class's.
                let _ = row.class_list().toggle_with_force("hit", self.search.hit(self.window.from + nth));
            }
        }
        more
    }

    /// The record of the next row, or the one before, that has what is searched for; it is to be seen.
    pub(super) fn hit_beside(&mut self, cursor: Cursor, forward: bool) -> Option<u32> {
        self.reveal = true;
        let happened = self.rows.until(cursor);
        self.search.beside(happened, forward).and_then(|row| self.rows.seq(row))
    }

    /// The whole log as text.
    pub(super) fn text(&self, session: Session, run: &Run) -> String {
        row::text(session, self.voice, run, self)
    }
}

/// Marks the last row that has happened, and pales those that have not. Of the rows on the page, those from `before` on were
/// pale. Gives the marked one.
fn mark_happened(list: &Element, before: u32, happened: u32) -> Option<Element> {
    let rows = list.children();
    let changed = before.min(happened).saturating_sub(1)..before.max(happened);
    for nth in changed {
        let Some(row) = rows.item(nth) else { break };
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
    }
    rows.item(happened.checked_sub(1)?)
}
