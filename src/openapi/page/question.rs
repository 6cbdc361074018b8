//! The questions of closed parts: `op?` and a JSON list.

use crate::json;
use crate::openapi::Place;
use crate::openapi::schema::Direction;
use serde_json::json;

/// A question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Question {
    /// A response of the operation of a place, by its status.
    Response(Place, String),
    /// The operation of a place.
    Operation(Place),
    /// An example of the schema of a place.
    Example(Place, Direction),
}

const PREFIX: &str = "op?";

impl Question {
    pub(super) fn write(&self) -> String {
        let (kind, place, rest) = match self {
            Self::Response(place, status) => ("response", place, status.as_str()),
            Self::Operation(place) => ("operation", place, ""),
            Self::Example(place, Direction::Request) => ("example", place, "request"),
            Self::Example(place, Direction::Response) => ("example", place, "response"),
            Self::Example(place, Direction::Both) => ("example", place, ""),
        };
        format!("{PREFIX}{}", json!([kind, place.document, place.pointer, rest]))
    }

    pub(super) fn read(question: &str) -> Option<Self> {
        let value = json::parse(question.strip_prefix(PREFIX)?).ok()?;
        let document = usize::try_from(value.get(1)?.as_u64()?).ok()?;
        let place = Place { document, pointer: value.get(2)?.as_str()?.to_owned() };
        let rest = value.get(3)?.as_str()?;
        Some(match value.get(0)?.as_str()? {
            "response" => Self::Response(place, rest.to_owned()),
            "operation" => Self::Operation(place),
            "example" => Self::Example(
                place,
                match rest {
                    "request" => Direction::Request,
                    "response" => Direction::Response,
                    _ => Direction::Both,
                },
            ),
            _ => return None,
        })
    }
}
