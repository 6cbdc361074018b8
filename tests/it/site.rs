use obzor::site::{AddressError, Api, Site, Wrong};

const GOOD: &str = include_str!("../../public/site.json");

#[test]
fn the_demo_site_is_read() {
    let site = Site::read(GOOD).unwrap();
    assert_eq!((site.pages.len(), site.apis.len()), (6, 2));
    let groups: Vec<usize> = site.pages.iter().map(|page| page.groups.len()).collect();
    assert_eq!(groups, [0, 0, 1, 1, 1, 1]);
}

/// Changes one thing in a good file; the pointers of what is wrong then.
fn check(from: &str, to: &str, pointers: &[&str]) {
    assert!(GOOD.contains(from), "{from}");
    let problems = Site::read(&GOOD.replacen(from, to, 1)).unwrap_err();
    let found: Vec<&str> = problems.iter().map(|problem| problem.pointer.as_str()).collect();
    assert_eq!(found, pointers, "{from} -> {to}: {problems:?}");
}

#[test]
fn every_wrong_field_is_named() {
    check(
        "\"title\": { \"ru\": \"Обзор · API телефонии\", \"en\": \"Obzor · Telephony API\" },",
        "",
        &["/title"],
    );
    check("[\"ru\", \"en\"]", "[\"ru\", \"de\", 5]", &["/languages/1", "/languages/2"]);
    check("[\"ru\", \"en\"]", "[]", &["/languages"]);
    check("\"id\": \"start\"", "\"id\": \"operations\"", &["/pages/1/id"]);
    check("\"id\": \"start\"", "\"id\": 7", &["/pages/0/id"]);
    check("\"id\": \"errors\"", "\"id\": \"start\"", &["/pages/4/id"]);
    check("\"id\": \"errors\",", "", &["/pages/2/pages/2/id"]);
    check("\"title\": { \"ru\": \"Руководства\", \"en\": \"Guides\" },", "", &["/pages/2/title"]);
    check(
        "\"pages\": [\n        {",
        "\"pages\": [[], {",
        &["/pages/2/pages/0/id", "/pages/2/pages/0/title", "/pages/2/pages/0/file"],
    );
    check("\"languages\":", "\"editUrl\": \"edit/{file}\", \"languages\":", &["/editUrl"]);
    check("\"languages\":", "\"editUrl\": \"https://e.com/\", \"languages\":", &["/editUrl"]);
    check(
        "\"url\": \"https://{hostname}/api/ver1.0\"",
        "\"url\": \"http://{hostname}/api/ver1.0\"",
        &["/apis/0/servers/1/url"],
    );
    check(
        "\"url\": \"https://{hostname}/api/ver1.0\"",
        "\"url\": \"https://{host}/api\"",
        &["/apis/0/servers/1/url"],
    );
    check("\"sandbox\": true", "\"sandbox\": \"yes\"", &["/apis/0/servers/0/sandbox"]);
    check(
        "\"clientAuthentication\": \"body\"",
        "\"clientAuthentication\": \"both\"",
        &["/apis/0/signIn/clientAuthentication"],
    );
    let grant = "\"type\": \"client_credentials\"";
    check(grant, "\"type\": \"magic\"", &["/apis/0/signIn/type"]);
    check(grant, "\"type\": \"implicit\"", &["/apis/0/signIn/authorizationUrl"]);
    check(grant, "\"type\": \"device_code\"", &["/apis/0/signIn/deviceAuthorizationUrl"]);
    check(
        "\"tokenUrl\": \"/oauth/token\"",
        "\"tokenUrl\": \"oauth\"",
        &["/apis/0/signIn/tokenUrl"],
    );
    check(
        "\"default\": \"api.example.com\",",
        "",
        &["/apis/0/servers/1/variables/hostname/default", "/apis/0/servers/1/url"],
    );
    check("\"parameters\": {", "\"parameters\": [], \"x\": {", &["/apis/0/parameters"]);
    let pages = "\"pages\": [";
    check(pages, "\"console\": 0, \"storage\": \"no\", \"pages\": [", &["/console", "/storage"]);
    let connect = "\"connect\": [\"https://a.example/x\", \"a.example\", \"self\"], \"pages\": [";
    check(pages, connect, &["/connect/0", "/connect/1"]);
}

#[test]
fn a_token_address_is_checked_for_every_server() {
    let pointers = ["/apis/0/signIn/tokenUrl"; 3];
    check("\"/oauth/token\"", "\"http://auth.example.com/{realm}/token\"", &pointers);
}

