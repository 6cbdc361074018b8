//! The documents of a description, and reading in them.

use super::{Document, Node, Place, Problem, Version, Wrong, address};
use crate::request::encode;
use serde_json::Value;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use typed_arena::Arena;

/// How many references are followed one after the other.
const MAX_CHAIN: usize = 32;

/// The documents of a description: its own first, then those that it refers to.
#[derive(Debug, Default)]
pub struct Library {
    /// The documents.
    pub documents: Vec<Document>,
    /// The addresses of files that could not be read: they are not asked for again.
    pub unreadable: Vec<String>,
}

/// Reading while one question is answered: what was parsed for it stays until then.
pub struct Reading<'a> {
    library: &'a Library,
    arena: &'a Arena<Value>,
    parsed: RefCell<HashMap<Place, Option<&'a Value>>>,
    wanted: RefCell<Vec<String>>,
    depth: Cell<usize>,
}

impl Library {
    /// A library of one whole text.
    pub fn of(text: &str) -> Self {
        Self { documents: vec![Document::new("", text)], ..Self::default() }
    }

    /// Which specification the description follows.
    pub fn version(&self) -> Version {
        self.documents.first().map(Document::version).unwrap_or_default()
    }

    /// Begins to read; the arena holds what is parsed.
    pub fn read<'a>(&'a self, arena: &'a Arena<Value>) -> Reading<'a> {
        let (parsed, wanted, depth) = (RefCell::default(), RefCell::default(), Cell::new(0));
        Reading { library: self, arena, parsed, wanted, depth }
    }
}

impl<'a> Reading<'a> {
    /// Which specification the description follows.
    pub fn version(&self) -> Version {
        self.library.version()
    }

    /// The address that the description was read from; a name alone for a file of the reader's.
    pub fn url(&self) -> &str {
        self.library.documents.first().map_or("", |document| document.url.as_str())
    }

    /// The path templates of the description, in order; none of them is parsed.
    pub fn paths(&self) -> Vec<String> {
        self.library.documents.first().map(Document::paths).unwrap_or_default()
    }

    /// What stands at a place. Where a pointer leads through a `$ref`, it goes on behind it.
    pub fn get(&self, place: &Place) -> Option<Node<'a>> {
        self.exactly(place).or_else(|| self.behind(place))
    }

    fn exactly(&self, place: &Place) -> Option<Node<'a>> {
        let known = self.parsed.borrow().get(place).copied();
        let value = known.unwrap_or_else(|| {
            let document = self.library.documents.get(place.document);
            let value = document.and_then(|document| document.get(&place.pointer));
            let value: Option<&'a Value> = value.map(|value| &*self.arena.alloc(value));
            // That nothing stands there is kept too: it may have taken the parsing of much to see it.
            self.parsed.borrow_mut().insert(place.clone(), value);
            value
        });
        Some(Node { place: place.clone(), value: value? })
    }

    /// The longest part of a pointer that leads somewhere, its `$ref` followed, and the rest from there.
    fn behind(&self, place: &Place) -> Option<Node<'a>> {
        let (before, _) =
            place.pointer.rsplit_once('/').filter(|(before, _)| !before.is_empty())?;
        // A reference may lead through itself.
        let depth = self.depth.get();
        if depth > MAX_CHAIN {
            return None;
        }
        self.depth.set(depth + 1);
        let start = Place { document: place.document, pointer: before.to_owned() };
        let node = self.get(&start).and_then(|node| self.follow(&node).ok());
        self.depth.set(depth);
        node?.get(&place.name())
    }

    /// The value that a node stands for: its `$ref` followed, and that of what it leads to, and so
    /// on. A node without `$ref` is itself. What stands beside a `$ref` is the caller's to look at.
    pub fn follow(&self, node: &Node<'a>) -> Result<Node<'a>, Problem> {
        let mut node = node.clone();
        for _ in 0..MAX_CHAIN {
            let Some(reference) = node.value.get("$ref").and_then(Value::as_str) else {
                return Ok(node);
            };
            let place = self.locate(reference, &node.place)?;
            let missing = || Wrong::Missing(reference.to_owned());
            let found = self.get(&place);
            node = found.ok_or_else(|| Problem { place: node.place.clone(), wrong: missing() })?;
        }
        let reference = node.string("$ref").to_owned();
        Err(Problem { place: node.place, wrong: Wrong::Circular(reference) })
    }

    /// Where a reference leads, seen from a place.
    pub fn locate(&self, reference: &str, from: &Place) -> Result<Place, Problem> {
        let fail = |wrong| Problem { place: from.clone(), wrong };
        let (file, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let document = if file.is_empty() {
            from.document
        } else {
            self.document(file, from.document, reference).map_err(fail)?
        };
        let pointer = encode::decode(fragment, false);
        if pointer.is_empty() || pointer.starts_with('/') {
            return Ok(Place { document, pointer });
        }
        let anchor = self.library.documents.get(document).and_then(|text| text.anchor(&pointer));
        let pointer = anchor.ok_or_else(|| fail(Wrong::Missing(reference.to_owned())))?;
        Ok(Place { document, pointer })
    }

    /// The document of a reference's file. One that is not there yet is noted as wanted.
    fn document(&self, file: &str, from: usize, reference: &str) -> Result<usize, Wrong> {
        let documents = &self.library.documents;
        let base = documents.get(from).map(|document| document.url.as_str()).unwrap_or_default();
        let url = address::join(base, &encode::decode(file, false));
        if let Some(known) = documents.iter().position(|document| document.url == url) {
            return Ok(known);
        }
        let home = documents.first().map(|document| document.url.as_str()).unwrap_or_default();
        // A file that the reader opened has nothing beside it: what lies on the site is not its own.
        let has_siblings = address::has_scheme(home);
        if address::has_scheme(&url) && address::origin(&url) != address::origin(home) {
            return Err(Wrong::Foreign(reference.to_owned()));
        }
        if has_siblings && !self.library.unreadable.contains(&url) {
            let mut wanted = self.wanted.borrow_mut();
            if !wanted.contains(&url) {
                wanted.push(url);
            }
        }
        Err(Wrong::Unread(reference.to_owned()))
    }

    /// The files that references led to and that are not in the library yet.
    pub fn wanted(&self) -> Vec<String> {
        self.wanted.borrow().clone()
    }
}
