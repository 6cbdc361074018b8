//! Calls: their history, their recordings, and a new one.

use super::{Call, Sandbox, error, find, reply, reply_json};
use crate::request::WireResponse;
use serde_json::{Value, json};

/// Statistics are counted one request at a time; a second one within this time is refused.
const STATS_PAUSE: u64 = 10_000;

/// `YYYY-MM-DD HH:MM:SS`
fn is_date_time(text: &str) -> bool {
    text.len() == 19
        && text.bytes().zip(b"0000-00-00 00:00:00").all(|(byte, form)| match form {
            b'0' => byte.is_ascii_digit(),
            form => byte == *form,
        })
}

/// The two ends of the range that every list of calls wants, or the answer that refuses them.
fn range<'a>(call: &'a Call<'_>) -> Result<(&'a str, &'a str), WireResponse> {
    let end = |name: &str| {
        call.query(name).filter(|text| is_date_time(text)).ok_or_else(|| {
            let message = format!("{name} is required as YYYY-MM-DD HH:MM:SS");
            error(400, &message, Some("validation_error"))
        })
    };
    let (start, stop) = (end("start_datetime")?, end("end_datetime")?);
    if start > stop {
        return Err(error(400, "start_datetime is after end_datetime", Some("validation_error")));
    }
    Ok((start, stop))
}

/// The things of a range, by their `start_time_gmt`, newest first unless asked otherwise.
fn within(things: &[Value], call: &Call<'_>) -> Result<Vec<Value>, WireResponse> {
    let (start, stop) = range(call)?;
    let time =
        |item: &Value| item.get("start_time_gmt").and_then(Value::as_str).unwrap_or("").to_owned();
    let mut found: Vec<Value> = things
        .iter()
        .filter(|item| (start..=stop).contains(&time(item).as_str()))
        .filter(|item| {
            call.query("flow")
                .is_none_or(|flow| item.get("flow").and_then(Value::as_str) == Some(flow))
        })
        .cloned()
        .collect();
    found.sort_by_key(time);
    if call.query("order") != Some("asc") {
        found.reverse();
    }
    Ok(found)
}

pub(super) fn history(sandbox: &mut Sandbox, call: &Call<'_>) -> WireResponse {
    match within(&sandbox.data.calls, call) {
        Ok(found) => {
            let order = call.query("order").unwrap_or("desc");
            let body = json!({ "page": 1, "per_page": 20, "order": order, "call_history": found });
            reply_json(200, &body)
        }
        Err(response) => response,
    }
}

pub(super) fn one(sandbox: &mut Sandbox, call: &Call<'_>) -> WireResponse {
    let index = find(&sandbox.data.calls, "call_uuid", call.parameter(1));
    match index.and_then(|index| sandbox.data.calls.get(index)) {
        Some(found) => reply_json(200, found),
        None => error(404, "Not found", None),
    }
}

pub(super) fn records(sandbox: &mut Sandbox, call: &Call<'_>) -> WireResponse {
    match within(&sandbox.data.records, call) {
        Ok(found) => reply_json(200, &Value::Array(found)),
        Err(response) => response,
    }
}

pub(super) fn stats(sandbox: &mut Sandbox, call: &Call<'_>) -> WireResponse {
    let now = call.context.now;
    if let Some(last) = sandbox.stats_at
        && now.saturating_sub(last) < STATS_PAUSE
    {
        let message = "Stats request already exists, concurrent request not allowed";
        let mut response = error(429, message, None);
        let wait = (STATS_PAUSE - (now - last)).div_ceil(1000);
        response.headers.push(("Retry-After".to_owned(), wait.to_string()));
        return response;
    }
    match within(&sandbox.data.records, call) {
        Ok(found) => {
            sandbox.stats_at = Some(now);
            let bytes: u64 = found
                .iter()
                .filter_map(|item| item.get("record_file_size").and_then(Value::as_u64))
                .sum();
            reply_json(200, &json!({ "count": found.len(), "file_size": bytes }))
        }
        Err(response) => response,
    }
}

pub(super) fn record(sandbox: &mut Sandbox, call: &Call<'_>) -> WireResponse {
    let uuid = call.parameter(1);
    if find(&sandbox.data.records, "record_uuid", uuid).is_none() {
        return error(404, "Record not found", None);
    }
    let name = format!("attachment; filename=\"{uuid}.mp3\"");
    WireResponse {
        status: 200,
        reason: "OK".to_owned(),
        headers: vec![
            ("Content-Type".to_owned(), "audio/mpeg".to_owned()),
            ("Content-Disposition".to_owned(), name),
        ],
        body: silence(),
        ..WireResponse::default()
    }
}

/// A second of silence as MP3: frames of MPEG-1 layer III, 32 kbit/s, 32 kHz, one channel, all zero.
fn silence() -> Vec<u8> {
    const FRAME: usize = 144;
    const FRAMES: usize = 28;
    let mut bytes = Vec::with_capacity(FRAME * FRAMES);
    for _ in 0..FRAMES {
        bytes.extend_from_slice(&[0xff, 0xfb, 0x18, 0xc4]);
        bytes.resize(bytes.len() + FRAME - 4, 0);
    }
    bytes
}

pub(super) fn delete_record(sandbox: &mut Sandbox, call: &Call<'_>) -> WireResponse {
    match find(&sandbox.data.records, "record_uuid", call.parameter(1)) {
        Some(index) => {
            sandbox.data.records.remove(index);
            reply::no_content()
        }
        None => error(404, "Record not found", None),
    }
}

pub(super) fn callback(sandbox: &mut Sandbox, call: &Call<'_>) -> WireResponse {
    if find(&sandbox.data.extensions, "id", call.parameter(0)).is_none() {
        return error(404, "Extension not found", Some("extension_not_found"));
    }
    let body = match call.object() {
        Ok(body) => body,
        Err(response) => return response,
    };
    let sources =
        body.get("src_num").and_then(Value::as_array).is_some_and(|list| !list.is_empty());
    if !sources || body.get("dst_num").and_then(Value::as_str).is_none() {
        let message = "src_num (a list of numbers) and dst_num (a number) are required";
        return error(400, message, Some("validation_error"));
    }
    let id: String = call.context.random.iter().map(|byte| format!("{byte:02x}")).collect();
    reply_json(201, &json!({ "call_api_id": id, "call_id": id }))
}
