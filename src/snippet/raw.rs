//! The request as text: HTTP/1.1 (RFC 9112), for reading and for tools that take a `.http` file.

use super::plan::{Plan, file_warnings};
use super::{Snippet, Target, Writer};
use crate::highlight::Language;
use crate::request::Request;
use crate::request::encode::Chunk;
use crate::text::Vars;

pub(super) const TARGET: Target = Target {
    id: "http",
    title: "HTTP",
    language: Language::Http,
    file: "request.http",
    proven: false,
};

pub(super) const WRITER: Writer = Writer { quotes: &[], digest: false, write };

fn write(request: &Request, vars: &Vars) -> Snippet {
    let plan = Plan::of(request);
    let url = request.url().resolve(vars);
    let after = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
    let cut = after.find(['/', '?']).unwrap_or(after.len());
    let (host, target) = after.split_at_checked(cut).unwrap_or((after, ""));
    let slash = if target.starts_with('/') { "" } else { "/" };
    let mut text = format!("{} {slash}{target} HTTP/1.1\nHost: {host}\n", request.method());
    for (name, value) in plan.headers.iter().filter(|(_, value)| !value.lacks_value(vars)) {
        text.push_str(&format!("{name}: {}\n", value.resolve(vars)));
    }
    if let Some(chunks) = &plan.body {
        // What sends the file knows its length.
        if let Some(body) = plan.text() {
            text.push_str(&format!("Content-Length: {}\n", body.len()));
        }
        text.push('\n');
        for chunk in chunks {
            match chunk {
                Chunk::Text(body) => text.push_str(body),
                Chunk::File(file) => text.push_str(&format!("< {}", file.name)),
            }
        }
        text.push('\n');
    }
    Snippet { request: text, warnings: file_warnings(request), ..Snippet::default() }
}
