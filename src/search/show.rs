//! What was found, as it is shown: a text with what matches marked.

use super::Found;
use crate::html::{Html, Tag, element, text};

impl Found {
    /// What matches in a field, by its place in the entry's list.
    pub fn ranges(&self, place: usize) -> &[(u32, u32)] {
        let marks = self.marks.iter().find(|(of, _)| *of == place);
        marks.map(|(_, ranges)| ranges.as_slice()).unwrap_or_default()
    }
}

/// A text with what matches marked; the ranges count characters.
pub fn marked(content: &str, ranges: &[(u32, u32)]) -> Vec<Html> {
    let mut nodes = Vec::new();
    let mut plain = String::new();
    let mut inside = String::new();
    for (at, character) in content.chars().enumerate() {
        let is_marked =
            ranges.iter().any(|(from, to)| (*from as usize..*to as usize).contains(&at));
        if is_marked {
            if !plain.is_empty() {
                nodes.push(text(std::mem::take(&mut plain)));
            }
            inside.push(character);
        } else {
            if !inside.is_empty() {
                let mark = vec![text(std::mem::take(&mut inside))];
                nodes.push(element(Tag::Mark, Vec::new(), mark));
            }
            plain.push(character);
        }
    }
    if !inside.is_empty() {
        nodes.push(element(Tag::Mark, Vec::new(), vec![text(inside)]));
    }
    if !plain.is_empty() {
        nodes.push(text(plain));
    }
    nodes
}

/// The part of a long text around its first match.
pub fn around(content: &str, ranges: &[(u32, u32)]) -> Vec<Html> {
    let first = ranges.first().map_or(0, |(from, _)| *from as usize);
    let start = first.saturating_sub(40);
    let part: String = content.chars().skip(start).take(160).collect();
    let moved = |number: u32| u32::try_from((number as usize).saturating_sub(start)).unwrap_or(0);
    let ranges: Vec<_> = ranges.iter().map(|(from, to)| (moved(*from), moved(*to))).collect();
    let mut nodes = marked(&part, &ranges);
    if start > 0 {
        nodes.insert(0, text("…"));
    }
    nodes
}
