//! From JSON to nodes. Cannot fail: what is not understood is kept as an unknown node or as text.

use super::shallow::{SHOWN, TOO_DEEP};
use super::{Block, Cell, Hue, Mark, Node, PanelKind, Place, Setting, TableLook, Valign};
use super::{extension, fit::fit, leaf, tabs};
use serde_json::Value;

/// The kinds of nodes and marks that the first view draws; a document with others waits for the rest
/// of the program.
const EARLY: &[&str] = &[
    "doc",
    "tab",
    "paragraph",
    "text",
    "hardBreak",
    "heading",
    "bulletList",
    "orderedList",
    "listItem",
    "codeBlock",
    "panel",
    "table",
    "tableRow",
    "tableHeader",
    "tableCell",
    "strong",
    "em",
    "code",
    "link",
];

/// True if a page's file holds nothing but what the first view draws. Depth is bounded by
/// [`crate::json::MAX_DEPTH`].
pub fn is_early(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.iter().all(is_early),
        Value::Object(members) => members.iter().all(|(name, member)| match member {
            Value::String(kind) if name == "type" => EARLY.contains(&kind.as_str()),
            member => is_early(member),
        }),
        _ => true,
    }
}

/// True if a value looks like an ADF document.
pub fn is_document(value: &Value) -> bool {
    value.get("type").and_then(Value::as_str) == Some("doc")
}

/// How deep nodes nest that are read as such. Each brings a few levels of elements with it, and what
/// draws them recurses; no page that a person wrote comes near.
const LEVELS: usize = 120;

/// The nodes of a document; also of a bare node or of a list of nodes.
pub fn document(value: &Value) -> Vec<Node> {
    document_at(value, 0)
}

/// The same inside a node of a level: a document that stands in another one, as text or not.
pub(super) fn document_at(value: &Value, level: usize) -> Vec<Node> {
    match value {
        Value::Array(items) => fit(&Block::Part, nodes(items, level)),
        value if is_document(value) => children(&Block::Part, value, level),
        value => fit(&Block::Part, node(value, level).into_iter().collect()),
    }
}

fn nodes(items: &[Value], level: usize) -> Vec<Node> {
    items.iter().filter_map(|item| node(item, level)).collect()
}

/// What is too deep: its words.
#[inline(never)]
fn too_deep(value: &Value) -> Node {
    let mut words = Vec::new();
    collect_words(value, &mut words);
    Node::Unknown(TOO_DEEP.to_owned(), vec![Node::Text(words.join(" "), Vec::new())])
}

fn collect_words<'a>(value: &'a Value, words: &mut Vec<&'a str>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect_words(item, words)),
        Value::Object(members) => {
            for (name, member) in members {
                match member {
                    Value::String(text) if SHOWN.contains(&name.as_str()) => words.push(text),
                    member => collect_words(member, words),
                }
            }
        }
        _ => {}
    }
}

/// What a node holds, as it may stand in a block of `parent` kind.
pub(super) fn children(parent: &Block, value: &Value, level: usize) -> Vec<Node> {
    let found = match value.get("content") {
        Some(Value::Array(items)) => nodes(items, level + 1),
        Some(Value::String(text)) => vec![Node::Text(text.clone(), Vec::new())],
        Some(one) => node(one, level + 1).into_iter().collect(),
        None => Vec::new(),
    };
    fit(parent, found)
}

fn node(value: &Value, level: usize) -> Option<Node> {
    if let Value::String(text) = value {
        return Some(Node::Text(text.clone(), Vec::new()));
    }
    if level > LEVELS && value.get("content").is_some() {
        return Some(too_deep(value));
    }
    let kind = value.as_object()?.get("type").and_then(Value::as_str).unwrap_or_default();
    let node = match kind {
        "text" => Node::Text(string(value, "text").unwrap_or_default(), marks(value)),
        "hardBreak" => Node::HardBreak,
        "panel" => panel(value, level),
        "rule" => Node::Rule,
        "codeBlock" => Node::Code(
            attribute(value, "language").and_then(Value::as_str).map(str::to_owned),
            super::plain(&children(&Block::Part, value, level)),
        ),
        _ => match early(kind, value) {
            Some(block) => block_node(block, value, level),
            None => rare(kind, value, level),
        },
    };
    Some(match value.get("marks") {
        None => node,
        Some(marks) => set(node, marks),
    })
}

