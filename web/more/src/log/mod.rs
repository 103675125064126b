//! The event log: each step in a sentence; a click goes there. It is the whole run in words, for whoever cannot or will
//! not read the timeline.
//!
//! ```text
//! run, filter, task ──► rows ──► window (those on the page) ◄── scrolling
//!                        ├── cursor: which row the run stands at; followed, or not
//!                        └── search: which rows have the words
//! ```

mod rows;
mod window;

use std::cell::{Cell as StdCell, OnceCell, RefCell};

use leptos::prelude::*;
use loopscope_executor::trace::{Kind, Record, Stream, TaskNo};
use loopscope_strings::fill;
use loopscope_view::{Cursor, PROGRAM, definition, sentence_in, terms};
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement, HtmlInputElement, KeyboardEvent};

use crate::choice::{choice, wire_choice};
use crate::clock::{page_ms, thousandths};
use crate::copy::copies;
use crate::dom::{El, markup, target, watch};
use crate::hue::mark;
use crate::run::{Filter, Run};
use crate::scroll;
use crate::session::{Action, Session};
use crate::signal::Cell;
use rows::{Rows, Search};
use window::{List, WHOLE, Window};

/// How long a slice of a search may take, in milliseconds.
const SLICE_MS: f64 = 8.0;

const TOOLS: &str =
    r#"<select class="of" aria-label="{of}"></select><button type="button" class="quiet copy"></button>"#;
const BODY: &str = r#"<div class="finder"><input type="search" class="find" aria-label="{find}" placeholder="{find}" autocomplete="off"><output></output><button type="button" class="quiet follow">{follow}</button></div><div class="rows" tabindex="-1"><ol></ol></div><p class="hint">{empty}</p><details class="terms"><summary>{terms}</summary><dl></dl></details>"#;

/// What the pane's parts share.
#[derive(Clone, Copy)]
struct Log {
    session: Session,
    /// The task whose rows are shown; [`PROGRAM`] for all.
    of: Cell<TaskNo>,
    /// Whether the list goes with the cursor.
    follow: Cell<bool>,
    /// How many rows have what is searched for, and how far the search is.
    found: Cell<(u32, u32)>,
    /// It lives as long as the page.
    sheet: &'static RefCell<Sheet>,
}

#[derive(Default)]
struct Sheet {
    rows: Rows,
    window: Window,
    search: Search,
    /// The row at the cursor is to be seen, followed or not.
    reveal: bool,
}

/// Nothing is searched for; a search goes on; all rows were looked at.
const OFF: u32 = 0;
const GOES_ON: u32 = 1;
const DONE: u32 = 2;

fn class(record: &Record) -> &'static str {
    match record.kind {
        Kind::Output { stream: Stream::Stdout, .. } => "printed",
        Kind::Output { stream: Stream::Stderr, .. } | Kind::Idle { .. } | Kind::LimitReached(_) => "alarm",
        Kind::PollBegin | Kind::CallbackBegin(_) => "begins",
        _ => "",
    }
}

