//! The quick way out: operations whose path item is the same in both versions, where nothing that
//! they share with others differs.

use super::super::{Document, Library};
use super::pairing::Entry;
use serde_json::Value;
use std::collections::HashMap;

/// What operations share: of OpenAPI 3, then of Swagger 2.0.
const SHARED: &[&str] = &[
    "components",
    "security",
    "servers",
    "definitions",
    "parameters",
    "responses",
    "securityDefinitions",
    "host",
    "basePath",
    "schemes",
    "consumes",
    "produces",
];

/// What is the same in both versions.
pub(super) struct Same<'l> {
    /// The texts, if all that is shared is the same.
    texts: Option<(&'l Document, &'l Document)>,
    /// Whether path items are the same, by their pointer.
    items: HashMap<String, bool>,
}

impl<'l> Same<'l> {
    pub(super) fn new(old: &'l Library, new: &'l Library) -> Self {
        let texts = old.documents.first().zip(new.documents.first());
        let is_shared = |(old, new): &(&Document, &Document)| {
            old.version() == new.version()
                && SHARED.iter().all(|key| is_same(old, new, &format!("/{key}")))
        };
        Self { texts: texts.filter(is_shared), items: HashMap::new() }
    }

    /// True if an operation and all that it refers to are the same.
    pub(super) fn skips(&mut self, old: Option<&Entry>, new: Option<&Entry>) -> bool {
        let (Some((old_text, new_text)), Some((old, new))) = (self.texts, old.zip(new)) else {
            return false;
        };
        if old.pointer != new.pointer {
            return false;
        }
        let steps: Vec<&str> = new.pointer.split('/').take(3).collect();
        let item = steps.join("/");
        let known = self.items.get(&item).copied();
        known.unwrap_or_else(|| {
            let same = is_same(old_text, new_text, &item);
            self.items.insert(item, same);
            same
        })
    }
}

/// True if both texts have the same there, and nothing in it refers to what is not compared with it.
fn is_same(old: &Document, new: &Document, pointer: &str) -> bool {
    match (old.get(pointer), new.get(pointer)) {
        (None, None) => true,
        (Some(old), Some(new)) => old == new && stays(&new),
        _ => false,
    }
}

/// True if no reference leads to another file or into another path item.
fn stays(value: &Value) -> bool {
    let is_shared = |reference: &str| {
        let first = reference.strip_prefix("#/").and_then(|rest| rest.split('/').next());
        first.is_some_and(|first| SHARED.contains(&first))
    };
    match value {
        Value::Object(members) => members.iter().all(|(key, value)| match value.as_str() {
            Some(reference) if key == "$ref" => is_shared(reference),
            _ => stays(value),
        }),
        Value::Array(items) => items.iter().all(stays),
        _ => true,
    }
}
