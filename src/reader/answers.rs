//! The answers, one function each.

use super::Reader;
use crate::html::{self, Attribute, Html, Tag, Url, classed};
use crate::i18n::Language;
use crate::nav::Route;
use crate::openapi::operation::Described;
use crate::openapi::outline::{Kind, Row, Shown};
use crate::openapi::{Document, Place, Reading, address, console, page, schema};
use crate::operation::Server;
use serde_json::{Value, json};
use typed_arena::Arena;

/// The groups, and whether all of the description has arrived.
pub(super) fn contents(reader: &mut Reader) -> Value {
    let whole = reader.library.documents.first().is_some_and(Document::is_whole);
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
            "title": group.title,
            "section": group.section,
            "level": group.level,
            "count": group.count,
        })
    });
    let is_description = reader.library.documents.first().is_some_and(Document::is_description);
    json!({
        "groups": groups.collect::<Vec<_>>(),
        "whole": whole,
        "is_description": is_description,
    })
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

/// What an operation is called: its summary, else its path.
fn title<'a>(row: &'a Row<'_>) -> &'a str {
    if row.summary.trim().is_empty() { &row.path } else { &row.summary }
}

/// A row as it crosses: `[key, method, title, path, deprecated]`.
fn row(row: &Row<'_>) -> Value {
    json!([row.key, row.method.to_ascii_lowercase(), title(row), row.path, row.deprecated])
}

/// What a part that was closed shows: `{question, language}`.
pub(super) fn opened(reader: &Reader, input: &Value) -> Value {
    let arena = Arena::new();
    let reading = reader.library.read(&arena);
    let (question, language) = (text(input, "question"), language(input));
    let opened = page::opened(&reading, question, language)
        .or_else(|| schema::opened(&reading, question, language));
    complete(&reading, html::to_value(&opened.unwrap_or_default()))
}

/// A page: `{operation | schema | tag, page, language}`; else that of the description as a whole.
///
/// `{"missing": true}` if it has not arrived or is not there.
pub(super) fn page(reader: &Reader, input: &Value) -> Value {
    let arena = Arena::new();
    let reading = reader.library.read(&arena);
    let (operation, schema) = (text(input, "operation"), text(input, "schema"));
    let whole = reader.library.documents.first().is_some_and(Document::is_whole);
    let answer = if !operation.is_empty() {
        operation_page(reader, &reading, input)
    } else if !schema.is_empty() {
        schema_page(reader, &reading, input)
    } else if !whole && reading.get(&Place::at("/info")).is_none() {
        None
    } else if text(input, "tag").is_empty() {
        let html = page::overview(&reading, language(input));
        let title = reading.get(&Place::at("/info/title"));
        let title = title.as_ref().and_then(|node| node.value.as_str()).unwrap_or_default();
        Some(json!({ "html": html::to_value(&html), "title": title }))
    } else {
        let tag = text(input, "tag");
        let html = page::tag_page(&reading, tag, language(input));
        Some(json!({ "html": html::to_value(&html), "title": tag }))
    };
    let mut answer = answer.unwrap_or_else(|| json!({ "missing": true }));
    if let Some(members) = answer.as_object_mut() {
        let servers = console::servers(&reading).into_iter();
        let servers = servers.map(|server| absolute(reader, server).to_value());
        members.insert("servers".to_owned(), servers.collect());
        // What it refers to may stand further on.
        members.insert("partial".to_owned(), (!whole).into());
    }
    complete(&reading, answer)
}

fn operation_page(reader: &Reader, reading: &Reading<'_>, input: &Value) -> Option<Value> {
    let number = reader.outline.find(&reader.library, text(input, "operation"))?;
    let row = reader.outline.row(&reader.library, number)?;
    let described = Described::read(reading, &Place::at(row.pointer.as_str()));
    let mut html = page::page(reading, &described, language(input));
    let groups = reader.outline.groups(&reader.library);
    let place = reader.outline.position(number);
    html.extend(place.and_then(|place| neighbours(reader, &groups, place, input)));
    let mut form = console::form(reading, &described);
    // What was typed is kept by the key of the address.
    form.operation.id = row.key.clone().into_owned();
    form.servers = form.servers.into_iter().map(|server| absolute(reader, server)).collect();
    Some(json!({
        "html": html::to_value(&html),
        "title": title(&row),
        "group": place.map(|(group, _)| group),
        "row": place.map(|(_, row)| row),
        "form": (!row.webhook).then(|| form.to_value()),
        "own_servers": described.own_servers,
    }))
}

