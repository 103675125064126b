//! What goes on from frame to frame.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::request_animation_frame;

/// Something that is done in every frame for as long as it says that it goes on.
#[derive(Clone)]
pub(crate) struct EachFrame {
    /// The next frame is asked for.
    asked: Rc<Cell<bool>>,
    /// Does it, and says whether it goes on.
    step: Rc<dyn Fn() -> bool>,
}

impl EachFrame {
    /// It has not begun.
    pub(crate) fn new(step: impl Fn() -> bool + 'static) -> EachFrame {
        EachFrame { asked: Rc::default(), step: Rc::new(step) }
    }

    /// Has it done from the next frame on. What goes on already goes on as it does.
    pub(crate) fn go_on(&self) {
        if self.asked.replace(true) {
            return;
        }
        let this = self.clone();
        request_animation_frame(move || {
            this.asked.set(false);
            if (this.step)() {
                this.go_on();
            }
        });
    }
}
