//! The code pane: the program in Python or Rust, the line that runs, who stands where, numbers that can be dragged; and the
//! lines that ran lead to the moments when they did.

mod drag;
mod marks;
mod visits;

use leptos::prelude::*;
use loopscope_strings::fill;
use loopscope_view::{Cursor, seconds};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent, MouseEvent};

use crate::choice::{choice, wire_choice};
use crate::dom::{El, escape, target, watch};
use crate::model::Action;
use crate::pane::pane;
use crate::params::number;
use crate::run::Run;
use crate::scroll;
use crate::state::{Pane, Session, Tab};
use marks::Look;
use visits::Visit;

/// The lines that ran.
const LEADS: &str = ".line[role]";
/// How many times a line tells at most.
const TIMES: usize = 6;

const LINE: &str = r#"<span class="line"><span class="marks"></span><span class="source">"#;

/// The pane.
pub(crate) fn code(session: Session) -> El {
    let texts = session.texts;
    let mut body = r#"<div class="listing" tabindex="0" role="group" aria-label=""#.to_owned();
    escape(texts.code, &mut body);
    body += r#""><pre class="code"><code></code></pre></div><p class="hint runs"></p>"#;
    let section = pane(session, Pane::Code, texts.code, &choice(texts.language, ["Python", "Rust"]), &body);
    wire_choice(
        &section,
        move || session.tab.get() == Tab::Rust,
        move |rust| session.tab.set(if rust { Tab::Rust } else { Tab::Python }),
    );
    section.find(".runs").live_text(move || {
        match session.tab.get() {
            Tab::Python => texts.python_shown,
            Tab::Rust => texts.rust_runs,
        }
        .to_owned()
    });
    let code = section.find("code");
    code.live_html(move || {
        let mut html = String::new();
        for line in session.lesson.code(session.tab.get()) {
            html += LINE;
            html += line;
            html += "</span><span class=\"waits\"></span></span>";
        }
        html
    });
    show_looks(session, code.raw().clone());
    show_values(session, code.raw().clone());
    show_runs(session, code.raw().clone());
    section
        .find(".listing")
        .on("pointerdown", move |event| drag::begin(session, event.unchecked_ref()))
        .on("click", move |event| {
            drag::click(session, &event);
            click(session, event.unchecked_ref());
        })
        .on("mousedown", move |event| {
            // Shift leads back; it selects nothing here.
            if event.unchecked_ref::<MouseEvent>().shift_key() && target(&event, LEADS).is_some() {
                event.prevent_default();
            }
        })
        .on("keydown", move |event| key(session, event.unchecked_ref()));
    section
}

/// When the shown lines ran, in the run that is shown.
fn visits(session: Session, run: &Run) -> Vec<Visit> {
    let tab = session.tab.get();
    visits::visits(&run.scope.trace().records, |line| session.lesson.shown(tab, line))
}

/// Lets the lines that ran be found by whoever wants to go there, and say when that was.
fn show_runs(session: Session, code: Element) {
    let texts = session.texts;
    watch(move || {
        let words = session.of_shown(|run| {
            let mut words = vec![(0_usize, String::new()); session.lesson.code(session.tab.get()).len()];
            for visit in visits(session, run) {
                let Some((count, times)) = words.get_mut(visit.line) else { continue };
                *count += 1;
                if *count > TIMES {
                    continue;
                }
                if *count > 1 {
                    times.push_str(texts.ran_and);
                }
                let time = run.scope.record(visit.seq).map(|record| seconds(record.time)).unwrap_or_default();
                times.push_str(&fill(texts.clock_seconds, &[("time", &time)]));
            }
            words
        });
        let lines = code.children();
        for (nth, (count, times)) in (0..).zip(words.unwrap_or_default()) {
            let Some(line) = lines.item(nth) else { continue };
            if count == 0 {
                for name in ["role", "tabindex", "title"] {
                    let _ = line.remove_attribute(name);
                }
                continue;
            }
            let more = if count > TIMES { " …" } else { "" };
            let words = [("count", &*count.to_string()), ("times", &*[&times, more].concat())];
            let title = fill(if count == 1 { texts.ran_once } else { texts.ran_times }, &words);
            for (name, value) in [("role", "button"), ("tabindex", "-1"), ("title", &title)] {
                let _ = line.set_attribute(name, value);
            }
        }
    });
}

