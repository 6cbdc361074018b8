//! The rest of the program: what the first view does not run stands in a second file, written by
//! tools/split.mjs and loaded by boot.js. Until it is there, its functions must not be called.

use std::cell::Cell;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;

thread_local! {
    static HERE: Cell<bool> = const { Cell::new(false) };
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = obzor, js_name = rest)]
    fn rest(exports: &JsValue) -> Result<js_sys::Promise, JsValue>;
    #[wasm_bindgen(js_namespace = obzor, js_name = restNow)]
    fn rest_now(exports: &JsValue);
}

/// Whether the rest was loaded.
pub fn is_here() -> bool {
    HERE.get()
}

/// Waits for the rest. A program that was not split, and one without boot.js, has none.
pub async fn load() {
    if let Ok(promise) = rest(&wasm_bindgen::exports()) {
        let _ = JsFuture::from(promise).await;
    }
    HERE.set(true);
}

/// Loads the rest while the page stands still: one of its functions was called too early.
pub fn load_now() {
    rest_now(&wasm_bindgen::exports());
}
