use obzor::request::WireResponse;
use obzor::session::flow::{After, Before, Known, after, before};
use obzor::session::{Life, Session, TokenError, is_safe_origin, jwt, origin, read_token};

#[test]
fn a_pasted_token_is_checked() {
    let check = |text: &str, expected: Result<&str, TokenError>| {
        assert_eq!(read_token(text), expected.map(str::to_owned), "{text:?}");
    };
    check("8SNsrS0jV35vfmKqKeKtRrHfpbg4UX", Ok("8SNsrS0jV35vfmKqKeKtRrHfpbg4UX"));
    check("  Bearer -._~+/a==\n", Ok("-._~+/a=="));
    check(" ", Err(TokenError::Empty));
    check("a b", Err(TokenError::Character(' ')));
    check("a\r\nX: y", Err(TokenError::Character('\r')));
    check("токен", Err(TokenError::Character('т')));
    check("==", Err(TokenError::Character('=')));
    check("a=b", Err(TokenError::Character('=')));
}

#[test]
fn a_token_lives_until_its_deadline_less_a_margin() {
    let check = |expires_in: Option<u64>, later: u64, expected: Life| {
        let session = Session::new("t".to_owned(), "https://a".to_owned(), expires_in, 1_000_000);
        assert_eq!(session.life(1_000_000 + later), expected, "{expires_in:?} after {later} ms");
    };
    check(None, u64::MAX / 2, Life::NotStated);
    check(Some(3600), 0, Life::Left(3600));
    check(Some(3600), 3_569_001, Life::Left(31));
    check(Some(3600), 3_570_000, Life::Expired);
    check(Some(10), 0, Life::Left(10));
    check(Some(0), 0, Life::Expired);
    check(Some(u64::MAX), 0, Life::Left((u64::MAX - 1_000_000).div_ceil(1000)));
}

#[test]
fn what_is_stored_comes_back_and_nothing_else_does() {
    let session = Session::new("abc".to_owned(), "https://a".to_owned(), Some(60), 5);
    assert_eq!(Session::from_json(&session.to_json()), Some(session));
    for broken in [
        "",
        "null",
        "{}",
        "[1]",
        r#"{"version":2,"token":"abc","origin":"https://a"}"#,
        r#"{"version":1,"token":"a b","origin":"https://a"}"#,
        r#"{"version":1,"token":"abc"}"#,
    ] {
        assert_eq!(Session::from_json(broken), None, "{broken}");
    }
}

#[test]
fn no_debug_form_shows_a_token() {
    let session = Session::new("canary".to_owned(), "https://a".to_owned(), None, 0);
    assert!(!format!("{session:?}").contains("canary"));
}

#[test]
fn origins_are_parsed_and_judged() {
    let check = |url: &str, expected: Option<&str>, safe: bool| {
        assert_eq!(origin(url).as_deref(), expected, "{url}");
        assert_eq!(expected.is_some_and(is_safe_origin), safe, "{url}");
    };
    check("https://API.example.com/api", Some("https://api.example.com"), true);
    check("https://api.example.com:8443", Some("https://api.example.com:8443"), true);
    check("http://api.example.com/", Some("http://api.example.com"), false);
    check("http://127.0.0.1:8081/api", Some("http://127.0.0.1:8081"), true);
    check("http://localhost:1", Some("http://localhost:1"), true);
    // As the browser writes origins: the port of the scheme is not named.
    check("http://[::1]:80/", Some("http://[::1]"), true);
    check("https://api.example.com:443/v1", Some("https://api.example.com"), true);
    check("https://api.example.com:80/", Some("https://api.example.com:80"), true);
    check("http://localhost.evil.example", Some("http://localhost.evil.example"), false);
    check("https://user@evil.example", None, false);
    check("https://good.example\\@evil.example", Some("https://good.example"), true);
    check("ftp://a", None, false);
    check("javascript://a", None, false);
    check("https://{hostname}/api", None, false);
    check("https:///x", None, false);
}

