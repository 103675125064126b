//! What a page loads when a reader asks for it, and not before: the loop's inside, comparisons of runs, exports, the
//! glossary. It keeps its own copy of the runs that the page shows.
//!
//! ```text
//! page ──take(run, Update)──► scopes      page ◄──texts and HTML── inside, compare, export
//! ```
//!
//! It is called through one object of functions, `loopscopeMore`; web/src/more.rs is the other end.
#![forbid(unsafe_code)]

mod inside;
mod runs;

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Object, Reflect, Uint8Array};
use loopscope_strings::Lang;
use loopscope_view::{Axis, Cursor, Importance, Theme};
use wasm_bindgen::prelude::*;

use crate::runs::Runs;

/// The page's language.
fn lang(code: &str) -> Lang {
    Lang::from_code(code).unwrap_or(Lang::En)
}

fn main() {
    let runs = Rc::new(RefCell::new(Runs::default()));
    let object = Object::new();
    let set = |name: &str, function: JsValue| {
        // Setting a property of a plain object does not fail.
        let _ = Reflect::set(&object, &name.into(), &function);
    };

    let shared = runs.clone();
    let take = move |run: u32, bytes: Uint8Array| shared.borrow_mut().take(run as usize, &bytes.to_vec());
    set("take", Closure::<dyn FnMut(u32, Uint8Array) -> bool>::new(take).into_js_value());

    let shared = runs.clone();
    let inside = move |code: String, cursor: u32, now: f64| -> Array {
        let runs = shared.borrow();
        let lists = inside::inside(lang(&code), runs.shown(), Cursor(cursor), now);
        lists.into_iter().map(JsValue::from).collect()
    };
    set("inside", Closure::<dyn FnMut(String, u32, f64) -> Array>::new(inside).into_js_value());

    let shared = runs.clone();
    let compare = move |code: String| shared.borrow_mut().compare(lang(&code));
    set("compare", Closure::<dyn FnMut(String) -> String>::new(compare).into_js_value());

    let shared = runs;
    let export = move |code: String, kind: String, title: String, by_step: bool| {
        let runs = shared.borrow();
        let (lang, scope) = (lang(&code), runs.shown());
        match &*kind {
            "svg" => {
                let axis = if by_step { Axis::Step } else { Axis::Time };
                loopscope_view::svg(lang, scope, &title, axis, Theme::Auto)
            }
            "perfetto" => loopscope_view::perfetto(lang, scope),
            "text" => loopscope_view::text(scope.trace()),
            _ => loopscope_view::log(lang, scope, Importance::Detail),
        }
    };
    set("export", Closure::<dyn FnMut(String, String, String, bool) -> String>::new(export).into_js_value());

    let _ = Reflect::set(&js_sys::global(), &"loopscopeMore".into(), &object);
}
