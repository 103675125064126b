//! A button that copies a text, and says that it has.

use leptos::prelude::window;
use wasm_bindgen::prelude::*;

use crate::dom::El;
use crate::session::{Action, Session};
use crate::signal::Cell;

/// Makes a button copy what `text` gives. `copied`: whether that was done; who changes the text takes it back.
pub(crate) fn copies(session: Session, button: &El, copied: Cell<bool>, text: impl Fn() -> String + 'static) {
    let panes = session.panes;
    button.live_text(move || if copied.get() { panes.copied } else { panes.copy }.to_owned());
    let done = Closure::<dyn FnMut(JsValue)>::new(move |_| copied.set(true));
    let failed = Closure::<dyn FnMut(JsValue)>::new(move |_| session.act(Action::NoCopy));
    button.on_click(move || {
        let clipboard = window().navigator().clipboard();
        // Absent where the page was not delivered securely.
        if clipboard.is_undefined() {
            session.act(Action::NoCopy);
            return;
        }
        let _ = clipboard.write_text(&text()).then2(&done, &failed);
    });
}
