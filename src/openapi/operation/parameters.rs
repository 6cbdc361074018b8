//! Parameters: those of the path item, and the operation's own, which win.

use super::reader::{Found, Reader};
use super::{In, Parameter};
use crate::openapi::{Node, Version, Wrong};
use crate::request::style::Serialization;

pub(super) fn of<'a>(reader: &Reader<'_, 'a>, found: &Found<'a>) -> Vec<Parameter<'a>> {
    let mut parameters: Vec<Parameter<'a>> = Vec::new();
    let shared = found.item.iter().flat_map(|item| reader.list(item, "parameters"));
    let own = reader.list(&found.node, "parameters");
    for node in shared.chain(own) {
        let Some(parameter) = read(reader, &node) else {
            continue;
        };
        let same = |other: &&mut Parameter<'a>| {
            (other.name, other.place) == (parameter.name, parameter.place)
        };
        // Its place among the others stays that of the first, as tables of both are read together.
        match parameters.iter_mut().find(same) {
            Some(other) => *other = parameter,
            None => parameters.push(parameter),
        }
    }
    parameters
}

fn read<'a>(reader: &Reader<'_, 'a>, node: &Node<'a>) -> Option<Parameter<'a>> {
    let found = reader.follow(node)?;
    let name = reader.text(&found, "name");
    let written = reader.text(&found, "in");
    let is_swagger = reader.reading.version() == Version::Swagger2;
    if written == "body" && is_swagger {
        return Some(Parameter { place: In::Form, ..of_body(reader, found, name) });
    }
    if name.is_empty() {
        reader.wrong(&found.place, Wrong::Absent("name"));
        return None;
    }
    let Some(place) = place(written, is_swagger) else {
        let wrong = if written.is_empty() {
            Wrong::Absent("in")
        } else {
            Wrong::Type("string", "path, query, header, cookie")
        };
        let at = if written.is_empty() { found.place } else { found.place.child("in") };
        reader.wrong(&at, wrong);
        return None;
    };
    let media = content(reader, &found);
    let (media_type, holder) = media.unwrap_or_else(|| ("", found.clone()));
    let examples = match reader.examples(&holder) {
        listed if listed.is_empty() && !is_swagger => reader.examples(&found),
        listed => listed,
    };
    let (schema, serialization) = if is_swagger {
        (Some(found.clone()), Serialization::from_swagger(found.value))
    } else {
        let version = version(reader.reading.version());
        (reader.schema(&holder, "schema"), Serialization::from_openapi(found.value, version))
    };
    Some(Parameter {
        name,
        place,
        required: found.is("required") || place == In::Path,
        deprecated: found.is("deprecated"),
        description: reader.beside(node, &found, "description"),
        schema,
        serialization,
        media_type,
        examples,
        node: found,
    })
}

/// The parameter of 2.0 that is a body; `body` takes it out again.
fn of_body<'a>(reader: &Reader<'_, 'a>, node: Node<'a>, name: &'a str) -> Parameter<'a> {
    Parameter {
        name,
        place: In::Form,
        required: node.is("required"),
        deprecated: false,
        description: reader.text(&node, "description"),
        schema: reader.schema(&node, "schema"),
        serialization: None,
        media_type: "",
        examples: Vec::new(),
        node,
    }
}

fn place(name: &str, is_swagger: bool) -> Option<In> {
    Some(match name {
        "path" => In::Path,
        "query" => In::Query,
        "header" => In::Header,
        "cookie" if !is_swagger => In::Cookie,
        "querystring" if !is_swagger => In::QueryString,
        "formData" if is_swagger => In::Form,
        _ => return None,
    })
}

/// The only entry of `content`.
fn content<'a>(reader: &Reader<'_, 'a>, node: &Node<'a>) -> Option<(&'a str, Node<'a>)> {
    let (name, media) = reader.map(node, "content").into_iter().next()?;
    Some((name, reader.follow(&media)?))
}

fn version(version: Version) -> &'static str {
    match version {
        Version::Swagger2 => "2.0",
        Version::V30 => "3.0.0",
        Version::V31 => "3.1.0",
        Version::V32 => "3.2.0",
    }
}
