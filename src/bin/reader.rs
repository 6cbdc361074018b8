//! The reader of API descriptions as a program of its own, for a worker: see `obzor::reader`.

#[cfg(target_arch = "wasm32")]
mod worker {
    use obzor::reader::Reader;
    use std::cell::RefCell;
    use wasm_bindgen::prelude::wasm_bindgen;

    #[wasm_bindgen]
    extern "C" {
        #[wasm_bindgen(js_name = restNow)]
        fn rest_now();
    }

    /// What a function of the rest of the program does first while the rest is not there: tools/split.mjs
    /// calls it by this name.
    #[expect(unreachable_pub, reason = "the program itself calls it")]
    #[wasm_bindgen]
    pub fn rest_is_needed() {
        rest_now();
    }

    thread_local! {
        static READER: RefCell<Reader> = RefCell::new(Reader::default());
    }

    /// Begins a description; `bytes` is how many will come, 0 if that is not known.
    #[expect(unreachable_pub, reason = "the page calls it")]
    #[wasm_bindgen]
    pub fn begin(url: &str, bytes: usize) {
        READER.with_borrow_mut(|reader| reader.begin(url, bytes));
    }

    /// Takes what has arrived.
    #[expect(unreachable_pub, reason = "the page calls it")]
    #[wasm_bindgen]
    pub fn feed(bytes: &[u8]) {
        READER.with_borrow_mut(|reader| reader.feed(bytes));
    }

    /// Takes a whole file that a `$ref` leads to.
    #[expect(unreachable_pub, reason = "the page calls it")]
    #[wasm_bindgen]
    pub fn add(url: &str, text: &str) {
        READER.with_borrow_mut(|reader| reader.add(url, text));
    }

    /// Notes a file that could not be read.
    #[expect(unreachable_pub, reason = "the page calls it")]
    #[wasm_bindgen]
    pub fn lost(url: &str) {
        READER.with_borrow_mut(|reader| reader.lost(url));
    }

    /// Prepares the search a little further; true if there is more to do.
    #[expect(unreachable_pub, reason = "the page calls it")]
    #[wasm_bindgen]
    pub fn work() -> bool {
        READER.with_borrow_mut(Reader::work)
    }

    /// Answers a question of the page.
    #[expect(unreachable_pub, reason = "the page calls it")]
    #[wasm_bindgen]
    pub fn answer(call: &str, input: &str) -> String {
        READER.with_borrow_mut(|reader| reader.answer(call, input))
    }
}

fn main() {}
