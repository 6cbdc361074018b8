use obzor::request::WireResponse;
use obzor::response::{BodyKind, body_kind, file_name, json_lines, media_type, pretty};
use proptest::prelude::*;

fn response(headers: &[(&str, &str)], body: &str) -> WireResponse {
    let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    WireResponse {
        headers: headers.collect(),
        body: body.as_bytes().to_vec(),
        ..WireResponse::default()
    }
}

#[test]
fn bodies_are_known_by_their_type() {
    let check = |kind: &str, body: &str, expected: BodyKind| {
        assert_eq!(body_kind(&response(&[("content-type", kind)], body)), expected, "{kind}");
    };
    check("application/json", "", BodyKind::Empty);
    check("application/json; charset=utf-8", "{}", BodyKind::Json);
    check("APPLICATION/PROBLEM+JSON", "{}", BodyKind::Json);
    check("text/html", "<p>", BodyKind::Text);
    check("image/svg+xml", "<svg/>", BodyKind::Text);
    check("audio/mpeg", "x", BodyKind::Binary);
    check("", "{\"a\":1}", BodyKind::Json);
    check("", "words", BodyKind::Text);
    check("", "\0\0", BodyKind::Binary);
    let (kind, charset) =
        media_type(&response(&[("Content-Type", "text/plain; Charset=\"Windows-1251\"")], ""));
    assert_eq!((kind.as_str(), charset.as_deref()), ("text/plain", Some("windows-1251")));
}

#[test]
fn file_names_are_safe() {
    let check = |disposition: &str, kind: &str, url: &str, expected: &str| {
        let response =
            response(&[("content-disposition", disposition), ("content-type", kind)], "x");
        assert_eq!(file_name(&response, url), expected, "{disposition} {url}");
    };
    check("attachment; filename=\"a.mp3\"", "audio/mpeg", "https://h/x", "a.mp3");
    check("attachment; filename=\"../../etc/passwd\"", "", "https://h/x", "passwd.bin");
    check("attachment; filename=\"C:\\\\x\\\\a\u{202e}gpj.exe\"", "", "https://h/x", "agpj.exe");
    check(
        "attachment; filename=x; filename*=UTF-8''%D0%97%D0%B0%D0%BF.mp3",
        "",
        "https://h/x",
        "Зап.mp3",
    );
    check("inline", "audio/mpeg", "https://h/rec-1?x=/y", "rec-1.mp3");
    check("", "application/json", "https://h/", "h.json");
    check("attachment; filename=\"..\"", "text/plain", "https://h/", "response.txt");
}

#[test]
fn json_is_laid_out_as_it_came() {
    let check =
        |text: &str, expected: &str| assert_eq!(pretty(text).as_deref(), Some(expected), "{text}");
    check("{}", "{}");
    check(" [ ] ", "[]");
    check(
        "{\"b\":1.0,\"a\":12345678901234567890,\"a\":-0}",
        "{\n  \"b\": 1.0,\n  \"a\": 12345678901234567890,\n  \"a\": -0\n}",
    );
    check(
        "[[],{\"x\":[1,\"a,]\\\"{\"]}]",
        "[\n  [],\n  {\n    \"x\": [\n      1,\n      \"a,]\\\"{\"\n    ]\n  }\n]",
    );
    check("\"text\"", "\"text\"");
    assert_eq!(pretty("{\"a\":}"), None);
    assert_eq!(pretty(&"[".repeat(100_000)), None);
}

#[test]
fn lines_know_what_they_fold() {
    let source = "{\"a\":[1],\"b\":2}";
    let lines = json_lines(source).unwrap();
    let texts: Vec<_> = lines.iter().map(|line| line.text(source)).collect();
    let folds: Vec<_> = lines
        .iter()
        .zip(&texts)
        .map(|(line, text)| (line.depth, text.as_str(), line.closes_at))
        .collect();
    assert_eq!(
        folds,
        [
            (0, "{", Some(5)),
            (1, "\"a\": [", Some(3)),
            (2, "1", None),
            (1, "],", None),
            (1, "\"b\": 2", None),
            (0, "}", None),
        ]
    );
}

proptest! {
    #[test]
    fn laying_out_changes_no_value(text in "[\\[\\]{}\",:0-9 truefalsn\\\\]{0,40}") {
        if let Some(pretty) = pretty(&text) {
            let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
            prop_assert_eq!(read(&pretty), read(&text));
        }
    }
}
