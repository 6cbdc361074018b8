//! Servers: the operation's, else the path item's, else the document's.

use super::reader::{Found, Reader};
use super::{Server, Variable};
use crate::openapi::{Node, Place, Problem, Reading, Version};
use serde_json::Value;

/// The servers, and whether they are not the document's.
pub(super) fn of<'a>(reader: &Reader<'_, 'a>, found: &Found<'a>) -> (Vec<Server<'a>>, bool) {
    let document = found.node.place.document;
    if reader.reading.version() == Version::Swagger2 {
        let own = reader.strings(&found.node, "schemes");
        let is_own = !own.is_empty();
        return (of_swagger(reader, document, own), is_own);
    }
    let holders = [Some(&found.node), found.item.as_ref()];
    for holder in holders.into_iter().flatten() {
        let servers = list(reader, reader.list(holder, "servers"));
        if !servers.is_empty() {
            return (servers, true);
        }
    }
    (of_openapi(reader, document), false)
}

/// The servers of the description itself, and what is wrong with them.
pub fn of_document<'a>(reading: &Reading<'a>) -> (Vec<Server<'a>>, Vec<Problem>) {
    let reader = Reader::new(reading);
    let servers = if reading.version() == Version::Swagger2 {
        of_swagger(&reader, 0, Vec::new())
    } else {
        of_openapi(&reader, 0)
    };
    (servers, reader.problems().into_iter().map(|(_, problem)| problem).collect())
}

fn of_openapi<'a>(reader: &Reader<'_, 'a>, document: usize) -> Vec<Server<'a>> {
    let all = reader.reading.get(&Place { document, pointer: "/servers".to_owned() });
    let servers = list(reader, all.iter().flat_map(Node::items).collect());
    if servers.is_empty() {
        // The specification's default: the address of the description itself.
        let (name, description) = ("", "");
        return vec![Server { url: "/".to_owned(), name, description, variables: Vec::new() }];
    }
    servers
}

fn list<'a>(reader: &Reader<'_, 'a>, nodes: Vec<Node<'a>>) -> Vec<Server<'a>> {
    nodes
        .into_iter()
        .filter_map(|node| reader.follow(&node))
        .map(|node| read(reader, &node))
        .collect()
}

fn read<'a>(reader: &Reader<'_, 'a>, node: &Node<'a>) -> Server<'a> {
    let variable = |(name, node): (&'a str, Node<'a>)| {
        reader.object(&node);
        let choices = reader.list(&node, "enum").into_iter();
        Variable {
            name,
            default: node.value.get("default").map(words).unwrap_or_default(),
            choices: choices.map(|choice| words(choice.value)).collect(),
            description: reader.text(&node, "description"),
        }
    };
    Server {
        url: reader.text(node, "url").to_owned(),
        name: reader.text(node, "name"),
        description: reader.text(node, "description"),
        variables: reader.objects(node, "variables").into_iter().map(variable).collect(),
    }
}

/// `schemes`, `host` and `basePath`; without a host the address is relative, without a scheme it
/// takes that of the description.
fn of_swagger<'a>(reader: &Reader<'_, 'a>, document: usize, own: Vec<&'a str>) -> Vec<Server<'a>> {
    let get = |key: &str| reader.reading.get(&Place { document, pointer: format!("/{key}") });
    let text = |key: &str| get(key).and_then(|node| node.value.as_str()).unwrap_or_default();
    let (host, base) = (text("host"), text("basePath"));
    let base = if base.is_empty() { "/" } else { base };
    let mut schemes = own;
    if schemes.is_empty() {
        let listed = get("schemes");
        schemes.extend(listed.iter().flat_map(Node::items).filter_map(|one| one.value.as_str()));
    }
    let urls: Vec<String> = match (host, schemes.as_slice()) {
        ("", _) => vec![base.to_owned()],
        (host, []) => vec![format!("//{host}{base}")],
        (host, schemes) => {
            schemes.iter().map(|scheme| format!("{scheme}://{host}{base}")).collect()
        }
    };
    let server = |url| Server { url, name: "", description: "", variables: Vec::new() };
    urls.into_iter().map(server).collect()
}

/// The text of a value that should be one.
fn words(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
