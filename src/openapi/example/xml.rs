//! A value as XML, by the `xml` objects of its schema.

use super::super::schema::Direction;
use super::super::{Node, Place, Reading};
use super::make::Maker;
use super::object::described;
use super::parts::{Gather, Parts};
use serde_json::Value;

/// How deep elements nest.
const MAX_DEPTH: usize = 100;

/// What stands within an element.
enum Piece {
    Element(Element),
    Text(String),
    Cdata(String),
}

#[derive(Default)]
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    pieces: Vec<Piece>,
}

/// What the `xml` objects of a value's schemas say.
#[derive(Default)]
struct Look {
    name: String,
    /// There is an `xml` object at all.
    said: bool,
    kind: String,
    prefix: String,
    namespace: String,
    wrapped: bool,
}

/// A value as XML. The root is named by `xml.name`, else as the schema; one that has neither and
/// holds a single element is left out.
pub fn xml<'a>(reading: &Reading<'a>, schema: &Node<'a>, value: &Value) -> String {
    let mut maker = Maker::new(reading, Direction::Both);
    let parts = narrowed(&mut maker, std::slice::from_ref(schema), value);
    let look = look(&parts);
    let named = if look.name.is_empty() { component(&parts) } else { look.name.clone() };
    let mut root = element(&look, if named.is_empty() { "root" } else { &named });
    match value {
        Value::Array(items) => {
            let inner =
                narrowed(&mut maker, &items_of(&parts), items.first().unwrap_or(&Value::Null));
            let component = component(&inner);
            let item = if component.is_empty() { "item".to_owned() } else { component };
            add_items(&mut maker, &parts, items, (&item, &mut root), 1);
        }
        _ => content(&mut maker, &parts, value, &mut root, 1),
    }
    let single = root.pieces.len() == 1 && root.attributes.is_empty();
    match root.pieces.pop() {
        Some(Piece::Element(only)) if single && named.is_empty() && value.is_object() => {
            root = only;
        }
        Some(last) => root.pieces.push(last),
        None => {}
    }
    let mut out = String::new();
    write(&root, 0, &mut out);
    out
}

/// The name of the component that a schema is or refers to; empty if it is none.
fn component(parts: &Parts<'_>) -> String {
    let is_named = |place: &&Place| {
        let folder = place.pointer.rsplit_once('/').map(|(folder, _)| folder);
        matches!(folder, Some("/components/schemas" | "/definitions"))
    };
    parts.seen.iter().find(is_named).map(Place::name).unwrap_or_default()
}

/// What holds for a value, with the ways of `oneOf` and `anyOf` that fit it.
fn narrowed<'a>(maker: &mut Maker<'_, 'a>, schemas: &[Node<'a>], value: &Value) -> Parts<'a> {
    let mut parts = maker.gather(schemas);
    for _ in 0..8 {
        let Some(choice) = parts.choices.pop() else {
            break;
        };
        let fitting = choice.iter().find(|way| maker.fits(&way.schemas, value));
        if let Some(way) = fitting.or(choice.first()) {
            let gather = Gather { resolver: &maker.resolver, version: maker.version, active: &[] };
            gather.take(way, &mut parts);
        }
    }
    parts
}

fn look(parts: &Parts<'_>) -> Look {
    let mut look = Look::default();
    for xml in parts.each("xml").filter(|xml| xml.is_object()) {
        look.said = true;
        let text = |key: &str| xml.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let is = |key: &str| xml.get(key) == Some(&Value::Bool(true));
        let fields = [
            (&mut look.name, text("name")),
            (&mut look.prefix, text("prefix")),
            (&mut look.namespace, text("namespace")),
            (&mut look.kind, text("nodeType")),
        ];
        for (field, found) in fields {
            if field.is_empty() {
                *field = found;
            }
        }
        if look.kind.is_empty() && is("attribute") {
            "attribute".clone_into(&mut look.kind);
        }
        look.wrapped |= is("wrapped") || text("nodeType") == "element";
    }
    look
}

/// A name that XML allows, with the prefix.
fn qualified(look: &Look, name: &str) -> String {
    let is_first = |next: char| next.is_alphabetic() || next == '_';
    let is_more = |next: char| is_first(next) || next.is_numeric() || ".-:".contains(next);
    let mut plain: String =
        name.chars().map(|next| if is_more(next) { next } else { '_' }).collect();
    if !plain.starts_with(is_first) {
        plain.insert(0, '_');
    }
    if look.prefix.is_empty() { plain } else { format!("{}:{plain}", look.prefix) }
}

