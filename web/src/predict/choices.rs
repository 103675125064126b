//! What a reader chooses from: an order of lines, moved up and down, or one of several answers.

use leptos::prelude::*;
use loopscope_strings::fill;
use loopscope_view::Choice;

use super::Ask;
use crate::live::{InARow, heard, live, live_view, memo};
use crate::panes::Mark;

/// The choice at this place.
fn choice(ask: Ask, place: usize) -> Option<Choice> {
    ask.asked.with(|asked| asked.as_ref().ok().and_then(|asked| asked.choices.get(place).cloned()))
}

/// Lines to be put into an order. The focus stays at its place in the order.
#[component]
pub(super) fn Order(ask: Ask) -> impl IntoView {
    let count = memo(move || ask.guess.with(Vec::len));
    view! { <ol>{live_view(move || (0..count.get()).map(|at| view! { <Line ask at/> }).in_a_row())}</ol> }
}

/// The line at a place of the order, and the buttons that move it.
#[component]
fn Line(ask: Ask, at: usize) -> impl IntoView {
    let panes = ask.session.panes;
    let text = memo(move || {
        let place = ask.guess.with(|guess| guess.get(at).copied());
        place.and_then(|place| choice(ask, place)).map(|choice| choice.text).unwrap_or_default()
    });
    let step = move |to: usize| {
        ask.guess(|guess| {
            if at < guess.len() && to < guess.len() {
                guess.swap(at, to);
            }
        });
    };
    let button = move |what: &'static str, sign: &'static str, template: &'static str, to: usize| {
        let words = memo(move || fill(template, &[("line", &text.get())]));
        view! {
            <button
                type="button"
                class="quiet move"
                data-do=what
                aria-label=live(move || words.get())
                title=live(move || words.get())
                on:click=heard(move |_| step(to))
            >
                {sign}
            </button>
        }
    };
    view! {
        <li>
            <samp>{live(move || text.get())}</samp>
            {button("up", "↑", panes.move_up, at.wrapping_sub(1))}
            {button("down", "↓", panes.move_down, at + 1)}
        </li>
    }
}

/// One of several.
#[component]
pub(super) fn Choices(ask: Ask) -> impl IntoView {
    let count = move || ask.asked.with(|asked| asked.as_ref().map_or(0, |asked| asked.choices.len()));
    let row = move |place: usize| {
        let choice = choice(ask, place)?;
        let chosen = move || if ask.guess.with(|guess| guess.first() == Some(&place)) { "true" } else { "false" };
        Some(view! {
            <li>
                <button
                    type="button"
                    class="quiet"
                    data-do="choose"
                    aria-pressed=live(chosen)
                    on:click=heard(move |_| ask.guess(|guess| *guess = vec![place]))
                >
                    {(choice.task != 0).then(|| view! { <Mark task=choice.task/> })}
                    " "
                    {choice.text}
                </button>
            </li>
        })
    };
    view! { <ul>{live_view(move || (0..count()).map(row).in_a_row())}</ul> }
}
