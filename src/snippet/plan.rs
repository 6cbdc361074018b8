//! A request as most clients take it, and what the targets have in common.

use super::Warning;
use crate::request::encode::{Chunk, boundary, multipart_chunks};
use crate::request::{Body, PartContent, Request};
use crate::text::{Piece, Text, Var};
use std::collections::BTreeSet;

/// A request whose every byte is written out.
pub(super) struct Plan {
    /// The headers, one of each name, `Content-Type` included.
    pub headers: Vec<(String, Text)>,
    /// The body, as texts and files; `None` if there is none.
    pub body: Option<Vec<Chunk>>,
}

impl Plan {
    pub(super) fn of(request: &Request) -> Self {
        let mut headers = joined_headers(request);
        let body = match request.body() {
            Body::None => None,
            Body::Text(text) => Some(vec![Chunk::Text(text.clone())]),
            Body::File(file) => Some(vec![Chunk::File(file.clone())]),
            Body::Multipart(parts) => {
                let boundary = boundary(parts);
                let media_type = format!("multipart/form-data; boundary={boundary}");
                headers.push(("Content-Type".to_owned(), Text::literal(media_type)));
                Some(multipart_chunks(parts, &boundary))
            }
        };
        Self { headers, body }
    }

    /// The body, if it is one text.
    pub(super) fn text(&self) -> Option<&str> {
        match self.body.as_deref() {
            Some([Chunk::Text(text)]) => Some(text),
            _ => None,
        }
    }

    /// Takes a header out.
    pub(super) fn take(&mut self, name: &str) -> Option<Text> {
        let place = self.headers.iter().position(|(other, _)| other.eq_ignore_ascii_case(name))?;
        Some(self.headers.remove(place).1)
    }
}

/// The headers, one of each name: repeated ones are joined, as fetch does (RFC 9110 §5.3).
pub(super) fn joined_headers(request: &Request) -> Vec<(String, Text)> {
    let mut joined: Vec<(String, Text)> = Vec::new();
    for (name, value) in request.headers() {
        match joined.iter_mut().find(|(other, _)| other.eq_ignore_ascii_case(name)) {
            Some((_, first)) => {
                let between = if name.eq_ignore_ascii_case("Cookie") { "; " } else { ", " };
                *first = std::mem::take(first).then(between).and(value);
            }
            None => joined.push((name.clone(), value.clone())),
        }
    }
    joined
}

/// The value of a header without variables.
pub(super) fn header(request: &Request, name: &str) -> Option<String> {
    let found = request.headers().iter().find(|(other, _)| other.eq_ignore_ascii_case(name));
    found.map(|(_, value)| value.literals())
}

/// True if the media type is exactly this, said once.
pub(super) fn has_type(request: &Request, media_type: &str) -> bool {
    let mut types =
        request.headers().iter().filter(|(name, _)| name.eq_ignore_ascii_case("Content-Type"));
    types.next().is_some_and(|(_, value)| value.literals() == media_type) && types.next().is_none()
}

/// True for a JSON media type without parameters, said once (RFC 6839 §3.1 counts `+json`).
pub(super) fn is_json(request: &Request) -> bool {
    let media_type = header(request, "Content-Type").unwrap_or_default();
    let is_json = media_type == "application/json" || media_type.ends_with("+json");
    is_json && has_type(request, &media_type)
}

/// True if it has a text body whose media type nobody named.
pub(super) fn lacks_type(request: &Request) -> bool {
    matches!(request.body(), Body::Text(_) | Body::File(_))
        && header(request, "Content-Type").is_none()
}

/// Warns if the client writes every method in upper case.
pub(super) fn upper_case_warning(request: &Request) -> Option<Warning> {
    let method = request.method();
    let changed = method.contains(|c: char| c.is_ascii_lowercase());
    changed.then(|| Warning::Method(method.to_owned()))
}

/// Removes a header that the client sets itself.
pub(super) fn without(headers: Vec<(String, Text)>, name: &str) -> Vec<(String, Text)> {
    headers.into_iter().filter(|(other, _)| !other.eq_ignore_ascii_case(name)).collect()
}

/// The variables that a request names, in a fixed order.
pub(super) fn used_vars(request: &Request) -> impl Iterator<Item = Var> {
    let login = request.has_digest().then_some([Var::User, Var::Password]);
    let texts = request.headers().iter().map(|(_, value)| value).chain([request.url()]);
    let vars = texts.flat_map(Text::pieces).filter_map(|piece| match piece {
        Piece::Var(var) => Some(var.code()),
        Piece::Literal(_) => None,
    });
    let login = login.into_iter().flatten().map(Var::code);
    vars.chain(login).collect::<BTreeSet<u8>>().into_iter().map(Var::from_code)
}

/// `user:password`, as the programs of a shell take the login of HTTP Digest.
pub(super) fn digest_login(request: &Request) -> Option<Text> {
    let login = || Text::default().var(Var::User).then(":").var(Var::Password);
    request.has_digest().then(login)
}

/// Says which files must lie beside the snippet.
pub(super) fn file_warnings(request: &Request) -> Vec<Warning> {
    let names: Vec<String> = match request.body() {
        Body::None | Body::Text(_) => Vec::new(),
        Body::File(file) => vec![file.name.clone()],
        Body::Multipart(parts) => parts
            .iter()
            .filter_map(|part| match &part.content {
                PartContent::File(file) => Some(file.name.clone()),
                PartContent::Text(..) => None,
            })
            .collect(),
    };
    if names.is_empty() { Vec::new() } else { vec![Warning::Files(names)] }
}

/// True if it has a method that says by itself that nothing follows: others need `Content-Length: 0`.
pub(super) fn lacks_length(request: &Request) -> bool {
    *request.body() == Body::None
        && matches!(request.method(), "POST" | "PUT" | "PATCH")
        && header(request, "Content-Length").is_none()
}

/// Indents every line but the first.
pub(super) fn indent(text: &str, by: &str) -> String {
    text.replace('\n', &format!("\n{by}"))
}

/// Cuts a text into pieces of at most so many bytes, between characters.
pub(super) fn cut(text: &str, longest: usize) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let mut end = longest.min(rest.len());
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
        let (piece, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        pieces.push(piece);
        rest = after;
    }
    pieces
}
