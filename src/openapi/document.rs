//! One document: its text, held once, and where things stand in it.

use super::Place;
use super::node::{escape, unescape};
use super::scan::{Found, Operation, Scanner, is_method};
use super::table::{Member, Span, Table};
use crate::json::{self, JsonError};
use serde_json::Value;
use std::borrow::Cow;

/// Which specification a description follows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// Swagger 2.0
    Swagger2,
    /// OpenAPI 3.0
    V30,
    /// OpenAPI 3.1
    #[default]
    V31,
    /// OpenAPI 3.2
    V32,
}

/// A document of a description.
#[derive(Debug, Default)]
pub struct Document {
    /// Its absolute address, or a name for a file that the reader opened.
    pub url: String,
    text: Vec<u8>,
    scanner: Scanner,
    found: Found,
}

impl Document {
    /// A document of which nothing has arrived yet.
    pub fn empty(url: &str) -> Self {
        Self { url: url.to_owned(), ..Self::default() }
    }

    /// A whole text.
    pub fn new(url: &str, text: &str) -> Self {
        let mut document = Self::empty(url);
        document.feed(text.as_bytes());
        document
    }

    /// Makes room for what will arrive, in bytes, so that the text is not moved as it grows.
    pub fn expect(&mut self, bytes: usize) {
        self.text.reserve_exact(bytes.saturating_sub(self.text.len()));
    }

    /// Takes what has arrived. What is complete can be read at once.
    pub fn feed(&mut self, bytes: &[u8]) {
        self.text.extend_from_slice(bytes);
        self.scanner.advance(&self.text, &mut self.found);
    }

    /// True once the text has come to its end as JSON.
    pub fn is_whole(&self) -> bool {
        self.scanner.is_done()
    }

    /// The operations that have arrived, in order.
    pub fn operations(&self) -> &[Operation] {
        &self.found.operations
    }

    /// The path templates, in order.
    pub fn paths(&self) -> Vec<String> {
        let members = self.found.paths.members().iter();
        members.map(|member| self.string(member.key).into_owned()).collect()
    }

    /// The path items that are a `$ref`, and whether each is a webhook.
    pub(super) fn references(&self) -> Vec<(Place, bool)> {
        let place = |(item, webhook): &(u32, bool)| {
            let member = self.items(*webhook).members().get(*item as usize)?;
            let root = if *webhook { self.webhooks_key() } else { "paths" };
            let name = escape(&self.string(member.key));
            Some((Place::at(format!("/{root}/{name}")), *webhook))
        };
        self.found.references.iter().filter_map(place).collect()
    }

    /// How many schemas have a name.
    pub fn schema_count(&self) -> usize {
        self.schema_table().1.len()
    }

    /// The number of the schema of a name.
    pub fn find_schema(&self, name: &str) -> Option<usize> {
        let members = self.schema_table().1;
        members.iter().position(|member| self.string(member.key) == name)
    }

    /// A schema by its number: its name and its pointer.
    pub fn schema(&self, number: usize) -> Option<(Cow<'_, str>, String)> {
        let (pointer, members) = self.schema_table();
        let name = self.string(members.get(number)?.key);
        let pointer = format!("{pointer}/{}", escape(&name));
        Some((name, pointer))
    }

    fn schema_table(&self) -> (&str, &[Member]) {
        let sections = &self.found.sections;
        let section = sections.iter().find(|(name, table)| {
            matches!(name.as_str(), "/components/schemas" | "/definitions")
                && !table.members().is_empty()
        });
        match section {
            Some((pointer, table)) => (pointer.as_str(), table.members()),
            None => ("", &[]),
        }
    }

