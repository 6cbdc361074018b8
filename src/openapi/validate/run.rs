//! Visiting a schema and what it is made of, with one value.

use super::decimal::equal;
use super::pattern::Pattern;
use super::resolve::Resolver;
use super::{Direction, Fault, Kind, Rules, array, object, scalar};
use crate::openapi::node::escape;
use crate::openapi::{Node, Place};
use serde_json::Value;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

/// How deep schemas are visited, in the value and in each other.
const MAX_DEPTH: usize = 120;
/// How many faults are noted for one value.
const MAX_FAULTS: usize = 200;

/// How many steps are taken to match all patterns.
const PATTERN_STEPS: usize = 20_000_000;

/// Patterns that were read, by their text, and the steps that are left to match them.
pub struct Patterns {
    read: RefCell<HashMap<String, Option<Rc<Pattern>>>>,
    left: Cell<usize>,
}

impl Default for Patterns {
    fn default() -> Self {
        Self { read: RefCell::default(), left: Cell::new(PATTERN_STEPS) }
    }
}

impl Patterns {
    /// True unless a pattern is understood and does not match.
    pub fn allow(&self, pattern: &str, text: &str) -> bool {
        self.matches(pattern, text).unwrap_or(true)
    }

    /// True if a pattern matches; nothing if that cannot be told.
    pub fn matches(&self, pattern: &str, text: &str) -> Option<bool> {
        let known = self.read.borrow().get(pattern).cloned();
        let found = known.unwrap_or_else(|| {
            let read = Pattern::new(pattern).map(Rc::new);
            self.read.borrow_mut().insert(pattern.to_owned(), read.clone());
            read
        });
        found?.matches_within(text, &self.left)
    }
}

/// Where in the value a visit is: written as a pointer for a fault alone.
pub(super) struct At<'p> {
    parent: Option<&'p At<'p>>,
    step: Step<'p>,
}

enum Step<'p> {
    Root,
    Key(&'p str),
    Index(usize),
}

impl<'p> At<'p> {
    pub(super) fn key(&'p self, key: &'p str) -> Self {
        Self { parent: Some(self), step: Step::Key(key) }
    }

    pub(super) fn index(&'p self, index: usize) -> Self {
        Self { parent: Some(self), step: Step::Index(index) }
    }

    fn pointer(&self) -> String {
        let mut steps = Vec::new();
        let mut at = Some(self);
        while let Some(here) = at {
            match here.step {
                Step::Root => {}
                Step::Key(key) => steps.push(format!("/{}", escape(key))),
                Step::Index(index) => steps.push(format!("/{index}")),
            }
            at = here.parent;
        }
        steps.reverse();
        steps.concat()
    }
}

/// What a visit found: the faults, and which members and items were looked at by some schema.
#[derive(Default)]
pub(super) struct Outcome {
    pub(super) faults: Vec<Fault>,
    pub(super) seen: Seen,
}

/// The members and items that a schema looked at.
#[derive(Default)]
pub(super) struct Seen {
    pub(super) names: Vec<String>,
    pub(super) items: Vec<usize>,
}

impl Seen {
    fn extend(&mut self, other: Self) {
        self.names.extend(other.names);
        self.items.extend(other.items);
    }
}

/// What came of a schema that need not hold.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Tried {
    Holds,
    Fails,
    /// No fault was found, and not everything was looked at.
    Unsure,
}

/// What a visit looks at.
#[derive(Clone, Copy)]
pub(super) struct Visit<'s, 'v, 'a> {
    pub(super) schema: &'s Node<'a>,
    pub(super) value: &'v Value,
    pub(super) at: &'v At<'v>,
    /// Someone wants to know what was looked at.
    pub(super) track: bool,
}

/// The validation of one value.
pub(super) struct Run<'k, 'r, 'a> {
    pub(super) resolver: &'k Resolver<'r, 'a>,
    pub(super) patterns: &'k Patterns,
    pub(super) rules: Rules,
    pub(super) old: bool,
    /// The first fault is enough.
    hasty: bool,
    /// Something was not looked at, or could not be told: no fault is not the same as valid.
    unsure: bool,
    steps: u32,
    depth: usize,
    entered: Vec<Place>,
    /// The values that those schemas were entered with.
    values: Vec<*const Value>,
    advice: Vec<Fault>,
}

impl<'k, 'r, 'a> Run<'k, 'r, 'a> {
    pub(super) fn new(
        resolver: &'k Resolver<'r, 'a>,
        patterns: &'k Patterns,
        rules: Rules,
        steps: u32,
    ) -> Self {
        let old = resolver.reading.version().is_old();
        Self {
            resolver,
            patterns,
            rules,
            old,
            hasty: false,
            unsure: false,
            steps,
            depth: 0,
            entered: Vec::new(),
            values: Vec::new(),
            advice: Vec::new(),
        }
    }

    pub(super) fn left(&self) -> u32 {
        self.steps
    }