fn schema_page(reader: &Reader, reading: &Reading<'_>, input: &Value) -> Option<Value> {
    let name = text(input, "schema");
    let document = reader.library.documents.first()?;
    let row = document.find_schema(name)?;
    let (_, pointer) = document.schema(row)?;
    let html = page::schema_page(reading, &Place::at(pointer), language(input));
    let groups = reader.outline.groups(&reader.library);
    let group = groups.iter().find(|group| group.kind == Kind::Schemas).map(|group| group.number);
    Some(json!({ "html": html::to_value(&html), "title": name, "group": group, "row": row }))
}

/// Links to the operations before and after, in the order of the contents.
fn neighbours(
    reader: &Reader,
    groups: &[Shown],
    (group, row): (usize, usize),
    input: &Value,
) -> Option<Html> {
    let index = groups.iter().position(|shown| shown.number == group)?;
    let is_list = |shown: &&Shown| shown.kind != Kind::Schemas;
    let before = row.checked_sub(1).map(|row| (group, row)).or_else(|| {
        let before = index.checked_sub(1).and_then(|index| groups.get(index)).filter(is_list);
        before.map(|shown| (shown.number, shown.count.saturating_sub(1)))
    });
    let after = match groups.get(index)? {
        shown if row + 1 < shown.count => Some((group, row + 1)),
        _ => groups.get(index + 1).filter(is_list).map(|shown| (shown.number, 0)),
    };
    let words = language(input).contents();
    let link = |place: Option<(usize, usize)>, label: &str, class: &'static str| {
        let (group, row) = place?;
        let rows = reader.outline.rows(&reader.library, group, row, row + 1);
        let row = rows.first()?;
        let target = Route {
            page: text(input, "page").to_owned(),
            operation: Some(row.key.clone().into_owned()),
            ..Route::default()
        };
        let href = Attribute::Href(Url::check(&target.to_hash())?);
        let label = classed(Tag::Small, "hint", vec![html::text(label)]);
        let title = classed(Tag::Span, "neighbour", vec![html::text(title(row))]);
        Some(html::element(Tag::A, vec![Attribute::class(class), href], vec![label, title]))
    };
    let links = [link(before, words.previous, "before"), link(after, words.next, "after")];
    let links: Vec<Html> = links.into_iter().flatten().collect();
    (!links.is_empty()).then(|| classed(Tag::Div, "neighbours", links))
}

/// A server's address, seen from that of the description. One that begins with a variable may be whole
/// once that has its value.
fn absolute(reader: &Reader, server: Server) -> Server {
    let filled = server.variables.iter().fold(server.url.clone(), |url, variable| {
        url.replace(&format!("{{{}}}", variable.name), &variable.default)
    });
    if address::has_scheme(&filled) {
        return server;
    }
    let base = reader.library.documents.first().map(|document| document.url.as_str());
    let url = address::join(base.unwrap_or_default(), &server.url);
    Server { url, ..server }
}

/// An answer, unless files must be read before it is whole.
fn complete(reading: &Reading<'_>, answer: Value) -> Value {
    let wanted = reading.wanted();
    if wanted.is_empty() { answer } else { json!({ "wanted": wanted }) }
}

pub(super) fn text<'a>(input: &'a Value, name: &str) -> &'a str {
    input.get(name).and_then(Value::as_str).unwrap_or_default()
}

pub(super) fn number(input: &Value, name: &str) -> usize {
    let number = input.get(name).and_then(Value::as_u64).unwrap_or_default();
    usize::try_from(number).unwrap_or_default()
}

pub(super) fn language(input: &Value) -> Language {
    Language::from_code(text(input, "language")).unwrap_or(Language::En)
}
