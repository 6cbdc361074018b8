//! The user, the client, extensions with their events, and external numbers.

use super::{CLIENT, Call, Sandbox, error, find, reply, reply_json};
use crate::request::WireResponse;
use serde_json::{Map, Value, json};

const TYPES: [&str; 4] = ["phone", "ivr", "queue", "fax"];
const EVENTS: [&str; 7] =
    ["dial-in", "dial-out", "hangup", "answer", "message-in", "message-out", "voicemail"];
/// What PUT may change; the name of an extension stays what it was.
const EDITABLE: [&str; 8] = [
    "status",
    "label",
    "caller_id_name",
    "public_caller_id_number",
    "extension_group_id",
    "dial_rule_id",
    "message_did",
    "extra_params",
];

pub(super) fn user(_: &mut Sandbox, _: &Call<'_>) -> WireResponse {
    reply_json(
        200,
        &json!({
            "id": 123,
            "login": "demo",
            "client_id": CLIENT,
            "access": "full",
            "admin": false,
            "timezone": "Europe/Moscow",
            "dealer_id": null,
            "extension_id": null,
            "extension_group_id": null,
            "extra_params": null,
        }),
    )
}

pub(super) fn session(sandbox: &mut Sandbox, call: &Call<'_>) -> WireResponse {
    let deadline = sandbox.tokens.iter().map(|(_, deadline)| *deadline).max().unwrap_or_default();
    let seconds = deadline.saturating_sub(call.context.now) / 1000;
    reply_json(
        200,
        &json!({ "id": "1", "app_id": super::DEMO_CLIENT.0, "expires": seconds.to_string() }),
    )
}

pub(super) fn client_info(_: &mut Sandbox, _: &Call<'_>) -> WireResponse {
    reply_json(
        200,
        &json!({
            "id": CLIENT,
            "name": "ООО «Пример»",
            "domain": "demo.example",
            "prefix": "0003",
            "email": "admin@demo.example",
            "language": "ru",
            "timezone": "Europe/Moscow",
            "record_format": "mp3",
            "record_stereo": false,
            "call_interactive_method": "GET",
            "call_interactive_out_call": false,
            "create_date": "2024-01-15 10:00:00",
        }),
    )
}

pub(super) fn list(sandbox: &mut Sandbox, call: &Call<'_>) -> WireResponse {
    if let Some(kind) = call.query("type")
        && !TYPES.contains(&kind)
    {
        return error(400, "type must be phone, ivr, queue or fax", Some("validation_error"));
    }
    let number = |name: &str, default: usize| match call.query(name) {
        None => Ok(default),
        Some(text) => text.parse::<usize>().ok().filter(|number| *number > 0).ok_or_else(|| {
            error(400, &format!("{name} must be a positive integer"), Some("validation_error"))
        }),
    };
    let (page, per_page) = match (number("page", 1), number("per_page", 20)) {
        (Ok(page), Ok(per_page)) => (page, per_page.min(200)),
        (Err(response), _) | (_, Err(response)) => return response,
    };
    let wanted = |item: &&Value| {
        call.query("type").is_none_or(|kind| item.get("type").and_then(Value::as_str) == Some(kind))
    };
    let found: Vec<Value> = sandbox
        .data
        .extensions
        .iter()
        .filter(wanted)
        .skip((page - 1).saturating_mul(per_page))
        .take(per_page)
        .cloned()
        .collect();
    reply_json(200, &Value::Array(found))
}

pub(super) fn create(sandbox: &mut Sandbox, call: &Call<'_>) -> WireResponse {
    let body = match call.object() {
        Ok(body) => body,
        Err(response) => return response,
    };
    let Some(name) =
        body.get("name").and_then(Value::as_str).filter(|name| !name.trim().is_empty())
    else {
        return error(400, "name is required and must be a string", Some("validation_error"));
    };
    let Some(kind) = body.get("type").and_then(Value::as_str).filter(|kind| TYPES.contains(kind))
    else {
        return error(400, "type is required: phone, ivr, queue or fax", Some("validation_error"));
    };
    let full = if name.contains('*') { name.to_owned() } else { format!("0003*{name}") };
    if find(&sandbox.data.extensions, "name", &full).is_some() {
        return error(400, "An extension of this name exists", Some("already_exists"));
    }
    let mut extension = json!({
        "id": sandbox.take_id(),
        "name": full,
        "type": kind,
        "status": "blocked",
        "label": null,
        "caller_id_name": null,
        "public_caller_id_number": null,
        "extension_group_id": null,
        "dial_rule_id": null,
        "message_did": null,
        "extra_params": null,
        "client_id": CLIENT,
        "domain": "demo.example",
        "create_date": "2024-06-01 12:00:00",
    });
    merge(&mut extension, &body);
    sandbox.data.extensions.push(extension.clone());
    reply_json(201, &extension)
}

