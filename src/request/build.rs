//! From what the reader typed to the one request value, and what is wrong with it.

use super::style::{Location, Serialized};
use super::{
    Body, BodyInput, Credential, Field, Inputs, KeyPlace, Part, PartContent, Request, encode,
};
use crate::json::{self, JsonError};
use crate::operation::{Operation, Part as Segment, template};
use crate::text::{Text, Var};

/// A request, and everything that is worth saying about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Built {
    /// The request; complete enough for a snippet even if it cannot be sent.
    pub request: Request,
    /// What is wrong or different, in the order of the fields.
    pub problems: Vec<Problem>,
}

/// Something to say beside a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// A path parameter without a value.
    PathMissing(String),
    /// A path with a segment of `.` or `..`, which every browser removes from a URL.
    PathDots(String),
    /// Not a field name of RFC 9110 §5.1.
    HeaderName(String),
    /// A value with a control character or beyond Latin-1, which no header can hold.
    HeaderValue(String),
    /// A cookie with a character that would end it.
    CookieValue(String),
    /// A header that a browser sets itself and does not let a page set; a snippet can.
    HeaderForbidden(String),
    /// A typed media type of a multipart body, which needs its own boundary; it is left out.
    MultipartType,
    /// Not a method: no token of RFC 9110 §5.6.2. What is none in it is left out.
    Method(String),
    /// A method that browsers never send (Fetch standard, "forbidden method").
    MethodForbidden(String),
    /// A multipart field that waits for a file.
    FileMissing(String),
    /// A body that does not read as JSON; it is sent as typed.
    BodyNotJson(JsonError),
    /// A body with GET or HEAD, which a browser refuses; a snippet can send it.
    BodyNotAllowed,
}

impl Problem {
    /// True if the request cannot leave the browser as it is.
    pub fn blocks(&self) -> bool {
        !matches!(self, Self::HeaderForbidden(_) | Self::BodyNotJson(_) | Self::MultipartType)
    }
}

impl Built {
    /// True if the browser can send it.
    pub fn can_send(&self) -> bool {
        !self.problems.iter().any(Problem::blocks)
    }
}

/// The only constructor of a [`Request`].
///
/// `access` is what lets it in; a field of the same name that the reader typed wins.
pub fn build(operation: &Operation, inputs: &Inputs, access: &[Credential]) -> Built {
    let mut problems = Vec::new();
    let mut url = url(operation, inputs, &mut problems);
    if access.iter().any(|one| one.pair(KeyPlace::Query).is_some()) {
        url = with_keys(url, &inputs.query, access);
    }
    let mut headers = headers(operation, inputs, &mut problems);
    let has = |name: &str, headers: &[(String, Text)]| {
        headers.iter().any(|(other, _)| other.eq_ignore_ascii_case(name))
    };
    for (place, (name, value)) in access.iter().filter_map(Credential::header).enumerate() {
        if !has(name, &headers) {
            if is_forbidden(name) {
                problems.push(Problem::HeaderForbidden(name.to_owned()));
            }
            headers.insert(place.min(headers.len()), (name.to_owned(), value));
        }
    }
    let digest = access.contains(&Credential::Digest) && !has("Authorization", &headers);
    if let Some(cookie) = cookies(operation, inputs, access, &mut problems) {
        headers.push(("Cookie".to_owned(), cookie));
    }
    let (body, media_type) = body(&inputs.body, &mut problems);
    if matches!(body, Body::Multipart(_)) && has("Content-Type", &headers) {
        headers.retain(|(name, _)| !name.eq_ignore_ascii_case("Content-Type"));
        problems.push(Problem::MultipartType);
    }
    if let Some(media_type) = media_type
        && !has("Content-Type", &headers)
    {
        headers.push(("Content-Type".to_owned(), Text::literal(media_type)));
    }
    let method = method(&operation.method, &mut problems);
    if body != Body::None && matches!(method.as_str(), "GET" | "HEAD") {
        problems.push(Problem::BodyNotAllowed);
    }
    if matches!(method.as_str(), "CONNECT" | "TRACE" | "TRACK") {
        problems.push(Problem::MethodForbidden(method.clone()));
    }
    Built { request: Request { method, url, headers, body, digest }, problems }
}

/// The method as fetch sends it: the six of the Fetch standard ("normalize a method") and what nobody
/// sends in upper case, others as written; without what no method may hold.
fn method(written: &str, problems: &mut Vec<Problem>) -> String {
    const KNOWN: [&str; 9] =
        ["DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT", "CONNECT", "TRACE", "TRACK"];
    if let Some(known) = KNOWN.iter().find(|known| known.eq_ignore_ascii_case(written)) {
        return (*known).to_owned();
    }
    if is_field_name(written) {
        return written.to_owned();
    }
    problems.push(Problem::Method(written.to_owned()));
    let kept: String = written.chars().filter(|c| is_field_name(&c.to_string())).collect();
    if kept.is_empty() { "GET".to_owned() } else { kept }
}

