//! What crosses the thread comes back as it was, and no question makes the engine fall.

use crate::request::vars;
use obzor::engine::{
    Engine, Imported, Written, curl_input, sandbox_input, sandbox_output, snippet_input,
};
use obzor::json;
use obzor::request::case::Case;
use obzor::request::curl::CurlError;
use obzor::request::{Body, Request, WireRequest};
use obzor::snippet::{TARGETS, Warning};
use proptest::prelude::*;
use serde_json::Value;

const FORM: &str = "application/x-www-form-urlencoded";

fn ask(engine: &mut Engine, call: &str, input: &Value) -> Value {
    json::parse(&engine.answer(call, &input.to_string())).unwrap()
}

/// A snippet through the thread is the snippet itself.
#[test]
fn snippets_cross_the_thread_unchanged() {
    let cases: Value = serde_json::from_str(include_str!("../snippets/cases.json")).unwrap();
    let mut engine = Engine::default();
    for case in cases.as_array().unwrap() {
        let Case { built, id, .. } = Case::from_value(case).unwrap();
        let carried = Request::from_value(&built.request.to_value());
        // Files go by name; all the rest is the same.
        if matches!(built.request.body(), Body::None | Body::Text(_)) {
            assert_eq!(carried, built.request, "{id}");
        }
        for target in TARGETS {
            let sets = [vars(), vars().masked("•")];
            let input = snippet_input(target.id, &built.request, &sets, false);
            let written = Written::from_value(&ask(&mut engine, "snippet", &input)).unwrap();
            let direct = target.write(&built.request, &vars());
            let masked = target.write(&built.request, &vars().masked("•")).text();
            assert_eq!(written.texts, [direct.text(), masked], "{id} {}", target.id);
            assert_eq!(written.warnings, direct.warnings, "{id} {}", target.id);
        }
    }
}

#[test]
fn every_warning_and_every_error_crosses_the_thread() {
    for warning in [
        Warning::Files(vec!["a b".to_owned(), "\"".to_owned()]),
        Warning::NoBody,
        Warning::NodeOnly("Cookie".to_owned()),
        Warning::Header("X".to_owned()),
        Warning::Characters,
        Warning::BodyInFile("b.txt".to_owned()),
        Warning::Method("patch".to_owned()),
        Warning::SaveAs("a.bat".to_owned()),
    ] {
        assert_eq!(Warning::from_value(&warning.to_value()), Some(warning));
    }
    let mut engine = Engine::default();
    let mut read = |text: &str| {
        let answer = ask(&mut engine, "curl", &curl_input(text, "https://h/api", true));
        Imported::from_value(&answer).unwrap()
    };
    assert_eq!(read("wget x"), Err(CurlError::NotCurl));
    assert_eq!(read("curl -s"), Err(CurlError::NoUrl));
    assert_eq!(read("curl 'x"), Err(CurlError::OpenQuote { line: 1, column: 6 }));
    assert_eq!(read("curl h $(id)"), Err(CurlError::Substitution("$(id)".to_owned())));
    let read = read("curl --proxy p https://h/api/a -d b=1").unwrap();
    assert_eq!(read.own.resource, "/a");
    assert_eq!(read.unsupported, ["--proxy p"]);
}

#[test]
fn the_sandbox_answers_across_the_thread_and_keeps_its_state() {
    let mut engine = Engine::default();
    let mut send = |method: &str, path: &str, token: &str, body: Option<&str>| {
        let request = WireRequest {
            method: method.to_owned(),
            url: format!("http://127.0.0.1:8081{path}"),
            headers: match body {
                Some(_) => vec![("Content-Type".to_owned(), FORM.to_owned())],
                None => vec![("Authorization".to_owned(), format!("Bearer {token}"))],
            },
            body: body.map(|text| text.as_bytes().to_vec()),
        };
        let input = sandbox_input(&request, 1_000_000, &[7; 16], false);
        sandbox_output(&ask(&mut engine, "sandbox", &input)).unwrap()
    };
    let form = "grant_type=client_credentials&client_id=demo-app&client_secret=demo-secret";
    let granted = send("POST", "/oauth/token", "", Some(form));
    assert_eq!(granted.status, 200, "{granted:?}");
    let grant: Value = serde_json::from_slice(&granted.body).unwrap();
    let token = grant["access_token"].as_str().unwrap();
    assert_eq!(send("GET", "/api/ver1.0/user/", token, None).status, 200);
    assert_eq!(send("GET", "/api/ver1.0/user/", "other", None).status, 401);
}

proptest! {
    #[test]
    fn no_question_makes_it_fall(call in "snippet|curl|sandbox|x", text in "\\PC{0,40}", json in "[\\[\\]{}\":,a-z0-9 ]{0,40}") {
        let mut engine = Engine::default();
        for input in [text, json] {
            let answer = engine.answer(&call, &input);
            prop_assert!(json::parse(&answer).is_ok());
        }
    }
}
