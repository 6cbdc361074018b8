use obzor::operation::{BodyTemplate, Operation};
use obzor::request::{
    BodyInput, Built, Credential, Field, FileData, Inputs, Problem, WireRequest, build, encode,
    wire, without_secrets,
};
use obzor::text::Vars;
use proptest::prelude::*;

pub(crate) fn operation(method: &str, path: &str) -> Operation {
    Operation {
        id: format!("{method} {path}"),
        method: method.to_owned(),
        path: path.to_owned(),
        raw_query: String::new(),
        query: Vec::new(),
        parameters: Vec::new(),
        body: BodyTemplate::None,
        summary: String::new(),
        source: String::new(),
    }
}

pub(crate) fn fields(pairs: &[(&str, &str)]) -> Vec<Field> {
    pairs.iter().map(|(name, value)| Field::new(*name, *value)).collect()
}

pub(crate) fn vars() -> Vars {
    Vars {
        base_url: "https://h/api".to_owned(),
        access_token: "TOKEN".to_owned(),
        ..Vars::default()
    }
}

/// The target below the base, the headers and the body of what is sent.
fn sent(built: &Built) -> (String, Vec<String>, String) {
    let request = wire(&built.request, &vars(), "BOUNDARY");
    let headers = request.headers.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    let body = String::from_utf8_lossy(&request.body.unwrap_or_default()).into_owned();
    (request.url.replace("https://h/api", ""), headers, body)
}

#[test]
fn values_arrive_as_typed() {
    let check = |path: &str, value: &str, query: &[(&str, &str)], expected: &str| {
        let inputs =
            Inputs { path: fields(&[("id", value)]), query: fields(query), ..Inputs::default() };
        assert_eq!(
            sent(&build(&operation("GET", path), &inputs, &[])).0,
            expected,
            "{value} {query:?}"
        );
    };
    check("/a/{id}/b", "@me", &[], "/a/@me/b");
    check("/a/{id}", "0003*100", &[], "/a/0003*100");
    check("/a/{id}", "a/b?c#d%e f", &[], "/a/a%2Fb%3Fc%23d%25e%20f");
    check("/a/{id}", "Привет😀", &[], "/a/%D0%9F%D1%80%D0%B8%D0%B2%D0%B5%D1%82%F0%9F%98%80");
    check(
        "/a",
        "",
        &[("t", "2024-01-01 00:00:00"), ("p", "a+b%20&="), ("e", "")],
        "/a?t=2024-01-01%2000%3A00%3A00&p=a%2Bb%2520%26%3D&e=",
    );
    check("/a", "", &[("x", "1"), ("x", "2"), ("~", "'")], "/a?x=1&x=2&~=%27");
    check("/a%20b%/[c]", "", &[], "/a%20b%25/%5Bc%5D");
    check("/a%2fb%7ec%41/%zz", "", &[], "/a%2Fb~cA/%25zz");
}

#[test]
fn the_token_and_the_media_type_are_added_once() {
    let check = |headers: &[(&str, &str)], body: BodyInput, expected: &[&str]| {
        let inputs = Inputs { headers: fields(headers), body, ..Inputs::default() };
        assert_eq!(
            sent(&build(&operation("POST", "/a"), &inputs, &[Credential::Token])).1,
            expected,
            "{headers:?}"
        );
    };
    let json = || BodyInput::Json("{}".to_owned());
    check(&[], BodyInput::None, &["Authorization: Bearer TOKEN"]);
    check(&[], json(), &["Authorization: Bearer TOKEN", "Content-Type: application/json"]);
    check(
        &[("content-type", "application/merge-patch+json")],
        json(),
        &["Authorization: Bearer TOKEN", "content-type: application/merge-patch+json"],
    );
    check(&[("authorization", "Basic x")], BodyInput::None, &["authorization: Basic x"]);
    check(
        &[],
        BodyInput::Form(fields(&[("a", "1 2")])),
        &["Authorization: Bearer TOKEN", "Content-Type: application/x-www-form-urlencoded"],
    );
    check(
        &[],
        BodyInput::Multipart(fields(&[("a", "@me")])),
        &["Authorization: Bearer TOKEN", "Content-Type: multipart/form-data; boundary=BOUNDARY"],
    );
}

