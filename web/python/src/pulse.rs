//! How much a program has computed, and its end when that is too much. The module is changed so that it calls [`pulse`] again and
//! again, whatever it does (`scripts/pulse.mjs`).
//!
//! A program is given the time that has passed, but for each pulse no more than that takes on a slow machine: whoever has to wait for
//! a busy one, or is in a computer that was asleep, has computed nothing meanwhile.

use std::cell::Cell;

use js_sys::Date;
use wasm_bindgen::prelude::*;

/// What a pulse takes at most, in milliseconds. It comes with 40,000 turns of loops, which are about 1 ms in Python's own loop on a core
/// of an AMD EPYC, and up to 6 ms in one long call (`sum(iter(int, 1))`): that is given as much more.
const PULSE_MS: f64 = 3.0;

/// What the call that ends a program throws.
const OVER: &str = "the program has computed for too long";

#[derive(Clone, Copy)]
struct Run {
    begun_ms: f64,
    most_ms: f64,
    pulses: f64,
}

impl Run {
    /// How many milliseconds the program had.
    fn had_ms(self) -> f64 {
        let passed = Date::now() - self.begun_ms;
        // A module that has no pulse knows of nothing but the clock.
        if self.pulses == 0.0 { passed } else { passed.min(self.pulses * PULSE_MS) }
    }
}

thread_local! {
    /// What runs.
    static RUN: Cell<Option<Run>> = const { Cell::new(None) };
}

/// A program begins, which may have so many milliseconds.
pub(crate) fn begin(most_ms: u32) {
    RUN.set(Some(Run { begun_ms: Date::now(), most_ms: most_ms.into(), pulses: 0.0 }));
}

/// It has come to its end.
pub(crate) fn end() {
    RUN.set(None);
}

/// How many milliseconds the program that runs has had.
pub(crate) fn had_ms() -> f64 {
    RUN.get().map_or(0.0, Run::had_ms)
}

/// Called by the module itself while it computes. Throws when the program has had its time: what is under way is left as it is.
#[wasm_bindgen]
#[expect(unreachable_pub, reason = "wasm_bindgen exports what is public")]
pub fn pulse() {
    let Some(mut run) = RUN.get() else { return };
    run.pulses += 1.0;
    RUN.set(Some(run));
    if run.had_ms() >= run.most_ms {
        wasm_bindgen::throw_str(OVER);
    }
}
