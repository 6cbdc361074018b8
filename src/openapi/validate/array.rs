//! The keywords for arrays.

use super::Kind;
use super::decimal::canonical;
use super::run::{Outcome, Run, Tried, Visit, fault, same};
use super::scalar::limit;
use crate::openapi::Node;
use serde_json::Value;
use std::collections::HashMap;

pub(super) fn check<'a>(
    run: &mut Run<'_, '_, 'a>,
    visit: Visit<'_, '_, 'a>,
    items: &[Value],
    outcome: &mut Outcome,
) {
    let count = u64::try_from(items.len()).unwrap_or(u64::MAX);
    if let Some(limit) = limit(visit, "minItems").filter(|limit| count < *limit) {
        outcome.faults.push(fault(visit, "minItems", Kind::MinItems(limit, count)));
    }
    if let Some(limit) = limit(visit, "maxItems").filter(|limit| count > *limit) {
        outcome.faults.push(fault(visit, "maxItems", Kind::MaxItems(limit, count)));
    }
    if visit.schema.is("uniqueItems")
        && let Some((one, other)) = twins(items)
    {
        outcome.faults.push(fault(visit, "uniqueItems", Kind::UniqueItems(one, other)));
    }
    if run.enough(outcome) {
        return;
    }
    described(run, visit, items, outcome);
    if !run.enough(outcome) {
        contains(run, visit, items, outcome);
    }
}

/// The first two items that are the same.
fn twins(items: &[Value]) -> Option<(usize, usize)> {
    if let [one, other] = items {
        return same(one, other).then_some((0, 1));
    }
    let mut known = HashMap::new();
    items.iter().enumerate().find_map(|(index, item)| {
        known.insert(canonical(item), index).map(|before| (before, index))
    })
}

fn described<'a>(
    run: &mut Run<'_, '_, 'a>,
    visit: Visit<'_, '_, 'a>,
    items: &[Value],
    outcome: &mut Outcome,
) {
    let prefix: Vec<Node<'a>> =
        visit.schema.get("prefixItems").iter().flat_map(Node::items).collect();
    let rest = visit.schema.get("items");
    for (index, value) in items.iter().enumerate() {
        let Some(schema) = prefix.get(index).or(rest.as_ref()) else {
            return;
        };
        let at = visit.at.index(index);
        let inner = Visit { value, at: &at, track: false, ..visit };
        if schema.value == &Value::Bool(false) {
            outcome.faults.push(fault(inner, "items", Kind::AdditionalItem(index)));
        } else {
            outcome.faults.extend(run.visit(Visit { schema, ..inner }).faults);
        }
        if visit.track {
            outcome.seen.items.push(index);
        }
        if run.enough(outcome) {
            return;
        }
    }
}

fn contains<'a>(
    run: &mut Run<'_, '_, 'a>,
    visit: Visit<'_, '_, 'a>,
    items: &[Value],
    outcome: &mut Outcome,
) {
    let Some(schema) = visit.schema.get("contains") else {
        return;
    };
    let (mut count, mut unsure) = (0, 0);
    for (index, value) in items.iter().enumerate() {
        let at = visit.at.index(index);
        match run.tried(Visit { value, at: &at, track: false, ..visit }, &schema) {
            Tried::Holds => count += 1,
            Tried::Unsure => unsure += 1,
            Tried::Fails => continue,
        }
        if visit.track {
            outcome.seen.items.push(index);
        }
    }
    if unsure > 0 {
        run.doubt();
    }
    let least = limit(visit, "minContains").unwrap_or(1);
    if count + unsure < least {
        outcome.faults.push(fault(visit, "contains", Kind::MinContains(least, count)));
    }
    if let Some(most) = limit(visit, "maxContains").filter(|most| count > *most) {
        outcome.faults.push(fault(visit, "maxContains", Kind::MaxContains(most, count)));
    }
}

/// `unevaluatedItems`, when everything beside it was visited.
pub(super) fn unevaluated<'a>(
    run: &mut Run<'_, '_, 'a>,
    visit: Visit<'_, '_, 'a>,
    items: &[Value],
    outcome: &mut Outcome,
) {
    let Some(schema) = visit.schema.get("unevaluatedItems") else {
        return;
    };
    for (index, value) in items.iter().enumerate() {
        if outcome.seen.items.contains(&index) {
            continue;
        }
        let at = visit.at.index(index);
        let inner = Visit { value, at: &at, track: false, ..visit };
        if schema.value == &Value::Bool(false) {
            outcome.faults.push(fault(inner, "unevaluatedItems", Kind::AdditionalItem(index)));
        } else {
            outcome.faults.extend(run.visit(Visit { schema: &schema, ..inner }).faults);
        }
        outcome.seen.items.push(index);
    }
}
