//! Pages in Markdown, two versions of a page compared, the search over pages: what the page asks two
//! programs in threads of their own, so that none is a part of the first download. The first draws, the
//! second, which is larger, is loaded when a reader searches or compares.
//!
//! ```text
//! obzor-docs   ◄── ("page", {text, path, pages, language}) ──► {title, html, headings, updated}
//! obzor-shelf  ◄── ("compare", {old: {text, path}, new: {text, path}, language}) ──► {html}
//!              ◄── ("learn", {id, title, path, text, language}), then ("find", {query, limit})
//!                  ──► [{page, at, title, below}]
//! ```

mod find;
mod links;
mod markdown;
mod page;
mod versions;

use crate::i18n::Language;
use crate::json;
use serde_json::Value;

pub use find::Shelf;
pub use links::relink;
pub use markdown::to_markdown;
pub use page::{Drawn, draw};

/// Answers a question about one page. What cannot be read is answered by `null`.
pub fn answer(call: &str, input: &str) -> String {
    let input = json::parse(input).unwrap_or_default();
    let answer = if call == "page" { page::answer(&input) } else { Value::Null };
    answer.to_string()
}

/// The text of a member.
fn text<'a>(input: &'a Value, name: &str) -> &'a str {
    input.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn language(input: &Value) -> Language {
    Language::from_code(text(input, "language")).unwrap_or(Language::En)
}
