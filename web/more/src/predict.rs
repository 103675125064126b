//! Be wrong first: the lesson's questions about its run, asked of the plan as it is with these parameters, and answered from
//! its trace. Who has guessed is led to the record that decides it.

use std::cell::RefCell;

use leptos::prelude::document;
use loopscope_lessons::page::Question;
use loopscope_strings::fill;
use loopscope_view::{Answer, Asked, Cursor, Graded, NotNow, ask, not_now_words};
use serde::Deserialize;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::dom::{El, markup, target, watch};
use crate::hue::mark;
use crate::session::{Action, Session};

/// What is read of the page's data.
#[derive(Deserialize)]
struct Data {
    questions: Vec<Question>,
}

/// A question, and how far its reader is with it.
struct Ask {
    question: Question,
    asked: Result<Asked, NotNow>,
    /// Places of the choices, in the order guessed; of questions with one answer, just that one.
    guess: Vec<usize>,
    graded: Option<Graded>,
}

impl Ask {
    fn is_order(&self) -> bool {
        matches!(self.question.asks, loopscope_view::Question::Order { .. })
    }

    /// Begins anew, with the choices as they stand.
    fn begin(&mut self) {
        let choices = self.asked.as_ref().map_or(0, |asked| asked.choices.len());
        self.guess = if self.is_order() { (0..choices).collect() } else { Vec::new() };
        self.graded = None;
    }
}

/// Fills the pane.
pub(crate) fn predict(session: Session, section: &El) {
    let data = document().get_element_by_id("lesson-data").and_then(|data| data.text_content()).unwrap_or_default();
    let questions = serde_json::from_str::<Data>(&data).map_or_else(|_| Vec::new(), |data| data.questions);
    let asks: Vec<Ask> = questions
        .into_iter()
        .map(|question| Ask { question, asked: Err(NotNow::Unfinished), guess: Vec::new(), graded: None })
        .collect();
    // It lives as long as the page.
    let asks: &'static RefCell<Vec<Ask>> = Box::leak(Box::new(RefCell::new(asks)));
    let body = section.find(".pane-body");
    let show = {
        let body = body.raw().clone();
        move || write(session, &body, &asks.borrow())
    };
    let asked_anew = show.clone();
    watch(move || {
        session.planned.get();
        session.runs(|runs| {
            for ask_ in &mut *asks.borrow_mut() {
                let asked = ask(session.lang, &runs.plan().scope, &ask_.question.asks);
                let same = match (&asked, &ask_.asked) {
                    (Ok(now), Ok(before)) => now.choices == before.choices,
                    (Err(now), Err(before)) => now == before,
                    _ => false,
                };
                ask_.asked = asked;
                if !same || ask_.guess.is_empty() && ask_.is_order() {
                    ask_.begin();
                }
            }
        });
        asked_anew();
    });
    body.on("click", move |event| {
        let Some(button) = target(&event, "[data-do]") else { return };
        let number = |name: &str| button.get_attribute(name).and_then(|number| number.parse::<usize>().ok());
        let (Some(nth), place) = (number("data-ask"), number("data-place").unwrap_or(0)) else { return };
        let what = button.get_attribute("data-do").unwrap_or_default();
        let seek = asks.borrow_mut().get_mut(nth).and_then(|ask| act(session, ask, &what, place));
        show();
        if let Some(cursor) = seek {
            session.act(Action::Seek(cursor));
        }
    });
}

/// Does what a button says; where the reader is led then, if anywhere.
fn act(session: Session, ask: &mut Ask, what: &str, place: usize) -> Option<Cursor> {
    match what {
        "up" | "down" => {
            let other = if what == "up" { place.checked_sub(1)? } else { place + 1 };
            if other < ask.guess.len() {
                ask.guess.swap(place, other);
                ask.graded = None;
            }
            None
        }
        "choose" => {
            ask.guess = vec![place];
            ask.graded = None;
            None
        }
        "check" => {
            let answer =
                if ask.is_order() { Answer::Order(ask.guess.clone()) } else { Answer::Choice(*ask.guess.first()?) };
            let asked = ask.asked.as_ref().ok()?;
            ask.graded = Some(session.runs(|runs| asked.grade(session.lang, &runs.plan().scope, &answer)));
            None
        }
        "moment" => session.runs(|runs| match &ask.question.asks {
            loopscope_view::Question::Next { at } => at.find(runs.plan().scope.trace()),
            _ => None,
        }),
        _ => ask.graded.as_ref().map(|graded| graded.deciding),
    }
}

