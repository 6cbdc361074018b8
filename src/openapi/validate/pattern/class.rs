//! Classes of characters.

/// A set of characters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Class {
    /// What it holds.
    pub items: Vec<Item>,
    /// Everything but these.
    pub negated: bool,
}

/// A part of a class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// From one character to another.
    Range(char, char),
    /// Characters that have a property of Unicode, or do not.
    Property(Property, bool),
    /// Characters outside a class: `\W` within brackets.
    Not(Vec<Item>),
}

/// The properties of Unicode that are known without tables of our own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Property {
    /// Letters.
    Letter,
    /// Capitals.
    Upper,
    /// Small letters.
    Lower,
    /// Numbers.
    Number,
    /// Any character at all.
    Any,
    /// ASCII.
    Ascii,
    /// White space.
    Space,
    /// Control characters.
    Control,
}

impl Property {
    /// By the name within `\p{…}`.
    pub fn named(name: &str) -> Option<Self> {
        let short = name.split_once('=').map_or(name, |(_, value)| value);
        Some(match short {
            "L" | "Letter" | "Alphabetic" | "Alpha" => Self::Letter,
            "Lu" | "Uppercase_Letter" | "Uppercase" => Self::Upper,
            "Ll" | "Lowercase_Letter" | "Lowercase" => Self::Lower,
            "N" | "Number" | "Nd" | "Decimal_Number" | "digit" => Self::Number,
            "Any" => Self::Any,
            "ASCII" => Self::Ascii,
            "White_Space" | "Z" | "Zs" | "Space_Separator" => Self::Space,
            "C" | "Cc" | "Control" => Self::Control,
            _ => return None,
        })
    }

    fn has(self, character: char) -> bool {
        match self {
            Self::Letter => character.is_alphabetic(),
            Self::Upper => character.is_uppercase(),
            Self::Lower => character.is_lowercase(),
            Self::Number => character.is_numeric(),
            Self::Any => true,
            Self::Ascii => character.is_ascii(),
            Self::Space => character.is_whitespace(),
            Self::Control => character.is_control(),
        }
    }
}

impl Item {
    fn has(&self, character: char) -> bool {
        match self {
            Self::Range(first, last) => (*first..=*last).contains(&character),
            Self::Property(property, wanted) => property.has(character) == *wanted,
            Self::Not(items) => !items.iter().any(|item| item.has(character)),
        }
    }
}

impl Class {
    /// A class of one character.
    pub fn one(character: char) -> Self {
        Self { items: vec![Item::Range(character, character)], negated: false }
    }

    /// True if a character is in it.
    pub fn has(&self, character: char) -> bool {
        self.items.iter().any(|item| item.has(character)) != self.negated
    }

    /// `.`: everything but the ends of lines.
    pub fn dot() -> Self {
        let ends = ['\n', '\r', '\u{2028}', '\u{2029}'];
        Self { items: ends.map(|end| Item::Range(end, end)).to_vec(), negated: true }
    }

    /// The class of an escape: `\d`, `\w`, `\s` and their contraries.
    pub fn escape(letter: char) -> Option<Self> {
        let negated = letter.is_ascii_uppercase();
        let items = match letter.to_ascii_lowercase() {
            'd' => vec![Item::Range('0', '9')],
            'w' => [('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')]
                .map(|(first, last)| Item::Range(first, last))
                .to_vec(),
            's' => [
                ('\t', '\r'),
                (' ', ' '),
                ('\u{a0}', '\u{a0}'),
                ('\u{1680}', '\u{1680}'),
                ('\u{2000}', '\u{200a}'),
                ('\u{2028}', '\u{2029}'),
                ('\u{202f}', '\u{202f}'),
                ('\u{205f}', '\u{205f}'),
                ('\u{3000}', '\u{3000}'),
                ('\u{feff}', '\u{feff}'),
            ]
            .map(|(first, last)| Item::Range(first, last))
            .to_vec(),
            _ => return None,
        };
        Some(Self { items, negated })
    }
}

/// True for a character of a word, as `\b` sees it.
pub(super) fn is_word(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '_'
}
