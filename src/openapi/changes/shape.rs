//! A schema with all that applies together with it, as far as a comparison looks: its references
//! followed, its `allOf` merged, the fields of a form of Swagger 2.0 as properties.

use super::super::operation::Parameter;
use super::super::{Node, Place, Reading, Version};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// The most schemas that are merged into one.
const MAX_PARTS: usize = 64;
/// The most references and `allOf` inside one another.
const MAX_DEEP: usize = 32;
/// The most variants or parts of a list.
const MAX_LIST: usize = 300;

/// Keywords that say nothing of which values are allowed.
const WORDS: &[&str] =
    &["title", "summary", "description", "example", "examples", "deprecated", "default"];

/// Keywords by which schemas apply together.
const IN_PLACE: &[&str] = &["$ref", "$dynamicRef", "allOf", "oneOf", "anyOf"];

/// A schema with all that applies together with it.
#[derive(Clone, Debug)]
pub(super) struct Shape<'a> {
    /// The schemas that were asked for.
    pub(super) roots: Vec<Node<'a>>,
    /// The schemas whose keywords apply.
    pub(super) parts: Vec<Node<'a>>,
    /// The fields of a form of Swagger 2.0.
    fields: Vec<(&'a str, Node<'a>, bool)>,
    /// Each `oneOf` and `anyOf` of more than one variant.
    pub(super) choices: Vec<Node<'a>>,
    /// `null` is allowed by a variant of its own.
    nullable: bool,
    /// `false` is one of the parts.
    never: bool,
    /// A reference leads nowhere, or there are more parts than are looked at.
    pub(super) cut: bool,
    version: Version,
}

/// The types of a schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Types<'a> {
    /// All but `null`; none for any type.
    pub(super) names: Option<BTreeSet<&'a str>>,
    /// `null` is one of them.
    pub(super) null: bool,
    /// They are said, and not only what the other keywords speak of.
    pub(super) stated: bool,
}

impl<'a> Shape<'a> {
    pub(super) fn of(reading: &Reading<'a>, roots: Vec<Node<'a>>) -> Self {
        let mut shape = Self::empty(reading.version());
        let (mut path, mut seen) = (Vec::new(), HashSet::new());
        for node in &roots {
            shape.add(reading, node, &mut path, &mut seen);
        }
        shape.roots = roots;
        shape
    }

