//! The tree as it crosses from a thread to the page: JSON, read through the same checks.
//!
//! A text is a string; an element is `[name, [attribute, …], child, …]`; an attribute is
//! `[kind, value, …]`.

use super::{Action, Attribute, Element, Html, Tag, Url};
use serde_json::{Value, json};
use std::borrow::Cow;

/// The carried form.
pub fn to_value(nodes: &[Html]) -> Value {
    nodes.iter().map(node).collect()
}

/// Reads the carried form. What is not allowed is left out; addresses are checked again.
pub fn from_value(value: &Value) -> Vec<Html> {
    value.as_array().map(|nodes| nodes.iter().filter_map(read).collect()).unwrap_or_default()
}

fn node(html: &Html) -> Value {
    match html {
        Html::Text(text) => text.as_str().into(),
        Html::Element(element) => {
            let attributes: Value = element.attributes.iter().map(attribute).collect();
            let mut parts = vec![element.tag.name().into(), attributes];
            parts.extend(element.children.iter().map(node));
            Value::Array(parts)
        }
    }
}

fn read(value: &Value) -> Option<Html> {
    if let Value::String(text) = value {
        return Some(Html::Text(text.clone()));
    }
    let (tag, rest) = value.as_array()?.split_first()?;
    let (attributes, children) = rest.split_first()?;
    Some(Html::Element(Element {
        tag: Tag::from_name(tag.as_str()?)?,
        attributes: attributes.as_array()?.iter().filter_map(read_attribute).collect(),
        children: children.iter().filter_map(read).collect(),
    }))
}

fn attribute(attribute: &Attribute) -> Value {
    match attribute {
        Attribute::Class(name) => json!(["class", name]),
        Attribute::Anchor(name) => json!(["anchor", name]),
        Attribute::Picture(url, alt) => json!(["picture", url.as_str(), alt]),
        Attribute::Size(width, height) => json!(["size", format!("{width} {height}")]),
        Attribute::Width(width) => json!(["width", width.to_string()]),
        Attribute::Open => json!(["open"]),
        Attribute::Hidden => json!(["hidden"]),
        Attribute::Title(words) => json!(["title", words]),
        Attribute::Label(words) => json!(["label", words]),
        Attribute::Lazy(question) => json!(["lazy", question]),
        Attribute::Tab(open) => json!(["tab", if *open { "open" } else { "" }]),
        Attribute::TabRow(name) => json!(["tab-row", name]),
        Attribute::TabPanel => json!(["tab-panel"]),
        Attribute::Href(url) => json!(["href", url.as_str()]),
        Attribute::Colspan(count) => json!(["colspan", count.to_string()]),
        Attribute::Rowspan(count) => json!(["rowspan", count.to_string()]),
        Attribute::Start(first) => json!(["start", first.to_string()]),
        Attribute::Language(name) => json!(["language", name]),
        Attribute::Scrolls(name) => json!(["scrolls", name]),
        Attribute::Action(Action::Copy) => json!(["copy"]),
        Attribute::Action(Action::Try(id)) => json!(["try", id]),
        Attribute::Current => json!(["current"]),
        Attribute::Line(number) => json!(["line", number]),
        Attribute::Action(Action::Group { number, .. }) => json!(["group", number]),
        Attribute::Action(Action::Fold { line, .. }) => json!(["fold", line.to_string()]),
    }
}

fn read_attribute(value: &Value) -> Option<Attribute> {
    let kind = value.get(0)?.as_str()?;
    let word = || value.get(1).and_then(Value::as_str);
    let owned = || word().map(str::to_owned);
    Some(match kind {
        "class" => Attribute::Class(Cow::Owned(owned()?)),
        "anchor" => Attribute::Anchor(owned()?),
        "picture" => {
            let alt = value.get(2).and_then(Value::as_str).unwrap_or_default();
            Attribute::Picture(Url::check(word()?)?, alt.to_owned())
        }
        "size" => {
            let (width, height) = word()?.split_once(' ')?;
            Attribute::Size(width.parse().ok()?, height.parse().ok()?)
        }
        "width" => Attribute::Width(word()?.parse().ok()?),
        "open" => Attribute::Open,
        "hidden" => Attribute::Hidden,
        "title" => Attribute::Title(owned()?),
        "label" => Attribute::Label(owned()?),
        "lazy" => Attribute::Lazy(owned()?),
        "tab" => Attribute::Tab(word()? == "open"),
        "tab-row" => Attribute::TabRow(owned()?),
        "tab-panel" => Attribute::TabPanel,
        "href" => Attribute::Href(Url::check(word()?)?),
        "colspan" => Attribute::Colspan(word()?.parse().ok()?),
        "rowspan" => Attribute::Rowspan(word()?.parse().ok()?),
        "start" => Attribute::Start(word()?.parse().ok()?),
        "language" => Attribute::Language(owned()?),
        "scrolls" => Attribute::Scrolls(owned()?),
        "copy" => Attribute::Action(Action::Copy),
        "try" => Attribute::Action(Action::Try(owned()?)),
        _ => return None,
    })
}
