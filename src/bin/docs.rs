//! The documents as a program of its own, for a worker: see `obzor::docs`.

#[cfg(target_arch = "wasm32")]
mod worker {
    use wasm_bindgen::prelude::wasm_bindgen;

    /// Answers a question of the page.
    #[expect(unreachable_pub, reason = "the page calls it")]
    #[wasm_bindgen]
    pub fn answer(call: &str, input: &str) -> String {
        obzor::docs::answer(call, input)
    }
}

fn main() {}