fn block_node(block: Block, value: &Value, level: usize) -> Node {
    let children = children(&block, value, level);
    Node::Block(block, children)
}

/// The kinds that the first view draws too: see [`EARLY`].
fn early(kind: &str, value: &Value) -> Option<Block> {
    Some(match kind {
        "paragraph" => Block::Paragraph,
        "heading" => Block::Heading(small(value, "level", 1, 6)),
        "bulletList" => Block::Bullets,
        "orderedList" => Block::Ordered(
            attribute(value, "order")
                .and_then(Value::as_u64)
                .map_or(1, |n| n.min(1_000_000) as u32),
        ),
        "listItem" => Block::Item,
        "table" => Block::Table(table(value)),
        "tableRow" => Block::Row,
        "tableHeader" => Block::Cell(cell(value, true)),
        "tableCell" => Block::Cell(cell(value, false)),
        _ => return None,
    })
}

/// All other kinds, which no first view draws: a function of its own, so that it comes with the rest.
#[inline(never)]
fn rare(kind: &str, value: &Value, level: usize) -> Node {
    if let Some(node) = leaf::read(kind, value) {
        return with_content(node, value, level);
    }
    if let Some(node) = extension::read(kind, value, level) {
        return node;
    }
    let block = match kind {
        "doc" | "bodiedSyncBlock" | "extensionFrame" | "bodiedExtension" => Block::Part,
        "blockquote" => Block::Quote,
        "taskList" => Block::Tasks,
        "taskItem" | "blockTaskItem" => Block::Task(word(value, "state") == "DONE"),
        "decisionList" => Block::Decisions,
        "decisionItem" => Block::Decision,
        "expand" | "nestedExpand" => Block::Expand(word(value, "title").to_owned()),
        "layoutSection" => Block::Columns,
        "layoutColumn" => Block::Column(column_width(value), valign(value)),
        "mediaSingle" => Block::Figure(place(word(value, "layout")), width(value)),
        "mediaGroup" => Block::Files,
        "caption" => Block::Caption,
        "bodiedRule" => return with_content(Node::Rule, value, level),
        "multiBodiedExtension" => return tabs::frames(value, level),
        _ => return unknown(kind, value, level),
    };
    block_node(block, value, level)
}

/// A node that should hold nothing, with what it holds all the same.
pub(super) fn with_content(node: Node, value: &Value, level: usize) -> Node {
    let mut held = children(&Block::Part, value, level);
    if held.is_empty() {
        return node;
    }
    held.insert(0, node);
    Node::Block(Block::Part, held)
}

/// A panel; its own sign, if it has one, begins it.
fn panel(value: &Value, level: usize) -> Node {
    let kind = match word(value, "panelType") {
        "note" => PanelKind::Note,
        "tip" | "success" => PanelKind::Success,
        "warning" => PanelKind::Warning,
        "error" => PanelKind::Error,
        _ => PanelKind::Info,
    };
    let custom = word(value, "panelType") == "custom";
    let hue = if custom { Hue::read(word(value, "panelColor")) } else { None };
    let block = hue.map_or(Block::Panel(kind), Block::Tinted);
    let mut children = children(&block, value, level);
    let sign = [word(value, "panelIconText"), word(value, "panelIcon")];
    if let Some(sign) = sign.into_iter().find(|sign| custom && !sign.is_empty()) {
        let name = word(value, "panelIcon").to_owned();
        let sign = Node::Leaf(super::Leaf::Emoji(sign.to_owned(), name), Vec::new());
        children.insert(0, Node::Block(Block::Paragraph, vec![sign]));
    }
    Node::Block(block, children)
}

