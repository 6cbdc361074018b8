//! The keywords for objects.

use super::Kind;
use super::run::{Outcome, Run, Tried, Visit, fault};
use super::scalar::limit;
use crate::openapi::Node;
use serde_json::{Map, Value};

/// How many schemas of one value are searched for a property.
const MAX_BESIDE: usize = 100;

pub(super) fn check<'a>(
    run: &mut Run<'_, '_, 'a>,
    visit: Visit<'_, '_, 'a>,
    members: &Map<String, Value>,
    outcome: &mut Outcome,
) {
    let count = u64::try_from(members.len()).unwrap_or(u64::MAX);
    if let Some(limit) = limit(visit, "minProperties").filter(|limit| count < *limit) {
        outcome.faults.push(fault(visit, "minProperties", Kind::MinProperties(limit, count)));
    }
    if let Some(limit) = limit(visit, "maxProperties").filter(|limit| count > *limit) {
        outcome.faults.push(fault(visit, "maxProperties", Kind::MaxProperties(limit, count)));
    }
    required(run, visit, members, outcome);
    if run.enough(outcome) {
        return;
    }
    described(run, visit, members, outcome);
    if !run.enough(outcome) {
        dependent(run, visit, members, outcome);
    }
}

/// A property that the direction of the value leaves out.
fn is_left_out<'a>(run: &Run<'_, '_, 'a>, schema: &Node<'a>) -> bool {
    let target = run.resolver.follow(schema);
    let is = |key: &str| schema.is(key) || target.as_ref().is_some_and(|target| target.is(key));
    (run.sends() && is("readOnly")) || (run.receives() && is("writeOnly"))
}

/// True if a property is left out that this schema, or another one of the same value, describes.
fn is_left_out_beside<'a>(run: &Run<'_, '_, 'a>, visit: Visit<'_, '_, 'a>, name: &str) -> bool {
    if !run.sends() && !run.receives() {
        return false;
    }
    let mut queue = vec![visit.schema.clone()];
    queue.extend(run.outermost(visit.value));
    let mut known = 0;
    while let Some(schema) = queue.get(known).cloned() {
        known += 1;
        let property = schema.get("properties").and_then(|all| all.get(name));
        if property.is_some_and(|property| is_left_out(run, &property)) {
            return true;
        }
        let reference = schema.value.get("$ref").and_then(Value::as_str);
        let target = reference.and_then(|it| run.resolver.find(it, &schema.place));
        let parts = schema.get("allOf");
        for part in target.into_iter().chain(parts.iter().flat_map(Node::items)) {
            if queue.len() < MAX_BESIDE && !queue.iter().any(|other| other.place == part.place) {
                queue.push(part);
            }
        }
    }
    false
}

fn required<'a>(
    run: &mut Run<'_, '_, 'a>,
    visit: Visit<'_, '_, 'a>,
    members: &Map<String, Value>,
    outcome: &mut Outcome,
) {
    let names = visit.schema.value.get("required").and_then(Value::as_array);
    for name in names.into_iter().flatten().filter_map(Value::as_str) {
        if members.contains_key(name) {
            continue;
        }
        if !is_left_out_beside(run, visit, name) {
            outcome.faults.push(fault(visit, "required", Kind::Required(name.to_owned())));
        }
    }
}