    pub(super) fn faults(mut self, schema: &Node<'a>, value: &Value) -> Vec<Fault> {
        let at = At { parent: None, step: Step::Root };
        let mut faults = self.visit(Visit { schema, value, at: &at, track: false }).faults;
        faults.append(&mut self.advice);
        faults
    }

    pub(super) fn is_valid(&mut self, schema: &Node<'a>, value: &Value) -> bool {
        self.hasty = true;
        let at = At { parent: None, step: Step::Root };
        self.visit(Visit { schema, value, at: &at, track: false }).faults.is_empty()
    }

    pub(super) fn enough(&self, outcome: &Outcome) -> bool {
        (self.hasty && !outcome.faults.is_empty()) || outcome.faults.len() >= MAX_FAULTS
    }

    pub(super) fn advise(&mut self, visit: Visit<'_, '_, 'a>, keyword: &str, kind: Kind) {
        let fault = fault(visit, keyword, kind);
        self.advice.push(fault);
    }

    /// Visits a schema with a value. What depth and steps forbid to look at has no fault.
    pub(super) fn visit(&mut self, visit: Visit<'_, '_, 'a>) -> Outcome {
        let mut outcome = Outcome::default();
        match visit.schema.value {
            Value::Bool(false) => outcome.faults.push(Fault {
                instance: visit.at.pointer(),
                schema: visit.schema.place.clone(),
                kind: Kind::Never,
            }),
            Value::Object(_) if self.depth < MAX_DEPTH && self.steps > 0 => {
                self.steps -= 1;
                self.depth += 1;
                self.entered.push(visit.schema.place.clone());
                self.values.push(std::ptr::from_ref(visit.value));
                let before = std::mem::take(&mut self.unsure);
                self.keywords(visit, &mut outcome);
                self.unsure |= before;
                self.values.pop();
                self.entered.pop();
                self.depth -= 1;
            }
            Value::Object(_) => self.unsure = true,
            _ => {}
        }
        outcome
    }

    /// Notes that something could not be told.
    pub(super) fn doubt(&mut self) {
        self.unsure = true;
    }

    fn keywords(&mut self, visit: Visit<'_, '_, 'a>, outcome: &mut Outcome) {
        let has = |key: &str| visit.schema.value.get(key).is_some();
        if has("$id") {
            self.resolver.has_id();
        }
        let unevaluated = has("unevaluatedProperties") || has("unevaluatedItems");
        let visit = Visit { track: visit.track || unevaluated, ..visit };
        let version = self.resolver.reading.version();
        if visit.value.is_null() && version.allows_null(visit.schema) {
            // `enum` may still forbid it, as 3.0.3 has made clear.
            return scalar::values(visit, outcome);
        }
        self.references(visit, outcome);
        if (self.old && visit.schema.value.get("$ref").is_some_and(Value::is_string))
            || self.enough(outcome)
        {
            return;
        }
        scalar::check(self, visit, outcome);
        if self.enough(outcome) {
            return;
        }
        match visit.value {
            Value::Object(members) => object::check(self, visit, members, outcome),
            Value::Array(items) => array::check(self, visit, items, outcome),
            _ => {}
        }
        if !self.enough(outcome) {
            self.in_place(visit, outcome);
        }
        // What was not looked at may speak of what else there is.
        if unevaluated && !self.unsure && !self.enough(outcome) {
            match visit.value {
                Value::Object(members) => object::unevaluated(self, visit, members, outcome),
                Value::Array(items) => array::unevaluated(self, visit, items, outcome),
                _ => {}
            }
        }
    }

    fn references(&mut self, visit: Visit<'_, '_, 'a>, outcome: &mut Outcome) {
        let place = &visit.schema.place;
        if let Some(reference) = visit.schema.value.get("$ref").and_then(Value::as_str) {
            let target = self.resolver.find(reference, place);
            self.referred(visit, target, outcome);
        }
        if let Some(reference) = visit.schema.value.get("$dynamicRef").and_then(Value::as_str) {
            let target = self.resolver.find_dynamic(reference, place, &self.entered);
            self.referred(visit, target, outcome);
        }
    }

    fn referred(
        &mut self,
        visit: Visit<'_, '_, 'a>,
        target: Option<Node<'a>>,
        outcome: &mut Outcome,
    ) {
        match target {
            Some(target) if self.is_within(&target.place, visit.value) => {}
            Some(target) => self.all(visit, &target, outcome),
            None => self.unsure = true,
        }
    }

    /// True while a schema is visited with this very value: it says nothing new of it.
    fn is_within(&self, place: &Place, value: &Value) -> bool {
        let value = std::ptr::from_ref(value);
        let mut entered = self.values.iter().zip(&self.entered).rev();
        entered.any(|(other, entered)| *other == value && entered == place)
    }

