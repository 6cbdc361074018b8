//! What a page's fences may be besides code: an operation that can be sent, and tabs.
//!
//! ~~~text
//! ```operation            ````tabs
//! GET /user/{client_id}/  === cURL
//! fields=name             any Markdown, with fences of three
//! ```                     === Python
//!                         ````
//! ~~~
//!
//! Other readers of Markdown show them as the code that they are.

use super::Look;
use super::draw::draw_with;
use super::slug::Slugs;
use crate::html::{Action, Attribute, Html, Tag, classed, element, labelled, text};
use crate::operation::Operation;

/// A fence as what its language says; `None` if it is code.
pub(super) fn draw(language: &str, content: &str, look: Look, slugs: &mut Slugs) -> Option<Html> {
    match language {
        "operation" if look.tabs > 0 => operation(content, look),
        "tabs" if look.tabs > 0 => row_of_tabs(content, look, slugs),
        _ => None,
    }
}

/// A card of an operation, and the place where the console opens. What is no operation stays code, so
/// that its author sees what was written.
fn operation(content: &str, look: Look) -> Option<Html> {
    let operation = Operation::from_source(content).ok()?;
    let resource = operation.source.lines().next().unwrap_or_default();
    let resource = resource.split_once(' ').map_or(resource, |(_, resource)| resource);
    let method = format!("op-method method-{}", operation.method.to_ascii_lowercase());
    let open =
        vec![Attribute::class("try"), Attribute::Action(Action::Try(operation.source.clone()))];
    let head = vec![
        element(Tag::Span, vec![Attribute::Class(method.into())], vec![text(&operation.method)]),
        classed(Tag::Code, "op-resource", vec![text(resource)]),
        element(Tag::Button, open, vec![text(look.language.messages().try_it)]),
    ];
    let head = classed(Tag::Div, "op-head", head);
    let place = classed(Tag::Div, "op-console", Vec::new());
    Some(classed(Tag::Div, "op-card", vec![head, place]))
}

/// Tabs: each begins with a line `=== label` outside of any fence.
fn row_of_tabs(content: &str, look: Look, slugs: &mut Slugs) -> Option<Html> {
    let inner = Look { tabs: look.tabs - 1, ..look };
    let mut lead = String::new();
    let mut found: Vec<(String, String)> = Vec::new();
    let mut fence: Option<&str> = None;
    for line in content.split_inclusive('\n') {
        let label =
            line.strip_prefix("===").filter(|label| fence.is_none() && label.starts_with(' '));
        if let Some(label) = label {
            let label = label.trim().trim_matches('"');
            found.push((label.to_owned(), String::new()));
            continue;
        }
        match (fence, ticks(line)) {
            (None, ticks) => fence = ticks,
            (Some(open), Some(ticks)) if ticks.starts_with(open) && line.trim() == ticks => {
                fence = None;
            }
            _ => {}
        }
        found.last_mut().map_or(&mut lead, |(_, content)| content).push_str(line);
    }
    let drawn = found.into_iter().map(|(label, content)| {
        let content = draw_with(&content, inner, slugs);
        (label, content)
    });
    let drawn: Vec<_> = drawn.collect();
    if drawn.is_empty() {
        return None;
    }
    let row = labelled(look.language.messages().views, drawn);
    let mut before = draw_with(&lead, inner, slugs);
    if before.is_empty() {
        return Some(row);
    }
    before.push(row);
    Some(element(Tag::Div, Vec::new(), before))
}

/// The three or more characters that open or close a fence.
fn ticks(line: &str) -> Option<&str> {
    let line = line.trim();
    let first = line.chars().next().filter(|first| matches!(first, '`' | '~'))?;
    let length = line.chars().take_while(|c| *c == first).count();
    line.get(..length).filter(|ticks| ticks.len() >= 3)
}