fn described<'a>(
    run: &mut Run<'_, '_, 'a>,
    visit: Visit<'_, '_, 'a>,
    members: &Map<String, Value>,
    outcome: &mut Outcome,
) {
    let properties = visit.schema.get("properties");
    let patterns = visit.schema.get("patternProperties");
    let additional = visit.schema.get("additionalProperties");
    let names = visit.schema.get("propertyNames");
    if properties.is_none() && patterns.is_none() && additional.is_none() && names.is_none() {
        return;
    }
    for (key, value) in members {
        let at = visit.at.key(key);
        let inner = Visit { value, at: &at, track: false, ..visit };
        let mut known = false;
        if let Some(schema) = properties.as_ref().and_then(|all| all.get(key)) {
            known = true;
            advise(run, inner, &schema);
            outcome.faults.extend(run.visit(Visit { schema: &schema, ..inner }).faults);
        }
        for (pattern, schema) in patterns.iter().flat_map(Node::members) {
            match run.patterns.matches(pattern, key) {
                Some(true) => {
                    known = true;
                    outcome.faults.extend(run.visit(Visit { schema: &schema, ..inner }).faults);
                }
                Some(false) => {}
                None => {
                    // It may be the one that describes this property.
                    known = true;
                    run.doubt();
                }
            }
        }
        if let Some(schema) = additional.as_ref().filter(|_| !known) {
            known = true;
            if schema.value == &Value::Bool(false) {
                let kind = Kind::Additional(key.clone());
                outcome.faults.push(fault(inner, "additionalProperties", kind));
            } else {
                outcome.faults.extend(run.visit(Visit { schema, ..inner }).faults);
            }
        }
        if let Some(schema) = &names {
            let name = Value::String(key.clone());
            match run.tried(Visit { value: &name, ..inner }, schema) {
                Tried::Holds => {}
                Tried::Unsure => run.doubt(),
                Tried::Fails => {
                    let kind = Kind::PropertyName(key.clone());
                    outcome.faults.push(fault(inner, "propertyNames", kind));
                }
            }
        }
        if known && visit.track {
            outcome.seen.names.push(key.clone());
        }
        if run.enough(outcome) {
            return;
        }
    }
}

fn advise<'a>(run: &mut Run<'_, '_, 'a>, visit: Visit<'_, '_, 'a>, schema: &Node<'a>) {
    if (run.sends() || run.receives()) && is_left_out(run, schema) {
        let name = schema.place.name();
        let visit = Visit { schema, ..visit };
        if run.sends() {
            run.advise(visit, "readOnly", Kind::ReadOnly(name));
        } else {
            run.advise(visit, "writeOnly", Kind::WriteOnly(name));
        }
    }
}

fn dependent<'a>(
    run: &mut Run<'_, '_, 'a>,
    visit: Visit<'_, '_, 'a>,
    members: &Map<String, Value>,
    outcome: &mut Outcome,
) {
    for keyword in ["dependentRequired", "dependentSchemas", "dependencies"] {
        let all = visit.schema.get(keyword).filter(|_| !run.old);
        for (name, wanted) in all.iter().flat_map(Node::members) {
            if !members.contains_key(name) {
                continue;
            }
            if keyword != "dependentRequired" && !wanted.value.is_array() {
                run.all(visit, &wanted, outcome);
            }
            if keyword == "dependentSchemas" {
                continue;
            }
            for other in wanted.value.as_array().into_iter().flatten().filter_map(Value::as_str) {
                if !members.contains_key(other) {
                    let kind = Kind::DependentRequired(name.to_owned(), other.to_owned());
                    outcome.faults.push(fault(visit, keyword, kind));
                }
            }
        }
    }
}

/// `unevaluatedProperties`, when everything beside it was visited.
pub(super) fn unevaluated<'a>(
    run: &mut Run<'_, '_, 'a>,
    visit: Visit<'_, '_, 'a>,
    members: &Map<String, Value>,
    outcome: &mut Outcome,
) {
    let Some(schema) = visit.schema.get("unevaluatedProperties") else {
        return;
    };
    for (key, value) in members {
        if outcome.seen.names.contains(key) {
            continue;
        }
        let at = visit.at.key(key);
        let inner = Visit { value, at: &at, track: false, ..visit };
        if schema.value == &Value::Bool(false) {
            let kind = Kind::Additional(key.clone());
            outcome.faults.push(fault(inner, "unevaluatedProperties", kind));
        } else {
            outcome.faults.extend(run.visit(Visit { schema: &schema, ..inner }).faults);
        }
        outcome.seen.names.push(key.clone());
    }
}
