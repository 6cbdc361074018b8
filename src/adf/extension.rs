//! Macros, as exports of Confluence have them: nodes of kind `extension`, `bodiedExtension` and
//! `inlineExtension`, told apart by their `extensionKey`.

use super::parse::{attribute, children, marks, with_content, word};
use super::{Block, Hue, Leaf, Node, PanelKind, tabs};
use serde_json::Value;

/// Reads a macro that is known, or any that has no body; `None` for other nodes.
pub(super) fn read(kind: &str, value: &Value, level: usize) -> Option<Node> {
    let has_body = match kind {
        "bodiedExtension" => true,
        "extension" => value.get("content").is_some_and(|content| !content.is_null()),
        "inlineExtension" => false,
        "syncBlock" => return Some(without_body(value, kind)),
        _ => return None,
    };
    if let Some(tabs) = parameters(value).and_then(|found| tabs::find(found, level)) {
        return Some(with_content(tabs, value, level));
    }
    let known = macro_node(value, has_body, level);
    known.or_else(|| {
        (!has_body || kind == "extension").then(|| {
            if has_body {
                Node::Block(Block::Part, children(&Block::Part, value, level))
            } else {
                without_body(value, word(value, "extensionKey"))
            }
        })
    })
}

fn without_body(value: &Value, key: &str) -> Node {
    let text = [word(value, "text"), parameter(value, "title")];
    let text = text.into_iter().find(|text| !text.is_empty()).unwrap_or_default();
    Node::Leaf(Leaf::Extension(key.to_owned(), text.to_owned()), marks(value))
}

fn macro_node(value: &Value, has_body: bool, level: usize) -> Option<Node> {
    let panel = |kind| {
        let mut content = children(&Block::Panel(kind), value, level);
        let title = parameter(value, "title");
        if !title.is_empty() {
            let title = Node::Text(title.to_owned(), vec![super::Mark::Strong]);
            content.insert(0, Node::Block(Block::Paragraph, vec![title]));
        }
        has_body.then_some(Node::Block(Block::Panel(kind), content))
    };
    match word(value, "extensionKey") {
        "toc" | "table-of-contents" if !has_body => Some(Node::Contents),
        "anchor" if !has_body => {
            let names = ["", "anchorName", "anchor", "0"].map(|name| parameter(value, name));
            let name = names.into_iter().find(|name| !name.is_empty())?;
            Some(Node::Leaf(Leaf::Anchor(name.to_owned()), Vec::new()))
        }
        "info" | "panel" => panel(PanelKind::Info),
        "note" => panel(PanelKind::Note),
        "tip" => panel(PanelKind::Success),
        "warning" => panel(PanelKind::Warning),
        "expand" if has_body => {
            let block = Block::Expand(parameter(value, "title").to_owned());
            let content = children(&block, value, level);
            Some(Node::Block(block, content))
        }
        "status" if !has_body => {
            let colour = ["colour", "color"].map(|name| parameter(value, name));
            let hue = colour.into_iter().find_map(Hue::read).unwrap_or_default();
            let text = [parameter(value, "title"), word(value, "text")];
            let text = text.into_iter().find(|text| !text.is_empty())?;
            Some(Node::Leaf(Leaf::Status(text.to_owned(), hue, false), marks(value)))
        }
        "code" | "noformat" => {
            let body =
                ["__bodyContent", "body", "plainTextBody"].map(|name| parameter(value, name));
            let body = body.into_iter().find(|body| !body.is_empty()).map(str::to_owned);
            let body = body.unwrap_or_else(|| super::plain(&children(&Block::Part, value, level)));
            let language = parameter(value, "language").to_owned();
            (!body.is_empty()).then_some(Node::Code(Some(language), body))
        }
        _ => None,
    }
}

fn parameters(value: &Value) -> Option<&Value> {
    attribute(value, "parameters")
}

/// A parameter of a macro: `macroParams.NAME.value`, or `NAME` itself.
pub(super) fn parameter<'a>(value: &'a Value, name: &str) -> &'a str {
    let Some(parameters) = parameters(value) else { return "" };
    let in_macro = parameters.get("macroParams").and_then(|all| all.get(name));
    let found = in_macro.or_else(|| parameters.get(name));
    let found = found.map(|found| found.get("value").unwrap_or(found));
    found.and_then(Value::as_str).unwrap_or_default()
}
