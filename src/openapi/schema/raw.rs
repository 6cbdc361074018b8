//! A value as JSON: in a line, or as a code block.

use super::super::Node;
use crate::html::{Html, Tag, classed, code_block, text};
use crate::i18n::Language;
use serde::Serialize;
use serde_json::Value;
use std::io;

/// The most lines and bytes of a code block.
const MAX_LINES: usize = 2000;
const MAX_BYTES: usize = 200_000;

/// Takes what fits, and then stops whoever writes.
struct Limited {
    bytes: Vec<u8>,
    max_bytes: usize,
    lines: usize,
}

impl io::Write for Limited {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for &byte in bytes {
            self.lines = self.lines.saturating_sub(usize::from(byte == b'\n'));
            if self.lines == 0 || self.bytes.len() >= self.max_bytes {
                return Err(io::ErrorKind::WriteZero.into());
            }
            self.bytes.push(byte);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The JSON of a value, and whether it is all of it. Digits and order are as written.
fn write(value: &Value, pretty: bool, max_bytes: usize) -> (String, bool) {
    let mut out = Limited { bytes: Vec::new(), max_bytes, lines: MAX_LINES };
    let whole = if pretty {
        let mut writer = serde_json::Serializer::pretty(&mut out);
        value.serialize(&mut writer).is_ok()
    } else {
        serde_json::to_writer(&mut out, value).is_ok()
    };
    (String::from_utf8_lossy(&out.bytes).trim_end_matches('\u{fffd}').to_owned(), whole)
}

/// A value in a line, if it is that short. A string goes without quotes where nothing is lost; if
/// `bare`, also where it looks like a number.
pub(super) fn short(value: &Value, max_bytes: usize, bare: bool) -> Option<String> {
    let plain = |text: &&str| {
        let first = text.chars().next().unwrap_or(' ');
        let last = text.chars().last().unwrap_or(' ');
        text.len() <= max_bytes
            && !first.is_whitespace()
            && !last.is_whitespace()
            && !text.chars().any(char::is_control)
            && (bare || serde_json::from_str::<Value>(text).is_err())
    };
    if let Some(text) = value.as_str().filter(plain) {
        return Some(text.to_owned());
    }
    let (text, whole) = write(value, false, max_bytes);
    whole.then_some(text)
}

/// A value in a line, cut where it is too long.
pub(super) fn clipped(value: &Value, max_bytes: usize, bare: bool) -> String {
    short(value, max_bytes, bare).unwrap_or_else(|| {
        let text = match value {
            Value::String(text) => text.chars().take(max_bytes).collect(),
            _ => write(value, false, max_bytes).0,
        };
        format!("{text}…")
    })
}

/// A value's own JSON as a code block with two blanks a level; a long one is cut, and says so.
pub(super) fn block(node: &Node<'_>, language: Language) -> Vec<Html> {
    let (content, whole) = write(node.value, true, MAX_BYTES);
    let mut nodes = vec![code_block("json", &content, language.messages())];
    if !whole {
        nodes.push(classed(Tag::P, "s-note", vec![text(language.schema().cut)]));
    }
    nodes
}
