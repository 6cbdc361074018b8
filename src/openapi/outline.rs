//! What a description holds, as its navigation shows it: operations by tag, webhooks, schemas.
//!
//! Made while the description arrives: each [`Outline::update`] looks at what is new. An operation
//! without a tag is listed under the first part of its path that says something.

use super::scan::is_method;
use super::{Document, Library, Node, Operation, Place};
use serde_json::Value;
use std::borrow::Cow;
use std::collections::HashMap;
use typed_arena::Arena;

/// The groups of a description and what each holds.
#[derive(Debug, Default)]
pub struct Outline {
    groups: Vec<Group>,
    names: HashMap<(Kind, String), usize>,
    entries: Vec<Entry>,
    /// The numbers of the operations, by what names them in an address.
    keys: HashMap<String, u32>,
    /// How many operations of the document were looked at.
    seen: usize,
    /// How many path items that are a `$ref` were looked at.
    followed: usize,
}

/// What a group is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The operations of a tag.
    Tag,
    /// Operations without a tag, by a part of their path.
    Path,
    /// Webhooks without a tag.
    Webhooks,
    /// Schemas.
    Schemas,
}

/// A group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What it is.
    pub kind: Kind,
    /// The tag, or the part of the path.
    pub name: String,
    /// The numbers of its operations.
    operations: Vec<u32>,
}

/// A group as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The number by which its rows are asked for.
    pub number: usize,
    /// What it is.
    pub kind: Kind,
    /// Its name in the description.
    pub name: String,
    /// What it is called: `x-displayName`, a tag's summary, else its name.
    pub title: String,
    /// The group of `x-tagGroups` that it belongs to; empty for none.
    pub section: String,
    /// How deep it stands below other tags (OpenAPI 3.2 `parent`).
    pub level: usize,
    /// How many rows it has.
    pub count: usize,
}

/// An operation of the outline.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Entry {
    /// It stands in the description's own text, under this number; `true` if another operation has its
    /// operationId, so that its method and path name it.
    Here(u32, bool),
    /// Its path item is a `$ref`.
    Elsewhere(Box<Elsewhere>),
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Elsewhere {
    pointer: String,
    path: String,
    method: String,
    summary: String,
    description: String,
    id: String,
    deprecated: bool,
    webhook: bool,
}

/// A row of the navigation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row<'a> {
    /// What names it in an address: the operationId, else `get /path`.
    pub key: Cow<'a, str>,
    /// The method as it is written; empty for a schema.
    pub method: Cow<'a, str>,
    /// The path template, or the name of a webhook; empty for a schema.
    pub path: Cow<'a, str>,
    /// The summary; the name of a schema; may be empty.
    pub summary: Cow<'a, str>,
    /// The description; may be long.
    pub description: Cow<'a, str>,
    /// `deprecated: true`
    pub deprecated: bool,
    /// It is a webhook.
    pub webhook: bool,
    /// Where it stands.
    pub pointer: String,
}

impl Outline {
    /// Looks at what has arrived since the last time.
    pub fn update(&mut self, library: &Library) {
        let Some(document) = library.documents.first() else { return };
        for number in self.seen..document.operations().len() {
            if let Some(operation) = document.operations().get(number).filter(|o| !o.internal) {
                let tags = tags(document, operation);
                let row = here(document, operation, false);
                let is_taken = self.keys.contains_key(&*row.key);
                let entry = Entry::Here(u32::try_from(number).unwrap_or(u32::MAX), is_taken);
                let row = if is_taken { here(document, operation, true) } else { row };
                self.add(entry, &row.key, &groups_of(tags, &row.path, operation.webhook));
            }
        }
        self.seen = document.operations().len();
    }

