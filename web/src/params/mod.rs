//! The parameters pane: a slider, a field, a unit and a reset for each number; a switch or a list for the rest.
//!
//! What cannot be is said at the field, and the last good value stays in force.

pub(crate) mod number;

use loopscope_protocol::Value;
use loopscope_strings::fill;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement};

use crate::dom::{El, markup, watch};
use crate::goals::goals;
use crate::lesson::{Param, ParamKind};
use crate::model::Action;
use crate::state::Session;
use leptos::prelude::*;
use number::Range;

const PANE: &str =
    r#"<section class="pane params" aria-label="{title}"><div class="pane-head"><h2>{title}</h2></div></section>"#;
const ROW: &str = r#"<div class="param-row"><label for="{id}"><code>{name}</code> {label}</label>
<button type="button" class="reset" aria-label="{reset_to}">{reset}</button></div>"#;
const SLIDER: &str = r#"<input type="range" aria-label="{label}" min="{min}" max="{max}" step="{step}">"#;
const FIELD: &str = r#"<input type="text" id="{id}" inputmode="{mode}" autocomplete="off">"#;

/// The pane.
pub(crate) fn params(session: Session) -> El {
    let section = El::build(&markup(PANE, &[("title", session.texts.params)]));
    for (place, param) in session.lesson.params.iter().enumerate() {
        section.append(&row(session, place, param));
    }
    goals(session, &section);
    section
}

/// The value of the parameter at this place, as the program writes it.
fn written(session: Session, place: usize) -> String {
    session.model.with(|model| number::write_value(&model.values[place]))
}

fn row(session: Session, place: usize, param: &'static Param) -> El {
    let texts = session.texts;
    let id = ["param-", &param.name].concat();
    let default = number::write_value(&param.default);
    let reset_to = fill(texts.reset_to, &[("name", &param.name), ("value", &default)]);
    let row = El::build(&markup(
        ROW,
        &[("id", &id), ("name", &param.name), ("label", &param.label), ("reset_to", &reset_to), ("reset", texts.reset)],
    ));
    row.live_class("changed", move || written(session, place) != default);
    let input = ["#", &id].concat();
    let field = row.clone();
    row.find(".reset").on_click(move || {
        session.act(Action::Param(place, param.default.clone()));
        // The button goes, having done its work; the focus stays in its row.
        let _ = field.find(&input).raw().unchecked_ref::<HtmlElement>().focus();
    });
    match &param.kind {
        ParamKind::Number(range) => number_inputs(session, place, param, *range, &id, &row),
        ParamKind::Bool => {
            let switch = El::build(&markup(r#"<input type="checkbox" class="switch" id="{id}">"#, &[("id", &id)]));
            let raw: HtmlInputElement = switch.raw().clone().unchecked_into();
            let input = raw.clone();
            watch(move || input.set_checked(written(session, place) == number::write_value(&Value::Bool(true))));
            switch.on("change", move |_| session.act(Action::Param(place, Value::Bool(raw.checked()))));
            row.append(&switch);
        }
        ParamKind::Choice(choices) => {
            let mut html = markup(r#"<select id="{id}">"#, &[("id", &id)]);
            for (word, label) in choices {
                html += &markup(r#"<option value="{word}">{label}</option>"#, &[("word", word), ("label", label)]);
            }
            let select = El::build(&(html + "</select>"));
            select
                .live_value(move || match session.model.with(|model| model.values[place].clone()) {
                    Value::Choice(word) => word,
                    _ => String::new(),
                })
                .on_value("change", move |word| session.act(Action::Param(place, Value::Choice(word))));
            row.append(&select);
        }
    }
    row
}

fn number_inputs(session: Session, place: usize, param: &'static Param, range: Range, id: &str, row: &El) {
    let texts = session.texts;
    let [min, max, step] = [range.min, range.max, range.step].map(number::write);
    let unit = if range.whole { "" } else { texts.unit_seconds };
    let slider = El::build(&markup(SLIDER, &[("label", &param.label), ("min", &min), ("max", &max), ("step", &step)]));
    let mode = if range.whole { "numeric" } else { "decimal" };
    let field = El::build(&markup(FIELD, &[("id", id), ("mode", mode)]));
    let unit_there = El::build(&markup(r#"<span class="unit">{unit}</span>"#, &[("unit", unit)]));
    let error = El::build(&markup(r#"<p class="error" id="{id}-error" role="alert"></p>"#, &[("id", id)]));
    for part in [&slider, &field, &unit_there, &error] {
        row.append(part);
    }

    slider
        .live_attr("aria-valuetext", move || [&written(session, place), " ", unit].concat())
        .live_value(move || written(session, place))
        .on_value("input", move |text| {
            if let Some(number) = range.parse(&text) {
                session.act(Action::Param(place, range.value(number)));
            }
        });

    // What is wrong with what stands in the field, if anything is.
    let error_id = [id, "-error"].concat();
    let (marked, around) = (field.clone(), row.raw().clone());
    let say = move |message: Option<String>| {
        let field = marked.raw();
        let _ = match &message {
            Some(_) => field
                .set_attribute("aria-invalid", "true")
                .and_then(|()| field.set_attribute("aria-describedby", &error_id)),
            None => field.remove_attribute("aria-invalid").and_then(|()| field.remove_attribute("aria-describedby")),
        };
        let _ = around.class_list().toggle_with_force("wrong", message.is_some());
        error.raw().set_text_content(Some(&message.unwrap_or_default()));
    };
    // Whatever else changes the value takes the place of what was typed; so does leaving the field, unless it is wrong.
    let tidy = {
        let (field, say) = (field.clone(), say.clone());
        move || {
            let value = written(session, place);
            if range.parse(&field.value()).map(number::write).as_ref() != Some(&value) {
                field.raw().unchecked_ref::<HtmlInputElement>().set_value(&value);
                say(None);
            }
        }
    };
    watch(tidy.clone());
    row.find(".reset").on_click(move || untrack(&tidy));
    let shown = field.clone();
    field
        .on_value("input", move |text| {
            let Some(number) = range.parse(&text) else {
                let text = if range.whole { texts.allowed_whole } else { texts.allowed_seconds };
                say(Some(fill(text, &[("min", &min), ("max", &max), ("value", &untrack(|| written(session, place)))])));
                return;
            };
            say(None);
            session.act(Action::Param(place, range.value(number)));
        })
        .on_value("change", move |text| {
            if let Some(number) = range.parse(&text) {
                shown.raw().unchecked_ref::<HtmlInputElement>().set_value(&number::write(number));
            }
        });
}
