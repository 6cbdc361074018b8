//! A request as a line of JSON: what `obzor snippet` reads, and what a test is made of.
//!
//! ```json
//! {"id": "1", "method": "POST", "base": "https://api.example", "path": "/a/{id}",
//!  "pathParams": [{"name": "id", "value": "x/y"}], "urlQuery": "fields=a,b",
//!  "query": [{"name": "q", "value": "1+1"}, {"name": "flag", "value": null}],
//!  "headers": [{"name": "X-A", "value": "b"}], "cookies": [{"name": "sid", "value": "1"}],
//!  "body": {"type": "text", "mimeType": "application/json", "text": "{}"}}
//! ```
//!
//! A body is `text`, `form` (`params`), `multipart` (`parts`, each with a `value` or with `fileName`
//! and `base64`) or `binary` (`fileName`, `base64`). What is missing is empty.
//!
//! `parameters` are those of a description, each with the `value` that it is tried with:
//!
//! ```json
//! {"openapi": "3.1.0", "path": "/a{id}", "parameters": [
//!   {"name": "id", "in": "path", "style": "matrix", "explode": true, "value": [3, 4]},
//!   {"name": "tags", "in": "query", "schema": {"type": "array"}, "value": "one\ntwo"}]}
//! ```
//!
//! A value that is a text is read as if a reader had typed it, by the parameter's schema; any other
//! is taken as it is. A parameter without a value is not sent. `openapi` is the version of the
//! description; with `"swagger": "2.0"` the parameters are Swagger's.
//!
//! `access` lets it in: security schemes of a description, each with what a reader would type. The
//! snippets keep that in variables.
//!
//! ```json
//! {"access": [{"type": "apiKey", "in": "query", "name": "key", "value": "k&1"},
//!   {"type": "http", "scheme": "basic", "user": "ann", "value": "secret"},
//!   {"type": "http", "scheme": "bearer", "value": "TOKEN"}]}
//! ```

use super::style::{Location, Parameter};
use super::{BodyInput, Built, Field, FileData, Inputs, build, encode};
use crate::json::{self, kind};
use crate::operation::{BodyTemplate, Operation, Scheme};
use crate::session::access::{self, Held, Keyring};
use crate::text::Vars;
use serde_json::{Value, json};

/// The version of OpenAPI that is assumed.
const NEWEST: &str = "3.2.0";

/// A request with its name and the address that it goes to.
#[derive(Clone, Debug)]
pub struct Case {
    /// What the caller calls it.
    pub id: String,
    /// The address, which snippets keep in a variable.
    pub vars: Vars,
    /// The request and what is wrong with it.
    pub built: Built,
}

impl Case {
    /// Reads a request; `Err` says which member is wrong.
    pub fn from_value(value: &Value) -> Result<Self, String> {
        if !value.is_object() {
            return Err("a request is a JSON object".to_owned());
        }
        let method = text(value, "method");
        let path = text(value, "path");
        let mut operation = Operation {
            id: String::new(),
            method: if method.is_empty() { "GET".to_owned() } else { method },
            path,
            raw_query: text(value, "urlQuery"),
            query: Vec::new(),
            parameters: Vec::new(),
            body: BodyTemplate::None,
            summary: String::new(),
            source: String::new(),
        };
        let mut inputs = Inputs {
            path: fields(value, "pathParams"),
            query: fields(value, "query"),
            headers: fields(value, "headers"),
            cookies: fields(value, "cookies"),
            body: body(value.get("body").unwrap_or(&Value::Null))?,
            other_bodies: Vec::new(),
        };
        describe(value, &mut operation, &mut inputs)?;
        let mut vars = Vars { base_url: text(value, "base"), ..Vars::default() };
        let way = way(value, &mut vars);
        Ok(Self {
            id: match value.get("id") {
                Some(Value::String(id)) => id.clone(),
                Some(id @ (Value::Number(_) | Value::Bool(_))) => id.to_string(),
                _ => String::new(),
            },
            vars,
            built: build(&operation, &inputs, &access::credentials(&way)),
        })
    }
}

impl Case {
    /// Reads the requests of a HAR file (HTTP Archive 1.2, `log.entries[].request`).
    pub fn from_har(har: &str) -> Result<Vec<Self>, String> {
        let value = json::parse(har).map_err(|_| "it is not JSON".to_owned())?;
        let entries = value.pointer("/log/entries").and_then(Value::as_array);
        let entries = entries.ok_or("log.entries is missing")?;
        let cases = entries.iter().enumerate().map(|(index, entry)| {
            let request =
                entry.get("request").ok_or(format!("log.entries[{index}] has no request"))?;
            let mut case = Self::from_value(&from_har_request(request))?;
            case.id = index.to_string();
            Ok(case)
        });
        cases.collect()
    }
}

