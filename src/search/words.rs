//! Words: where a text is cut, and what of a letter does not count.

/// The longest word that is kept, in characters; what is longer is no word that somebody types.
pub(super) const LONGEST: usize = 48;

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word<'a> {
    /// Its letters, folded: one character for each of the text.
    pub(super) text: &'a str,
    /// Where it starts in the text, in characters.
    pub(super) start: usize,
    /// Where it ends, in characters.
    pub(super) end: usize,
    /// The parts of a name, put together: `userid` of `user_id`.
    pub(super) is_compound: bool,
}

/// A letter without its case; `ё` is `е`. One character stays one.
pub(super) fn fold(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    match c.to_lowercase().next().unwrap_or(c) {
        'ё' => 'е',
        lower => lower,
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Lower,
    Upper,
    Digit,
    /// Joins the parts of a name.
    Joint,
    Other,
}

fn class(c: char) -> Class {
    match c {
        'a'..='z' => Class::Lower,
        'A'..='Z' => Class::Upper,
        '0'..='9' => Class::Digit,
        '_' | '-' => Class::Joint,
        _ if c.is_ascii() => Class::Other,
        _ if c.is_uppercase() => Class::Upper,
        _ if c.is_alphanumeric() => Class::Lower,
        _ => Class::Other,
    }
}

/// Cuts a text into words, and calls `word` for each of them, and for each name of several.
pub(super) fn split(text: &str, mut word: impl FnMut(Word<'_>)) {
    let mut name = Name::default();
    let mut part = Part::default();
    let mut chars = text.chars().enumerate().peekable();
    while let Some((at, c)) = chars.next() {
        let class = class(c);
        if class == Class::Other || class == Class::Joint {
            name.take(&mut part, at, &mut word);
            let goes_on = chars.peek().is_some_and(|(_, next)| next.is_alphanumeric());
            if class == Class::Other || !goes_on {
                name.close(&mut word);
            }
            continue;
        }
        let next = chars.peek().map(|(_, next)| *next);
        if part.ends_before(class, next) {
            name.take(&mut part, at, &mut word);
        }
        part.push(c, class, at);
    }
    let end = part.start + part.length;
    name.take(&mut part, end, &mut word);
    name.close(&mut word);
}

/// The part of a name that is being read.
#[derive(Default)]
struct Part {
    text: String,
    start: usize,
    length: usize,
    last: Option<Class>,
}

impl Part {
    fn push(&mut self, c: char, class: Class, at: usize) {
        if self.length == 0 {
            self.start = at;
        }
        if self.length < LONGEST {
            self.text.push(fold(c));
        }
        self.length += 1;
        self.last = Some(class);
    }

    /// Whether a character begins a part of its own: `userId`, `oauth2`, `HTTPServer`; not `IDs`.
    fn ends_before(&self, class_here: Class, next: Option<char>) -> bool {
        match (self.last, class_here) {
            (None, _) | (Some(Class::Upper), Class::Lower) => false,
            (Some(Class::Upper), Class::Upper) => {
                next.is_some_and(|next| next != 's' && class(next) == Class::Lower)
            }
            (Some(last), here) => last != here,
        }
    }
}

/// The name that is being read.
#[derive(Default)]
struct Name {
    text: String,
    length: usize,
    start: usize,
    end: usize,
    parts: usize,
}

impl Name {
    fn take(&mut self, part: &mut Part, end: usize, word: &mut impl FnMut(Word<'_>)) {
        if part.length == 0 {
            return;
        }
        if self.parts == 0 {
            self.start = part.start;
        }
        self.parts += 1;
        self.end = end;
        if self.length < LONGEST {
            self.text.extend(part.text.chars().take(LONGEST - self.length));
            self.length += part.length;
        }
        word(Word { text: &part.text, start: part.start, end, is_compound: false });
        part.text.clear();
        (part.length, part.last) = (0, None);
    }

    fn close(&mut self, word: &mut impl FnMut(Word<'_>)) {
        if self.parts > 1 {
            let Self { text, start, end, .. } = self;
            word(Word { text, start: *start, end: *end, is_compound: true });
        }
        self.text.clear();
        (self.length, self.parts) = (0, 0);
    }
}

/// The keys of the Russian layout, and those that stand in the same places.
const LAYOUTS: [(&str, &str); 2] =
    [("йцукенгшщзхъфывапролджэячсмитьбю", "qwertyuiop[]asdfghjkl;'zxcvbnm,."), ("ё", "`")];

/// What was meant by a word typed in the other layout.
pub(super) fn other_layout(text: &str) -> String {
    let to_latin = !text.is_ascii();
    let keys = || LAYOUTS.iter().flat_map(|(russian, latin)| russian.chars().zip(latin.chars()));
    let swap = |c: char| {
        let lower = c.to_lowercase().next().unwrap_or(c);
        let (from_to, to_from) = (
            keys().find(|(russian, _)| *russian == lower).map(|(_, latin)| latin),
            keys().find(|(_, latin)| *latin == lower).map(|(russian, _)| russian),
        );
        (if to_latin { from_to } else { to_from }).unwrap_or(c)
    };
    text.chars().map(swap).collect()
}
