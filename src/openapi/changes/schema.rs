//! Two schemas beside each other, and what is inside of them.

use super::super::schema::Direction;
use super::super::{Node, Place, Reading};
use super::limits;
use super::pairs::{Key, Pairs, Sheet};
use super::rules::Shift;
use super::shape::{Shape, Types, holds, leads_on, target};
use super::{MAX_STEPS, What};
use std::collections::BTreeSet;

/// How deep schemas are compared that are written inside one another.
const MAX_INLINE: usize = 60;

/// Both versions while some operations are compared.
pub(super) struct Pass<'r, 'o, 'n> {
    pub(super) old: &'r Reading<'o>,
    pub(super) new: &'r Reading<'n>,
    pub(super) pairs: &'r mut Pairs,
}

/// Where in a sheet something is: the steps to it, and how deep it is.
#[derive(Clone, Debug, Default)]
pub(super) struct At {
    pub(super) path: String,
    depth: usize,
    /// The words of a parameter or a header are compared by themselves.
    quiet: bool,
}

impl At {
    pub(super) fn step(&self, step: &str) -> Self {
        Self { path: format!("{}{step}", self.path), depth: self.depth + 1, quiet: false }
    }

    /// The value of a parameter or a header.
    pub(super) fn quiet() -> Self {
        Self { quiet: true, ..Self::default() }
    }
}

impl<'o, 'n> Pass<'_, 'o, 'n> {
    /// Compares the pairs that wait.
    pub(super) fn finish(&mut self) {
        while let Some((number, key)) = self.pairs.next() {
            let old: Vec<_> = key.old.iter().filter_map(|place| self.old.get(place)).collect();
            let new: Vec<_> = key.new.iter().filter_map(|place| self.new.get(place)).collect();
            if old.len() < key.old.len() || new.len() < key.new.len() {
                self.pairs.limited = true;
                continue;
            }
            let (old, new) = (Shape::of(self.old, old), Shape::of(self.new, new));
            let direction = if key.sent { Direction::Request } else { Direction::Response };
            let mut sheet = Sheet::new(direction);
            self.shapes(&old, &new, &At::default(), &mut sheet);
            self.pairs.keep(number, sheet);
        }
    }

    /// Compares what some schemas mean together; none at all allow any value.
    pub(super) fn nodes(
        &mut self,
        old: Vec<Node<'o>>,
        new: Vec<Node<'n>>,
        at: &At,
        sheet: &mut Sheet,
    ) {
        let (old, new) = (Shape::of(self.old, old), Shape::of(self.new, new));
        self.pair(&old, &new, at, sheet);
    }

    /// Compares two schemas in place, or notes a link to them if they lead on.
    pub(super) fn pair(&mut self, old: &Shape<'o>, new: &Shape<'n>, at: &At, sheet: &mut Sheet) {
        let leads = old.roots.iter().any(leads_on) || new.roots.iter().any(leads_on);
        if !leads || old.is_form() || new.is_form() {
            return self.shapes(old, new, at, sheet);
        }
        let (before, after) = (places(self.old, &old.roots), places(self.new, &new.roots));
        // Words beside a reference are not those of what it leads to.
        if let ([was], [is]) = (old.roots.as_slice(), new.roots.as_slice())
            && !before.contains(&was.place)
            && !after.contains(&is.place)
        {
            words(was, is, at, sheet);
        }
        let number = self.pairs.number(Key { old: before, new: after, sent: sheet.is_sent() });
        sheet.links.push((at.path.clone(), number));
    }

    /// Compares two schemas.
    pub(super) fn shapes(&mut self, old: &Shape<'o>, new: &Shape<'n>, at: &At, sheet: &mut Sheet) {
        self.pairs.steps += 1 + old.parts.len() + new.parts.len();
        if self.pairs.steps > MAX_STEPS || at.depth > MAX_INLINE || old.cut || new.cut {
            self.pairs.limited = true;
            return;
        }
        if let ([old], [new]) = (old.roots.as_slice(), new.roots.as_slice()) {
            words(old, new, at, sheet);
        }
        if self.choices(old, new, at, sheet) {
            return;
        }
        let (was, is) = (old.types(), new.types());
        // A schema that says no type of its own has those of its variants.
        let of_variants =
            (!old.choices.is_empty() && !was.stated) || (!new.choices.is_empty() && !is.stated);
        if of_variants || (was.names.is_some() && is.names.is_some()) {
            let came = [What::NullableAdded, What::NullableRemoved];
            sheet.turn(&at.path, (was.null, is.null), came);
        }
        if !of_variants && !kinds((old, &was), (new, &is), at, sheet) {
            return;
        }
        for what in limits::differences(old, new) {
            sheet.note(&at.path, what);
        }
        self.properties(old, new, at, sheet);
        self.others(old, new, at, sheet);
    }

    fn properties(&mut self, old: &Shape<'o>, new: &Shape<'n>, at: &At, sheet: &mut Sheet) {
        let (mut before, mut after) = (old.properties(), new.properties());
        let (needed_before, needed) = (old.required(), new.required());
        let hidden = if sheet.is_sent() { "readOnly" } else { "writeOnly" };
        let names: BTreeSet<&str> = before.keys().chain(after.keys()).copied().collect();
        let names: BTreeSet<&str> =
            names.into_iter().chain(needed_before.iter().chain(&needed).copied()).collect();
        self.pairs.steps += names.len();
        for name in names {
            let inner = at.step(&format!(".{name}"));
            let (was_needed, is_needed) = (needed_before.contains(name), needed.contains(name));
            let was = before.remove(name).map(|nodes| Shape::of(self.old, nodes));
            let is = after.remove(name).map(|nodes| Shape::of(self.new, nodes));
            let was_hidden = was.as_ref().is_some_and(|shape| shape.is(hidden));
            let now_hidden = is.as_ref().is_some_and(|shape| shape.is(hidden));
            let what = match (&was, &is) {
                (Some(_), Some(_)) if was_hidden && now_hidden => continue,
                (Some(_), Some(_)) if was_hidden || now_hidden => {
                    Some(visibility((sheet.is_sent(), now_hidden), is_needed))
                }
                (None, Some(_)) if now_hidden => continue,
                (Some(_), None) if was_hidden => continue,
                (None, Some(_)) if !was_needed => Some(What::PropertyAdded { required: is_needed }),
                (Some(_), None) if !is_needed => {
                    Some(What::PropertyRemoved { closed: new.is_closed() })
                }
                _ => None,
            };
            if let Some(what) = what {
                sheet.note(&inner.path, what);
                continue;
            }
            let came = [What::BecameRequired, What::BecameOptional];
            sheet.turn(&inner.path, (was_needed, is_needed), came);
            // Of a name that `required` alone knows nothing is said.
            let was = was.unwrap_or_else(|| Shape::of(self.old, Vec::new()));
            let is = is.unwrap_or_else(|| Shape::of(self.new, Vec::new()));
            self.pair(&was, &is, &inner, sheet);
        }
    }

    /// The items of an array, and the properties that are not named.
    fn others(&mut self, old: &Shape<'o>, new: &Shape<'n>, at: &At, sheet: &mut Sheet) {
        let (was, is) = (old.inner("items"), new.inner("items"));
        if !was.is_empty() || !is.is_empty() {
            self.nodes(was, is, &at.step("[]"), sheet);
        }
        let came = [What::OthersForbidden, What::OthersAllowed];
        sheet.turn(&at.path, (old.is_closed(), new.is_closed()), came);
        let (was, is) = (old.inner("additionalProperties"), new.inner("additionalProperties"));
        if !was.is_empty() && !is.is_empty() {
            self.nodes(was, is, &at.step(".*"), sheet);
        }
    }
}

