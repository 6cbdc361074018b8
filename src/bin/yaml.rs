//! YAML as JSON, as a program of its own that is fetched when a description in YAML is read.

#[cfg(target_arch = "wasm32")]
mod worker {
    use wasm_bindgen::prelude::wasm_bindgen;

    /// A YAML text as JSON text; the error is JSON too: its line, its column and the reason.
    #[expect(unreachable_pub, reason = "the page calls it")]
    #[wasm_bindgen]
    pub fn to_json(text: &str) -> Result<String, String> {
        obzor::yaml::to_json(text).map_err(|error| error.to_json())
    }
}

fn main() {}