fn url(operation: &Operation, inputs: &Inputs, problems: &mut Vec<Problem>) -> Text {
    let mut target = String::new();
    for segment in template(&operation.path) {
        match segment {
            Segment::Literal(text) => target.push_str(&encode::path_literal(text)),
            Segment::Parameter(name) => {
                let field = inputs.path.iter().find(|field| field.name == name);
                let value = field.filter(|field| !field.value.is_empty());
                let written = value.map(|field| path_value(operation, field)).unwrap_or_default();
                if written.is_empty() {
                    problems.push(Problem::PathMissing(name.to_owned()));
                    target.push_str(&format!("{{{name}}}"));
                }
                target.push_str(&written);
            }
        }
    }
    // Else what follows the host would become a part of it.
    if !target.is_empty() && !target.starts_with('/') {
        target.insert(0, '/');
    }
    // A value may come with escapes of its own, and browsers take `%2e` for a dot.
    let is_dots =
        |segment: &str| matches!(segment, "." | ".." | "%2e" | ".%2e" | "%2e." | "%2e%2e");
    if target.split('/').any(|segment| is_dots(&segment.to_ascii_lowercase())) {
        problems.push(Problem::PathDots(target.clone()));
    }
    let mut query: Vec<String> = Vec::new();
    if !operation.raw_query.is_empty() {
        query.push(encode::query_literal(&operation.raw_query));
    }
    query.extend(sent(&inputs.query).flat_map(|field| query_pairs(operation, field)));
    if !query.is_empty() {
        target.push('?');
        target.push_str(&query.join("&"));
    }
    Text::default().var(Var::BaseUrl).then(&target)
}

/// What stands in the path for a field. `allowReserved` lets characters through that would end the
/// path or the segment; the specification forbids them there ("Path Templating").
fn path_value(operation: &Operation, field: &Field) -> String {
    match described(operation, Location::Path, field) {
        None => encode::path_segment(&field.value),
        Some(Serialized::Text(text)) => {
            text.replace('/', "%2F").replace('?', "%3F").replace('#', "%23")
        }
        Some(Serialized::Nothing | Serialized::Pairs(_)) => String::new(),
    }
}

fn query_pairs(operation: &Operation, field: &Field) -> Vec<String> {
    let name = encode::query_component(&field.name);
    if field.bare {
        return vec![name];
    }
    match described(operation, Location::Query, field) {
        None => vec![format!("{name}={}", encode::query_component(&field.value))],
        // `allowReserved` lets a `#` through, which would cut off the rest of the URL.
        Some(Serialized::Pairs(pairs)) => {
            pairs.into_iter().map(|pair| pair.replace('#', "%23")).collect()
        }
        Some(Serialized::Nothing | Serialized::Text(_)) => Vec::new(),
    }
}

/// What the description makes of a field; `None` if it knows no such parameter.
fn described(operation: &Operation, place: Location, field: &Field) -> Option<Serialized> {
    let same = |name: &str| match place {
        Location::Header => name.eq_ignore_ascii_case(&field.name),
        _ => name == field.name,
    };
    let mut found = operation.parameters.iter();
    let found = found.find(|one| one.serialization.location == place && same(&one.name));
    found.map(|parameter| parameter.write(&field.value))
}

/// The fields that are sent: switched on, with a name.
fn sent(fields: &[Field]) -> impl Iterator<Item = &Field> {
    fields.iter().filter(|field| field.enabled && !field.name.is_empty())
}

/// The header `Cookie`: pairs as they were given, none of them encoded (RFC 6265 §4.2.1), unless a
/// description says otherwise.
fn cookies(
    operation: &Operation,
    inputs: &Inputs,
    access: &[Credential],
    problems: &mut Vec<Problem>,
) -> Option<Text> {
    let mut cookies = Vec::new();
    for field in sent(&inputs.cookies) {
        let pairs = match described(operation, Location::Cookie, field) {
            None => vec![format!("{}={}", field.name, field.value)],
            Some(Serialized::Pairs(pairs)) => pairs,
            Some(Serialized::Nothing | Serialized::Text(_)) => Vec::new(),
        };
        if pairs.iter().any(|pair| !is_field_value(pair) || pair.contains(';')) {
            problems.push(Problem::CookieValue(field.name.clone()));
        } else {
            cookies.extend(pairs.into_iter().map(Text::literal));
        }
    }
    for (name, var) in free(access, KeyPlace::Cookie, &inputs.cookies) {
        cookies.push(Text::literal(format!("{name}=")).var(var));
    }
    if !cookies.is_empty() {
        problems.push(Problem::HeaderForbidden("Cookie".to_owned()));
    }
    cookies.into_iter().reduce(|all, cookie| all.then("; ").and(&cookie))
}

/// The keys of a place whose name the reader did not type.
fn free<'a>(
    access: &'a [Credential],
    place: KeyPlace,
    typed: &'a [Field],
) -> impl Iterator<Item = (&'a str, Var)> {
    let is_free = move |name: &str| sent(typed).all(|field| field.name != name);
    access.iter().filter_map(move |one| one.pair(place)).filter(move |(name, _)| is_free(name))
}

