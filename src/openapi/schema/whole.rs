//! A schema with all that applies together with it: its references followed, its `allOf` merged.

use super::super::{Node, Place, Problem, Reading, Version, Wrong};
use crate::json::kind;
use serde_json::Value;
use std::collections::HashSet;

/// The most schemas that are merged into one.
const MAX_PARTS: usize = 64;
/// The most references and `allOf` inside one another.
const MAX_DEEP: usize = 32;
/// The most entries of a list that are looked at for their names.
pub(super) const MAX_LIST: usize = 300;

/// One of the schemas that apply.
#[derive(Clone, Debug)]
pub(super) struct Part<'a> {
    pub(super) node: Node<'a>,
    /// What stands beside a `$ref` before 3.1: its words alone are taken.
    pub(super) words_only: bool,
    /// It came by an `allOf`: it is a base, and not what the author pointed at.
    pub(super) base: bool,
}

/// A schema with all that applies together with it.
#[derive(Debug, Default)]
pub(super) struct Whole<'a> {
    pub(super) parts: Vec<Part<'a>>,
    /// Where it was asked for.
    pub(super) roots: Vec<Place>,
    /// Where the references led, the first one first.
    pub(super) entered: Vec<Place>,
    /// The schemas that `allOf` names.
    pub(super) bases: Vec<Place>,
    /// `null` is allowed by a variant of its own.
    pub(super) nullable: bool,
    /// `false` is one of the parts: no value is valid.
    pub(super) never: bool,
    /// It has more parts than are looked at.
    pub(super) cut: bool,
    pub(super) problems: Vec<Problem>,
    /// The schemas in which `$dynamicRef` may find its anchor.
    pub(super) scope: Vec<Place>,
}

struct Gather<'r, 'a> {
    reading: &'r Reading<'a>,
    /// The schemas on the way here, the outermost first.
    outer: &'r [Place],
    path: Vec<Place>,
    seen: HashSet<Place>,
    whole: Whole<'a>,
}

/// Gathers what applies together with some schemas. Bounded, whatever refers to whatever.
pub(super) fn gather<'a>(reading: &Reading<'a>, nodes: &[Node<'a>], outer: &[Place]) -> Whole<'a> {
    let roots = nodes.iter().map(|node| node.place.clone()).collect();
    let whole = Whole { roots, ..Whole::default() };
    let (path, seen) = (Vec::new(), HashSet::new());
    let mut gather = Gather { reading, outer, path, seen, whole };
    for node in nodes {
        gather.add(node, false);
    }
    gather.whole
}

impl<'a> Gather<'_, 'a> {
    fn add(&mut self, node: &Node<'a>, base: bool) {
        if self.path.contains(&node.place) {
            let wrong = Wrong::Circular(format!("#{}", node.place.pointer));
            let place = self.path.last().unwrap_or(&node.place).clone();
            self.whole.problems.push(Problem { place, wrong });
            return;
        }
        if self.path.len() >= MAX_DEEP || self.whole.parts.len() >= MAX_PARTS {
            self.whole.cut = true;
            return;
        }
        if !self.seen.insert(node.place.clone()) {
            return;
        }
        match node.value {
            Value::Bool(allowed) => self.whole.never |= !allowed,
            Value::Object(_) => {
                self.path.push(node.place.clone());
                self.object(node, base);
                self.path.pop();
            }
            other => {
                let wrong = Wrong::Type(kind(other), "object");
                self.whole.problems.push(Problem { place: node.place.clone(), wrong });
            }
        }
    }

    fn object(&mut self, node: &Node<'a>, base: bool) {
        let old = self.reading.version() < Version::V31;
        let reference = node.value.get("$ref").and_then(Value::as_str);
        let words_only = old && reference.is_some();
        if !words_only && (node.get("$defs").is_some() || node.get("$dynamicAnchor").is_some()) {
            self.whole.scope.push(node.place.clone());
        }
        self.whole.parts.push(Part { node: node.clone(), words_only, base });
        if let Some(reference) = reference {
            self.enter(resolve(self.reading, reference, &node.place), base);
        }
        if words_only {
            return;
        }
        for key in ["$dynamicRef", "$recursiveRef"] {
            if let Some(reference) = node.value.get(key).and_then(Value::as_str) {
                self.enter(self.dynamic(reference, &node.place), base);
            }
        }
        let parts = node.get("allOf");
        // An `allOf` of one is how 3.0 puts words beside a reference.
        let single = parts.as_ref().and_then(|parts| parts.value.as_array()).map(Vec::len)
            == Some(1)
            && node.get("properties").is_none();
        for part in parts.iter().flat_map(Node::items).take(MAX_LIST) {
            self.add(&part, base || !single);
        }
        for list in ["oneOf", "anyOf"].into_iter().filter_map(|key| node.get(key)) {
            let many = list.value.as_array().is_some_and(|variants| variants.len() > 1);
            self.whole.nullable |=
                many && list.items().take(MAX_LIST).any(|one| is_null(self.reading, &one));
            if let Some(only) = only(self.reading, &list) {
                self.add(&only, base);
            }
        }
    }

    fn enter(&mut self, found: Result<Node<'a>, Problem>, base: bool) {
        match found {
            Ok(target) => {
                let list = if base { &mut self.whole.bases } else { &mut self.whole.entered };
                list.push(target.place.clone());
                self.add(&target, base);
            }
            Err(problem) => self.whole.problems.push(problem),
        }
    }

    /// The outermost schema on the way that has the anchor; else what a `$ref` would mean.
    fn dynamic(&self, reference: &str, from: &Place) -> Result<Node<'a>, Problem> {
        let name = reference.rsplit('#').next().unwrap_or_default();
        let scope = self.outer.iter().chain(&self.whole.scope);
        let mut found = scope.filter_map(|place| {
            let schema = self.reading.get(place)?;
            anchored(&schema, &["$dynamicAnchor"], name)
        });
        found.next().map_or_else(|| resolve(self.reading, reference, from), Ok)
    }
}

