//! Two versions of an API in a program of their own (`src/bin/changes.rs`), in a thread of its own: a
//! comparison holds both texts, and the page answers meanwhile.
//!
//! ```text
//! both files ──► Versions::add          page ── answer (JSON) ──► wanted files, or what is drawn
//! ```

use super::{changes, draw};
use crate::html;
use crate::i18n::Language;
use crate::json;
use crate::openapi::{Document, Library};
use serde_json::{Value, json};

/// Two versions of an API: the old one is of side 0, the new one of side 1.
#[derive(Debug, Default)]
pub struct Versions {
    sides: [Library; 2],
}

impl Versions {
    /// Takes a whole file of a side: the description first, then what references in it lead to.
    pub fn add(&mut self, side: usize, url: &str, text: &str) {
        if let Some(library) = self.sides.get_mut(side) {
            library.documents.push(Document::new(url, text));
        }
    }

    /// Notes a file that could not be read.
    pub fn lost(&mut self, side: usize, url: &str) {
        if let Some(library) = self.sides.get_mut(side) {
            library.unreadable.push(url.to_owned());
        }
    }

    /// What changed: `{"html": …}`, or `{"wanted": [[side, address],
    /// …]}`, or `{"undescribed": side}` for a file that is no description.
    pub fn answer(&self, input: &str) -> String {
        let input = json::parse(input).unwrap_or_default();
        let described =
            |library: &Library| library.documents.first().is_some_and(Document::is_description);
        if let Some(side) = self.sides.iter().position(|side| !described(side)) {
            return json!({ "undescribed": side }).to_string();
        }
        let [old, new] = &self.sides;
        let report = changes(old, new);
        let wanted: Vec<Value> = (0_u8..)
            .zip(&report.wanted)
            .flat_map(|(side, urls)| urls.iter().map(move |url| json!([side, url])))
            .collect();
        if !wanted.is_empty() {
            return json!({ "wanted": wanted }).to_string();
        }
        let text = |name: &str| input.get(name).and_then(Value::as_str).unwrap_or_default();
        let language = Language::from_code(text("language")).unwrap_or(Language::En);
        let drawn = draw(&report, language, [text("old"), text("new")]);
        json!({ "html": html::to_value(&drawn) }).to_string()
    }
}
