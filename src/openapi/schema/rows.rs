//! The rows of a schema: its properties and its items, each with a name.

use super::super::Node;
use super::Direction;
use super::choice::selectors;
use super::pen::{Level, Pen, badge, lazy};
use super::question::What;
use super::types::tuple;
use super::whole::Whole;
use crate::html::{Html, Tag, classed, element, text};
use std::collections::HashMap;

/// The most rows of a level; the rest follows on demand.
const MAX_ROWS: usize = 300;

/// What a row is about.
enum Name<'a> {
    /// A property.
    Property(&'a str),
    /// Properties whose names match a pattern.
    Pattern(&'a str),
    /// Properties that are not named.
    Other,
    /// An item of a tuple.
    Index(usize),
    /// The items after those of a tuple.
    Rest,
}

/// A row: a name and the schemas that apply to it.
struct Row<'a> {
    name: Name<'a>,
    nodes: Vec<Node<'a>>,
}

impl<'a> Pen<'_, 'a> {
    /// The list of rows from one on, and what opens the rest.
    pub(super) fn list(&self, whole: &Whole<'a>, level: &Level, from: usize) -> Vec<Html> {
        let rows = rows(whole);
        let (required, selectors) = (whole.required(), selectors(whole));
        let total = rows.len();
        let single = total == 1 && level.depth == 0 && level.nest == 0 && from == 0;
        // A level with one row has nothing to skim: what is inside that row is shown at once.
        let once = u8::from(single);
        let level =
            &Level { depth: level.depth.max(once), nest: level.nest + once, ..level.clone() };
        let mut items = Vec::new();
        let mut next = from;
        for row in rows.iter().skip(from).take(MAX_ROWS) {
            if next > from && self.is_dry() {
                break;
            }
            next += 1;
            let mut badges = Vec::new();
            if let Name::Property(name) = row.name {
                if required.contains(name) {
                    badges.extend(badge("s-badge s-required", self.words.required));
                }
                if selectors.contains(&name) {
                    badges.extend(badge("s-badge", self.words.discriminator));
                }
            }
            items.extend(self.row(row, badges, level));
        }
        let mut nodes = Vec::new();
        if !items.is_empty() {
            nodes.push(classed(Tag::Ul, "s-list", items));
        }
        if next < total {
            let mut question = self.question(What::Body, &whole.roots, level);
            question.from = next;
            question.depth = 0;
            nodes.push(lazy("s-more", (self.words.more_rows)(total - next), &question));
        }
        nodes
    }

    /// A row; none for a property that does not go this way.
    fn row(&self, row: &Row<'a>, badges: Vec<Html>, level: &Level) -> Option<Html> {
        let whole = self.gather(&row.nodes, level);
        let left_out = match self.look.direction {
            Direction::Request => whole.is("readOnly"),
            Direction::Response => whole.is("writeOnly"),
            Direction::Both => false,
        };
        if left_out {
            return None;
        }
        self.rows.set(self.rows.get().saturating_sub(1));
        let mut head = self.row_name(&row.name);
        head.push(text(" "));
        head.push(classed(Tag::Span, "s-type", vec![text(self.type_of(&whole, level))]));
        head.extend(badges);
        head.extend(self.badges(&whole));
        if self.recurs(&whole, level) {
            head.extend(badge("s-badge", self.words.recursive));
        }
        let mut parts = vec![classed(Tag::Div, "s-head", head)];
        let has_inside = self.label(&whole, level).is_some();
        parts.extend(self.words_of(&whole, if has_inside { 1 } else { 2 }));
        let name = match row.name {
            Name::Property(name) => name,
            _ => "",
        };
        if !has_inside {
            parts.extend(self.problems(&whole));
        }
        parts.extend(self.rules(&whole, name, level));
        if !has_inside {
            parts.extend(self.name_rules(&whole, level));
        }
        self.spend(&parts);
        parts.extend(self.inside(&whole, name, level));
        Some(classed(Tag::Li, "s-prop", parts))
    }

    fn row_name(&self, name: &Name<'_>) -> Vec<Html> {
        let code = |name: &str| classed(Tag::Code, "s-name", vec![text(name)]);
        let words = |words: &str| classed(Tag::Span, "s-name", vec![text(words)]);
        match name {
            Name::Property("") => vec![code("\"\"")],
            Name::Property(name) => vec![code(name)],
            Name::Pattern(pattern) => {
                let pattern = element(Tag::Code, Vec::new(), vec![text(*pattern)]);
                vec![words(self.words.names_like), text(" "), pattern]
            }
            Name::Other => vec![words(self.words.any_other_name)],
            Name::Index(index) => vec![code(&format!("[{index}]"))],
            Name::Rest => vec![words(self.words.further_items)],
        }
    }
}

/// The rows of a schema. A property that several parts speak of is one row, with all they say.
fn rows<'a>(whole: &Whole<'a>) -> Vec<Row<'a>> {
    let mut found: Vec<Row<'a>> = Vec::new();
    let mut known: HashMap<&str, usize> = HashMap::new();
    // The bases first, as their heirs add to them.
    let (bases, own): (Vec<_>, Vec<_>) =
        whole.parts.iter().filter(|part| !part.words_only).partition(|part| part.base);
    for properties in bases.iter().chain(&own).filter_map(|part| part.node.get("properties")) {
        for (name, node) in properties.members() {
            let index = *known.entry(name).or_insert(found.len());
            match found.get_mut(index) {
                Some(row) => row.nodes.push(node),
                None => found.push(Row { name: Name::Property(name), nodes: vec![node] }),
            }
        }
    }
    // What the last heir says of a property stands first: its words are those that are shown.
    for row in &mut found {
        row.nodes.reverse();
    }
    for patterns in whole.all("patternProperties") {
        let rows = patterns.members();
        found.extend(rows.map(|(name, node)| Row { name: Name::Pattern(name), nodes: vec![node] }));
    }
    let others = whole.all("additionalProperties").chain(whole.all("unevaluatedProperties"));
    let others: Vec<_> = others.filter(says_something).collect();
    if !others.is_empty() {
        found.push(Row { name: Name::Other, nodes: others });
    }
    let tuple = tuple(whole);
    if !tuple.is_empty() {
        let items = tuple.into_iter().enumerate();
        found
            .extend(items.map(|(index, node)| Row { name: Name::Index(index), nodes: vec![node] }));
        let rest = whole.all("items").chain(whole.all("additionalItems"));
        let rest: Vec<_> =
            rest.chain(whole.all("unevaluatedItems")).filter(says_something).collect();
        if !rest.is_empty() {
            found.push(Row { name: Name::Rest, nodes: rest });
        }
    }
    found
}

/// True for a schema with keywords.
fn says_something(node: &Node<'_>) -> bool {
    node.object().is_some_and(|object| !object.is_empty())
}
