//! What was typed for an operation, as a link carries it: without secrets, headers and cookies.

use super::{BodyInput, Field, Inputs};
use crate::json;
use serde_json::Value;

/// The longest text of a link, in bytes: more than that is cut by programs on its way.
const MAX_BYTES: usize = 6_000;

/// Parts of names whose values are nobody else's.
const SECRET: [&str; 10] = [
    "secret",
    "password",
    "passwd",
    "token",
    "authorization",
    "apikey",
    "credential",
    "private",
    "cookie",
    "sessionid",
];

/// Whole names of the same kind: parts of names that mean something else.
const SECRET_NAMES: [&str; 10] =
    ["key", "auth", "pass", "pwd", "sig", "signature", "session", "sid", "otp", "pin"];

/// Whether a value of this name is nobody else's.
pub(super) fn is_secret_name(name: &str) -> bool {
    let name: String = name.chars().filter(|c| c.is_alphanumeric()).collect();
    let name = name.to_ascii_lowercase();
    SECRET.iter().any(|part| name.contains(part)) || SECRET_NAMES.contains(&name.as_str())
}

/// A resource whose query has no value of a pair that is named so.
pub fn without_secrets(resource: &str) -> String {
    let Some((path, query)) = resource.split_once('?') else { return resource.to_owned() };
    let clean = |pair: &str| match pair.split_once('=') {
        Some((name, _)) if is_secret_name(name) => format!("{name}="),
        _ => pair.to_owned(),
    };
    let pairs: Vec<String> = query.split('&').map(clean).collect();
    format!("{path}?{}", pairs.join("&"))
}

impl Inputs {
    /// The text for a link; `None` if it would be too long. A value that is named like a secret is left out, and so is
    /// one that holds any of `secrets`, wherever it stands. The server is not in it: who follows a link sends to
    /// a server of their own choice.
    pub fn to_link(&self, secrets: &[String]) -> Option<String> {
        let is_secret = |name: &str, value: &str| {
            let is_in = |secret: &&String| !secret.is_empty() && value.contains(secret.as_str());
            is_secret_name(name) || secrets.iter().any(|secret| is_in(&secret))
        };
        let clean = |fields: &[Field]| -> Vec<Field> {
            let clean = |field: &Field| {
                let value = if is_secret(&field.name, &field.value) { "" } else { &field.value };
                Field { value: value.to_owned(), file: None, ..field.clone() }
            };
            fields.iter().map(clean).collect()
        };
        let body = match &self.body {
            BodyInput::Json(text) => BodyInput::Json(clean_json(text, &is_secret)),
            BodyInput::Text { media_type, text } if !is_secret("", text) => {
                BodyInput::Text { media_type: media_type.clone(), text: text.clone() }
            }
            BodyInput::Form(fields) => BodyInput::Form(clean(fields)),
            BodyInput::Multipart(fields) => BodyInput::Multipart(clean(fields)),
            BodyInput::None | BodyInput::Text { .. } | BodyInput::File(_) => BodyInput::None,
        };
        let shared =
            Self { path: clean(&self.path), query: clean(&self.query), body, ..Self::default() };
        let mut value = shared.to_value();
        if let Some(members) = value.as_object_mut() {
            members.retain(|_, member| {
                !member.is_null() && member.as_array().is_none_or(|list| !list.is_empty())
            });
        }
        Some(value.to_string()).filter(|text| text.len() <= MAX_BYTES)
    }

    /// Reads the text of a link; `None` if it is none. Headers and cookies are nothing that a link may set.
    pub fn from_link(text: &str) -> Option<Self> {
        let value =
            json::parse(text).ok().filter(|value| value.is_object() && text.len() <= MAX_BYTES)?;
        Some(Self { headers: Vec::new(), cookies: Vec::new(), ..Self::from_value(&value) })
    }
}

/// A JSON text without the strings that may be secrets; as it was typed if there are none. A text that is no JSON and
/// may hold one is dropped.
fn clean_json(text: &str, is_secret: &dyn Fn(&str, &str) -> bool) -> String {
    let Ok(mut value) = json::parse(text) else {
        return if is_secret("", text) { String::new() } else { text.to_owned() };
    };
    if clean_value("", &mut value, is_secret) == 0 {
        return text.to_owned();
    }
    serde_json::to_string_pretty(&value).unwrap_or_default()
}

/// Empties what may be a secret, and says how much there was. The depth is bounded by `json::parse`.
fn clean_value(name: &str, value: &mut Value, is_secret: &dyn Fn(&str, &str) -> bool) -> usize {
    match value {
        Value::Object(members) => {
            members.iter_mut().map(|(name, member)| clean_value(name, member, is_secret)).sum()
        }
        Value::Array(items) => {
            items.iter_mut().map(|item| clean_value(name, item, is_secret)).sum()
        }
        Value::String(text) if !text.is_empty() && is_secret(name, text) => {
            text.clear();
            1
        }
        Value::Number(number) if is_secret(name, &number.to_string()) => {
            *value = Value::Null;
            1
        }
        _ => 0,
    }
}
