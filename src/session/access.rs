//! What an operation of a description needs to be let in, and what the reader has for it.
//!
//! A description lists ways in, one of which is enough; a way lists schemes that are needed together
//! (OpenAPI 3.2, "Security Requirement Object"). What was typed is bound to the origin that stood beside
//! the field, and kept in memory alone.

use crate::operation::Scheme;
use crate::request::{Credential, KeyPlace, encode, is_field_name, is_field_value};
use crate::text::Vars;
use std::fmt;

/// What a scheme asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Means {
    /// An API key: where it stands, its name.
    Key(KeyPlace, String),
    /// A user and a password in the header (RFC 7617).
    Basic,
    /// An access token in the header (RFC 6750).
    Token,
    /// A user and a password for the server's challenge (RFC 7616): a page cannot answer it, a snippet can.
    Digest,
    /// A certificate of the client: the browser's own matter.
    MutualTls,
    /// A scheme that is not described, or of a kind that nobody knows.
    Unknown,
}

/// What was typed for a scheme.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Held {
    /// The user of HTTP Basic or Digest.
    pub user: String,
    /// The key or the password.
    pub secret: String,
}

/// What was typed, by the origin that it is for and the scheme.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Keyring(Vec<(String, String, Held)>);

/// Why what was typed cannot be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeldError {
    /// A character that cannot stand in its place.
    Character(char),
    /// A user with a colon, which would begin the password (RFC 7617 §2).
    Colon,
}

impl fmt::Debug for Held {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Held").finish_non_exhaustive()
    }
}

impl fmt::Debug for Keyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keyring").field("count", &self.0.len()).finish_non_exhaustive()
    }
}

impl Means {
    /// What a scheme asks for.
    pub fn of(scheme: &Scheme) -> Self {
        match (scheme.kind.as_str(), scheme.scheme.as_str()) {
            _ if scheme.is_bearer() => Self::Token,
            ("http", "basic") => Self::Basic,
            ("http", "digest") => Self::Digest,
            ("mutualTLS", _) => Self::MutualTls,
            ("apiKey", _) => match KeyPlace::from_name(&scheme.place) {
                Some(place) if can_be_named(place, &scheme.parameter) => {
                    Self::Key(place, scheme.parameter.clone())
                }
                _ => Self::Unknown,
            },
            _ => Self::Unknown,
        }
    }
}

/// Whether a key of a place can have a name: any for a parameter, else a token of RFC 9110 §5.6.2.
fn can_be_named(place: KeyPlace, name: &str) -> bool {
    if place == KeyPlace::Query { !name.is_empty() } else { is_field_name(name) }
}

impl Held {
    /// Why it cannot be sent; `None` if it can.
    pub fn error(&self, means: &Means) -> Option<HeldError> {
        let bad = |text: &str, allowed: fn(char) -> bool| text.chars().find(|c| !allowed(*c));
        let found = match means {
            // A semicolon would end the cookie (RFC 6265 §4.1.1).
            Means::Key(KeyPlace::Cookie, _) => {
                bad(&self.secret, |c| c.is_ascii_graphic() && !matches!(c, ';' | ',' | '"' | '\\'))
            }
            Means::Key(KeyPlace::Header, _) => {
                bad(self.secret.trim(), |c| c.is_ascii() && is_field_value(&c.to_string()))
            }
            Means::Basic | Means::Digest if self.user.contains(':') => {
                return Some(HeldError::Colon);
            }
            // Beyond these, clients differ in how they write a name (RFC 7616 §3.4 has `username*` for them).
            Means::Digest => {
                bad(&self.user, |c| (' '..='~').contains(&c) && !matches!(c, '"' | '\\'))
                    .or_else(|| bad(&self.secret, |c| !c.is_control()))
            }
            Means::Basic => bad(&self.user, |c| !c.is_control())
                .or_else(|| bad(&self.secret, |c| !c.is_control())),
            Means::Key(KeyPlace::Query, _) | Means::Token | Means::MutualTls | Means::Unknown => {
                None
            }
        };
        found.map(HeldError::Character)
    }

