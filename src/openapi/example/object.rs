//! Objects.

use super::super::Node;
use super::super::schema::Direction;
use super::make::{Made, Maker};
use super::parts::Parts;
use super::pattern;
use serde_json::{Map, Value};

/// How deep a value of the author's is looked through for what the direction leaves out.
const MAX_DEPTH: usize = 12;
/// How many properties are made up for `minProperties`.
const MAX_MADE_UP: usize = 100;
/// What a property costs that has properties of its own.
const LEAST_ROOM: usize = 2;

/// What the schemas say of one property.
struct Property<'a> {
    name: String,
    schemas: Vec<Node<'a>>,
    allowed: bool,
    required: bool,
}

/// An object with what is described, as far as there is room for it.
pub(super) fn make<'a>(maker: &mut Maker<'_, 'a>, parts: &Parts<'a>) -> Option<Made> {
    let (mut members, mut sound) = (Map::new(), true);
    let properties = properties(maker, parts);
    let mut needed = properties.iter().filter(|property| property.required).count();
    let most = parts.least("maxProperties").unwrap_or(usize::MAX);
    let (room, mut complex) = (maker.room, 0);
    for property in properties.iter().filter(|it| is_complex(maker, it)) {
        complex += usize::from(property.required || !maker.manner.minimal);
    }
    let share = room.saturating_sub(properties.len()) / complex.max(1);
    for property in &properties {
        if !property.required
            && (maker.manner.minimal
                || !property.allowed
                || members.len() + needed >= most
                || (share < LEAST_ROOM && is_complex(maker, property)))
        {
            continue;
        }
        needed -= usize::from(property.required);
        maker.room = share;
        let made = one(maker, parts, property);
        maker.room = room;
        match made {
            Some(made) if made.sound || property.required => {
                sound &= made.sound && property.allowed;
                members.insert(property.name.clone(), made.value);
            }
            None if property.required => return None,
            _ => {}
        }
    }
    let few = usize::from(properties.is_empty() && !maker.manner.minimal);
    let least = parts.most("minProperties").unwrap_or(0);
    fill_up(maker, parts, &mut members, (least, few.min(most)));
    sound &= members.len() >= least;
    Some(Made { value: Value::Object(members), sound })
}

/// The properties that are described or required, in order.
fn properties<'a>(maker: &Maker<'_, 'a>, parts: &Parts<'a>) -> Vec<Property<'a>> {
    let mut required: Vec<&str> = strings(parts.each("required"));
    let mut index = 0;
    while let Some(name) = required.get(index).copied() {
        let more = strings(parts.each("dependentRequired").filter_map(|all| all.get(name)));
        let new: Vec<&str> = more.into_iter().filter(|it| !required.contains(it)).collect();
        required.extend(new);
        index += 1;
    }
    let mut names: Vec<&str> = Vec::new();
    for schema in &parts.all {
        let described = schema.get("properties");
        names.extend(described.iter().flat_map(Node::members).map(|(name, _)| name));
    }
    let declared = names.len();
    names.extend(&required);
    let mut known = std::collections::HashSet::new();
    let mut found = Vec::new();
    for (index, name) in names.into_iter().enumerate() {
        if !known.insert(name) {
            continue;
        }
        let (schemas, allowed) = described(maker, parts, name);
        if is_left_out(maker, &schemas) {
            continue;
        }
        let required = index >= declared || required.contains(&name);
        found.push(Property { name: name.to_owned(), schemas, allowed, required });
    }
    found
}

fn strings<'v>(lists: impl Iterator<Item = &'v Value>) -> Vec<&'v str> {
    lists.filter_map(Value::as_array).flatten().filter_map(Value::as_str).collect()
}

/// The schemas that hold for a property, and whether it may be there.
pub(super) fn described<'a>(
    maker: &Maker<'_, 'a>,
    parts: &Parts<'a>,
    name: &str,
) -> (Vec<Node<'a>>, bool) {
    let (mut found, mut allowed, mut known_anywhere) = (Vec::new(), true, false);
    for schema in &parts.all {
        let mut known = false;
        if let Some(property) = schema.get("properties").and_then(|all| all.get(name)) {
            found.push(property);
            known = true;
        }
        for (pattern, property) in schema.get("patternProperties").iter().flat_map(Node::members) {
            if maker.patterns.matches(pattern, name) == Some(true) {
                found.push(property);
                known = true;
            }
        }
        if let Some(rest) = schema.get("additionalProperties").filter(|_| !known) {
            allowed &= rest.value != &Value::Bool(false);
            found.push(rest);
            known = true;
        }
        known_anywhere |= known;
    }
    for schema in parts.all.iter().filter(|_| !known_anywhere) {
        if let Some(rest) = schema.get("unevaluatedProperties") {
            allowed &= rest.value != &Value::Bool(false);
            found.push(rest);
        }
    }
    allowed &= found.iter().all(|schema| schema.value != &Value::Bool(false));
    (found, allowed)
}

