//! The code pane: the program in Python, and its twin in Rust if it has one, the line that runs, who stands where, numbers that can be
//! dragged, lines that lead to when they ran.

mod drag;
mod visits;

use leptos::html;
use leptos::prelude::*;
use loopscope_markup::markup;
use loopscope_strings::fill;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::browser::events::target;
use crate::browser::markup::elements;
use crate::browser::scroll;
use crate::lesson::Tab;
use crate::live::{InARow, effect, heard, live, live_view, memo};
use crate::marks::{self, Look};
use crate::model::own::Event;
use crate::own::{FilePanel, Files, OwnGoals, OwnProgram};
use crate::panes::{Choice, Mark, PaneFrame};
use crate::session::{Session, use_session};
use loopscope_protocol::pane::Pane;
use visits::Visits;

/// Columns of an indentation, and how many of them the style sheet knows.
const INDENT: usize = 4;
const DEEPEST: usize = 6;

/// The pane.
#[component]
pub(crate) fn Code() -> impl IntoView {
    let session = use_session();
    let texts = session.texts;
    let twin = session.lesson().twin().is_some();
    let rust = Signal::derive(move || session.tab.get() == Tab::Rust);
    let choose = move |rust: bool| session.show_tab(if rust { Tab::Rust } else { Tab::Python });
    let tools = move || {
        view! {
            {twin.then(|| view! { <Choice label=texts.language words=["Python", "Rust"] second=rust choose named=true/> })}
            <button
                type="button"
                class="quiet edit"
                on:pointerover=heard(move |_| session.own_event(Event::Near))
                on:focusin=heard(move |_| session.own_event(Event::Near))
                on:click=heard(move |_| edit(session))
            >
                {texts.edit}
            </button>
        }
    };
    let lines = memo(move || session.lesson().code(session.tab.get()).len());
    let runs = move || if rust.get() { texts.rust_runs } else { texts.python_shown };
    view! {
        <PaneFrame pane=Pane::Code title=texts.code about=texts.about_code class=if twin { "" } else { "alone" } lines tools>
            <Files/>
            <FilePanel>
                <Listing/>
                {twin.then(|| view! { <p class="hint runs">{live(runs)}</p> })}
                <OwnProgram/>
            </FilePanel>
            <OwnGoals/>
        </PaneFrame>
    }
}

/// Has the editor opened, with the program as it is.
fn edit(session: Session) {
    session.own_event(Event::Edit(session.present()));
}

/// The lines.
#[component]
fn Listing() -> impl IntoView {
    let session = use_session();
    let draggable = session.lesson().has_params_pane();
    let visits = Visits::new(session);
    let pointed = memo(move || {
        let tab = session.tab.get();
        session.pointed.get().and_then(|region| session.lesson().region_lines(tab, &region))
    });
    let looks = memo(move || {
        // The editor in its place has looks of its own (own/).
        if session.editing.get() {
            return Vec::new();
        }
        marks::looks(session, &session.at_cursor(), session.tab.get(), pointed.get())
    });
    let code = NodeRef::<html::Code>::new();
    show_values(session, code);
    let click = move |event: leptos::ev::MouseEvent| {
        if draggable {
            drag::click(session, &event);
        } else if target(&event, "[data-param]").is_some() {
            // Its numbers are changed in the editor.
            edit(session);
        }
        visits.click(&event);
    };
    let lines = move || {
        let lesson = session.lesson();
        let line = |(nth, source): (usize, &str)| {
            view! { <Line nth source=titled(session, source) looks pointed visits/> }
        };
        lesson.code(session.tab.get()).enumerate().map(line).in_a_row()
    };
    view! {
        <div
            class="listing"
            tabindex="0"
            role="group"
            aria-label=session.texts.code
            on:pointerdown=heard(move |event| {
                if draggable {
                    drag::begin(session, &event);
                }
            })
            on:click=heard(click)
            on:mousedown=heard(move |event| visits.mousedown(&event))
            on:keydown=heard(move |event| visits.key(&event))
            on:pointerenter=heard(move |_| session.near_code.set(true))
            on:focusin=heard(move |_| session.near_code.set(true))
        >
            <pre class="code">
                <code node_ref=code>{live_view(lines)}</code>
            </pre>
        </div>
    }
}

