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
