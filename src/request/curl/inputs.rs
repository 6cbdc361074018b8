//! From a cURL command to what the console edits.

use super::{Imported, ImportedBody, ImportedContent, ImportedPart};
use crate::request::{BodyInput, Field, Inputs, encode};

/// The reader's own request, as a cURL command says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Own {
    /// The HTTP method.
    pub method: String,
    /// What follows the server's address, with the query that cannot be taken apart.
    pub resource: String,
    /// The fields and the body.
    pub inputs: Inputs,
    /// The host that the command names, if the chosen server is another.
    pub other_host: Option<String>,
    /// True if it brought an access token; the session's own is used in its place.
    pub had_token: bool,
}

impl Imported {
    /// The request below a server's address. The host of the command is not followed: a pasted text
    /// must not send a token elsewhere. Its own token is left out if `has_session`: the console adds
    /// that of the session.
    pub fn into_own(self, base_url: &str, has_session: bool) -> Own {
        let (rest, other_host) = below(&self.url, base_url);
        let rest = rest.split('#').next().unwrap_or_default();
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (mut resource, query) = match fields_of(query) {
            Some(fields) => (path.to_owned(), fields),
            None => (format!("{path}?{query}"), Vec::new()),
        };
        if !resource.starts_with('/') {
            resource.insert(0, '/');
        }
        let media_type = header(&self.headers, "Content-Type");
        let body = body(self.body, media_type.as_deref());
        let typed = !matches!(body, BodyInput::None | BodyInput::Multipart(_));
        let is_bearer = |name: &str, value: &str| {
            has_session
                && name.eq_ignore_ascii_case("Authorization")
                && value.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("Bearer "))
        };
        let had_token = self.headers.iter().any(|(name, value)| is_bearer(name, value));
        let (mut headers, mut cookies) = (Vec::new(), Vec::new());
        for (name, value) in self.headers {
            if is_bearer(&name, &value) || (typed && name.eq_ignore_ascii_case("Content-Type")) {
                continue;
            }
            if name.eq_ignore_ascii_case("Cookie") {
                cookies.extend(
                    value.split(';').map(str::trim).filter(|pair| !pair.is_empty()).map(|pair| {
                        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                        Field::new(name, value)
                    }),
                );
            } else {
                headers.push(Field::new(name, value));
            }
        }
        let inputs = Inputs { query, headers, cookies, body, ..Inputs::default() };
        Own { method: self.method, resource, inputs, other_host, had_token }
    }
}

/// What follows the server's address; and the host, if it is another.
fn below<'a>(url: &'a str, base_url: &str) -> (&'a str, Option<String>) {
    if let Some(rest) = url.strip_prefix(base_url)
        && (rest.is_empty() || rest.starts_with(['/', '?', '#']))
    {
        return (rest, None);
    }
    let (host, rest) = split_host(url);
    let (base_host, base_path) = split_host(base_url);
    // The same API at another address.
    let below = rest.strip_prefix(base_path).filter(|rest| rest.starts_with('/'));
    (below.unwrap_or(rest), (host != base_host).then(|| host.to_owned()))
}

/// The host of a URL, and what follows it.
fn split_host(url: &str) -> (&str, &str) {
    let after = url.split_once("://").map_or(url, |(_, rest)| rest);
    let cut = after.find(['/', '?', '#']).unwrap_or(after.len());
    after.split_at_checked(cut).unwrap_or((after, ""))
}

/// The parameters of a query, if written again they give the same bytes.
fn fields_of(query: &str) -> Option<Vec<Field>> {
    let fields: Vec<Field> = encode::parse_query(query)
        .into_iter()
        .map(|(name, value)| Field {
            bare: value.is_none(),
            ..Field::new(name, value.unwrap_or_default())
        })
        .collect();
    let again: Vec<String> = fields
        .iter()
        .map(|field| {
            let name = encode::query_component(&field.name);
            let value = encode::query_component(&field.value);
            if field.bare { name } else { format!("{name}={value}") }
        })
        .collect();
    (again.join("&") == query && fields.iter().all(|field| !field.name.is_empty()))
        .then_some(fields)
}

fn header(headers: &[(String, String)], name: &str) -> Option<String> {
    let found = headers.iter().find(|(other, _)| other.eq_ignore_ascii_case(name));
    found.map(|(_, value)| value.clone())
}

fn body(body: ImportedBody, media_type: Option<&str>) -> BodyInput {
    let named = media_type.unwrap_or_default().to_owned();
    match body {
        ImportedBody::None => BodyInput::None,
        ImportedBody::Text(text) => match media_type {
            Some("application/json") if !text.trim().is_empty() => BodyInput::Json(text),
            Some("application/x-www-form-urlencoded") => form(text, named),
            _ => BodyInput::Text { media_type: named, text },
        },
        ImportedBody::File(name) => {
            BodyInput::File(Field { is_file: true, media_type: named, ..Field::new(name, "") })
        }
        ImportedBody::Multipart(parts) => {
            BodyInput::Multipart(parts.into_iter().map(part).collect())
        }
    }
}

/// A form, if its pairs written again give the same bytes.
fn form(text: String, media_type: String) -> BodyInput {
    let pairs = encode::parse_form(&text);
    let borrowed = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    if encode::form_pairs(borrowed) != text || pairs.iter().any(|(name, _)| name.is_empty()) {
        return BodyInput::Text { media_type, text };
    }
    BodyInput::Form(pairs.into_iter().map(|(name, value)| Field::new(name, value)).collect())
}

fn part(part: ImportedPart) -> Field {
    match part.content {
        ImportedContent::Text { text, media_type } => {
            Field { media_type: media_type.unwrap_or_default(), ..Field::new(part.name, text) }
        }
        ImportedContent::File { file_name, media_type } => Field {
            media_type: media_type.unwrap_or_default(),
            is_file: true,
            ..Field::new(part.name, format!("@{file_name}"))
        },
    }
}
