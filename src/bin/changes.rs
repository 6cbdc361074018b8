//! The comparison of API descriptions as a program of its own, for a worker: see
//! `obzor::openapi::changes`.

#[cfg(target_arch = "wasm32")]
mod worker {
    use obzor::openapi::changes::Versions;
    use std::cell::RefCell;
    use wasm_bindgen::prelude::wasm_bindgen;

    thread_local! {
        static VERSIONS: RefCell<Versions> = RefCell::new(Versions::default());
    }

    /// Begins with two other versions.
    #[expect(unreachable_pub, reason = "the thread calls it")]
    #[wasm_bindgen]
    pub fn begin() {
        VERSIONS.take();
    }

    /// Takes a whole file of a version: 0 is the old one, 1 the new one.
    #[expect(unreachable_pub, reason = "the thread calls it")]
    #[wasm_bindgen]
    pub fn add(side: usize, url: &str, text: &str) {
        VERSIONS.with_borrow_mut(|versions| versions.add(side, url, text));
    }

    /// Notes a file that could not be read.
    #[expect(unreachable_pub, reason = "the thread calls it")]
    #[wasm_bindgen]
    pub fn lost(side: usize, url: &str) {
        VERSIONS.with_borrow_mut(|versions| versions.lost(side, url));
    }

    /// What changed.
    #[expect(unreachable_pub, reason = "the thread calls it")]
    #[wasm_bindgen]
    pub fn changes(input: &str) -> String {
        VERSIONS.with_borrow(|versions| versions.answer(input))
    }
}

fn main() {}
