//! Neighbours of both versions: the same ones by their numbers, then pairs, and what these hold.

use super::align::hunks;
use super::items::{Forest, Item, Side, same_shell};
use super::run::{Text, words};
use super::{Comparison, Piece, pairing, settle, tabs};
use crate::html::{Element, Html, Tag};
use imara_diff::Interner;
use std::collections::BTreeMap;
use std::ops::Range;

/// The most units of text that are compared, in both versions.
const UNITS: usize = 2_000_000;
/// The most steps in the search for pairs.
const STEPS: usize = 20_000_000;
/// The most levels of changed blocks in each other.
const DEPTH: usize = 192;
/// The fewest words of a block that is said to have moved: shorter ones are alike by chance.
const MOVED_WORDS: usize = 3;

/// What may still be done.
pub(super) struct Work {
    units: usize,
    steps: usize,
    /// Whether something was not done.
    pub(super) limited: bool,
}

impl Work {
    /// Takes steps of the search, if there are any left.
    pub(super) fn steps(&mut self, count: usize) -> bool {
        Self::take(&mut self.steps, count, &mut self.limited)
    }

    fn units(&mut self, count: usize) -> bool {
        Self::take(&mut self.units, count, &mut self.limited)
    }

    fn take(left: &mut usize, count: usize, limited: &mut bool) -> bool {
        let rest = left.checked_sub(count);
        *left = rest.unwrap_or(*left);
        *limited |= rest.is_none();
        rest.is_some()
    }
}

/// What is known while two versions are compared.
pub(super) struct Comparer<'a> {
    forest: Forest<'a>,
    pub(super) words: Interner<&'a str>,
    pub(super) work: Work,
    depth: usize,
    /// Blocks that stand once in each version but are not in place, by number: how often they were
    /// found removed or added as a whole.
    pub(super) loose: BTreeMap<u32, usize>,
}

/// Compares in this order of the two.
pub(super) fn compare<'a>(old: &'a [Html], new: &'a [Html]) -> Comparison<'a> {
    let mut comparer = Comparer {
        forest: Forest::new(),
        words: Interner::default(),
        work: Work { units: UNITS, steps: STEPS, limited: false },
        depth: 0,
        loose: BTreeMap::new(),
    };
    let old = comparer.forest.items(old, Side::Old);
    let new = comparer.forest.items(new, Side::New);
    let mut pieces = comparer.siblings(None, &old, &new);
    settle::moves(&mut pieces, &comparer.loose);
    Comparison { pieces, limited: comparer.work.limited }
}

