//! A form as it crosses a thread: JSON. What is missing or broken is empty.

use super::form::{BodyChoice, Flow, Form, Hint, Kind, Place, Scheme, Server, Variable};
use super::{BodyTemplate, Operation};
use crate::request::style::{Escape, Location, Parameter, Serialization, Style};
use serde_json::{Value, json};

const PLACES: [(Place, &str); 6] = [
    (Place::Path, "path"),
    (Place::Query, "query"),
    (Place::Header, "header"),
    (Place::Cookie, "cookie"),
    (Place::Form, "form"),
    (Place::Multipart, "multipart"),
];

const KINDS: [(Kind, &str); 7] = [
    (Kind::Text, "text"),
    (Kind::Number, "number"),
    (Kind::Boolean, "boolean"),
    (Kind::Date, "date"),
    (Kind::DateTime, "date-time"),
    (Kind::File, "file"),
    (Kind::Json, "json"),
];

const LOCATIONS: [(Location, &str); 4] = [
    (Location::Path, "path"),
    (Location::Query, "query"),
    (Location::Header, "header"),
    (Location::Cookie, "cookie"),
];

const STYLES: [(Style, &str); 11] = [
    (Style::Simple, "simple"),
    (Style::Label, "label"),
    (Style::Matrix, "matrix"),
    (Style::Form, "form"),
    (Style::SpaceDelimited, "space"),
    (Style::TabDelimited, "tab"),
    (Style::PipeDelimited, "pipe"),
    (Style::DeepObject, "deep"),
    (Style::Cookie, "cookie"),
    (Style::Json, "json"),
    (Style::Text, "text"),
];

const ESCAPES: [(Escape, &str); 3] = [
    (Escape::Unreserved, "unreserved"),
    (Escape::Reserved, "reserved"),
    (Escape::Segment, "segment"),
];