/// A line of the program: who stands there, its text, what they wait for. One that runs is kept in sight.
#[component]
fn Line(
    /// Its place, from 0.
    nth: usize,
    /// Its text, highlighted.
    source: String,
    looks: Memo<Vec<Look>>,
    pointed: Memo<Option<(usize, usize)>>,
    visits: Visits,
) -> impl IntoView {
    let look = memo(move || looks.with(|looks| looks.get(nth).cloned().unwrap_or_default()));
    let running = memo(move || look.with(|look| look.running));
    let points = memo(move || pointed.get().is_some_and(|(from, _)| from == nth));
    let ran = memo(move || visits.words(nth));
    let class = class_of(&source);
    let node = NodeRef::<html::Span>::new();
    effect(move || {
        if (running.get() || points.get())
            && let Some(line) = node.get()
        {
            scroll::within(".listing", line.as_ref());
        }
    });
    view! {
        <span
            class=class
            class:running=live(move || running.get())
            class:pointed=live(move || look.with(|look| look.pointed))
            aria-current=live(move || running.get().then_some("step"))
            role=live(move || ran.with(Option::is_some).then_some("button"))
            tabindex=live(move || ran.with(Option::is_some).then_some("-1"))
            title=live(move || ran.get())
            node_ref=node
        >
            <span class="marks">{live_view(move || look.with(marks_of))}</span>
            <span class="source" {..elements(source)}></span>
            <span class="waits">{live(move || look.with(|look| look.waits.clone()))}</span>
        </span>
    }
}

/// The classes of a line: what is too long for it goes on below, further in than it begins.
fn class_of(source: &str) -> String {
    let indent = source.len() - source.trim_start_matches(' ').len();
    match indent / INDENT {
        _ if source.trim().is_empty() => "line blank".to_owned(),
        depth => ["line in-", &depth.min(DEEPEST).to_string()].concat(),
    }
}

/// The marks at a line.
fn marks_of(look: &Look) -> impl IntoView + use<> {
    let marks = look.marks.iter().map(|mark| {
        let shown = view! { <Mark task=mark.task waiting=mark.suspended/> };
        if mark.outer { view! { <span class="outer">{shown}</span> }.into_any() } else { shown.into_any() }
    });
    let more = (look.more > 0).then(|| view! { <span class="more">{["+", &look.more.to_string()].concat()}</span> });
    view! { {marks.in_a_row()} {more} }
}

/// A line of highlighted code, whose numbers say what can be done with them.
fn titled(session: Session, source: &str) -> String {
    let lesson = session.lesson();
    let hint = if lesson.has_params_pane() { session.texts.drag } else { session.texts.edit_to_change };
    let mut titled = source.to_owned();
    for param in lesson.params() {
        // As crates/lessons writes it.
        let place = [" data-param=", &param.name, ">"].concat();
        let hint = fill(hint, &[("name", &param.name)]);
        let hint = markup(" data-param={name} title=\"{hint}\">", &[("name", &param.name), ("hint", &hint)]);
        titled = titled.replace(&place, &hint);
    }
    titled
}

/// Keeps the numbers of parameters in the highlighted code as they are.
fn show_values(session: Session, code: NodeRef<html::Code>) {
    effect(move || {
        session.tab.track();
        let Some(code) = code.get() else { return };
        let lesson = session.lesson();
        for (nth, param) in lesson.params().iter().enumerate() {
            let value = session.model.with(|model| model.values[nth].literal());
            for place in numbers(&code, &param.name) {
                if place.text_content().as_ref() != Some(&value) {
                    place.set_text_content(Some(&value));
                }
            }
        }
    });
}

/// Where a parameter stands in the code.
fn numbers(code: &Element, name: &str) -> Vec<HtmlElement> {
    let Ok(places) = code.query_selector_all(&["[data-param=\"", name, "\"]"].concat()) else { return Vec::new() };
    (0..places.length()).filter_map(|nth| places.get(nth)?.dyn_into().ok()).collect()
}
