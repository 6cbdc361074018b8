//! The search for a value: ways through `oneOf` and `anyOf`, and manners to fill what is described.

use super::super::schema::Direction;
use super::super::validate::{self, Patterns, Resolver, Rules};
use super::super::{Node, Place, Reading, Version};
use super::parts::{Gather, Parts};
use super::{array, number, object, string};
use serde_json::Value;

/// How many values are looked for.
const TRIES: u32 = 6_000;
/// How many schemas are visited to check them.
const STEPS: u32 = 300_000;
/// How deep values nest.
const MAX_DEPTH: usize = 24;
/// How many ways are gone for one value.
const MAX_WAYS: u32 = 48;
/// How many ways are looked at that lead nowhere, for one example.
const MAX_DEAD: u32 = 4_000;
/// How many values an example has about.
const ROOM: usize = 300;

/// What makes a value less simple than its parts: what was made has to be checked.
const HARD: &[&str] = &[
    "not",
    "if",
    "oneOf",
    "anyOf",
    "contains",
    "propertyNames",
    "uniqueItems",
    "enum",
    "const",
    "unevaluatedProperties",
    "unevaluatedItems",
    "dependentSchemas",
    "dependentRequired",
    "patternProperties",
    "minProperties",
    "maxProperties",
    "allOf",
    "$ref",
    "$dynamicRef",
];

/// A value, and whether it is valid as far as that was looked at.
pub(super) struct Made {
    pub(super) value: Value,
    pub(super) sound: bool,
}

/// How objects and scalars are filled.
#[derive(Clone, Copy, Default)]
pub(super) struct Manner {
    /// Only what is required.
    pub(super) minimal: bool,
    /// Other values than the first that come to mind.
    pub(super) salt: usize,
    /// This is a second try: the values within are not varied on their own.
    varied: bool,
}

/// The manners, in the order in which they are tried.
const MANNERS: [Manner; 5] = [
    Manner { minimal: false, salt: 0, varied: false },
    Manner { minimal: true, salt: 0, varied: true },
    Manner { minimal: false, salt: 1, varied: true },
    Manner { minimal: true, salt: 1, varied: true },
    Manner { minimal: false, salt: 2, varied: true },
];

/// Makes the values of one example.
pub(super) struct Maker<'r, 'a> {
    pub(super) resolver: Resolver<'r, 'a>,
    pub(super) patterns: Patterns,
    pub(super) direction: Direction,
    pub(super) manner: Manner,
    /// About how many values there is room for.
    pub(super) room: usize,
    pub(super) version: Version,
    tries: u32,
    steps: u32,
    /// How many ways that lead nowhere may still be looked at.
    dead: u32,
    depth: usize,
    active: Vec<Place>,
}

/// The values that an author gave for all of these.
fn given<'a>(parts: &Parts<'a>) -> impl Iterator<Item = &'a Value> {
    let examples = parts.each("examples").filter_map(Value::as_array).flatten();
    let listed = parts.each("enum").filter_map(|list| list.get(0));
    parts.each("example").chain(examples).chain(parts.each("const")).chain(listed)
}

/// What one search knows.
struct Search<'s, 'a> {
    schemas: &'s [Node<'a>],
    name: &'s str,
    ways: u32,
    best: Option<Made>,
}

impl<'r, 'a> Maker<'r, 'a> {
    pub(super) fn new(reading: &'r Reading<'a>, direction: Direction) -> Self {
        Self {
            resolver: Resolver::new(reading),
            patterns: Patterns::default(),
            direction,
            manner: Manner::default(),
            room: ROOM,
            version: reading.version(),
            tries: TRIES,
            steps: STEPS,
            dead: MAX_DEAD,
            depth: 0,
            active: Vec::new(),
        }
    }

