//! The controls of a number: a slider, and a field that says what is wrong with what stands in it.

use leptos::html;
use leptos::prelude::*;
use loopscope_protocol::param::{ParamKind, Range};
use loopscope_strings::fill;

use super::focused;
use crate::live::{effect, live, on_value};
use crate::model::Action;
use crate::session::use_session;

/// A number's controls. `wrong`: told whether what stands in the field cannot be.
#[component]
pub(super) fn Numeric(
    place: usize,
    kind: ParamKind,
    range: Range,
    label: String,
    id: String,
    value: Memo<String>,
    wrong: RwSignal<bool>,
    focus: RwSignal<u32>,
) -> impl IntoView {
    let session = use_session();
    let texts = session.texts;
    let [min, max, step] = [range.min, range.max, range.step].map(|number| number.to_string());
    let whole = matches!(kind, ParamKind::Int(_));
    let unit = if whole { "" } else { texts.unit_seconds };
    let kind = StoredValue::new(kind);
    let parse = move |text: &str| kind.with_value(|kind| kind.parse(text));
    let error_id = [&id, "-error"].concat();
    let error = RwSignal::new(String::new());
    let say = move |message: String| {
        wrong.set(!message.is_empty());
        error.set(message);
    };
    let node = NodeRef::<html::Input>::new();
    focused(node, focus);
    // Whatever else changes the value takes the place of what was typed; so does a reset.
    effect(move || {
        focus.track();
        let value = value.get();
        if let Some(field) = node.get()
            && parse(&field.value()).map(|typed| typed.literal()).as_ref() != Some(&value)
        {
            field.set_value(&value);
            say(String::new());
        }
    });
    let slide = move |text: String| {
        if let Some(value) = parse(&text) {
            session.act(Action::Param(place, value));
        }
    };
    let (least, most) = (min.clone(), max.clone());
    let typed = move |text: String| match parse(&text) {
        Some(value) => {
            say(String::new());
            session.act(Action::Param(place, value));
        }
        None => {
            let text = if whole { texts.allowed_whole } else { texts.allowed_seconds };
            say(fill(text, &[("min", &least), ("max", &most), ("value", &value.get_untracked())]));
        }
    };
    let left = move |text: &str| {
        if let Some(value) = parse(text)
            && let Some(field) = node.get_untracked()
        {
            field.set_value(&value.literal());
        }
    };
    let first = value.get_untracked();
    let described = error_id.clone();
    view! {
        <input
            type="range"
            aria-label=label
            min=min
            max=max
            step=step
            value=first.clone()
            aria-valuetext=live(move || [&value.get(), " ", unit].concat())
            prop:value=live(move || value.get())
            on:input=on_value(slide)
        />
        <input
            type="text"
            id=id
            inputmode=if whole { "numeric" } else { "decimal" }
            autocomplete="off"
            node_ref=node
            value=first
            aria-invalid=live(move || wrong.get().then_some("true"))
            aria-describedby=live(move || wrong.get().then(|| described.clone()))
            on:input=on_value(typed)
            on:change=on_value(move |text| left(&text))
        />
        <span class="unit">{unit}</span>
        <p class="error" id=error_id role="alert">
            {live(move || error.get())}
        </p>
    }
}