/// A request of a HAR file in our own form. Its URL holds the query already.
fn from_har_request(request: &Value) -> Value {
    let url = text(request, "url");
    let url = url.split('#').next().unwrap_or_default();
    let (before, query) = url.split_once('?').unwrap_or((url, ""));
    let start = before.find("://").map_or(0, |place| place + 3);
    let path =
        before.get(start..).and_then(|rest| rest.find('/')).map_or(before.len(), |at| at + start);
    let (base, path) = before.split_at_checked(path).unwrap_or((before, ""));
    let set_by_client = |name: &str| {
        // HTTP/2 has these for the request line; the others follow from the body.
        name.starts_with(':')
            || ["host", "content-length", "connection"]
                .contains(&name.to_ascii_lowercase().as_str())
    };
    let headers = request.get("headers").and_then(Value::as_array).cloned().unwrap_or_default();
    let has_cookie = headers.iter().any(|h| text(h, "name").eq_ignore_ascii_case("cookie"));
    let headers: Vec<Value> =
        headers.into_iter().filter(|header| !set_by_client(&text(header, "name"))).collect();
    let cookies = request.get("cookies").filter(|_| !has_cookie).cloned();
    json!({
        "method": text(request, "method"),
        "base": base,
        "path": path,
        "urlQuery": query,
        "headers": headers,
        "cookies": cookies,
        "body": from_har_body(request.get("postData").unwrap_or(&Value::Null)),
    })
}

fn from_har_body(data: &Value) -> Value {
    let media_type = text(data, "mimeType");
    let params = data.get("params").and_then(Value::as_array).filter(|list| !list.is_empty());
    match (data.get("text"), params) {
        // Chromium writes what is no UTF-8 in Base64.
        (Some(Value::String(content)), _) if text(data, "encoding") == "base64" => {
            json!({ "type": "binary", "mimeType": media_type, "fileName": "body", "base64": content })
        }
        (Some(Value::String(content)), _) if !content.is_empty() => {
            json!({ "type": "text", "mimeType": media_type, "text": content })
        }
        (_, Some(params)) if media_type.starts_with("multipart/") => {
            json!({ "type": "multipart", "parts": params })
        }
        (_, Some(params)) => json!({ "type": "form", "params": params }),
        _ => Value::Null,
    }
}

/// Reads `access`: the schemes, and the values of their variables.
fn way(value: &Value, vars: &mut Vars) -> Vec<Scheme> {
    let mut keyring = Keyring::default();
    let listed = value.get("access").and_then(Value::as_array).into_iter().flatten();
    let way = listed.enumerate().map(|(index, given)| {
        let scheme = Scheme {
            name: index.to_string(),
            kind: text(given, "type"),
            place: text(given, "in"),
            parameter: text(given, "name"),
            scheme: text(given, "scheme"),
            ..Scheme::default()
        };
        if scheme.is_bearer() {
            vars.access_token = text(given, "value");
        }
        let held = Held { user: text(given, "user"), secret: text(given, "value") };
        keyring.edit("", &scheme.name, |place| *place = held);
        scheme
    });
    let way: Vec<Scheme> = way.collect();
    keyring.fill(&way, "", vars);
    way
}

/// Reads `parameters`: what they say, and the values that they come with.
fn describe(value: &Value, operation: &mut Operation, inputs: &mut Inputs) -> Result<(), String> {
    let version = text(value, "openapi");
    let version = if version.is_empty() { NEWEST } else { version.as_str() };
    let list = value.get("parameters").and_then(Value::as_array).into_iter().flatten();
    for (index, described) in list.enumerate() {
        let place = Location::named(&text(described, "in"))
            .ok_or(format!("parameters[{index}].in is one of path, query, header, cookie"))?;
        let parameter = if value.get("swagger").is_some() {
            Parameter::from_swagger(described)
        } else {
            Parameter::from_openapi(described, version)
        };
        let Some(mut parameter) = parameter else {
            continue;
        };
        if let Some(given) = described.get("value") {
            let typed = match given {
                Value::String(text) => text.clone(),
                other => {
                    // The text of a value reads as that value if its schema says no more than this.
                    parameter.schema = json!({ "type": kind(other) });
                    other.to_string()
                }
            };
            let fields = match place {
                Location::Path => &mut inputs.path,
                Location::Query => &mut inputs.query,
                Location::Header => &mut inputs.headers,
                Location::Cookie => &mut inputs.cookies,
            };
            fields.push(Field::new(parameter.name.clone(), typed));
        }
        operation.parameters.push(parameter);
    }
    Ok(())
}

fn body(value: &Value) -> Result<BodyInput, String> {
    if value.is_null() {
        return Ok(BodyInput::None);
    }
    let media_type = text(value, "mimeType");
    match value.get("type").and_then(Value::as_str) {
        Some("text") => Ok(BodyInput::Text { media_type, text: text(value, "text") }),
        Some("form") => Ok(BodyInput::Form(fields(value, "params"))),
        Some("multipart") => Ok(BodyInput::Multipart(fields(value, "parts"))),
        Some("binary") => Ok(BodyInput::File(Field { media_type, ..field(value) })),
        _ => Err("body.type is one of text, form, multipart, binary".to_owned()),
    }
}

fn fields(value: &Value, name: &str) -> Vec<Field> {
    value.get(name).and_then(Value::as_array).into_iter().flatten().map(field).collect()
}

/// A pair, or a file if it has a `fileName`.
fn field(value: &Value) -> Field {
    let media_type = text(value, "contentType");
    let file = value.get("fileName").and_then(Value::as_str).map(|name| FileData {
        name: name.to_owned(),
        media_type: media_type.clone(),
        // A HAR file has the content of a file as its value.
        bytes: match value.get("base64") {
            Some(_) => encode::decode_base64(&text(value, "base64")).into(),
            None => text(value, "value").into_bytes().into(),
        },
    });
    Field {
        bare: value.get("value").is_some_and(Value::is_null),
        media_type,
        is_file: file.is_some(),
        file,
        ..Field::new(text(value, "name"), text(value, "value"))
    }
}

fn text(value: &Value, name: &str) -> String {
    value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}
