//! What the reader sees if the program stops: a line that says so, in place of a dead page.

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    /// Of boot.js, which shows the banner also if the program could not say that it stopped.
    #[wasm_bindgen(js_namespace = obzor, js_name = stopped)]
    fn stopped(place: &str);
}

/// Shows the banner of index.html on a panic. The message is not told: it may hold what was typed.
pub fn install() {
    std::panic::set_hook(Box::new(|info| {
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        web_sys::console::error_1(&format!("Obzor stopped at {place}").into());
        stopped(&format!("{} {place}", env!("CARGO_PKG_VERSION")));
    }));
}