/// The variant of a list that has no other but `null`.
fn only<'a>(reading: &Reading<'a>, list: &Node<'a>) -> Option<Node<'a>> {
    if list.value.as_array()?.len() > 2 {
        return None;
    }
    let mut others = list.items().filter(|variant| !is_null(reading, variant));
    let only = others.next()?;
    others.next().is_none().then_some(only)
}

/// True for the schema of `null` alone, and for what stands for it in 3.0: a variant that says no
/// more than that it is nullable.
pub(super) fn is_null(reading: &Reading<'_>, node: &Node<'_>) -> bool {
    let schema = node.value;
    let only_nullable = reading.version().allows_null(node)
        && node.object().is_some_and(|object| {
            object.keys().all(|key| matches!(key.as_str(), "nullable" | "x-nullable" | "type"))
                && object.get("type").is_none_or(|name| name == "object")
        });
    if only_nullable {
        return true;
    }
    let null = |key: &str| schema.get(key).is_some_and(Value::is_null);
    schema.get("type").and_then(Value::as_str) == Some("null")
        || null("const")
        || schema
            .get("enum")
            .and_then(Value::as_array)
            .is_some_and(|values| matches!(values.as_slice(), [Value::Null]))
}

/// The schema that a reference names: by a pointer, by an `$anchor` of the schema around it, or by
/// the `$defs` of the schema around it, as schemas that were moved into a description have it.
pub(super) fn resolve<'a>(
    reading: &Reading<'a>,
    reference: &str,
    from: &Place,
) -> Result<Node<'a>, Problem> {
    let wrong = Wrong::Missing(reference.to_owned());
    let missing = Problem { place: from.clone(), wrong };
    let inside = || {
        let around = around(reading, from)?;
        let fragment = reference.strip_prefix('#')?;
        if let Some(pointer) = fragment.strip_prefix('/') {
            let pointer = crate::request::encode::decode(pointer, false);
            let step = |node: Node<'a>, step: &str| node.step(step);
            let local = pointer.starts_with("$defs/") || pointer.starts_with("definitions/");
            local.then(|| pointer.split('/').take(MAX_DEEP).try_fold(around, step))?
        } else {
            anchored(&around, &["$anchor", "$dynamicAnchor"], fragment)
        }
    };
    match reading.locate(reference, from) {
        // The description itself is no schema, and may be very large.
        Ok(place) if place == Place::default() => Err(missing),
        Ok(place) => reading.get(&place).or_else(inside).ok_or(missing),
        Err(problem) => inside().ok_or(problem),
    }
}