fn merge(extension: &mut Value, body: &Value) {
    let (Some(target), Some(source)) = (extension.as_object_mut(), body.as_object()) else {
        return;
    };
    for (name, value) in source.iter().filter(|(name, _)| EDITABLE.contains(&name.as_str())) {
        target.insert(name.clone(), value.clone());
    }
}

fn missing() -> WireResponse {
    error(404, "Extension not found", Some("extension_not_found"))
}

pub(super) fn read(sandbox: &mut Sandbox, call: &Call<'_>) -> WireResponse {
    let index = find(&sandbox.data.extensions, "id", call.parameter(1));
    match index.and_then(|index| sandbox.data.extensions.get(index)) {
        Some(extension) => reply_json(200, extension),
        None => missing(),
    }
}

pub(super) fn update(sandbox: &mut Sandbox, call: &Call<'_>) -> WireResponse {
    let body = match call.object() {
        Ok(body) => body,
        Err(response) => return response,
    };
    if let Some(status) = body.get("status")
        && !matches!(status.as_str(), Some("active" | "blocked"))
    {
        return error(400, "status must be active or blocked", Some("validation_error"));
    }
    let index = find(&sandbox.data.extensions, "id", call.parameter(1));
    match index.and_then(|index| sandbox.data.extensions.get_mut(index)) {
        Some(extension) => {
            merge(extension, &body);
            reply_json(200, extension)
        }
        None => missing(),
    }
}

pub(super) fn delete(sandbox: &mut Sandbox, call: &Call<'_>) -> WireResponse {
    match find(&sandbox.data.extensions, "id", call.parameter(1)) {
        Some(index) => {
            sandbox.data.extensions.remove(index);
            reply::no_content()
        }
        None => missing(),
    }
}

fn knows_extension(sandbox: &Sandbox, id: &str) -> bool {
    find(&sandbox.data.extensions, "id", id).is_some()
}

pub(super) fn events(sandbox: &mut Sandbox, call: &Call<'_>) -> WireResponse {
    if !knows_extension(sandbox, call.parameter(0)) {
        return missing();
    }
    reply_json(200, &Value::Array(sandbox.data.events.clone()))
}

pub(super) fn add_event(sandbox: &mut Sandbox, call: &Call<'_>) -> WireResponse {
    if !knows_extension(sandbox, call.parameter(0)) {
        return missing();
    }
    let body = match call.object() {
        Ok(body) => body,
        Err(response) => return response,
    };
    let field = |name: &str| body.get(name).and_then(Value::as_str).unwrap_or_default();
    if !EVENTS.contains(&field("event_type")) {
        let message = format!("event_type must be one of: {}", EVENTS.join(", "));
        return error(400, &message, Some("validation_error"));
    }
    if field("url").is_empty() || !matches!(field("method"), "GET" | "POST") {
        return error(400, "url and method (GET or POST) are required", Some("validation_error"));
    }
    let mut event = Map::new();
    event.insert("id".to_owned(), sandbox.take_id().into());
    for name in ["event_type", "method", "url"] {
        event.insert(name.to_owned(), field(name).into());
    }
    let event = Value::Object(event);
    sandbox.data.events.push(event.clone());
    reply_json(201, &event)
}

pub(super) fn delete_event(sandbox: &mut Sandbox, call: &Call<'_>) -> WireResponse {
    match find(&sandbox.data.events, "id", call.parameter(1)) {
        Some(index) => {
            sandbox.data.events.remove(index);
            reply::no_content()
        }
        None => error(404, "Event not found", None),
    }
}

pub(super) fn dids(sandbox: &mut Sandbox, _: &Call<'_>) -> WireResponse {
    reply_json(200, &Value::Array(sandbox.data.dids.clone()))
}

pub(super) fn bind_did(sandbox: &mut Sandbox, call: &Call<'_>) -> WireResponse {
    let body = match call.object() {
        Ok(body) => body,
        Err(response) => return response,
    };
    let extension = body.get("extension_id").cloned().unwrap_or_default();
    if !extension.is_null() && !knows_extension(sandbox, &extension.to_string()) {
        return missing();
    }
    let index = find(&sandbox.data.dids, "id", call.parameter(1));
    match index.and_then(|index| sandbox.data.dids.get_mut(index)) {
        Some(did) => {
            if let Some(object) = did.as_object_mut() {
                object.insert("extension_id".to_owned(), extension);
            }
            reply_json(200, did)
        }
        None => error(404, "Number not found", None),
    }
}
