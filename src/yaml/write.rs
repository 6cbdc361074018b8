//! The writer: one event of YAML after the other, as JSON text.

use super::YamlError;
use super::{merge, scalar};
use crate::json::{MAX_DEPTH, Position};
use std::collections::HashMap;
use yaml_rust2::parser::{Event, Tag};
use yaml_rust2::scanner::TScalarStyle;

/// The handle of the tags that YAML itself defines.
const CORE: &str = "tag:yaml.org,2002:";

/// The longest JSON that is made a key: with each level of keys in keys its escapes double.
const LONGEST_KEY: usize = 1 << 20;

/// A list or a map that is not closed yet.
struct Open {
    is_map: bool,
    /// Its anchor; 0 is none.
    anchor: usize,
    /// Where its bracket stands in the output.
    start: usize,
    /// How many entries it has.
    entries: usize,
    /// The next node is a key.
    at_key: bool,
    /// The entries that are merges, by number.
    merges: Vec<usize>,
    /// How deep what it holds is nested.
    height: usize,
}

/// What an anchor names.
struct Anchored {
    json: String,
    height: usize,
}

/// Writes JSON.
pub(super) struct Writer {
    out: String,
    open: Vec<Open>,
    anchors: HashMap<usize, Anchored>,
    /// What was copied beside the output: for anchors and merges.
    copied: usize,
    limit: usize,
    has_endless_key: bool,
}

impl Writer {
    /// A writer of at most `limit` bytes, most likely about `expected`.
    pub(super) fn new(expected: usize, limit: usize) -> Self {
        Self {
            out: String::with_capacity(expected),
            open: Vec::new(),
            anchors: HashMap::new(),
            copied: 0,
            limit,
            has_endless_key: false,
        }
    }

    /// What was written.
    pub(super) fn finish(self) -> String {
        self.out
    }

    /// Writes what an event says.
    pub(super) fn event(&mut self, event: Event, at: Position) -> Result<(), YamlError> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let start = self.begin();
                self.scalar(&text, style, tag.as_ref());
                self.end(start, anchor, 0);
            }
            Event::Alias(anchor) => {
                let start = self.begin();
                self.alias(anchor, start, at)?;
            }
            Event::SequenceStart(anchor, _) => self.start(false, anchor, at)?,
            Event::MappingStart(anchor, _) => self.start(true, anchor, at)?,
            Event::SequenceEnd | Event::MappingEnd => self.close(),
            _ => {}
        }
        if self.has_endless_key || self.out.len() + self.copied > self.limit {
            return Err(YamlError::TooLarge(at));
        }
        Ok(())
    }

    /// Sets a node apart from the one before it; says where it starts.
    fn begin(&mut self) -> usize {
        if let Some(open) = self.open.last_mut() {
            if open.is_map && !open.at_key {
                self.out.push(':');
            } else {
                if open.entries > 0 {
                    self.out.push(',');
                }
                open.entries += 1;
            }
        }
        self.out.len()
    }

    /// Ends a node that starts at `start`: keeps it for its aliases, and makes a key of it.
    fn end(&mut self, start: usize, anchor: usize, height: usize) {
        if anchor > 0 {
            let json = self.out.get(start..).unwrap_or_default().to_owned();
            self.copied += json.len();
            self.anchors.insert(anchor, Anchored { json, height });
        }
        let Some(open) = self.open.last_mut() else { return };
        if open.is_map && open.at_key {
            if !self.out.get(start..).unwrap_or_default().starts_with('"') {
                let json = self.out.split_off(start);
                self.has_endless_key |= json.len() > LONGEST_KEY;
                scalar::push_string(&json, &mut self.out);
            }
        } else {
            open.height = open.height.max(height);
        }
        if open.is_map {
            open.at_key = !open.at_key;
        }
    }

    fn start(&mut self, is_map: bool, anchor: usize, at: Position) -> Result<(), YamlError> {
        if self.open.len() >= MAX_DEPTH {
            return Err(YamlError::TooDeep(at));
        }
        let start = self.begin();
        self.out.push(if is_map { '{' } else { '[' });
        let merges = Vec::new();
        self.open.push(Open { is_map, anchor, start, entries: 0, at_key: true, merges, height: 0 });
        Ok(())
    }

    fn close(&mut self) {
        let Some(open) = self.open.pop() else { return };
        self.out.push(if open.is_map { '}' } else { ']' });
        if !open.merges.is_empty() {
            let object = self.out.split_off(open.start);
            self.copied += object.len();
            self.out.push_str(&merge::apply(&object, &open.merges));
        }
        self.end(open.start, open.anchor, open.height + 1);
    }

    fn alias(&mut self, anchor: usize, start: usize, at: Position) -> Result<(), YamlError> {
        let Some(known) = self.anchors.get(&anchor) else {
            return Err(YamlError::Syntax(at, "an alias inside of what it names".to_owned()));
        };
        let height = known.height;
        if self.open.len() + height > MAX_DEPTH {
            return Err(YamlError::TooDeep(at));
        }
        if self.out.len() + self.copied + known.json.len() > self.limit {
            return Err(YamlError::TooLarge(at));
        }
        self.out.push_str(&known.json);
        self.end(start, 0, height);
        Ok(())
    }

    fn scalar(&mut self, text: &str, style: TScalarStyle, tag: Option<&Tag>) {
        let is_plain = match tag {
            None => style == TScalarStyle::Plain,
            Some(tag) => {
                tag.handle == CORE
                    && matches!(tag.suffix.as_str(), "null" | "bool" | "int" | "float" | "merge")
            }
        };
        let key = self.open.last_mut().filter(|open| open.is_map && open.at_key);
        match key {
            Some(map) => {
                if is_plain && text == "<<" {
                    map.merges.push(map.entries - 1);
                }
                let text = if is_plain && scalar::is_null(text) { "null" } else { text };
                scalar::push_string(text, &mut self.out);
            }
            None if is_plain => scalar::push_plain(text, &mut self.out),
            None => scalar::push_string(text, &mut self.out),
        }
    }
}
