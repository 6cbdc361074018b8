//! The tables of the standards, read where they lie: `OBZOR_SUITES` names the folder.
//!
//! `tests/it/style_skipped.txt` lists what they hold and we do not do, each with a reason. What is
//! listed and passes fails the test, as what is not listed and fails does.

use super::written;
use obzor::request::case::Case;
use obzor::request::style::{Escape, Location, Serialization, Style};
use obzor::request::wire;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::PathBuf;

const SKIPPED: &str = include_str!("../style_skipped.txt");

/// Runs every case; `None` is one that is out of reach, so it has to be listed.
fn check(suite: &str, file: &str, run: impl Fn(&Value) -> Option<(String, Value)>) {
    let path = std::env::var_os("OBZOR_SUITES")
        .map(|root| PathBuf::from(root).join("standards").join(file))
        .filter(|path| path.exists());
    let Some(path) = path else {
        eprintln!("skipped: OBZOR_SUITES has no standards/{file}");
        return;
    };
    let cases: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let cases = cases.as_array().unwrap();
    let listed: BTreeSet<&str> = SKIPPED
        .lines()
        .filter_map(|line| line.split_once(" # ")?.0.strip_prefix(suite)?.strip_prefix(' '))
        .collect();
    let mut skipped = BTreeSet::new();
    let mut wrong = Vec::new();
    for case in cases {
        let id = case["id"].as_str().unwrap();
        let outcome = run(case);
        let passes = outcome.as_ref().is_some_and(|(found, expected)| match expected {
            Value::Array(any) => any.iter().any(|one| one == found),
            one => one == found,
        });
        if !passes && listed.contains(id) {
            skipped.insert(id);
        } else if passes == listed.contains(id) {
            wrong.push(format!("{id}: {outcome:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(skipped, listed, "the list names cases of {suite} that are not there");
    eprintln!("{suite}: {} passed, {} skipped", cases.len() - skipped.len(), skipped.len());
}

#[test]
fn the_table_of_the_specification() {
    check("oas-style-table", "oas-style-table/cases.json", |case| {
        let version = case["version"].as_str().unwrap();
        let how = Serialization::from_openapi(case, version).unwrap();
        let found = written(case["name"].as_str().unwrap(), &case["value"], how);
        // 3.0.4 writes a query with its question mark.
        let expected = case["expected"].as_str().unwrap();
        Some((found, json!(expected.strip_prefix('?').unwrap_or(expected))))
    });
}

#[test]
fn uri_templates() {
    check("uritemplate", "uritemplate/public.json", |case| {
        let found = expand(case["template"].as_str().unwrap(), &case["variables"])?;
        Some((found, case["expected"].clone()))
    });
}

/// A URI template by our styles; `None` if it needs what OpenAPI does not have.
fn expand(template: &str, variables: &Value) -> Option<String> {
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (expression, tail) = after.split_once('}')?;
        out.push_str(before);
        out.push_str(&expand_one(expression, variables)?);
        rest = tail;
    }
    (!rest.contains('}')).then(|| out + rest)
}

fn expand_one(expression: &str, variables: &Value) -> Option<String> {
    let plain = Serialization::default_for(Location::Path);
    let query = Serialization::default_for(Location::Query);
    let rest = expression.get(1..)?;
    let (how, first, between, names) = match expression.chars().next()? {
        '+' => (Serialization { escape: Escape::Reserved, ..plain }, "", ",", rest),
        '.' => (Serialization { style: Style::Label, ..plain }, "", "", rest),
        ';' => (Serialization { style: Style::Matrix, ..plain }, "", "", rest),
        '?' => (query, "?", "&", rest),
        '&' => (query, "&", "&", rest),
        _ => (plain, "", ",", expression),
    };
    let mut found = Vec::new();
    for part in names.split(',') {
        let name = part.strip_suffix('*').unwrap_or(part);
        if !name.chars().all(|c| c.is_alphanumeric() || "_.".contains(c)) || name.ends_with('.') {
            return None;
        }
        let how = Serialization { explode: part.ends_with('*'), ..how };
        let value = variables.get(name).filter(|value| !value.is_null());
        let text = value.map(|value| written(name, value, how));
        found.extend(text.filter(|text| text != "(nothing)"));
    }
    let first = if found.is_empty() { "" } else { first };
    Some(format!("{first}{}", found.join(between)))
}

#[test]
fn characters_of_swagger_js() {
    check("chars", "swagger-js/chars.json", |case| {
        let arguments = case["args"].as_array()?;
        let unit = |how: &str| match how {
            "reserved" => json!({ "in": "query", "explode": false }),
            "unsafe" => json!({ "in": "query", "explode": false, "allowReserved": true }),
            _ => json!({ "in": "header" }),
        };
        let encodes = case["fn"] == "encodeCharacters";
        let how = arguments.get(1).and_then(Value::as_str);
        let how = unit(how.unwrap_or(if encodes { "reserved" } else { "" }));
        let how = Serialization::from_openapi(&how, "3.2.0")?;
        // What is encoded there is one item of an array.
        let found = written("p", &json!([arguments[0]]), how);
        Some((found.strip_prefix("p=").unwrap_or(&found).to_owned(), case["expected"].clone()))
    });
}

#[test]
fn requests_of_swagger_js() {
    check("swagger-js", "swagger-js/public.json", |case| {
        let input = &case["input"];
        let outside = ["requestBody", "securities", "serverVariables"];
        if case["kind"] != "request" || outside.iter().any(|name| input.get(name).is_some()) {
            return None;
        }
        let case_of_ours = Case::from_value(&translate(input)?).unwrap();
        let request = wire(&case_of_ours.built.request, &case_of_ours.vars, "");
        let headers: Value = request.headers.into_iter().collect();
        let found = json!([request.method, request.url, headers]).to_string();
        let expected = &case["expected"];
        let expected = json!([expected["method"], expected["url"], expected["headers"]]);
        Some((found, json!(expected.to_string())))
    });
}

/// A call of swagger-js as a case of ours: the operation of that id, with the values given.
fn translate(input: &Value) -> Option<Value> {
    let spec = &input["spec"];
    let values = input.get("parameters")?;
    for (path, methods) in spec["paths"].as_object()? {
        for (method, operation) in methods.as_object()? {
            if operation["operationId"] != input["operationId"] {
                continue;
            }
            let given = |parameter: &Value| {
                let mut parameter = parameter.clone();
                let name = parameter["name"].as_str().unwrap().to_owned();
                if let Some(value) = values.get(&name) {
                    parameter["value"] = value.clone();
                }
                parameter
            };
            let parameters = operation["parameters"].as_array()?.iter().map(given);
            let base = spec["servers"][0]["url"].as_str().unwrap_or_default();
            return Some(json!({
                "method": method.to_uppercase(),
                "openapi": spec["openapi"],
                "base": base.trim_end_matches('/'),
                "path": path,
                "parameters": parameters.collect::<Vec<_>>(),
            }));
        }
    }
    None
}
