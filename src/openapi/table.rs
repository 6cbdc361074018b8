//! Names and where their values stand in a text.

use std::borrow::Cow;
use std::cell::RefCell;

/// A part of a text, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// Where it begins.
    pub start: u32,
    /// Where it ends; the same for nothing.
    pub end: u32,
}

/// A member of an object: its name, with quotes, and its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Member {
    /// The name.
    pub key: Span,
    /// The value.
    pub value: Span,
}

/// The members of an object, in order, found by name in logarithmic time.
#[derive(Debug, Default)]
pub(super) struct Table {
    members: Vec<Member>,
    /// Their numbers in the order of their names; made when first needed, for as many as there were.
    sorted: RefCell<Vec<u32>>,
}

impl Span {
    /// Nothing stands there.
    pub(super) fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// What stands there.
    pub(super) fn of(self, text: &[u8]) -> &[u8] {
        text.get(self.start as usize..self.end as usize).unwrap_or_default()
    }

    /// The string that a JSON string stands for; empty for anything else.
    pub(super) fn string(self, text: &[u8]) -> Cow<'_, str> {
        let bytes = self.of(text);
        let inner = bytes.strip_prefix(b"\"").and_then(|bytes| bytes.strip_suffix(b"\""));
        let Some(inner) = inner else { return Cow::Borrowed("") };
        if inner.contains(&b'\\') {
            return Cow::Owned(serde_json::from_slice(bytes).unwrap_or_default());
        }
        String::from_utf8_lossy(inner)
    }
}

impl Table {
    /// Adds a member.
    pub(super) fn push(&mut self, key: Span, value: Span) {
        self.members.push(Member { key, value });
    }

    /// The members.
    pub(super) fn members(&self) -> &[Member] {
        &self.members
    }

    /// The number of the member of a name; the last one if the name stands twice (as `JSON.parse`).
    pub(super) fn find(&self, text: &[u8], name: &str) -> Option<usize> {
        let mut sorted = self.sorted.borrow_mut();
        if sorted.len() != self.members.len() {
            *sorted = (0..u32::try_from(self.members.len()).ok()?).collect();
            sorted.sort_by_cached_key(|number| self.name(text, *number).into_owned());
        }
        let after = sorted.partition_point(|number| *self.name(text, *number) <= *name);
        let number = *sorted.get(after.checked_sub(1)?)?;
        (self.name(text, number) == name).then_some(number as usize)
    }

    fn name<'a>(&self, text: &'a [u8], number: u32) -> Cow<'a, str> {
        self.members.get(number as usize).map(|member| member.key.string(text)).unwrap_or_default()
    }
}
