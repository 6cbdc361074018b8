//! Which entries match a query, and which of them best.

use super::grade::{Grade, Typed};
use super::words::{fold, other_layout, split};
use super::{Field, Found, Index, marks, narrow};
use std::cmp::Reverse;

/// More words of a query than these are not looked at.
const MOST_WORDS: usize = 12;

/// With fewer found than these, slips are forgiven.
const FEW: usize = 5;

/// The least number of entries whose texts are compared with the query as a whole.
const COMPARED: usize = 200;

/// An entry that matches.
#[derive(Clone, Copy)]
struct Hit {
    entry: u32,
    score: u32,
}

/// A query, cut into words.
struct Query {
    /// As it was typed, folded.
    text: String,
    words: Vec<Typed>,
}

impl Query {
    fn new(text: &str) -> Self {
        let mut words: Vec<Typed> = Vec::new();
        split(text, |word| {
            let typed = Typed::new(word.text);
            if !word.is_compound && words.len() < MOST_WORDS && !words.contains(&typed) {
                words.push(typed);
            }
        });
        Self { text: text.trim().chars().map(fold).collect(), words }
    }

    /// The query as it would be had the words that are nowhere been typed in the other layout.
    fn in_other_layout(&self, index: &Index) -> Option<Self> {
        let is_known = |token: &str| {
            let mut rest = Self::new(token).words;
            for (_, word, mask) in index.dictionary.iter() {
                rest.retain(|typed| typed.grade(word, mask, false).is_none());
            }
            rest.is_empty()
        };
        let mut text = String::new();
        for token in self.text.split_whitespace() {
            let is_kept = !Self::new(token).words.is_empty() && is_known(token);
            let token = if is_kept { token.to_owned() } else { other_layout(token) };
            text.push_str(&token);
            text.push(' ');
        }
        Some(Self::new(&text)).filter(|other| other.words != self.words)
    }
}

/// See [`Index::find`].
pub(super) fn find(index: &Index, query: &str, limit: usize) -> Vec<Found> {
    let mut query = Query::new(query);
    let (mut hits, mut with_slips) = forgiving(index, &query);
    if hits.is_empty()
        && let Some(other) = query.in_other_layout(index)
    {
        query = other;
        (hits, with_slips) = forgiving(index, &query);
    }
    keep_best(&mut hits, limit.saturating_mul(2).max(COMPARED));
    let mut buffer = String::new();
    for hit in &mut hits {
        hit.score += as_a_whole(index, hit.entry, &query.text, &mut buffer);
    }
    hits.sort_unstable_by_key(|hit| (Reverse(hit.score), hit.entry));
    hits.truncate(limit);
    let found = |hit: Hit| {
        let (field, marks) = marks::of(index, hit.entry, &query.words, with_slips);
        Found { entry: hit.entry, score: hit.score, field, marks }
    };
    hits.into_iter().map(found).collect()
}

/// The entries that match, with slips if there are few without; says whether it was with slips.
fn forgiving(index: &Index, query: &Query) -> (Vec<Hit>, bool) {
    let hits = hits(index, &query.words, false);
    if hits.len() >= FEW || query.words.is_empty() {
        return (hits, false);
    }
    (self::hits(index, &query.words, true), true)
}

/// The best `most` of the hits, and all that are as good as the last of them.
fn keep_best(hits: &mut Vec<Hit>, most: usize) {
    if hits.len() > most {
        let (_, Hit { score, .. }, _) =
            hits.select_nth_unstable_by_key(most, |hit| Reverse(hit.score));
        let least = *score;
        hits.retain(|hit| hit.score >= least);
    }
}

/// What a word of a query found in an entry.
#[derive(Clone, Copy, Default)]
struct Tally {
    total: u32,
    best: u32,
    /// The field of the best, a bit.
    field: u8,
    /// The fields of the words before, bits.
    fields: u8,
}

