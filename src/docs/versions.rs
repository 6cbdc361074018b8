//! Two versions of a page, compared.

use super::{draw, language, links, text};
use crate::compare;
use crate::html::{self, Html};
use crate::i18n::Language;
use crate::page::Page;
use crate::site::PageFile;
use serde_json::{Value, json};

/// Answers `{old: {text, path}, new: {text, path}, language}` by the drawn comparison, or by which of the two
/// cannot be read.
pub(super) fn answer(input: &Value) -> Value {
    let language = language(input);
    let side = |name: &str| {
        let side = input.get(name).unwrap_or(&Value::Null);
        let found = page(text(side, "path"), text(side, "text"), language).map(|(_, mut html)| {
            // The same page may be meant by other words, from another folder.
            let pages = input.get("pages").unwrap_or(&Value::Null);
            links::relink(&mut html, text(side, "path"), pages);
            html
        });
        found.ok_or_else(|| json!({ "unreadable": text(side, "path") }))
    };
    match (side("old"), side("new")) {
        (Ok(old), Ok(new)) => {
            let drawn = compare::draw(&compare::compare(&old, &new), language);
            json!({ "html": html::to_value(&drawn) })
        }
        (Err(answer), _) | (_, Err(answer)) => answer,
    }
}

/// The title of a page's file and what it shows; `None` if it is no page.
pub(super) fn page(path: &str, text: &str, language: Language) -> Option<(String, Vec<Html>)> {
    if PageFile::is_markdown(path) {
        let drawn = draw(text, language);
        return Some((drawn.title, drawn.html));
    }
    let page = Page::read(text).ok()?;
    let html = page.draw(language);
    Some((page.title, html))
}