#[test]
fn the_hosts_of_a_site_are_known_if_it_names_them_all() {
    let check = |servers: &str, more: &str, expected: Option<&[&str]>| {
        let page = "{\"id\": \"p\", \"title\": \"P\", \"file\": \"p.json\"}";
        let api = format!("{{\"id\": \"a\", \"title\": \"A\"{servers}}}");
        let text = format!("{{\"title\": \"T\", \"pages\": [{page}], \"apis\": [{api}]{more}}}");
        let site = Site::read(&text).unwrap();
        let found = site.origins();
        let found =
            found.as_ref().map(|found| found.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(found.as_deref(), expected, "{servers} {more}");
    };
    let server = |url: &str, more: &str| {
        format!("{{\"id\": \"{url}\", \"title\": \"S\", \"url\": \"{url}\"{more}}}")
    };
    let (one, two) = (server("https://a.example/v1", ""), server("https://b.example:8443", ""));
    check(
        &format!(", \"servers\": [{one}, {two}]"),
        "",
        Some(&["https://a.example", "https://b.example:8443"]),
    );
    let here = server("https://a.example/v2", ", \"sandbox\": true");
    check(&format!(", \"servers\": [{here}]"), "", Some(&[]));
    let sign_in = ", \"signIn\": {\"tokenUrl\": \"https://login.example/token\"}";
    check(
        &format!(", \"servers\": [{one}]{sign_in}"),
        "",
        Some(&["https://login.example", "https://a.example"]),
    );
    let free = server("https://{h}/v1", ", \"variables\": {\"h\": {\"default\": \"a.example\"}}");
    check(&format!(", \"servers\": [{one}, {free}]"), "", None);
    // What a description or a file of the reader's own brings is not known beforehand.
    let described = ", \"description\": \"a.json\"";
    check(described, "", None);
    check(&format!("{described}, \"servers\": [{one}]"), "", None);
    let known = &["https://login.example", "https://a.example"];
    check(&format!("{described}, \"servers\": [{one}]{sign_in}"), "", Some(known));
    check(&format!(", \"servers\": [{one}]"), ", \"descriptionOrigins\": [\"self\"]", None);
    check(
        described,
        ", \"connect\": [\"self\", \"https://c.example\"]",
        Some(&["https://c.example"]),
    );
}

#[test]
fn a_file_that_is_no_site_is_one_problem() {
    for text in ["", "null", "[]", "<html>", "{", "\"x\"", &"[".repeat(50_000)] {
        let problems = Site::read(text).unwrap_err();
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert_eq!(problems[0].pointer, "");
    }
    let problems = Site::read("{}").unwrap_err();
    assert!(
        problems.iter().all(|problem| matches!(problem.wrong, Wrong::Missing(_))),
        "{problems:?}"
    );
}

#[test]
fn addresses_are_filled_and_judged() {
    let site = Site::read(GOOD).unwrap();
    let server = &site.apis[0].servers[1];
    let sign_in = site.apis[0].sign_in.as_ref().unwrap();
    let check = |host: &str, base: Result<&str, AddressError>, token: Option<&str>| {
        let values = [("hostname".to_owned(), host.to_owned())];
        assert_eq!(server.base_url(&values), base.map(str::to_owned), "{host}");
        assert_eq!(server.endpoint(&sign_in.token_url, &values).ok().as_deref(), token, "{host}");
    };
    check("api.test", Ok("https://api.test/api/ver1.0"), Some("https://api.test/oauth/token"));
    check(
        " api.test:8443 ",
        Ok("https://api.test:8443/api/ver1.0"),
        Some("https://api.test:8443/oauth/token"),
    );
    check("", Err(AddressError::Variable("hostname".to_owned())), None);
    for host in ["a/b", "good@evil.example", "еxample.com", "a?b", "a#b", "a b", "{x}", "a\\b"] {
        check(host, Err(AddressError::Host(host.to_owned())), None);
    }
    assert!(server.is_as_declared(&[]));
    assert!(!server.is_as_declared(&[("hostname".to_owned(), "evil.example".to_owned())]));
}

#[test]
fn the_schema_knows_every_field_that_is_read() {
    let schema: serde_json::Value =
        serde_json::from_str(include_str!("../../public/site.schema.json")).unwrap();
    let text = schema.to_string();
    for field in [
        "title",
        "languages",
        "pages",
        "apis",
        "file",
        "servers",
        "url",
        "variables",
        "default",
        "sandbox",
        "signIn",
        "tokenUrl",
        "clientAuthentication",
        "scope",
        "demo",
        "parameters",
        "revocationUrl",
        "connect",
        "console",
        "storage",
        "offline",
        "versions",
        "date",
    ] {
        assert!(text.contains(&format!("\"{field}\"")), "{field}");
    }
}

#[test]
fn versions_of_an_api_can_be_read_too() {
    let site = Site::read(GOOD).unwrap();
    assert!(site.has_versions());
    let [now, then] = &site.apis[..] else { panic!("{:?}", site.apis) };
    assert_eq!((now.id.as_str(), now.earlier_of.is_none()), ("telephony", true));
    assert_eq!(then.id, Api::versioned("telephony", "0.9"));
    assert_eq!(then.servers, now.servers);
    assert_ne!(then.description, now.description);
    let found = |page: &str| site.described(page).map(|api| api.id.as_str());
    assert_eq!(found("telephony@0.9"), Some("telephony@0.9"));
    assert_eq!(found("telephony@0.8"), None);
    assert_eq!(site.current(then).id, "telephony");
    assert_eq!(Api::versioned("telephony", ""), "telephony");
    let versions = "\"versions\": [\n        {\n          \"id\": \"0.9\",";
    check(
        versions,
        "\"versions\": [{}, { \"id\": \"\",",
        &[
            "/apis/0/versions/0/id",
            "/apis/0/versions/0/title",
            "/apis/0/versions/0/description",
            "/apis/0/versions/1/id",
        ],
    );
    check("\"date\": \"2026-11-27\"", "\"date\": 2026", &["/apis/0/date"]);
    // What stands in addresses must lead to one place.
    check(
        "\"apis\": [",
        "\"apis\": [{\"id\": \"telephony@0.9\", \"title\": \"X\", \"description\": \"x.json\"},",
        &["/apis/2/id"],
    );
}
