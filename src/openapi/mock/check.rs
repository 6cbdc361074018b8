//! Whether a request is as its operation describes it.

use super::super::schema::Direction;
use super::super::validate;
use super::fault::sentence;
use super::{Call, body, parameters};
use crate::request::media_type;
use serde_json::Value;

/// The status and the reason of a refusal.
pub(super) type Refusal = (u16, String);

/// The value of the body, if it has one, or the refusal.
pub(super) fn check(call: &Call<'_, '_>) -> Result<Option<Value>, Refusal> {
    for parameter in parameters::all(call) {
        if let Some(wrong) = parameters::wrong(call, &parameter) {
            return Err((invalid(call), wrong));
        }
    }
    let Some(described) = body::described(call) else {
        return Ok(None);
    };
    if call.request.body.as_ref().is_none_or(Vec::is_empty) {
        let missing = || (invalid(call), "The body is required".to_owned());
        return if described.required { Err(missing()) } else { Ok(None) };
    }
    let given = call.header("Content-Type").unwrap_or_default();
    let exact = described
        .media
        .iter()
        .find(|(name, _)| media_type::essence(name) == media_type::essence(given));
    let within = || described.media.iter().find(|(name, _)| body::is_within(given, name));
    let Some((_, schema)) = exact.or_else(within) else {
        let names: Vec<&str> = described.media.iter().map(|(name, _)| name.as_str()).collect();
        return Err((415, format!("The body must be {}", names.join(" or "))));
    };
    let value = body::read(call, given, schema.as_ref());
    let value = value.map_err(|body::Unreadable(reason)| (400, reason))?;
    if let (Some(value), Some(schema)) = (&value, schema) {
        let faults = validate::check(call.reading, schema, value, Direction::Request);
        if let Some(fault) = faults.iter().find(|fault| !fault.kind.is_advice()) {
            return Err((invalid(call), sentence("body", fault)));
        }
    }
    if let (Some(value), true) = (&value, call.is_swagger()) {
        form(call, value)?;
    }
    Ok(value)
}

/// Swagger 2.0: the fields of a form.
fn form(call: &Call<'_, '_>, value: &Value) -> Result<(), Refusal> {
    for parameter in parameters::all(call) {
        let name = parameter.string("name");
        if parameter.string("in") != "formData" {
            continue;
        }
        let what = format!("formData parameter {name}");
        let Some(field) = value.get(name) else {
            if parameter.is("required") {
                return Err((invalid(call), format!("{what} is required")));
            }
            continue;
        };
        let faults = validate::check(call.reading, &parameter, field, Direction::Request);
        if let Some(fault) = faults.first() {
            return Err((invalid(call), sentence(&what, fault)));
        }
    }
    Ok(())
}

/// The status for what is not as described: 400, unless 422 alone is described.
fn invalid(call: &Call<'_, '_>) -> u16 {
    let responses = call.operation.get("responses");
    let has = |code: &str| responses.as_ref().is_some_and(|all| all.get(code).is_some());
    if has("422") && !has("400") { 422 } else { 400 }
}
