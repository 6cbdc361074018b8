//! From the text of one field to a value, by the schema of its parameter.

use crate::json::{self, kind};
use serde_json::{Map, Value};

/// How deep `anyOf` and its like are followed; beyond that a text is a text.
const MAX_DEPTH: usize = 16;

/// Reads what was typed as the schema has it. It cannot fail: what does not read as its type stays
/// the text that it is.
///
/// - a string stays a string whatever it looks like, if the schema allows one;
/// - numbers, booleans and null are the literal that was typed;
/// - an array is a JSON array, else one item a line (a blank line is none);
/// - an object is a JSON object, else one `name=value` a line.
pub fn typed(text: &str, schema: &Value) -> Value {
    let types = types(schema);
    let takes = |name: &str| types.iter().any(|found| found == name);
    let whole = json::parse(text).ok().filter(|value| match value {
        Value::Array(_) => takes("array"),
        Value::Object(_) => takes("object"),
        literal => !takes("string") && is_literal(text, literal, takes),
    });
    if let Some(value) = whole {
        return value;
    }
    if takes("string") {
        return text.into();
    }
    if takes("array") {
        let items = schema.get("items").unwrap_or(&Value::Null);
        return lines(text).map(|line| typed(line, items)).collect();
    }
    if takes("object") {
        let member = |line: &str| {
            let (name, value) = line.split_once('=').unwrap_or((line, ""));
            (name.to_owned(), typed(value, member_schema(schema, name)))
        };
        return Value::Object(lines(text).map(member).collect::<Map<_, _>>());
    }
    if text.is_empty() && takes("null") { Value::Null } else { text.into() }
}

/// True for a literal of a type that is taken. One with blanks about it, or with digits that would
/// be written otherwise, is not what was typed.
fn is_literal(text: &str, literal: &Value, takes: impl Fn(&str) -> bool) -> bool {
    let is_taken = match literal {
        Value::Number(_) => takes("integer") || takes("number"),
        Value::Bool(_) => takes("boolean"),
        Value::Null => takes("null"),
        _ => false,
    };
    let written = literal.to_string();
    is_taken && written == text
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.trim().is_empty())
}

fn member_schema<'a>(schema: &'a Value, name: &str) -> &'a Value {
    let own = schema.get("properties").and_then(|properties| properties.get(name));
    own.or_else(|| schema.get("additionalProperties")).unwrap_or(&Value::Null)
}

/// The types that a schema allows; empty if it says nothing of them.
pub(super) fn types(schema: &Value) -> Vec<String> {
    let mut found = Vec::new();
    collect(schema, &mut found, 0);
    found
}

fn collect(schema: &Value, found: &mut Vec<String>, depth: usize) {
    let before = found.len();
    match schema.get("type") {
        Some(Value::String(name)) => found.push(name.clone()),
        Some(Value::Array(names)) => {
            found.extend(names.iter().filter_map(Value::as_str).map(str::to_owned));
        }
        _ => {}
    }
    if depth < MAX_DEPTH {
        for word in ["anyOf", "oneOf", "allOf"] {
            for part in schema.get(word).and_then(Value::as_array).into_iter().flatten() {
                collect(part, found, depth + 1);
            }
        }
    }
    // Authors leave the type out where something else gives it away.
    if found.len() == before {
        let listed = schema.get("enum").and_then(Value::as_array).into_iter().flatten();
        found.extend(listed.chain(schema.get("const")).map(|value| kind(value).to_owned()));
        let says = |word: &str| schema.get(word).is_some();
        if says("items") {
            found.push("array".to_owned());
        }
        if says("properties") || says("additionalProperties") {
            found.push("object".to_owned());
        }
    }
    if schema.get("nullable").and_then(Value::as_bool) == Some(true) {
        found.push("null".to_owned());
    }
}