#[test]
fn without_a_token_no_empty_one_is_sent() {
    let built = build(&operation("GET", "/a"), &Inputs::default(), &[Credential::Token]);
    let nobody = Vars { access_token: String::new(), ..vars() };
    assert!(wire(&built.request, &nobody, "").headers.is_empty());
}

#[test]
fn bodies_keep_their_bytes() {
    let check = |body: BodyInput, expected: &str| {
        let inputs = Inputs { body, ..Inputs::default() };
        assert_eq!(sent(&build(&operation("POST", "/a"), &inputs, &[])).2, expected);
    };
    let text = "{ \"n\": 12345678901234567890, \"a\": 1.0,\r\n\"a\": \"Ы'\" }";
    check(BodyInput::Json(text.to_owned()), text);
    check(BodyInput::Json("  ".to_owned()), "");
    check(BodyInput::Form(fields(&[("a", "~ é"), ("b", "*")])), "a=%7E+%C3%A9&b=*");
    let file = FileData {
        name: "a \"б\".mp3".to_owned(),
        media_type: "audio/mpeg".to_owned(),
        bytes: b"MP3".as_slice().into(),
    };
    let chosen = Field { file: Some(file), ..Field::new("file", "@x.mp3") };
    check(
        BodyInput::Multipart(vec![Field::new("t", "1\n2"), chosen]),
        concat!(
            "--BOUNDARY\r\nContent-Disposition: form-data; name=\"t\"\r\n\r\n1\r\n2\r\n",
            "--BOUNDARY\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a %22б%22.mp3\"\r\n",
            "Content-Type: audio/mpeg\r\n\r\nMP3\r\n--BOUNDARY--\r\n",
        ),
    );
}

#[test]
fn what_is_wrong_is_said_and_what_cannot_be_sent_blocks() {
    let check = |method: &str, inputs: Inputs, expected: &[Problem], can_send: bool| {
        let built = build(&operation(method, "/a/{id}"), &inputs, &[]);
        assert_eq!(built.problems, expected, "{method} {inputs:?}");
        assert_eq!(built.can_send(), can_send, "{method} {inputs:?}");
    };
    let with = |headers: &[(&str, &str)]| Inputs {
        path: fields(&[("id", "1")]),
        headers: fields(headers),
        ..Inputs::default()
    };
    check("GET", Inputs::default(), &[Problem::PathMissing("id".to_owned())], false);
    check(
        "GET",
        Inputs { path: fields(&[("id", "..")]), ..Inputs::default() },
        &[Problem::PathDots("/a/..".to_owned())],
        false,
    );
    check("GET", with(&[("X-A", "é"), ("X-B", "")]), &[], true);
    check("GET", with(&[("bad name", "x")]), &[Problem::HeaderName("bad name".to_owned())], false);
    check("GET", with(&[("X", "a\nb")]), &[Problem::HeaderValue("X".to_owned())], false);
    check("GET", with(&[("X", "Ы")]), &[Problem::HeaderValue("X".to_owned())], false);
    check(
        "GET",
        with(&[("Cookie", "a=b")]),
        &[Problem::HeaderForbidden("Cookie".to_owned())],
        true,
    );
    check(
        "GET",
        Inputs { body: BodyInput::Json("{}".to_owned()), ..with(&[]) },
        &[Problem::BodyNotAllowed],
        false,
    );
    check(
        "POST",
        Inputs {
            body: BodyInput::Multipart(vec![Field { is_file: true, ..Field::new("f", "@a.mp3") }]),
            ..with(&[])
        },
        &[Problem::FileMissing("f".to_owned())],
        false,
    );
    let off = Inputs { query: vec![Field { enabled: false, ..Field::new("a", "1") }], ..with(&[]) };
    check("GET", off, &[], true);
}

