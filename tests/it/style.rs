//! How values of parameters are written: our own tables. Those of the standards are in `suites`.

mod suites;

use super::request::{fields, operation, vars};
use obzor::operation::Operation;
use obzor::request::case::Case;
use obzor::request::style::{
    Escape, Location, Parameter, Serialization, Serialized, Style, serialize, typed,
};
use obzor::request::{Inputs, Problem, build, encode, wire};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// What is written, in one line.
fn written(name: &str, value: &Value, how: Serialization) -> String {
    match serialize(name, value, how) {
        Serialized::Nothing => "(nothing)".to_owned(),
        Serialized::Text(text) => text,
        Serialized::Pairs(pairs) if how.location == Location::Cookie => pairs.join("; "),
        Serialized::Pairs(pairs) => pairs.join("&"),
    }
}

fn openapi(parameter: &Value) -> Serialization {
    Serialization::from_openapi(parameter, "3.2.0").unwrap()
}

/// The values of the tables below, in their order. An empty text is written as null is, and an
/// array or an object of nothing is left out.
const VALUES: [&str; 5] = [
    "null",
    "\"a b/é!\"",
    "1.50",
    r#"["x,y",20000000000000000001,[3],null]"#,
    r#"{"k&":"v=","n":{"m":1}}"#,
];

