//! What Markdown and HTML tags draw alike: headings, links, pictures, tables.

use super::Look;
use super::tree::{Finish, Opening, Tree};
use crate::html::{Attribute, Html, Tag, Url, UrlKind, classed, element, refused_link, text};
use pulldown_cmark::BlockQuoteKind;

/// Longer addresses of pictures that are refused are cut: they hold the picture itself.
const ADDRESS: usize = 100;

/// A heading of a level of the text.
pub(super) fn heading(look: Look, level: u8) -> Opening {
    let tag = match level.saturating_add(look.heading.max(1)) {
        0..=2 => Tag::H1,
        3 => Tag::H2,
        4 => Tag::H3,
        5 => Tag::H4,
        6 => Tag::H5,
        _ => Tag::H6,
    };
    let mut opening = Opening::new(tag);
    opening.finish = Finish::Heading;
    opening
}

/// A link, or what an address that is not allowed becomes.
pub(super) fn link(address: &str, title: &str) -> Opening {
    let mut opening = Opening::new(Tag::A);
    match Url::check(address) {
        Some(url) => opening.attributes.push(Attribute::Href(url)),
        None => opening.finish = Finish::Refused(address.to_owned()),
    }
    if !title.is_empty() {
        opening.attributes.push(Attribute::Title(title.to_owned()));
    }
    opening
}

/// A table.
pub(super) fn table() -> Opening {
    let mut opening = Opening::new(Tag::Table).with(Attribute::class("plain"));
    opening.finish = Finish::Table;
    opening
}

/// A picture of this site; one of another site is a link, so that nothing is asked of strangers.
pub(super) fn picture(
    tree: &mut Tree,
    address: &str,
    (title, alt): (&str, &str),
    size: Option<(u32, u32)>,
) {
    let title = (!title.is_empty()).then(|| Attribute::Title(title.to_owned()));
    let name = if alt.trim().is_empty() { tree.look.language.prose().picture } else { alt };
    match Url::check(address) {
        Some(url) if url.kind() == UrlKind::Internal => {
            let mut attributes = vec![Attribute::Picture(url, alt.to_owned())];
            attributes.extend(size.map(|(width, height)| Attribute::Size(width, height)));
            attributes.extend(title);
            tree.leaf(element(Tag::Img, attributes, Vec::new()));
        }
        _ if tree.in_link() => tree.text(name),
        Some(url) => {
            let mut attributes = vec![Attribute::class("picture-link"), Attribute::Href(url)];
            attributes.extend(title);
            tree.leaf(element(Tag::A, attributes, vec![text(name)]));
        }
        None => {
            let mut shown: String = address.chars().take(ADDRESS).collect();
            if shown.len() < address.len() {
                shown.push('…');
            }
            tree.leaf(refused_link(vec![text(name)], &shown));
        }
    }
}

/// The box of a task: a sign, since a box that cannot be ticked is no control.
pub(super) fn task(tree: &mut Tree, done: bool) {
    let words = tree.look.language.prose();
    let (sign, class, meaning) = if done {
        ("☑", "task-done", words.task_done)
    } else {
        ("☐", "task-open", words.task_open)
    };
    let attributes = vec![Attribute::class(class), Attribute::Title(meaning.to_owned())];
    tree.class_item("task");
    tree.leaf(element(Tag::Span, attributes, vec![text(sign)]));
    tree.text(" ");
}

/// An alert (`> [!NOTE]`), and the title that it begins with.
pub(super) fn alert(look: Look, kind: BlockQuoteKind) -> (Opening, Html) {
    let words = look.language.prose();
    let (class, title) = match kind {
        BlockQuoteKind::Note => ("panel panel-info", words.note),
        BlockQuoteKind::Tip => ("panel panel-success", words.tip),
        BlockQuoteKind::Important => ("panel panel-note", words.important),
        BlockQuoteKind::Warning => ("panel panel-warning", words.warning),
        BlockQuoteKind::Caution => ("panel panel-error", words.caution),
    };
    let title = element(Tag::Strong, Vec::new(), vec![text(title)]);
    let opening = Opening::new(Tag::Div).with(Attribute::class(class));
    (opening, classed(Tag::P, "panel-title", vec![title]))
}