fn table(value: &Value) -> TableLook {
    let numbered = attribute(value, "isNumberColumnEnabled").and_then(Value::as_bool);
    TableLook {
        numbered: numbered.unwrap_or_default(),
        place: place(word(value, "layout")),
        widths: widths(value),
    }
}

/// The widths of a table's columns, as its first row has them.
fn widths(table: &Value) -> Vec<u16> {
    let row = table.get("content").and_then(|rows| rows.get(0)).and_then(|row| row.get("content"));
    let cells = row.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let mut all = Vec::new();
    for cell in cells {
        let stated = attribute(cell, "colwidth").and_then(Value::as_array);
        for column in 0..usize::from(small::<u16>(cell, "colspan", 1, 1000)) {
            let width = stated.and_then(|widths| whole(widths.get(column)?));
            all.push(width.map_or(0, |width| width.min(4000) as u16));
        }
    }
    if all.len() > 1000 || all.iter().all(|width| *width == 0) { Vec::new() } else { all }
}

fn cell(value: &Value, header: bool) -> Cell {
    Cell {
        header,
        colspan: small(value, "colspan", 1, 1000),
        rowspan: small(value, "rowspan", 1, 65534),
        background: attribute(value, "background").and_then(Value::as_str).and_then(Hue::read),
        valign: valign(value),
    }
}

fn valign(value: &Value) -> Valign {
    match word(value, "valign") {
        "middle" => Valign::Middle,
        "bottom" => Valign::Bottom,
        _ => Valign::Top,
    }
}

/// A layout by its name.
pub(super) fn place(name: &str) -> Place {
    match name {
        "align-start" => Place::Start,
        "align-end" => Place::End,
        "wrap-left" => Place::WrapLeft,
        "wrap-right" => Place::WrapRight,
        "wide" => Place::Wide,
        "full-width" => Place::Full,
        _ => Place::Center,
    }
}

/// The width of a column of a layout, 1 ..= 100; all of it if that is not stated.
fn column_width(value: &Value) -> u8 {
    let stated = attribute(value, "width").and_then(whole);
    stated.filter(|width| *width > 0).map_or(100, |width| width.min(100) as u8)
}

/// The width of a figure in hundredths of the text's width, which is 760 pixels.
pub(super) fn width(value: &Value) -> Option<u8> {
    let stated = attribute(value, "width").and_then(whole).filter(|width| *width > 0)?;
    let stated = if word(value, "widthType") == "pixel" { stated * 100 / 760 } else { stated };
    Some(stated.clamp(1, 100) as u8)
}

/// A node whose kind is not known: its text attributes stand for what it would show.
fn unknown(kind: &str, value: &Value, level: usize) -> Node {
    let mut content = Vec::new();
    for name in ["title", "text", "shortName", "url", "alt", "timestamp"] {
        let text = word(value, name);
        if !text.is_empty() {
            content.push(Node::Text(text.to_owned(), Vec::new()));
            break;
        }
    }
    if let Some(text) = string(value, "text") {
        content.push(Node::Text(text, marks(value)));
    }
    content.extend(children(&Block::Part, value, level));
    Node::Unknown(kind.to_owned(), content)
}

/// A block as its marks have it set, each kind once; a mark that is not known changes nothing. What has
/// its place in a list or a table keeps it: its content is set.
#[inline(never)]
fn set(node: Node, marks: &Value) -> Node {
    if matches!(node, Node::Text(..) | Node::Leaf(..) | Node::HardBreak) {
        return node;
    }
    let marks = marks.as_array().map(Vec::as_slice).unwrap_or_default();
    let mut settings: Vec<Setting> = Vec::new();
    let mut link = None;
    for mark in marks {
        if mark.get("type").and_then(Value::as_str) == Some("link") {
            link = Some(word(mark, "href").to_owned());
        } else if let Some(setting) = setting(mark) {
            let kind = std::mem::discriminant(&setting);
            settings.retain(|other| std::mem::discriminant(other) != kind);
            settings.push(setting);
        }
    }
    let around = |nodes: Vec<Node>| {
        let nodes = match link {
            Some(href) => vec![Node::Block(Block::Linked(href), nodes)],
            None => nodes,
        };
        if settings.is_empty() { nodes } else { vec![Node::Block(Block::Set(settings), nodes)] }
    };
    match node {
        Node::Block(Block::Row, children) => Node::Block(Block::Row, children),
        Node::Block(block, children) if has_a_place(&block) => Node::Block(block, around(children)),
        node => around(vec![node]).pop().unwrap_or(Node::Rule),
    }
}

