//! What lets a request in, by the name of its variable: the value is put in place last, in [`super::wire`].

use crate::text::{Text, Var};

/// What lets a request in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Credential {
    /// `Authorization: Bearer …` (RFC 6750 §2.1).
    Token,
    /// `Authorization: Basic …` (RFC 7617 §2).
    Basic,
    /// The answer to a challenge of the server (RFC 7616), which the client itself works out.
    Digest,
    /// An API key.
    Key {
        /// Its number among the keys of the request.
        number: u8,
        /// Where it stands.
        place: KeyPlace,
        /// The name of the header, the parameter or the cookie.
        name: String,
    },
}

/// Where an API key stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyPlace {
    /// A header.
    Header,
    /// A parameter of the query.
    Query,
    /// A cookie.
    Cookie,
}

impl KeyPlace {
    /// The place of a name in a description (OpenAPI 3.2, "Security Scheme Object").
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "header" => Some(Self::Header),
            "query" => Some(Self::Query),
            "cookie" => Some(Self::Cookie),
            _ => None,
        }
    }
}

impl Credential {
    /// The header that it is, if it is one.
    pub(super) fn header(&self) -> Option<(&str, Text)> {
        match self {
            Self::Token => Some(("Authorization", Text::literal("Bearer ").var(Var::AccessToken))),
            Self::Basic => Some(("Authorization", Text::literal("Basic ").var(Var::Basic))),
            Self::Key { number, place: KeyPlace::Header, name } => {
                Some((name, Text::default().var(Var::Key(*number))))
            }
            Self::Digest | Self::Key { .. } => None,
        }
    }

    /// The name and the variable of a key in a place other than the headers.
    pub(super) fn pair(&self, wanted: KeyPlace) -> Option<(&str, Var)> {
        match self {
            Self::Key { number, place, name } if *place == wanted => {
                Some((name, Var::Key(*number)))
            }
            _ => None,
        }
    }
}
