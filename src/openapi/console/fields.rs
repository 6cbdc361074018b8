//! What to know of each field: parameters, and the fields of forms.

use super::shape::{kind, shape, typed};
use crate::markdown;
use crate::openapi::operation::{Body, Content, Example, In, Media, Parameter};
use crate::openapi::schema::Direction;
use crate::openapi::{Node, Reading, example};
use crate::operation::{Hint, Kind, Place};
use crate::request::media_type::essence;
use serde_json::Value;
use std::collections::HashSet;

/// How deep `allOf` and its like are looked into for the fields of a form.
const DEPTH: usize = 8;
/// How many schemas are looked at for the fields of one form.
const SCHEMAS: usize = 2_000;
/// How many fields a form may have.
const FIELDS: usize = 1_000;
/// How deep the members of a field stand for themselves.
const DEEP: usize = 3;
/// How many fields may be made of members; what comes after stays whole.
const MOST: usize = 200;

/// The hint of a parameter, if the console has a place for it, and its schema without references.
pub(super) fn parameter<'a>(
    reading: &Reading<'a>,
    parameter: &Parameter<'a>,
) -> (Option<Hint>, Value) {
    let schema = parameter.schema.as_ref().map(|node| shape(reading, node)).unwrap_or_default();
    let place = match parameter.place {
        In::Path => Place::Path,
        In::Query => Place::Query,
        In::Header => Place::Header,
        In::Cookie => Place::Cookie,
        In::QueryString | In::Form => return (None, schema),
    };
    (Some(hint(parameter, place, &schema)), schema)
}

fn hint(parameter: &Parameter<'_>, place: Place, schema: &Value) -> Hint {
    let kind = match kind(schema) {
        // A file is chosen for a part of a body alone.
        Kind::File if place != Place::Multipart => Kind::Text,
        kind => kind,
    };
    let extension = parameter.node.value.get("x-example");
    let example = first(&parameter.examples).or(extension).or_else(|| schema.get("example"));
    Hint {
        name: parameter.name.to_owned(),
        place,
        required: parameter.required,
        deprecated: parameter.deprecated,
        description: markdown::plain(parameter.description),
        example: match parameter.examples.first().map(|example| example.content) {
            Some(Content::Text(text)) => text.to_owned(),
            _ => example.map(|value| typed(value, &kind)).unwrap_or_default(),
        },
        default: schema.get("default").map(|value| typed(value, &kind)).unwrap_or_default(),
        media_type: String::new(),
        kind,
    }
}

fn first<'a>(examples: &[Example<'a>]) -> Option<&'a Value> {
    examples.iter().find_map(|example| match example.content {
        Content::Value(value) => Some(value),
        Content::Text(_) | Content::External(_) => None,
    })
}

/// The whole query as fields, if it is a form; else as a text.
pub(super) fn query_string<'a>(
    reading: &Reading<'a>,
    parameter: &Parameter<'a>,
) -> (Vec<(Hint, Value)>, String) {
    let given = first(&parameter.examples);
    if parameter.media_type != "application/x-www-form-urlencoded" {
        return (Vec::new(), given.map(|value| typed(value, &Kind::Json)).unwrap_or_default());
    }
    let fields = parameter.schema.iter().flat_map(|schema| properties(reading, schema));
    let fields = fields.map(|field| {
        let schema = shape(reading, &field.node);
        let example = given.and_then(|given| given.get(field.name));
        (field.hint(reading, Place::Query, &schema, example), schema)
    });
    (fields.collect(), String::new())
}

/// The fields of the forms that a body may be.
pub(super) fn of_forms<'a>(reading: &Reading<'a>, body: &Body<'a>) -> Vec<Hint> {
    let mut hints = Vec::new();
    for media in &body.media {
        let place = match essence(media.name).as_str() {
            "application/x-www-form-urlencoded" => Place::Form,
            "multipart/form-data" => Place::Multipart,
            _ => continue,
        };
        for field in &body.fields {
            let schema = field.schema.as_ref().map(|node| shape(reading, node)).unwrap_or_default();
            hints.push(hint(field, place, &schema));
        }
        hints.extend(of_schema(reading, media, place));
    }
    hints
}

fn of_schema<'a>(reading: &Reading<'a>, media: &Media<'a>, place: Place) -> Vec<Hint> {
    let Some(schema) = &media.schema else {
        return Vec::new();
    };
    let mut made = None;
    let given = first(&media.examples);
    let mut hints = Vec::new();
    for field in properties(reading, schema) {
        let schema_of = shape(reading, &field.node);
        let own = given.and_then(|given| given.get(field.name));
        let mut hint = field.hint(reading, place, &schema_of, own);
        if hint.required && hint.example.is_empty() && hint.default.is_empty() {
            let made = made.get_or_insert_with(|| example::of(reading, schema, Direction::Request));
            let value = made.get(field.name);
            hint.example = value.map(|value| typed(value, &hint.kind)).unwrap_or_default();
        }
        let encoding = media.encoding.iter().find(|(name, _)| *name == field.name);
        let content_type = encoding.map(|(_, node)| node.string("contentType")).unwrap_or_default();
        hint.media_type = match (place, content_type) {
            (Place::Multipart, "") if hint.kind == Kind::Json => "application/json".to_owned(),
            (Place::Multipart, name) if !name.contains([',', '*']) => name.to_owned(),
            _ => String::new(),
        };
        let style = encoding.map(|(_, node)| node.string("style")).unwrap_or_default();
        if place == Place::Form && style == "deepObject" {
            deep(reading, (hint, &field.node, own), &mut hints, DEEP);
        } else {
            hints.push(hint);
        }
    }
    hints
}