/// Whether a block may stand in one kind of parent alone.
fn has_a_place(block: &Block) -> bool {
    matches!(
        block,
        Block::Item | Block::Task(_) | Block::Decision | Block::Cell(_) | Block::Column(..)
    )
}

fn setting(mark: &Value) -> Option<Setting> {
    Some(match mark.get("type").and_then(Value::as_str)? {
        "alignment" if word(mark, "align") == "center" => Setting::Center,
        "alignment" if word(mark, "align") == "end" => Setting::End,
        "indentation" => Setting::Indent(small(mark, "level", 1, 6)),
        "fontSize" if word(mark, "fontSize") == "small" => Setting::Small,
        "breakout" if word(mark, "mode") == "full-width" => Setting::Full,
        "breakout" => Setting::Wide,
        _ => return None,
    })
}

/// The marks of a text, in the order in which they nest, each kind once.
pub(super) fn marks(value: &Value) -> Vec<Mark> {
    let Some(Value::Array(items)) = value.get("marks") else {
        return Vec::new();
    };
    let mut marks: Vec<Mark> = Vec::new();
    for mark in items.iter().filter_map(mark) {
        let kind = std::mem::discriminant(&mark);
        if marks.iter().all(|other| std::mem::discriminant(other) != kind) {
            let place = marks.iter().take_while(|other| **other < mark).count();
            marks.insert(place, mark);
        }
    }
    marks
}

/// A mark that is not known changes nothing: the text stays.
fn mark(value: &Value) -> Option<Mark> {
    Some(match value.get("type")?.as_str()? {
        "strong" => Mark::Strong,
        "em" => Mark::Em,
        "code" => Mark::Code,
        "link" => Mark::Link(attribute(value, "href")?.as_str()?.to_owned()),
        kind => return rare_mark(kind, value),
    })
}

#[inline(never)]
fn rare_mark(kind: &str, value: &Value) -> Option<Mark> {
    Some(match kind {
        "strike" => Mark::Strike,
        "underline" => Mark::Underline,
        "subsup" if word(value, "type") == "sub" => Mark::Sub,
        "subsup" => Mark::Sup,
        "textColor" => Mark::Colour(Hue::read(word(value, "color"))?),
        "backgroundColor" => Mark::Background(Hue::read(word(value, "color"))?),
        _ => return None,
    })
}

/// An attribute of a node or a mark.
pub(super) fn attribute<'a>(value: &'a Value, name: &str) -> Option<&'a Value> {
    value.get("attrs")?.get(name)
}

/// An attribute that is a text; else an empty one.
pub(super) fn word<'a>(value: &'a Value, name: &str) -> &'a str {
    attribute(value, name).and_then(Value::as_str).unwrap_or_default()
}

fn string(value: &Value, name: &str) -> Option<String> {
    value.get(name).and_then(Value::as_str).map(str::to_owned)
}

/// A number without its fraction; `None` for one below zero or none. (Floats are not read as such:
/// what parses them is a part of the download.)
pub(super) fn whole(value: &Value) -> Option<u64> {
    if let Some(number) = value.as_u64() {
        return Some(number);
    }
    let text = value.as_number()?.to_string();
    text.split_once('.').and_then(|(whole, _)| whole.parse().ok())
}

/// A whole number within bounds; the lower bound if it is missing or none.
pub(super) fn small<T: TryFrom<u64> + Copy>(value: &Value, name: &str, low: T, high: T) -> T
where
    u64: From<T>,
{
    let number = attribute(value, name).and_then(whole).unwrap_or(low.into());
    T::try_from(number.clamp(low.into(), high.into())).unwrap_or(low)
}
