//! The constraints of a schema in words.

use super::super::Node;
use super::groups::code;
use super::pen::{Level, Pen, lazy};
use super::question::What;
use super::raw;
use super::whole::Whole;
use crate::html::{Attribute, Html, Tag, Url, classed, element, text};
use crate::i18n::schema::Counted;
use serde_json::Value;
use std::collections::HashSet;

/// An `enum` up to this length is shown whole; of a longer one, the beginning.
const MAX_VALUES: usize = 12;
const FIRST_VALUES: usize = 8;
/// The values that are added at once.
const MORE_VALUES: usize = 500;
/// The most names of a list.
const MAX_NAMES: usize = 20;

type Rule = Vec<Html>;

impl<'a> Pen<'_, 'a> {
    /// The list of constraints; `name` is that of the property, for what XML calls otherwise.
    pub(super) fn rules(&self, whole: &Whole<'a>, name: &str, level: &Level) -> Option<Html> {
        let mut found: Vec<Rule> = Vec::new();
        for node in whole.rules() {
            self.number(node, &mut found);
            self.counts(node, &mut found);
            self.string(node, &mut found);
        }
        for node in whole.rules() {
            self.values(node, &mut found);
        }
        if let Some(value) = whole.all("default").next() {
            let bare = whole.rules().any(|node| node.string("type") == "string");
            found.push(labelled(self.words.default, [self.value(&value, bare)]));
        }
        for node in whole.rules() {
            self.examples(node, &mut found);
        }
        self.each(whole, ("items", self.words.each_item), level, &mut found);
        for part in &whole.parts {
            self.beside(&part.node, name, &mut found);
        }
        list(found)
    }

    /// The list of what holds for names that are not listed; it stands below the rows.
    pub(super) fn name_rules(&self, whole: &Whole<'a>, level: &Level) -> Option<Html> {
        let mut found: Vec<Rule> = Vec::new();
        for node in whole.rules() {
            self.names(node, whole, &mut found);
        }
        self.each(whole, ("propertyNames", self.words.each_name), level, &mut found);
        list(found)
    }

    fn number(&self, node: &Node<'a>, found: &mut Vec<Rule>) {
        let number = |key: &str| match node.value.get(key) {
            Some(Value::Number(number)) => Some(number.to_string()),
            _ => None,
        };
        let (low, high) = (number("minimum"), number("maximum"));
        let (above, below) = (number("exclusiveMinimum"), number("exclusiveMaximum"));
        let low_pair = low.as_deref().map(|text| (text, node.is("exclusiveMinimum")));
        let high_pair = high.as_deref().map(|text| (text, node.is("exclusiveMaximum")));
        let above_pair = above.as_deref().map(|text| (text, true));
        let below_pair = below.as_deref().map(|text| (text, true));
        let (first, second) = (low_pair.or(above_pair), high_pair.or(below_pair));
        if first.is_some() || second.is_some() {
            found.push(vec![text((self.words.range)(first, second))]);
        }
        let left = (above_pair.filter(|_| low.is_some()), below_pair.filter(|_| high.is_some()));
        if left.0.is_some() || left.1.is_some() {
            found.push(vec![text((self.words.range)(left.0, left.1))]);
        }
        if let Some(number) = number("multipleOf") {
            found.push(vec![text(format!("{} {number}", self.words.multiple_of))]);
        }
    }

    fn counts(&self, node: &Node<'a>, found: &mut Vec<Rule>) {
        let kinds = [
            (Counted::Characters, "minLength", "maxLength"),
            (Counted::Items, "minItems", "maxItems"),
            (Counted::Properties, "minProperties", "maxProperties"),
        ];
        for (what, least, most) in kinds {
            let count = |key: &str| node.value.get(key).and_then(Value::as_u64);
            let (least, most) = (count(least).filter(|count| *count > 0), count(most));
            if least.is_some() || most.is_some() {
                found.push(vec![text((self.words.count)(what, least, most))]);
            }
        }
        if node.is("uniqueItems") {
            found.push(vec![text(self.words.unique)]);
        }
    }

    fn string(&self, node: &Node<'a>, found: &mut Vec<Rule>) {
        let pairs = [
            ("pattern", self.words.matches),
            ("contentEncoding", self.words.encoded),
            ("contentMediaType", self.words.media_type),
        ];
        for (key, words) in pairs {
            let value: String = node.string(key).chars().take(2000).collect();
            if !value.is_empty() {
                found.push(vec![text(format!("{words} ")), code(value)]);
            }
        }
    }

    /// What is said of the names of properties, and of what is not named.
    fn names(&self, node: &Node<'a>, whole: &Whole<'a>, found: &mut Vec<Rule>) {
        let strings = |list: Option<&'a Value>| {
            list.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
        };
        let mut listed = |words: &str, names: Vec<&str>| {
            if !names.is_empty() {
                found.push(labelled(words, names.into_iter().map(|name| vec![code(name)])));
            }
        };
        let unseen = strings(node.value.get("required")).filter(|name| !has_property(whole, name));
        listed(self.words.also_required, unseen.take(MAX_NAMES).collect());
        for lists in ["dependentRequired", "dependencies"].iter().filter_map(|key| node.get(key)) {
            for (name, list) in lists.members().take(MAX_NAMES) {
                let names = strings(Some(list.value)).take(MAX_NAMES);
                listed(&(self.words.requires)(name), names.collect());
            }
        }
        let is = |key: &str, value: bool| node.value.get(key) == Some(&Value::Bool(value));
        for key in ["additionalProperties", "unevaluatedProperties"] {
            if is(key, false) {
                found.push(vec![text(self.words.no_other_properties)]);
            }
        }
        if is("additionalProperties", true) {
            found.push(vec![text(self.words.other_properties)]);
        }
        let tuple = node.get("prefixItems").is_some();
        if is("unevaluatedItems", false)
            || is("additionalItems", false)
            || tuple && is("items", false)
        {
            found.push(vec![text(self.words.no_other_items)]);
        }
    }

    /// `const` and `enum`.
    fn values(&self, node: &Node<'a>, found: &mut Vec<Rule>) {
        // Where every value is a string, quotes tell nothing.
        let bare = node.string("type") == "string";
        if let Some(value) = node.get("const") {
            found.push(labelled(self.words.always, [self.value(&value, bare)]));
        }
        let count = node.value.get("enum").and_then(Value::as_array).map_or(0, Vec::len);
        if count > 0 {
            let words = if count == 1 { self.words.always } else { self.words.one_of_values };
            let mut rule = vec![text(format!("{words}:"))];
            rule.extend(self.enum_values(node, 0));
            found.push(rule);
        }
    }

    fn examples(&self, node: &Node<'a>, found: &mut Vec<Rule>) {
        let bare = node.string("type") == "string";
        let examples = node.get("examples");
        let mut examples: Vec<Node<'a>> =
            examples.iter().flat_map(Node::items).take(MAX_NAMES).collect();
        if let Some(example) = node.get("example").or_else(|| node.get("x-example")) {
            examples.insert(0, example);
        }
        let words = if examples.len() > 1 { self.words.examples } else { self.words.example };
        if !examples.is_empty() {
            let values = examples.iter().map(|example| self.value(example, bare));
            found.push(labelled(words, values));
        }
    }

    /// The values of an `enum` from one on, and what opens the rest.
    pub(super) fn enum_values(&self, node: &Node<'a>, from: usize) -> Vec<Html> {
        let values = node.value.get("enum").and_then(Value::as_array);
        let values = values.map(Vec::as_slice).unwrap_or_default();
        let count = match (from, values.len() <= MAX_VALUES) {
            (0, true) => MAX_VALUES,
            (0, false) => FIRST_VALUES,
            _ => MORE_VALUES,
        };
        let bare = node.string("type") == "string";
        let mut items = Vec::new();
        let mut described = false;
        for (index, value) in values.iter().enumerate().skip(from).take(count) {
            let mut parts = vec![code(raw::clipped(value, 200, bare))];
            let notes = enum_notes(node, index, value);
            described |= !notes.is_empty();
            for note in notes {
                parts.push(text(" "));
                parts.push(classed(Tag::Span, "s-text", vec![text(note)]));
            }
            items.push(element(Tag::Li, Vec::new(), parts));
        }
        let class = if described { "s-enum s-described" } else { "s-enum" };
        let mut nodes = Vec::new();
        if !items.is_empty() {
            nodes.push(classed(Tag::Ul, class, items));
        }
        let shown = from.saturating_add(count);
        if shown < values.len() {
            let at = [node.place.clone()];
            let mut question = self.question(What::Enum, &at, &Level::default());
            question.from = shown;
            let words = (self.words.more_values)(values.len() - shown);
            nodes.push(lazy("s-more", words, &question));
        }
        nodes
    }

    /// What holds for each item that has nothing inside, or for each name.
    fn each(
        &self,
        whole: &Whole<'a>,
        (key, words): (&str, &str),
        level: &Level,
        found: &mut Vec<Rule>,
    ) {
        let nodes: Vec<_> = whole.all(key).filter(|node| node.value.is_object()).collect();
        if nodes.is_empty() || level.nest > 4 {
            return;
        }
        let each = self.gather(&nodes, level);
        if key == "items" && self.label(&each, level).is_some() {
            return;
        }
        let level = Level { nest: level.nest + 1, ..level.clone() };
        let mut parts = self.words_of(&each, 1);
        parts.extend(self.problems(&each));
        parts.extend(self.rules(&each, "", &level));
        if !parts.is_empty() {
            parts.insert(0, text(format!("{words}:")));
            found.push(parts);
        }
    }

    /// What stands beside the constraints: further reading, and XML where it differs.
    fn beside(&self, node: &Node<'a>, name: &str, found: &mut Vec<Rule>) {
        if let Some(docs) = node.get("externalDocs") {
            let address = docs.string("url");
            let words = Some(docs.string("description")).filter(|text| !text.trim().is_empty());
            let words = words.unwrap_or(address);
            let link = match Url::check(address) {
                Some(url) => element(Tag::A, vec![Attribute::Href(url)], vec![text(words)]),
                None => text(words),
            };
            if !words.is_empty() {
                found.push(vec![text(format!("{}: ", self.words.see_also)), link]);
            }
        }
        let Some(xml) = node.get("xml") else { return };
        let mut parts: Vec<Rule> = Vec::new();
        let (own, prefix) = (xml.string("name"), xml.string("prefix"));
        if !own.is_empty() && own != name || !prefix.is_empty() {
            let own = if own.is_empty() { name } else { own };
            let between = if prefix.is_empty() { "" } else { ":" };
            parts.push(vec![code(format!("{prefix}{between}{own}"))]);
        }
        if xml.is("attribute") || xml.string("nodeType") == "attribute" {
            parts.push(vec![text(self.words.xml_attribute)]);
        }
        if xml.is("wrapped") {
            parts.push(vec![text(self.words.xml_wrapped)]);
        }
        if !xml.string("namespace").is_empty() {
            let namespace = code(xml.string("namespace"));
            parts.push(vec![text(format!("{} ", self.words.xml_namespace)), namespace]);
        }
        if !parts.is_empty() {
            found.push(labelled(self.words.in_xml, parts));
        }
    }
}

