//! What draws a schema: how much it may still draw, and what is open above.

use super::super::{Node, Place, Reading};
use super::choice::own_values;
use super::question::{Question, What};
use super::types::{Typist, types};
use super::whole::{Whole, gather, name_of};
use super::{Direction, Look, raw};
use crate::html::{Attribute, Html, Tag, classed, element, text};
use crate::i18n::schema::SchemaWords;
use crate::markdown;
use std::cell::Cell;

/// The most nodes of one answer; a level that reaches it ends with "more".
const MAX_NODES: usize = 10_000;
/// The most rows that are drawn inside others which open at once.
const MAX_OPEN_ROWS: usize = 200;
/// How many levels "Expand all" opens.
const EXPANDED: u8 = 3;

/// Draws one answer.
pub(super) struct Pen<'r, 'a> {
    pub(super) reading: &'r Reading<'a>,
    pub(super) look: Look,
    pub(super) words: &'static SchemaWords,
    /// The nodes that may still be drawn.
    nodes: Cell<usize>,
    /// The rows that may still be drawn in levels that open at once.
    pub(super) rows: Cell<usize>,
    /// Something is closed: "Expand all" has something to do.
    pub(super) closed: Cell<bool>,
}

/// Where the pen is.
#[derive(Clone, Debug, Default)]
pub(super) struct Level {
    /// How many levels below open at once.
    pub(super) depth: u8,
    /// How deep it is inside variants, conditions and items.
    pub(super) nest: u8,
    /// The schemas that are open above.
    pub(super) open: Vec<Place>,
    /// The schemas on the way that `$dynamicRef` may mean.
    pub(super) scope: Vec<Place>,
}

impl Level {
    /// The level inside a schema.
    pub(super) fn within(&self, whole: &Whole<'_>) -> Self {
        let mut level = self.clone();
        let named = whole.roots.iter().filter(|place| name_of(place).is_some());
        for place in whole.entered.iter().chain(named) {
            if !level.open.contains(place) {
                level.open.push(place.clone());
            }
        }
        for place in &whole.scope {
            if !level.scope.contains(place) {
                level.scope.push(place.clone());
            }
        }
        level
    }
}

impl<'r, 'a> Pen<'r, 'a> {
    pub(super) fn new(reading: &'r Reading<'a>, look: Look) -> Self {
        Self {
            reading,
            look,
            words: look.language.schema(),
            nodes: Cell::new(MAX_NODES),
            rows: Cell::new(MAX_OPEN_ROWS),
            closed: Cell::new(false),
        }
    }

