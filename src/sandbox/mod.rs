//! A mock of a telephony provider's API, with state: the demo's server, the test's, and the reader's.
//!
//! Pure: a request and the time in, an answer out. No clock, no randomness of its own, no panic on
//! any request. The same code answers inside the page and as `obzor sandbox` on loopback.

mod calls;
mod extensions;
mod oauth;
mod reply;
mod sounds;

use crate::json;
use crate::request::{WireRequest, WireResponse, encode, header};
use serde_json::Value;

use reply::{error, json as reply_json};

/// The path under which the API stands.
pub const BASE_PATH: &str = "/api/ver1.0";
/// What opens the sandbox; no secret, it is printed on the page.
pub const DEMO_CLIENT: (&str, &str) = ("demo-app", "demo-secret");
/// The one client that the sandbox knows.
const CLIENT: u64 = 100;
/// Calls an hour, as the provider counts them.
const CALLS_AN_HOUR: u64 = 1000;

/// What the sandbox cannot know by itself.
#[derive(Clone, Copy, Debug)]
pub struct Context {
    /// Milliseconds since 1970.
    pub now: u64,
    /// Bytes that nobody can guess, for tokens and ids.
    pub random: [u8; 16],
}

/// The state: what was created, changed and deleted, and the tokens that live.
#[derive(Clone, Debug)]
pub struct Sandbox {
    token_life: u64,
    refusals: u32,
    tokens: Vec<(String, u64)>,
    calls: u64,
    hour: u64,
    stats_at: Option<u64>,
    next_id: u64,
    data: Data,
}

/// The things of the API, by kind; each a JSON object with an `id` or a `uuid`.
#[derive(Clone, Debug, Default)]
struct Data {
    extensions: Vec<Value>,
    calls: Vec<Value>,
    records: Vec<Value>,
    dids: Vec<Value>,
    events: Vec<Value>,
    sounds: Vec<Value>,
}

/// A request that found its handler.
struct Call<'a> {
    request: &'a WireRequest,
    query: Vec<(String, String)>,
    path: Vec<String>,
    context: &'a Context,
}

