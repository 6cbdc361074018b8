//! What a value must be valid against at once: a schema, what it refers to, and its `allOf`.

use super::super::validate::Resolver;
use super::super::{Node, Place, Version};
use crate::json::kind;
use serde_json::Value;

/// How deep `$ref` and `allOf` are gone into for one value.
const MAX_DEPTH: usize = 60;
/// How many schemas are gathered for one value.
const MAX_PARTS: usize = 300;

/// How many times a way is chosen for one value: choosing goes deeper each time.
const MAX_CHOICES: usize = 12;

/// Schemas that hold together.
#[derive(Clone, Default)]
pub(super) struct Parts<'a> {
    /// The schemas; what they refer to is among them.
    pub(super) all: Vec<Node<'a>>,
    /// Of each list, one has to be taken.
    pub(super) choices: Vec<Vec<Choice<'a>>>,
    /// What `discriminator` says of properties: the name, the value.
    pub(super) tags: Vec<(String, String)>,
    /// One of the schemas allows `null` beside its type.
    pub(super) nullable: bool,
    /// No value can be valid.
    pub(super) never: bool,
    /// Where the schemas stand.
    pub(super) seen: Vec<Place>,
    /// Of these, the ones that the value was said to be: without those that come by `allOf`.
    pub(super) entries: Vec<Place>,
    pub(super) depth: usize,
    pub(super) bases: usize,
    pub(super) offered: usize,
}

/// A way to go on.
#[derive(Clone)]
pub(super) struct Choice<'a> {
    pub(super) schemas: Vec<Node<'a>>,
    tag: Option<(String, String)>,
}

/// Gathers what holds together.
#[derive(Clone, Copy)]
pub(super) struct Gather<'g, 'r, 'a> {
    pub(super) resolver: &'g Resolver<'r, 'a>,
    pub(super) version: Version,
    /// The schemas that were gone through to get here.
    pub(super) active: &'g [Place],
}

impl<'a> Gather<'_, '_, 'a> {
    /// Takes a way to go on.
    pub(super) fn take(self, choice: &Choice<'a>, parts: &mut Parts<'a>) {
        parts.tags.extend(choice.tag.clone());
        for schema in &choice.schemas {
            self.add(schema, parts);
        }
    }

    /// Adds a schema.
    pub(super) fn add(self, schema: &Node<'a>, parts: &mut Parts<'a>) {
        if schema.value == &Value::Bool(false) {
            parts.never = true;
        }
        if !schema.value.is_object()
            || parts.seen.contains(&schema.place)
            || parts.depth >= MAX_DEPTH
            || parts.all.len() >= MAX_PARTS
        {
            return;
        }
        parts.seen.push(schema.place.clone());
        if parts.bases == 0 {
            parts.entries.push(schema.place.clone());
        }
        parts.depth += 1;
        let reference = schema.value.get("$ref").and_then(Value::as_str);
        let target = reference.and_then(|it| self.resolver.find(it, &schema.place));
        if reference.is_some() && self.version.is_old() {
            self.add_found(target, parts);
        } else {
            parts.all.push(schema.clone());
            parts.nullable |= self.version.allows_null(schema);
            self.add_found(target, parts);
            self.keywords(schema, parts);
        }
        parts.depth -= 1;
    }

    fn add_found(self, target: Option<Node<'a>>, parts: &mut Parts<'a>) {
        if let Some(target) = target {
            self.add(&target, parts);
        }
    }

    fn keywords(self, schema: &Node<'a>, parts: &mut Parts<'a>) {
        if let Some(reference) = schema.value.get("$dynamicRef").and_then(Value::as_str) {
            let target = self.resolver.find_dynamic(reference, &schema.place, self.active);
            self.add_found(target, parts);
        }
        parts.bases += 1;
        for part in schema.get("allOf").iter().flat_map(Node::items) {
            self.add(&part, parts);
        }
        parts.bases -= 1;
        self.own_tag(schema, parts);
        for key in ["oneOf", "anyOf"] {
            let mut choices: Vec<_> = schema.get(key).iter().flat_map(Node::items).collect();
            choices.sort_by_key(|choice| choice.string("type") == "null");
            let taken = |choice: &Node<'a>| {
                let target = self.resolver.follow(choice);
                target.is_some_and(|target| parts.seen.contains(&target.place))
            };
            if !choices.is_empty() && !choices.iter().any(taken) {
                let choices = choices.into_iter().map(|choice| self.choice(schema, choice));
                parts.offer(choices.collect());
            }
        }
        if let Some(condition) = schema.get("if") {
            let then = [Some(condition), schema.get("then")].into_iter().flatten().collect();
            let otherwise = schema.get("else").into_iter().collect();
            parts.offer(vec![plain(then), plain(otherwise)]);
        }
        let dependent: Vec<_> = schema
            .get("dependentSchemas")
            .iter()
            .flat_map(Node::members)
            .map(|(_, schema)| schema)
            .collect();
        if !dependent.is_empty() {
            parts.offer(vec![plain(dependent), plain(Vec::new())]);
        }
    }

    fn choice(self, schema: &Node<'a>, choice: Node<'a>) -> Choice<'a> {
        let tag = schema.get("discriminator").and_then(|discriminator| {
            let property = discriminator.string("propertyName");
            let target = self.resolver.follow(&choice)?;
            (!property.is_empty())
                .then(|| (property.to_owned(), self.tag(&discriminator, &target.place)))
        });
        Choice { schemas: vec![choice], tag }
    }

    /// The value that stands for a schema: by the mapping, else its name.
    fn tag(self, discriminator: &Node<'a>, place: &Place) -> String {
        let mapping = discriminator.get("mapping");
        let mut mapped = mapping.iter().flat_map(Node::members);
        let name = place.name();
        let found = mapped.find(|(_, target)| {
            let reference = target.value.as_str().unwrap_or_default();
            // What looks like a name is one: as a reference it would be a file to ask for.
            reference == name
                || (reference.contains(['#', '/', '.'])
                    && self
                        .resolver
                        .find(reference, &target.place)
                        .is_some_and(|found| found.place == *place))
        });
        found.map_or_else(|| place.name(), |(key, _)| key.to_owned())
    }

    /// The tag of a schema that comes by `allOf` to one that has a discriminator.
    fn own_tag(self, schema: &Node<'a>, parts: &mut Parts<'a>) {
        let Some(discriminator) = schema.get("discriminator") else {
            return;
        };
        let is_named = |place: &&Place| {
            let folder = place.pointer.rsplit_once('/').map(|(folder, _)| folder);
            matches!(folder, Some("/components/schemas" | "/definitions"))
        };
        let Some(named) = parts.entries.iter().rev().find(is_named) else {
            return;
        };
        let has_ways = schema.value.get("oneOf").or_else(|| schema.value.get("anyOf")).is_some();
        if has_ways && *named == schema.place {
            return;
        }
        let tag = match discriminator.value {
            Value::String(property) => (property.clone(), named.name()),
            _ => (discriminator.string("propertyName").to_owned(), self.tag(&discriminator, named)),
        };
        parts.tags.push(tag);
    }
}

