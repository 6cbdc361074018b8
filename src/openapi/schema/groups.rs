//! What stands below the rows: items, variants, conditions.

use super::super::Node;
use super::choice::{Choice, Discriminator, Kind, choices, own_values};
use super::pen::{Level, Pen, lazy, note, selected};
use super::question::What;
use super::types::tuple;
use super::whole::{Whole, name_of};
use crate::html::{Attribute, Html, Tag, classed, element, tabs, text};

/// The most variants that are tabs; more are a list.
const MAX_TABS: usize = 6;
/// The most variants of a list.
const MAX_LISTED: usize = 300;
/// The most conditions of a kind.
const MAX_GROUPS: usize = 50;

impl<'a> Pen<'_, 'a> {
    /// The groups of a schema. `alone`: nothing stands above them.
    pub(super) fn groups(&self, whole: &Whole<'a>, level: &Level, alone: bool) -> Vec<Html> {
        let mut nodes: Vec<Html> = self.items(whole, level, alone).into_iter().collect();
        for choice in choices(self.reading, whole) {
            nodes.extend(self.choice(&choice, level));
        }
        for node in whole.all("contains").take(MAX_GROUPS) {
            let holder = whole.rules().find(|part| part.get("contains").is_some());
            let count = |key: &str| holder.and_then(|part| part.value.get(key)?.as_u64());
            let words = (self.words.contains)(count("minContains"), count("maxContains"));
            nodes.push(self.labelled(&words, &node, level));
        }
        let pairs = [
            ("contentSchema", self.words.content),
            ("not", self.words.must_not),
            ("if", self.words.condition),
            ("then", self.words.then),
            ("else", self.words.otherwise),
        ];
        for part in whole.rules() {
            for (key, words) in pairs {
                // Without `if` the other two mean nothing.
                let idle = matches!(key, "then" | "else") && part.get("if").is_none();
                if let Some(node) = part.get(key).filter(|_| !idle) {
                    nodes.push(self.labelled(words, &node, level));
                }
            }
        }
        for list in whole.all("dependentSchemas").chain(whole.all("dependencies")) {
            for (name, node) in list.members().take(MAX_GROUPS) {
                if !node.value.is_array() {
                    nodes.push(self.labelled(&(self.words.if_present)(name), &node, level));
                }
            }
        }
        nodes
    }

    fn labelled(&self, words: &str, node: &Node<'a>, level: &Level) -> Html {
        self.group(vec![text(words)], std::slice::from_ref(node), level)
    }

    /// The items of a list that have something inside; the others are told in a line.
    fn items(&self, whole: &Whole<'a>, level: &Level, alone: bool) -> Option<Html> {
        if !tuple(whole).is_empty() {
            return None;
        }
        let nodes: Vec<_> = whole.all("items").filter(|node| node.value.is_object()).collect();
        if nodes.is_empty() {
            return None;
        }
        let items = self.gather(&nodes, level);
        self.label(&items, level)?;
        let label = if alone { Vec::new() } else { vec![text(self.words.each_item)] };
        Some(self.group(label, &nodes, level))
    }

    /// A chooser of variants: rows where they are simple, tabs where they are few.
    fn choice(&self, choice: &Choice<'a>, level: &Level) -> Vec<Html> {
        let words = match (choice.kind, &choice.discriminator) {
            (Kind::One, _) => self.words.one_of.to_owned(),
            (Kind::Any, _) => self.words.any_of.to_owned(),
            (Kind::Mapped, Some(found)) => (self.words.by_value_of)(found.property),
            (Kind::Mapped, None) => self.words.variants.to_owned(),
        };
        let total = choice.variants.len();
        let wholes: Vec<Whole<'a>> = choice
            .variants
            .iter()
            .take(MAX_LISTED)
            .map(|node| self.gather(std::slice::from_ref(node), level))
            .collect();
        let fallback = choice.discriminator.as_ref().and_then(Discriminator::fallback);
        let simple = wholes.iter().all(|whole| self.label(whole, level).is_none());
        let mut nodes = vec![classed(Tag::P, "s-label", vec![text(words.clone())])];
        if simple {
            let rows = wholes.iter().map(|whole| self.simple_variant(whole, level)).collect();
            nodes.push(classed(Tag::Ul, "s-list", rows));
        } else if total <= MAX_TABS && level.nest < 3 && !self.is_dry() {
            let labels = self.labels(choice, &wholes, level);
            let variants = labels.into_iter().zip(&choice.variants).zip(&wholes);
            let variants = variants.map(|((label, node), whole)| {
                let mut content = variant_head(choice, whole);
                content.push(self.group(Vec::new(), std::slice::from_ref(node), level));
                (label, content)
            });
            nodes.push(tabs(&words, variants.collect()));
        } else {
            let labels = self.labels(choice, &wholes, level);
            let rows = labels.into_iter().zip(&wholes);
            let rows = rows.map(|(label, whole)| self.listed(choice, label, whole, level));
            nodes.push(classed(Tag::Ul, "s-list", rows.collect()));
        }
        if let Some(fallback) = fallback {
            nodes.push(note(&format!("{}: {fallback}", self.words.default)));
        }
        if total > MAX_LISTED {
            nodes.push(note(&(self.words.more_rows)(total - MAX_LISTED)));
        }
        let nodes = vec![classed(Tag::Div, "s-group s-choice", nodes)];
        nodes
    }

    /// A variant with nothing inside: its value or its title, its type and what it says.
    fn simple_variant(&self, whole: &Whole<'a>, level: &Level) -> Html {
        let mut head = Vec::new();
        if let Some(title) = whole.title() {
            head.push(classed(Tag::Span, "s-name", vec![text(title)]));
            head.push(text(" "));
        }
        let constant =
            whole.all("const").next().filter(|_| is_constant(whole) && whole.problems.is_empty());
        if let Some(value) = &constant {
            head.extend(self.value(value, true));
        } else {
            head.push(classed(Tag::Span, "s-type", vec![text(self.type_of(whole, level))]));
        }
        head.extend(self.badges(whole));
        let mut parts = vec![classed(Tag::Div, "s-head", head)];
        parts.extend(self.words_of(whole, 2));
        if constant.is_none() {
            parts.extend(self.problems(whole));
            parts.extend(self.rules(whole, "", level));
            parts.extend(self.name_rules(whole, level));
        }
        self.spend(&parts);
        classed(Tag::Li, "s-prop", parts)
    }

    /// A variant of a long list: closed.
    fn listed(&self, choice: &Choice<'a>, label: String, whole: &Whole<'a>, level: &Level) -> Html {
        let mut parts = variant_head(choice, whole);
        if whole.recurs(&level.open) {
            parts.push(classed(Tag::Span, "s-badge", vec![text(self.words.recursive)]));
        }
        let closed = Level { depth: 0, nest: 0, ..level.clone() };
        let question = self.question(What::Body, &whole.roots, &closed);
        parts.push(lazy("s-inside", label, &question));
        self.spend(&parts);
        classed(Tag::Li, "s-prop", parts)
    }

    /// What the variants are called: a title, a name, a value of the discriminator, a constant, a
    /// type; each once.
    fn labels(&self, choice: &Choice<'a>, wholes: &[Whole<'a>], level: &Level) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for (index, whole) in wholes.iter().enumerate() {
            let name = || whole.entered.iter().chain(&whole.roots).find_map(name_of);
            let value = || choice.discriminator.as_ref()?.values(whole).into_iter().next();
            let typed = || {
                let words = self.type_of(whole, level);
                (words != "object").then_some(words)
            };
            let title = whole.title().map(str::to_owned);
            let label = title.or_else(name).or_else(value).or_else(|| constant(whole));
            let label = label.or_else(typed).unwrap_or_else(|| (self.words.variant)(index + 1));
            let again = found.contains(&label);
            found.push(if again { format!("{label} ({})", index + 1) } else { label });
        }
        found
    }
}

