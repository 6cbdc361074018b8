//! One document: its text, and where things stand in it.

use serde_json::Value;

/// Which specification a description follows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// Swagger 2.0
    Swagger2,
    /// OpenAPI 3.0
    V30,
    /// OpenAPI 3.1
    #[default]
    V31,
    /// OpenAPI 3.2
    V32,
}

/// A document of a description.
#[derive(Debug, Default)]
pub struct Document {
    /// Its absolute address, or a name for a file that the reader opened.
    pub url: String,
    root: Value,
}

impl Document {
    /// A whole text.
    pub fn new(url: &str, text: &str) -> Self {
        Self { url: url.to_owned(), root: crate::json::parse(text).unwrap_or_default() }
    }

    /// Which specification it follows.
    pub fn version(&self) -> Version {
        let word = |key: &str| self.root.get(key).and_then(Value::as_str).unwrap_or_default();
        match word("openapi") {
            text if text.starts_with("3.0") => Version::V30,
            text if text.starts_with("3.1") => Version::V31,
            text if text.starts_with('3') => Version::V32,
            _ if word("swagger").starts_with('2') => Version::Swagger2,
            _ => Version::V31,
        }
    }

    /// The value at a pointer, parsed.
    pub fn get(&self, pointer: &str) -> Option<Value> {
        self.root.pointer(pointer).cloned()
    }
}
