//! The commands that snippets write, read back.

use crate::curl::lines;
use obzor::operation::{BodyTemplate, Operation};
use obzor::request::Credential;
use obzor::request::case::Case;
use obzor::request::curl::{ImportedBody, ImportedContent, ImportedPart, parse};
use obzor::request::{
    Body, BodyInput, Field, FileData, Inputs, Part, PartContent, Request, build, encode, wire,
};
use obzor::snippet::Target;
use obzor::text::Vars;
use proptest::prelude::*;

/// The text of a part as it is sent, so that two spellings of one part are equal.
fn sent_name(name: &str) -> String {
    name.replace('\r', "%0D").replace('\n', "%0A").replace('"', "%22")
}

fn expected_part(part: &Part) -> ImportedPart {
    let content = match &part.content {
        PartContent::Text(text, media_type) => ImportedContent::Text {
            text: encode::part_text(text, media_type.as_deref()),
            media_type: media_type.clone(),
        },
        PartContent::File(file) => ImportedContent::File {
            file_name: sent_name(&file.name),
            media_type: Some(encode::file_type(file).to_owned()),
        },
    };
    ImportedPart { name: sent_name(&part.name), content }
}

fn found_part(part: ImportedPart) -> ImportedPart {
    let content = match part.content {
        ImportedContent::File { file_name, media_type } => {
            ImportedContent::File { file_name: sent_name(&file_name), media_type }
        }
        text @ ImportedContent::Text { .. } => text,
    };
    ImportedPart { name: sent_name(&part.name), content }
}

/// Headers in any order, less what a body says by itself and the blanks around a value, which are no
/// part of it (RFC 9110 §5.5).
fn sorted(headers: Vec<(String, String)>, body: &ImportedBody) -> Vec<(String, String)> {
    let mut headers: Vec<(String, String)> = headers
        .into_iter()
        .map(|(name, value)| {
            (name.to_ascii_lowercase(), value.trim_matches([' ', '\t']).to_owned())
        })
        .collect();
    headers.retain(|(name, value)| {
        let is_length = name == "content-length" && value == "0" && *body == ImportedBody::None;
        let is_type = name == "content-type" && matches!(body, ImportedBody::Multipart(_));
        !is_length && !is_type
    });
    headers.sort();
    headers
}

/// What is read from a request's own snippet is the request.
fn check_round_trip(target: &str, request: &Request, vars: &Vars) {
    let text = Target::from_id(target).unwrap().write(request, vars).text();
    let shown: String = text.chars().take(3000).collect();
    let found = parse(&text);
    assert!(found.is_ok(), "{found:?}\n{shown}");
    let found = found.unwrap();
    assert_eq!(found.method, request.method(), "{shown}");
    assert_eq!(found.url, request.url().resolve(vars), "{shown}");
    let body = match request.body() {
        Body::None => ImportedBody::None,
        Body::Text(text) => ImportedBody::Text(text.clone()),
        Body::File(file) => ImportedBody::File(file.name.clone()),
        Body::Multipart(parts) => {
            ImportedBody::Multipart(parts.iter().map(expected_part).collect())
        }
    };
    let found_body = match found.body {
        ImportedBody::Multipart(parts) => {
            ImportedBody::Multipart(parts.into_iter().map(found_part).collect())
        }
        other => other,
    };
    assert!(found_body == body, "{shown}\n{found_body:.3000?}\n{body:.3000?}");
    let headers =
        request.headers().iter().map(|(name, value)| (name.clone(), value.resolve(vars))).collect();
    assert_eq!(sorted(found.headers, &body), sorted(headers, &body), "{shown}");
    assert_eq!(found.unsupported, [""; 0], "{shown}");
}

#[test]
fn the_snippets_of_the_suite_are_read_back() {
    let root = std::env::var_os("OBZOR_SUITES").map(std::path::PathBuf::from);
    let path = root.map(|root| root.join("snippets/cases.public.json"));
    let Some(path) = path.filter(|path| path.exists()) else {
        eprintln!("skipped: OBZOR_SUITES has no snippets/cases.public.json");
        return;
    };
    let text = std::fs::read_to_string(path).unwrap().replace("{BASE}", "http://127.0.0.1:28101");
    let cases: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
    for case in &cases {
        let case = Case::from_value(case).unwrap();
        check_round_trip("curl", &case.built.request, &case.vars);
    }
    assert!(!cases.is_empty());
}

