//! The tree as it is compared: blocks, and between them neighbours that are words.
//!
//! Every item has a number; two items of either version that say the same have the same one. So a
//! subtree is compared in one step, exactly.

use crate::html::{Attribute, Element, Html};
use imara_diff::Interner;

/// A block, or neighbours that are words.
#[derive(Debug)]
pub(super) struct Item<'a> {
    /// Where it stands: one element, or the neighbours.
    pub(super) nodes: &'a [Html],
    /// The element, if it is a block.
    pub(super) block: Option<&'a Element>,
    /// Equal for items that say the same.
    pub(super) id: u32,
    /// What a block holds.
    pub(super) items: Vec<Item<'a>>,
}

/// What makes two parts of a tree the same.
#[derive(PartialEq, Eq, Hash)]
enum Key<'a> {
    Text(&'a str),
    Words(Vec<u32>),
    Element(&'static str, Vec<(&'static str, String)>, Vec<u32>),
}

/// Gives the numbers, and counts how often each block stands in each version.
pub(super) struct Forest<'a> {
    ids: Interner<Key<'a>>,
    counts: Vec<[u32; 2]>,
}

/// The version that items are of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Old,
    New,
}

impl<'a> Forest<'a> {
    pub(super) fn new() -> Self {
        Self { ids: Interner::new(0), counts: Vec::new() }
    }

    /// The items of neighbours.
    pub(super) fn items(&mut self, nodes: &'a [Html], side: Side) -> Vec<Item<'a>> {
        let mut items = Vec::new();
        let mut from = 0;
        while let Some(first) = nodes.get(from) {
            let rest = nodes.get(from..).unwrap_or_default();
            if let Some(block) = as_block(first) {
                items.push(self.block(block, std::slice::from_ref(first), side));
                from += 1;
                continue;
            }
            let length = rest.iter().take_while(|node| as_block(node).is_none()).count();
            let nodes = rest.get(..length).unwrap_or_default();
            let ids = nodes.iter().map(|node| self.inline(node)).collect();
            let id = self.ids.intern(Key::Words(ids)).0;
            items.push(Item { nodes, block: None, id, items: Vec::new() });
            from += length;
        }
        items
    }

    fn block(&mut self, block: &'a Element, nodes: &'a [Html], side: Side) -> Item<'a> {
        let items = self.items(&block.children, side);
        let id = self.element(block, items.iter().map(|item| item.id).collect());
        let place = id as usize;
        if self.counts.len() <= place {
            self.counts.resize(place + 1, [0, 0]);
        }
        if let Some([old, new]) = self.counts.get_mut(place) {
            *(if side == Side::Old { old } else { new }) += 1;
        }
        Item { nodes, block: Some(block), id, items }
    }

    fn inline(&mut self, node: &'a Html) -> u32 {
        match node {
            Html::Text(text) => self.ids.intern(Key::Text(text)).0,
            Html::Element(inner) => {
                let ids = inner.children.iter().map(|child| self.inline(child)).collect();
                self.element(inner, ids)
            }
        }
    }

    fn element(&mut self, element: &Element, children: Vec<u32>) -> u32 {
        let seen = seen(element).flat_map(Attribute::pairs).collect();
        self.ids.intern(Key::Element(element.tag.name(), seen, children)).0
    }

    /// Whether a block stands once in each version, maybe in different places.
    pub(super) fn is_single(&self, item: &Item<'_>) -> bool {
        item.block.is_some() && self.counts.get(item.id as usize) == Some(&[1, 1])
    }
}

/// The element, if it is a block: it holds one, or it is of a kind that stands among blocks.
fn as_block(node: &Html) -> Option<&Element> {
    match node {
        Html::Element(element) if !is_words(element) => Some(element),
        _ => None,
    }
}

/// Whether a node is a block and no part of a text.
pub(super) fn is_block(node: &Html) -> bool {
    as_block(node).is_some()
}

fn is_words(element: &Element) -> bool {
    element.tag.is_inline() && element.children.iter().all(|child| as_block(child).is_none())
}

/// The attributes that are part of what a document says. The others name places, or hold the state
/// and the names of controls.
pub(super) fn seen(element: &Element) -> impl Iterator<Item = &Attribute> {
    element.attributes.iter().filter(|attribute| match attribute {
        // It follows from what the cell says.
        Attribute::Class(name) => !name.starts_with("op-method"),
        other => matches!(
            other,
            Attribute::Picture(..)
                | Attribute::Size(..)
                | Attribute::Width(_)
                | Attribute::Title(_)
                | Attribute::Lazy(_)
                | Attribute::Href(_)
                | Attribute::Colspan(_)
                | Attribute::Rowspan(_)
                | Attribute::Start(_)
                | Attribute::Language(_)
        ),
    })
}

/// Whether two elements are the same but for what they hold.
pub(super) fn same_shell(old: &Element, new: &Element) -> bool {
    old.tag == new.tag && seen(old).eq(seen(new))
}

/// Whether two nodes say the same.
pub(super) fn same(old: &Html, new: &Html) -> bool {
    match (old, new) {
        (Html::Text(old), Html::Text(new)) => old == new,
        (Html::Element(old), Html::Element(new)) => {
            let (inner, other) = (&old.children, &new.children);
            same_shell(old, new)
                && inner.len() == other.len()
                && inner.iter().zip(other).all(|(old, new)| same(old, new))
        }
        _ => false,
    }
}

/// The classes of an element; none is an empty text.
pub(super) fn class(element: &Element) -> &str {
    let class = element.attributes.iter().find_map(|attribute| match attribute {
        Attribute::Class(name) => Some(name.as_ref()),
        _ => None,
    });
    class.unwrap_or_default()
}
