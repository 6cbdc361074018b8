//! What reads what others wrote, each as the program calls it.

use obzor::i18n::Language;
use obzor::markdown::{Look, blocks};
use obzor::nav::Route;
use obzor::page::Page;
use obzor::reader::Reader;
use obzor::request::{Inputs, WireResponse, curl};
use obzor::session::oauth::{Proof, read_reply};
use obzor::session::{Session, authorization, challenge, jwt, read_token};
use obzor::site::Site;
use obzor::{html, json, response, yaml};
use serde_json::{Value, json};
use std::path::Path;

/// Something that reads.
pub(crate) struct Target {
    /// Its name.
    pub(crate) name: &'static str,
    /// Reads an input.
    pub(crate) read: fn(&[u8]),
    /// What it reads in earnest.
    pub(crate) seeds: fn() -> Vec<Vec<u8>>,
}

/// All of them.
pub(crate) const TARGETS: &[Target] = &[
    Target { name: "site", read: site, seeds: || files("public", &["site.json"]) },
    Target {
        name: "adf",
        read: adf,
        seeds: || both(files("public/pages", &[]), files("tests/corpus", &["tabs.adf.json"])),
    },
    Target {
        name: "markdown",
        read: markdown,
        seeds: || both(files(".", &["README.md", "SECURITY.md", "CHANGELOG.md"]), lines(MARKDOWN)),
    },
    Target {
        name: "openapi",
        read: openapi,
        seeds: || only(".json", files("tests/corpus/specs", &[])),
    },
    Target {
        name: "yaml",
        read: read_yaml,
        seeds: || {
            both(files("public/specs", &[]), only("", files("tests/corpus/specs", &["shop.yaml"])))
        },
    },
    Target { name: "curl", read: read_curl, seeds: || lines(CURL) },
    Target { name: "token", read: token, seeds: || lines(TOKENS) },
    Target { name: "challenge", read: read_challenge, seeds: || lines(CHALLENGES) },
    Target { name: "hash", read: hash, seeds: || lines(HASHES) },
    Target {
        name: "answer",
        read: answer,
        seeds: || both(files("public/pages", &[]), lines(TOKENS)),
    },
];

const MARKDOWN: &str = "| a | b |\n|---|:-:|\n| `c` | **d** |\n\u{0}- [ ] one\n  1. two\n\n     > three\n\u{0}[x](javascript:1) <b>y</b> &copy; ~~z~~ https://e.example/?a=b&c[^1]\n\n[^1]: note\n\u{0}<details><summary>s</summary>\n\n```json\n{}\n```\n\n</details>\n\u{0}> [!NOTE]\n> text\n\nHeading\n===\n\n***\n![i](a.png \"t\")";
const CURL: &str = "curl -X POST 'https://h/a?b=c' -H \"A: $B\" --data-raw $'a\\x41\\n' -F 'f=@x;type=text/plain' -u a:b\u{0}A=1\ncat <<'E' | curl -d @- \"http://h/$A\"\nbody\nE\u{0}curl ^\"https://h/^\" ^\n -H ^\"A: 1^\" --data ^\"%%x^\"\u{0}curl.exe 'https://h' -H 'A: ''b''' `\n --json '{}'\u{0}curl -G https://h --data-urlencode 'a=b c' -b 'c=d' -k -L --compressed";
const TOKENS: &str = "{\"access_token\":\"a.b-c\",\"token_type\":\"Bearer\",\"expires_in\":\"3600\",\"scope\":\"a b\",\"refresh_token\":\"r\"}\u{0}{\"error\":\"invalid_client\",\"error_description\":\"x\",\"error_uri\":\"https://e\"}\u{0}{\"version\":1,\"token\":\"t\",\"origin\":\"https://h\",\"deadline\":1,\"renew_at\":2}\u{0}{\"device_code\":\"d\",\"user_code\":\"u\",\"verification_uri\":\"https://v\",\"interval\":5}\u{0}{\"authorization_endpoint\":\"https://a\",\"scopes_supported\":[\"openid\"]}\u{0}eyJhbGciOiJub25lIn0.eyJleHAiOjE3MDAwMDAwMDAuNX0.\u{0}Bearer abc==";
const CHALLENGES: &str = "Bearer realm=\"a, b\", error=\"invalid_token\", error_description=\"x \\\" y\"\u{0}Basic realm=x, Digest nonce=\"1\", qop=\"auth,auth-int\", Negotiate YII=\u{0},, Bearer , a=b";
const HASHES: &str = "#/start?operation=GET-/user/&x=y\u{0}#/telephony?schema=A%20b\u{0}#tag/users/operation/getUser\u{0}#!/pets/getPetById\u{0}#/paths/~1a~1b/get\u{0}#operation/x%E0%A4%A\u{0}{\"path\":[[\"id\",\"1\",true,false,false,\"\"]],\"query\":[[\"q\",\"а\",false]],\"body\":{\"form\":[[\"a\",\"b\"]]}}";

