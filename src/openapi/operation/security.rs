//! What one needs to be let in.

use super::reader::Reader;
use super::{Flow, Need, Scheme};
use crate::openapi::{Node, Place, Problem, Reading, Version, Wrong};

/// The operation's requirement, else the document's.
pub(super) fn of<'a>(reader: &Reader<'_, 'a>, node: &Node<'a>) -> Vec<Vec<Need<'a>>> {
    let alternatives = match node.get("security") {
        // An empty list takes the document's requirement away.
        Some(list) if list.value.as_array().is_some_and(Vec::is_empty) => return vec![Vec::new()],
        Some(_) => reader.list(node, "security"),
        None => {
            let place = Place { document: node.place.document, pointer: "/security".to_owned() };
            let shared = reader.reading.get(&place);
            shared.iter().flat_map(Node::items).collect()
        }
    };
    let read = |alternative: Node<'a>| {
        reader.object(&alternative);
        alternative.members().map(|(name, scopes)| need(reader, name, &scopes)).collect()
    };
    alternatives.into_iter().map(read).collect()
}

fn need<'a>(reader: &Reader<'_, 'a>, name: &'a str, scopes: &Node<'a>) -> Need<'a> {
    if !scopes.value.is_array() {
        reader.wrong(&scopes.place, Wrong::Type(crate::json::kind(scopes.value), "array"));
    }
    let listed = scopes.items().filter_map(|scope| scope.value.as_str());
    Need { name, scopes: listed.collect(), scheme: find(reader, name, scopes) }
}

/// The scheme of a name; 3.2 takes a reference in its place.
fn find<'a>(reader: &Reader<'_, 'a>, name: &'a str, from: &Node<'a>) -> Option<Scheme<'a>> {
    let place = Place { document: from.place.document, pointer: holder(reader).to_owned() };
    let place = place.child(name);
    let mut node = reader.reading.get(&place);
    if node.is_none() && name.contains('#') {
        let other = reader.reading.locate(name, &from.place).ok();
        node = other.and_then(|place| reader.reading.get(&place));
    }
    let Some(node) = node else {
        reader.wrong(&from.place, Wrong::Missing(format!("#{}", place.pointer)));
        return None;
    };
    scheme(reader, name, &node)
}

fn holder(reader: &Reader<'_, '_>) -> &'static str {
    match reader.reading.version() {
        Version::Swagger2 => "/securityDefinitions",
        _ => "/components/securitySchemes",
    }
}

/// Every scheme of the description, and what is wrong with them.
pub fn schemes<'a>(reading: &Reading<'a>) -> (Vec<Scheme<'a>>, Vec<Problem>) {
    let reader = Reader::new(reading);
    let all = reading.get(&Place::at(holder(&reader)));
    let all = all.filter(|all| reader.object(all));
    let members = all.iter().flat_map(Node::members);
    let schemes = members.filter_map(|(name, node)| scheme(&reader, name, &node)).collect();
    (schemes, reader.problems().into_iter().map(|(_, problem)| problem).collect())
}

fn scheme<'a>(reader: &Reader<'_, 'a>, name: &'a str, written: &Node<'a>) -> Option<Scheme<'a>> {
    let found = reader.follow(written)?;
    let text = |key: &'static str| reader.text(&found, key);
    let (kind, scheme) = match text("type") {
        "basic" => ("http", "basic"),
        kind => (kind, text("scheme")),
    };
    if kind.is_empty() {
        reader.wrong(&found.place, Wrong::Absent("type"));
    }
    let flows = match text("flow") {
        "" => {
            let flows = reader.map(&found, "flows").into_iter();
            let flows = flows.filter(|(kind, _)| !kind.starts_with("x-"));
            flows.map(|(kind, node)| flow(reader, kind, &node)).collect()
        }
        kind => vec![flow(reader, modern(kind), &found)],
    };
    Some(Scheme {
        name,
        kind,
        scheme,
        flows,
        description: reader.beside(written, &found, "description"),
        place: text("in"),
        parameter: text("name"),
        bearer_format: text("bearerFormat"),
        open_id_connect_url: text("openIdConnectUrl"),
        deprecated: found.is("deprecated"),
        node: found,
    })
}

/// The name that OpenAPI 3 has for a flow of 2.0.
fn modern(kind: &str) -> &str {
    match kind {
        "application" => "clientCredentials",
        "accessCode" => "authorizationCode",
        kind => kind,
    }
}

fn flow<'a>(reader: &Reader<'_, 'a>, kind: &'a str, node: &Node<'a>) -> Flow<'a> {
    reader.object(node);
    let scopes = reader.map(node, "scopes").into_iter();
    Flow {
        kind,
        authorization_url: reader.text(node, "authorizationUrl"),
        token_url: reader.text(node, "tokenUrl"),
        refresh_url: reader.text(node, "refreshUrl"),
        device_url: reader.text(node, "deviceAuthorizationUrl"),
        scopes: scopes
            .map(|(name, node)| (name, node.value.as_str().unwrap_or_default()))
            .filter(|(name, _): &(&str, _)| !name.starts_with("x-"))
            .collect::<Vec<_>>(),
    }
}
