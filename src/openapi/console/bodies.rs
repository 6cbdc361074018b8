//! The bodies to choose from: an entry for each media type and example, JSON first.

use crate::openapi::operation::{Body, Content, Media};
use crate::openapi::page::is_json;
use crate::openapi::schema::Direction;
use crate::openapi::{Place, Reading, example};
use crate::operation::BodyChoice;
use crate::request::media_type::essence;
use serde_json::Value;

pub(super) fn choices<'a>(reading: &Reading<'a>, body: &Body<'a>) -> Vec<BodyChoice> {
    let mut media: Vec<&Media<'a>> = body.media.iter().collect();
    media.sort_by_key(|media| !is_json(media.name));
    let mut made = Vec::new();
    media.iter().flat_map(|media| of_media(reading, media, &mut made)).collect()
}

/// What was made of a schema, by its place: media types often share one.
type Made = Vec<(Place, String)>;

fn of_media<'a>(reading: &Reading<'a>, media: &Media<'a>, made: &mut Made) -> Vec<BodyChoice> {
    let media_type = match media.name {
        name if name.contains('*') && is_json(name) => "application/json",
        name => name,
    };
    let choice = |name: &str, text: String| BodyChoice {
        media_type: media_type.to_owned(),
        name: name.to_owned(),
        text,
    };
    let essence = essence(media.name);
    if matches!(essence.as_str(), "application/x-www-form-urlencoded" | "multipart/form-data") {
        return vec![choice("", String::new())];
    }
    let mut choices = Vec::new();
    for example in &media.examples {
        let named = [example.summary, example.name].into_iter().find(|name| !name.is_empty());
        let text = match example.content {
            Content::Text(text) => text.to_owned(),
            Content::Value(Value::String(text)) if !is_json(media.name) => text.clone(),
            Content::Value(value) if is_json(media.name) => pretty(value),
            Content::Value(_) | Content::External(_) => continue,
        };
        choices.push(choice(named.unwrap_or_default(), text));
    }
    if choices.is_empty() {
        let text = match (&media.schema, &media.item_schema) {
            (Some(schema), _) if is_json(media.name) => {
                let known = made.iter().find(|(place, _)| *place == schema.place);
                if let Some((_, text)) = known {
                    text.clone()
                } else {
                    let text = pretty(&example::of(reading, schema, Direction::Request));
                    made.push((schema.place.clone(), text.clone()));
                    text
                }
            }
            // A stream: an item a line.
            (None, Some(item)) => example::of(reading, item, Direction::Request).to_string(),
            _ => String::new(),
        };
        choices.push(choice("", text));
    }
    choices
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}