impl<'a> Comparer<'a> {
    /// Compares what stands in `parent`.
    pub(super) fn siblings(
        &mut self,
        parent: Option<Tag>,
        old: &[Item<'a>],
        new: &[Item<'a>],
    ) -> Vec<Piece<'a>> {
        // Cells belong to columns, whatever they hold; code is one text.
        let in_place = parent == Some(Tag::Pre) || parent == Some(Tag::Tr);
        let hunks = if in_place && old.len() == new.len() {
            Vec::new()
        } else {
            let (old_ids, new_ids) =
                (old.iter().map(|item| item.id), new.iter().map(|item| item.id));
            hunks(old_ids, new_ids, &mut self.work)
        };
        let mut pieces = Vec::new();
        let (mut old_at, mut new_at) = (0, 0);
        let end = (old.len()..old.len(), new.len()..new.len());
        for (before, after) in hunks.into_iter().chain([end]) {
            let kept = slice(old, old_at..before.start).iter().zip(slice(new, new_at..after.start));
            kept.for_each(|(one, other)| self.pair(one, other, parent, &mut pieces));
            (old_at, new_at) = (before.end, after.end);
            self.hunk(slice(old, before), slice(new, after), parent, &mut pieces);
        }
        pieces
    }

    /// Neighbours that are not the same: pairs, and between them what has none.
    fn hunk(
        &mut self,
        old: &[Item<'a>],
        new: &[Item<'a>],
        parent: Option<Tag>,
        pieces: &mut Vec<Piece<'a>>,
    ) {
        let (old_places, new_places) = (self.staying(old), self.staying(new));
        let old_items: Vec<_> = old_places.iter().filter_map(|place| old.get(*place)).collect();
        let new_items: Vec<_> = new_places.iter().filter_map(|place| new.get(*place)).collect();
        let pairs =
            pairing::pairs(parent, (&old_items, &new_items), &mut self.words, &mut self.work);
        let (mut old_at, mut new_at) = (0, 0);
        for (one, other) in pairs {
            let (Some(one), Some(other)) = (old_places.get(one), new_places.get(other)) else {
                continue;
            };
            self.unpaired(slice(old, old_at..*one), slice(new, new_at..*other), pieces);
            if let (Some(one), Some(other)) = (old.get(*one), new.get(*other)) {
                self.pair(one, other, parent, pieces);
            }
            (old_at, new_at) = (one + 1, other + 1);
        }
        self.unpaired(slice(old, old_at..old.len()), slice(new, new_at..new.len()), pieces);
    }

    fn unpaired(&mut self, old: &[Item<'a>], new: &[Item<'a>], pieces: &mut Vec<Piece<'a>>) {
        for item in old {
            self.removed(item, pieces);
        }
        for item in new {
            self.added(item, pieces);
        }
    }

    /// One that became the other.
    fn pair(
        &mut self,
        one: &Item<'a>,
        other: &Item<'a>,
        parent: Option<Tag>,
        pieces: &mut Vec<Piece<'a>>,
    ) {
        let (old, new) = (one.nodes, other.nodes);
        if one.id == other.id {
            pieces.push(Piece::Same { old, new });
            return;
        }
        let piece = match (one.block, other.block) {
            (None, None) => self.text((old, new), parent == Some(Tag::Pre)),
            (Some(_), Some(_)) if self.depth >= DEPTH => {
                self.work.limited = true;
                None
            }
            (Some(old), Some(new)) => Some(self.inside((one, old), (other, new))),
            _ => None,
        };
        if let Some(piece) = piece {
            pieces.push(piece);
        } else {
            self.removed(one, pieces);
            self.added(other, pieces);
        }
    }

    fn text(&mut self, (old, new): (&'a [Html], &'a [Html]), code: bool) -> Option<Piece<'a>> {
        let (before, after) = (Text::new(old, code), Text::new(new, code));
        if !self.work.units(before.len() + after.len()) {
            return None;
        }
        Some(words(&before, &after, code, &mut self.work).unwrap_or(Piece::Same { old, new }))
    }

    fn inside(
        &mut self,
        (one, old): (&Item<'a>, &'a Element),
        (other, new): (&Item<'a>, &'a Element),
    ) -> Piece<'a> {
        self.depth += 1;
        let piece = if let Some(tabs) = tabs::tabs(self, one, other) {
            let is_same = tabs.iter().all(|tab| !tab.is_changed());
            (is_same, Piece::Tabs { old, new, tabs })
        } else {
            let children = self.siblings(Some(new.tag), &one.items, &other.items);
            (children.iter().all(Piece::is_same), Piece::Inside { old, new, children })
        };
        self.depth -= 1;
        match piece {
            (true, _) if same_shell(old, new) => Piece::Same { old: one.nodes, new: other.nodes },
            (_, piece) => piece,
        }
    }

    fn removed(&mut self, item: &Item<'a>, pieces: &mut Vec<Piece<'a>>) {
        pieces.push(if self.found_loose(item) {
            Piece::MovedFrom(item.nodes, item.id as usize)
        } else {
            Piece::Removed(item.nodes)
        });
    }

    fn added(&mut self, item: &Item<'a>, pieces: &mut Vec<Piece<'a>>) {
        pieces.push(if self.found_loose(item) {
            Piece::MovedTo(item.nodes, item.id as usize)
        } else {
            Piece::Added(item.nodes)
        });
    }

    fn found_loose(&mut self, item: &Item<'a>) -> bool {
        let is_loose = self.is_loose(item);
        if is_loose {
            *self.loose.entry(item.id).or_default() += 1;
        }
        is_loose
    }

    /// The places of those that may have become another: not of what only stands elsewhere now.
    fn staying(&self, items: &[Item<'a>]) -> Vec<usize> {
        let places = items.iter().enumerate().filter(|(_, item)| !self.is_loose(item));
        places.map(|(place, _)| place).collect()
    }

    /// Whether a block that is not in place stands elsewhere, with words enough to be the same one.
    fn is_loose(&self, item: &Item<'a>) -> bool {
        let mut count = 0;
        if self.forest.is_single(item) {
            pairing::collect(item.nodes, &mut |_| count += 1);
        }
        count >= MOVED_WORDS
    }
}

/// A part of a list; none if it is not within it.
pub(super) fn slice<T>(list: &[T], range: Range<usize>) -> &[T] {
    list.get(range).unwrap_or_default()
}
