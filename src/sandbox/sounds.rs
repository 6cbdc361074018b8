//! Sound files: a list, and an upload as multipart/form-data (RFC 7578).

use super::{CLIENT, Call, Sandbox, error, reply_json};
use crate::request::{WireResponse, header};
use serde_json::{Value, json};

/// The largest file that the provider takes.
const LARGEST: usize = 10_000_000;

pub(super) fn list(sandbox: &mut Sandbox, _: &Call<'_>) -> WireResponse {
    reply_json(200, &Value::Array(sandbox.data.sounds.clone()))
}

pub(super) fn upload(sandbox: &mut Sandbox, call: &Call<'_>) -> WireResponse {
    let media_type = header(&call.request.headers, "Content-Type").unwrap_or_default();
    let Some(boundary) = boundary(media_type) else {
        return error(400, "The body must be multipart/form-data", Some("bad_request"));
    };
    let body = call.request.body.as_deref().unwrap_or_default();
    let parts = parts(body, boundary);
    let title = parts.iter().find(|part| part.name == "title");
    let Some(title) = title.map(|part| String::from_utf8_lossy(part.bytes).into_owned()) else {
        return error(400, "title is required", Some("validation_error"));
    };
    let Some(file) = parts.iter().find(|part| part.name == "file" && part.file_name.is_some())
    else {
        return error(400, "file is required", Some("validation_error"));
    };
    if file.bytes.len() > LARGEST {
        return error(413, "The file is larger than 10 MB", None);
    }
    let sound = json!({
        "id": sandbox.take_id(),
        "client_id": CLIENT,
        "dealer_id": null,
        "title": title,
        "filename": file.file_name.clone().unwrap_or_default(),
    });
    sandbox.data.sounds.push(sound.clone());
    reply_json(201, &sound)
}

fn boundary(media_type: &str) -> Option<&str> {
    let rest = media_type.strip_prefix("multipart/form-data")?;
    let (_, boundary) = rest.split_once("boundary=")?;
    Some(boundary.split(';').next()?.trim().trim_matches('"')).filter(|text| !text.is_empty())
}

struct Part<'a> {
    name: String,
    file_name: Option<String>,
    bytes: &'a [u8],
}

/// Cuts a body at its boundary; what does not follow the form is left out.
fn parts<'a>(body: &'a [u8], boundary: &str) -> Vec<Part<'a>> {
    let mark = format!("--{boundary}").into_bytes();
    let mut found = Vec::new();
    let mut rest = body;
    while let Some(start) = position(rest, &mark) {
        let after = rest.get(start + mark.len()..).unwrap_or_default();
        let Some(content) = after.strip_prefix(b"\r\n") else {
            break;
        };
        let end = position(content, &mark).unwrap_or(content.len());
        let part = content.get(..end.saturating_sub(2)).unwrap_or_default();
        if let Some(blank) = position(part, b"\r\n\r\n") {
            let head = String::from_utf8_lossy(part.get(..blank).unwrap_or_default()).into_owned();
            found.push(Part {
                name: parameter(&head, "name").unwrap_or_default(),
                file_name: parameter(&head, "filename"),
                bytes: part.get(blank + 4..).unwrap_or_default(),
            });
        }
        rest = content.get(end..).unwrap_or_default();
    }
    found
}

fn position(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

fn parameter(head: &str, name: &str) -> Option<String> {
    let line =
        head.lines().find(|line| line.to_ascii_lowercase().starts_with("content-disposition"))?;
    let (_, rest) = line.split_once(&format!("; {name}=\""))?;
    Some(rest.split('"').next().unwrap_or_default().to_owned())
}