#[test]
fn what_was_typed_is_stored_and_comes_back() {
    for body in [
        BodyInput::None,
        BodyInput::Json("{".to_owned()),
        BodyInput::Form(fields(&[("a", "b")])),
        BodyInput::Multipart(vec![Field { is_file: true, ..Field::new("a", "@b.c") }]),
        BodyInput::Text { media_type: "application/xml".to_owned(), text: "<a/>".to_owned() },
        BodyInput::File(Field { media_type: "image/png".to_owned(), ..Field::new("", "") }),
    ] {
        let inputs = Inputs {
            path: fields(&[("id", "1")]),
            query: vec![
                Field { enabled: false, ..Field::new("q", "Ы") },
                Field { bare: true, ..Field::new("flag", "") },
            ],
            headers: fields(&[("X", "")]),
            cookies: fields(&[("sid", "1")]),
            body,
            ..Inputs::default()
        };
        assert_eq!(Inputs::from_value(&inputs.to_value()), inputs);
    }
    assert_eq!(
        Inputs::from_value(&serde_json::json!({"path": [[1, null]], "body": 5})),
        Inputs { path: fields(&[("", "")]), ..Inputs::default() }
    );
}

#[test]
fn a_field_that_is_named_like_a_secret_is_kept_without_its_value() {
    let all = |make: &dyn Fn() -> Vec<Field>| {
        let (path, query, headers, cookies) = (make(), make(), make(), make());
        Inputs { path, query, headers, cookies, body: BodyInput::Form(make()), ..Inputs::default() }
    };
    let check = |name: &str, is_kept: bool| {
        let typed = all(&|| fields(&[(name, "canary"), ("x", "1")]));
        // An empty value in its place is nothing to send.
        let left = all(&|| {
            let mut left = fields(&[(name, if is_kept { "canary" } else { "" }), ("x", "1")]);
            left[0].enabled = is_kept;
            left
        });
        assert_eq!(Inputs::from_value(&typed.to_stored()), left, "{name}");
    };
    for name in
        ["X-API-Key", "Authorization", "client_secret", "access_token", "password", "sid", "Cookie"]
    {
        check(name, false);
    }
    for name in ["X-Request-Id", "keyword", "author", "pine"] {
        check(name, true);
    }
    let url = "/a?api_key=1&q=%26&token=2&flag#x";
    assert_eq!(without_secrets(url), "/a?api_key=&q=%26&token=&flag#x");
    assert_eq!(without_secrets("/a"), "/a");
}

proptest! {
    #[test]
    fn forms_go_there_and_back(pairs in proptest::collection::vec(("\\PC{1,8}", "\\PC{0,12}"), 0..5)) {
        let borrowed: Vec<(&str, &str)> = pairs.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        prop_assert_eq!(encode::parse_form(&encode::form_pairs(borrowed.clone())), pairs.clone());
        let query: Vec<String> = pairs
            .iter()
            .map(|(name, value)| format!("{}={}", encode::query_component(name), encode::query_component(value)))
            .collect();
        prop_assert_eq!(encode::parse_form(&query.join("&")), pairs);
    }

    #[test]
    fn a_segment_goes_there_and_back(value in "\\PC{0,20}") {
        let segment = encode::path_segment(&value);
        prop_assert!(segment.is_ascii() && !segment.contains(['/', '?', '#', ' ']));
        prop_assert_eq!(encode::decode(&segment, false), value);
    }

    #[test]
    fn any_request_is_one_line_of_ascii(path in "/[\\PC]{0,20}", value in "\\PC{0,10}") {
        let inputs = Inputs { query: fields(&[("q", &value)]), ..Inputs::default() };
        let url = wire(&build(&operation("GET", &path), &inputs, &[Credential::Token]).request, &vars(), "").url;
        // A parameter without a value stands in its braces, which is said and cannot be sent.
        prop_assert!(path.contains('{') || url.bytes().all(|byte| (b'!'..=b'~').contains(&byte)), "{}", url);
    }
}

