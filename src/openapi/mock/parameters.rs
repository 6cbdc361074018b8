//! Parameters: which there are, what the request has for each, and whether that is as described.

use super::super::Node;
use super::super::schema::Direction;
use super::super::validate;
use super::fault::sentence;
use super::{Call, encode};
use crate::json;
use serde_json::{Map, Value};

/// The parameters of an operation: its own, and those of its path that it does not change.
pub(super) fn all<'a>(call: &Call<'_, 'a>) -> Vec<Node<'a>> {
    let mut found: Vec<Node<'a>> = Vec::new();
    for holder in [&call.operation, &call.item] {
        let parameters = holder.get("parameters");
        for parameter in parameters.iter().flat_map(Node::items) {
            let Ok(parameter) = call.reading.follow(&parameter) else {
                continue;
            };
            let same = |other: &Node<'a>| {
                other.string("name") == parameter.string("name")
                    && other.string("in") == parameter.string("in")
            };
            if !found.iter().any(same) {
                found.push(parameter);
            }
        }
    }
    found
}

/// What is wrong with a parameter, in a sentence.
pub(super) fn wrong<'a>(call: &Call<'_, 'a>, parameter: &Node<'a>) -> Option<String> {
    let (name, place) = (parameter.string("name"), parameter.string("in"));
    if matches!(place, "body" | "formData" | "querystring") {
        // 2.0 has the body among the parameters; it is looked at as a body.
        return None;
    }
    let what = format!("{place} parameter {name}");
    let given = given(call, parameter);
    let Some(texts) = given else {
        let required = parameter.is("required") && !is_of_another_name(parameter);
        return required.then(|| format!("{what} is required"));
    };
    if texts.iter().all(String::is_empty) && parameter.is("allowEmptyValue") {
        return None;
    }
    let content = parameter.get("content").and_then(|all| all.members().next());
    let schema = match &content {
        Some((_, media)) => media.get("schema"),
        None if call.is_swagger() => Some(parameter.clone()),
        None => parameter.get("schema"),
    }?;
    let target = call.reading.follow(&schema).ok()?;
    if target.string("type") == "object" && place == "query" {
        // Its members came one by one.
        return None;
    }
    fitting(call, &schema, &texts).err().map(|fault| sentence(&what, &fault))
}

/// OpenAPI: parameters of these names are described elsewhere.
fn is_of_another_name(parameter: &Node<'_>) -> bool {
    let name = parameter.string("name").to_ascii_lowercase();
    parameter.string("in") == "header"
        && matches!(name.as_str(), "accept" | "content-type" | "authorization")
}

/// The texts that a request has for a parameter; nothing if it has none.
fn given<'a>(call: &Call<'_, 'a>, parameter: &Node<'a>) -> Option<Vec<String>> {
    let name = parameter.string("name");
    let texts = match parameter.string("in") {
        "path" => {
            let found = call.captured.iter().find(|(key, _)| key == name);
            found.map(|(_, value)| vec![unprefixed(value, parameter, name)])
        }
        "query" => {
            let nested = format!("{name}[");
            let found: Vec<_> = call
                .query
                .iter()
                .filter(|(key, _)| key == name || key.starts_with(&nested))
                .map(|(_, value)| value.clone())
                .collect();
            Some(found).filter(|found| !found.is_empty() || is_exploded_object(call, parameter))
        }
        "header" => call.header(name).map(|value| vec![value.to_owned()]),
        "cookie" => {
            let found = call.cookies().find(|(key, _)| *key == name);
            found.map(|(_, value)| vec![encode::decode(value, false)])
        }
        _ => None,
    }?;
    Some(texts)
}

/// An object whose properties are parameters of their own names: nothing has the name itself.
fn is_exploded_object<'a>(call: &Call<'_, 'a>, parameter: &Node<'a>) -> bool {
    let schema = parameter.get("schema").and_then(|schema| call.reading.follow(&schema).ok());
    schema.is_some_and(|schema| schema.string("type") == "object")
        && matches!(parameter.string("style"), "" | "form")
        && parameter.value.get("explode") != Some(&Value::Bool(false))
}

/// A value of a path without the marks of `label` and `matrix`.
fn unprefixed(value: &str, parameter: &Node<'_>, name: &str) -> String {
    let bare = match parameter.string("style") {
        "label" => value.strip_prefix('.'),
        "matrix" => value.strip_prefix(&format!(";{name}=")),
        _ => None,
    };
    bare.unwrap_or(value).to_owned()
}

/// The value that texts stand for: the first reading of them that the schema allows.
pub(super) fn fitting<'a>(
    call: &Call<'_, 'a>,
    schema: &Node<'a>,
    texts: &[String],
) -> Result<Value, Box<validate::Fault>> {
    let mut first = None;
    for value in readings(texts) {
        let faults = validate::check(call.reading, schema, &value, Direction::Request);
        let Some(fault) = faults.into_iter().find(|fault| !fault.kind.is_advice()) else {
            return Ok(value);
        };
        // A fault of another kind than the type says more.
        let vague = |fault: &validate::Fault| matches!(fault.kind, validate::Kind::Type(..));
        if first.as_ref().is_none_or(|first| vague(first) && !vague(&fault)) {
            first = Some(fault);
        }
    }
    match first {
        Some(fault) => Err(Box::new(fault)),
        None => Ok(Value::Null),
    }
}

/// What texts may stand for: without their schema, `5` is a number and a word.
fn readings(texts: &[String]) -> Vec<Value> {
    let mut found = Vec::new();
    if let [text] = texts {
        found.push(Value::String(text.clone()));
        found.extend(json::parse(text).ok());
        for mark in [',', '|', ' ', '\t'] {
            if mark == ',' || text.contains(mark) {
                found.extend(lists(text.split(mark)));
            }
        }
        found.push(pairs(text));
    } else {
        found.extend(lists(texts.iter().map(String::as_str)));
    }
    found
}

/// A list of texts, and the same as numbers and booleans where they are some.
fn lists<'t>(texts: impl Iterator<Item = &'t str> + Clone) -> [Value; 2] {
    let literal = |text: &str| json::parse(text).unwrap_or_else(|_| Value::String(text.to_owned()));
    [
        texts.clone().map(|text| Value::String(text.to_owned())).collect(),
        texts.map(literal).collect(),
    ]
}

/// `a,1,b,2` and `a=1,b=2` as an object.
fn pairs(text: &str) -> Value {
    let parts: Vec<&str> = text.split(',').collect();
    let literal = |text: &str| json::parse(text).unwrap_or_else(|_| Value::String(text.to_owned()));
    let mut members = Map::new();
    if parts.iter().all(|part| part.contains('=')) {
        let pairs = parts.iter().filter_map(|part| part.split_once('='));
        members.extend(pairs.map(|(key, value)| (key.to_owned(), literal(value))));
    } else {
        for pair in parts.chunks(2) {
            if let [key, value] = pair {
                members.insert((*key).to_owned(), literal(value));
            }
        }
    }
    Value::Object(members)
}
