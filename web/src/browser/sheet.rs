//! The laboratory as a sheet over a narrow page's text: the page under it stays where it was read.

use leptos::prelude::*;
use loopscope_protocol::number::Milli;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Whether the page is narrow, as web/styles/dock.css has it.
pub(crate) fn is_narrow() -> bool {
    let root = document().document_element();
    let style = root.and_then(|root| window().get_computed_style(&root).ok().flatten());
    let word = style.and_then(|style| style.get_property_value("--docked").ok());
    word.is_some_and(|word| word.trim() == "1")
}

/// Shows it, or takes it away. What has the focus goes with it.
pub(crate) fn show(open: bool) {
    let Some(root) = document().document_element() else { return };
    if root.has_attribute("data-sheet") == open {
        return;
    }
    // What leaves the page's flow makes it shorter, which would scroll it.
    let place = (window().scroll_x().unwrap_or_default(), window().scroll_y().unwrap_or_default());
    if open {
        // It fails only for a name that is none.
        let _ = root.set_attribute("data-sheet", &Milli::nearest(place.1).to_string());
        focus("#lab .sheet-head button");
        // What the text points at, or the run; the program is above it.
        let pane = |selector| document().query_selector(selector).ok().flatten();
        if let Some(pane) = pane("#lab .pane.pointed").or_else(|| pane("#lab .pane.timeline")) {
            pane.scroll_into_view();
        }
    } else {
        let before = root.get_attribute("data-sheet").and_then(|place| place.parse().ok()).map(Milli::as_f64);
        let _ = root.remove_attribute("data-sheet");
        window().scroll_to_with_x_and_y(place.0, before.unwrap_or(place.1));
        focus("#lab .sheet-key");
    }
}

fn focus(selector: &str) {
    let element = document().query_selector(selector).ok().flatten();
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        // It fails only for what cannot have the focus.
        let _ = element.focus_with_options(&options);
    }
}
