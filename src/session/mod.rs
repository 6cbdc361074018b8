//! The access token: where it came from, how long it lives, to whom it may be sent.
//!
//! ```text
//!  credentials ── oauth::token_request ──► server ──► oauth::read_reply ──► Token
//!                                                                            │
//!  Send ── flow::before ──► send | renew first | ask      Session ◄──────────┘ (kept by the browser's tab)
//!       ◄─ flow::after ─── 401? renew and repeat once, offer to, or explain
//! ```
//!
//! No clock: `now` is passed in, in milliseconds since 1970. No `Debug` form shows a secret.

pub mod access;
pub mod authorization;
pub mod challenge;
pub mod flow;
pub mod jwt;
pub mod oauth;
pub mod outside;
pub mod redirect;

use serde_json::{Value, json};
use std::fmt;

/// The version of the stored form; another one is not read.
const VERSION: u64 = 1;

/// A token, and what is known about it.
#[derive(Clone, PartialEq, Eq)]
pub struct Session {
    /// The access token: `b64token` of RFC 6750 §2.1.
    pub token: String,
    /// The scheme and host that it was got or set for; it is sent nowhere else. Empty until the reader
    /// says for whom it is.
    pub origin: String,
    /// The token endpoint and the client that it came from; `None` for one that was pasted.
    pub client: Option<(String, String)>,
    /// When it expires, in milliseconds since 1970; `None` if not stated.
    pub deadline: Option<u64>,
    /// When it counts as expired, a margin earlier, so that it does not die on its way.
    pub renew_at: Option<u64>,
}

/// Why a text is no token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenError {
    /// Nothing was typed.
    Empty,
    /// A character that `b64token` of RFC 6750 §2.1 does not have.
    Character(char),
}

/// What is known about a token's life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Life {
    /// It lives for that many seconds more.
    Left(u64),
    /// Its time is over.
    Expired,
    /// Nobody said how long it lives.
    NotStated,
}

/// Whether the server took a token back at the last sign-out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Revoked {
    /// It was asked to.
    Asked,
    /// It did.
    Done,
    /// It did not, or did not answer.
    Failed,
}

impl Session {
    /// A token for an origin. `expires_in` is in seconds, as the server stated it.
    pub fn new(token: String, origin: String, expires_in: Option<u64>, now: u64) -> Self {
        let after = |seconds: u64| now.saturating_add(seconds.saturating_mul(1000));
        let margin = |seconds: u64| (seconds / 10).min(30);
        Self {
            token,
            origin,
            client: None,
            deadline: expires_in.map(after),
            renew_at: expires_in.map(|seconds| after(seconds - margin(seconds))),
        }
    }

    /// How long it lives.
    pub fn life(&self, now: u64) -> Life {
        match (self.deadline, self.renew_at) {
            (Some(_), Some(renew_at)) if renew_at <= now => Life::Expired,
            (Some(deadline), _) if deadline > now => Life::Left((deadline - now).div_ceil(1000)),
            (Some(_), _) => Life::Expired,
            (None, _) => Life::NotStated,
        }
    }

    /// The form that is stored.
    pub fn to_json(&self) -> String {
        json!({
            "version": VERSION,
            "token": self.token,
            "origin": self.origin,
            "client": self.client,
            "deadline": self.deadline,
            "renew_at": self.renew_at,
        })
        .to_string()
    }

    /// Reads the stored form; `None` if it is of another version or broken.
    pub fn from_json(text: &str) -> Option<Self> {
        let value = crate::json::parse(text).ok()?;
        let string = |name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
        let token = string("token").filter(|token| check_token(token).is_ok())?;
        let sound = value.get("version").and_then(Value::as_u64) == Some(VERSION);
        let number = |name: &str| value.get(name).and_then(Value::as_u64);
        let (deadline, renew_at) = (number("deadline"), number("renew_at"));
        let named = |index: usize| Some(value.get("client")?.get(index)?.as_str()?.to_owned());
        let client = named(0).zip(named(1));
        sound.then_some(Self { token, origin: string("origin")?, client, deadline, renew_at })
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("origin", &self.origin)
            .field("deadline", &self.deadline)
            .finish_non_exhaustive()
    }
}

/// Takes what was pasted as a token: blanks around it and a leading `Bearer` are dropped.
pub fn read_token(text: &str) -> Result<String, TokenError> {
    let text = text.trim();
    let text = match text.split_once(' ') {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("bearer") => rest.trim(),
        _ => text,
    };
    check_token(text)?;
    Ok(text.to_owned())
}

/// `b64token = 1*( ALPHA / DIGIT / "-" / "." / "_" / "~" / "+" / "/" ) *"="` (RFC 6750 §2.1).
pub fn check_token(text: &str) -> Result<(), TokenError> {
    if text.is_empty() {
        return Err(TokenError::Empty);
    }
    let body = text.trim_end_matches('=');
    match body.chars().find(|c| !c.is_ascii_alphanumeric() && !"-._~+/".contains(*c)) {
        Some(c) => Err(TokenError::Character(c)),
        None if body.is_empty() => Err(TokenError::Character('=')),
        None => Ok(()),
    }
}

/// `scheme://host:port` of an absolute http or https URL, in lower case, without user information.
pub fn origin(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://")?;
    let scheme = scheme.to_ascii_lowercase();
    if scheme != "https" && scheme != "http" {
        return None;
    }
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    if authority.is_empty() || authority.contains(['@', ' ', '{', '}', '<', '>']) {
        return None;
    }
    let host = authority.to_ascii_lowercase();
    // As the browser writes it: without the port that the scheme has anyway (RFC 6454 §6.2).
    let port = if scheme == "https" { ":443" } else { ":80" };
    Some(format!("{scheme}://{}", host.strip_suffix(port).unwrap_or(&host)))
}

/// True if secrets may go there: https, or this very machine (RFC 6750 §5.3; RFC 8252 §8.3).
pub fn is_safe_origin(origin: &str) -> bool {
    if origin.starts_with("https://") {
        return true;
    }
    let Some(host) = origin.strip_prefix("http://") else {
        return false;
    };
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    matches!(name, "localhost" | "127.0.0.1" | "::1")
}