fn plain(schemas: Vec<Node<'_>>) -> Choice<'_> {
    Choice { schemas, tag: None }
}

impl<'a> Parts<'a> {
    /// Ways, of which one has to be gone.
    fn offer(&mut self, ways: Vec<Choice<'a>>) {
        self.offered += 1;
        if self.offered <= MAX_CHOICES {
            self.choices.push(ways);
        }
    }

    /// The values of a keyword in all the schemas.
    pub(super) fn each(&self, key: &str) -> impl Iterator<Item = &'a Value> {
        self.all.iter().filter_map(move |schema| schema.value.get(key))
    }

    /// True if a keyword stands in one of the schemas.
    pub(super) fn has(&self, key: &str) -> bool {
        self.all.iter().any(|schema| schema.value.get(key).is_some())
    }

    /// The greatest of the whole numbers of a keyword.
    pub(super) fn most(&self, key: &str) -> Option<usize> {
        self.each(key).filter_map(whole).max()
    }

    /// The least of the whole numbers of a keyword.
    pub(super) fn least(&self, key: &str) -> Option<usize> {
        self.each(key).filter_map(whole).min()
    }

    /// The types that a value may have, the likeliest first.
    pub(super) fn kinds(&self) -> Vec<&'a str> {
        let mut kinds: Option<Vec<&str>> = None;
        for value in self.each("type") {
            let named: Vec<&str> = match value {
                Value::String(name) => vec![name],
                Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
                _ => continue,
            };
            kinds = Some(match kinds {
                None => named,
                // What contradicts itself is made by what is said first.
                Some(kinds) => {
                    Some(both(&kinds, &named)).filter(|it| !it.is_empty()).unwrap_or(kinds)
                }
            });
        }
        let mut kinds = kinds.unwrap_or_else(|| self.guessed());
        if self.nullable && !kinds.contains(&"null") {
            kinds.push("null");
        }
        kinds.sort_by_key(|kind| *kind == "null");
        kinds
    }

    /// The types to try where none is said.
    fn guessed(&self) -> Vec<&'a str> {
        let signs: [(&str, &[&str]); 4] = [
            (
                "object",
                &[
                    "properties",
                    "required",
                    "additionalProperties",
                    "patternProperties",
                    "minProperties",
                    "unevaluatedProperties",
                    "propertyNames",
                ],
            ),
            ("array", &["items", "prefixItems", "minItems", "contains", "uniqueItems"]),
            (
                "number",
                &["minimum", "maximum", "multipleOf", "exclusiveMinimum", "exclusiveMaximum"],
            ),
            ("string", &["pattern", "format", "minLength", "maxLength"]),
        ];
        let fits = |(_, keys): &&(&str, &[&str])| keys.iter().any(|key| self.has(key));
        let mut kinds: Vec<&str> = signs.iter().filter(fits).map(|(kind, _)| *kind).collect();
        // What `enum` and `const` hold says it too.
        let values = self.each("const").chain(self.each("enum").filter_map(|it| it.get(0)));
        kinds.extend(values.map(kind));
        for kind in ["string", "object", "integer", "array", "boolean", "null", "number"] {
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
        kinds
    }
}

/// A whole number, however it is written.
fn whole(value: &Value) -> Option<usize> {
    let number = super::super::validate::decimal::Decimal::of(value)?;
    usize::try_from(number.scaled(0)?).ok()
}

/// The types of two lists at once: an integer is a number.
fn both<'a>(one: &[&'a str], other: &[&'a str]) -> Vec<&'a str> {
    let mut found = Vec::new();
    for kind in one {
        if other.contains(kind) || (*kind == "integer" && other.contains(&"number")) {
            found.push(*kind);
        } else if *kind == "number" && other.contains(&"integer") {
            found.push("integer");
        }
    }
    found
}