    /// Lists the operations of path items that are a `$ref`; what it leads to must be there already.
    /// Gives the addresses of files that must be read before.
    pub fn follow(&mut self, library: &Library) -> Vec<String> {
        let Some(document) = library.documents.first() else { return Vec::new() };
        let arena = Arena::new();
        let reading = library.read(&arena);
        let places = document.references();
        for (place, webhook) in places.iter().skip(self.followed) {
            let item = reading.get(place).and_then(|item| reading.follow(&item).ok());
            if !reading.wanted().is_empty() {
                return reading.wanted();
            }
            self.followed += 1;
            if let Some(item) = item {
                self.add_item(place, &item, *webhook);
            }
        }
        Vec::new()
    }

    fn add_item(&mut self, place: &Place, item: &Node<'_>, webhook: bool) {
        for (method, operation) in item.members().filter(|(method, _)| is_method(method)) {
            if operation.is("x-internal") {
                continue;
            }
            let path = place.name();
            let tags = operation.get("tags").map(|tags| strings(tags.value)).unwrap_or_default();
            let mut entry = Elsewhere {
                pointer: place.child(method).pointer,
                path: path.clone(),
                method: method.to_owned(),
                summary: operation.string("summary").to_owned(),
                description: operation.string("description").to_owned(),
                id: operation.string("operationId").to_owned(),
                deprecated: operation.is("deprecated"),
                webhook,
            };
            if self.keys.contains_key(&entry.id) {
                entry.id.clear();
            }
            let key = key(&entry.id, method, &path).into_owned();
            self.add(Entry::Elsewhere(Box::new(entry)), &key, &groups_of(tags, &path, webhook));
        }
    }

    fn add(&mut self, entry: Entry, key: &str, groups: &[(Kind, String)]) {
        let number = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        self.keys.entry(key.to_owned()).or_insert(number);
        self.entries.push(entry);
        for (kind, name) in groups {
            self.put(*kind, name, number);
        }
    }

    fn put(&mut self, kind: Kind, name: &str, operation: u32) {
        let groups = &mut self.groups;
        let number = *self.names.entry((kind, name.to_owned())).or_insert_with(|| {
            groups.push(Group { kind, name: name.to_owned(), operations: Vec::new() });
            groups.len() - 1
        });
        if let Some(group) = groups.get_mut(number)
            && group.operations.last() != Some(&operation)
        {
            group.operations.push(operation);
        }
    }

    /// True once every path item that is a `$ref` was looked at.
    pub fn is_complete(&self, library: &Library) -> bool {
        library.documents.first().is_some_and(|document| {
            document.is_whole() && self.followed == document.references().len()
        })
    }

    /// How many operations there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// True if there are none yet.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The groups in the order of the description: `x-tagGroups`, then `tags`, then first use.
    pub fn groups(&self, library: &Library) -> Vec<Shown> {
        let tags = Tags::read(library);
        let mut shown: Vec<((usize, usize, usize), Shown)> = Vec::new();
        for (number, group) in self.groups.iter().enumerate() {
            let tag = (group.kind == Kind::Tag).then(|| tags.of(&group.name));
            let tag = tag.unwrap_or_else(|| tags.of_none());
            let rank = tag.rank.unwrap_or(tags.list.len() + number);
            shown.push((
                (tag.section_rank, rank_of(group.kind), rank),
                Shown {
                    number,
                    kind: group.kind,
                    title: if tag.title.is_empty() { group.name.clone() } else { tag.title },
                    name: group.name.clone(),
                    section: tag.section,
                    level: tag.level,
                    count: group.operations.len(),
                },
            ));
        }
        shown.sort_by_key(|(rank, _)| *rank);
        let mut shown: Vec<Shown> = shown.into_iter().map(|(_, group)| group).collect();
        let schemas = library.documents.first().map(Document::schema_count);
        if let Some(count) = schemas.filter(|count| *count > 0) {
            let (name, title, section) = (String::new(), String::new(), String::new());
            let number = self.groups.len();
            shown.push(Shown {
                number,
                kind: Kind::Schemas,
                name,
                title,
                section,
                level: 0,
                count,
            });
        }
        shown
    }

