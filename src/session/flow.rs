//! What to do before a request and after its answer: pure decisions, no loop can come of them.
//!
//! At most one renewal and one repetition a request; never by itself for a method that changes things.

use super::{Life, challenge};
use crate::request::WireResponse;

/// What the page knows when the reader presses Send.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// Whether the request carries the session's token; credentials that were typed are not renewed.
    pub bearer: bool,
    /// The life of the token that belongs to this server; `None` if there is no such token.
    pub life: Option<Life>,
    /// Whether `client_id` and `client_secret` are still in memory.
    pub credentials: bool,
}

/// What to do before sending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Before {
    /// Send it, with the token if there is one.
    Send,
    /// The token is known to be expired: get a new one, then send.
    RenewFirst,
    /// The token is known to be expired and there are no credentials: say what to do.
    AskToSignIn,
}

/// What to do with an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum After {
    /// Show it.
    Show,
    /// Refused early: get a new token, repeat the request once, and say so.
    RenewAndRepeat,
    /// Refused early, but the request changes things: offer to renew and repeat.
    OfferToRepeat,
    /// Refused, and nothing can be renewed: say what to do.
    AskToSignIn,
    /// Refused again with a new token: say so.
    StillRefused,
}

/// Decides before a request.
pub fn before(known: Known) -> Before {
    match (known.life.filter(|_| known.bearer), known.credentials) {
        (Some(Life::Expired), true) => Before::RenewFirst,
        (Some(Life::Expired), false) => Before::AskToSignIn,
        _ => Before::Send,
    }
}

/// Decides after an answer. `renewed` says that this request's token has just been renewed.
pub fn after(method: &str, response: &WireResponse, known: Known, renewed: bool) -> After {
    if response.status != 401 || !known.bearer || has_other_cause(response) {
        return After::Show;
    }
    match (renewed, known.credentials, is_safe(method)) {
        (true, ..) => After::StillRefused,
        (false, false, _) => After::AskToSignIn,
        (false, true, true) => After::RenewAndRepeat,
        (false, true, false) => After::OfferToRepeat,
    }
}

/// The safe methods of RFC 9110 §9.2.1 that a page can send.
pub fn is_safe(method: &str) -> bool {
    matches!(method, "GET" | "HEAD" | "OPTIONS")
}

/// An error of RFC 6750 §3.1 other than `invalid_token`: a new token would not help.
fn has_other_cause(response: &WireResponse) -> bool {
    let header = response.header("WWW-Authenticate").unwrap_or_default();
    challenge::parse(header).is_some_and(|challenges| {
        challenges
            .iter()
            .filter(|challenge| challenge.scheme == "bearer")
            .any(|challenge| challenge.param("error").is_some_and(|error| error != "invalid_token"))
    })
}
