//! A value of a description, and where it stands.

use serde_json::{Map, Value};

/// Where a value stands: a document of the library, and a JSON pointer (RFC 6901) in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// The number of the document in the library; 0 is the description itself.
    pub document: usize,
    /// The pointer; empty for the whole document.
    pub pointer: String,
}

/// A value of a description, and where it stands. Cheap to copy.
#[derive(Clone, Debug)]
pub struct Node<'a> {
    /// Where it stands.
    pub place: Place,
    /// The value, as it is written there: a `$ref` is not followed.
    pub value: &'a Value,
}

impl Place {
    /// A place in the description itself.
    pub fn at(pointer: impl Into<String>) -> Self {
        Self { document: 0, pointer: pointer.into() }
    }

    /// The place of a member or an item.
    #[must_use]
    pub fn child(&self, key: &str) -> Self {
        Self { document: self.document, pointer: format!("{}/{}", self.pointer, escape(key)) }
    }

    /// The last step of the pointer: the name of what stands there.
    pub fn name(&self) -> String {
        unescape(self.pointer.rsplit('/').next().unwrap_or_default())
    }
}

impl<'a> Node<'a> {
    /// The member of a name.
    pub fn get(&self, key: &str) -> Option<Self> {
        let value = self.value.get(key)?;
        Some(Self { place: self.place.child(key), value })
    }

    /// The members of an object, in order; none for anything else.
    pub fn members(&self) -> impl Iterator<Item = (&'a str, Self)> {
        let place = self.place.clone();
        self.object()
            .into_iter()
            .flatten()
            .map(move |(key, value)| (key.as_str(), Self { place: place.child(key), value }))
    }

    /// The items of an array, in order; none for anything else.
    pub fn items(&self) -> impl Iterator<Item = Self> {
        let place = self.place.clone();
        let items = self.value.as_array().into_iter().flatten().enumerate();
        items.map(move |(index, value)| Self { place: place.child(&index.to_string()), value })
    }

    /// The value, if it is an object.
    pub fn object(&self) -> Option<&'a Map<String, Value>> {
        self.value.as_object()
    }

    /// The string of a member; empty if there is none.
    pub fn string(&self, key: &str) -> &'a str {
        self.value.get(key).and_then(Value::as_str).unwrap_or_default()
    }

    /// True if a member is `true`.
    pub fn is(&self, key: &str) -> bool {
        self.value.get(key) == Some(&Value::Bool(true))
    }
}

/// A key as a step of a pointer (RFC 6901 §3).
pub fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// A step of a pointer as the key (RFC 6901 §4).
pub fn unescape(step: &str) -> String {
    step.replace("~1", "/").replace("~0", "~")
}
