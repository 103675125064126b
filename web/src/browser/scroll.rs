//! Scrolling that moves only what it must.

use web_sys::{Element, ScrollBehavior, ScrollIntoViewOptions, ScrollLogicalPosition};

/// Brings a part of a box that scrolls into its sight, without moving the page. `scroller`: the box around it.
pub(crate) fn within(scroller: &str, part: &Element) {
    let Ok(Some(scroller)) = part.closest(scroller) else { return };
    let (room, part) = (scroller.get_bounding_client_rect(), part.get_bounding_client_rect());
    let above = part.top() - room.top();
    let below = part.bottom() - room.bottom();
    // `as` truncates; whole pixels will do.
    if above < 0.0 {
        scroller.set_scroll_top(scroller.scroll_top() + above as i32 - 24);
    } else if below > 0.0 {
        scroller.set_scroll_top(scroller.scroll_top() + below as i32 + 24);
    }
}

/// Brings an element into the sight of the page, by the shortest way.
pub(crate) fn to(element: &Element) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Nearest);
    options.set_behavior(if calm() { ScrollBehavior::Auto } else { ScrollBehavior::Smooth });
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Whether the reader wants less motion.
pub(crate) fn calm() -> bool {
    let query = leptos::prelude::window().match_media("(prefers-reduced-motion: reduce)");
    query.ok().flatten().is_some_and(|query| query.matches())
}
