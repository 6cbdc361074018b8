//! What the words of a command are made of, whatever shell they were written for.

use super::CurlError;
use std::collections::BTreeMap;
use std::ops::Range;

/// A shell's variables could double a text with every line; no request is longer than this.
const LONGEST_EXPANSION: usize = 4 << 20;

/// A character, or a byte that an escape wrote: in a header such a byte is one character of Latin-1,
/// and in a body it is a part of UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Char(char),
    Byte(u8),
}

/// A word of a command.
#[derive(Clone, Debug, Default)]
pub(super) struct Word {
    pub units: Vec<Unit>,
    /// Where it stands in what was pasted.
    pub source: Range<usize>,
    /// The length of the name, if it reads `name=value` with nothing of the name in quotes.
    pub assigns: Option<usize>,
}

/// A simple command: its words, and what it reads.
#[derive(Clone, Debug, Default)]
pub(super) struct Simple {
    pub words: Vec<Word>,
    /// What a redirection gives it to read.
    pub stdin: Option<Vec<Chunk>>,
    /// True if it reads what the command before it prints.
    pub piped: bool,
}

/// A piece of what a program reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Chunk {
    Bytes(Vec<u8>),
    /// The bytes of a file of this path.
    File(String),
}

impl Word {
    /// The bytes that a program receives.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.units.len());
        for unit in &self.units {
            match unit {
                Unit::Char(c) => out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
                Unit::Byte(byte) => out.push(*byte),
            }
        }
        out
    }

    /// Its characters; what is not UTF-8 becomes U+FFFD.
    pub(super) fn text(&self) -> String {
        lossy(self.bytes())
    }

    /// Its characters, with a character of Latin-1 for every byte: what a header means by them.
    pub(super) fn latin1(&self) -> String {
        let character = |unit: &Unit| match unit {
            Unit::Char(c) => *c,
            Unit::Byte(byte) => char::from(*byte),
        };
        self.units.iter().map(character).collect()
    }

    /// The word without its first units.
    pub(super) fn after(&self, count: usize) -> Self {
        let units = self.units.get(count..).unwrap_or_default().to_vec();
        Self { units, source: self.source.clone(), assigns: None }
    }

    /// The name and the value of an assignment.
    pub(super) fn assignment(&self) -> Option<(String, Vec<Unit>)> {
        let length = self.assigns?;
        let name = Self { units: self.units.get(..length)?.to_vec(), ..Self::default() };
        Some((name.text(), self.units.get(length + 1..)?.to_vec()))
    }
}

impl Simple {
    /// Where it stands in what was pasted.
    pub(super) fn source(&self) -> Range<usize> {
        let start = self.words.first().map_or(0, |word| word.source.start);
        start..self.words.last().map_or(start, |word| word.source.end)
    }
}

/// Bytes as characters; what is not UTF-8 becomes U+FFFD.
pub(super) fn lossy(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

/// The characters of a text.
pub(super) fn units(text: &str) -> impl Iterator<Item = Unit> {
    text.chars().map(Unit::Char)
}

pub(super) fn unit_of_byte(byte: u8) -> Unit {
    if byte.is_ascii() { Unit::Char(char::from(byte)) } else { Unit::Byte(byte) }
}

/// The variables that the lines before a command have set.
pub(super) struct Variables {
    values: BTreeMap<String, Vec<Unit>>,
    left: usize,
}

impl Variables {
    pub(super) fn new() -> Self {
        Self { values: BTreeMap::new(), left: LONGEST_EXPANSION }
    }

    pub(super) fn set(&mut self, name: String, value: Vec<Unit>) {
        self.values.insert(name, value);
    }

    /// The value of a variable; `None` if nothing has set it.
    pub(super) fn get(&mut self, name: &str) -> Result<Option<&[Unit]>, CurlError> {
        let Some(value) = self.values.get(name) else {
            return Ok(None);
        };
        // One more than its length: an empty value costs time too.
        self.left = self.left.checked_sub(value.len() + 1).ok_or(CurlError::TooLong)?;
        Ok(Some(value))
    }
}

/// A place in a text.
pub(super) struct Cursor<'a> {
    pub text: &'a str,
    pub at: usize,
    /// Where reading ends.
    pub end: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0, end: text.len() }
    }

    pub(super) fn rest(&self) -> &'a str {
        self.text.get(self.at..self.end).unwrap_or_default()
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// The character after the next.
    pub(super) fn second(&self) -> Option<char> {
        self.rest().chars().nth(1)
    }

    pub(super) fn bump(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += next.len_utf8();
        Some(next)
    }

    /// Passes over this text if it comes next.
    pub(super) fn eat(&mut self, text: &str) -> bool {
        let found = self.rest().starts_with(text);
        if found {
            self.at += text.len();
        }
        found
    }

    /// Passes over an end of a line, with or without a carriage return.
    pub(super) fn eat_line_end(&mut self) -> bool {
        self.eat("\n") || self.eat("\r\n")
    }

    /// Passes over characters, and gives them.
    pub(super) fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let length = rest.find(|c| !wanted(c)).unwrap_or(rest.len());
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }

    /// The name of a variable, if one comes next.
    pub(super) fn take_name(&mut self) -> &'a str {
        if self.peek().is_some_and(|c| c.is_ascii_digit()) {
            return "";
        }
        self.take_while(|c| c.is_ascii_alphanumeric() || c == '_')
    }

    /// Digits of a number, at most so many: its value, and how many there were.
    pub(super) fn take_digits(&mut self, radix: u32, most: usize) -> (u32, usize) {
        let (mut value, mut count) = (0_u32, 0);
        while count < most
            && let Some(digit) = self.peek().and_then(|c| c.to_digit(radix))
        {
            value = value.wrapping_mul(radix).wrapping_add(digit);
            count += 1;
            self.bump();
        }
        (value, count)
    }

    /// The quote at this place has no end.
    pub(super) fn open_quote(&self, at: usize) -> CurlError {
        let before = self.text.get(..at).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        CurlError::OpenQuote { line, column }
    }

    /// What stands at a place, cut to what an error can show: up to the bracket that closes the first
    /// one, or to a second backtick.
    pub(super) fn substitution(&self, at: usize) -> CurlError {
        const MOST: usize = 80;
        let mut shown = String::new();
        let mut depth = 0_i32;
        for (index, c) in self.text.get(at..).unwrap_or_default().chars().take(MOST).enumerate() {
            shown.push(c);
            depth += i32::from(c == '(') - i32::from(c == ')');
            if (c == ')' && depth == 0) || (c == '`' && index > 0) {
                return CurlError::Substitution(shown);
            }
        }
        shown.push('…');
        CurlError::Substitution(shown)
    }
}