#[test]
fn what_clients_would_change_is_said() {
    let check = |method: &str, path: &str, inputs: Inputs, expected: Problem, can_send: bool| {
        let built = build(&operation(method, path), &inputs, &[]);
        assert_eq!(built.problems, [expected], "{method} {path}");
        assert_eq!(built.can_send(), can_send, "{method} {path}");
    };
    let typed = || Inputs {
        headers: fields(&[("content-type", "multipart/form-data")]),
        body: BodyInput::Multipart(fields(&[("a", "1")])),
        ..Inputs::default()
    };
    check("POST", "/a", typed(), Problem::MultipartType, true);
    assert_eq!(sent(&build(&operation("POST", "/a"), &typed(), &[])).1.len(), 1);
    let dots = Problem::PathDots("/../q".to_owned());
    check("GET", "/%2e%2E/q", Inputs::default(), dots, false);
    let joined = Inputs { path: fields(&[("id", ".")]), ..Inputs::default() };
    check("GET", "/.{id}/x", joined, Problem::PathDots("/../x".to_owned()), false);
    let trace = Problem::MethodForbidden("TRACE".to_owned());
    check("TRACE", "/a", Inputs::default(), trace, false);
    let agent = Inputs { headers: fields(&[("User-Agent", "x")]), ..Inputs::default() };
    check("GET", "/a", agent, Problem::HeaderForbidden("User-Agent".to_owned()), true);
}

#[test]
fn a_form_without_parts_ends_at_once() {
    let inputs = Inputs { body: BodyInput::Multipart(Vec::new()), ..Inputs::default() };
    let built = build(&operation("POST", "/a"), &inputs, &[]);
    assert_eq!(wire(&built.request, &vars(), "B").body.as_deref(), Some(b"--B--\r\n".as_slice()));
}

/// A resource without its slash would become a part of the host, and the token would go there.
#[test]
fn a_resource_never_changes_the_host() {
    for path in ["evil.example/x", "@evil.example/x", ".evil.example", ":80/x", "\\\\evil/x"] {
        let own = Operation::own("GET", path);
        let url =
            wire(&build(&own, &Inputs::default(), &[Credential::Token]).request, &vars(), "").url;
        assert!(url.starts_with("https://h/api/"), "{url}");
    }
}

#[test]
fn methods_are_sent_as_fetch_sends_them() {
    let check = |method: &str, sent: &str, problem: Option<Problem>| {
        let built = build(&operation(method, "/a"), &Inputs::default(), &[]);
        assert_eq!(built.request.method(), sent, "{method}");
        assert_eq!(built.problems.first(), problem.as_ref(), "{method}");
    };
    check("get", "GET", None);
    check("Delete", "DELETE", None);
    check("patch", "patch", None);
    check("PURGE", "PURGE", None);
    check("M-SEARCH", "M-SEARCH", None);
    check("trace", "TRACE", Some(Problem::MethodForbidden("TRACE".to_owned())));
    check(
        "GET / HTTP/1.1\r\nX: y",
        "GETHTTP1.1Xy",
        Some(Problem::Method("GET / HTTP/1.1\r\nX: y".to_owned())),
    );
    check("", "GET", Some(Problem::Method(String::new())));
}

#[test]
fn what_a_server_must_allow_beforehand_is_known() {
    let check = |method: &str, headers: &[(&str, &str)], expected: (&[&str], Option<&str>)| {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let request = WireRequest {
            method: method.to_owned(),
            url: "https://h/".to_owned(),
            headers: headers.collect(),
            body: None,
        };
        let found = request.preflight();
        let names: Vec<&str> = found.headers.iter().map(String::as_str).collect();
        assert_eq!((names.as_slice(), found.method.as_deref()), expected, "{method}");
    };
    check("GET", &[("Accept", "*/*")], (&[], None));
    check("POST", &[("Content-Type", "Text/Plain; charset=utf-8")], (&[], None));
    check("POST", &[("Content-Type", "application/json")], (&["content-type"], None));
    let twice = [("X-A", "1"), ("x-a", "2"), ("Authorization", "Bearer t")];
    check("PATCH", &twice, (&["x-a", "authorization"], Some("PATCH")));
}
