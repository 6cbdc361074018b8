//! The one request value, and the three ways out of it.
//!
//! ```text
//! Operation + Inputs ── build ──► Request ──► snippet::render   (variables by name)
//!                                    └──────► wire               (variables by value) ──► fetch | sandbox
//! ```
//!
//! [`build`] is the only constructor of a [`Request`]: what is shown and what is sent cannot differ.

mod build;
pub mod encode;
mod stored;
mod wire;

use crate::text::{Piece, Text, Var};
use std::sync::Arc;

pub use build::{Built, Problem, build};
pub use wire::{WireRequest, WireResponse, header, wire};

/// A request before its variables have values. Only [`build`] makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    method: String,
    url: Text,
    headers: Vec<(String, Text)>,
    body: Body,
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
    /// A text.
    Text(String),
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

    /// The headers, in order. `Content-Type` stands here, but for a multipart body.
    pub fn headers(&self) -> &[(String, Text)] {
        &self.headers
    }

    /// True if it carries the access token of the session, and not credentials that were typed.
    pub fn carries_token(&self) -> bool {
        let token = Piece::Var(Var::AccessToken);
        self.headers.iter().any(|(_, value)| value.pieces().contains(&token))
    }

    /// The body.
    pub fn body(&self) -> &Body {
        &self.body
    }
}

/// What the reader typed for an operation. It is kept while the browser's tab lives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inputs {
    /// Values of the path parameters.
    pub path: Vec<Field>,
    /// Query parameters.
    pub query: Vec<Field>,
    /// Headers, beside those that Obzor sets.
    pub headers: Vec<Field>,
    /// The body.
    pub body: BodyInput,
}

/// A name and a value that the reader typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The name.
    pub name: String,
    /// The value, unencoded.
    pub value: String,
    /// Whether it is sent.
    pub enabled: bool,
    /// True if the value is a file to choose: what the author wrote as `@name.ext`.
    pub is_file: bool,
    /// The chosen file; never stored.
    pub file: Option<FileData>,
}

/// The body as the reader edits it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum BodyInput {
    /// No body.
    #[default]
    None,
    /// A JSON text, sent exactly as typed.
    Json(String),
    /// Pairs, sent as application/x-www-form-urlencoded.
    Form(Vec<Field>),
    /// Fields, sent as multipart/form-data.
    Multipart(Vec<Field>),
}

impl Field {
    /// A field that is sent.
    pub fn new(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self { name: name.into(), value: value.into(), enabled: true, is_file: false, file: None }
    }
}
