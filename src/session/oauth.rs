//! The token endpoint (RFC 6749 §3.2): the request for each grant, and the reading of the reply.

use super::{TokenError, check_token};
use crate::json;
use crate::request::{WireRequest, WireResponse, encode};
use serde_json::{Map, Value};
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

/// What a token is asked for with.
#[derive(Clone, PartialEq, Eq)]
pub enum Proof {
    /// The client itself (RFC 6749 §4.4).
    Client,
    /// The name and the password of the user (RFC 6749 §4.3).
    Password(String, String),
    /// A code that the user's agreement gave (RFC 6749 §4.1.3).
    Code {
        /// The code.
        code: String,
        /// The address that it came to.
        redirect_uri: String,
        /// `code_verifier` of PKCE (RFC 7636 §4.5).
        verifier: String,
    },
    /// A refresh token (RFC 6749 §6).
    Refresh(String),
    /// The code of a device (RFC 8628 §3.4).
    Device(String),
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
    /// What a new token can be asked for with; a secret.
    pub refresh_token: Option<String>,
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
    /// The answer of the authorization server is not for this request.
    State,
    /// The answer of the authorization server has no code and no token.
    NoCode,
    /// A provider's settings are those of another issuer.
    Issuer(String),
}

impl Refusal {
    /// What a server says of a device's code whose time is over (RFC 8628 §3.5).
    pub fn expired() -> Self {
        Self::OAuth { code: "expired_token".to_owned(), description: None, uri: None }
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials").finish_non_exhaustive()
    }
}

impl fmt::Debug for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = self.fields().first().map(|(_, kind)| *kind).unwrap_or_default();
        f.debug_struct("Proof").field("grant_type", &kind).finish_non_exhaustive()
    }
}

impl fmt::Debug for Grant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Grant").field("expires_in", &self.expires_in).finish_non_exhaustive()
    }
}

impl Proof {
    fn fields(&self) -> Vec<(&str, &str)> {
        match self {
            Self::Client => vec![("grant_type", "client_credentials")],
            Self::Password(user, password) => {
                vec![("grant_type", "password"), ("username", user), ("password", password)]
            }
            Self::Code { code, redirect_uri, verifier } => vec![
                ("grant_type", "authorization_code"),
                ("code", code),
                ("redirect_uri", redirect_uri),
                ("code_verifier", verifier),
            ],
            Self::Refresh(token) => {
                vec![("grant_type", "refresh_token"), ("refresh_token", token)]
            }
            Self::Device(code) => vec![
                ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"),
                ("device_code", code),
            ],
        }
    }

    /// Whether the scope goes with it; a code was asked for with one already.
    fn takes_scope(&self) -> bool {
        matches!(self, Self::Client | Self::Password(..))
    }
}

/// The token request. `scope` is left out if empty.
pub fn token_request(
    endpoint: &str,
    (credentials, authentication): (&Credentials, ClientAuthentication),
    proof: &Proof,
    scope: &str,
) -> WireRequest {
    let mut form = proof.fields();
    if proof.takes_scope() && !scope.is_empty() {
        form.push(("scope", scope));
    }
    // A client without a secret names itself alone (RFC 6749 §3.2.1).
    let is_public = credentials.secret.is_empty() && *proof != Proof::Client;
    client_request(endpoint, (credentials, authentication), form, is_public)
}

/// Which of its tokens a client takes back (RFC 7009 §2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// The access token.
    Access,
    /// The refresh token; a server takes back with it what came of it.
    Refresh,
}

/// The request that takes a token back.
pub fn revocation_request(
    endpoint: &str,
    client: (&Credentials, ClientAuthentication),
    token: &str,
    kind: TokenKind,
) -> WireRequest {
    let hint = match kind {
        TokenKind::Access => "access_token",
        TokenKind::Refresh => "refresh_token",
    };
    let form = vec![("token", token), ("token_type_hint", hint)];
    client_request(endpoint, client, form, client.0.secret.is_empty())
}

/// A form for an endpoint that wants to know the client. What names it stands behind the grant's type.
pub(super) fn client_request<'a>(
    endpoint: &str,
    (credentials, authentication): (&'a Credentials, ClientAuthentication),
    mut form: Vec<(&'a str, &'a str)>,
    is_public: bool,
) -> WireRequest {
    let mut headers =
        vec![("Content-Type".to_owned(), "application/x-www-form-urlencoded".to_owned())];
    let place = usize::from(form.first().is_some_and(|(name, _)| *name == "grant_type"));
    match authentication {
        ClientAuthentication::Basic if !is_public => {
            headers.push(("Authorization".to_owned(), basic(credentials)));
        }
        _ => {
            if !is_public {
                form.insert(place, ("client_secret", credentials.secret.as_str()));
            }
            form.insert(place, ("client_id", credentials.id.as_str()));
        }
    }
    let body = Some(encode::form_pairs(form).into_bytes());
    WireRequest { method: "POST".to_owned(), url: endpoint.to_owned(), headers, body }
}

/// `Basic …` with both parts form-encoded first (RFC 6749 §2.3.1), so a colon in the id is safe.
pub fn basic(credentials: &Credentials) -> String {
    let pair = format!("{}:{}", encode::form(&credentials.id), encode::form(&credentials.secret));
    format!("Basic {}", encode::base64(pair.as_bytes()))
}

/// Reads the reply of a token endpoint. An `error` wins over the status. A refresh token that the client
/// itself got is dropped (RFC 6749 §4.4.3).
pub fn read_reply(response: &WireResponse, proof: &Proof) -> Result<Grant, Refusal> {
    let object = read_object(response)?;
    let media_type = response.header("Content-Type").unwrap_or_default().to_ascii_lowercase();
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
    let mut refresh_token = object.get("refresh_token").and_then(Value::as_str);
    if *proof == Proof::Client && object.contains_key("refresh_token") {
        notes.push(Note::RefreshTokenIgnored);
        refresh_token = None;
    }
    Ok(Grant {
        token: token.to_owned(),
        token_type: token_type.to_owned(),
        expires_in: object.get("expires_in").and_then(seconds),
        scope: object.get("scope").and_then(Value::as_str).map(str::to_owned),
        refresh_token: refresh_token.filter(|token| !token.is_empty()).map(str::to_owned),
        notes,
    })
}

/// The members of a reply that is no error.
pub(super) fn read_object(response: &WireResponse) -> Result<Map<String, Value>, Refusal> {
    let text = String::from_utf8_lossy(&response.body);
    let media_type = response.header("Content-Type").unwrap_or_default().to_ascii_lowercase();
    let value = json::parse(&text).ok();
    if let Some(refusal) = error(value.as_ref(), &text, &media_type) {
        return Err(refusal);
    }
    if !(200..300).contains(&response.status) {
        return Err(Refusal::Status { status: response.status, empty: text.trim().is_empty() });
    }
    match value.ok_or(Refusal::NotJson)? {
        Value::Object(object) => Ok(object),
        _ => Err(Refusal::NotAnObject),
    }
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
pub(super) fn seconds(value: &Value) -> Option<u64> {
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
