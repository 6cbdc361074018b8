//! Two lists of keys side by side: what is in both, in order.

use super::siblings::{Work, slice};
use imara_diff::{Algorithm, Diff, InternedInput, Interner, Token};
use std::hash::Hash;
use std::ops::Range;

/// The most places of a list that are compared at a time: the work for lists with few different
/// keys grows faster than they do.
const WINDOW: usize = 5_000;

/// A part of the old list and what stands in its place; either may be empty.
pub(super) type Hunk = (Range<usize>, Range<usize>);

/// The parts of two lists that differ, in order.
pub(super) fn hunks<T: Hash + Eq>(
    old: impl Iterator<Item = T>,
    new: impl Iterator<Item = T>,
    work: &mut Work,
) -> Vec<Hunk> {
    let mut interner = Interner::new(0);
    let old: Vec<Token> = old.map(|key| interner.intern(key)).collect();
    let new: Vec<Token> = new.map(|key| interner.intern(key)).collect();
    let same = |(one, other): &(&Token, &Token)| one == other;
    let start = old.iter().zip(&new).take_while(same).count();
    let shorter = old.len().min(new.len()) - start;
    let ends = old.iter().rev().zip(new.iter().rev()).take(shorter);
    let end = ends.take_while(same).count();
    let (old_end, new_end) = (old.len() - end, new.len() - end);

    let mut hunks = Vec::new();
    let (mut old_at, mut new_at) = (start, start);
    while old_at < old_end || new_at < new_end {
        let (old_to, new_to) = (old_end.min(old_at + WINDOW), new_end.min(new_at + WINDOW));
        let window = (slice(&old, old_at..old_to), slice(&new, new_at..new_to));
        let shifted = |(one, other): Hunk| {
            (one.start + old_at..one.end + old_at, other.start + new_at..other.end + new_at)
        };
        let mut found: Vec<Hunk> =
            differ(window, interner.num_tokens()).into_iter().map(shifted).collect();
        let mut next = (old_to, new_to);
        if next != (old_end, new_end)
            && let Some((one, other)) =
                found.pop_if(|last| last.0.end == old_to || last.1.end == new_to)
        {
            // What follows may belong to the last hunk: it is looked at again with that.
            next = (one.start, other.start);
            if next == (old_at, new_at) {
                work.limited = true;
                next = (old_to, new_to);
                found.push((one, other));
            }
        }
        hunks.append(&mut found);
        (old_at, new_at) = next;
    }
    hunks
}

fn differ((old, new): (&[Token], &[Token]), tokens: u32) -> Vec<Hunk> {
    let interner: Interner<()> = Interner::new(0);
    let input = InternedInput { before: old.to_vec(), after: new.to_vec(), interner };
    let mut diff = Diff::default();
    diff.compute_with(Algorithm::Histogram, &input.before, &input.after, tokens);
    diff.postprocess_no_heuristic(&input);
    let wide = |range: Range<u32>| range.start as usize..range.end as usize;
    diff.hunks().map(|hunk| (wide(hunk.before), wide(hunk.after))).collect()
}
