//! How well a word that was typed matches a word that is there.

use super::words::LONGEST;

/// How a typed word matches, better first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Grade {
    /// The same word.
    Whole,
    /// Another form of it: a plural, another Russian ending.
    Form,
    /// The beginning of it.
    Prefix,
    /// A part of it.
    Inside,
    /// With one slip.
    Edit,
    /// With two slips.
    Edits,
}

impl Grade {
    /// Whether it takes a slip of the typist for granted.
    pub(super) fn is_slip(self) -> bool {
        matches!(self, Self::Edit | Self::Edits)
    }
}

/// A word as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Typed {
    /// Its letters, folded.
    pub(super) text: String,
    letters: Vec<char>,
    mask: u64,
    is_russian: bool,
}

impl Typed {
    /// A word, already folded.
    pub(super) fn new(text: &str) -> Self {
        let letters: Vec<char> = text.chars().collect();
        let is_russian = letters.iter().all(|c| ('а'..='я').contains(c));
        Self { text: text.to_owned(), mask: mask(text), letters, is_russian }
    }

    /// How many characters it has.
    pub(super) fn len(&self) -> usize {
        self.letters.len()
    }

    /// How many slips are forgiven.
    fn slips(&self) -> usize {
        match self.letters.len() {
            0..=3 => 0,
            4..=7 => 1,
            _ => 2,
        }
    }

    /// How it matches `word`, whose [`mask`] is given; with slips if asked for.
    pub(super) fn grade(&self, word: &str, word_mask: u64, with_slips: bool) -> Option<Grade> {
        let missing = (self.mask & !word_mask).count_ones() as usize;
        if missing == 0 {
            if word == self.text {
                return Some(Grade::Whole);
            }
            if let Some(rest) = word.strip_prefix(self.text.as_str()) {
                let is_form = same_number(&self.text, word) || self.is_ending(rest);
                return Some(if is_form { Grade::Form } else { Grade::Prefix });
            }
        }
        // Of all that follows, these are the most letters that may be of one word alone.
        if missing > 3 || (!with_slips && missing > 0 && !self.has_forms()) {
            return None;
        }
        if self.is_form(word) {
            return Some(Grade::Form);
        }
        // A letter or two stand in every word; a sign of another script says more.
        let says_something = self.len() > 2 || self.letters.iter().any(|c| *c >= '\u{2e80}');
        if missing == 0 && says_something && word.contains(&self.text) {
            return Some(Grade::Inside);
        }
        let slips = self.slips();
        let foreign = (word_mask & !self.mask).count_ones() as usize;
        if !with_slips || missing > slips || foreign > slips {
            return None;
        }
        match distance(&self.letters, word, slips)? {
            0 | 1 => Some(Grade::Edit),
            _ => Some(Grade::Edits),
        }
    }

    fn has_forms(&self) -> bool {
        self.is_russian || self.text.ends_with('s') || self.text.ends_with('y')
    }

    fn is_form(&self, word: &str) -> bool {
        if !self.is_russian {
            return self.has_forms() && same_number(&self.text, word);
        }
        let common = self.letters.iter().zip(word.chars()).take_while(|(a, b)| **a == *b).count();
        let mine = self.letters.get(common..).unwrap_or_default();
        let at = word.char_indices().nth(common).map_or(word.len(), |(at, _)| at);
        let rest = word.get(at..).unwrap_or_default();
        let longest = if common < 6 { 2 } else { 3 };
        common >= 4
            && self.len() >= 5
            && mine.len() <= longest
            && mine.iter().all(|c| ENDINGS.contains(*c))
            && rest.chars().count() <= longest
            && rest.chars().all(|c| ENDINGS.contains(c))
    }

    /// Whether a Russian word goes on with an ending alone.
    fn is_ending(&self, rest: &str) -> bool {
        self.is_russian
            && self.len() >= 5
            && rest.chars().count() <= 2
            && rest.chars().all(|c| ENDINGS.contains(c))
    }
}

/// The letters that Russian endings are made of.
const ENDINGS: &str = "аеийоуыьюямхвгтнл";

/// Whether two English words differ in number alone.
fn same_number(one: &str, other: &str) -> bool {
    one.len().abs_diff(other.len()) <= 2 && singular(one) == singular(other)
}

/// The singular of an English word: its stem, and whether a `y` follows.
fn singular(word: &str) -> (&str, bool) {
    if word.len() <= 2 || !word.is_ascii() {
        return (word, false);
    }
    if let Some(stem) = word.strip_suffix("ies") {
        return (stem, true);
    }
    if let Some(stem) = word.strip_suffix('y') {
        return (stem, true);
    }
    let hisses = |stem: &&str| ["s", "x", "z", "ch", "sh"].iter().any(|end| stem.ends_with(end));
    if let Some(stem) = word.strip_suffix("es").filter(hisses) {
        return (stem, false);
    }
    if word.ends_with("ss") || word.ends_with("us") || word.ends_with("is") {
        return (word, false);
    }
    (word.strip_suffix('s').unwrap_or(word), false)
}

/// The letters of a word, a bit for each: a quick "cannot match".
pub(super) fn mask(word: &str) -> u64 {
    let bit = |c: char| match c {
        'a'..='z' => u32::from(c) - u32::from('a'),
        'а'..='я' => 26 + u32::from(c) - u32::from('а'),
        '0'..='9' => 58,
        c => 59 + u32::from(c) % 5,
    };
    word.chars().fold(0, |mask, c| mask | 1 << bit(c))
}

/// How many slips lie between two words (a letter too much, too few, another one, or two letters
/// that changed places), if there are at most `most`.
fn distance(one: &[char], other: &str, most: usize) -> Option<usize> {
    let mut letters = ['\0'; LONGEST];
    let mut length = 0;
    for (slot, c) in letters.iter_mut().zip(other.chars()) {
        *slot = c;
        length += 1;
    }
    if one.len().abs_diff(length) > most || one.len() > LONGEST {
        return None;
    }
    let other = letters.get(..length)?;
    let mut before = [0_usize; LONGEST + 1];
    let mut above: [usize; LONGEST + 1] = std::array::from_fn(|at| at);
    let mut last = None;
    for (row, a) in one.iter().enumerate() {
        let mut here = [row + 1; LONGEST + 1];
        let mut smallest = row + 1;
        let mut left = row + 1;
        let mut previous = None;
        let cells = here.iter_mut().skip(1);
        for (((cell, b), pair), crossed) in
            cells.zip(other).zip(above.windows(2)).zip(std::iter::once(&0).chain(before.iter()))
        {
            let &[diagonal, up] = pair else { return None };
            let mut best = (diagonal + usize::from(a != b)).min(up + 1).min(left + 1);
            if last == Some(b) && previous == Some(a) {
                best = best.min(crossed + 1);
            }
            *cell = best;
            left = best;
            smallest = smallest.min(best);
            previous = Some(b);
        }
        if smallest > most {
            return None;
        }
        last = Some(a);
        before = above;
        above = here;
    }
    above.get(length).copied().filter(|distance| *distance <= most)
}
