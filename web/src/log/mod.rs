//! The event log: each step in a sentence; a click goes there. It is the whole run in words, for whoever cannot or will
//! not read the timeline.
//!
//! ```text
//! run, filter, task ──► rows ──► window (those on the page) ◄── scrolling
//!                        ├── cursor: which row the run stands at; followed, or not
//!                        └── search: which rows have the words
//! ```

mod row;
mod rows;
mod sheet;
mod window;

use std::time::Duration;

use leptos::html;
use leptos::prelude::*;
use loopscope_executor::trace::{Record, TaskNo};
use loopscope_strings::fill;
use loopscope_view::{Cursor, PROGRAM, definition, terms};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent, MouseEvent};

use crate::browser::events::{number_at, target};
use crate::browser::markup::elements;
use crate::copy::CopyButton;
use crate::live::{InARow, effect, heard, live, live_aria, live_view, memo, on_value};
use crate::model::Action;
use crate::panes::{Choice, PaneFrame};
use crate::run::{Filter, Run};
use crate::session::{Session, use_session};
use loopscope_protocol::pane::Pane;
use sheet::{Sheet, Wanted};
use window::List;

/// How far a search is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Search {
    /// Nothing is searched for.
    #[default]
    Off,
    /// So many rows have it so far.
    GoesOn(u32),
    /// All rows were looked at, and so many have it.
    Done(u32),
}

/// What the pane's parts share.
#[derive(Clone, Copy)]
struct Log {
    session: Session,
    /// The task whose rows are shown; [`PROGRAM`] for all.
    of: RwSignal<TaskNo>,
    /// Whether the list goes with the cursor.
    follow: RwSignal<bool>,
    found: RwSignal<Search>,
    sheet: StoredValue<Sheet, LocalStorage>,
    /// A slice of a search is to come.
    waiting: StoredValue<bool>,
    scroller: NodeRef<html::Div>,
    rows: NodeRef<html::Ol>,
}

/// The pane.
#[component]
pub(crate) fn EventLog() -> impl IntoView {
    let session = use_session();
    let panes = session.panes;
    let log = Log {
        session,
        of: RwSignal::new(PROGRAM),
        follow: RwSignal::new(true),
        found: RwSignal::new(Search::Off),
        sheet: StoredValue::new_local(Sheet::default()),
        waiting: StoredValue::new(false),
        scroller: NodeRef::new(),
        rows: NodeRef::new(),
    };
    effect(move || log.keep());
    let all = Signal::derive(move || session.filter.get() == Filter::All);
    let choose = move |all| session.act(Action::Filter(if all { Filter::All } else { Filter::Essential }));
    let tools = move || {
        view! {
            <Choice label=panes.shown_steps words=[panes.essential, panes.all] second=all choose/>
            <OfTask log/>
            <Copied log/>
        }
    };
    let empty = move || session.of_shown(|run| run.scope.is_empty()).unwrap_or(true);
    // Its rows are buttons, which take the keyboard's focus here; in a static page they are disabled, and it must scroll all the same.
    let tabindex = if cfg!(feature = "ssr") { "0" } else { "-1" };
    let written = cfg!(feature = "ssr").then(|| session.of_shown(|run| Sheet::written(session, run))).flatten();
    view! {
        <PaneFrame pane=Pane::Log title=session.texts.log about=session.texts.about_log tools>
            <Finder log/>
            <div
                class="rows"
                tabindex=tabindex
                node_ref=log.scroller
                on:scroll=heard(move |_| log.scrolled())
                on:click=heard(move |event: MouseEvent| log.click(&event))
                on:keydown=heard(move |event| log.key(&event))
            >
                <ol node_ref=log.rows {..elements(written.unwrap_or_default())}></ol>
            </div>
            <p class="hint" hidden=live(move || !empty())>
                {panes.log_empty}
            </p>
            <Terms/>
        </PaneFrame>
    }
}

impl Log {
    /// Does something with the rows on the page, and the run that is shown.
    fn with<T>(self, act: impl FnOnce(&mut Sheet, &List, &Run) -> T) -> Option<T> {
        let scroller = self.scroller.get_untracked()?;
        let list = List { scroller: scroller.into(), rows: self.rows.get_untracked()?.into() };
        self.session.model.with_untracked(|model| {
            let run = model.shown()?;
            self.sheet.try_update_value(|sheet| act(sheet, &list, run))
        })
    }

    /// Keeps the page as the run, the cursor and the reader's choices want it.
    fn keep(self) {
        let session = self.session;
        self.rows.track();
        // What is folded away is not worth the work; it is laid and scrolled when it is seen.
        if !session.is_open(Pane::Log) {
            return;
        }
        let wanted = Wanted {
            cursor: session.cursor.get(),
            filter: session.filter.get(),
            task: self.of.get(),
            voice: session.voice(),
            follow: self.follow.get(),
        };
        session.shown.track();
        self.with(|sheet, list, run| sheet.lay(session, list, run, wanted));
        self.search();
    }

    /// The list was scrolled: up by hand, it follows no more.
    fn scrolled(self) {
        if self.with(|sheet, list, run| sheet.scrolled(self.session, list, run)) == Some(true) {
            self.follow.set(false);
        }
    }

    /// Searches on, in slices, for as long as there is something to be looked at.
    fn search(self) {
        if self.waiting.get_value() {
            return;
        }
        let searched = self.with(|sheet, list, run| {
            let more = sheet.search(self.session, list, run);
            let state = match (sheet.search.is_on(), more) {
                (false, _) => Search::Off,
                (true, true) => Search::GoesOn(sheet.search.count()),
                (true, false) => Search::Done(sheet.search.count()),
            };
            (state, more)
        });
        let Some((state, more)) = searched else { return };
        if self.found.get_untracked() != state {
            self.found.set(state);
        }
        if more {
            self.waiting.set_value(true);
            set_timeout(
                move || {
                    if self.waiting.try_update_value(|waiting| *waiting = false).is_some() {
                        self.search();
                    }
                },
                Duration::ZERO,
            );
        }
    }

