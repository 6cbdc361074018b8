//! Search over the operations, schemas and pages of a site; Russian and English.
//!
//! ```text
//! Entry ── words ──► Index (texts, dictionary of distinct words with their places)
//! query ── words ──► Typed ── grade ──► words of the dictionary ──► places ── rank ──► Found, with marks
//! ```
//!
//! Every word of a query has to match; it matches a word as a whole, in another form, at its
//! beginning, inside of it, or, where little else is found, with a slip (two from eight letters on).
//! Names are cut into words, so that `getUserById`, `/users/{user_id}` and "user id" find each other.
//! Nothing is loaded, nothing fails; the same entries and the same query give the same answer.
//!
//! It runs in a worker's program: it folds case with the tables of the standard library, which the
//! page's own program must not carry.

mod dictionary;
mod grade;
mod marks;
mod rank;
mod show;
mod words;

use dictionary::Dictionary;

pub use show::{around, marked};

/// What can be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An operation.
    Operation,
    /// A schema.
    Schema,
    /// A webhook.
    Webhook,
    /// A page.
    Page,
    /// A heading of a page.
    Heading,
}

/// The parts of an entry, by what they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// The summary of an operation, the name of anything else.
    Title,
    /// The path.
    Path,
    /// The method.
    Method,
    /// The operation's identifier.
    Id,
    /// A parameter's name, or a property's.
    Parameter,
    /// A tag.
    Tag,
    /// Prose.
    Description,
}

impl Field {
    /// All of them, by number.
    const ALL: [Self; 7] = [
        Self::Title,
        Self::Path,
        Self::Method,
        Self::Id,
        Self::Parameter,
        Self::Tag,
        Self::Description,
    ];

    /// How much a match in it is worth.
    fn weight(self) -> u32 {
        match self {
            Self::Method => 15,
            Self::Title | Self::Path | Self::Id => 10,
            Self::Parameter | Self::Tag => 6,
            Self::Description => 3,
        }
    }

    /// Whether it names the entry.
    fn is_name(self) -> bool {
        matches!(self, Self::Title | Self::Path | Self::Id)
    }
}

/// Something that can be found, as it is added to an [`Index`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it is.
    pub kind: Kind,
    /// Its texts; a field may stand several times.
    pub fields: Vec<(Field, String)>,
}

/// Something that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The number of the entry.
    pub entry: u32,
    /// How well it matches; of use within one answer.
    pub score: u32,
    /// The best field beyond the title, if the title does not show the whole match.
    pub field: Option<Field>,
    /// What matches: for a field, by its place in the entry's list, ranges of characters in order.
    pub marks: Vec<(usize, Vec<(u32, u32)>)>,
}

/// The texts of a site, ready to be searched. May be added to and searched at any time.
#[derive(Debug, Default)]
pub struct Index {
    text: String,
    fields: Vec<Stored>,
    entries: Vec<Known>,
    dictionary: Dictionary,
}

/// A text of an entry.
#[derive(Debug)]
struct Stored {
    /// Where it ends in the text; it starts where the one before it ends.
    end: u32,
    field: Field,
    /// How many words it has, at most 255.
    words: u8,
}

/// An entry.
#[derive(Debug)]
struct Known {
    /// The number of the field behind its last.
    end: u32,
    kind: Kind,
}

impl Index {
    /// An index of nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// How many distinct words there are.
    pub fn words(&self) -> usize {
        self.dictionary.len()
    }

    /// The bytes that it holds.
    pub fn size(&self) -> usize {
        self.text.capacity()
            + self.fields.capacity() * size_of::<Stored>()
            + self.entries.capacity() * size_of::<Known>()
            + self.dictionary.size()
    }

    /// Gives back the memory that was kept for more entries; more may come all the same.
    pub fn shrink(&mut self) {
        self.text.shrink_to_fit();
        self.fields.shrink_to_fit();
        self.entries.shrink_to_fit();
        self.dictionary.shrink();
    }

    /// Adds an entry; its number counts from 0.
    pub fn add(&mut self, entry: &Entry) -> u32 {
        let number = narrow(self.entries.len());
        let mut counts = vec![0_u8; entry.fields.len()];
        // Places have to grow: the fields in the order of their numbers.
        for (at, field) in Field::ALL.into_iter().enumerate() {
            let place = (number << 3) | narrow(at);
            let texts = entry.fields.iter().zip(&mut counts).filter(|((of, _), _)| *of == field);
            for ((_, text), count) in texts {
                words::split(text, |word| {
                    self.dictionary.add(word.text, place);
                    *count = count.saturating_add(u8::from(!word.is_compound));
                });
            }
        }
        for ((field, text), words) in entry.fields.iter().zip(counts) {
            self.text.push_str(text);
            self.fields.push(Stored { end: narrow(self.text.len()), field: *field, words });
        }
        self.entries.push(Known { end: narrow(self.fields.len()), kind: entry.kind });
        number
    }

    /// What an entry is.
    pub fn kind(&self, entry: u32) -> Option<Kind> {
        self.entries.get(entry as usize).map(|known| known.kind)
    }

    /// The texts of an entry, as they were added.
    pub fn fields(&self, entry: u32) -> impl Iterator<Item = (Field, &str)> {
        self.stored(entry).map(|(stored, text)| (stored.field, text))
    }

    /// The best matches of a query, best first; of equals the one that was added first.
    pub fn find(&self, query: &str, limit: usize) -> Vec<Found> {
        rank::find(self, query, limit)
    }

    fn stored(&self, entry: u32) -> impl Iterator<Item = (&Stored, &str)> {
        let end = |at: usize| self.entries.get(at).map_or(0, |known| known.end as usize);
        let first = (entry as usize).checked_sub(1).map_or(0, end);
        let fields = self.fields.get(first..end(entry as usize)).unwrap_or_default();
        let before = first.checked_sub(1).and_then(|before| self.fields.get(before));
        let mut start = before.map_or(0, |stored| stored.end as usize);
        fields.iter().map(move |stored| {
            let end = stored.end as usize;
            let text = self.text.get(start..end).unwrap_or_default();
            start = end;
            (stored, text)
        })
    }
}

/// Numbers of the index are of 32 bits, as memory in the browser is.
fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
