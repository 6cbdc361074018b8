//! The rules for one value: its format, its pattern, its limits, the values that it may have.

use super::super::validate::decimal::{Decimal, canonical, equal};
use super::What;
use super::rules::Shift;
use super::shape::Shape;
use serde_json::Value;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// The most values of an `enum` that are told one by one.
const MAX_VALUES: usize = 100;
/// The most characters of a value that are told.
const MAX_TEXT: usize = 100;

/// Rules of which only that they differ is told.
const OTHERS: &[&str] = &[
    "not",
    "if",
    "then",
    "else",
    "contains",
    "minContains",
    "maxContains",
    "prefixItems",
    "patternProperties",
    "propertyNames",
    "dependentRequired",
    "dependentSchemas",
    "dependencies",
    "unevaluatedItems",
];

/// The limits: the keyword, and whether more of it allows more.
const COUNTS: &[(&str, bool)] = &[
    ("minLength", false),
    ("maxLength", true),
    ("minItems", false),
    ("maxItems", true),
    ("minProperties", false),
    ("maxProperties", true),
];

/// What changed in the rules of two schemas of the same type.
pub(super) fn differences(old: &Shape<'_>, new: &Shape<'_>) -> Vec<What> {
    let mut found = Vec::new();
    values(old, new, &mut found);
    patterns(old, new, &mut found);
    for (keyword, low) in [("minimum", true), ("maximum", false)] {
        let (was, is) = (Bound::of(old, keyword, low), Bound::of(new, keyword, low));
        let text =
            |bound: &Option<Bound>| bound.as_ref().map(|one| one.text(low)).unwrap_or_default();
        let order = by_tightness(was.as_ref(), is.as_ref(), |one, other| one.tightness(other, low));
        found.extend(limit(keyword, (text(&was), text(&is)), order));
    }
    for (keyword, upper) in COUNTS {
        let (was, is) = (count(old, keyword, *upper), count(new, keyword, *upper));
        let order = by_tightness(was.as_ref(), is.as_ref(), |one, other| {
            if *upper { other.cmp(one) } else { one.cmp(other) }
        });
        let text = |one: Option<Decimal>| one.map(|one| one.text()).unwrap_or_default();
        found.extend(limit(keyword, (text(was), text(is)), order));
    }
    multiples(old, new, &mut found);
    match (old.is("uniqueItems"), new.is("uniqueItems")) {
        (false, true) => found.extend(limit("uniqueItems", of("", "true"), Ordering::Less)),
        (true, false) => found.extend(limit("uniqueItems", of("true", ""), Ordering::Greater)),
        _ => {}
    }
    for keyword in OTHERS {
        let all = |shape: &Shape<'_>| shape.all(keyword).map(canonical).collect::<BTreeSet<_>>();
        if all(old) != all(new) {
            found.push(What::RuleChanged(keyword));
        }
    }
    if selector(old) != selector(new) {
        found.push(What::RuleChanged("discriminator"));
    }
    found
}

/// What changed in the format of two schemas of the same type.
pub(super) fn formats(old: &Shape<'_>, new: &Shape<'_>) -> Option<What> {
    let (was, is) = (format(old), format(new));
    let holds = |wide: &str, narrow: &str| {
        wide == narrow
            || wide.is_empty()
            || matches!((wide, narrow), ("int64", "int32") | ("double", "float"))
    };
    let shift = Shift::of((holds(is, was), holds(was, is)))?;
    Some(What::FormatChanged { from: was.to_owned(), to: is.to_owned(), shift })
}

/// What is said of the format, in words of 3.0.
fn format<'a>(shape: &Shape<'a>) -> &'a str {
    match shape.text("format") {
        "" if shape.text("type") == "file" => "binary",
        "" if shape.text("contentEncoding") == "base64" => "byte",
        "" if shape.text("contentMediaType") == "application/octet-stream" => "binary",
        said => said,
    }
}

/// What changed in the default value.
pub(super) fn defaults(old: Option<&Value>, new: Option<&Value>) -> Option<What> {
    let same = match (old, new) {
        (None, None) => true,
        (Some(old), Some(new)) => equal(old, new),
        _ => false,
    };
    let text = |value: Option<&Value>| value.map(words).unwrap_or_default();
    (!same).then(|| What::DefaultChanged { from: text(old), to: text(new) })
}

fn values(old: &Shape<'_>, new: &Shape<'_>, found: &mut Vec<What>) {
    match (allowed(old), allowed(new)) {
        (None, None) => {}
        (None, Some(_)) => found.push(What::EnumAdded),
        (Some(_), None) => found.push(What::EnumRemoved),
        (Some(old), Some(new)) => {
            let gone = old.iter().filter(|(key, _)| !new.contains_key(*key));
            let come = new.iter().filter(|(key, _)| !old.contains_key(*key));
            found.extend(
                gone.take(MAX_VALUES).map(|(_, value)| What::EnumValueRemoved(words(value))),
            );
            found
                .extend(come.take(MAX_VALUES).map(|(_, value)| What::EnumValueAdded(words(value))));
        }
    }
}

