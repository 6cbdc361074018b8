//! Data that is not ours, read where it lies: `OBZOR_SUITES` names the folder.

use obzor::adf::document;
use obzor::adf::html::{Look, draw};
use obzor::html::{Url, encode};
use obzor::i18n::Language;
use obzor::page::Page;
use obzor::request::WireResponse;
use obzor::session::challenge;
use obzor::session::oauth::{Credentials, Proof, basic, read_reply};
use serde_json::Value;
use std::path::PathBuf;

/// A folder of the suites; says so if it is not there.
pub(crate) fn folder(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("OBZOR_SUITES").map(|root| PathBuf::from(root).join(name));
    let found = path.filter(|path| path.exists());
    if found.is_none() {
        eprintln!("skipped: OBZOR_SUITES has no {name}");
    }
    found
}

fn read(path: PathBuf) -> Value {
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn list<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value[name].as_array().map(Vec::as_slice).unwrap_or_default()
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default()
}

#[test]
fn oauth_wire() {
    let Some(path) = folder("standards/oauth-wire/cases.json") else {
        return;
    };
    let cases = read(path);
    for case in list(&cases, "basic") {
        let credentials = Credentials {
            id: text(case, "client_id").to_owned(),
            secret: text(case, "client_secret").to_owned(),
        };
        assert_eq!(basic(&credentials), text(case, "authorization"), "{}", case["id"]);
    }
    for case in list(&cases, "www_authenticate") {
        let found = challenge::parse(text(case, "header"));
        assert_eq!(found.is_none(), case["challenges"].is_null(), "{}", case["id"]);
        assert_eq!(
            found.as_ref().map_or(0, Vec::len),
            list(case, "challenges").len(),
            "{}",
            case["id"]
        );
        for (one, expected) in found.iter().flatten().zip(list(case, "challenges")) {
            assert_eq!(one.scheme, text(expected, "scheme"), "{}", case["id"]);
            assert_eq!(
                one.token68.as_deref().unwrap_or_default(),
                text(expected, "token68"),
                "{}",
                case["id"]
            );
            for (name, value) in expected["params"].as_object().into_iter().flatten() {
                assert_eq!(one.param(name), value.as_str(), "{}", case["id"]);
            }
        }
    }
    for case in list(&cases, "token_response") {
        check_reply(case);
    }
}

fn check_reply(case: &Value) {
    let response = WireResponse {
        status: u16::try_from(case["status"].as_u64().unwrap()).unwrap(),
        headers: vec![("content-type".to_owned(), text(case, "content_type").to_owned())],
        body: text(case, "body").as_bytes().to_vec(),
        ..WireResponse::default()
    };
    let expected = &case["expect"];
    match read_reply(&response, &Proof::Client) {
        Ok(grant) => {
            assert_eq!(grant.token, text(expected, "token"), "{}", case["id"]);
            assert_eq!(!grant.notes.is_empty(), expected.get("warn").is_some(), "{}", case["id"]);
            if let Some(seconds) = expected.get("expires_in").filter(|value| !value.is_string()) {
                assert_eq!(grant.expires_in, seconds.as_u64(), "{}", case["id"]);
            }
        }
        Err(_) => assert!(expected.get("error").is_some(), "{}", case["id"]),
    }
}

#[test]
fn dangerous_addresses_never_become_links() {
    let Some(path) = folder("standards/sanitize-url/public.json") else {
        return;
    };
    let cases = read(path);
    let mut count = 0;
    for case in cases.as_array().into_iter().flatten().chain(list(&cases, "cases")) {
        let (Some(input), Some(expected)) = (case["input"].as_str(), case["expected"].as_str())
        else {
            continue;
        };
        if expected == "about:blank" {
            assert_eq!(Url::check(input), None, "{input:?}");
            count += 1;
        }
    }
    eprintln!("{count} addresses");
    assert!(count > 0);
}

#[test]
fn every_adf_document_is_drawn_without_harm() {
    let mut count = 0;
    let mut found = false;
    for name in ["adf/valid", "adf/invalid", "hostile/public/adf"] {
        let Some(path) = folder(name) else { continue };
        found = true;
        for entry in std::fs::read_dir(path).unwrap() {
            let path = entry.unwrap().path();
            let text = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
            // A page is read or refused with a reason; what is read is drawn.
            let _ = Page::read(&text);
            let Ok(value) = obzor::json::parse(&text) else {
                continue;
            };
            let html = encode(&draw(&document(&value), Look::new(Language::Ru))).to_lowercase();
            let harmful = [
                "<script",
                "<iframe",
                "<object",
                "src=\"http",
                "src=\"javascript",
                "href=\"javascript",
                "href=\"data",
                " onerror=\"",
                " style=\"",
            ];
            for bad in harmful {
                assert!(!html.contains(bad), "{}: {bad}", path.display());
            }
            count += 1;
        }
    }
    eprintln!("{count} documents");
    assert_eq!(found, count > 0);
}
