//! The engine as a program of its own, for a worker: see `obzor::engine`.

#[cfg(target_arch = "wasm32")]
mod worker {
    use obzor::engine::Engine;
    use std::cell::RefCell;
    use wasm_bindgen::prelude::wasm_bindgen;

    thread_local! {
        static ENGINE: RefCell<Engine> = RefCell::new(Engine::default());
    }

    /// Answers a question of the page.
    #[expect(unreachable_pub, reason = "the page calls it")]
    #[wasm_bindgen]
    pub fn answer(call: &str, input: &str) -> String {
        ENGINE.with_borrow_mut(|engine| engine.answer(call, input))
    }
}

fn main() {}
