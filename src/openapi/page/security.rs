//! What one needs to be let in, in words.

use super::Pen;
use super::parts::{code, compact, link, notes, section, strong};
use crate::html::{Html, Tag, classed, element, text};
use crate::openapi::operation::{Described, Flow, Need, Part, Scheme};

/// The part of an operation's page.
pub(super) fn section_of<'a>(pen: &Pen<'_, 'a>, described: &Described<'a>) -> Option<Html> {
    let words = pen.words;
    let ways: Vec<&Vec<Need<'a>>> =
        described.security.iter().filter(|way| !way.is_empty()).collect();
    let is_free = described.security.iter().any(Vec::is_empty);
    let mut lines: Vec<Html> = ways.iter().map(|way| way_line(pen, way)).collect();
    if is_free && !lines.is_empty() {
        lines.push(element(Tag::Li, Vec::new(), vec![text(words.or_nothing)]));
    }
    let content = match lines.len() {
        0 if is_free => {
            vec![element(Tag::P, Vec::new(), vec![text(words.nothing_needed)])]
        }
        0 => Vec::new(),
        1 => vec![classed(Tag::Ul, "r-ways", lines)],
        _ => vec![
            element(Tag::P, Vec::new(), vec![text(words.one_of)]),
            classed(Tag::Ul, "r-ways", lines),
        ],
    };
    section(("security", words.security), notes(pen, described, Part::Security), content)
}

/// Schemes that are needed together.
fn way_line(pen: &Pen<'_, '_>, way: &[Need<'_>]) -> Html {
    let mut line = Vec::new();
    for need in way {
        if !line.is_empty() {
            line.push(text(format!(" {} ", pen.words.and)));
        }
        line.push(element(Tag::Strong, Vec::new(), vec![text(need.name)]));
        if let Some(scheme) = &need.scheme {
            line.push(text(format!(" — {}", in_words(pen, scheme))));
        }
        if !need.scopes.is_empty() {
            line.push(text(format!(", {} ", pen.words.scopes)));
            line.extend(listed(need.scopes.iter().map(|scope| code(*scope))));
        }
    }
    element(Tag::Li, Vec::new(), line)
}

/// Items with commas between them.
pub(super) fn listed(items: impl Iterator<Item = Html>) -> Vec<Html> {
    let mut list = Vec::new();
    for item in items {
        if !list.is_empty() {
            list.push(text(", "));
        }
        list.push(item);
    }
    list
}

/// What a scheme is.
fn in_words(pen: &Pen<'_, '_>, scheme: &Scheme<'_>) -> String {
    let words = pen.words;
    match (scheme.kind, scheme.place) {
        ("apiKey", "query") => (words.key_in_query)(scheme.parameter),
        ("apiKey", "cookie") => (words.key_in_cookie)(scheme.parameter),
        ("apiKey", _) => (words.key_in_header)(scheme.parameter),
        ("http", _) => match scheme.scheme.to_ascii_lowercase().as_str() {
            "basic" => words.basic.to_owned(),
            "bearer" if scheme.bearer_format.is_empty() => words.bearer.to_owned(),
            "bearer" => format!("{}, {}", words.bearer, scheme.bearer_format),
            _ => (words.http_scheme)(scheme.scheme),
        },
        ("oauth2", _) => {
            let flows: Vec<String> =
                scheme.flows.iter().map(|flow| (words.flow)(flow.kind)).collect();
            if flows.is_empty() {
                return "OAuth 2.0".to_owned();
            }
            format!("OAuth 2.0: {}", flows.join(", "))
        }
        ("openIdConnect", _) => words.openid.to_owned(),
        ("mutualTLS", _) => words.mutual_tls.to_owned(),
        ("", _) => words.scheme_unknown.to_owned(),
        (kind, _) => kind.to_owned(),
    }
}

/// Every scheme with its addresses and scopes.
pub(super) fn schemes(pen: &Pen<'_, '_>, schemes: &[Scheme<'_>]) -> Vec<Html> {
    let mut list = Vec::new();
    for scheme in schemes {
        let mut term = vec![code(scheme.name)];
        if scheme.deprecated {
            term.push(text(" "));
            term.push(strong("r-badge r-deprecated", pen.words.deprecated));
        }
        list.push(element(Tag::Dt, Vec::new(), term));
        let mut about = vec![element(Tag::P, Vec::new(), vec![text(in_words(pen, scheme))])];
        if !scheme.description.is_empty() {
            about.push(classed(Tag::Div, "r-text", compact(pen, scheme.description)));
        }
        if !scheme.open_id_connect_url.is_empty() {
            let url = link(scheme.open_id_connect_url, "");
            about.push(element(Tag::P, Vec::new(), vec![url]));
        }
        let are_many = scheme.flows.len() > 1;
        about.extend(scheme.flows.iter().map(|found| flow(pen, found, are_many)));
        list.push(element(Tag::Dd, Vec::new(), about));
    }
    if list.is_empty() { list } else { vec![classed(Tag::Dl, "r-fields", list)] }
}

fn flow(pen: &Pen<'_, '_>, flow: &Flow<'_>, is_one_of_many: bool) -> Html {
    let words = pen.words;
    let mut lines = Vec::new();
    if is_one_of_many {
        lines.push(element(Tag::P, Vec::new(), vec![strong("r-name", &(words.flow)(flow.kind))]));
    }
    let urls = [
        (words.authorization_url, flow.authorization_url),
        (words.device_url, flow.device_url),
        (words.token_url, flow.token_url),
        (words.refresh_url, flow.refresh_url),
    ];
    for (label, url) in urls.into_iter().filter(|(_, url)| !url.is_empty()) {
        // What asks for a token is no page to look at.
        lines.push(element(Tag::P, Vec::new(), vec![text(format!("{label} ")), code(url)]));
    }
    let scope = |(name, meaning): &(&str, &str)| {
        let mut line = vec![code(*name)];
        if !meaning.is_empty() {
            line.push(text(format!(" — {meaning}")));
        }
        element(Tag::Li, Vec::new(), line)
    };
    if !flow.scopes.is_empty() {
        lines.push(classed(Tag::P, "hint", vec![text(words.scopes_list)]));
        lines.push(classed(Tag::Ul, "r-scopes", flow.scopes.iter().map(scope).collect()));
    }
    classed(Tag::Div, "r-flow", lines)
}