type Handler = fn(&mut Sandbox, &Call<'_>) -> WireResponse;

/// Every operation, in the order in which paths are tried.
const ROUTES: &[(&str, &str, Handler)] = &[
    ("GET", "/user/", extensions::user),
    ("GET", "/user/oauth/session/", extensions::session),
    ("GET", "/client/client_info/{client_id}/", extensions::client_info),
    ("GET", "/client/{client_id}/extension/", extensions::list),
    ("POST", "/client/{client_id}/extension/", extensions::create),
    ("GET", "/client/{client_id}/extension/{extension_id}", extensions::read),
    ("PUT", "/client/{client_id}/extension/{extension_id}", extensions::update),
    ("DELETE", "/client/{client_id}/extension/{extension_id}", extensions::delete),
    ("GET", "/extension/{extension_id}/event/", extensions::events),
    ("POST", "/extension/{extension_id}/event/", extensions::add_event),
    ("DELETE", "/extension/{extension_id}/event/{event_id}", extensions::delete_event),
    ("POST", "/extension/{extension_id}/callback/", calls::callback),
    ("GET", "/client/{client_id}/call_history/", calls::history),
    ("GET", "/client/{client_id}/call_history/{call_uuid}", calls::one),
    ("GET", "/client/{client_id}/record/", calls::records),
    ("GET", "/client/{client_id}/record/stats/", calls::stats),
    ("GET", "/client/{client_id}/record/{record_uuid}", calls::record),
    ("DELETE", "/client/{client_id}/record/{record_uuid}", calls::delete_record),
    ("GET", "/client/{client_id}/did/", extensions::dids),
    ("PUT", "/client/{client_id}/did/{did_id}", extensions::bind_did),
    ("GET", "/client/{client_id}/sound/", sounds::list),
    ("POST", "/client/{client_id}/sound/", sounds::upload),
];

impl Default for Sandbox {
    fn default() -> Self {
        Self::new()
    }
}

impl Sandbox {
    /// A sandbox as it is at the start.
    pub fn new() -> Self {
        Self {
            token_life: 3600,
            refusals: 0,
            tokens: Vec::new(),
            calls: 0,
            hour: 0,
            stats_at: None,
            next_id: 2000,
            data: Data::start(),
        }
    }

    /// Sets how many seconds a token lives.
    #[must_use]
    pub fn with_token_life(mut self, seconds: u64) -> Self {
        self.token_life = seconds;
        self
    }

    /// Refuses that many calls with 401, whatever their token: a server that refuses early.
    pub fn refuse_next(&mut self, count: u32) {
        self.refusals = count;
    }

    /// Whether it has the path of an address.
    pub fn knows(&self, url: &str) -> bool {
        let (path, _) = path_and_query(url);
        let below = path.strip_prefix(BASE_PATH);
        path == "/oauth/token"
            || below
                .is_some_and(|path| ROUTES.iter().any(|route| match_path(route.1, path).is_some()))
    }

    /// Answers a request.
    pub fn handle(&mut self, request: &WireRequest, context: &Context) -> WireResponse {
        let (path, query) = path_and_query(&request.url);
        if path == "/oauth/token" {
            return oauth::token(self, request, context);
        }
        let Some(path) = path.strip_prefix(BASE_PATH) else {
            return error(404, "Not found", None);
        };
        if let Some(refusal) = oauth::refusal(self, request, context) {
            return refusal;
        }
        let mut response = match self.count(context) {
            Some(limited) => limited,
            None => self.route(request, path, query, context),
        };
        let left = CALLS_AN_HOUR.saturating_sub(self.calls);
        let reset = 3600 - (context.now / 1000) % 3600;
        for (name, value) in [("Limit", CALLS_AN_HOUR), ("Remaining", left), ("Reset", reset)] {
            response.headers.push((format!("X-RateLimit-{name}"), value.to_string()));
        }
        response
    }

    fn count(&mut self, context: &Context) -> Option<WireResponse> {
        let hour = context.now / 3_600_000;
        if hour != self.hour {
            self.hour = hour;
            self.calls = 0;
        }
        self.calls += 1;
        (self.calls > CALLS_AN_HOUR)
            .then(|| error(429, "Too many requests in this hour", Some("rate_limit_exceeded")))
    }

    fn route(
        &mut self,
        request: &WireRequest,
        path: &str,
        query: &str,
        context: &Context,
    ) -> WireResponse {
        let mut allowed = Vec::new();
        // HEAD is GET without the body (RFC 9110 §9.3.2).
        let method = if request.method == "HEAD" { "GET" } else { request.method.as_str() };
        for (route_method, template, handler) in ROUTES {
            let Some(parameters) = match_path(template, path) else {
                continue;
            };
            if *route_method != method {
                allowed.push(*route_method);
                continue;
            }
            if template.contains("{client_id}") && !is_client(parameters.first()) {
                return error(404, "Client not found", Some("client_not_found"));
            }
            let query = encode::parse_form(query);
            let mut response = handler(self, &Call { request, query, path: parameters, context });
            if request.method == "HEAD" {
                response.body.clear();
            }
            return response;
        }
        if allowed.is_empty() {
            return error(404, "Not found", None);
        }
        let mut response = error(405, "Method not allowed", None);
        response.headers.push(("Allow".to_owned(), allowed.join(", ")));
        response
    }

    fn take_id(&mut self) -> u64 {
        self.next_id += 1;
        self.next_id
    }
}

impl Data {
    fn start() -> Self {
        let value = json::parse(include_str!("data.json")).unwrap_or_default();
        let list =
            |name: &str| value.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
        Self {
            extensions: list("extensions"),
            calls: list("calls"),
            records: list("records"),
            dids: list("dids"),
            events: list("events"),
            sounds: list("sounds"),
        }
    }
}

impl Call<'_> {
    /// The value of the path parameter at a place.
    fn parameter(&self, index: usize) -> &str {
        self.path.get(index).map(String::as_str).unwrap_or_default()
    }

    /// The last value of a query parameter.
    fn query(&self, name: &str) -> Option<&str> {
        self.query.iter().rev().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// The body as a JSON object, or the answer that refuses it.
    fn object(&self) -> Result<Value, WireResponse> {
        let media_type = header(&self.request.headers, "Content-Type").unwrap_or_default();
        if !media_type.starts_with("application/json") {
            return Err(error(400, "The body must be application/json", Some("bad_request")));
        }
        let text = String::from_utf8_lossy(self.request.body.as_deref().unwrap_or_default());
        match json::parse(&text) {
            Ok(value) if value.is_object() => Ok(value),
            Ok(_) => Err(error(400, "The body must be a JSON object", Some("bad_request"))),
            Err(_) => Err(error(400, "The body is not valid JSON", Some("bad_request"))),
        }
    }
}

/// The path and the query of an absolute URL.
fn path_and_query(url: &str) -> (&str, &str) {
    let after = url.split_once("://").map_or(url, |(_, rest)| rest);
    let target = after.find('/').and_then(|start| after.get(start..)).unwrap_or("/");
    let target = target.split('#').next().unwrap_or_default();
    target.split_once('?').unwrap_or((target, ""))
}

/// The parameters of a path that matches a template, decoded; a final slash does not matter.
fn match_path(template: &str, path: &str) -> Option<Vec<String>> {
    let mut parameters = Vec::new();
    let mut segments = path.trim_matches('/').split('/');
    for wanted in template.trim_matches('/').split('/') {
        let segment = segments.next()?;
        if wanted.starts_with('{') {
            parameters.push(encode::decode(segment, false));
        } else if wanted != segment {
            return None;
        }
    }
    segments.next().is_none().then_some(parameters)
}

fn is_client(parameter: Option<&String>) -> bool {
    parameter.is_some_and(|id| id == "@me" || *id == CLIENT.to_string())
}

/// The index of the thing whose field has this value, as text.
fn find(things: &[Value], field: &str, wanted: &str) -> Option<usize> {
    things.iter().position(|thing| match thing.get(field) {
        Some(Value::String(text)) => text == wanted,
        Some(Value::Number(number)) => number.to_string() == wanted,
        _ => false,
    })
}