/// The members of a field of the style `deepObject` as fields of their own, `a[b]`; the items of a
/// list as `a[]`, which the specification leaves open and servers of this style read.
fn deep<'a>(
    reading: &Reading<'a>,
    (whole, node, example): (Hint, &Node<'a>, Option<&Value>),
    hints: &mut Vec<Hint>,
    depth: usize,
) {
    let is_open = depth > 0 && hints.len() < MOST;
    let members = if is_open { properties(reading, node) } else { Vec::new() };
    if members.is_empty() {
        let name = match whole.kind {
            Kind::List(_) => format!("{}[]", whole.name),
            _ => whole.name.clone(),
        };
        hints.push(Hint { name, ..whole });
        return;
    }
    for member in members {
        let own = example.and_then(|example| example.get(member.name));
        let hint = member.hint(reading, whole.place, &shape(reading, &member.node), own);
        let hint = Hint {
            name: format!("{}[{}]", whole.name, member.name),
            required: whole.required && hint.required,
            deprecated: whole.deprecated || hint.deprecated,
            ..hint
        };
        deep(reading, (hint, &member.node, own), hints, depth - 1);
    }
}

/// A property that becomes a field.
struct Property<'a> {
    name: &'a str,
    node: Node<'a>,
    required: bool,
}

impl<'a> Property<'a> {
    fn hint(
        &self,
        reading: &Reading<'a>,
        place: Place,
        schema: &Value,
        example: Option<&Value>,
    ) -> Hint {
        let followed = reading.follow(&self.node).ok();
        let words = [Some(&self.node), followed.as_ref()].into_iter().flatten();
        let mut words = words.map(|node| node.string("description"));
        let kind = match kind(schema) {
            Kind::File if place != Place::Multipart => Kind::Text,
            kind => kind,
        };
        let value =
            |value: Option<&Value>| value.map(|value| typed(value, &kind)).unwrap_or_default();
        Hint {
            name: self.name.to_owned(),
            place,
            required: self.required,
            deprecated: followed.as_ref().is_some_and(|node| node.is("deprecated")),
            description: markdown::plain(words.find(|words| !words.is_empty()).unwrap_or_default()),
            example: value(example.or_else(|| schema.get("example"))),
            default: value(schema.get("default")),
            media_type: String::new(),
            kind,
        }
    }
}

/// The properties of a schema that are sent: its own and those of `allOf`; of variants, those of the
/// first that has any.
fn properties<'a>(reading: &Reading<'a>, schema: &Node<'a>) -> Vec<Property<'a>> {
    let mut collected = Collected::default();
    collect(reading, schema, &mut collected, DEPTH);
    for property in &mut collected.properties {
        property.required = collected.required.contains(property.name);
    }
    collected.properties
}

/// What the schemas of a form say of its fields.
#[derive(Default)]
struct Collected<'a> {
    properties: Vec<Property<'a>>,
    names: HashSet<&'a str>,
    required: HashSet<&'a str>,
    /// The schemas that were looked at: a second time they say nothing new.
    seen: HashSet<(usize, String)>,
}

fn collect<'a>(reading: &Reading<'a>, schema: &Node<'a>, into: &mut Collected<'a>, depth: usize) {
    let (Ok(schema), Some(depth)) = (reading.follow(schema), depth.checked_sub(1)) else {
        return;
    };
    let place = (schema.place.document, schema.place.pointer.clone());
    if into.seen.len() >= SCHEMAS || !into.seen.insert(place) {
        return;
    }
    let names = schema.value.get("required").and_then(Value::as_array);
    into.required.extend(names.into_iter().flatten().filter_map(Value::as_str));
    for (name, node) in schema.get("properties").iter().flat_map(Node::members) {
        if into.properties.len() >= FIELDS {
            break;
        }
        if !node.is("readOnly") && into.names.insert(name) {
            into.properties.push(Property { name, node, required: false });
        }
    }
    for part in schema.get("allOf").iter().flat_map(Node::items) {
        collect(reading, &part, into, depth);
    }
    for variants in ["oneOf", "anyOf"].iter().filter_map(|key| schema.get(key)) {
        let before = into.properties.len();
        for variant in variants.items() {
            if into.properties.len() == before {
                collect(reading, &variant, into, depth);
            }
        }
    }
}
