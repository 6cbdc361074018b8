//! Pages in Markdown, and two versions of a page compared: what the page asks a program of its own
//! (`src/bin/docs.rs`), in a thread of its own, so that neither is a part of the first download.
//!
//! ```text
//! page ── answer("page", {text, path, pages, language}) ──► {title, html, headings, updated} ──► page
//! ```

mod links;
mod markdown;
mod page;

use crate::i18n::Language;
use crate::json;
use serde_json::Value;

pub use links::relink;
pub use markdown::to_markdown;
pub use page::{Drawn, draw};

/// Answers a question. What cannot be read is answered by `null`.
pub fn answer(call: &str, input: &str) -> String {
    let input = json::parse(input).unwrap_or_default();
    let answer = match call {
        "page" => page::answer(&input),
        _ => Value::Null,
    };
    answer.to_string()
}

/// The text of a member.
fn text<'a>(input: &'a Value, name: &str) -> &'a str {
    input.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn language(input: &Value) -> Language {
    Language::from_code(text(input, "language")).unwrap_or(Language::En)
}
