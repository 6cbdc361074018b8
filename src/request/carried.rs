//! The request value as it goes from the page to the engine's thread. Files go by name: a snippet
//! never holds their bytes.

use super::{Body, FileData, Part, PartContent, Request};
use crate::text::{Piece, Text, Var};
use serde_json::{Value, json};

impl Request {
    /// The form that is carried.
    pub fn to_value(&self) -> Value {
        let headers: Vec<Value> =
            self.headers.iter().map(|(name, value)| json!([name, text_to(value)])).collect();
        let body = match &self.body {
            Body::None => Value::Null,
            Body::Text(text) => json!({ "text": text }),
            Body::File(file) => json!({ "file": file_to(file) }),
            Body::Multipart(parts) => {
                json!({ "parts": parts.iter().map(part_to).collect::<Vec<_>>() })
            }
        };
        json!({ "method": self.method, "url": text_to(&self.url), "headers": headers, "body": body, "digest": self.digest })
    }

    /// Reads what [`Self::to_value`] wrote.
    pub fn from_value(value: &Value) -> Self {
        let headers = items(value, "headers").map(|header| {
            (string(header.get(0)), text_from(header.get(1).unwrap_or(&Value::Null)))
        });
        let body = value.get("body").unwrap_or(&Value::Null);
        Self {
            digest: value.get("digest").and_then(Value::as_bool).unwrap_or_default(),
            method: string(value.get("method")),
            url: text_from(value.get("url").unwrap_or(&Value::Null)),
            headers: headers.collect(),
            body: if let Some(text) = body.get("text").and_then(Value::as_str) {
                Body::Text(text.to_owned())
            } else if let Some(file) = body.get("file") {
                Body::File(file_from(file))
            } else if body.get("parts").is_some() {
                Body::Multipart(items(body, "parts").map(part_from).collect())
            } else {
                Body::None
            },
        }
    }
}

fn items<'a>(value: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> {
    value.get(name).and_then(Value::as_array).into_iter().flatten()
}

fn string(value: Option<&Value>) -> String {
    value.and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// Literals as strings, variables as numbers.
fn text_to(text: &Text) -> Value {
    let piece = |piece: &Piece| match piece {
        Piece::Literal(literal) => Value::from(literal.as_str()),
        Piece::Var(var) => Value::from(var.code()),
    };
    text.pieces().iter().map(piece).collect()
}

fn text_from(value: &Value) -> Text {
    value.as_array().into_iter().flatten().fold(Text::default(), |text, piece| match piece {
        Value::String(literal) => text.then(literal),
        Value::Number(code) => {
            let code = code.as_u64().and_then(|code| u8::try_from(code).ok());
            code.map_or_else(|| text.clone(), |code| text.clone().var(Var::from_code(code)))
        }
        _ => text,
    })
}

fn file_to(file: &FileData) -> Value {
    json!([file.name, file.media_type])
}

fn file_from(value: &Value) -> FileData {
    FileData { name: string(value.get(0)), media_type: string(value.get(1)), ..FileData::default() }
}

fn part_to(part: &Part) -> Value {
    match &part.content {
        PartContent::Text(text, media_type) => json!([part.name, text, media_type]),
        PartContent::File(file) => json!([part.name, file_to(file)]),
    }
}

fn part_from(value: &Value) -> Part {
    let content = match value.get(1) {
        Some(file @ Value::Array(_)) => PartContent::File(file_from(file)),
        text => {
            let media_type = value.get(2).and_then(Value::as_str).map(str::to_owned);
            PartContent::Text(string(text), media_type)
        }
    };
    Part { name: string(value.get(0)), content }
}
