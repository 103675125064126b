//! Timers by what they are for: one of a kind runs at a time.

use std::cell::RefCell;
use std::time::Duration;

use leptos::prelude::{TimeoutHandle, set_timeout_with_handle};

/// Timers that run: never many.
pub(crate) struct Timers<K>(RefCell<Vec<(K, TimeoutHandle)>>);

impl<K> Default for Timers<K> {
    fn default() -> Self {
        Timers(RefCell::default())
    }
}

impl<K: PartialEq> Timers<K> {
    /// Calls `ring` after so many milliseconds, in the place of what a timer of this kind would have called.
    pub(crate) fn arm(&self, kind: K, ms: f64, ring: impl FnOnce() + 'static) {
        self.disarm(&kind);
        // Where a browser has no timer for us, nothing rings.
        if let Ok(handle) = set_timeout_with_handle(ring, Duration::from_secs_f64(ms.max(0.0) / 1000.0)) {
            self.0.borrow_mut().push((kind, handle));
        }
    }

    /// Ends the timer of this kind, if one runs.
    pub(crate) fn disarm(&self, kind: &K) {
        self.0.borrow_mut().retain(|(other, handle)| {
            let other = other != kind;
            if !other {
                handle.clear();
            }
            other
        });
    }
}
