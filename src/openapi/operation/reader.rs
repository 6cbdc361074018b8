//! Reading of fields that may be broken: the value or nothing, and a problem noted.

use super::{Content, Example, Link, Part};
use crate::json::kind;
use crate::openapi::scan::is_method;
use crate::openapi::{Node, Place, Problem, Reading, Version, Wrong};
use serde_json::Value;
use std::cell::{Cell, RefCell};

/// A reading, and the problems that were met in it.
pub(super) struct Reader<'r, 'a> {
    pub(super) reading: &'r Reading<'a>,
    part: Cell<Part>,
    problems: RefCell<Vec<(Part, Problem)>>,
}

/// An operation as it was found.
pub(super) struct Found<'a> {
    pub(super) node: Node<'a>,
    /// The path item that it stands in.
    pub(super) item: Option<Node<'a>>,
    pub(super) method: String,
    pub(super) path: String,
}

impl<'r, 'a> Reader<'r, 'a> {
    pub(super) fn new(reading: &'r Reading<'a>) -> Self {
        Self { reading, part: Cell::default(), problems: RefCell::default() }
    }

    pub(super) fn problems(self) -> Vec<(Part, Problem)> {
        self.problems.into_inner()
    }

    /// Reads something as a part of the operation.
    pub(super) fn within<T>(&self, part: Part, read: impl FnOnce() -> T) -> T {
        let before = self.part.replace(part);
        let value = read();
        self.part.set(before);
        value
    }

    pub(super) fn note(&self, problem: Problem) {
        let noted = (self.part.get(), problem);
        let mut problems = self.problems.borrow_mut();
        if !problems.contains(&noted) {
            problems.push(noted);
        }
    }

    pub(super) fn wrong(&self, place: &Place, wrong: Wrong) {
        self.note(Problem { place: place.clone(), wrong });
    }

