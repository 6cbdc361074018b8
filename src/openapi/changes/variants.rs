//! The variants of two schemas: `oneOf` and `anyOf` of both versions side by side.

use super::super::validate::decimal::canonical;
use super::super::{Node, Reading};
use super::What;
use super::pairs::Sheet;
use super::schema::{At, Pass};
use super::shape::{Shape, target};

/// The most variants without a name that are looked for among the others by what they say.
const MAX_NAMELESS: usize = 30;

/// A variant: what it is called, if anything.
struct Variant<'a> {
    node: Node<'a>,
    name: Option<String>,
}

impl<'o, 'n> Pass<'_, 'o, 'n> {
    /// Compares the variants. True if they are all that the schemas say.
    pub(super) fn choices(
        &mut self,
        old: &Shape<'o>,
        new: &Shape<'n>,
        at: &At,
        sheet: &mut Sheet,
    ) -> bool {
        match (old.choices.as_slice(), new.choices.as_slice()) {
            // One schema has become one of several, or the reverse.
            ([], [list]) if new.is_bare() && is_one(old) => {
                self.lists(&old.roots, &new.variants(list), at, sheet);
                true
            }
            ([list], []) if old.is_bare() && is_one(new) => {
                self.lists(&old.variants(list), &new.roots, at, sheet);
                true
            }
            (before, after) => {
                for (before, after) in before.iter().zip(after) {
                    self.lists(&old.variants(before), &new.variants(after), at, sheet);
                }
                if before.len() < after.len() {
                    sheet.note(&at.path, What::ChoiceAdded);
                } else if before.len() > after.len() {
                    sheet.note(&at.path, What::ChoiceRemoved);
                }
                false
            }
        }
    }

    fn lists(&mut self, old: &[Node<'o>], new: &[Node<'n>], at: &At, sheet: &mut Sheet) {
        self.pairs.steps += old.len() + new.len();
        let mut before = variants(self.old, old);
        let mut after = variants(self.new, new);
        let mut both = Vec::new();
        take(&mut before, &mut after, &mut both, |one, other| {
            one.name.is_some() && one.name == other.name
        });
        if before.len() <= MAX_NAMELESS && after.len() <= MAX_NAMELESS {
            take(&mut before, &mut after, &mut both, |one, other| {
                canonical(one.node.value) == canonical(other.node.value)
            });
        }
        if before.len() == after.len() {
            // What has no name on one side is what has changed in its place.
            take(&mut before, &mut after, &mut both, |one, other| {
                one.name.is_none() || other.name.is_none()
            });
        }
        for (one, other) in both {
            let name = other.name.or(one.name);
            let step = name.map(|name| format!("({name})")).unwrap_or_default();
            self.nodes(vec![one.node], vec![other.node], &at.step(&step), sheet);
        }
        for variant in before {
            sheet.note(&at.path, What::AlternativeRemoved(label(self.old, variant)));
        }
        for variant in after {
            sheet.note(&at.path, What::AlternativeAdded(label(self.new, variant)));
        }
    }
}

/// Takes out the pairs that are each other's, each the first that is.
fn take<'o, 'n>(
    before: &mut Vec<Variant<'o>>,
    after: &mut Vec<Variant<'n>>,
    both: &mut Vec<(Variant<'o>, Variant<'n>)>,
    is_same: impl Fn(&Variant<'o>, &Variant<'n>) -> bool,
) {
    for one in std::mem::take(before) {
        match after.iter().position(|other| is_same(&one, other)) {
            Some(number) => both.push((one, after.remove(number))),
            None => before.push(one),
        }
    }
}

fn variants<'a>(reading: &Reading<'a>, list: &[Node<'a>]) -> Vec<Variant<'a>> {
    let variant = |node: &Node<'a>| Variant { name: name(reading, node), node: node.clone() };
    list.iter().map(variant).collect()
}

/// What tells a variant from the others: the name of its schema, its title, its constant.
fn name(reading: &Reading<'_>, node: &Node<'_>) -> Option<String> {
    let place = target(reading, node).unwrap_or_else(|| node.place.clone());
    let mut steps = place.pointer.rsplit('/').skip(1);
    if matches!(steps.next(), Some("schemas" | "definitions" | "$defs")) {
        return Some(place.name());
    }
    let title = Some(node.string("title")).filter(|title| !title.is_empty());
    let constant = || node.value.get("const").map(super::limits::words);
    title.map(str::to_owned).or_else(constant)
}

fn label<'a>(reading: &Reading<'a>, variant: Variant<'a>) -> String {
    variant.name.unwrap_or_else(|| {
        let shape = Shape::of(reading, vec![variant.node]);
        let names = shape.types().names.unwrap_or_default();
        names.into_iter().collect::<Vec<_>>().join(" | ")
    })
}

/// True for one schema that says something.
fn is_one(shape: &Shape<'_>) -> bool {
    let says = |node: &Node<'_>| node.object().is_some_and(|object| !object.is_empty());
    shape.roots.len() == 1 && shape.parts.iter().any(says)
}
