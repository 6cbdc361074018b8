//! The forms of the sandbox's answers.

use crate::request::WireResponse;
use serde_json::{Value, json};

/// A JSON answer.
pub(super) fn json(status: u16, value: &Value) -> WireResponse {
    WireResponse {
        status,
        reason: reason(status).to_owned(),
        headers: vec![("Content-Type".to_owned(), "application/json".to_owned())],
        body: value.to_string().into_bytes(),
        ..WireResponse::default()
    }
}

/// 204: done, with nothing to say.
pub(super) fn no_content() -> WireResponse {
    WireResponse { status: 204, reason: reason(204).to_owned(), ..WireResponse::default() }
}

/// An error as the provider forms it: a message, and a word for programs if there is one.
pub(super) fn error(status: u16, message: &str, word: Option<&str>) -> WireResponse {
    let mut body = json!({ "message": message });
    if let (Some(object), Some(word)) = (body.as_object_mut(), word) {
        object.insert("status".to_owned(), word.into());
    }
    json(status, &body)
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        201 => "Created",
        204 => "No Content",
        400 => "Bad Request",
        401 => "Unauthorized",
        404 => "Not Found",
        405 => "Method Not Allowed",
        413 => "Content Too Large",
        429 => "Too Many Requests",
        _ => "",
    }
}
