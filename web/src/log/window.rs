//! Which rows of a long log are on the page: those around what is seen. The others are empty space of about their height,
//! in the list, whose box scrolls.

use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement};

use crate::browser::markup;

/// A log of so many rows is on the page as a whole.
pub(super) const WHOLE: u32 = 300;
/// At least so many rows of a longer one lie on the page beyond what is seen, at either end.
const SPARE: u32 = 7;
/// How many rows are taken to be seen before it is known.
const SEEN: u32 = 30;

/// First and last-plus-one of the rows on the page when one of them is seen, and `seen` more at the most.
fn around(row: u32, count: u32, seen: u32) -> (u32, u32) {
    if count <= WHOLE {
        return (0, count);
    }
    let half = seen.min(WHOLE / 3) + SPARE + 3;
    let first = row.saturating_sub(half).min(count - 2 * half);
    (first, first + 2 * half)
}

/// The rows on the page.
#[derive(Default)]
pub(super) struct Window {
    /// The first.
    pub(super) from: u32,
    /// The one after the last.
    pub(super) to: u32,
    /// How many of the whole log's rows are marked as having happened.
    pub(super) marked: u32,
    /// How high a row is on average, in pixels, where one has been seen.
    height: f64,
    /// The room for the rows before them, in pixels.
    pub(super) above: f64,
    /// Where the list stood when it was last looked at, how much of it is seen, and how long it is, in pixels.
    stood: (i32, i32, i32),
}

impl Window {
    /// First and last-plus-one of the rows that are to be on the page when one of them is seen.
    pub(super) fn around(&self, list: &List, row: u32, count: u32) -> (u32, u32) {
        let room = f64::from(list.scroller.client_height());
        // `as` saturates.
        around(row, count, if self.height > 0.0 { (room / self.height) as u32 } else { SEEN })
    }

    /// Puts rows on the page in the place of those that are there. `html`: the rows, of `count` in all.
    pub(super) fn draw(&mut self, list: &List, (from, to): (u32, u32), count: u32, html: &str) {
        let focused = leptos::prelude::document().active_element().filter(|it| list.rows.contains(Some(it)));
        let seq = focused.as_ref().and_then(|it| it.get_attribute("data-seq"));
        markup::put(&list.rows, html);
        (self.from, self.to) = (from, to);
        if self.height == 0.0 && to > from {
            let (first, last) = list.ends();
            self.height = (last - first) / f64::from(to - from);
        }
        self.space(list, f64::from(from) * self.height, count);
        // Whoever stood in a row that is no more on the page stands in the list.
        if focused.is_some() {
            let row =
                seq.and_then(|seq| list.rows.query_selector(&["[data-seq=\"", &seq, "\"]"].concat()).ok().flatten());
            let still = FocusOptions::new();
            still.set_prevent_scroll(true);
            let to: &HtmlElement = row.as_ref().unwrap_or(&list.scroller).unchecked_ref();
            let _ = to.focus_with_options(&still);
        }
        self.look(list);
    }

    /// Looks where the list stands. Tells whether it was scrolled up since it was looked at last; what a change of its size
    /// moves was not scrolled.
    pub(super) fn look(&mut self, list: &List) -> bool {
        let scroller = &list.scroller;
        let stands = (scroller.scroll_top(), scroller.client_height(), scroller.scroll_height());
        let stood = std::mem::replace(&mut self.stood, stands);
        stands.0 < stood.0 && (stands.1, stands.2) == (stood.1, stood.2)
    }

    /// Whether what is on the page will do for so many rows, wherever one looks.
    pub(super) fn is_laid(&self, count: u32) -> bool {
        self.to <= count && self.to > self.from && (self.height > 0.0 || count <= WHOLE)
    }

    /// Leaves room for the rows that are not on the page.
    pub(super) fn space(&mut self, list: &List, above: f64, count: u32) {
        self.above = above;
        let below = f64::from(count - self.to.min(count)) * self.height;
        // `as` truncates; whole pixels will do.
        let pixels = |length: f64| (length as u32).to_string();
        let padding = [&pixels(above), "px 0 ", &pixels(below), "px"].concat();
        let rows: &HtmlElement = list.rows.unchecked_ref();
        let _ = rows.style().set_property("padding", &padding);
    }

    /// The row that is seen first, when the ones on the page come to an end; and whether it is on the page already.
    pub(super) fn wanted(&self, list: &List, count: u32) -> Option<(u32, bool)> {
        let (top, room) = (f64::from(list.scroller.scroll_top()), f64::from(list.scroller.client_height()));
        if room == 0.0 || self.height == 0.0 || count <= WHOLE {
            return None;
        }
        let (first, last) = list.ends();
        let spare = f64::from(SPARE) * self.height;
        let enough_above = self.from == 0 || top - first >= spare;
        let enough_below = self.to == count || last - (top + room) >= spare;
        if enough_above && enough_below {
            return None;
        }
        if top + room <= first || top >= last {
            return Some((((top / self.height) as u32).min(count - 1), false));
        }
        let rows = list.rows.children();
        let seen = (0..rows.length()).find(|nth| edge(rows.item(*nth)).1 > top)?;
        Some((self.from + seen, true))
    }

    /// Where a row of those on the page begins, in pixels.
    pub(super) fn begins(&self, list: &List, row: u32) -> f64 {
        edge(row.checked_sub(self.from).and_then(|nth| list.rows.children().item(nth))).0
    }

    /// Brings a row to where it was before others were put around it.
    pub(super) fn hold(&mut self, list: &List, row: u32, place: f64, count: u32) {
        let above = self.above + place - self.begins(list, row);
        self.space(list, if self.from == 0 { 0.0 } else { above.max(0.0) }, count);
        // At the beginning there is no room to give: there the list moves.
        let moved = self.begins(list, row) - place;
        if moved.abs() >= 1.0 {
            list.scroller.set_scroll_top(list.scroller.scroll_top() + moved as i32);
        }
        self.look(list);
    }
}

/// The rows on the page, and the box in which they scroll.
pub(super) struct List {
    pub(super) scroller: Element,
    pub(super) rows: Element,
}

impl List {
    /// Where the first row begins and the last one ends, in pixels.
    fn ends(&self) -> (f64, f64) {
        (edge(self.rows.first_element_child()).0, edge(self.rows.last_element_child()).1)
    }
}

/// Where a row begins and ends in its box, in pixels.
fn edge(row: Option<Element>) -> (f64, f64) {
    row.map_or((0.0, 0.0), |row| {
        let row: &HtmlElement = row.unchecked_ref();
        let top = f64::from(row.offset_top());
        (top, top + f64::from(row.offset_height()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_log_is_all_there() {
        assert_eq!(around(0, 0, 12), (0, 0));
        assert_eq!(around(299, 300, 12), (0, 300));
    }

    #[test]
    fn the_row_that_is_seen_is_on_the_page() {
        for count in [301, 350, 1000, 100_000] {
            for seen in [0, 1, 12, 40, 1000] {
                for row in (0..count).step_by(7).chain([count - 1]) {
                    let (from, to) = around(row, count, seen);
                    assert!(from <= row && row < to && to <= count, "{row} of {count}");
                    assert!(from == 0 || row - from >= SPARE, "{row} of {count}");
                    let below = seen.min(WHOLE / 3) + SPARE;
                    assert!(to == count || to - row > below, "{row} of {count}, {seen} seen");
                }
            }
        }
    }
}
