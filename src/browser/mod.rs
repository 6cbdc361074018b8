//! The only place that names web-sys, js-sys and gloo: each thing of the browser is wrapped once,
//! with its clean-up. Nothing here panics where the browser refuses.

pub mod clipboard;
pub mod clock;
pub mod crash;
pub mod decode;
pub mod dom;
pub mod fetch;
pub mod file;
pub mod hash;
pub mod offline;
pub mod page;
pub mod policy;
pub mod popup;
pub mod rest;
pub mod storage;
pub mod thread;

use wasm_bindgen::JsValue;

/// The window; there always is one, since nothing of this runs in a worker.
#[expect(clippy::disallowed_methods, reason = "this is the wrapper")]
fn window() -> Option<web_sys::Window> {
    web_sys::window()
}

fn document() -> Option<web_sys::Document> {
    window()?.document()
}

/// Random bytes that nobody can guess; zeros if the browser has none to give.
pub fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    let global = js_sys::global();
    let filled = js_sys::Reflect::get(&global, &JsValue::from_str("crypto")).and_then(|crypto| {
        let function = js_sys::Reflect::get(&crypto, &JsValue::from_str("getRandomValues"))?;
        let array = js_sys::Uint8Array::new_with_length(u32::try_from(N).unwrap_or(0));
        js_sys::Function::from(function).call1(&crypto, &array)?;
        Ok(array)
    });
    if let Ok(array) = filled {
        array.copy_to(&mut bytes);
    }
    bytes
}

/// Random bytes as hexadecimal digits.
pub fn random_hex<const N: usize>() -> String {
    random_bytes::<N>().iter().map(|byte| format!("{byte:02x}")).collect()
}