/// Texts that have broken other tools, and arbitrary ones; few are longer than an argument.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "\\PC{0,12}",
        3 => proptest::collection::vec(any::<char>(), 0..12).prop_map(String::from_iter),
        6 => "[ '\"\\\\$`!@;:&|<>(){}=#%^~?*a-c\\n\\r\\t\\x00\\x01\\x1b\\x7f\u{85}éЖ😀-]{0,20}",
        1 => "[a'\\n\\x00é%-]{1,8}".prop_map(|text| text.repeat(100_001 / text.len() + 1)),
    ]
}

fn field() -> impl Strategy<Value = Field> {
    (text(), text(), any::<bool>())
        .prop_map(|(name, value, bare)| Field { bare, ..Field::new(name, value) })
}

fn header() -> impl Strategy<Value = Field> {
    let name = prop_oneof![
        "[!#$%&'*+.^_`|~0-9A-Za-z-]{1,12}",
        prop::sample::select(vec![
            "Content-Type",
            "accept",
            "Cookie",
            "Authorization",
            "Content-Length",
            "User-Agent"
        ])
        .prop_map(str::to_owned),
    ];
    let value = prop_oneof!["[ -~]{0,16}", "[ -~\\t\u{a0}-\u{ff}]{0,16}", Just("0".to_owned())];
    (name, value).prop_map(|(name, value)| Field::new(name, value))
}

fn file() -> impl Strategy<Value = FileData> {
    let name = prop_oneof!["[a-z]{1,5}\\.txt", "[ -.0-~é\\n\\t]{0,8}"];
    let media_type = prop::sample::select(vec!["", "image/png", "text/plain; charset=utf-8"]);
    (name, media_type, any::<[u8; 4]>()).prop_map(|(name, media_type, bytes)| FileData {
        name,
        media_type: media_type.to_owned(),
        bytes: bytes.as_slice().into(),
    })
}

fn part() -> impl Strategy<Value = Field> {
    let types =
        vec!["", "", "text/plain", "application/vnd.x+json", "text/x; a=\"b;c\"", "odd é'\\\t$"];
    (field(), prop::sample::select(types), prop::option::weighted(0.3, file())).prop_map(
        |(field, media_type, file)| Field { media_type: media_type.to_owned(), file, ..field },
    )
}

fn body() -> impl Strategy<Value = BodyInput> {
    let media_type = prop_oneof![Just(String::new()), Just("text/plain".to_owned()), "[ -~]{0,9}"];
    prop_oneof![
        Just(BodyInput::None),
        text().prop_map(BodyInput::Json),
        (media_type, text()).prop_map(|(media_type, text)| BodyInput::Text { media_type, text }),
        prop::collection::vec(field(), 0..4).prop_map(BodyInput::Form),
        prop::collection::vec(part(), 0..4).prop_map(BodyInput::Multipart),
        (file(), field())
            .prop_map(|(file, field)| { BodyInput::File(Field { file: Some(file), ..field }) }),
    ]
}

fn operation(method: &str, path: String, raw_query: String) -> Operation {
    Operation {
        id: String::new(),
        method: method.to_owned(),
        path,
        raw_query,
        query: Vec::new(),
        body: BodyTemplate::None,
        parameters: Vec::new(),
        summary: String::new(),
        source: String::new(),
    }
}

