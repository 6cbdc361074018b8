//! Nodes that stand for words of their own: mentions, dates, cards, pictures.

use super::parse::{attribute, marks, place, whole, width, word};
use super::{Block, Hue, Leaf, Media, Node};
use serde_json::Value;

/// Reads such a node; `None` for other kinds.
pub(super) fn read(kind: &str, value: &Value) -> Option<Node> {
    let leaf = match kind {
        "mention" => Leaf::Mention(mention(value)),
        "emoji" => {
            let (text, name) = (word(value, "text"), word(value, "shortName"));
            Leaf::Emoji(if text.is_empty() { name } else { text }.to_owned(), name.to_owned())
        }
        "date" => Leaf::Date(date(attribute(value, "timestamp").unwrap_or(&Value::Null))),
        "status" => Leaf::Status(
            text(value, "text"),
            Hue::read(word(value, "color")).unwrap_or_default(),
            word(value, "style") == "mixedCase",
        ),
        "placeholder" => Leaf::Placeholder(text(value, "text")),
        "media" | "mediaInline" | "image" => Leaf::Media(media(value)),
        "inlineCard" | "applicationCard" => card(value),
        "blockCard" => return Some(Node::Block(Block::Paragraph, vec![one(card(value), value)])),
        "embedCard" => {
            let block = Block::Figure(place(word(value, "layout")), width(value));
            return Some(Node::Block(block, vec![one(card(value), value)]));
        }
        _ => return None,
    };
    Some(one(leaf, value))
}

fn one(leaf: Leaf, value: &Value) -> Node {
    Node::Leaf(leaf, marks(value))
}

/// An attribute as text; a number or a truth value as it is written.
fn text(value: &Value, name: &str) -> String {
    match attribute(value, name) {
        Some(Value::String(text)) => text.clone(),
        Some(other @ (Value::Number(_) | Value::Bool(_))) => other.to_string(),
        _ => String::new(),
    }
}

/// Who is spoken to, with one `@`; the id of whoever has no name is not for readers.
fn mention(value: &Value) -> String {
    let name = text(value, "text");
    match name.trim().trim_start_matches('@') {
        "" => "@…".to_owned(),
        name => format!("@{name}"),
    }
}

/// Milliseconds since 1970, in a string or not; else the text itself.
fn date(stamp: &Value) -> Result<u64, String> {
    let text = match stamp {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    };
    // The last moment of the year 9999.
    text.parse().ok().filter(|stamp| *stamp < 253_402_300_800_000).ok_or(text)
}

/// A card's address and name: of its own, or those of its JSON-LD data.
fn card(value: &Value) -> Leaf {
    let data = attribute(value, "data");
    let of_data = |name: &str| data.and_then(|data| data.get(name)).and_then(Value::as_str);
    let source = attribute(value, "datasource").and_then(|source| source.get("id"));
    let address = [
        Some(word(value, "url")),
        of_data("url"),
        of_data("@id"),
        attribute(value, "link").and_then(|link| link.get("url")).and_then(Value::as_str),
        source.and_then(Value::as_str),
    ];
    let address = address.into_iter().flatten().find(|address| !address.is_empty());
    let name =
        [of_data("name"), of_data("title"), Some(word(value, "title")), Some(word(value, "text"))];
    let name = name.into_iter().flatten().find(|name| !name.trim().is_empty());
    Leaf::Card(address.unwrap_or_default().to_owned(), name.unwrap_or_default().to_owned())
}

fn media(value: &Value) -> Media {
    let url = [word(value, "url"), word(value, "src")].into_iter().find(|url| !url.is_empty());
    let size = |name| {
        let size = u32::try_from(attribute(value, name).and_then(whole)?).ok();
        size.filter(|size| (1..=10_000).contains(size))
    };
    let size = size("width").zip(size("height"));
    let border = value.get("marks").and_then(Value::as_array).into_iter().flatten();
    let border = border.filter(|mark| mark.get("type").and_then(Value::as_str) == Some("border"));
    let mut border = border.map(|mark| {
        let width = super::parse::small(mark, "size", 1, 3);
        (width, Hue::read(word(mark, "color")).unwrap_or_default())
    });
    Media {
        external: url.is_some(),
        source: url.unwrap_or_else(|| word(value, "id")).to_owned(),
        alt: if word(value, "alt").is_empty() { word(value, "title") } else { word(value, "alt") }
            .to_owned(),
        size,
        border: border.next_back(),
    }
}

impl Leaf {
    /// What it says, without its look.
    pub(super) fn words(&self) -> String {
        match self {
            Self::Mention(text)
            | Self::Emoji(text, _)
            | Self::Status(text, ..)
            | Self::Placeholder(text)
            | Self::Date(Err(text))
            | Self::Extension(_, text) => text.clone(),
            Self::Date(Ok(stamp)) => day(*stamp),
            Self::Card(address, name) => if name.is_empty() { address } else { name }.clone(),
            Self::Media(media) => media.alt.clone(),
            Self::Anchor(_) => String::new(),
        }
    }
}

/// A day of the calendar as ISO 8601 writes it, in UTC.
pub(super) fn day(stamp: u64) -> String {
    let text = crate::moment::date_time(stamp);
    text.get(..10).unwrap_or_default().to_owned()
}