fn name_of<T: PartialEq>(table: &[(T, &'static str)], value: &T) -> &'static str {
    table.iter().find(|(known, _)| known == value).map(|(_, name)| *name).unwrap_or_default()
}

fn named<T: Clone>(table: &[(T, &'static str)], name: Option<&Value>) -> Option<T> {
    let name = name?.as_str()?;
    table.iter().find(|(_, known)| *known == name).map(|(value, _)| value.clone())
}

fn string(value: Option<&Value>) -> String {
    value.and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn flag(value: Option<&Value>) -> bool {
    value.and_then(Value::as_bool).unwrap_or_default()
}

fn items(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    value.and_then(Value::as_array).into_iter().flatten()
}

fn strings(value: Option<&Value>) -> Vec<String> {
    items(value).map(|item| string(Some(item))).collect()
}

fn pairs(value: Option<&Value>) -> Vec<(String, String)> {
    items(value).map(|pair| (string(pair.get(0)), string(pair.get(1)))).collect()
}

impl Form {
    /// The form that is carried.
    pub fn to_value(&self) -> Value {
        let list = |needs: &Vec<Scheme>| needs.iter().map(scheme).collect::<Value>();
        json!({
            "operation": self.operation.to_value(),
            "hints": self.hints.iter().map(hint).collect::<Value>(),
            "bodies": self.bodies.iter().map(body_choice).collect::<Value>(),
            "body": self.starts_with_body,
            "servers": self.servers.iter().map(Server::to_value).collect::<Value>(),
            "security": self.security.iter().map(list).collect::<Value>(),
        })
    }

    /// Reads what [`Self::to_value`] wrote.
    pub fn from_value(value: &Value) -> Self {
        let list = |needs: &Value| items(Some(needs)).map(read_scheme).collect();
        Self {
            operation: value.get("operation").map(Operation::from_value).unwrap_or_default(),
            hints: items(value.get("hints")).map(read_hint).collect(),
            bodies: items(value.get("bodies")).map(read_body_choice).collect(),
            starts_with_body: flag(value.get("body")),
            servers: items(value.get("servers")).map(Server::from_value).collect(),
            security: items(value.get("security")).map(list).collect(),
        }
    }
}

impl Operation {
    /// The form that is carried.
    pub fn to_value(&self) -> Value {
        let body = match &self.body {
            BodyTemplate::None => Value::Null,
            BodyTemplate::Json(text) => json!({ "json": text }),
            BodyTemplate::Form(pairs) => json!({ "form": pairs }),
            BodyTemplate::Multipart(pairs) => json!({ "multipart": pairs }),
        };
        json!({
            "id": self.id,
            "method": self.method,
            "path": self.path,
            "raw_query": self.raw_query,
            "query": self.query,
            "parameters": self.parameters.iter().map(parameter).collect::<Value>(),
            "body": body,
            "summary": self.summary,
            "source": self.source,
        })
    }

    /// Reads what [`Self::to_value`] wrote.
    pub fn from_value(value: &Value) -> Self {
        let body = value.get("body").unwrap_or(&Value::Null);
        let query = |pair: &Value| {
            let value = pair.get(1).and_then(Value::as_str);
            (string(pair.get(0)), value.map(str::to_owned))
        };
        Self {
            id: string(value.get("id")),
            method: string(value.get("method")),
            path: string(value.get("path")),
            raw_query: string(value.get("raw_query")),
            query: items(value.get("query")).map(query).collect(),
            parameters: items(value.get("parameters")).filter_map(read_parameter).collect(),
            body: if body.get("json").is_some() {
                BodyTemplate::Json(string(body.get("json")))
            } else if body.get("form").is_some() {
                BodyTemplate::Form(pairs(body.get("form")))
            } else if body.get("multipart").is_some() {
                BodyTemplate::Multipart(pairs(body.get("multipart")))
            } else {
                BodyTemplate::None
            },
            summary: string(value.get("summary")),
            source: string(value.get("source")),
        }
    }
}

fn parameter(parameter: &Parameter) -> Value {
    let how = parameter.serialization;
    json!([
        parameter.name,
        parameter.schema,
        name_of(&LOCATIONS, &how.location),
        name_of(&STYLES, &how.style),
        how.explode,
        name_of(&ESCAPES, &how.escape),
        how.allow_empty_value,
    ])
}

fn read_parameter(value: &Value) -> Option<Parameter> {
    Some(Parameter {
        name: string(value.get(0)),
        schema: value.get(1).cloned().unwrap_or_default(),
        serialization: Serialization {
            location: named(&LOCATIONS, value.get(2))?,
            style: named(&STYLES, value.get(3))?,
            explode: flag(value.get(4)),
            escape: named(&ESCAPES, value.get(5))?,
            allow_empty_value: flag(value.get(6)),
        },
    })
}

fn hint(hint: &Hint) -> Value {
    json!([
        hint.name,
        name_of(&PLACES, &hint.place),
        hint.required,
        hint.deprecated,
        kind(&hint.kind),
        hint.description,
        hint.example,
        hint.default,
        hint.media_type,
    ])
}

fn read_hint(value: &Value) -> Hint {
    Hint {
        name: string(value.get(0)),
        place: named(&PLACES, value.get(1)).unwrap_or_default(),
        required: flag(value.get(2)),
        deprecated: flag(value.get(3)),
        kind: value.get(4).map(read_kind).unwrap_or_default(),
        description: string(value.get(5)),
        example: string(value.get(6)),
        default: string(value.get(7)),
        media_type: string(value.get(8)),
    }
}

fn kind(kind_of: &Kind) -> Value {
    match kind_of {
        Kind::Integer { min, max } => json!(["integer", min, max]),
        Kind::Enum(values) => json!(["enum", values]),
        Kind::List(inner) => json!(["list", kind(inner)]),
        plain => name_of(&KINDS, plain).into(),
    }
}

fn read_kind(value: &Value) -> Kind {
    let number = |index: usize| value.get(index).and_then(Value::as_i64);
    match value.get(0).and_then(Value::as_str) {
        Some("integer") => Kind::Integer { min: number(1), max: number(2) },
        Some("enum") => Kind::Enum(strings(value.get(1))),
        Some("list") => Kind::List(Box::new(value.get(1).map(read_kind).unwrap_or_default())),
        _ => named(&KINDS, Some(value)).unwrap_or_default(),
    }
}

fn body_choice(choice: &BodyChoice) -> Value {
    json!([choice.media_type, choice.name, choice.text])
}

fn read_body_choice(value: &Value) -> BodyChoice {
    BodyChoice {
        media_type: string(value.get(0)),
        name: string(value.get(1)),
        text: string(value.get(2)),
    }
}

impl Server {
    /// The form that is carried.
    pub fn to_value(&self) -> Value {
        let variable = |variable: &Variable| {
            json!([variable.name, variable.default, variable.choices, variable.description])
        };
        let variables: Value = self.variables.iter().map(variable).collect();
        json!([self.url, self.description, variables])
    }

    /// Reads what [`Self::to_value`] wrote.
    pub fn from_value(value: &Value) -> Self {
        let variable = |value: &Value| Variable {
            name: string(value.get(0)),
            default: string(value.get(1)),
            choices: strings(value.get(2)),
            description: string(value.get(3)),
        };
        Self {
            url: string(value.get(0)),
            description: string(value.get(1)),
            variables: items(value.get(2)).map(variable).collect(),
        }
    }
}

fn scheme(scheme: &Scheme) -> Value {
    let flow = |flow: &Flow| {
        json!([flow.kind, flow.authorization_url, flow.token_url, flow.scopes, flow.device_url])
    };
    json!({
        "name": scheme.name,
        "kind": scheme.kind,
        "in": scheme.place,
        "parameter": scheme.parameter,
        "scheme": scheme.scheme,
        "url": scheme.url,
        "scopes": scheme.scopes,
        "flows": scheme.flows.iter().map(flow).collect::<Value>(),
    })
}

fn read_scheme(value: &Value) -> Scheme {
    let flow = |value: &Value| Flow {
        kind: string(value.get(0)),
        authorization_url: string(value.get(1)),
        token_url: string(value.get(2)),
        scopes: pairs(value.get(3)),
        device_url: string(value.get(4)),
        revocation_url: String::new(),
    };
    Scheme {
        name: string(value.get("name")),
        kind: string(value.get("kind")),
        place: string(value.get("in")),
        parameter: string(value.get("parameter")),
        scheme: string(value.get("scheme")),
        url: string(value.get("url")),
        scopes: strings(value.get("scopes")),
        flows: items(value.get("flows")).map(flow).collect(),
    }
}
