//! The answers, one function each.

use super::Reader;
use crate::html;
use crate::i18n::Language;
use crate::openapi::outline::{Kind, Row};
use crate::openapi::schema;
use serde_json::{Value, json};
use typed_arena::Arena;

/// The groups, and whether all of the description has arrived.
pub(super) fn contents(reader: &mut Reader) -> Value {
    let whole = reader.library.documents.first().is_some_and(crate::openapi::Document::is_whole);
    if whole {
        let wanted = reader.outline.follow(&reader.library);
        if !wanted.is_empty() {
            return json!({ "wanted": wanted });
        }
    }
    let groups = reader.outline.groups(&reader.library).into_iter().map(|group| {
        json!({
            "number": group.number,
            "kind": kind(group.kind),
            "name": group.name,
            "title": group.title,
            "section": group.section,
            "level": group.level,
            "count": group.count,
        })
    });
    json!({ "groups": groups.collect::<Vec<_>>(), "whole": whole })
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Tag => "tag",
        Kind::Path => "path",
        Kind::Webhooks => "webhooks",
        Kind::Schemas => "schemas",
    }
}

/// The rows of a group: `{group, from, to}`.
pub(super) fn rows(reader: &Reader, input: &Value) -> Value {
    let (group, from, to) = (number(input, "group"), number(input, "from"), number(input, "to"));
    let rows = reader.outline.rows(&reader.library, group, from, to);
    rows.iter().map(row).collect()
}

/// A row as it crosses: `[key, method, title, path, deprecated]`.
fn row(row: &Row<'_>) -> Value {
    let title = if row.summary.trim().is_empty() { &row.path } else { &row.summary };
    json!([row.key, row.method.to_ascii_lowercase(), title, row.path, row.deprecated])
}

/// What a part that was closed shows: `{question, language}`.
pub(super) fn opened(reader: &Reader, input: &Value) -> Value {
    let arena = Arena::new();
    let reading = reader.library.read(&arena);
    let opened = schema::opened(&reading, text(input, "question"), language(input));
    if reading.wanted().is_empty() {
        html::to_value(&opened.unwrap_or_default())
    } else {
        json!({ "wanted": reading.wanted() })
    }
}

/// A page: `{operation | schema | tag, language}`; else that of the description as a whole.
pub(super) fn page(reader: &Reader, input: &Value) -> Value {
    let _ = (reader, input);
    json!({ "html": [["h1", [], "Overview"]] })
}

fn text<'a>(input: &'a Value, name: &str) -> &'a str {
    input.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn number(input: &Value, name: &str) -> usize {
    let number = input.get(name).and_then(Value::as_u64).unwrap_or_default();
    usize::try_from(number).unwrap_or_default()
}

fn language(input: &Value) -> Language {
    Language::from_code(text(input, "language")).unwrap_or(Language::En)
}
