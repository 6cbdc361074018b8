//! What may stand in what: facts about elements, as the HTML standard has them.

use super::tree::{Frame, Source};
use crate::html::{Html, Tag};

/// Where a part of a list or a table goes.
pub(super) enum Place {
    /// Into the open element of this number.
    In(usize),
    /// Into a new one of this kind.
    New(Tag),
    /// It may not stand here.
    Nowhere,
}

/// Whether an element is a block: it ends a paragraph.
pub(super) fn is_block(tag: Tag) -> bool {
    is_heading(tag)
        || is_list(tag)
        || is_frame_only(tag)
        || matches!(
            tag,
            Tag::Blockquote
                | Tag::Dd
                | Tag::Details
                | Tag::Div
                | Tag::Dt
                | Tag::Hr
                | Tag::Li
                | Tag::P
                | Tag::Pre
                | Tag::Section
                | Tag::Summary
                | Tag::Td
                | Tag::Th
        )
}

/// Whether it is a heading.
pub(super) fn is_heading(tag: Tag) -> bool {
    tag.heading_level().is_some()
}

/// Whether it is a list.
pub(super) fn is_list(tag: Tag) -> bool {
    matches!(tag, Tag::Ul | Tag::Ol | Tag::Dl)
}

/// Whether nothing but its own parts stands in it.
pub(super) fn is_frame_only(tag: Tag) -> bool {
    is_list(tag) || matches!(tag, Tag::Table | Tag::Thead | Tag::Tbody | Tag::Tr)
}

/// Whether blocks and texts stand in it side by side.
pub(super) fn holds_blocks(tag: Tag) -> bool {
    is_block(tag) && !holds_lines(tag) && tag != Tag::P
}

/// Whether only lines stand in it.
pub(super) fn holds_lines(tag: Tag) -> bool {
    is_heading(tag) || matches!(tag, Tag::Summary | Tag::Pre)
}

/// What must be opened inside an element before a content may stand there.
pub(super) fn inside(tag: Tag) -> &'static [Tag] {
    match tag {
        Tag::Ul | Tag::Ol => &[Tag::Li],
        Tag::Dl => &[Tag::Dd],
        Tag::Table => &[Tag::Tbody, Tag::Tr, Tag::Td],
        Tag::Thead | Tag::Tbody => &[Tag::Tr, Tag::Td],
        Tag::Tr => &[Tag::Td],
        _ => &[],
    }
}

/// The elements that a part may stand in; `None` for what is no part.
pub(super) fn holders(part: Tag) -> Option<&'static [Tag]> {
    match part {
        Tag::Li => Some(&[Tag::Ul, Tag::Ol]),
        Tag::Dt | Tag::Dd => Some(&[Tag::Dl]),
        Tag::Thead | Tag::Tbody => Some(&[Tag::Table]),
        Tag::Tr => Some(&[Tag::Tbody, Tag::Thead, Tag::Table]),
        Tag::Td | Tag::Th => Some(&[Tag::Tr, Tag::Tbody, Tag::Thead, Tag::Table]),
        _ => None,
    }
}

/// What must be opened between a holder and its part.
pub(super) fn between(holder: Option<Tag>, part: Tag) -> &'static [Tag] {
    match (holder, part) {
        (Some(Tag::Table), Tag::Tr) => &[Tag::Tbody],
        (Some(Tag::Table), Tag::Td | Tag::Th) => &[Tag::Tbody, Tag::Tr],
        (Some(Tag::Tbody | Tag::Thead), Tag::Td | Tag::Th) => &[Tag::Tr],
        _ => &[],
    }
}

/// Where among the open elements a part goes.
pub(super) fn place(frames: &[Frame], part: Tag, holders: &[Tag], source: Source) -> Place {
    let listed = matches!(part, Tag::Li | Tag::Dt | Tag::Dd);
    for (at, frame) in frames.iter().enumerate().rev() {
        if holders.contains(&frame.tag) {
            return Place::In(at);
        }
        let stops = frame.is_closed() && source == Source::Html;
        if stops || (listed && stops_item(frame.tag)) {
            break;
        }
    }
    match part {
        Tag::Li => Place::New(Tag::Ul),
        Tag::Dt | Tag::Dd => Place::New(Tag::Dl),
        _ => Place::Nowhere,
    }
}

/// Whether an item inside of this belongs to a list that is inside of it too.
fn stops_item(tag: Tag) -> bool {
    is_frame_only(tag)
        || matches!(tag, Tag::Td | Tag::Th | Tag::Blockquote | Tag::Details | Tag::Summary)
}

/// Whether an end tag ends an element of a name: any heading's ends any heading.
pub(super) fn ends(end: Tag, name: Tag) -> bool {
    end == name || (is_heading(end) && is_heading(name))
}

/// Whether an end tag does not reach beyond this element.
pub(super) fn stops_end(end: Tag, tag: Tag) -> bool {
    match tag {
        Tag::Td | Tag::Th => {
            !matches!(end, Tag::Td | Tag::Th | Tag::Tr | Tag::Tbody | Tag::Thead | Tag::Table)
        }
        Tag::Table => matches!(end, Tag::Td | Tag::Th | Tag::Tr | Tag::Tbody | Tag::Thead),
        Tag::Ul | Tag::Ol => end == Tag::Li,
        Tag::Dl => matches!(end, Tag::Dt | Tag::Dd),
        _ => false,
    }
}

/// Whether nothing is to be seen.
pub(super) fn is_blank(nodes: &[Html]) -> bool {
    nodes.iter().all(|node| matches!(node, Html::Text(text) if text.trim().is_empty()))
}

/// Whether it is code and nothing else: characters, in `<code>` or not.
pub(super) fn is_code(nodes: &[Html]) -> bool {
    let is_text = |node: &Html| matches!(node, Html::Text(_));
    match nodes {
        [Html::Element(code)] => code.tag == Tag::Code && code.children.iter().all(is_text),
        nodes => nodes.iter().all(is_text),
    }
}
