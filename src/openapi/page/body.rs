//! Bodies by their media types.

use super::Pen;
use super::parameters::list;
use super::parts::{closed, code, compact, description, inline, line, link, strong};
use super::question::Question;
use crate::html::{Attribute, Html, Tag, classed, code_block, element, tabs, text};
use crate::openapi::Node;
use crate::openapi::operation::{Body, Content, Example, Media};
use crate::openapi::schema::{self, Direction};
use crate::request::media_type;

/// The body of a request.
pub(super) fn draw<'a>(pen: &Pen<'_, 'a>, body: &Body<'a>) -> Vec<Html> {
    let mut content = Vec::new();
    if body.required {
        content.push(line(vec![strong("r-required", pen.words.body_required)]));
    }
    content.extend(description(pen, body.description, 3));
    content.extend(media_types(pen, &body.media, Direction::Request));
    if !body.fields.is_empty() {
        content.push(list(pen, &body.fields.iter().collect::<Vec<_>>()));
    }
    content
}

/// A body in each of its media types; those that say the same stand together.
pub(super) fn media_types<'a>(
    pen: &Pen<'_, 'a>,
    media: &[Media<'a>],
    direction: Direction,
) -> Vec<Html> {
    let mut groups: Vec<(String, &Media<'a>)> = Vec::new();
    for one in media {
        let same = |(_, other): &&mut (String, &Media<'a>)| is_same(other, one);
        match groups.iter_mut().find(same) {
            Some((names, _)) => *names = format!("{names}, {}", one.name),
            None => groups.push((one.name.to_owned(), one)),
        }
    }
    let draw = |(names, one): (String, &Media<'a>)| {
        let content = content(pen, one, direction);
        (names, content)
    };
    if let [(names, one)] = groups.as_slice() {
        let names = classed(Tag::P, "r-media", vec![code(names.clone())]);
        let mut all = vec![names];
        all.extend(content(pen, one, direction));
        return all;
    }
    if groups.is_empty() {
        return Vec::new();
    }
    vec![tabs(pen.words.media_types, groups.into_iter().map(draw).collect())]
}

/// True if two media types show the same.
fn is_same(one: &Media<'_>, other: &Media<'_>) -> bool {
    let target = |schema: &Option<Node<'_>>| {
        let schema = schema.as_ref()?;
        Some(match schema.string("$ref") {
            "" => schema.place.pointer.clone(),
            reference => reference.to_owned(),
        })
    };
    let is_bare = |media: &Media<'_>| media.examples.is_empty() && media.encoding.is_empty();
    is_bare(one)
        && is_bare(other)
        && target(&one.schema) == target(&other.schema)
        && target(&one.item_schema) == target(&other.item_schema)
}

fn content<'a>(pen: &Pen<'_, 'a>, media: &Media<'a>, direction: Direction) -> Vec<Html> {
    let look = pen.look(direction);
    let view =
        |node: &Node<'a>| classed(Tag::Div, "r-view", schema::view(pen.reading, node, &look));
    let mut content: Vec<Html> = media.schema.iter().map(view).collect();
    if let Some(item) = &media.item_schema {
        content.push(classed(Tag::P, "hint", vec![text(pen.words.each_item)]));
        content.push(view(item));
    }
    content.extend(encoding(pen, media));
    content.extend(examples(pen, media, direction));
    content
}

fn encoding(pen: &Pen<'_, '_>, media: &Media<'_>) -> Vec<Html> {
    if media.encoding.is_empty() {
        return Vec::new();
    }
    let item = |(name, node): &(&str, Node<'_>)| {
        let keys = ["contentType", "style", "explode", "allowReserved"];
        let said = keys.iter().filter_map(|key| {
            let value = node.value.get(*key)?;
            Some(format!("{key}: {}", inline(value)))
        });
        let headers = node.get("headers").into_iter();
        let headers = headers.flat_map(|headers| {
            headers.members().map(|(name, _)| name.to_owned()).collect::<Vec<_>>()
        });
        let said: Vec<String> = said.chain(headers).collect();
        let line = vec![code(*name), text(" — "), code(said.join(", "))];
        element(Tag::Li, Vec::new(), line)
    };
    let items = media.encoding.iter().map(item).collect();
    vec![
        classed(Tag::P, "hint", vec![text(pen.words.encoding)]),
        classed(Tag::Ul, "r-examples", items),
    ]
}

/// The author's examples; else, behind a click, one that is made from the schema.
fn examples<'a>(pen: &Pen<'_, 'a>, media: &Media<'a>, direction: Direction) -> Vec<Html> {
    let words = pen.words;
    let mut blocks: Vec<(String, Vec<Html>)> = Vec::new();
    for example in &media.examples {
        // What stands alone is called so by authors who had to call it something.
        let is_alone = media.examples.len() == 1 && example.name == "default";
        let named = [example.summary, if is_alone { "" } else { example.name }, words.example];
        let name = named.into_iter().find(|name| !name.is_empty()).unwrap_or_default();
        let mut block: Vec<Html> = Vec::new();
        if !example.description.is_empty() {
            block.push(classed(Tag::Div, "r-text", compact(pen, example.description)));
        }
        block.push(example_block(pen, media, example));
        blocks.push((name.to_owned(), block));
    }
    let title = |name: &str| classed(Tag::P, "r-example", vec![text(name)]);
    match (blocks.len(), media.schema.as_ref().or(media.item_schema.as_ref())) {
        (0, Some(schema)) if is_json(media.name) => {
            let question = Question::Example(schema.place.clone(), direction).write();
            vec![closed("r-made", vec![text(words.example_made)], question)]
        }
        (0, _) => Vec::new(),
        (1, _) => {
            let shown = |(name, block): (String, Vec<Html>)| [vec![title(&name)], block].concat();
            blocks.into_iter().flat_map(shown).collect()
        }
        _ => vec![title(words.examples), tabs(words.examples, blocks)],
    }
}

fn example_block(pen: &Pen<'_, '_>, media: &Media<'_>, example: &Example<'_>) -> Html {
    let messages = pen.language.messages();
    let essence = media_type::essence(media.name);
    let short = essence.rsplit(['/', '+']).next().unwrap_or_default();
    match example.content {
        Content::Text(content) => code_block(short, content, messages),
        Content::Value(serde_json::Value::String(content)) if !is_json(media.name) => {
            code_block(short, content, messages)
        }
        Content::Value(value) => {
            let json = serde_json::to_string_pretty(value).unwrap_or_default();
            code_block("json", &json, messages)
        }
        Content::External(url) => element(
            Tag::P,
            vec![Attribute::class("r-example")],
            vec![text(format!("{} ", pen.words.example_at)), link(url, "")],
        ),
    }
}

/// A JSON media type, or one that may be anything.
pub fn is_json(name: &str) -> bool {
    media_type::is_json(name) || media_type::essence(name) == "*/*"
}
