//! Scripts that are loaded when they are wanted. web/boot.js imports them: what a module's address is relative to is the page's,
//! not this program's.

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    /// web/boot.js: imports the script at this address, from the site's root.
    #[wasm_bindgen(js_namespace = loopscope, js_name = load)]
    fn import(address: &str) -> js_sys::Promise;

    /// web/packed.js.
    type Packed;
    #[wasm_bindgen(method)]
    fn pack(this: &Packed, fragment: &str) -> js_sys::Promise;
}

/// The module at this address, from the site's root.
///
/// # Errors
/// What the browser threw.
pub(crate) async fn load(address: &str) -> Result<JsValue, JsValue> {
    JsFuture::from(import(address)).await
}

/// A fragment of an address, packed if that is shorter; as it is where that cannot be done.
pub(crate) async fn packed(fragment: &str) -> String {
    let pack = async {
        let module = load("packed.js").await?;
        JsFuture::from(module.unchecked_into::<Packed>().pack(fragment)).await
    };
    pack.await.ok().and_then(|packed| packed.as_string()).unwrap_or_else(|| fragment.to_owned())
}

/// What was thrown, in its own words: `Error: not made for this browser`.
pub(crate) fn words(thrown: &JsValue) -> String {
    match thrown.dyn_ref::<js_sys::Error>() {
        Some(error) => String::from(error.to_string()),
        None => thrown.as_string().unwrap_or_else(|| format!("{thrown:?}")),
    }
}

/// Whether a module did not come. Browsers throw a `TypeError` that speaks of it; any other error is the module's own.
pub(crate) fn is_unreached(thrown: &JsValue) -> bool {
    thrown.dyn_ref::<js_sys::TypeError>().is_some_and(|error| {
        let message = String::from(error.message()).to_ascii_lowercase();
        ["module", "fetch", "load failed", "network"].into_iter().any(|word| message.contains(word))
    })
}
