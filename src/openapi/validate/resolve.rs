//! Where `$ref` and `$dynamicRef` lead, with `$id` and `$anchor`.
//!
//! Most descriptions have pointers only, and nothing is searched for those. The table of what has an
//! `$id` or an anchor is made when a reference is met that is none, or a schema that has an `$id`.

use super::super::{Node, Place, Reading};
use crate::request::encode;
use serde_json::Value;
use std::cell::{Cell, OnceCell};

/// How many values are searched for names.
const MAX_VALUES: usize = 2_000_000;
/// How many references are followed one after the other.
const MAX_CHAIN: usize = 32;

/// A schema that has an address of its own.
struct Resource {
    uri: String,
    place: Place,
}

/// A schema that has a name within its resource.
struct Anchor {
    resource: Place,
    name: String,
    dynamic: bool,
    place: Place,
}

#[derive(Default)]
struct Table {
    resources: Vec<Resource>,
    anchors: Vec<Anchor>,
    left: usize,
}

/// Resolves references.
pub struct Resolver<'r, 'a> {
    /// What the references stand in.
    pub reading: &'r Reading<'a>,
    table: OnceCell<Table>,
    wanted: Cell<bool>,
}

impl<'r, 'a> Resolver<'r, 'a> {
    /// A resolver that knows no names yet.
    pub fn new(reading: &'r Reading<'a>) -> Self {
        Self { reading, table: OnceCell::new(), wanted: Cell::new(false) }
    }

    /// A schema was met that has an `$id`: pointers count from there.
    pub fn has_id(&self) {
        self.wanted.set(true);
    }

    /// What a reference leads to.
    pub fn find(&self, reference: &str, from: &Place) -> Option<Node<'a>> {
        let (_, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        if (fragment.is_empty() || fragment.starts_with('/')) && !self.wanted.get() {
            let found = self.reading.locate(reference, from);
            if let Some(found) = found.ok().and_then(|place| self.reading.get(&place)) {
                return Some(found);
            }
            if reference.starts_with('#') {
                return None;
            }
        }
        let table = self.table.get_or_init(|| self.search());
        let (address, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let base = table.resource_of(from);
        let resource = if address.is_empty() {
            base.map(|found| found.place.clone())
        } else {
            let uri = join(base.map_or("", |found| found.uri.as_str()), address);
            table.resources.iter().find(|other| other.uri == uri).map(|other| other.place.clone())
        };
        let Some(resource) = resource else {
            let place = self.reading.locate(reference, from).ok()?;
            return self.reading.get(&place);
        };
        let fragment = encode::decode(fragment, false);
        if fragment.is_empty() || fragment.starts_with('/') {
            let pointer = format!("{}{fragment}", resource.pointer);
            return self.reading.get(&Place { document: resource.document, pointer });
        }
        let anchor = table.anchor(&resource, &fragment)?;
        self.reading.get(&anchor.place)
    }

    /// What a `$dynamicRef` leads to, where these schemas were entered, the outermost first.
    pub fn find_dynamic(
        &self,
        reference: &str,
        from: &Place,
        entered: &[Place],
    ) -> Option<Node<'a>> {
        let first = self.find(reference, from)?;
        let (_, name) = reference.split_once('#')?;
        let table = self.table.get_or_init(|| self.search());
        let is_dynamic = |anchor: &Anchor| anchor.dynamic && anchor.name == name;
        if !table.anchors.iter().any(|anchor| is_dynamic(anchor) && anchor.place == first.place) {
            return Some(first);
        }
        for place in entered {
            let Some(resource) = table.resource_of(place) else {
                continue;
            };
            let found = table
                .anchors
                .iter()
                .find(|anchor| is_dynamic(anchor) && anchor.resource == resource.place);
            if let Some(anchor) = found {
                return self.reading.get(&anchor.place);
            }
        }
        Some(first)
    }

    /// The schema that a node stands for: its references followed.
    pub fn follow(&self, node: &Node<'a>) -> Option<Node<'a>> {
        let mut node = node.clone();
        for _ in 0..MAX_CHAIN {
            let Some(reference) = node.value.get("$ref").and_then(Value::as_str) else {
                return Some(node);
            };
            node = self.find(reference, &node.place)?;
        }
        None
    }

    fn search(&self) -> Table {
        let mut table = Table { left: MAX_VALUES, ..Table::default() };
        for document in 0.. {
            let place = Place { document, pointer: String::new() };
            let Some(root) = self.reading.get(&place) else {
                break;
            };
            table.resources.push(Resource { uri: String::new(), place: place.clone() });
            table.walk(&root, "", &place);
        }
        table
    }
}

impl Table {
    fn walk(&mut self, node: &Node<'_>, base: &str, resource: &Place) {
        if self.left == 0 {
            return;
        }
        self.left -= 1;
        let (mut base, mut resource) = (base.to_owned(), resource.clone());
        if let Some(id) = node.value.get("$id").and_then(Value::as_str) {
            base = join(&base, id);
            resource = node.place.clone();
            self.resources.push(Resource { uri: bare(&base), place: resource.clone() });
        }
        for (key, dynamic) in [("$anchor", false), ("$dynamicAnchor", true)] {
            if let Some(name) = node.value.get(key).and_then(Value::as_str) {
                self.anchors.push(Anchor {
                    resource: resource.clone(),
                    name: name.to_owned(),
                    dynamic,
                    place: node.place.clone(),
                });
            }
        }
        for (key, child) in node.members() {
            let is_data = matches!(key, "enum" | "const" | "example" | "examples" | "default");
            if !is_data && (child.value.is_object() || child.value.is_array()) {
                self.walk(&child, &base, &resource);
            }
        }
        for child in node.items().filter(|child| child.value.is_object()) {
            self.walk(&child, &base, &resource);
        }
    }

    /// The innermost resource that a place is in.
    fn resource_of(&self, place: &Place) -> Option<&Resource> {
        let holds = |resource: &&Resource| {
            resource.place.document == place.document
                && place
                    .pointer
                    .strip_prefix(&resource.place.pointer)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        // A document's own `$id` comes after the entry that every document has.
        let found = self.resources.iter().filter(holds);
        found.max_by_key(|resource| resource.place.pointer.len())
    }

    fn anchor(&self, resource: &Place, name: &str) -> Option<&Anchor> {
        self.anchors.iter().find(|anchor| anchor.name == name && anchor.resource == *resource)
    }
}

/// An address without its fragment.
fn bare(uri: &str) -> String {
    uri.split('#').next().unwrap_or_default().to_owned()
}

/// A reference resolved against an address (RFC 3986 §5.2), without fragment.
fn join(base: &str, reference: &str) -> String {
    let reference = bare(reference);
    let scheme = reference.split_once(':').map(|(scheme, _)| scheme);
    if scheme.is_some_and(|scheme| scheme.bytes().all(|byte| byte.is_ascii_alphanumeric())) {
        return reference;
    }
    let Some((scheme, rest)) = base.split_once("://") else {
        return reference;
    };
    let (authority, path) = match rest.find('/').and_then(|at| rest.split_at_checked(at)) {
        Some(parts) => parts,
        None => (rest, "/"),
    };
    let joined = if reference.starts_with('/') {
        reference
    } else {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        format!("{folder}/{reference}")
    };
    let mut steps: Vec<&str> = Vec::new();
    for step in joined.split('/').skip(1) {
        match step {
            "." => {}
            ".." => {
                steps.pop();
            }
            other => steps.push(other),
        }
    }
    format!("{scheme}://{authority}/{}", steps.join("/"))
}
