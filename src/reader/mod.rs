//! What the page asks about an API description. A program of its own (`src/bin/reader.rs`), in a
//! thread of its own: it holds the text, and what crosses is small and ready to be drawn.
//!
//! ```text
//! bytes ──► Reader::feed          page ── ask (call, JSON) ──► Reader::answer ──► JSON ──► page
//! ```
//!
//! An answer may be `{"wanted": [address, …]}`: files that a `$ref` leads to. The thread reads them,
//! gives them to [`Reader::add`], and asks again.

mod answers;
mod check;
mod find;

use crate::engine;
use crate::json;
use crate::openapi::mock::Mock;
use crate::openapi::outline::Outline;
use crate::openapi::{Document, Library};
use crate::request::WireResponse;
use crate::search::Index;
use serde_json::Value;

/// A description and what was made of it.
#[derive(Debug, Default)]
pub struct Reader {
    library: Library,
    outline: Outline,
    index: Index,
    mock: Mock,
}

impl Reader {
    /// Begins a description: its address, and how many bytes will come, or 0 if that is not known.
    pub fn begin(&mut self, url: &str, bytes: usize) {
        *self = Self::default();
        let mut document = Document::empty(url);
        document.expect(bytes);
        self.library.documents.push(document);
    }

    /// Takes what has arrived; it can be asked about at once.
    pub fn feed(&mut self, bytes: &[u8]) {
        if let Some(document) = self.library.documents.first_mut() {
            document.feed(bytes);
        }
        self.outline.update(&self.library);
    }

    /// Takes a whole file that a `$ref` leads to.
    pub fn add(&mut self, url: &str, text: &str) {
        self.library.documents.push(Document::new(url, text));
    }

    /// Notes a file that could not be read.
    pub fn lost(&mut self, url: &str) {
        self.library.unreadable.push(url.to_owned());
    }

    /// What a server made from the description answers.
    fn mock(&mut self, input: &Value) -> Value {
        if !self.library.documents.first().is_some_and(Document::is_whole) {
            // It would answer that paths which are still to come do not exist.
            let body = br#"{"message":"The description is still arriving"}"#.to_vec();
            let reason = "Service Unavailable".to_owned();
            return engine::wire_response(&WireResponse {
                status: 503,
                reason,
                headers: vec![("Content-Type".to_owned(), "application/json".to_owned())],
                body,
                ..WireResponse::default()
            });
        }
        let (request, context) = engine::call(input);
        engine::wire_response(&self.mock.handle(&self.library, &request, &context))
    }

    /// Prepares the search a little further; true if there is more to do.
    pub fn work(&mut self) -> bool {
        find::work(self)
    }

    /// Answers a question. What cannot be read is answered by `null`.
    pub fn answer(&mut self, call: &str, input: &str) -> String {
        let input = json::parse(input).unwrap_or_default();
        let answer = match call {
            "contents" => answers::contents(self),
            "rows" => answers::rows(self, &input),
            "page" => answers::page(self, &input),
            "find" => {
                find::find(self, answers::text(&input, "query"), answers::number(&input, "limit"))
            }
            "mock" => self.mock(&input),
            "check" => check::check(self, &input),
            "opened" => answers::opened(self, &input),
            _ => Value::Null,
        };
        answer.to_string()
    }
}
