//! Tabs in a document: the array of a tab macro, wherever it is kept, and the frames of a macro with
//! several bodies.

use super::parse::{children, document_at};
use super::{Block, Node, is_document, plain};
use crate::json;
use serde_json::Value;

/// How deep the parameters of a macro are searched.
const DEPTH: usize = 8;

/// The tabs that a macro's parameters hold: an array of `{label, content}`, or a text that is one.
pub(super) fn find(parameters: &Value, level: usize) -> Option<Node> {
    find_within(parameters, DEPTH, level)
}

fn find_within(value: &Value, depth: usize, level: usize) -> Option<Node> {
    if depth == 0 {
        return None;
    }
    match value {
        Value::String(text) if text.trim_start().starts_with('[') => {
            list(&json::parse(text).ok()?, level)
        }
        Value::Array(items) => list(value, level)
            .or_else(|| items.iter().find_map(|item| find_within(item, depth - 1, level))),
        Value::Object(members) => {
            members.iter().find_map(|(_, member)| find_within(member, depth - 1, level))
        }
        _ => None,
    }
}

/// An array whose every item is a tab.
fn list(value: &Value, level: usize) -> Option<Node> {
    let items = value.as_array().filter(|items| !items.is_empty())?;
    let is_tab = |item: &Value| {
        let has_content = item.get("content").is_some_and(|it| is_document(it) || it.is_string());
        has_content && (item.get("label").is_some() || item.get("type") == Some(&"tab".into()))
    };
    if !items.iter().all(is_tab) {
        return None;
    }
    let tab = |(index, item): (usize, &Value)| {
        let label = item.get("label").and_then(Value::as_str).unwrap_or_default();
        (label_or(label, index), content_at(item.get("content").unwrap_or(&Value::Null), level + 1))
    };
    Some(Node::Tabs(items.iter().enumerate().map(tab).collect()))
}

/// A tab's document; some editors keep it as a string of JSON. An array is a row of tabs, or nodes.
pub(crate) fn content(value: &Value) -> Vec<Node> {
    content_at(value, 0)
}

fn content_at(value: &Value, level: usize) -> Vec<Node> {
    // A text that holds a document begins a new depth of JSON: each counts as many levels of nodes.
    let within = level + 20;
    match value {
        Value::String(text) if within < 100 => match json::parse(text) {
            Ok(inner) if is_document(&inner) => document_at(&inner, within),
            Ok(inner) => match list(&inner, within) {
                Some(tabs) => vec![tabs],
                None => document_at(value, level),
            },
            Err(_) => document_at(value, level),
        },
        value => match list(value, level) {
            Some(tabs) => vec![tabs],
            None => document_at(value, level),
        },
    }
}

/// The frames of a `multiBodiedExtension`. Their labels stand in the parameters of the app that made
/// them; else the first heading of each serves.
pub(super) fn frames(value: &Value, level: usize) -> Node {
    let frames = children(&Block::Part, value, level);
    let labels = value
        .get("attrs")
        .and_then(|attrs| attrs.get("parameters"))
        .and_then(|parameters| labels(parameters, frames.len(), DEPTH));
    let tabs = frames.into_iter().enumerate().map(|(index, frame)| {
        let content = match frame {
            Node::Block(Block::Part, content) => content,
            other => vec![other],
        };
        let stated = labels.as_ref().and_then(|labels| labels.get(index)).cloned();
        let heading = || {
            content.iter().find_map(|node| match node {
                Node::Block(Block::Heading(_), words) => Some(plain(words)),
                _ => None,
            })
        };
        let label = stated.or_else(heading).unwrap_or_default();
        (label_or(&label, index), content)
    });
    Node::Tabs(tabs.collect())
}

/// An array of as many labels as there are frames.
fn labels(value: &Value, count: usize, depth: usize) -> Option<Vec<String>> {
    if depth == 0 || count == 0 {
        return None;
    }
    match value {
        Value::Array(items) if items.len() == count => items.iter().map(label).collect(),
        Value::Array(items) => items.iter().find_map(|item| labels(item, count, depth - 1)),
        Value::Object(members) => {
            members.iter().find_map(|(_, member)| labels(member, count, depth - 1))
        }
        _ => None,
    }
}

fn label(value: &Value) -> Option<String> {
    let named = ["label", "title", "name"].iter().find_map(|name| value.get(name));
    named.unwrap_or(value).as_str().map(str::to_owned)
}

/// A label without blanks around it; a number for none.
fn label_or(label: &str, index: usize) -> String {
    match label.trim() {
        "" => (index + 1).to_string(),
        label => label.to_owned(),
    }
}
