//! What lies inside a schema, and whether it is shown at once.

use super::super::Node;
use super::choice::choices;
use super::pen::{Level, Pen, summary};
use super::question::What;
use super::types::tuple;
use super::whole::Whole;
use crate::html::{Attribute, Html, Tag, classed, element, text};

/// How deep variants, conditions and items are drawn inside one another without being asked for.
const MAX_NEST: u8 = 3;
/// The most parts with nothing inside that are shown at once.
const MAX_SMALL: usize = 8;

impl<'a> Pen<'_, 'a> {
    /// What lies inside a property, if anything does: closed, or open where the level says so.
    pub(super) fn inside(&self, whole: &Whole<'a>, about: &str, level: &Level) -> Option<Html> {
        let (label, target) = self.label(whole, level)?;
        if target.is_none() && self.is_small(whole, level) {
            let level = Level { nest: level.nest + 1, ..level.clone() };
            return Some(classed(Tag::Div, "s-inner", self.body(whole, &level, 0)));
        }
        let recurs = whole.recurs(&level.open)
            || target.as_ref().is_some_and(|target| target.recurs(&level.open));
        let name = target.as_ref().unwrap_or(whole).name();
        let label = match name {
            Some(name) if recurs => (self.words.again)(&name),
            Some(name) => format!("{label}: {name}"),
            None => label.to_owned(),
        };
        if level.depth == 0 || recurs || self.rows.get() == 0 || self.is_dry() {
            self.closed.set(self.closed.get() || !recurs);
            let mut level = Level { depth: 0, ..level.clone() };
            // Whoever asks for it once more is to see it, and not that it is open above.
            level.open.retain(|place| {
                let again = std::iter::once(whole).chain(&target);
                !again.flat_map(|one| one.entered.iter().chain(&one.roots)).any(|one| one == place)
            });
            let question = self.question(What::Body, &whole.roots, &level);
            let attributes = vec![Attribute::class("s-inside"), Attribute::Lazy(question.write())];
            return Some(element(Tag::Details, attributes, vec![summary(label, about)]));
        }
        let level = Level { depth: level.depth - 1, ..level.clone() };
        let mut children = vec![summary(label, about)];
        children.extend(self.body(whole, &level, 0));
        let attributes = vec![Attribute::class("s-inside"), Attribute::Open];
        Some(element(Tag::Details, attributes, children))
    }

    /// True if a property of this schema leads back to one that is open above.
    pub(super) fn recurs(&self, whole: &Whole<'a>, level: &Level) -> bool {
        whole.recurs(&level.open)
            || self
                .label(whole, level)
                .is_some_and(|(_, target)| target.is_some_and(|to| to.recurs(&level.open)))
    }

    /// What is inside a schema, in a word, and the items or values that it is about.
    pub(super) fn label(
        &self,
        whole: &Whole<'a>,
        level: &Level,
    ) -> Option<(&'static str, Option<Whole<'a>>)> {
        const CONDITIONS: &[&str] = &["not", "if", "dependentSchemas", "contains", "contentSchema"];
        let filled = |key: &str| {
            whole.all(key).any(|node| node.object().is_some_and(|object| !object.is_empty()))
        };
        if filled("properties") || filled("patternProperties") || filled("unevaluatedProperties") {
            return Some((self.words.properties, None));
        }
        if !choices(self.reading, whole).is_empty() {
            return Some((self.words.variants, None));
        }
        if !tuple(whole).is_empty() {
            return Some((self.words.items, None));
        }
        for (key, words) in
            [("items", self.words.items), ("additionalProperties", self.words.values)]
        {
            let nodes: Vec<_> = whole.all(key).filter(|node| node.value.is_object()).collect();
            if nodes.is_empty() || level.nest > MAX_NEST {
                continue;
            }
            let target = self.gather(&nodes, level);
            let level = Level { nest: level.nest + 1, ..level.clone() };
            if let Some((_, deeper)) = self.label(&target, &level) {
                return Some((words, Some(deeper.unwrap_or(target))));
            }
            if key == "additionalProperties" && self.has_words(&target) {
                return Some((words, None));
            }
        }
        let more = CONDITIONS.iter().any(|key| filled(key))
            || whole
                .all("dependencies")
                .any(|node| node.members().any(|(_, one)| one.object().is_some()));
        more.then_some((self.words.conditions, None))
    }

    /// True if what is inside is so little that closing it would only hide it: a few variants, items
    /// or values with nothing inside.
    fn is_small(&self, whole: &Whole<'a>, level: &Level) -> bool {
        const OTHERS: &[&str] = &[
            "properties",
            "items",
            "if",
            "dependentSchemas",
            "dependencies",
            "contentSchema",
            "unevaluatedProperties",
        ];
        let says = |key: &&str| whole.all(key).any(|node| node.object().is_some());
        if OTHERS.iter().any(says) || level.nest >= MAX_NEST || self.is_dry() {
            return false;
        }
        let choices = choices(self.reading, whole).into_iter().flat_map(|choice| choice.variants);
        let patterns = whole.all("patternProperties");
        let patterns =
            patterns.flat_map(|list| list.members().take(MAX_SMALL + 1).collect::<Vec<_>>());
        let singles = ["additionalProperties", "not", "contains"];
        let singles = singles.into_iter().flat_map(|key| whole.all(key));
        let parts: Vec<Node<'a>> = choices
            .chain(tuple(whole))
            .chain(patterns.map(|(_, node)| node))
            .chain(singles)
            .take(MAX_SMALL + 1)
            .collect();
        let simple = |part: &Node<'a>| {
            let part = self.gather(std::slice::from_ref(part), level);
            self.label(&part, level).is_none()
        };
        parts.len() <= MAX_SMALL && parts.iter().all(simple)
    }

    /// True if a schema says more than its type.
    fn has_words(&self, whole: &Whole<'a>) -> bool {
        !whole.descriptions().is_empty() || self.rules(whole, "", &Level::default()).is_some()
    }

    /// A part with a label of its own: its type, words and constraints, and what lies inside.
    pub(super) fn group(&self, label: Vec<Html>, nodes: &[Node<'a>], level: &Level) -> Html {
        let whole = self.gather(nodes, level);
        let mut parts = Vec::new();
        if !label.is_empty() {
            let mut head = label;
            head.push(text(" "));
            if let Some(title) = whole.title() {
                head.push(classed(Tag::Span, "s-name", vec![text(title)]));
                head.push(text(" "));
            }
            head.push(classed(Tag::Span, "s-type", vec![text(self.type_of(&whole, level))]));
            head.extend(self.badges(&whole));
            parts.push(classed(Tag::P, "s-label", head));
        }
        parts.extend(self.words_of(&whole, 2));
        parts.extend(self.rules(&whole, "", level));
        self.spend(&parts);
        let deeper = Level { nest: level.nest + 1, ..level.clone() };
        if level.nest >= MAX_NEST || self.is_dry() || whole.recurs(&level.open) {
            let closed = Level { depth: 0, nest: 0, ..deeper };
            parts.extend(self.inside(&whole, "", &closed));
        } else {
            parts.extend(self.body(&whole, &deeper, 0));
        }
        classed(Tag::Div, "s-group", parts)
    }
}
