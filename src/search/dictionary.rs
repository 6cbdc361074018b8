//! The distinct words of all texts, and where each stands.

use super::grade::mask;

/// No word stands here.
const FREE: u32 = u32::MAX;

/// The distinct words, each with the places where it stands.
#[derive(Debug, Default)]
pub(super) struct Dictionary {
    text: String,
    words: Vec<Known>,
    /// An open hash table of numbers in `words`.
    table: Vec<u32>,
}

#[derive(Debug)]
struct Known {
    /// Where it ends in the text; it starts where the one before it ends.
    end: u32,
    mask: u64,
    /// Its places, growing, each as the distance from the one before it: 7 bits a byte.
    places: Vec<u8>,
    last: u32,
}

impl Dictionary {
    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// The bytes that it holds.
    pub(super) fn size(&self) -> usize {
        let places: usize = self.words.iter().map(|word| word.places.capacity()).sum();
        self.text.capacity()
            + self.words.capacity() * size_of::<Known>()
            + self.table.capacity() * size_of::<u32>()
            + places
    }

    /// Gives back the memory that was kept for more.
    pub(super) fn shrink(&mut self) {
        self.text.shrink_to_fit();
        self.words.shrink_to_fit();
        for word in &mut self.words {
            word.places.shrink_to_fit();
        }
    }

    /// Notes that a word stands at a place; places only grow.
    pub(super) fn add(&mut self, word: &str, place: u32) {
        let number = self.number(word);
        let Some(known) = self.words.get_mut(number) else { return };
        if known.last == place {
            return;
        }
        let mut distance = place - if known.last == FREE { 0 } else { known.last };
        known.last = place;
        loop {
            let [low, ..] = (distance & 0x7f).to_le_bytes();
            distance >>= 7;
            known.places.push(if distance > 0 { low | 0x80 } else { low });
            if distance == 0 {
                break;
            }
        }
    }

    /// Every word with its number and its mask.
    pub(super) fn iter(&self) -> impl Iterator<Item = (usize, &str, u64)> {
        let mut start = 0;
        self.words.iter().enumerate().map(move |(number, known)| {
            let end = known.end as usize;
            let word = self.text.get(start..end).unwrap_or_default();
            start = end;
            (number, word, known.mask)
        })
    }

    /// Calls `place` for the places where a word stands.
    pub(super) fn places(&self, number: usize, mut place: impl FnMut(u32)) {
        let Some(known) = self.words.get(number) else { return };
        let (mut at, mut distance, mut shift) = (0, 0, 0);
        for byte in &known.places {
            distance |= u32::from(byte & 0x7f) << shift;
            shift += 7;
            if byte & 0x80 == 0 {
                at += distance;
                place(at);
                (distance, shift) = (0, 0);
            }
        }
    }

    fn word(&self, number: usize) -> &str {
        let before = number.checked_sub(1).and_then(|before| self.words.get(before));
        let start = before.map_or(0, |known| known.end as usize);
        let end = self.words.get(number).map_or(start, |known| known.end as usize);
        self.text.get(start..end).unwrap_or_default()
    }

    /// The number of a word, a new one if need be.
    fn number(&mut self, word: &str) -> usize {
        if self.words.len() * 2 >= self.table.len() {
            self.grow();
        }
        let slot = self.slot(word);
        let Some(number) = self.table.get_mut(slot) else { return 0 };
        if *number == FREE {
            *number = u32::try_from(self.words.len()).unwrap_or(FREE);
            self.text.push_str(word);
            let end = u32::try_from(self.text.len()).unwrap_or(FREE);
            self.words.push(Known { end, mask: mask(word), places: Vec::new(), last: FREE });
        }
        *number as usize
    }

    /// Where a word stands in the table, or where it would.
    fn slot(&self, word: &str) -> usize {
        let mut slot = hash(word);
        loop {
            slot &= self.table.len() - 1;
            match self.table.get(slot) {
                Some(number) if *number != FREE && self.word(*number as usize) != word => slot += 1,
                _ => return slot,
            }
        }
    }

    fn grow(&mut self) {
        let length = (self.table.len() * 2).max(1024);
        self.table.clear();
        self.table.resize(length, FREE);
        for number in 0..self.words.len() {
            let slot = self.slot(self.word(number));
            if let Some(free) = self.table.get_mut(slot) {
                *free = u32::try_from(number).unwrap_or(FREE);
            }
        }
    }
}

/// FNV-1a, its upper bits mixed into the lower.
fn hash(word: &str) -> usize {
    let hash = word
        .bytes()
        .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    (hash ^ (hash >> 15)) as usize
}