    /// The form that some fields make up.
    pub(super) fn of_fields(version: Version, fields: &[Parameter<'a>]) -> Self {
        let field = |field: &Parameter<'a>| (field.name, field.node.clone(), field.required);
        Self { fields: fields.iter().map(field).collect(), ..Self::empty(version) }
    }

    /// True for the fields of a form of Swagger 2.0: no place has them as a schema.
    pub(super) fn is_form(&self) -> bool {
        !self.fields.is_empty()
    }

    fn empty(version: Version) -> Self {
        let (roots, parts, fields, choices) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let (nullable, never, cut) = (false, false, false);
        Self { roots, parts, fields, choices, nullable, never, cut, version }
    }

    fn add(
        &mut self,
        reading: &Reading<'a>,
        node: &Node<'a>,
        path: &mut Vec<Place>,
        seen: &mut HashSet<Place>,
    ) {
        if path.len() >= MAX_DEEP || self.parts.len() >= MAX_PARTS {
            self.cut = true;
            return;
        }
        if !seen.insert(node.place.clone()) {
            return;
        }
        match node.value {
            Value::Bool(allowed) => self.never |= !allowed,
            Value::Object(_) => {
                path.push(node.place.clone());
                self.object(reading, node, path, seen);
                path.pop();
            }
            _ => self.cut = true,
        }
    }

    fn object(
        &mut self,
        reading: &Reading<'a>,
        node: &Node<'a>,
        path: &mut Vec<Place>,
        seen: &mut HashSet<Place>,
    ) {
        let references = ["$ref", "$dynamicRef"].map(|key| node.string(key));
        let alone = self.version.is_old() && !node.string("$ref").is_empty();
        if !alone {
            self.parts.push(node.clone());
        }
        for reference in references.iter().filter(|text| !text.is_empty()) {
            let place = reading.locate(reference, &node.place).ok();
            // The description itself is no schema, and may be very large.
            let place = place.filter(|place| *place != Place::default());
            match place.and_then(|place| reading.get(&place)) {
                Some(target) => self.add(reading, &target, path, seen),
                None => self.cut = true,
            }
        }
        if alone {
            return;
        }
        for part in node.get("allOf").iter().flat_map(Node::items).take(MAX_LIST) {
            self.add(reading, &part, path, seen);
        }
        for list in ["oneOf", "anyOf"].iter().filter_map(|key| node.get(key)) {
            let all = list.value.as_array().map(Vec::as_slice).unwrap_or_default();
            let all = all.get(..MAX_LIST).unwrap_or(all);
            let others = all.iter().filter(|one| !self.is_null(one)).count();
            self.nullable |= others < all.len();
            match others {
                0 => {}
                1 => {
                    for only in self.variants(&list) {
                        self.add(reading, &only, path, seen);
                    }
                }
                _ => self.choices.push(list),
            }
        }
    }

    /// The variants of a list, but `null`.
    pub(super) fn variants(&self, list: &Node<'a>) -> Vec<Node<'a>> {
        list.items().take(MAX_LIST).filter(|one| !self.is_null(one.value)).collect()
    }

    /// True for the schema of `null` alone, and for what stands for it in 3.0: a variant that says
    /// no more than that it is nullable.
    fn is_null(&self, value: &Value) -> bool {
        let node = Node { place: Place::default(), value };
        let only_nullable = self.version.allows_null(&node)
            && node.object().is_some_and(|object| {
                object.keys().all(|key| matches!(key.as_str(), "nullable" | "x-nullable"))
            });
        let is = |key: &str| node.value.get(key).is_some_and(Value::is_null);
        let values = node.value.get("enum").and_then(Value::as_array);
        only_nullable
            || node.string("type") == "null"
            || is("const")
            || values.is_some_and(|values| matches!(values.as_slice(), [Value::Null]))
    }

    /// A keyword of every part that has it.
    pub(super) fn all(&self, key: &str) -> impl Iterator<Item = &'a Value> {
        self.parts.iter().filter_map(move |part| part.value.get(key))
    }

    /// The schemas of a keyword.
    pub(super) fn inner(&self, key: &str) -> Vec<Node<'a>> {
        let nodes = self.parts.iter().filter_map(|part| part.get(key));
        nodes.filter(|node| node.value.is_object()).collect()
    }

    /// True if a keyword is `true` in one of the parts.
    pub(super) fn is(&self, key: &str) -> bool {
        self.parts.iter().any(|part| part.is(key))
    }

