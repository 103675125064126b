//! Being told when an element has another size.

use leptos::html::ElementType;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, ResizeObserver};

use crate::live::effect;

/// Calls `look` when the element is on the page, and whenever its size changes, as long as the view around is there.
pub(crate) fn observe<E>(node: NodeRef<E>, look: impl Fn() + Copy + 'static)
where
    E: ElementType + 'static,
    E::Output: JsCast + Clone + AsRef<Element> + 'static,
{
    effect(move || {
        let Some(element) = node.get() else { return };
        let on_resize = Closure::<dyn FnMut()>::new(look);
        // Every browser with WebAssembly as we use it has it.
        let Ok(observer) = ResizeObserver::new(on_resize.as_ref().unchecked_ref()) else { return };
        observer.observe(element.as_ref());
        let kept = StoredValue::new_local((observer, on_resize));
        on_cleanup(move || {
            kept.with_value(|(observer, _)| observer.disconnect());
        });
    });
}
