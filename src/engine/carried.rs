//! What crosses the thread, and how the page reads it.

use crate::request::curl::{CurlError, Own};
use crate::request::{Inputs, Request, WireRequest, WireResponse, encode};
use crate::snippet::Warning;
use crate::text::Vars;
use serde_json::{Value, json};

/// A snippet as the page gets it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// One text for each set of values.
    pub texts: Vec<String>,
    /// What is different from what the request says.
    pub warnings: Vec<Warning>,
}

/// A pasted command as the page gets it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The request.
    pub own: Own,
    /// Options that have no meaning here.
    pub unsupported: Vec<String>,
}

pub(super) fn string(value: &Value, name: &str) -> String {
    value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn strings(value: &Value, name: &str) -> Vec<String> {
    let items = value.get(name).and_then(Value::as_array).into_iter().flatten();
    items.filter_map(|item| item.as_str().map(str::to_owned)).collect()
}

fn pairs(value: &Value) -> Vec<(String, String)> {
    let items = value.get("headers").and_then(Value::as_array).into_iter().flatten();
    let text = |item: &Value, index: usize| {
        item.get(index).and_then(Value::as_str).unwrap_or_default().to_owned()
    };
    items.map(|item| (text(item, 0), text(item, 1))).collect()
}

/// What is asked for a snippet: one text for each set of values, which stand in the request itself if it is `by_value`.
pub fn snippet_input(target: &str, request: &Request, sets: &[Vars], by_value: bool) -> Value {
    let set = |vars: &Vars| {
        json!({
            "base_url": vars.base_url,
            "access_token": vars.access_token,
            "basic": vars.basic,
            "login": vars.login,
            "keys": vars.keys,
        })
    };
    let vars: Vec<Value> = sets.iter().map(set).collect();
    json!({ "target": target, "request": request.to_value(), "vars": vars, "by_value": by_value })
}

pub(super) fn vars(value: &Value) -> Vars {
    Vars {
        base_url: string(value, "base_url"),
        access_token: string(value, "access_token"),
        basic: string(value, "basic"),
        login: {
            let mut login = strings(value, "login").into_iter();
            [login.next().unwrap_or_default(), login.next().unwrap_or_default()]
        },
        keys: strings(value, "keys"),
    }
}

/// What is asked about a pasted command.
pub fn curl_input(text: &str, base_url: &str, has_session: bool) -> Value {
    json!({ "text": text, "base_url": base_url, "has_session": has_session })
}

/// What is asked of the sandbox: a request, and what it cannot know by itself.
///
/// `described`: a description of the API is open, whose own sandbox answers what this one does not know.
pub fn sandbox_input(request: &WireRequest, now: u64, random: &[u8], described: bool) -> Value {
    json!({
        "described": described,
        "method": request.method,
        "url": request.url,
        "headers": request.headers,
        "body": request.body.as_deref().map(encode::base64),
        "now": now,
        "random": encode::base64(random),
    })
}

pub(super) fn wire_request(value: &Value) -> WireRequest {
    let body = value.get("body").and_then(Value::as_str);
    WireRequest {
        method: string(value, "method"),
        url: string(value, "url"),
        headers: pairs(value),
        body: body.map(encode::decode_base64),
    }
}

pub(super) fn random(value: &Value) -> [u8; 16] {
    let mut random = [0; 16];
    for (to, from) in random.iter_mut().zip(encode::decode_base64(&string(value, "random"))) {
        *to = from;
    }
    random
}

/// A sandbox's answer as it crosses.
pub fn wire_response(response: &WireResponse) -> Value {
    json!({
        "status": response.status,
        "reason": response.reason,
        "headers": response.headers,
        "body": encode::base64(&response.body),
    })
}

/// Reads the sandbox's answer; `None` if it is none.
pub fn sandbox_output(value: &Value) -> Option<WireResponse> {
    let status = value.get("status").and_then(Value::as_u64)?;
    Some(WireResponse {
        status: u16::try_from(status).ok()?,
        reason: string(value, "reason"),
        headers: pairs(value),
        body: encode::decode_base64(&string(value, "body")),
        ..WireResponse::default()
    })
}

impl Written {
    /// Reads the engine's answer; `None` if it is none.
    pub fn from_value(value: &Value) -> Option<Self> {
        let warnings = value.get("warnings").and_then(Value::as_array)?;
        let warnings = warnings.iter().filter_map(Warning::from_value).collect();
        Some(Self { texts: strings(value, "texts"), warnings })
    }
}

pub(super) fn own(own: &Own, unsupported: &[String]) -> Value {
    json!({
        "method": own.method,
        "resource": own.resource,
        "inputs": own.inputs.to_value(),
        "other_host": own.other_host,
        "had_token": own.had_token,
        "unsupported": unsupported,
    })
}

impl Imported {
    /// Reads the engine's answer; `None` if it is none.
    pub fn from_value(value: &Value) -> Option<Result<Self, CurlError>> {
        if let Some(error) = value.get("error") {
            return CurlError::from_value(error).map(Err);
        }
        let own = Own {
            method: value.get("method")?.as_str()?.to_owned(),
            resource: string(value, "resource"),
            inputs: Inputs::from_value(value.get("inputs")?),
            other_host: value.get("other_host").and_then(Value::as_str).map(str::to_owned),
            had_token: value.get("had_token").and_then(Value::as_bool).unwrap_or_default(),
        };
        Some(Ok(Self { own, unsupported: strings(value, "unsupported") }))
    }
}

impl CurlError {
    /// As it goes from thread to thread.
    pub(super) fn to_value(&self) -> Value {
        match self {
            Self::NotCurl => json!(["not_curl"]),
            Self::NoUrl => json!(["no_url"]),
            Self::SeveralUrls(url) => json!(["several_urls", url]),
            Self::OpenQuote { line, column } => json!(["open_quote", line, column]),
            Self::Substitution(text) => json!(["substitution", text]),
            Self::Pipe(text) => json!(["pipe", text]),
            Self::TooLong => json!(["too_long"]),
        }
    }

    fn from_value(value: &Value) -> Option<Self> {
        let text = || Some(value.get(1)?.as_str()?.to_owned());
        let number = |index: usize| usize::try_from(value.get(index)?.as_u64()?).ok();
        Some(match value.get(0)?.as_str()? {
            "not_curl" => Self::NotCurl,
            "no_url" => Self::NoUrl,
            "several_urls" => Self::SeveralUrls(text()?),
            "open_quote" => Self::OpenQuote { line: number(1)?, column: number(2)? },
            "substitution" => Self::Substitution(text()?),
            "pipe" => Self::Pipe(text()?),
            "too_long" => Self::TooLong,
            _ => return None,
        })
    }
}