fn element(look: &Look, name: &str) -> Element {
    let name = qualified(look, if look.name.is_empty() { name } else { &look.name });
    Element { name, attributes: namespace(look).into_iter().collect(), pieces: Vec::new() }
}

fn namespace(look: &Look) -> Option<(String, String)> {
    let name = match look.prefix.as_str() {
        "" => "xmlns".to_owned(),
        prefix => format!("xmlns:{prefix}"),
    };
    (!look.namespace.is_empty()).then(|| (name, look.namespace.clone()))
}

fn plain_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// What stands within the element of a value.
fn content<'a>(
    maker: &mut Maker<'_, 'a>,
    parts: &Parts<'a>,
    value: &Value,
    into: &mut Element,
    depth: usize,
) {
    let Value::Object(members) = value else {
        into.pieces.push(Piece::Text(plain_text(value)));
        return;
    };
    for (name, value) in members {
        let (schemas, _) = described(maker, parts, name);
        let inner = narrowed(maker, &schemas, value);
        member(maker, &inner, (name, value), into, depth);
    }
}

fn member<'a>(
    maker: &mut Maker<'_, 'a>,
    parts: &Parts<'a>,
    (name, value): (&str, &Value),
    into: &mut Element,
    depth: usize,
) {
    if depth > MAX_DEPTH {
        return;
    }
    let look = look(parts);
    let compound = value.is_object() || value.is_array();
    match (look.kind.as_str(), value) {
        ("attribute", _) if !compound => {
            let own = if look.name.is_empty() { name } else { &look.name };
            into.attributes.extend(namespace(&look).filter(|_| !look.prefix.is_empty()));
            into.attributes.push((qualified(&look, own), plain_text(value)));
        }
        ("text", _) if !compound => into.pieces.push(Piece::Text(plain_text(value))),
        ("cdata", _) if !compound => into.pieces.push(Piece::Cdata(plain_text(value))),
        ("none", Value::Object(_)) => content(maker, parts, value, into, depth + 1),
        ("none", _) if !compound => {}
        (_, Value::Array(items)) if look.wrapped => {
            let mut wrapper = element(&look, name);
            let own = if look.name.is_empty() { name } else { &look.name };
            let described = items_of(parts).iter().any(|items| items.get("xml").is_some());
            let item = if described { name } else { own };
            add_items(maker, parts, items, (item, &mut wrapper), depth);
            into.pieces.push(Piece::Element(wrapper));
        }
        (_, Value::Array(items)) => add_items(maker, parts, items, (name, into), depth),
        _ => {
            let mut inner = element(&look, name);
            content(maker, parts, value, &mut inner, depth + 1);
            into.pieces.push(Piece::Element(inner));
        }
    }
}

fn items_of<'a>(parts: &Parts<'a>) -> Vec<Node<'a>> {
    parts.all.iter().filter_map(|schema| schema.get("items")).collect()
}

fn add_items<'a>(
    maker: &mut Maker<'_, 'a>,
    parts: &Parts<'a>,
    items: &[Value],
    (name, into): (&str, &mut Element),
    depth: usize,
) {
    let schemas = items_of(parts);
    for item in items {
        let inner = narrowed(maker, &schemas, item);
        member(maker, &inner, (name, item), into, depth + 1);
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn write(element: &Element, depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    out.push_str(&format!("{indent}<{}", element.name));
    for (name, value) in &element.attributes {
        out.push_str(&format!(" {name}=\"{}\"", escaped(value).replace('"', "&quot;")));
    }
    out.push('>');
    let mut broken = false;
    for piece in &element.pieces {
        match piece {
            Piece::Element(inner) => {
                out.push('\n');
                write(inner, depth + 1, out);
            }
            Piece::Cdata(text) => {
                let text = text.replace("]]>", "]]]]><![CDATA[>");
                out.push_str(&format!("\n{indent}  <![CDATA[{text}]]>"));
            }
            Piece::Text(text) => {
                out.push_str(if broken { "\n" } else { "" });
                out.push_str(&escaped(text));
            }
        }
        broken = !matches!(piece, Piece::Text(_));
    }
    if broken {
        out.push_str(&format!("\n{indent}"));
    }
    out.push_str(&format!("</{}>", element.name));
}
