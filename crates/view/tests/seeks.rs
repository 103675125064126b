//! How long it takes to tell the state at any record of a run of 100,000, in a browser's WebAssembly. `./x bench page` runs
//! it, built as the page is; nothing else may run meanwhile.
#![cfg(target_arch = "wasm32")]

#[path = "common/long.rs"]
mod long;

use std::hint::black_box;

use js_sys::Date;
use loopscope_view::{Cursor, Lang, Scope, internals};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{console_log, wasm_bindgen_test};

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_dedicated_worker);

/// How many places are looked up in each run.
const SEEKS: u32 = 500;
/// How long one may take, in milliseconds.
const GOAL_MS: f64 = 5.0;

/// What the browser's clock says, in milliseconds.
fn now() -> f64 {
    let performance = js_sys::Reflect::get(&js_sys::global(), &"performance".into()).unwrap_or(JsValue::UNDEFINED);
    let now = js_sys::Reflect::get(&performance, &"now".into()).ok();
    let told = now.and_then(|now| js_sys::Function::from(now).call0(&performance).ok());
    told.and_then(|told| told.as_f64()).unwrap_or_else(Date::now)
}

/// The time that 95 of 100 look-ups keep to, and the longest, in milliseconds.
fn times(scope: &Scope, mut look: impl FnMut(Cursor)) -> (f64, f64) {
    let mut at = 1_u32;
    let mut times: Vec<f64> = (0..SEEKS)
        .map(|_| {
            at = at.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let begun = now();
            look(Cursor(at % scope.len()));
            now() - begun
        })
        .collect();
    times.sort_by(f64::total_cmp);
    (times[times.len() * 95 / 100], times[times.len() - 1])
}

#[wasm_bindgen_test]
fn any_record_is_found_at_once() {
    for (name, trace) in long::traces() {
        let scope = Scope::new(trace);
        assert!(scope.len() >= long::RECORDS * 9 / 10, "{} records", scope.len());
        let state = times(&scope, |cursor| {
            black_box(scope.state_at(cursor));
        });
        let inside = times(&scope, |cursor| {
            black_box(internals(Lang::Zh, &scope, &scope.state_at(cursor)));
        });
        for (what, (p95, longest)) in [("state", state), ("state and the loop's inside", inside)] {
            console_log!(
                "| {name}, {} records: {what}, p95; longest | {p95:.2}; {longest:.2} ms | 5 ms |",
                scope.len()
            );
        }
        assert!(state.0 <= GOAL_MS, "{name}: a state took {} ms", state.0);
    }
}