/// The rules, each once.
fn list(found: Vec<Rule>) -> Option<Html> {
    let mut unique: Vec<Rule> = Vec::new();
    for rule in found {
        if !unique.contains(&rule) {
            unique.push(rule);
        }
    }
    let rules = unique.into_iter().take(40).map(|rule| classed(Tag::Li, "s-rule", rule));
    let rules: Vec<Html> = rules.collect();
    (!rules.is_empty()).then(|| classed(Tag::Ul, "s-rules", rules))
}

/// A label and values, with commas between them.
fn labelled(label: &str, values: impl IntoIterator<Item = Rule>) -> Rule {
    let mut rule = vec![text(format!("{label}: "))];
    for (index, value) in values.into_iter().enumerate() {
        if index > 0 {
            rule.push(text(", "));
        }
        rule.extend(value);
    }
    rule
}

fn has_property(whole: &Whole<'_>, name: &str) -> bool {
    whole.rules().any(|node| {
        node.value.get("properties").is_some_and(|properties| properties.get(name).is_some())
    })
}

/// What the author says of a value of an `enum`: extensions that many tools read.
fn enum_notes(node: &Node<'_>, index: usize, value: &Value) -> Vec<String> {
    const KEYS: &[&str] = &[
        "x-enum-varnames",
        "x-enumNames",
        "x-enumDescriptions",
        "x-enum-descriptions",
        "enumDescriptions",
    ];
    let own = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let mut seen = HashSet::from([own.clone()]);
    let of = |key: &&str| {
        let found = match node.value.get(*key)? {
            Value::Array(list) => list.get(index)?,
            Value::Object(map) => map.get(&own)?,
            _ => return None,
        };
        found.as_str().map(|text| crate::markdown::plain(text).trim().to_owned())
    };
    let notes = KEYS.iter().filter_map(of);
    notes.filter(|note| !note.is_empty() && seen.insert(note.clone())).collect()
}
