//! Bodies by the description of their operation, as the page asks for them.

use obzor::reader::Reader;
use serde_json::{Value, json};

const SPEC: &str = r#"{
  "openapi": "3.1.0", "info": {"title": "T", "version": "1"},
  "paths": {"/a": {"post": {
    "operationId": "a",
    "requestBody": {"content": {"application/json": {"schema": {"type": "object", "required": ["n"]}}}},
    "responses": {
      "200": {"content": {
        "application/json": {"schema": {"type": "object", "properties": {
          "id": {"type": "integer", "readOnly": true}, "secret": {"type": "string", "writeOnly": true}}, "required": ["id", "secret"]}},
        "application/problem+json": {"schema": {"type": "array"}}
      }},
      "4XX": {"content": {"*/*": {"schema": {"type": "string"}}}},
      "204": {}
    }
  }}}
}"#;

fn check(input: &Value, expected: &Value) {
    let mut reader = Reader::default();
    reader.begin("t.json", SPEC.len());
    reader.feed(SPEC.as_bytes());
    let found: Value = serde_json::from_str(&reader.answer("check", &input.to_string())).unwrap();
    let places = found.as_array().map(|faults| faults.iter().map(|it| it[0].clone()).collect());
    assert_eq!(places.map_or(Value::Null, Value::Array), *expected, "{input}: {found}");
}

#[test]
fn an_answer_is_compared_with_the_response_of_its_status_and_type() {
    let answer = |status: u16, media: &str, body: &str, expected: Value| {
        let input = json!({ "operation": "a", "language": "en", "status": status, "media": media, "body": body });
        check(&input, &expected);
    };
    let json = "application/json; charset=utf-8";
    // What is only written is not wanted back.
    answer(200, json, "{\"id\": 1}", json!([]));
    answer(200, json, "{\"id\": \"1\"}", json!(["/id"]));
    answer(200, "application/problem+json", "{}", json!([""]));
    answer(200, "application/hal+json", "{}", Value::Null);
    answer(404, json, "{}", json!([""]));
    answer(404, json, "\"no\"", json!([]));
    // A status that is not described is said; one that has no body to compare is not.
    answer(500, json, "{}", json!([""]));
    answer(204, json, "{}", Value::Null);
    answer(200, json, "{", Value::Null);
}

#[test]
fn a_request_is_compared_with_what_is_sent() {
    let request = |operation: &str, body: &str, expected: Value| {
        let input = json!({ "operation": operation, "language": "ru", "body": body });
        check(&input, &expected);
    };
    request("a", "{\"n\": 1}", json!([]));
    request("a", "{}", json!([""]));
    request("none", "{}", Value::Null);
}
