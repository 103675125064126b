//! Lets what changes its place be seen going there: a thing is known by its `data-key`, or comes out of the thing that its
//! `data-from` names. Readers who want less motion get none.

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Element;

/// How long a move takes, in milliseconds.
const MOVE_MS: f64 = 220.0;
/// With more things than this, nobody follows a single one.
const MOST: u32 = 120;

/// The things inside an element, and where they were.
#[derive(Default)]
pub(crate) struct Flip {
    were: Vec<(String, f64, f64)>,
}

impl Flip {
    /// Hands over what it knows.
    pub(crate) fn take(&mut self) -> Flip {
        std::mem::take(self)
    }

    /// Looks where everything is, before it changes.
    pub(crate) fn before(&mut self, around: &Element) {
        self.were.clear();
        let were = &mut self.were;
        each(around, |element, key, _| {
            let place = element.get_bounding_client_rect();
            were.push((key, place.left(), place.top()));
        });
    }

    /// Lets everything that stands elsewhere now come from where it was.
    pub(crate) fn after(&self, around: &Element) {
        if self.were.is_empty() || super::scroll::calm() {
            return;
        }
        each(around, |element, key, from| {
            let was = |name: &str| self.were.iter().find(|(known, ..)| known == name);
            let Some((_, left, top)) = was(&key).or_else(|| was(&from).filter(|_| !from.is_empty())) else { return };
            let place = element.get_bounding_client_rect();
            let (across, down) = (left - place.left(), top - place.top());
            if across.abs() + down.abs() < 2.0 {
                return;
            }
            let px = |length: f64| (length as i32).to_string();
            let begin = ["translate(", &px(across), "px,", &px(down), "px)"].concat();
            let frames = Object::new();
            // Setting a property of a plain object does not fail.
            let _ = Reflect::set(&frames, &"transform".into(), &Array::of2(&begin.into(), &"none".into()));
            // Every browser with WebAssembly as we use it has it; web-sys does not yet.
            if let Ok(animate) = Reflect::get(&element, &"animate".into())
                && let Some(animate) = animate.dyn_ref::<Function>()
            {
                let _ = animate.call2(&element, &frames, &MOVE_MS.into());
            }
        });
    }
}

fn each(around: &Element, mut f: impl FnMut(Element, String, String)) {
    let Ok(things) = around.query_selector_all("[data-key]") else { return };
    for nth in 0..things.length().min(MOST) {
        let element = things.get(nth).map(JsValue::from).and_then(|node| node.dyn_into::<Element>().ok());
        if let Some(element) = element {
            let name = |name| element.get_attribute(name).unwrap_or_default();
            let (key, from) = (name("data-key"), name("data-from"));
            f(element, key, from);
        }
    }
}
