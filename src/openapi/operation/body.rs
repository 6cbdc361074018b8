//! Bodies that are sent, and media types.

use super::reader::Reader;
use super::{Body, In, Media, Parameter};
use crate::openapi::{Node, Place};

/// `requestBody` of OpenAPI 3.
pub(super) fn of<'a>(reader: &Reader<'_, 'a>, node: &Node<'a>) -> Option<Body<'a>> {
    let written = node.get("requestBody")?;
    let found = reader.follow(&written)?;
    Some(Body {
        description: reader.beside(&written, &found, "description"),
        required: found.is("required"),
        media: media(reader, &found),
        fields: Vec::new(),
    })
}

/// The body of Swagger 2.0: parameters `in: body` and `in: formData`, taken out of the others.
pub(super) fn of_swagger<'a>(
    reader: &Reader<'_, 'a>,
    node: &Node<'a>,
    parameters: &mut Vec<Parameter<'a>>,
) -> Option<Body<'a>> {
    let (sent, others): (Vec<_>, Vec<_>) =
        std::mem::take(parameters).into_iter().partition(|one| one.place == In::Form);
    *parameters = others;
    let (mut bodies, fields): (Vec<_>, Vec<_>) =
        sent.into_iter().partition(|one| one.node.string("in") == "body");
    if bodies.is_empty() && fields.is_empty() {
        return None;
    }
    let mut names = media_types(reader, node, "consumes");
    if let Some(body) = bodies.pop() {
        if names.is_empty() {
            names.push("application/json");
        }
        let examples = reader.examples(&body.node);
        let media = |name| Media {
            name,
            schema: body.schema.clone(),
            item_schema: None,
            examples: examples.clone(),
            encoding: Vec::new(),
        };
        return Some(Body {
            description: body.description,
            required: body.required,
            media: names.into_iter().map(media).collect(),
            fields: Vec::new(),
        });
    }
    let has_file = fields.iter().any(|field| field.node.string("type") == "file");
    names.retain(|name| is_form(name) && !(has_file && *name != MULTIPART));
    if names.is_empty() {
        names.push(if has_file { MULTIPART } else { URLENCODED });
    }
    let media = |name| Media {
        name,
        schema: None,
        item_schema: None,
        examples: Vec::new(),
        encoding: Vec::new(),
    };
    let required = fields.iter().any(|field| field.required);
    let media = names.into_iter().map(media).collect();
    Some(Body { description: "", required, media, fields })
}

const MULTIPART: &str = "multipart/form-data";
const URLENCODED: &str = "application/x-www-form-urlencoded";

fn is_form(name: &str) -> bool {
    name == MULTIPART || name == URLENCODED
}

/// `content` of an object.
pub(super) fn media<'a>(reader: &Reader<'_, 'a>, node: &Node<'a>) -> Vec<Media<'a>> {
    let read = |(name, written): (&'a str, Node<'a>)| {
        let found = reader.follow(&written)?;
        Some(Media {
            name,
            schema: reader.schema(&found, "schema"),
            item_schema: reader.schema(&found, "itemSchema"),
            examples: reader.examples(&found),
            encoding: reader.objects(&found, "encoding"),
        })
    };
    reader.map(node, "content").into_iter().filter_map(read).collect()
}

/// `consumes` or `produces` of 2.0: the operation's, else the document's.
pub(super) fn media_types<'a>(
    reader: &Reader<'_, 'a>,
    node: &Node<'a>,
    key: &'static str,
) -> Vec<&'a str> {
    if node.get(key).is_some() {
        return reader.strings(node, key);
    }
    let place = Place { document: node.place.document, pointer: format!("/{key}") };
    let shared = reader.reading.get(&place);
    let names = shared.iter().flat_map(Node::items);
    names.filter_map(|name| name.value.as_str()).collect()
}
