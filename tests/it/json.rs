use obzor::json::{JsonError, MAX_DEPTH, Position, check as check_json, parse};
use proptest::prelude::*;

fn check(text: &str, expected: Result<&str, JsonError>) {
    assert_eq!(parse(text).map(|value| value.to_string()), expected.map(str::to_owned), "{text:?}");
    assert_eq!(parse(text).is_ok(), check_json(text).is_ok(), "{text:?}");
}

fn at(line: usize, column: usize) -> Position {
    Position { line, column }
}

#[test]
fn reads_and_says_where_it_fails() {
    check("{\"b\":1,\"a\":[true,null]}", Ok("{\"b\":1,\"a\":[true,null]}"));
    check("\u{feff}[1]", Ok("[1]"));
    check("12345678901234567890123", Ok("12345678901234567890123"));
    check("", Err(JsonError::Empty));
    check(" \n\t", Err(JsonError::Empty));
    check("<html>", Err(JsonError::Html));
    check("[1,]", Err(JsonError::Syntax(at(1, 4), "trailing comma".to_owned())));
    check("{\n  \"a\" 1}", Err(JsonError::Syntax(at(2, 7), "expected `:`".to_owned())));
    check(
        "{\"имя\": \"Привет\" x}",
        Err(JsonError::Syntax(at(1, 18), "expected `,` or `}`".to_owned())),
    );
    check("[1] x", Err(JsonError::Syntax(at(1, 5), "trailing characters".to_owned())));
}

#[test]
fn depth_is_bounded_before_anything_recurses() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(parse(&nested(MAX_DEPTH)).is_ok());
    check(&nested(MAX_DEPTH + 1), Err(JsonError::TooDeep(at(1, MAX_DEPTH + 1))));
    check(&"[".repeat(50_000), Err(JsonError::TooDeep(at(1, MAX_DEPTH + 1))));
    let in_string = format!("\"{}\"", "[".repeat(2000));
    assert!(parse(&in_string).is_ok());
}

proptest! {
    #[test]
    fn never_panics(text in "\\PC*") {
        let _ = parse(&text);
    }

    #[test]
    fn never_panics_on_what_looks_like_json(text in "[\\[\\]{}\",:0-9eE.\\\\ntrufalsé -]{0,60}") {
        let _ = parse(&text);
    }
}
