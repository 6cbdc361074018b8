//! The merge key `<<`, applied to JSON text as the writer wrote it: without white space.

use std::collections::HashSet;

/// The parts of an object or a list between its brackets, as written.
fn parts(text: &str) -> Parts<'_> {
    Parts { rest: inside(text) }
}

fn inside(text: &str) -> &str {
    text.get(1..text.len().saturating_sub(1)).unwrap_or_default()
}

struct Parts<'a> {
    rest: &'a str,
}

impl<'a> Iterator for Parts<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        if self.rest.is_empty() {
            return None;
        }
        let end = end(self.rest);
        let part = self.rest.get(..end)?;
        self.rest = self.rest.get(end + 1..).unwrap_or_default();
        Some(part)
    }
}

/// Where the part ends: at the first comma outside of strings and brackets.
fn end(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut in_string = false;
    let mut escaped = false;
    for (offset, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => in_string = !in_string,
            _ if in_string => {}
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            b',' if depth == 0 => return offset,
            _ => {}
        }
    }
    text.len()
}

/// The key of an object's part, with its quotes.
fn key(part: &str) -> &str {
    let mut escaped = false;
    for (offset, byte) in part.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return part.get(..=offset).unwrap_or_default(),
            _ => {}
        }
    }
    part
}

/// The maps that a merge names: one, or a list of them. `None` if it names something else.
fn sources(part: &str) -> Option<Vec<&str>> {
    let value = part.get(key(part).len() + 1..)?;
    match value.bytes().next()? {
        b'{' => Some(vec![value]),
        b'[' => parts(value).map(|one| one.starts_with('{').then_some(one)).collect(),
        _ => None,
    }
}

/// Applies the merges among an object's parts, given by their number, in order. The object's own
/// keys win, then the earlier maps. A merge of something that is no map stays a key.
pub(super) fn apply(object: &str, merges: &[usize]) -> String {
    let is_merge = |at: &usize| merges.binary_search(at).is_ok();
    let own = parts(object).enumerate().filter(|(at, _)| !is_merge(at));
    let mut seen: HashSet<&str> = own.map(|(_, part)| key(part)).collect();
    let mut out = String::with_capacity(object.len());
    let mut push = |part: &str| {
        out.push(if out.is_empty() { '{' } else { ',' });
        out.push_str(part);
    };
    for (at, part) in parts(object).enumerate() {
        match Some(at).filter(is_merge).and_then(|_| sources(part)) {
            None => push(part),
            Some(sources) => sources
                .into_iter()
                .flat_map(parts)
                .filter(|merged| seen.insert(key(merged)))
                .for_each(&mut push),
        }
    }
    out.push_str(if out.is_empty() { "{}" } else { "}" });
    out
}