    /// The rows of a group, from one to before another.
    pub fn rows<'a>(
        &'a self,
        library: &'a Library,
        group: usize,
        from: usize,
        to: usize,
    ) -> Vec<Row<'a>> {
        let Some(document) = library.documents.first() else { return Vec::new() };
        let count = to.saturating_sub(from);
        if let Some(group) = self.groups.get(group) {
            let numbers = group.operations.iter().skip(from).take(count);
            numbers.filter_map(|number| self.row(library, *number as usize)).collect()
        } else {
            let schemas =
                (from..from.saturating_add(count)).map_while(|number| document.schema(number));
            schemas.map(schema_row).collect()
        }
    }

    /// The row of an operation by its number.
    pub fn row<'a>(&'a self, library: &'a Library, number: usize) -> Option<Row<'a>> {
        let document = library.documents.first()?;
        Some(match self.entries.get(number)? {
            Entry::Here(number, by_path) => {
                let operation = document.operations().get(*number as usize)?;
                here(document, operation, *by_path)
            }
            Entry::Elsewhere(other) => Row {
                key: key(&other.id, &other.method, &other.path),
                method: Cow::Borrowed(&other.method),
                path: Cow::Borrowed(&other.path),
                summary: Cow::Borrowed(&other.summary),
                description: Cow::Borrowed(&other.description),
                deprecated: other.deprecated,
                webhook: other.webhook,
                pointer: other.pointer.clone(),
            },
        })
    }

    /// The number of the operation that a key names; also `GET /path` in any case, and a pointer.
    pub fn find(&self, library: &Library, wanted: &str) -> Option<usize> {
        if let Some(number) = self.keys.get(wanted) {
            return Some(*number as usize);
        }
        let pair = wanted.split_once(' ');
        if pair.is_none() && !wanted.starts_with('/') {
            return None;
        }
        (0..self.entries.len()).find(|number| {
            self.row(library, *number).is_some_and(|row| {
                pair.is_some_and(|(method, path)| {
                    row.method.eq_ignore_ascii_case(method) && row.path == path
                }) || row.pointer == wanted
            })
        })
    }

    /// The first group that holds an operation, and its row there.
    pub fn position(&self, operation: usize) -> Option<(usize, usize)> {
        let number = u32::try_from(operation).ok()?;
        self.groups.iter().enumerate().find_map(|(index, group)| {
            let row = group.operations.binary_search(&number).ok()?;
            Some((index, row))
        })
    }
}

fn here<'a>(document: &'a Document, operation: &Operation, by_path: bool) -> Row<'a> {
    let (method, path) = (document.string(operation.method), document.path(operation));
    let id = document.string(operation.id);
    let is_path = by_path || id.is_empty();
    let key = if is_path { key("", &method, &path).into_owned().into() } else { id };
    Row {
        key,
        summary: document.string(operation.summary),
        description: document.string(operation.description),
        deprecated: operation.deprecated,
        webhook: operation.webhook,
        pointer: document.pointer(operation),
        method,
        path,
    }
}

fn schema_row((name, pointer): (Cow<'_, str>, String)) -> Row<'_> {
    Row {
        key: name.clone(),
        summary: name,
        method: Cow::Borrowed(""),
        path: Cow::Borrowed(""),
        description: Cow::Borrowed(""),
        deprecated: false,
        webhook: false,
        pointer,
    }
}

fn key<'a>(id: &'a str, method: &str, path: &str) -> Cow<'a, str> {
    if id.is_empty() { Cow::Owned(format!("{method} {path}")) } else { Cow::Borrowed(id) }
}

fn tags(document: &Document, operation: &Operation) -> Vec<String> {
    if operation.tags.is_empty() {
        return Vec::new();
    }
    document.value(operation.tags).map(|value| strings(&value)).unwrap_or_default()
}

fn strings(value: &Value) -> Vec<String> {
    let items = value.as_array().into_iter().flatten();
    items.filter_map(Value::as_str).map(str::to_owned).collect()
}