#[test]
fn what_to_do_before_a_request() {
    let check = |life: Option<Life>, credentials: bool, expected: Before| {
        assert_eq!(
            before(Known { bearer: true, life, credentials }),
            expected,
            "{life:?} {credentials}"
        );
    };
    check(None, false, Before::Send);
    check(None, true, Before::Send);
    check(Some(Life::Left(1)), true, Before::Send);
    check(Some(Life::NotStated), false, Before::Send);
    check(Some(Life::Expired), true, Before::RenewFirst);
    check(Some(Life::Expired), false, Before::AskToSignIn);
}

#[test]
fn what_to_do_after_an_answer() {
    let check = |method: &str,
                 status: u16,
                 challenge: &str,
                 credentials: bool,
                 renewed: bool,
                 expected: After| {
        let response = WireResponse {
            status,
            headers: vec![("www-authenticate".to_owned(), challenge.to_owned())],
            ..WireResponse::default()
        };
        let known = Known { bearer: true, life: Some(Life::Left(9)), credentials };
        assert_eq!(
            after(method, &response, known, renewed),
            expected,
            "{method} {status} {challenge}"
        );
    };
    let invalid = "Bearer error=\"invalid_token\"";
    check("GET", 200, "", true, false, After::Show);
    check("GET", 403, "", true, false, After::Show);
    check("GET", 401, invalid, true, false, After::RenewAndRepeat);
    check("HEAD", 401, "", true, false, After::RenewAndRepeat);
    check("POST", 401, invalid, true, false, After::OfferToRepeat);
    check("DELETE", 401, "", true, false, After::OfferToRepeat);
    check("GET", 401, invalid, false, false, After::AskToSignIn);
    check("GET", 401, invalid, true, true, After::StillRefused);
    check("GET", 401, "Bearer error=\"insufficient_scope\"", true, false, After::Show);
    check("GET", 401, "Bearer error=\"invalid_request\"", true, false, After::Show);
    let typed = Known { bearer: false, life: Some(Life::Expired), credentials: true };
    let refused = WireResponse { status: 401, ..WireResponse::default() };
    assert_eq!(before(typed), Before::Send);
    assert_eq!(after("GET", &refused, typed, false), After::Show);
}

#[test]
fn a_json_web_token_is_read_and_nothing_else_is() {
    let part = |text: &str| obzor::request::encode::base64_url(text.as_bytes());
    let check = |token: &str, expected: Option<(&str, &[(&str, &str)])>| {
        let found = jwt::read(token);
        let found = found.as_ref().map(|jwt| {
            let times: Vec<_> =
                jwt.times.iter().map(|(name, time)| (*name, time.as_str())).collect();
            (jwt.claims.as_str(), times)
        });
        let expected = expected.map(|(claims, times)| (claims, times.to_vec()));
        assert_eq!(found, expected, "{token}");
    };
    let header = part("{\"alg\":\"none\"}");
    let claims = part("{\"iat\":0,\"exp\":1700000000.5,\"n\":9007199254740993,\"имя\":\"я\"}");
    let laid_out = "{\n  \"iat\": 0,\n  \"exp\": 1700000000.5,\n  \"n\": 9007199254740993,\n  \"имя\": \"я\"\n}";
    let times: &[_] = &[("iat", "1970-01-01T00:00:00Z"), ("exp", "2023-11-14T22:13:20Z")];
    check(&format!("{header}.{claims}."), Some((laid_out, times)));
    check(
        &format!("{header}.{}.s", part("{\"exp\":1.7e9}")),
        Some(("{\n  \"exp\": 1.7e9\n}", &[])),
    );
    check(&format!("{header}.{}.s", part("{\"exp\":-1}")), Some(("{\n  \"exp\": -1\n}", &[])));
    check(&format!("{header}.{}.s", part("[1]")), None);
    check(&format!("{header}.{claims}"), None);
    check(&format!("{header}.{claims}.s.x"), None);
    check(&format!("{header}.{claims}~.s"), None);
    check("8SNsrS0jV35vfmKqKeKtRrHfpbg4UX", None);
    check("..", None);
}