/// The values that `enum` and `const` of all parts allow, but `null`, which is told by the type.
fn allowed<'a>(shape: &Shape<'a>) -> Option<BTreeMap<String, &'a Value>> {
    let lists = shape.all("enum").filter_map(Value::as_array).map(Vec::as_slice);
    let lists = lists.chain(shape.all("const").map(std::slice::from_ref));
    let mut found: Option<BTreeMap<String, &Value>> = None;
    for list in lists {
        let values = list.iter().filter(|value| !value.is_null());
        let mut values: BTreeMap<String, &Value> =
            values.map(|value| (canonical(value), value)).collect();
        if let Some(found) = &found {
            values.retain(|key, _| found.contains_key(key));
        }
        found = Some(values);
    }
    found
}

fn patterns(old: &Shape<'_>, new: &Shape<'_>, found: &mut Vec<What>) {
    let all = |shape: &Shape<'_>| {
        let patterns: BTreeSet<&str> = shape.all("pattern").filter_map(Value::as_str).collect();
        patterns.into_iter().collect::<Vec<_>>().join(" ")
    };
    let (from, to) = (all(old), all(new));
    if let Some(shift) = Shift::of((to.is_empty() || from == to, from.is_empty() || from == to)) {
        found.push(What::PatternChanged { from: cut(&from), to: cut(&to), shift });
    }
}

/// A limit that a number must reach or keep to.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Bound {
    number: Decimal,
    /// The number itself is outside.
    open: bool,
}

impl Bound {
    /// The tightest of a schema; 3.0 says with a boolean that the number itself is outside.
    fn of(shape: &Shape<'_>, keyword: &'static str, low: bool) -> Option<Self> {
        let exclusive = if low { "exclusiveMinimum" } else { "exclusiveMaximum" };
        let mut found: Option<Self> = None;
        for part in &shape.parts {
            let number = |key: &str| part.value.get(key).and_then(Decimal::of);
            let (inner, outer) = (number(keyword), number(exclusive));
            let inner = inner.map(|number| Self { number, open: part.is(exclusive) });
            let outer = outer.map(|number| Self { number, open: true });
            for bound in inner.into_iter().chain(outer) {
                let is_tighter = |known: &Self| bound.tightness(known, low) == Ordering::Greater;
                if found.as_ref().is_none_or(is_tighter) {
                    found = Some(bound);
                }
            }
        }
        found
    }

    fn tightness(&self, other: &Self, low: bool) -> Ordering {
        let numbers = self.number.cmp(&other.number);
        let numbers = if low { numbers } else { numbers.reverse() };
        numbers.then(self.open.cmp(&other.open))
    }

    fn text(&self, low: bool) -> String {
        let sign = match (self.open, low) {
            (false, _) => "",
            (true, true) => "> ",
            (true, false) => "< ",
        };
        format!("{sign}{}", self.number.text())
    }
}

/// The tightest count of a schema; one that allows all is none.
fn count(shape: &Shape<'_>, keyword: &str, upper: bool) -> Option<Decimal> {
    let numbers = shape.all(keyword).filter_map(Decimal::of);
    if upper { numbers.min() } else { numbers.max().filter(|number| *number > Decimal::default()) }
}

/// How tight the old limit is beside the new one; none is the loosest.
fn by_tightness<T>(
    old: Option<&T>,
    new: Option<&T>,
    both: impl Fn(&T, &T) -> Ordering,
) -> Ordering {
    match (old, new) {
        (Some(old), Some(new)) => both(old, new),
        _ => old.is_some().cmp(&new.is_some()),
    }
}

fn limit(keyword: &'static str, (from, to): (String, String), order: Ordering) -> Option<What> {
    let shift = match order {
        Ordering::Less => Shift::Narrower,
        Ordering::Greater => Shift::Wider,
        Ordering::Equal => return None,
    };
    Some(What::LimitChanged { keyword, from, to, shift })
}

fn of(from: &str, to: &str) -> (String, String) {
    (from.to_owned(), to.to_owned())
}

fn multiples(old: &Shape<'_>, new: &Shape<'_>, found: &mut Vec<What>) {
    let first = |shape: &Shape<'_>| shape.all("multipleOf").find_map(Decimal::of);
    let (was, is) = (first(old), first(new));
    // Of what is a multiple of six all is a multiple of three.
    let within = |one: &Option<Decimal>, other: &Option<Decimal>| match (one, other) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(one), Some(other)) => one == other || one.is_multiple_of(other) == Some(true),
    };
    if let Some(shift) = Shift::of((within(&was, &is), within(&is, &was))) {
        let text = |one: Option<Decimal>| one.map(|one| one.text()).unwrap_or_default();
        let (from, to) = (text(was), text(is));
        found.push(What::LimitChanged { keyword: "multipleOf", from, to, shift });
    }
}

/// The property that selects a variant.
fn selector<'a>(shape: &Shape<'a>) -> Option<&'a str> {
    let found = shape.all("discriminator").next()?;
    found.as_str().or_else(|| found.get("propertyName")?.as_str())
}

/// A value in a line: a text without quotes.
pub(super) fn words(value: &Value) -> String {
    cut(&value.as_str().map_or_else(|| value.to_string(), str::to_owned))
}

fn cut(text: &str) -> String {
    let mut short: String = text.chars().take(MAX_TEXT).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
