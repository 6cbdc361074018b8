//! From nodes to the tree of allowed elements.

use super::{Block, Cell, Mark, Node, PanelKind, table};
use crate::html::{
    Action, Attribute, Html, Tag, Url, code_block, element, refused_link, scrolling, text,
};
use crate::i18n::Messages;
use crate::operation::Operation;

/// Draws a document. Its own words (a button, a note) are in the language of `messages`.
pub fn draw(nodes: &[Node], messages: &Messages) -> Vec<Html> {
    nodes.iter().map(|node| node_html(node, messages)).collect()
}

fn node_html(node: &Node, messages: &Messages) -> Html {
    match node {
        Node::Text(content, marks) => marked(content, marks),
        Node::HardBreak => element(Tag::Br, Vec::new(), Vec::new()),
        Node::Rule => element(Tag::Hr, Vec::new(), Vec::new()),
        Node::Code(language, content) => {
            code_block(language.as_deref().unwrap_or_default(), content, messages)
        }
        Node::Block(Block::Table, rows) => table_html(rows, messages),
        Node::Block(block, children) => block_html(*block, draw(children, messages)),
        Node::Unknown(kind, children) => unknown(kind, children, messages),
    }
}

fn block_html(block: Block, children: Vec<Html>) -> Html {
    let plain = |tag| (tag, Vec::new());
    let (tag, attributes) = match block {
        Block::Paragraph => plain(Tag::P),
        Block::Heading(1 | 2) => plain(Tag::H2),
        Block::Heading(3) => plain(Tag::H3),
        Block::Heading(4) => plain(Tag::H4),
        Block::Heading(5) => plain(Tag::H5),
        Block::Heading(_) => plain(Tag::H6),
        Block::Quote => plain(Tag::Blockquote),
        Block::Bullets => plain(Tag::Ul),
        Block::Ordered(start) => (Tag::Ol, vec![Attribute::Start(start)]),
        Block::Item => plain(Tag::Li),
        Block::Panel(kind) => (Tag::Div, vec![Attribute::class(panel_class(kind))]),
        Block::Table => plain(Tag::Table),
        Block::Row => plain(Tag::Tr),
        Block::Cell(cell) => cell_tag(cell),
    };
    element(tag, attributes, children)
}

fn panel_class(kind: PanelKind) -> &'static str {
    match kind {
        PanelKind::Info => "panel panel-info",
        PanelKind::Note => "panel panel-note",
        PanelKind::Success => "panel panel-success",
        PanelKind::Warning => "panel panel-warning",
        PanelKind::Error => "panel panel-error",
    }
}

fn cell_tag(cell: Cell) -> (Tag, Vec<Attribute>) {
    let mut attributes = Vec::new();
    if cell.colspan > 1 {
        attributes.push(Attribute::Colspan(cell.colspan));
    }
    if cell.rowspan > 1 {
        attributes.push(Attribute::Rowspan(cell.rowspan));
    }
    (if cell.header { Tag::Th } else { Tag::Td }, attributes)
}

fn table_html(rows: &[Node], messages: &Messages) -> Html {
    let columns = table::columns(rows);
    let body = rows.iter().enumerate().map(|(index, row)| match columns {
        Some(columns) => operation_row(columns, index, row, messages),
        None => node_html(row, messages),
    });
    let body = element(Tag::Tbody, Vec::new(), body.collect());
    let class = if columns.is_some() { "operations" } else { "plain" };
    let table = element(Tag::Table, vec![Attribute::class(class)], vec![body]);
    scrolling(table, messages)
}

/// A row of a table of operations: its cells say what they hold, and a button opens the operation.
fn operation_row(columns: table::Columns, index: usize, row: &Node, messages: &Messages) -> Html {
    let mut html = node_html(row, messages);
    let Html::Element(tr) = &mut html else {
        return html;
    };
    let operation = table::operation(columns, row);
    for (place, cell) in tr.children.iter_mut().enumerate() {
        if let (Html::Element(cell), Some(class)) = (cell, columns.class(place)) {
            let class =
                if class == "op-method" { method_class(operation.as_ref().ok()) } else { class };
            cell.attributes.push(Attribute::class(class));
            if class == "op-resource" {
                cell.children =
                    std::mem::take(&mut cell.children).into_iter().map(breakable).collect();
            }
        }
    }
    let action = match operation {
        Ok(operation) if index > 0 => vec![element(
            Tag::Button,
            vec![Attribute::class("try"), Attribute::Action(Action::Try(operation.source))],
            vec![text(messages.try_it)],
        )],
        _ => Vec::new(),
    };
    tr.children.push(element(Tag::Td, vec![Attribute::class("action")], action));
    html
}

/// A path that may break after each slash, not inside a word. Depth is bounded, as in [`draw`].
fn breakable(html: Html) -> Html {
    match html {
        Html::Text(path) => {
            let mut pieces = Vec::new();
            for piece in path.split_inclusive('/') {
                pieces.push(text(piece));
                pieces.push(element(Tag::Wbr, Vec::new(), Vec::new()));
            }
            element(Tag::Span, Vec::new(), pieces)
        }
        Html::Element(mut inner) => {
            inner.children = inner.children.into_iter().map(breakable).collect();
            Html::Element(inner)
        }
    }
}

/// The cell of a method, in the method's colour.
fn method_class(operation: Option<&Operation>) -> &'static str {
    match operation.map(|operation| operation.method.as_str()) {
        Some("GET") => "op-method method-get",
        Some("POST") => "op-method method-post",
        Some("PUT") => "op-method method-put",
        Some("PATCH") => "op-method method-patch",
        Some("DELETE") => "op-method method-delete",
        _ => "op-method",
    }
}

fn unknown(kind: &str, children: &[Node], messages: &Messages) -> Html {
    let note = text((messages.node_not_drawn)(kind));
    let mut content = vec![element(Tag::Small, Vec::new(), vec![note])];
    content.extend(draw(children, messages));
    element(Tag::Div, vec![Attribute::class("not-drawn")], content)
}

/// Marks nest in a fixed order, the link outermost; a link that is not allowed shows its address.
fn marked(content: &str, marks: &[Mark]) -> Html {
    let mut html = text(content);
    let mut link = None;
    for mark in marks {
        let tag = match mark {
            Mark::Link(href) => {
                link = Some(href);
                continue;
            }
            Mark::Strong => Tag::Strong,
            Mark::Em => Tag::Em,
            Mark::Code => Tag::Code,
            Mark::Strike => Tag::Del,
            Mark::Underline => Tag::U,
            Mark::Sub => Tag::Sub,
            Mark::Sup => Tag::Sup,
        };
        html = element(tag, Vec::new(), vec![html]);
    }
    match link.map(|href| (href, Url::check(href))) {
        None => html,
        Some((_, Some(url))) => element(Tag::A, vec![Attribute::Href(url)], vec![html]),
        Some((href, None)) => refused_link(vec![html], href),
    }
}
