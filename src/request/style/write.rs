//! A value in the form of its style. Every value can be written in every style: a combination that
//! the specification leaves open takes the form that its neighbours have.

use super::{Escape, Location, Serialization, Serialized, Style};
use crate::request::encode;
use serde_json::Value;

/// What stands in the request for a value.
///
/// Null is an empty text wherever it stands, as the column "undefined" of the specification's table
/// has it; so an item that is null keeps its place. A value that is not there at all is not
/// serialized: the caller leaves it out. Arrays and objects inside of others are JSON.
pub fn serialize(name: &str, value: &Value, how: Serialization) -> Serialized {
    let name = match (how.location, how.style) {
        (Location::Header, _) | (_, Style::Cookie) => name.to_owned(),
        _ => encode::query_component(name),
    };
    let in_pairs = matches!(how.location, Location::Query | Location::Cookie);
    let Some(parts) = parts(value, how) else {
        // An empty value may stand for nothing where the style has a form for nothing.
        let named = in_pairs && how.allow_empty_value && how.style == Style::Form;
        return if named {
            Serialized::Pairs(vec![format!("{name}=")])
        } else {
            Serialized::Nothing
        };
    };
    if in_pairs {
        return Serialized::Pairs(parts.iter().map(|part| pair(&name, part, how)).collect());
    }
    let texts = parts.iter().map(|part| in_text(&name, part, how));
    Serialized::Text(match how.style {
        Style::Label | Style::Matrix => texts.collect(),
        _ => texts.collect::<Vec<_>>().join(delimiter(how)),
    })
}

/// A piece of a value that stands apart, encoded.
struct Part {
    /// The member's name, if it is one of an object.
    name: Option<String>,
    text: String,
}

/// Cuts a value at the places where its style does; `None` if there is nothing in it.
fn parts(value: &Value, how: Serialization) -> Option<Vec<Part>> {
    let apart = how.explode || how.style == Style::DeepObject;
    let together = |texts: Vec<String>| vec![Part { name: None, text: texts.join(delimiter(how)) }];
    match (value, how.style) {
        (_, Style::Json) => Some(vec![alone(&value.to_string(), how)]),
        (_, Style::Text) => Some(vec![alone(&plain(value), how)]),
        (Value::Array(items), _) if items.is_empty() => None,
        (Value::Object(members), _) if members.is_empty() => None,
        (Value::Array(items), _) => {
            let texts = items.iter().map(|item| escape(&plain(item), how));
            Some(if apart {
                texts.map(|text| Part { name: None, text }).collect()
            } else {
                together(texts.collect())
            })
        }
        (Value::Object(members), _) => {
            let pairs =
                members.iter().map(|(name, item)| (escape(name, how), escape(&plain(item), how)));
            Some(if apart {
                pairs.map(|(name, text)| Part { name: Some(name), text }).collect()
            } else {
                together(pairs.flat_map(|(name, text)| [name, text]).collect())
            })
        }
        _ => Some(vec![alone(&plain(value), how)]),
    }
}

/// A single value. It needs no delimiter, so a path may hold more of its characters.
fn alone(text: &str, how: Serialization) -> Part {
    let text = match (how.location, how.escape) {
        (Location::Path, Escape::Segment) => encode::path_segment(text),
        _ => escape(text, how),
    };
    Part { name: None, text }
}

fn pair(name: &str, part: &Part, how: Serialization) -> String {
    let text = &part.text;
    match &part.name {
        Some(member) if how.style == Style::DeepObject => format!("{name}%5B{member}%5D={text}"),
        Some(member) => format!("{member}={text}"),
        None => format!("{name}={text}"),
    }
}

fn in_text(name: &str, part: &Part, how: Serialization) -> String {
    let text = &part.text;
    match (how.style, &part.name) {
        (Style::Label, Some(member)) => format!(".{member}={text}"),
        (Style::Label, None) => format!(".{text}"),
        (Style::Matrix, member) => {
            let name = member.as_deref().unwrap_or(name);
            // RFC 6570 §3.2.7: an empty value has no `=`.
            if text.is_empty() { format!(";{name}") } else { format!(";{name}={text}") }
        }
        (_, Some(member)) => format!("{member}={text}"),
        (_, None) => text.clone(),
    }
}

/// What stands between the items of one value. No URL may hold a blank, a tab or a bar as they are;
/// a header may.
fn delimiter(how: Serialization) -> &'static str {
    let raw = how.location == Location::Header;
    match how.style {
        Style::SpaceDelimited if raw => " ",
        Style::SpaceDelimited => "%20",
        Style::TabDelimited if raw => "\t",
        Style::TabDelimited => "%09",
        Style::PipeDelimited if raw => "|",
        Style::PipeDelimited => "%7C",
        _ => ",",
    }
}

/// Encodes a text for its place, once.
fn escape(text: &str, how: Serialization) -> String {
    match (how.location, how.style, how.escape) {
        // OpenAPI 3.2, "Fixed Fields for use with schema": these are passed through unchanged.
        (Location::Header, ..) | (_, Style::Cookie, _) => text.to_owned(),
        (Location::Cookie, Style::Json | Style::Text, _) => encode::cookie_value(text),
        (_, _, Escape::Reserved) => encode::reserved(text),
        (_, _, Escape::Unreserved | Escape::Segment) => encode::query_component(text),
    }
}

/// A value that is not taken apart: numbers with the digits that were typed, the rest as JSON.
fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
