//! A thing of a list: its id, its place in an answer, and its changes.

use super::super::example;
use super::super::schema::Direction;
use super::Call;
use super::answer::Shape;
use crate::moment::date_time;
use serde_json::{Map, Value};

/// Names that often hold the id.
const USUAL: &[&str] = &["id", "uuid", "guid", "_id", "key", "name", "username", "slug", "code"];
/// Names that often hold the things of a list.
const LISTS: &[&str] = &["data", "items", "results", "value", "records", "content", "entries"];
/// Names that often hold how many there are.
const COUNTS: &[&str] =
    &["total", "count", "total_count", "totalCount", "total_items", "totalItems"];

/// A name without case and without marks.
fn plain(name: &str) -> String {
    let kept = name.chars().filter(|next| next.is_alphanumeric() || *next == '_');
    kept.filter(|next| *next != '_').collect::<String>().to_lowercase()
}

/// The property that holds the id: named as the parameter, as the end of it, or as is usual.
pub(super) fn id_key(value: &Value, parameter: &str) -> Option<String> {
    let members = value.as_object()?;
    let wanted = plain(parameter);
    let same = members.keys().find(|key| plain(key) == wanted);
    let end = || members.keys().find(|key| plain(key).len() > 1 && wanted.ends_with(&plain(key)));
    let usual = || USUAL.iter().find_map(|name| members.get_key_value(*name)).map(|(key, _)| key);
    same.or_else(end).or_else(usual).cloned()
}

/// An id as it stands in a path.
pub(super) fn id_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The id of a thing.
pub(super) fn id_of(value: &Value, parameter: &str) -> Option<String> {
    id_text(value.get(id_key(value, parameter)?)?)
}

/// Gives a thing an id, as a number where it was one.
pub(super) fn set_id(value: &mut Value, parameter: &str, id: &str) {
    let Some(key) = id_key(value, parameter) else {
        return;
    };
    let Some(place) = value.get_mut(&key) else {
        return;
    };
    let number = place.is_number().then(|| id.parse::<serde_json::Number>().ok()).flatten();
    *place = number.map_or_else(|| Value::String(id.to_owned()), Value::Number);
}

/// An id that no other thing has, of the kind of an example.
pub(super) fn new_id(
    example: Option<&Value>,
    known: &[String],
    random: &[u8; 16],
    made: u64,
) -> String {
    let text = match example {
        Some(Value::String(text)) => text.as_str(),
        _ => "0",
    };
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        let numbers = known.iter().filter_map(|id| id.parse::<u64>().ok());
        return numbers.max().map_or(1, |most| most.saturating_add(1)).to_string();
    }
    // Several in one moment differ by their number.
    let bytes =
        random.iter().zip(made.to_be_bytes().into_iter().cycle()).map(|(one, other)| one ^ other);
    let hex: String = bytes.map(|byte| format!("{byte:02x}")).collect();
    let groups: Vec<usize> = text.split('-').map(str::len).collect();
    if groups == [8, 4, 4, 4, 12] {
        let part = |range: std::ops::Range<usize>| hex.get(range).unwrap_or_default();
        return format!(
            "{}-{}-4{}-a{}-{}",
            part(0..8),
            part(8..12),
            part(13..16),
            part(17..20),
            part(20..32)
        );
    }
    hex.get(..12).unwrap_or_default().to_owned()
}

/// The part of an answer that is the thing itself: `{"data": {"id": 1}}` has it within.
pub(super) fn core<'v>(body: &'v mut Value, parameter: &str) -> &'v mut Value {
    let has_id = |value: &Value| id_key(value, parameter).is_some();
    if has_id(body) {
        return body;
    }
    let inner = body.as_object().and_then(|members| {
        members.iter().find(|(_, value)| has_id(value)).map(|(key, _)| key.clone())
    });
    match inner {
        Some(key) => &mut body[key.as_str()],
        None => body,
    }
}

