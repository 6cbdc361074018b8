//! A sign-in for which the reader left the page in its own tab: what the tab keeps until the way back.
//!
//! No secret is in it: `state` and `code_verifier` are good for one answer, which comes to this tab alone
//! (RFC 9700 §2.1.1). Only a client without a secret can go this way, since the page forgets that.

use super::authorization::{Asked, GrantKind};
use serde_json::{Value, json};

/// How long the way may take, in milliseconds.
const LONGEST: u64 = 30 * 60 * 1000;

/// The request to the user, and whom its answer is for.
#[derive(Clone, PartialEq, Eq)]
pub struct Redirect {
    /// The request.
    pub asked: Asked,
    /// The token endpoint and the client: another one has no business with the answer (RFC 9700 §4.4).
    pub client: (String, String),
    /// The server that was chosen.
    pub environment: String,
    /// The address of the page that was left.
    pub back: String,
    /// When it was left, in milliseconds since 1970.
    pub begun: u64,
}

impl Redirect {
    /// The form that is kept. `public/callback.js` reads `state` and `back`.
    pub fn to_json(&self) -> String {
        let (endpoint, id) = &self.client;
        json!({
            "kind": self.asked.kind.name(),
            "state": self.asked.state,
            "verifier": self.asked.verifier,
            "redirect_uri": self.asked.redirect_uri,
            "endpoint": endpoint,
            "client_id": id,
            "environment": self.environment,
            "back": self.back,
            "begun": self.begun,
        })
        .to_string()
    }

    /// False if the way took too long.
    pub fn is_fresh(&self, now: u64) -> bool {
        now.abs_diff(self.begun) <= LONGEST
    }

    /// Reads the form that was kept; `None` if it is not whole, or too old.
    pub fn from_json(text: &str, now: u64) -> Option<Self> {
        let value = crate::json::parse(text).ok()?;
        let string = |name: &str| Some(value.get(name)?.as_str()?.to_owned());
        let begun = value.get("begun").and_then(Value::as_u64)?;
        let asked = Asked {
            kind: GrantKind::from_name(&string("kind")?)?,
            url: String::new(),
            state: string("state")?,
            verifier: string("verifier")?,
            redirect_uri: string("redirect_uri")?,
        };
        let client = (string("endpoint")?, string("client_id")?);
        let (environment, back) = (string("environment")?, string("back")?);
        let left = Self { asked, client, environment, back, begun };
        left.is_fresh(now).then_some(left)
    }
}
