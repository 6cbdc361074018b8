//! What is added to drawn elements to say that they changed.

use super::items::seen;
use super::words::Words;
use crate::html::{Attribute, Element, Html, Tag, classed, element, text};
use std::borrow::Cow;

/// A word for those who do not see the colours.
pub(super) fn word(words: &str) -> Html {
    classed(Tag::Small, "diff-word", vec![text(format!("{words} "))])
}

/// Two values, the old and the new one.
pub(super) fn values(what: &str, old: &str, new: &str) -> String {
    format!("{what}: {old} → {new}")
}

/// The attributes with one more class.
pub(super) fn with_class(attributes: &[Attribute], class: &'static str) -> Vec<Attribute> {
    let mut attributes = attributes.to_vec();
    let own = attributes.iter_mut().find_map(|attribute| match attribute {
        Attribute::Class(own) => Some(own),
        _ => None,
    });
    match own {
        Some(own) => *own = Cow::Owned(format!("{own} {class}")),
        None => attributes.push(Attribute::class(class)),
    }
    attributes
}

/// The attributes with an explanation, after their own one.
pub(super) fn with_title(mut attributes: Vec<Attribute>, words: &str) -> Vec<Attribute> {
    let own = attributes.iter_mut().find_map(|attribute| match attribute {
        Attribute::Title(own) => Some(own),
        _ => None,
    });
    match own {
        Some(own) => *own = format!("{own}. {words}"),
        None => attributes.push(Attribute::Title(words.to_owned())),
    }
    attributes
}

/// A tree without the names of its places: what was removed must not take them from what is there.
pub(super) fn without_places(nodes: &[Html]) -> Vec<Html> {
    let bare = |node: &Html| match node {
        Html::Text(words) => text(words),
        Html::Element(inner) => {
            element(inner.tag, placeless(&inner.attributes), without_places(&inner.children))
        }
    };
    nodes.iter().map(bare).collect()
}

/// Attributes without the name of a place.
pub(super) fn placeless(attributes: &[Attribute]) -> Vec<Attribute> {
    let others = attributes.iter().filter(|attribute| !matches!(attribute, Attribute::Anchor(_)));
    others.cloned().collect()
}

/// A whole block with a class and a word that say what became of it. Around it, or on itself where
/// nothing may stand around it.
pub(super) fn whole(block: Html, class: &'static str, words: &str) -> Html {
    let Html::Element(mut inner) = block else {
        return classed(Tag::Div, class, vec![word(words), block]);
    };
    let is_part = matches!(
        inner.tag,
        Tag::Tr
            | Tag::Td
            | Tag::Th
            | Tag::Li
            | Tag::Dt
            | Tag::Dd
            | Tag::Summary
            | Tag::Tbody
            | Tag::Thead
            | Tag::Colgroup
            | Tag::Col
    );
    if !is_part {
        return classed(Tag::Div, class, vec![word(words), Html::Element(inner)]);
    }
    inner.attributes = with_class(&inner.attributes, class);
    lead(&mut inner, words);
    Html::Element(inner)
}

/// Puts a word at the beginning of an element: in a row, into its first cell.
pub(super) fn lead(inner: &mut Element, words: &str) {
    match inner.tag {
        Tag::Tr => {
            if let Some(Html::Element(cell)) = inner.children.first_mut()
                && matches!(cell.tag, Tag::Td | Tag::Th)
            {
                lead(cell, words);
            }
        }
        Tag::A
        | Tag::Blockquote
        | Tag::Dd
        | Tag::Div
        | Tag::Dt
        | Tag::Figure
        | Tag::H1
        | Tag::H2
        | Tag::H3
        | Tag::H4
        | Tag::H5
        | Tag::H6
        | Tag::Li
        | Tag::P
        | Tag::Section
        | Tag::Span
        | Tag::Summary
        | Tag::Td
        | Tag::Th => inner.children.insert(0, word(words)),
        _ => {}
    }
}

/// What differs in the kind and the attributes of an element, in words.
pub(super) fn differences(old: &Element, new: &Element, words: &Words) -> String {
    let mut said = Vec::new();
    if old.tag != new.tag {
        said.push(values(words.kind, (words.tag)(old.tag), (words.tag)(new.tag)));
    }
    let (before, after) = (looks(old, words), looks(new, words));
    for (name, value) in &before {
        let now = after.iter().find(|(other, _)| other == name);
        let now = now.map_or(words.none, |(_, now)| now.as_str());
        if value != now {
            said.push(values(name, value, now));
        }
    }
    for (name, value) in &after {
        if !before.iter().any(|(other, _)| other == name) {
            said.push(values(name, words.none, value));
        }
    }
    if said.is_empty() {
        return words.formatted.to_owned();
    }
    format!("{} ({})", words.formatted, said.join("; "))
}

/// What a reader sees of attributes: names and values. Of classes, the colours.
fn looks(element: &Element, words: &Words) -> Vec<(&'static str, String)> {
    let pairs = seen(element).flat_map(Attribute::pairs);
    let look = pairs.filter_map(|(name, value)| match name {
        "class" => {
            let hue = |name: &str| {
                let hue = name.strip_prefix("on-").or_else(|| name.strip_prefix("in-"));
                hue.map(str::to_owned)
            };
            let hues: Vec<_> = value.split(' ').filter_map(hue).collect();
            (!hues.is_empty()).then(|| (words.colour, hues.join(" ")))
        }
        "href" => Some((words.link, value)),
        "src" => Some((words.picture, value)),
        "colspan" | "rowspan" | "width" | "height" | "start" | "title" | "alt" => {
            Some((name, value))
        }
        _ => None,
    });
    look.collect()
}
