//! The contents of a description as the page lists them: groups that open and close, rows by number.
//!
//! The page knows the groups and how many rows each has; the rows themselves it asks for as they come
//! into view ([`crate::openapi::outline`] answers). So a list of 50,000 costs what one of 50 costs.

use serde_json::Value;

/// A description of at most so many operations shows all of them at once.
const FEW: usize = 150;
/// So many rows fill a screen.
const SCREEN: usize = 20;

/// The groups.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contents {
    /// In the order of the description.
    pub groups: Vec<Group>,
}

/// A group of rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// The number by which its rows are asked for.
    pub number: usize,
    /// `tag`, `path`, `webhooks` or `schemas`.
    pub kind: String,
    /// What it is called; empty for groups that the page names.
    pub title: String,
    /// The heading that stands above its first group; may be empty.
    pub section: String,
    /// How deep it stands below other groups.
    pub level: usize,
    /// How many rows it has.
    pub count: usize,
    /// Whether it is open at the start: all groups of a small description, else the first ones, as far
    /// as they fill a screen. Schemas are not.
    pub starts_open: bool,
}

/// The class of the badge of a method, in either case.
pub fn verb_class(method: &str) -> &'static str {
    const COLOURED: [(&str, &str); 5] = [
        ("get", "verb method-get"),
        ("post", "verb method-post"),
        ("put", "verb method-put"),
        ("patch", "verb method-patch"),
        ("delete", "verb method-delete"),
    ];
    let found = COLOURED.iter().find(|(name, _)| name.eq_ignore_ascii_case(method));
    found.map_or("verb", |(_, class)| class)
}

/// A row of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// What names it in an address.
    pub key: String,
    /// The method, in lower case; empty for a schema.
    pub method: String,
    /// What it does, else its path.
    pub title: String,
    /// The path template.
    pub path: String,
    /// It is deprecated.
    pub deprecated: bool,
}

/// What stands on a line of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// The heading of a section: that of this group (an index of [`Contents::groups`]).
    Section(usize),
    /// A group.
    Group(usize),
    /// A row of a group.
    Row(usize, usize),
}

/// On which line each group begins, for the groups that are open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    starts: Vec<(usize, bool, bool)>,
    /// How many lines there are.
    pub lines: usize,
}

impl Contents {
    /// Reads the carried form.
    pub fn from_value(value: &Value) -> Self {
        let groups = value.as_array().into_iter().flatten();
        let mut groups: Vec<Group> = groups.map(Group::from_value).collect();
        let all: usize =
            groups.iter().filter(|group| !group.is_schemas()).map(|group| group.count).sum();
        let mut before = 0;
        for group in groups.iter_mut().filter(|group| !group.is_schemas()) {
            group.starts_open = all <= FEW || before < SCREEN;
            before += group.count;
        }
        Self { groups }
    }

    /// Lays the list out; `is_open` says it of a group.
    pub fn layout(&self, is_open: impl Fn(&Group) -> bool) -> Layout {
        let mut layout = Layout::default();
        let mut section = "";
        for group in &self.groups {
            let heads = group.section != section && !group.section.is_empty();
            section = &group.section;
            let open = is_open(group);
            layout.starts.push((layout.lines, heads, open));
            layout.lines += usize::from(heads) + 1 + if open { group.count } else { 0 };
        }
        layout
    }
}

impl Layout {
    /// What stands on a line; `None` behind the last one.
    pub fn at(&self, line: usize) -> Option<Line> {
        if line >= self.lines {
            return None;
        }
        let index = self.starts.partition_point(|(start, ..)| *start <= line).checked_sub(1)?;
        let (start, heads, _) = *self.starts.get(index)?;
        let heading = usize::from(heads);
        Some(match line - start {
            0 if heads => Line::Section(index),
            offset if offset == heading => Line::Group(index),
            offset => Line::Row(index, offset - heading - 1),
        })
    }

    /// The line of a row of a group (an index of [`Contents::groups`]); that of the group itself while
    /// it is closed.
    pub fn line(&self, group: usize, row: usize) -> Option<usize> {
        let (start, heads, open) = *self.starts.get(group)?;
        Some(start + usize::from(heads) + if open { row + 1 } else { 0 })
    }
}

impl Group {
    fn from_value(value: &Value) -> Self {
        let text =
            |name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let number = |name: &str| {
            let number = value.get(name).and_then(Value::as_u64).unwrap_or_default();
            usize::try_from(number).unwrap_or_default()
        };
        Self {
            number: number("number"),
            kind: text("kind"),
            title: text("title"),
            section: text("section"),
            level: number("level"),
            count: number("count"),
            starts_open: false,
        }
    }

    /// Whether its rows are schemas, not operations.
    pub fn is_schemas(&self) -> bool {
        self.kind == "schemas"
    }
}

impl Row {
    /// Reads the carried form: `[key, method, title, path, deprecated]`.
    pub fn from_value(value: &Value) -> Self {
        let text =
            |index: usize| value.get(index).and_then(Value::as_str).unwrap_or_default().to_owned();
        let deprecated = value.get(4).and_then(Value::as_bool).unwrap_or_default();
        Self { key: text(0), method: text(1), title: text(2), path: text(3), deprecated }
    }
}
