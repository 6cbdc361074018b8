//! Atlassian Document Format: read leniently, drawn as a tree of allowed elements.
//!
//! ```text
//! JSON ── parse ──► [Node] ── html::draw ──► [Html]
//!                      └───── table::operations ──► [Operation]
//! ```
//!
//! Nothing fails as a whole: a node of an unknown kind keeps its children and is drawn with a note.
//! Depth is bounded by [`crate::json::MAX_DEPTH`], so recursion over a parsed document is safe.

pub mod html;
mod parse;
pub mod table;

pub use parse::{document, is_document};

/// A block or an inline node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// Characters with marks.
    Text(String, Vec<Mark>),
    /// A line break.
    HardBreak,
    /// A node of [`Block`] kind, with what it holds.
    Block(Block, Vec<Node>),
    /// A block of code: its language, if known, and its text.
    Code(Option<String>, String),
    /// A line across.
    Rule,
    /// A node that is not drawn yet: its kind, and what it holds.
    Unknown(String, Vec<Node>),
}

/// The kinds of nodes that hold others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Block {
    /// `paragraph`
    Paragraph,
    /// `heading`, level 1 ..= 6
    Heading(u8),
    /// `blockquote`
    Quote,
    /// `bulletList`
    Bullets,
    /// `orderedList`, with its first number
    Ordered(u32),
    /// `listItem`
    Item,
    /// `panel`
    Panel(PanelKind),
    /// `table`
    Table,
    /// `tableRow`
    Row,
    /// `tableCell` or `tableHeader`
    Cell(Cell),
}

/// A table's cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// True for `tableHeader`.
    pub header: bool,
    /// 1 ..= 1000
    pub colspan: u16,
    /// 1 ..= 65534
    pub rowspan: u16,
}

/// The tone of a panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PanelKind {
    /// `info` and every kind that is not known
    Info,
    /// `note`
    Note,
    /// `tip` and `success`
    Success,
    /// `warning`
    Warning,
    /// `error`
    Error,
}

/// How characters look, or where they lead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// `strong`
    Strong,
    /// `em`
    Em,
    /// `code`
    Code,
    /// `strike`
    Strike,
    /// `underline`
    Underline,
    /// `subsup` of type `sub`
    Sub,
    /// `subsup` of type `sup`
    Sup,
    /// `link`, unchecked
    Link(String),
}

/// The text of nodes, without marks; blocks are set apart by line ends.
pub fn plain(nodes: &[Node]) -> String {
    let mut out = String::new();
    push_plain(nodes, &mut out);
    out
}

fn push_plain(nodes: &[Node], out: &mut String) {
    for node in nodes {
        match node {
            Node::Text(text, _) => out.push_str(text),
            Node::HardBreak => out.push('\n'),
            Node::Rule => {}
            Node::Code(_, text) => {
                new_line(out);
                out.push_str(text);
            }
            Node::Block(_, children) | Node::Unknown(_, children) => {
                new_line(out);
                push_plain(children, out);
            }
        }
    }
}

fn new_line(out: &mut String) {
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
}