    /// A string; empty if there is none.
    pub(super) fn text(&self, node: &Node<'a>, key: &str) -> &'a str {
        match node.value.get(key) {
            None | Some(Value::Null) => "",
            Some(Value::String(text)) => text,
            Some(other) => {
                self.wrong(&node.place.child(key), Wrong::Type(kind(other), "string"));
                ""
            }
        }
    }

    /// The items of a list.
    pub(super) fn list(&self, node: &Node<'a>, key: &str) -> Vec<Node<'a>> {
        let Some(list) = node.get(key).filter(|list| !list.value.is_null()) else {
            return Vec::new();
        };
        if !list.value.is_array() {
            self.wrong(&list.place, Wrong::Type(kind(list.value), "array"));
        }
        list.items().collect()
    }

    /// The strings of a list.
    pub(super) fn strings(&self, node: &Node<'a>, key: &str) -> Vec<&'a str> {
        let text = |item: Node<'a>| {
            let text = item.value.as_str();
            if text.is_none() {
                self.wrong(&item.place, Wrong::Type(kind(item.value), "string"));
            }
            text
        };
        self.list(node, key).into_iter().filter_map(text).collect()
    }

    /// The members of a map, without extensions.
    pub(super) fn named(&self, node: &Node<'a>, key: &str) -> Vec<(&'a str, Node<'a>)> {
        let mut members = self.map(node, key);
        members.retain(|(name, _)| !name.starts_with("x-"));
        members
    }

    /// The members of a map of which the names are the author's own, `x-` too: what is no object is
    /// an extension.
    pub(super) fn objects(&self, node: &Node<'a>, key: &str) -> Vec<(&'a str, Node<'a>)> {
        let mut members = self.map(node, key);
        members.retain(|(name, node)| !name.starts_with("x-") || node.value.is_object());
        members
    }

    /// The members of a map.
    pub(super) fn map(&self, node: &Node<'a>, key: &str) -> Vec<(&'a str, Node<'a>)> {
        let Some(map) = node.get(key).filter(|map| !map.value.is_null()) else {
            return Vec::new();
        };
        self.object(&map);
        map.members().collect()
    }

    /// True for an object; anything else is noted.
    pub(super) fn object(&self, node: &Node<'a>) -> bool {
        if !node.value.is_object() {
            self.wrong(&node.place, Wrong::Type(kind(node.value), "object"));
        }
        node.value.is_object()
    }

    /// The object that a node stands for.
    pub(super) fn follow(&self, node: &Node<'a>) -> Option<Node<'a>> {
        match self.reading.follow(node) {
            Ok(found) => self.object(&found).then_some(found),
            Err(problem) => {
                self.note(problem);
                None
            }
        }
    }

    /// The description beside a reference (3.1), else that of what it leads to.
    pub(super) fn beside(&self, node: &Node<'a>, found: &Node<'a>, key: &str) -> &'a str {
        let is_3_1 = self.reading.version() >= Version::V31;
        match node.string(key) {
            words if is_3_1 && !words.is_empty() => words,
            _ => self.text(found, key),
        }
    }

    /// `externalDocs`.
    pub(super) fn link(&self, node: &Node<'a>) -> Option<Link<'a>> {
        let docs = node.get("externalDocs").filter(|docs| self.object(docs))?;
        let url = self.text(&docs, "url");
        if url.is_empty() {
            self.wrong(&docs.place, Wrong::Absent("url"));
        }
        Some(Link { url, description: self.text(&docs, "description") })
    }

    /// The schema of a member; something that is neither an object nor a boolean is noted.
    pub(super) fn schema(&self, node: &Node<'a>, key: &str) -> Option<Node<'a>> {
        let schema = node.get(key)?;
        (schema.value.is_boolean() || self.object(&schema)).then_some(schema)
    }

    /// `examples` and `example`.
    pub(super) fn examples(&self, node: &Node<'a>) -> Vec<Example<'a>> {
        let mut found: Vec<Example<'a>> = Vec::new();
        if let Some(Value::Array(values)) = node.value.get("examples") {
            // Parameters of 3.1 are at times given a schema's list.
            found.extend(values.iter().map(Example::of));
        } else {
            let named = self.named(node, "examples").into_iter();
            found.extend(named.filter_map(|(name, example)| self.example(name, &example)));
        }
        if found.is_empty() {
            found.extend(node.value.get("example").map(Example::of));
        }
        found
    }

    fn example(&self, name: &'a str, node: &Node<'a>) -> Option<Example<'a>> {
        let found = self.follow(node)?;
        let text = |key: &str| found.value.get(key).and_then(Value::as_str);
        let value = || found.value.get("dataValue").or_else(|| found.value.get("value"));
        let content = if let Some(value) = value() {
            Content::Value(value)
        } else if let Some(text) = text("serializedValue") {
            Content::Text(text)
        } else if let Some(url) = text("externalValue") {
            Content::External(url)
        } else {
            self.wrong(&found.place, Wrong::Absent("value"));
            return None;
        };
        Some(Example {
            name,
            summary: self.beside(node, &found, "summary"),
            description: self.beside(node, &found, "description"),
            content,
        })
    }

    /// The operation of a place, its path item followed.
    pub(super) fn operation(&self, place: &Place) -> Found<'a> {
        let (parent, method) = split(place);
        let is_known = is_method(&method);
        let under = Place { document: place.document, pointer: parent.to_owned() };
        let is_additional = !is_known && under.name() == "additionalOperations";
        let item_place = if is_additional {
            Place { document: place.document, pointer: split(&under).0.to_owned() }
        } else {
            under
        };
        let method = if is_additional { method } else { method.to_ascii_uppercase() };
        let item = self.reading.get(&item_place);
        let resolved = item.as_ref().and_then(|item| self.follow(item));
        let within = |item: &Node<'a>| {
            let holder =
                if is_additional { item.get("additionalOperations")? } else { item.clone() };
            holder.get(&place.name())
        };
        let own = item.as_ref().and_then(within);
        let node = own.or_else(|| resolved.as_ref().and_then(within));
        let node = if let Some(node) = node {
            self.follow(&node).unwrap_or(node)
        } else {
            self.wrong(place, Wrong::Missing(format!("#{}", place.pointer)));
            Node { place: place.clone(), value: &Value::Null }
        };
        // Fields beside the reference are the item's too; where both have one, its own wins.
        let item = match (item, resolved) {
            (Some(own), Some(other))
                if own.get("parameters").is_some() && own.place != other.place =>
            {
                Some(own)
            }
            (own, other) => other.or(own),
        };
        Found { node, item, method, path: item_place.name() }
    }
}

impl<'a> Example<'a> {
    /// A value without a name.
    pub(super) fn of(value: &'a Value) -> Self {
        Self { name: "", summary: "", description: "", content: Content::Value(value) }
    }
}

/// The pointer of the parent, and the last step.
fn split(place: &Place) -> (&str, String) {
    let (parent, _) = place.pointer.rsplit_once('/').unwrap_or(("", ""));
    (parent, place.name())
}
