//! Whether somebody types: a keyboard on the screen then takes half of it, and what stands at the page's foot makes room for the line
//! that is typed (web/styles/dock.css).

use leptos::ev;
use leptos::prelude::*;

use super::events::target;

/// What a keyboard comes up for.
const TYPED_IN: &str = "[contenteditable=true], textarea, input:not([type=range], [type=checkbox], [type=radio])";

/// Tells the style sheets from now on.
pub(crate) fn watch() {
    let tell = |typing: bool| {
        if let Some(root) = document().document_element() {
            // It fails only for a name that is none.
            let _ = root.toggle_attribute_with_force("data-typing", typing);
        }
    };
    let here = window_event_listener(ev::focusin, move |event| tell(target(&event, TYPED_IN).is_some()));
    let gone = window_event_listener(ev::focusout, move |_| tell(false));
    on_cleanup(move || {
        here.remove();
        gone.remove();
    });
}