    /// The first text of a keyword.
    pub(super) fn text(&self, key: &str) -> &'a str {
        let mut found = self.parts.iter().map(|part| part.string(key));
        found.find(|text| !text.is_empty()).unwrap_or_default()
    }

    /// The properties: the schemas of each that apply together.
    pub(super) fn properties(&self) -> BTreeMap<&'a str, Vec<Node<'a>>> {
        let mut found: BTreeMap<&str, Vec<Node<'a>>> = BTreeMap::new();
        let lists: Vec<_> = self.parts.iter().filter_map(|part| part.get("properties")).collect();
        let fields = self.fields.iter().map(|(name, node, _)| (*name, node.clone()));
        for (name, node) in lists.iter().flat_map(Node::members).chain(fields) {
            found.entry(name).or_default().push(node);
        }
        found
    }

    /// The names of the properties that must be there.
    pub(super) fn required(&self) -> BTreeSet<&'a str> {
        let lists = self.all("required").filter_map(Value::as_array);
        let fields = self.fields.iter().filter(|(.., required)| *required);
        let names = lists.flatten().filter_map(Value::as_str);
        names.chain(fields.map(|(name, ..)| *name)).collect()
    }

    /// True if no other properties may be there.
    pub(super) fn is_closed(&self) -> bool {
        let keys = ["additionalProperties", "unevaluatedProperties"];
        keys.iter().any(|key| self.all(key).any(|value| *value == Value::Bool(false)))
    }

    /// True if nothing but its variants says what is allowed.
    pub(super) fn is_bare(&self) -> bool {
        let keys = self.parts.iter().filter_map(Node::object).flat_map(|object| object.keys());
        let mut keys = keys.map(String::as_str);
        keys.all(|key| {
            IN_PLACE.contains(&key)
                || is_words(key)
                || matches!(key, "discriminator" | "nullable" | "type")
        })
    }

    /// The types that the parts agree upon; those that the other keywords speak of, if none is said.
    pub(super) fn types(&self) -> Types<'a> {
        let mut found = Types { names: None, null: self.nullable, stated: false };
        let mut every_null = true;
        for part in &self.parts {
            let allowed = self.version.allows_null(part);
            found.null |= allowed;
            let names: Vec<&str> = match part.value.get("type") {
                Some(Value::String(name)) => vec![name.as_str()],
                Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
                _ => continue,
            };
            every_null &= allowed || names.contains(&"null");
            let names = names.into_iter().filter(|name| *name != "null");
            let names = names.map(|name| if name == "file" { "string" } else { name }).collect();
            found.names = Some(meet(found.names.take(), names));
            found.stated = true;
        }
        found.null |= found.stated && every_null;
        if !found.stated {
            found.names = self.implied();
            found.null |=
                self.all("enum").filter_map(Value::as_array).flatten().any(Value::is_null);
        }
        if self.never {
            found.names = Some(BTreeSet::new());
        }
        found
    }

    fn implied(&self) -> Option<BTreeSet<&'a str>> {
        const KEYS: &[(&str, &str)] = &[
            ("properties", "object"),
            ("additionalProperties", "object"),
            ("items", "array"),
            ("pattern", "string"),
            ("maxLength", "string"),
            ("minimum", "number"),
            ("maximum", "number"),
        ];
        let lists = self.all("enum").filter_map(Value::as_array).flatten();
        let values = lists.chain(self.all("const")).filter(|value| !value.is_null());
        let mut names: BTreeSet<&str> = values.take(MAX_LIST).map(kind).collect();
        if names.is_empty() {
            let spoken = KEYS.iter().find(|(key, _)| self.all(key).next().is_some());
            names.extend(spoken.map(|(_, name)| *name));
        }
        if !self.fields.is_empty() {
            names.insert("object");
        }
        (!names.is_empty()).then_some(names)
    }
}

/// The type of a value; a whole number is an integer.
fn kind(value: &Value) -> &'static str {
    let integer = super::super::validate::decimal::Decimal::of(value);
    match crate::json::kind(value) {
        "number" if integer.is_some_and(|number| number.is_integer()) => "integer",
        name => name,
    }
}

/// What both name; the first, if they have nothing in common.
fn meet<'a>(known: Option<BTreeSet<&'a str>>, names: BTreeSet<&'a str>) -> BTreeSet<&'a str> {
    let Some(known) = known else { return names };
    let within = |one: &BTreeSet<&'a str>, other: &BTreeSet<&'a str>| {
        one.iter().filter(|name| holds(other, name)).copied().collect::<BTreeSet<_>>()
    };
    let both: BTreeSet<&str> = &within(&known, &names) | &within(&names, &known);
    if both.is_empty() { known } else { both }
}

/// True if a type is one of some, or a kind of one: an `integer` is a `number`.
pub(super) fn holds(names: &BTreeSet<&str>, name: &str) -> bool {
    names.contains(name) || (name == "integer" && names.contains("number"))
}

fn is_words(key: &str) -> bool {
    WORDS.contains(&key) || key.starts_with("x-")
}

/// The schema that a node stands for, if it is a reference with words beside it: as 3.1 has it, and
/// as an `allOf` of one, which is how 3.0 puts words beside a reference.
pub(super) fn target(reading: &Reading<'_>, node: &Node<'_>) -> Option<Place> {
    let rest = |own: &str| {
        let mut keys = node.object()?.keys().map(String::as_str);
        keys.all(|key| key == own || is_words(key) || matches!(key, "readOnly" | "writeOnly"))
            .then_some(())
    };
    let reference = node.string("$ref");
    if !reference.is_empty() {
        if !reading.version().is_old() {
            rest("$ref")?;
        }
        return reading.locate(reference, &node.place).ok();
    }
    rest("allOf")?;
    let list = node.get("allOf")?;
    let mut parts = list.items();
    let only = parts.next().filter(|_| parts.next().is_none())?;
    let reference = only.string("$ref");
    (!reference.is_empty()).then(|| reading.locate(reference, &only.place).ok())?
}

/// True if a schema is more than what is written in it.
pub(super) fn leads_on(node: &Node<'_>) -> bool {
    IN_PLACE.iter().any(|key| node.value.get(key).is_some())
}