/// The URL with the keys that stand in its query. Their values are encoded already.
#[inline(never)] // not a part of the first view
fn with_keys(url: Text, typed: &[Field], access: &[Credential]) -> Text {
    let mut between = if url.literals().contains('?') { "&" } else { "?" };
    free(access, KeyPlace::Query, typed).fold(url, |url, (name, var)| {
        let name = encode::query_component(name);
        let url = url.then(std::mem::replace(&mut between, "&")).then(&name).then("=");
        url.var(var)
    })
}

fn headers(
    operation: &Operation,
    inputs: &Inputs,
    problems: &mut Vec<Problem>,
) -> Vec<(String, Text)> {
    let mut headers = Vec::new();
    for field in sent(&inputs.headers) {
        let name = &field.name;
        let value = match described(operation, Location::Header, field) {
            None => field.value.clone(),
            Some(Serialized::Text(text)) => text,
            Some(Serialized::Nothing | Serialized::Pairs(_)) => continue,
        };
        let value = value.trim_matches([' ', '\t']);
        if !is_field_name(name) {
            problems.push(Problem::HeaderName(name.clone()));
            continue;
        }
        if !is_field_value(value) {
            problems.push(Problem::HeaderValue(name.clone()));
            continue;
        }
        if is_forbidden(name) {
            problems.push(Problem::HeaderForbidden(name.clone()));
        }
        headers.push((name.clone(), Text::literal(value)));
    }
    headers
}

/// `token` of RFC 9110 §5.6.2.
pub fn is_field_name(name: &str) -> bool {
    !name.is_empty()
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b))
}

/// What `fetch` takes as a header's value: Latin-1 without NUL, CR and LF, here without any control
/// character but the tab, because the others are dropped or refused on the way.
pub fn is_field_value(value: &str) -> bool {
    value.chars().all(|c| c == '\t' || (u32::from(c) < 0x100 && !c.is_control()))
}

/// The "forbidden request-headers" of the Fetch standard, and `User-Agent`, which Chromium keeps.
pub fn is_forbidden(name: &str) -> bool {
    const NAMES: [&str; 22] = [
        "accept-charset",
        "accept-encoding",
        "access-control-request-headers",
        "access-control-request-method",
        "connection",
        "content-length",
        "cookie",
        "cookie2",
        "date",
        "dnt",
        "expect",
        "host",
        "keep-alive",
        "origin",
        "referer",
        "set-cookie",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
        "user-agent",
        "via",
    ];
    let name = name.to_ascii_lowercase();
    NAMES.contains(&name.as_str()) || name.starts_with("proxy-") || name.starts_with("sec-")
}

fn body(input: &BodyInput, problems: &mut Vec<Problem>) -> (Body, Option<String>) {
    match input {
        BodyInput::None => (Body::None, None),
        BodyInput::Json(text) if text.trim().is_empty() => (Body::None, None),
        BodyInput::Json(text) => {
            if let Err(error) = json::check(text) {
                problems.push(Problem::BodyNotJson(error));
            }
            (Body::Text(text.clone()), Some("application/json".to_owned()))
        }
        BodyInput::Text { media_type, text } => {
            let media_type = media_type.trim();
            if !is_field_value(media_type) {
                problems.push(Problem::HeaderValue("Content-Type".to_owned()));
                return (Body::Text(text.clone()), None);
            }
            (Body::Text(text.clone()), (!media_type.is_empty()).then(|| media_type.to_owned()))
        }
        BodyInput::Form(fields) => {
            let pairs = sent(fields).map(|field| (field.name.as_str(), field.value.as_str()));
            let text = encode::form_pairs(pairs);
            (Body::Text(text), Some("application/x-www-form-urlencoded".to_owned()))
        }
        BodyInput::Multipart(fields) => {
            let parts: Vec<Part> = sent(fields).map(|field| part(field, problems)).collect();
            (Body::Multipart(parts), None)
        }
        BodyInput::File(field) => {
            if field.file.is_none() {
                problems.push(Problem::FileMissing(field.name.clone()));
            }
            let file = field.file.clone().unwrap_or_default();
            let named = Some(field.media_type.trim()).filter(|named| !named.is_empty());
            let media_type = named.unwrap_or(encode::file_type(&file)).to_owned();
            (Body::File(file), Some(media_type))
        }
    }
}

fn part(field: &Field, problems: &mut Vec<Problem>) -> Part {
    let content = if let Some(file) = &field.file {
        PartContent::File(file.clone())
    } else {
        if field.is_file {
            problems.push(Problem::FileMissing(field.name.clone()));
        }
        let media_type = Some(field.media_type.trim().to_owned()).filter(|named| !named.is_empty());
        PartContent::Text(field.value.clone(), media_type)
    };
    let media_type = match &content {
        PartContent::Text(_, media_type) => media_type.as_deref().unwrap_or_default(),
        PartContent::File(file) => &file.media_type,
    };
    if !is_field_value(media_type) {
        problems.push(Problem::HeaderValue("Content-Type".to_owned()));
        // A line end in it would begin a header of its own.
        let text = PartContent::Text(field.value.clone(), None);
        return Part { name: field.name.clone(), content: text };
    }
    Part { name: field.name.clone(), content }
}
