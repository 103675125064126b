//! The output pane: what the program has printed up to the cursor, and when; standard error is marked.

use leptos::html;
use leptos::prelude::*;
use loopscope_executor::trace::Stream;
use loopscope_strings::fill;

use crate::browser;
use crate::clock::thousandths;
use crate::live::{effect, heard, live, memo};
use crate::panes::PaneFrame;
use crate::run::Run;
use crate::session::use_session;
use loopscope_protocol::pane::Pane;

/// So many of the newest lines are put on the page; those before them when they are scrolled to.
const SOME: usize = 40;

/// How near to the beginning one has to scroll for more, in pixels.
const NEAR: i32 = 40;

/// So many lines have room before the list scrolls.
const ROOM: usize = 7;

/// A line that was printed.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Line {
    /// The run that printed it, and its place there; see [`Run::key`].
    key: (u64, usize),
    time: String,
    error: bool,
    text: String,
}

/// The pane.
#[component]
pub(crate) fn Output() -> impl IntoView {
    let session = use_session();
    let texts = session.texts;
    let count = memo(move || session.at_cursor().printed);
    let run = memo(move || session.of_shown(|run| run.key(0)).unwrap_or_default());
    // How many of the newest lines are on the page, for the run they were asked for.
    let wanted = RwSignal::new((0, SOME));
    let from = Memo::new(move |before: Option<&usize>| {
        let (of, most) = wanted.get();
        let most = if of == run.get() { most } else { SOME };
        let newest = count.get().saturating_sub(most);
        // What is there already stays, unless there is too much of it.
        match before {
            Some(from) if (newest.saturating_sub(SOME)..=newest).contains(from) => *from,
            _ => newest,
        }
    });
    let lines = memo(move || {
        // A page that is only written shows what will be printed to readers without scripts.
        let (from, to) = if cfg!(feature = "ssr") { (0, usize::MAX) } else { (from.get(), count.get()) };
        session.of_shown(|run| lines(run, texts.clock_seconds, from, to)).unwrap_or_default()
    });
    // Room for all that will be printed is there from the start, so that nothing below it moves while the run goes on.
    let room = memo(move || {
        let lines = |run: &Run| run.scope.printed().len();
        let (shown, planned) = (session.of_shown(lines), session.of_plan(lines));
        [&shown.max(planned).unwrap_or_default().min(ROOM).to_string(), "lh"].concat()
    });
    let list = NodeRef::<html::Ol>::new();
    effect(move || {
        lines.track();
        // The newest line is in sight.
        if let Some(list) = list.get() {
            request_animation_frame(move || list.set_scroll_top(list.scroll_height()));
        }
    });
    let scrolled = move |_| {
        let Some(list) = list.get_untracked() else { return };
        if from.get_untracked() > 0 && list.scroll_top() < NEAR {
            let length = list.scroll_height();
            let there = count.get_untracked() - from.get_untracked();
            wanted.set((run.get_untracked(), there + 5 * SOME));
            // What was seen stays where it was.
            request_animation_frame(move || list.set_scroll_top(list.scroll_top() + list.scroll_height() - length));
        }
    };
    let line = move |line: Line| {
        let stderr = line.error.then(|| view! { <b>{texts.stderr}</b> " " });
        view! {
            <li class:stderr=line.error>
                <span class="time">{line.time}</span>
                <samp>{stderr} {line.text}</samp>
            </li>
        }
    };
    view! {
        <PaneFrame pane=Pane::Output title=texts.output about=texts.about_output>
            <ol
                class="printed"
                tabindex="0"
                aria-label=texts.output
                node_ref=list
                style:min-height=live(move || browser::styled(room.get()))
                on:scroll=heard(scrolled)
            >
                <Show when=move || { from.get() > 0 }>
                    <li class="time">{live(move || fill(texts.earlier_lines, &[("count", &from.get().to_string())]))}</li>
                </Show>
                <For each=move || lines.get() key=|line| line.key let:it>
                    {line(it)}
                </For>
            </ol>
            <p class="hint" hidden=live(move || { count.get() > 0 })>
                {texts.output_empty}
            </p>
        </PaneFrame>
    }
}

/// Lines that a run has printed. `time`: how a time is written.
fn lines(run: &Run, time: &str, from: usize, to: usize) -> Vec<Line> {
    let printed = run.scope.printed();
    let to = to.min(printed.len());
    let line = |(nth, printed): (usize, &loopscope_view::Printed)| Line {
        key: (run.key(0), nth),
        time: fill(time, &[("time", &thousandths(printed.time))]),
        error: printed.stream == Stream::Stderr,
        text: run.scope.trace().text(printed.text).trim_end().to_owned(),
    };
    (from..).zip(printed.get(from..to).unwrap_or_default()).map(line).collect()
}
