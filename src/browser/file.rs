//! Files: those that the reader chooses, and those that the page gives.

use crate::request::FileData;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::DragEvent;

/// Offers bytes as a file to save.
pub fn download(bytes: &[u8], name: &str, media_type: &str) {
    if let Some(blob) = blob(bytes, media_type) {
        save(&blob, name);
    }
}

fn blob(bytes: &[u8], media_type: &str) -> Option<web_sys::Blob> {
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(media_type);
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
    web_sys::Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()
}

/// An address under which the page alone can show bytes, until it is dropped.
pub struct Shown(String);

impl Shown {
    /// The bytes as what their media type says.
    pub fn new(bytes: &[u8], media_type: &str) -> Option<Self> {
        web_sys::Url::create_object_url_with_blob(&blob(bytes, media_type)?).ok().map(Self)
    }

    /// The address.
    pub fn url(&self) -> String {
        self.0.clone()
    }
}

impl Drop for Shown {
    fn drop(&mut self) {
        let _ = web_sys::Url::revoke_object_url(&self.0);
    }
}

/// Offers a file to save; false if the browser does not take it.
pub fn save(blob: &web_sys::Blob, name: &str) -> bool {
    try_save(blob, name).is_ok()
}

fn try_save(blob: &web_sys::Blob, name: &str) -> Result<(), JsValue> {
    let document = super::document().ok_or(JsValue::NULL)?;
    let url = web_sys::Url::create_object_url_with_blob(blob)?;
    let link: web_sys::HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The browser has taken what it needs by then.
    gloo_timers::callback::Timeout::new(10_000, move || {
        let _ = web_sys::Url::revoke_object_url(&url);
    })
    .forget();
    Ok(())
}

/// Reads the file that was chosen in the field of an event; `None` if the choice was taken back.
pub async fn chosen(event: &web_sys::Event) -> Option<FileData> {
    let field: web_sys::HtmlInputElement = event.target()?.dyn_into().ok()?;
    let file = field.files()?.get(0)?;
    let buffer = JsFuture::from(file.array_buffer()).await.ok()?;
    Some(FileData {
        name: file.name(),
        media_type: file.type_(),
        bytes: js_sys::Uint8Array::new(&buffer).to_vec().into(),
    })
}

/// A file that is read where it lies: by the thread that needs it.
pub use web_sys::File;

/// The file that was chosen in the field of an event.
pub fn picked(event: &web_sys::Event) -> Option<File> {
    let field: web_sys::HtmlInputElement = event.target()?.dyn_into().ok()?;
    let file = field.files()?.get(0)?;
    // The same file can be chosen again.
    field.set_value("");
    Some(file)
}

/// Calls back with a file that is dropped anywhere on the page, for as long as the page lives.
pub fn on_drop(callback: impl Fn(File) + 'static) {
    let Some(window) = super::window() else { return };
    // Without this the browser would leave the page and open the file itself.
    let over = Closure::<dyn FnMut(DragEvent)>::new(|event: DragEvent| event.prevent_default());
    let drop = Closure::<dyn FnMut(DragEvent)>::new(move |event: DragEvent| {
        event.prevent_default();
        let files = event.data_transfer().and_then(|data| data.files());
        if let Some(file) = files.and_then(|files| files.get(0)) {
            callback(file);
        }
    });
    let _ = window.add_event_listener_with_callback("dragover", over.as_ref().unchecked_ref());
    let _ = window.add_event_listener_with_callback("drop", drop.as_ref().unchecked_ref());
    over.forget();
    drop.forget();
}
