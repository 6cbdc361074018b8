use obzor::html::{Url, UrlKind};
use proptest::prelude::*;

fn check(text: &str, expected: Option<(&str, UrlKind)>) {
    let url = Url::check(text);
    let found = url.as_ref().map(|url| (url.as_str(), url.kind()));
    assert_eq!(found, expected, "{text:?}");
}

#[test]
fn only_harmless_addresses_become_links() {
    check("https://example.com/a?b#c", Some(("https://example.com/a?b#c", UrlKind::External)));
    check("HTTP://example.com", Some(("HTTP://example.com", UrlKind::External)));
    check("mailto:a@example.com", Some(("mailto:a@example.com", UrlKind::External)));
    check("tel:+7495", Some(("tel:+7495", UrlKind::External)));
    check("#part", Some(("#part", UrlKind::Internal)));
    check("pages/a.json", Some(("pages/a.json", UrlKind::Internal)));
    check("a/b:c", Some(("a/b:c", UrlKind::Internal)));
    check(" \n https://example.com\t ", Some(("https://example.com", UrlKind::External)));
    for refused in [
        "",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        " \u{1}javascript:alert(1)",
        "javascript:alert(1)//\nhttps://example.com",
        "data:text/html,x",
        "vbscript:x",
        "blob:x",
        "file:///etc/passwd",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "https:evil.example",
        "https://user:pw@evil.example",
        "&#106&#97vascript&#58alert(1)",
        "javascript&colon;alert(1)",
        "https://",
        "https://exam\u{202e}ple.com",
        "https://exam\u{200b}ple.com",
        "intent:x",
        "view-source:https://example.com",
    ] {
        check(refused, None);
    }
}

proptest! {
    #[test]
    fn what_passes_has_an_allowed_scheme_or_none(text in "[a-zA-Z:/\\\\@#?.\\t\\n \\x01é]{0,30}") {
        if let Some(url) = Url::check(&text) {
            let lower = url.as_str().to_lowercase();
            let scheme = lower.split(['/', '?', '#']).next().unwrap_or_default().split_once(':').map(|(s, _)| s.to_owned());
            prop_assert!(matches!(scheme.as_deref(), None | Some("http" | "https" | "mailto" | "tel")));
        }
    }
}