/// Location, style, explode, and what becomes of each of the values.
#[rustfmt::skip]
const OPENAPI: &[(&str, &str, bool, [&str; 5])] = &[
    ("path", "simple", false, ["", "a%20b%2F%C3%A9%21", "1.50", "x%2Cy,20000000000000000001,%5B3%5D,", "k%26,v%3D,n,%7B%22m%22%3A1%7D"]),
    ("path", "simple", true, ["", "a%20b%2F%C3%A9%21", "1.50", "x%2Cy,20000000000000000001,%5B3%5D,", "k%26=v%3D,n=%7B%22m%22%3A1%7D"]),
    ("path", "label", false, [".", ".a%20b%2F%C3%A9%21", ".1.50", ".x%2Cy,20000000000000000001,%5B3%5D,", ".k%26,v%3D,n,%7B%22m%22%3A1%7D"]),
    ("path", "label", true, [".", ".a%20b%2F%C3%A9%21", ".1.50", ".x%2Cy.20000000000000000001.%5B3%5D.", ".k%26=v%3D.n=%7B%22m%22%3A1%7D"]),
    ("path", "matrix", false, [";p", ";p=a%20b%2F%C3%A9%21", ";p=1.50", ";p=x%2Cy,20000000000000000001,%5B3%5D,", ";p=k%26,v%3D,n,%7B%22m%22%3A1%7D"]),
    ("path", "matrix", true, [";p", ";p=a%20b%2F%C3%A9%21", ";p=1.50", ";p=x%2Cy;p=20000000000000000001;p=%5B3%5D;p", ";k%26=v%3D;n=%7B%22m%22%3A1%7D"]),
    ("query", "form", false, ["p=", "p=a%20b%2F%C3%A9%21", "p=1.50", "p=x%2Cy,20000000000000000001,%5B3%5D,", "p=k%26,v%3D,n,%7B%22m%22%3A1%7D"]),
    ("query", "form", true, ["p=", "p=a%20b%2F%C3%A9%21", "p=1.50", "p=x%2Cy&p=20000000000000000001&p=%5B3%5D&p=", "k%26=v%3D&n=%7B%22m%22%3A1%7D"]),
    ("query", "spaceDelimited", false, ["p=", "p=a%20b%2F%C3%A9%21", "p=1.50", "p=x%2Cy%2020000000000000000001%20%5B3%5D%20", "p=k%26%20v%3D%20n%20%7B%22m%22%3A1%7D"]),
    ("query", "spaceDelimited", true, ["p=", "p=a%20b%2F%C3%A9%21", "p=1.50", "p=x%2Cy&p=20000000000000000001&p=%5B3%5D&p=", "k%26=v%3D&n=%7B%22m%22%3A1%7D"]),
    ("query", "pipeDelimited", false, ["p=", "p=a%20b%2F%C3%A9%21", "p=1.50", "p=x%2Cy%7C20000000000000000001%7C%5B3%5D%7C", "p=k%26%7Cv%3D%7Cn%7C%7B%22m%22%3A1%7D"]),
    ("query", "pipeDelimited", true, ["p=", "p=a%20b%2F%C3%A9%21", "p=1.50", "p=x%2Cy&p=20000000000000000001&p=%5B3%5D&p=", "k%26=v%3D&n=%7B%22m%22%3A1%7D"]),
    ("query", "deepObject", false, ["p=", "p=a%20b%2F%C3%A9%21", "p=1.50", "p=x%2Cy&p=20000000000000000001&p=%5B3%5D&p=", "p%5Bk%26%5D=v%3D&p%5Bn%5D=%7B%22m%22%3A1%7D"]),
    ("query", "deepObject", true, ["p=", "p=a%20b%2F%C3%A9%21", "p=1.50", "p=x%2Cy&p=20000000000000000001&p=%5B3%5D&p=", "p%5Bk%26%5D=v%3D&p%5Bn%5D=%7B%22m%22%3A1%7D"]),
    ("header", "simple", false, ["", "a b/é!", "1.50", "x,y,20000000000000000001,[3],", r#"k&,v=,n,{"m":1}"#]),
    ("header", "simple", true, ["", "a b/é!", "1.50", "x,y,20000000000000000001,[3],", r#"k&=v=,n={"m":1}"#]),
    ("cookie", "form", false, ["p=", "p=a%20b%2F%C3%A9%21", "p=1.50", "p=x%2Cy,20000000000000000001,%5B3%5D,", "p=k%26,v%3D,n,%7B%22m%22%3A1%7D"]),
    ("cookie", "form", true, ["p=", "p=a%20b%2F%C3%A9%21", "p=1.50", "p=x%2Cy; p=20000000000000000001; p=%5B3%5D; p=", "k%26=v%3D; n=%7B%22m%22%3A1%7D"]),
    ("cookie", "cookie", false, ["p=", "p=a b/é!", "p=1.50", "p=x,y,20000000000000000001,[3],", r#"p=k&,v=,n,{"m":1}"#]),
    ("cookie", "cookie", true, ["p=", "p=a b/é!", "p=1.50", "p=x,y; p=20000000000000000001; p=[3]; p=", r#"k&=v=; n={"m":1}"#]),
];

/// Location, collection format, and what becomes of each of the values.
#[rustfmt::skip]
const SWAGGER: &[(&str, &str, [&str; 5])] = &[
    ("path", "csv", ["", "a%20b%2F%C3%A9!", "1.50", "x%2Cy,20000000000000000001,%5B3%5D,", "k%26,v%3D,n,%7B%22m%22%3A1%7D"]),
    ("path", "ssv", ["", "a%20b%2F%C3%A9!", "1.50", "x%2Cy%2020000000000000000001%20%5B3%5D%20", "k%26%20v%3D%20n%20%7B%22m%22%3A1%7D"]),
    ("path", "tsv", ["", "a%20b%2F%C3%A9!", "1.50", "x%2Cy%0920000000000000000001%09%5B3%5D%09", "k%26%09v%3D%09n%09%7B%22m%22%3A1%7D"]),
    ("path", "pipes", ["", "a%20b%2F%C3%A9!", "1.50", "x%2Cy%7C20000000000000000001%7C%5B3%5D%7C", "k%26%7Cv%3D%7Cn%7C%7B%22m%22%3A1%7D"]),
    ("path", "multi", ["", "a%20b%2F%C3%A9!", "1.50", "x%2Cy,20000000000000000001,%5B3%5D,", "k%26,v%3D,n,%7B%22m%22%3A1%7D"]),
    ("query", "csv", ["p=", "p=a%20b%2F%C3%A9%21", "p=1.50", "p=x%2Cy,20000000000000000001,%5B3%5D,", "p=k%26,v%3D,n,%7B%22m%22%3A1%7D"]),
    ("query", "ssv", ["p=", "p=a%20b%2F%C3%A9%21", "p=1.50", "p=x%2Cy%2020000000000000000001%20%5B3%5D%20", "p=k%26%20v%3D%20n%20%7B%22m%22%3A1%7D"]),
    ("query", "tsv", ["p=", "p=a%20b%2F%C3%A9%21", "p=1.50", "p=x%2Cy%0920000000000000000001%09%5B3%5D%09", "p=k%26%09v%3D%09n%09%7B%22m%22%3A1%7D"]),
    ("query", "pipes", ["p=", "p=a%20b%2F%C3%A9%21", "p=1.50", "p=x%2Cy%7C20000000000000000001%7C%5B3%5D%7C", "p=k%26%7Cv%3D%7Cn%7C%7B%22m%22%3A1%7D"]),
    ("query", "multi", ["p=", "p=a%20b%2F%C3%A9%21", "p=1.50", "p=x%2Cy&p=20000000000000000001&p=%5B3%5D&p=", "k%26=v%3D&n=%7B%22m%22%3A1%7D"]),
    ("header", "csv", ["", "a b/é!", "1.50", "x,y,20000000000000000001,[3],", r#"k&,v=,n,{"m":1}"#]),
    ("header", "ssv", ["", "a b/é!", "1.50", "x,y 20000000000000000001 [3] ", r#"k& v= n {"m":1}"#]),
    ("header", "tsv", ["", "a b/é!", "1.50", "x,y\t20000000000000000001\t[3]\t", "k&\tv=\tn\t{\"m\":1}"]),
    ("header", "pipes", ["", "a b/é!", "1.50", "x,y|20000000000000000001|[3]|", r#"k&|v=|n|{"m":1}"#]),
    ("header", "multi", ["", "a b/é!", "1.50", "x,y,20000000000000000001,[3],", r#"k&,v=,n,{"m":1}"#]),
];

fn check(label: &str, how: Serialization, expected: &[&str; 5]) {
    let found: Vec<String> = VALUES
        .iter()
        .map(|value| written("p", &serde_json::from_str(value).unwrap(), how))
        .collect();
    assert_eq!(found, expected, "{label}");
    assert_eq!(written("p", &json!(""), how), found[0], "{label}");
    assert_eq!(written("p", &json!(true), how), found[2].replace("1.50", "true"), "{label}");
    for nothing in [json!([]), json!({})] {
        assert_eq!(written("p", &nothing, how), "(nothing)", "{label}");
    }
}

#[test]
fn every_style_has_its_form() {
    for (place, style, explode, expected) in OPENAPI {
        let parameter = json!({ "in": place, "style": style, "explode": explode });
        check(&format!("{place} {style} {explode}"), openapi(&parameter), expected);
    }
    for (place, format, expected) in SWAGGER {
        let parameter = json!({ "in": place, "collectionFormat": format });
        let how = Serialization::from_swagger(&parameter).unwrap();
        check(&format!("{place} {format}"), how, expected);
    }
}

#[test]
fn what_a_description_leaves_out_is_the_default() {
    let check = |parameter: Value, version: &str, expected: Option<(Style, bool, Escape, bool)>| {
        let found = Serialization::from_openapi(&parameter, version);
        let found = found.map(|how| (how.style, how.explode, how.escape, how.allow_empty_value));
        assert_eq!(found, expected, "{parameter} {version}");
    };
    let (plain, reserved) = (Escape::Unreserved, Escape::Reserved);
    for (place, style, explode) in [
        ("path", Style::Simple, false),
        ("query", Style::Form, true),
        ("header", Style::Simple, false),
        ("cookie", Style::Form, true),
    ] {
        let parameter = json!({ "in": place });
        check(parameter.clone(), "3.0.0", Some((style, explode, plain, false)));
        let default = Serialization::default_for(Location::named(place).unwrap());
        assert_eq!(openapi(&parameter), default);
    }
    check(json!({ "in": "querystring" }), "3.2.0", None);
    check(json!({ "in": 5 }), "3.2.0", None);
    check(json!([]), "3.2.0", None);
    let said = |place: &str, style: &str| json!({ "in": place, "style": style });
    check(said("query", "deepObject"), "3.1", Some((Style::DeepObject, false, plain, false)));
    check(said("query", "pipeDelimited"), "3.1", Some((Style::PipeDelimited, false, plain, false)));
    check(said("cookie", "cookie"), "3.2.0", Some((Style::Cookie, true, plain, false)));
    check(said("query", "matrix"), "3.2.0", Some((Style::Form, true, plain, false)));
    check(said("header", "form"), "3.2.0", Some((Style::Simple, false, plain, false)));
    let allowed =
        |place: &str| json!({ "in": place, "allowReserved": true, "allowEmptyValue": true });
    check(allowed("query"), "3.0.0", Some((Style::Form, true, reserved, true)));
    check(allowed("path"), "3.1.2", Some((Style::Simple, false, plain, false)));
    check(allowed("path"), "3.2.0", Some((Style::Simple, false, reserved, false)));
    check(allowed("cookie"), "3.10.1", Some((Style::Form, true, reserved, false)));
    check(allowed("header"), "4.0.0", Some((Style::Simple, false, plain, false)));
    let content = |name: &str| json!({ "in": "query", "style": "form", "content": { name: {} } });
    check(content("application/json"), "3.0.0", Some((Style::Json, false, plain, false)));
    check(content("A/B+JSON; v=1"), "3.0.0", Some((Style::Json, false, plain, false)));
    check(content("text/plain"), "3.0.0", Some((Style::Text, false, plain, false)));
    assert_eq!(Serialization::from_swagger(&json!({ "in": "formData" })), None);
    for name in ["Accept", "content-type", "Authorization"] {
        assert_eq!(
            Parameter::from_openapi(&json!({ "in": "header", "name": name }), "3.0.0"),
            None
        );
    }
}

#[test]
fn reserved_characters_names_content_and_nothing() {
    let check = |parameter: Value, value: Value, expected: &str| {
        let name = parameter["name"].as_str().unwrap_or("p").to_owned();
        assert_eq!(written(&name, &value, openapi(&parameter)), expected, "{parameter} {value}");
    };
    let allowed = json!({ "in": "query", "allowReserved": true });
    check(allowed.clone(), json!("a/b?c%2Fd%zz% |é"), "p=a/b?c%2Fd%25zz%25%20%7C%C3%A9");
    check(allowed, json!(["[1]", "%41"]), "p=[1]&p=%41");
    check(json!({ "in": "query", "name": "a[b]&" }), json!("x"), "a%5Bb%5D%26=x");
    check(json!({ "in": "query" }), json!("%2F+"), "p=%252F%2B");
    let content = |place: &str, name: &str| json!({ "in": place, "content": { name: {} } });
    let value = json!({ "a b": [1, "é"] });
    let json = "application/json";
    check(content("path", json), value.clone(), "%7B%22a%20b%22%3A%5B1%2C%22%C3%A9%22%5D%7D");
    check(content("query", json), json!("x"), "p=%22x%22");
    check(content("query", json), json!([]), "p=%5B%5D");
    check(content("query", json), json!(null), "p=null");
    check(content("header", json), value.clone(), r#"{"a b":[1,"é"]}"#);
    check(content("cookie", json), value.clone(), "p={%22a%20b%22:[1%2C%22%C3%A9%22]}");
    check(content("query", "text/plain"), json!("x y"), "p=x%20y");
    check(content("query", "text/csv"), value, "p=%7B%22a%20b%22%3A%5B1%2C%22%C3%A9%22%5D%7D");
    let empty = |style: &str| json!({ "in": "query", "style": style, "allowEmptyValue": true });
    check(empty("form"), json!([]), "p=");
    check(empty("deepObject"), json!({}), "(nothing)");
}

#[test]
fn a_text_becomes_what_its_schema_says() {
    let check = |schema: Value, text: &str, expected: &str| {
        assert_eq!(typed(text, &schema).to_string(), expected, "{schema} {text:?}");
    };
    let one = |name: &str| json!({ "type": name });
    for schema in [json!(null), json!({}), one("string"), json!({ "type": ["integer", "string"] })]
    {
        check(schema.clone(), "5", "\"5\"");
        check(schema.clone(), "null", "\"null\"");
        check(schema, "[1]", "\"[1]\"");
    }
    check(one("integer"), "20000000000000000001", "20000000000000000001");
    check(one("number"), "1.50", "1.50");
    check(one("number"), "-0.0e+10", "-0.0e+10");
    // The parser would write it as 1e+5.
    check(one("number"), "1E5", "\"1E5\"");
    check(one("number"), " 1", "\" 1\"");
    check(one("number"), "true", "\"true\"");
    check(one("boolean"), "true", "true");
    check(one("boolean"), "yes", "\"yes\"");
    check(json!({ "type": "integer", "nullable": true }), "null", "null");
    check(json!({ "type": ["integer", "null"] }), "", "null");
    check(json!({ "type": "string", "nullable": true }), "null", "\"null\"");
    let numbers = json!({ "type": "array", "items": { "type": "integer" } });
    check(numbers.clone(), "[1, \"x\"]", r#"[1,"x"]"#);
    check(numbers.clone(), "1\r\n\n2x\n", r#"[1,"2x"]"#);
    check(numbers, "", "[]");
    check(json!({ "items": {} }), "a b\n {", r#"["a b"," {"]"#);
    let object = json!({
        "properties": { "n": { "type": "number" } }, "additionalProperties": { "type": "boolean" }
    });
    check(object.clone(), r#"{"n": "1"}"#, r#"{"n":"1"}"#);
    check(object.clone(), "n=1.0\nb=true\nc=a=b\nd", r#"{"n":1.0,"b":true,"c":"a=b","d":""}"#);
    check(object, "", "{}");
    let either = json!({ "anyOf": [{ "oneOf": [{ "type": ["string", "array"] }] }] });
    check(either.clone(), r#"["a"]"#, r#"["a"]"#);
    check(either, "a\nb", r#""a\nb""#);
    check(json!({ "enum": [1, 2] }), "2", "2");
}

/// An operation with parameters, and what is sent for texts that a reader typed.
fn sent(
    path: &str,
    parameters: &Value,
    inputs: &Inputs,
) -> (String, Vec<(String, String)>, Vec<Problem>) {
    let parameters = parameters.as_array().unwrap().iter();
    let parameters = parameters.map(|one| Parameter::from_openapi(one, "3.2.0").unwrap()).collect();
    let built = build(&Operation { parameters, ..operation("GET", path) }, inputs, &[]);
    let request = wire(&built.request, &vars(), "");
    (request.url.replace("https://h/api", ""), request.headers, built.problems)
}

#[test]
fn fields_are_written_as_their_parameters_say() {
    let list = json!({ "type": "array" });
    let parameters = json!([
        { "name": "id", "in": "path", "style": "matrix", "explode": true, "schema": list },
        { "name": "id", "in": "query", "explode": false, "schema": list },
        { "name": "X-Id", "in": "header", "schema": list },
        { "name": "id", "in": "cookie", "style": "cookie", "schema": list },
        { "name": "none", "in": "query", "schema": list },
    ]);
    let inputs = Inputs {
        path: fields(&[("id", "a,b\nc"), ("other", "@me")]),
        query: fields(&[("id", "1\n2"), ("q", "1\n2"), ("none", "")]),
        headers: fields(&[("x-id", "1\n2"), ("X-B", "b")]),
        cookies: fields(&[("id", "1\n2"), ("sid", "x y")]),
        ..Inputs::default()
    };
    let (url, headers, problems) = sent("/a{id}/{other}", &parameters, &inputs);
    assert_eq!(url, "/a;id=a%2Cb;id=c/@me?id=1,2&q=1%0A2");
    let headers: Vec<String> =
        headers.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    assert_eq!(headers, ["x-id: 1,2", "X-B: b", "Cookie: id=1; id=2; sid=x y"]);
    assert_eq!(problems, [Problem::HeaderForbidden("Cookie".to_owned())]);
}

#[test]
fn a_case_brings_parameters_with_values() {
    let check = |case: Value, expected: Result<&str, &str>| {
        let found = Case::from_value(&case);
        let url = found.as_ref().map(|case| wire(&case.built.request, &case.vars, "").url);
        assert_eq!(url.as_deref().map_err(|why| why.as_str()), expected, "{case}");
    };
    let typed =
        json!({ "in": "query", "name": "q", "schema": { "type": "array" }, "value": "a\nb" });
    let exact =
        json!({ "in": "path", "name": "id", "schema": { "type": "string" }, "value": [1.50] });
    let unsent = json!({ "in": "query", "name": "none" });
    check(json!({ "path": "/{id}", "parameters": [typed, exact, unsent] }), Ok("/1.5?q=a&q=b"));
    let tabs =
        json!({ "in": "query", "name": "q", "collectionFormat": "tsv", "value": ["a", "b"] });
    check(json!({ "swagger": "2.0", "path": "/", "parameters": [tabs] }), Ok("/?q=a%09b"));
    let wrong = "parameters[0].in is one of path, query, header, cookie";
    check(json!({ "parameters": [{ "in": "body" }] }), Err(wrong));
}

#[test]
fn no_value_changes_the_shape_of_a_url() {
    let parameters = json!([
        { "name": "id", "in": "path", "allowReserved": true, "schema": { "type": ["array", "string"] } },
        { "name": "q", "in": "query", "allowReserved": true },
        { "name": "c", "in": "cookie", "style": "cookie" },
        { "name": "h", "in": "header" },
    ]);
    let check = |path: &str, query: &str, url: &str, expected: &[Problem]| {
        let (path, query) = (fields(&[("id", path)]), fields(&[("q", query)]));
        let found = sent("/a/{id}/b", &parameters, &Inputs { path, query, ..Inputs::default() });
        assert_eq!((found.0.as_str(), found.2.as_slice()), (url, expected));
    };
    check("x/y?z#", "1#2", "/a/x%2Fy%3Fz%23/b?q=1%232", &[]);
    let dots = Problem::PathDots("/a/%2E./b".to_owned());
    check("%2E.", "", "/a/%2E./b?q=", &[dots]);
    check("[]", "", "/a/{id}/b?q=", &[Problem::PathMissing("id".to_owned())]);
    let inputs = Inputs {
        path: fields(&[("id", "1")]),
        headers: fields(&[("h", "a\nb")]),
        cookies: fields(&[("c", "a;b")]),
        ..Inputs::default()
    };
    let wrong = [Problem::HeaderValue("h".to_owned()), Problem::CookieValue("c".to_owned())];
    assert_eq!(sent("/a/{id}", &parameters, &inputs).2, wrong);
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "\\PC{0,6}|[%#&=;, ]{0,4}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::vec(("\\PC{0,4}", inner), 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

fn any_way() -> impl Strategy<Value = Serialization> {
    use {Escape as E, Location as L, Style as S};
    let locations = prop_oneof![Just(L::Path), Just(L::Query), Just(L::Header), Just(L::Cookie)];
    let styles = [
        S::Simple,
        S::Label,
        S::Matrix,
        S::Form,
        S::SpaceDelimited,
        S::TabDelimited,
        S::PipeDelimited,
        S::DeepObject,
        S::Cookie,
        S::Json,
        S::Text,
    ];
    let escapes = prop_oneof![Just(E::Unreserved), Just(E::Reserved), Just(E::Segment)];
    let styles = proptest::sample::select(styles.to_vec());
    (locations, styles, any::<bool>(), escapes, any::<bool>()).prop_map(
        |(location, style, explode, escape, allow_empty_value)| Serialization {
            location,
            style,
            explode,
            escape,
            allow_empty_value,
        },
    )
}

proptest! {
    #[test]
    fn any_value_is_written_in_any_way(name in "\\PC{0,6}", value in any_value(), how in any_way()) {
        let found = written(&name, &value, how);
        let is_url = matches!(how.location, Location::Path | Location::Query) && how.style != Style::Cookie;
        if is_url && found != "(nothing)" {
            prop_assert!(found.bytes().all(|byte| byte.is_ascii_graphic()), "{}", found);
            if how.escape == Escape::Unreserved {
                prop_assert!(!found.contains(['#', '?', '/', '[', '|', '"']), "{}", found);
            }
        }
    }

    #[test]
    fn any_text_reads_by_any_schema(text in "\\PC{0,12}|[\\[{\"=\n1,]{0,8}", schema in any_value()) {
        for schema in [schema, json!({ "type": ["array", "object", "number"] })] {
            let _ = typed(&text, &schema);
        }
    }

    #[test]
    fn simple_and_form_decode_to_what_was_typed(
        items in proptest::collection::vec("\\PC{0,6}|[%#&=;,+ ]{0,4}", 1..5),
        keys in proptest::collection::btree_set("\\PC{1,6}|[%#&=;,+ ]{1,4}", 1..5),
    ) {
        let decode = |text: &str| encode::decode(text, false);
        let list = |text: &str| text.split(',').map(decode).collect::<Vec<_>>();
        let pairs: Vec<(String, String)> = keys.into_iter().zip(items.iter().cloned()).collect();
        let members: Map<String, Value> =
            pairs.iter().map(|(name, value)| (name.clone(), json!(value))).collect();
        let flat: Vec<String> = pairs.iter().flat_map(|(a, b)| [a.clone(), b.clone()]).collect();
        for place in ["path", "query", "cookie"] {
            for explode in [false, true] {
                let how = openapi(&json!({ "in": place, "explode": explode }));
                let text = |value: &Value| written("p", value, how).replace("; ", "&");
                let (one, many, map) = (text(&json!(items[0])), text(&json!(items)), text(&json!(members)));
                if place == "path" {
                    prop_assert_eq!(&decode(&one), &items[0]);
                    prop_assert_eq!(&list(&many), &items);
                    prop_assert_eq!(&list(&map.replace('=', ",")), &flat);
                    continue;
                }
                prop_assert_eq!(encode::parse_form(&one), vec![("p".to_owned(), items[0].clone())]);
                if explode {
                    let found: Vec<String> = encode::parse_form(&many).into_iter().map(|pair| pair.1).collect();
                    prop_assert_eq!(&found, &items);
                    prop_assert_eq!(&encode::parse_form(&map), &pairs);
                } else {
                    prop_assert_eq!(&list(many.strip_prefix("p=").unwrap()), &items);
                    prop_assert_eq!(&list(map.strip_prefix("p=").unwrap()), &flat);
                }
            }
        }
    }
}