/// True if the direction leaves a property out.
fn is_left_out<'a>(maker: &Maker<'_, 'a>, schemas: &[Node<'a>]) -> bool {
    let word = match maker.direction {
        Direction::Request => "readOnly",
        Direction::Response => "writeOnly",
        Direction::Both => return false,
    };
    maker.gather(schemas).all.iter().any(|schema| schema.is(word))
}

/// True if a property most likely has properties or items of its own.
fn is_complex<'a>(maker: &Maker<'_, 'a>, property: &Property<'a>) -> bool {
    let parts = maker.gather(&property.schemas);
    !parts.choices.is_empty() || matches!(parts.kinds().first(), Some(&("object" | "array")))
}

fn one<'a>(maker: &mut Maker<'_, 'a>, parts: &Parts<'a>, property: &Property<'a>) -> Option<Made> {
    for (name, tag) in &parts.tags {
        let value = Value::String(tag.clone());
        if *name == property.name && maker.fits(&property.schemas, &value) {
            return Some(Made { value, sound: true });
        }
    }
    maker.make(&property.schemas, &property.name)
}

/// Makes up properties: as many as must be at least, or a few where that is all there can be.
fn fill_up<'a>(
    maker: &mut Maker<'_, 'a>,
    parts: &Parts<'a>,
    members: &mut Map<String, Value>,
    (least, few): (usize, usize),
) {
    let wanted = least.max(members.len().max(few)).min(MAX_MADE_UP);
    let is_schema = |value: &Value| value.as_object().is_some_and(|it| !it.is_empty());
    let is_map = parts.each("additionalProperties").any(is_schema)
        || parts.each("patternProperties").any(is_schema);
    for index in 0..wanted * 3 {
        if members.len() >= wanted || (members.len() >= least && !is_map) {
            return;
        }
        let Some(name) = made_up_name(maker, parts, index) else {
            continue;
        };
        let (schemas, allowed) = described(maker, parts, &name);
        if !allowed || members.contains_key(&name) || is_left_out(maker, &schemas) {
            continue;
        }
        if let Some(made) = maker.make(&schemas, "").filter(|made| made.sound) {
            members.insert(name, made.value);
        }
    }
}

/// A name for a property that is made up.
fn made_up_name<'a>(maker: &mut Maker<'_, 'a>, parts: &Parts<'a>, index: usize) -> Option<String> {
    let rule = |schema: &Node<'a>| schema.get("propertyNames");
    let names: Vec<Node<'a>> = parts.all.iter().filter_map(rule).collect();
    if !names.is_empty() {
        let before = maker.manner.salt;
        maker.manner.salt += index;
        let made = maker.make(&names, "");
        maker.manner.salt = before;
        return made.filter(|made| made.sound)?.value.as_str().map(str::to_owned);
    }
    let own = parts.each("x-additionalPropertiesName").find_map(Value::as_str);
    let patterns = parts.each("patternProperties").filter_map(Value::as_object).flatten();
    let closed = !parts.each("additionalProperties").any(|rest| rest != &Value::Bool(false));
    let patterns: Vec<&String> = patterns.map(|(pattern, _)| pattern).collect();
    if let Some(pattern) = patterns.get(index % patterns.len().max(1)).filter(|_| closed) {
        let known = &maker.patterns;
        let matches = |text: &str| known.matches(pattern, text) == Some(true);
        return pattern::text(pattern, (0, usize::MAX), index, &matches);
    }
    Some(match (own, index) {
        (Some(name), 0) => name.to_owned(),
        (_, 0) => "key".to_owned(),
        _ => format!("key{}", index + 1),
    })
}

/// A value of the author's without what the direction leaves out.
pub(super) fn without_left_out<'a>(
    maker: &Maker<'_, 'a>,
    parts: &Parts<'a>,
    value: &Value,
    depth: usize,
) -> Value {
    if maker.direction == Direction::Both || depth > MAX_DEPTH {
        return value.clone();
    }
    match value {
        Value::Object(members) => {
            let mut kept = Map::new();
            for (key, value) in members {
                let (schemas, _) = described(maker, parts, key);
                if !is_left_out(maker, &schemas) {
                    let inner = maker.gather(&schemas);
                    kept.insert(key.clone(), without_left_out(maker, &inner, value, depth + 1));
                }
            }
            Value::Object(kept)
        }
        Value::Array(items) => {
            let schemas: Vec<_> = parts.all.iter().filter_map(|it| it.get("items")).collect();
            let inner = maker.gather(&schemas);
            items.iter().map(|item| without_left_out(maker, &inner, item, depth + 1)).collect()
        }
        _ => value.clone(),
    }
}
