//! Which operation a request is for.

use super::super::node::escape;
use super::super::scan::is_method;
use super::super::{Node, Place, Reading, Version};
use crate::request::encode;

/// A path of the description.
#[derive(Clone, Debug)]
pub(super) struct Route {
    pub(super) template: String,
    segments: Vec<Vec<Piece>>,
}

#[derive(Clone, Debug)]
enum Piece {
    Literal(String),
    Variable(String),
}

/// What a request leads to.
pub(super) enum Found<'a> {
    Operation(Box<Target<'a>>),
    /// The path is there, for these methods alone.
    Methods(Vec<String>),
    Nothing,
}

pub(super) struct Target<'a> {
    pub(super) item: Node<'a>,
    pub(super) operation: Node<'a>,
    pub(super) method: String,
    pub(super) path: String,
    pub(super) template: String,
    pub(super) captured: Vec<(String, String)>,
}

/// The paths of a description, concrete ones before templates.
pub(super) fn all(reading: &Reading<'_>) -> Vec<Route> {
    let paths = reading.paths();
    let paths = paths.iter().filter(|template| template.starts_with('/'));
    let mut routes: Vec<Route> = paths.map(|template| Route::new(template)).collect();
    routes.sort_by_cached_key(Route::weight);
    routes
}

impl Route {
    fn new(template: &str) -> Self {
        let segments = template.trim_matches('/').split('/').map(pieces).collect();
        Self { template: template.to_owned(), segments }
    }

    /// What is concrete comes first, segment by segment.
    fn weight(&self) -> Vec<(bool, usize)> {
        let literal = |piece: &Piece| match piece {
            Piece::Literal(text) => text.len(),
            Piece::Variable(_) => 0,
        };
        let is_variable = |piece: &Piece| matches!(piece, Piece::Variable(_));
        self.segments
            .iter()
            .map(|pieces| {
                let known: usize = pieces.iter().map(literal).sum();
                (pieces.iter().any(is_variable), usize::MAX - known)
            })
            .collect()
    }

    fn captured(&self, path: &str) -> Option<Vec<(String, String)>> {
        let segments: Vec<&str> = path.trim_matches('/').split('/').collect();
        if segments.len() != self.segments.len() {
            return None;
        }
        let mut captured = Vec::new();
        for (pieces, segment) in self.segments.iter().zip(segments) {
            captured.extend(matched(pieces, segment)?);
        }
        Some(captured)
    }

    /// The name of the parameter that is the whole last segment.
    pub(super) fn last_parameter(&self) -> Option<&str> {
        match self.segments.last().map(Vec::as_slice) {
            Some([Piece::Variable(name)]) => Some(name),
            _ => None,
        }
    }
}

/// A segment of a template as literals and variables.
fn pieces(segment: &str) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut rest = segment;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, tail)) = after.split_once('}') else {
            break;
        };
        if !before.is_empty() {
            found.push(Piece::Literal(encode::decode(before, false)));
        }
        found.push(Piece::Variable(name.to_owned()));
        rest = tail;
    }
    if !rest.is_empty() || found.is_empty() {
        found.push(Piece::Literal(encode::decode(rest, false)));
    }
    found
}

/// The variables of a segment: each goes until the literal that follows it.
fn matched(pieces: &[Piece], segment: &str) -> Option<Vec<(String, String)>> {
    let decoded = encode::decode(segment, false);
    let (mut rest, mut captured) = (decoded.as_str(), Vec::new());
    for (index, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Literal(text) => rest = rest.strip_prefix(text.as_str())?,
            Piece::Variable(name) => {
                let end = match pieces.get(index + 1) {
                    // The last literal is found from the end: `a.b.csv` is a name and its kind.
                    Some(Piece::Literal(next)) if index + 3 >= pieces.len() => rest.rfind(next)?,
                    Some(Piece::Literal(next)) => rest.find(next)?,
                    _ => rest.len(),
                };
                let (value, after) = rest.split_at_checked(end)?;
                captured.push((name.clone(), value.to_owned()));
                rest = after;
            }
        }
    }
    rest.is_empty().then_some(captured).filter(|all| all.iter().all(|(_, it)| !it.is_empty()))
}

/// The operation of a method at a path.
pub(super) fn find<'a>(
    reading: &Reading<'a>,
    routes: &[Route],
    path: &str,
    method: &str,
) -> Found<'a> {
    let mut allowed: Vec<String> = Vec::new();
    for path in stripped(reading, path) {
        for route in routes {
            let Some(captured) = route.captured(&path) else {
                continue;
            };
            let place = Place::at(format!("/paths/{}", escape(&route.template)));
            let Some(item) = reading.get(&place).and_then(|item| reading.follow(&item).ok()) else {
                continue;
            };
            if let Some((method, operation)) = operation(&item, method) {
                let template = route.template.clone();
                let target = Target { item, operation, method, path, template, captured };
                return Found::Operation(Box::new(target));
            }
            allowed.extend(
                methods(&item).filter(|method| !allowed.contains(method)).collect::<Vec<_>>(),
            );
        }
        if !allowed.is_empty() {
            return Found::Methods(allowed);
        }
    }
    Found::Nothing
}

fn methods<'i>(item: &'i Node<'_>) -> impl Iterator<Item = String> + 'i {
    let own = item.members().filter(|(name, _)| is_method(name));
    own.map(|(method, _)| method.to_ascii_uppercase())
}

/// The operation of a method; HEAD is GET without the body (RFC 9110 §9.3.2).
fn operation<'a>(item: &Node<'a>, method: &str) -> Option<(String, Node<'a>)> {
    let lower = method.to_ascii_lowercase();
    let field = is_method(&lower).then(|| item.get(&lower)).flatten();
    let more = || item.get("additionalOperations")?.get(method);
    if let Some(operation) = field.or_else(more) {
        return Some((lower, operation));
    }
    (lower == "head").then(|| item.get("get")).flatten().map(|get| ("get".to_owned(), get))
}

/// The path without what the servers' addresses begin with, the longest first; then as it is.
fn stripped(reading: &Reading<'_>, path: &str) -> Vec<String> {
    let mut bases = Vec::new();
    if reading.version() == Version::Swagger2 {
        let base = reading.get(&Place::at("/basePath"));
        bases.extend(base.and_then(|base| base.value.as_str().map(str::to_owned)));
    }
    let servers = reading.get(&Place::at("/servers"));
    for server in servers.iter().flat_map(Node::items) {
        let mut url = server.string("url").to_owned();
        for (name, variable) in server.get("variables").iter().flat_map(Node::members) {
            url = url.replace(&format!("{{{name}}}"), variable.string("default"));
        }
        let (base, _) = super::path_and_query(&url);
        bases.push(if url.contains("://") { base.to_owned() } else { url.clone() });
    }
    bases.sort_by_key(|base| std::cmp::Reverse(base.len()));
    let mut found: Vec<String> = Vec::new();
    for base in bases {
        let base = base.trim_end_matches('/');
        if let Some(rest) = path.strip_prefix(base)
            && (rest.is_empty() || rest.starts_with('/'))
        {
            found.push(rest.to_owned());
        }
    }
    found.push(path.to_owned());
    found.dedup();
    found
}
