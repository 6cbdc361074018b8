//! The body of a request as a value.

use super::super::Node;
use super::{Call, encode, parameters};
use crate::json;
use crate::request::media_type::{essence, is_json};
use serde_json::{Map, Value};

/// The description of a body: required or not, and its media types with what each holds.
pub(super) struct Described<'a> {
    pub(super) required: bool,
    pub(super) media: Vec<(String, Option<Node<'a>>)>,
}

/// What the operation says of its body; nothing if it says nothing.
pub(super) fn described<'a>(call: &Call<'_, 'a>) -> Option<Described<'a>> {
    if call.is_swagger() {
        return of_swagger(call);
    }
    let body = call.member(&call.operation, "requestBody")?;
    let content = body.get("content")?;
    let media = content.members().map(|(name, media)| (name.to_owned(), media.get("schema")));
    Some(Described { required: body.is("required"), media: media.collect() })
}

/// Swagger 2.0: a parameter in the body; of form data, no schema stands in one place.
fn of_swagger<'a>(call: &Call<'_, 'a>) -> Option<Described<'a>> {
    let parameters = parameters::all(call);
    let is_form = |parameter: &Node<'_>| parameter.string("in") == "formData";
    let body = parameters.iter().find(|parameter| parameter.string("in") == "body");
    let has_form = parameters.iter().any(is_form);
    if body.is_none() && !has_form {
        return None;
    }
    let consumes = call.operation.get("consumes").or_else(|| call.root("/consumes"));
    let mut types: Vec<String> = consumes
        .iter()
        .flat_map(Node::items)
        .filter_map(|name| name.value.as_str().map(str::to_owned))
        .collect();
    if has_form {
        types =
            vec!["application/x-www-form-urlencoded".to_owned(), "multipart/form-data".to_owned()];
    } else if types.is_empty() {
        types.push("application/json".to_owned());
    }
    let schema = body.and_then(|body| body.get("schema"));
    let required = body.is_some_and(|body| body.is("required"))
        || parameters.iter().any(|parameter| is_form(parameter) && parameter.is("required"));
    Some(Described {
        required,
        media: types.into_iter().map(|name| (name, schema.clone())).collect(),
    })
}

/// True if a media type is one that a range holds: `*/*`, `text/*`.
pub(super) fn is_within(media_type: &str, range: &str) -> bool {
    let (media_type, range) = (essence(media_type), essence(range));
    match range.strip_suffix("/*") {
        Some("*") => true,
        Some(kind) => media_type.split('/').next() == Some(kind),
        None => media_type == range,
    }
}

/// What is wrong with the form of a body.
pub(super) struct Unreadable(pub(super) String);

/// The body as a value; nothing for what is no JSON and no form.
pub(super) fn read<'a>(
    call: &Call<'_, 'a>,
    media_type: &str,
    schema: Option<&Node<'a>>,
) -> Result<Option<Value>, Unreadable> {
    let bytes = call.request.body.as_deref().unwrap_or_default();
    if is_json(media_type) {
        let text = String::from_utf8_lossy(bytes);
        let read = json::parse(&text);
        return read.map(Some).map_err(|_| Unreadable("The body is not valid JSON".to_owned()));
    }
    let fields = match essence(media_type).as_str() {
        "application/x-www-form-urlencoded" => encode::parse_form(&String::from_utf8_lossy(bytes)),
        "multipart/form-data" => {
            let boundary = boundary(media_type);
            let missing = || Unreadable("The multipart body has no boundary".to_owned());
            parts(bytes, &boundary.ok_or_else(missing)?)
        }
        _ => return Ok(None),
    };
    Ok(Some(object(call, &fields, schema)))
}

/// Fields as an object: each as the schema of its property reads it.
fn object<'a>(
    call: &Call<'_, 'a>,
    fields: &[(String, String)],
    schema: Option<&Node<'a>>,
) -> Value {
    let target = schema.and_then(|schema| call.reading.follow(schema).ok());
    let properties = target.and_then(|target| target.get("properties"));
    // 2.0 describes each field as a parameter.
    let parameters = if call.is_swagger() { parameters::all(call) } else { Vec::new() };
    let mut members = Map::new();
    for (name, _) in fields {
        let name = name.strip_suffix("[]").unwrap_or(name);
        if members.contains_key(name) {
            continue;
        }
        let is_named = |(key, _): &&(String, String)| key.trim_end_matches("[]") == name;
        let texts: Vec<String> = fields.iter().filter(is_named).map(|(_, it)| it.clone()).collect();
        let own = || parameters.iter().find(|it| it.string("name") == name).cloned();
        let property = properties.as_ref().and_then(|all| all.get(name)).or_else(own);
        let fitting = property.and_then(|it| parameters::fitting(call, &it, &texts).ok());
        let plain = || match texts.as_slice() {
            [text] => Value::String(text.clone()),
            many => many.iter().cloned().map(Value::String).collect(),
        };
        members.insert(name.to_owned(), fitting.unwrap_or_else(plain));
    }
    Value::Object(members)
}

fn boundary(media_type: &str) -> Option<String> {
    let (_, rest) = media_type.split_once("boundary=")?;
    let boundary = rest.split(';').next()?.trim().trim_matches('"');
    Some(boundary.to_owned()).filter(|boundary| !boundary.is_empty())
}

/// The names and the texts of a multipart body; what does not follow the form is left out.
fn parts(body: &[u8], boundary: &str) -> Vec<(String, String)> {
    let text = String::from_utf8_lossy(body);
    let mark = format!("--{boundary}");
    let mut found = Vec::new();
    for part in text.split(mark.as_str()).skip(1) {
        let Some((head, content)) = part.split_once("\r\n\r\n") else {
            continue;
        };
        let name = head.split_once("name=\"").and_then(|(_, rest)| rest.split('"').next());
        if let Some(name) = name {
            let content = content.strip_suffix("\r\n").unwrap_or(content);
            found.push((name.to_owned(), content.to_owned()));
        }
    }
    found
}