/// The groups that an operation is listed in.
fn groups_of(tags: Vec<String>, path: &str, webhook: bool) -> Vec<(Kind, String)> {
    if !tags.is_empty() {
        return tags.into_iter().map(|tag| (Kind::Tag, tag)).collect();
    }
    let kind = if webhook { Kind::Webhooks } else { Kind::Path };
    vec![(kind, if webhook { String::new() } else { telling_part(path).to_owned() })]
}

/// The first part of a path that is neither a variable nor a version: `/v1/accounts/{id}` is listed
/// under `accounts`.
fn telling_part(path: &str) -> &str {
    let mut parts = path.split('/').filter(|part| !part.is_empty() && !part.starts_with('{'));
    let first = parts.clone().next().unwrap_or_default();
    let is_version = |part: &str| {
        let digits = part.trim_start_matches(['v', 'V']);
        digits.starts_with(|c: char| c.is_ascii_digit()) || part == "api" || part == "rest"
    };
    parts.find(|part| !is_version(part)).unwrap_or(first)
}

fn rank_of(kind: Kind) -> usize {
    match kind {
        Kind::Tag => 0,
        Kind::Path => 1,
        Kind::Webhooks => 2,
        Kind::Schemas => 3,
    }
}

/// What the description says about its tags.
struct Tags {
    list: HashMap<String, Tag>,
    /// The titles of `x-tagGroups`.
    sections: Vec<String>,
    /// The number of the section of a tag.
    places: HashMap<String, usize>,
}

#[derive(Default)]
struct Tag {
    rank: usize,
    title: String,
    parent: String,
}

/// What is known of a group's tag.
struct Known {
    /// Its place among the declared tags.
    rank: Option<usize>,
    title: String,
    section_rank: usize,
    section: String,
    /// How many tags stand above it.
    level: usize,
}

impl Tags {
    fn read(library: &Library) -> Self {
        let arena = Arena::new();
        let reading = library.read(&arena);
        let at = |pointer: &str| reading.get(&Place::at(pointer));
        let mut tags = Self { list: HashMap::new(), sections: Vec::new(), places: HashMap::new() };
        for (rank, tag) in at("/tags").iter().flat_map(Node::items).enumerate() {
            let display = tag.string("x-displayName");
            let title = if display.is_empty() { tag.string("summary") } else { display };
            let read =
                Tag { rank, title: title.to_owned(), parent: tag.string("parent").to_owned() };
            tags.list.entry(tag.string("name").to_owned()).or_insert(read);
        }
        for group in at("/x-tagGroups").iter().flat_map(Node::items) {
            let place = tags.sections.len();
            tags.sections.push(group.string("name").to_owned());
            for tag in group.get("tags").map(|tags| strings(tags.value)).unwrap_or_default() {
                tags.places.entry(tag).or_insert(place);
            }
        }
        tags
    }

    fn of(&self, name: &str) -> Known {
        let tag = self.list.get(name);
        let place = self.places.get(name).copied();
        Known {
            rank: tag.map(|tag| tag.rank),
            title: tag.map(|tag| tag.title.clone()).unwrap_or_default(),
            section_rank: place.unwrap_or(self.sections.len()),
            section: place.and_then(|place| self.sections.get(place)).cloned().unwrap_or_default(),
            level: self.level(name),
        }
    }

    /// What is known of a group that is no tag.
    fn of_none(&self) -> Known {
        let (title, section) = (String::new(), String::new());
        Known { rank: None, title, section_rank: self.sections.len(), section, level: 0 }
    }

    /// How many tags stand above; a tag that stands above itself ends the count.
    fn level(&self, name: &str) -> usize {
        let mut level = 0;
        let mut name = name;
        while let Some(tag) = self.list.get(name)
            && !tag.parent.is_empty()
            && level < 8
        {
            level += 1;
            name = &tag.parent;
        }
        level
    }
}
