//! The parameters pane: a slider, a field, a unit and a reset for each number; a switch or a list for the rest.
//!
//! What cannot be is said at the field, and the last good value stays in force.

mod coming;
mod numeric;

use leptos::html;
use leptos::prelude::*;
use loopscope_protocol::Value;
use loopscope_protocol::param::{Choice, Param, ParamKind};
use loopscope_strings::fill;

use crate::goals::Goals;
use crate::live::{InARow, effect, heard, live, memo, on_checked, on_value};
use crate::model::Action;
use crate::panes::{About, AboutKey};
use crate::session::{Session, use_session};
use coming::Coming;
use numeric::Numeric;

/// The pane.
#[component]
pub(crate) fn Params() -> impl IntoView {
    let session = use_session();
    let lesson = session.lesson();
    let told = RwSignal::new(false);
    let rows = lesson.params().iter().cloned().enumerate();
    view! {
        <section class="pane params" aria-label=session.texts.params>
            <div class="pane-head">
                <h2>{session.texts.params}</h2>
                <div class="tools">
                    <AboutKey name="params" title=session.texts.params told/>
                </div>
            </div>
            <About name="params" about=session.texts.about_params told/>
            {rows.map(|(place, param)| view! { <Row place param/> }).in_a_row()}
            <Goals goals=lesson.data.goals.clone()/>
            {lesson.recorded().is_some().then(|| view! { <Coming/> })}
        </section>
    }
}

/// The value of the parameter at this place, as the program writes it.
fn written(session: Session, place: usize) -> Memo<String> {
    memo(move || session.model.with(|model| model.values[place].literal()))
}

#[component]
fn Row(place: usize, param: Param) -> impl IntoView {
    let session = use_session();
    let texts = session.texts;
    let id = ["param-", &param.name].concat();
    let first = param.kind.default();
    let default = first.literal();
    let reset_to = fill(texts.reset_to, &[("name", &param.name), ("value", &default)]);
    let value = written(session, place);
    let wrong = RwSignal::new(false);
    // The button goes, having done its work; the focus stays in its row.
    let focus = RwSignal::new(0_u32);
    let name = param.name.clone();
    let hidden = move || session.only.with(|only| !only.is_empty() && !only.contains(&name));
    let reset = move |_| {
        session.act(Action::Param(place, first.clone()));
        focus.update(|times| *times += 1);
    };
    let control = match param.kind.clone() {
        ParamKind::Bool { .. } => view! { <Switch place id=id.clone() value focus/> }.into_any(),
        ParamKind::Choice { choices, .. } => view! { <List place choices id=id.clone() focus/> }.into_any(),
        ParamKind::Seconds(range) | ParamKind::Int(range) => {
            let (kind, label) = (param.kind.clone(), param.label.clone());
            view! { <Numeric place kind range label id=id.clone() value wrong focus/> }.into_any()
        }
    };
    view! {
        <div class="param-row" hidden=live(hidden) class:changed=live(move || value.with(|value| *value != default)) class:wrong=live(move || wrong.get())>
            <label for=id>
                <code>{param.name}</code>
                " "
                {param.label}
            </label>
            <button type="button" class="reset" aria-label=reset_to on:click=heard(reset)>
                {texts.reset}
            </button>
            {control}
        </div>
    }
}

/// Gives an element the focus whenever this changes.
fn focused<E>(node: NodeRef<E>, focus: RwSignal<u32>)
where
    E: html::ElementType + 'static,
    E::Output: wasm_bindgen::JsCast + Clone + AsRef<web_sys::HtmlElement> + 'static,
{
    effect(move || {
        if focus.get() > 0
            && let Some(element) = node.get_untracked()
        {
            // It fails only for an element that is not on the page.
            let element: &web_sys::HtmlElement = element.as_ref();
            let _ = element.focus();
        }
    });
}

/// Yes or no.
#[component]
fn Switch(place: usize, id: String, value: Memo<String>, focus: RwSignal<u32>) -> impl IntoView {
    let session = use_session();
    let yes = Value::Bool(true).literal();
    let on = memo(move || value.with(|value| *value == yes));
    let node = NodeRef::<html::Input>::new();
    focused(node, focus);
    view! {
        <input
            type="checkbox"
            class="switch"
            id=id
            node_ref=node
            checked=on.get_untracked()
            prop:checked=live(move || on.get())
            on:change=on_checked(move |yes| session.act(Action::Param(place, Value::Bool(yes))))
        />
    }
}

/// One of several words.
#[component]
fn List(place: usize, choices: Vec<Choice>, id: String, focus: RwSignal<u32>) -> impl IntoView {
    let session = use_session();
    let chosen = memo(move || match session.model.with(|model| model.values[place].clone()) {
        Value::Choice(word) => word,
        _ => String::new(),
    });
    let node = NodeRef::<html::Select>::new();
    focused(node, focus);
    let first = chosen.get_untracked();
    let option = |choice: Choice| {
        let selected = choice.value == first;
        view! { <option value=choice.value selected=selected>{choice.label}</option> }
    };
    view! {
        <select
            id=id
            node_ref=node
            prop:value=live(move || chosen.get())
            on:change=on_value(move |value| session.act(Action::Param(place, Value::Choice(value))))
        >
            {choices.into_iter().map(option).in_a_row()}
        </select>
    }
}
