//! The code pane: the program in Python or Rust (one of the playground has no Rust), the line that runs, who stands where, numbers that can be dragged. That lines lead
//! to when they ran is in what is loaded on demand (web/more/src/visits.rs).

mod drag;
pub(crate) mod marks;

use leptos::prelude::*;
use loopscope_strings::fill;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::choice::{choice, wire_choice};
use crate::dom::{El, escape, markup, target, watch};
use crate::pane::pane;
use crate::params::number;
use crate::scroll;
use crate::state::{Pane, Session, Tab};
use marks::Look;

/// What it does is loaded with the wish for it (web/boot.js, web/own).
const EDIT: &str = r#"<button type="button" class="quiet edit">{edit}</button>"#;
const LINE: &str = r#"<span class="line"><span class="marks"></span><span class="source">"#;

/// The pane.
pub(crate) fn code(session: Session) -> El {
    let texts = session.texts;
    let mut body = r#"<div class="listing" tabindex="0" role="group" aria-label=""#.to_owned();
    escape(texts.code, &mut body);
    body += r#""><pre class="code"><code></code></pre></div>"#;
    let mut tools = String::new();
    let twin = !session.lesson.own;
    if twin {
        body += r#"<p class="hint runs"></p>"#;
        tools += &choice(texts.language, ["Python", "Rust"]);
    }
    tools += &markup(EDIT, &[("edit", texts.edit)]);
    let section = pane(session, Pane::Code, texts.code, &tools, &body);
    if twin {
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
    }
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
    let listing = section.find(".listing");
    if twin {
        listing
            .on("pointerdown", move |event| drag::begin(session, event.unchecked_ref()))
            .on("click", move |event| drag::click(session, &event));
    } else {
        // Its numbers are changed in the editor, whose button knows how to bring that.
        let edit = section.find(".edit");
        let _ = section.raw().class_list().add_1("alone");
        listing.on("click", move |event| {
            if target(&event, "[data-param]").is_some() {
                edit.raw().unchecked_ref::<HtmlElement>().click();
            }
        });
    }
    listing
        // Whoever comes near may want to know when a line ran.
        .on("pointerenter", move |_| session.near_code.set(true))
        .on("focusin", move |_| session.near_code.set(true));
    section
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
                let hint = if session.lesson.own { session.texts.edit_to_change } else { session.texts.drag };
                let hint = fill(hint, &[("name", &param.name)]);
                place.unchecked_ref::<HtmlElement>().set_title(&hint);
            }
        }
    });
}
