//! YAML as JSON text: the core schema of YAML 1.2, as API descriptions use it.
//!
//! ```text
//! text ── yaml-rust2's events ── Writer ──► JSON text
//! ```
//!
//! The JSON is written while the events come; no tree is built. Of a stream the first document is
//! read. Keys stand in the order as written, and a key that stands twice stands twice in the JSON,
//! so that its reader can say so. No clock, no panic, no recursion: events are pulled, one by one.

mod merge;
mod pairs;
mod scalar;
mod write;

use crate::json::Position;
use std::fmt;
use write::Writer;
use yaml_rust2::parser::{Event, Parser};
use yaml_rust2::scanner::{Marker, ScanError};

/// The output may always be as long as this, whatever the input.
const OUTPUT: usize = 64 << 20;

/// Beyond [`OUTPUT`]: how often the input may fit into the output.
const GROWTH: usize = 20;

/// What the scanner says of more than 255 brackets inside of each other.
const SCANNER_TOO_DEEP: &str = "recursion limit exceeded";

/// Why a text is not YAML, or is not made JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum YamlError {
    /// Nothing but white space and comments.
    Empty,
    /// It begins with a tag: most often the page of a login or of an error.
    Html,
    /// Nested deeper than [`crate::json::MAX_DEPTH`], or than 255 brackets.
    TooDeep(Position),
    /// Its aliases, or its keys in keys, make more of it than is reasonable.
    TooLarge(Position),
    /// Not the grammar of YAML: the parser's reason.
    Syntax(Position, String),
}

impl YamlError {
    /// Where it stands.
    pub fn position(&self) -> Position {
        match self {
            Self::Empty | Self::Html => Position { line: 1, column: 1 },
            Self::TooDeep(at) | Self::TooLarge(at) | Self::Syntax(at, _) => *at,
        }
    }

    /// The error as JSON text: `line`, `column` and `reason`.
    pub fn to_json(&self) -> String {
        let Position { line, column } = self.position();
        let mut json = format!("{{\"line\":{line},\"column\":{column},\"reason\":");
        scalar::push_string(&self.to_string(), &mut json);
        json.push('}');
        json
    }
}

impl fmt::Display for YamlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "an empty document",
            Self::Html => "HTML, not YAML",
            Self::TooDeep(_) => "nested too deep",
            Self::TooLarge(_) => "its aliases or its keys make it too large",
            Self::Syntax(_, reason) => reason,
        })
    }
}

/// Says whether a text that begins so is to be read as YAML: it is not JSON by its first character.
pub fn looks_like_yaml(start: &str) -> bool {
    let start = start.trim_start_matches('\u{feff}').trim_start();
    !start.starts_with(['{', '['])
}

/// The first document of a YAML text as JSON text. A byte order mark at its start is skipped.
///
/// Keys become strings as written, null `"null"`; a key that is a list or a map becomes a string of
/// its JSON. `.inf` and `.nan` become strings, and so does everything with a tag of its own. What
/// an alias names is written out, `<<` is applied: the map's own keys win, then the earlier maps.
///
/// Escapes are those of YAML, and JSON's pairs for characters beyond 16 bits.
pub fn to_json(text: &str) -> Result<String, YamlError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if is_html(text) {
        return Err(YamlError::Html);
    }
    if let Some(at) = text.find('\0') {
        // The scanner would take it for the end.
        return Err(YamlError::Syntax(position(text, at), "a NUL character".to_owned()));
    }
    match read(text) {
        Err(YamlError::Syntax(at, reason)) if reason == pairs::REFUSED => {
            pairs::joined(text).map_or(Err(YamlError::Syntax(at, reason)), |text| read(&text))
        }
        read => read,
    }
}

fn read(text: &str) -> Result<String, YamlError> {
    let limit = OUTPUT.max(text.len().saturating_mul(GROWTH));
    let mut writer = Writer::new(text.len(), limit);
    let mut parser = Parser::new_from_str(text);
    let mut in_document = false;
    loop {
        let (event, mark) = parser.next_token().map_err(|error| refused(&error))?;
        match event {
            Event::DocumentStart => in_document = true,
            Event::StreamEnd if !in_document => return Err(YamlError::Empty),
            Event::DocumentEnd => break,
            event => writer.event(event, at(mark))?,
        }
    }
    // What follows is not read, but it must not be the remains of this document.
    parser.next_token().map_err(|error| refused(&error))?;
    Ok(writer.finish())
}

/// A tag, a comment or a declaration; `<<` is a merge.
fn is_html(text: &str) -> bool {
    let rest = text.trim_start().strip_prefix('<');
    rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!'))
}

/// The scanner counts lines from 1 and columns, in characters, from 0.
fn at(mark: Marker) -> Position {
    Position { line: mark.line().max(1), column: mark.col() + 1 }
}

fn refused(error: &ScanError) -> YamlError {
    let at = at(*error.marker());
    match error.info() {
        SCANNER_TOO_DEEP => YamlError::TooDeep(at),
        reason => YamlError::Syntax(at, reason.to_owned()),
    }
}

fn position(text: &str, offset: usize) -> Position {
    let before = text.get(..offset).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    Position { line: before.matches('\n').count() + 1, column: line.chars().count() + 1 }
}
