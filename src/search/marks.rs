//! What of an entry's texts a query matches.

use super::grade::{Grade, Typed, mask};
use super::rank::{counts, worth};
use super::words::{Word, split};
use super::{Field, Index, narrow};
use std::collections::BTreeMap;

/// So many marks are set in a text at most.
const MOST_MARKS: usize = 50;

/// A match in a text.
struct Mark {
    /// The place of the field in the entry's list.
    at: usize,
    field: Field,
    /// The word of the query, by number.
    typed: usize,
    grade: Grade,
    value: u32,
    range: (u32, u32),
}

/// The field that shows best what the title does not, and what matches in each field.
pub(super) type Marks = (Option<Field>, Vec<(usize, Vec<(u32, u32)>)>);

/// What a query matches in an entry.
pub(super) fn of(index: &Index, entry: u32, words: &[Typed], with_slips: bool) -> Marks {
    let mut marks: Vec<Mark> = Vec::new();
    let mut fields = 0;
    for (at, (field, text)) in index.fields(entry).enumerate() {
        fields = at + 1;
        split(text, |word| {
            let word_mask = mask(word.text);
            for (typed, query) in words.iter().enumerate() {
                let grade = query.grade(word.text, word_mask, with_slips);
                let Some(grade) = grade.filter(|grade| counts(field, *grade)) else { continue };
                let range = range(&word, query, grade);
                let start = narrow(word.start);
                let mut parts =
                    marks.iter().rev().take_while(|mark| mark.at == at && mark.range.0 >= start);
                if !(word.is_compound && parts.any(|mark| mark.typed == typed)) {
                    let value = worth(grade, query, word.text) * field.weight();
                    marks.push(Mark { at, field, typed, grade, value, range });
                }
            }
        });
    }
    // A slip is none where the word itself stands.
    for typed in 0..words.len() {
        let is_there = |mark: &Mark| mark.typed == typed && !mark.grade.is_slip();
        if marks.iter().any(is_there) {
            marks.retain(|mark| mark.typed != typed || !mark.grade.is_slip());
        }
    }
    let ranges = (0..fields).map(|at| (at, joined(&marks, at))).filter(|(_, all)| !all.is_empty());
    let ranges = ranges.collect();
    (beyond_title(&marks), ranges)
}

/// Where a match stands in its text, in characters.
fn range(word: &Word<'_>, typed: &Typed, grade: Grade) -> (u32, u32) {
    let has_gaps = word.text.chars().count() != word.end - word.start;
    let start = match grade {
        Grade::Prefix if !has_gaps => word.start,
        Grade::Inside if !has_gaps => {
            let before = word.text.find(&typed.text).and_then(|at| word.text.get(..at));
            word.start + before.unwrap_or_default().chars().count()
        }
        _ => return (narrow(word.start), narrow(word.end)),
    };
    (narrow(start), narrow(start + typed.len()))
}

/// The ranges in a field, in order; those that touch or overlap are one.
fn joined(marks: &[Mark], at: usize) -> Vec<(u32, u32)> {
    let mut ranges: Vec<(u32, u32)> =
        marks.iter().filter(|mark| mark.at == at).map(|mark| mark.range).collect();
    ranges.sort_unstable();
    let mut joined: Vec<(u32, u32)> = Vec::new();
    for (start, end) in ranges {
        match joined.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(end),
            _ => joined.push((start, end)),
        }
    }
    joined.truncate(MOST_MARKS);
    joined
}

/// The field with the best matches of the words that neither the title nor the method shows.
fn beyond_title(marks: &[Mark]) -> Option<Field> {
    let is_shown = |typed: usize| {
        let shows = |mark: &Mark| matches!(mark.field, Field::Title | Field::Method);
        marks.iter().any(|mark| mark.typed == typed && shows(mark))
    };
    // By field: the best match of each word.
    let mut best: BTreeMap<usize, (Field, BTreeMap<usize, u32>)> = BTreeMap::new();
    for mark in marks.iter().filter(|mark| !is_shown(mark.typed)) {
        let (_, values) = best.entry(mark.at).or_insert((mark.field, BTreeMap::new()));
        let value = values.entry(mark.typed).or_default();
        *value = mark.value.max(*value);
    }
    let sum = |values: &BTreeMap<usize, u32>| values.values().sum::<u32>();
    // Of equals the first: the order of the entry's list.
    best.into_values().rev().max_by_key(|(_, values)| sum(values)).map(|(field, _)| field)
}
