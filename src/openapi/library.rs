//! The documents of a description, and reading in them.

use super::{Document, Node, Place, Problem, Version, Wrong};
use crate::request::encode;
use serde_json::Value;
use std::cell::RefCell;
use std::collections::HashMap;
use typed_arena::Arena;

/// How many references are followed one after the other.
const MAX_CHAIN: usize = 32;

/// The documents of a description: its own first, then those that it refers to.
#[derive(Debug, Default)]
pub struct Library {
    /// The documents.
    pub documents: Vec<Document>,
}

/// Reading while one question is answered: what was parsed for it stays until then.
pub struct Reading<'a> {
    library: &'a Library,
    arena: &'a Arena<Value>,
    parsed: RefCell<HashMap<Place, &'a Value>>,
    wanted: RefCell<Vec<String>>,
}

impl Library {
    /// A library of one whole text.
    pub fn of(text: &str) -> Self {
        Self { documents: vec![Document::new("", text)] }
    }

    /// Which specification the description follows.
    pub fn version(&self) -> Version {
        self.documents.first().map(Document::version).unwrap_or_default()
    }

    /// Begins to read; the arena holds what is parsed.
    pub fn read<'a>(&'a self, arena: &'a Arena<Value>) -> Reading<'a> {
        Reading { library: self, arena, parsed: RefCell::default(), wanted: RefCell::default() }
    }
}

impl<'a> Reading<'a> {
    /// Which specification the description follows.
    pub fn version(&self) -> Version {
        self.library.version()
    }

    /// What stands at a place.
    pub fn get(&self, place: &Place) -> Option<Node<'a>> {
        let known = self.parsed.borrow().get(place).copied();
        let value = match known {
            Some(value) => value,
            None => {
                let document = self.library.documents.get(place.document)?;
                let value: &'a Value = self.arena.alloc(document.get(&place.pointer)?);
                self.parsed.borrow_mut().insert(place.clone(), value);
                value
            }
        };
        Some(Node { place: place.clone(), value })
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
        if !file.is_empty() {
            self.wanted.borrow_mut().push(file.to_owned());
            return Err(fail(Wrong::Unread(reference.to_owned())));
        }
        let pointer = encode::decode(fragment, false);
        if pointer.is_empty() || pointer.starts_with('/') {
            Ok(Place { document: from.document, pointer })
        } else {
            Err(fail(Wrong::Missing(reference.to_owned())))
        }
    }

    /// The files that references led to and that are not in the library yet.
    pub fn wanted(&self) -> Vec<String> {
        self.wanted.borrow().clone()
    }
}
