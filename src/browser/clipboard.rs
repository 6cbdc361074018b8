//! Copying text.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

/// Puts a text on the clipboard; false if the browser refused.
pub async fn copy(text: &str) -> bool {
    let Some(window) = super::window() else {
        return false;
    };
    // `navigator.clipboard` is missing where the page is not served securely.
    if window.is_secure_context() {
        let promise = window.navigator().clipboard().write_text(text);
        if JsFuture::from(promise).await.is_ok() {
            return true;
        }
    }
    copy_by_selection(text).unwrap_or(false)
}

/// The way that works without a secure context: select in a hidden field, then copy.
fn copy_by_selection(text: &str) -> Option<bool> {
    let document = super::document()?;
    let active = document.active_element();
    let field = document.create_element("textarea").ok()?;
    let field: web_sys::HtmlTextAreaElement = field.dyn_into().ok()?;
    field.set_value(text);
    field.set_class_name("visually-hidden");
    document.body()?.append_child(&field).ok()?;
    field.select();
    let html: web_sys::HtmlDocument = document.dyn_into().ok()?;
    let copied = html.exec_command("copy").unwrap_or(false);
    field.remove();
    if let Some(active) = active.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok())
    {
        let _ = active.focus();
    }
    Some(copied)
}
