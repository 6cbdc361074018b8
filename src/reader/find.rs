//! The search over a description: what is found, and how it is shown.

use super::Reader;
use crate::markdown;
use crate::openapi::Document;
use crate::openapi::outline::Row;
use crate::search::{Entry, Field, Found, Kind, around, marked};
use serde_json::{Value, json};

/// How many entries are made at a stretch.
const SLICE: usize = 40;
/// How much of a description is searched, in bytes: what stands first says what it is about.
const PROSE: usize = 1000;

/// Adds some more to the index; true if there is more to add.
pub(super) fn work(reader: &mut Reader) -> bool {
    let Some(document) = reader.library.documents.first() else { return false };
    let operations = reader.outline.len();
    // Schemas come behind all operations, or their numbers would shift.
    let complete = reader.outline.is_complete(&reader.library);
    let schemas = if complete { document.schema_count() } else { 0 };
    for _ in 0..SLICE {
        let number = reader.index.len();
        let entry = if number < operations {
            let row = reader.outline.row(&reader.library, number);
            row.map(|row| operation(document, &row))
        } else if number - operations < schemas {
            let named = document.schema(number - operations);
            named.map(|(name, pointer)| schema(document, &name, &pointer))
        } else {
            return false;
        };
        // A number without an entry would shift those behind it.
        let none = Entry { kind: Kind::Operation, fields: Vec::new() };
        reader.index.add(&entry.unwrap_or(none));
    }
    true
}

fn operation(document: &Document, row: &Row<'_>) -> Entry {
    let value = document.get(&row.pointer).unwrap_or_default();
    let mut fields = vec![
        (Field::Title, row.summary.clone().into_owned()),
        (Field::Path, row.path.clone().into_owned()),
        (Field::Method, row.method.clone().into_owned()),
        (Field::Id, row.key.clone().into_owned()),
        (Field::Description, prose(&row.description)),
    ];
    let parameters = value.get("parameters").and_then(Value::as_array).into_iter().flatten();
    let name = |parameter: &Value| {
        let name = parameter.get("name").and_then(Value::as_str);
        let target = parameter.get("$ref").and_then(Value::as_str);
        name.or_else(|| target?.rsplit('/').next()).map(str::to_owned)
    };
    fields.extend(parameters.filter_map(name).map(|name| (Field::Parameter, name)));
    let tags = value.get("tags").and_then(Value::as_array).into_iter().flatten();
    fields.extend(tags.filter_map(Value::as_str).map(|tag| (Field::Tag, tag.to_owned())));
    Entry { kind: if row.webhook { Kind::Webhook } else { Kind::Operation }, fields }
}

fn schema(document: &Document, name: &str, pointer: &str) -> Entry {
    let value = document.get(pointer).unwrap_or_default();
    let word = |key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default();
    let mut fields = vec![
        (Field::Title, name.to_owned()),
        (Field::Description, prose(&format!("{} {}", word("title"), word("description")))),
    ];
    let properties = value.get("properties").and_then(Value::as_object).into_iter().flatten();
    fields.extend(properties.map(|(name, _)| (Field::Parameter, name.clone())));
    Entry { kind: Kind::Schema, fields }
}

fn prose(source: &str) -> String {
    let mut end = source.len().min(PROSE);
    while !source.is_char_boundary(end) {
        end -= 1;
    }
    // Plain words are the most; what has markup is read as such.
    let start = source.get(..end).unwrap_or_default();
    if start.contains(['*', '_', '`', '[', '<', '#', '|', '\n']) {
        markdown::plain(start)
    } else {
        start.trim().to_owned()
    }
}

/// What a query finds: `{query, limit}` → `[{kind, key, method, title, below}]`.
pub(super) fn find(reader: &mut Reader, query: &str, limit: usize) -> Value {
    if query.trim().is_empty() {
        return Value::Array(Vec::new());
    }
    // What has not been added yet would not be found.
    while work(reader) {}
    let found = reader.index.find(query, limit);
    found.iter().filter_map(|found| result(reader, found)).collect()
}

fn result(reader: &Reader, found: &Found) -> Option<Value> {
    let number = found.entry as usize;
    let fields: Vec<(Field, &str)> = reader.index.fields(found.entry).collect();
    let shown = |wanted: Field| {
        let place = fields.iter().position(|(field, text)| *field == wanted && !text.is_empty())?;
        Some(marked(fields.get(place)?.1, found.ranges(place)))
    };
    let is_schema = reader.index.kind(found.entry) == Some(Kind::Schema);
    let title = shown(Field::Title).or_else(|| shown(Field::Path)).unwrap_or_default();
    let other = found.field.filter(|field| !matches!(field, Field::Title | Field::Method));
    let below = match other {
        Some(field) => found
            .marks
            .iter()
            .find(|(place, _)| fields.get(*place).is_some_and(|(of, _)| *of == field))
            .and_then(|(place, ranges)| Some(around(fields.get(*place)?.1, ranges))),
        None => None,
    };
    let below = below.or_else(|| if is_schema { None } else { shown(Field::Path) });
    let (key, method) = if is_schema {
        (fields.first()?.1.to_owned(), String::new())
    } else {
        let row = reader.outline.row(&reader.library, number)?;
        (row.key.into_owned(), row.method.to_ascii_lowercase())
    };
    Some(json!({
        "kind": if is_schema { "schema" } else { "operation" },
        "key": key,
        "method": method,
        "title": crate::html::to_value(&title),
        "below": crate::html::to_value(&below.unwrap_or_default()),
    }))
}
