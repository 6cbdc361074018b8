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

/// Says whether requests can be sent from the page, so that what opens the console can be left out.
pub fn set_console(has_console: bool) {
    set_root("data-console", (!has_console).then_some("none"));
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

/// The whole address of the page.
pub fn address() -> String {
    super::window().and_then(|window| window.location().href().ok()).unwrap_or_default()
}

/// Leaves the page for another one, of http(s).
pub fn leave_for(url: &str) {
    if let (Some(window), true) = (super::window(), url.starts_with("http")) {
        let _ = window.location().assign(url);
    }
}

/// True if the page stands inside another site's, which could cover it. No header file is needed to see it:
/// what window of another origin it is, the browser does not tell.
pub fn is_framed() -> bool {
    let top = super::window().and_then(|window| window.top().ok()?);
    top.is_none_or(|top| top.location().origin() != Ok(origin()))
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

/// Goes to the beginning of the page.
pub fn scroll_to_top() {
    if let Some(window) = super::window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// Calls back when the page was scrolled, a few times a second, for as long as the page lives.
pub fn on_scroll(callback: impl Fn() + 'static) {
    let Some(window) = super::window() else { return };
    let waits = std::rc::Rc::new(std::cell::Cell::new(false));
    let callback = std::rc::Rc::new(callback);
    let closure = Closure::<dyn FnMut()>::new(move || {
        if waits.replace(true) {
            return;
        }
        let (waits, callback) = (waits.clone(), callback.clone());
        gloo_timers::callback::Timeout::new(50, move || {
            waits.set(false);
            callback();
        })
        .forget();
    });
    let _ = window.add_event_listener_with_callback("scroll", closure.as_ref().unchecked_ref());
    closure.forget();
}

/// The value of a parameter of the address's query, as it was meant; `None` if it is not there.
pub fn query(name: &str) -> Option<String> {
    let query = super::window()?.location().search().ok()?;
    let pairs = crate::request::encode::parse_form(query.trim_start_matches('?'));
    pairs.into_iter().find(|(key, _)| key == name).map(|(_, value)| value)
}

/// The whole form of an address that is relative to the page, and its origin.
pub fn absolute(url: &str) -> Option<(String, String)> {
    let base = super::document()?.base_uri().ok()??;
    let url = web_sys::Url::new_with_base(url, &base).ok()?;
    matches!(url.protocol().as_str(), "http:" | "https:").then(|| (url.href(), url.origin()))
}

/// Calls back with the key of every key press that has not been dealt with, and whether Ctrl or Cmd
/// was held, for as long as the page lives; true if it was taken.
pub fn on_key(callback: impl Fn(&str, bool) -> bool + 'static) {
    let Some(window) = super::window() else { return };
    let closure =
        Closure::<dyn FnMut(web_sys::KeyboardEvent)>::new(move |event: web_sys::KeyboardEvent| {
            let target = event.target().and_then(|it| it.dyn_into::<web_sys::Element>().ok());
            let typing = target.is_some_and(|it| {
                matches!(it.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
            });
            let held = event.ctrl_key() || event.meta_key();
            if (held || !typing) && !event.default_prevented() && callback(&event.key(), held) {
                event.prevent_default();
            }
        });
    let _ = window.add_event_listener_with_callback("keydown", closure.as_ref().unchecked_ref());
    closure.forget();
}