/// The part of an answer that has most in common with a thing.
pub(super) fn near<'v>(body: &'v mut Value, like: &Value, parameter: &str) -> &'v mut Value {
    let shared = |value: &Value| {
        let keys = value.as_object().into_iter().flatten();
        keys.filter(|(key, _)| like.get(key.as_str()).is_some()).count()
    };
    let own = shared(body);
    let inner = body.as_object().and_then(|members| {
        let best =
            members.iter().filter(|(_, value)| value.is_object()).max_by_key(|(_, it)| shared(it));
        best.filter(|(_, value)| shared(value) > own).map(|(key, _)| key.clone())
    });
    match inner.as_deref() {
        Some(key) => &mut body[key],
        None => core(body, parameter),
    }
}

/// The things of an answer: it is their list, or holds it.
pub(super) fn list_of(body: &Value) -> Option<&Vec<Value>> {
    let members = match body {
        Value::Array(items) => return Some(items),
        Value::Object(members) => members,
        _ => return None,
    };
    let usual = LISTS.iter().find_map(|name| members.get(*name).and_then(Value::as_array));
    usual.or_else(|| members.values().find_map(Value::as_array))
}

/// Puts things in the place of the list of an answer, and their count in its place.
pub(super) fn put_list(body: &mut Value, things: Vec<Value>, count: usize) {
    let key = body.as_object().and_then(|members| {
        let usual = LISTS.iter().find(|name| members.get(**name).is_some_and(Value::is_array));
        let any = || members.iter().find(|(_, value)| value.is_array()).map(|(key, _)| key.clone());
        usual.map(|name| (*name).to_owned()).or_else(any)
    });
    match (body.as_object_mut(), key) {
        (Some(members), Some(key)) => {
            members.insert(key, Value::Array(things));
            for name in COUNTS {
                if let Some(place) = members.get_mut(*name).filter(|place| place.is_number()) {
                    *place = count.into();
                }
            }
        }
        (Some(_), None) => {}
        _ => *body = Value::Array(things),
    }
}

/// A thing in the answer that is described for it.
pub(super) fn shown<'a>(call: &Call<'_, 'a>, shape: &Shape<'a>, value: &Value) -> Value {
    let Some(mut body) = shape.example(None).filter(|body| body.is_object()).cloned() else {
        // A text, a list or nothing: the thing has no place in it.
        return shape.example(None).cloned().unwrap_or_else(|| value.clone());
    };
    *near(&mut body, value, "") = value.clone();
    match &shape.schema {
        Some(schema) => example::trimmed(call.reading, schema, &body, Direction::Response),
        None => body,
    }
}

/// Changes a thing as a merge patch does (RFC 7396); its id stays.
pub(super) fn merge(value: &mut Value, patch: Value, parameter: &str) {
    let Some(members) = value.as_object_mut() else {
        return;
    };
    let Value::Object(patch) = patch else {
        return;
    };
    let kept: Option<(String, Value)> = {
        let whole = Value::Object(members.clone());
        id_key(&whole, parameter).and_then(|key| Some((key.clone(), members.get(&key)?.clone())))
    };
    merge_members(members, patch);
    members.extend(kept);
}

fn merge_members(members: &mut Map<String, Value>, patch: Map<String, Value>) {
    for (key, change) in patch {
        match (members.get_mut(&key), change) {
            (_, Value::Null) => {
                members.shift_remove(&key);
            }
            (Some(Value::Object(inner)), Value::Object(change)) => {
                for (key, value) in change {
                    if value.is_null() {
                        inner.shift_remove(&key);
                    } else {
                        inner.insert(key, value);
                    }
                }
            }
            (_, change) => {
                members.insert(key, change);
            }
        }
    }
}

/// Writes the time into a property like `created_at`, where there is one that holds such a text.
pub(super) fn touch(value: &mut Value, word: &str, now: u64) {
    let wanted = [format!("{word}at"), format!("{word}on"), word.to_owned(), format!("{word}time")];
    for (key, value) in value.as_object_mut().into_iter().flatten() {
        let is_time = value.as_str().is_some_and(|text| text.contains('T') && text.contains(':'));
        if is_time && wanted.contains(&plain(key)) {
            *value = Value::String(date_time(now));
        }
    }
}
