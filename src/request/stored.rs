//! What was typed, as it is kept by the browser's tab. Chosen files are not kept.

use super::{BodyInput, Field, Inputs};
use serde_json::{Value, json};

impl Inputs {
    /// The form that is stored.
    pub fn to_value(&self) -> Value {
        let body = match &self.body {
            BodyInput::None => Value::Null,
            BodyInput::Json(text) => json!({ "json": text }),
            BodyInput::Form(fields) => json!({ "form": list(fields) }),
            BodyInput::Multipart(fields) => json!({ "multipart": list(fields) }),
        };
        json!({
            "path": list(&self.path),
            "query": list(&self.query),
            "headers": list(&self.headers),
            "body": body,
        })
    }

    /// Reads the stored form; what is missing or broken is empty.
    pub fn from_value(value: &Value) -> Self {
        let body = value.get("body").unwrap_or(&Value::Null);
        let body = if let Some(text) = body.get("json").and_then(Value::as_str) {
            BodyInput::Json(text.to_owned())
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
            body,
        }
    }
}

/// Each field as `[name, value, enabled, is_file]`.
fn list(fields: &[Field]) -> Value {
    fields
        .iter()
        .map(|field| json!([field.name, field.value, field.enabled, field.is_file]))
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
            ..Field::new(text(item, 0), text(item, 1))
        })
        .collect()
}
