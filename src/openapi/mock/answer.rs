//! The form of an answer: the status, the media type and the body that are described.

use super::super::Node;
use super::super::example;
use super::super::schema::Direction;
use super::{Call, body};
use crate::request::{WireResponse, media_type};
use serde_json::{Value, json};

/// A response of the description.
pub(super) struct Described<'a> {
    pub(super) status: u16,
    pub(super) response: Option<Node<'a>>,
}

/// What a body is made of: its media type, its schema, and its examples by name.
pub(super) struct Shape<'a> {
    pub(super) media_type: String,
    pub(super) schema: Option<Node<'a>>,
    examples: Vec<(String, Value)>,
}

/// An error that no description speaks of.
pub(super) fn plain(status: u16, message: &str) -> WireResponse {
    json_response(status, &json!({ "message": message }))
}

pub(super) fn json_response(status: u16, value: &Value) -> WireResponse {
    WireResponse {
        status,
        reason: reason(status).to_owned(),
        headers: vec![("Content-Type".to_owned(), "application/json".to_owned())],
        body: value.to_string().into_bytes(),
        ..WireResponse::default()
    }
}

/// The response that is described for a status: by the code, by its class, by `default`.
fn response_of<'a>(call: &Call<'_, 'a>, status: u16) -> Option<Node<'a>> {
    let responses = call.operation.get("responses")?;
    let class = format!("{}XX", status / 100);
    let keys =
        [status.to_string(), class.clone(), class.to_ascii_lowercase(), "default".to_owned()];
    keys.iter().find_map(|key| call.member(&responses, key))
}

/// The response of success: of these statuses if one is described, else the least that is.
pub(super) fn successful<'a>(call: &Call<'_, 'a>, wanted: &[u16]) -> Described<'a> {
    let responses = call.operation.get("responses");
    let mut codes: Vec<u16> = responses
        .iter()
        .flat_map(Node::members)
        .filter_map(|(code, _)| match code {
            "2XX" | "2xx" => Some(wanted.first().copied().unwrap_or(200)),
            _ => code.parse().ok(),
        })
        .filter(|code| (200..300).contains(code))
        .collect();
    codes.sort_unstable();
    let first = wanted.iter().find(|status| codes.contains(status)).or(codes.first()).copied();
    let status = first.or(wanted.first().copied()).unwrap_or(200);
    // An error that is called `default` is no success.
    let response = match first {
        Some(status) => response_of(call, status),
        None => responses.and_then(|all| call.member(&all, "default")),
    };
    Described { status, response }
}

/// The shape of a response's body: of the media type that is asked for, JSON rather than another.
pub(super) fn shape<'a>(call: &Call<'_, 'a>, response: &Node<'a>) -> Option<Shape<'a>> {
    if call.is_swagger() {
        return shape_of_swagger(call, response);
    }
    let content = response.get("content")?;
    let all: Vec<(&str, Node<'a>)> = content.members().collect();
    let names: Vec<&str> = all.iter().map(|(name, _)| *name).collect();
    let index = preferred(call, &names)?;
    let (name, media) = all.get(index)?;
    let examples = example::media(call.reading, media, name, Direction::Response);
    Some(Shape {
        media_type: if name.contains('*') { "application/json" } else { name }.to_owned(),
        schema: media.get("schema"),
        examples: examples.into_iter().map(|(name, _, value)| (name, value)).collect(),
    })
}

fn shape_of_swagger<'a>(call: &Call<'_, 'a>, response: &Node<'a>) -> Option<Shape<'a>> {
    let schema = response.get("schema");
    let written = response.get("examples");
    if schema.is_none() && written.is_none() {
        return None;
    }
    let produces = call.operation.get("produces").or_else(|| call.root("/produces"));
    let mut names: Vec<&str> =
        produces.iter().flat_map(Node::items).filter_map(|it| it.value.as_str()).collect();
    if names.is_empty() {
        names.extend(written.iter().flat_map(Node::members).map(|(name, _)| name));
    }
    if names.is_empty() {
        names.push("application/json");
    }
    let media_type = names.get(preferred(call, &names)?)?;
    let own = written.and_then(|all| all.get(media_type)).map(|it| it.value.clone());
    let made = || schema.as_ref().map(|it| example::of(call.reading, it, Direction::Response));
    let value = own.or_else(made)?;
    let media_type = (*media_type).to_owned();
    Some(Shape { media_type, schema, examples: vec![(String::new(), value)] })
}