    /// Goes to the next row, or the one before, that has what is searched for.
    fn to_hit(self, forward: bool) {
        let cursor = self.session.cursor.get_untracked();
        if let Some(Some(seq)) = self.with(|sheet, _, _| sheet.hit_beside(cursor, forward)) {
            self.session.act(Action::Seek(Cursor::after(seq)));
        }
    }

    /// A row leads to its moment.
    fn click(self, event: &Event) {
        if let Some(seq) = number_at(event, "data-seq") {
            self.session.act(Action::Seek(Cursor::after(seq)));
        }
    }

    /// Arrows lead from row to row.
    fn key(self, event: &KeyboardEvent) {
        let Some(row) = target(event, "li") else { return };
        let step = match event.key().as_str() {
            "ArrowDown" => Element::next_element_sibling as fn(&Element) -> Option<Element>,
            "ArrowUp" => Element::previous_element_sibling,
            _ => return,
        };
        event.prevent_default();
        // At the end of what is on the page there may be more.
        let around = |sheet: &mut Sheet, list: &List, run: &Run| sheet.bring_around(self.session, list, run, &row);
        let beside = step(&row).or_else(|| step(&self.with(around)??));
        if let Some(button) = beside.and_then(|row| row.first_element_child()) {
            // It fails only for an element that is not on the page.
            let _ = button.unchecked_ref::<HtmlElement>().focus();
        }
    }
}

/// The choice of a task.
#[component]
fn OfTask(log: Log) -> impl IntoView {
    let session = log.session;
    let tasks = memo(move || {
        let names = |run: &Run| {
            let lanes = run.scope.lanes().iter().filter(|lane| lane.task != PROGRAM);
            lanes.map(|lane| (lane.task, lane.name.to_string())).collect::<Vec<_>>()
        };
        session.of_shown(names).unwrap_or_default()
    });
    // With other parameters there may be fewer tasks.
    effect(move || {
        let of = log.of.get();
        if of != PROGRAM && tasks.with(|tasks| tasks.iter().all(|(task, _)| *task != of)) {
            log.of.set(PROGRAM);
        }
    });
    let option = move |(task, name): (TaskNo, String)| {
        view! {
            <option translate="no" value=task.to_string() prop:selected=live(move || log.of.get() == task)>
                {name}
            </option>
        }
    };
    view! {
        <select
            class="of"
            aria-label=session.panes.log_of
            on:change=on_value(move |value| log.of.set(value.parse().unwrap_or(PROGRAM)))
        >
            <option value="0" prop:selected=live(move || log.of.get() == PROGRAM)>
                {session.panes.log_of_all}
            </option>
            {live_view(move || tasks.get().into_iter().map(option).in_a_row())}
        </select>
    }
}

/// The button that copies the log as text.
#[component]
fn Copied(log: Log) -> impl IntoView {
    let session = log.session;
    let copied = RwSignal::new(false);
    // Another run, filter or task is another text.
    effect(move || {
        session.shown.track();
        session.filter.track();
        log.of.track();
        copied.set(false);
    });
    let text = move || log.with(|sheet, _, run| sheet.text(session, run)).unwrap_or_default();
    view! { <CopyButton class="copy" copied text/> }
}

/// The search, and whether the list goes with the cursor.
#[component]
fn Finder(log: Log) -> impl IntoView {
    let panes = log.session.panes;
    let found = move || match log.found.get() {
        Search::Off => String::new(),
        Search::GoesOn(count) => fill(panes.log_finding, &[("count", &count.to_string())]),
        Search::Done(count) => fill(panes.log_found, &[("count", &count.to_string())]),
    };
    let typed = move |words: String| {
        log.sheet.update_value(|sheet| sheet.search.begin(&words));
        log.search();
    };
    let key = move |event: KeyboardEvent| {
        if event.key() == "Enter" && !event.is_composing() {
            event.prevent_default();
            log.to_hit(!event.shift_key());
        }
    };
    view! {
        <div class="finder">
            <input
                type="search"
                class="find"
                aria-label=panes.log_find
                placeholder=panes.log_find
                autocomplete="off"
                on:input=on_value(typed)
                on:keydown=heard(key)
            />
            <output>{live(found)}</output>
            <button
                type="button"
                class="quiet follow"
                aria-pressed=live_aria(move || log.follow.get())
                on:click=heard(move |_| log.follow.update(|follow| *follow = !*follow))
            >
                {panes.log_follow}
            </button>
        </div>
    }
}

/// The terms that the step at the cursor touches, and what they mean.
#[component]
fn Terms() -> impl IntoView {
    let session = use_session();
    let told = memo(move || {
        let (cursor, voice) = (session.cursor.get(), session.voice());
        let kind = |run: &Run| cursor.last().and_then(|seq| run.scope.record(seq)).map(|record: &Record| record.kind);
        session.of_shown(kind).flatten().map(|kind| terms(&kind, voice).to_vec()).unwrap_or_default()
    });
    let term = move |term| {
        let definition = definition(session.lang, term);
        view! {
            <dt>{definition.name}</dt>
            <dd>{definition.means}</dd>
        }
    };
    view! {
        <details class="terms">
            <summary>{session.panes.terms}</summary>
            <dl>{live_view(move || told.get().into_iter().map(term).in_a_row())}</dl>
        </details>
    }
}
