//! How the value of a described parameter is written.
//!
//! ```text
//! what was typed ── typed (schema) ──► Value ── serialize (location, style, explode) ──► Serialized
//! ```
//!
//! The styles are those of OpenAPI 3.0 to 3.2 ("Style Values") and the collection formats of
//! Swagger 2.0. The first rest on RFC 6570, so its encoding is theirs: all but the unreserved
//! characters is encoded, once. No `$ref` is followed here, and no value is checked against its
//! schema: what was typed is sent.
//!
//! The patch number of a description says nothing (OpenAPI, "Versions"): what 3.0.4 and 3.1.2 put
//! right in the table of examples holds for 3.0.0 and 3.1.0 as well.

mod typed;
mod write;

use super::media_type::is_json;
use crate::json;
use serde_json::Value;

pub use typed::typed;
pub use write::serialize;

/// Where a parameter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Location {
    /// In the path, in the place of its name in braces.
    Path,
    /// In the query.
    Query,
    /// A header.
    Header,
    /// A cookie.
    Cookie,
}

/// The form of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `a,b` or `x=1,y=2`.
    Simple,
    /// `.a.b`.
    Label,
    /// `;name=a`.
    Matrix,
    /// `name=a&name=b`.
    Form,
    /// `name=a%20b`.
    SpaceDelimited,
    /// `name=a%09b`: `tsv` of Swagger 2.0.
    TabDelimited,
    /// `name=a%7Cb`.
    PipeDelimited,
    /// `name%5Bx%5D=1`.
    DeepObject,
    /// `name=a; name=b`, nothing encoded.
    Cookie,
    /// `content` of a JSON media type: the value as JSON without blanks.
    Json,
    /// `content` of another media type: a text as it is, anything else as JSON.
    Text,
}

/// Which characters of a value stay as they are in a path, a query or a cookie of style `form`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Escape {
    /// The unreserved ones. RFC 6570 §3.2.2 asks for it, so it wins over [`Self::Segment`] wherever
    /// a style of OpenAPI 3 is at work: `wow!` is `wow%21`, and a server decodes both alike.
    Unreserved,
    /// The reserved ones too, and escapes (RFC 6570 §3.2.3): `allowReserved`.
    Reserved,
    /// All that a path segment may hold, so `@me` stays `@me`. Swagger 2.0 says nothing of RFC 6570;
    /// this is for its single values in a path, as for the rows of our own tables.
    Segment,
}

/// How the value of a parameter is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Serialization {
    /// Where it stands.
    pub location: Location,
    /// Its form.
    pub style: Style,
    /// Whether the items of an array and the members of an object stand apart.
    pub explode: bool,
    /// What is encoded in it.
    pub escape: Escape,
    /// Whether an array or an object of nothing is sent as `name=`, where it would be left out.
    pub allow_empty_value: bool,
}

/// What [`serialize`] writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Serialized {
    /// An array or an object of nothing: it is left out (RFC 6570 §2.3).
    Nothing,
    /// What stands in the path, or the value of the header.
    Text(String),
    /// `name=value` pairs of the query, or cookies.
    Pairs(Vec<String>),
}

/// A parameter of an operation, as its description has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// Where and how it is written.
    pub serialization: Serialization,
    /// The schema of its value; null if there is none.
    pub schema: Value,
}

impl Location {
    /// The location that a description calls so.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "path" => Some(Self::Path),
            "query" => Some(Self::Query),
            "header" => Some(Self::Header),
            "cookie" => Some(Self::Cookie),
            _ => None,
        }
    }
}

impl Style {
    /// A style that OpenAPI has for parameters in that place; `None` is a mistake of the author.
    fn named(name: &str, location: Location) -> Option<Self> {
        match (name, location) {
            ("simple", Location::Path | Location::Header) => Some(Self::Simple),
            ("label", Location::Path) => Some(Self::Label),
            ("matrix", Location::Path) => Some(Self::Matrix),
            ("form", Location::Query | Location::Cookie) => Some(Self::Form),
            ("spaceDelimited", Location::Query) => Some(Self::SpaceDelimited),
            ("pipeDelimited", Location::Query) => Some(Self::PipeDelimited),
            ("deepObject", Location::Query) => Some(Self::DeepObject),
            ("cookie", Location::Cookie) => Some(Self::Cookie),
            _ => None,
        }
    }
}

impl Serialization {
    /// What OpenAPI assumes of a parameter in that place.
    pub fn default_for(location: Location) -> Self {
        let style = match location {
            Location::Path | Location::Header => Style::Simple,
            Location::Query | Location::Cookie => Style::Form,
        };
        Self {
            location,
            style,
            explode: style == Style::Form,
            escape: Escape::Unreserved,
            allow_empty_value: false,
        }
    }

