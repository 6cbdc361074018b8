//! What was typed, as it is kept by the browser's tab. Chosen files are not kept, and no value of a field that is
//! named like a secret. A body of text is kept as it was typed.

use super::share::is_secret_name;
use super::{BodyInput, Field, Inputs};
use serde_json::{Value, json};

impl Inputs {
    /// All of it, as the engine and the page tell it each other.
    pub fn to_value(&self) -> Value {
        self.with(|_| false)
    }

    /// The form that is stored.
    pub fn to_stored(&self) -> Value {
        self.with(is_secret_name)
    }

    /// Without the values of the fields of such names.
    fn with(&self, is_left_out: fn(&str) -> bool) -> Value {
        let list = |fields: &[Field]| list(fields, is_left_out);
        let body = match &self.body {
            BodyInput::None => Value::Null,
            BodyInput::Json(text) => json!({ "json": text }),
            BodyInput::Text { media_type, text } => json!({ "text": text, "type": media_type }),
            BodyInput::File(field) => json!({ "file": list(std::slice::from_ref(field)) }),
            BodyInput::Form(fields) => json!({ "form": list(fields) }),
            BodyInput::Multipart(fields) => json!({ "multipart": list(fields) }),
        };
        json!({
            "path": list(&self.path),
            "query": list(&self.query),
            "headers": list(&self.headers),
            "cookies": list(&self.cookies),
            "body": body,
        })
    }

    /// Reads the stored form; what is missing or broken is empty.
    pub fn from_value(value: &Value) -> Self {
        let body = value.get("body").unwrap_or(&Value::Null);
        let string = |name: &str| body.get(name).and_then(Value::as_str).map(str::to_owned);
        let body = if let Some(text) = string("json") {
            BodyInput::Json(text)
        } else if let Some(text) = string("text") {
            BodyInput::Text { media_type: string("type").unwrap_or_default(), text }
        } else if body.get("file").is_some() {
            BodyInput::File(fields(body, "file").into_iter().next().unwrap_or_default())
        } else if body.get("form").is_some() {
            BodyInput::Form(fields(body, "form"))
        } else if body.get("multipart").is_some() {
            BodyInput::Multipart(fields(body, "multipart"))
        } else {
            BodyInput::None
        };
        Self {
            path: fields(value, "path"),
            query: fields(value, "query"),
            headers: fields(value, "headers"),
            cookies: fields(value, "cookies"),
            body,
            other_bodies: Vec::new(),
        }
    }
}

/// Each field as `[name, value, enabled, is_file, bare, media_type]`.
fn list(fields: &[Field], is_left_out: fn(&str) -> bool) -> Value {
    fields
        .iter()
        .map(|field| {
            let Field { name, value, enabled, is_file, bare, media_type, .. } = field;
            // An empty value is nothing to send in its place.
            let is_left_out = !value.is_empty() && is_left_out(name);
            let value = if is_left_out { "" } else { value };
            let enabled = *enabled && !is_left_out;
            json!([name, value, enabled, is_file, bare, media_type])
        })
        .collect()
}

fn fields(value: &Value, name: &str) -> Vec<Field> {
    let Some(Value::Array(items)) = value.get(name) else {
        return Vec::new();
    };
    let text = |item: &Value, index: usize| {
        item.get(index).and_then(Value::as_str).unwrap_or_default().to_owned()
    };
    items
        .iter()
        .map(|item| Field {
            enabled: item.get(2).and_then(Value::as_bool).unwrap_or(true),
            is_file: item.get(3).and_then(Value::as_bool).unwrap_or(false),
            bare: item.get(4).and_then(Value::as_bool).unwrap_or(false),
            media_type: text(item, 5),
            ..Field::new(text(item, 0), text(item, 1))
        })
        .collect()
}