/// A class and an element in one, for a list in a line.
pub(super) fn code(words: impl Into<String>) -> Html {
    element(Tag::Code, Vec::<Attribute>::new(), vec![text(words)])
}

/// The values of the discriminator that select a variant.
fn variant_head(choice: &Choice<'_>, whole: &Whole<'_>) -> Vec<Html> {
    let found = choice.discriminator.as_ref();
    let values = found.map(|found| (found.property, found.values(whole)));
    // A variant whose base has a mapping says it by itself.
    let shown = values.filter(|(_, values)| !values.is_empty() && own_values(whole).is_empty());
    shown.map(|(property, values)| selected(property, &values)).into_iter().collect()
}

/// True for a value with a title and words, as lists of values are written since 3.1.
fn is_constant(whole: &Whole<'_>) -> bool {
    const KEYS: &[&str] = &["const", "title", "description", "type", "deprecated"];
    let objects = whole.rules().filter_map(Node::object);
    objects.flat_map(|object| object.keys()).all(|key| KEYS.contains(&key.as_str()))
}

/// The constant by which a variant is told from the others.
fn constant(whole: &Whole<'_>) -> Option<String> {
    let own = whole.all("const").next();
    let of_property = || {
        let properties = whole.all("properties");
        let mut values = properties
            .flat_map(|list| list.members().take(50).collect::<Vec<_>>())
            .filter_map(|(_, node)| node.get("const"));
        values.next()
    };
    let node = own.or_else(of_property)?;
    super::raw::short(node.value, 40, true)
}
