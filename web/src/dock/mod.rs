//! What a phone shows wherever one reads: above the player's buttons a small timeline and the line that was printed last, the lines of
//! the program that the text points at, and the way to the whole laboratory, which then covers the text as a sheet. Wide pages
//! have all of it beside the text; web/styles/dock.css says which pages are narrow.
//!
//! In a blog the dock is there while the player is away from its place (web/embed/frame.js), and leads to the panes.
//!
//! ```text
//!             run, step, a link to a moment           open, swipe up
//!   resting ────────────────────────────────► shown ─────────────────► sheet
//!    (one row)  ◄──────────────────────────  (what happens)  ◄───────  close, swipe down, Escape
//!             back at the plan's start
//! ```

use std::time::Duration;

use leptos::prelude::*;
use loopscope_strings::fill;
use loopscope_view::{Cursor, sentence_in};
use web_sys::PointerEvent;

use crate::browser::in_blog;
use crate::browser::markup::elements;
use crate::browser::sheet;
use crate::clock::thousandths;
use crate::live::{effect, heard, live, live_aria, memo};
use crate::marks;
use crate::run::Run;
use crate::session::{Phase, Session, use_session};
use crate::timeline::SmallTimeline;

/// A finger that has gone so far, in pixels, has swiped.
const SWIPE: f64 = 36.0;

/// Whether nothing has happened yet that a reader would want to see.
pub(crate) fn resting(session: Session) -> bool {
    let begun = session.cursor.get() != Cursor::START || session.looking_back.get();
    matches!(session.phase.get(), Phase::Loading | Phase::Planned) && !begun
}

/// What stands above the player's buttons.
#[component]
pub(crate) fn Dock() -> impl IntoView {
    let session = use_session();
    let swipe = Swipe::new(session);
    let there = memo(move || !resting(session));
    view! {
        <div class="dock" on:pointerdown=heard(move |event| swipe.down(&event)) on:pointerup=heard(move |event| swipe.up(&event))>
            <PointedLines/>
            <Show when=move || there.get()>
                <div class="happening" on:click=heard(move |_| open(session))>
                    <SmallTimeline/>
                    <Newest/>
                </div>
            </Show>
        </div>
    }
}

/// Shows the whole of what the dock shows in little. What a blog has of a lesson has no sheet: its panes stand below each other.
fn open(session: Session) {
    if in_blog() {
        sheet::reveal();
    } else {
        session.sheet.set(true);
    }
}

/// What was printed last, and when; before anything was, what has just happened.
#[component]
fn Newest() -> impl IntoView {
    let session = use_session();
    let printed = memo(move || {
        let nth = session.at_cursor().printed.checked_sub(1)?;
        let line = |run: &Run| {
            let printed = run.scope.printed().get(nth)?;
            let time = fill(session.texts.clock_seconds, &[("time", &thousandths(printed.time))]);
            // Of many lines that were printed at once, as a traceback is, the last one says most.
            let text = run.scope.trace().text(printed.text).trim_end().lines().next_back().unwrap_or_default();
            Some((time, text.to_owned()))
        };
        session.of_shown(line).flatten()
    });
    let happened = move || {
        let running = session.phase.get() == Phase::Running;
        let last = session.cursor.get().last().filter(|_| !running);
        let said = |run: &Run| {
            let record = run.scope.record(last?)?;
            Some(sentence_in(session.lang, &run.scope, record, session.voice()))
        };
        session.of_shown(said).flatten().unwrap_or_else(|| session.texts.output_empty.to_owned())
    };
    let time = move || printed.get().map_or_else(happened, |(time, _)| time);
    let text = move || printed.get().map(|(_, text)| text).unwrap_or_default();
    view! {
        <p class="newest" aria-hidden="true">
            <span>{live(time)}</span>
            <samp>{live(text)}</samp>
        </p>
    }
}

/// The lines of the program that the text points at, where it is read.
#[component]
fn PointedLines() -> impl IntoView {
    let session = use_session();
    let there = memo(move || {
        let lines = session.pointed.get().and_then(|region| session.lesson().region_lines(session.tab.get(), &region));
        lines.filter(|_| !session.sheet.get() && !session.editing.get())
    });
    let running = memo(move || there.get().and(marks::running(session, &session.at_cursor(), session.tab.get())));
    let lines = move || {
        let (from, to) = there.get().unwrap_or_default();
        let lesson = session.lesson();
        let line = |(nth, source): (usize, &str)| {
            view! {
                <span class="line" class:running=live(move || running.get() == Some(nth))>
                    <span class="number">{(nth + 1).to_string()}</span>
                    <span class="source" {..elements(source.to_owned())}></span>
                </span>
            }
        };
        lesson.code(session.tab.get()).enumerate().skip(from).take(to - from).map(line).collect_view()
    };
    view! {
        <Show when=move || there.get().is_some()>
            <section class="pointed-lines" aria-label=session.texts.pointed_lines>
                <pre class="code" tabindex="0" aria-label=session.texts.pointed_lines role="group">
                    <code>{lines}</code>
                </pre>
                <button
                    type="button"
                    class="quiet close"
                    aria-label=session.texts.close
                    title=session.texts.close
                    on:click=heard(move |_| session.pointed.set(None))
                >
                    "×"
                </button>
            </section>
        </Show>
    }
}

/// The button that brings the laboratory up, and down again.
#[component]
pub(crate) fn SheetKey() -> impl IntoView {
    let session = use_session();
    let words = move || if session.sheet.get() { session.texts.sheet_close } else { session.texts.sheet_open };
    view! {
        <button
            type="button"
            class="sheet-key"
            aria-controls="lab"
            aria-expanded=live_aria(move || session.sheet.get())
            aria-label=live(words)
            title=live(words)
            on:click=heard(move |_| session.sheet.update(|open| *open = !*open))
        >
            <svg viewBox="0 0 16 16" aria-hidden="true">
                <path d=live(move || if session.sheet.get() { "M3 5l5 6 5-6z" } else { "M3 11l5-6 5 6z" })></path>
            </svg>
        </button>
    }
}

/// What stands at the top of the laboratory while it is a sheet.
#[component]
pub(crate) fn SheetHead() -> impl IntoView {
    let session = use_session();
    let swipe = Swipe::new(session);
    effect(move || sheet::show(session.sheet.get()));
    view! {
        <div
            class="sheet-head"
            on:pointerdown=heard(move |event| swipe.down(&event))
            on:pointerup=heard(move |event| swipe.up(&event))
        >
            <span class="grip" aria-hidden="true"></span>
            <button type="button" class="quiet" on:click=heard(move |_| session.sheet.set(false))>
                {session.texts.sheet_close}
            </button>
        </div>
    }
}

/// A finger on what moves up and down.
#[derive(Clone, Copy)]
struct Swipe {
    session: Session,
    from: StoredValue<Option<i32>>,
}

impl Swipe {
    fn new(session: Session) -> Swipe {
        Swipe { session, from: StoredValue::new(None) }
    }

    fn down(self, event: &PointerEvent) {
        self.from.set_value((event.pointer_type() == "touch").then(|| event.client_y()));
    }

    fn up(self, event: &PointerEvent) {
        let Some(from) = self.from.get_value() else { return };
        let up = f64::from(from - event.client_y());
        self.from.set_value(None);
        if up.abs() > SWIPE {
            // Who takes away what a finger is on, while it is, makes the browser miss the next tap.
            let session = self.session;
            set_timeout(move || if up > 0.0 { open(session) } else { session.sheet.set(false) }, Duration::ZERO);
        }
    }
}
