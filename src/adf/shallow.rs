//! A document that nests too deep to be read whole: its first levels, and the words of the rest.

use crate::json::{MAX_DEPTH, parse};
use serde_json::{Value, json};

/// The kind of the node that stands for what is too deep.
pub const TOO_DEEP: &str = "…";

/// The members whose text a reader would see.
pub(super) const SHOWN: &[&str] = &["text", "label", "title", "url", "shortName"];

/// Reads a text with what lies deeper than [`MAX_DEPTH`] put together as one node of words; `None` if it
/// is no JSON all the same. One pass, no recursion.
pub fn shallow(text: &str) -> Option<Value> {
    // The node that is put in has three levels of its own.
    let limit = MAX_DEPTH - 3;
    let mut out = String::with_capacity(text.len().min(1 << 16));
    let mut scan = Scan { text, at: 0 };
    let mut depth = 0;
    while let Some(token) = scan.next() {
        match token.as_bytes().first() {
            Some(b'{' | b'[') if depth == limit => {
                let words = deep_words(&mut scan);
                let node = json!({ "type": TOO_DEEP, "text": words.join(" ") });
                let node = if token == "[" { json!([node]) } else { node };
                out.push_str(&node.to_string());
                continue;
            }
            Some(b'{' | b'[') => depth += 1,
            Some(b'}' | b']') => depth = depth.saturating_sub(1),
            _ => {}
        }
        out.push_str(token);
    }
    parse(&out).ok()
}

/// The words of a container whose bracket was read, to its end.
fn deep_words(scan: &mut Scan<'_>) -> Vec<String> {
    let mut words = Vec::new();
    let mut depth = 1_usize;
    let mut name = None;
    let mut before = "";
    while depth > 0
        && let Some(token) = scan.next()
    {
        match token.as_bytes().first() {
            Some(b'{' | b'[') => depth += 1,
            Some(b'}' | b']') => depth -= 1,
            Some(b':') => name = Some(before),
            Some(b'"') => {
                let shown = name.is_some_and(|name| SHOWN.contains(&name.trim_matches('"')));
                if let (true, Ok(Value::String(text))) = (shown, parse(token)) {
                    words.push(text);
                }
                name = None;
            }
            _ => {}
        }
        if token.starts_with('"') {
            before = token;
        }
    }
    words
}

/// The tokens of a JSON text: brackets, commas, colons, strings, and what stands between.
struct Scan<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Iterator for Scan<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let rest = self.text.get(self.at..)?;
        let bytes = rest.as_bytes();
        let length = match bytes.first()? {
            b'{' | b'}' | b'[' | b']' | b',' | b':' => 1,
            b'"' => string_length(bytes),
            _ => bytes.iter().position(|byte| b"{}[],:\"".contains(byte)).unwrap_or(bytes.len()),
        };
        self.at += length;
        rest.get(..length)
    }
}

fn string_length(bytes: &[u8]) -> usize {
    let mut escaped = false;
    for (offset, &byte) in bytes.iter().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return offset + 1,
            _ => {}
        }
    }
    bytes.len()
}