/// Writes the questions, and leaves the focus where it is.
fn write(session: Session, body: &Element, asks: &[Ask]) {
    let focus = document().active_element().filter(|element| body.contains(Some(element))).and_then(|element| {
        let of = |name| element.get_attribute(name).unwrap_or_default();
        Some((element.get_attribute("data-do")?, of("data-ask"), of("data-place")))
    });
    let html: String = (0..).zip(asks).map(|(nth, ask)| question(session, nth, ask)).collect();
    body.set_inner_html(&html);
    if let Some((what, ask, place)) = focus {
        let again = markup(
            r#"[data-do="{what}"][data-ask="{ask}"][data-place="{place}"]"#,
            &[("what", &what), ("ask", &ask), ("place", &place)],
        );
        if let Ok(Some(element)) = body.query_selector(&again) {
            let _ = element.unchecked_ref::<HtmlElement>().focus();
        }
    }
}

fn question(session: Session, nth: usize, ask: &Ask) -> String {
    let panes = session.panes;
    let number = nth.to_string();
    let mut html = markup(r#"<fieldset><legend>{text}</legend>"#, &[("text", &ask.question.text)]);
    let asked = match &ask.asked {
        Ok(asked) => asked,
        Err(why) => {
            let words = not_now_words(session.lang, *why);
            return html + &markup(r#"<p class="hint">{words}</p></fieldset>"#, &[("words", words)]);
        }
    };
    let button = |what: &str, place: usize, words: &str, class: &str| {
        markup(
            r#"<button type="button" class="quiet {class}" data-do="{what}" data-ask="{ask}" data-place="{place}" aria-label="{words}" title="{words}">"#,
            &[("class", class), ("what", what), ("ask", &number), ("place", &place.to_string()), ("words", words)],
        )
    };
    if matches!(ask.question.asks, loopscope_view::Question::Next { .. }) {
        html +=
            &(button("moment", 0, panes.see_moment, "") + &markup("{words}</button>", &[("words", panes.see_moment)]));
    }
    html += if ask.is_order() { "<ol>" } else { "<ul>" };
    let places: Vec<usize> = if ask.is_order() { ask.guess.clone() } else { (0..asked.choices.len()).collect() };
    for (at, place) in places.iter().enumerate() {
        let choice = &asked.choices[*place];
        if ask.is_order() {
            let named = |template| fill(template, &[("line", &choice.text)]);
            html += &markup("<li><samp>{text}</samp>", &[("text", &choice.text)]);
            html += &(button("up", at, &named(panes.move_up), "move") + "↑</button>");
            html += &(button("down", at, &named(panes.move_down), "move") + "↓</button></li>");
        } else {
            let chosen = ask.guess.first() == Some(place);
            html += &markup(
                r#"<li><button type="button" class="quiet" aria-pressed="{chosen}" data-do="choose" data-ask="{ask}" data-place="{place}">"#,
                &[("chosen", if chosen { "true" } else { "false" }), ("ask", &number), ("place", &place.to_string())],
            );
            if choice.task != 0 {
                html += &mark(choice.task, false);
            }
            html += &markup(" {text}</button></li>", &[("text", &choice.text)]);
        }
    }
    html += if ask.is_order() { "</ol>" } else { "</ul>" };
    if !ask.guess.is_empty() {
        html += &(button("check", 0, panes.check, "check") + &markup("{words}</button>", &[("words", panes.check)]));
    }
    html += r#"<p class="verdict" role="status">"#;
    if let Some(graded) = &ask.graded {
        let verdict = if graded.right { panes.right } else { panes.wrong };
        html += &markup("<b>{verdict}</b> {words}", &[("verdict", verdict), ("words", &graded.words)]);
    }
    html += "</p>";
    if ask.graded.is_some() {
        html += &(button("see", 0, panes.see_why, "") + &markup("{words}</button>", &[("words", panes.see_why)]));
    }
    html + "</fieldset>"
}