    pub(super) fn gather(&self, nodes: &[Node<'a>], level: &Level) -> Whole<'a> {
        gather(self.reading, nodes, &level.scope)
    }

    /// Counts nodes that were made.
    pub(super) fn spend(&self, nodes: &[Html]) {
        self.nodes.set(self.nodes.get().saturating_sub(size(nodes)));
    }

    /// True if no more should be drawn.
    pub(super) fn is_dry(&self) -> bool {
        self.nodes.get() == 0
    }

    pub(super) fn view(&self, schema: &Node<'a>) -> Html {
        let level = Level::default();
        let whole = self.gather(std::slice::from_ref(schema), &level);
        let mut head = vec![classed(Tag::Span, "s-type", vec![text(self.type_of(&whole, &level))])];
        if let Some(title) = whole.title().filter(|title| !is_same(title, whole.name().as_ref())) {
            let title = classed(Tag::Strong, "s-title", vec![text(title)]);
            head.splice(0..0, [title, text(" ")]);
        }
        head.extend(self.badges(&whole));
        let mut nodes = vec![classed(Tag::P, "s-head", head)];
        nodes.extend(self.words_of(&whole, 2));
        nodes.extend(self.rules(&whole, "", &level));
        self.spend(&nodes);
        let body = self.body(&whole, &level, 0);
        if self.closed.get() {
            let level = Level { depth: EXPANDED, ..level };
            let question = self.question(What::Body, &whole.roots, &level);
            nodes.push(lazy("s-all", self.words.expand.to_owned(), &question));
        }
        if !body.is_empty() {
            nodes.push(classed(Tag::Div, "s-body", body));
        }
        let question = self.question(What::Value, &whole.roots, &Level::default());
        nodes.push(lazy("s-json", self.words.json.to_owned(), &question));
        classed(Tag::Div, "s-view", nodes)
    }

    /// What a question about a schema's inside shows.
    pub(super) fn opened(&self, question: &Question, nodes: &[Node<'a>]) -> Vec<Html> {
        let (open, scope) = (question.open.clone(), question.scope.clone());
        let level = Level { depth: question.depth, nest: 0, open, scope };
        let whole = self.gather(nodes, &level);
        let mut found = Vec::new();
        // The first description stands in the row that was opened.
        if question.from == 0 && question.depth == 0 {
            for more in whole.descriptions().into_iter().skip(1).take(1) {
                found.push(self.markdown(more));
            }
        }
        found.extend(self.body(&whole, &level, question.from));
        if found.is_empty() {
            found.push(note(self.words.any));
        }
        found
    }

    /// The rows of a schema, its variants and its conditions; `from` skips rows shown before.
    pub(super) fn body(&self, whole: &Whole<'a>, level: &Level, from: usize) -> Vec<Html> {
        let level = level.within(whole);
        let mut nodes = Vec::new();
        if from == 0 {
            nodes.extend(self.problems(whole));
            nodes.extend(self.notes(whole));
            self.spend(&nodes);
        }
        nodes.extend(self.list(whole, &level, from));
        if from == 0 {
            let alone = nodes.is_empty();
            nodes.extend(self.name_rules(whole, &level));
            nodes.extend(self.groups(whole, &level, alone));
        }
        nodes
    }

    /// What a schema is made of, and what is odd about it.
    fn notes(&self, whole: &Whole<'a>) -> Vec<Html> {
        let mut nodes = Vec::new();
        let mut names: Vec<String> = whole.bases.iter().filter_map(name_of).collect();
        names.dedup();
        if !names.is_empty() {
            let mut parts = vec![text(format!("{}: ", self.words.made_of))];
            for (index, name) in names.into_iter().take(20).enumerate() {
                parts.push(text(if index > 0 { ", " } else { "" }));
                parts.push(element(Tag::Code, Vec::new(), vec![text(name)]));
            }
            nodes.push(classed(Tag::P, "s-note", parts));
        }
        for (property, values) in own_values(whole) {
            nodes.push(selected(property, &values));
        }
        if types(self.reading, whole).contradict {
            nodes.push(problem(self.words.contradiction.to_owned(), None));
        }
        if whole.never {
            nodes.push(note(self.words.nothing_fits));
        }
        if whole.cut {
            nodes.push(note(self.words.too_much));
        }
        nodes
    }

    /// A note for each thing that is wrong, with its place.
    pub(super) fn problems(&self, whole: &Whole<'a>) -> Vec<Html> {
        let shown = whole.problems.iter().take(5);
        let wrong = self.look.language.reference().wrong;
        shown.map(|found| problem(wrong(&found.wrong), Some(&found.place))).collect()
    }

    pub(super) fn type_of(&self, whole: &Whole<'a>, level: &Level) -> String {
        let scope: Vec<Place> = level.scope.iter().chain(&whole.scope).cloned().collect();
        let typist = Typist { reading: self.reading, scope: &scope, words: self.words };
        typist.write(whole, 0)
    }

    pub(super) fn markdown(&self, source: &str) -> Html {
        let look = markdown::Look::new(6, self.look.language);
        classed(Tag::Div, "s-text", markdown::compact(source, &look))
    }

    /// The descriptions.
    pub(super) fn words_of(&self, whole: &Whole<'a>, most: usize) -> Vec<Html> {
        whole.descriptions().into_iter().take(most).map(|text| self.markdown(text)).collect()
    }

    /// The badges that a schema gives to the property that has it.
    pub(super) fn badges(&self, whole: &Whole<'a>) -> Vec<Html> {
        let both = self.look.direction == Direction::Both;
        let badges = [
            (both && whole.is("readOnly"), "s-badge", self.words.read_only),
            (both && whole.is("writeOnly"), "s-badge", self.words.write_only),
            (whole.is("deprecated"), "s-badge s-deprecated", self.words.deprecated),
        ];
        let shown = badges.into_iter().filter(|(is, ..)| *is);
        shown.flat_map(|(_, class, words)| badge(class, words)).collect()
    }

    pub(super) fn question(&self, what: What, at: &[Place], level: &Level) -> Question {
        Question {
            what,
            direction: self.look.direction,
            depth: level.depth,
            from: 0,
            at: at.to_vec(),
            open: level.open.clone(),
            scope: level.scope.clone(),
        }
    }

    /// A value in a line, or closed if it is long.
    pub(super) fn value(&self, node: &Node<'a>, bare: bool) -> Vec<Html> {
        if let Some(short) = raw::short(node.value, 120, bare) {
            return vec![element(Tag::Code, Vec::new(), vec![text(short)])];
        }
        let at = [node.place.clone()];
        let question = self.question(What::Value, &at, &Level::default());
        vec![lazy("s-value", raw::clipped(node.value, 60, bare), &question)]
    }
}

/// True if a title only repeats a name.
fn is_same(title: &str, name: Option<&String>) -> bool {
    let letters = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    name.is_some_and(|name| letters(name) == letters(title))
}

/// A badge, after a blank.
pub(super) fn badge(class: &'static str, words: &str) -> [Html; 2] {
    [text(" "), classed(Tag::Span, class, vec![text(words)])]
}

/// What a part is called while it is closed; assistive tools also hear of which property it is.
pub(super) fn summary(label: String, about: &str) -> Html {
    let named = (!about.is_empty()).then(|| Attribute::Label(format!("{label}, {about}")));
    element(Tag::Summary, named.into_iter().collect(), vec![text(label)])
}

/// A part that is closed until it is asked for.
pub(super) fn lazy(class: &'static str, label: String, question: &Question) -> Html {
    let attributes = vec![Attribute::class(class), Attribute::Lazy(question.write())];
    element(Tag::Details, attributes, vec![summary(label, "")])
}

/// How many nodes a tree has. Its depth is bounded: it was drawn here, or of a bounded text.
fn size(nodes: &[Html]) -> usize {
    let of = |node: &Html| match node {
        Html::Text(_) => 1,
        Html::Element(element) => 1 + size(&element.children),
    };
    nodes.iter().map(of).sum()
}

/// The value of a property that selects this variant.
pub(super) fn selected(property: &str, values: &[String]) -> Html {
    let mut parts = vec![element(Tag::Code, Vec::new(), vec![text(property)]), text(": ")];
    for (index, value) in values.iter().take(20).enumerate() {
        parts.push(text(if index > 0 { ", " } else { "" }));
        parts.push(element(Tag::Code, Vec::new(), vec![text(value.clone())]));
    }
    classed(Tag::P, "s-note", parts)
}

pub(super) fn note(words: &str) -> Html {
    classed(Tag::P, "s-note", vec![text(words)])
}

fn problem(words: String, place: Option<&Place>) -> Html {
    let mut parts = vec![text(words)];
    if let Some(place) = place {
        parts.push(text(" "));
        parts.push(element(Tag::Code, Vec::new(), vec![text(format!("#{}", place.pointer))]));
    }
    classed(Tag::P, "s-problem", parts)
}
