//! The document as a whole: its language, its title, its theme, whether it is on the line.

use wasm_bindgen::{JsCast, closure::Closure};

/// The languages that the reader prefers, the dearest first.
pub fn languages() -> Vec<String> {
    let Some(window) = super::window() else {
        return Vec::new();
    };
    window.navigator().languages().iter().filter_map(|language| language.as_string()).collect()
}

/// Tells the browser (and screen readers) the language of the page.
pub fn set_language(code: &str) {
    set_root("lang", Some(code));
}

/// Sets the theme; `None` follows the system.
pub fn set_theme(theme: Option<&str>) {
    set_root("data-theme", theme);
}

fn set_root(name: &str, value: Option<&str>) {
    let Some(root) = super::document().and_then(|document| document.document_element()) else {
        return;
    };
    let _ = match value {
        Some(value) => root.set_attribute(name, value),
        None => root.remove_attribute(name),
    };
}

/// Sets the title of the window.
pub fn set_title(title: &str) {
    if let Some(document) = super::document() {
        document.set_title(title);
    }
}

/// Takes away what index.html shows while the program loads.
pub fn remove_loading() {
    if let Some(element) =
        super::document().and_then(|document| document.get_element_by_id("loading"))
    {
        element.remove();
    }
}

/// False if the browser knows that there is no network.
pub fn is_online() -> bool {
    super::window().is_none_or(|window| window.navigator().on_line())
}

/// True if the page itself came over https.
pub fn is_secure() -> bool {
    super::window()
        .and_then(|window| window.location().protocol().ok())
        .is_some_and(|p| p == "https:")
}

/// The origin of the page, for what a server must allow.
pub fn origin() -> String {
    super::window().and_then(|window| window.location().origin().ok()).unwrap_or_default()
}

/// True if the page stands inside another one, which could cover it.
pub fn is_framed() -> bool {
    let Some(window) = super::window() else {
        return false;
    };
    match window.top() {
        Ok(Some(top)) => !js_sys::Object::is(&top, &window),
        _ => true,
    }
}

/// Calls back when the page is left or put aside.
pub fn on_leave(callback: impl FnMut() + 'static) {
    let Some(window) = super::window() else {
        return;
    };
    let closure = Closure::<dyn FnMut()>::new(callback);
    let _ = window.add_event_listener_with_callback("pagehide", closure.as_ref().unchecked_ref());
    closure.forget();
}