/// The entries in which every word is, with the worth of it.
fn hits(index: &Index, words: &[Typed], with_slips: bool) -> Vec<Hit> {
    let mut tallies = vec![Tally::default(); index.len()];
    for (round, typed) in words.iter().enumerate() {
        for (number, word, mask) in index.dictionary.iter() {
            let Some(grade) = typed.grade(word, mask, with_slips) else { continue };
            let worth = worth(grade, typed, word);
            index.dictionary.places(number, |place| {
                let field = Field::ALL.get((place & 7) as usize).copied();
                let tally = tallies.get_mut((place >> 3) as usize);
                if let (Some(field), Some(tally)) = (field, tally)
                    && counts(field, grade)
                    && worth * field.weight() > tally.best
                {
                    tally.best = worth * field.weight();
                    tally.field = 1 << (place & 7);
                }
            });
        }
        for tally in &mut tallies {
            let is_in = tally.best > 0 && (round == 0 || tally.total > 0);
            tally.total = if is_in { tally.total + tally.best } else { 0 };
            tally.fields |= tally.field;
            (tally.best, tally.field) = (0, 0);
        }
    }
    let hit = |(entry, tally): (usize, &Tally)| {
        let entry = narrow(entry);
        Hit { entry, score: tally.total + brevity(index, entry, tally.fields, words.len()) }
    };
    tallies.iter().enumerate().filter(|(_, tally)| tally.total > 0).map(hit).collect()
}

/// Whether a match counts in a field: a method is named, or it is not.
pub(super) fn counts(field: Field, grade: Grade) -> bool {
    field != Field::Method || grade == Grade::Whole
}

/// What a match is worth, before the field is weighed.
pub(super) fn worth(grade: Grade, typed: &Typed, word: &str) -> u32 {
    let share = || 20 * narrow(typed.len()) / narrow(word.chars().count()).max(1);
    match grade {
        Grade::Whole => 100,
        Grade::Form => 90,
        Grade::Prefix => 60 + share(),
        Grade::Inside => 25 + share(),
        Grade::Edit => 25,
        Grade::Edits => 15,
    }
}

/// What a name that has few words beside those of the query is worth.
fn brevity(index: &Index, entry: u32, fields: u8, words: usize) -> u32 {
    let words = narrow(words);
    let matched = index.stored(entry).map(|(stored, _)| stored).filter(|stored| {
        let bit = Field::ALL.iter().position(|field| *field == stored.field).unwrap_or_default();
        stored.field.is_name() && fields & (1 << bit) != 0
    });
    let share = |of: u8| 100 * words.min(u32::from(of)) / u32::from(of).max(1);
    matched.map(|stored| share(stored.words)).max().unwrap_or_default()
}

/// What it is worth that a name is the query, or holds it as it was typed.
fn as_a_whole(index: &Index, entry: u32, query: &str, buffer: &mut String) -> u32 {
    let method = index.fields(entry).find(|(field, _)| *field == Field::Method);
    let (first, rest) = query.split_once(char::is_whitespace).unwrap_or_default();
    let has_method = method.is_some_and(|(_, method)| method.eq_ignore_ascii_case(first));
    let of_method = Some(rest.trim_start()).filter(|rest| has_method && !rest.is_empty());
    let query = query.trim_matches('/');
    let of_method = of_method.map_or("", |rest| rest.trim_matches('/'));
    let mut best = 0;
    for (field, text) in index.fields(entry).filter(|(field, _)| field.is_name()) {
        buffer.clear();
        buffer.extend(text.chars().map(fold));
        let name = buffer.trim_matches('/');
        let compare = |query: &str| {
            let is_whole = |at: usize| !name.chars().skip(at).take(1).any(char::is_alphanumeric);
            let several = query.contains(' ');
            match name.find(query) {
                _ if query.is_empty() => 0,
                Some(0) if name.len() == query.len() && field == Field::Title => 500_000,
                Some(0) if name.len() == query.len() => 1_000_000,
                Some(0) if several || is_whole(query.chars().count()) => 300,
                Some(_) if several => 150,
                _ => 0,
            }
        };
        best = best.max(compare(query)).max(compare(of_method));
    }
    best
}
