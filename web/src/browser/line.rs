//! The line that the reader's browser is on: what is fetched before it is wanted must not cost what somebody pays for.

use leptos::prelude::{request_idle_callback, window};
use wasm_bindgen::prelude::*;
use web_sys::Navigator;

/// A line that is fast enough, in megabits a second.
const FAST: f64 = 5.0;

#[wasm_bindgen]
extern "C" {
    /// A navigator that may know its line; not every browser's does.
    #[wasm_bindgen(extends = Navigator)]
    type Navigating;
    #[wasm_bindgen(method, getter)]
    fn connection(this: &Navigating) -> Option<Connection>;

    type Connection;
    #[wasm_bindgen(method, getter)]
    fn downlink(this: &Connection) -> Option<f64>;
    #[wasm_bindgen(method, getter, js_name = saveData)]
    fn save_data(this: &Connection) -> Option<bool>;
}

/// Calls this when the page has nothing else to do, if the line is known to be fast and nobody saves its data.
pub(crate) fn when_idle(call: impl Fn() + 'static) {
    let navigator: Navigating = window().navigator().unchecked_into();
    let is_fast = navigator
        .connection()
        .is_some_and(|line| line.downlink().is_some_and(|downlink| downlink >= FAST) && line.save_data() != Some(true));
    if is_fast {
        request_idle_callback(call);
    }
}
