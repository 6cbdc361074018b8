//! The examples of a media type: those that are written there, else one made from its schema.

use super::super::schema::Direction;
use super::super::{Node, Reading};
use crate::request::media_type::is_json;
use serde_json::Value;

/// The examples of a media type object: the name, the summary and the value of each. A value that is
/// only text (`serializedValue`, or XML written as a string) is a string. Examples that lie
/// elsewhere (`externalValue`) are left out.
pub fn media<'a>(
    reading: &Reading<'a>,
    media: &Node<'a>,
    media_type: &str,
    direction: Direction,
) -> Vec<(String, String, Value)> {
    let named = media.get("examples");
    let mut found: Vec<_> = named
        .iter()
        .flat_map(Node::members)
        .filter_map(|(name, example)| {
            let example = reading.follow(&example).ok()?;
            let value = value_of(&example, media_type)?;
            Some((name.to_owned(), example.string("summary").to_owned(), value))
        })
        .collect();
    if found.is_empty() {
        let own = media.value.get("example").cloned();
        let schema = media.get("schema").or_else(|| media.get("itemSchema"));
        let value = own.or_else(|| Some(super::of(reading, &schema?, direction)));
        found.extend(value.map(|value| (String::new(), String::new(), value)));
    }
    found
}

fn value_of(example: &Node<'_>, media_type: &str) -> Option<Value> {
    let member = |key: &str| example.value.get(key);
    if let Some(value) = member("value").or_else(|| member("dataValue")) {
        return Some(value.clone());
    }
    let text = member("serializedValue")?;
    let read = text
        .as_str()
        .filter(|_| is_json(media_type))
        .and_then(|text| crate::json::parse(text).ok());
    Some(read.unwrap_or_else(|| text.clone()))
}
