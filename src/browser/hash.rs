//! The fragment of the page's address.

use wasm_bindgen::{JsCast, JsValue, closure::Closure};

/// The fragment, with its `#`.
pub fn get() -> String {
    super::window().and_then(|window| window.location().hash().ok()).unwrap_or_default()
}

/// Goes to another fragment, as a link does: the way back is kept.
pub fn go(hash: &str) {
    if let Some(window) = super::window() {
        let _ = window.location().set_hash(hash);
    }
}

/// Replaces the fragment; no entry is added to the history.
pub fn replace(hash: &str) {
    // To replace it by itself takes the browser a millisecond.
    if get() == hash {
        return;
    }
    if let Some(history) = super::window().and_then(|window| window.history().ok()) {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(hash));
    }
}

/// Calls back when the reader follows a link to another fragment, for as long as the page lives.
pub fn on_change(mut callback: impl FnMut(String) + 'static) {
    let Some(window) = super::window() else {
        return;
    };
    let closure = Closure::<dyn FnMut()>::new(move || callback(get()));
    let _ = window.add_event_listener_with_callback("hashchange", closure.as_ref().unchecked_ref());
    closure.forget();
}