    /// The value of its variable; empty if there is nothing to send.
    fn value(&self, means: &Means) -> String {
        if self.error(means).is_some() {
            return String::new();
        }
        match means {
            Means::Key(KeyPlace::Query, _) => encode::query_component(&self.secret),
            Means::Key(..) => self.secret.trim().to_owned(),
            Means::Basic if self.user.is_empty() && self.secret.is_empty() => String::new(),
            Means::Basic => encode::base64(format!("{}:{}", self.user, self.secret).as_bytes()),
            Means::Digest => self.user.clone(),
            Means::Token | Means::MutualTls | Means::Unknown => String::new(),
        }
    }
}

impl Keyring {
    /// What was typed for a scheme while this origin stood beside it.
    pub fn get(&self, origin: &str, scheme: &str) -> Option<&Held> {
        let found = self.0.iter().find(|(to, name, _)| to == origin && name == scheme);
        found.map(|(.., held)| held)
    }

    /// Changes what was typed.
    pub fn edit(&mut self, origin: &str, scheme: &str, change: impl FnOnce(&mut Held)) {
        let mut held = self.get(origin, scheme).cloned().unwrap_or_default();
        change(&mut held);
        self.0.retain(|(to, name, _)| to != origin || name != scheme);
        if held != Held::default() {
            self.0.push((origin.to_owned(), scheme.to_owned(), held));
        }
    }

    /// True if it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether there is something to send for a scheme.
    fn has(&self, origin: &str, scheme: &Scheme) -> bool {
        let held = self.get(origin, &scheme.name);
        held.is_some_and(|held| !held.value(&Means::of(scheme)).is_empty())
    }

    /// Puts the values of a way's variables in place.
    pub fn fill(&self, way: &[Scheme], origin: &str, vars: &mut Vars) {
        for (scheme, means) in way.iter().map(|scheme| (scheme, Means::of(scheme))) {
            let held = self.get(origin, &scheme.name);
            let value = held.map(|held| held.value(&means)).unwrap_or_default();
            match means {
                Means::Key(..) => vars.keys.push(value),
                Means::Basic => vars.basic = value,
                Means::Digest if value.is_empty() => {}
                Means::Digest => {
                    vars.login = [value, held.map(|held| held.secret.clone()).unwrap_or_default()];
                }
                Means::Token | Means::MutualTls | Means::Unknown => {}
            }
        }
    }
}

/// What a way puts into the request. The keys are numbered in the order of [`Keyring::fill`].
#[inline(never)] // not a part of the first view
pub fn credentials(way: &[Scheme]) -> Vec<Credential> {
    let mut keys = 0..u8::MAX;
    let one = |scheme: &Scheme| match Means::of(scheme) {
        Means::Key(place, name) => Some(Credential::Key { number: keys.next()?, place, name }),
        Means::Basic => Some(Credential::Basic),
        Means::Digest => Some(Credential::Digest),
        Means::Token => Some(Credential::Token),
        Means::MutualTls | Means::Unknown => None,
    };
    way.iter().filter_map(one).collect()
}

/// The name of a way, by which the choice is kept; empty for the one that needs nothing.
pub fn name(way: &[Scheme]) -> String {
    let names: Vec<&str> = way.iter().map(|scheme| scheme.name.as_str()).collect();
    names.join(" + ")
}

/// The way that the reader chose; else the first that all is there for; else the first that needs
/// something. `None` if nothing is said of the operation.
#[inline(never)] // not a part of the first view
pub fn choose<'w>(
    ways: &'w [Vec<Scheme>],
    wanted: Option<&str>,
    keyring: &Keyring,
    (origin, has_token): (&str, bool),
) -> Option<&'w [Scheme]> {
    let is_there = |scheme: &Scheme| match Means::of(scheme) {
        Means::Token => has_token,
        _ => keyring.has(origin, scheme),
    };
    let chosen = ways.iter().find(|way| Some(name(way).as_str()) == wanted);
    let mut needy = ways.iter().filter(|way| !way.is_empty());
    let complete = || needy.clone().find(|way| way.iter().all(is_there));
    let way = chosen.or_else(complete).or_else(|| needy.next()).or_else(|| ways.first());
    way.map(Vec::as_slice)
}