    /// The first schema that was visited with this very value.
    pub(super) fn outermost(&self, value: &Value) -> Option<Node<'a>> {
        let value = std::ptr::from_ref(value);
        let mut entered = self.values.iter().zip(&self.entered);
        let (_, place) = entered.find(|(other, _)| **other == value)?;
        self.resolver.reading.get(place)
    }

    /// Another schema that the same value must be valid against.
    pub(super) fn all(
        &mut self,
        visit: Visit<'_, '_, 'a>,
        schema: &Node<'a>,
        outcome: &mut Outcome,
    ) {
        let other = self.visit(Visit { schema, ..visit });
        outcome.faults.extend(other.faults);
        outcome.seen.extend(other.seen);
    }

    /// A schema that need not hold; its advice is forgotten where it does not.
    fn attempt(&mut self, visit: Visit<'_, '_, 'a>, schema: &Node<'a>) -> (Tried, Outcome) {
        let advice = self.advice.len();
        let before = std::mem::take(&mut self.unsure);
        let outcome = self.visit(Visit { schema, ..visit });
        let unsure = std::mem::replace(&mut self.unsure, before);
        let tried = match (outcome.faults.is_empty(), unsure) {
            (true, false) => Tried::Holds,
            (true, true) => Tried::Unsure,
            (false, _) => Tried::Fails,
        };
        if tried == Tried::Fails {
            self.advice.truncate(advice);
        }
        (tried, outcome)
    }

    fn in_place(&mut self, visit: Visit<'_, '_, 'a>, outcome: &mut Outcome) {
        for schema in visit.schema.get("allOf").iter().flat_map(Node::items) {
            self.all(visit, &schema, outcome);
            if self.enough(outcome) {
                return;
            }
        }
        self.any_of(visit, outcome);
        self.one_of(visit, outcome);
        if let Some(schema) = visit.schema.get("not") {
            match self.attempt(visit, &schema).0 {
                Tried::Holds => outcome.faults.push(fault(visit, "not", Kind::Not)),
                Tried::Fails => {}
                Tried::Unsure => self.unsure = true,
            }
        }
        if let Some(condition) = visit.schema.get("if") {
            let (tried, found) = self.attempt(visit, &condition);
            let branch = match tried {
                Tried::Holds => "then",
                Tried::Fails => "else",
                Tried::Unsure => {
                    self.unsure = true;
                    return;
                }
            };
            if tried == Tried::Holds {
                outcome.seen.extend(found.seen);
            }
            if let Some(schema) = visit.schema.get(branch) {
                self.all(visit, &schema, outcome);
            }
        }
    }

    fn any_of(&mut self, visit: Visit<'_, '_, 'a>, outcome: &mut Outcome) {
        let Some(choices) = visit.schema.get("anyOf").filter(|it| it.value.is_array()) else {
            return;
        };
        let mut failed = Vec::new();
        let (mut fits, mut unsure) = (false, false);
        for schema in choices.items() {
            let (tried, found) = self.attempt(visit, &schema);
            fits |= tried == Tried::Holds;
            unsure |= tried == Tried::Unsure;
            match tried {
                Tried::Fails => failed.push(found.faults),
                _ => outcome.seen.extend(found.seen),
            }
            if fits && !visit.track {
                return;
            }
        }
        // Where what was looked at counts, a way that may hold matters beside one that does.
        self.unsure |= unsure && (!fits || visit.track);
        if !fits && !unsure && !failed.is_empty() {
            outcome.faults.push(fault(visit, "anyOf", Kind::AnyOf(failed)));
        }
    }

    fn one_of(&mut self, visit: Visit<'_, '_, 'a>, outcome: &mut Outcome) {
        let Some(choices) = visit.schema.get("oneOf").filter(|it| it.value.is_array()) else {
            return;
        };
        let (mut failed, mut fitting, mut unsure) = (Vec::new(), Vec::new(), false);
        for (index, schema) in choices.items().enumerate() {
            let (tried, found) = self.attempt(visit, &schema);
            match tried {
                Tried::Holds => fitting.push(index),
                Tried::Unsure => unsure = true,
                Tried::Fails => {
                    failed.push(found.faults);
                    continue;
                }
            }
            outcome.seen.extend(found.seen);
        }
        match fitting.len() {
            0 | 1 if unsure => self.unsure = true,
            1 => {}
            0 if failed.is_empty() => {}
            0 => outcome.faults.push(fault(visit, "oneOf", Kind::OneOf(failed))),
            _ => outcome.faults.push(fault(visit, "oneOf", Kind::OneOfMany(fitting))),
        }
    }

    /// Whether a schema holds for a value that stands within the one visited.
    pub(super) fn tried(&mut self, visit: Visit<'_, '_, 'a>, schema: &Node<'a>) -> Tried {
        self.attempt(visit, schema).0
    }

    pub(super) fn sends(&self) -> bool {
        self.rules.direction == Direction::Request
    }

    pub(super) fn receives(&self) -> bool {
        self.rules.direction == Direction::Response
    }
}

/// A fault of a keyword.
pub(super) fn fault(visit: Visit<'_, '_, '_>, keyword: &str, kind: Kind) -> Fault {
    Fault { instance: visit.at.pointer(), schema: visit.schema.place.child(keyword), kind }
}

/// True if two items of a list are the same.
pub(super) fn same(one: &Value, other: &Value) -> bool {
    equal(one, other)
}