fn click(session: Session, event: &MouseEvent) {
    if target(event, "[data-param]").is_some() {
        return;
    }
    // Whoever selects a piece of the code does not want to go anywhere.
    let selects = document().get_selection().ok().flatten().is_some_and(|selection| !selection.is_collapsed());
    if let Some(line) = target(event, LEADS).filter(|_| event.shift_key() || !selects) {
        go(session, &line, !event.shift_key());
    }
}

/// Arrows lead from line to line, Enter and Space to when it ran.
fn key(session: Session, event: &KeyboardEvent) {
    let line = target(event, LEADS);
    let step = match event.key().as_str() {
        "ArrowDown" => Element::next_element_sibling as fn(&Element) -> Option<Element>,
        "ArrowUp" => Element::previous_element_sibling,
        "Enter" | " " => {
            if let Some(line) = line {
                event.prevent_default();
                go(session, &line, !event.shift_key());
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
fn go(session: Session, line: &Element, forward: bool) {
    let mut nth = 0;
    let mut before = line.previous_element_sibling();
    while let Some(line) = before {
        nth += 1;
        before = line.previous_element_sibling();
    }
    let cursor = session.cursor.get_untracked();
    let seq = untrack(|| session.of_shown(|run| visits::beside(&visits(session, run), nth, cursor.0, forward)));
    if let Some(seq) = seq.flatten() {
        session.act(Action::Seek(Cursor::after(seq)));
    }
}

/// Keeps the lines' looks, and the line that runs in sight.
fn show_looks(session: Session, code: Element) {
    let mut before: (Tab, Vec<Look>) = (Tab::Python, Vec::new());
    watch(move || {
        let tab = session.tab.get();
        let pointed = session.pointed.get().and_then(|region| session.lesson.region_lines(tab, region));
        let looks = marks::looks(session, &session.at_cursor(), tab, pointed);
        if before.0 != tab {
            before = (tab, Vec::new());
        }
        let lines = code.children();
        let plain = Look::default();
        for (nth, look) in looks.iter().enumerate() {
            let old = before.1.get(nth).unwrap_or(&plain);
            let Some(line) = lines.item(nth as u32).filter(|_| old != look) else { continue };
            wear(&line, look);
            if look.running && !old.running
                || look.pointed && !old.pointed && pointed.is_some_and(|(from, _)| from == nth)
            {
                scroll::within(".listing", &line);
            }
        }
        before.1 = looks;
    });
}

fn wear(line: &Element, look: &Look) {
    let classes = line.class_list();
    let _ = classes.toggle_with_force("running", look.running);
    let _ = classes.toggle_with_force("pointed", look.pointed);
    let _ =
        if look.running { line.set_attribute("aria-current", "step") } else { line.remove_attribute("aria-current") };
    if let Some(marks) = line.first_element_child() {
        marks.set_inner_html(&look.marks);
    }
    if let Some(waits) = line.last_element_child() {
        waits.set_text_content(Some(&look.waits));
    }
}

/// Keeps the numbers of parameters in the code as they are.
fn show_values(session: Session, code: Element) {
    watch(move || {
        session.tab.get();
        for (nth, param) in session.lesson.params.iter().enumerate() {
            let value = session.model.with(|model| number::write_value(&model.values[nth]));
            let Ok(places) = code.query_selector_all(&["[data-param=\"", &param.name, "\"]"].concat()) else {
                continue;
            };
            for place in (0..places.length()).filter_map(|nth| places.get(nth)) {
                if place.text_content().as_ref() != Some(&value) {
                    place.set_text_content(Some(&value));
                }
                let hint = fill(session.texts.drag, &[("name", &param.name)]);
                place.unchecked_ref::<HtmlElement>().set_title(&hint);
            }
        }
    });
}
