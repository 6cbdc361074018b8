//! The grants that need a user: the request to them, what comes back, what a device waits for.

use obzor::request::WireResponse;
use obzor::session::authorization::{
    Answered, Asked, GrantKind, ask, challenge, device_request, read_answer, read_device,
    read_provider, wait_on,
};
use obzor::session::oauth::{
    ClientAuthentication, Credentials, Proof, Refusal, read_reply, token_request,
};
use obzor::session::outside::{Outside, Step};
use obzor::session::redirect::Redirect;
use proptest::prelude::*;

fn asked(kind: GrantKind) -> Asked {
    let client = ("app 1", "https://docs/callback.html", "read write");
    ask(kind, "https://a/authorize", client, &[7; 64])
}

fn json(status: u16, body: &str) -> WireResponse {
    let headers = vec![("Content-Type".to_owned(), "application/json".to_owned())];
    WireResponse { status, headers, body: body.as_bytes().to_vec(), ..WireResponse::default() }
}

#[test]
fn the_challenge_is_that_of_the_specification() {
    // RFC 7636, Appendix B.
    let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    assert_eq!(challenge(verifier), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
}

#[test]
fn the_user_is_asked_with_state_and_challenge() {
    let check = |kind, endpoint: &str, scope: &str, expected: &str| {
        let asked = ask(kind, endpoint, ("app 1", "https://docs/c.html", scope), &[7; 64]);
        assert_eq!(asked.verifier.len(), 43);
        assert_eq!(asked.state.len(), 43);
        let expected = expected
            .replace("STATE", &asked.state)
            .replace("CHALLENGE", &challenge(&asked.verifier));
        assert_eq!(asked.url, expected);
    };
    let code = GrantKind::AuthorizationCode;
    let form = "client_id=app+1&redirect_uri=https%3A%2F%2Fdocs%2Fc.html&state=STATE";
    let pkce = "code_challenge=CHALLENGE&code_challenge_method=S256";
    check(code, "https://a/x", "", &format!("https://a/x?response_type=code&{form}&{pkce}"));
    let expected = format!("https://a/x?t=1&response_type=code&{form}&scope=a+b&{pkce}");
    check(code, "https://a/x?t=1", "a b", &expected);
    let expected = format!("https://a/x?response_type=token&{form}");
    check(GrantKind::Implicit, "https://a/x", "", &expected);
}

#[test]
fn an_answer_counts_only_with_its_state_and_for_its_grant() {
    let check = |kind, text: &str, expected: Result<&str, Refusal>| {
        let asked = asked(kind);
        let text = text.replace("STATE", &asked.state);
        let found = read_answer(&text, &asked).map(|answered| match answered {
            Answered::Code(Proof::Code { code, redirect_uri, verifier }) => {
                assert_eq!(redirect_uri, asked.redirect_uri);
                assert_eq!(verifier, asked.verifier);
                code
            }
            Answered::Code(_) => String::new(),
            Answered::Token(grant) => grant.token,
        });
        assert_eq!(found, expected.map(str::to_owned), "{text}");
    };
    let denied = || Refusal::OAuth {
        code: "access_denied".to_owned(),
        description: Some("No & no".to_owned()),
        uri: None,
    };
    let (code, implicit) = (GrantKind::AuthorizationCode, GrantKind::Implicit);
    check(code, "?code=a%2Bb&state=STATE", Ok("a+b"));
    check(code, "?state=STATE&code=x", Ok("x"));
    check(code, "?code=x&state=other", Err(Refusal::State));
    check(code, "?code=x", Err(Refusal::State));
    check(code, "", Err(Refusal::State));
    check(code, "?error=access_denied&error_description=No+%26+no&state=STATE", Err(denied()));
    check(code, "?error=access_denied&error_description=No+%26+no&state=bad", Err(Refusal::State));
    check(code, "?state=STATE", Err(Refusal::NoCode));
    check(implicit, "#access_token=t.1&token_type=Bearer&expires_in=60&state=STATE", Ok("t.1"));
    let both = "?code=x&access_token=t&token_type=Bearer&state=STATE";
    check(code, both, Ok("x"));
    check(implicit, both, Ok("t"));
    check(code, "#access_token=t&token_type=Bearer&state=STATE", Err(Refusal::NoCode));
    check(implicit, "?code=x&state=STATE", Err(Refusal::NoCode));
    let mac = Err(Refusal::TokenType("mac".to_owned()));
    check(implicit, "#access_token=t&token_type=mac&state=STATE", mac);
}

#[test]
fn a_page_that_was_left_finds_its_way_back_for_half_an_hour() {
    let left = Redirect {
        asked: Asked { url: String::new(), ..asked(GrantKind::AuthorizationCode) },
        client: ("https://a/token".to_owned(), "app 1".to_owned()),
        environment: "doors\nlive".to_owned(),
        back: "https://docs/#/doors".to_owned(),
        begun: 1_000_000,
    };
    let check = |text: &str, later: u64, expected: bool| {
        let found = Redirect::from_json(text, 1_000_000 + later);
        assert_eq!(found.as_ref() == Some(&left), expected, "{text} after {later}");
        assert_eq!(found.is_some(), expected);
    };
    let whole = left.to_json();
    check(&whole, 0, true);
    check(&whole, 1_800_000, true);
    check(&whole, 1_800_001, false);
    check(&whole.replace("verifier", "other"), 0, false);
    check(&whole.replace("authorizationCode", "other"), 0, false);
    check("null", 0, false);
    check("{", 0, false);
}

#[test]
fn each_grant_has_its_fields() {
    let check = |proof: &Proof, secret: &str, authentication, expected: &str| {
        let credentials = Credentials { id: "app".to_owned(), secret: secret.to_owned() };
        let client = (&credentials, authentication);
        let request = token_request("https://a/token", client, proof, "read");
        let body = String::from_utf8(request.body.unwrap()).unwrap();
        let basic = request.headers.iter().any(|(name, _)| name == "Authorization");
        assert_eq!(format!("{body}{}", if basic { " basic" } else { "" }), expected);
    };
    let text = str::to_owned;
    let code =
        Proof::Code { code: text("c"), redirect_uri: text("https://d/c"), verifier: text("v") };
    let (body, basic) = (ClientAuthentication::Body, ClientAuthentication::Basic);
    let rest = "code=c&redirect_uri=https%3A%2F%2Fd%2Fc&code_verifier=v";
    let grant = "grant_type=authorization_code";
    check(&code, "", body, &format!("{grant}&client_id=app&{rest}"));
    check(&code, "", basic, &format!("{grant}&client_id=app&{rest}"));
    check(&code, "s", body, &format!("{grant}&client_id=app&client_secret=s&{rest}"));
    check(&code, "s", basic, &format!("{grant}&{rest} basic"));
    let password = Proof::Password(text("u"), text("p w"));
    let expected = "grant_type=password&client_id=app&username=u&password=p+w&scope=read";
    check(&password, "", body, expected);
    let expected = "grant_type=refresh_token&client_id=app&refresh_token=r";
    check(&Proof::Refresh(text("r")), "", body, expected);
    let device = "urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code";
    let expected = format!("grant_type={device}&client_id=app&device_code=d");
    check(&Proof::Device(text("d")), "", body, &expected);
    assert!(!format!("{password:?} {code:?}").contains("p w"));
}

#[test]
fn a_refresh_token_is_kept_but_for_the_client_itself() {
    let reply = json(200, r#"{"access_token":"t","token_type":"bearer","refresh_token":"r"}"#);
    let check = |proof: &Proof, expected: Option<&str>| {
        let grant = read_reply(&reply, proof).unwrap();
        assert_eq!(grant.refresh_token.as_deref(), expected);
        assert_eq!(grant.notes.is_empty(), expected.is_some());
    };
    check(&Proof::Client, None);
    check(&Proof::Refresh("old".to_owned()), Some("r"));
    check(&Proof::Device("d".to_owned()), Some("r"));
}

#[test]
fn a_device_waits_as_it_is_told() {
    let credentials = Credentials { id: "tv".to_owned(), secret: String::new() };
    let request = device_request("https://a/d", (&credentials, ClientAuthentication::Body), "x");
    assert_eq!(request.body.as_deref(), Some(b"client_id=tv&scope=x".as_slice()));
    let device = read_device(&json(
        200,
        r#"{"device_code":"d","user_code":"WDJB-MJHT","verification_uri":"https://a/device","expires_in":60}"#,
    ))
    .unwrap();
    assert_eq!(
        (device.user_code.as_str(), device.interval, device.expires_in),
        ("WDJB-MJHT", 5, 60)
    );
    let refused = |code: &str| {
        let reply = json(400, &format!(r#"{{"error":"{code}"}}"#));
        read_reply(&reply, &Proof::Device(String::new())).unwrap_err()
    };
    assert_eq!(wait_on(&refused("authorization_pending"), 5), Some(5));
    assert_eq!(wait_on(&refused("slow_down"), 5), Some(10));
    assert_eq!(wait_on(&refused("expired_token"), 5), None);
    assert_eq!(wait_on(&refused("access_denied"), 5), None);
    assert!(read_device(&json(200, "{}")).is_err());
}

#[test]
fn a_provider_says_where_its_endpoints_are() {
    const URL: &str = "https://a/.well-known/openid-configuration";
    let read = |status, body: &str| read_provider(&json(status, body), URL);
    let provider = read(
        200,
        r#"{"issuer":"https://a","authorization_endpoint":"https://a/auth","token_endpoint":"https://a/token","scopes_supported":["openid",1],"grant_types_supported":["authorization_code"]}"#,
    )
    .unwrap();
    assert_eq!(provider.authorization_endpoint, "https://a/auth");
    assert_eq!(provider.scopes, ["openid"]);
    assert_eq!(provider.device_endpoint, "");
    assert!(read(404, "").is_err());
    assert!(read(200, "[]").is_err());
    for other in [
        "{}",
        r#"{"issuer":"https://b"}"#,
        r#"{"issuer":"https://a.b"}"#,
        r#"{"issuer":"http://a"}"#,
    ] {
        assert!(matches!(read(200, other), Err(Refusal::Issuer(_))), "{other}");
    }
}

proptest! {
    #[test]
    fn nothing_panics(text in "\\PC{0,200}", body in "[ -~]{0,200}") {
        for kind in GrantKind::ALL {
            let _ = read_answer(&text, &asked(kind));
        }
        let _ = read_device(&json(200, &body));
        let _ = read_provider(&json(200, &body), "https://h");
    }
}

#[test]
fn the_steps_to_a_token_outside_hold_no_secret() {
    let check = |grant, authentication, expected: &[&str]| {
        let outside = Outside {
            grant,
            authentication,
            client_id: "app 1".to_owned(),
            has_secret: true,
            scope: "a b".to_owned(),
            token_url: "https://a/token".to_owned(),
            other_url: "https://a/other".to_owned(),
            redirect_uri: "https://docs/callback.html".to_owned(),
        };
        let shown = |step: &Step| match step {
            Step::Open(url) => url.clone(),
            Step::Send { endpoint, fields, by_header } => {
                let fields = fields.iter().map(|(name, value)| format!("{name}={value}"));
                let fields = fields.collect::<Vec<_>>().join("&");
                format!("{endpoint}{} {fields}", if *by_header { " basic" } else { "" })
            }
        };
        assert_eq!(outside.steps().iter().map(shown).collect::<Vec<_>>(), expected);
    };
    let (body, header) = (ClientAuthentication::Body, ClientAuthentication::Basic);
    let client = "client_id=app 1&client_secret=CLIENT_SECRET";
    let one = format!("https://a/token grant_type=client_credentials&{client}&scope=a b");
    check(GrantKind::ClientCredentials, body, &[&one]);
    let one = "https://a/token basic grant_type=client_credentials&scope=a b";
    check(GrantKind::ClientCredentials, header, &[one]);
    let one = format!(
        "https://a/token grant_type=password&{client}&username=USER&password=PASSWORD&scope=a b"
    );
    check(GrantKind::Password, body, &[&one]);
    let open = "https://a/other?response_type=code&client_id=app+1&redirect_uri=https%3A%2F%2Fdocs%2Fcallback.html\
                &state=STATE&scope=a+b&code_challenge=CODE_CHALLENGE&code_challenge_method=S256";
    let two = "https://a/token basic grant_type=authorization_code&code=CODE&redirect_uri=https://docs/callback.html\
               &code_verifier=CODE_VERIFIER";
    check(GrantKind::AuthorizationCode, header, &[open, two]);
    let one = format!("https://a/other {client}&scope=a b");
    let two = format!(
        "https://a/token grant_type=urn:ietf:params:oauth:grant-type:device_code&{client}&device_code=DEVICE_CODE"
    );
    check(GrantKind::Device, body, &[&one, &two]);
    let open = "https://a/other?response_type=token&client_id=app+1&redirect_uri=https%3A%2F%2Fdocs%2Fcallback.html\
                &state=STATE&scope=a+b";
    check(GrantKind::Implicit, body, &[open]);
}
