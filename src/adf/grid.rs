//! Tables: of operations, and all others.

use super::html::{Pen, classes, place_class, valign_class};
use super::{Block, Cell, Node, TableLook, table};
use crate::html::{Action, Attribute, Html, Tag, element, scrolling, text};
use crate::operation::Operation;

/// A table in a region that scrolls sideways.
pub(super) fn table(pen: &mut Pen<'_>, look: &TableLook, rows: &[Node]) -> Html {
    let columns = table::columns(rows);
    let mut body = Vec::with_capacity(rows.len());
    for (index, row) in rows.iter().enumerate() {
        let drawn = pen.flow(std::slice::from_ref(row)).into_iter().next();
        let Some(drawn) = drawn else { continue };
        body.push(match columns {
            Some(columns) => operation_row(pen, columns, index, row, drawn),
            None => drawn,
        });
    }
    let class = if columns.is_some() { "operations" } else { "plain" };
    let mut attributes = vec![Attribute::class(class)];
    let mut parts = Vec::new();
    if *look != TableLook::default() {
        set(look, rows, &mut attributes, &mut body, &mut parts);
    }
    parts.push(element(Tag::Tbody, Vec::new(), body));
    scrolling(element(Tag::Table, attributes, parts), pen.messages())
}

/// What only some tables have: widths, a number for each row, a place.
#[inline(never)]
fn set(
    look: &TableLook,
    rows: &[Node],
    attributes: &mut Vec<Attribute>,
    body: &mut [Html],
    parts: &mut Vec<Html>,
) {
    if attributes.first() == Some(&Attribute::class("plain")) {
        *attributes = classes(format!("plain {}", place_class(look.place)));
    }
    if look.numbered {
        number(rows, body);
    }
    if !look.widths.is_empty() {
        let first = look.numbered.then_some(42);
        let widths = first.into_iter().chain(look.widths.iter().copied());
        let column = |width: u16| {
            let width = (width > 0).then(|| Attribute::Width(width.max(48).into()));
            element(Tag::Col, width.into_iter().collect(), Vec::new())
        };
        parts.push(element(Tag::Colgroup, Vec::new(), widths.map(column).collect()));
    }
}

/// Numbers the rows from 1; a row of headers has none.
fn number(rows: &[Node], body: &mut [Html]) {
    let mut next = 1;
    for (index, (row, drawn)) in rows.iter().zip(body).enumerate() {
        let Html::Element(drawn) = drawn else { continue };
        let is_head = index == 0
            && match row {
                Node::Block(Block::Row, cells) => cells
                    .iter()
                    .all(|cell| matches!(cell, Node::Block(Block::Cell(cell), _) if cell.header)),
                _ => false,
            };
        let words = if is_head { String::new() } else { next.to_string() };
        next += usize::from(!is_head);
        let cell = element(Tag::Td, vec![Attribute::class("row-number")], vec![text(words)]);
        drawn.children.insert(0, cell);
    }
}

pub(super) fn cell_tag(cell: Cell) -> (Tag, Vec<Attribute>) {
    let mut attributes = Vec::new();
    if cell.colspan > 1 {
        attributes.push(Attribute::Colspan(cell.colspan));
    }
    if cell.rowspan > 1 {
        attributes.push(Attribute::Rowspan(cell.rowspan));
    }
    let hue = cell.background.map(|hue| format!("on-{}", hue.name())).unwrap_or_default();
    let class = format!("{hue}{}", valign_class(cell.valign));
    if !class.is_empty() {
        attributes.append(&mut classes(class.trim_start().to_owned()));
    }
    (if cell.header { Tag::Th } else { Tag::Td }, attributes)
}

/// A row of a table of operations: its cells say what they hold, and a button opens the operation.
fn operation_row(
    pen: &Pen<'_>,
    columns: table::Columns,
    index: usize,
    row: &Node,
    mut html: Html,
) -> Html {
    let Html::Element(tr) = &mut html else {
        return html;
    };
    let operation = table::operation(columns, row);
    for (place, cell) in tr.children.iter_mut().enumerate() {
        if let (Html::Element(cell), Some(class)) = (cell, columns.class(place)) {
            let class =
                if class == "op-method" { method_class(operation.as_ref().ok()) } else { class };
            // A cell has one class attribute; the column's says more than a colour.
            cell.attributes.retain(|other| !matches!(other, Attribute::Class(_)));
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
            vec![text(pen.messages().try_it)],
        )],
        _ => Vec::new(),
    };
    tr.children.push(element(Tag::Td, vec![Attribute::class("action")], action));
    html
}

/// A path that may break after each slash, not inside a word. Depth is bounded, as in
/// [`super::html::draw`].
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
