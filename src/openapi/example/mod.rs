//! Examples made from schemas.
//!
//! ```text
//! schema ── Gather ($ref, allOf) ──► Parts ── Maker (ways of oneOf/anyOf, manners) ──► value
//!                                                │ validate: is it valid?  ──► else the next way
//! ```
//!
//! No clock and no randomness: a schema has one example. Bounded on any schema; what refers to
//! itself ends at the first place where it may. Cannot fail: where nothing valid is found, what
//! comes near is given.

mod array;
mod make;
mod media;
mod names;
mod number;
mod object;
mod parts;
mod pattern;
mod string;
mod xml;

use super::schema::Direction;
use super::{Node, Place, Reading};
use serde_json::Value;

pub use media::media;
pub use xml::xml;

/// An example of a schema: the author's own, else one made from it, valid against it where that
/// can be done.
pub fn of<'a>(reading: &Reading<'a>, schema: &Node<'a>, direction: Direction) -> Value {
    let mut maker = make::Maker::new(reading, direction);
    let name = name_of(reading, schema);
    let made = maker.make(std::slice::from_ref(schema), &name);
    made.map(|made| made.value).unwrap_or_default()
}

/// A value without what the direction leaves out: `readOnly` is not sent, `writeOnly` not received.
pub fn trimmed<'a>(
    reading: &Reading<'a>,
    schema: &Node<'a>,
    value: &Value,
    direction: Direction,
) -> Value {
    let maker = make::Maker::new(reading, direction);
    let parts = maker.gather(std::slice::from_ref(schema));
    object::without_left_out(&maker, &parts, value, 0)
}

/// The name of what a schema describes: of the component, of the property, or of the parameter.
fn name_of(reading: &Reading<'_>, schema: &Node<'_>) -> String {
    let name = schema.place.name();
    let Some(parent) = schema.place.pointer.strip_suffix("/schema") else {
        return name;
    };
    let place = Place { pointer: parent.to_owned(), ..schema.place.clone() };
    let parameter = reading.get(&place).map(|parent| parent.string("name").to_owned());
    parameter.filter(|name| !name.is_empty()).unwrap_or(name)
}
