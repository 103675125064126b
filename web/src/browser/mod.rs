//! The page's edge: what of the browser the session and the components use. Nothing here decides anything or knows of a session: it
//! does what it is asked for, and calls what it was given.

pub(crate) mod clipboard;
pub(crate) mod clock;
pub(crate) mod editor;
pub(crate) mod engine_client;
pub(crate) mod engines;
pub(crate) mod events;
pub(crate) mod flip;
pub(crate) mod frames;
pub(crate) mod kept;
pub(crate) mod known;
pub(crate) mod line;
pub(crate) mod load;
pub(crate) mod markup;
pub(crate) mod own;
pub(crate) mod python;
pub(crate) mod save;
pub(crate) mod scroll;
pub(crate) mod sheet;
pub(crate) mod size;
pub(crate) mod timers;
pub(crate) mod typing;

/// A value of a style, for an element on the page. A page that is only written has none: its policy allows no styles in HTML.
pub(crate) fn styled(value: String) -> Option<String> {
    (!cfg!(feature = "ssr")).then_some(value)
}

/// Whether the page is a lesson's part of somebody's blog.
pub(crate) fn in_blog() -> bool {
    leptos::prelude::document().document_element().is_some_and(|root| root.has_attribute("data-embed"))
}