/// A row: where it leads, when it was, and what it says. It is pale unless it is among those that are marked as having happened.
fn row(session: Session, run: &Run, sheet: &Sheet, nth: u32) -> String {
    let record = |nth: u32| run.scope.record(sheet.rows.seq(nth)?);
    let Some(this) = record(nth) else { return String::new() };
    let same_time = nth.checked_sub(1).and_then(record).is_some_and(|before| before.time == this.time);
    let time = time(session, this);
    let words = sentence_in(session.lang, &run.scope, this, session.voice());
    let same = if same_time { " same" } else { "" };
    let hit = if sheet.search.hit(nth) { " hit" } else { "" };
    let count = sheet.rows.len();
    // Where a list is not on the page as a whole, its rows say where they are.
    let place = if count > WHOLE {
        markup(
            r#" aria-posinset="{nth}" aria-setsize="{count}""#,
            &[("nth", &(nth + 1).to_string()), ("count", &count.to_string())],
        )
    } else {
        String::new()
    };
    let happened = match nth + 1 {
        row if row < sheet.window.marked => ("", ""),
        row if row == sheet.window.marked => (" here", r#" aria-current="step""#),
        _ => (" future", ""),
    };
    let html = markup(
        r#"<li class="{class}{hit}{happened}""#,
        &[("class", class(this)), ("hit", hit), ("happened", happened.0)],
    ) + &place;
    html + "><button type=\"button\""
        + happened.1
        + &markup(
            r#" data-seq="{seq}"><span class="time{same}">{time}</span>"#,
            &[("seq", &this.seq.to_string()), ("same", same), ("time", &time)],
        )
        + &mark(this.task, false)
        + &markup(r#"<span class="words">{words}</span></button></li>"#, &[("words", &words)])
}

/// The terms that a record touches, and what they mean.
fn told(session: Session, record: &Record) -> String {
    let mut html = String::new();
    for term in terms(&record.kind, session.voice()) {
        let definition = definition(session.lang, *term);
        html += &markup("<dt>{name}</dt><dd>{means}</dd>", &[("name", definition.name), ("means", definition.means)]);
    }
    html
}

fn time(session: Session, record: &Record) -> String {
    fill(session.texts.clock_seconds, &[("time", &thousandths(record.time))])
}

/// Fills the pane.
pub(crate) fn log(session: Session, section: &El) {
    let panes = session.panes;
    let tools = choice(panes.shown_steps, [panes.essential, panes.all]) + &markup(TOOLS, &[("of", panes.log_of)]);
    let body = markup(
        BODY,
        &[("find", panes.log_find), ("follow", panes.log_follow), ("empty", panes.log_empty), ("terms", panes.terms)],
    );
    section.find(".tools").raw().set_inner_html(&tools);
    section.find(".pane-body").raw().set_inner_html(&body);
    let log = Log {
        session,
        of: Cell::new(PROGRAM),
        follow: Cell::new(true),
        found: Cell::new((0, 0)),
        sheet: Box::leak(Box::default()),
    };
    wire_choice(
        section,
        move || session.filter.get() == Filter::All,
        move |all| session.act(Action::Filter(if all { Filter::All } else { Filter::Essential })),
    );
    wire_of(log, &section.find(".of"));
    wire_copy(log, &section.find(".copy"));
    section.find(".hint").live_flag("hidden", move || !session.of_shown(|run| run.scope.is_empty()));
    section
        .find(".follow")
        .live_aria("aria-pressed", move || log.follow.get())
        .on_click(move || log.follow.set(!log.follow.get_untracked()));

    let scroller = section.find(".rows");
    let list = List { scroller: scroller.raw().clone(), rows: scroller.find("ol").raw().clone() };
    // It lives as long as the page.
    let list: &'static List = Box::leak(Box::new(list));
    let search = log.searcher(list);
    let mut spoken = false;
    watch(move || {
        // What is folded away is not worth the work; it is laid and scrolled when it is seen.
        if session.open.get().1 == 0 {
            return;
        }
        // Other words are other rows.
        let rust = session.rust.get();
        if std::mem::replace(&mut spoken, rust) != rust {
            log.sheet.borrow_mut().rows = Rows::default();
        }
        let (cursor, filter) = (session.cursor.get(), session.filter.get());
        let (of, follow) = (log.of.get(), log.follow.get());
        session.of_shown(|run| log.lay(list, run, (cursor, filter, of), follow));
        search();
    });
    section.find(".terms dl").live_html(move || {
        let cursor = session.cursor.get();
        session.rust.get();
        session
            .of_shown(|run| cursor.last().and_then(|seq| run.scope.record(seq)).map(|record| told(session, record)))
            .unwrap_or_default()
    });
    wire_list(log, &scroller, list);
    wire_find(log, section, search);
}

impl Log {
    /// Puts on the page what should be there: rows, which of them have happened, and the cursor's one in sight.
    fn lay(self, list: &List, run: &Run, (cursor, filter, of): (Cursor, Filter, TaskNo), follow: bool) {
        let sheet = &mut *self.sheet.borrow_mut();
        let others = sheet.rows.update(run, filter, of);
        let (count, happened) = (sheet.rows.len(), sheet.rows.until(cursor));
        let here = happened.saturating_sub(1);
        let reveal = std::mem::take(&mut sheet.reveal);
        let see = reveal || follow || others;
        let Window { from, to, marked, .. } = sheet.window;
        sheet.window.marked = happened;
        if count <= WHOLE && !others && from == 0 {
            // A log that grows is added to, so that whoever stands in it keeps the focus.
            let html = self.html(run, sheet, (to, count));
            if !html.is_empty() {
                let _ = list.rows.insert_adjacent_html("beforeend", &html);
            }
            sheet.window.to = count;
        } else if others || !sheet.window.is_laid(count) || see && !(from..to).contains(&here) {
            let on_page = sheet.window.around(list, if see { here } else { from }, count);
            let html = self.html(run, sheet, on_page);
            sheet.window.draw(list, on_page, count, &html);
        } else {
            sheet.window.space(list, sheet.window.above, count);
        }
        let from = sheet.window.from;
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
        sheet.window.look(list);
    }

    fn html(self, run: &Run, sheet: &Sheet, (from, to): (u32, u32)) -> String {
        (from..to).map(|nth| row(self.session, run, sheet, nth)).collect()
    }

    /// The list was scrolled: up by hand, it follows no more; and what is seen of a long log has to be on the page.
    fn scrolled(self, list: &List) {
        if list.scroller.client_height() == 0 {
            return;
        }
        let sheet = &mut *self.sheet.borrow_mut();
        let up = sheet.window.look(list);
        let count = sheet.rows.len();
        if let Some((seen, stays)) = sheet.window.wanted(list, count) {
            let place = stays.then(|| sheet.window.begins(list, seen));
            let on_page = sheet.window.around(list, seen, count);
            self.session.run(|run| {
                let html = self.html(run, sheet, on_page);
                sheet.window.draw(list, on_page, count, &html);
            });
            if let Some(place) = place {
                sheet.window.hold(list, seen, place, count);
            }
        }
        if up {
            self.follow.set(false);
        }
    }

    /// Brings what is around a row on the page; gives the row as it stands there then. A key can be quicker than scrolling.
    fn bring_around(self, list: &List, row: &Element) -> Option<Element> {
        let seq = row.first_element_child()?.get_attribute("data-seq")?;
        let sheet = &mut *self.sheet.borrow_mut();
        let nth = sheet.rows.until(Cursor::after(seq.parse().ok()?)).checked_sub(1)?;
        let count = sheet.rows.len();
        let on_page = sheet.window.around(list, nth, count);
        self.session.run(|run| {
            let html = self.html(run, sheet, on_page);
            sheet.window.draw(list, on_page, count, &html);
        });
        list.rows.children().item(nth.checked_sub(sheet.window.from)?)
    }

    /// Searches for a slice of time. Tells whether there is more to be looked at.
    fn search(self, list: &List) -> bool {
        let session = self.session;
        let sheet = &mut *self.sheet.borrow_mut();
        let until = page_ms() + SLICE_MS;
        let more = session.run(|run| {
            let words = |seq| {
                run.scope.record(seq).map(|record| sentence_in(session.lang, &run.scope, record, session.voice()))
            };
            loop {
                for _ in 0..64 {
                    if !sheet.search.step(&sheet.rows, |seq| words(seq).unwrap_or_default()) {
                        return false;
                    }
                }
                if page_ms() > until {
                    return true;
                }
            }
        });
        let rows = list.rows.children();
        for nth in 0..rows.length() {
            if let Some(row) = rows.item(nth) {
                let _ = row.class_list().toggle_with_force("hit", sheet.search.hit(sheet.window.from + nth));
            }
        }
        let state = if !sheet.search.is_on() {
            OFF
        } else if more {
            GOES_ON
        } else {
            DONE
        };
        self.found.set((sheet.search.count(), state));
        more
    }

    /// What searches on, in slices, for as long as there is something to be looked at.
    fn searcher(self, list: &'static List) -> impl Fn() + Copy + 'static {
        let waiting: &'static StdCell<bool> = Box::leak(Box::default());
        let next: &'static OnceCell<JsValue> = Box::leak(Box::default());
        let go_on = move || {
            if !waiting.get() && self.search(list) {
                waiting.set(true);
                if let Some(next) = next.get() {
                    let _ = window().set_timeout_with_callback(next.unchecked_ref());
                }
            }
        };
        let slice = Closure::<dyn FnMut()>::new(move || {
            waiting.set(false);
            go_on();
        });
        let _ = next.set(slice.into_js_value());
        go_on
    }

    /// Goes to the next row, or the one before, that has what is searched for.
    fn to_hit(self, forward: bool) {
        let seq = {
            let sheet = &mut *self.sheet.borrow_mut();
            let happened = sheet.rows.until(self.session.cursor.get_untracked());
            sheet.reveal = true;
            sheet.search.beside(happened, forward).and_then(|row| sheet.rows.seq(row))
        };
        if let Some(seq) = seq {
            self.session.act(Action::Seek(Cursor::after(seq)));
        }
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

/// A row leads to its moment; arrows lead from row to row.
fn wire_list(log: Log, scroller: &El, list: &'static List) {
    scroller
        .on("scroll", move |_| log.scrolled(list))
        .on("click", move |event| {
            let seq = target(&event, "[data-seq]").and_then(|row| row.get_attribute("data-seq"));
            if let Some(Ok(seq)) = seq.map(|seq| seq.parse()) {
                log.session.act(Action::Seek(Cursor::after(seq)));
            }
        })
        .on("keydown", move |event| {
            let Some(row) = target(&event, "li") else { return };
            let step = match event.unchecked_ref::<KeyboardEvent>().key().as_str() {
                "ArrowDown" => Element::next_element_sibling as fn(&Element) -> Option<Element>,
                "ArrowUp" => Element::previous_element_sibling,
                _ => return,
            };
            event.prevent_default();
            // At the end of what is on the page there may be more.
            let beside = step(&row).or_else(|| step(&log.bring_around(list, &row)?));
            if let Some(button) = beside.and_then(|row| row.first_element_child()) {
                let _ = button.unchecked_ref::<HtmlElement>().focus();
            }
        });
}

/// The choice of a task.
fn wire_of(log: Log, select: &El) {
    let session = log.session;
    let element = select.raw().clone();
    let mut written = String::new();
    watch(move || {
        let of = log.of.get();
        let mut there = of == PROGRAM;
        let all = markup(r#"<option value="0">{all}</option>"#, &[("all", session.panes.log_of_all)]);
        let html = session.of_shown(|run| {
            let mut html = all;
            for lane in run.scope.lanes().iter().filter(|lane| lane.task != PROGRAM) {
                there |= lane.task == of;
                html += &markup(
                    r#"<option value="{task}">{name}</option>"#,
                    &[("task", &lane.task.to_string()), ("name", &lane.name)],
                );
            }
            html
        });
        if html != written {
            element.set_inner_html(&html);
            written = html;
        }
        element.unchecked_ref::<HtmlInputElement>().set_value(&of.to_string());
        // With other parameters there may be fewer tasks.
        if !there {
            log.of.set(PROGRAM);
        }
    });
    select.on_value("change", move |task| log.of.set(task.parse().unwrap_or(PROGRAM)));
}

/// The search.
fn wire_find(log: Log, section: &El, search: impl Fn() + 'static) {
    let panes = log.session.panes;
    section.find("output").live_text(move || {
        let (count, state) = log.found.get();
        let template = match state {
            OFF => return String::new(),
            GOES_ON => panes.log_finding,
            _ => panes.log_found,
        };
        fill(template, &[("count", &count.to_string())])
    });
    section
        .find(".find")
        .on_value("input", move |words| {
            log.sheet.borrow_mut().search.begin(&words);
            search();
        })
        .on("keydown", move |event| {
            let event: &KeyboardEvent = event.unchecked_ref();
            if event.key() == "Enter" && !event.is_composing() {
                event.prevent_default();
                log.to_hit(!event.shift_key());
            }
        });
}

fn wire_copy(log: Log, button: &El) {
    let session = log.session;
    let copied = Cell::new(false);
    // Another run, filter or task is another text.
    watch(move || {
        session.shown.get();
        session.filter.get();
        log.of.get();
        copied.set(false);
    });
    copies(session, button, copied, move || session.run(|run| as_text(log, run)));
}

/// The whole log as text, a line for each row.
fn as_text(log: Log, run: &Run) -> String {
    let mut text = String::new();
    let rows = &log.sheet.borrow().rows;
    for record in (0..rows.len()).filter_map(|row| run.scope.record(rows.seq(row)?)) {
        text += &time(log.session, record);
        text.push('\t');
        text += &sentence_in(log.session.lang, &run.scope, record, log.session.voice());
        text.push('\n');
    }
    text
}
