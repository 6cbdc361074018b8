//! JSON laid out in lines that fold.
//!
//! Digits, key order and repeated keys stay as they came: a line is a slice of the text, never made from
//! a value, and its characters are written when it is drawn.

use crate::json::{self, JsonError};
use std::ops::Range;

/// A line of laid out JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// How far it is indented, in levels.
    pub depth: usize,
    /// The line that closes what this one opens.
    pub closes_at: Option<usize>,
    /// Where it stands in the text.
    slice: Range<usize>,
}

impl Line {
    /// Its characters, without the indentation: the text's own, but for the blanks between tokens.
    pub fn text(&self, source: &str) -> String {
        let mut line = String::new();
        let (mut in_string, mut escaped) = (false, false);
        for c in source.get(self.slice.clone()).unwrap_or_default().chars() {
            match c {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '"' => in_string = !in_string,
                ' ' | '\t' | '\n' | '\r' if !in_string => continue,
                _ => {}
            }
            line.push(c);
            if c == ':' && !in_string {
                line.push(' ');
            }
        }
        line
    }
}

/// Lays a JSON text out in lines, or says why it is not JSON or too deep to be laid out.
pub fn json_lines(text: &str) -> Result<Vec<Line>, JsonError> {
    json::check(text)?;
    let bytes = text.as_bytes();
    let mut layout = Layout::default();
    let mut at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    while let Some(first) = bytes.get(at) {
        let end = token_end(bytes, at, *first);
        match first {
            b' ' | b'\t' | b'\n' | b'\r' => {}
            b'{' | b'[' if end == at + 1 => layout.open(at),
            b'}' | b']' => layout.close(at),
            b',' => {
                layout.token(at..end);
                layout.end_line();
            }
            _ => layout.token(at..end),
        }
        at = end;
    }
    layout.end_line();
    Ok(layout.lines)
}

/// The same layout as text, with two blanks a level.
pub fn pretty(text: &str) -> Option<String> {
    let lines = json_lines(text).ok()?;
    let lines: Vec<String> = lines
        .iter()
        .map(|line| format!("{}{}", "  ".repeat(line.depth), line.text(text)))
        .collect();
    Some(lines.join("\n"))
}

/// Where the token ends that begins there. An array or object with nothing in it is one token.
fn token_end(bytes: &[u8], at: usize, first: u8) -> usize {
    let rest = bytes.get(at + 1..).unwrap_or_default();
    let after = |found: fn(&u8) -> bool| rest.iter().position(found).unwrap_or(rest.len());
    let length = match first {
        b'{' | b'[' => {
            let inner = after(|byte| !byte.is_ascii_whitespace());
            if matches!(rest.get(inner), Some(b'}' | b']')) { inner + 1 } else { 0 }
        }
        b'"' => {
            let mut escaped = false;
            let close = rest.iter().position(|byte| {
                let closes = *byte == b'"' && !escaped;
                escaped = *byte == b'\\' && !escaped;
                closes
            });
            close.map_or(rest.len(), |close| close + 1)
        }
        b'+' | b'-' | b'.' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => {
            after(|byte| !byte.is_ascii_alphanumeric() && !b"+-.".contains(byte))
        }
        _ => 0,
    };
    at + 1 + length
}

#[derive(Default)]
struct Layout {
    lines: Vec<Line>,
    open: Vec<usize>,
    /// The line that is being written.
    slice: Option<Range<usize>>,
}

impl Layout {
    fn token(&mut self, token: Range<usize>) {
        let start = self.slice.as_ref().map_or(token.start, |slice| slice.start);
        self.slice = Some(start..token.end);
    }

    fn open(&mut self, at: usize) {
        self.token(at..at + 1);
        self.end_line();
        self.open.push(self.lines.len().saturating_sub(1));
    }

    fn close(&mut self, at: usize) {
        self.end_line();
        let end = self.lines.len();
        if let Some(line) = self.open.pop().and_then(|line| self.lines.get_mut(line)) {
            line.closes_at = Some(end);
        }
        self.token(at..at + 1);
    }

    fn end_line(&mut self) {
        if let Some(slice) = self.slice.take() {
            self.lines.push(Line { depth: self.open.len(), closes_at: None, slice });
        }
    }
}
