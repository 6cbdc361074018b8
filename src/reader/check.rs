//! What is wrong with a JSON body by its schema: one that the reader typed, or one that a server answered with.

use super::Reader;
use super::answers::{language, text};
use crate::openapi::operation::{Described, Media, Response};
use crate::openapi::page;
use crate::openapi::schema::Direction;
use crate::openapi::{Place, validate};
use crate::request::media_type;
use serde_json::{Value, json};
use typed_arena::Arena;

/// How many faults are told.
const MOST: usize = 20;

/// `{operation, body, language}` for what is sent, with `{status, media}` beside for an answer →
/// `[[pointer, words], …]`, the first ones; `null` if there is nothing to compare with.
pub(super) fn check(reader: &Reader, input: &Value) -> Value {
    faults(reader, input).unwrap_or_default()
}

fn faults(reader: &Reader, input: &Value) -> Option<Value> {
    let number = reader.outline.find(&reader.library, text(input, "operation"))?;
    let row = reader.outline.row(&reader.library, number)?;
    let arena = Arena::new();
    let reading = reader.library.read(&arena);
    let described = Described::read(&reading, &Place::at(row.pointer.as_str()));
    let body = crate::json::parse(text(input, "body")).ok()?;
    let status = input.get("status").and_then(Value::as_u64);
    let (media, direction) = match status {
        None => (sent(&described.body.as_ref()?.media)?, Direction::Request),
        Some(status) => {
            let Some(response) = answered(&described.responses, status) else {
                let words = (language(input).answer().undescribed)(status);
                return Some(json!([["", words]]));
            };
            (received(&response.media, text(input, "media"))?, Direction::Response)
        }
    };
    let rules = validate::Rules { direction, formats: true };
    let faults = validate::check_by(&reading, media.schema.as_ref()?, &body, rules);
    let language = language(input);
    let line = |fault: &validate::Fault| json!([fault.instance, language.fault(&fault.kind)]);
    Some(faults.iter().filter(|fault| !fault.kind.is_advice()).take(MOST).map(line).collect())
}

/// What the console sends as JSON is application/json, if the operation takes that.
fn sent<'m, 'a>(media: &'m [Media<'a>]) -> Option<&'m Media<'a>> {
    let exact = media.iter().find(|media| media.name == "application/json");
    exact.or_else(|| media.iter().find(|media| page::is_json(media.name)))
}

/// The response of a status: by its number, by its range, else the one for all others (OpenAPI 3.1,
/// "Responses Object").
fn answered<'m, 'a>(responses: &'m [Response<'a>], status: u64) -> Option<&'m Response<'a>> {
    let (exact, range) = (status.to_string(), format!("{}XX", status / 100));
    let named = |name: &str| responses.iter().find(|it| it.status.eq_ignore_ascii_case(name));
    named(&exact).or_else(|| named(&range)).or_else(|| named("default"))
}

/// The body of a media type: the most specific name that fits (OpenAPI 3.1, "Media Types").
fn received<'m, 'a>(media: &'m [Media<'a>], stated: &str) -> Option<&'m Media<'a>> {
    let stated = media_type::essence(stated);
    let (kind, _) = stated.split_once('/').unwrap_or_default();
    let named = |name: &str| media.iter().find(|it| media_type::essence(it.name) == name);
    named(&stated).or_else(|| named(&format!("{kind}/*"))).or_else(|| named("*/*"))
}