fn lines(text: &str) -> Vec<Vec<u8>> {
    text.split('\0').map(|line| line.as_bytes().to_vec()).collect()
}

fn both(mut one: Vec<Vec<u8>>, other: Vec<Vec<u8>>) -> Vec<Vec<u8>> {
    one.extend(other);
    one
}

/// The files of a folder of the project; only those that are named, if any are.
fn files(folder: &str, named: &[&str]) -> Vec<Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut paths: Vec<_> =
        std::fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let wanted = |path: &&std::path::PathBuf| {
        path.is_file() && (named.is_empty() || named.contains(&&*name(path)))
    };
    paths.iter().filter(wanted).map(|path| std::fs::read(path).unwrap()).collect()
}

/// Those that begin as JSON does, if that is asked for.
fn only(kind: &str, files: Vec<Vec<u8>>) -> Vec<Vec<u8>> {
    files.into_iter().filter(|file| kind.is_empty() || file.first() == Some(&b'{')).collect()
}

fn text(input: &[u8]) -> String {
    String::from_utf8_lossy(input).into_owned()
}

fn site(input: &[u8]) {
    if let Ok(site) = Site::read(&text(input)) {
        let _ = site.origins();
    }
}

fn adf(input: &[u8]) {
    if let Ok(page) = Page::read(&text(input)) {
        let _ = page.operations();
    }
}

fn markdown(input: &[u8]) {
    let drawn = blocks(&text(input), &Look::page(Language::En));
    let _ = html::to_value(&drawn);
}

fn openapi(input: &[u8]) {
    let mut reader = Reader::default();
    reader.begin("fuzz.json", input.len());
    // As it arrives: in two parts.
    let (first, second) = input.split_at(input.len() / 2);
    reader.feed(first);
    reader.feed(second);
    ask(&mut reader, "page", &json!({ "language": "en" }));
    ask(&mut reader, "search", &json!({ "query": "get user", "language": "en" }));
    let contents = ask(&mut reader, "contents", &Value::Null);
    for group in contents["groups"].as_array().into_iter().flatten().take(4) {
        let input = json!({ "group": group["number"], "from": 0, "to": 8 });
        let rows = ask(&mut reader, "rows", &input);
        let kind = if group["kind"] == "schemas" { "schema" } else { "operation" };
        for row in rows.as_array().into_iter().flatten().take(4) {
            ask(&mut reader, "page", &json!({ kind: row[0], "language": "en" }));
        }
    }
}

/// No file beside the description can be read.
fn ask(reader: &mut Reader, call: &str, input: &Value) -> Value {
    for _ in 0..20 {
        let answer: Value = serde_json::from_str(&reader.answer(call, &input.to_string())).unwrap();
        let Some(wanted) = answer.get("wanted").and_then(Value::as_array) else { return answer };
        for url in wanted.iter().filter_map(Value::as_str) {
            reader.lost(url);
        }
    }
    Value::Null
}

fn read_yaml(input: &[u8]) {
    if let Ok(json) = yaml::to_json(&text(input)) {
        assert_eq!(json::check(&json), Ok(()), "{json}");
        openapi(json.as_bytes());
    }
}

fn read_curl(input: &[u8]) {
    let _ = curl::parse(&text(input));
}

fn reply(input: &[u8]) -> WireResponse {
    let headers =
        vec![("Content-Type".to_owned(), "application/json; charset=\"utf-8\"".to_owned())];
    WireResponse { status: 200, headers, body: input.to_vec(), ..WireResponse::default() }
}

fn token(input: &[u8]) {
    let response = reply(input);
    let _ = read_reply(&response, &Proof::Client);
    let _ = authorization::read_device(&response);
    let _ = authorization::read_provider(&response, "https://h").map(|provider| provider.flows());
    let text = text(input);
    if let Some(session) = Session::from_json(&text) {
        let _ = session.life(u64::MAX);
    }
    let _ = read_token(&text);
    let _ = jwt::read(&text);
}

fn read_challenge(input: &[u8]) {
    let _ = challenge::parse(&text(input));
}

fn hash(input: &[u8]) {
    let text = text(input);
    let route = Route::parse(&text);
    assert_eq!(Route::parse(&route.to_hash()), route);
    // What a link carries, and what the tab kept.
    if let Some(inputs) = Inputs::from_link(&text) {
        assert_eq!(Inputs::from_value(&inputs.to_value()), inputs);
    }
}

fn answer(input: &[u8]) {
    let response = reply(input);
    let _ = response::body_kind(&response);
    let _ = response::file_name(&response, &text(input));
    let text = text(input);
    if let Ok(lines) = response::json_lines(&text) {
        assert!(lines.iter().all(|line| !line.text(&text).is_empty()));
    }
    let _ = response::hex(input, 256);
}
