//! The copy of the site that boot.js has the browser keep for reading offline (see sw.js).

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = obzor, js_name = forget)]
    fn forget_copy() -> Result<js_sys::Promise, JsValue>;
}

/// Drops the copy and what keeps it.
pub async fn forget() {
    if let Ok(promise) = forget_copy() {
        let _ = JsFuture::from(promise).await;
    }
}
