//! The one request value, and the three ways out of it.
//!
//! ```text
//! Operation + Inputs ── build ──► Request ──► snippet::render   (variables by name)
//!                                    └──────► wire               (variables by value) ──► fetch | sandbox
//! ```
//!
//! [`build`] is the only place where a [`Request`] is made (a copy crosses to the engine's thread by
//! [`Request::to_value`]): what is shown and what is sent cannot differ.

mod build;
mod carried;
pub mod case;
mod credential;
pub mod curl;
pub mod encode;
mod inputs;
pub mod media_type;
mod share;
mod stored;
pub mod style;
mod wire;

use crate::text::{Piece, Text, Var, Vars};
use std::sync::Arc;

pub use build::{Built, Problem, build, is_field_name, is_field_value, is_forbidden};
pub use credential::{Credential, KeyPlace};
pub use inputs::{BodyInput, BodyKind, Field, Inputs};
pub use share::without_secrets;
pub use wire::{End, Preflight, WireRequest, WireResponse, header, wire};

/// A request before its variables have values. Only [`build`] makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    method: String,
    url: Text,
    headers: Vec<(String, Text)>,
    body: Body,
    digest: bool,
}

/// What a request carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// Nothing at all.
    None,
    /// Exactly these characters, in UTF-8. Its media type stands in the headers.
    Text(String),
    /// multipart/form-data (RFC 7578).
    Multipart(Vec<Part>),
    /// The bytes of a file. Its media type stands in the headers.
    File(FileData),
}

/// A part of a multipart body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The name of the field.
    pub name: String,
    /// What it holds.
    pub content: PartContent,
}

/// What a part of a multipart body holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartContent {
    /// A text, and its media type if the part names one.
    Text(String, Option<String>),
    /// A file.
    File(FileData),
}

/// A file that the reader chose. Kept in memory, never stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileData {
    /// Its name, without a folder.
    pub name: String,
    /// Its media type; empty if the system did not know one.
    pub media_type: String,
    /// Its bytes, shared: a request is copied with every key that is pressed.
    pub bytes: Arc<[u8]>,
}

impl Request {
    /// The HTTP method, in upper case.
    pub fn method(&self) -> &str {
        &self.method
    }

    /// The whole URL, encoded; it begins with the variable of the base URL.
    pub fn url(&self) -> &Text {
        &self.url
    }

    /// The headers, in order. `Content-Type` stands here, but for a multipart body, and so do the
    /// cookies.
    pub fn headers(&self) -> &[(String, Text)] {
        &self.headers
    }

    /// True if the client is to answer the server's challenge with a user and a password (RFC 7616). A
    /// browser's page cannot, and sends the request as it is.
    pub fn has_digest(&self) -> bool {
        self.digest
    }

    /// The same request with values in the place of its variables, but for what answers a challenge. What has
    /// no value is left out, as it is on the wire.
    #[must_use]
    pub fn with_values(mut self, vars: &Vars) -> Self {
        let value = |text: &Text| Text::literal(text.resolve(vars));
        self.url = value(&self.url);
        self.headers.retain(|(_, text)| !text.lacks_value(vars));
        self.headers.iter_mut().for_each(|(_, text)| *text = value(text));
        self
    }

    /// The same request for a client that answers no challenge.
    #[must_use]
    pub fn without_digest(self) -> Self {
        Self { digest: false, ..self }
    }

    /// True if it carries the access token of the session, and not credentials that were typed.
    pub fn carries_token(&self) -> bool {
        let token = Piece::Var(Var::AccessToken);
        self.headers.iter().any(|(_, value)| value.pieces().contains(&token))
    }

    /// The same request with a text body in a file of that name: for programs that could not hold it
    /// as a text.
    #[must_use]
    pub fn with_body_in_file(mut self, name: &str) -> Self {
        if let Body::Text(text) = &self.body {
            let bytes = text.as_bytes().into();
            let media_type = String::new();
            self.body = Body::File(FileData { name: name.to_owned(), media_type, bytes });
        }
        self
    }

    /// The body.
    pub fn body(&self) -> &Body {
        &self.body
    }
}
