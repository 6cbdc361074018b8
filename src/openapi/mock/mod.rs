//! A server made from a description: it answers as the description says, and keeps what it is given.
//!
//! ```text
//! request ── route (method, path) ──► Call ── security, parameters, body ──► refusal
//!                                       └──► store (what was created) ──► answer (status, example) ──► response
//! ```
//!
//! Pure: a request, the time and some random bytes in, an answer out. No clock, no randomness of its
//! own, no network, no panic on any request or description. What a description leaves open is
//! answered as most servers do.

mod answer;
mod body;
mod check;
mod fault;
mod parameters;
mod resource;
mod route;
mod security;
mod store;
mod thing;
mod token;

use super::{Library, Node, Place, Reading, Version};
use crate::request::{WireRequest, WireResponse, encode, header};
use crate::sandbox::Context;
use typed_arena::Arena;

use answer::{problem, success};
use route::{Found, Route};
use store::Store;

/// A server made from a description: what it was given, and what it deleted. It is for one library:
/// another one wants another server.
#[derive(Clone, Debug, Default)]
pub struct Mock {
    store: Store,
    routes: Vec<Route>,
}

/// A request that found its operation.
struct Call<'q, 'a> {
    reading: &'q Reading<'a>,
    routes: &'q [Route],
    item: Node<'a>,
    operation: Node<'a>,
    request: &'q WireRequest,
    method: String,
    /// The path without what the servers' addresses begin with, encoded as it came.
    path: String,
    /// The template that the path has.
    template: String,
    captured: Vec<(String, String)>,
    query: Vec<(String, String)>,
    context: &'q Context,
}

impl Mock {
    /// A server that was given nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Answers a request.
    pub fn handle(
        &mut self,
        library: &Library,
        request: &WireRequest,
        context: &Context,
    ) -> WireResponse {
        let arena = Arena::new();
        let reading = library.read(&arena);
        if self.routes.is_empty() {
            self.routes = route::all(&reading);
        }
        let head = request.method.eq_ignore_ascii_case("HEAD");
        let (path, query) = path_and_query(&request.url);
        let token = token::answer(&reading, request, context);
        let mut response = match route::find(&reading, &self.routes, path, &request.method) {
            Found::Operation(found) => {
                let call = Call {
                    reading: &reading,
                    routes: &self.routes,
                    item: found.item,
                    operation: found.operation,
                    request,
                    method: found.method,
                    path: found.path,
                    template: found.template,
                    captured: found.captured,
                    query: encode::parse_form(query),
                    context,
                };
                answer(&mut self.store, &call)
            }
            _ if token.is_some() => token.unwrap_or_default(),
            Found::Methods(methods) => {
                let mut response = answer::plain(405, "No operation of this method has this path");
                response.headers.push(("Allow".to_owned(), methods.join(", ")));
                response
            }
            Found::Nothing => answer::plain(404, "No operation has this path"),
        };
        if head {
            response.body.clear();
        }
        response
    }
}

fn answer(store: &mut Store, call: &Call<'_, '_>) -> WireResponse {
    if let Some(challenges) = security::missing(call) {
        let mut response = problem(call, 401, "The credentials are missing");
        let challenges = challenges.into_iter();
        response.headers.extend(challenges.map(|it| ("WWW-Authenticate".to_owned(), it)));
        return response;
    }
    if let Some(status) = call.prefers("code").and_then(|code| code.parse().ok()) {
        let message = "Chosen by the Prefer header";
        let is_error = (400..600).contains(&status);
        return if is_error { problem(call, status, message) } else { success(call, status, None) };
    }
    let given = match check::check(call) {
        Ok(given) => given,
        Err((status, message)) => return problem(call, status, &message),
    };
    store.answer(call, given)
}

impl<'a> Call<'_, 'a> {
    fn is_swagger(&self) -> bool {
        self.reading.version() == Version::Swagger2
    }

    fn header(&self, name: &str) -> Option<&str> {
        header(&self.request.headers, name)
    }

    /// A preference of the `Prefer` header (RFC 7240): `code=404`, `example=cat`.
    fn prefers(&self, name: &str) -> Option<String> {
        let preferences = self.header("Prefer")?.split([',', ';']);
        let mut pairs = preferences.filter_map(|pair| pair.split_once('='));
        let (_, value) = pairs.find(|(key, _)| key.trim().eq_ignore_ascii_case(name))?;
        Some(value.trim().trim_matches('"').to_owned())
    }

    /// A value of the description itself.
    fn root(&self, pointer: &str) -> Option<Node<'a>> {
        self.reading.get(&Place::at(pointer))
    }

    /// A member with its reference followed.
    fn member(&self, node: &Node<'a>, key: &str) -> Option<Node<'a>> {
        self.reading.follow(&node.get(key)?).ok()
    }
}

/// The path and the query of an absolute URL.
fn path_and_query(url: &str) -> (&str, &str) {
    let after = url.split_once("://").map_or(url, |(_, rest)| rest);
    let target = after.find(['/', '?']).and_then(|start| after.get(start..)).unwrap_or("/");
    let target = target.split('#').next().unwrap_or_default();
    target.split_once('?').unwrap_or((target, ""))
}
