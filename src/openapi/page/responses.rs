//! Responses by their status, and callbacks. The first success is open; the others open on demand.

use super::Pen;
use super::body::media_types;
use super::parameters::headers;
use super::parts::{
    closed, code, compact, description, inline, method, path, reference_name, strong,
};
use super::question::Question;
use super::status::phrase;
use crate::html::{Attribute, Html, Tag, classed, element, text};
use crate::markdown;
use crate::openapi::operation::{Described, Next, Response};
use crate::openapi::schema::Direction;

/// A description up to this length stands in the line of its status.
const SHORT: usize = 120;

pub(super) fn draw<'a>(pen: &Pen<'_, 'a>, described: &Described<'a>) -> Vec<Html> {
    let draw = |(index, response): (usize, &Response<'a>)| {
        let summary = summary(pen, response);
        if is_bare(response) {
            return classed(Tag::Div, "r-response", vec![classed(Tag::P, "r-line", summary)]);
        }
        if index > 0 {
            let status = response.status.to_owned();
            let question = Question::Response(described.place.clone(), status).write();
            return closed("r-response", summary, question);
        }
        let mut children = vec![element(Tag::Summary, Vec::new(), summary)];
        children.extend(content(pen, response));
        element(Tag::Details, vec![Attribute::class("r-response"), Attribute::Open], children)
    };
    described.responses.iter().enumerate().map(draw).collect()
}

/// True if its line says all that there is to say.
fn is_bare(response: &Response<'_>) -> bool {
    response.headers.is_empty()
        && response.media.is_empty()
        && response.links.is_empty()
        && in_line(response).is_some()
}

/// The description, if it has its place in the line of the status.
fn in_line(response: &Response<'_>) -> Option<String> {
    let written = response.description.trim();
    let words = markdown::plain(written);
    (words == written && words.len() <= SHORT && !words.contains('\n')).then_some(words)
}

fn summary(pen: &Pen<'_, '_>, response: &Response<'_>) -> Vec<Html> {
    let class = match response.status.chars().next() {
        Some('2') => "r-status r-good",
        Some('3') => "r-status r-info",
        Some('4' | '5') => "r-status r-bad",
        _ => "r-status",
    };
    let phrase = match response.status {
        "default" => pen.words.any_status,
        status => phrase(status),
    };
    let mut line = vec![strong(class, response.status)];
    let said = if response.summary.is_empty() { in_line(response) } else { None };
    let said = said.unwrap_or_else(|| response.summary.to_owned());
    let same = said.eq_ignore_ascii_case(phrase);
    for (class, words) in [("r-phrase", phrase), ("r-said", if same { "" } else { &said })] {
        if !words.is_empty() {
            line.push(text(" "));
            line.push(strong(class, words));
        }
    }
    line
}

/// What a response holds.
pub(super) fn content<'a>(pen: &Pen<'_, 'a>, response: &Response<'a>) -> Vec<Html> {
    let words = pen.words;
    let mut content = Vec::new();
    if in_line(response).is_none() || !response.summary.is_empty() {
        content.extend(description(pen, response.description, 5));
    }
    if !response.headers.is_empty() {
        content.push(classed(Tag::P, "r-sub", vec![text(words.headers)]));
        content.push(headers(pen, &response.headers));
    }
    if response.media.is_empty() {
        content.push(classed(Tag::P, "hint", vec![text(words.no_content)]));
    }
    content.extend(media_types(pen, &response.media, Direction::Response));
    if !response.links.is_empty() {
        content.push(classed(Tag::P, "r-sub", vec![text(words.links)]));
        let links = response.links.iter().map(|link| next(pen, link));
        content.push(classed(Tag::Ul, "r-links", links.collect()));
    }
    content
}

fn next(pen: &Pen<'_, '_>, target: &Next<'_>) -> Html {
    let words = pen.words;
    let mut line = vec![element(Tag::Strong, Vec::new(), vec![text(target.name)])];
    if !target.operation.is_empty() {
        let operation = match target.operation {
            reference if reference.contains('#') => operation_name(reference),
            id => id.to_owned(),
        };
        line.extend([text(format!(" {} ", words.calls)), code(operation)]);
    }
    if !target.parameters.is_empty() {
        let parameters = target.parameters.iter();
        let parameters = parameters.map(|(name, value)| format!("{name} = {}", inline(value)));
        let parameters: Vec<String> = parameters.collect();
        line.extend([text(format!(" {} ", words.with)), code(parameters.join(", "))]);
    }
    if !target.description.is_empty() {
        line.push(classed(Tag::Div, "r-text", compact(pen, target.description)));
    }
    element(Tag::Li, Vec::new(), line)
}

/// `GET /pets` of `#/paths/~1pets/get`.
fn operation_name(reference: &str) -> String {
    match reference.rsplit_once('/') {
        Some((item, method)) => {
            format!("{} {}", method.to_ascii_uppercase(), reference_name(item))
        }
        None => reference.to_owned(),
    }
}

/// What the server calls: each opens on demand.
pub(super) fn callbacks<'a>(described: &Described<'a>) -> Vec<Html> {
    let draw = |callback: &crate::openapi::operation::Callback<'a>| {
        let mut line = vec![
            element(Tag::Strong, Vec::new(), vec![text(callback.name)]),
            text(" "),
            method(&callback.method),
            text(" "),
            path(callback.expression),
        ];
        if !callback.summary.is_empty() {
            line.push(text(" "));
            line.push(strong("r-said", callback.summary));
        }
        closed("r-closed", line, Question::Operation(callback.place.clone()).write())
    };
    described.callbacks.iter().map(draw).collect()
}