    fn gatherer(&self) -> Gather<'_, 'r, 'a> {
        Gather { resolver: &self.resolver, version: self.version, active: &self.active }
    }

    /// What holds together.
    pub(super) fn gather(&self, schemas: &[Node<'a>]) -> Parts<'a> {
        let mut parts = Parts::default();
        let gather = self.gatherer();
        for schema in schemas {
            gather.add(schema, &mut parts);
        }
        parts
    }

    /// True if a value is valid against all of these.
    pub(super) fn fits(&mut self, schemas: &[Node<'a>], value: &Value) -> bool {
        let rules = Rules { direction: self.direction, formats: false };
        let known = (&self.resolver, &self.patterns);
        let steps = &mut self.steps;
        schemas.iter().all(|schema| validate::fits(known, schema, value, rules, steps))
    }

    /// A value that is valid against all of these, else one that comes near; nothing where it would
    /// hold itself, or where the work is too much.
    pub(super) fn make(&mut self, schemas: &[Node<'a>], name: &str) -> Option<Made> {
        if self.tries == 0 || self.depth >= MAX_DEPTH {
            return None;
        }
        self.tries -= 1;
        let parts = self.gather(schemas);
        if parts.never {
            return None;
        }
        if let Some(value) = self.authored(&parts, schemas) {
            return Some(Made { value, sound: true });
        }
        if parts.entries.iter().any(|place| self.active.contains(place)) {
            return None;
        }
        let mut search = Search { schemas, name, ways: MAX_WAYS, best: None };
        let before = (self.manner, self.room);
        let length = self.active.len();
        self.active.extend(parts.entries.iter().cloned());
        self.depth += 1;
        for manner in MANNERS {
            if !before.0.varied && manner.varied {
                self.manner = manner;
                self.manner.salt += before.0.salt;
            }
            if self.search(&parts, &mut search) || before.0.varied {
                break;
            }
            search.ways = MAX_WAYS / 2;
        }
        self.depth -= 1;
        self.active.truncate(length);
        (self.manner, self.room) = before;
        let mut best = search.best;
        if best.as_ref().is_none_or(|best| !best.sound)
            && let Some(value) = given(&parts).next()
        {
            // What the author gave says more than what is made, where neither is valid.
            best = Some(Made { value: value.clone(), sound: false });
        }
        best
    }

    /// Goes on by each way in turn; true when a valid value was found.
    fn search(&mut self, parts: &Parts<'a>, search: &mut Search<'_, 'a>) -> bool {
        let Some((choice, rest)) = parts.choices.split_first() else {
            return self.fill(parts, search);
        };
        for way in choice {
            if search.ways == 0 || self.dead == 0 {
                return false;
            }
            let known = parts.entries.len();
            let mut next = Parts { choices: rest.to_vec(), ..parts.clone() };
            let gather = self.gatherer();
            gather.take(way, &mut next);
            let new: Vec<Place> = next.entries.iter().skip(known).cloned().collect();
            if next.never || new.iter().any(|place| self.active.contains(place)) {
                self.dead -= 1;
                continue;
            }
            let length = self.active.len();
            self.active.extend(new);
            let found = self.search(&next, search);
            self.active.truncate(length);
            if found {
                return true;
            }
        }
        false
    }

    /// Makes a value of each type that there may be.
    fn fill(&mut self, parts: &Parts<'a>, search: &mut Search<'_, 'a>) -> bool {
        search.ways = search.ways.saturating_sub(1);
        if let Some(value) = self.authored(parts, search.schemas) {
            search.best = Some(Made { value, sound: true });
            return true;
        }
        let hard = self.depth == 1 || HARD.iter().any(|key| parts.has(key));
        for kind in parts.kinds().into_iter().take(7) {
            let Some(mut made) = self.of_kind(kind, parts, search.name) else {
                continue;
            };
            let is_plain = !made.value.is_object() && !made.value.is_array();
            if hard || is_plain || !made.sound {
                made.sound = self.fits(search.schemas, &made.value);
            }
            let sound = made.sound;
            if sound || search.best.is_none() {
                search.best = Some(made);
            }
            if sound {
                return true;
            }
        }
        false
    }

    fn of_kind(&mut self, kind: &str, parts: &Parts<'a>, name: &str) -> Option<Made> {
        Some(match kind {
            "object" => return object::make(self, parts),
            "array" => return array::make(self, parts, name),
            "string" | "file" => {
                let value = string::make(&self.patterns, parts, name, self.manner.salt);
                Made { value: Value::String(value), sound: true }
            }
            "integer" | "number" => {
                let value = number::make(parts, kind == "integer", name, self.manner.salt);
                Made { value, sound: true }
            }
            "boolean" => {
                Made { value: Value::Bool(self.manner.salt.is_multiple_of(2)), sound: true }
            }
            "null" => Made { value: Value::Null, sound: true },
            _ => return None,
        })
    }

    /// What the author gave, if it is valid.
    fn authored(&mut self, parts: &Parts<'a>, schemas: &[Node<'a>]) -> Option<Value> {
        let salt = self.manner.salt;
        let examples = parts.each("examples").filter_map(Value::as_array).flatten();
        let given: Vec<&Value> = parts.each("example").chain(examples).take(8).collect();
        let mut values: Vec<&Value> = given.into_iter().skip(salt).collect();
        values.extend(parts.each("const"));
        if salt == 0 {
            values.extend(parts.each("default"));
        }
        for list in parts.each("enum").filter_map(Value::as_array) {
            let start = salt.min(list.len());
            let (before, after) = list.split_at(if start < list.len() { start } else { 0 });
            values.extend(after.iter().chain(before).take(40));
        }
        let found = values.into_iter().find(|value| self.fits(schemas, value));
        found.map(|value| object::without_left_out(self, parts, value, 0))
    }
}
