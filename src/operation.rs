//! The one thing the console edits: a method, a resource and what may be sent with it.
//!
//! Made from a row of a page's table, or from an API description, which then says more of its fields
//! ([`Form`]). It knows no values that the reader typed: those are [`crate::request::Inputs`].

mod carried;
mod form;
mod fresh;

use crate::json;
use crate::request::encode;
use crate::request::style::Parameter;

pub use form::{BodyChoice, Flow, Form, Hint, Kind, Place, Scheme, Server, Variable};

/// What an operation's body starts as.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum BodyTemplate {
    /// No body.
    #[default]
    None,
    /// A JSON text, as the author wrote it.
    Json(String),
    /// application/x-www-form-urlencoded pairs.
    Form(Vec<(String, String)>),
    /// multipart/form-data; a value of `@name` is a file that the reader chooses.
    Multipart(Vec<(String, String)>),
}

/// An operation that the console can send.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Operation {
    /// `GET /user/`: stable in both languages, so what was typed survives a switch.
    pub id: String,
    /// An HTTP method (RFC 9110 §9), in upper case.
    pub method: String,
    /// The resource below the server's address; `{name}` is a path parameter.
    pub path: String,
    /// A query that is part of the resource as written: it is sent first, and nothing in it is
    /// encoded again.
    pub raw_query: String,
    /// The query parameters that the author gave, unencoded; `None` is a name without `=`.
    pub query: Vec<(String, Option<String>)>,
    /// The parameters that a description has; a field of the same name and place is written as one
    /// of them says. Rows of tables have none.
    pub parameters: Vec<Parameter>,
    /// The body that the author gave.
    pub body: BodyTemplate,
    /// What it does, in a few words; may be empty.
    pub summary: String,
    /// The row that it was made of; rows of one method and path may differ in their data.
    pub source: String,
}

/// The id of the reader's own request; no row has it, since theirs begin with a method.
pub const OWN: &str = "own";

/// Why a row is not an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowError {
    /// The method is not a token of letters.
    Method(String),
    /// The resource does not begin with a slash.
    Resource(String),
}

/// The words of a table's row; `data` and `summary` may be empty.
#[derive(Clone, Debug, Default)]
pub struct Row<'a> {
    /// The text of the cell "method".
    pub method: &'a str,
    /// The text of the cell "resource".
    pub resource: &'a str,
    /// The text of the cell "data": JSON, or `name=value` pairs.
    pub data: &'a str,
    /// The text of the cell "description".
    pub summary: &'a str,
}

impl Operation {
    /// An operation from a row of a "method / resource / data" table.
    pub fn from_row(row: &Row<'_>) -> Result<Self, RowError> {
        let method = row.method.trim().to_ascii_uppercase();
        if method.is_empty() || !method.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-') {
            return Err(RowError::Method(row.method.trim().to_owned()));
        }
        let resource = row.resource.trim();
        if !resource.starts_with('/') || resource.contains(char::is_whitespace) {
            return Err(RowError::Resource(resource.to_owned()));
        }
        let (path, query) = resource.split_once('?').unwrap_or((resource, ""));
        let mut query = encode::parse_query(query);
        let body = match data(row.data) {
            BodyTemplate::Form(found) if !takes_body(&method) => {
                query.extend(found.into_iter().map(|(name, value)| (name, Some(value))));
                BodyTemplate::None
            }
            other => other,
        };
        Ok(Self {
            id: format!("{method} {path}"),
            method,
            path: path.to_owned(),
            raw_query: String::new(),
            query,
            parameters: Vec::new(),
            body,
            summary: row.summary.trim().to_owned(),
            source: format!("{} {resource}\n{}", row.method.trim(), row.data.trim())
                .trim_end()
                .to_owned(),
        })
    }

    /// An operation of its source: a line with the method and the resource, then the data. Those of one
    /// method and path that stand in several pages with other data are told apart by their ids, so that
    /// what is typed in one does not show in the other.
    pub fn from_source(source: &str) -> Result<Self, RowError> {
        let (line, data) = source.trim().split_once('\n').unwrap_or((source.trim(), ""));
        let (method, resource) = line.trim().split_once(' ').unwrap_or((line.trim(), ""));
        let mut operation = Self::from_row(&Row { method, resource, data, summary: "" })?;
        if operation.source.contains(['\n', '?']) {
            let mark = operation
                .source
                .bytes()
                .fold(0_u16, |sum, byte| sum.rotate_left(5).wrapping_add(byte.into()));
            operation.id = format!("{} ~{mark:04x}", operation.id);
        }
        Ok(operation)
    }

    /// A request of the reader's own: any method, any resource below the server's address.
    pub fn own(method: &str, resource: &str) -> Self {
        let (path, query) = resource.split_once('?').unwrap_or((resource, ""));
        Self {
            id: OWN.to_owned(),
            method: method.trim().to_owned(),
            path: path.to_owned(),
            raw_query: query.to_owned(),
            query: Vec::new(),
            parameters: Vec::new(),
            body: BodyTemplate::None,
            summary: String::new(),
            source: String::new(),
        }
    }

    /// True if it is the reader's own request.
    pub fn is_own(&self) -> bool {
        self.id == OWN
    }

    /// The names of the path parameters, in order, without repetition.
    pub fn path_parameters(&self) -> Vec<&str> {
        let mut names = Vec::new();
        for part in template(&self.path) {
            if let Part::Parameter(name) = part
                && !names.contains(&name)
            {
                names.push(name);
            }
        }
        names
    }
}

/// True if requests of this method usually carry a body (RFC 9110 §9.3).
pub fn takes_body(method: &str) -> bool {
    !matches!(method, "GET" | "HEAD" | "DELETE" | "OPTIONS" | "TRACE")
}

/// A part of a path template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'a> {
    /// Characters that stand for themselves.
    Literal(&'a str),
    /// The name of a parameter, without its braces.
    Parameter(&'a str),
}

/// Cuts `/client/{client_id}/did/` at its parameters. A brace without its partner is a literal.
pub fn template(path: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, tail)) = after.split_once('}') else {
            break;
        };
        if !before.is_empty() {
            parts.push(Part::Literal(before));
        }
        parts.push(Part::Parameter(name));
        rest = tail;
    }
    if !rest.is_empty() {
        parts.push(Part::Literal(rest));
    }
    parts
}

/// Reads the cell "data": a JSON value, else pairs, else nothing.
fn data(text: &str) -> BodyTemplate {
    let text = text.trim();
    if text.starts_with(['{', '[']) || json::check(text).is_ok() {
        return BodyTemplate::Json(text.to_owned());
    }
    let found = pairs(text);
    if found.is_empty() {
        BodyTemplate::None
    } else if found.iter().any(|(_, value)| names_file(value)) {
        BodyTemplate::Multipart(found)
    } else {
        BodyTemplate::Form(found)
    }
}

/// `@photo.png` stands for a file that the reader chooses; `@me` does not.
pub fn names_file(value: &str) -> bool {
    value.starts_with('@') && value.contains('.')
}

/// `a=1&b=2`, or one pair a line. A line without `=` is prose, not data.
fn pairs(text: &str) -> Vec<(String, String)> {
    text.split(['&', '\n'])
        .filter_map(|pair| pair.trim().split_once('='))
        .filter(|(name, _)| !name.trim().is_empty() && !name.trim().contains(' '))
        .map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()))
        .collect()
}