fn request() -> impl Strategy<Value = (Request, Vars)> {
    let methods =
        vec!["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "M-SEARCH", "a'$b"];
    let bases =
        vec!["https://h/api", "http://[::1]:80/~a", "https://ж.рф/a'b$c`\"", "HTTP://h/\u{1}é"];
    let tokens = vec!["abc.DEF-123", "a'b$c\\\"!\t`"];
    let target =
        (prop::sample::select(methods), "(/[\\PC]{0,12})?/\\{id\\}", "[ -~é]{0,12}", any::<bool>());
    let inputs = (
        prop::collection::vec(field(), 0..3),
        prop::collection::vec(header(), 0..4),
        prop::collection::vec(field(), 0..3),
        (body(), text()),
    );
    let vars = (prop::sample::select(bases), prop::sample::select(tokens));
    (target, inputs, vars).prop_map(|((method, path, query, authorized), inputs, vars)| {
        let (query_fields, headers, cookies, (body, id)) = inputs;
        let id = vec![Field::new("id", id)];
        let inputs =
            Inputs { path: id, query: query_fields, headers, cookies, body, ..Inputs::default() };
        let operation = operation(method, path, query);
        let access: &[Credential] = if authorized { &[Credential::Token] } else { &[] };
        let built = build(&operation, &inputs, access);
        let vars = Vars {
            base_url: vars.0.to_owned(),
            access_token: vars.1.to_owned(),
            ..Vars::default()
        };
        (built.request, vars)
    })
}

/// A command with some of its characters taken out, doubled or changed.
fn mutated() -> impl Strategy<Value = String> {
    let targets = prop::sample::select(vec!["curl", "cmd", "powershell"]);
    let change = (any::<prop::sample::Index>(), "[ '\"\\\\$`^%(){}<>|&;=@\\r\\na-]{0,3}");
    (request(), targets, prop::collection::vec(change, 1..6)).prop_map(
        |((request, vars), target, changes)| {
            let text = Target::from_id(target).unwrap().write(&request, &vars).text();
            let mut chars: Vec<char> = text.chars().collect();
            for (place, with) in changes {
                let place = place.index(chars.len());
                chars.splice(place..=place, with.chars());
                if chars.is_empty() {
                    break;
                }
            }
            String::from_iter(chars)
        },
    )
}

proptest! {
    #[test]
    fn every_snippet_is_read_back((request, vars) in request()) {
        check_round_trip("curl", &request, &vars);
    }

    #[test]
    fn nothing_makes_it_panic(
        text in text(),
        words in "curl(\\.exe)? [ '\"\\\\$`^%(){}<>|&;=@\\r\\n\\x0ca-dFHTXuxh\u{2019}é-]{0,60}",
        mutated in mutated(),
    ) {
        for text in [text, words, mutated] {
            let _ = parse(&text).map(|found| lines(&found));
        }
    }
}

/// What the console makes of a pasted snippet sends what the snippet says.
#[test]
fn a_pasted_snippet_sends_the_same() {
    let cases: serde_json::Value =
        serde_json::from_str(include_str!("../snippets/cases.json")).unwrap();
    let mut count = 0;
    for case in cases.as_array().unwrap() {
        let has_file = case.to_string().contains("fileName");
        let path_is_whole = !case["path"].as_str().unwrap().contains('{');
        if has_file || case["body"]["text"].is_object() || !path_is_whole {
            continue;
        }
        let case = Case::from_value(case).unwrap();
        let vars = Vars { base_url: "https://h/api".to_owned(), ..case.vars.clone() };
        let command = Target::from_id("curl").unwrap().write(&case.built.request, &vars).text();
        let own = parse(&command).unwrap().into_own(&vars.base_url, false);
        assert_eq!(own.other_host, None);
        let again = build(&Operation::own(&own.method, &own.resource), &own.inputs, &[]);
        let essence = |request: &Request| {
            let mut sent = wire(request, &vars, "B");
            sent.headers.retain(|(name, value)| !(name == "Content-Length" && value == "0"));
            sent.headers.sort();
            (sent.method, sent.url, sent.headers, sent.body.unwrap_or_default())
        };
        assert_eq!(essence(&again.request), essence(&case.built.request), "{}: {command}", case.id);
        count += 1;
    }
    assert!(count > 50, "{count}");
}

/// A command for another host is not followed there, and its token is not taken.
#[test]
fn a_pasted_command_stays_at_the_chosen_server() {
    let command =
        "curl -H 'authorization: bearer x' -b 'a=1; b=2' 'https://other/v1/a?x=1&y=a+b' -d a=1";
    let own = parse(command).unwrap().into_own("https://h/api", true);
    assert_eq!(own.other_host.as_deref(), Some("other"));
    assert!(own.had_token);
    assert_eq!(own.resource, "/v1/a?x=1&y=a+b");
    assert!(own.inputs.headers.is_empty());
    assert_eq!(own.inputs.cookies, [Field::new("a", "1"), Field::new("b", "2")]);
    assert_eq!(own.inputs.body, BodyInput::Form(vec![Field::new("a", "1")]));
}
