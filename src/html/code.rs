//! Code inside a document: one frame for every kind of document, with a button that copies it.

use super::{Action, Attribute, Html, Tag, element, text};
use crate::highlight::{self, Language};
use crate::i18n::Messages;

/// A block of code in the language that its author names; an empty name if none is given.
pub fn code_block(language: &str, content: &str, messages: &Messages) -> Html {
    let name = language.trim();
    let copy = element(
        Tag::Button,
        vec![Attribute::class("copy"), Attribute::Action(Action::Copy)],
        vec![text(messages.copy)],
    );
    let label = element(Tag::Span, vec![Attribute::class("language")], vec![text(name)]);
    let head = element(Tag::Div, vec![Attribute::class("code-head")], vec![label, copy]);
    let code = element(
        Tag::Code,
        vec![Attribute::Language(name.to_owned())],
        code_spans(Language::from_name(name), content),
    );
    let scrolls = Attribute::Scrolls((messages.code_in)(name));
    let pre = element(Tag::Pre, vec![scrolls], vec![code]);
    element(Tag::Div, vec![Attribute::class("code")], vec![head, pre])
}

/// Code as spans with a class for each kind of token.
pub fn code_spans(language: Language, content: &str) -> Vec<Html> {
    highlight::tokens(language, content)
        .into_iter()
        .map(|(kind, part)| match kind.class() {
            Some(class) => element(Tag::Span, vec![Attribute::class(class)], vec![text(part)]),
            None => text(part),
        })
        .collect()
}

/// A link that is not allowed: what it says, and its address to read.
pub fn refused_link(mut content: Vec<Html>, address: &str) -> Html {
    content.push(element(Tag::Small, Vec::new(), vec![text(format!(" ({address})"))]));
    element(Tag::Span, vec![Attribute::class("bad-link")], content)
}

/// A table in a region that scrolls sideways.
pub fn scrolling(table: Html, messages: &Messages) -> Html {
    let scroll = Attribute::Scrolls(messages.table.to_owned());
    element(Tag::Div, vec![Attribute::class("scroll"), scroll], vec![table])
}
