//! JSON as people write it: bounded in depth, with errors that name the line and the column.
//!
//! No panic, no unbounded recursion: the depth is measured before the parser starts.

use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Value;

/// The deepest nesting that is read. One level of ADF costs two levels of JSON.
pub const MAX_DEPTH: usize = 512;

/// Where something stands in a text; both count from 1, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
}

/// Why a text is not JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JsonError {
    /// Nothing but white space.
    Empty,
    /// It begins with `<`: most often the page of a login or of an error.
    Html,
    /// Nested deeper than [`MAX_DEPTH`].
    TooDeep(Position),
    /// Not the grammar of RFC 8259.
    Syntax(Position, String),
}

/// Reads a JSON text. A byte order mark at its start is skipped.
pub fn parse(text: &str) -> Result<Value, JsonError> {
    read(text)
}

/// Says whether a text is JSON, without building a value of it.
pub fn check(text: &str) -> Result<(), JsonError> {
    read::<IgnoredAny>(text).map(|_| ())
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, JsonError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    match text.trim_start().chars().next() {
        None => return Err(JsonError::Empty),
        Some('<') => return Err(JsonError::Html),
        Some(_) => {}
    }
    if let Some(offset) = offset_beyond_depth(text.as_bytes()) {
        return Err(JsonError::TooDeep(position(text, offset)));
    }
    let mut reader = serde_json::Deserializer::from_str(text);
    reader.disable_recursion_limit();
    let value = T::deserialize(&mut reader).and_then(|value| reader.end().map(|()| value));
    value.map_err(|error| {
        let at = Position { line: error.line(), column: column(text, &error) };
        JsonError::Syntax(at, reason(&error))
    })
}

/// The column in characters; the parser counts bytes.
fn column(text: &str, error: &serde_json::Error) -> usize {
    let line = text.split('\n').nth(error.line().saturating_sub(1)).unwrap_or_default();
    line.char_indices().take_while(|(offset, _)| *offset < error.column()).count()
}

/// The parser's own words without their " at line 1 column 2".
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.rfind(" at line ") {
        Some(end) => text.get(..end).unwrap_or_default().to_owned(),
        None => text,
    }
}

/// The offset of the first bracket that opens a level beyond [`MAX_DEPTH`].
fn offset_beyond_depth(bytes: &[u8]) -> Option<usize> {
    let mut depth = 0_usize;
    let mut in_string = false;
    let mut escaped = false;
    for (offset, &byte) in bytes.iter().enumerate() {
        if in_string {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => in_string = false,
                _ => {}
            }
            continue;
        }
        match byte {
            b'"' => in_string = true,
            b'[' | b'{' => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return Some(offset);
                }
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

fn position(text: &str, offset: usize) -> Position {
    let before = text.get(..offset).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    Position {
        line: before.matches('\n').count() + 1,
        column: before.get(line_start..).unwrap_or_default().chars().count() + 1,
    }
}

/// What a JSON value is, by its JSON name.
pub fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}
