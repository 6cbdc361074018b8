//! The keywords for any value, for numbers and for strings.

use super::decimal::{Decimal, equal};
use super::run::{Outcome, Run, Visit, fault};
use super::{Kind, format};
use crate::json::kind;
use serde_json::Value;
use std::cmp::Ordering;

/// How many values of `enum` a fault names.
const MAX_NAMED: usize = 20;

pub(super) fn check<'a>(
    run: &mut Run<'_, '_, 'a>,
    visit: Visit<'_, '_, 'a>,
    outcome: &mut Outcome,
) {
    types(visit, outcome);
    values(visit, outcome);
    if let Some(number) = Decimal::of(visit.value) {
        numbers(run, visit, &number, outcome);
    }
    if let Value::String(text) = visit.value {
        strings(run, visit, text, outcome);
    }
}

/// True if a value is of a type; an unknown type holds everything.
pub(in crate::openapi) fn is_of(value: &Value, name: &str) -> bool {
    match name {
        "integer" => Decimal::of(value).is_some_and(|number| number.is_integer()),
        "null" | "boolean" | "number" | "string" | "array" | "object" => kind(value) == name,
        _ => true,
    }
}

fn types(visit: Visit<'_, '_, '_>, outcome: &mut Outcome) {
    let names: Vec<&str> = match visit.schema.value.get("type") {
        Some(Value::String(name)) => vec![name],
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
        _ => return,
    };
    if !names.is_empty() && !names.iter().any(|name| is_of(visit.value, name)) {
        let names = names.into_iter().map(str::to_owned).collect();
        outcome.faults.push(fault(visit, "type", Kind::Type(names, kind(visit.value))));
    }
}

/// `enum` and `const`.
pub(super) fn values(visit: Visit<'_, '_, '_>, outcome: &mut Outcome) {
    if let Some(allowed) = visit.schema.value.get("enum").and_then(Value::as_array)
        && !allowed.iter().any(|other| equal(other, visit.value))
    {
        let first = allowed.iter().take(MAX_NAMED).cloned().collect();
        outcome.faults.push(fault(visit, "enum", Kind::Enum(first)));
    }
    if let Some(wanted) = visit.schema.value.get("const")
        && !equal(wanted, visit.value)
    {
        outcome.faults.push(fault(visit, "const", Kind::Const(wanted.clone())));
    }
}

/// A limit: its keyword, the one that excludes it, what lies beyond, and the two faults.
type Side = (&'static str, &'static str, Ordering, fn(String) -> Kind, fn(String) -> Kind);

fn numbers<'a>(
    run: &mut Run<'_, '_, 'a>,
    visit: Visit<'_, '_, 'a>,
    number: &Decimal,
    outcome: &mut Outcome,
) {
    let limit = |key: &str| visit.schema.value.get(key).and_then(Decimal::of);
    let sides: [Side; 2] = [
        ("minimum", "exclusiveMinimum", Ordering::Less, Kind::Minimum, Kind::ExclusiveMinimum),
        ("maximum", "exclusiveMaximum", Ordering::Greater, Kind::Maximum, Kind::ExclusiveMaximum),
    ];
    for (key, exclusive, beyond, inclusive_kind, exclusive_kind) in sides {
        if let Some(limit) = limit(key) {
            let order = number.cmp(&limit);
            // In 3.0 and 2.0, `exclusiveMinimum: true` changes what `minimum` means.
            if visit.schema.is(exclusive) && order == Ordering::Equal {
                outcome.faults.push(fault(visit, exclusive, exclusive_kind(limit.text())));
            } else if order == beyond {
                outcome.faults.push(fault(visit, key, inclusive_kind(limit.text())));
            }
        }
        if let Some(limit) = limit(exclusive)
            && (number.cmp(&limit) == beyond || *number == limit)
        {
            outcome.faults.push(fault(visit, exclusive, exclusive_kind(limit.text())));
        }
    }
    if let Some(divisor) = limit("multipleOf") {
        match number.is_multiple_of(&divisor) {
            Some(true) => {}
            Some(false) => {
                outcome.faults.push(fault(visit, "multipleOf", Kind::MultipleOf(divisor.text())));
            }
            None => run.doubt(),
        }
    }
}

fn strings<'a>(
    run: &mut Run<'_, '_, 'a>,
    visit: Visit<'_, '_, 'a>,
    text: &str,
    outcome: &mut Outcome,
) {
    let length = u64::try_from(text.chars().count()).unwrap_or(u64::MAX);
    if let Some(limit) = limit(visit, "minLength").filter(|limit| length < *limit) {
        outcome.faults.push(fault(visit, "minLength", Kind::MinLength(limit, length)));
    }
    if let Some(limit) = limit(visit, "maxLength").filter(|limit| length > *limit) {
        outcome.faults.push(fault(visit, "maxLength", Kind::MaxLength(limit, length)));
    }
    if let Some(pattern) = visit.schema.value.get("pattern").and_then(Value::as_str) {
        match run.patterns.matches(pattern, text) {
            Some(true) => {}
            Some(false) => {
                outcome.faults.push(fault(visit, "pattern", Kind::Pattern(pattern.to_owned())));
            }
            None => run.doubt(),
        }
    }
    let format = visit.schema.string("format");
    if run.rules.formats && !format::allows(format, text) {
        outcome.faults.push(fault(visit, "format", Kind::Format(format.to_owned())));
    }
}

/// A limit that counts: a whole number, however it is written.
pub(super) fn limit(visit: Visit<'_, '_, '_>, key: &str) -> Option<u64> {
    let number = Decimal::of(visit.schema.value.get(key)?)?;
    u64::try_from(number.scaled(0)?).ok()
}