    /// Reads a parameter of OpenAPI 3. `version` is the description's; what is wrong or missing is
    /// the default. `None` if it stands nowhere that is known (`querystring`, for one).
    pub fn from_openapi(parameter: &Value, version: &str) -> Option<Self> {
        let location = Location::named(text(parameter, "in"))?;
        let default = Self::default_for(location);
        let style = match media_type(parameter) {
            Some(name) if is_json(name) => Style::Json,
            Some(_) => Style::Text,
            None => Style::named(text(parameter, "style"), location).unwrap_or(default.style),
        };
        let explodes = matches!(style, Style::Form | Style::Cookie);
        // Before 3.2 the word had a meaning in a query alone.
        let may_reserve = match location {
            Location::Query => true,
            Location::Path | Location::Cookie => is_from_3_2(version),
            Location::Header => false,
        };
        let reserved = may_reserve && flag(parameter, "allowReserved").unwrap_or(false);
        Some(Self {
            style,
            explode: flag(parameter, "explode").unwrap_or(explodes),
            escape: if reserved { Escape::Reserved } else { Escape::Unreserved },
            allow_empty_value: allows_empty(parameter, location),
            ..default
        })
    }

    /// Reads a parameter of Swagger 2.0. `None` if it is a part of the body.
    pub fn from_swagger(parameter: &Value) -> Option<Self> {
        let location = Location::named(text(parameter, "in"))?;
        let default = Self::default_for(location);
        let (style, explode) = match text(parameter, "collectionFormat") {
            "ssv" => (Style::SpaceDelimited, false),
            "tsv" => (Style::TabDelimited, false),
            "pipes" => (Style::PipeDelimited, false),
            "multi" if location == Location::Query => (Style::Form, true),
            _ => (default.style, false),
        };
        let in_path = location == Location::Path;
        Some(Self {
            style,
            explode,
            escape: if in_path { Escape::Segment } else { Escape::Unreserved },
            allow_empty_value: allows_empty(parameter, location),
            ..default
        })
    }
}

impl Parameter {
    /// Reads a parameter of OpenAPI 3. `None` if it is not sent as one: the headers that the
    /// specification says to ignore, and those of [`Serialization::from_openapi`].
    pub fn from_openapi(parameter: &Value, version: &str) -> Option<Self> {
        let serialization = Serialization::from_openapi(parameter, version)?;
        let name = text(parameter, "name");
        let ignored = ["Accept", "Content-Type", "Authorization"];
        if serialization.location == Location::Header
            && ignored.iter().any(|other| other.eq_ignore_ascii_case(name))
        {
            return None;
        }
        let holder = content(parameter).map_or(parameter, |(_, media_type)| media_type);
        let schema = holder.get("schema").cloned().unwrap_or_default();
        Some(Self { name: name.to_owned(), serialization, schema })
    }

    /// Reads a parameter of Swagger 2.0, which is its own schema. `None` if it is a part of the body.
    pub fn from_swagger(parameter: &Value) -> Option<Self> {
        let serialization = Serialization::from_swagger(parameter)?;
        let name = text(parameter, "name").to_owned();
        Some(Self { name, serialization, schema: parameter.clone() })
    }

    /// What stands in the request for a text that was typed.
    pub fn write(&self, typed_text: &str) -> Serialized {
        serialize(&self.name, &self.value(typed_text), self.serialization)
    }

    fn value(&self, typed_text: &str) -> Value {
        // A reader who types JSON where JSON is expected means it, unless it is to be a text.
        let is_json = self.serialization.style == Style::Json;
        if is_json
            && !typed::types(&self.schema).iter().any(|name| name == "string")
            && let Ok(value) = json::parse(typed_text)
        {
            return value;
        }
        typed(typed_text, &self.schema)
    }
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn flag(value: &Value, name: &str) -> Option<bool> {
    value.get(name).and_then(Value::as_bool)
}

fn allows_empty(parameter: &Value, location: Location) -> bool {
    location == Location::Query && flag(parameter, "allowEmptyValue").unwrap_or(false)
}

/// The only entry of `content`, which stands in the place of `schema` and `style`.
fn content(parameter: &Value) -> Option<(&String, &Value)> {
    parameter.get("content")?.as_object()?.iter().next()
}

fn media_type(parameter: &Value) -> Option<&str> {
    content(parameter).map(|(name, _)| name.as_str())
}

fn is_from_3_2(version: &str) -> bool {
    let mut numbers = version.split('.').map(|number| number.parse::<u32>().unwrap_or(0));
    let major = numbers.next().unwrap_or(0);
    (major, numbers.next().unwrap_or(0)) >= (3, 2)
}
