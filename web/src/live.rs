//! What follows signals in a view, as values of few types.
//!
//! Every closure is a type of its own, and Leptos makes the code of an attribute, a text or a listener anew for each type: of this
//! page that were two fifths. Behind these functions all closures that give the same are one type.

use std::sync::{Arc, Mutex};

use leptos::prelude::*;

/// A value that follows signals.
pub(crate) type Live<T> = Arc<Mutex<dyn FnMut() -> T + Send>>;

/// What a closure gives, whenever a signal that it reads has changed: for texts, attributes, classes and properties.
pub(crate) fn live<T>(give: impl FnMut() -> T + Send + 'static) -> Live<T> {
    Arc::new(Mutex::new(give))
}

/// The same of views.
pub(crate) fn live_view<V: IntoView + 'static>(mut give: impl FnMut() -> V + Send + 'static) -> Live<AnyView> {
    live(move || give().into_any())
}

/// Views one after the other, as values of one type: `collect_view` makes a list of another one for each kind of view.
pub(crate) trait InARow {
    /// The views, as a list.
    fn in_a_row(self) -> Vec<AnyView>;
}

impl<V: IntoView + 'static, I: Iterator<Item = V>> InARow for I {
    fn in_a_row(self) -> Vec<AnyView> {
        self.map(|view| view.into_any()).collect()
    }
}

/// `true` or `false` for an attribute that wants the word.
pub(crate) fn live_aria(mut yes: impl FnMut() -> bool + Send + 'static) -> Live<&'static str> {
    live(move || if yes() { "true" } else { "false" })
}

/// What is done on an event.
pub(crate) fn heard<E>(hear: impl FnMut(E) + 'static) -> Box<dyn FnMut(E)> {
    Box::new(hear)
}

/// What is done with the value of a field, on an event of it.
pub(crate) fn on_value(mut hear: impl FnMut(String) + 'static) -> Box<dyn FnMut(web_sys::Event)> {
    Box::new(move |event| hear(event_target_value(&event)))
}

/// What is done with a box that was checked, or is not any more.
pub(crate) fn on_checked(mut hear: impl FnMut(bool) + 'static) -> Box<dyn FnMut(web_sys::Event)> {
    Box::new(move |event| hear(event_target_checked(&event)))
}

/// Does what a closure does, now and whenever a signal that it reads has changed.
pub(crate) fn effect(run: impl FnMut() + 'static) {
    let mut run: Box<dyn FnMut()> = Box::new(run);
    Effect::new(move |_: Option<()>| run());
}

/// What a closure gives, worked out anew when a signal that it reads has changed; told on only when it differs.
pub(crate) fn memo<T: PartialEq + Send + Sync + 'static>(give: impl Fn() -> T + Send + Sync + 'static) -> Memo<T> {
    let give: Box<dyn Fn() -> T + Send + Sync> = Box::new(give);
    Memo::new(move |_: Option<&T>| give())
}
