//! Atlassian Document Format: read leniently, drawn as a tree of allowed elements.
//!
//! ```text
//! JSON ── parse, leaf, extension ──► fit ──► [Node] ── html::draw ──► [Html]
//!                                               └───── table::operations ──► [Operation]
//! ```
//!
//! Every node and mark of the published schema (`@atlaskit/adf-schema`, full and stage-0). Nothing
//! fails as a whole: a node of an unknown kind keeps its children and is drawn with a note, one in a
//! place where HTML would lose it gets what belongs around it (`fit`), and what nests too deep keeps its
//! words: the levels of nodes are counted as they are read, also through documents that stand as text in
//! others (`parse`). So recursion over a parsed document is safe.

pub mod audit;
mod colour;
mod extension;
mod fit;
mod grid;
pub mod html;
mod inline;
mod leaf;
mod parse;
mod shallow;
pub mod table;
mod tabs;

pub use colour::Hue;
pub use parse::{document, is_document, is_early};
pub use shallow::{TOO_DEEP, shallow};
pub(crate) use tabs::content;

/// A block or an inline node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// Characters with marks.
    Text(String, Vec<Mark>),
    /// What stands for words of its own, with marks.
    Leaf(Leaf, Vec<Mark>),
    /// A line break.
    HardBreak,
    /// A node of [`Block`] kind, with what it holds.
    Block(Block, Vec<Node>),
    /// A block of code: its language, if known, and its text.
    Code(Option<String>, String),
    /// A line across.
    Rule,
    /// Tabs: each with its label.
    Tabs(Vec<(String, Vec<Node>)>),
    /// A list of the document's headings.
    Contents,
    /// A node of a kind that nobody knows, and what it holds.
    Unknown(String, Vec<Node>),
}

/// A leaf that is drawn as words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Leaf {
    /// `mention`: who is spoken to.
    Mention(String),
    /// `emoji`: what is shown, and its short name.
    Emoji(String, String),
    /// `date`: milliseconds since 1970, or the text that is none.
    Date(Result<u64, String>),
    /// `status`: its words, its colour, and whether their case stays as written.
    Status(String, Hue, bool),
    /// `placeholder`: what an author should fill in.
    Placeholder(String),
    /// `inlineCard` and its like: an address, and its name if it is known.
    Card(String, String),
    /// `media`: a picture or a file.
    Media(Media),
    /// The name of a place that links lead to.
    Anchor(String),
    /// An extension without a body: its key, and its text if it has one.
    Extension(String, String),
}

/// A picture or a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Media {
    /// Its address, or the id by which the page's file names it.
    pub source: String,
    /// True if [`Self::source`] is an address.
    pub external: bool,
    /// What it shows, in words.
    pub alt: String,
    /// Width and height in pixels, if both are known: they keep its place until it has come.
    pub size: Option<(u32, u32)>,
    /// The width of its frame, 1 ..= 3, and its colour.
    pub border: Option<(u8, Hue)>,
}

/// The kinds of nodes that hold others.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    /// `taskList`
    Tasks,
    /// `taskItem` and `blockTaskItem`: whether it is done
    Task(bool),
    /// `decisionList`
    Decisions,
    /// `decisionItem`
    Decision,
    /// `panel`
    Panel(PanelKind),
    /// A panel of a colour of its own.
    Tinted(Hue),
    /// `expand` and `nestedExpand`, with the title
    Expand(String),
    /// `table`
    Table(TableLook),
    /// `tableRow`
    Row,
    /// `tableCell` or `tableHeader`
    Cell(Cell),
    /// `layoutSection`
    Columns,
    /// `layoutColumn`: its width in hundredths, and its alignment
    Column(u8, Valign),
    /// `mediaSingle`: its place, and its width in hundredths, if stated
    Figure(Place, Option<u8>),
    /// `mediaGroup`
    Files,
    /// `caption`
    Caption,
    /// A `link` around a figure, unchecked
    Linked(String),
    /// What the marks of a block say: how it is set
    Set(Vec<Setting>),
    /// A part without a look of its own, such as the body of an extension
    Part,
}

/// How a block is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// `alignment` center
    Center,
    /// `alignment` end
    End,
    /// `indentation`, 1 ..= 6
    Indent(u8),
    /// `fontSize` small
    Small,
    /// `breakout` wide
    Wide,
    /// `breakout` full-width
    Full,
}

/// Where a figure, a table or a card stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// `center`, `default`
    #[default]
    Center,
    /// `align-start`
    Start,
    /// `align-end`
    End,
    /// `wrap-left`
    WrapLeft,
    /// `wrap-right`
    WrapRight,
    /// `wide`
    Wide,
    /// `full-width`
    Full,
}

/// How a table looks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableLook {
    /// Whether its rows are numbered.
    pub numbered: bool,
    /// Where it stands.
    pub place: Place,
    /// The widths of its columns in pixels; 0 for one that has none.
    pub widths: Vec<u16>,
}

/// Where the content of a cell or a column stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Valign {
    /// `top`
    #[default]
    Top,
    /// `middle`
    Middle,
    /// `bottom`
    Bottom,
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
    /// `background`
    pub background: Option<Hue>,
    /// `valign`
    pub valign: Valign,
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

/// How characters look, or where they lead. The order is that in which they nest, the first outermost.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// `link`, unchecked
    Link(String),
    /// `em`
    Em,
    /// `strong`
    Strong,
    /// `textColor`
    Colour(Hue),
    /// `backgroundColor`
    Background(Hue),
    /// `strike`
    Strike,
    /// `subsup` of type `sub`
    Sub,
    /// `subsup` of type `sup`
    Sup,
    /// `underline`
    Underline,
    /// `code`
    Code,
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
            Node::Leaf(leaf, _) => out.push_str(&leaf.words()),
            Node::HardBreak => out.push('\n'),
            Node::Rule | Node::Contents => {}
            Node::Code(_, text) => {
                new_line(out);
                out.push_str(text);
            }
            Node::Tabs(tabs) => {
                for (label, content) in tabs {
                    new_line(out);
                    out.push_str(label);
                    new_line(out);
                    push_plain(content, out);
                }
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
