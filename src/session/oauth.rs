//! The client credentials grant (RFC 6749 §4.4): the request and the reading of its reply.

use super::{TokenError, check_token};
use crate::json;
use crate::request::{WireRequest, WireResponse, encode};
use serde_json::Value;
use std::fmt;

/// The longest life that is believed: ten years. It keeps the clock from overflowing.
const MAX_SECONDS: u64 = 315_360_000;

/// What a client was given at its registration. In memory only; its `Debug` form is empty.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Credentials {
    /// `client_id`.
    pub id: String,
    /// `client_secret`.
    pub secret: String,
}

/// How a client proves itself to the token endpoint (RFC 6749 §2.3.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ClientAuthentication {
    /// `client_id` and `client_secret` as fields of the form.
    #[default]
    Body,
    /// HTTP Basic, each part form-encoded first.
    Basic,
}

/// What a token endpoint gave.
#[derive(Clone, PartialEq, Eq)]
pub struct Grant {
    /// The access token.
    pub token: String,
    /// `token_type` as the server wrote it; empty if it did not.
    pub token_type: String,
    /// Seconds; `None` if not stated or not readable.
    pub expires_in: Option<u64>,
    /// `scope` as the server wrote it.
    pub scope: Option<String>,
    /// What the server did that RFC 6749 does not want.
    pub notes: Vec<Note>,
}

/// Something odd in a reply that could still be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    /// `token_type` is required (RFC 6749 §5.1) and missing.
    TypeMissing,
    /// The body is JSON, the `Content-Type` says otherwise.
    MediaType,
    /// A refresh token came with this grant (RFC 6749 §4.4.3) and is not used.
    RefreshTokenIgnored,
}

/// Why there is no token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// An error of RFC 6749 §5.2.
    OAuth {
        /// The code, such as `invalid_client`.
        code: String,
        /// The server's words.
        description: Option<String>,
        /// The address of an explanation, as the server wrote it.
        uri: Option<String>,
    },
    /// An HTTP error without such a code.
    Status {
        /// The status code.
        status: u16,
        /// True if nothing came with it.
        empty: bool,
    },
    /// The body is not JSON.
    NotJson,
    /// The body is JSON, but not an object.
    NotAnObject,
    /// There is no `access_token`, or it is not a string.
    NoToken,
    /// `access_token` is not a `b64token`.
    BadToken(TokenError),
    /// A `token_type` other than Bearer must not be used (RFC 6749 §7.1).
    TokenType(String),
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials").finish_non_exhaustive()
    }
}

impl fmt::Debug for Grant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Grant").field("expires_in", &self.expires_in).finish_non_exhaustive()
    }
}

/// The token request. `scope` is left out if empty.
pub fn token_request(
    endpoint: &str,
    credentials: &Credentials,
    authentication: ClientAuthentication,
    scope: &str,
) -> WireRequest {
    let mut headers =
        vec![("Content-Type".to_owned(), "application/x-www-form-urlencoded".to_owned())];
    let mut form = vec![("grant_type", "client_credentials")];
    match authentication {
        ClientAuthentication::Body => {
            form.push(("client_id", credentials.id.as_str()));
            form.push(("client_secret", credentials.secret.as_str()));
        }
        ClientAuthentication::Basic => {
            headers.push(("Authorization".to_owned(), basic(credentials)));
        }
    }
    if !scope.is_empty() {
        form.push(("scope", scope));
    }
    let body = Some(encode::form_pairs(form).into_bytes());
    WireRequest { method: "POST".to_owned(), url: endpoint.to_owned(), headers, body }
}

/// `Basic …` with both parts form-encoded first (RFC 6749 §2.3.1), so a colon in the id is safe.
pub fn basic(credentials: &Credentials) -> String {
    let pair = format!("{}:{}", encode::form(&credentials.id), encode::form(&credentials.secret));
    format!("Basic {}", encode::base64(pair.as_bytes()))
}

/// Reads the reply of a token endpoint. An `error` wins over the status.
pub fn read_reply(response: &WireResponse) -> Result<Grant, Refusal> {
    let text = String::from_utf8_lossy(&response.body);
    let media_type = response.header("Content-Type").unwrap_or_default().to_ascii_lowercase();
    let value = json::parse(&text).ok();
    if let Some(refusal) = error(value.as_ref(), &text, &media_type) {
        return Err(refusal);
    }
    if !(200..300).contains(&response.status) {
        return Err(Refusal::Status { status: response.status, empty: text.trim().is_empty() });
    }
    let value = value.ok_or(Refusal::NotJson)?;
    let object = value.as_object().ok_or(Refusal::NotAnObject)?;
    let token = object.get("access_token").and_then(Value::as_str).ok_or(Refusal::NoToken)?;
    check_token(token).map_err(Refusal::BadToken)?;
    let mut notes = Vec::new();
    let token_type = object.get("token_type").and_then(Value::as_str).unwrap_or_default();
    if token_type.is_empty() {
        notes.push(Note::TypeMissing);
    } else if !token_type.eq_ignore_ascii_case("bearer") {
        return Err(Refusal::TokenType(token_type.to_owned()));
    }
    if !media_type.contains("json") {
        notes.push(Note::MediaType);
    }
    if object.contains_key("refresh_token") {
        notes.push(Note::RefreshTokenIgnored);
    }
    Ok(Grant {
        token: token.to_owned(),
        token_type: token_type.to_owned(),
        expires_in: object.get("expires_in").and_then(seconds),
        scope: object.get("scope").and_then(Value::as_str).map(str::to_owned),
        notes,
    })
}

/// An error object as JSON (RFC 6749 §5.2), or as the form that some servers send.
fn error(value: Option<&Value>, text: &str, media_type: &str) -> Option<Refusal> {
    let field = |name: &str| -> Option<String> {
        match value {
            Some(value) => value.get(name)?.as_str().map(str::to_owned),
            None if media_type.starts_with("application/x-www-form-urlencoded") => {
                encode::parse_form(text).into_iter().find(|(key, _)| key == name).map(|pair| pair.1)
            }
            None => None,
        }
    };
    let code = field("error")?;
    Some(Refusal::OAuth { code, description: field("error_description"), uri: field("error_uri") })
}

/// Whole seconds from a number or a numeric string; a negative one is no life at all.
fn seconds(value: &Value) -> Option<u64> {
    let text = match value {
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.trim().to_owned(),
        _ => return None,
    };
    decimal(&text).map(|seconds| seconds.min(MAX_SECONDS))
}

/// The whole part of a decimal number, also as `3.6e3`; capped, without floats. `None` if it is none.
fn decimal(text: &str) -> Option<u64> {
    let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    if whole.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let exponent: i64 = exponent.parse().ok()?;
    if negative || digits.bytes().all(|byte| byte == b'0') {
        return Some(0);
    }
    // How many digits stand before the point.
    let places = i64::try_from(whole.len()).ok()?.checked_add(exponent)?;
    if places <= 0 {
        return Some(0);
    }
    let mut number = 0_u64;
    for place in 0..places.min(20) {
        let place = usize::try_from(place).ok()?;
        let digit = digits.as_bytes().get(place).map_or(0, |byte| byte - b'0');
        number = number.saturating_mul(10).saturating_add(u64::from(digit));
    }
    Some(if places > 20 { u64::MAX } else { number })
}
