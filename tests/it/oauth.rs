use obzor::i18n::Language;
use obzor::request::WireResponse;
use obzor::session::challenge;
use obzor::session::oauth::{
    ClientAuthentication, Credentials, Note, Proof, Refusal, basic, read_reply, token_request,
};

fn credentials(id: &str, secret: &str) -> Credentials {
    Credentials { id: id.to_owned(), secret: secret.to_owned() }
}

#[test]
fn basic_form_encodes_both_parts_first() {
    let check = |id: &str, secret: &str, expected: &str| {
        assert_eq!(basic(&credentials(id, secret)), format!("Basic {expected}"));
    };
    check("s6BhdRkqt3", "7Fjfp0ZBr1KtDRbnfVdmIw", "czZCaGRSa3F0Mzo3RmpmcDBaQnIxS3REUmJuZlZkbUl3");
    check("a:b", "c:d", "YSUzQWI6YyUzQWQ=");
    check("id", "", "aWQ6");
}

#[test]
fn the_token_request_names_the_client_in_one_place_only() {
    let check = |authentication, scope: &str, body: &str, header: bool| {
        let request = token_request(
            "https://a/token",
            (&credentials("i d", "s&t"), authentication),
            &Proof::Client,
            scope,
        );
        assert_eq!(String::from_utf8(request.body.unwrap()).unwrap(), body);
        assert_eq!(request.headers.iter().any(|(name, _)| name == "Authorization"), header);
        assert_eq!((request.method.as_str(), request.url.as_str()), ("POST", "https://a/token"));
    };
    let form = "grant_type=client_credentials&client_id=i+d&client_secret=s%26t";
    check(ClientAuthentication::Body, "", form, false);
    check(ClientAuthentication::Body, "all", &format!("{form}&scope=all"), false);
    check(ClientAuthentication::Basic, "", "grant_type=client_credentials", true);
}

#[test]
fn replies_are_read_leniently_but_never_trusted() {
    let check = |status: u16, body: &str, expected: Result<(Option<u64>, &[Note]), Refusal>| {
        let response = WireResponse {
            status,
            headers: vec![("Content-Type".to_owned(), "application/json".to_owned())],
            body: body.as_bytes().to_vec(),
            ..WireResponse::default()
        };
        let found =
            read_reply(&response, &Proof::Client).map(|grant| (grant.expires_in, grant.notes));
        assert_eq!(found, expected.map(|(expires, notes)| (expires, notes.to_vec())), "{body}");
    };
    let expires = |value: &str| {
        format!(r#"{{"access_token":"t","token_type":"bearer","expires_in":{value}}}"#)
    };
    for (value, seconds) in [
        ("3600", Some(3600)),
        ("\"3600\"", Some(3600)),
        ("3599.7", Some(3599)),
        ("-5", Some(0)),
        ("1e20", Some(315_360_000)),
        ("3.6e3", Some(3600)),
        ("1e-9", Some(0)),
        ("\"never\"", None),
        ("null", None),
        ("1e99999", Some(315_360_000)),
        ("\"\"", None),
        ("0", Some(0)),
    ] {
        check(200, &expires(value), Ok((seconds, &[])));
    }
    check(200, r#"{"access_token":"t"}"#, Ok((None, &[Note::TypeMissing])));
    check(
        200,
        r#"{"access_token":"t","token_type":"Bearer","refresh_token":"r"}"#,
        Ok((None, &[Note::RefreshTokenIgnored])),
    );
    check(
        200,
        r#"{"access_token":"t","token_type":"mac"}"#,
        Err(Refusal::TokenType("mac".to_owned())),
    );
    check(200, "[]", Err(Refusal::NotAnObject));
    check(200, "<html>", Err(Refusal::NotJson));
    check(500, "<html>", Err(Refusal::Status { status: 500, empty: false }));
    check(400, "", Err(Refusal::Status { status: 400, empty: true }));
    let refused = Refusal::OAuth {
        code: "invalid_client".to_owned(),
        description: Some("no".to_owned()),
        uri: None,
    };
    check(200, r#"{"error":"invalid_client","error_description":"no"}"#, Err(refused));
}

#[test]
fn no_debug_form_shows_a_secret() {
    let request = token_request(
        "https://a",
        (&credentials("id", "canary"), ClientAuthentication::Body),
        &Proof::Client,
        "",
    );
    assert!(!format!("{request:?} {:?}", credentials("id", "canary")).contains("canary"));
}

#[test]
fn challenges_follow_the_grammar() {
    let check = |header: &str, expected: Option<&[(&str, &str)]>| {
        let found = challenge::parse(header).map(|list| {
            list.iter()
                .map(|one| {
                    let params: Vec<String> =
                        one.params.iter().map(|(name, value)| format!("{name}={value}")).collect();
                    (one.scheme.clone(), one.token68.clone().unwrap_or_else(|| params.join(" ")))
                })
                .collect::<Vec<_>>()
        });
        let expected = expected
            .map(|list| list.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect());
        assert_eq!(found, expected, "{header}");
    };
    check("", Some(&[]));
    check("Bearer", Some(&[("bearer", "")]));
    check(
        "Basic realm=\"a,b\", Bearer error=invalid_token",
        Some(&[("basic", "realm=a,b"), ("bearer", "error=invalid_token")]),
    );
    check(
        "Negotiate YII=, Basic realm=\"a\"",
        Some(&[("negotiate", "YII="), ("basic", "realm=a")]),
    );
    check("Basic realm=\"say \\\"x\\\"\"", Some(&[("basic", "realm=say \"x\"")]));
    check("Bearer realm=\"unterminated", None);
    check("Bearer a=\"1\" b=\"2\"", None);
}

#[test]
fn each_error_of_the_specification_has_its_own_words() {
    // RFC 6749 §5.2
    const CODES: [&str; 6] = [
        "invalid_request",
        "invalid_client",
        "invalid_grant",
        "unauthorized_client",
        "unsupported_grant_type",
        "invalid_scope",
    ];
    for language in [Language::En, Language::Ru] {
        let say = |code: &str, description: Option<&str>| {
            let (code, description) = (code.to_owned(), description.map(str::to_owned));
            (language.messages().refusal)(&Refusal::OAuth { code, description, uri: None })
        };
        let other = say("other", None);
        let other = other.trim_start_matches("other");
        let mut seen = Vec::new();
        for code in CODES {
            let text = say(code, None);
            let hint = text.strip_prefix(code).unwrap().to_owned();
            assert!(hint != other && !seen.contains(&hint), "{text}");
            assert!(say(code, Some("Not today.")).starts_with(&format!("{code}: Not today. ")));
            seen.push(hint);
        }
    }
}