    /// The string at a span; empty for anything else.
    pub(super) fn string(&self, span: Span) -> Cow<'_, str> {
        span.string(&self.text)
    }

    /// The value at a span.
    pub(super) fn value(&self, span: Span) -> Result<Value, JsonError> {
        json::parse(&String::from_utf8_lossy(span.of(&self.text)))
    }

    /// The place of an operation: `/paths/~1pets/get`.
    pub fn pointer(&self, operation: &Operation) -> String {
        let items = self.items(operation.webhook);
        let item = items.members().get(operation.item as usize);
        let path = item.map(|member| self.string(member.key)).unwrap_or_default();
        let root = if operation.webhook { self.webhooks_key() } else { "paths" };
        let extra = if operation.additional { "/additionalOperations" } else { "" };
        let method = self.string(operation.method);
        format!("/{root}/{}{extra}/{}", escape(&path), escape(&method))
    }

    /// The path template of an operation, or the name of its webhook.
    pub fn path(&self, operation: &Operation) -> Cow<'_, str> {
        let member = self.items(operation.webhook).members().get(operation.item as usize);
        member.map(|member| self.string(member.key)).unwrap_or_default()
    }

    fn items(&self, webhook: bool) -> &Table {
        if webhook { &self.found.webhooks } else { &self.found.paths }
    }

    pub(super) fn webhooks_key(&self) -> &'static str {
        let has = self.found.root.find(&self.text, "webhooks").is_some();
        if has || self.version() >= Version::V31 { "webhooks" } else { "x-webhooks" }
    }

    /// Which specification it follows.
    pub fn version(&self) -> Version {
        let word = |name: &str| self.root(name).map(|span| self.string(span)).unwrap_or_default();
        match word("openapi") {
            text if text.starts_with("3.0") => Version::V30,
            text if text.starts_with("3.1") => Version::V31,
            text if text.starts_with('3') => Version::V32,
            _ if self.root("swagger").is_some() => Version::Swagger2,
            _ => Version::V31,
        }
    }

    /// True if it says that it is an OpenAPI or Swagger description.
    pub fn is_description(&self) -> bool {
        self.root("openapi").or_else(|| self.root("swagger")).is_some()
    }

    fn root(&self, name: &str) -> Option<Span> {
        let number = self.found.root.find(&self.text, name)?;
        self.found.root.members().get(number).map(|member| member.value)
    }

    /// The value at a pointer (RFC 6901), parsed: the nearest part that the index knows, and steps
    /// from there. `None` if nothing stands there or it is not JSON.
    pub fn get(&self, pointer: &str) -> Option<Value> {
        self.read(pointer)?.ok()
    }

    /// The same, with the reason if what stands there is not JSON.
    pub fn read(&self, pointer: &str) -> Option<Result<Value, JsonError>> {
        let steps: Vec<String> = pointer.split('/').skip(1).map(unescape).collect();
        let steps: Vec<&str> = steps.iter().map(String::as_str).collect();
        let (span, known) = self.nearest(&steps)?;
        let mut value = match self.value(span) {
            Ok(value) => value,
            Err(error) => return Some(Err(error)),
        };
        for step in steps.get(known..).unwrap_or_default() {
            value = take(value, step)?;
        }
        Some(Ok(value))
    }

    /// The smallest part that the index knows on the way of a pointer, and how many steps lead there.
    fn nearest(&self, steps: &[&str]) -> Option<(Span, usize)> {
        let all = Span { start: 0, end: u32::try_from(self.text.len()).unwrap_or(u32::MAX) };
        let Some((first, rest)) = steps.split_first() else {
            return Some((all, 0));
        };
        let indexed = self.root(first).is_none_or(|span| span.of(&self.text).starts_with(b"{"));
        if let (true, Some(item), "paths" | "webhooks" | "x-webhooks") =
            (indexed, rest.first(), *first)
        {
            let webhook = *first != "paths";
            let number = self.items(webhook).find(&self.text, item)?;
            return Some(self.in_item(number, webhook, rest));
        }
        let section = match (*first, rest.first()) {
            ("components", Some(name)) => Some((format!("/components/{}", escape(name)), 2)),
            (name, Some(_)) => Some((format!("/{}", escape(name)), 1)),
            _ => None,
        };
        if let Some((pointer, depth)) = section
            && let Some((_, table)) = self.found.sections.iter().find(|(name, _)| *name == pointer)
            && let Some(name) = steps.get(depth)
        {
            let number = table.find(&self.text, name)?;
            return table.members().get(number).map(|member| (member.value, depth + 1));
        }
        if let (true, "components", Some(name)) = (indexed, *first, rest.first()) {
            let components = &self.found.components;
            let number = components.find(&self.text, name)?;
            return components.members().get(number).map(|member| (member.value, 2));
        }
        match self.root(first) {
            Some(span) => Some((span, 1)),
            // An object without such a member must not be parsed as a whole to see that.
            None => (self.is_whole() && self.found.root.members().is_empty()).then_some((all, 0)),
        }
    }

    /// The pointer of the schema that names itself so by `$anchor` or `$dynamicAnchor`. Only parts
    /// that hold the name are parsed.
    pub fn anchor(&self, name: &str) -> Option<String> {
        let quoted = Value::from(name).to_string();
        let holds = |span: Span| {
            let bytes = span.of(&self.text);
            bytes.windows(quoted.len()).any(|window| window == quoted.as_bytes())
        };
        let sections = self.found.sections.iter().flat_map(|(pointer, table)| {
            let members = table.members().iter();
            members.map(move |m| (format!("{pointer}/{}", escape(&self.string(m.key))), m.value))
        });
        let mut parts = sections.filter(|(_, span)| holds(*span));
        parts.find_map(|(pointer, span)| anchored(&self.value(span).ok()?, name, pointer))
    }

    /// The operation of a path item, else the item as a whole.
    fn in_item(&self, number: usize, webhook: bool, rest: &[&str]) -> (Span, usize) {
        let member = self.items(webhook).members().get(number);
        let whole = member.map(|member| member.value).unwrap_or_default();
        let additional = rest.get(1) == Some(&"additionalOperations");
        let depth = if additional { 2 } else { 1 };
        let method = rest.get(depth).filter(|name| additional || is_method(name));
        if let Some(method) = method {
            let first = self.found.operations.partition_point(|o| o.value.start < whole.start);
            let mine = self.found.operations.iter().skip(first);
            let found = mine
                .take_while(|o| o.value.end <= whole.end)
                .filter(|o| o.additional == additional)
                // Of a name that stands twice the last one counts, as for `JSON.parse`.
                .filter(|o| self.string(o.method) == **method)
                .last();
            if let Some(operation) = found {
                return (operation.value, depth + 2);
            }
        }
        (whole, 2)
    }
}

/// The pointer of the object that has an anchor of this name, below `pointer`.
fn anchored(value: &Value, name: &str, pointer: String) -> Option<String> {
    let mut waiting = vec![(value, pointer)];
    while let Some((value, pointer)) = waiting.pop() {
        let names = ["$anchor", "$dynamicAnchor"];
        if names.iter().any(|key| value.get(key).and_then(Value::as_str) == Some(name)) {
            return Some(pointer);
        }
        for (key, child) in value.as_object().into_iter().flatten() {
            waiting.push((child, format!("{pointer}/{}", escape(key))));
        }
        for (index, child) in value.as_array().into_iter().flatten().enumerate() {
            waiting.push((child, format!("{pointer}/{index}")));
        }
    }
    None
}

/// A member or an item, taken out of its container.
fn take(value: Value, step: &str) -> Option<Value> {
    match value {
        Value::Object(mut members) => members.remove(step),
        Value::Array(mut items) => {
            let index: usize = step.parse().ok()?;
            (index < items.len()).then(|| items.swap_remove(index))
        }
        _ => None,
    }
}
