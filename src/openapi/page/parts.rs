//! The small parts that every page is made of.

use super::Pen;
use crate::html::{Attribute, Html, Tag, Url, classed, element, refused_link, text};
use crate::markdown;
use crate::openapi::operation::{Described, Link, Part};
use crate::openapi::{Problem, node::unescape};
use serde_json::Value;

/// A part of a page with its heading, an anchor name for it (or none), and what is wrong in it;
/// nothing if there is nothing in it.
pub(super) fn section(
    (anchor, title): (&'static str, &str),
    notes: Vec<Html>,
    content: Vec<Html>,
) -> Option<Html> {
    if notes.is_empty() && content.is_empty() {
        return None;
    }
    let (tag, mut attributes) = match anchor {
        "" => (Tag::H3, Vec::new()),
        name => (Tag::H2, vec![Attribute::Anchor(name.to_owned())]),
    };
    attributes.push(Attribute::class("r-heading"));
    let mut children = vec![element(tag, attributes, vec![text(title)])];
    children.extend(notes);
    children.extend(content);
    Some(classed(Tag::Section, "r-section", children))
}

/// What is wrong in a part of an operation.
pub(super) fn notes(pen: &Pen<'_, '_>, described: &Described<'_>, part: Part) -> Vec<Html> {
    described.problems_of(part).map(|problem| note(pen, problem)).collect()
}

/// What is wrong, and where.
pub(super) fn note(pen: &Pen<'_, '_>, problem: &Problem) -> Html {
    let wrong = (pen.words.wrong)(&problem.wrong);
    let pointer = code(format!("#{}", problem.place.pointer));
    classed(Tag::P, "r-problem notice notice-warning", vec![text(format!("{wrong} ")), pointer])
}

/// Markdown of a part; its highest headings become headings of this level.
pub(super) fn description(pen: &Pen<'_, '_>, source: &str, heading: u8) -> Vec<Html> {
    if source.trim().is_empty() {
        return Vec::new();
    }
    let heading = (heading + 1).saturating_sub(markdown::top_heading(source)).max(1);
    let look = markdown::Look::new(heading, pen.language);
    vec![classed(Tag::Div, "r-text prose", markdown::blocks(source, &look))]
}

/// Markdown in a line, if it is one.
pub(super) fn compact(pen: &Pen<'_, '_>, source: &str) -> Vec<Html> {
    if source.trim().is_empty() {
        return Vec::new();
    }
    markdown::compact(source, &markdown::Look::new(5, pen.language))
}

/// Code in a line.
pub(super) fn code(content: impl Into<String>) -> Html {
    element(Tag::Code, Vec::new(), vec![text(content)])
}

/// Words that stand out.
pub(super) fn strong(class: &'static str, content: &str) -> Html {
    classed(Tag::Span, class, vec![text(content)])
}

/// A paragraph.
pub(super) fn line(children: Vec<Html>) -> Html {
    element(Tag::P, Vec::new(), children)
}

/// A link; an address that is not allowed is shown as it is.
pub(super) fn link(url: &str, words: &str) -> Html {
    let words = if words.is_empty() { url } else { words };
    match Url::check(url) {
        Some(checked) => element(Tag::A, vec![Attribute::Href(checked)], vec![text(words)]),
        None if words == url => strong("bad-link", url),
        None => refused_link(vec![text(words)], url),
    }
}

/// Where more is written.
pub(super) fn external_docs(pen: &Pen<'_, '_>, docs: Option<Link<'_>>) -> Option<Html> {
    let docs = docs?;
    let words = match markdown::plain(docs.description) {
        words if words.trim().is_empty() => pen.words.more_docs.to_owned(),
        words => words,
    };
    Some(classed(Tag::P, "r-docs", vec![link(docs.url, &words)]))
}

/// The name of a method in its colour.
pub(super) fn method(name: &str) -> Html {
    let class = match name.to_ascii_uppercase().as_str() {
        "GET" => "r-method method-get",
        "POST" => "r-method method-post",
        "PUT" => "r-method method-put",
        "PATCH" => "r-method method-patch",
        "DELETE" => "r-method method-delete",
        _ => "r-method",
    };
    strong(class, name)
}

/// A path that may break after each slash, its parameters set apart.
pub(super) fn path(path: &str) -> Html {
    use crate::operation::{Part, template};
    let mut pieces = Vec::new();
    for part in template(path) {
        match part {
            Part::Parameter(name) => {
                pieces.push(classed(Tag::Em, "r-slot", vec![text(format!("{{{name}}}"))]));
            }
            Part::Literal(literal) => {
                for piece in literal.split_inclusive('/') {
                    pieces.push(text(piece));
                    if piece.ends_with('/') {
                        pieces.push(element(Tag::Wbr, Vec::new(), Vec::new()));
                    }
                }
            }
        }
    }
    classed(Tag::Code, "r-path", pieces)
}

/// A part that is closed: its summary, and the question that opens it.
pub(super) fn closed(class: &'static str, summary: Vec<Html>, question: String) -> Html {
    let summary = element(Tag::Summary, Vec::new(), summary);
    element(Tag::Details, vec![Attribute::class(class), Attribute::Lazy(question)], vec![summary])
}

/// A value in a line: a text without quotes.
pub(super) fn inline(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The name at the end of a reference.
pub(super) fn reference_name(reference: &str) -> String {
    unescape(reference.rsplit('/').next().unwrap_or_default())
}