/// A schema itself, or one of its definitions, by its anchor.
fn anchored<'a>(schema: &Node<'a>, keys: &[&str], name: &str) -> Option<Node<'a>> {
    let is_it =
        |node: &Node<'a>| !name.is_empty() && keys.iter().any(|key| node.string(key) == name);
    if is_it(schema) {
        return Some(schema.clone());
    }
    let definitions = schema.get("$defs");
    definitions.iter().flat_map(Node::members).take(MAX_LIST).map(|(_, node)| node).find(is_it)
}

/// The outermost schema that a place stands in: that of a component, of a definition, or of a
/// parameter, a body or a header.
fn around<'a>(reading: &Reading<'a>, place: &Place) -> Option<Node<'a>> {
    let steps: Vec<&str> = place.pointer.split('/').collect();
    let count = match steps.as_slice() {
        ["", "components", "schemas", _, ..] => 4,
        ["", "definitions", _, ..] => 3,
        _ => steps.iter().position(|step| matches!(*step, "schema" | "itemSchema"))? + 1,
    };
    let pointer = steps.get(..count)?.join("/");
    reading.get(&Place { document: place.document, pointer })
}

/// The name of a schema that has one: that of a component or of a definition.
pub(super) fn name_of(place: &Place) -> Option<String> {
    let mut steps = place.pointer.rsplit('/');
    let (_, folder) = (steps.next()?, steps.next()?);
    matches!(folder, "schemas" | "definitions" | "$defs").then(|| place.name())
}

impl Node<'_> {
    /// A member or an item by a step of a pointer.
    fn step(&self, step: &str) -> Option<Self> {
        let key = super::super::node::unescape(step);
        self.get(&key).or_else(|| {
            let value = self.value.get(key.parse::<usize>().ok()?)?;
            Some(Self { place: self.place.child(&key), value })
        })
    }
}

impl<'a> Whole<'a> {
    /// The parts whose keywords apply.
    pub(super) fn rules(&self) -> impl Iterator<Item = &Node<'a>> {
        self.parts.iter().filter(|part| !part.words_only).map(|part| &part.node)
    }

    /// A keyword of every part that has it.
    pub(super) fn all(&self, key: &str) -> impl Iterator<Item = Node<'a>> {
        self.rules().filter_map(move |node| node.get(key))
    }

    /// True if a keyword is `true` in one of the parts.
    pub(super) fn is(&self, key: &str) -> bool {
        self.rules().any(|node| node.is(key))
    }

    /// The name that a reference gave it, or that of the component it is.
    pub(super) fn name(&self) -> Option<String> {
        self.entered.iter().chain(&self.roots).find_map(name_of)
    }

    /// The descriptions, that of the outermost part first; those of the bases only if it has none.
    pub(super) fn descriptions(&self) -> Vec<&'a str> {
        let of = |base: bool| {
            let parts = self.parts.iter().filter(move |part| part.base == base);
            let words = parts.flat_map(|part| {
                let summary = if part.words_only { part.node.string("summary") } else { "" };
                [part.node.string("description"), summary]
            });
            words.filter(|text| !text.trim().is_empty()).collect::<Vec<_>>()
        };
        let mut found = of(false);
        if found.is_empty() {
            found = of(true);
            found.truncate(1);
        }
        let mut seen = HashSet::new();
        found.retain(|text| seen.insert(*text));
        found
    }

    /// The title that its author gave it.
    pub(super) fn title(&self) -> Option<&'a str> {
        let mut own = self.parts.iter().filter(|part| !part.base);
        own.find_map(|part| Some(part.node.string("title")).filter(|text| !text.is_empty()))
    }

    /// The names of the properties that must be there.
    pub(super) fn required(&self) -> HashSet<&'a str> {
        let lists = self.rules().filter_map(|node| node.value.get("required")?.as_array());
        lists.flatten().filter_map(Value::as_str).collect()
    }

    /// True if one of the schemas that are open above is this one.
    pub(super) fn recurs(&self, open: &[Place]) -> bool {
        self.entered.iter().chain(&self.roots).any(|place| open.contains(place))
    }
}
