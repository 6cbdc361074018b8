//! What a closed part asks for when it is opened, as a string.
//!
//! `schema:` and a JSON array. It comes back from the page, so nothing in it is believed: numbers are
//! bounded, and a place that is not there shows nothing.

use super::super::Place;
use super::Direction;
use serde_json::{Value, json};

const PREFIX: &str = "schema:";
/// The most places that a question may hold in each of its lists.
const MAX_PLACES: usize = 128;
/// The most levels that a question may open at once.
const MAX_DEPTH: u64 = 6;

/// What is to be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// The rows and variants of a schema.
    Body,
    /// The values of an `enum`.
    Enum,
    /// A value as JSON.
    Value,
}

/// A question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Question {
    pub(super) what: What,
    pub(super) direction: Direction,
    /// How many levels open at once.
    pub(super) depth: u8,
    /// How many rows or values were shown before.
    pub(super) from: usize,
    /// The schemas that apply together, or the value.
    pub(super) at: Vec<Place>,
    /// The schemas that are open above.
    pub(super) open: Vec<Place>,
    /// The schemas on the way that `$dynamicRef` may mean.
    pub(super) scope: Vec<Place>,
}

impl Question {
    pub(super) fn write(&self) -> String {
        let what = match self.what {
            What::Body => "body",
            What::Enum => "enum",
            What::Value => "value",
        };
        let direction = match self.direction {
            Direction::Request => "in",
            Direction::Response => "out",
            Direction::Both => "both",
        };
        let places = |list: &[Place]| -> Value {
            list.iter().map(|place| json!([place.document, place.pointer])).collect()
        };
        let open = self.open.get(self.open.len().saturating_sub(MAX_PLACES)..).unwrap_or_default();
        let scope = self.scope.get(..MAX_PLACES).unwrap_or(&self.scope);
        let at = self.at.get(..MAX_PLACES).unwrap_or(&self.at);
        let (at, open, scope) = (places(at), places(open), places(scope));
        format!("{PREFIX}{}", json!([what, direction, self.depth, self.from, at, open, scope]))
    }

    pub(super) fn read(text: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(text.strip_prefix(PREFIX)?).ok()?;
        let [what, direction, depth, from, at, open, scope] = value.as_array()?.as_slice() else {
            return None;
        };
        Some(Self {
            what: match what.as_str()? {
                "body" => What::Body,
                "enum" => What::Enum,
                "value" => What::Value,
                _ => return None,
            },
            direction: match direction.as_str()? {
                "in" => Direction::Request,
                "out" => Direction::Response,
                "both" => Direction::Both,
                _ => return None,
            },
            depth: u8::try_from(depth.as_u64()?.min(MAX_DEPTH)).ok()?,
            from: usize::try_from(from.as_u64()?).ok()?,
            at: places(at)?,
            open: places(open)?,
            scope: places(scope)?,
        })
    }
}

fn places(value: &Value) -> Option<Vec<Place>> {
    let place = |value: &Value| {
        let document = usize::try_from(value.get(0)?.as_u64()?).ok()?;
        Some(Place { document, pointer: value.get(1)?.as_str()?.to_owned() })
    };
    value.as_array()?.iter().take(MAX_PLACES).map(place).collect()
}
