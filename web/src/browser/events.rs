//! Where an event happened.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

/// The element that an event happened in, or the nearest one around it that a selector names.
pub(crate) fn target(event: &Event, selector: &str) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()?.closest(selector).ok()?
}

/// The number in an attribute of the element that an event happened in, or of the nearest one around it that has it.
pub(crate) fn number_at(event: &Event, attribute: &str) -> Option<u32> {
    target(event, &["[", attribute, "]"].concat())?.get_attribute(attribute)?.parse().ok()
}
