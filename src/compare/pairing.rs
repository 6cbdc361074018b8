//! Which removed block became which added one.

use super::items::{Item, class};
use super::run::{Kind, parts};
use super::siblings::Work;
use crate::html::{Element, Html, Tag};
use imara_diff::Interner;

/// How alike two blocks are: 0 for no pair, otherwise up to [`ALIKE`] and more for the same first
/// part.
type Score = u32;

/// The score of two blocks with the same words.
const ALIKE: Score = 1000;
/// From here on two blocks are a pair.
const PAIR: Score = ALIKE / 2;
/// From here on no other pair is looked for.
const SURE: Score = ALIKE * 4 / 5;
/// The most comparisons among the neighbours of one place.
const COMPARISONS: usize = 250_000;

/// The words of a block, each as a number, in the order of these.
struct Bag<'b, 'a> {
    item: &'b Item<'a>,
    words: Vec<u32>,
}

/// Pairs of what stands in `parent`, in order: each old place and its new one.
pub(super) fn pairs<'a>(
    parent: Option<Tag>,
    (old, new): (&[&Item<'a>], &[&Item<'a>]),
    words: &mut Interner<&'a str>,
    work: &mut Work,
) -> Vec<(usize, usize)> {
    if let ([one], [other]) = (old, new)
        && is_one_place(parent, one, other)
    {
        return vec![(0, 0)];
    }
    if old.is_empty() || new.is_empty() {
        return Vec::new();
    }
    let bags = |items: &[&'_ Item<'a>], words: &mut Interner<&'a str>, work: &mut Work| {
        items.iter().map(|item| word_numbers(item, words, work)).collect::<Vec<_>>()
    };
    let (old_words, new_words) = (bags(old, words, work), bags(new, words, work));
    let bag = |(item, words)| Bag { item, words };
    let old: Vec<_> = old.iter().copied().zip(old_words).map(bag).collect();
    let new: Vec<_> = new.iter().copied().zip(new_words).map(bag).collect();
    of_bags(&old, &new, work)
}

fn of_bags(old: &[Bag<'_, '_>], new: &[Bag<'_, '_>], work: &mut Work) -> Vec<(usize, usize)> {
    let mut is_sure = |(one, other): (&Bag<'_, '_>, &Bag<'_, '_>)| {
        same_kind(one.item, other.item) && score(one, other, work) >= SURE
    };
    let start = old.iter().zip(new).take_while(|(one, other)| is_sure((one, other))).count();
    let (old_rest, new_rest) = (old.get(start..), new.get(start..));
    let (old_rest, new_rest) = (old_rest.unwrap_or_default(), new_rest.unwrap_or_default());
    let from_end = old_rest.iter().rev().zip(new_rest.iter().rev());
    let end = from_end.take_while(|(one, other)| is_sure((one, other))).count();
    let (old_end, new_end) = (old.len() - end, new.len() - end);

    let mut pairs: Vec<_> = (0..start).map(|place| (place, place)).collect();
    let (count, other_count) = (old_end - start, new_end - start);
    let parts = count.saturating_mul(other_count).div_ceil(COMPARISONS).max(1);
    work.limited |= parts > 1;
    for part in 0..parts {
        // Past the limit, only blocks at about the same place are compared.
        let (old_from, old_to) = (start + count * part / parts, start + count * (part + 1) / parts);
        let new_from = start + other_count * part / parts;
        let new_to = start + other_count * (part + 1) / parts;
        let old = old.get(old_from..old_to).unwrap_or_default();
        let new = new.get(new_from..new_to).unwrap_or_default();
        let found = best(old, new, work);
        pairs.extend(found.into_iter().map(|(one, other)| (old_from + one, new_from + other)));
    }
    pairs.extend((0..end).map(|place| (old_end + place, new_end + place)));
    pairs
}

