//! Arrays.

use super::super::Node;
use super::super::validate::decimal::equal;
use super::make::{Made, Maker};
use super::parts::Parts;
use serde_json::Value;

/// How many items are made at most.
const MAX_ITEMS: usize = 300;
/// How many values are tried for an item that must differ from the others.
const MAX_SALT: usize = 12;

/// An array with an item or two, or as many as there must be.
pub(super) fn make<'a>(maker: &mut Maker<'_, 'a>, parts: &Parts<'a>, name: &str) -> Option<Made> {
    let contains: Vec<Node<'a>> = parts.all.iter().filter_map(|it| it.get("contains")).collect();
    let wanted = if contains.is_empty() { 0 } else { parts.most("minContains").unwrap_or(1) };
    let least = parts.most("minItems").unwrap_or(0).max(wanted);
    let most = parts.least("maxItems").unwrap_or(usize::MAX);
    let prefixes = parts.each("prefixItems").filter_map(Value::as_array);
    let usual = prefixes.map(Vec::len).max().unwrap_or(0).max(usize::from(parts.has("items")));
    let count = if maker.manner.minimal || maker.room == 0 { least } else { least.max(usual) };
    let count = count.min(most).min(MAX_ITEMS);
    let unique = parts.all.iter().any(|schema| schema.is("uniqueItems"));
    let room = maker.room;
    maker.room = room.saturating_sub(1) / count.max(1);
    let (mut items, mut sound) = (Vec::new(), count >= least);
    for index in 0..count {
        let mut schemas = items_at(parts, index);
        if index < wanted {
            schemas.extend(contains.iter().cloned());
        }
        let made = one(maker, &schemas, name, if unique { &items } else { &[] });
        match made {
            Some(made) if made.sound || index < least => {
                sound &= made.sound;
                items.push(made.value);
            }
            None if index < least => {
                maker.room = room;
                return None;
            }
            _ => break,
        }
    }
    maker.room = room;
    Some(Made { value: Value::Array(items), sound })
}

/// The schemas that hold for an item.
fn items_at<'a>(parts: &Parts<'a>, index: usize) -> Vec<Node<'a>> {
    let at = |schema: &Node<'a>| {
        let prefix = schema.get("prefixItems").and_then(|all| all.items().nth(index));
        prefix.or_else(|| schema.get("items"))
    };
    let mut found: Vec<Node<'a>> = parts.all.iter().filter_map(at).collect();
    if found.is_empty() {
        found.extend(parts.all.iter().filter_map(|schema| schema.get("unevaluatedItems")));
    }
    found
}

/// An item that differs from those before.
fn one<'a>(
    maker: &mut Maker<'_, 'a>,
    schemas: &[Node<'a>],
    name: &str,
    before: &[Value],
) -> Option<Made> {
    let singular = name.strip_suffix('s').unwrap_or(name);
    let salt = maker.manner.salt;
    let mut found = None;
    for more in 0..=MAX_SALT {
        // Most often, the next one in line is new at once.
        maker.manner.salt = salt + if more == 0 { before.len() } else { more - 1 };
        found = maker.make(schemas, singular);
        let is_new = |made: &Made| !before.iter().any(|other| equal(other, &made.value));
        if found.as_ref().is_none_or(is_new) {
            maker.manner.salt = salt;
            return found;
        }
    }
    maker.manner.salt = salt;
    found.map(|made| Made { sound: false, ..made })
}