/// Which of some media types is sent: one that is accepted, JSON if it may be.
fn preferred(call: &Call<'_, '_>, names: &[&str]) -> Option<usize> {
    let accepted: Vec<&str> = call.header("Accept").unwrap_or("*/*").split(',').collect();
    let is_accepted = |name: &str| accepted.iter().any(|range| body::is_within(name, range));
    let json = names.iter().position(|name| is_accepted(name) && media_type::is_json(name));
    let any = || names.iter().position(|name| is_accepted(name));
    // What is not accepted is sent all the same: it is what there is.
    let whatever = || names.iter().position(|name| media_type::is_json(name));
    json.or_else(any).or_else(whatever).or(if names.is_empty() { None } else { Some(0) })
}

impl<'a> Shape<'a> {
    /// The example of a name, else the first.
    pub(super) fn example(&self, name: Option<&str>) -> Option<&Value> {
        let named = self.examples.iter().find(|(other, _)| Some(other.as_str()) == name);
        named.or(self.examples.first()).map(|(_, value)| value)
    }

    fn write(&self, call: &Call<'_, 'a>, value: &Value) -> Vec<u8> {
        if media_type::is_json(&self.media_type) {
            return value.to_string().into_bytes();
        }
        let essence = media_type::essence(&self.media_type);
        let is_xml = essence.ends_with("/xml") || essence.ends_with("+xml");
        let text = match (value, &self.schema) {
            (Value::String(text), _) => text.clone(),
            (_, Some(schema)) if is_xml => example::xml(call.reading, schema, value),
            _ => value.to_string(),
        };
        text.into_bytes()
    }
}

/// A success with a value, or with the example that is described.
pub(super) fn success(call: &Call<'_, '_>, status: u16, value: Option<&Value>) -> WireResponse {
    let described = response_of(call, status);
    respond(call, &Described { status, response: described }, value)
}

/// An answer with a value, or with the example that is described.
pub(super) fn respond<'a>(
    call: &Call<'_, 'a>,
    described: &Described<'a>,
    value: Option<&Value>,
) -> WireResponse {
    let status = described.status;
    let mut answer =
        WireResponse { status, reason: reason(status).to_owned(), ..WireResponse::default() };
    let Some(response) = &described.response else {
        // Nothing is said of the body: what is there is shown.
        return value.map_or(answer, |value| json_response(status, value));
    };
    answer.headers = headers(call, response);
    if matches!(status, 204 | 205 | 304) {
        return answer;
    }
    if let Some(shape) = shape(call, response) {
        let name = call.prefers("example");
        if let Some(value) = value.or_else(|| shape.example(name.as_deref())) {
            answer.body = shape.write(call, value);
        }
        answer.headers.push(("Content-Type".to_owned(), shape.media_type));
    }
    answer
}

/// The headers that a response describes, with their examples.
fn headers<'a>(call: &Call<'_, 'a>, response: &Node<'a>) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let all = response.get("headers");
    for (name, header) in all.iter().flat_map(Node::members) {
        let Ok(header) = call.reading.follow(&header) else {
            continue;
        };
        let schema = header.get("schema").or_else(|| call.is_swagger().then(|| header.clone()));
        let own = header.value.get("example").cloned();
        let made = || schema.map(|it| example::of(call.reading, &it, Direction::Response));
        let text = match own.or_else(made) {
            Some(Value::String(text)) => text,
            Some(value @ (Value::Number(_) | Value::Bool(_))) => value.to_string(),
            _ => continue,
        };
        if !name.eq_ignore_ascii_case("content-type") && !text.contains(['\r', '\n']) {
            found.push((name.to_owned(), text));
        }
    }
    found
}

/// An error in the shape that is described for it, with the message where one has a place.
pub(super) fn problem(call: &Call<'_, '_>, status: u16, message: &str) -> WireResponse {
    let Some(response) = response_of(call, status) else {
        return plain(status, message);
    };
    let Some(shape) = shape(call, &response) else {
        return plain(status, message);
    };
    let name = call.prefers("example");
    let mut value = shape.example(name.as_deref()).cloned().unwrap_or_default();
    if name.is_none()
        && let Some(members) = value.as_object_mut()
    {
        let places = ["message", "detail", "error_description", "error", "title", "description"];
        let place = places.iter().find(|key| members.get(**key).is_some_and(Value::is_string));
        if let Some(place) = place {
            members.insert((*place).to_owned(), message.into());
        }
        for key in ["status", "code", "statusCode"] {
            if members.get(key).is_some_and(Value::is_number) {
                members.insert(key.to_owned(), status.into());
            }
        }
    }
    respond(call, &Described { status, response: Some(response) }, Some(&value))
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        201 => "Created",
        202 => "Accepted",
        204 => "No Content",
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        409 => "Conflict",
        415 => "Unsupported Media Type",
        422 => "Unprocessable Content",
        429 => "Too Many Requests",
        500 => "Internal Server Error",
        _ => "",
    }
}