/// The pairs in order that have the highest score together.
fn best(old: &[Bag<'_, '_>], new: &[Bag<'_, '_>], work: &mut Work) -> Vec<(usize, usize)> {
    let width = new.len() + 1;
    let mut scores = vec![0; old.len() * width];
    let mut sums = vec![0; (old.len() + 1) * width];
    let at = |list: &[Score], i: usize, j: usize| list.get(i * width + j).copied().unwrap_or(0);
    for (i, one) in old.iter().enumerate().rev() {
        for (j, other) in new.iter().enumerate().rev() {
            let own = score(one, other, work);
            let mut sum = at(&sums, i + 1, j).max(at(&sums, i, j + 1));
            if own > 0 {
                sum = sum.max(own + at(&sums, i + 1, j + 1));
            }
            if let (Some(score), Some(total)) =
                (scores.get_mut(i * width + j), sums.get_mut(i * width + j))
            {
                (*score, *total) = (own, sum);
            }
        }
    }
    let mut pairs = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < old.len() && j < new.len() {
        let own = at(&scores, i, j);
        if own > 0 && at(&sums, i, j) == own + at(&sums, i + 1, j + 1) {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if at(&sums, i, j) == at(&sums, i + 1, j) {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

fn score(old: &Bag<'_, '_>, new: &Bag<'_, '_>, work: &mut Work) -> Score {
    if !may_become(old.item, new.item) {
        return 0;
    }
    let first = if same_first(old.item, new.item) { ALIKE } else { 0 };
    let (fewer, more) =
        (old.words.len().min(new.words.len()), old.words.len().max(new.words.len()));
    // With three times the words no two are half alike.
    let alike = if more > fewer * 3 {
        0
    } else if work.steps(1 + fewer + more) {
        alike(&old.words, &new.words)
    } else {
        return 0;
    };
    let kind = Score::from(same_kind(old.item, new.item));
    if alike >= PAIR || first > 0 { alike + first + kind } else { 0 }
}

/// The share of words that both have, of both in thousandths.
fn alike(old: &[u32], new: &[u32]) -> Score {
    let all = old.len() + new.len();
    if all == 0 {
        return ALIKE;
    }
    let (mut old, mut new) = (old.iter().peekable(), new.iter().peekable());
    let mut common = 0;
    while let (Some(one), Some(other)) = (old.peek(), new.peek()) {
        match one.cmp(other) {
            std::cmp::Ordering::Less => _ = old.next(),
            std::cmp::Ordering::Greater => _ = new.next(),
            std::cmp::Ordering::Equal => {
                common += 2;
                old.next();
                new.next();
            }
        }
    }
    Score::try_from(common * ALIKE as usize / all).unwrap_or(ALIKE)
}

/// The numbers of a block's words, ordered.
pub(super) fn word_numbers<'a>(
    item: &Item<'a>,
    words: &mut Interner<&'a str>,
    work: &mut Work,
) -> Vec<u32> {
    let mut numbers = Vec::new();
    collect(item.nodes, &mut |word| numbers.push(words.intern(word).0));
    numbers.sort_unstable();
    work.steps(numbers.len());
    numbers
}

/// Every word of the nodes, but those of buttons.
pub(super) fn collect<'a>(nodes: &'a [Html], take: &mut impl FnMut(&'a str)) {
    for node in nodes {
        match node {
            Html::Text(text) => {
                let words = parts(text).filter(|(kind, _)| *kind == Kind::Word);
                words.for_each(|(_, word)| take(word));
            }
            Html::Element(element) if element.tag != Tag::Button => {
                collect(&element.children, take);
            }
            Html::Element(_) => {}
        }
    }
}

fn same_kind(old: &Item<'_>, new: &Item<'_>) -> bool {
    old.block.map(|block| block.tag) == new.block.map(|block| block.tag)
}

/// Whether one may have become the other at all.
fn may_become(old: &Item<'_>, new: &Item<'_>) -> bool {
    let (one, other) = match (old.block, new.block) {
        (Some(one), Some(other)) => (one, other),
        (None, None) => return true,
        _ => return false,
    };
    if one.tag == other.tag {
        return frame(one) == frame(other);
    }
    let all = |tags: &[Tag]| tags.contains(&one.tag) && tags.contains(&other.tag);
    all(&[Tag::P, Tag::H1, Tag::H2, Tag::H3, Tag::H4, Tag::H5, Tag::H6])
        || all(&[Tag::Ul, Tag::Ol])
        || all(&[Tag::Td, Tag::Th])
        || all(&[Tag::Dt, Tag::Dd])
}

/// The class of a part whose children have their places; none for others.
fn frame(element: &Element) -> &str {
    let class = class(element);
    if matches!(class, "code" | "code-head" | "scroll" | "tabset" | "tab-row") { class } else { "" }
}

/// Whether the only ones in their place are the same part, whatever they hold. A text of its own is
/// not: as a whole it is easier to read than as words among others. But the paragraph of a cell is
/// the cell's.
fn is_one_place(parent: Option<Tag>, old: &Item<'_>, new: &Item<'_>) -> bool {
    let is_of_parent = matches!(parent, Some(Tag::Td | Tag::Th | Tag::Li | Tag::Dt | Tag::Dd));
    let text = [Tag::P, Tag::H1, Tag::H2, Tag::H3, Tag::H4, Tag::H5, Tag::H6, Tag::Li, Tag::Tr];
    old.block.is_some_and(|block| is_of_parent || !text.contains(&block.tag))
        && same_kind(old, new)
        && may_become(old, new)
}

/// Whether two blocks that are known by their first part have the same one: a row of a table by its
/// first cell, a part that opens by its summary.
fn same_first(old: &Item<'_>, new: &Item<'_>) -> bool {
    let known = |item: &Item<'_>| {
        let tag = item.block.map(|block| block.tag);
        let is_known = matches!(tag, Some(Tag::Tr | Tag::Li | Tag::Details | Tag::Section))
            && item.items.len() > 1;
        let first = item.items.first().filter(|_| is_known)?;
        let mut count = 0;
        collect(first.nodes, &mut |_| count += 1);
        (count > 0).then_some(first.id)
    };
    same_kind(old, new) && known(old).is_some_and(|first| known(new) == Some(first))
}
