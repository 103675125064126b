//! Numbers in the code that can be dragged: the whole range is as wide as the hand moves without being lifted. Yes-or-no
//! and choices go on to the next value with a click. The parameters pane does the same for the keyboard.

use leptos::prelude::*;
use loopscope_protocol::Value;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, HtmlElement, PointerEvent};

use crate::dom::target;
use crate::lesson::{Param, ParamKind};
use crate::model::Action;
use crate::params::number::{self, Range};
use crate::state::Session;

/// Pixels that the pointer moves from one end of a range to the other.
const TRAVEL: f64 = 240.0;

/// The parameter under an event, its place, and its element.
fn param_at(session: Session, event: &Event) -> Option<(usize, &'static Param, HtmlElement)> {
    let element = target(event, "[data-param]")?.dyn_into::<HtmlElement>().ok()?;
    let name = element.get_attribute("data-param")?;
    let place = session.lesson.params.iter().position(|param| param.name == name)?;
    Some((place, &session.lesson.params[place], element))
}

/// The value after a pointer that began at `from` has moved by so many pixels.
fn dragged(range: &Range, from: number::Milli, pixels: f64) -> number::Milli {
    range.snap(from as f64 + pixels / TRAVEL * (range.max - range.min) as f64)
}

/// Takes hold of a number.
pub(crate) fn begin(session: Session, event: &PointerEvent) {
    if event.button() != 0 {
        return;
    }
    let Some((place, param, element)) = param_at(session, event) else { return };
    let ParamKind::Number(range) = &param.kind else { return };
    event.prevent_default();
    let from = session.model.with_untracked(|model| number::of(&model.values[place]));
    let start = f64::from(event.client_x());
    let _ = element.set_pointer_capture(event.pointer_id());
    let _ = element.class_list().add_1("dragged");

    let on_move = Closure::<dyn FnMut(PointerEvent)>::new(move |event: PointerEvent| {
        let number = dragged(range, from, f64::from(event.client_x()) - start);
        session.act(Action::Param(place, range.value(number)));
    });
    element.set_onpointermove(Some(on_move.as_ref().unchecked_ref()));
    let held = element.clone();
    // It owns the other closure, and is freed when it has run.
    let on_end = Closure::once_into_js(move |_: PointerEvent| {
        held.set_onpointermove(None);
        held.set_onlostpointercapture(None);
        let _ = held.class_list().remove_1("dragged");
        drop(on_move);
    });
    element.set_onlostpointercapture(Some(on_end.unchecked_ref()));
}

/// Goes on to the next value of what is no number.
pub(crate) fn click(session: Session, event: &Event) {
    let Some((place, param, _)) = param_at(session, event) else { return };
    let current = session.model.with_untracked(|model| model.values[place].clone());
    let next = match (&param.kind, current) {
        (ParamKind::Bool, Value::Bool(yes)) => Value::Bool(!yes),
        (ParamKind::Choice(choices), Value::Choice(word)) => {
            let here = choices.iter().position(|(choice, _)| *choice == word).map_or(0, |nth| nth + 1);
            let Some((choice, _)) = choices.get(here % choices.len().max(1)) else { return };
            Value::Choice(choice.clone())
        }
        _ => return,
    };
    session.act(Action::Param(place, next));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hand_s_breadth_is_the_range() {
        let range = Range { min: 100, max: 5000, step: 100, whole: false };
        assert_eq!(dragged(&range, 2000, 0.0), 2000);
        assert_eq!(dragged(&range, 100, TRAVEL), 5000);
        assert_eq!(dragged(&range, 5000, -TRAVEL), 100);
        assert_eq!(dragged(&range, 2000, 5.0), 2100);
        assert_eq!(dragged(&range, 2000, 1e9), 5000);
    }
}
