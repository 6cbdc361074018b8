//! A schema without references, as far as a field needs it: for `request::style`, which follows
//! none, and for the kind of the field.

use crate::json::kind as json_kind;
use crate::openapi::{Node, Reading};
use crate::operation::Kind;
use serde_json::{Map, Value};
use std::cell::Cell;

/// How deep a schema is looked into. A parameter seldom holds more.
const DEPTH: usize = 5;
/// How many schemas are looked at for one field.
const BUDGET: usize = 300;

/// The words that are kept as they are.
const KEPT: [&str; 13] = [
    "type",
    "format",
    "nullable",
    "enum",
    "const",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "default",
    "example",
    "contentMediaType",
    "contentEncoding",
];

/// The schema of a node.
pub(super) fn shape<'a>(reading: &Reading<'a>, node: &Node<'a>) -> Value {
    make(reading, node, DEPTH, &Cell::new(BUDGET))
}

fn make<'a>(reading: &Reading<'a>, node: &Node<'a>, depth: usize, budget: &Cell<usize>) -> Value {
    let Ok(found) = reading.follow(node) else {
        return Value::Null;
    };
    let (Some(schema), Some(left)) = (found.object(), budget.get().checked_sub(1)) else {
        return Value::Null;
    };
    budget.set(left);
    let mut shape = Map::new();
    // What stands beside a reference (3.1) says more of this very place.
    let beside = node.object().filter(|_| node.place != found.place);
    for key in KEPT {
        let value = beside.and_then(|beside| beside.get(key)).or_else(|| schema.get(key));
        if let Some(value) = value {
            shape.insert(key.to_owned(), value.clone());
        }
    }
    if let Some(first) = schema.get("examples").and_then(|examples| examples.get(0)) {
        shape.entry("example").or_insert_with(|| first.clone());
    }
    if depth == 0 {
        return Value::Object(shape);
    }
    let inner = |node: Node<'a>| make(reading, &node, depth - 1, budget);
    for key in ["items", "additionalProperties"] {
        if let Some(part) = found.get(key).filter(|part| part.value.is_object()) {
            shape.insert(key.to_owned(), inner(part));
        }
    }
    for key in ["allOf", "anyOf", "oneOf"] {
        if let Some(parts) = found.get(key) {
            let parts = parts.items().take_while(|_| budget.get() > 0);
            shape.insert(key.to_owned(), parts.map(inner).collect());
        }
    }
    if let Some(properties) = found.get("properties") {
        let members = properties.members().take_while(|_| budget.get() > 0);
        let members = members.map(|(name, node)| (name.to_owned(), inner(node)));
        shape.insert("properties".to_owned(), Value::Object(members.collect()));
    }
    Value::Object(shape)
}

/// What is typed in the field of a shape. Its depth is bounded, as that of the shape is.
pub(super) fn kind(shape: &Value) -> Kind {
    let parts = |key: &str| shape.get(key).and_then(Value::as_array).into_iter().flatten();
    if let Some(values) = values(shape) {
        return Kind::Enum(values);
    }
    let written = match shape.get("type") {
        Some(Value::Array(names)) => {
            let mut names = names.iter().filter_map(Value::as_str).filter(|name| *name != "null");
            match (names.next(), names.next()) {
                (Some(name), None) => name,
                (None, _) => "",
                _ => return Kind::Text,
            }
        }
        name => name.and_then(Value::as_str).unwrap_or_default(),
    };
    match written {
        "integer" => Kind::Integer {
            min: bound(shape, "minimum", "exclusiveMinimum", 1),
            max: bound(shape, "maximum", "exclusiveMaximum", -1),
        },
        "number" => Kind::Number,
        "boolean" => Kind::Boolean,
        "array" => list(shape),
        "object" => Kind::Json,
        "file" => Kind::File,
        "string" => of_format(shape),
        "" if shape.get("items").is_some() => list(shape),
        "" if shape.get("properties").is_some() => Kind::Json,
        _ => {
            let mut kinds: Vec<Kind> =
                parts("allOf").map(kind).filter(|one| *one != Kind::Text).collect();
            for key in ["anyOf", "oneOf"] {
                let variants: Vec<Kind> =
                    parts(key).filter(|one| !is_null(one)).map(kind).collect();
                kinds.extend(together(variants));
            }
            kinds.into_iter().next().unwrap_or_else(|| of_format(shape))
        }
    }
}

/// One kind for several variants: all of them are it, or all of them are lists of values.
fn together(variants: Vec<Kind>) -> Option<Kind> {
    let mut variants = variants.into_iter();
    let first = variants.next()?;
    variants.try_fold(first, |found, next| match (found, next) {
        (Kind::Enum(mut values), Kind::Enum(more)) => {
            values.extend(more);
            Some(Kind::Enum(values))
        }
        (found, next) if found == next => Some(found),
        _ => None,
    })
}

fn values(shape: &Value) -> Option<Vec<String>> {
    let listed = shape.get("enum").and_then(Value::as_array);
    let values: Vec<String> = match (listed, shape.get("const")) {
        (Some(listed), _) => listed.iter().filter(|value| !value.is_null()).map(text).collect(),
        (None, Some(value)) if !value.is_null() => vec![text(value)],
        _ => return None,
    };
    (!values.is_empty()).then_some(values)
}

fn list(shape: &Value) -> Kind {
    match shape.get("items").map(kind).unwrap_or_default() {
        Kind::List(_) | Kind::Json => Kind::Json,
        item => Kind::List(Box::new(item)),
    }
}

fn of_format(shape: &Value) -> Kind {
    let word = |key: &str| shape.get(key).and_then(Value::as_str).unwrap_or_default();
    match word("format") {
        "date" => Kind::Date,
        "date-time" => Kind::DateTime,
        "binary" => Kind::File,
        _ if !word("contentMediaType").is_empty() && word("contentEncoding").is_empty() => {
            Kind::File
        }
        _ => Kind::Text,
    }
}

fn is_null(shape: &Value) -> bool {
    shape.get("type").and_then(Value::as_str) == Some("null")
}

/// A bound that is included: one that is not (a number since 3.1, a switch before) is moved by one.
fn bound(shape: &Value, key: &str, exclusive: &str, step: i64) -> Option<i64> {
    let number = |key: &str| shape.get(key).and_then(Value::as_i64);
    let included = number(key);
    let moved = |bound: i64| bound.checked_add(step);
    match shape.get(exclusive) {
        Some(Value::Bool(true)) => included.and_then(moved),
        Some(Value::Number(_)) => {
            let other = number(exclusive).and_then(moved);
            let tighter = |one: i64, other: i64| {
                if step > 0 { one.max(other) } else { one.min(other) }
            };
            match (included, other) {
                (Some(one), Some(other)) => Some(tighter(one, other)),
                (one, other) => one.or(other),
            }
        }
        _ => included,
    }
}

/// A value as one would type it: the items of a list a line each.
pub(super) fn typed(value: &Value, kind: &Kind) -> String {
    let is_plain = |item: &Value| {
        !matches!(json_kind(item), "array" | "object")
            && !text(item).is_empty()
            && !text(item).contains('\n')
    };
    match (value, kind) {
        (Value::Array(items), Kind::List(_)) if items.iter().all(is_plain) => {
            items.iter().map(text).collect::<Vec<_>>().join("\n")
        }
        (Value::Null, _) => String::new(),
        (value, _) => text(value),
    }
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
