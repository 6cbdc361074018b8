//! Narrows what the page may ask to the hosts that the site names.
//!
//! Policies add up (Content Security Policy Level 3 §8.1): one that a `meta` element brings can take away
//! from that of the page's headers, and nothing that runs later can take it back.

use std::cell::{Cell, RefCell};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

thread_local! {
    static ALLOWED: RefCell<Option<Vec<String>>> = const { RefCell::new(None) };
    static STOPPED: Cell<bool> = const { Cell::new(false) };
}

/// From now on the browser lets the page ask its own host and these origins alone.
pub fn narrow(origins: Vec<String>) {
    let policy = format!("connect-src 'self' {}", origins.join(" "));
    let head = super::document().and_then(|document| {
        let meta = document.create_element("meta").ok()?;
        meta.set_attribute("http-equiv", "Content-Security-Policy").ok()?;
        meta.set_attribute("content", policy.trim_end()).ok()?;
        document.head()?.append_child(&meta).ok()
    });
    if head.is_some() {
        ALLOWED.set(Some(origins));
        listen();
    }
}

/// Notes that the browser stops something: a redirect may lead to a host that is not allowed either.
fn listen() {
    let note = Closure::<dyn FnMut()>::new(|| STOPPED.set(true));
    if let Some(document) = super::document() {
        let listener = note.as_ref().unchecked_ref();
        let _ = document.add_event_listener_with_callback("securitypolicyviolation", listener);
    }
    note.forget();
}

/// Whether the browser has stopped something since it was asked the last time.
pub fn has_stopped() -> bool {
    STOPPED.take()
}

/// Whether the page may ask an origin.
pub fn allows(origin: &str) -> bool {
    ALLOWED.with_borrow(|allowed| match allowed {
        None => true,
        Some(origins) => {
            origins.iter().any(|allowed| allowed == origin) || super::page::origin() == origin
        }
    })
}