/// What is said of a schema, and its default.
fn words(old: &Node<'_>, new: &Node<'_>, at: &At, sheet: &mut Sheet) {
    if !at.quiet {
        if !same_text(old.string("description"), new.string("description")) {
            sheet.note(&at.path, What::DescriptionChanged);
        }
        let came = [What::Deprecated, What::Undeprecated];
        sheet.turn(&at.path, (old.is("deprecated"), new.is("deprecated")), came);
    }
    if let Some(what) = limits::defaults(old.value.get("default"), new.value.get("default")) {
        sheet.note(&at.path, what);
    }
}

/// True if two texts differ in blanks alone.
pub(super) fn same_text(old: &str, new: &str) -> bool {
    old.split_whitespace().eq(new.split_whitespace())
}

/// The places of the schemas that some nodes stand for.
fn places(reading: &Reading<'_>, nodes: &[Node<'_>]) -> Vec<Place> {
    let place = |node: &Node<'_>| target(reading, node).unwrap_or_else(|| node.place.clone());
    nodes.iter().map(place).collect()
}

fn visibility(sent_and_hidden: (bool, bool), required: bool) -> What {
    match sent_and_hidden {
        (true, true) => What::ReadOnlyAdded,
        (true, false) => What::ReadOnlyRemoved { required },
        (false, true) => What::WriteOnlyAdded,
        (false, false) => What::WriteOnlyRemoved,
    }
}

/// Notes how the types and the formats changed; false if the types have nothing in common.
fn kinds(
    (old, was): (&Shape<'_>, &Types<'_>),
    (new, is): (&Shape<'_>, &Types<'_>),
    at: &At,
    sheet: &mut Sheet,
) -> bool {
    let (what, goes_on) = match types(was, is) {
        Some((what, shift)) => (Some(what), shift != Shift::Other),
        None => (limits::formats(old, new), true),
    };
    if let Some(what) = what {
        sheet.note(&at.path, what);
    }
    goes_on
}

/// How the types changed.
fn types(old: &Types<'_>, new: &Types<'_>) -> Option<(What, Shift)> {
    let within = |one: &Types<'_>, other: &Types<'_>| match (&one.names, &other.names) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(one), Some(other)) => one.iter().all(|name| holds(other, name)),
    };
    let shift = Shift::of((within(old, new), within(new, old)))?;
    let text = |types: &Types<'_>| match &types.names {
        None => String::new(),
        Some(names) if names.is_empty() => "false".to_owned(),
        Some(names) => names.iter().copied().collect::<Vec<_>>().join(" | "),
    };
    Some((What::TypeChanged { from: text(old), to: text(new), shift }, shift))
}
