//! What goes over the wire: the request with every variable's value in its place.

use super::{Body, Request, build::is_forbidden, encode};
use crate::text::Vars;
use std::fmt;

/// A request as it is sent. Its `Debug` form shows no header value and no body.
#[derive(Clone, PartialEq, Eq)]
pub struct WireRequest {
    /// The HTTP method.
    pub method: String,
    /// The absolute URL.
    pub url: String,
    /// The headers that the page sets, in order.
    pub headers: Vec<(String, String)>,
    /// The bytes of the body; `None` if there is none.
    pub body: Option<Vec<u8>>,
}

/// An answer as it came. Its `Debug` form shows no header value and no body.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct WireResponse {
    /// The status code.
    pub status: u16,
    /// The reason phrase; empty over HTTP/2 and later.
    pub reason: String,
    /// The headers that the page may read.
    pub headers: Vec<(String, String)>,
    /// The bytes of the body, as far as they came.
    pub body: Vec<u8>,
    /// How the body ended.
    pub end: End,
    /// The URL that answered, if a redirect led to another one.
    pub redirected_to: Option<String>,
}

/// How a body ended; what came of it is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum End {
    /// All of it came.
    #[default]
    Whole,
    /// It is longer than that many bytes.
    Limit(usize),
    /// The reader stopped it.
    Stopped,
    /// Nothing more came for that many seconds.
    Silent(u32),
    /// It broke off.
    Broken,
}

/// What a server must allow beforehand for a page to send a request (Fetch, "CORS-preflight fetch").
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preflight {
    /// The names of headers, in lower case.
    pub headers: Vec<String>,
    /// The method, if it is not one that every page may use.
    pub method: Option<String>,
}

impl WireRequest {
    /// What of it a server must allow beforehand; nothing for a request that any form could send.
    pub fn preflight(&self) -> Preflight {
        let simple_type = |value: &str| {
            let kind = value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
            let simple = ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"];
            simple.contains(&kind.as_str())
        };
        let mut headers: Vec<String> = Vec::new();
        for (name, value) in &self.headers {
            let name = name.to_ascii_lowercase();
            let is_simple = match name.as_str() {
                "accept" | "accept-language" | "content-language" => true,
                "content-type" => simple_type(value),
                _ => false,
            };
            if !is_simple && !headers.contains(&name) {
                headers.push(name);
            }
        }
        let method =
            (!matches!(self.method.as_str(), "GET" | "HEAD" | "POST")).then(|| self.method.clone());
        Preflight { headers, method }
    }
}

impl WireResponse {
    /// It without its body.
    #[must_use]
    pub fn without_body(&self) -> Self {
        Self {
            status: self.status,
            reason: self.reason.clone(),
            headers: self.headers.clone(),
            body: Vec::new(),
            end: self.end,
            redirected_to: self.redirected_to.clone(),
        }
    }

    /// The value of a header, by its name in any case.
    pub fn header(&self, name: &str) -> Option<&str> {
        header(&self.headers, name)
    }
}

/// The value of the first header of that name, in any case.
pub fn header<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    headers
        .iter()
        .find(|(other, _)| other.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.as_str())
}

/// Puts the variables' values in place. `boundary` separates the parts of a multipart body.
///
/// A header that holds a variable without a value is left out, since `Bearer` alone is no credential.
pub fn wire(request: &Request, vars: &Vars, boundary: &str) -> WireRequest {
    let mut headers: Vec<(String, String)> = request
        .headers()
        .iter()
        .filter(|(_, value)| !value.lacks_value(vars))
        .map(|(name, value)| (name.clone(), value.resolve(vars)))
        .collect();
    let body = match request.body() {
        Body::None => None,
        Body::Text(text) => Some(text.clone().into_bytes()),
        Body::Multipart(parts) => {
            let media_type = format!("multipart/form-data; boundary={boundary}");
            headers.push(("Content-Type".to_owned(), media_type));
            Some(encode::multipart(parts, boundary))
        }
        Body::File(file) => Some(file.bytes.to_vec()),
    };
    let url = request.url().resolve(vars);
    WireRequest { method: request.method().to_owned(), url, headers, body }
}

impl WireRequest {
    /// The request without the headers that a browser sets itself (Fetch standard, "forbidden
    /// request-header"): what really leaves a browser.
    #[must_use]
    pub fn in_browser(mut self) -> Self {
        self.headers.retain(|(name, _)| !is_forbidden(name));
        self
    }
}

impl fmt::Debug for WireRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.headers.iter().map(|(name, _)| name.as_str()).collect();
        f.debug_struct("WireRequest")
            .field("method", &self.method)
            .field("url", &self.url)
            .field("headers", &names)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for WireResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let length = self.body.len();
        f.debug_struct("WireResponse")
            .field("status", &self.status)
            .field("length", &length)
            .finish_non_exhaustive()
    }
}
