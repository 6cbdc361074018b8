//! From JSON to nodes. Cannot fail: what is not understood is kept as an unknown node or as text.

use super::{Block, Cell, Mark, Node, PanelKind};
use serde_json::Value;

/// True if a value looks like an ADF document.
pub fn is_document(value: &Value) -> bool {
    value.get("type").and_then(Value::as_str) == Some("doc")
}

/// The nodes of a document; also of a bare node or of a list of nodes.
pub fn document(value: &Value) -> Vec<Node> {
    match value {
        Value::Array(items) => items.iter().filter_map(node).collect(),
        value if is_document(value) => children(value),
        value => node(value).into_iter().collect(),
    }
}

fn children(value: &Value) -> Vec<Node> {
    match value.get("content") {
        Some(Value::Array(items)) => items.iter().filter_map(node).collect(),
        _ => Vec::new(),
    }
}

fn node(value: &Value) -> Option<Node> {
    if let Value::String(text) = value {
        return Some(Node::Text(text.clone(), Vec::new()));
    }
    let kind = value.as_object()?.get("type").and_then(Value::as_str).unwrap_or_default();
    Some(match kind {
        "text" => Node::Text(string(value, "text").unwrap_or_default(), marks(value)),
        "hardBreak" => Node::HardBreak,
        "rule" => Node::Rule,
        "codeBlock" => Node::Code(
            attribute(value, "language").and_then(Value::as_str).map(str::to_owned),
            super::plain(&children(value)),
        ),
        _ => match block(kind, value) {
            Some(block) => Node::Block(block, children(value)),
            None => unknown(kind, value),
        },
    })
}

fn block(kind: &str, value: &Value) -> Option<Block> {
    Some(match kind {
        "paragraph" => Block::Paragraph,
        "heading" => Block::Heading(small(value, "level", 1, 6)),
        "blockquote" => Block::Quote,
        "bulletList" => Block::Bullets,
        "orderedList" => Block::Ordered(
            attribute(value, "order")
                .and_then(Value::as_u64)
                .map_or(1, |n| n.min(1_000_000) as u32),
        ),
        "listItem" => Block::Item,
        "panel" => Block::Panel(panel(value)),
        "table" => Block::Table,
        "tableRow" => Block::Row,
        "tableHeader" => Block::Cell(cell(value, true)),
        "tableCell" => Block::Cell(cell(value, false)),
        _ => return None,
    })
}

fn panel(value: &Value) -> PanelKind {
    match attribute(value, "panelType").and_then(Value::as_str) {
        Some("note") => PanelKind::Note,
        Some("tip" | "success") => PanelKind::Success,
        Some("warning") => PanelKind::Warning,
        Some("error") => PanelKind::Error,
        _ => PanelKind::Info,
    }
}

fn cell(value: &Value, header: bool) -> Cell {
    Cell {
        header,
        colspan: small(value, "colspan", 1, 1000),
        rowspan: small(value, "rowspan", 1, 65534),
    }
}

/// A node whose kind is not drawn: its text attributes stand for what it would show.
fn unknown(kind: &str, value: &Value) -> Node {
    let mut content = Vec::new();
    for name in ["title", "text", "shortName", "url", "alt", "timestamp"] {
        if let Some(text) = attribute(value, name).and_then(Value::as_str)
            && !text.is_empty()
        {
            content.push(Node::Text(text.to_owned(), Vec::new()));
            break;
        }
    }
    if let Some(text) = string(value, "text") {
        content.push(Node::Text(text, Vec::new()));
    }
    content.extend(children(value));
    Node::Unknown(kind.to_owned(), content)
}

fn marks(value: &Value) -> Vec<Mark> {
    let Some(Value::Array(items)) = value.get("marks") else {
        return Vec::new();
    };
    items.iter().filter_map(mark).collect()
}

/// A mark that is not known changes nothing: the text stays.
fn mark(value: &Value) -> Option<Mark> {
    Some(match value.get("type")?.as_str()? {
        "strong" => Mark::Strong,
        "em" => Mark::Em,
        "code" => Mark::Code,
        "strike" => Mark::Strike,
        "underline" => Mark::Underline,
        "subsup" if attribute(value, "type").and_then(Value::as_str) == Some("sup") => Mark::Sup,
        "subsup" => Mark::Sub,
        "link" => Mark::Link(attribute(value, "href")?.as_str()?.to_owned()),
        _ => return None,
    })
}

fn attribute<'a>(value: &'a Value, name: &str) -> Option<&'a Value> {
    value.get("attrs")?.get(name)
}

fn string(value: &Value, name: &str) -> Option<String> {
    value.get(name).and_then(Value::as_str).map(str::to_owned)
}

/// A whole number within bounds; the lower bound if it is missing or none.
fn small<T: TryFrom<u64> + Copy>(value: &Value, name: &str, low: T, high: T) -> T
where
    u64: From<T>,
{
    let number = attribute(value, name).and_then(Value::as_u64).unwrap_or(low.into());
    T::try_from(number.clamp(low.into(), high.into())).unwrap_or(low)
}
