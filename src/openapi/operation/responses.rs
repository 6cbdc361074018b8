//! Responses, their headers and links, and callbacks.

use super::body::{media, media_types};
use super::reader::Reader;
use super::{Callback, Example, Header, Media, Next, Response};
use crate::openapi::scan::is_method;
use crate::openapi::{Node, Version};
use serde_json::Value;

pub(super) fn of<'a>(reader: &Reader<'_, 'a>, node: &Node<'a>) -> Vec<Response<'a>> {
    let written = reader.map(node, "responses").into_iter();
    let mut responses: Vec<Response<'a>> = written
        .filter(|(status, _)| !status.starts_with("x-"))
        .filter_map(|(status, response)| read(reader, node, (status, response)))
        .collect();
    responses.sort_by_key(|response| match response.status {
        status if status.starts_with('2') => 0,
        "default" => 2,
        _ => 1,
    });
    responses
}

fn read<'a>(
    reader: &Reader<'_, 'a>,
    operation: &Node<'a>,
    (status, written): (&'a str, Node<'a>),
) -> Option<Response<'a>> {
    let found = reader.follow(&written)?;
    let is_swagger = reader.reading.version() == Version::Swagger2;
    let headers = reader.map(&found, "headers").into_iter();
    let links = reader.named(&found, "links").into_iter();
    Some(Response {
        status,
        summary: reader.beside(&written, &found, "summary"),
        description: reader.beside(&written, &found, "description"),
        headers: headers.filter_map(|(name, node)| header(reader, name, &node)).collect(),
        media: if is_swagger {
            media_of_swagger(reader, operation, &found)
        } else {
            media(reader, &found)
        },
        links: links.filter_map(|(name, node)| link(reader, name, &node)).collect(),
    })
}

/// A response of 2.0 has one schema, and an example for each media type.
fn media_of_swagger<'a>(
    reader: &Reader<'_, 'a>,
    operation: &Node<'a>,
    response: &Node<'a>,
) -> Vec<Media<'a>> {
    let schema = reader.schema(response, "schema");
    let examples = reader.named(response, "examples");
    if schema.is_none() && examples.is_empty() {
        return Vec::new();
    }
    let mut names = media_types(reader, operation, "produces");
    names.extend(examples.iter().map(|(name, _)| *name));
    if names.is_empty() {
        names.push("application/json");
    }
    let mut media: Vec<Media<'a>> = Vec::new();
    for name in names {
        if media.iter().any(|other| other.name == name) {
            continue;
        }
        let own = examples.iter().filter(|(other, _)| *other == name);
        media.push(Media {
            name,
            schema: schema.clone(),
            item_schema: None,
            examples: own.map(|(_, example)| Example::of(example.value)).collect(),
            encoding: Vec::new(),
        });
    }
    media
}

fn header<'a>(reader: &Reader<'_, 'a>, name: &'a str, written: &Node<'a>) -> Option<Header<'a>> {
    let found = reader.follow(written)?;
    let is_swagger = reader.reading.version() == Version::Swagger2;
    let content = reader.map(&found, "content").into_iter().next();
    let holder = content.and_then(|(_, media)| reader.follow(&media));
    let holder = holder.as_ref().unwrap_or(&found);
    let schema = reader.schema(holder, "schema");
    Some(Header {
        name,
        required: found.is("required"),
        deprecated: found.is("deprecated"),
        description: reader.beside(written, &found, "description"),
        examples: reader.examples(holder),
        schema: if is_swagger { Some(found) } else { schema },
    })
}

fn link<'a>(reader: &Reader<'_, 'a>, name: &'a str, written: &Node<'a>) -> Option<Next<'a>> {
    let found = reader.follow(written)?;
    let operation = match reader.text(&found, "operationId") {
        "" => reader.text(&found, "operationRef"),
        id => id,
    };
    let parameters = reader.map(&found, "parameters").into_iter();
    Some(Next {
        name,
        operation,
        description: reader.beside(written, &found, "description"),
        parameters: parameters.map(|(name, node)| (name, node.value)).collect(),
    })
}

pub(super) fn callbacks<'a>(reader: &Reader<'_, 'a>, node: &Node<'a>) -> Vec<Callback<'a>> {
    let mut found = Vec::new();
    for (name, written) in reader.named(node, "callbacks") {
        let Some(callback) = reader.follow(&written) else {
            continue;
        };
        for (expression, item) in callback.members().filter(|(key, _)| !key.starts_with("x-")) {
            let Some(item) = reader.follow(&item) else {
                continue;
            };
            let operations = item.members().filter(|(key, _)| is_method(key));
            found.extend(operations.map(|(method, operation)| Callback {
                name,
                expression,
                method: method.to_ascii_uppercase(),
                summary: operation.value.get("summary").and_then(Value::as_str).unwrap_or_default(),
                place: operation.place,
            }));
        }
    }
    found
}
