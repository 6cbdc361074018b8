//! What a description asks for to be let in, and what of it goes where.

use crate::request::operation;
use obzor::operation::Scheme;
use obzor::request::{Inputs, Problem, Request, build, wire};
use obzor::session::access::{Held, HeldError, Keyring, Means, choose, credentials, name};
use obzor::snippet::{TARGETS, Warning};
use obzor::text::Vars;

const HERE: &str = "https://h";
const URL: &str = "https://h/api/a";

fn key(name: &str, place: &str) -> Scheme {
    let text = str::to_owned;
    let (kind, place) = (text("apiKey"), text(place));
    Scheme { name: text(name), kind, place, parameter: text(name), ..Scheme::default() }
}

fn http(scheme: &str) -> Scheme {
    let text = str::to_owned;
    Scheme { name: text(scheme), kind: text("http"), scheme: text(scheme), ..Scheme::default() }
}

/// The URL and the headers of a request that these let in, for what was typed.
fn sent(way: &[Scheme], typed: &[(&str, &str, &str)]) -> (String, Vec<(String, String)>) {
    let mut keyring = Keyring::default();
    for (scheme, user, secret) in typed {
        keyring.edit(HERE, scheme, |held| {
            *held = Held { user: (*user).to_owned(), secret: (*secret).to_owned() };
        });
    }
    let base_url = "https://h/api".to_owned();
    let mut vars = Vars { base_url, access_token: "T".to_owned(), ..Vars::default() };
    keyring.fill(way, HERE, &mut vars);
    let built = build(&operation("GET", "/a"), &Inputs::default(), &credentials(way));
    let sent = wire(&built.request, &vars, "");
    (sent.url, sent.headers)
}

