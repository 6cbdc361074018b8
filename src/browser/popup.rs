//! A window of another site, and what comes back from it to `callback.html`.

use js_sys::Promise;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{BroadcastChannel, MessageEvent};

/// The address of a file beside the site.
pub fn address_of(file: &str) -> Option<String> {
    let base = super::document()?.base_uri().ok()??;
    Some(web_sys::Url::new_with_base(file, &base).ok()?.href())
}

/// Opens a window. Nothing of this page is within its reach: no opener, no copy of the tab's storage.
pub fn open(url: &str) {
    if let Some(window) = super::window() {
        let features = "noopener,noreferrer,width=560,height=720";
        let _ = window.open_with_url_and_target_and_features(url, "_blank", features);
    }
}

/// Waits for what `callback.html` says under a name that nobody else can know.
pub struct Listener {
    channel: BroadcastChannel,
    answer: Promise,
}

impl Listener {
    /// Begins to listen. A channel works where a window's opener is cut off (`Cross-Origin-Opener-Policy`).
    pub fn new(name: &str) -> Option<Self> {
        let channel = BroadcastChannel::new(name).ok()?;
        let answer = Promise::new(&mut |resolve, _| {
            let hear = Closure::once_into_js(move |event: MessageEvent| {
                let _ = resolve.call1(&JsValue::NULL, &event.data());
            });
            channel.set_onmessage(hear.dyn_ref());
        });
        Some(Self { channel, answer })
    }

    /// The query or the fragment that the window came back with.
    pub async fn heard(&self) -> Option<String> {
        let text = JsFuture::from(self.answer.clone()).await.ok()?.as_string();
        // So that the window knows that it may close.
        let _ = self.channel.post_message(&JsValue::from_str("heard"));
        text
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.channel.close();
    }
}
