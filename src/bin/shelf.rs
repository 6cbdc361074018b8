//! The search and the comparison of pages as a program of its own, for a worker: see `obzor::docs`.

#[cfg(target_arch = "wasm32")]
mod worker {
    use obzor::docs::Shelf;
    use std::cell::RefCell;
    use wasm_bindgen::prelude::wasm_bindgen;

    thread_local! {
        static SHELF: RefCell<Shelf> = RefCell::new(Shelf::default());
    }

    /// Answers a question of the page.
    #[expect(unreachable_pub, reason = "the page calls it")]
    #[wasm_bindgen]
    pub fn answer(call: &str, input: &str) -> String {
        SHELF.with_borrow_mut(|shelf| shelf.answer(call, input))
    }
}

fn main() {}
