//! The head of an operation's page.

use super::Pen;
use super::parts::{code, description, external_docs, method, path, strong};
use crate::html::{Html, Tag, classed, element, text};
use crate::openapi::operation::Described;

pub(super) fn draw<'a>(pen: &Pen<'_, 'a>, described: &Described<'a>) -> Vec<Html> {
    let words = pen.words;
    let mut head = vec![element(Tag::H1, Vec::new(), vec![text(described.title())])];
    let mut line = vec![method(&described.method), text(" "), path(&described.path)];
    let pointer = &described.place.pointer;
    let is_webhook = ["/webhooks/", "/x-webhooks/"].iter().any(|root| pointer.starts_with(root));
    let marks = [
        (is_webhook, "r-badge", words.webhook),
        (described.deprecated, "r-badge r-deprecated", words.deprecated),
        (described.internal, "r-badge", words.internal),
    ];
    let own = described.badges.iter().map(|badge| ("r-badge", *badge));
    let marks = marks.iter().filter(|(is, ..)| *is).map(|(_, class, words)| (*class, *words));
    for (class, words) in marks.chain(own) {
        line.push(text(" "));
        line.push(strong(class, words));
    }
    head.push(classed(Tag::P, "r-endpoint", line));
    if !described.id.is_empty() {
        let id = element(Tag::Small, Vec::new(), vec![code(described.id)]);
        head.push(classed(Tag::P, "r-id", vec![id]));
    }
    head.extend(description(pen, described.description, 2));
    head.extend(external_docs(pen, described.external_docs));
    head
}