#[test]
fn each_scheme_has_its_place() {
    let check =
        |way: &[Scheme], typed: &[(&str, &str, &str)], url: &str, headers: &[(&str, &str)]| {
            let (found, found_headers) = sent(way, typed);
            let found_headers: Vec<(&str, &str)> =
                found_headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            assert_eq!((found.as_str(), found_headers.as_slice()), (url, headers), "{}", name(way));
        };
    check(&[http("bearer")], &[], URL, &[("Authorization", "Bearer T")]);
    check(&[http("basic")], &[], URL, &[]);
    // RFC 7617 §2: the example, then §2.1 with UTF-8.
    let aladdin = [("basic", "Aladdin", "open sesame")];
    let expected = [("Authorization", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")];
    check(&[http("basic")], &aladdin, URL, &expected);
    let test = [("basic", "test", "123£")];
    check(&[http("basic")], &test, URL, &[("Authorization", "Basic dGVzdDoxMjPCow==")]);
    check(&[key("X-Key", "header")], &[("X-Key", "", " k ")], URL, &[("X-Key", "k")]);
    check(&[key("k", "query")], &[("k", "", "a&b c")], "https://h/api/a?k=a%26b%20c", &[]);
    check(&[key("sid", "cookie")], &[("sid", "", "1")], URL, &[("Cookie", "sid=1")]);
    let both = [key("A", "header"), key("b", "query"), key("C", "header")];
    let typed = [("A", "", "1"), ("b", "", "2"), ("C", "", "3")];
    check(&both, &typed, "https://h/api/a?b=2", &[("A", "1"), ("C", "3")]);
    // What cannot be sent is left out.
    check(&[key("X", "header")], &[("X", "", "a\nb")], URL, &[]);
    check(&[http("digest"), key("x", "nowhere")], &[("digest", "u", "p")], URL, &[]);
    // A name that no header can have; any parameter can.
    check(&[key("X Key", "header")], &[("X Key", "", "k")], URL, &[]);
}

#[test]
fn what_is_typed_goes_to_its_origin_alone() {
    let mut keyring = Keyring::default();
    keyring.edit(HERE, "k", |held| held.secret = "secret".to_owned());
    let way = [key("k", "header")];
    let mut vars = Vars::default();
    keyring.fill(&way, "https://other", &mut vars);
    assert_eq!(vars.keys, [""]);
    assert!(!format!("{keyring:?} {:?}", keyring.get(HERE, "k")).contains("secret"));
    keyring.edit(HERE, "k", |held| held.secret.clear());
    assert!(keyring.is_empty());
}

#[test]
fn what_cannot_stand_in_its_place_is_said() {
    let check = |scheme: Scheme, user: &str, secret: &str, expected: Option<HeldError>| {
        let held = Held { user: user.to_owned(), secret: secret.to_owned() };
        assert_eq!(held.error(&Means::of(&scheme)), expected, "{user:?} {secret:?}");
    };
    check(key("k", "header"), "", "a b\"\\", None);
    check(key("k", "header"), "", "ключ", Some(HeldError::Character('к')));
    check(key("k", "cookie"), "", "a;b", Some(HeldError::Character(';')));
    check(key("k", "query"), "", "любой & ;\n", None);
    check(http("basic"), "a:b", "c", Some(HeldError::Colon));
    check(http("basic"), "a", "b:c", None);
    check(http("basic"), "a", "b\0", Some(HeldError::Character('\0')));
    check(http("digest"), "ann o'neil", "p\" \\ пароль", None);
    check(http("digest"), "a:b", "c", Some(HeldError::Colon));
    check(http("digest"), "anna\"", "c", Some(HeldError::Character('"')));
    check(http("digest"), "анна", "c", Some(HeldError::Character('а')));
    check(http("digest"), "a", "b\n", Some(HeldError::Character('\n')));
}

#[test]
fn the_way_is_the_one_that_was_chosen_or_is_complete() {
    let ways = [
        vec![],
        vec![http("bearer")],
        vec![key("a", "header"), key("b", "header")],
        vec![http("basic")],
    ];
    let mut keyring = Keyring::default();
    let check = |keyring: &Keyring, wanted: Option<&str>, has_token: bool, expected: &str| {
        let way = choose(&ways, wanted, keyring, (HERE, has_token)).unwrap();
        assert_eq!(name(way), expected);
    };
    check(&keyring, None, false, "bearer");
    check(&keyring, Some(""), true, "");
    check(&keyring, Some("gone"), true, "bearer");
    keyring.edit(HERE, "a", |held| held.secret = "1".to_owned());
    check(&keyring, None, false, "bearer");
    keyring.edit(HERE, "b", |held| held.secret = "1".to_owned());
    check(&keyring, None, false, "a + b");
    check(&keyring, None, true, "bearer");
    check(&keyring, Some("basic"), true, "basic");
    assert_eq!(choose(&[], None, &keyring, (HERE, true)), None);
    assert_eq!(choose(&[vec![]], None, &keyring, (HERE, true)), Some(&[][..]));
}

/// A page cannot answer a challenge: nothing of the login stands in what it sends. The snippets answer it, or
/// say that they do not.
#[test]
fn a_challenge_is_answered_by_the_snippets() {
    let way = [http("digest")];
    let mut keyring = Keyring::default();
    let mut vars = Vars::default();
    keyring.edit(HERE, "digest", |held| held.secret = "secret".to_owned());
    keyring.fill(&way, HERE, &mut vars);
    assert_eq!(vars, Vars::default(), "a password without a user");
    keyring.edit(HERE, "digest", |held| held.user = "ann".to_owned());
    keyring.fill(&way, HERE, &mut vars);
    assert_eq!(vars.login, ["ann", "secret"]);
    let built = build(&operation("GET", "/a"), &Inputs::default(), &credentials(&way));
    assert!(wire(&built.request, &vars, "").headers.is_empty());
    let carried = Request::from_value(&built.request.to_value());
    assert_eq!(carried, built.request);
    let answers = ["curl", "python", "httpx", "php", "r", "httpie", "wget", "powershell", "cmd"];
    for target in TARGETS {
        let snippet = target.write(&carried, &vars);
        let warned = snippet.warnings.contains(&Warning::Digest);
        assert_eq!(warned, !answers.contains(&target.id), "{}", target.id);
        assert_eq!(snippet.variables.contains("secret"), !warned, "{}", target.id);
        assert!(!snippet.request.contains("secret"), "{}", target.id);
    }
    // What the reader typed wins, here too.
    let headers = vec![obzor::request::Field::new("authorization", "mine")];
    let inputs = Inputs { headers, ..Inputs::default() };
    let built = build(&operation("GET", "/a"), &inputs, &credentials(&way));
    assert!(!built.request.has_digest());
}

/// By value a snippet says what the wire has: no header of a key that was not typed, no variable but those of a challenge.
#[test]
fn a_request_by_value_is_the_one_on_the_wire() {
    let way = [key("X-Key", "header"), key("X-None", "header"), key("k", "query")];
    let vars = Vars {
        base_url: "http://[::1]:8080/v1".to_owned(),
        keys: vec!["one".to_owned(), String::new(), "t%20o".to_owned()],
        ..Vars::default()
    };
    let built = build(&operation("GET", "/a{b}"), &Inputs::default(), &credentials(&way));
    let request = built.request.with_values(&vars);
    let sent = wire(&request, &Vars::default(), "");
    assert!(sent.url.starts_with("http://[::1]:8080/v1/a"), "{}", sent.url);
    assert!(sent.url.ends_with("?k=t%20o"), "{}", sent.url);
    assert_eq!(sent.headers, [("X-Key".to_owned(), "one".to_owned())]);
    for target in TARGETS {
        let snippet = target.write(&request, &vars);
        assert_eq!(
            snippet.variables.trim_start_matches("$PSNativeCommandArgumentPassing = 'Legacy'\n"),
            "",
            "{}",
            target.id
        );
        let whole = snippet.text();
        assert!(whole.contains("[::1]:8080"), "{}: {whole}", target.id);
        assert!(!whole.contains("X-None"), "{}: {whole}", target.id);
    }
}

#[test]
fn a_field_of_the_same_name_wins() {
    let way = [key("X-Key", "header"), key("k", "query"), key("sid", "cookie")];
    let field = |name: &str| vec![obzor::request::Field::new(name, "mine")];
    let inputs = Inputs {
        headers: field("x-key"),
        query: field("k"),
        cookies: field("sid"),
        ..Inputs::default()
    };
    let built = build(&operation("GET", "/a"), &inputs, &credentials(&way));
    let vars = Vars { keys: vec!["one".to_owned(); 3], ..Vars::default() };
    let sent = wire(&built.request, &vars, "");
    assert_eq!(sent.url, "/a?k=mine");
    let headers: Vec<String> = sent.headers.iter().map(|(n, v)| format!("{n}: {v}")).collect();
    assert_eq!(headers, ["x-key: mine", "Cookie: sid=mine"]);
    assert_eq!(built.problems, [Problem::HeaderForbidden("Cookie".to_owned())]);
}
