//! On which line of a file a pointer leads: JSON and YAML alike, since JSON is YAML in all that matters here.

use std::collections::HashMap;
use yaml_rust2::parser::{Event, Parser};

/// A container that is open: what its next value is called.
enum Open {
    /// A map: the key that was read, if its value is to come.
    Map(Option<String>),
    /// A list: the number of the next value.
    List(usize),
}

/// The lines of JSON pointers (RFC 6901), counted from 1; what is not there, or follows a mistake, has none.
pub(super) fn find(text: &str, pointers: &[&str]) -> HashMap<String, usize> {
    let mut found = HashMap::new();
    if pointers.is_empty() {
        return found;
    }
    // Tabs may stand in JSON, and not in YAML; a blank takes as much room.
    let text = text.replace('\t', " ");
    let mut parser = Parser::new_from_str(&text);
    let mut open: Vec<Open> = Vec::new();
    let mut path: Vec<String> = Vec::new();
    while let Ok((event, mark)) = parser.next_token() {
        match event {
            Event::StreamEnd | Event::DocumentEnd => break,
            Event::MappingEnd | Event::SequenceEnd => {
                open.pop();
                path.pop();
                continue;
            }
            Event::MappingStart(..)
            | Event::SequenceStart(..)
            | Event::Scalar(..)
            | Event::Alias(..) => {}
            _ => continue,
        }
        let name = match (open.last_mut(), &event) {
            (Some(Open::Map(key @ None)), Event::Scalar(name, ..)) => {
                let name = name.replace('~', "~0").replace('/', "~1");
                let pointer = format!("{}/{name}", path.concat());
                if pointers.contains(&pointer.as_str()) {
                    found.entry(pointer).or_insert(mark.line());
                }
                *key = Some(name);
                continue;
            }
            (Some(Open::Map(key)), _) => key.take().unwrap_or_default(),
            (Some(Open::List(next)), _) => {
                *next += 1;
                (*next - 1).to_string()
            }
            (None, _) => String::new(),
        };
        let step = if open.is_empty() { String::new() } else { format!("/{name}") };
        let pointer = format!("{}{step}", path.concat());
        if pointers.contains(&pointer.as_str()) {
            found.entry(pointer).or_insert(mark.line());
        }
        match event {
            Event::MappingStart(..) => {
                open.push(Open::Map(None));
                path.push(step);
            }
            Event::SequenceStart(..) => {
                open.push(Open::List(0));
                path.push(step);
            }
            _ => {}
        }
    }
    found
}

/// The line of a pointer, else of the nearest place around it that is there.
pub(super) fn nearest(lines: &HashMap<String, usize>, pointer: &str) -> Option<usize> {
    let mut pointer = pointer;
    loop {
        if let Some(line) = lines.get(pointer) {
            return Some(*line);
        }
        pointer = pointer.rsplit_once('/')?.0;
    }
}

/// A pointer and those of all places around it.
pub(super) fn around(pointer: &str) -> Vec<&str> {
    let ends = pointer.match_indices('/').map(|(at, _)| at).skip(1);
    ends.filter_map(|end| pointer.get(..end)).chain([pointer]).collect()
}
