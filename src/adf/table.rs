//! The table "method / resource / data": rows that the console can send.

use super::{Block, Node, plain};
use crate::operation::{Operation, Row, RowError};

/// Which column holds what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Columns {
    method: usize,
    resource: usize,
    data: Option<usize>,
    summary: Option<usize>,
}

impl Columns {
    /// The class of the style sheet for the cells of a column.
    pub fn class(self, index: usize) -> Option<&'static str> {
        match index {
            index if index == self.method => Some("op-method"),
            index if index == self.resource => Some("op-resource"),
            index if Some(index) == self.data => Some("op-data"),
            index if Some(index) == self.summary => Some("op-summary"),
            _ => None,
        }
    }
}

/// The columns of a table of operations, by the words of its first row; `None` for any other table.
pub fn columns(table: &[Node]) -> Option<Columns> {
    let header: Vec<String> = cells(table.first()?)
        .iter()
        .map(|cell| plain(cell).trim().trim_end_matches(':').chars().map(lower).collect())
        .collect();
    let find = |words: &[&str]| header.iter().position(|cell| words.contains(&cell.as_str()));
    Some(Columns {
        method: find(&["method", "http method", "метод", "http-метод"])?,
        resource: find(&["resource", "path", "url", "endpoint", "ресурс", "путь", "адрес"])?,
        data: find(&["data", "body", "parameters", "данные", "тело", "параметры"]),
        summary: find(&["description", "summary", "action", "описание", "действие", "назначение"]),
    })
}

/// A letter of ASCII or of Russian in lower case: what the words below are written in.
/// (`char::to_lowercase` would bring its tables into the download, 8 kB.)
fn lower(c: char) -> char {
    match c {
        'А'..='Я' => char::from_u32(u32::from(c) + 32).unwrap_or(c),
        c => c.to_ascii_lowercase(),
    }
}

/// The operation of a row below the header.
pub fn operation(columns: Columns, row: &Node) -> Result<Operation, RowError> {
    let texts: Vec<String> = cells(row).into_iter().map(plain).collect();
    let cell = |index: Option<usize>| {
        index.and_then(|index| texts.get(index)).map(String::as_str).unwrap_or_default()
    };
    Operation::from_row(&Row {
        method: cell(Some(columns.method)),
        resource: cell(Some(columns.resource)),
        data: cell(columns.data),
        summary: cell(columns.summary),
    })
}

/// Every operation of every table in a document, in order; rows that are none are left out.
pub fn operations(nodes: &[Node]) -> Vec<Operation> {
    let mut found = Vec::new();
    collect(nodes, &mut found);
    found
}

fn collect(nodes: &[Node], found: &mut Vec<Operation>) {
    for node in nodes {
        match node {
            Node::Block(Block::Table(_), rows) => match columns(rows) {
                Some(columns) => {
                    found
                        .extend(rows.iter().skip(1).filter_map(|row| operation(columns, row).ok()));
                }
                None => collect(rows, found),
            },
            Node::Block(_, children) | Node::Unknown(_, children) => collect(children, found),
            Node::Tabs(tabs) => tabs.iter().for_each(|(_, content)| collect(content, found)),
            _ => {}
        }
    }
}

/// The contents of a row's cells.
fn cells(row: &Node) -> Vec<&[Node]> {
    let Node::Block(Block::Row, cells) = row else {
        return Vec::new();
    };
    cells
        .iter()
        .filter_map(|cell| match cell {
            Node::Block(Block::Cell(_), content) => Some(content.as_slice()),
            _ => None,
        })
        .collect()
}
