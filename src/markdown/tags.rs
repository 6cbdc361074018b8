//! HTML tags of a text, drawn as the elements that they name.

use super::nest;
use super::parts;
use super::raw::{self, Token};
use super::tree::{Opening, Source, Tree};
use crate::html::{Attribute, Tag, element};

/// The longest side of a picture that is taken from its attributes, in pixels.
const MAX_SIDE: u32 = 10_000;

/// Draws a piece of raw HTML; what it leaves open stays open for what follows.
pub(super) fn draw(tree: &mut Tree, html: &str) {
    for token in raw::tokens(html) {
        match token {
            Token::Text(words) => tree.text(&raw::decode(words)),
            Token::Literal(words) => tree.text(words),
            Token::Start(tag, attributes) => start(tree, tag, &attributes),
            Token::End(Tag::Br) => tree.leaf(element(Tag::Br, Vec::new(), Vec::new())),
            Token::End(tag) => tree.end_tag(tag),
            Token::Comment => {}
        }
    }
}

/// The words of a piece of raw HTML; blocks are set apart by blanks.
pub(super) fn words(html: &str, out: &mut String) {
    for token in raw::tokens(html) {
        match token {
            Token::Text(words) => out.push_str(&raw::decode(words)),
            Token::Literal(words) => out.push_str(words),
            Token::Start(Tag::Img, attributes) => out.push_str(&value(&attributes, "alt")),
            Token::Start(tag, _) | Token::End(tag) if tag == Tag::Br || nest::is_block(tag) => {
                out.push(' ');
            }
            Token::Start(..) | Token::End(_) | Token::Comment => {}
        }
    }
}

fn start(tree: &mut Tree, tag: Tag, attributes: &[(&str, &str)]) {
    let opening = match tag {
        Tag::Br | Tag::Hr => return tree.leaf(element(tag, Vec::new(), Vec::new())),
        Tag::Img => {
            let (src, alt) = (value(attributes, "src"), value(attributes, "alt"));
            let pixels = |name| {
                value(attributes, name).parse().ok().filter(|side| (1..=MAX_SIDE).contains(side))
            };
            let size = pixels("width").zip(pixels("height"));
            return parts::picture(tree, &src, ("", &alt), size);
        }
        Tag::A => {
            let href = value(attributes, "href");
            if href.is_empty() {
                let mut opening = Opening::new(Tag::A);
                opening.tag = Tag::Span;
                opening
            } else if tree.end_link() {
                parts::link(&href, "")
            } else {
                return tree.skip(Tag::A);
            }
        }
        Tag::Table => parts::table(),
        Tag::Td | Tag::Th => {
            let spans = [
                span(attributes, "colspan", 1000).map(Attribute::Colspan),
                span(attributes, "rowspan", 65_534).map(Attribute::Rowspan),
            ];
            let mut opening = Opening::new(tag);
            opening.attributes.extend(spans.into_iter().flatten());
            opening
        }
        Tag::Pre => {
            let name = (tree.look.language.messages().code_in)("");
            Opening::new(tag).with(Attribute::Scrolls(name))
        }
        tag if nest::is_heading(tag) => {
            let level = tag.name().trim_start_matches('h').parse().unwrap_or(1);
            parts::heading(tree.look, level)
        }
        tag => Opening::new(tag),
    };
    tree.open(opening, Source::Html);
}

/// The value of an attribute, its references decoded; empty if it is not there.
fn value(attributes: &[(&str, &str)], name: &str) -> String {
    let found = attributes.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
    found.map(|(_, value)| raw::decode(value)).unwrap_or_default()
}

/// A span of more than one, within the bounds of HTML.
fn span(attributes: &[(&str, &str)], name: &str, most: u16) -> Option<u16> {
    let wanted: u64 = value(attributes, name).trim().parse().ok()?;
    Some(u16::try_from(wanted).unwrap_or(most).min(most)).filter(|count| *count > 1)
}
