//! The one place where text becomes elements. Elsewhere a page is made of views; here goes what pure functions have written as
//! HTML or SVG, because a view for each part of it would cost too much when a hundred thousand records are scrubbed at 60
//! frames a second, or because it comes highlighted with the lesson: lines of code, the marks of the timeline, the rows of the
//! log. Whatever is put here is made by `loopscope_view`, `loopscope_lessons` or `loopscope_markup`, which escape every text.

use leptos::tachys::html::element::{InnerHtml, InnerHtmlValue, inner_html};
use web_sys::Element;

/// As an element's content, in a view: `<g {..elements(marks)}></g>`.
pub(crate) fn elements<T: InnerHtmlValue>(html: T) -> InnerHtml<T> {
    inner_html(html)
}

/// Puts this in the place of what is inside.
pub(crate) fn put(element: &Element, html: &str) {
    element.set_inner_html(html);
}

/// Adds this at the end of what is inside.
pub(crate) fn add(element: &Element, html: &str) {
    // It fails only for a place that is none.
    let _ = element.insert_adjacent_html("beforeend", html);
}
